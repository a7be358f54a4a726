"""All records of one project together, with the look-ups that views and checks need."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TypeVar

from ..files.sheets import Keys, Sheet
from ..problems import Problem
from ..words.collation import sort_key
from ..words.text import Locale
from .model import (
    Cluster,
    Contact,
    Objective,
    Outcome,
    Partnership,
    ProjectFacts,
    Record,
    WorkPackage,
)
from .vocabulary import OutcomeType, Relation

RELATED = 4
"""So many related outcomes are enough for one page."""


Kind = TypeVar("Kind", bound=Record)


class Project:
    """Everything that data/ says."""

    def __init__(
        self,
        *,
        facts: ProjectFacts,
        objectives: Mapping[str, Objective],
        work_packages: Mapping[str, WorkPackage],
        clusters: Mapping[str, Cluster],
        contacts: Mapping[str, Contact],
        partnerships: Mapping[str, Partnership],
        outcomes: Mapping[str, Outcome],
        root: Path = Path(),
        records: Mapping[str, Record] | None = None,
        sheets: Mapping[str, Sheet] | None = None,
    ) -> None:
        """`records` and `sheets`, what those were read from, are by path from the root."""
        self.root = root
        self.records = records or {}
        self.sheets = sheets or {}
        self.facts = facts
        self.objectives = dict(objectives)
        self.work_packages = dict(sorted(work_packages.items(), key=_by_number))
        self.clusters = _by_name(clusters, self.default_locale, lambda id: id != facts.coordinator)
        order = {id: at for at, id in enumerate(self.clusters)}
        self.contacts = _by_name(
            contacts,
            self.default_locale,
            lambda id: order.get(contacts[id].cluster, len(order)),
        )
        self.partnerships = _by_name(partnerships, self.default_locale)
        self.outcomes = dict(outcomes)

    @cached_property
    def locales(self) -> tuple[Locale, ...]:
        """The languages of the site, the default one first."""
        return tuple(Locale(code) for code in self.facts.languages)

    @property
    def default_locale(self) -> Locale:
        return self.locales[0]

    @cached_property
    def chronicle(self) -> tuple[Outcome, ...]:
        """Every outcome: dated ones by time, the latest first, then undated ones by id."""
        dated = [o for o in self.outcomes.values() if o.date]
        undated = [o for o in self.outcomes.values() if not o.date]
        dated.sort(key=lambda o: (o.date, o.id), reverse=True)
        return (*dated, *sorted(undated, key=lambda o: o.id))

    @cached_property
    def listed(self) -> tuple[Outcome, ...]:
        """Every outcome in the order of a list: the project's own first, then by time."""
        order = list(Relation)
        return tuple(sorted(self.chronicle, key=lambda o: order.index(o.relation)))

    @cached_property
    def counted(self) -> int:
        """The number of the project's own outcomes, each counted once."""
        own = (o for o in self.outcomes.values() if o.relation is Relation.PROJECT)
        return sum(not o.repeats for o in own)

    @cached_property
    def reports(self) -> dict[str, tuple[Outcome, ...]]:
        """For each outcome the outcomes that are about it."""
        found: dict[str, list[Outcome]] = {}
        for outcome in self.chronicle:
            for about in outcome.about:
                found.setdefault(about, []).append(outcome)
        return {key: tuple(values) for key, values in found.items()}

    @cached_property
    def neighbours(self) -> dict[str, tuple[Outcome | None, Outcome | None]]:
        """For each dated outcome those of the same relation just before and just after, in time."""
        dated: dict[Relation, list[Outcome]] = {}
        for outcome in self.chronicle:
            if outcome.date:
                dated.setdefault(outcome.relation, []).append(outcome)
        return {
            outcome.id: (earlier, later)
            for line in dated.values()
            for later, outcome, earlier in zip([None, *line], line, [*line[1:], None], strict=False)
        }

    @cached_property
    def _alike(self) -> dict[tuple[object, ...], list[Outcome]]:
        found: dict[tuple[object, ...], list[Outcome]] = {}
        for outcome in self.chronicle:
            found.setdefault(_likeness(outcome), []).append(outcome)
        return found

    def related(self, outcome: Outcome) -> tuple[Outcome, ...]:
        """A few others of the same work package, type and relation, the latest first."""
        told = {outcome.id, *outcome.about, *outcome.repeats}
        told.update(other.id for other in self.reports.get(outcome.id, ()))
        alike = (other for other in self._alike[_likeness(outcome)] if other.id not in told)
        return tuple(islice(alike, RELATED))

    def named_on(self, outcome: Outcome) -> set[str]:
        """The ids of all outcomes that the page of one names, itself among them."""
        others = (
            *self.neighbours.get(outcome.id, ()),
            *self.reports.get(outcome.id, ()),
            *self.related(outcome),
        )
        return {outcome.id, *outcome.about, *outcome.repeats, *(o.id for o in others if o)}

    @cached_property
    def work_packages_of(self) -> dict[str, tuple[WorkPackage, ...]]:
        """For each objective the work packages that serve it."""
        return {
            key: tuple(w for w in self.work_packages.values() if key in w.objectives)
            for key in self.objectives
        }

    def outcomes_where(
        self,
        *,
        work_package: str | None = None,
        cluster: str | None = None,
        type: OutcomeType | None = None,
        relation: Relation | None = None,
    ) -> tuple[Outcome, ...]:
        """The outcomes that fit, in the order of the chronicle."""
        return tuple(
            o
            for o in self.chronicle
            if (work_package is None or o.work_package == work_package)
            and (cluster is None or cluster in o.clusters)
            and (type is None or o.type is type)
            and (relation is None or o.relation is relation)
        )

    def leads_of(self, cluster: str) -> tuple[WorkPackage, ...]:
        """The work packages that a cluster leads."""
        return tuple(w for w in self.work_packages.values() if w.lead == cluster)

    def contacts_of(self, cluster: str) -> tuple[Contact, ...]:
        return tuple(c for c in self.contacts.values() if c.cluster == cluster)

    def partnerships_of(self, cluster: str) -> tuple[Partnership, ...]:
        return tuple(p for p in self.partnerships.values() if cluster in p.clusters)

    def of(self, kind: type[Kind]) -> Iterator[tuple[str, Kind]]:
        """The records of a kind with their files, in the order of the files."""
        return ((file, record) for file, record in self.records.items() if isinstance(record, kind))

    def problem(self, file: str, path: Keys, message: str, code: str) -> Problem:
        """A problem at a value of a record, by the keys that lead to it."""
        return self.sheets[file].problem(path, message, code)

    def key_problem(self, file: str, path: Keys, message: str, code: str) -> Problem:
        """A problem at the name of a field."""
        return self.sheets[file].key_problem(path, message, code)


Named = TypeVar("Named", Cluster, Contact, Partnership)


def _by_name(
    records: Mapping[str, Named], locale: Locale, first: Callable[[str], int] = lambda _: 0
) -> dict[str, Named]:
    """Records by name, as the default language orders its letters: one order on all pages.

    What `first` says of an id goes before.
    """
    return dict(
        sorted(
            records.items(),
            key=lambda item: (first(item[0]), sort_key(item[1].name, locale), item[0]),
        )
    )


def _likeness(outcome: Outcome) -> tuple[object, ...]:
    return outcome.work_package, outcome.type, outcome.relation


def _by_number(item: tuple[str, WorkPackage]) -> int:
    return int(item[0].removeprefix("WP"))
