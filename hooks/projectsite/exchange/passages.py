"""What translators exchange: one passage a text of a record, a word, or a block of a page.

A page is exchanged block by block where source and translation are made of the same kinds of
blocks, else as a whole. The context of an entry (msgctxt) is the file that holds the translation,
and the field in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .. import addresses
from ..facts.model import Outcome
from ..facts.news import NewsItem
from ..files.layout import words_file
from ..files.texts import read_text
from ..files.yaml.sheets import Keys, Sheet
from ..problems import Problem
from ..prose.blocks import CODE, FIELDS, MACRO, PageText
from ..prose.pages import address_of
from ..site import Site
from ..translations.ledger import fingerprint
from ..translations.states import Translation
from ..words.text import Locale, State
from ..words.wording import plural_forms
from .plural_forms import exported_forms

BODY = "body"
"""The name of the passage that holds a whole page, where block by block is not possible."""

NO_TRACE = "none"
"""Stands in an entry for the fingerprint of a translation that was missing."""

PLURAL = ("one", "other")
"""The forms of the source that gettext shows: msgid and msgid_plural."""


@dataclass(frozen=True)
class Passage:
    """One entry of a .po file."""

    translation: Translation
    part: str
    """Of a page: the name of a field, the number of a block from 1, or “body”."""
    source: str
    source_file: str
    source_line: int
    text: str
    """In the other language; empty where it is missing."""
    shown: str
    """Where a reader meets it."""
    markdown: bool
    forms: Mapping[str, str] = field(default_factory=dict)
    """The plural forms of a word in the other language: one, few, other."""
    source_forms: Mapping[str, str] = field(default_factory=dict)

    @property
    def context(self) -> str:
        """Its name, which stays the same while the field or page does: file and field."""
        return f"{self.translation.file} {self.part or self.translation.field}"

    def trace(self, text: str, forms: Mapping[str, str]) -> str:
        """The fingerprint of a translation, which an export leaves in its entry; empty for none.

        Of a word that counts, the forms that an export holds.
        """
        if self.source_forms:
            names = exported_forms(self.translation.locale)
            text = " ".join(f"{name}: {forms[name]}" for name in names if forms.get(name))
        return fingerprint(text) if text.strip() else ""

    @property
    def present(self) -> str:
        """The trace of the translation as it stands there now."""
        return self.trace(self.text, self.forms)

    @property
    def older(self) -> bool:
        return self.translation.state is State.OLDER


def passages_of(site: Site, locale: Locale) -> Iterator[Passage]:
    """The passages of a language, in the order of files and places."""
    words: dict[str, Sheet] = {}
    for translation in site.translations.of_locale[locale]:
        folder = translation.file.split("/")[:2]
        if folder[0] == "docs":
            yield from _of_a_page(site, translation)
        elif folder == ["data", "words"]:
            for file in (translation.file, source_file(site, translation)):
                if file not in words:
                    words[file] = site.project.sheet(file)
            yield _of_a_word(
                translation, words[source_file(site, translation)], words[translation.file]
            )
        else:
            yield _of_a_record(site, translation)


def text_of(site: Site, file: str) -> str | None:
    """A file as it stands there, with its line ends and byte order mark; None where none is."""
    if isinstance(read_text(site.root / file, file), Problem):
        return None
    return (site.root / file).read_bytes().decode("utf-8")


def page_of(site: Site, file: str) -> PageText | None:
    """A page as its file holds it; None where there is none."""
    text = text_of(site, file)
    return None if text is None else PageText(text)


def source_file(site: Site, translation: Translation) -> str:
    """The file that holds the source of a translation."""
    default = site.project.default_locale
    first, *rest = translation.file.split("/")
    if first == "docs":
        return "/".join([first, default, *rest[1:]])
    return words_file(default) if rest[0] == "words" else translation.file


def _of_a_record(site: Site, translation: Translation) -> Passage:
    keys = (*translation.keys[:-1], site.project.default_locale)
    told = isinstance(site.project.records.get(translation.file), Outcome | NewsItem)
    return Passage(
        translation,
        "",
        translation.source,
        translation.file,
        _line(site.project.sheet(translation.file), keys),
        translation.text or "",
        _shown(site, translation.file, translation.locale),
        told and translation.keys[0] == "text",
    )


def _of_a_word(translation: Translation, original: Sheet, translated: Sheet) -> Passage:
    source, text = (_at(sheet.value, translation.keys) for sheet in (original, translated))
    counted = isinstance(source, dict)
    return Passage(
        translation,
        "",
        source.get(PLURAL[0], source[PLURAL[1]]) if counted else source,
        original.file,
        _line(original, translation.keys),
        "" if counted or not isinstance(text, str) else text,
        "a word of the site itself, on many pages",
        False,
        _forms(text, translation.locale) if counted else {},
        source if counted else {},
    )


def _forms(word: Any, locale: Locale) -> Mapping[str, str]:
    """The plural forms of a word as they stand there; empty ones of a word that is missing."""
    return word if isinstance(word, dict) else dict.fromkeys(plural_forms(locale), "")


def _of_a_page(site: Site, translation: Translation) -> Iterator[Passage]:
    origin = source_file(site, translation)
    source, page = page_of(site, origin), page_of(site, translation.file)
    if source is None:
        return
    shown = _shown(site, translation.file, translation.locale)
    for name in FIELDS:
        if name in source.fields:
            text = page.fields.get(name, "") if page else ""
            line = source.field_line(name)
            yield Passage(translation, name, source.fields[name], origin, line, text, shown, False)
    if page and page.kinds != source.kinds:
        if source.body:
            line = source.line(source.blocks[0].start)
            body = (source.body, origin, line, page.body)
            yield Passage(translation, BODY, *body, shown, True)
        return
    for number, block in enumerate(source.blocks):
        if block.kind not in (MACRO, CODE):
            text = page.blocks[number].text if page else ""
            line = source.line(block.start)
            part = (str(number + 1), block.text, origin, line, text)
            yield Passage(translation, *part, shown, True)


def _at(value: Any, keys: Keys) -> Any:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _line(sheet: Sheet, keys: Keys) -> int:
    return sheet.places.get(keys, (1, 1))[0]


def _shown(site: Site, file: str, locale: Locale) -> str:
    """The address of the page that shows what a file holds."""
    _, _, *rest = file.split("/")
    record = site.project.records.get(file)
    path = address_of(rest) if file.startswith("docs/") else addresses.of_record(record)
    return (site.edition.site_url or "/") + addresses.localised(
        path, locale, site.project.default_locale
    )
