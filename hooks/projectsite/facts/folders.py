"""The kinds of record: what loading, laws, schemas, open data, search and pages go through."""

from __future__ import annotations

from dataclasses import dataclass

from ..files.layout import file_stem
from .model import Cluster, Contact, FiledRecord, Outcome, Partnership, WorkPackage
from .news import NewsItem
from .plan import Deliverable, Milestone, Task
from .results import Activity, Indicator, Publication, Result


@dataclass(frozen=True)
class Kind:
    """The records in a folder of data/, one a file."""

    folder: str
    """Its name below data/, also in the open data and of the attribute of Project: work_packages.
    """
    model: type[FiledRecord]
    noun: str
    """What messages, references (see model.Reference) and schemas call one: work package."""
    page: str
    """The address of the page that shows a record, below the root of its language; {} in it stands
    for the name of its file, where each record has a page of its own."""

    @property
    def has_pages(self) -> bool:
        """Whether each record has a page of its own."""
        return "{}" in self.page

    def address(self, id: str) -> str:
        """The address of the page that shows a record."""
        return self.page.format(file_stem(id))


WORK_PACKAGES = Kind("work_packages", WorkPackage, "work package", "work-packages/{}/")
CLUSTERS = Kind("clusters", Cluster, "cluster", "consortium/{}/")
CONTACTS = Kind("contacts", Contact, "contact", "contact/")
PARTNERSHIPS = Kind("partnerships", Partnership, "partnership", "project/")
OUTCOMES = Kind("outcomes", Outcome, "outcome", "outcomes/{}/")

DELIVERABLES = Kind("deliverables", Deliverable, "deliverable", "deliverables/{}/")
MILESTONES = Kind("milestones", Milestone, "milestone", "milestones/{}/")
TASKS = Kind("tasks", Task, "task", "tasks/{}/")

PUBLICATIONS = Kind("publications", Publication, "publication", "publications/{}/")
RESULTS = Kind("results", Result, "result", "results/{}/")
ACTIVITIES = Kind("activities", Activity, "activity", "activities/{}/")
INDICATORS = Kind("indicators", Indicator, "indicator", "indicators/{}/")

NEWS = Kind("news", NewsItem, "news item", "news/{}/")

PLAN = (DELIVERABLES, MILESTONES, TASKS, PUBLICATIONS, RESULTS, ACTIVITIES, INDICATORS)
"""The kinds of the plan and of its report: of each a project may have none."""

KINDS = (WORK_PACKAGES, *PLAN, CLUSTERS, CONTACTS, PARTNERSHIPS, NEWS, OUTCOMES)
"""Every kind, in the order of the open data. A new one is a row here: see CONTRIBUTING.md."""

TABLES = (*PLAN, NEWS)
"""The kinds whose tables have a column for each field; a project may have none of them."""


_OF_MODEL = {kind.model: kind for kind in KINDS}


def kind_of(record: FiledRecord) -> Kind:
    """The kind of a record."""
    return _OF_MODEL[type(record)]
