"""Where each block of a deck goes on its slides; what is too long flows on to further ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from typing import TypeVar

from pptx.presentation import Presentation as Deck

from ...words.text import Words
from ..model import (
    Cell,
    Document,
    Facts,
    Figure,
    Moment,
    Moments,
    Numbers,
    Paragraph,
    Part,
    Partners,
    People,
    Points,
    Sheet,
    Table,
)
from ..palette import Palette
from .canvas import TALLEST, Canvas, Line, room_below
from .fitting import Sizes, below, fitting, joined, most, rows_in, sized
from .master import (
    BAND,
    FOOT,
    HEIGHT,
    LEAST,
    NAMES,
    SENTENCE,
    SIDE,
    WIDTH,
    Box,
    columns,
    presentation,
)
from .measure import Par, Run, pages, shortened, tall
from .paragraphs import Paragraphs, dark, lead_of, names_of

Block = TypeVar("Block")
_SIZES: Sizes = (28, 26, 24, 22, 20, LEAST)
_EMBLEM = 64
"""The height of the emblem on a slide, in points."""


def drawn(document: Document, palette: Palette) -> Deck:
    """The deck."""
    deck = presentation(palette, document.project)
    drawing = Drawing(deck, document, palette)
    for sheet in document.sheets:
        for canvas in drawing.slides(sheet):
            if sheet.sources:
                canvas.notes(sheet.sources)
            canvas.finish()
    return deck


class Drawing:
    """The slides of a document."""

    def __init__(self, deck: Deck, document: Document, palette: Palette) -> None:
        self._deck = deck
        self._document = document
        self._palette = palette
        self._say = Paragraphs(palette)
        self._said = dict(document.labels)

    def slides(self, sheet: Sheet) -> Iterator[Canvas]:
        """One or more for a sheet."""
        draw: dict[Part, Callable[[Sheet], Iterator[Canvas]]] = {
            Part.COVER: self._cover,
            Part.INTRODUCTION: self._introduction,
            Part.WORK_PACKAGE: self._package,
            Part.CONSORTIUM: self._consortium,
            Part.LABELS: self._labels,
            Part.MOMENTS: self._moments,
            Part.PROMISED: self._promised,
            Part.CONTACTS: self._contacts,
            Part.FUNDING: self._funding,
        }
        return draw[sheet.part](sheet)

    def _new(self, sheet: Sheet, *, goes_on: bool = False) -> Canvas:
        canvas = Canvas.on(self._deck, sheet.part, rtl=self._document.rtl)
        colour = dark(sheet.hue) if sheet.hue else ""
        kicker = sheet.kicker
        if goes_on:
            more = self._said["continued"]
            kicker = more.said(f"{kicker} · {more}") if kicker else more
        canvas.title(sheet.title, kicker, colour)
        return canvas

    def _flowed(self, sheet: Sheet, pars_of: Callable[[float], list[Par]]) -> Iterator[Canvas]:
        """Paragraphs in one column, as large as they fit; else on further slides."""
        room = room_below(sheet.title, above=bool(sheet.kicker))
        size = fitting(_SIZES, room, pars_of)
        for at, part in enumerate(self._parts(sheet, pars_of(size), room)):
            canvas = self._new(sheet, goes_on=at > 0)
            canvas.text(1, part, canvas.room)
            yield canvas

    def _parts(self, sheet: Sheet, pars: list[Par], room: Box) -> Iterable[Sequence[Par]]:
        """What each slide holds: further ones have a few words above the title."""
        if tall(pars, room.width) <= room.height:
            return [pars]
        return pages(pars, room.width, room_below(sheet.title, above=True).height)

    # The kinds of slides.

    def _cover(self, sheet: Sheet) -> Iterator[Canvas]:
        canvas = Canvas.on(self._deck, sheet.part, rtl=self._document.rtl)
        lead, figure, names = (
            _one(sheet, Paragraph),
            _one(sheet, Figure),
            _one(sheet, Partners),
        )
        width = 560
        size = max(min(76, 800 / max(len(sheet.title.text), 1)), LEAST)
        title = shortened(Par((Run(sheet.title, size, bold=True),)), width, TALLEST)
        pars = [[title], lead_of(lead), self._names(names)]
        heights = [tall(par, width) for par in pars]
        top = max((BAND - sum(heights) - 44) / 2 + 12, 48)
        for idx, part, height in zip((0, 1, NAMES), pars, heights, strict=True):
            canvas.text(idx, part, Box(SIDE, top, width, height))
            top += height + 22
        if sheet.kicker:
            canvas.text(13, [Par((Run(sheet.kicker, 20),))])
        if figure:
            broad = min(264, 340 * figure.drawing.width / figure.drawing.height)
            box = Box(WIDTH - 64 - broad, 0, broad, 340)
            high = min(340, broad * figure.drawing.height / figure.drawing.width)
            canvas.picture(figure.drawing, box._replace(top=(BAND - high) / 2), figure.alt)
        self._notice(canvas, BAND + 22, whole=False)
        yield canvas

    def _names(self, names: Partners | None) -> list[Par]:
        if not names or not names.partners:
            return []
        return [Par(tuple(names_of(names.partners)))]

    def _introduction(self, sheet: Sheet) -> Iterator[Canvas]:
        points, numbers = _one(sheet, Points), _one(sheet, Numbers)
        if points:
            yield from self._flowed(sheet, lambda size: self._say.points(points, size + 2))
            return
        room = room_below(sheet.title, above=bool(sheet.kicker))
        left = room._replace(width=540.0)
        lead, *others = _all(sheet, Paragraph)

        def pars_of(size: float) -> list[Par]:
            first = Run(lead.text, size + 4, self._palette.deep, bold=True)
            return [Par((first,), 14), *(Par((Run(p.text, size),), 10) for p in others)]

        size = fitting((24, 22, 20, LEAST), left, pars_of)
        for at, part in enumerate(self._parts(sheet, pars_of(size), left)):
            canvas = self._new(sheet, goes_on=at > 0)
            canvas.text(1, part, canvas.room._replace(width=540.0))
            if numbers and at == 0:
                canvas.text(2, list(self._say.numbers(numbers)), room._replace(left=644, width=260))
            yield canvas

    def _package(self, sheet: Sheet) -> Iterator[Canvas]:
        lead, points = _one(sheet, Paragraph), _one(sheet, Points)
        text = [Par((Run(lead.text, 0),), 16)] if lead else []
        if points and (found := self._beside(sheet, text, points)):
            canvas = self._new(sheet)
            for idx, (pars, box) in enumerate(found, start=1):
                canvas.text(idx, pars, box)
            self._edge(canvas, sheet)
            yield canvas
            return

        def pars_of(size: float) -> list[Par]:
            return [*sized(text, size), *(self._say.points(points, size) if points else ())]

        for canvas in self._flowed(sheet, pars_of):
            self._edge(canvas, sheet)
            yield canvas

    def _beside(
        self, sheet: Sheet, text: list[Par], points: Points
    ) -> Sequence[tuple[list[Par], Box]]:
        """A long text beside the list, as large as both fit; empty where they do not."""
        if sum(len(par.runs[0].words.text) for par in text) <= _LONG:
            return ()
        room = room_below(sheet.title, above=bool(sheet.kicker))
        for size in (24, 22, 20, LEAST):
            said, listed = sized(text, size), self._say.points(points, size)
            for share in (0.5, 0.58, 0.42):
                left = room._replace(width=(room.width - 44) * share)
                right = Box(
                    left.left + left.width + 44, room.top, room.width - left.width - 44, room.height
                )
                if all(
                    tall(pars, box.width) <= box.height
                    for pars, box in ((said, left), (listed, right))
                ):
                    return (said, left), (listed, right)
        return ()

    def _edge(self, canvas: Canvas, sheet: Sheet) -> None:
        canvas.bar(Box(0, 0, 12, HEIGHT), dark(sheet.hue))

    def _consortium(self, sheet: Sheet) -> Iterator[Canvas]:
        figure, partners = _one(sheet, Figure), _one(sheet, Partners)
        listed = (
            [list(self._say.partner(partner)) for partner in partners.partners] if partners else []
        )
        canvas = self._new(sheet)
        room = canvas.room
        if figure:
            ratio = figure.drawing.width / figure.drawing.height
            widest = min(430.0, room.height * ratio)
            for width in (widest * share for share in (1, 0.9, 0.8, 0.7)):
                names = room._replace(width=room.width - width - 36)
                if tall(joined(listed), names.width) <= names.height:
                    canvas.text(1, joined(listed), names)
                    listed = []
                    break
            box = room._replace(left=WIDTH - SIDE - width, width=width)
            canvas.picture(figure.drawing, box, figure.alt)
            yield canvas
        if not listed:
            return
        yield from self._in_columns(sheet, listed, None if figure else canvas)

    def _in_columns(
        self, sheet: Sheet, entries: Sequence[Sequence[Par]], canvas: Canvas | None
    ) -> Iterator[Canvas]:
        """Entries in two columns, each whole; on further slides where they are many."""
        left = list(entries)
        while left:
            canvas = canvas or self._new(sheet, goes_on=True)
            # As many in each column, where all fit.
            for idx, box in enumerate(columns(2, 40, canvas.room), start=1):
                share = -(-len(left) // (3 - idx))
                taken = most(left[:share], box)
                canvas.text(idx, joined(left[:taken]), box)
                left = left[taken:]
                if not left:
                    break
            yield canvas
            canvas = None

    def _labels(self, sheet: Sheet) -> Iterator[Canvas]:
        table, notes = _one(sheet, Table), _all(sheet, Paragraph)
        canvas = self._new(sheet)
        if not table:
            return
        rows = [row for group in table.groups for row in group.rows]
        room = canvas.room
        said = [Par((Run(note.text, LEAST, self._palette.mist),)) for note in notes]
        below = tall(said, room.width)
        heights = _head_and(rows, 46, min(110, (room.height - below - 60) / max(len(rows), 1)))
        first = 170
        widths = (first, *((room.width - first) / len(row) for row in [rows[0][1:]] for _ in row))
        white = "#ffffff"

        def par(cell: Cell, *, bold: bool) -> Par:
            return Par((Run(cell.text, LEAST, white, bold=bold),), hang=68 if cell.sign else 0)

        shown = [
            [par(cell, bold=True) for cell in table.heads],
            *([par(cell, bold=at == 0) for at, cell in enumerate(row)] for row in rows),
        ]
        line = Line(1, self._palette.wave)
        canvas.table(room, shown, widths, heights, (line, line))
        self._signs(canvas, room, rows, widths, heights)
        if said:
            top = room.top + sum(heights) + 14
            canvas.text(1, said, room._replace(top=top, height=below))
        yield canvas

    def _signs(
        self,
        canvas: Canvas,
        room: Box,
        rows: Sequence[Sequence[Cell]],
        widths: Sequence[float],
        heights: Sequence[float],
    ) -> None:
        """The signs lie on the table: a cell holds no picture."""
        top = room.top + heights[0]
        for row, height in zip(rows, heights[1:], strict=True):
            left = room.left
            for cell, width in zip(row, widths, strict=True):
                if cell.sign:
                    box = Box(left + 4, top + 8, 54, height - 16)
                    canvas.picture(cell.sign, box)
                left += width
            top += height

    def _moments(self, sheet: Sheet) -> Iterator[Canvas]:
        for at, part in enumerate(self._together(sheet)):
            canvas = self._new(sheet, goes_on=at > 0)
            for idx, (moment, high, box) in enumerate(part, start=1):
                figure = box._replace(height=high)
                canvas.picture(moment.drawing, figure, moment.headline, moment.href)
                canvas.text(idx, self._say.moment(moment), below(box, high))
            yield canvas

    def _together(self, sheet: Sheet) -> Iterator[list[tuple[Moment, float, Box]]]:
        """The moments of each slide, with the heights of the figures, and the columns."""
        found = _one(sheet, Moments)
        left = list(found.moments) if found else []
        room = room_below(sheet.title, above=True)
        while left:
            part = [(moment, 80.0, room) for moment in left[:1]]
            for count, high in product((3, 2, 1), (150, 128, 104, 80)):
                boxes = columns(count, 34, room)
                shown = [(moment, float(high), box) for moment, box in zip(left, boxes)]  # noqa: B905
                if len(shown) == count and all(self._fits(*one) for one in shown):
                    part = shown
                    break
            yield part
            left = left[len(part) :]

    def _fits(self, moment: Moment, high: float, box: Box) -> bool:
        text = below(box, high)
        return tall(self._say.moment(moment), text.width) <= text.height

    def _promised(self, sheet: Sheet) -> Iterator[Canvas]:
        numbers, table = _one(sheet, Numbers), _one(sheet, Table)
        if numbers:
            canvas = self._new(sheet)
            self._numbers(canvas, numbers)
            yield canvas
        if table:
            yield from self._table(sheet, table)

    def _numbers(self, canvas: Canvas, numbers: Numbers) -> None:
        count = len(numbers.numbers)
        rows = max(-(-count // 2), 1)
        high = canvas.room.height / rows
        for at, number in enumerate(numbers.numbers):
            box = columns(2, 40, canvas.room)[at % 2]
            box = box._replace(top=box.top + at // 2 * high, height=high - 16)
            aside = 0.0
            if number.sign:
                aside = (
                    canvas.picture(number.sign, box._replace(top=box.top + 6, height=52)).width + 14
                )
            shown = number.label.said(number.number)
            pars = [
                Par((Run(shown, 54, self._palette.deep, bold=True),), 2),
                Par((Run(number.label, 22, bold=True),), 4),
            ]
            if number.note:
                pars.append(Par((Run(number.note, LEAST, self._palette.ink_2),)))
            canvas.box(pars, box._replace(left=box.left + aside, width=box.width - aside))

    def _table(self, sheet: Sheet, table: Table) -> Iterator[Canvas]:
        """As many rows on a slide as it has room for."""
        rows = [row for group in table.groups for row in group.rows]
        count = len(table.heads)
        head = [
            Par((Run(cell.text, LEAST, self._palette.ink_2, bold=True),), end=at > 0)
            for at, cell in enumerate(table.heads)
        ]
        at = 0
        while rows:
            canvas = self._new(sheet, goes_on=at > 0)
            room = canvas.room
            first = room.width * 0.36
            widths = (first, *((room.width - first) / (count - 1) for _ in range(count - 1)))
            top = max(tall([par], width - 8) for par, width in zip(head, widths, strict=True)) + 10
            body = [[self._say.cell(cell, n) for n, cell in enumerate(row)] for row in rows]
            heights = [
                max(tall([p], w - 8) for p, w in zip(row, widths, strict=True)) + 12 for row in body
            ]
            fit = rows_in(heights, room.height - top)
            shown = [head, *body[:fit]]
            lines = Line(1.5, self._palette.deep), Line(0.75, self._palette.line)
            canvas.table(room, shown, widths, [top, *heights[:fit]], lines)
            rows, at = rows[fit:], at + 1
            yield canvas

    def _contacts(self, sheet: Sheet) -> Iterator[Canvas]:
        people = _one(sheet, People)
        if not people:
            return
        entries = [list(self._say.person(person)) for person in people.people]
        for entry in entries:
            entry[-1] = entry[-1]._replace(after=24)
        if people.how:
            entries.append([Par((Run(people.how, LEAST, self._palette.ink_2),))])
        yield from self._in_columns(sheet, entries, self._new(sheet))

    def _funding(self, sheet: Sheet) -> Iterator[Canvas]:
        """The grant above the funding block, which no slide parts."""
        facts = _one(sheet, Facts)
        high = max(tall(self._say.notice(self._document.notice, whole=True), _BESIDE), _EMBLEM)
        top = FOOT - 16 - high
        room = room_below(sheet.title, above=bool(sheet.kicker))
        above = room._replace(height=top - 16 - room.top)
        size = fitting((20, LEAST), above, lambda size: self._granted(facts, size))
        pars = self._granted(facts, size)
        if tall(pars, above.width) > above.height:
            yield from self._flowed(sheet, lambda size: pars)
            pars = []
        canvas = self._new(sheet, goes_on=not pars)
        if pars:
            canvas.text(1, pars, above)
        self._notice(canvas, top if pars else canvas.room.top, whole=True)
        yield canvas

    def _granted(self, facts: Facts | None, size: float) -> list[Par]:
        """The facts of the grant, and the address of the site."""
        pars = list(self._say.facts(facts, size)) if facts else []
        if self._document.url:
            url = Words(self._document.url, self._document.locale, self._document.locale)
            pars.append(Par((Run(url, size, bold=True, href=url.text),)))
        return pars

    def _notice(self, canvas: Canvas, top: float, *, whole: bool) -> None:
        notice = self._document.notice
        emblem = Box(SIDE, top, _EMBLEM * 1.5, _EMBLEM)
        canvas.picture(notice.emblem, emblem, notice.emblem_alt)
        pars = self._say.notice(notice, whole=whole)
        height = tall(pars, _BESIDE)
        if not whole:
            top += max((_EMBLEM - height) / 2, 0)
        left = WIDTH - SIDE - _BESIDE
        canvas.text(SENTENCE, pars, Box(left, top, _BESIDE, height))


_LONG = 330
"""Above so many letters a text stands beside the list, not above it."""
_BESIDE = WIDTH - 2 * SIDE - _EMBLEM * 1.5 - 28
"""How wide the sentences are that stand beside the emblem."""


def _one(sheet: Sheet, kind: type[Block]) -> Block | None:
    return next((block for block in sheet.blocks if isinstance(block, kind)), None)


def _all(sheet: Sheet, kind: type[Block]) -> list[Block]:
    return [block for block in sheet.blocks if isinstance(block, kind)]


def _head_and(rows: Sequence[object], head: float, other: float) -> list[float]:
    return [head, *(other for _ in rows)]
