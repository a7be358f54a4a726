"""What a block says on a slide, as paragraphs; where they stand is of drawing.py."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...facts.vocabulary import Hue
from ...words.text import Words
from ..model import Cell, Facts, Moment, Notice, Numbers, Paragraph, Partner, Person, Points
from ..palette import DARK, LIGHT, Palette
from .master import LEAST
from .measure import Par, Run, wide


class Paragraphs:
    """Those of each kind of block, in the colours of a palette."""

    def __init__(self, palette: Palette) -> None:
        self._palette = palette

    def numbers(self, numbers: Numbers) -> Iterator[Par]:
        for number in numbers.numbers:
            shown = number.label.said(number.number)
            yield Par((Run(shown, 40, self._palette.deep, bold=True),))
            yield Par((Run(number.label, LEAST, bold=True),), 14)

    def points(self, points: Points, size: float) -> list[Par]:
        size = max(size - 2, LEAST)
        codes = [
            Run(
                point.text.said(point.code if points.codes else "•"),
                size,
                self._palette.accent,
                bold=True,
            )
            for point in points.points
        ]
        hang = max(wide(code.words.text, code) for code in codes) + size * 0.6
        return [
            Par(
                (Run(point.text, size, href=point.href),),
                size * (0.6 if size > LEAST else 0.4),
                code,
                hang,
            )
            for point, code in zip(points.points, codes, strict=True)
        ]

    def partner(self, partner: Partner) -> Iterator[Par]:
        hue = dark(partner.hue)
        text = f"{partner.number}  {partner.name}" if partner.number else partner.name.text
        name = Run(partner.name.said(text), 20, hue, bold=True, href=partner.href)
        *short, last = partner.lines if len(partner.lines) > 2 else (*partner.lines, None)
        lines = [line for line in short if line]
        runs = [Run(line, LEAST, before=" · " if at else "") for at, line in enumerate(lines)]
        yield Par((name,), 0 if lines or last else 14)
        if runs:
            yield Par(tuple(runs), 2 if last else 14)
        if last:
            yield Par((Run(last, LEAST, self._palette.ink_2),), 14)

    def moment(self, moment: Moment) -> list[Par]:
        when = Run(moment.when, LEAST, self._palette.accent, bold=True)
        name = Run(moment.headline, 20, self._palette.deep, bold=True)
        return [Par((when,), 6), Par((name,), 6), Par((Run(moment.summary, LEAST),))]

    def cell(self, cell: Cell, at: int) -> Par:
        colour = self._palette.wave if cell.text.text == "0" else ""
        run = Run(cell.text, LEAST, colour, bold=at == 0, href=cell.href)
        return Par((run,), end=at > 0)

    def person(self, person: Person) -> Iterator[Par]:
        yield Par((Run(person.name, 24, self._palette.deep, bold=True),), 2)
        cluster = Run(person.cluster.text, LEAST, self._palette.ink_2, bold=True)
        yield Par((cluster._replace(href=person.cluster.href),), 2)
        if person.role:
            yield Par((Run(person.role, LEAST),), 2)
        if person.email:
            yield Par((Run(person.name.said(person.email), 20),))

    def facts(self, facts: Facts, size: float) -> Iterator[Par]:
        for one in facts.facts:
            label = Run(one.label.said(f"{one.label}:"), size, self._palette.ink_2, bold=True)
            values = (
                Run(value.text, size, href=value.href, before=", " if at else " ")
                for at, value in enumerate(one.values)
            )
            yield Par((label, *values), 8 if size > LEAST else 4)

    def notice(self, notice: Notice, *, whole: bool) -> list[Par]:
        """The funding block without its emblem."""
        pars = [Par((Run(_stopped(notice.statement), 20, self._palette.ink, bold=True),), 6)]
        if whole and notice.disclaimer:
            pars.append(Par((Run(notice.disclaimer, LEAST, self._palette.ink),), 6))
        if whole and notice.original:
            statement, disclaimer = notice.original
            label = notice.original_label
            said = (label, _stopped(statement), *([disclaimer] if disclaimer else ()))
            quiet = self._palette.ink_2
            runs = (Run(w, LEAST, quiet, before=" " if at else "") for at, w in enumerate(said))
            pars.append(Par(tuple(runs)))
        return pars


def lead_of(lead: Paragraph | None) -> list[Par]:
    if not lead:
        return []
    long = len(lead.text.text)
    size = 26 if long < 120 else 22 if long < 200 else LEAST
    return [Par((Run(lead.text, size),))]


def names_of(partners: Iterable[Partner]) -> Iterator[Run]:
    for at, partner in enumerate(partners):
        colour = LIGHT[partner.hue]
        yield Run(partner.name, 20, colour, bold=True, before="    " if at else "")


def dark(hue: Hue | None) -> str:
    return DARK[hue] if hue else "#465a6a"


def _stopped(words: Words) -> Words:
    """A sentence with its full stop."""
    return words if words.text.endswith(".") else words.said(f"{words}.")
