"""The page /translations/: what is translated, what is older than its source, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .. import addresses
from ..page.setting import Link, Setting
from ..translations.files import TranslatedFile, TranslatedFiles
from ..translations.states import Translation
from ..words.forms import language_title, number_form, own_name
from ..words.text import Locale, LocalisedText, Words
from .outcomes import counted

LISTED = 100
"""So many files of a language are listed; of more, those that ask for something come first."""


@dataclass(frozen=True)
class LanguageRow:
    """One language in the table of all."""

    name: Link
    """To its own page of translations."""
    locale: Locale
    complete: str
    """Files with nothing to do, of all: 57 / 59."""
    words: str
    """Words of the original whose translation is older or missing."""
    older: str
    """Texts, as are those that are missing."""
    missing: str
    reviewed: str
    """Texts that a person has reviewed, of all."""


@dataclass(frozen=True)
class FileRow:
    """One file in the table of a language."""

    title: Link
    """To the page that it makes."""
    words: str
    """How many words of the original are to be translated; empty for none."""
    states: tuple[tuple[str, tuple[str, ...]], ...]
    """What is to be done: Missing, and the fields with their lines. Empty where nothing is."""
    is_new: bool
    """Whether the file is still to be made."""
    edit: Link | None
    """To the very file; None without a repository."""


@dataclass(frozen=True)
class LanguageSection:
    """The files of one language."""

    locale: Locale
    heading: str
    rows: tuple[FileRow, ...]
    rest: str
    """How many files are not listed; empty where all are."""


@dataclass(frozen=True)
class TranslationsView:
    """All languages in one table, then the files of each, or of the page's own language."""

    languages: tuple[LanguageRow, ...]
    reviewed: str
    """Whether persons have reviewed the translations, in one sentence."""
    all_words: str
    """How long the original is, in one sentence."""
    unrecorded: str
    """Of how many texts nobody can say whether they are older; empty for none."""
    sections: tuple[LanguageSection, ...]
    folded: bool
    """Whether the sections are folded, as there are several."""


def translations_view(setting: Setting, files: TranslatedFiles) -> TranslationsView:
    """On the page of the default language stand all others, elsewhere the page's own."""
    own = {setting.locale: files.get(setting.locale, ())}
    shown = files if setting.locale == setting.project.default_locale else own
    sections = tuple(_section(setting, locale, found) for locale, found in shown.items())
    return TranslationsView(
        languages=tuple(_language(setting, *item) for item in files.items()),
        reviewed=_reviewed(setting, [f for found in files.values() for f in found]),
        all_words=_all_words(setting, files),
        unrecorded=_unrecorded(setting, files),
        sections=sections,
        folded=len(sections) > 1,
    )


def _language(setting: Setting, locale: Locale, files: Sequence[TranslatedFile]) -> LanguageRow:
    def number(count: int) -> str:
        return number_form(count, setting.locale)

    href = setting.page_in(locale, addresses.translations())
    texts = sum(f.texts for f in files)
    return LanguageRow(
        name=Link(Words(own_name(locale), locale, setting.locale), href),
        locale=locale,
        complete=f"{number(sum(f.complete for f in files))} / {number(len(files))}",
        words=number(sum(f.asked for f in files)),
        older=number(sum(len(f.older) for f in files)),
        missing=number(sum(len(f.missing) for f in files)),
        reviewed=f"{number(sum(f.reviewed for f in files))} / {number(texts)}",
    )


def _reviewed(setting: Setting, files: Iterable[TranslatedFile]) -> str:
    found = list(files)
    reviewed, texts = sum(f.reviewed for f in found), sum(f.texts for f in found)
    if not reviewed:
        return setting.t("translations.not_reviewed")
    numbers = {"reviewed": reviewed, "texts": texts}
    shown = {name: number_form(count, setting.locale) for name, count in numbers.items()}
    return setting.t("translations.reviewed_part", **shown)


def _all_words(setting: Setting, files: TranslatedFiles) -> str:
    """The original is as long for every language."""
    words = max((sum(f.words for f in found) for found in files.values()), default=0)
    return setting.t("translations.all_words", words=number_form(words, setting.locale))


def _unrecorded(setting: Setting, files: TranslatedFiles) -> str:
    count = sum(f.unrecorded for found in files.values() for f in found)
    shown = number_form(count, setting.locale)
    return setting.t("translations.unrecorded", texts=shown) if count else ""


def _section(setting: Setting, locale: Locale, files: Sequence[TranslatedFile]) -> LanguageSection:
    # Sorted so that a cut list still holds all that asks for work.
    asking = [f for f in files if not f.complete]
    listed = [*asking, *(f for f in files if f.complete)][:LISTED]
    rest = len(files) - len(listed)
    return LanguageSection(
        locale=locale,
        heading=language_title(locale, setting.locale),
        rows=tuple(_row(setting, locale, file) for file in listed),
        rest=setting.t("translations.rest", count=rest) if rest else "",
    )


def _row(setting: Setting, locale: Locale, file: TranslatedFile) -> FileRow:
    path, pages = file.path, setting.edition.pages
    if pages and path not in pages:
        path = None  # as of the terms, where a project has no page for them
    href = None if path is None else setting.page_in(locale, path)
    states = (
        (setting.t("translations.older"), _named(file.older)),
        (setting.t("translations.missing"), _named(file.missing)),
    )
    return FileRow(
        title=Link(_title(setting, file), href),
        words=counted(setting, "translations.word_count", file.asked) if file.asked else "",
        states=tuple(state for state in states if state[1]),
        is_new=file.is_new,
        edit=_edit(setting, file),
    )


def _title(setting: Setting, file: TranslatedFile) -> Words:
    if isinstance(file.title, LocalisedText):
        return setting.words(file.title)
    untitled = {None: "translations.interface", addresses.glossary(): "glossary.title"}
    what = untitled.get(file.path, "work_package.objectives")
    return setting.own(file.title or setting.t(what))


def _named(texts: Sequence[Translation]) -> tuple[str, ...]:
    """title.de:6, the field and its line; a page has none but its file."""
    return tuple(f"{t.field}:{t.line}" if t.keys else t.file for t in texts)


def _edit(setting: Setting, file: TranslatedFile) -> Link | None:
    repo_url = setting.edition.repo_url
    if not repo_url:
        return None
    # GitHub has one address for a file that is there and another to begin one.
    if file.is_new:
        folder, _, name = file.file.rpartition("/")
        href = addresses.new_on_github(repo_url, folder, name)
        return Link(setting.own(setting.t("translations.add")), href)
    return Link(setting.own(file.file), setting.edition.edit_url(file.file))
