"""The project month by month: a thin scale with a drop for each dated outcome."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .. import addresses
from ..facts.vocabulary import Relation, Status
from ..page.setting import Link, Setting
from ..words.dates import PartialDate
from ..words.forms import date_form, month_initial, number_form, year_span
from .outcomes import LISTED, OutcomeRow, counted, outcome_row

MONTH_WIDTH = 40
"""Width of a month in units of the view box."""
DROP_HEIGHT = 22
"""Height of a drop and of the step between drops of one month."""

DROPS = 12
"""The most drops of a month; a number above them tells how many more there are."""


@dataclass(frozen=True)
class TimelineDrop:
    """One outcome; the centre of its drop in units of the view box."""

    x: float
    y: float


@dataclass(frozen=True)
class TimelineRest:
    """How many outcomes of a month are not drawn, and where that is written."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class TimelineMonth:
    """One month of the scale."""

    x: int
    initial: str
    year: int | None
    """The year, at the first month of the project and at each January."""


@dataclass(frozen=True)
class Timeline:
    """The scale, the drops, and the same outcomes as a list; as numbers where they are many."""

    width: int
    height: int
    base: int
    """The height at which the scale lies."""
    months: tuple[TimelineMonth, ...]
    drops: tuple[TimelineDrop, ...]
    rest: tuple[TimelineRest, ...]
    description: str
    rows: tuple[OutcomeRow, ...]
    """The earliest first; none where the outcomes are too many for a list."""
    counts: tuple[tuple[str, str], ...]
    """Instead of rows: each month that has outcomes, with their number."""
    more: Link | None
    """Instead of rows: to the list of all."""
    undated: str
    """How many more outcomes have no date within the project; empty for none."""


def timeline(setting: Setting) -> Timeline:
    """The project's own outcomes that are done, on a scale of months."""
    project = setting.project
    start, end = project.facts.start, project.facts.end
    own = [
        o
        for o in project.outcomes_where(relation=Relation.PROJECT)
        if o.status is Status.DONE and not o.repeats
    ]
    # A year alone has no month to stand at: such outcomes are counted below the timeline.
    placed = [(o, o.date) for o in reversed(own) if o.date and o.date.precision != "year"]
    columns: dict[int, int] = {}
    for _, date in placed:
        column = date.months - start.months
        # Before or after the project: in the list only.
        if 0 <= column <= end.months - start.months:
            columns[column] = columns.get(column, 0) + 1
    # A list on a page must not grow without end, nor columns of drops out of sight.
    many = len(placed) > LISTED
    most = DROPS if many else max(columns.values(), default=1)
    tallest = max((min(count, most) for count in columns.values()), default=1)
    # “+5” above a full column needs the room of one more drop.
    base = (tallest + any(count > most for count in columns.values())) * DROP_HEIGHT + 10
    count = len(own) - len(placed)

    def x(column: int) -> float:
        return (column + 0.5) * MONTH_WIDTH

    def y(step: int) -> float:
        return base - 4 - step * DROP_HEIGHT + 11

    years = year_span(start.year, end.year, setting.locale)
    return Timeline(
        width=(end.months - start.months + 1) * MONTH_WIDTH,
        height=base + 48,
        base=base,
        months=tuple(_months(setting)),
        drops=tuple(
            TimelineDrop(x(column), y(step))
            for column, number in columns.items()
            for step in range(1, min(number, most) + 1)
        ),
        rest=tuple(
            TimelineRest(x(column), y(most + 1), f"+{number_form(number - most, setting.locale)}")
            for column, number in columns.items()
            if number > most
        ),
        description=setting.t(
            "timeline.description_many" if many else "timeline.description", years=years
        ),
        rows=() if many else tuple(outcome_row(setting, o) for o, _ in placed),
        counts=tuple(_counts(setting, [date for _, date in placed])) if many else (),
        more=_all(setting) if many else None,
        undated=counted(setting, "timeline.undated", count) if count else "",
    )


def _counts(setting: Setting, dates: Iterable[PartialDate]) -> Iterator[tuple[str, str]]:
    """Each month that has outcomes, the earliest first, also before and after the project."""
    months = Counter(date.first.isoformat()[:7] for date in dates)
    for month, count in sorted(months.items()):
        name = date_form(PartialDate.parse(month), setting.locale)
        yield name, counted(setting, "browse.count", count)


def _all(setting: Setting) -> Link:
    text = counted(setting, "outcome.all", len(setting.project.listed))
    href = setting.page(addresses.outcomes_where(sort="oldest"))
    return Link(setting.own(text), href)


def _months(setting: Setting) -> list[TimelineMonth]:
    start, end = setting.project.facts.start.months, setting.project.facts.end.months
    months = []
    for number in range(start, end + 1):
        year, index = divmod(number, 12)
        shown = year if index == 0 or number == start else None
        x = (number - start) * MONTH_WIDTH
        months.append(TimelineMonth(x, month_initial(index + 1, setting.locale), shown))
    return months
