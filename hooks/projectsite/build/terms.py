"""The terms of the glossary on a page: the first use of each leads to what it means.

Works on the HTML of a page when it is drawn, and leaves all of it as it was but for the marks. Only
running text is marked: a paragraph or a list that has no class, as Markdown draws them, and the
paragraphs that READ names. What has another class is a label, a list of records or a notice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from markupsafe import Markup

from .. import addresses
from ..facts.model import Term
from ..facts.project import Project
from ..page.setting import Setting
from ..site import Site
from ..views.glossary import explanation, stands_for
from ..words.text import Locale

READ = frozenset({"project-lead", "project-remark", "project-hero__lead"})
"""The classes of paragraphs that hold running text."""

_ATTRIBUTES = r'([^<>"]*(?:"[^"]*"[^<>"]*)*)'
_BLOCK = re.compile(
    r"<(?:(/?)(article|details|div|li|ol|p|section|ul)"
    rf"|(blockquote|dl|form|h[1-6]|nav|pre|script|svg|table|template))\b{_ATTRIBUTES}>"
)
"""What structures a page; the second group is passed over with all that is in it."""
_TAG = re.compile(rf"<(/?)([a-z][a-z0-9]*){_ATTRIBUTES}>")
_SILENT = frozenset(
    "a abbr button cite code dfn kbd label q samp select sub sup textarea time var".split()
)
"""What is not marked within running text."""
_VOID = frozenset({"br", "img", "input", "wbr"})
_CLASS = re.compile(r'\bclass="([^"]*)"')
_LANG = re.compile(r'\blang="([^"]*)"')


def _running_text(html: str, locale: str) -> Iterator[tuple[int, int, str]]:
    """Where running text stands that is parted by inline elements only, and its language."""
    # Each open element, with its language and whether text right in it is running text.
    open_: list[tuple[str, str, bool]] = [("", locale, False)]
    at = 0
    while tag := _BLOCK.search(html, at):
        closing, name, passed, attributes = tag.groups()
        lang, runs = open_[-1][1:]
        if runs and tag.start() > at:
            yield at, tag.start(), lang
        at = tag.end()
        if passed:
            at = _behind(html, passed, at)
        elif not closing:
            if found := _LANG.search(attributes) if "lang=" in attributes else None:
                lang = found[1]
            open_.append((name, lang, _runs(name, attributes, open_[-1])))
        elif any(name == other for other, *_ in open_):
            while open_.pop()[0] != name:
                pass


def _runs(name: str, attributes: str, around: tuple[str, str, bool]) -> bool:
    """Whether text right in an element is running text; of a list, that in its entries."""
    if name == "li":
        return around[2]
    classes = _CLASS.search(attributes) if "class=" in attributes else None
    if name in ("ol", "ul"):
        return not classes
    return name == "p" and (not classes or classes[1] in READ)


def _behind(html: str, name: str, at: int) -> int:
    """The end of an element that begins before a place; others of its name may be in it."""
    depth, end = 1, at
    while depth:
        close = html.find(f"</{name}>", end)
        if close < 0:
            return len(html)
        depth += html.count(f"<{name}", end, close) - 1
        end = close + len(name) + 3
    return end


@dataclass(frozen=True)
class _Forms:
    """How the texts of one language write the terms."""

    pattern: re.Pattern[str]
    terms: dict[str, Term]
    """By form, with blanks between its words."""

    @classmethod
    def of(cls, terms: Iterable[Term], locale: Locale) -> _Forms | None:
        """None for a language in which no term has a form."""
        known: dict[str, Term] = {}
        for term in terms:
            for form in (*term.forms(locale), stands_for(term, locale)):
                known.setdefault(" ".join(form.split()), term)
        known.pop("", None)
        if not known:
            return None
        # The longest first. By their first letter, as Python's engine tries one branch for each.
        by_letter: dict[str, list[str]] = {}
        for form in sorted(known, key=len, reverse=True):
            for letter in {form[0], form[0].upper()}:
                by_letter.setdefault(letter, []).append(form)
        branches = (
            f"{re.escape(letter)}(?:{'|'.join(_written(form[1:]) for form in forms)})"
            for letter, forms in by_letter.items()
        )
        return cls(re.compile(f"(?:{'|'.join(branches)}){_NO_MORE}"), known)

    def term(self, found: re.Match[str]) -> Term | None:
        """The term that a match of the pattern is; None within a longer word, name or address."""
        # Asked here and not in the pattern, which is quick only where it begins with a letter.
        before = found.string[max(found.start() - 8, 0) : found.start()]
        if _WITHIN.search(before):
            return None
        form = " ".join(found[0].replace("&amp;", "&").split())
        if form not in self.terms and _BEGINS.search(before):
            form = form[0].lower() + form[1:]
        return self.terms.get(form)


_WITHIN = re.compile(r"[\w@/.-]\Z")
_BEGINS = re.compile(r"(?:\A|[.!?:…])[\s„“”«»\"'(–-]*\Z")
"""The beginning of a sentence. Elsewhere a capital makes a name: Green Synergy Cluster."""
_NO_MORE = r"(?![\w-]|[@/.]\w)"
"""What follows is no part of the same word or address."""


def _written(form: str) -> str:
    """The rest of a form as HTML has it: blanks of all kinds, & escaped."""
    return re.escape(form).replace(r"\&", "&amp;").replace(r"\ ", r"\s+")


class Terms:
    """The terms of a project that has a page for them, in all its languages."""

    def __init__(self, site: Site) -> None:
        project: Project = site.project
        self._site = site
        self._forms: dict[str, _Forms] = {}
        self._drawn: dict[tuple[str, ...], str] = {}
        if addresses.glossary() in site.edition.pages:
            for locale in project.locales:
                if forms := _Forms.of(project.terms.values(), locale):
                    self._forms[locale] = forms

    def marked(self, setting: Setting, *pieces: str) -> tuple[str, ...]:
        """The pieces of a page in their order; the pop-overs stand at the end of the last."""
        if not self._forms:
            return pieces
        page = _Page(self, setting)
        *before, last = (page.marked(piece) for piece in pieces)
        return (*before, last + page.explanations())

    def forms(self, lang: str) -> _Forms | None:
        return self._forms.get(lang)

    def draw(self, setting: Setting, term: Term, text: str = "", long: str = "") -> str:
        """The mark around a text, or without one the pop-over; each once a language and depth."""
        key = (setting.locale, setting.home, term.id, text, long)
        if key not in self._drawn:
            view = explanation(setting, term)
            if text:
                drawn = self._site.render("term", term=view, text=Markup(text), long=long)  # noqa: S704
            else:
                drawn = self._site.render("explanation", term=view)
            self._drawn[key] = str(drawn)
        return self._drawn[key]


@dataclass
class _Page:
    """The terms that one page has used so far."""

    terms: Terms
    setting: Setting
    used: dict[str, Term] = field(default_factory=dict)

    def marked(self, html: str) -> str:
        pieces, done = [], 0
        for start, end, lang in _running_text(html, self.setting.locale):
            forms = self.terms.forms(lang)
            if forms and forms.pattern.search(html, start, end):
                pieces += (html[done:start], self._marked_text(html[start:end], lang))
                done = end
        return "".join((*pieces, html[done:])) if pieces else html

    def _marked_text(self, html: str, locale: str) -> str:
        """Text with inline elements in it, some of which are in a language of their own."""
        pieces, done = [], 0
        langs, silent = [locale], 0
        for tag in _TAG.finditer(html):
            text = html[done : tag.start()]
            pieces += (text if silent else self._marked_words(text, langs[-1]), tag[0])
            done = tag.end()
            closing, name, attributes = tag.groups()
            if name in _VOID:
                continue
            step = -1 if closing else 1
            silent += step * (name in _SILENT)
            if closing:
                langs = langs[:-1] or [locale]
            else:
                found = _LANG.search(attributes)
                langs.append(found[1] if found else langs[-1])
        text = html[done:]
        return "".join((*pieces, text if silent else self._marked_words(text, langs[-1])))

    def _marked_words(self, text: str, locale: str) -> str:
        forms = self.terms.forms(locale)
        if not forms:
            return text

        def mark(found: re.Match[str]) -> str:
            term = forms.term(found)
            if term is None or term.id in self.used:
                return found[0]
            self.used[term.id] = term
            long = stands_for(term, locale)
            # What is written out needs no expansion.
            long = "" if found[0].casefold() == long.casefold() else long
            return self.terms.draw(self.setting, term, found[0], long)

        return forms.pattern.sub(mark, text)

    def explanations(self) -> str:
        """The pop-overs of all terms that were marked."""
        drawn = (self.terms.draw(self.setting, term) for term in self.used.values())
        return "".join(f"\n{explanation}" for explanation in drawn)
