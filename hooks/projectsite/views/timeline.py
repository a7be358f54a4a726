"""The project month by month: a thin scale with a drop for each dated outcome."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .. import addresses
from ..facts.model import Outcome
from ..facts.project import Project
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
    facts, own = setting.project.facts, _done(setting.project)
    # A year alone has no month to stand at: such outcomes are counted below the timeline.
    placed = [(o, o.date) for o in own if o.date and o.date.precision != "year"]
    months = range(facts.start.months, facts.end.months + 1)
    # Before or after the project: in the list only.
    columns = Counter(date.months - months.start for _, date in placed if date.months in months)
    # A list on a page must not grow without end, nor columns of drops out of sight.
    many = len(placed) > LISTED
    most = DROPS if many else max(columns.values(), default=1)
    # “+5” above a full column needs the room of one more drop.
    base = max((min(n, most + 1) for n in columns.values()), default=1) * DROP_HEIGHT + 10
    undated = len(own) - len(placed)
    years = year_span(facts.start.year, facts.end.year, setting.locale)
    said = "timeline.description_many" if many else "timeline.description"
    return Timeline(
        width=len(months) * MONTH_WIDTH,
        height=base + 48,
        base=base,
        months=tuple(_months(setting)),
        drops=tuple(_drops(columns, most, base)),
        rest=tuple(_rest(setting, columns, most, base)),
        description=setting.t(said, years=years),
        rows=() if many else tuple(outcome_row(setting, o) for o, _ in placed),
        counts=tuple(_counts(setting, [date for _, date in placed])) if many else (),
        more=_all(setting) if many else None,
        undated=counted(setting, "timeline.undated", undated) if undated else "",
    )


def _done(project: Project) -> list[Outcome]:
    """The earliest first."""
    own = project.outcomes_where(relation=Relation.PROJECT)
    return [o for o in reversed(own) if o.status is Status.DONE and not o.repeats]


def _drops(columns: Mapping[int, int], most: int, base: int) -> Iterator[TimelineDrop]:
    for column, number in columns.items():
        for step in range(1, min(number, most) + 1):
            yield TimelineDrop(*_centre(column, step, base))


def _rest(
    setting: Setting, columns: Mapping[int, int], most: int, base: int
) -> Iterator[TimelineRest]:
    for column, number in columns.items():
        if number > most:
            text = f"+{number_form(number - most, setting.locale)}"
            yield TimelineRest(*_centre(column, most + 1, base), text)


def _centre(column: int, step: int, base: int) -> tuple[float, float]:
    """Of a drop; the first step of a column is the lowest."""
    return (column + 0.5) * MONTH_WIDTH, base + 7 - step * DROP_HEIGHT


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
