"""Pictures of each kind of page, with the boxes of emblem and funding sentence measured: what an
auditor asks for when the site itself is gone (model grant agreement, Article 17)."""

from __future__ import annotations

import csv
import html
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Any

from ..changes.pictures import WIDTH, Shot, take

BOXES = "boxes.csv"
"""The list of what was measured, in CSS pixels of the pictures."""
_SCRIPT = "measure.js"
_MEASURED = re.compile(r'<html[^>]* data-measured="([^"]*)"')
_TALLEST = 16_000
"""So many pixels of a page are pictured: more is no picture that programs open."""
_COLUMNS = (
    *("page", "picture", "date", "page_width", "page_height"),
    *("what", "place", "x", "y", "width", "height", "text"),
)


def one_of_each_kind(paths: Iterable[str]) -> Iterator[str]:
    """Of addresses below the root of a language: each page of its own, and one below each list."""
    seen = set()
    for path in sorted(paths):
        above = path.rstrip("/").rpartition("/")[0]
        if not above or above not in seen:
            seen.add(above)
            yield path


def take_proofs(
    site: Path, paths: Sequence[str], folder: Path, moment: datetime, program: str
) -> None:
    """Picture pages of a built site, whole, by a browser, and list the boxes on each.

    The site is used up: a script that measures is put into these pages.
    """
    folder.mkdir()
    script = resources.files(__package__).joinpath(_SCRIPT).read_text("utf-8")
    (site / _SCRIPT).write_text(script, "utf-8")
    for path in paths:
        page = site / path / "index.html"
        tag = f'<script src="{"../" * path.count("/")}{_SCRIPT}"></script>'
        text = page.read_text("utf-8").replace("</body>", f"{tag}\n</body>")
        page.write_text(text, "utf-8")
    shots = [Shot(site, path, folder / f"{_name(path)}.png", 900) for path in paths]
    # A page is as high as it is only in a window that is no higher.
    heights = [_measured(page).get("height", 0) for page in take(shots, program)]
    whole = [
        shot._replace(height=min(max(height, 900), _TALLEST))
        for shot, height in zip(shots, heights, strict=True)
    ]
    found = [_measured(page) for page in take(whole, program)]
    with (folder / BOXES).open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\r\n")
        table.writerow(_COLUMNS)
        for shot, told in zip(whole, found, strict=True):
            table.writerows(_rows(shot, told, moment))


def _name(path: str) -> str:
    return path.strip("/").replace("/", "-") or "home"


def _measured(page: str) -> dict[str, Any]:
    found = _MEASURED.search(page)
    return dict(json.loads(html.unescape(found[1]))) if found else {}


def _rows(shot: Shot, told: dict[str, Any], moment: datetime) -> Iterator[list[object]]:
    first = [f"/{shot.address}", shot.file.name, f"{moment:%Y-%m-%d}", WIDTH, shot.height]
    for box in told.get("boxes", ()):
        sizes = (round(box[name], 1) for name in ("x", "y", "width", "height"))
        yield [*first, box["what"], box["place"], *sizes, box["text"]]
