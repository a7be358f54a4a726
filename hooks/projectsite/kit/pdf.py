"""Documents as PDF, drawn by Typst: tagged (PDF/UA-1), for archives (PDF/A-2a), the same bytes for
the same document.

Data reach the templates as JSON and are drawn from code, so that no sign in a text is markup.
"""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from ..facts.model import Brand
from ..problems import Problem, ProblemsFound
from ..words.text import Words, one_line
from . import worker
from .drawings import Drawing, svg
from .model import Document, Genre
from .notice import EMBLEM_MM
from .palette import DARK, LIGHT, palette_of
from .streams import with_clear_ends

TEMPLATES = Path(__file__).parent / "templates"
FONTS = Path(__file__).parent / "fonts"
_WEIGHTS = ("Regular", "SemiBold", "ExtraBold")
_TEMPLATE_OF = {
    Genre.DECK: "deck",
    Genre.POSTER: "poster",
    Genre.FACTSHEET: "factsheet",
    Genre.WORK_PACKAGE: "sheet",
    Genre.CLUSTER: "sheet",
    Genre.OUTCOME: "sheet",
    Genre.PROMISED: "sheet",
}
LONG = 30
"""Where a word has more letters, a line may end within it: no narrow column is as wide."""
_LONG_WORD = re.compile(rf"\S{{{LONG},}}")
FEW = 8
"""So many documents are drawn here: to start other processes would take longer."""


class Look(NamedTuple):
    """How a project's documents look."""

    brand: Brand
    fonts: tuple[str, ...] = (str(FONTS),)
    """The folders with fonts: ours, and one of the project where it has more."""


def job_of(document: Document, look: Look) -> worker.Job:
    """All that a document is drawn from."""
    moment = document.moment
    return {
        "template": str(TEMPLATES / f"{_TEMPLATE_OF[document.genre]}.typ"),
        "root": str(TEMPLATES),
        "fonts": [*look.fonts],
        "inputs": {"document": as_json(document), "style": style(look.brand)},
        "day": [moment.year, moment.month, moment.day],
    }


def drawn(documents: Sequence[Document], look: Look) -> list[bytes]:
    """The PDF of each document, with the work shared among the cores; in place of one that holds a
    letter of no font stands what cannot be drawn, see unprintable.

    Raises ProblemsFound where a template fails, without the funding block for one, or a font of
    ours is missing, for which Typst would take another.
    """
    if lacks := [name for name in _WEIGHTS if not (FONTS / f"Figtree-{name}.ttf").is_file()]:
        said = f"Figtree-{lacks[0]}.ttf is missing. Take it from the repository again."
        raise ProblemsFound([Problem("hooks/projectsite/kit/fonts", 0, 0, said, "kit-template")])
    jobs = [job_of(document, look) for document in documents]
    return [_pdf(*pair) for pair in zip(documents, answered(jobs, FEW), strict=True)]


def answered(jobs: list[worker.Job], few: int) -> list[worker.Answer]:
    """What has become of each job; of so few they are done here."""
    cores = min(os.cpu_count() or 1, len(jobs) // few)
    if cores < 2:
        return [worker.answer(job) for job in jobs]
    # The largest first, then dealt out like cards: all processes end at about the same time, and
    # what Typst remembers of a large document does not slow down many small ones after it.
    order = sorted(range(len(jobs)), key=lambda at: len(str(jobs[at]["inputs"])), reverse=True)
    shares = [order[core::cores] for core in range(cores)]
    with ThreadPoolExecutor(cores) as pool:
        found = pool.map(_elsewhere, [[jobs[at] for at in share] for share in shares])
        answers = dict(zip(chain(*shares), chain(*found), strict=True))
    return [answers[at] for at in range(len(jobs))]


def _elsewhere(jobs: list[worker.Job]) -> list[worker.Answer]:
    """The answers of a process of its own; what it leaves undone, if it dies, is done here."""
    done = subprocess.run(  # noqa: S603 - this Python, on a file of ours
        [sys.executable, "-I", worker.__file__],
        input=json.dumps(jobs),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    answers = [json.loads(line) for line in done.stdout.splitlines() if line.endswith("}")]
    return [*answers, *map(worker.answer, jobs[len(answers) :])]


def _pdf(document: Document, answer: worker.Answer) -> bytes:
    if "drawn" in answer:
        return with_clear_ends(base64.b64decode(answer["drawn"]))
    if letters := _unprintable(answer["message"]):
        return letters.encode()
    said = f"{document.name}.{document.locale}.pdf: {answer['message']} {answer['trace']}"
    place = f"hooks/projectsite/kit/templates/{_TEMPLATE_OF[document.genre]}.typ"
    raise ProblemsFound([Problem(place, 0, 0, said, "kit-template")])


NAMELESS = "\N{REPLACEMENT CHARACTER}"
"""In place of letters that Typst does not name."""


def _unprintable(told: str) -> str:
    """The letters that keep a document from being drawn; empty where something else does."""
    if found := worker.unprintable(told):
        return found[0] or NAMELESS
    return NAMELESS if "text with missing codepoints" in told else ""


def unprintable(content: bytes) -> str:
    """The letters that no font has (or NAMELESS), where these stand in place of a document; else
    empty."""
    return "" if content.startswith(b"%PDF-") else content.decode()


_PAGES = re.compile(rb"/Type\s*/Pages\b[^>]*?/Count (\d+)|/Count (\d+)[^>]*?/Type\s*/Pages\b")


def page_count(content: bytes) -> int:
    """How many pages a PDF of Typst's has: the largest node of its tree is the whole."""
    return max(int(a or b) for a, b in _PAGES.findall(content))


def as_json(value: Any) -> str:
    """What a template reads of a record, or of what plain has made of some."""
    return json.dumps(plain(value), ensure_ascii=False, separators=(",", ":"), sort_keys=True)


@cache
def style(brand: Brand) -> str:
    """Colours, outline, the order of the fonts, and the least size of the emblem, as JSON."""
    palette = palette_of(brand)
    content = {
        "colours": {f.name: getattr(palette, f.name) for f in fields(palette)[1:]},
        "hues": {"light": dict(LIGHT), "dark": dict(DARK)},
        "outline": {
            "body": palette.outline.body,
            "box": palette.outline.small_box,
            "glint": palette.outline.glint,
        },
        "fonts": ["Figtree", "Libertinus Serif", "DejaVu Sans Mono"],
        "emblem": EMBLEM_MM,
    }
    return json.dumps(content, sort_keys=True)


def plain(value: Any) -> Any:
    """Records as objects; each block with the name of its kind, drawings as SVG and words."""
    if isinstance(value, Words):
        language, _, region = value.locale.partition("-")
        return {"text": breakable(one_line(value.text)), "lang": language, "region": region}
    if isinstance(value, Drawing):
        kept = ("left", "top", "width", "words")
        said = {name: plain(getattr(value, name)) for name in kept}
        lines = svg(replace(value, words=()))
        return {"svg": lines, "ratio": value.width / value.height, **said}
    if is_dataclass(value) and not isinstance(value, type):
        content = {field.name: plain(getattr(value, field.name)) for field in fields(value)}
        return {"kind": type(value).__name__.lower(), **content}
    if isinstance(value, tuple):
        return _of_tuple(value)
    if isinstance(value, datetime):
        return [value.year, value.month, value.day]
    return value


def _of_tuple(value: tuple[Any, ...]) -> Any:
    names: Iterator[str] = iter(getattr(value, "_fields", ()))
    named = {name: plain(getattr(value, name)) for name in names}
    return named or [plain(part) for part in value]


def breakable(text: str) -> str:
    """A text in which a line may end within a word that is longer than any narrow column."""
    return _LONG_WORD.sub(lambda word: "\u200b".join(re.findall(".{1,10}", word[0])), text)
