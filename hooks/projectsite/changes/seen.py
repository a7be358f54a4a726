"""What a reader sees of a built page: its title, and the text, links and pictures of its main part.

What changes with every build (dates of the build, styles, scripts) is no part of it, nor are the
menu and the foot, which all pages share: those are seen apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml import html as lxml_html

_NAMES = (
    "address article aside blockquote body br caption details dialog div dl fieldset figure "
    "figcaption footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol option p pre section select "
    "summary table tbody tfoot thead tr ul"
)
_BLOCKS = frozenset(_NAMES.split())
"""Elements that begin a line, and end one. The cells of a row stand in one, as do a term and what
is said of it: a number alone would not say what it counts."""
_CELLS = frozenset({"td", "th", "dt", "dd"})
_UNSEEN = frozenset({"script", "style", "template", "noscript"})
_WORDS = ("alt", "aria-label", "title", "placeholder")
"""Attributes that are read to somebody, or shown."""
_SITE = "https://site.invalid/"
"""Stands for the root of the site while addresses are put together."""

Contents = Callable[[str], str]
"""By the address of a file of the site a digest of what it holds; empty where there is none."""


@dataclass(frozen=True)
class Part:
    """What is seen of a part of a page."""

    lines: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Seen:
    """What is seen of a page."""

    name: str
    """Its title without that of the site."""
    title: tuple[str, ...]
    """The whole title, and the description, which search engines show."""
    main: Part
    frame: Part
    """The menu, the foot, and whatever else stands around the main part."""


def seen(html: bytes, address: str, contents: Contents) -> Seen:
    """A page by its HTML and its address below the root of the site."""
    tree = lxml_html.document_fromstring(html, parser=lxml_html.HTMLParser(encoding="utf-8"))
    title = _line(tree.findtext(".//title") or "")
    said = _line(_meta(tree, "name", "description"))
    site = _line(_meta(tree, "property", "og:site_name"))
    body = tree.find("body")
    main = tree.find(".//main")
    whole: Any = tree if body is None else body
    part, frame = _part(whole if main is None else main, address, contents), Part()
    if main is not None:
        main.clear()
        frame = _part(whole, address, contents)
    return Seen(title.removesuffix(f" – {site}") or title, (title, said), part, frame)


_REFRESH = re.compile(rb"""<meta http-equiv="refresh" content="0; url=([^"]*)">""")


def leads_to(html: bytes, address: str) -> str | None:
    """Where a page leads that only leads on: an address of the site; None for any other page."""
    found = _REFRESH.search(html[:2000])
    return _target(found[1].decode("utf-8", "replace"), address) if found else None


def _meta(tree: Any, key: str, name: str) -> str:
    found = tree.find(f".//meta[@{key}='{name}']")
    return "" if found is None else str(found.get("content", ""))


def _line(text: str) -> str:
    # A word joiner is no sign: it only keeps two words in one line.
    return " ".join(text.replace("\N{WORD JOINER}", "").split())


@dataclass
class _Gatherer:
    """Gathers what is seen of a part, in its order."""

    lines: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    """The pieces of the line that is being read."""

    def end_line(self) -> None:
        if line := _line("".join(self.open)):
            self.lines.append(line)
        self.open.clear()


def _part(root: Any, address: str, contents: Contents) -> Part:
    found = _Gatherer()
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        tag = element.tag
        if event in ("comment", "pi"):
            found.open.append(element.tail or "")
        elif event == "start":
            if _is_unseen(element):
                walk.skip_subtree()
                continue
            if tag in _BLOCKS or tag == "dt":
                found.end_line()
            _note(found, element, address, contents)
            if tag == "svg":
                walk.skip_subtree()
            else:
                found.open.append(element.text or "")
        else:
            if tag in _BLOCKS or tag == "dd":
                found.end_line()
            elif tag in _CELLS:
                found.open.append(" ")
            if element is not root:
                found.open.append(element.tail or "")
    found.end_line()
    return Part(tuple(found.lines), tuple(found.links), tuple(found.pictures))


def _is_unseen(element: Any) -> bool:
    return element.tag in _UNSEEN or element.get("hidden") is not None


def _note(found: _Gatherer, element: Any, address: str, contents: Contents) -> None:
    """Note the attributes of an element that are seen."""
    for name in _WORDS:
        if said := element.get(name):
            found.open.append(f" {said} ")
    if element.tag == "svg":
        drawn = etree.tostring(element, with_tail=False)
        found.pictures.append(blake2b(drawn, digest_size=8).hexdigest())
    elif element.tag == "a" and element.get("href") is not None:
        found.links.append(_with_contents(element.get("href"), address, contents))
    else:
        sources = filter(None, (element.get("src"), element.get("poster")))
        found.pictures.extend(_with_contents(source, address, contents) for source in sources)


def _target(href: str, address: str) -> str:
    """An address below the root of the site; one of elsewhere as it is."""
    try:
        return urljoin(_SITE + address, href.strip()).removeprefix(_SITE)
    except ValueError:
        return href


def _with_contents(href: str, address: str, contents: Contents) -> str:
    """Where something leads, with a digest of what is there: a file may change under its name."""
    target = _target(href, address)
    if not target.startswith("assets/"):
        return target
    return f"{target} {contents(urlsplit(target).path)}"


def words_in(seen: Seen) -> Iterator[str]:
    """The lines of a page, as a comparison shows them."""
    yield from filter(None, seen.title)
    yield from seen.main.lines
