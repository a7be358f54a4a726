"""A language that the site does not have yet: all of its texts are exported, and imported."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import takewhile
from typing import Any

from ..files.layout import PROJECT, words_file
from ..files.yaml.sheets import Sheet, sheet_of
from ..problems import Problem, ProblemsFound, unknown
from ..site import Site
from ..translations.states import translations_of
from ..words.codes import language_codes, language_fault
from ..words.text import Locale
from ..words.wording import PLURAL_FORMS, Wording, plural_forms

_BOM = "\ufeff"


def translated_into(site: Site, code: str) -> Site:
    """The site itself for a language of its own; for another, as if that was listed already.

    Raises ProblemsFound for the default language, and for what is no language.
    """
    default, *others = site.project.locales
    if code in others:
        return site
    if code != default and not (fault := language_fault(code)):
        return _with_language(site, Locale(code))
    said = unknown("language to translate into", code, others, meant=language_codes(code))
    if code == default:
        said = f"{code} is the default language, which the others are translated from."
    elif "Did you mean" not in said:
        said = fault
    raise ProblemsFound([Problem(PROJECT, 0, 0, said, "unknown-language")])


def _with_language(site: Site, locale: Locale) -> Site:
    """A site with one language more, in which nothing is translated but what words it has."""
    file = words_file(locale)
    sheet = site.project.sheet(file) if (site.root / file).exists() else Sheet(file, {})
    if sheet.problems:
        raise ProblemsFound(sheet.problems)
    words = sheet.value if isinstance(sheet.value, dict) else {}
    wording = Wording(locale, words, site.wordings[site.project.default_locale], sheet)
    wordings = {**site.wordings, locale: wording}
    ledger = site.translations.ledger
    translations = translations_of(site.project, wordings, site.prose, ledger)
    edition = replace(site.edition, wordings=wordings)
    return replace(site, edition=edition, translations=translations)


def blank_words(site: Site, locale: Locale, keys: Collection[str]) -> str:
    """The text of data/words/<locale>.yml with a word to be replaced for each of the keys.

    The order and the comments at its head are those of the default language; the plural forms are
    those of the language itself (Unicode CLDR).
    """
    original = words_file(site.project.default_locale)
    lines = (site.root / original).read_text("utf-8-sig").splitlines()
    head = takewhile(lambda line: line.startswith("#"), lines)
    tree = _blank(site.project.sheet(original).value, keys, plural_forms(locale))
    return "".join(f"{line}\n" for line in (*head, *tree))


def _blank(
    words: Mapping[str, Any], keys: Collection[str], forms: tuple[str, ...], above: str = ""
) -> Iterator[str]:
    blanks = "  " * above.count(".")
    for name, word in words.items():
        key = f"{above}{name}"
        counted = isinstance(word, Mapping) and word.keys() <= PLURAL_FORMS
        if isinstance(word, Mapping) and not counted:
            if below := list(_blank(word, keys, forms, f"{key}.")):
                yield from (f"{blanks}{name}:", *below)
        elif key in keys and counted:
            yield from (f"{blanks}{name}:", *(f"{blanks}  {form}: x" for form in forms))
        elif key in keys:
            # Folded where the source is long, as its translation is likely to be.
            fits = len(f"{blanks}{name}: {word}") < 90
            yield f"{blanks}{name}: x" if fits else f"{blanks}{name}: >-\n{blanks}  x"


def with_listed(text: str, code: str) -> str | None:
    """The text of data/project.yml with a language behind the last of its list.

    Every other character stays. None where the list is written in another way than in brackets or
    with dashes.
    """
    mark = _BOM if text.startswith(_BOM) else ""
    lines = text.removeprefix(_BOM).splitlines(keepends=True)
    sheet = sheet_of("".join(lines), PROJECT)
    listed = sheet.value["languages"]
    number, column = sheet.places["languages", len(listed) - 1]
    line = lines[number - 1]
    before, rest = line[: column - 1], line[column - 1 :]
    written = next((q for q in ("", "'", '"') if rest.startswith(f"{q}{listed[-1]}{q}")), None)
    if written is None:
        return None
    written += listed[-1] + written
    # Other programs read a plain no as false.
    new = f'"{code}"' if code == "no" else code
    if before.strip() == "-":
        lines.insert(number, before + new + rest[len(rest.rstrip("\r\n")) :])
    else:
        lines[number - 1] = f"{before}{written}, {new}{rest[len(written) :]}"
    after = "".join(lines)
    # A list may be written in more ways than these: what was written is read again.
    read = sheet_of(after, PROJECT)
    whole = not read.problems and read.value == sheet.value | {"languages": [*listed, code]}
    return mark + after if whole else None
