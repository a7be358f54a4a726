"""Every text of the site in every language: translated, older than its source, or missing.

The source of a text is the text in the default language. A translation is older when the ledger
holds the fingerprint of another source. One that no line tells of is new, and counts as translated;
so does one that has changed since its line was written.
The same source with the same translation cannot be right in one record and old in another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

from ..facts.model import localised_texts
from ..facts.project import Project
from ..files.layout import words_file
from ..files.yaml.sheets import Keys, Sheet
from ..problems import Problem
from ..prose.pages import ProsePage, file_in
from ..words.text import Locale, LocalisedText, State
from ..words.wording import Wording
from .ledger import Entry, Key, Ledger, fingerprint, followed

BOUND = 0.25
"""A page counts as translated while less than this share of its text, in characters, is missing."""

PAGE = "page"
"""The field of a page of prose, which is translated as a whole."""


class PageState(StrEnum):
    """How a page in a language stands to the page that it is made from."""

    COMPLETE = "complete"
    OLDER = "older"
    """Something on it is older than its source."""
    PARTIAL = "partial"
    """Some of its texts are missing, and shown in the default language."""
    MISSING = "missing"
    """So much is missing that it is no translation: it belongs to the page of the source."""


Outdated = tuple[Locale, str, str]
"""A language, a source and the translation of it."""


class Translation(NamedTuple):
    """One text in one language other than the default one."""

    locale: Locale
    file: str
    """The file that holds it, or would: data/outcomes/vida.yml, docs/de/data.md."""
    field: str
    """title.de, inferred.work_package.why.de; the key of a word; page."""
    keys: Keys
    """What leads to it in its file; empty for a page of prose."""
    source: str
    """The text that it is made from."""
    text: str | None
    state: State
    recorded: bool
    """Whether the ledger says from which text it was made, as it is now."""
    reviewed: bool
    """Whether a person has said that it is right, as it is now."""
    sheet: Sheet | None

    @property
    def of_record(self) -> bool:
        """Whether it is a text of a record, and so stands where that record shows."""
        return bool(self.keys) and not self.file.startswith("data/words/")

    @property
    def key(self) -> Key:
        return Key(self.locale, self.file, self.field)

    @property
    def line(self) -> int:
        """Where it stands, or would stand, in its file."""
        return self.sheet.line(self.keys) if self.sheet else 1

    def problem(self, message: str, code: str) -> Problem:
        """A problem or note at its place; a page of prose is meant as a whole."""
        if self.sheet is None:
            return Problem(self.file, 0, 0, message, code)
        return self.sheet.problem(self.keys, message, code)

    def entry(self, *, reviewed: bool) -> Entry:
        """What the ledger holds of it once it is accepted as it is."""
        text = fingerprint(self.text or "")
        return Entry(fingerprint(self.source), text, reviewed or self.reviewed)


@dataclass(frozen=True)
class Translations:
    """All texts of a project in all languages but the default one."""

    ledger: Ledger
    all: tuple[Translation, ...]
    """By language, file and place."""

    @cached_property
    def older(self) -> frozenset[Outdated]:
        """Texts of records that are older than their source."""
        return frozenset(
            (t.locale, t.source, t.text or "")
            for t in self.all
            if t.state is State.OLDER and t.of_record
        )

    @cached_property
    def of_locale(self) -> Mapping[Locale, Sequence[Translation]]:
        """By language."""
        found: dict[Locale, list[Translation]] = defaultdict(list)
        for translation in self.all:
            found[translation.locale].append(translation)
        return found

    @cached_property
    def unfinished(self) -> frozenset[Locale]:
        """The languages in which texts of records are missing or older."""
        return frozenset(
            t.locale for t in self.all if t.state is not State.TRANSLATED and t.of_record
        )

    def page_of(self, file: str) -> State:
        """The state of a page of prose by its file."""
        return self._pages.get(file, State.TRANSLATED)

    @cached_property
    def _pages(self) -> Mapping[str, State]:
        return {t.file: t.state for t in self.all if not t.keys}


def translations_of(
    project: Project,
    wordings: Mapping[Locale, Wording],
    prose: Iterable[ProsePage],
    ledger: Ledger,
) -> Translations:
    """Every text of the records, of the interface and of the pages, in every language.

    The languages are those of the words, the default one first.
    """
    locales = tuple(wordings)
    pages = list(prose)
    texts = list(_texts_of(project)) if len(locales) > 1 else []
    ledger = followed(ledger, _sources(texts, locales[0]))
    gatherer = _Gatherer(ledger)
    for locale in locales[1:]:
        gatherer.records(texts, locales[0], locale)
        gatherer.words(wordings[locales[0]], wordings[locale])
        gatherer.pages(pages, locales[0], locale)
    return Translations(ledger, tuple(gatherer.settled()))


_RecordText = tuple[str, str, Keys, LocalisedText, Sheet]
"""A text of a record: the file, the name of its field, what leads to it, itself, the sheet."""


def _texts_of(project: Project) -> Iterator[_RecordText]:
    for file, record in project.records.items():
        sheet = project.sheets[file]
        for path, text in localised_texts(record):
            yield file, _name(record, path), path, text, sheet


def _sources(texts: Iterable[_RecordText], default: Locale) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for file, name, _, text, _ in texts:
        found[file][name] = text.root.get(default, "")
    return found


@dataclass
class _Gatherer:
    """Gathers texts, with what the ledger says of each."""

    ledger: Ledger
    found: list[Translation] = field(default_factory=list)

    def records(self, texts: Iterable[_RecordText], default: Locale, locale: Locale) -> None:
        for file, name, path, text, sheet in texts:
            source, own = text.root.get(default, ""), text.root.get(locale)
            self._add(locale, file, f"{name}.{locale}", (*path, locale), source, own, sheet)

    def words(self, original: Wording, wording: Wording) -> None:
        locale, sheet = wording.locale, wording.sheet
        for key in original:
            keys = tuple(key.split("."))
            source = _whole(original.word(key))
            text = _whole(wording.word(key)) if key in wording else None
            self._add(locale, words_file(locale), key, keys, source, text, sheet)

    def pages(self, prose: Sequence[ProsePage], default: Locale, locale: Locale) -> None:
        texts = {page.path: page.text for page in prose if page.locale == locale}
        for page in prose:
            if page.locale == default:
                file = file_in(page.file, locale)
                self._add(locale, file, PAGE, (), page.text, texts.get(page.path), None)

    def _add(
        self,
        locale: Locale,
        file: str,
        name: str,
        keys: Keys,
        source: str,
        text: str | None,
        sheet: Sheet | None,
    ) -> None:
        known = self.ledger.entries
        # Most projects without a ledger have thousands of texts: no key is made for nothing.
        entry = known.get(Key(locale, file, name)) if known else None
        state, recorded, reviewed = State.TRANSLATED, entry is not None, False
        if not text:
            state = State.MISSING
        elif entry and not entry.is_about(text):
            recorded = False
        elif entry and entry.source != fingerprint(source):
            state = State.OLDER
        elif entry:
            reviewed = entry.reviewed
        self.found.append(
            Translation(locale, file, name, keys, source, text, state, recorded, reviewed, sheet)
        )

    def settled(self) -> Iterator[Translation]:
        """What is accepted in one place holds wherever source and text are the same."""
        if not any(t.state is State.OLDER for t in self.found):
            yield from self.found
            return
        good = {
            (t.locale, t.source, t.text)
            for t in self.found
            if t.state is State.TRANSLATED and t.recorded and t.keys
        }
        for translation in self.found:
            pair = (translation.locale, translation.source, translation.text)
            if translation.state is State.OLDER and pair in good:
                translation = translation._replace(state=State.TRANSLATED)
            yield translation


def _name(record: Any, path: Keys) -> str:
    """The name of a field in the ledger: inferred.work_package.why."""
    if len(path) == 1:
        return str(path[0])
    parts = []
    for part in path:
        if isinstance(part, int):
            # By what identifies an item, not by its number: a list may get another order, and its
            # translations are still those of the same texts.
            record = record[part]
            names = (getattr(record, name, None) for name in ("id", "fact", "file"))
            parts.append(str(next((name for name in names if name), part + 1)))
        else:
            record = getattr(record, part)
            parts.append(part)
    return ".".join(parts)


def _whole(word: str | Mapping[str, str]) -> str:
    """A word as one text; of one in plural forms all of them."""
    if isinstance(word, str):
        return word
    return "\n".join(f"{form}: {text}" for form, text in sorted(word.items()))


def state_of_texts(
    texts: Iterable[LocalisedText],
    locale: Locale,
    default: Locale,
    older: Set[Outdated],
) -> PageState:
    """The state of a page that is made of these texts."""
    whole = missing = 0
    outdated = False
    for text in texts:
        source, own = text.root.get(default, ""), text.root.get(locale)
        whole += len(source)
        if not own:
            missing += len(source)
        elif older and (locale, source, own) in older:
            outdated = True
    return page_state(missing, whole, outdated=outdated)


def page_state(missing: int, whole: int, *, outdated: bool) -> PageState:
    """The state of a page by its characters: those that are missing, and all."""
    if missing and missing >= BOUND * whole:
        return PageState.MISSING
    if missing:
        return PageState.PARTIAL
    return PageState.OLDER if outdated else PageState.COMPLETE
