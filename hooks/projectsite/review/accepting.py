"""Records that translations still hold: what `projectsite translations accept` writes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..files.layout import LEDGER
from ..problems import Problem, ProblemsFound, unknown
from ..translations.ledger import UNKNOWN, Entry, Key, Ledger, fingerprint
from ..translations.states import Translation, Translations


def chosen(
    translations: Translations, file: str, field: str = "", language: str = ""
) -> Sequence[Translation]:
    """The translations of a file or folder that are there, or of all files where none is named; of
    one field, title.de or title, or of a language.

    Raises ProblemsFound where there is none.
    """
    below = f"{file}/" if file else ""
    here = [t for t in translations.all if t.file == file or t.file.startswith(below)]
    if not here:
        known = {t.file for t in translations.all if t.text}
        said = unknown("translation in the file", file, known, limit=0)
        raise ProblemsFound([Problem(LEDGER, 0, 0, said, "unknown-id")])
    here = [t for t in here if t.text]
    if not here:
        said = "this is not translated yet: there is nothing to accept."
        raise ProblemsFound([Problem(file or LEDGER, 0, 0, said, "unknown-id")])
    # Without a language a field means all of its translations: title is title.de and title.fr.
    names = (field, *(f"{field}.{locale}" for locale in translations.of_locale))
    found = [
        t
        for t in here
        if (not field or t.field in names) and (not language or t.locale == language)
    ]
    if not found:
        spoken = {str(t.locale) for t in here}
        wanted, known = language, spoken
        if field and (not language or language in spoken):
            wanted = field
            known = {t.field for t in here if not language or t.locale == language}
        said = unknown("translation", wanted, known, limit=20)
        raise ProblemsFound([Problem(file or LEDGER, 0, 0, said, "unknown-id")])
    return found


def accepted(
    translations: Translations, those: Iterable[Translation], *, reviewed: bool = False
) -> Ledger:
    """The ledger in which these translations are made from the source as it is now.

    `reviewed`: a person has read them. Lines of translations that are gone are left out, and those
    of translations that have changed since are renewed: what they hold from now on is seen.
    """
    entries = {t.key: t.entry(reviewed=reviewed) for t in those}
    mended = {t.key: t.entry(reviewed=False) for t in changed(translations)}
    return Ledger(_kept(translations) | mended | entries)


def completed(translations: Translations, ledger: Ledger) -> Ledger:
    """The ledger with the fingerprint of the translation in each line of before."""
    texts = {t.key: fingerprint(t.text) for t in translations.all if t.text}
    entries = dict(ledger.entries)
    for key, entry in entries.items():
        # Where two lines disagree nobody knows of which translation they are.
        if entry.source != UNKNOWN and not entry.text:
            entries[key] = entry._replace(text=texts.get(key, ""))
    return Ledger(entries)


def changed(translations: Translations) -> list[Translation]:
    """Translations that have changed since their line was written."""
    known = translations.ledger.entries
    return [t for t in unrecorded(translations) if t.key in known]


def unrecorded(translations: Translations) -> list[Translation]:
    """Translations that are new or have changed: the ledger does not say from which text they, as
    they are, were made."""
    return [t for t in translations.all if t.text and not t.recorded]


def gone(translations: Translations) -> list[Key]:
    """Entries of the ledger whose translation is no longer there, in the order of the file."""
    there = {t.key for t in translations.all if t.text}
    return [key for key in translations.ledger.entries if key not in there]


def _kept(translations: Translations) -> dict[Key, Entry]:
    lost = set(gone(translations))
    return {key: entry for key, entry in translations.ledger.entries.items() if key not in lost}
