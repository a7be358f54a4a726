"""The person-months of the partners: a table of all, or a column of one work package."""

from __future__ import annotations

from dataclasses import dataclass

from ...facts.model import Cluster, WorkPackage
from ...page.setting import Link, Setting
from ...words.forms import number_form
from ..outcomes import cluster_link, work_package_link


@dataclass(frozen=True)
class EffortRow:
    """One partner."""

    cluster: Link
    months: tuple[str, ...]
    """In each column; empty where there are none."""


@dataclass(frozen=True)
class EffortTable:
    """The partners that work in any of the work packages."""

    packages: tuple[Link, ...]
    """A column each; then, with more than one, that of the sums."""
    rows: tuple[EffortRow, ...]
    sums: tuple[str, ...]


def effort_table(setting: Setting, package: WorkPackage | None = None) -> EffortTable | None:
    """The months of one work package or of all; None where nothing is known of them."""
    project = setting.project
    packages = [package] if package else list(project.work_packages.values())
    columns = [one.id for one in packages if project.effort_of(work_package=one.id)]
    if not columns:
        return None
    shown = [*columns, ""] if len(columns) > 1 else columns
    rows = (
        EffortRow(cluster_link(setting, cluster), _months(setting, shown, cluster))
        for cluster in project.clusters.values()
        if any(project.effort_of(work_package=id, cluster=cluster.id) for id in columns)
    )
    links = (work_package_link(setting, project.work_packages[id]) for id in columns)
    return EffortTable(tuple(links), tuple(rows), _months(setting, shown))


def _months(
    setting: Setting, columns: list[str], cluster: Cluster | None = None
) -> tuple[str, ...]:
    project, id = setting.project, cluster.id if cluster else ""
    found = (project.effort_of(work_package=column, cluster=id) for column in columns)
    return tuple(number_form(months, setting.locale) if months else "" for months in found)
