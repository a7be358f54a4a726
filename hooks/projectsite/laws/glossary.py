"""The glossary: each term once, each written form for one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..facts.model import GlossaryFile, Term
from ..facts.project import Project
from ..problems import Problem, shown

LONGEST = 20
"""Words of a form: what is longer stands in no text."""
MOST = 2_000
"""Forms in a language: each is looked for at each word of each page."""

_OF_THE_SITE = ("project-", "contact-", "term-", "fn-", "fnref-")
"""How the ids of elements begin that pages have of other things."""


def terms_are_listed_once(project: Project) -> Iterator[Problem]:
    """No two terms of the glossary have the same id."""
    for file, glossary in project.of(GlossaryFile):
        seen: set[str] = set()
        for at, term in enumerate(glossary.terms):
            if term.id in ("content", *project.locales) or term.id.startswith(_OF_THE_SITE):
                message = f"id: the page itself has the id {term.id}. Choose another one."
                yield project.problem(file, ("terms", at, "id"), message, "address-taken")
            if term.id in seen:
                message = f"id: {term.id} stands here a second time. Rename one of them."
                yield project.problem(file, ("terms", at, "id"), message, "duplicate-id")
            seen.add(term.id)


def forms_lead_to_one_term(project: Project) -> Iterator[Problem]:
    """No form of a term stands twice in a language: it can lead to one place only."""
    for file, glossary in project.of(GlossaryFile):
        owners: dict[tuple[str, str], str] = {}
        for at, term in enumerate(glossary.terms):
            for path, form in _forms(term):
                if len(form.split()) > LONGEST:
                    message = (
                        f"{path[0]}.{path[1]}: a form has at most {LONGEST} words. Shorten it."
                    )
                    yield project.problem(file, ("terms", at, *path), message, "too-long")
                # One in small letters is found with a capital too.
                key = path[-1], form[:1].lower() + form[1:]
                if key in owners:
                    where = f"of {owners[key]} already" if owners[key] != term.id else "here twice"
                    message = (
                        f"{path[0]}.{path[1]}: “{shown(form)}” is a form {where}. Take one out."
                    )
                    yield project.problem(file, ("terms", at, *path), message, "twice")
                owners[key] = term.id


def forms_are_few(project: Project) -> Iterator[Problem]:
    """A language has so many forms that all can be looked for."""
    for file, glossary in project.of(GlossaryFile):
        counted = Counter(path[1] for term in glossary.terms for path, _ in _forms(term))
        for locale in [locale for locale, forms in counted.items() if forms > MOST]:
            said = (
                f"terms: {locale} has {counted[locale]:,} forms, at most {MOST:,} are looked for."
            )
            yield project.problem(file, ("terms",), f"{said} Take some out.", "too-long")


def _forms(term: Term) -> Iterator[tuple[tuple[str, str], str]]:
    """Every form in every language, with the keys that lead to it."""
    for locale in term.term.root:
        for form in term.forms(locale):
            yield ("term", locale), form
    for locale, form in term.stands_for.root.items() if term.stands_for else ():
        yield ("stands_for", locale), form
