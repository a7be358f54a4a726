"""Time from left to right: the months of a project to scale, and what lies on either side."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Day
from functools import cached_property
from math import ceil

from ...facts.model import Outcome
from ...words.dates import PartialDate

WIDTH = 1120
"""Units of the view box: pixels of a wide page."""
ASIDE = 104
"""The width of what lies before the project, and of what lies after: neither is to scale."""
MARK = 16
"""The width of a mark with the room beside it."""
SHORTEST = 14
"""Of the lines for spans: that of a few days would not be seen below its mark."""
COLUMNS = 60
"""More months than these are drawn several to a column."""
FIGURES = 42
"""The width of a year in figures, below the scale."""


@dataclass(frozen=True)
class Seat:
    """Where an outcome stands from left to right."""

    x: float
    middle: float
    """Of its column, where it is told how many more there are."""
    columns: tuple[float, ...]
    """All columns that it takes up."""
    span: tuple[float, float] | None = None
    """Where it begins and ends, unless that is a day."""


@dataclass(frozen=True)
class Slot:
    """Where an outcome stands."""

    outcome: Outcome
    seat: Seat
    level: int | None
    """From 0 upwards; None where there is no room."""
    below: bool = False
    """Whether it stands below the scale, beside its year."""


@dataclass(frozen=True)
class Timescale:
    """A scale for the months of a project, and the outcomes in, before and after them."""

    first: PartialDate
    last: PartialDate
    dated: Sequence[tuple[Outcome, PartialDate]]
    """The earliest first."""

    @cached_property
    def before(self) -> list[Outcome]:
        return [outcome for outcome, date in self.dated if date.last < self.first.first]

    @cached_property
    def after(self) -> list[Outcome]:
        return [outcome for outcome, date in self.dated if date.first > self.last.last]

    @property
    def start(self) -> float:
        return ASIDE if self.before else 0

    @property
    def end(self) -> float:
        return WIDTH - (ASIDE if self.after else 0)

    @property
    def months(self) -> int:
        return max(self.last.months - self.first.months + 1, 1)

    @property
    def step(self) -> int:
        """How many months make a column."""
        return ceil(self.months / COLUMNS)

    @property
    def columns(self) -> int:
        return ceil(self.months / self.step)

    @property
    def width(self) -> float:
        """Of a column."""
        return (self.end - self.start) / self.columns

    @property
    def years(self) -> range:
        return range(self.first.year, self.last.year + 1)

    def year(self, year: int) -> tuple[float, float]:
        """From where to where a year goes, as far as the project ran in it."""
        return self.at(Day(year, 1, 1)), self.at(Day(year, 12, 31), whole=True)

    def at(self, day: Day, *, whole: bool = False) -> float:
        """Where a day begins; or, as a whole, where it ends."""
        within = (day.day - (not whole)) / monthrange(day.year, day.month)[1]
        x = self.start + (self._month(day) + within) / self.step * self.width
        return round(min(max(x, self.start), self.end), 1)

    def column(self, day: Day) -> int:
        return min(max(self._month(day) // self.step, 0), self.columns - 1)

    def slots(self, most: int) -> Iterator[Slot]:
        """A slot for each outcome, at most so many above each other."""
        levels: defaultdict[float, set[int]] = defaultdict(set)
        totals = Counter(date.year for _, date in self.dated if date.precision == "year")
        in_year: Counter[int] = Counter()
        aside = {**self._aside(self.before, 0), **self._aside(self.after, self.end)}
        for outcome, date in self.dated:
            if outcome.id not in aside and date.precision == "year":
                seat, fits = self._in_year(date.year, in_year[date.year], totals[date.year])
                in_year[date.year] += 1
                yield Slot(outcome, seat, 0 if fits else None, below=True)
                continue
            seat = aside.get(outcome.id) or self._in_months(date)
            free = (n for n in range(most) if all(n not in levels[at] for at in seat.columns))
            level = next(free, None)
            if level is not None:
                for at in seat.columns:
                    levels[at].add(level)
            yield Slot(outcome, seat, level)

    def _month(self, day: Day) -> int:
        """How many months after the first."""
        return day.year * 12 + day.month - 1 - self.first.months

    def _in_months(self, date: PartialDate) -> Seat:
        first, last = self.column(date.first), self.column(date.last)
        span = self.at(date.first), self.at(date.last, whole=True)
        middle = self.start + (first + 0.5) * self.width
        # At its day, as far as the mark stays within its column.
        room = max(self.width - MARK, 0) / 2
        x = round(min(max(sum(span) / 2, middle - room), middle + room), 1)
        if span[1] - span[0] < SHORTEST:
            span = round(x - SHORTEST / 2, 1), round(x + SHORTEST / 2, 1)
        drawn = None if date.precision == "day" else span
        return Seat(x, round(middle, 1), tuple(range(first, last + 1)), drawn)

    def _aside(self, outcomes: list[Outcome], left: float) -> dict[str, Seat]:
        """Before or after the project: in the order of time, as many beside each other as fit."""
        seats = min(ASIDE // MARK, len(outcomes)) or 1
        first = left + (ASIDE - seats * MARK + MARK) / 2
        found = {}
        for at, outcome in enumerate(outcomes):
            x = first + at * seats // len(outcomes) * MARK
            found[outcome.id] = Seat(x, x, (-1 - x,))
        return found

    def _in_year(self, year: int, ordinal: int, total: int) -> tuple[Seat, bool]:
        """Beside the figures of a year, and whether there is room."""
        start, end = self.year(min(max(year, self.first.year), self.last.year))
        seats = int((end - start - FIGURES) // MARK)
        # Where there are too many, the last seat is for their number.
        fits = ordinal < (seats if total <= seats else seats - 1)
        at = ordinal if fits else max(seats - 1, 0)
        x = round(start + FIGURES + (at + 0.5) * MARK, 1)
        return Seat(x, x, ()), fits
