"""The closed lists of the field. A label for each stands in data/words/."""

from __future__ import annotations

from enum import StrEnum


class Programme(StrEnum):
    """The funding programme: it picks the funding statement and the disclaimer."""

    HORIZON_2020 = "horizon-2020"
    COSME = "cosme"


class OutcomeType(StrEnum):
    """What kind of thing the project did or made."""

    TRAINING = "training"
    STUDY_VISIT = "study-visit"
    MEETING = "meeting"
    MENTORING = "mentoring"
    EVENT = "event"
    LABEL = "label"
    AWARD = "award"
    STRATEGY = "strategy"
    PLAN = "plan"
    REPORT = "report"
    PUBLICATION = "publication"
    SERVICE = "service"
    PROCESS = "process"
    MILESTONE = "milestone"
    NEWS = "news"
    WEB_PAGE = "web-page"
    PROJECT = "project"


class Relation(StrEnum):
    """Whose outcome it is."""

    PROJECT = "project"
    """The project's own."""
    COVERAGE = "coverage"
    """What others published about the project."""
    CONTEXT = "context"
    """A neighbouring project or event."""


class Status(StrEnum):
    """How far an outcome has come, as its sources tell."""

    DONE = "done"
    ANNOUNCED = "announced"
    PLANNED = "planned"


class Period(StrEnum):
    """When an outcome came about that does not lie within the months of the project."""

    BEFORE = "before"
    AFTER = "after"


class Hue(StrEnum):
    """The colour of a cluster; a token of the stylesheet for both schemes."""

    VIOLET = "violet"
    AMBER = "amber"
    GREEN = "green"
    BLUE = "blue"
    ROSE = "rose"
    TEAL = "teal"
    OLIVE = "olive"
    SLATE = "slate"
