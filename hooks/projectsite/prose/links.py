"""Where the links of a page lead: to pages, headings and files of the site, or into the web."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from .. import addresses
from ..files.media_types import UNKNOWN, media_type_of
from ..files.texts import holds_plain_address, is_file
from ..problems import InOrder, Problem, nearest, shown, unknown
from ..words.text import Locale
from ..words.web import below, host_of, is_below, not_linked
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


_PATH = re.compile(r"[^\\:?%\x00-\x1f\x7f]+")
"""What no browser takes for a scheme, a host or a query: the rest of a link is looked at as steps
from folder to folder, and is written as it stands."""
_TELEPHONE = re.compile(r"tel:\+?[\d-]{3,30}", re.IGNORECASE)


@dataclass(frozen=True)
class Destinations:
    """What the links of pages and records can lead to."""

    root: str
    """The whole address of the site; empty where it is not known."""
    locales: tuple[Locale, ...]
    """The default one first."""
    addresses: frozenset[str]
    """The pages of a language that have files, and those of records."""
    further: frozenset[str]
    """Other pages of a language, which only a whole address names: those that have moved."""
    headings: Callable[[Locale, str], Collection[str] | None]
    """The ids of a page, by its language and address; None for the page of a record."""
    assets: Path
    unlinked: tuple[str, ...] = ()
    """Hosts to which nothing may link."""
    held_back: frozenset[str] = frozenset()
    """The addresses of files that are not published yet."""
    _ids: dict[tuple[Locale, str], frozenset[str] | None] = field(default_factory=dict, init=False)

    @cached_property
    def files(self) -> InOrder:
        """The files of docs/assets/, in order."""
        paths = (path.relative_to(self.assets).as_posix() for path in self.assets.rglob("*"))
        return InOrder(sorted(paths))

    @cached_property
    def pages(self) -> InOrder:
        """The addresses of pages, in order."""
        return InOrder(sorted(self.addresses))

    def wrong(self, address: str) -> str:
        """What is wrong with a whole address of the site itself; empty for nothing, and for all
        that is of another host or a file that the site writes."""
        path = below(address, self.root)
        if path is None:
            return ""
        heading = unquote(address.partition("#")[2])
        steps = path.split("/")
        # By their endings: “contact.” at the end of a sentence is no file.
        if media_type_of(steps[-1]) != UNKNOWN and not steps[-1].endswith((".md", ".html")):
            return self._wrong_file(path, steps)
        first = next((locale for locale in self.locales[1:] if locale == steps[0]), None)
        steps = steps[1:] if first else steps
        # GitHub Pages leads from a folder without its slash to the one with it.
        path = "/".join(steps[:-1] if steps[-1:] in ([""], ["index.html"]) else steps)
        path = f"{path}/" if path else ""
        if path in self.further:
            return ""
        if path not in self.addresses:
            said = unknown("page", path, self.pages, limit=0)
            return f"“{shown(address)}” is of this site: {said}"
        return self.no_heading(heading, first or self.locales[0], path)

    def _wrong_file(self, path: str, steps: list[str]) -> str:
        """Of pictures and documents the site writes those of the kit and the icons itself; what
        others it writes is not known here."""
        own = path.startswith((addresses.kit(), "assets/images/"))
        if own or not is_asset(PurePosixPath(path)):
            return ""
        if steps[0] != "assets":
            table = path.endswith(".csv")
            return "" if table else f"there is no file {shown(path)}. Files lie below assets/."
        there = is_file(self.assets.joinpath(*steps[1:])) and path not in self.held_back
        return "" if there else _no_file(["docs", *steps], self.files)

    def no_heading(self, heading: str, locale: Locale, path: str) -> str:
        """What is wrong with the last part of a link, by the page that it leads to; empty for
        nothing."""
        if not heading:
            return ""
        if (locale, path) not in self._ids:
            ids = self.headings(locale, path)
            self._ids[locale, path] = None if ids is None else frozenset(ids)
        known = self._ids[locale, path]
        if known is None:
            return f"the page of a record has no headings to link to. Take “#{shown(heading)}” out."
        if heading in known:
            return ""
        return unknown("heading", f"#{heading}", _in_order(known), limit=20)


@lru_cache(maxsize=2)
def _in_order(ids: frozenset[str]) -> InOrder:
    """Kept, as a page may have thousands and many links be wrong."""
    return InOrder(sorted(f"#{id}" for id in ids))


def link_problems(page: ProsePage, drawn: Drawn, there: Destinations) -> Iterator[Problem]:
    """Links of a page lead somewhere."""
    places = Places(page)
    found = (
        page.problem(places.of(target), said, "broken-link")
        for target in drawn.targets
        if (said := _wrong(page, target, there))
    )
    yield from islice(found, MOST)
    for target in drawn.targets:
        if is_below(target.address, there.unlinked):
            said = not_linked(target.address)
            yield page.problem(places.of(target), said, "unlinked-host")


def _wrong(page: ProsePage, target: Target, there: Destinations) -> str:
    """What is wrong with a link; empty for nothing, and for what check_page tells."""
    scheme = target.address.partition(":")[0].lower()
    if not target.address or (target.picture and ELSEWHERE.match(target.address)):
        return ""
    if scheme in ("http", "https"):
        said = f"“{shown(unquote(target.address))}” is not an address. Write it as https://…"
        return there.wrong(target.address) if host_of(target.address) else said
    if scheme == "mailto" and holds_plain_address(page.text):
        return ""
    if scheme == "tel" and _TELEPHONE.fullmatch(target.address):
        return ""
    path, _, heading = target.address.partition("#")
    page_only, _, asked = path.partition("?")
    if asked and page_only.endswith(".md"):
        path = page_only  # a list that is narrowed
    if path and (wrong := _wrong_path(page, path, there)):
        return wrong
    if target.picture and PurePosixPath(path).suffix not in PICTURES:
        return f"“{shown(path)}” is no picture. Name a file in docs/assets/, such as lamp.png."
    address = address_in(page.file, path) if path else page.path
    return "" if address is None else there.no_heading(heading, page.locale, address)


def _wrong_path(page: ProsePage, path: str, there: Destinations) -> str:
    steps = steps_of(page.file, path)
    plain = _PATH.fullmatch(path) and not path.startswith("/")
    if plain and steps[:2] == ["docs", "assets"]:
        found = is_file(there.assets.joinpath(*steps[2:]))
        return "" if found else _no_file(steps, there.files)
    better = _better_path(page, path, there.assets)
    if better or not plain or not path.endswith(".md"):
        write = f"Write “{shown(better)}”." if better else "Link to its file: contact.md."
        return f"“{shown(path)}” is no page. {write}"
    if steps[:2] != ["docs", page.locale]:
        return f"“{shown(path)}” leads out of docs/{page.locale}/. Link to a page in it."
    address = address_of(steps[2:])
    return "" if address in there.addresses else _no_page(address, there.addresses)


def _better_path(page: ProsePage, path: str, assets: Path) -> str:
    """What to write for the commonest slips: an address of the web, slashes, the way to a file."""
    if re.match(r"https?[:;.,]?/+|www\.", path):
        return re.sub(r"^(https?)?[:;.,]?/*", lambda found: f"{found[1] or 'https'}://", path)
    if "\\" in path:
        return re.sub(r"\\+", "/", path).lstrip("/")
    file = PurePosixPath(path)
    if is_asset(file) and is_file(assets / file.name):
        return "../" * (page.file.count("/") - 1) + f"assets/{file.name}"
    return ""


def _no_file(steps: list[str], files: InOrder) -> str:
    """A file that is not in docs/assets/, and the one that has nearly its name."""
    file = shown("/".join(steps), 200)
    near = nearest(shown("/".join(steps[2:]), 100), files)
    return f"there is no file {file}. " + (f"Did you mean {near}?" if near else "Upload it there.")


def _no_page(address: str, addresses: frozenset[str]) -> str:
    said = unknown("page", f"{address.rstrip('/')}.md", _files_at(addresses), limit=0)
    return said if "Did you mean" in said else f"{said} Link to the file of a page: contact.md."


@lru_cache(maxsize=2)
def _files_at(addresses: frozenset[str]) -> InOrder:
    """The files of pages, in order; kept, as there may be thousands and many links be wrong."""
    return InOrder(sorted(f"{address.rstrip('/') or 'index'}.md" for address in addresses))
