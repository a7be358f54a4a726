"""Which excellence label each cluster held when the project began, and once all had one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ... import addresses
from ...facts.model import Cluster, Label, Outcome
from ...facts.project import Project
from ...facts.vocabulary import Hue, Level, OutcomeType
from ...page.setting import Link, Setting
from ...words.dates import PartialDate
from ...words.forms import country_name, date_form


@dataclass(frozen=True)
class LevelCell:
    """The label of one cluster at one time."""

    hue: Hue
    level: Level
    label: str
    """The level in a word: Bronze; no label."""
    inferred: bool


@dataclass(frozen=True)
class LevelRow:
    """All clusters at one time."""

    when: str
    cells: tuple[LevelCell, ...]


@dataclass(frozen=True)
class Levels:
    """A column for each cluster, with its name and the link to its page."""

    clusters: tuple[Link, ...]
    """By abbreviation, each with its country as a hint."""
    rows: tuple[LevelRow, ...]
    note: str
    """What is inferred; empty for nothing."""


SHOWN = 6
"""So many clusters fit into a row."""


def levels(setting: Setting, *, end: bool = False) -> Levels | None:
    """None unless every cluster came to have a label while the project ran, and one had none.

    With the end of the project as a third row where it is asked for, and another one by then.
    """
    project = setting.project
    clusters = tuple(project.clusters.values())
    begin = project.facts.start
    firsts = [_first(cluster) for cluster in clusters]
    all_had = max((label.since for label in firsts if label), default=None)
    if None in firsts or not all_had or not begin < all_had <= project.facts.end:
        return None
    if len(clusters) > SHOWN:
        return None
    times = (begin, all_had, project.facts.end) if end else (begin, all_had)
    rows = tuple(_row(setting, clusters, when) for when in times)
    if end and rows[-1].cells == rows[-2].cells:
        rows = rows[:-1]
    inferred = any(cell.inferred for row in rows for cell in row.cells)
    return Levels(
        tuple(_column(setting, cluster) for cluster in clusters),
        rows,
        setting.t("label.inferred") if inferred else "",
    )


NEAR = 62
"""So many days may lie between a label and the outcome that tells of it: one source dates the
letter, another one the celebration."""


def label_of(project: Project, outcome: Outcome) -> Label | None:
    """The label of a cluster that an outcome tells of; None for any other outcome."""
    if outcome.type is not OutcomeType.LABEL or not outcome.date:
        return None
    day = outcome.date.first
    near = [
        (abs((label.since.first - day).days), label)
        for id in outcome.clusters
        for label in project.clusters[id].labels
        if label.level is not Level.NONE and label.since.precision != "year"
    ]
    days, label = min(near, key=lambda pair: pair[0], default=(NEAR + 1, None))
    return label if days <= NEAR else None


def level_at(cluster: Cluster, day: date) -> Level | None:
    """The level that a cluster held on a day; None where that is not known."""
    held = [label.level for label in cluster.labels if label.since.first <= day]
    return held[-1] if held else None


def _first(cluster: Cluster) -> Label | None:
    """The first label that a cluster held."""
    return next((label for label in cluster.labels if label.level is not Level.NONE), None)


def _column(setting: Setting, cluster: Cluster) -> Link:
    return Link(
        setting.own(cluster.abbreviation or cluster.name),
        setting.page(addresses.cluster(cluster.id)),
        setting.own(country_name(cluster.country, setting.locale)),
    )


def _row(setting: Setting, clusters: tuple[Cluster, ...], when: PartialDate) -> LevelRow:
    return LevelRow(
        date_form(when, setting.locale),
        tuple(_cell(setting, cluster, when) for cluster in clusters),
    )


def _cell(setting: Setting, cluster: Cluster, when: PartialDate) -> LevelCell:
    held = [label for label in cluster.labels if label.since.first <= when.last]
    level = held[-1].level if held else Level.NONE
    inferred = held[-1].inferred if held else True
    return LevelCell(setting.project.hues[cluster.id], level, setting.t(f"label.{level}"), inferred)
