"""Languages that nobody has translated the site into, made up for the tests.

Pseudo-localisation: each text stands between a mark of its language and a closing bracket, so
that ⟦pt Skip to content⟧ is easily told from a word that the site has forgotten to translate.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import yaml

from conftest import assemble_example
from projectsite.macros import NAMES
from projectsite.words.wording import PLURAL_FORMS, plural_forms

MARKS = {"pt": "pt", "el": "ελ", "fi": "fi", "ar": "نص"}
"""A word in the letters of the language."""

OPEN, CLOSE = "⟦", "⟧"


def said(text: str, locale: str) -> str:
    """A line in a made-up language."""
    return f"{OPEN}{MARKS[locale]} {text}{CLOSE}"


def said_each(text: str, locale: str) -> str:
    """What stands between commas, each in a made-up language: the forms of a term."""
    return ", ".join(said(piece.strip(), locale) for piece in text.split(","))


def said_in_lines(text: str, locale: str) -> str:
    """Markdown in which each line is a paragraph, a heading, an item of a list or a macro call.

    The lines of one paragraph are joined, as a mark must open and close within it.
    """
    joined = re.sub(r"(?<=[^\n])\n(?=[^\s#!{-])", " ", text)
    return "\n".join(_line(line, locale) for line in joined.split("\n"))


_START = re.compile(r"(\s*(?:#+ |- |> )?)(.*?)(\"?)$")


def _line(line: str, locale: str) -> str:
    if not line.strip() or line.strip().startswith("{{"):
        return line
    start, words, end = _START.fullmatch(line).groups()
    return f"{start}{said(words, locale)}{end}"


def words_of(words: dict, locale: str) -> dict:
    """The words of the interface in a made-up language, with the plural forms that it has."""
    made = {}
    for key, word in words.items():
        if isinstance(word, dict) and word.keys() <= PLURAL_FORMS:
            made[key] = {
                form: said(word.get(form, word["other"]), locale) for form in plural_forms(locale)
            }
        elif key == "synonyms":
            made[key] = {name: said_each(line, locale) for name, line in word.items()}
        elif isinstance(word, dict):
            made[key] = words_of(word, locale)
        else:
            made[key] = said(word, locale)
    return made


def made_up_example(
    target: Path,
    languages: tuple[str, ...],
    texts: dict[str, int],
    pages: dict[str, list[str]],
    copies: int = 0,
) -> Path:
    """The project of tests/example/ in other languages; the first is the default one.

    `texts` says for each made-up language that every so-manieth text of a record is missing in it
    (0: none is), `pages` which files of docs/ are translated. English stands as it is. So many
    copies of an outcome make the list long.
    """
    project = assemble_example(target)
    made_up = [locale for locale in languages if locale in MARKS]
    source = project / "data/words/en.yml"
    english = _read(source.read_text("utf-8"))
    for path in (project / "data/words").glob("*.yml"):
        if path.stem not in languages:
            path.unlink()
    for locale in made_up:
        _write(project / f"data/words/{locale}.yml", words_of(english, locale))
    counts = dict.fromkeys(made_up, 0)

    def translated(value, key=""):
        if isinstance(value, list):
            return [translated(item) for item in value]
        if not isinstance(value, dict):
            return value
        if "en" not in value:
            return {name: translated(item, name) for name, item in value.items()}
        found = {"en": value["en"]} if "en" in languages else {}
        for locale in made_up:
            counts[locale] += 1
            if key in ("city", "place") and value["en"] != "online":
                found[locale] = value["en"]  # a name, which pages join with that of the country
            elif not texts[locale] or counts[locale] % texts[locale]:
                make = {"text": said_in_lines, "term": said_each}.get(key, said)
                found[locale] = make(value["en"].strip(), locale)
        return found

    for path in sorted((project / "data").rglob("*.yml")):
        if path.parent.name not in ("words", "schema"):
            record = _read(path.read_text("utf-8"))
            if path.name == "project.yml":
                record["languages"] = list(languages)
            _write(path, translated(record))
    _call_every_macro(project / "docs/en/contact.md")
    _copy_outcome(project / "data/outcomes/lamp-library.yml", copies)
    for locale in made_up:
        for name in pages[locale]:
            page = (project / "docs/en" / name).read_text("utf-8")
            _, head, body = page.split("---\n", 2)
            fields = _read(head)
            for key in fields.keys() - {"template"}:
                fields[key] = said(fields[key], locale)
            path = project / "docs" / locale / name
            path.parent.mkdir(parents=True, exist_ok=True)
            front = yaml.safe_dump(fields, allow_unicode=True, width=10_000)
            path.write_text(f"---\n{front}---\n{said_in_lines(body, locale)}", "utf-8")
    for folder in (project / "docs").iterdir():
        if folder.name not in (*languages, "assets"):
            shutil.rmtree(folder)
    return project


def _call_every_macro(page: Path) -> None:
    """What no page of the example calls is drawn as well."""
    calls = "".join(f"\n{{{{ {name}() }}}}\n" for name in sorted(set(NAMES) - {"cluster"}))
    text = page.read_text("utf-8").replace("\n{{ contacts() }}\n", calls)
    page.write_text(f'{text}\n{{{{ cluster("tresnuvem") }}}}\n', "utf-8")


def _copy_outcome(path: Path, copies: int) -> None:
    text = path.read_text("utf-8")
    for number in range(1, copies + 1):
        copy = path.with_stem(f"{path.stem}-{number}")
        copied = text.replace(path.stem, copy.stem).replace("lamps\n", f"lamps {number}\n")
        copy.write_text(copied, "utf-8")


def _read(text: str) -> dict:
    """Every scalar as text, as the site reads it: NO is a country."""
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506


def _write(path: Path, value: object) -> None:
    text = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10_000)
    path.write_text(text, "utf-8")
