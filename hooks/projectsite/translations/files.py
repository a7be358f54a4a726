"""What each file still asks of each language: the work of translators, file by file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from .. import addresses
from ..facts.model import Contact
from ..facts.news import NewsItem
from ..facts.project import Project
from ..prose.pages import ProsePage, file_in
from ..words.text import Locale, LocalisedText, State
from .states import PAGE, Translation, Translations


class TranslatedFile(NamedTuple):
    """One file in one language."""

    file: str
    """The file to edit; that of a page which is not translated is still to be made."""
    title: str | LocalisedText
    """What it is about; empty for the objectives and the words of the interface."""
    path: str | None
    """The page that it makes, below the root of its language; None where it shows everywhere."""
    texts: int
    words: int
    """Words of the source, all texts together."""
    asked: int
    """Those of them whose translation is older or missing: the work that is left."""
    older: tuple[Translation, ...]
    missing: tuple[Translation, ...]
    reviewed: int
    """Texts that a person has reviewed."""
    unrecorded: int
    """Texts of which nothing says from which source they were made."""

    @property
    def complete(self) -> bool:
        return not self.older and not self.missing

    @property
    def is_new(self) -> bool:
        """Whether the file has to be made first."""
        return any(t.field == PAGE for t in self.missing)


TranslatedFiles = Mapping[Locale, Sequence[TranslatedFile]]
"""All files of each language."""


def translated_files(
    project: Project, prose: Sequence[ProsePage], translations: Translations
) -> TranslatedFiles:
    """The texts of each language, gathered by file; none of a draft, which has no page, and none of
    a contact who is no longer shown."""
    pages = {page.file: page for page in prose}
    default = project.default_locale
    hidden = {file for file, item in project.of(NewsItem) if item.draft}
    hidden |= {file for file, one in project.of(Contact) if one.id in project.former_contacts}
    return {
        locale: [
            _file(file, tuple(texts), project, pages, default)
            for file, texts in groupby(own, key=lambda t: t.file)
            if file not in hidden
        ]
        for locale, own in translations.of_locale.items()
    }


def _file(
    file: str,
    texts: Sequence[Translation],
    project: Project,
    prose: Mapping[str, ProsePage],
    default: Locale,
) -> TranslatedFile:
    title: str | LocalisedText = ""
    path: str | None = None
    if file in project.records:
        record = project.records[file]
        title, path = record.called, addresses.of_record(record)
    elif texts[0].field == PAGE:
        original = prose[file_in(file, default)]
        path = original.path
        titles: dict[str, str] = {default: _title(original)}
        if file in prose:
            titles[texts[0].locale] = _title(prose[file])
        title = LocalisedText(titles)
    unfinished = [t for t in texts if t.state is not State.TRANSLATED]
    words, asked = (sum(_words_of(t.source) for t in some) for some in (texts, unfinished))
    return TranslatedFile(
        file,
        title,
        path,
        len(texts),
        words,
        asked,
        tuple(t for t in unfinished if t.state is State.OLDER),
        tuple(t for t in unfinished if t.state is State.MISSING),
        sum([t.reviewed for t in texts]),
        sum([not t.recorded for t in texts if t.text]),
    )


@lru_cache(maxsize=65_536)
def _words_of(source: str) -> int:
    # Once for all languages: each has the same sources.
    return len(source.split())


def _title(page: ProsePage) -> str:
    """The title of a page; its file while it has none, which the check reports."""
    title = page.front_matter.get("title")
    return title if isinstance(title, str) and title else page.file
