"""The macro calls of a page: alone in their line, with constant arguments.

mkdocs-macros has no sandbox: a page could run any code that Jinja reaches. So each call is
read here first, as Python's own parser sees it, before any of the page reaches Jinja.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from typing import Any

from ..problems import Problem, shown, unknown
from .markdown import Drawn
from .pages import ProsePage
from .tokens import CALL, paragraph

Vocabulary = Mapping[str, Callable[..., object]]

BRACES = re.compile(r"\{\{|\}\}")
MOST_CALLS = 100
"""So many calls a page may have: each may draw hundreds of records."""

_ARGUMENT = r"(?:[a-z_]+ *+= *+)?(?:\"[^\"\\\n]*\"|'[^'\\\n]*'|[0-9]{1,9})"
_PLAIN_CALL = re.compile(rf"[a-z_]+ *+\( *+(?:{_ARGUMENT}(?: *+, *+{_ARGUMENT})* *+,? *+)?\)")
"""What Python's parser and Jinja's read alike: no escapes, no operators, no line ends."""

CALL_ADVICE = (
    'Write it as {{ outcomes() }} or {{ outcomes(work_package="WP2") }}; to show two braces, write '
    "{ { with a blank between them."
)


def macro_problems(
    page: ProsePage, drawn: Drawn, vocabulary: Vocabulary | None
) -> Iterator[Problem]:
    """What is wrong with the calls of a page. With a vocabulary they are tried out."""
    begun = len(page.text) - len(page.body)
    number, within = 0, set()
    for match in CALL.finditer(page.text):
        within |= {match.start(), match.end() - 2}
        if match.start() < begun:
            said = "the fields of a page hold words, no calls. Move it below the dashes."
            yield page.problem(match.start(), said, "macro-place")
            continue
        if number == MOST_CALLS:
            said = f"more than {MOST_CALLS} calls on one page. Part it into several."
            yield page.problem(match.start(), said, "macro-place")
            return
        if not _stands_alone(page.text, *match.span()):
            said = (
                "a call stands alone in its line, with an empty line before and after it. Move it "
                "to a line of its own."
            )
            yield page.problem(match.start(), said, "macro-place")
        elif wrong := list(_call_problems(page, match, vocabulary)):
            yield from wrong
        elif paragraph(number) not in drawn.html and not drawn.too_much:
            said = "a call in a block of code is not drawn. Take the back quotes around it out."
            yield page.problem(match.start(), said, "macro-place")
        number += 1
    for match in BRACES.finditer(page.text):
        if match.start() not in within:
            said = f"“{match[0]}” stands alone here. {CALL_ADVICE}"
            yield page.problem(match.start(), said, "macro-call")


def calls_of(page: ProsePage) -> Iterator[tuple[str, list[Any], dict[str, Any]]]:
    """Name and arguments of each call on a page that has passed the check."""
    return (_read_call(match[1].strip()) for match in CALL.finditer(page.text))


class Twice(ValueError):
    """A call draws something with an id that the page has from another call."""


Tried = dict[tuple[object, ...], str | frozenset[str]]
"""Calls with their arguments → what is wrong with them, or the ids of what they draw."""

_ID = re.compile(r" id=\"([^\"]+)\"")


def tried_once(vocabulary: Vocabulary, tried: Tried, ids: set[str]) -> Vocabulary:
    """Macros that draw only what no page before has called: 2,000 outcomes take their time.

    Whether a call is right does not depend on the page. The default language comes first; in the
    others the words have the same keys and braces. The ids of what is drawn are noted in `ids`.
    """

    def once(name: str, macro: Callable[..., object]) -> Callable[..., object]:
        @wraps(macro)
        def call(*arguments: object, **named: object) -> None:
            key = (name, arguments, tuple(sorted(named.items())))
            if key not in tried:
                try:
                    tried[key] = frozenset(_ID.findall(str(macro(*arguments, **named))))
                except ValueError as error:
                    tried[key] = str(error)
            drawn = tried[key]
            if isinstance(drawn, str):
                raise ValueError(drawn)
            if drawn & ids:
                raise Twice("another call of this page draws the same. Take one of them out.")
            ids.update(drawn)

        return call

    return {name: once(name, macro) for name, macro in vocabulary.items()}


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a call is a paragraph of its own, as what it draws is a block."""
    begun = text.rfind("\n", 0, start) + 1
    above = text[text.rfind("\n", 0, max(begun - 1, 0)) + 1 : begun].strip()
    ended = text.find("\n", end)
    rest, below = (text[end:ended], text[ended + 1 :]) if ended >= 0 else (text[end:], "")
    stop = below.find("\n")
    below = below[: stop if stop >= 0 else len(below)].strip()
    return begun == start and not rest.strip() and above in ("", "---") and not below


def _call_problems(
    page: ProsePage, match: re.Match[str], vocabulary: Vocabulary | None
) -> Iterator[Problem]:
    source = match[1].strip()
    try:
        name, arguments, named = _read_call(source)
    except (SyntaxError, TypeError, ValueError, RecursionError, MemoryError):
        better = _better_call(source)
        advice = f"Write {{{{ {better} }}}}." if better else CALL_ADVICE
        said = f"“{shown(source)}” is not a call of a macro. {advice}"
        yield page.problem(match.start(), said, "macro-call")
        return
    if vocabulary is None:
        return
    macro = vocabulary.get(name)
    if macro is None:
        yield page.problem(match.start(), unknown("macro", name, vocabulary), "unknown-macro")
        return
    try:
        _check_arguments(macro, arguments, named)
    except TypeError as error:
        yield page.problem(match.start(), f"{name}: {error}.", "macro-argument")
        return
    try:
        macro(*arguments, **named)
    except ValueError as error:
        code = "twice" if isinstance(error, Twice) else "unknown-id"
        yield page.problem(match.start(), f"{name}: {error}", code)


def _better_call(source: str) -> str:
    """The call that was meant, where brackets or quotes are missing, or quotes are curly."""
    better = re.sub("[“”„«»]", '"', source)[:200]
    better = re.sub("^[A-Za-z_]+", lambda name: name[0].lower(), better)
    if re.fullmatch(r"[a-z_]+", better):
        better += "()"
    better = re.sub(r"([=(] *)([A-Za-z][\w-]*)(?= *[,)])", r'\1"\2"', better)
    return better if better != source and _PLAIN_CALL.fullmatch(better) else ""


def _read_call(source: str) -> tuple[str, list[Any], dict[str, Any]]:
    """Name and constant arguments of a call; an error for anything else."""
    if not _PLAIN_CALL.fullmatch(source):
        raise TypeError
    node = ast.parse(source, mode="eval").body
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        raise TypeError
    named = [(keyword.arg, _constant(keyword.value)) for keyword in node.keywords]
    names = [name for name, _ in named if name]
    if len(set(names)) != len(named):
        raise TypeError
    arguments = [_constant(argument) for argument in node.args]
    return node.func.id, arguments, {name: value for name, value in named if name}


def _constant(node: ast.expr) -> object:
    # type(), not isinstance(): True is an int.
    if isinstance(node, ast.Constant) and type(node.value) in (str, int):
        return node.value
    raise TypeError


def _check_arguments(macro: Callable[..., object], arguments: list[Any], named: Any) -> None:
    """TypeError with half a sentence when an argument is unknown or of another kind."""
    signature = inspect.signature(macro)
    known = list(signature.parameters)
    for name in named:
        if name not in known:
            if not known:
                raise TypeError("its brackets stay empty, “()”")
            raise TypeError(unknown("argument", name, known).removesuffix("."))
    try:
        bound = signature.bind(*arguments, **named)
    except TypeError:
        wanted = "its brackets stay empty, “()”"
        if known:
            wanted = f"write the name before each value, “{known[0]}=”"
        raise TypeError(wanted) from None
    for name, value in bound.arguments.items():
        kind = type(signature.parameters[name].default)
        if type(value) is not kind:
            wanted = "a text in quotes" if kind is str else "a whole number"
            raise TypeError(f"{name} is {wanted}")
        if not value:
            wanted = "an empty text; take it out" if kind is str else "a number from 1"
            raise TypeError(f"{name} is {wanted}")
