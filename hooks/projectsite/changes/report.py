"""What a comparison found, as a file: written by one program, read by another that trusts nothing.

A workflow writes it while it runs what a stranger proposes, so the stranger may have written any of
it. It is read with the bounds below, and whatever it holds is shown as text.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..files.archives import COMPRESSIONS, DAMAGED
from ..files.given import given_bytes
from ..problems import Problem, ProblemsFound, shown
from .sites import Comparison, PageChange

REPORT = "changes.json"
LIMIT_BYTES = 2_000_000
MOST = 5_000
"""So many entries a list may have."""

_Words = Annotated[str, Field(max_length=200)]
_Address = Annotated[str, Field(max_length=400)]
_Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
_Languages = Annotated[tuple[_Language, ...], Field(max_length=60)]
_Count = Annotated[int, Field(ge=0, le=10_000_000)]


class _Told(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class ToldPage(_Told):
    """A page, in the languages in which it changes alike."""

    kind: Literal["added", "changed", "moved", "gone"]
    address: _Address
    title: _Words
    languages: _Languages
    parts: tuple[Literal["title", "text", "links", "pictures", "order"], ...] = ()
    to: _Address = ""


class OlderText(_Told):
    """A text whose translations have become older than their source."""

    file: _Address
    field: _Address
    languages: _Languages


class Figure(_Told):
    """A line in which nothing but numbers differ."""

    before: _Words
    after: _Words
    pages: Annotated[tuple[_Words, ...], Field(max_length=MOST)]
    """The titles of the pages that show it."""


class Report(_Told):
    """All that is told of a change."""

    pages: Annotated[tuple[ToldPage, ...], Field(max_length=MOST)] = ()
    same: _Count = 0
    frames: _Languages = ()
    """The languages in which the menu or the foot differ."""
    older: Annotated[tuple[OlderText, ...], Field(max_length=MOST)] = ()
    lost: Annotated[tuple[_Address, ...], Field(max_length=MOST)] = ()
    figures: Annotated[tuple[Figure, ...], Field(max_length=MOST)] = ()
    notes: Annotated[tuple[_Address, ...], Field(max_length=20)] = ()
    """What could not be compared, and why."""


def report_of(
    found: Comparison,
    figures: Iterable[Figure],
    older: Iterable[OlderText],
    notes: Sequence[str] = (),
) -> Report:
    """The report of a comparison; of endless lists the beginning."""
    texts, numbers = list(older), list(figures)
    left = sum(max(0, len(told) - MOST) for told in (found.pages, texts, found.lost, numbers))
    more = [f"{left} further entries are left out."] * bool(left)
    return Report(
        pages=tuple(_page(page) for page in found.pages[:MOST]),
        same=found.same,
        frames=found.framed,
        older=tuple(texts[:MOST]),
        lost=tuple(shown(address, 400) for address in found.lost[:MOST]),
        figures=tuple(numbers[:MOST]),
        notes=tuple(shown(note, 400) for note in (*notes, *more)),
    )


def _page(page: PageChange) -> ToldPage:
    return ToldPage.model_validate(
        {
            "kind": page.kind,
            "address": shown(page.below, 400),
            "title": shown(page.title, 200),
            "languages": tuple(page.lines),
            "parts": tuple(sorted(page.parts)),
            "to": shown(page.to, 400),
        }
    )


def read_report(path: Path) -> Report:
    """The report in a file: changes.json, or a .zip that holds it and nothing else.

    Raises ProblemsFound for anything else; nothing of it is in the message.
    """
    try:
        return Report.model_validate_json(_bytes(path))
    except (ValidationError, RecursionError, *DAMAGED):
        said = f"this is no report of changes, or holds more than {LIMIT_BYTES} bytes."
    raise ProblemsFound([Problem(path.name, 0, 0, said, "form")])


def _bytes(path: Path) -> bytes:
    data = given_bytes(path, LIMIT_BYTES)
    if len(data) > LIMIT_BYTES:
        raise ValueError
    if path.suffix != ".zip":
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        (member,) = archive.infolist()
        if member.filename != REPORT or member.compress_type not in COMPRESSIONS:
            raise ValueError
        # What a zip says of its size may be a lie: read no more than is allowed.
        with archive.open(member) as stream:
            data = stream.read(LIMIT_BYTES + 1)
    if len(data) > LIMIT_BYTES:
        raise ValueError
    return data
