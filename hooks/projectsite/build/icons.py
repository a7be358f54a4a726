"""The icons of the site, and the manifest that names them: the mark of the project, drawn once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO

from PIL import Image

from .. import addresses
from ..facts.model import Brand
from ..formats.encoding import json_bytes
from ..page.outline import outline_of
from ..page.palette import HOUSE, tinted
from ..page.setting import Setting
from ..site import Site
from .drawing import Canvas

DEEP, _PAPER = f"#{HOUSE}", "#fbfcfd"
"""The tokens --deep and --paper of the light scheme (project.css)."""
_RIM, _GLINT = "#7fd3ea", "#fff"
_STROKE = 10
_MASKED = (192, 512)
"""The sizes of the icons of the manifest; a system may cut them to a circle."""


def icons(site: Site) -> Iterator[tuple[str, bytes]]:
    """Each file by its address."""
    brand = site.project.brand
    yield addresses.icon(), _svg(brand).encode()
    yield addresses.favicon(), _ico(brand)
    for size in (addresses.TOUCH, *_MASKED):
        yield addresses.icon(size), _png(brand, size)
    yield addresses.manifest(), json_bytes(_manifest(site))


def _lines(brand: Brand) -> tuple[tuple[str, str], ...]:
    """The path and the colour of each line of the mark."""
    outline = outline_of(brand.outline)
    return (outline.body, tinted(_RIM, brand.colour)), (outline.glint, _GLINT)


def _svg(brand: Brand) -> str:
    paths = "".join(
        f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{_STROKE}"/>'
        for d, colour in _lines(brand)
    )
    down = 16 - 0.2 * outline_of(brand.outline).middle
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
        f'<rect width="32" height="32" rx="7" fill="{tinted(DEEP, brand.colour)}"/>'
        f'<g transform="translate(4.8 {down:.1f}) scale(.2)" stroke-linecap="round">{paths}</g>'
        "</svg>\n"
    )


def _image(brand: Brand, size: int, *, round: bool) -> Image.Image:
    """For a tab with round corners; where the system cuts, to the edge and with more room."""
    canvas = Canvas(Image.new("RGBA", (size, size)))
    canvas.square(size * 7 / 32 if round else 0, tinted(DEEP, brand.colour))
    scale = size / 32 * (0.2 if round else 0.17)
    at = size / 2 - 56 * scale, size / 2 - outline_of(brand.outline).middle * scale
    for d, colour in _lines(brand):
        canvas.path(d, at, scale, stroke=colour, width=_STROKE)
    return canvas.finished()


@lru_cache
def _png(brand: Brand, size: int) -> bytes:
    return png_bytes(_image(brand, size, round=False).convert("RGB"))


@lru_cache
def _ico(brand: Brand) -> bytes:
    held = BytesIO()
    sizes = [_image(brand, size, round=True) for size in (48, 32, 16)]
    sizes[0].save(held, "ICO", sizes=[one.size for one in sizes], append_images=sizes[1:])
    return held.getvalue()


def png_bytes(image: Image.Image) -> bytes:
    held = BytesIO()
    image.save(held, "PNG")
    return held.getvalue()


def _manifest(site: Site) -> dict[str, object]:
    """What a system calls the site where somebody keeps it; links are relative to this file."""
    facts, locale = site.project.facts, site.project.default_locale
    own = site.project.brand.colour
    setting = Setting.of_page(site.edition, "", locale)
    return {
        "name": f"{facts.acronym} – {setting.words(facts.title)}",
        "short_name": facts.acronym,
        "lang": locale,
        "start_url": "./",
        "scope": "./",
        "display": "browser",
        "theme_color": tinted(DEEP, own),
        "background_color": tinted(_PAPER, own),
        "icons": [
            {"src": addresses.icon(), "sizes": "any", "type": "image/svg+xml"},
            *(
                {
                    "src": addresses.icon(size),
                    "sizes": f"{size}x{size}",
                    "type": "image/png",
                    "purpose": "any maskable",
                }
                for size in _MASKED
            ),
        ],
    }
