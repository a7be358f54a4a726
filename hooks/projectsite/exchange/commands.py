"""What `projectsite translations export` and `import` do, and what they say."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..files.layout import LEDGER, PROJECT, words_file
from ..files.lock import alone
from ..files.texts import LIMIT_PROBLEMS
from ..files.writing import write_files
from ..problems import Problem, ProblemsFound, report, unknown
from ..review.accepting import accepted, changed, chosen, completed, unrecorded
from ..site import Site, load_site
from ..translations.states import Translations
from ..words.codes import language_codes
from ..words.forms import language_name
from ..words.text import Locale, State
from .export import export_po
from .new_language import translated_into
from .po_file import limit_of, read_bytes
from .taking import Import, import_po


def export_command(root: Path, locale: str, output: Path | None = None) -> int:
    """Write the texts of a language as a .po file, or to standard output.

    The site need not have the language yet: then all texts are to be translated. Returns the exit
    status: 0, or 1 when the project has problems, or no page can be in this language.
    """
    try:
        site = load_site(root)
        text = export_po(translated_into(site, locale), Locale(locale))
    except ProblemsFound as found:
        return _refused(found, "Nothing was written.")
    if output is None:
        # Bytes: the encoding and the line ends of a terminal must not change the file.
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
        print(_new_language(site, locale), end="", file=sys.stderr)
        return 0
    try:
        output.write_bytes(text.encode())
    except OSError as error:
        print(f"{output}: the file cannot be written: {error.strerror}.", file=sys.stderr)
        return 1
    print(f"{output}: written.")
    print(_new_language(site, locale), end="")
    return 0


def _new_language(site: Site, locale: str) -> str:
    """What becomes of a language that the site does not have yet."""
    if locale in site.project.locales:
        return ""
    name = language_name(locale, Locale("en"))
    return (
        f"{PROJECT} does not list {locale} ({name}) yet. To import the file adds it, once all of "
        f"the words in {words_file(locale)} are translated.\n"
    )


def import_command(root: Path, path: Path) -> int:
    """Take the texts of a .po file into data/ and docs/; all of them, or none where one is wrong.

    Returns the exit status: 0, or 1 when there are problems.
    """
    try:
        with alone(root):
            site = load_site(root)
            text = read_bytes(path, str(path), _limit(site))
            taken = import_po(site, text, str(path))
            write_files(root, taken.files)
    except ProblemsFound as found:
        return _refused(found, "Nothing was taken.")
    print("\n".join(told(taken)))
    return 0


def _limit(site: Site) -> int:
    """How many bytes a .po file may have."""
    of_locale = site.translations.of_locale
    if not of_locale:  # in one language: as if it had another
        other = "de" if site.project.default_locale != "de" else "en"
        of_locale = translated_into(site, other).translations.of_locale
    sources = max(of_locale.values(), key=len, default=())
    return limit_of(len(sources), sum(len(t.source) for t in sources))


def told(taken: Import) -> list[str]:
    """What was taken and what was not, a line each."""
    lines = [f"note: {note}" for note in taken.notes[:LIMIT_PROBLEMS]]
    if more := len(taken.notes) - len(lines):
        lines.append(f"note: there are {more} more notes.")
    lines += [f"{name}: written." for name in sorted(taken.files)]
    if taken.is_new:
        lines.append(
            f"{PROJECT}: {taken.locale} is a language of the site now. Editors of YAML know it "
            "once you run: projectsite schema (make schema)"
        )
    if taken.kept:
        lines.append(
            f"{taken.locale}: changed here since the export, and left so: {taken.kept}. "
            "A page that holds one of these is accepted by hand."
        )
    changed, accepted = len(taken.changed), len(taken.accepted)
    lines.append(
        f"{taken.locale}: texts changed: {changed}; as new as their source by now: {accepted}; "
        f"still unsure (fuzzy) and left out: {taken.fuzzy}."
    )
    return lines


def _refused(found: ProblemsFound, said: str = "Nothing was done.") -> int:
    print(report(found.problems, said), file=sys.stderr)
    return 1


def list_command(root: Path, languages: Iterable[str]) -> int:
    """Print for each language how many texts are translated, older and missing, and where.

    Returns the exit status: 0, or 1 when the project has problems or not these languages.
    """
    try:
        translations = load_site(root).translations
        others = tuple(translations.of_locale)
        for language in languages:
            if language not in others:
                meant = language_codes(language)
                said = unknown("language to translate into", language, others, meant=meant)
                raise ProblemsFound([Problem(PROJECT, 0, 0, said, "unknown-language")])
    except ProblemsFound as found:
        return _refused(found)
    for locale in [Locale(code) for code in languages] or others:
        print("\n".join(listed(translations, locale)))
    return 0


def listed(translations: Translations, locale: Locale) -> Iterator[str]:
    """One language: the numbers, then a line for each text that is not up to date."""
    own = translations.of_locale[locale]
    numbers = {state: sum(t.state is state for t in own) for state in State}
    reviewed = sum(t.reviewed for t in own)
    yield (
        f"{locale}: {numbers[State.TRANSLATED]} translated, {numbers[State.OLDER]} older than "
        f"their source, {numbers[State.MISSING]} missing; {reviewed} reviewed by a person"
    )
    for translation in own:
        if translation.state is not State.TRANSLATED:
            place = f"{translation.file}:{translation.line}"
            yield f"  {place}: {translation.field}: {translation.state}"
    if new := [t for t in unrecorded(translations) if t.locale == locale]:
        yield f"  {LEDGER}: {len(new)} not recorded yet. Run: make translations ARGS=record"


def accept_command(root: Path, file: str, field: str, language: str, *, reviewed: bool) -> int:
    """Note that translations hold for their source as it is now: of a file, of a folder, or of a
    whole language; returns the exit status."""
    try:
        if not file and not language:
            said = "say what holds: a file, a folder, or --language de for all of a language."
            raise ProblemsFound([Problem(LEDGER, 0, 0, said, "unknown-id")])
        with alone(root):
            translations = load_site(root).translations
            name = _named(root, file)
            those = chosen(translations, name, field, language)
            write_files(root, {LEDGER: accepted(translations, those, reviewed=reviewed).text()})
    except ProblemsFound as found:
        return _refused(found)
    many = any(translation.file != name for translation in those)
    for translation in those:
        if not many or translation.state is State.OLDER:
            place = f"{translation.file}:{translation.line}"
            print(f"{place}: {translation.field}: {_noted(reviewed)}.")
    if many:
        print(f"{len(those)} translations: {_noted(reviewed)}.")
    return 0


def _named(root: Path, file: str) -> str:
    """A file as the ledger names it, from ./data/…, an absolute path, or one with backslashes."""
    if not file:
        return ""
    path = Path(file.replace("\\", "/"))
    if path.is_absolute() and path.is_relative_to(root.resolve()):
        path = path.relative_to(root.resolve())
    return path.as_posix()


def _noted(reviewed: bool) -> str:
    return "reviewed" if reviewed else "accepted"


def record_command(root: Path) -> int:
    """Note new and changed translations as made from the source as it is now, and complete lines of
    before; returns the exit status."""
    try:
        with alone(root):
            translations = load_site(root).translations
            new = unrecorded(translations)
            mended = changed(translations)
            noted = accepted(translations, new)
            ledger = completed(translations, noted)
            fresh = len(new) - len(mended)
            gone = len(translations.ledger.entries) + fresh - len(ledger.entries)
            older = sum(ledger.entries[key] != entry for key, entry in noted.entries.items())
            write_files(root, {LEDGER: ledger.text()})
    except ProblemsFound as found:
        return _refused(found)
    print(f"{LEDGER}: {fresh} new, {gone} taken out.")
    if mended or older:
        print(f"{LEDGER}: {len(mended)} renewed, {older} completed.")
    return 0
