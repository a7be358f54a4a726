"""Editions for the tests of formats: that of the example, and others with records of their own."""

from __future__ import annotations

from datetime import UTC, datetime
from unicodedata import category

from hypothesis import strategies as st

from conftest import EXAMPLE_URL
from projectsite import addresses
from projectsite.build.completeness import site_addresses
from projectsite.facts.folders import KINDS
from projectsite.facts.model import Outcome, ResultFile, Source, localised_texts
from projectsite.facts.project import Project
from projectsite.facts.vocabulary import OutcomeType, Relation, Status
from projectsite.page.edition import Address, Edition
from projectsite.translations.states import PageState, state_of_texts
from projectsite.words.dates import PartialDate
from projectsite.words.text import LocalisedText

MOMENT = datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)


def edition_of(site, **changed):
    """A site as one build publishes it; `outcomes=…` puts other records into it."""
    project = site.project
    records = {kind.folder: project.by_id(kind.model) for kind in KINDS}
    records |= {"facts": project.facts, "objectives": project.objectives} | changed
    edited = Project(**records)
    true = _pages(site) | {
        addresses.outcome(o.id): true_locales(edited, o) for o in edited.chronicle
    }
    pages = {path: Address(path, locales) for path, locales in true.items()}
    return Edition(edited, site.wordings, EXAMPLE_URL, "", MOMENT, pages=pages)


_KNOWN = {}


def _pages(site):
    """The languages of each page; measured once a site, as a test makes hundreds of editions."""
    if _KNOWN.get(id(site), (None,))[0] is not site:
        _KNOWN[id(site)] = site, {page.path: page.locales for page in site_addresses(site)}
    return _KNOWN[id(site)][1]


def below(locale):
    """The address of the home page of a language."""
    return EXAMPLE_URL if locale == "en" else f"{EXAMPLE_URL}{locale}/"


def shown(text, locale):
    """A text as a page in a language shows it, with the language that it is in."""
    return (text.root[locale], locale) if locale in text.root else (text.root["en"], "en")


def true_locales(project, outcome):
    """The languages in which the page of an outcome truly exists."""
    texts = [text for _, text in localised_texts(outcome)]
    default = project.default_locale
    states = {loc: state_of_texts(texts, loc, default, frozenset()) for loc in project.locales}
    return tuple(loc for loc, state in states.items() if state is not PageState.MISSING)


def one_outcome(**fields):
    """A valid outcome in two of the three languages, with the fields that a test is about."""
    known = {
        "id": "the-one",
        "title": LocalisedText({"en": "A training", "de": "Eine Schulung"}),
        "summary": LocalisedText({"en": "Four days.", "de": "Vier Tage."}),
        "type": "training",
        "relation": "project",
        "status": "done",
        "date": PartialDate.parse("2020-05-04/2020-05-07"),
        "work_package": "WP1",
        "sources": (Source(document="project-plan"),),
    }
    found = {**defaults(), **known, **fields}
    lists = {"type": OutcomeType, "relation": Relation, "status": Status}
    found |= {name: kind(found[name]) for name, kind in lists.items()}
    return Outcome.model_construct(**found)


def defaults():
    """Without validation the fields that are absent need their values too."""
    return {
        name: field.default
        for name, field in Outcome.model_fields.items()
        if not field.is_required()
    }


def edition_with(site, **fields):
    outcome = one_outcome(**fields)
    return edition_of(site, outcomes={outcome.id: outcome}), outcome


def result_file(name="the-one-slides.pdf", language="en"):
    return ResultFile(file=name, title=LocalisedText({"en": "Slides"}), language=language)


PIECES = [
    '"', "'", "<b>", "</script>", "]]>", "&", "&amp;", "&#0;", "\n", "\n\n", "\r\n", "\r", "\t",
    ",", ";", ":", "\\", "\\n", "\\,", "=1+1", "+1", "-1", "@SUM(1)", "=cmd|' /C calc'!A0", "＝1",
    "\u200f", "\u202e", "\u2066", "a\u0323\u0302", "e\u0301", "عربية", "עברית", "👍🏽", "🇪🇺", "𝔐",
    "\\N", "C:\\New",
    "漢字", "BEGIN:VEVENT", "END:VCALENDAR", "\r\nATTACH:https://evil.example/", "\n DTEND:x",
    "{count}", "%s", "\x00", "\x08", "\x1b", "\x7f", "\x85", "\u2028", "\ufffe", "\ufeff",
    "ž" * 80, "a" * 200, " ", "  ", "^n", "^'",
    *"\"<>&{}[]()\\%#$_~^`@|=+-:;,*/", "<!--", "@misc{x,", "\nTY  - JOUR", "\r\nER  - ", "%20",
    "100 %",
    "\\textbf{", "--", "``''", "a\u0301", "\u00a0", "Ž", "🌊",
]  # fmt: skip
"""What has broken such formats before, or looks as if it could."""

hostile = (
    st.lists(
        st.sampled_from(PIECES) | st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
        min_size=1,
        max_size=12,
    )
    .map("".join)
    .filter(bool)
)


def hostile_texts() -> st.SearchStrategy[str]:
    """Hostile texts as the data may hold them: never blank, no control characters (see
    tests/problems/) but line breaks and tabs."""
    letters = st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"])
    kept = [piece for piece in PIECES if not any(_is_refused(letter) for letter in piece)]
    part = st.sampled_from(kept) | st.text(letters, max_size=8)
    return st.lists(part, min_size=1, max_size=12).map("".join).filter(str.strip)


def _is_refused(letter: str) -> bool:
    return letter not in "\n\t" and category(letter) in {"Cc", "Cs", "Cn", "Co"}


def folded(text: str) -> str:
    """What formats keep of a text that take a line only, said in another way than theirs."""
    line = " ".join(text.replace("\t", " ").splitlines())
    return " ".join(part for part in line.split(" ") if part).strip()


def localised(text, other="x"):
    """A text in the default language and in German."""
    return LocalisedText.model_construct(root={"en": text, "de": other})
