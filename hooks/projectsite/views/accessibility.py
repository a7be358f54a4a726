"""The accessibility statement, in the form of Commission Implementing Decision (EU) 2018/1523."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ..facts.accessibility import (
    AccessibilityStatement,
    AccessibilityTest,
    Finding,
    compliance,
    is_against,
    is_exempt,
)
from ..facts.vocabulary import AccessibilityCheck, Compliance, Scheme
from ..page.evidence import FactRow
from ..page.setting import Link, Setting
from ..words.forms import date_form, list_form, number_form
from ..words.text import Locale, LocalisedText, Words
from .outcomes import counted

ENGLISH = Locale("en")
CHECKS = {
    AccessibilityCheck.KEYBOARD: "accessibility.keyboard",
    AccessibilityCheck.REFLOW: "accessibility.reflow",
    AccessibilityCheck.SCRIPTS: "accessibility.scripts",
    AccessibilityCheck.HEADINGS: "accessibility.headings",
    AccessibilityCheck.LANGUAGES: "accessibility.languages",
    AccessibilityCheck.TITLES: "accessibility.titles",
}
_SCHEMES = {Scheme.LIGHT: "accessibility.light", Scheme.DARK: "accessibility.dark"}


class Point(NamedTuple):
    """A line of a list."""

    text: Words
    note: str = ""
    """Where it was found, and which criterion it is about; may be empty."""


class Reason(NamedTuple):
    """One of the three reasons for which content is not accessible."""

    title: str
    points: tuple[Point, ...]
    nothing: str
    """What is said where there is no point."""


@dataclass(frozen=True)
class StatementView:
    """The parts of the statement that follow from the test and from what people state."""

    status: str
    reasons: tuple[Reason, ...]
    prepared: tuple[str, ...]
    """When it was prepared and reviewed, and how: sentences."""
    said: tuple[Words, ...]
    """The same in the words of those who examined it."""
    facts: tuple[FactRow, ...]
    """What was tested; none where nothing is recorded."""
    undecided: tuple[Point, ...]


def accessibility(setting: Setting) -> StatementView:
    """Without a test and a person's word it says that nothing is known."""
    stated, tested = setting.project.accessibility, setting.project.accessibility_test
    return StatementView(
        setting.t(_status(stated, tested), standard=setting.t("accessibility.standard")),
        tuple(_reasons(setting, stated, tested)),
        tuple(_prepared(setting, stated, tested)),
        tuple(setting.words(text) for text in _said(stated)),
        tuple(_tested(setting, tested)) if tested else (),
        tuple(_finding(setting, one) for one in tested.undecided) if tested else (),
    )


def _status(stated: AccessibilityStatement, tested: AccessibilityTest | None) -> str:
    """The key of the sentence."""
    found = compliance(stated, tested)
    if found is None:
        return "accessibility.unknown"
    if found is not Compliance.PARTIAL:
        return "accessibility.full" if found is Compliance.FULL else "accessibility.none"
    if is_against(stated, tested):
        both = is_exempt(stated)
        return "accessibility.partial_both" if both else "accessibility.partial_against"
    if is_exempt(stated):
        return "accessibility.partial_exempt"
    return "accessibility.partial" if stated.assessment else "accessibility.partial_unassessed"


def _reasons(
    setting: Setting, stated: AccessibilityStatement, tested: AccessibilityTest | None
) -> Iterator[Reason]:
    t = setting.t
    found = tuple(_points(setting, stated.non_compliant))
    if tested:
        found += tuple(_finding(setting, one) for one in tested.found)
        found += tuple(
            Point(setting.own(t(CHECKS[one.check])), _criteria(setting, one.check.criteria))
            for one in tested.failures
        )
    nothing = "accessibility.no_finding" if tested else "accessibility.no_test"
    yield Reason(t("accessibility.against"), found, t(nothing))
    burden = tuple(_points(setting, stated.burden))
    yield Reason(t("accessibility.burden"), burden, t("accessibility.no_burden"))
    beyond = tuple(_points(setting, stated.out_of_scope))
    yield Reason(t("accessibility.beyond"), beyond, t("accessibility.nothing_beyond"))


def _points(setting: Setting, texts: Iterable[LocalisedText]) -> Iterator[Point]:
    return (Point(setting.words(text)) for text in texts)


def _finding(setting: Setting, finding: Finding) -> Point:
    """The tool says what a rule asks for in English alone."""
    said = Words(finding.says, ENGLISH, setting.locale)
    label = setting.t("page.label", label=counted(setting, "accessibility.on", finding.count))
    more = " …" if finding.count > len(finding.pages) else ""
    pages = f"{label} {', '.join(finding.pages)}{more}"
    parts = (finding.rule, _criteria(setting, finding.criteria), pages)
    return Point(said, setting.t("page.separator").join(part for part in parts if part))


def _criteria(setting: Setting, criteria: Iterable[str]) -> str:
    """What a finding belongs to; empty for a best practice, which WCAG does not ask for."""
    listed = list_form(criteria, setting.locale)
    return setting.t("accessibility.criteria", criteria=listed) if listed else ""


def _prepared(
    setting: Setting, stated: AccessibilityStatement, tested: AccessibilityTest | None
) -> Iterator[str]:
    t = setting.t

    days = [tested.date] if tested else []
    days += [stated.assessment.date] if stated.assessment else []
    if days:
        yield t("accessibility.prepared", date=date_form(days[0], setting.locale))
        yield t("accessibility.method")
    yield t("accessibility.automatic" if tested else "accessibility.untested")
    if stated.assessment:
        examined = date_form(stated.assessment.date, setting.locale)
        yield t("accessibility.assessed", date=examined)
        yield t("accessibility.reviewed", date=date_form(max(days), setting.locale))
    elif tested:
        yield t("accessibility.unassessed")


def _said(stated: AccessibilityStatement) -> Iterator[LocalisedText]:
    if stated.assessment and stated.assessment.method:
        yield stated.assessment.method
    if stated.remark:
        yield stated.remark


def _tested(setting: Setting, tested: AccessibilityTest) -> Iterator[FactRow]:
    """What was tested, a line each."""
    t, locale = setting.t, setting.locale

    def row(label: str, *values: str) -> FactRow:
        return FactRow(label, tuple(Link(setting.own(value)) for value in values))

    def number(count: int) -> str:
        return number_form(count, locale)

    yield row(t("accessibility.day"), date_form(tested.date, locale))
    yield row(t("accessibility.tool"), tested.tool)
    yield row(t("accessibility.browser"), tested.browser)
    yield row(
        t("accessibility.pages"),
        t("accessibility.pages_of", tested=number(tested.tested), pages=number(tested.pages)),
    )
    looks = (
        t(
            "accessibility.look",
            pages=counted(setting, "accessibility.on", look.pages),
            width=str(look.width),
            colours=t(_SCHEMES[look.colours]),
            contrast=number(look.contrast),
        )
        for look in tested.looks
    )
    yield row(t("accessibility.screens"), t("page.separator").join(looks))
    yield row(t("accessibility.rules"), _rules(setting, tested))
    for well, label in ((True, "accessibility.passed"), (False, "accessibility.failed")):
        names = [t(CHECKS[one.check]) for one in tested.checks if one.passed is well]
        if names:
            yield row(t(label), t("page.separator").join(names))


def _rules(setting: Setting, tested: AccessibilityTest) -> str:
    """How many rules passed, were broken, could not be decided, or had nothing to look at."""
    passed, broken, undecided = tested.passed, len(tested.found), len(tested.undecided)
    return setting.t(
        "accessibility.rules_of",
        passed=passed,
        broken=broken,
        undecided=undecided,
        idle=tested.rules - passed - broken - undecided,
    )
