"""Uploaded pictures: whether one is what its name says, whether an SVG is nothing else, and how
large one is.

A browser that opens an SVG by its own address runs what it holds (SVG 2, section 15). So one has
shapes, colours and texts, and nothing that runs, loads, or leads anywhere.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterable, Iterator
from itertools import chain
from math import inf
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree
from PIL import Image

RASTERS = ("png", "webp", "jpg", "jpeg")
"""The endings that a picture of news may have: all browsers draw these, and so do other sites."""
LOGOS = ("svg", *RASTERS)
"""The endings that a logo may have."""
_ENCODING = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml\s[^>]*?encoding\s*=\s*[\"']([^\"'>]*)")
MOST_ELEMENTS = 5000
"""Of an SVG. A logo has a few dozen."""

MOST_ATTRIBUTES = 100
"""Of an element of an SVG."""

_SVG = "{http://www.w3.org/2000/svg}"
_SHAPES = frozenset(
    (
        *("svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text"),
        *("tspan", "title", "desc", "defs", "symbol", "use", "linearGradient", "radialGradient"),
        *("stop", "clipPath", "mask", "pattern", "style"),
    )
)
_BEGINNINGS = {
    "png": b"\x89PNG\r\n",
    "jpg": b"\xff\xd8\xff",
    "jpeg": b"\xff\xd8\xff",
    "gif": b"GIF8",
    "webp": b"RIFF",
}
PICTURES = ("svg", *_BEGINNINGS)
"""The endings of files that are looked into: see `picture_mistake`."""
_ENDS = {"png": b"IEND", "jpg": b"\xff\xd9", "jpeg": b"\xff\xd9"}
_NAME = r"[\w.:-]+"
"""An id that browsers read as it is written: without percent signs, blanks or other signs."""
_LINK = re.compile(f"#({_NAME})")
_URL = rf"url\([ \t\r\n\f]*(['\"]?)#({_NAME})\1[ \t\r\n\f]*\)"
_LOADS = re.compile(rf"(?!{_URL})url\(|@|\\|javascript:", re.IGNORECASE)
"""What may load or run something, in a style or an attribute; url(#a) is a part of the picture."""
_FUNCTION = re.compile(r"(?<![\w-])([\w-]+)\(")
_FUNCTIONS = frozenset(
    (
        *("url", "rgb", "rgba", "hsl", "hsla", "matrix", "translate", "translatex", "translatey"),
        *("scale", "scalex", "scaley", "rotate", "skewx", "skewy", "calc", "cubic-bezier"),
    )
)
"""All that a style or an attribute may call: image-set() and others load without url()."""
_REFERS = re.compile(_URL, re.IGNORECASE)
_DRAWN_AGAIN = frozenset(
    f"{_SVG}{name}" for name in ("pattern", "mask", "clipPath", "symbol", "use")
)
"""What a style may not refer to: how often it would be drawn nobody can count."""
MOST_NESTED = 20
"""So deep may references lie in what others refer to."""
LARGEST = 20_000
"""Pixels, of a raster in either direction."""


def picture_mistake(path: Path) -> tuple[int, str] | None:
    """Line (0 for the whole file) and sentence for a picture that is none, or not only one; None
    for any other file.

    Raises OSError when the file cannot be read.
    """
    ending = path.suffix[1:].lower()
    if ending == "svg":
        return _svg_mistake(path.read_bytes())
    with path.open("rb") as opened:
        right = opened.read(8).startswith(_BEGINNINGS.get(ending, b""))
    if right and ending in RASTERS:
        raster = raster_of(path)
        right = raster is not None and 0 < min(raster[1:]) <= max(raster[1:]) <= LARGEST
        if right and _is_cut_off(path, _ENDS.get(ending, b"")):
            return 0, "the end of this picture is missing. Save or send it again."
    return None if right else (0, f"this is no {ending.upper()}. Save the picture as one again.")


def _svg_mistake(source: bytes) -> tuple[int, str] | None:
    if (said := _ENCODING.match(source)) and said[1].lower() != b"utf-8":
        return 1, "the encoding of the SVG is not UTF-8. Save it as a plain SVG."
    # Whatever it says: what is a comment in an encoding that browsers do not know runs in these.
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        root = etree.fromstring(source, parser)
    except etree.XMLSyntaxError as error:
        return error.lineno or 0, _NO_SVG
    if root.tag != f"{_SVG}svg":
        return 0, _NO_SVG
    if b"<!DOCTYPE" in source:
        return 1, "an SVG has no DOCTYPE here. Take the line out."
    if not _is_box(root.get("viewBox", "")):
        return _line(root), "the SVG has no viewBox, so it cannot be drawn in any size."
    around = (*root.itersiblings(preceding=True), *root.itersiblings())
    if any(node.tag is not etree.Comment for node in around):
        return 1, "what begins with <? is no drawing. Save it as a plain SVG."
    for count, element in enumerate(root.iter()):
        if count == MOST_ELEMENTS:
            return 0, f"the SVG has more than {MOST_ELEMENTS} elements. Save it simpler."
        if found := _more_than_drawn(element):
            return _line(element), f"{found} is no drawing. Save it as a plain SVG."
    if _Drawing(root).elements() > MOST_ELEMENTS:
        return 0, f"the SVG draws more than {MOST_ELEMENTS} elements. Save it simpler."
    return None


def _is_box(said: str) -> bool:
    """Whether a viewBox has four numbers, and a size."""
    try:
        _, _, width, height = map(float, said.replace(",", " ").split())
    except ValueError:
        return False
    return 0 < width < inf and 0 < height < inf


class _Drawing:
    """How much an SVG draws: what is referred to is drawn once more each time."""

    def __init__(self, root: Any) -> None:
        # Held, as lxml makes the same element anew when nobody holds it.
        self._all = list(root.iter())
        # Of two with one id browsers take the first.
        self._by_id = {e.get("id"): e for e in reversed(self._all) if e.get("id")}
        self._counted: dict[Any, int] = {}

    def elements(self) -> int:
        """How many elements; more than are allowed where references go round, or too deep."""
        return self._sum(self._all, 0)

    def _sum(self, elements: Iterable[Any], deep: int) -> int:
        total = 0
        for element in elements:
            total += self._drawn(element, deep)
            if total > MOST_ELEMENTS:
                break
        return total

    def _drawn(self, element: Any, deep: int) -> int:
        """One, and what an element refers to, with all that is in it."""
        if element not in self._counted:
            # Until it is counted: what refers to itself has no end.
            self._counted[element] = MOST_ELEMENTS + 1
            if deep < MOST_NESTED:
                inner = chain.from_iterable(target.iter() for target in self._targets(element))
                self._counted[element] = 1 + self._sum(inner, deep + 1)
        return self._counted[element]

    def _targets(self, element: Any) -> list[Any]:
        names = chain.from_iterable(map(_named, element.attrib.values()))
        return [self._by_id[name] for name in names if name in self._by_id]


def _named(value: str) -> Iterator[str]:
    """The ids that an attribute or a style refers to."""
    if link := _LINK.fullmatch(value):
        yield link[1]
    yield from (url[2] for url in _REFERS.finditer(value))


_NO_SVG = "this is no SVG. Save the picture as a plain SVG again."


def _line(element: Any) -> int:
    line: int | None = element.sourceline
    return line or 0


def _more_than_drawn(element: Any) -> str | None:
    """What of an element is neither a shape nor how one looks."""
    if not isinstance(element.tag, str):
        return None if element.tag is etree.Comment else "what begins with <? or &"
    if element.tag.removeprefix(_SVG) not in _SHAPES:
        return f"<{etree.QName(element).localname}>"
    if element.tag == f"{_SVG}style" and (len(element) or _loads(element.text or "")):
        return "a style that loads something"
    if element.tag == f"{_SVG}style" and (referred := {*_named(element.text or "")}):
        drawn = {e.get("id") for e in element.getroottree().iter(*_DRAWN_AGAIN)}
        if drawn & referred:
            return "a style that draws a pattern, mask or clipPath"
    if len(element.attrib) > MOST_ATTRIBUTES:  # each takes as long as all before it
        return f"an element of more than {MOST_ATTRIBUTES} attributes"
    for name, value in element.attrib.items():
        local = etree.QName(name).localname
        leads = local in ("href", "base", "src") and not _LINK.fullmatch(value)
        if leads or local.startswith("on") or _loads(value):
            return f"{local}=…"
    return None


def _loads(style: str) -> bool:
    calls = (name.lower() for name in _FUNCTION.findall(style))
    return bool(_LOADS.search(style)) or not _FUNCTIONS.issuperset(calls)


_TURNED = range(5, 9)
"""The values of “Orientation” (Exif) of pictures that lie on their side: browsers set them upright.
"""
_ORIENTATION = 0x0112


class Raster(NamedTuple):
    """What the head of a picture tells."""

    kind: str
    """PNG, JPEG or WEBP."""
    width: int
    """In pixels, as browsers show it."""
    height: int

    @property
    def media_type(self) -> str:
        return f"image/{self.kind.lower()}"


def raster_of(path: Path) -> Raster | None:
    """What a file is as a picture; None where it is none of these, damaged or not there.

    Only its head is read, so that neither a huge nor a hostile picture costs anything.
    """
    try:
        with warnings.catch_warnings():
            # Of pixels that would be dear to draw, of marks that cut short: we draw none.
            warnings.simplefilter("ignore")
            with _head(path) as head, Image.open(head, formats=_FORMATS) as picture:
                turned = _is_turned(picture.info.get("exif"))
                width, height = reversed(picture.size) if turned else picture.size
                # A JPEG with a second picture in it, as cameras write them.
                kind = "JPEG" if picture.format == "MPO" else str(picture.format)
                return Raster(kind, width, height)
    except Exception:
        # Pillow raises whatever a damaged file makes its readers stumble over.
        return None


_FORMATS = ("PNG", "JPEG", "WEBP")
_HEAD = 4_000_000
"""In so many bytes the head of a picture ends, whatever a camera has put into it."""


def _head(path: Path) -> io.BytesIO:
    with path.open("rb") as opened:
        head = opened.read(_HEAD)
        # Of a WebP the whole is asked for; its parts are found without reading all.
        return io.BytesIO(head + opened.read() if head.startswith(b"RIFF") else head)


def _is_cut_off(path: Path, end: bytes) -> bool:
    """Whether the sign is missing that a picture ends with. A camera may put more behind it, and
    another picture, which has such a sign too, into the head."""
    raw = path.read_bytes()
    return raw.find(end, len(raw) // 2) < 0


def _is_turned(exif: bytes | None) -> bool:
    # Not picture.getexif(): that of a PNG would draw the whole picture first.
    found = Image.Exif()
    found.load(exif or b"")
    return found.get(_ORIENTATION) in _TURNED
