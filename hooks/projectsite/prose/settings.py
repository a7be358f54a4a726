"""mkdocs.yml as MkDocs reads it: names and addresses of the project, and what no project changes.

MkDocs asks this file before it calls any code of ours. So all that would end there, or draw another
site than the one that was checked, is told here, with its place.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from posixpath import normpath
from typing import Any, NamedTuple

import yaml

from ..files.layout import MENU
from ..files.texts import invisible_characters, is_file, line_fault, through_link
from ..problems import Problem, ProblemsFound, shown, unknown
from ..words.scripts import script_problems
from ..words.web import in_plain_letters, is_root

HOOKS = "hooks/mkdocs_hooks.py"
_OURS = "hooks/projectsite/"
"""Whose modules are parts of one package, which MkDocs would load one by one."""
_SAME: Mapping[str, object] = {
    "theme": {"name": "material", "custom_dir": "overrides", "language": "en", "font": False},
    "plugins": [
        {"macros": {"on_error_fail": True, "on_undefined": "strict"}},
        {
            "i18n": {
                "docs_structure": "folder",
                "fallback_to_default": True,
                "reconfigure_material": False,
                "reconfigure_search": False,
                "languages": [{"locale": "en", "name": "English", "default": True}],
            }
        },
    ],
    "watch": ["data", "hooks", "overrides"],
}
"""What is the same in every project, as the site is drawn by it."""
_TEXTS = ("site_name", "site_description", "site_author", "copyright")
_KNOWN = (*_TEXTS, *_SAME, "site_url", "repo_url", "nav", "hooks", "extra", "strict")
_EXTRA = ("kit", "admin")
"""Of any other name MkDocs’ macros would make a variable, in the place of a macro of ours."""
_COMPARED = ("representations", "draw_slowly")
"""Besides, where COMPARED is set: sites to compare, in which links lead nowhere."""


class Settings(NamedTuple):
    """The file, read."""

    nodes: Any
    """With their places."""
    values: Mapping[str, Any]
    """With the variables of the machine in their places."""
    problems: list[Problem]


class _Loader(yaml.SafeLoader):
    """YAML as MkDocs reads it, by the same parser, but for tags that run code."""


def read_settings(text: str, root: Path, spellings: Collection[str]) -> Settings:
    """Read mkdocs.yml of a project. Raises ProblemsFound for what MkDocs could not read at all."""
    try:
        if found := invisible_characters(text, MENU) or list(_alias_problems(text)):
            raise ProblemsFound(found)
        # Nodes first: mkdocs.yml may hold tags such as !!python/name, which must not run here.
        top = yaml.compose(text, Loader=yaml.BaseLoader)
        if found := list(_tag_problems(top)):
            raise ProblemsFound(found)
        values = yaml.load(text, _Loader)  # noqa: S506
    # A day that no month has, a number of thousands of digits, a list as the name of a setting.
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        said = "this is not YAML. Undo the last change."
        raise ProblemsFound([Problem(MENU, line, column, said, "yaml")]) from None
    values = values if isinstance(values, dict) else {}
    return Settings(
        top, values, [*_problems(top, values, spellings), *_hook_problems(top, values, root)]
    )


def _problems(top: Any, values: Mapping[str, Any], spellings: Collection[str]) -> Iterator[Problem]:
    for key in _keys(top):
        if key.value not in _KNOWN:
            said = f"{unknown('setting', shown(str(key.value)), _KNOWN, limit=0)} Take it out."
            yield problem_at(key, said, "unknown-field")
    for name, same in _SAME.items():
        there = values.get(name, same if name == "watch" else None)
        if _kinded(there) != _kinded(same):
            as_it_was = yaml.safe_dump(same, default_flow_style=True, width=10_000, sort_keys=False)
            said = f"{name}: this is the same in every project. Write: {as_it_was.strip()}"
            yield problem_at(setting(top, name), said, "unknown-value")
    if not isinstance(values.get("strict", True), bool):
        yield problem_at(setting(top, "strict"), "strict: write true.", "yes-or-no")
    yield from _text_problems(top, values, spellings)
    yield from _address_problems(top, values)
    yield from _switch_problems(top, values)


def _hook_problems(top: Any, values: Mapping[str, Any], root: Path) -> Iterator[Problem]:
    """Ours once, and beside it what developers have added."""
    hooks = values.get("hooks")
    node = setting(top, "hooks")
    if not isinstance(hooks, list) or hooks.count(HOOKS) != 1:
        said = f"hooks: without it no page is drawn. Write “hooks: [{HOOKS}]”."
        yield problem_at(node, said, "missing-field")
    elif not all(_is_hook(one, root) for one in hooks) or len(set(hooks)) < len(hooks):
        said = (
            f"hooks: each is a file of Python in hooks/, named once, and no part of {_OURS}. Take "
            "the others out."
        )
        yield problem_at(node, said, "not-a-text")


def _is_hook(name: object, root: Path) -> bool:
    # In the folder that decides whether a site is built anew; spelt in one way, as ours would run
    # twice by another.
    return name == HOOKS or (
        isinstance(name, str)
        and name.startswith("hooks/")
        and name.endswith(".py")
        and normpath(name) == name
        and not name.startswith(_OURS)
        and is_file(root / name)
        and not through_link(root, name)
    )


def _kinded(value: Any) -> object:
    """A value with the kinds of all in it, as Python takes 1 and yes for the same."""
    if isinstance(value, dict):
        return frozenset((str(key), _kinded(below)) for key, below in value.items())
    return tuple(map(_kinded, value)) if isinstance(value, list) else (type(value), value)


def _text_problems(
    top: Any, values: Mapping[str, Any], spellings: Collection[str]
) -> Iterator[Problem]:
    name = values.get("site_name")
    if name is None or not str(name).strip():
        said = "site_name: the name of the site is missing. Add “site_name: …”."
        yield problem_at(setting(top, "site_name"), said, "missing-field")
    for name in _TEXTS:
        value = values.get(name)
        if value is not None and not isinstance(value, str):
            said = f"{name}: a text is expected here. Put quotes around it."
            yield problem_at(setting(top, name), said, "not-a-text")
        elif value and line_fault(value):
            said = f"{name}: a character is in it that no text of one line has. Type it anew."
            yield problem_at(setting(top, name), said, "invisible-character")
        elif value and (wrong := next(script_problems(value, right=spellings), None)):
            yield problem_at(setting(top, name), f"{name}: {wrong[1]}", "wrong-script")


def _address_problems(top: Any, values: Mapping[str, Any]) -> Iterator[Problem]:
    """The site has a whole address, without which no page can name itself; so has a repository that
    is named."""
    whole = "write the whole address of the site: https://…/"
    repository = "write the whole address of the repository, or take the line out: https://…"
    for name, mend, needed in (("site_url", whole, True), ("repo_url", repository, False)):
        value = values.get(name)
        if (value in (None, "") and not needed) or (isinstance(value, str) and is_root(value)):
            continue
        node = setting(top, name)
        variable = _variable_set(node)
        if isinstance(value, str) and (plain := in_plain_letters(value)):
            mend = f"not every program reads all letters of this address. Write: {plain}"
        said = f"the variable {variable} says “{shown(str(value))}”: {mend}" if variable else mend
        yield problem_at(node, f"{name}: {said}", "url")


def _switch_problems(top: Any, values: Mapping[str, Any]) -> Iterator[Problem]:
    extra = values.get("extra", {})
    node = setting(top, "extra")
    if not isinstance(extra, dict):
        yield problem_at(node, "extra: lines such as “kit: yes” are expected here.", "not-a-map")
        return
    known = (*_EXTRA, *(_COMPARED if "COMPARED" in os.environ else ()))
    for key in _keys(node):
        if key.value not in known:
            said = unknown("setting", shown(str(key.value)), _EXTRA, limit=0)
            yield problem_at(key, f"extra: {said} Take it out.", "unknown-field")
    if not isinstance(extra.get("kit", True), bool):
        yield problem_at(setting(node, "kit"), "extra: kit: write yes or no.", "kit-switch")
    if not isinstance(extra.get("admin", True), bool):
        yield problem_at(setting(node, "admin"), "extra: admin: write yes or no.", "admin-switch")
    if extra.get("admin") is True and not repository_of(values.get("repo_url")):
        said = (
            "extra: admin: the form editor saves in a repository on GitHub. Write its address as "
            "“repo_url: https://github.com/OWNER/REPOSITORY”, or “admin: no”."
        )
        yield problem_at(setting(node, "admin"), said, "admin-switch")


_REPOSITORY = re.compile(r"https://github\.com/([\w-]+/[\w.-]+?)(?:\.git)?/?")


def repository_of(repo_url: object) -> str:
    """The owner and name of a repository on GitHub; empty for another address."""
    found = _REPOSITORY.fullmatch(str(repo_url or ""))
    return found[1] if found else ""


def _alias_problems(text: str) -> Iterator[Problem]:
    """A value that stands for another one, perhaps for a million."""
    for event in yaml.parse(text, Loader=yaml.BaseLoader):
        if isinstance(event, yaml.AliasEvent):
            said = f"“*{shown(event.anchor)}” stands for another value. Write that one."
            yield problem_at(event, said, "alias")


def _tag_problems(top: Any) -> Iterator[Problem]:
    """Of tags one is read that names a variable; others run code, or end in MkDocs' own errors."""
    for node in nodes_of(top):
        for name, _ in node.value if isinstance(node, yaml.MappingNode) else ():
            if name.tag.startswith("!"):
                said = f"the name of a setting has no tag. Take “{shown(name.tag)}” out."
                yield problem_at(name, said, "tag")
        if "python" in node.tag:
            yield problem_at(node, "a tag that runs code. Take it out.", "tag")
        elif node.tag != "!ENV" and node.tag not in _PLAIN:
            shorter = node.tag.replace("tag:yaml.org,2002:", "!!")
            yield problem_at(node, f"“{shown(shorter)}” is a YAML tag. Take it out.", "tag")


_PLAIN = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("map", "seq", "str"))
"""What a value without a tag is."""


def _names(node: Any) -> Any:
    """The variables of the machine that a setting names; behind several stands what is taken where
    none is set."""
    return (node.value[:-1] or node.value) if isinstance(node, yaml.SequenceNode) else [node]


def _variable_set(node: Any) -> str:
    """The first of the variables of the machine that a setting names and that is set; or none."""
    names = _names(node) if node is not None and node.tag == "!ENV" else []
    return next((str(n.value) for n in names if str(n.value) in os.environ), "")


def _of_variable(loader: Any, node: Any) -> object:
    """The value of a variable, as pyyaml-env-tag makes it for MkDocs."""
    if not all(isinstance(name, yaml.ScalarNode) for name in _names(node)):
        raise yaml.constructor.ConstructorError(None, None, "no variable", node.start_mark)
    if variable := _variable_set(node):
        value = os.environ[variable]
        tag = loader.resolve(yaml.ScalarNode, value, (True, False))
        return loader.construct_object(yaml.ScalarNode(tag, value))
    several = isinstance(node, yaml.SequenceNode) and node.value[1:]
    return loader.construct_object(node.value[-1]) if several else None


_Loader.add_constructor("!ENV", _of_variable)


def nodes_of(node: Any) -> Iterator[Any]:
    """A node and all within it."""
    if node is None:
        return
    yield node
    for child in node.value if not isinstance(node, yaml.ScalarNode) else ():
        for one in child if isinstance(child, tuple) else (child,):
            yield from nodes_of(one)


def setting(top: Any, name: str) -> Any:
    """The value of a setting; of one that stands there twice the last, as MkDocs has it."""
    pairs = top.value if isinstance(top, yaml.MappingNode) else ()
    return next((value for key, value in reversed(pairs) if key.value == name), None)


def _keys(top: Any) -> list[Any]:
    return [key for key, _ in top.value] if isinstance(top, yaml.MappingNode) else []


def problem_at(node: Any, message: str, code: str) -> Problem:
    """A problem at a place of mkdocs.yml; of the file where there is none."""
    if node is None:
        return Problem(MENU, 0, 0, message, code)
    mark = node.start_mark
    return Problem(MENU, mark.line + 1, mark.column + 1, message, code)
