"""Where the clusters are at home and where they met, and who met there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ...facts.model import Cluster, Outcome
from ...facts.vocabulary import Known, Relation
from ...page.citation import town_and_country
from ...page.setting import Setting
from ...words.forms import list_form
from ...words.text import Words
from ..outcomes import OutcomeRow, counted, outcome_row
from .geography import project

NAMED = 6
"""More clusters than these are counted where it is said who was there."""
ASIDE = 14
"""How far apart the seats of two clusters in one town are drawn, in units of the map."""


@dataclass(frozen=True)
class Place:
    """The seat of a cluster, or a town where outcomes took place; often both."""

    number: int
    x: float
    y: float
    lines: tuple[Words, ...]
    """What is written beside it: the cluster, then the town."""
    cluster: Cluster | None
    outcomes: tuple[Outcome, ...]
    """What took place there, the earliest first."""

    @property
    def point(self) -> tuple[float, float]:
        return self.x, self.y

    @property
    def own(self) -> tuple[Outcome, ...]:
        """Of these the project's own: lines and circles show nothing else."""
        return tuple(o for o in self.outcomes if o.relation is Relation.PROJECT)

    @property
    def present(self) -> int:
        """The most clusters that are known to have met there; 0 where nobody is named."""
        return max((len(outcome.clusters) for outcome in self.own), default=0)


@dataclass(frozen=True)
class Meeting:
    """What took place somewhere, and who of the consortium came."""

    row: OutcomeRow
    who: str


@dataclass(frozen=True)
class MeetingPlace:
    """A town with what took place there, the earliest first."""

    number: int
    name: Words
    """Berlin, Germany"""
    meetings: tuple[Meeting, ...]


def places(setting: Setting) -> tuple[Place, ...]:
    """The seats in the order of the clusters, then the other towns in the order of time."""
    met: dict[tuple[float, float], list[Outcome]] = {}
    for outcome in _dated_first(setting):
        if outcome.position and outcome.place and not outcome.repeats:
            met.setdefault(outcome.position, []).append(outcome)
    found, last = [], len(setting.project.clusters)
    taken: Counter[tuple[float, float]] = Counter()
    for number, cluster in enumerate(setting.project.clusters.values(), start=1):
        if not cluster.position:
            continue
        x, y = project(*cluster.position)
        x += ASIDE * taken[cluster.position]
        taken[cluster.position] += 1
        seat = (setting.words(cluster.city),) if cluster.city else ()
        lines = (setting.own(short_name(cluster)), *seat)
        here = tuple(met.pop(cluster.position, ()))
        found.append(Place(number, round(x, 1), round(y, 1), lines, cluster, here))
    for number, (position, outcomes) in enumerate(met.items(), start=last + 1):
        x, y = project(*position)
        town = _town(setting, outcomes[0])
        found.append(Place(number, round(x, 1), round(y, 1), (town,), None, tuple(outcomes)))
    return tuple(found)


def short_name(cluster: Cluster) -> str:
    return cluster.abbreviation or cluster.name


def meeting_places(setting: Setting, found: tuple[Place, ...]) -> Iterator[MeetingPlace]:
    """Those of the places where something took place, as a list."""
    default = setting.project.default_locale
    for place in sorted(found, key=_first_day):
        if place.outcomes:
            name = town_and_country(place.outcomes[0], setting.t, default)
            meetings = (Meeting(outcome_row(setting, o), _who(setting, o)) for o in place.outcomes)
            yield MeetingPlace(place.number, name or setting.own(""), tuple(meetings))


def _first_day(place: Place) -> tuple[bool, str, int]:
    dates = [o.date.first.isoformat() for o in place.outcomes if o.date]
    return not dates, min(dates, default=""), place.number


def _dated_first(setting: Setting) -> list[Outcome]:
    """What is known to have taken place, the earliest first, then what has no date."""
    took_place = (Known.HAPPENED, Known.REPORTED)
    known = [o for o in setting.project.chronicle if o.known in took_place]
    return [*reversed([o for o in known if o.date]), *(o for o in known if not o.date)]


def _town(setting: Setting, outcome: Outcome) -> Words:
    return setting.words(outcome.place) if outcome.place else setting.own("")


def _who(setting: Setting, outcome: Outcome) -> str:
    """The clusters that came, and whether that is inferred."""
    t, clusters = setting.t, setting.project.clusters
    if outcome.relation is not Relation.PROJECT:
        return t(f"relation.{outcome.relation}")
    if not outcome.clusters:
        return t("map.nobody")
    names = [short_name(clusters[id]) for id in clusters if id in outcome.clusters]
    who = list_form(names, setting.locale)
    if len(names) > NAMED:
        who = counted(setting, "map.clusters", len(names))
    return t("map.inferred", clusters=who) if outcome.inference("clusters") else who
