"""The pages in docs/: prose and macro calls with constant arguments, nothing else.

mkdocs-macros has no sandbox: a page could run any code that Jinja reaches. So each call is
read here first, as Python's own parser sees it, before any of the page reaches Jinja.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from .problems import Problem, ProblemsFound, unknown
from .text import Locale, holds_plain_address

KEYS = ("title", "description", "heading", "lead", "template")
"""The front matter that a page may have."""

TEMPLATES = ("home.html",)
"""The templates in overrides/ that a page may ask for, besides the ordinary one."""

ASSETS = frozenset(
    {".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp", ".mp3", ".mp4", ".vtt"}
    | {".csv", ".docx", ".odp", ".ods", ".odt", ".pdf", ".pptx", ".txt", ".xlsx", ".zip"}
)
"""What docs/assets/ may hold: nothing that a browser would run."""

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

    @property
    def body(self) -> str:
        """The Markdown without the front matter."""
        return _FRONT.sub("", self.text, count=1)


_FRONT = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)
_CALL = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_BRACES = re.compile(r"\{\{|\}\}")
_STATEMENT = re.compile(r"\{[%#]")
_HTML = re.compile(r"<(?=[A-Za-z/!?])")
_CODE_SPAN = re.compile(r"(?<![\\`])`[^`\n]+`(?!`)")
_SCRIPT_LINK = re.compile(
    r"(?:\]\(|^\s{0,3}\[[^\]]+\]:)\s*<?\s*(?:javascript|data|vbscript|file):",
    re.IGNORECASE | re.MULTILINE,
)
_LINK = re.compile(r"(!?)\[[^\]]*\]\(\s*<?([^)>\s]+)")

LINK_ADVICE = "this link would run a script. Link to an https: address."
CALL_ADVICE = (
    'Write it as {{ outcomes() }} or {{ outcomes(work_package="WP2") }}; to show two braces, write '
    "{ { with a blank between them."
)


def load_prose(root: Path, locales: Iterable[Locale]) -> list[ProsePage]:
    """Every page of every language, in the order of their names.

    Raises ProblemsFound for what docs/ may not hold: files in the wrong place or of the wrong
    kind, and links to files elsewhere.
    """
    pages, problems = [], []
    folders = list(locales)
    for path in sorted((root / "docs").rglob("*")):
        file = path.relative_to(root).as_posix()
        parts = path.relative_to(root / "docs").parts
        if wrong := _misplaced(path, parts, folders):
            problems.append(Problem(file, 0, 0, wrong, "stray-file"))
        elif parts[0] in folders and path.is_file():
            address = _address(list(parts[1:]))
            try:
                text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
            except UnicodeDecodeError:
                said = "the file is not UTF-8 text. Save it with the encoding UTF-8."
                problems.append(Problem(file, 0, 0, said, "encoding"))
            else:
                pages.append(ProsePage(file, Locale(parts[0]), address, text))
    if problems:
        raise ProblemsFound(problems)
    order = {locale: at for at, locale in enumerate(folders)}
    return sorted(pages, key=lambda page: (order[page.locale], page.path))


def _misplaced(path: Path, parts: tuple[str, ...], locales: Collection[str]) -> str:
    """What is wrong with a file's place or kind; empty for nothing."""
    if path.is_symlink() or (path.is_file() and path.stat().st_nlink > 1):
        return "a link in the place of a file: it could publish a file from elsewhere."
    if parts[0] not in (*locales, "assets"):
        return unknown(
            "place", f"docs/{parts[0]}", [f"docs/{name}" for name in (*locales, "assets")]
        )
    if path.is_dir():
        return "a folder cannot have the name of a page." if path.suffix else ""
    if len(parts) == 1:
        return "a page lies in the folder of its language, docs/en/."
    if parts[0] == "assets":
        known = path.suffix.lower() in ASSETS
        return "" if known else unknown("kind of file", path.suffix or path.name, ASSETS)
    return "" if path.suffix == ".md" else "a page is a Markdown file: its name ends in .md."


def check_page(page: ProsePage, vocabulary: Vocabulary | None = None) -> Iterator[Problem]:
    """What a page may not hold. With a vocabulary, calls are tried out: an unknown id is told."""
    yield from _front_matter_problems(page)
    text = page.text
    for match in _STATEMENT.finditer(text):
        advice = "“{%” and “{#” are not for pages. Only calls such as {{ outcomes() }}."
        yield _problem(page, match.start(), advice, "statement")
    prose = _CODE_SPAN.sub(lambda match: " " * len(match[0]), text)
    for match in _HTML.finditer(prose):
        yield _problem(page, match.start(), "HTML is not for pages. Call a macro.", "html")
    for match in _SCRIPT_LINK.finditer(text):
        yield _problem(page, match.start(), LINK_ADVICE, "script-link")
    for number, line in enumerate(text.splitlines(), 1):
        if holds_plain_address(line):
            said = "write an e-mail address as name(@)host, or call {{ contacts() }}."
            yield Problem(page.file, number, 0, said, "plain-address")
    yield from _macro_problems(page, vocabulary)


def check_links(page: ProsePage, addresses: Collection[str], assets: Path) -> Iterator[Problem]:
    """Links to pages and files lead somewhere; addresses are those of all pages of a language."""
    folder = page.file.split("/")[2:-1]
    for match in _LINK.finditer(page.text):
        target = match[2].partition("#")[0]
        if not target or "://" in target:
            continue
        steps = list(folder)
        for step in target.split("/"):
            if step == "..":
                steps = steps[:-1] if steps else ["docs"]
            elif step not in ("", "."):
                steps.append(step)
        if steps[:2] == ["docs", "assets"]:
            if not assets.joinpath(*steps[2:]).is_file():
                said = f"there is no file {'/'.join(steps)}."
                yield _problem(page, match.start(2), said, "broken-link")
        elif not target.endswith(".md"):
            said = f"“{target}” is no page. Link to its file: contact.md, consortium/zinnae.md."
            yield _problem(page, match.start(2), said, "broken-link")
        elif (address := _address(steps)) not in addresses:
            known = [f"{known.rstrip('/') or 'index'}.md" for known in addresses]
            said = unknown("page", f"{address.rstrip('/')}.md", known, limit=0)
            yield _problem(page, match.start(2), said, "broken-link")


def _address(steps: list[str]) -> str:
    """The address of a page by the path of its file below the folder of its language."""
    file = "/".join(steps)
    return re.sub(r"\.md$", "/", re.sub(r"(^|/)index\.md$", r"\1", file))


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
        elif key == "template" and value not in TEMPLATES:
            said = f"{key}: {unknown('template', value, TEMPLATES)}"
            yield _problem(page, start, said, "unknown-value")
    for key in ("title", "description"):
        if not fields.get(key):
            message = f"{key}: the page has none. Begin it with “---”, “{key}: …”, “---”."
            yield Problem(page.file, 1, 0, message, "missing-field")


def _macro_problems(page: ProsePage, vocabulary: Vocabulary | None) -> Iterator[Problem]:
    calls = list(_CALL.finditer(page.text))
    for match in calls:
        if _stands_alone(page.text, *match.span()):
            yield from _call_problems(page, match, vocabulary)
        else:
            said = "a call stands alone in its line, with empty lines around it."
            yield _problem(page, match.start(), said, "macro-place")
    spans = [match.span() for match in calls]
    for match in _BRACES.finditer(page.text):
        if not any(start <= match.start() < end for start, end in spans):
            said = f"“{match[0]}” opens or closes no call. {CALL_ADVICE}"
            yield _problem(page, match.start(), said, "macro-call")


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a call is a paragraph of its own: what it draws is a block, not a word."""
    before, after = text[:start].split("\n"), text[end:].split("\n")
    above = before[-2].strip() if len(before) > 1 else ""
    below = after[1].strip() if len(after) > 1 else ""
    return not before[-1] and not after[0].strip() and above in ("", "---") and not below


def _call_problems(
    page: ProsePage, match: re.Match[str], vocabulary: Vocabulary | None
) -> Iterator[Problem]:
    source = match[1].strip()
    try:
        name, arguments, named = _read_call(source)
    except (SyntaxError, TypeError, ValueError, RecursionError, MemoryError):
        said = f"“{source}” is not a call of a macro. {CALL_ADVICE}"
        yield _problem(page, match.start(), said, "macro-call")
        return
    if vocabulary is None:
        return
    macro = vocabulary.get(name)
    if macro is None:
        yield _problem(page, match.start(), unknown("macro", name, vocabulary), "unknown-macro")
        return
    try:
        _check_arguments(macro, arguments, named)
    except TypeError as error:
        yield _problem(page, match.start(), f"{name}: {error}.", "macro-argument")
        return
    try:
        macro(*arguments, **named)
    except ValueError as error:
        yield _problem(page, match.start(), f"{name}: {error}", "unknown-id")


def _read_call(source: str) -> tuple[str, list[Any], dict[str, Any]]:
    """Name and constant arguments of a call; an error for anything else."""
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
    if isinstance(node, ast.Constant) and type(node.value) in (str, int):
        return node.value
    raise TypeError


def _check_arguments(macro: Callable[..., object], arguments: list[Any], named: Any) -> None:
    """TypeError with half a sentence when an argument is unknown or of another kind."""
    signature = inspect.signature(macro)
    bound = signature.bind(*arguments, **named)
    for name, value in bound.arguments.items():
        kind = type(signature.parameters[name].default)
        if type(value) is not kind:
            wanted = "a text in quotes" if kind is str else "a whole number"
            raise TypeError(f"{name} is {wanted}")


def _problem(page: ProsePage, offset: int, message: str, code: str) -> Problem:
    line = page.text.count("\n", 0, offset) + 1
    column = offset - page.text.rfind("\n", 0, offset)
    return Problem(page.file, line, column, message, code)
