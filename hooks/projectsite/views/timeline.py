"""The project month by month: a thin scale with a drop for each dated outcome."""

from __future__ import annotations

from dataclasses import dataclass

from ..local_forms import month_initial
from ..vocabulary import Relation, Status
from .outcomes import OutcomeRow, outcome_row
from .setting import Setting

MONTH_WIDTH = 40
"""Width of a month in units of the view box."""
DROP_HEIGHT = 22
"""Height of a drop and of the step between drops of one month."""


@dataclass(frozen=True)
class TimelineDrop:
    """One outcome; the centre of its drop in units of the view box."""

    x: float
    y: float


@dataclass(frozen=True)
class TimelineMonth:
    """One month of the scale."""

    x: int
    initial: str
    year: int | None
    """The year, at the first month of the project and at each January."""


@dataclass(frozen=True)
class Timeline:
    """The scale, the drops, and the same outcomes as a list."""

    width: int
    height: int
    base: int
    """The height at which the scale lies."""
    months: tuple[TimelineMonth, ...]
    drops: tuple[TimelineDrop, ...]
    years: str
    rows: tuple[OutcomeRow, ...]
    """The earliest first."""
    undated: str
    """How many more outcomes have no date within the project; empty for none."""


def timeline(setting: Setting) -> Timeline:
    """The project's own done outcomes; a year alone is too wide for a place on the scale."""
    project = setting.project
    start, end = project.facts.start, project.facts.end
    own = [
        o
        for o in project.outcomes_where(relation=Relation.PROJECT)
        if o.status is Status.DONE and not o.repeats
    ]
    placed = [(o, o.date) for o in reversed(own) if o.date and o.date.precision != "year"]
    columns: dict[int, int] = {}
    heights = []
    for _, date in placed:
        column = date.months - start.months
        if not 0 <= column <= end.months - start.months:
            continue  # before or after the project: in the list only
        columns[column] = columns.get(column, 0) + 1
        heights.append((column, columns[column]))
    tallest = max(columns.values(), default=1)
    base = tallest * DROP_HEIGHT + 10
    count = len(own) - len(placed)
    return Timeline(
        width=(end.months - start.months + 1) * MONTH_WIDTH,
        height=base + 48,
        base=base,
        months=tuple(_months(setting)),
        drops=tuple(
            TimelineDrop((column + 0.5) * MONTH_WIDTH, base - 4 - step * DROP_HEIGHT + 11)
            for column, step in heights
        ),
        years=f"{start.year}–{end.year}",
        rows=tuple(outcome_row(setting, o) for o, _ in placed),
        undated=setting.t("timeline.undated", count=count) if count else "",
    )


def _months(setting: Setting) -> list[TimelineMonth]:
    start, end = setting.project.facts.start.months, setting.project.facts.end.months
    months = []
    for number in range(start, end + 1):
        year, index = divmod(number, 12)
        shown = year if index == 0 or number == start else None
        x = (number - start) * MONTH_WIDTH
        months.append(TimelineMonth(x, month_initial(index + 1, setting.locale), shown))
    return months
