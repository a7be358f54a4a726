"""Where the links of a page lead: to pages, headings and files of the site, or into the web."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from ..files.texts import holds_plain_address
from ..problems import InOrder, Problem, nearest, shown, unknown
from ..words.web import host_of
from .checks import ELSEWHERE, MOST, Places
from .markdown import Drawn, Target
from .pages import PICTURES, ProsePage, address_of, is_asset


def address_in(file: str, target: str) -> str | None:
    """The address of the page to whose file a link leads, below the root of its language.

    None for all that is no Markdown file in the folder of that language.
    """
    steps = steps_of(file, target)
    same = steps[:2] == file.split("/")[:2] and steps[2:]
    return address_of(steps[2:]) if same and target.endswith(".md") else None


def steps_of(file: str, target: str) -> list[str]:
    """The file that a link in a page leads to, from the root of the project; none above it."""
    steps = file.split("/")[:-1]
    for step in target.split("/"):
        if step == ".." and steps:
            steps.pop()
        elif step == "..":
            return [".."]
        elif step not in ("", "."):
            steps.append(step)
    return steps


_TELEPHONE = re.compile(r"tel:\+?[\d-]{3,30}", re.IGNORECASE)

Headings = Callable[[str], Collection[str] | None]
"""The ids of the headings of a page, by its address; None for the page of a record."""


def link_problems(
    page: ProsePage, drawn: Drawn, addresses: frozenset[str], headings: Headings, assets: Path
) -> Iterator[Problem]:
    """Links lead somewhere; addresses are those of all pages of a language."""
    places = Places(page)
    found = (
        page.problem(places.of(target), said, "broken-link")
        for target in drawn.targets
        if (said := _wrong(page, target, addresses, headings, assets))
    )
    return islice(found, MOST)


def _wrong(
    page: ProsePage,
    target: Target,
    addresses: frozenset[str],
    headings: Headings,
    assets: Path,
) -> str:
    """What is wrong with a link; empty for nothing, and for what check_page tells."""
    scheme = target.address.partition(":")[0].lower()
    if not target.address or (target.picture and ELSEWHERE.match(target.address)):
        return ""
    if scheme in ("http", "https"):
        said = f"“{shown(unquote(target.address))}” is not an address. Write it as https://…"
        return "" if host_of(target.address) else said
    if scheme == "mailto" and holds_plain_address(page.text):
        return ""
    if scheme == "tel" and _TELEPHONE.fullmatch(target.address):
        return ""
    path, _, heading = target.address.partition("#")
    page_only, _, asked = path.partition("?")
    if asked and page_only.endswith(".md"):
        path = page_only  # a list that is narrowed
    if path and (wrong := _wrong_path(page, path, addresses, assets)):
        return wrong
    if target.picture and PurePosixPath(path).suffix not in PICTURES:
        return f"“{shown(path)}” is no picture. Name a file in docs/assets/, such as lamp.png."
    address = address_in(page.file, path) if path else page.path
    return _no_heading(heading, headings(address)) if heading and address is not None else ""


def _wrong_path(page: ProsePage, path: str, addresses: frozenset[str], assets: Path) -> str:
    steps = steps_of(page.file, path)
    if steps[:2] == ["docs", "assets"] and not path.startswith("/"):
        there = assets.joinpath(*steps[2:]).is_file()
        return "" if there else _no_file(steps, assets)
    better = _better_path(page, path, assets)
    if better or not path.endswith(".md") or path.startswith("/") or ":" in path:
        write = f"Write “{shown(better)}”." if better else "Link to its file: contact.md."
        return f"“{shown(path)}” is no page. {write}"
    if steps[:2] != ["docs", page.locale]:
        return f"“{shown(path)}” leads out of docs/{page.locale}/. Link to a page in it."
    address = address_of(steps[2:])
    return "" if address in addresses else _no_page(address, addresses)


def _better_path(page: ProsePage, path: str, assets: Path) -> str:
    """What to write for the commonest slips: an address of the web, slashes, the way to a file."""
    if re.match(r"https?[:;.,]?/+|www\.", path):
        return re.sub(r"^(https?)?[:;.,]?/*", lambda found: f"{found[1] or 'https'}://", path)
    if "\\" in path:
        return re.sub(r"\\+", "/", path).lstrip("/")
    file = PurePosixPath(path)
    if is_asset(file) and assets.joinpath(file.name).is_file():
        return "../" * (page.file.count("/") - 1) + f"assets/{file.name}"
    return ""


def _no_file(steps: list[str], assets: Path) -> str:
    """A file that is not in docs/assets/, and the one that has nearly its name."""
    file = shown("/".join(steps), 200)
    there = [path.relative_to(assets).as_posix() for path in sorted(assets.rglob("*"))]
    near = nearest(shown("/".join(steps[2:]), 100), tuple(there))
    return f"there is no file {file}. " + (f"Did you mean {near}?" if near else "Upload it there.")


def _no_page(address: str, addresses: frozenset[str]) -> str:
    said = unknown("page", f"{address.rstrip('/')}.md", _files_at(addresses), limit=0)
    return said if "Did you mean" in said else f"{said} Link to the file of a page: contact.md."


@lru_cache(maxsize=2)
def _files_at(addresses: frozenset[str]) -> InOrder:
    """The files of pages, in order; kept, as there may be thousands and many links be wrong."""
    return InOrder(sorted(f"{address.rstrip('/') or 'index'}.md" for address in addresses))


def _no_heading(heading: str, known: Collection[str] | None) -> str:
    if known is None:
        return f"the page of a record has no headings to link to. Take “#{shown(heading)}” out."
    if heading in known:
        return ""
    return unknown("heading", f"#{heading}", [f"#{id}" for id in known], limit=20)
