"""What a coordinator would be asked for on a day: overdue, late without a reason, still open.

The same is asked for before a period is closed: see exchange.closing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from ..facts.folders import kind_of
from ..facts.funding import ENGLISH
from ..facts.kept import KeptPeriod
from ..facts.model import Contact, Outcome, Record
from ..facts.news import NewsItem
from ..facts.periods import came, periods
from ..facts.plan import Deliverable, Milestone, Planned
from ..facts.programmes import programme
from ..facts.project import Project
from ..facts.results import Activity, Indicator, Publication
from ..facts.vocabulary import Stage, State, Status
from ..files.layout import PROJECT, kept_file, kept_number
from ..problems import Problem

PLANS_BY = 6
"""The month by which Horizon Europe asks for its plans."""


def schedule_notes(project: Project, day: date) -> Iterator[Problem]:
    """What is due or asked for on a day."""
    yield from unjustified(project, day)
    if day > project.facts.end.last:
        yield from open_activities(project)
    yield from _yet_to_come(project, day)
    yield from _missing_plans(project)
    yield from _unlisted(project)
    yield from _unreported(project)
    yield from _forgotten_drafts(project, day)
    yield from _former_contacts(project, day)


def unjustified(project: Project, day: date) -> Iterator[Problem]:
    """What was due by a day and came later, or has not come by then, without a reason."""
    yield from _overdue(project, day)
    yield from _late_without_reason(project, day)


def _overdue(project: Project, day: date) -> Iterator[Problem]:
    start = project.facts.start
    for record in project.plan:
        if not isinstance(record, Deliverable | Milestone) or record.late:
            continue
        if record.stage(start, day) is Stage.OVERDUE:
            name = "delivered" if isinstance(record, Deliverable) else "reached"
            said = (
                f"due: {record.id} was due on {record.due.last_day(start)}. Add “{name}: …”; or "
                "say in “late” why it comes later, or in “cancelled” why it does not."
            )
            yield _note(project, record, "due", said, "overdue")


def _late_without_reason(project: Project, day: date) -> Iterator[Problem]:
    start = project.facts.start
    for record in project.plan:
        if not isinstance(record, Deliverable | Milestone) or record.late:
            continue
        there, due = came(record), record.due.last_day(start)
        if there and due < there.first <= day:
            name = "delivered" if isinstance(record, Deliverable) else "reached"
            said = (
                f"{name}: {record.id} came after {due}, when it was due. Say in “late” why, before "
                "the report is closed."
            )
            yield _note(project, record, name, said, "late")


def _yet_to_come(project: Project, day: date) -> Iterator[Problem]:
    """What is said to have come on a day that has not."""
    for file, record in project.records.items():
        for field in _come(record):
            told = record.__dict__[field]
            if told and day < told.first:
                said = (
                    f"{field}: {told} is yet to come, and this says that it has been. Mend the "
                    "date, or add it when it has come."
                )
                yield project.problem(file, (field,), said, "yet-to-come")


def _come(record: Record) -> tuple[str, ...]:
    """The fields of a record that hold the day of what has come."""
    match record:
        case Deliverable():
            return ("delivered", "accepted")
        case Milestone():
            return ("reached",)
        case Indicator():
            return ("measured",)
        case Activity(state=State.DELIVERED) | Outcome(status=Status.DONE):
            return ("date",)
    return ()


def open_activities(project: Project) -> Iterator[Problem]:
    """What the final report does not take: an activity that is ongoing or postponed."""
    for record in project.plan:
        if isinstance(record, Activity) and record.state in (State.ONGOING, State.POSTPONED):
            said = (
                f"state: the project has ended, and this is {record.state}. The final report asks "
                "for delivered or cancelled."
            )
            yield _note(project, record, "state", said, "open-activity")


_DISSEMINATION = re.compile(
    r"dissemin|exploit|verbreit|verwert|difusi|diseminac|diffus|valoris|šíření|využití",
    re.IGNORECASE,
)
"""How titles name the plan that has no type of its own."""
_PLANS: Mapping[str, Callable[[Deliverable], object]] = {
    "data management plan (a deliverable of type DMP)": lambda one: one.nature == "DMP",
    "plan of dissemination and exploitation (a deliverable that is called so)": lambda one: (
        _DISSEMINATION.search(" ".join(one.title.root.values()))
    ),
}
"""What Horizon Europe asks for, and how a deliverable is known to be it."""


def _missing_plans(project: Project) -> Iterator[Problem]:
    deliverables = project.by_id(Deliverable).values()
    if project.facts.programme != "horizon-europe" or not deliverables:
        return
    start = project.facts.start
    limit = start.months + PLANS_BY - 1
    for plan, is_one in _PLANS.items():
        days = (one.due.last_day(start) for one in deliverables if is_one(one))
        first = min(days, default=None)
        if first is None or first.year * 12 + first.month - 1 > limit:
            said = f"programme: Horizon Europe asks for a {plan} by month {PLANS_BY}."
            yield project.problem(PROJECT, ("programme",), said, "missing-plan")


def _unlisted(project: Project) -> Iterator[Problem]:
    """Activities that are not in the words of the programme's form; it is an English one."""
    law = programme(project.facts.programme)
    for record in project.plan:
        if not isinstance(record, Activity):
            continue
        channel = record.channel.root.get(ENGLISH, "")
        audiences = record.audience.root.get(ENGLISH, "").split(",")
        for field, said, known in (
            ("channel", [channel], law.channels.get(record.purpose, ())),
            ("audience", audiences, law.audiences),
        ):
            listed = {one.casefold() for one in ("", *known)}
            for one in (text.strip() for text in said if known):
                if one.casefold() not in listed:
                    told = (
                        f"{field}: the form of {law.name} has no “{one}”. It has: "
                        f"{', '.join(known)}."
                    )
                    yield _note(project, record, field, told, "unlisted")


_TOLD = {Deliverable: "delivered", Milestone: "reached", Activity: "date", Publication: "date"}
"""The field that says into which period something belongs."""


def _unreported(project: Project) -> Iterator[Problem]:
    """What lies in a closed period and was recorded afterwards: no report has it."""
    closed = {kept_number(file): kept for file, kept in project.of(KeptPeriod)}
    reported = {(kind, row.id) for kept in closed.values() for _, kind, row in kept.rows()}
    for record in project.plan if closed else ():
        field = _TOLD.get(type(record), "")
        day = record.__dict__[field] if field else None
        held = {period.number for period in periods(project) if period.holds(day)}
        if held and held <= closed.keys() and (kind_of(record), record.id) not in reported:
            number = min(held)
            said = (
                f"{field}: {day} lies in period {number}, which was closed without this: its "
                "report does not have it. Tell the funder with the next report, or reopen the "
                f"period by deleting {kept_file(number)}."
            )
            yield _note(project, record, field, said, "unreported")


def _former_contacts(project: Project, day: date) -> Iterator[Problem]:
    """Whoever has agreed to be shown until a day that has passed: the file is still public."""
    for file, contact in project.of(Contact):
        if contact.shown_until and contact.shown_until.last < day:
            said = (
                f"shown_until: {contact.shown_until} has passed, and the site does not show this "
                "contact any longer. Ask for a new day, or delete the file."
            )
            yield project.problem(file, ("shown_until",), said, "former-contact")


FORGOTTEN = timedelta(days=14)
"""After its day a draft may wait so long."""


def _forgotten_drafts(project: Project, day: date) -> Iterator[Problem]:
    for file, item in project.of(NewsItem):
        if item.draft and day - item.date.last > FORGOTTEN:
            said = (
                f"draft: this is still a draft, and its day was {item.date}. Take the line out to "
                "publish it, or delete the file."
            )
            yield project.problem(file, ("draft",), said, "draft")


def _note(project: Project, record: Planned, field: str, said: str, code: str) -> Problem:
    file = project.own.file(kind_of(record), record.id)
    return project.problem(file, (field,), said, code)
