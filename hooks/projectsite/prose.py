"""The pages in docs/: prose and macro calls with constant arguments, nothing else.

mkdocs-macros has no sandbox: a page could run any code that Jinja reaches. So each call is
read here first, as Python's own parser sees it, before any of the page reaches Jinja.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from .problems import Problem, unknown
from .text import Locale

KEYS = ("title", "description", "heading", "lead", "template")
"""The front matter that a page may have."""

TEMPLATES = ("home.html",)
"""The templates in overrides/ that a page may ask for, besides the ordinary one."""

Vocabulary = Mapping[str, Callable[..., object]]


@dataclass(frozen=True)
class ProsePage:
    """One Markdown file in docs/<locale>/."""

    file: str
    """Path from the root of the project: docs/en/contact.md."""
    locale: Locale
    path: str
    """Its address below the root of its language: contact/."""
    text: str
    """The whole file, front matter included."""

    @property
    def front_matter(self) -> dict[str, Any]:
        """The fields between the two lines of dashes, as text."""
        match = _FRONT.match(self.text)
        # BaseLoader makes nothing but text, lists and maps.
        fields = yaml.load(match[1], Loader=yaml.BaseLoader) if match else None  # noqa: S506
        return fields if isinstance(fields, dict) else {}


@dataclass(frozen=True)
class MacroCall:
    """A macro call as a page writes it."""

    name: str
    arguments: tuple[object, ...]
    named: dict[str, object]
    line: int
    column: int


_FRONT = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)
_CODE = re.compile(r"^(`{3,}|~{3,}).*?^\1|`[^`\n]+`", re.DOTALL | re.MULTILINE)
_CALL = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_STATEMENT = re.compile(r"\{[%#]")
_HTML = re.compile(r"<(?=[A-Za-z/!?])")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.\w|mailto:", re.IGNORECASE)
_SCRIPT_LINK = re.compile(r"\]\(\s*<?\s*(?:javascript|data|vbscript|file):", re.IGNORECASE)


def load_prose(root: Path, locales: Iterable[Locale]) -> list[ProsePage]:
    """Every page of every language, in the order of their names."""
    pages = []
    for locale in locales:
        folder = root / "docs" / locale
        for path in sorted(folder.rglob("*.md")):
            relative = path.relative_to(folder).as_posix()
            address = re.sub(r"(^|/)index\.md$", r"\1", relative)
            address = re.sub(r"\.md$", "/", address)
            file = path.relative_to(root).as_posix()
            text = path.read_text("utf-8-sig").replace("\r\n", "\n")
            pages.append(ProsePage(file, locale, address, text))
    return pages


def check_page(page: ProsePage, vocabulary: Vocabulary) -> Iterator[Problem]:
    """What a page may not hold. Calls are tried out: an unknown id is told at its place."""
    yield from _front_matter_problems(page)
    # Code is blanked, its lines kept: nothing in it is HTML. Macros are rendered there too.
    prose = _CODE.sub(lambda match: re.sub(r"[^\n{}%#]", " ", match[0]), page.text)
    for pattern, message, code in (
        (
            _STATEMENT,
            "“{%” and “{#” are not for pages. Only calls such as {{ outcomes() }}.",
            "statement",
        ),
        (_HTML, "HTML is not for pages. Write Markdown, or call a macro.", "html"),
        (
            _ADDRESS,
            "write an e-mail address as name(@)host, or call {{ contacts() }}.",
            "plain-address",
        ),
        (_SCRIPT_LINK, "this link would run a script. Link to an https: address.", "script-link"),
    ):
        for match in pattern.finditer(prose):
            yield _problem(page, match.start(), message, code)
    for match in _CALL.finditer(page.text):
        try:
            call = _read_call(page, match)
        except ValueError as error:
            yield _problem(page, match.start(), str(error), "macro-call")
            continue
        yield from _call_problems(page, call, vocabulary)


def macro_calls(page: ProsePage) -> Iterator[MacroCall]:
    """The calls of a page that has no problems."""
    for match in _CALL.finditer(page.text):
        yield _read_call(page, match)


def _front_matter_problems(page: ProsePage) -> Iterator[Problem]:
    try:
        fields = page.front_matter
    except yaml.YAMLError:
        yield Problem(
            page.file, 1, 0, "the lines between --- and --- are not YAML.", "front-matter"
        )
        return
    for key, value in fields.items():
        start = page.text.find(f"\n{key}:") + 1
        if key not in KEYS:
            yield _problem(page, start, unknown("field", str(key), KEYS), "unknown-field")
        elif not isinstance(value, str):
            yield _problem(page, start, f"{key}: one line of text is expected.", "not-a-text")
        elif "{{" in value or "{%" in value:
            yield _problem(page, start, f"{key}: a field cannot call a macro.", "macro-call")
        elif key == "template" and value not in TEMPLATES:
            said = f"{key}: {unknown('template', value, TEMPLATES)}"
            yield _problem(page, start, said, "unknown-value")
    for key in ("title", "description"):
        if not fields.get(key):
            message = f"{key}: the page has none. Begin it with “---”, “{key}: …”, “---”."
            yield Problem(page.file, 1, 0, message, "missing-field")


def _call_problems(page: ProsePage, call: MacroCall, vocabulary: Vocabulary) -> Iterator[Problem]:
    macro = vocabulary.get(call.name)
    if macro is None:
        said = unknown("macro", call.name, vocabulary)
        yield Problem(page.file, call.line, call.column, said, "unknown-macro")
        return
    try:
        macro(*call.arguments, **call.named)
    except TypeError as error:
        # Python's own sentence names the argument: … got an unexpected keyword argument 'wp'.
        said = f"{call.name}: {str(error).partition('() ')[2] or error}."
        yield Problem(page.file, call.line, call.column, said, "macro-argument")
    except ValueError as error:
        said = f"{call.name}: {error}"
        yield Problem(page.file, call.line, call.column, said, "unknown-id")


def _read_call(page: ProsePage, match: re.Match[str]) -> MacroCall:
    """A call with constant arguments; ValueError with a sentence for anything else."""
    line, column = _place(page.text, match.start())
    source = match[1].strip()
    wrong = ValueError(
        f"“{source}” is not a call of a macro. Write it as {{{{ outcomes() }}}} or "
        '{{ outcomes(work_package="WP2") }}.'
    )
    try:
        node = ast.parse(source, mode="eval").body
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            raise wrong
        arguments = tuple(_constant(argument) for argument in node.args)
        named = {keyword.arg or "": _constant(keyword.value) for keyword in node.keywords}
    except (SyntaxError, TypeError, RecursionError, MemoryError):
        raise wrong from None
    if "" in named:
        raise wrong
    return MacroCall(node.func.id, arguments, named, line, column)


def _constant(node: ast.expr) -> object:
    if isinstance(node, ast.Constant) and isinstance(node.value, str | int):
        return node.value
    raise TypeError


def _problem(page: ProsePage, offset: int, message: str, code: str) -> Problem:
    line, column = _place(page.text, offset)
    return Problem(page.file, line, column, message, code)


def _place(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
