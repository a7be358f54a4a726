"""The menu in mkdocs.yml, which is labels and the files of pages.

MkDocs draws no menu of this site: it is read here, with its places for messages.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from ..files.layout import DOCS, MENU, words_file
from ..files.names import slug
from ..files.texts import read_text
from ..problems import Problem, ProblemsFound, shown, unknown
from ..words.text import Locale, State, Words
from ..words.wording import Wording
from .calls import BRACES
from .checks import HTML, STATEMENT
from .pages import ProsePage, address_of
from .settings import nodes_of, problem_at, read_settings, setting

Titled = tuple[tuple[Words, str], ...]
"""Pages by title and address below the root of the language."""


@dataclass(frozen=True)
class Label:
    """What a page or a group is called in mkdocs.yml: a word of data/words/, below “nav”."""

    text: str
    line: int
    column: int


@dataclass(frozen=True)
class MenuEntry:
    """A page in the menu."""

    label: Label | None
    """None where the title of the page stands for it."""
    file: str
    """Below the folder of a language: contact.md."""
    line: int
    column: int

    @property
    def path(self) -> str:
        """Its address below the root of its language."""
        return address_of(self.file.split("/"))


@dataclass(frozen=True)
class Menu:
    """The pages of the menu in their order; those of a group stand in the footer."""

    main: tuple[MenuEntry, ...] = ()
    footer: tuple[MenuEntry, ...] = ()
    groups: tuple[Label, ...] = ()
    site_url: str = ""
    """The whole address of the site; empty where there is no mkdocs.yml."""
    admin: bool = False
    """Whether the form editor is published with the site."""

    @property
    def entries(self) -> tuple[MenuEntry, ...]:
        return (*self.main, *self.footer)


def load_menu(root: Path, spellings: Collection[str] = ()) -> Menu:
    """Read the menu of mkdocs.yml; an empty one where there is no such file; `spellings` are
    words that are right, whatever their letters.

    Raises ProblemsFound for what is no menu, and for all that is wrong in the file.
    """
    if not (root / MENU).exists():
        return Menu()
    text = read_text(root / MENU, MENU)
    if isinstance(text, Problem):
        raise ProblemsFound([text])
    settings = read_settings(text, root, spellings)
    problems = settings.problems
    menu = _Reader(problems).menu(settings.nodes)
    if problems:
        raise ProblemsFound(problems)
    admin = (settings.values.get("extra") or {}).get("admin") is True
    return replace(menu, site_url=settings.values["site_url"], admin=admin)


_PAGE = re.compile(r"(?:[a-z0-9-]+/)*[a-z0-9-]+\.md")


class _Reader:
    """Makes a menu of the nodes of mkdocs.yml, and notes what is none."""

    def __init__(self, problems: list[Problem]) -> None:
        self._problems = problems

    def menu(self, top: Any) -> Menu:
        node = setting(top, "nav")
        if node is None:
            said = "nav: the menu is missing. Add “nav:”, and below it “- Home: index.md”."
            self._problems.append(Problem(MENU, 0, 0, said, "missing-field"))
            return Menu()
        for tagged in (n for n in nodes_of(node) if n.tag.startswith("!")):
            said = f"nav: labels and pages stand here themselves, without “{shown(tagged.tag)}”."
            self._problems.append(problem_at(tagged, said, "tag"))
        main: list[MenuEntry] = []
        footer: list[MenuEntry] = []
        groups: list[Label] = []
        for label, below in self._items(node):
            if isinstance(below, yaml.SequenceNode) and label:
                groups.append(label)
                footer.extend(
                    self._entry(inner, page)
                    for inner, page in self._items(below)
                    if self._is_page(page)
                )
            elif self._is_page(below):
                main.append(self._entry(label, below))
        return Menu(tuple(main), tuple(footer), tuple(groups))

    def _items(self, node: Any) -> Iterator[tuple[Label | None, Any]]:
        """The entries of a list, each with its label where it has one."""
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            self._tell(node, "a list of pages is expected here: “- Contact: contact.md”.")
            return
        for item in node.value:
            if isinstance(item, yaml.MappingNode) and len(item.value) == 1:
                [(title, below)] = item.value
                yield self._label(title), below
            elif isinstance(item, yaml.ScalarNode):
                yield None, item
            else:
                self._tell(item, "one page stands in a line: “- Contact: contact.md”.")

    def _label(self, node: Any) -> Label:
        text = str(node.value)
        if STATEMENT.search(text) or BRACES.search(text):
            said = "nav: a title in the menu holds words, no braces."
            self._problems.append(problem_at(node, said, "macro-call"))
        elif HTML.search(text):
            said = "nav: a title holds words, no HTML."
            self._problems.append(problem_at(node, said, "html"))
        return Label(text, node.start_mark.line + 1, node.start_mark.column + 1)

    def _is_page(self, node: Any) -> bool:
        if isinstance(node, yaml.SequenceNode):
            self._tell(node, "a group holds pages, no other group.")
            return False
        if isinstance(node, yaml.MappingNode):
            self._tell(node, "one page stands in a line: “- Contact: contact.md”.")
            return False
        if not _PAGE.fullmatch(node.value):
            name = f"{slug(node.value.removesuffix('.md'))}.md"
            example = name if "/" not in node.value and _PAGE.fullmatch(name) else "contact.md"
            said = f"“{shown(node.value)}” is no page. Name its file below docs/en/: {example}."
            self._problems.append(problem_at(node, f"nav: {said}", "broken-link"))
            return False
        return True

    def _entry(self, label: Label | None, node: Any) -> MenuEntry:
        mark = node.start_mark
        return MenuEntry(label, node.value, mark.line + 1, mark.column + 1)

    def _tell(self, node: Any, said: str) -> None:
        self._problems.append(problem_at(node, f"nav: {said}", "menu"))


def menu_problems(
    menu: Menu,
    wordings: Mapping[Locale, Wording],
    prose: Iterable[ProsePage],
    records: Iterable[str],
) -> Iterator[Problem]:
    """Every label is a word, so that it has its translations; every page is there.

    `records` are the addresses of those records that have pages.
    """
    default = next(iter(wordings))
    known, own = _keys(wordings), wordings[default].section("nav").values()
    labels = (entry.label for entry in menu.entries)
    for label in (*filter(None, labels), *menu.groups):
        if label.text not in known:
            said = _unknown_label(label.text, own, words_file(default))
            yield Problem(MENU, label.line, label.column, f"nav: {said}", "unknown-word")
    files = {page.path: page.below for page in prose if page.locale == default}
    others = set(records)
    for entry in menu.entries:
        if entry.path in files or (entry.path in others and entry.label):
            continue
        said = f"nav: {unknown('page', entry.file, files.values(), limit=0)}"
        if "Did you mean" not in said:
            said += f" Write {DOCS}/{default}/{entry.file}, or take the line out."
        if entry.path in others:
            said = f"nav: the page of a record needs a label: “- Home: {entry.file}”."
        yield Problem(MENU, entry.line, entry.column, said, "broken-link")


def _unknown_label(text: str, known: Iterable[str], file: str) -> str:
    said = unknown("word", text, known, limit=0)
    if "Did you mean" in said:
        return said
    key = re.sub(r"\W+", "_", text.casefold()).strip("_") or "page"
    return f"{said} Add “{key}: {shown(text)}” below “nav” in {file}."


def titled(
    entries: Iterable[MenuEntry],
    wordings: Mapping[Locale, Wording],
    prose: Iterable[ProsePage],
    locale: Locale,
) -> Titled:
    """The pages of a menu with their titles in a language, or in the default one, marked."""
    default = next(iter(wordings))
    keys = _keys(wordings)
    titles = {(page.locale, page.path): page.front_matter.get("title", "") for page in prose}

    def title(entry: MenuEntry) -> Words:
        if entry.label:
            return wordings[locale].words(f"nav.{keys[entry.label.text]}")
        if (locale, entry.path) in titles:
            return Words(titles[locale, entry.path], locale, locale)
        return Words(titles[default, entry.path], default, locale, State.MISSING)

    return tuple((title(entry), entry.path) for entry in entries)


def _keys(wordings: Mapping[Locale, Wording]) -> dict[str, str]:
    """For each label its key. Where two languages use one word otherwise, the first counts:
    the menu need not be written again when another language becomes the default one."""
    found: dict[str, str] = {}
    for words in wordings.values():
        for key, label in words.section("nav").items():
            found.setdefault(label, key)
    return found
