"""The closed lists of the field: each value with everything that the rest of the site asks of it.

What a list asks of its values is said in its `__init__`: Python refuses a value that lacks any of
it. The labels stand in data/words/, under the keys that `words` gives.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Self

PROGRAMMES = Path(__file__).parents[1] / "programmes"
"""A file for each funding programme; see programmes.py."""


@cache
def programme_ids() -> tuple[str, ...]:
    """The funding programmes that are known: the names of their files."""
    return tuple(sorted(path.stem for path in PROGRAMMES.glob("*.yml")))


class ClosedList(StrEnum):
    """What all lists share. A value is a text, with what `__init__` takes behind it."""

    def __new__(cls, value: str, *_: object) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        return member

    @property
    def words(self) -> tuple[str, ...]:
        """The keys of the words that a record with this value needs: its label, its note."""
        return ()


class Form(ClosedList):
    """What is cited, as coarsely as citation formats tell things apart, and its name in each.

    Reference managers know a report and a web page by every format; an event only some of them, and
    those by different names. So what is cited of an event is its page.
    """

    EVENT = "event", "online", "ELEC", "webpage", "Text", "website"
    """Something that took place; a label or an award is here that it was given."""
    REPORT = "report", "techreport", "RPRT", "report", "Text", "article"
    """A document of the consortium."""
    PAGE = "page", "online", "ELEC", "webpage", "Text", "website"
    """Anything else: what can be cited is its page."""

    bibtex: str
    """The type of an entry. Classic styles draw one that they do not know as @misc."""
    ris: str
    """The value of TY. What is no report is an electronic source, as Zotero makes an article of a
    journal of GEN."""
    csl: str
    """The type of an item in CSL 1.0.2."""
    dublin_core: str
    """A term of the DCMI Type Vocabulary."""
    open_graph: str
    """The value of og:type. Zotero takes a page with `website` for a web page, one with `article`
    for what its other elements say (translators “Embedded Metadata” and “RDF”)."""

    def __init__(
        self, value: str, bibtex: str, ris: str, csl: str, dublin_core: str, open_graph: str
    ) -> None:
        self.bibtex, self.ris, self.csl = bibtex, ris, csl
        self.dublin_core, self.open_graph = dublin_core, open_graph


class TypeGroup(ClosedList):
    """Types of outcomes that visitors look for together."""

    LEARN = "learn"
    MEET = "meet"
    LABEL = "label"
    PLAN = "plan"
    NEWS = "news"

    @property
    def words(self) -> tuple[str, ...]:
        return (f"group.{self}",)


class OutcomeType(ClosedList):
    """What kind of thing the project did or made."""

    TRAINING = "training", TypeGroup.LEARN, "EducationEvent", Form.EVENT
    STUDY_VISIT = "study-visit", TypeGroup.LEARN, "Event", Form.EVENT
    MEETING = "meeting", TypeGroup.MEET, "Event", Form.EVENT
    MENTORING = "mentoring", TypeGroup.LEARN, "Event", Form.EVENT
    EVENT = "event", TypeGroup.MEET, "Event", Form.EVENT
    LABEL = "label", TypeGroup.LABEL, "Event", Form.EVENT
    AWARD = "award", TypeGroup.LABEL, "Event", Form.EVENT
    STRATEGY = "strategy", TypeGroup.PLAN, "Report", Form.REPORT
    PLAN = "plan", TypeGroup.PLAN, "Report", Form.REPORT
    REPORT = "report", TypeGroup.PLAN, "Report", Form.REPORT
    PUBLICATION = "publication", TypeGroup.PLAN, "Report", Form.REPORT
    SERVICE = "service", TypeGroup.PLAN, "Service", Form.PAGE
    PROCESS = "process", TypeGroup.PLAN, "Event", Form.EVENT
    MILESTONE = "milestone", TypeGroup.LABEL, "Event", Form.EVENT
    NEWS = "news", TypeGroup.NEWS, "NewsArticle", Form.PAGE, True
    WEB_PAGE = "web-page", TypeGroup.NEWS, "WebPage", Form.PAGE, True
    PROJECT = "project", TypeGroup.PLAN, "Project", Form.PAGE

    group: TypeGroup
    """What visitors find it among."""
    schema_type: str
    """Its class in the terms of schema.org. A label or an award is what happened: it was given.
    What is cited as a report is one here too."""
    form: Form
    """How the project's own is cited."""
    by_others: bool
    """Whether such a thing is mostly told on the sites of clusters and platforms: the consortium
    is not its author."""

    def __init__(
        self,
        value: str,
        group: TypeGroup,
        schema_type: str,
        form: Form,
        by_others: bool = False,
    ) -> None:
        self.group, self.schema_type, self.form = group, schema_type, form
        self.by_others = by_others

    @property
    def words(self) -> tuple[str, ...]:
        return f"type.{self}", *self.group.words


class Relation(ClosedList):
    """Whose outcome it is."""

    PROJECT = "project"
    """The project's own."""
    COVERAGE = "coverage"
    """What others published about the project."""
    CONTEXT = "context"
    """A neighbouring project or event."""

    @property
    def words(self) -> tuple[str, ...]:
        return f"relation.{self}", f"relation.{self}_note", f"relation.{self}_whole"


class Status(ClosedList):
    """How far an outcome has come, as its sources tell."""

    DONE = "done", "CONFIRMED", False
    REPORTED = "reported", "CONFIRMED", True
    ANNOUNCED = "announced", "TENTATIVE", False
    PLANNED = "planned", "TENTATIVE", True

    icalendar: str
    """The value of STATUS (RFC 5545, 3.8.1.11)."""
    has_note: bool
    """Whether a sentence beside the label says what it means."""

    def __init__(self, value: str, icalendar: str, has_note: bool) -> None:
        self.icalendar, self.has_note = icalendar, has_note

    @property
    def words(self) -> tuple[str, ...]:
        return (f"status.{self}", *((f"status.{self}_note",) if self.has_note else ()))


class Known(ClosedList):
    """What is known of an outcome: one set of words, and one count, for all pages."""

    HAPPENED = "happened"
    """Done, and a source says when."""
    REPORTED = "reported"
    """A source says that it was done or delivered, with no date or document to show for it."""
    ANNOUNCED = "announced"
    """It was to come; no source says that it came."""
    PROMISED = "promised"
    """Planned; no public result was found."""

    @property
    def words(self) -> tuple[str, ...]:
        return f"known.{self}", f"known.{self}_note"


class Stage(ClosedList):
    """How far something of the plan has come; computed from its dates, never written."""

    DUE = "due", Known.PROMISED
    RUNNING = "running", Known.ANNOUNCED
    OVERDUE = "overdue", Known.ANNOUNCED
    MISSED = "missed", Known.ANNOUNCED
    SUBMITTED = "submitted", Known.REPORTED
    REACHED = "reached", Known.HAPPENED
    ACCEPTED = "accepted", Known.HAPPENED
    ENDED = "ended", Known.HAPPENED
    PUBLISHED = "published", Known.HAPPENED
    USABLE = "usable", Known.HAPPENED
    POSTPONED = "postponed", Known.PROMISED
    SUPERSEDED = "superseded", Known.PROMISED
    CANCELLED = "cancelled", Known.PROMISED
    DROPPED = "dropped", Known.PROMISED
    """A task that was cancelled: in some languages it has another gender than a deliverable."""

    drawn_as: Known
    """The mark beside the word: that of an outcome of which as much is known."""

    def __init__(self, value: str, drawn_as: Known) -> None:
        self.drawn_as = drawn_as

    @property
    def words(self) -> tuple[str, ...]:
        return (f"stage.{self}",)


class Purpose(ClosedList):
    """What an activity is for, as the funder tells the two apart."""

    COMMUNICATION = "communication"
    DISSEMINATION = "dissemination"

    @property
    def words(self) -> tuple[str, ...]:
        return (f"purpose.{self}",)


class State(ClosedList):
    """How far an activity has come, as its leader says: no date tells it."""

    PLANNED = "planned", Stage.DUE
    ONGOING = "ongoing", Stage.RUNNING
    DELIVERED = "delivered", Stage.ENDED
    POSTPONED = "postponed", Stage.POSTPONED
    CANCELLED = "cancelled", Stage.DROPPED

    stage: Stage
    """What it is called beside everything else of the plan."""

    def __init__(self, value: str, stage: Stage) -> None:
        self.stage = stage


class Level(ClosedList):
    """The level of an excellence label, the lowest first."""

    NONE = "none"
    BRONZE = "bronze"
    SILVER = "silver"
    GOLD = "gold"

    @property
    def words(self) -> tuple[str, ...]:
        return (f"label.{self}",)


class Period(ClosedList):
    """When an outcome came about that does not lie within the months of the project."""

    BEFORE = "before"
    AFTER = "after"


class Outline(ClosedList):
    """The outline of what the project draws: its mark, its places, the figures of its outcomes."""

    CIRCLE = "circle"
    DROP = "drop"


class Compliance(ClosedList):
    """How far the site complies with the requirements of accessibility: the three of the model
    statement in Commission Implementing Decision (EU) 2018/1523."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"


class AccessibilityCheck(ClosedList):
    """What the site's own tests try beside the rules of the tool, with the criteria of WCAG 2.2
    that it is about."""

    KEYBOARD = "keyboard", "2.1.1", "2.1.2", "2.4.1", "2.4.7"
    REFLOW = "reflow", "1.4.10"
    SCRIPTS = ("scripts",)
    HEADINGS = "headings", "1.3.1", "2.4.6"
    LANGUAGES = "languages", "3.1.1", "3.1.2"
    TITLES = "titles", "2.4.2"

    criteria: tuple[str, ...]

    def __init__(self, value: str, *criteria: str) -> None:
        self.criteria = criteria


class Scheme(ClosedList):
    """The colours of the site."""

    LIGHT = "light"
    DARK = "dark"


class Hue(ClosedList):
    """The colour of a cluster; a token of the stylesheet for both schemes."""

    VIOLET = "violet"
    AMBER = "amber"
    GREEN = "green"
    BLUE = "blue"
    ROSE = "rose"
    TEAL = "teal"
    OLIVE = "olive"
    SLATE = "slate"
