"""The project month by month: a mark for each dated outcome, and what came before and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ... import addresses
from ...facts.model import Outcome
from ...facts.vocabulary import Relation, Status, TypeGroup
from ...page.setting import Link, Setting
from ...words.dates import PartialDate
from ...words.forms import date_form, month_initial, number_form, year_span
from ...words.text import Words
from ..outcomes import LISTED, OutcomeRow, counted, outcome_row
from .timescale import MARK, WIDTH, Slot, Timescale

DROPS = 12
"""The most marks above each other; a number above them tells how many more there are."""
STEP = 24
"""The height of a mark with the room above it."""
BELOW = 38
"""How far below the scale the years stand."""
TOP = 30
"""Room above the marks for what the parts of the scale are called."""


@dataclass(frozen=True)
class TimelineDrop:
    """One outcome; the centre of its mark in units of the view box."""

    x: float
    y: float
    span: tuple[float, float] | None
    """From where to where it lasted, or may lie where its source tells only the month."""
    vague: bool
    """Whether its source tells only a month or a year."""
    group: TypeGroup
    own: bool
    """Whether it is the project's own."""
    href: str
    name: Words
    """Its title, when it was, and what kind of thing it is."""


@dataclass(frozen=True)
class TimelineRest:
    """How many outcomes of a column are not drawn, and where that is written."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class TimelineMonth:
    """One column of the scale."""

    x: float
    middle: float
    initial: str
    """Of the month; empty where there is no room for it."""


@dataclass(frozen=True)
class TimelineYear:
    """A year below the scale, as far as the project ran in it."""

    x: float
    end: float
    year: int
    told: bool
    """Whether outcomes stand there of which no month is known."""


@dataclass(frozen=True)
class TimelineRow:
    """One outcome in the list."""

    row: OutcomeRow
    group: TypeGroup
    own: bool
    about: str
    """The day where it is known, what kind of thing it is, and whose where not the project's."""


@dataclass(frozen=True)
class TimelineGroup:
    """A month, or a year of which the month is not known."""

    title: str
    rows: tuple[TimelineRow, ...]


@dataclass(frozen=True)
class TimelineChart:
    """The scale and the marks; all lengths in units of the view box."""

    width: int
    height: int
    base: int
    """The height at which the scale lies."""
    start: float
    """Where the months of the project begin, and where they end."""
    end: float
    project: str
    before: str
    """What is called before the project; empty where nothing came before."""
    after: str
    months: tuple[TimelineMonth, ...]
    years: tuple[TimelineYear, ...]
    drops: tuple[TimelineDrop, ...]
    rest: tuple[TimelineRest, ...]
    description: str

    @property
    def spans(self) -> bool:
        """Whether some lasted several days."""
        return any(drop.span and not drop.vague for drop in self.drops)

    @property
    def vague(self) -> bool:
        """Whether of some only the month or the year is known."""
        return any(drop.vague for drop in self.drops) or any(year.told for year in self.years)


@dataclass(frozen=True)
class Timeline:
    """The drawing, and the same outcomes as a list; as numbers where they are many."""

    chart: TimelineChart
    counted: str
    """How many outcomes these are: the project's own, and those of others."""
    types: tuple[tuple[TypeGroup, str, str], ...]
    """What the shapes mean, and how many there are of each."""
    rows: tuple[TimelineGroup, ...]
    """The earliest first; none where the outcomes are too many for a list."""
    counts: tuple[tuple[str, str], ...]
    """Instead of rows: each of these groups, with the number of outcomes in it."""
    undated: TimelineGroup | None
    """What has no date, with the number in its title."""
    more: Link | None
    """Instead of rows: to the list of all."""


def timeline(setting: Setting) -> Timeline:
    """What was done, by the project and around it, on a scale of months."""
    done = [o for o in setting.project.chronicle if o.status is Status.DONE and not o.repeats]
    dated = [(o, o.date) for o in reversed(done) if o.date]
    undated = [o for o in done if not o.date]
    groups = list(_groups(setting, dated))
    # A list on a page must not grow without end.
    many = len(done) > LISTED
    counts = ((title, counted(setting, "browse.count", len(own))) for title, own in groups)
    return Timeline(
        chart=_chart(setting, dated, many=many),
        counted=_counted(setting, done),
        types=tuple(_types(setting, done)),
        rows=() if many else tuple(_group(setting, title, own) for title, own in groups),
        counts=tuple(counts) if many else (),
        undated=_undated(setting, undated, many=many) if undated else None,
        more=_all(setting) if many else None,
    )


def _chart(
    setting: Setting, dated: list[tuple[Outcome, PartialDate]], *, many: bool
) -> TimelineChart:
    facts, t = setting.project.facts, setting.t
    scale = Timescale(facts.start, facts.end, dated)
    slots = list(scale.slots(DROPS))
    base = _base(slots)
    years = year_span(facts.start.year, facts.end.year, setting.locale)
    return TimelineChart(
        width=WIDTH,
        height=base + 60,
        base=base,
        start=scale.start,
        end=scale.end,
        project=facts.acronym,
        before=t("timeline.before") if scale.before else "",
        after=t("timeline.after") if scale.after else "",
        months=tuple(_months(setting, scale)),
        years=tuple(_years(scale, slots)),
        drops=tuple(_drop(setting, slot, base) for slot in slots if slot.level is not None),
        rest=tuple(_rest(setting, slots, base)),
        description=t("timeline.description_many" if many else "timeline.description", years=years),
    )


def _base(slots: list[Slot]) -> int:
    """As high as the tallest column, with its number where it does not end."""
    above = [slot.level for slot in slots if not slot.below]
    levels = max((level + 1 for level in above if level is not None), default=1)
    return TOP + (levels + (None in above)) * STEP + 4


def _drop(setting: Setting, slot: Slot, base: int) -> TimelineDrop:
    outcome, seat = slot.outcome, slot.seat
    return TimelineDrop(
        x=seat.x,
        y=base + BELOW if slot.below else base - 16 - (slot.level or 0) * STEP,
        span=seat.span,
        vague=bool(outcome.date and outcome.date.precision == "month"),
        group=outcome.type.group,
        own=outcome.relation is Relation.PROJECT,
        href=setting.page(addresses.outcome(outcome.id)),
        name=_name(setting, outcome),
    )


def _name(setting: Setting, outcome: Outcome) -> Words:
    # All in the language of the title: an attribute cannot be in two.
    title = setting.words(outcome.title)
    t = setting.edition.wordings[title.locale]
    when = date_form(outcome.date, title.locale) if outcome.date else ""
    return title.said(f"{title}, {when}, {t(f'type.{outcome.type}')}")


def _rest(setting: Setting, slots: list[Slot], base: int) -> Iterator[TimelineRest]:
    left = Counter((slot.seat.middle, slot.below) for slot in slots if slot.level is None)
    for (x, below), number in left.items():
        y = base + BELOW + 5 if below else base - 8 - DROPS * STEP
        yield TimelineRest(x, y, f"+{number_form(number, setting.locale)}")


def _months(setting: Setting, scale: Timescale) -> Iterator[TimelineMonth]:
    for number in range(scale.columns):
        x = scale.start + number * scale.width
        month = (scale.first.months + number) % 12 + 1
        initial = month_initial(month, setting.locale) if scale.width >= MARK else ""
        yield TimelineMonth(round(x, 1), round(x + scale.width / 2, 1), initial)


def _years(scale: Timescale, slots: list[Slot]) -> Iterator[TimelineYear]:
    told = {slot.outcome.date.year for slot in slots if slot.below and slot.outcome.date}
    for year in scale.years:
        yield TimelineYear(*scale.year(year), year, year in told)


def _groups(
    setting: Setting, dated: list[tuple[Outcome, PartialDate]]
) -> Iterator[tuple[str, list[Outcome]]]:
    """By month, the earliest first; what has only a year comes before the months of it."""
    found: dict[str, list[Outcome]] = {}
    for outcome, date in dated:
        whole = 4 if date.precision == "year" else 7
        found.setdefault(date.first.isoformat()[:whole], []).append(outcome)
    for group in sorted(found):
        yield date_form(PartialDate.parse(group), setting.locale), found[group]


def _group(setting: Setting, title: str, outcomes: list[Outcome]) -> TimelineGroup:
    return TimelineGroup(title, tuple(_row(setting, outcome) for outcome in outcomes))


def _row(setting: Setting, outcome: Outcome) -> TimelineRow:
    row, own = outcome_row(setting, outcome), outcome.relation is Relation.PROJECT
    about = [row.tag] if own else [row.tag, setting.t(f"relation.{outcome.relation}")]
    if outcome.date and outcome.date.precision in ("day", "span"):
        about.insert(0, row.when)
    return TimelineRow(row, outcome.type.group, own, " · ".join(about))


def _undated(setting: Setting, outcomes: list[Outcome], *, many: bool) -> TimelineGroup:
    title = counted(setting, "timeline.undated", len(outcomes))
    return _group(setting, title, [] if many else outcomes)


def _types(setting: Setting, done: list[Outcome]) -> Iterator[tuple[TypeGroup, str, str]]:
    """What the shapes mean, with how many there are of each."""
    numbers = Counter(outcome.type.group for outcome in done)
    for group in TypeGroup:
        if number := numbers[group]:
            text = number_form(number, setting.locale)
            yield group, setting.t(f"group.{group}"), text


def _counted(setting: Setting, done: list[Outcome]) -> str:
    own = sum(outcome.relation is Relation.PROJECT for outcome in done)
    texts = [counted(setting, "timeline.own", own)]
    if others := len(done) - own:
        texts.append(counted(setting, "timeline.others", others))
    return " ".join(texts)


def _all(setting: Setting) -> Link:
    text = counted(setting, "outcome.all", len(setting.project.listed))
    href = setting.page(addresses.outcomes_where(sort="oldest"))
    return Link(setting.own(text), href)
