"""The accessibility of the site: what people state, and what its tests found.

Both go into the statement of Commission Implementing Decision (EU) 2018/1523.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..words.text import LocalisedText
from .model import WHOLE, Day, Line, Record, YesNo, described
from .vocabulary import AccessibilityCheck, Compliance, Scheme

Number = Annotated[
    int,
    Field(ge=0, le=999_999),
    WHOLE,
    described(type=["integer", "string"], pattern="^(0|[1-9][0-9]{0,5})$"),
]


class Assessment(Record):
    """What a person found who examined the whole site against WCAG 2.2, levels A and AA."""

    date: Day = Field(examples=["2020-03-02"])
    """The last day of it."""
    compliance: Compliance
    """full, partial or none."""
    method: LocalisedText | None = Field(
        default=None, examples=["The project office examined twelve pages with a screen reader."]
    )
    """Who examined what, and how, in one or two sentences."""


class AccessibilityStatement(Record):
    """data/accessibility.yml: what people know of the accessibility of the site, beside what its
    tests found."""

    assessment: Assessment | None = None
    """A person's examination; without it no full compliance is stated."""
    remark: LocalisedText | None = Field(
        default=None, examples=["Pages of others to which this site links were not tested."]
    )
    """What else is to be known of how it was tested."""
    non_compliant: tuple[LocalisedText, ...] = Field(
        default=(), examples=[[{"en": "The map cannot be enlarged."}]]
    )
    """Content that does not comply, beside what the tests found."""
    burden: tuple[LocalisedText, ...] = Field(
        default=(), examples=[[{"en": "The recordings of 2019 have no captions."}]]
    )
    """Content that does not comply, as to change it would be a disproportionate burden."""
    out_of_scope: tuple[LocalisedText, ...] = Field(
        default=(), examples=[[{"en": "Slides of guests, which the project may not change."}]]
    )
    """Content that the applicable legislation does not ask about."""


class Look(Record):
    """A screen on which pages were tested."""

    width: Number = Field(examples=["1280"])
    """Its width in pixels."""
    colours: Scheme
    """light or dark."""
    pages: Number = Field(examples=["60"])
    """How many pages were tested so."""
    contrast: Number = Field(examples=["20"])
    """On how many of them the contrast of colours was examined too."""


class Finding(Record):
    """A rule of the tool, and the pages on which it found something."""

    rule: Line = Field(examples=["color-contrast"])
    """Its name."""
    says: Line = Field(examples=["Elements must meet minimum color contrast ratio thresholds"])
    """What it asks for, in English."""
    criteria: tuple[Line, ...] = Field(default=(), examples=[["1.4.3"]])
    """The criteria of WCAG that it belongs to; none for a best practice."""
    count: Number = Field(examples=["3"])
    """On how many pages."""
    pages: tuple[Line, ...] = Field(examples=[["/de/contact/"]])
    """The addresses of the first of them."""


class CheckResult(Record):
    """One of the site's own tests of accessibility."""

    check: AccessibilityCheck
    """What it tries."""
    passed: YesNo = Field(examples=["yes"])
    """no where it failed."""


class AccessibilityTest(Record):
    """data/accessibility-test.yml: what the tests of the site found. `make accessibility` writes
    it; nobody edits it."""

    date: Day = Field(examples=["2020-03-02"])
    """The day of the test."""
    code: Line = Field(examples=["5b0e3a91c47d2f68"])
    """The fingerprint of the code that draws the pages: see `files/state/looks.py`."""
    tool: Line = Field(examples=["axe-core 4.14.0"])
    """The tool and its version."""
    browser: Line = Field(examples=["Chromium 140.0"])
    """The browser and its version."""
    pages: Number = Field(examples=["120"])
    """How many pages the site had, in all languages."""
    tested: Number = Field(examples=["60"])
    """How many of them the tool saw."""
    looks: tuple[Look, ...]
    """The screens on which it saw them."""
    rules: Number = Field(examples=["91"])
    """How many rules it has run."""
    passed: Number = Field(examples=["60"])
    """How many of them found something to examine, and nothing wrong on any page."""
    found: tuple[Finding, ...] = ()
    """Rules that pages break."""
    undecided: tuple[Finding, ...] = ()
    """Rules of which a person has to decide whether pages break them."""
    checks: tuple[CheckResult, ...]
    """The site's own tests."""

    @property
    def failures(self) -> tuple[CheckResult, ...]:
        """Those of the site's own tests that failed."""
        return tuple(one for one in self.checks if not one.passed)

    @property
    def non_compliant(self) -> bool:
        """Whether it found something against WCAG: a best practice is none of its criteria."""
        broken = any(finding.criteria for finding in self.found)
        return broken or any(one.check.criteria for one in self.failures)


def compliance(
    stated: AccessibilityStatement, tested: AccessibilityTest | None
) -> Compliance | None:
    """How far the site complies, as far as anybody knows; None where nobody has looked.

    Tools alone never show full compliance: a person has to state it, nothing may be found against
    it, and nothing be exempt.
    """
    if not (stated.assessment or tested):
        return None
    said = stated.assessment.compliance if stated.assessment else Compliance.PARTIAL
    if said is Compliance.FULL and (is_exempt(stated) or is_against(stated, tested)):
        return Compliance.PARTIAL
    return said


def is_exempt(stated: AccessibilityStatement) -> bool:
    """Whether content is named that may stay as it is."""
    return bool(stated.burden or stated.out_of_scope)


def is_against(stated: AccessibilityStatement, tested: AccessibilityTest | None) -> bool:
    """Whether anything is known that does not comply."""
    return bool(stated.non_compliant) or (tested is not None and tested.non_compliant)
