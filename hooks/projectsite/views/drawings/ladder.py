"""The ladder: which excellence label each cluster held, and when, drawn and as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ... import addresses
from ...facts.model import Cluster, Label, Source
from ...facts.project import Project
from ...facts.vocabulary import Hue, Level, OutcomeType
from ...page.evidence import linked_pages, readable
from ...page.setting import Link, Setting
from ...words.dates import PartialDate
from ...words.forms import date_form, list_form, year_span
from ...words.text import Words
from .ladder_chart import LEVELS, Chart, Told, small_chart, wide_chart
from .levels import label_of, level_at

TOGETHER = 5
"""So many clusters fit into one chart; more have one each."""
LONG = 28
"""A name of so many letters does not fit beside the chart."""
COLUMNS = ("cluster.before", "cluster.during", "cluster.after")
"""Of the table."""


class Entry(NamedTuple):
    """One thing that the table tells of a cluster."""

    link: Link
    inferred: bool = False
    note: Words | None = None


@dataclass(frozen=True)
class LadderRow:
    """One cluster: its own chart for narrow screens, and its line of the table."""

    name: str
    href: str
    hue: Hue
    chart: Chart
    says: str
    """The chart in words."""
    cells: tuple[tuple[str, tuple[Entry, ...]], ...]
    """Before, during and after the project; each with its heading, for narrow screens."""


@dataclass(frozen=True)
class Ladder:
    """All clusters that have labels."""

    title: str
    """What the chart shows, in a sentence."""
    chart: Chart | None
    """All clusters together; None where they are too many."""
    description: str
    heads: tuple[str, ...]
    rows: tuple[LadderRow, ...]
    key: tuple[tuple[str, str], ...]
    """The kinds of line that are drawn, each with what it means."""


def ladder(setting: Setting) -> Ladder | None:
    """None where no cluster has labels."""
    clusters = [c for c in setting.project.clusters.values() if c.labels]
    if not clusters:
        return None
    told = [_told(setting, cluster) for cluster in clusters]
    years = _years(setting.project, clusters)
    rows = tuple(_row(setting, one, years) for one in told)
    levels, window = _levels(setting), _window(setting.project)
    chart = wide_chart(told, levels, years, window) if len(told) <= TOGETHER else None
    return Ladder(
        _title(setting, clusters),
        chart,
        setting.t("ladder.description", years=year_span(*years, setting.locale)),
        tuple(map(setting.t, COLUMNS)),
        rows,
        tuple(_key(setting, [row.chart for row in rows])),
    )


@dataclass(frozen=True)
class LadderLane:
    """One cluster alone, on its page."""

    row: LadderRow
    key: tuple[tuple[str, str], ...]


def ladder_lane(setting: Setting, cluster: Cluster) -> LadderLane | None:
    """None for a cluster without labels."""
    if not cluster.labels:
        return None
    row = _row(setting, _told(setting, cluster), _years(setting.project, [cluster]))
    return LadderLane(row, tuple(_key(setting, [row.chart])))


def _levels(setting: Setting) -> list[str]:
    return [setting.t(f"label.{level}") for level in LEVELS]


def _window(project: Project) -> tuple[date, date]:
    return project.facts.start.first, project.facts.end.last


def _years(project: Project, clusters: Iterable[Cluster]) -> tuple[int, int]:
    """From the first label to two years after the project, or to the last label after that."""
    facts = project.facts
    begun = [label.since.year for cluster in clusters for label in cluster.labels]
    # The calendar of Python ends with the year 9999, and the scale needs the day after its last.
    return min(facts.start.year, *begun), min(max(facts.end.year + 2, *begun), 9998)


def _told(setting: Setting, cluster: Cluster) -> Told:
    short = cluster.abbreviation or cluster.name
    notes = tuple(
        setting.t(
            "ladder.renewed" if renewed else "ladder.note",
            date=date_form(label.since, setting.locale),
            name=short,
            level=setting.t(f"label.{label.level}"),
        )
        for label, renewed in _labels(cluster)
    )
    known = setting.t("ladder.known", date=date_form(_until(cluster.labels[-1]), setting.locale))
    name = cluster.name if len(cluster.name) < LONG else short
    return Told(cluster, setting.project.hues[cluster.id], name, known, notes)


def _labels(cluster: Cluster) -> Iterator[tuple[Label, bool]]:
    """Each label, and whether it is the one before it once more."""
    before = None
    for label in cluster.labels:
        yield label, before is label.level
        before = label.level


def _until(label: Label) -> PartialDate:
    """The last date for which a source shows a label."""
    return label.until if label.until and label.until.last > label.since.last else label.since


def _row(setting: Setting, told: Told, years: tuple[int, int]) -> LadderRow:
    cluster = told.cluster
    entries = tuple(_entries(setting, cluster))
    return LadderRow(
        name=cluster.name,
        href=setting.page(addresses.cluster(cluster.id)),
        hue=setting.project.hues[cluster.id],
        chart=small_chart(told, _levels(setting), years, _window(setting.project)),
        says=setting.t("page.separator").join(entry.link.text.text for _, entry in entries),
        cells=tuple(
            (head, tuple(entry for at, entry in entries if at == column))
            for column, head in enumerate(map(setting.t, COLUMNS))
        ),
    )


def _entries(setting: Setting, cluster: Cluster) -> Iterator[tuple[int, Entry]]:
    """What is told of each label, with the column for it; of the last one also its last source."""
    facts = setting.project.facts

    def said(key: str, label: Label, date: PartialDate) -> Words:
        level = setting.t(f"label.{label.level}")
        return setting.own(setting.t(key, level=level, date=date_form(date, setting.locale)))

    def column(date: PartialDate) -> int:
        return (date.last >= facts.start.first) + (date.first > facts.end.last)

    for label, renewed in _labels(cluster):
        text = said("ladder.entry_renewed" if renewed else "ladder.entry", label, label.since)
        link = Link(text, _award(setting, cluster, label) or _source(setting, label.sources[:1]))
        yield column(label.since), Entry(link, label.inferred, setting.optional_words(label.note))
    until = _until(label)
    if until is not label.since:
        link = Link(said("ladder.until", label, until), _source(setting, label.sources[-1:]))
        yield column(until), Entry(link)


def _award(setting: Setting, cluster: Cluster, label: Label) -> str | None:
    """The page of the outcome that tells how the cluster received the label."""
    for outcome in setting.project.outcomes_where(cluster=cluster.id, type=OutcomeType.LABEL):
        if label_of(setting.project, outcome) is label:
            return setting.page(addresses.outcome(outcome.id))
    return None


def _source(setting: Setting, sources: Iterable[Source]) -> str | None:
    url = next(iter(linked_pages(setting.project, sources)), None)
    return readable(setting.project, url) if url else None


def _title(setting: Setting, clusters: Iterable[Cluster]) -> str:
    """How many clusters rose between the first and the last day of the project."""
    facts, first, higher = setting.project.facts, 0, Counter[Level]()
    for cluster in clusters:
        before, after = level_at(cluster, facts.start.first), level_at(cluster, facts.end.last)
        if before and after and LEVELS.index(after) < LEVELS.index(before):
            if before is Level.NONE:
                first += 1
            else:
                higher[after] += 1
    parts = [setting.t("ladder.first", count=first)] if first else []
    parts += (
        setting.t("ladder.higher", count=higher[level], level=setting.t(f"label.{level}"))
        for level in LEVELS
        if level in higher
    )
    return list_form(parts, setting.locale) if parts else setting.t("label.title")


def _key(setting: Setting, charts: Iterable[Chart]) -> Iterator[tuple[str, str]]:
    """Only what is drawn is explained."""
    lanes = [lane for chart in charts for lane in chart.lanes]
    drawn = {line.sure for lane in lanes for line in lane.lines}
    drawn |= {"year" for lane in lanes if lane.bars}
    for kind, key in _KEY.items():
        if kind in drawn:
            yield kind, setting.t(key)


_KEY = {
    "sourced": "ladder.sourced",
    "inferred": "ladder.inferred",
    "year": "ladder.year",
    "open": "ladder.open",
}
