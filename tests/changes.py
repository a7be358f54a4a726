"""Changes of a project's files, as the tests make them.

The words of the interface are an editor's: a test finds a word by its key, whatever the word is.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from textwrap import indent
from typing import Any

import yaml

from projectsite.words.text import Locale
from projectsite.words.wording import PLURAL_FORMS, counted_forms, load_wordings


def apply(path: Path, change) -> None:
    """One change of a file, or a list of them. A text is the whole new file."""
    for one in change if isinstance(change, list) else [change]:
        match one:
            case str():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(one, encoding="utf-8")
            case {"delete": True}:
                path.unlink() if path.is_file() else shutil.rmtree(path)
            case {"link to": str(target)}:
                path.symlink_to(target)
            case {"folder": True}:
                path.unlink(missing_ok=True)
                path.mkdir(parents=True)
            case {"rename": str(name)}:
                path.rename(path.with_name(name))
            case {"save as": str(encoding)}:
                path.write_bytes(path.read_text("utf-8").encode(encoding))
            case {"replace": str(old), "by": new}:
                text = path.read_text("utf-8")
                assert old in text, f"{path.name} does not hold {old!r}"
                path.write_text(text.replace(old, _repeated(new), 1), encoding="utf-8")
            case {"word": str(key), "by": str(new)}:
                replace_word(path, key, new)
            case {"words as in": str(name)}:
                source = path.with_name(name).read_bytes()
                path.write_text(words_in(path.stem, source), encoding="utf-8")
            case _:
                raise AssertionError(f"no such change: {one}")


def _repeated(text) -> str:
    """A text, or one that is repeated: {repeat: x, times: 300000}."""
    return text["repeat"] * text["times"] if isinstance(text, dict) else text


def word_lines(path: Path, key: str) -> range:
    """The lines of a word, or of a part of the words, in a file of words; the first is number 0."""
    node, rest = yaml.compose(path.read_text("utf-8"), yaml.CLoader), key
    while rest:
        pairs = {name.value: (name, value) for name, value in node.value}
        part = rest if rest in pairs else rest.partition(".")[0]
        name, node = pairs[part]
        rest = rest.removeprefix(part).removeprefix(".")
    return range(name.start_mark.line, _end(node))


def _end(node: yaml.Node) -> int:
    """The line after a value: that of a map reaches to the next key, comments and all."""
    if isinstance(node, yaml.MappingNode) and not node.flow_style:
        return _end(node.value[-1][1])
    return node.end_mark.line + bool(node.end_mark.column)


def replace_word(path: Path, key: str, new: str) -> None:
    """Put other lines in the place of a word and its key; no lines take the word out."""
    lines, old = path.read_text("utf-8").split("\n"), word_lines(path, key)
    depth = len(lines[old.start]) - len(lines[old.start].lstrip())
    lines[old.start : old.stop] = indent(new, " " * depth).split("\n") if new else []
    path.write_text("\n".join(lines), encoding="utf-8")


def set_word(project: Path, locale: str, key: str, text: str | dict[str, str]) -> None:
    """Another word, or another text for each of its plural forms."""
    new = dumped({key.rpartition(".")[2]: text}).rstrip("\n")
    replace_word(project / f"data/words/{locale}.yml", key, new)


def words_in(locale: str, source: bytes) -> str:
    """A file of words for another language: the same words, with the plural forms that it has."""

    def made(words):
        if not isinstance(words, dict):
            return words
        if words.keys() <= PLURAL_FORMS:
            forms = dict.fromkeys([*counted_forms(Locale(locale)), "other"])
            return {form: words.get(form, words["other"]) for form in forms}
        return {key: made(word) for key, word in words.items()}

    return dumped(made(yaml.load(source, yaml.CBaseLoader)))  # noqa: S506


def dumped(value) -> str:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10_000)


def add_language(project: Path, locale: str) -> Path:
    """One language more: its words are those of English, nothing else is translated."""
    folder, path = project / "data/words", project / "data/project.yml"
    words = words_in(locale, (folder / "en.yml").read_bytes())
    (folder / f"{locale}.yml").write_text(words, "utf-8")
    text, count = re.subn(r"(?m)^(languages: \[.*)\]$", rf"\1, {locale}]", path.read_text("utf-8"))
    assert count == 1
    path.write_text(text, encoding="utf-8")
    return project


def set_menu_words(project: Path) -> None:
    """Call the pages in English as mkdocs.yml does: editors may have found other words for them."""
    menu = yaml.load((project / "mkdocs.yml").read_bytes(), yaml.CBaseLoader)["nav"]  # noqa: S506
    words = load_wordings(project, [Locale("en")])[Locale("en")]
    for label, pages in (pair for item in menu for pair in item.items()):
        inner = [] if isinstance(pages, str) else [pair for item in pages for pair in item.items()]
        for name, page in [(label, pages), *inner]:
            key = "nav.footer" if page is pages and inner else f"nav.{_name_of(page)}"
            if words.word(key) != name:
                set_word(project, "en", key, name)


def _name_of(page: str) -> str:
    """Of the word for a page: work_packages for work-packages/index.md."""
    name = page.removesuffix(".md").removesuffix("index").strip("/")
    return name.replace("-", "_") or "home"


def in_languages(project: Path, locales: Sequence[str]) -> Path:
    """Give a project these languages, the first its default: what is missing in one is the text,
    page or words of the default."""
    default, folder = locales[0], project / "data/words"
    for locale in locales:
        if not (words := folder / f"{locale}.yml").exists():
            words.write_text(words_in(locale, (folder / f"{default}.yml").read_bytes()), "utf-8")
    for path in (project / "data").rglob("*.yml"):
        if path.parent != folder:
            record = _filled(read(path), locales)
            if path.name == "project.yml":
                record["languages"] = list(locales)
            path.write_text(dumped(record), encoding="utf-8")
    pages = project / "docs" / default
    for locale in locales[1:]:
        for page in pages.rglob("*.md"):
            copy = project / "docs" / locale / page.relative_to(pages)
            if not copy.exists():
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(page, copy)
    return project


def _filled(value: Any, locales: Sequence[str]) -> Any:
    """A value of a record with each of its texts in all of the languages."""
    if isinstance(value, list):
        return [_filled(item, locales) for item in value]
    if not isinstance(value, dict):
        return value
    if locales[0] in value:
        return {locale: value.get(locale, value[locales[0]]) for locale in locales}
    return {key: _filled(item, locales) for key, item in value.items()}


def add_texts(project: Path, texts: Mapping[str, Mapping[str, Mapping[str, str]]]) -> None:
    """Write further languages of texts into records: file → field → language → text."""
    for file, fields in texts.items():
        record = read(project / file)
        for field, added in fields.items():
            assert not added.keys() & record[field].keys(), f"{file}: {field}"
            record[field] |= added
        (project / file).write_text(dumped(record), encoding="utf-8")


def read(path: Path) -> Any:
    """A data file with every scalar as text, as the site reads it: NO is a country."""
    return yaml.load(path.read_bytes(), yaml.BaseLoader)  # noqa: S506


def change_record(path: Path, **fields) -> None:
    """Write a record anew with other fields; None takes one out."""
    record = {**read(path), **fields}
    kept = {name: value for name, value in record.items() if value is not None}
    path.write_text(dumped(kept), encoding="utf-8")
