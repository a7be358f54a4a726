"""A document as PDF, drawn by Typst: tagged (PDF/UA-1), for archives (PDF/A-2a), the same bytes for
the same document.

Data reach the templates as JSON and are drawn from code, so that no sign in a text is markup.
"""

from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

import typst

from ..problems import Problem, ProblemsFound
from ..words.text import Words, one_line
from .drawings import Drawing, svg
from .model import Document, Genre
from .notice import EMBLEM_MM
from .palette import PALETTE

TEMPLATES = Path(__file__).parent / "templates"
FONTS = Path(__file__).parent / "fonts"
STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]
_TEMPLATE_OF = {
    Genre.DECK: "deck",
    Genre.POSTER: "poster",
    Genre.FACTSHEET: "factsheet",
    Genre.WORK_PACKAGE: "sheet",
    Genre.CLUSTER: "sheet",
    Genre.PROMISED: "sheet",
}
LONG = 30
"""Where a word has more letters, a line may end within it: no column is as wide."""
_LONG_WORD = re.compile(rf"\S{{{LONG},}}")


def pdf(document: Document, own_fonts: Path | None = None) -> bytes:
    """The document drawn. Raises ProblemsFound where a font lacks a letter, or a template fails."""
    return _compiled(document, own_fonts, "pdf")


def png(document: Document, ppi: float) -> list[bytes]:
    """Its pages as pictures."""
    drawn = _compiled(document, None, "png", ppi=ppi)
    return drawn if isinstance(drawn, list) else [drawn]


def _compiled(document: Document, own_fonts: Path | None, format: str, **options: Any) -> Any:
    template = f"{_TEMPLATE_OF[document.genre]}.typ"
    if format == "pdf":
        options["pdf_standards"] = STANDARDS
    try:
        return typst.compile(
            TEMPLATES / template,
            root=TEMPLATES,
            font_paths=fonts(own_fonts),
            sys_inputs={"document": as_json(document), "style": _style()},
            format=format,
            timestamp=document.moment,
            **options,
        )
    except typst.TypstError as error:
        raise ProblemsFound([_problem(document, template, error)]) from None


@cache
def fonts(own: Path | None) -> typst.Fonts:
    """Those of the kit, those of the project, and those within Typst; never those of a machine."""
    folders = [FONTS, *([own] if own else [])]
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=list(folders)
    )


_LETTERS = re.compile(r"the text `\"?(.+?)\"?` could not be displayed")


def _problem(document: Document, template: str, error: typst.TypstError) -> Problem:
    name = f"{document.name}.{document.locale}.pdf"
    if found := _LETTERS.search(error.message):
        said = (
            f"{name}: no font has the letter {found[1]}. Put a font that has it into"
            " overrides/assets/fonts/ (a .ttf or .otf file), or leave the documents out:"
            " “kit: no” below “extra”."
        )
        return Problem("mkdocs.yml", 0, 0, said, "kit-letter")
    said = f"{name}: {error.message} {' '.join(error.trace)}".strip()
    place = f"hooks/projectsite/kit/templates/{template}"
    return Problem(place, 0, 0, said, "kit-template")


def as_json(document: Document) -> str:
    """All that a template reads."""
    return json.dumps(_plain(document), ensure_ascii=False, separators=(",", ":"), sort_keys=True)


@cache
def _style() -> str:
    palette = {f.name: getattr(PALETTE, f.name) for f in fields(PALETTE)}
    hues = {name: dict(palette.pop(name)) for name in ("light", "dark")}
    families = ["Figtree", "Libertinus Serif", "DejaVu Sans Mono"]
    families += sorted({info.family for info in fonts(None).fonts()} - set(families))
    style = {"colours": palette, "hues": hues, "fonts": families, "emblem": EMBLEM_MM}
    return json.dumps(style, sort_keys=True)


def _plain(value: Any) -> Any:
    """Records as objects; each block with the name of its kind, drawings as SVG."""
    if isinstance(value, Words):
        language, _, region = value.locale.partition("-")
        return {"text": breakable(one_line(value.text)), "lang": language, "region": region}
    if isinstance(value, Drawing):
        return {"svg": svg(value), "ratio": value.width / value.height}
    if is_dataclass(value) and not isinstance(value, type):
        content = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {"kind": type(value).__name__.lower(), **content}
    if isinstance(value, tuple):
        if hasattr(value, "_asdict"):
            return {name: _plain(part) for name, part in value._asdict().items()}
        return [_plain(part) for part in value]
    if hasattr(value, "isoformat"):
        return [value.year, value.month, value.day]
    return value


def breakable(text: str) -> str:
    """A text in which a line may end within a word that is longer than any line."""
    return _LONG_WORD.sub(lambda word: "\u200b".join(re.findall(".{1,10}", word[0])), text)
