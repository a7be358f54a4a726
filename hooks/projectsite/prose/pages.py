"""The pages in docs/, and which files docs/ may hold at all."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePath
from typing import Any

from ..files.layout import DOCS, GUIDES, PROJECT
from ..files.names import DEVICE, advice, file_slug, is_device, slug
from ..files.texts import LINK, is_link, is_scratch, read_text
from ..files.yaml.sheets import Sheet, sheet_of
from ..problems import Problem, ProblemsFound, file_name, unknown
from ..words.codes import language_codes, language_fault
from ..words.text import Locale
from .assets import asset_problems

PICTURES = frozenset({".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"})
ASSETS = frozenset(
    {*PICTURES, ".mp3", ".mp4", ".vtt"}
    | {".csv", ".docx", ".odp", ".ods", ".odt", ".pdf", ".pptx", ".txt", ".xlsx", ".zip"}
)
"""What docs/assets/ may hold: nothing that a browser would run."""


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
    def below(self) -> str:
        """Its file below the folder of its language: contact.md."""
        return self.file.split("/", 2)[2]

    def problem(self, offset: int, message: str, code: str) -> Problem:
        """A problem at a place in the text, counted in characters from its beginning."""
        line = self.text.count("\n", 0, offset) + 1
        column = offset - self.text.rfind("\n", 0, offset)
        return Problem(self.file, line, column, message, code)

    @property
    def front_matter(self) -> dict[str, Any]:
        """The fields between the two lines of dashes, as text."""
        value = self.head.value
        return value if isinstance(value, dict) else {}

    @property
    def body(self) -> str:
        """The Markdown below the front matter."""
        match = FRONT.match(self.text)
        return self.text[match.end() :] if match else self.text

    @cached_property
    def head(self) -> Sheet:
        """The same with their places, and what is wrong with their form."""
        match = FRONT.match(self.text)
        # The first line of dashes becomes a comment: line numbers stay those of the file.
        return sheet_of(f"#--\n{match[1]}" if match else "#", self.file)


FRONT = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)
_PAGE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.md)?")
_ASSET_NAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,98}[a-z0-9_-])?")


def is_asset(path: PurePath) -> bool:
    """Whether a file is a picture, document or the like by the ending of its name."""
    return path.suffix.lower() in ASSETS - {".txt"}


def file_in(file: str, locale: Locale) -> str:
    """The file of the same page in a language: of docs/en/contact.md it is docs/de/contact.md."""
    folder, _, below = file.split("/", 2)
    return f"{folder}/{locale}/{below}"


def load_prose(root: Path, locales: Iterable[Locale]) -> list[ProsePage]:
    """Every page of every language, in the order of their names.

    Raises ProblemsFound for what docs/ may not hold: files in the wrong place or of the wrong
    kind, and links to files elsewhere.
    """
    pages: list[ProsePage] = []
    folders = list(locales)
    if (root / DOCS).is_symlink():
        raise ProblemsFound([Problem(DOCS, 0, 0, LINK, "stray-file")])
    problems: list[Problem] = []
    for path in sorted((root / DOCS).rglob("*")):
        file = file_name(path, root)
        parts = path.relative_to(root / DOCS).parts
        if is_scratch(path) or (file in GUIDES and path.is_file() and not is_link(path)):
            continue  # the build publishes no such file either
        if parts[0] not in (*folders, "assets") and len(parts) > 1 and not is_link(path):
            continue  # the folder above has been reported
        if wrong := _misplaced(path, parts, folders):
            problems.append(Problem(file, 0, 0, wrong, "stray-file"))
        elif parts[0] == "assets" and path.is_file():
            problems.extend(asset_problems(root, path, file))
        elif parts[0] in folders and path.is_file():
            text = read_text(path, file)
            if isinstance(text, Problem):
                problems.append(text)
            else:
                address = address_of(list(parts[1:]))
                lines = text.replace("\r\n", "\n").replace("\r", "\n")
                pages.append(ProsePage(file, Locale(parts[0]), address, lines))
    problems.extend(_doubles(pages, folders))
    if problems:
        raise ProblemsFound(problems)
    order = {locale: at for at, locale in enumerate(folders)}
    return sorted(pages, key=lambda page: (order[page.locale], page.path))


OWN_FOLDERS = ("assets", "search")
"""Where the site keeps what is no page, beside the folders of languages."""


def _doubles(pages: Iterable[ProsePage], locales: Collection[str]) -> Iterator[Problem]:
    """No two pages have one address, and none that of a language or of the assets."""
    seen: dict[tuple[str, str], str] = {}
    for page in pages:
        taken = seen.setdefault((page.locale, page.path), page.file)
        if taken != page.file:
            said = f"{taken} has the same address. Take one of the two out."
            yield Problem(page.file, 0, 0, said, "address-taken")
        first = page.path.partition("/")[0]
        if first in (*locales, *OWN_FOLDERS):
            said = f"addresses that begin with {first}/ are the site's own. Rename the file."
            yield Problem(page.file, 0, 0, said, "address-taken")


def _misplaced(path: Path, parts: tuple[str, ...], locales: Collection[str]) -> str:
    """What is wrong with a file's place or kind; empty for nothing."""
    if is_link(path):
        return "a link in the place of a file: it could publish a file from elsewhere. Take it out."
    if is_asset(path) and parts[0] != "assets":
        name = file_slug(path.name) or "…"
        return f"pictures and other files lie in docs/assets/. Move it to docs/assets/{name}."
    if len(parts) == 1 and path.is_file():
        folder = f"docs/{next(iter(locales))}/"
        return f"a page lies in the folder of its language: {folder}. Move it there."
    if parts[0] not in (*locales, "assets"):
        if not language_fault(parts[0]):
            add = "Add it to “languages” there, or take the folder out."
            return f"{PROJECT} does not list {parts[0]}. {add}"
        meant = language_codes(parts[0])
        return unknown("folder", parts[0], (*locales, "assets"), meant=meant)
    if is_device(path.name):
        return DEVICE
    if path.is_dir():
        if path.suffix:
            return "a folder cannot have the name of a page. Take the dot out."
        return "" if _named_well(path.name, parts) else advice(path, dotted=parts[0] == "assets")
    if not path.is_file():
        return "this is no file."
    if parts[0] == "assets":
        if path.suffix.lower() not in ASSETS:
            kinds = ", ".join(sorted(ASSETS))
            return f"there is no kind of file {path.suffix or path.name} here. Known: {kinds}."
    elif path.suffix != ".md":
        name = f"{slug(path.name.split('.')[0])}.md"
        rename = f" Rename it to {name}." if path.suffix in ("", ".txt", ".markdown") else ""
        return f"a page is a Markdown file: its name ends in .md.{rename}"
    return "" if _named_well(path.name, parts) else advice(path, dotted=parts[0] == "assets")


def _named_well(name: str, parts: tuple[str, ...]) -> bool:
    form = _ASSET_NAME if parts[0] == "assets" else _PAGE_NAME
    return form.fullmatch(name) is not None and len(name) <= 100


def address_of(steps: list[str]) -> str:
    """The address of a page by the path of its file below the folder of its language."""
    file = "/".join(steps)
    return re.sub(r"\.md$", "/", re.sub(r"(^|/)index\.md$", r"\1", file))
