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
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from .problems import Problem, ProblemsFound, file_name, shown, unknown
from .reading import LINK, Sheet, invisible_characters, read_text, sheet_of
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

MOST = 200
"""So many problems of one page are told."""

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
        value = self.head.value
        return value if isinstance(value, dict) else {}

    @property
    def body(self) -> str:
        """The Markdown below the front matter."""
        match = _FRONT.match(self.text)
        return self.text[match.end() :] if match else self.text

    @cached_property
    def head(self) -> Sheet:
        """The same with their places, and what is wrong with their form."""
        match = _FRONT.match(self.text)
        # The first line of dashes becomes a comment, so that lines keep their numbers.
        return sheet_of(f"#--\n{match[1]}" if match else "#", self.file)


_FRONT = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)
_CALL = re.compile(r"\{\{((?:(?!\{\{|\}\}).)*)\}\}", re.DOTALL)
_BRACES = re.compile(r"\{\{|\}\}")
_STATEMENT = re.compile(r"\{[%#]")
_HTML = re.compile(r"<(?=[A-Za-z/!?])\S{0,20}")
_CODE_SPAN = re.compile(r"(?<![\\`])`[^`\n]+`(?!`)")
_SCRIPT_LINK = re.compile(
    r"(?:\]\(|^\s{0,3}\[[^\[\]]+\]:)\s*+<?\s*+(?:javascript|data|vbscript|file):",
    re.IGNORECASE | re.MULTILINE,
)
_LINK = re.compile(r"(?:\]\(|^ {0,3}\[[^\[\]]+\]:)\s*+<?([^)>\s]+)", re.MULTILINE)
_PICTURE = re.compile(r"!\[[^\[\]]*\]\(\s*+<?\s*+((?:https?:)?//[^)>\s]*)", re.IGNORECASE)
_PAGE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.md)?")
_ASSET_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")

_ARGUMENT = r"(?:[a-z_]+ *= *)?(?:\"[^\"\\\n]*\"|'[^'\\\n]*'|[0-9]{1,9})"
_PLAIN_CALL = re.compile(rf"[a-z_]+ *\( *(?:{_ARGUMENT}(?: *, *{_ARGUMENT})* *,? *)?\)")
"""What Python's parser and Jinja's read alike."""

LINK_ADVICE = "this link would run a script. Link to an https: address."
CALL_ADVICE = (
    'Write it as {{ outcomes() }} or {{ outcomes(work_package="WP2") }}; to show two braces, write '
    "{ { with a blank between them."
)


def load_prose(root: Path, locales: Iterable[Locale]) -> list[ProsePage]:
    """Every page of every language, in the order of their names.

    Raises ProblemsFound for what docs/ may not hold: files in the wrong place or of the wrong
    kind, and links to files elsewhere; and for what the menu in mkdocs.yml may not hold.
    """
    pages: list[ProsePage] = []
    folders = list(locales)
    if (root / "docs").is_symlink():
        raise ProblemsFound([Problem("docs", 0, 0, LINK, "stray-file")])
    problems = list(_menu_problems(root))
    for path in sorted((root / "docs").rglob("*")):
        file = file_name(path, root)
        parts = path.relative_to(root / "docs").parts
        if parts[0] not in (*folders, "assets") and len(parts) > 1 and not _is_link(path):
            continue  # the folder above has been told
        if wrong := _misplaced(path, parts, folders):
            problems.append(Problem(file, 0, 0, wrong, "stray-file"))
        elif parts[0] in folders and path.is_file():
            text = read_text(path, file)
            if isinstance(text, Problem):
                problems.append(text)
            else:
                address = _address(list(parts[1:]))
                lines = text.replace("\r\n", "\n").replace("\r", "\n")
                pages.append(ProsePage(file, Locale(parts[0]), address, lines))
    problems.extend(_doubles(pages, folders))
    if problems:
        raise ProblemsFound(problems)
    order = {locale: at for at, locale in enumerate(folders)}
    return sorted(pages, key=lambda page: (order[page.locale], page.path))


def _doubles(pages: Iterable[ProsePage], locales: Collection[str]) -> Iterator[Problem]:
    """No two pages have one address, and none that of a language or of the assets."""
    seen: dict[tuple[str, str], str] = {}
    for page in pages:
        taken = seen.setdefault((page.locale, page.path), page.file)
        if taken != page.file:
            said = f"{taken} has the same address. Take one of the two out."
            yield Problem(page.file, 0, 0, said, "address-taken")
        first = page.path.partition("/")[0]
        if first in (*locales, "assets", "search"):
            said = f"addresses that begin with {first}/ are the site's own. Rename the file."
            yield Problem(page.file, 0, 0, said, "address-taken")


def _misplaced(path: Path, parts: tuple[str, ...], locales: Collection[str]) -> str:
    """What is wrong with a file's place or kind; empty for nothing."""
    if _is_link(path):
        return "a link in the place of a file: it could publish a file from elsewhere. Take it out."
    if parts[0] not in (*locales, "assets"):
        return unknown(
            "place", f"docs/{parts[0]}", [f"docs/{name}" for name in (*locales, "assets")]
        )
    if path.is_dir():
        if path.suffix:
            return "a folder cannot have the name of a page. Take the dot out."
        return "" if _named_well(path.name, parts) else _name_advice(parts)
    if not path.is_file():
        return "this is no file."
    if len(parts) == 1:
        return "a page lies in the folder of its language: docs/en/. Move it there."
    if parts[0] == "assets":
        if path.suffix.lower() not in ASSETS:
            kinds = ", ".join(sorted(ASSETS))
            return f"there is no kind of file {path.suffix or path.name} here. Known: {kinds}."
    elif path.suffix != ".md":
        return "a page is a Markdown file: its name ends in .md."
    return "" if _named_well(path.name, parts) else _name_advice(parts)


def _name_advice(parts: tuple[str, ...]) -> str:
    signs = "letters, digits, dots" if parts[0] == "assets" else "small letters, digits"
    return f"the name is a part of an address: only {signs} and hyphens. Rename it."


def _is_link(path: Path) -> bool:
    return path.is_symlink() or (path.is_file() and path.stat().st_nlink > 1)


def _named_well(name: str, parts: tuple[str, ...]) -> bool:
    form = _ASSET_NAME if parts[0] == "assets" else _PAGE_NAME
    return form.fullmatch(name) is not None and len(name) <= 100


def _menu_problems(root: Path) -> Iterator[Problem]:
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
            if _STATEMENT.search(title.value) or _BRACES.search(title.value):
                said = "a title in the menu holds words, no braces."
                yield _menu_problem(title, f"nav: {said}", "macro-call")
            elif _HTML.search(title.value):
                yield _menu_problem(title, "nav: a title holds words, no HTML.", "html")
            yield from _nav_problems(below)
    elif not re.fullmatch(r"(?:[a-z0-9-]+/)*[a-z0-9-]+\.md", node.value):
        said = f"nav: “{shown(node.value)}” is no page. Name its file below docs/en/: contact.md."
        yield _menu_problem(node, said, "broken-link")


def _menu_problem(node: Any, message: str, code: str) -> Problem:
    mark = node.start_mark
    return Problem("mkdocs.yml", mark.line + 1, mark.column + 1, message, code)


def check_page(page: ProsePage, vocabulary: Vocabulary | None = None) -> Iterator[Problem]:
    """What a page may not hold. With a vocabulary, calls are tried out: an unknown id is told."""
    return islice(_page_problems(page, vocabulary), MOST)


def _page_problems(page: ProsePage, vocabulary: Vocabulary | None) -> Iterator[Problem]:
    text = page.text
    hidden = invisible_characters(text, page.file)
    yield from hidden or _front_matter_problems(page)
    for match in _STATEMENT.finditer(text):
        advice = f"“{match[0]}” is not for pages. Only calls such as {{{{ outcomes() }}}} are."
        yield _problem(page, match.start(), advice, "statement")
    prose = _without_code(text)
    for match in _HTML.finditer(prose):
        yield _problem(page, match.start(), _html_advice(match[0]), "html")
    for match in _SCRIPT_LINK.finditer(text):
        yield _problem(page, match.start(), LINK_ADVICE, "script-link")
    for match in _PICTURE.finditer(prose):
        said = "a picture of another host tells that host who reads. Put it into docs/assets/."
        yield _problem(page, match.start(1), said, "remote-picture")
    for number, line in enumerate(text.split("\n"), 1):
        if holds_plain_address(line):
            said = "write an e-mail address as name(@)host, or call {{ contacts() }}."
            found = re.search(r"[\w.+-]*(?:@|%40|&#|&comm)|mailto:", line, re.IGNORECASE)
            column = found.start() + 1 if found else 0
            yield Problem(page.file, number, column, said, "plain-address")
    yield from _macro_problems(page, vocabulary)


def _without_code(text: str) -> str:
    """A text with blanks in the place of what stands in back quotes."""
    return _CODE_SPAN.sub(lambda match: " " * len(match[0]), text)


def _html_advice(tag: str) -> str:
    if address := re.match(r"<(https?://[^>\s]*)", tag):
        return f"write a link as [its name]({address[1]}…)."
    return f"“{shown(tag)}” is HTML, which pages do not hold. Write Markdown, or call a macro."


def check_links(page: ProsePage, addresses: Collection[str], assets: Path) -> Iterator[Problem]:
    """Links to pages and files lead somewhere; addresses are those of all pages of a language."""
    return islice(_link_problems(page, addresses, assets), MOST)


def _link_problems(page: ProsePage, addresses: Collection[str], assets: Path) -> Iterator[Problem]:
    here = page.file.split("/")[:-1]
    for match in _LINK.finditer(_without_code(page.text)):
        target = match[1].partition("#")[0]
        told = _SCRIPT_LINK.match(f"]({target}") or target.lower().startswith("mailto:")
        if not target or "://" in target or told:
            continue
        steps = _steps(here, target)
        if steps[:2] == ["docs", "assets"]:
            if not assets.joinpath(*steps[2:]).is_file():
                said = f"there is no file {shown('/'.join(steps), 200)}. Upload it there."
                yield _problem(page, match.start(1), said, "broken-link")
        elif not target.endswith(".md"):
            said = f"“{shown(target)}” is no page. Link to its file: contact.md."
            yield _problem(page, match.start(1), said, "broken-link")
        elif steps[:2] != ["docs", page.locale]:
            said = f"“{shown(target)}” leads out of docs/{page.locale}/. Link to a page in it."
            yield _problem(page, match.start(1), said, "broken-link")
        elif (address := _address(steps[2:])) not in addresses:
            known = [f"{known.rstrip('/') or 'index'}.md" for known in addresses]
            said = unknown("page", f"{address.rstrip('/')}.md", known, limit=0)
            if "Did you mean" not in said:
                said += " Link to the file of a page: contact.md."
            yield _problem(page, match.start(1), said, "broken-link")


def _steps(here: list[str], target: str) -> list[str]:
    """The file that a link leads to, from the root of the project; none above it."""
    steps = list(here)
    for step in target.split("/"):
        if step == ".." and steps:
            steps.pop()
        elif step == "..":
            return [".."]
        elif step not in ("", "."):
            steps.append(step)
    return steps


def _address(steps: list[str]) -> str:
    """The address of a page by the path of its file below the folder of its language."""
    file = "/".join(steps)
    return re.sub(r"\.md$", "/", re.sub(r"(^|/)index\.md$", r"\1", file))


def _front_matter_problems(page: ProsePage) -> Iterator[Problem]:
    head, fields = page.head, page.front_matter
    # A page without its head is told field by field below.
    wrong = [problem for problem in head.problems if problem.code != "empty-file"]
    if not wrong and head.value is not None and not fields:
        said = "fields are expected here: “title: …” and “description: …”."
        wrong = [Problem(page.file, 2, 1, said, "front-matter")]
    yield from wrong
    if wrong:
        return
    for key, value in fields.items():
        if key not in KEYS:
            yield head.key_problem((key,), unknown("field", key, KEYS), "unknown-field")
        elif value is None:
            said = f"{key}: nothing stands after the colon. Fill it in, or take the line out."
            yield head.problem((key,), said, "missing-field")
        elif not isinstance(value, str):
            said = f"{key}: one line of text is expected here, not several."
            yield head.problem((key,), said, "not-a-text")
        elif key == "template" and value not in TEMPLATES:
            said = f"{key}: {unknown('template', value, TEMPLATES)}"
            yield head.problem((key,), said, "unknown-value")
    for key in ("title", "description"):
        if key not in fields:
            message = f"{key}: the page has none. Begin it with “---”, “{key}: …”, “---”."
            yield Problem(page.file, 1, 1, message, "missing-field")


def _macro_problems(page: ProsePage, vocabulary: Vocabulary | None) -> Iterator[Problem]:
    calls = list(_CALL.finditer(page.text))
    for match in calls:
        if match.start() < len(page.text) - len(page.body):
            said = "the fields of a page hold words, no calls. Move it below the dashes."
            yield _problem(page, match.start(), said, "macro-place")
        elif _stands_alone(page.text, *match.span()):
            yield from _call_problems(page, match, vocabulary)
        else:
            said = (
                "a call stands alone in its line, with an empty line before and after it. Move it "
                "to a line of its own."
            )
            yield _problem(page, match.start(), said, "macro-place")
    spans = [match.span() for match in calls]
    for match in _BRACES.finditer(page.text):
        if not any(start <= match.start() < end for start, end in spans):
            said = f"“{match[0]}” stands alone here. {CALL_ADVICE}"
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
        better = _better_call(source)
        advice = f"Write {{{{ {better} }}}}." if better else CALL_ADVICE
        said = f"“{shown(source)}” is not a call of a macro. {advice}"
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


def _better_call(source: str) -> str:
    """The call that somebody meant who left out brackets or quotes, or took those of a book."""
    better = re.sub("[“”„«»]", '"', source)[:200]
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


def _problem(page: ProsePage, offset: int, message: str, code: str) -> Problem:
    line = page.text.count("\n", 0, offset) + 1
    column = offset - page.text.rfind("\n", 0, offset)
    return Problem(page.file, line, column, message, code)
