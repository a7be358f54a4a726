"""The menu in mkdocs.yml: plain titles and the files of pages; no value that runs code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from ..files.texts import read_text
from ..problems import Problem, ProblemsFound, shown, unknown
from ..words.text import Locale
from ..words.wording import Wording
from .calls import BRACES
from .checks import HTML, STATEMENT


def menu_problems(root: Path) -> Iterator[Problem]:
    """The menu in mkdocs.yml holds plain titles and the files of pages; no value runs code."""
    path = root / "mkdocs.yml"
    if not path.exists():
        return
    text = read_text(path, path.name)
    if isinstance(text, Problem):
        yield text
        return
    try:
        # Nodes with their places: nothing is made of them, so no tag runs.
        top = yaml.compose(text, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        said = "this is not YAML. Undo the last change."
        yield Problem(path.name, line, column, said, "yaml")
        return
    yield from _tag_problems(top, set())
    for key, value in top.value if isinstance(top, yaml.MappingNode) else ():
        if key.value == "nav":
            yield from _nav_problems(value)


def _tag_problems(node: Any, seen: set[int]) -> Iterator[Problem]:
    if node is None or id(node) in seen:
        return
    seen.add(id(node))
    if "python" in node.tag:
        said = "a tag that runs code. Take it out."
        yield _menu_problem(node, said, "tag")
    for child in node.value if not isinstance(node, yaml.ScalarNode) else ():
        for one in child if isinstance(child, tuple) else (child,):
            yield from _tag_problems(one, seen)


def _nav_problems(node: Any) -> Iterator[Problem]:
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _nav_problems(item)
    elif isinstance(node, yaml.MappingNode):
        for title, below in node.value:
            if STATEMENT.search(title.value) or BRACES.search(title.value):
                said = "a title in the menu holds words, no braces."
                yield _menu_problem(title, f"nav: {said}", "macro-call")
            elif HTML.search(title.value):
                yield _menu_problem(title, "nav: a title holds words, no HTML.", "html")
            yield from _nav_problems(below)
    elif not re.fullmatch(r"(?:[a-z0-9-]+/)*[a-z0-9-]+\.md", node.value):
        said = f"nav: “{shown(node.value)}” is no page. Name its file below docs/en/: contact.md."
        yield _menu_problem(node, said, "broken-link")


def _menu_problem(node: Any, message: str, code: str) -> Problem:
    mark = node.start_mark
    return Problem("mkdocs.yml", mark.line + 1, mark.column + 1, message, code)


def labels(wordings: Mapping[Locale, Wording], locale: Locale) -> dict[str, str]:
    """The labels of the menu: those of any language of the site → those of one."""
    own = wordings[locale].section("nav")
    # The group in the footer is labelled by nav.footer.
    return {label: own[key] for label, key in _keys(wordings).items()}


def _keys(wordings: Mapping[Locale, Wording]) -> dict[str, str]:
    """For each label its key. Where two languages use one word otherwise, the first counts:
    the menu need not be written again when another language becomes the default one."""
    found: dict[str, str] = {}
    for words in wordings.values():
        for key, label in words.section("nav").items():
            found.setdefault(label, key)
    return found


def check_labels(nav: Any, wordings: Mapping[Locale, Wording]) -> None:
    """Every label of the menu in mkdocs.yml is a word, so that it has its translations.

    Raises ProblemsFound for one that is not.
    """
    known = _keys(wordings)
    default = next(iter(wordings.values())).section("nav").values()
    problems = [
        Problem("mkdocs.yml", 0, 0, f"nav: {unknown('word', label, default)}", "unknown-word")
        for label in _labels(nav)
        if label not in known
    ]
    if problems:
        raise ProblemsFound(problems)


def _labels(nav: Any) -> Iterator[str]:
    for item in nav or []:
        if isinstance(item, Mapping):
            for label, below in item.items():
                yield str(label)
                if not isinstance(below, str):
                    yield from _labels(below)
