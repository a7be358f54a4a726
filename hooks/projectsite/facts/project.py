"""All records of one project together, with the look-ups that views and checks need."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import cycle, islice
from pathlib import Path
from typing import Any, TypeVar

from ..files.yaml.sheets import Keys, Sheet, read_sheet
from ..problems import Problem
from ..words.collation import sort_key
from ..words.scripts import words_of
from ..words.text import Locale
from .accessibility import AccessibilityStatement, AccessibilityTest
from .folders import KINDS, PLAN
from .folders import Kind as RecordKind
from .model import (
    Brand,
    Cluster,
    Contact,
    FiledRecord,
    Objective,
    Outcome,
    Partnership,
    ProjectFacts,
    PublicPage,
    Record,
    Term,
    WorkPackage,
    references_of,
)
from .news import NewsItem
from .own_words import OwnWords
from .plan import Deliverable, Effort, Milestone, Planned
from .results import Indicator
from .visits import Visits, address_of
from .vocabulary import Form, Hue, Known, OutcomeType, Relation, Stage

RELATED = 4
"""So many related outcomes are enough for one page."""


Kind = TypeVar("Kind", bound=Record)
Filed = TypeVar("Filed", bound=FiledRecord)
Naming = TypeVar("Naming", bound=Record)
Named = Cluster | Contact | Partnership


class Project:
    """Everything that data/ says."""

    def __init__(
        self,
        *,
        facts: ProjectFacts,
        objectives: Mapping[str, Objective],
        pages: Mapping[str, PublicPage] | None = None,
        terms: Mapping[str, Term] | None = None,
        effort: Sequence[Effort] = (),
        brand: Brand | None = None,
        visits: Visits | None = None,
        accessibility: AccessibilityStatement | None = None,
        accessibility_test: AccessibilityTest | None = None,
        root: Path = Path(),
        own: OwnWords | None = None,
        day: date | None = None,
        records: Mapping[str, Record] | None = None,
        sheets: Mapping[str, Sheet] | None = None,
        **folders: Mapping[str, Any],
    ) -> None:
        """`folders` are the records of each kind by id; `records` and `sheets`, what those were
        read from, are by path from the root. After `day`, that of the build, contacts are left out
        that may not be shown any longer."""
        self.root = root
        self.own = own or OwnWords()
        self.pages = pages or {}
        self.terms = terms or {}
        self.effort = effort
        self.brand = brand or Brand()
        self.visits = visits or Visits()
        self.accessibility = accessibility or AccessibilityStatement()
        self.accessibility_test = accessibility_test
        self.records = records or {}
        self.sheets = sheets or {}
        self.facts = facts
        self.objectives = dict(objectives)
        self._by_id = {kind.model: dict(folders.get(kind.folder, {})) for kind in KINDS}
        self._all_contacts = self.by_id(Contact)
        self.former_contacts = frozenset(_former(self._all_contacts.values(), day))
        self._leave_out()
        self._put_in_order()
        self.outcomes = self.by_id(Outcome)
        self.work_packages = self.by_id(WorkPackage)
        self.clusters = self.by_id(Cluster)
        self.contacts = self.by_id(Contact)
        self.partnerships = self.by_id(Partnership)
        self.news = self.by_id(NewsItem)

    def _leave_out(self) -> None:
        """What is not shown: former contacts, also as authors, and drafts of news."""
        former = self.former_contacts
        contacts = self._all_contacts.items()
        self._by_id[Contact] = {id: contact for id, contact in contacts if id not in former}
        self._by_id[NewsItem] = {
            id: item.model_copy(update={"author": None}) if item.author in former else item
            for id, item in self.by_id(NewsItem).items()
            if not item.draft
        }

    def _put_in_order(self) -> None:
        """The records of each kind, as they stand on all pages."""
        self._sort(WorkPackage, lambda package: package.order)
        coordinator = self.facts.coordinator
        self._sort(Cluster, lambda one: (one.id != coordinator, *self._by_name(one)))
        # As their clusters; of a cluster that does not exist, which a law reports, last.
        order = {id: at for at, id in enumerate(self.by_id(Cluster))}
        self._sort(Contact, lambda one: (order.get(one.cluster, len(order)), *self._by_name(one)))
        self._sort(Partnership, self._by_name)
        # The latest first.
        self._sort(NewsItem, lambda item: (-item.date.first.toordinal(), item.id))
        for kind in PLAN:
            self._sort(kind.model, lambda planned: planned.order)

    @cached_property
    def hues(self) -> dict[str, Hue]:
        """The colour of each cluster: its own, or the next one that none has; with more clusters
        than colours they come again, as a name always stands beside them."""
        own = {cluster.hue for cluster in self.clusters.values()}
        free = cycle([hue for hue in Hue if hue not in own] or Hue)
        return {id: cluster.hue or next(free) for id, cluster in self.clusters.items()}

    def by_id(self, kind: type[Filed]) -> dict[str, Filed]:
        """The records of a kind by id, in their order on all pages; of the files without one."""
        return self._by_id[kind]

    def _sort(self, kind: type[Filed], key: Callable[[Filed], Any]) -> None:
        records = self.by_id(kind)
        self._by_id[kind] = dict(sorted(records.items(), key=lambda pair: key(pair[1])))

    def _by_name(self, record: Named) -> tuple[object, str]:
        """As the default language orders its letters: one order on all pages."""
        return sort_key(record.name, self.default_locale), record.id

    def sheet(self, file: str) -> Sheet:
        """A data file as read, for the places of its values."""
        return self.sheets.get(file) or read_sheet(self.root / file, file)

    @cached_property
    def ids(self) -> Mapping[str, Collection[str]]:
        """The ids that may be named, by what they name: see model.Reference."""
        return {
            **{kind.noun: self._by_id[kind.model] for kind in KINDS},
            "contact": self._all_contacts,
            "objective": self.objectives,
            "document": frozenset(document.id for document in self.facts.documents),
        }

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

    def upcoming(self, day: date) -> tuple[Outcome, ...]:
        """What is still to take place on a day, the next first."""
        ahead = (
            outcome
            for outcome in reversed(self.chronicle)
            if outcome.date and outcome.date.last >= day
            if outcome.is_open and not outcome.repeats and outcome.type.form is Form.EVENT
        )
        return tuple(ahead)

    @cached_property
    def news_beside(self) -> dict[str, tuple[NewsItem | None, NewsItem | None]]:
        """For each news item the one before it in time, and the one after."""
        line = [*self.news.values()]
        return {
            item.id: (earlier, later)
            for later, item, earlier in zip([None, *line], line, [*line[1:], None], strict=False)
        }

    @cached_property
    def _news_naming(self) -> dict[tuple[str, str], list[NewsItem]]:
        found: dict[tuple[str, str], list[NewsItem]] = {}
        for item in self.news.values():
            for named in {(reference.noun, id) for _, reference, id in references_of(item)}:
                found.setdefault(named, []).append(item)
        return found

    def news_of(self, kind: RecordKind, id: str) -> Sequence[NewsItem]:
        """The news that name a record, the latest first."""
        return self._news_naming.get((kind.noun, id), ())

    @cached_property
    def reports(self) -> dict[str, tuple[Outcome, ...]]:
        """For each outcome the outcomes that are about it, the latest first."""
        return _reversed(self.chronicle, lambda outcome: outcome.about)

    @cached_property
    def followers(self) -> dict[str, tuple[Outcome, ...]]:
        """For each outcome those that came out of it, the latest first."""
        return _reversed(self.chronicle, lambda outcome: outcome.follows)

    @cached_property
    def neighbours(self) -> dict[str, tuple[Outcome | None, Outcome | None]]:
        """For each dated outcome those of the same relation just before and just after, in time."""
        # For all at once: to look for the neighbours of each would grow with the square.
        dated: dict[Relation, list[Outcome]] = {}
        for outcome in self.chronicle:
            if outcome.date:
                dated.setdefault(outcome.relation, []).append(outcome)
        return {
            outcome.id: (earlier, later)
            for line in dated.values()
            for later, outcome, earlier in zip([None, *line], line, [*line[1:], None], strict=False)
        }

    # By likeness, as neighbours above: the page of an outcome must not go through all others.
    @cached_property
    def _alike(self) -> dict[tuple[object, ...], list[Outcome]]:
        found: dict[tuple[object, ...], list[Outcome]] = {}
        for outcome in self.chronicle:
            found.setdefault(_likeness(outcome), []).append(outcome)
        return found

    def related(self, outcome: Outcome) -> tuple[Outcome, ...]:
        """A few others of the same work package, type and relation, the latest first."""
        told = {outcome.id, *outcome.about, *outcome.repeats, *outcome.follows}
        told.update(other.id for other in self.reports.get(outcome.id, ()))
        told.update(other.id for other in self.followers.get(outcome.id, ()))
        alike = (other for other in self._alike[_likeness(outcome)] if other.id not in told)
        return tuple(islice(alike, RELATED))

    def named_on(self, outcome: Outcome) -> set[str]:
        """The ids of all outcomes that the page of one names, itself among them."""
        others = (
            *self.neighbours.get(outcome.id, ()),
            *self.reports.get(outcome.id, ()),
            *self.followers.get(outcome.id, ()),
            *self.related(outcome),
        )
        named = (*outcome.about, *outcome.repeats, *outcome.follows)
        return {outcome.id, *named, *(o.id for o in others if o)}

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

    def promised_in(self, work_package: str) -> list[Outcome]:
        """What a work package undertook: what happened first, then by time."""
        order = list(Known)
        found = (o for o in self.outcomes_where(work_package=work_package) if o.promised)
        return sorted(found, key=lambda o: order.index(o.known))

    @cached_property
    def spellings(self) -> frozenset[str]:
        """The words that are right whatever their letters."""
        return words_of(self.facts.spellings)

    @cached_property
    def plan(self) -> tuple[Planned, ...]:
        """Everything planned: deliverables, milestones, tasks, each in the order of its codes."""
        return tuple(record for kind in PLAN for record in self.planned(kind))

    @cached_property
    def shown_by(self) -> dict[str, tuple[Planned, ...]]:
        """For each outcome what of the plan it is evidence of."""
        return _reversed(self.plan, lambda planned: planned.shown_by)

    @cached_property
    def replaced_by(self) -> dict[str, tuple[Deliverable, ...]]:
        """For each deliverable those in whose place it is."""
        ones = self.by_id(Deliverable).values()
        return _reversed(ones, lambda one: (one.superseded_by,) if one.superseded_by else ())

    @cached_property
    def proven_by(self) -> dict[str, tuple[Milestone, ...]]:
        """For each deliverable the milestones that it proves."""
        return _reversed(self.by_id(Milestone).values(), lambda milestone: milestone.deliverables)

    def counted(self, indicator: Indicator) -> tuple[Outcome, ...]:
        """The outcomes that an indicator counts: the project's own that took place, each once."""
        took_place = (Known.HAPPENED, Known.REPORTED)
        return tuple(
            outcome
            for outcome in self.outcomes_where(work_package=indicator.work_package)
            if outcome.type in indicator.counts and outcome.promised and outcome.known in took_place
        )

    def value_of(self, indicator: Indicator) -> float | None:
        """How much it is: as measured, or counted from the records; None where nobody knows."""
        return len(self.counted(indicator)) if indicator.counts else indicator.value

    def members_on(self, day: date) -> tuple[str, ...]:
        """The ids of the clusters that belong to the consortium on a day."""
        return tuple(
            id
            for id, cluster in self.clusters.items()
            if not (cluster.joined and day < cluster.joined.first)
            and not (cluster.left and cluster.left.last < day)
        )

    def stage_of(self, record: Planned, day: date) -> Stage:
        """How far something of the plan has come on a day, by its dates or its figure."""
        start = self.facts.start
        if isinstance(record, Indicator):
            return record.stage_with(self.value_of(record), start, day)
        return record.stage(start, day)

    def planned(self, kind: RecordKind, work_package: str = "") -> tuple[Planned, ...]:
        """The records of a kind of the plan in the order of their codes: all, or those of one work
        package."""
        if not work_package:
            return tuple(self._by_id[kind.model].values())
        return tuple(r for r in self._in_package.get(work_package, ()) if type(r) is kind.model)

    @cached_property
    def _in_package(self) -> dict[str, tuple[Planned, ...]]:
        return _reversed(self.plan, lambda one: filter(None, [one.__dict__["work_package"]]))

    @cached_property
    def led_by(self) -> dict[str, tuple[Planned, ...]]:
        """For each cluster what of the plan it leads."""
        return _reversed(self.plan, lambda one: filter(None, [one.__dict__["lead"]]))

    @cached_property
    def _effort(self) -> dict[tuple[str, str], Decimal]:
        """Person-months by work package and cluster; an empty id stands for all of them."""
        found: dict[tuple[str, str], Decimal] = {}
        for effort in self.effort:
            # As they are written: 0.1 and 0.2 as floats are no 0.3.
            months = Decimal(str(effort.months))
            for package in ("", effort.work_package):
                for cluster in ("", effort.cluster):
                    key = (package, cluster)
                    found[key] = found.get(key, 0) + months
        return found

    def effort_of(self, *, work_package: str = "", cluster: str = "") -> float:
        """Person-months: of a work package, of a cluster, of one in the other, or all."""
        return float(self._effort.get((work_package, cluster), 0))

    @cached_property
    def beside(self) -> dict[str, tuple[Planned | None, Planned | None]]:
        """For everything of the plan that of its kind before it and that after it."""
        lines = [self.planned(kind) for kind in PLAN]
        return {
            record.id: (before, after)
            for line in lines
            for before, record, after in zip([None, *line], line, [*line[1:], None], strict=False)
        }

    @cached_property
    def _archived(self) -> dict[str, str]:
        return {address_of(url): page.archived for url, page in self.pages.items() if page.archived}

    def archived_copy(self, url: str) -> str:
        """A copy of a page in an archive: that of the editors, else that of the visits; empty where
        none is known."""
        visit = self.visits.of(url)
        return self._archived.get(address_of(url)) or (visit.archived if visit else "")

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


def _former(contacts: Iterable[Contact], day: date | None) -> Iterator[str]:
    """The ids of those who agreed to be shown until a day before this one."""
    for contact in contacts:
        if day and contact.shown_until and contact.shown_until.last < day:
            yield contact.id


def _likeness(outcome: Outcome) -> tuple[object, ...]:
    return outcome.work_package, outcome.type, outcome.relation


def _reversed(
    records: Iterable[Naming], named: Callable[[Naming], Iterable[str]]
) -> dict[str, tuple[Naming, ...]]:
    """For each id that records name, these records in their order."""
    found: dict[str, list[Naming]] = {}
    for record in records:
        for id in named(record):
            found.setdefault(id, []).append(record)
    return {id: tuple(naming) for id, naming in found.items()}
