"""mkdocs.yml: the menu, which is labels and the files of pages; no value that runs code.

MkDocs draws no menu of this site: it is read here, with its places for messages.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from ..files.layout import DOCS, MENU, words_file
from ..files.names import slug
from ..files.texts import line_fault, read_text
from ..problems import Problem, ProblemsFound, shown, unknown
from ..words.text import Locale, State, Words
from ..words.web import is_root
from ..words.wording import Wording
from .calls import BRACES
from .checks import HTML, STATEMENT
from .pages import ProsePage, address_of

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
    """The address of the site, where no variable of the machine says another one."""

    @property
    def entries(self) -> tuple[MenuEntry, ...]:
        return (*self.main, *self.footer)


def load_menu(root: Path) -> Menu:
    """Read the menu of mkdocs.yml; an empty one where there is no such file.

    Raises ProblemsFound for what is no menu, and for tags that run code anywhere in the file.
    """
    if not (root / MENU).exists():
        return Menu()
    text = read_text(root / MENU, MENU)
    if isinstance(text, Problem):
        raise ProblemsFound([text])
    try:
        # Nodes only: mkdocs.yml may hold tags such as !!python/name, which must not run here.
        top = yaml.compose(text, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        said = "this is not YAML. Undo the last change."
        raise ProblemsFound([Problem(MENU, line, column, said, "yaml")]) from None
    problems = list(_tag_problems(top))
    problems.extend(_address_problems(top))
    name = _setting(top, "site_name")
    if name is None or not str(name.value).strip():
        said = "site_name: the name of the site is missing. Add “site_name: …”."
        problems.append(
            _problem(name, said, "missing-field")
            if name
            else Problem(MENU, 0, 0, said, "missing-field")
        )
    elif line_fault(str(name.value)):
        said = "site_name: a character is in it that no text of one line has. Type it anew."
        problems.append(_problem(name, said, "invisible-character"))
    menu = _Reader(problems).menu(top)
    if problems:
        raise ProblemsFound(problems)
    return replace(menu, site_url=_site_url(top))


def _site_url(top: Any) -> str:
    node = _setting(top, "site_url")
    node = _of_variable(node) if node is not None and node.tag == "!ENV" else node
    return str(node.value) if node is not None else ""


def _nodes(node: Any, seen: set[int]) -> Iterator[Any]:
    """A node and all within it, each once."""
    if node is None or id(node) in seen:
        return
    seen.add(id(node))
    yield node
    for child in node.value if not isinstance(node, yaml.ScalarNode) else ():
        for one in child if isinstance(child, tuple) else (child,):
            yield from _nodes(one, seen)


def _tag_problems(top: Any) -> Iterator[Problem]:
    """Of tags one is read that names a variable; others run code, or end in MkDocs' own errors."""
    for node in _nodes(top, set()):
        if "python" in node.tag:
            yield _problem(node, "a tag that runs code. Take it out.", "tag")
        elif node.tag != "!ENV" and node.tag not in _PLAIN:
            shorter = node.tag.replace("tag:yaml.org,2002:", "!!")
            yield _problem(node, f"“{shown(shorter)}” is a YAML tag. Take it out.", "tag")


_PLAIN = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("map", "seq", "str"))
"""What a value without a tag is."""


def _address_problems(top: Any) -> Iterator[Problem]:
    """The site has a whole address, without which no page can name itself; so has a repository that
    is named."""
    whole = "write the whole address of the site: https://…/"
    repository = "write the whole address of the repository, or take the line out: https://…"
    for name, mend, needed in (("site_url", whole, True), ("repo_url", repository, False)):
        node, variable = _setting(top, name), ""
        if node is not None and node.tag == "!ENV":
            variable = _variable_set(node)
            default = _of_variable(node)
            if not variable and default is None:
                continue
            node = node if variable else default
        value = os.environ[variable] if variable else str(node.value) if node else ""
        if is_root(value) or not (value or needed):
            continue
        said = f"the variable {variable} says “{shown(value)}”: {mend}" if variable else mend
        said = f"{name}: {said}"
        yield _problem(node, said, "url") if node else Problem(MENU, 0, 0, said, "url")


def _variable_set(node: Any) -> str:
    """The first of the variables of the machine that a setting names and that is set; or none."""
    names = node.value[:-1] or node.value if isinstance(node, yaml.SequenceNode) else [node]
    return next((str(n.value) for n in names if str(n.value) in os.environ), "")


def _of_variable(node: Any) -> Any:
    """Behind the variable of the machine stands what is taken where it is not set."""
    return node.value[-1] if isinstance(node, yaml.SequenceNode) and node.value[1:] else None


def _setting(top: Any, name: str) -> Any:
    """The value of a setting; of one that stands there twice the last, as MkDocs has it."""
    pairs = top.value if isinstance(top, yaml.MappingNode) else ()
    return next((value for key, value in reversed(pairs) if key.value == name), None)


def _problem(node: Any, message: str, code: str) -> Problem:
    mark = node.start_mark
    return Problem(MENU, mark.line + 1, mark.column + 1, message, code)


_PAGE = re.compile(r"(?:[a-z0-9-]+/)*[a-z0-9-]+\.md")


class _Reader:
    """Makes a menu of the nodes of mkdocs.yml, and notes what is none."""

    def __init__(self, problems: list[Problem]) -> None:
        self._problems = problems

    def menu(self, top: Any) -> Menu:
        node = _setting(top, "nav")
        if node is None:
            said = "nav: the menu is missing. Add “nav:”, and below it “- Home: index.md”."
            self._problems.append(Problem(MENU, 0, 0, said, "missing-field"))
            return Menu()
        for tagged in (n for n in _nodes(node, set()) if n.tag.startswith("!")):
            said = f"nav: labels and pages stand here themselves, without “{shown(tagged.tag)}”."
            self._problems.append(_problem(tagged, said, "tag"))
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
            self._problems.append(_problem(node, said, "macro-call"))
        elif HTML.search(text):
            said = "nav: a title holds words, no HTML."
            self._problems.append(_problem(node, said, "html"))
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
            self._problems.append(_problem(node, f"nav: {said}", "broken-link"))
            return False
        return True

    def _entry(self, label: Label | None, node: Any) -> MenuEntry:
        mark = node.start_mark
        return MenuEntry(label, node.value, mark.line + 1, mark.column + 1)

    def _tell(self, node: Any, said: str) -> None:
        self._problems.append(_problem(node, f"nav: {said}", "menu"))


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
