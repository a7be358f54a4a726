"""Uploaded pictures: whether one is what its name says, whether an SVG is nothing else, and how
large one is.

A browser that opens an SVG by its own address runs what it holds (SVG 2, section 15). So one has
shapes, colours and texts, and nothing that runs, loads, or leads anywhere.
"""

from __future__ import annotations

import re
import warnings
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree
from PIL import Image

RASTERS = ("png", "webp", "jpg", "jpeg")
"""The endings that a picture of news may have: all browsers draw these, and so do other sites."""
LOGOS = ("svg", *RASTERS)
"""The endings that a logo may have."""
MOST_ELEMENTS = 5000
"""Of an SVG. A logo has a few dozen."""

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
_LOADS = re.compile(r"url\((?!\s*['\"]?#)|@|\\|expression|javascript:", re.IGNORECASE)
"""What may load or run something, in a style or an attribute; url(#a) is a part of the picture."""


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
    return None if right else (0, f"this is no {ending.upper()}. Save the picture as one again.")


def _svg_mistake(source: bytes) -> tuple[int, str] | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(source, parser)
    except etree.XMLSyntaxError as error:
        return error.lineno or 0, _NO_SVG
    if root.tag != f"{_SVG}svg":
        return 0, _NO_SVG
    if b"<!DOCTYPE" in source:
        return 1, "an SVG has no DOCTYPE here. Take the line out."
    if root.get("viewBox") is None:
        return _line(root), "the SVG has no viewBox, so it cannot be drawn in any size."
    for count, element in enumerate(root.iter()):
        if count == MOST_ELEMENTS:
            return 0, f"the SVG has more than {MOST_ELEMENTS} elements. Save it simpler."
        if found := _more_than_drawn(element):
            return _line(element), f"{found} is no drawing. Save it as a plain SVG."
    return None


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
    if element.tag == f"{_SVG}style" and _LOADS.search(element.text or ""):
        return "a style that loads something"
    for name, value in element.attrib.items():
        local = etree.QName(name).localname
        leads = local in ("href", "base", "src") and not value.startswith("#")
        if leads or local.startswith("on") or _LOADS.search(value):
            return f"{local}=…"
    return None


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
            with Image.open(path, formats=("PNG", "JPEG", "WEBP")) as picture:
                turned = _is_turned(picture.info.get("exif"))
                width, height = reversed(picture.size) if turned else picture.size
                return Raster(str(picture.format), width, height)
    except Exception:
        # Pillow raises whatever a damaged file makes its readers stumble over.
        return None


def _is_turned(exif: bytes | None) -> bool:
    # Not picture.getexif(): that of a PNG would draw the whole picture first.
    found = Image.Exif()
    found.load(exif or b"")
    return found.get(_ORIENTATION) in _TURNED
