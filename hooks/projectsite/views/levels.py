"""Which excellence label each cluster held when the project began, and once all had one."""

from __future__ import annotations

from dataclasses import dataclass

from .. import addresses
from ..facts.model import Cluster, Label
from ..facts.vocabulary import Hue, Level
from ..page.setting import Setting
from ..words.dates import PartialDate
from ..words.forms import date_form


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

    clusters: tuple[tuple[str, str], ...]
    rows: tuple[LevelRow, ...]
    note: str
    """What is inferred; empty for nothing."""


SHOWN = 6
"""So many clusters fit into a row."""


def levels(setting: Setting) -> Levels | None:
    """None unless every cluster came to have a label while the project ran, and one had none."""
    project = setting.project
    clusters = tuple(project.clusters.values())
    begin = project.facts.start
    firsts = [_first(cluster) for cluster in clusters]
    all_had = max((label.since for label in firsts if label), default=None)
    if None in firsts or not all_had or not begin < all_had <= project.facts.end:
        return None
    if len(clusters) > SHOWN:
        return None
    rows = tuple(_row(setting, clusters, when) for when in (begin, all_had))
    inferred = any(cell.inferred for row in rows for cell in row.cells)
    return Levels(
        tuple(
            (cluster.abbreviation or cluster.name, setting.page(addresses.cluster(cluster.id)))
            for cluster in clusters
        ),
        rows,
        setting.t("label.inferred") if inferred else "",
    )


def _first(cluster: Cluster) -> Label | None:
    """The first label that a cluster held."""
    return next((label for label in cluster.labels if label.level is not Level.NONE), None)


def _row(setting: Setting, clusters: tuple[Cluster, ...], when: PartialDate) -> LevelRow:
    return LevelRow(
        date_form(when, setting.locale),
        tuple(_cell(setting, cluster, when) for cluster in clusters),
    )


def _cell(setting: Setting, cluster: Cluster, when: PartialDate) -> LevelCell:
    held = [label for label in cluster.labels if label.since.first <= when.last]
    level = held[-1].level if held else Level.NONE
    inferred = held[-1].inferred if held else True
    return LevelCell(cluster.hue, level, setting.t(f"label.{level}"), inferred)
