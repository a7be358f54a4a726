"""Keeps what the tests of accessibility find in data/accessibility-test.yml of the project tested:
`make accessibility`, or --record-accessibility. Without that option nothing is written."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest

from axe import SEEN, Seen
from projectsite.facts.accessibility import AccessibilityTest
from projectsite.facts.loading import record_in
from projectsite.facts.vocabulary import AccessibilityCheck
from projectsite.files.layout import ACCESSIBILITY_TEST
from projectsite.files.state.looks import looks_fingerprint
from projectsite.files.writing import write_files
from projectsite.files.yaml.sheets import sheet_of
from projectsite.intake.records import written

SHOWN = 5
"""So many pages are named of those on which a rule found something."""
_COMMENT = """yaml-language-server: $schema=schema/accessibility-test.schema.json
# What the tests found, for the statement at /accessibility/. Written by `make accessibility`."""


@dataclass(frozen=True)
class Setup:
    """What was tested, and with what."""

    url: str
    """Of the home page."""
    pages: Collection[str]
    """The addresses of all pages below it."""
    browser: str
    code: str
    """The fingerprint of the code that draws them."""


class Recorder:
    """Listens while the tests run, and writes once all of them have."""

    def __init__(self, config: pytest.Config) -> None:
        if config.getoption("numprocesses", None):
            raise pytest.UsageError("--record-accessibility: run the tests one by one, with -n 0.")
        self.project = config.getoption("--project")
        self.checks: dict[AccessibilityCheck, bool] = {}
        self.given: dict[str, Any] = {}
        """What fixtures have given to the tests."""
        self.code = looks_fingerprint(self.project)
        self.unsure: list[str] = []
        """Tests that did not run to their end."""
        self.told = ""

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef):
        given = yield
        if fixturedef.argname in ("pages", "served", "browser"):
            self.given[fixturedef.argname] = given
        return given

    def pytest_deselected(self, items):
        self.unsure += [item.name for item in items if item.get_closest_marker("accessibility")]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item, call):
        report = yield
        marker = item.get_closest_marker("accessibility")
        wrong, whole = call.excinfo is not None, call.when == "call"
        failed = whole and wrong and call.excinfo.errisinstance(AssertionError)
        if marker and wrong and not failed:
            self.unsure.append(item.name)
        elif marker and marker.args and whole:
            check = AccessibilityCheck(marker.args[0])
            self.checks[check] = self.checks.get(check, True) and not wrong
        return report

    def pytest_sessionfinish(self):
        missing = [check for check in AccessibilityCheck if check not in self.checks]
        if self.unsure or missing or not SEEN:
            names = ", ".join([*self.unsure, *missing]) or "none has"
            self.told = f"Nothing is recorded: not all tests of accessibility have run ({names})."
            return
        browser = f"Chromium {self.given['browser'].version}"
        tested = Setup(self.given["served"], self.given["pages"].keys(), browser, self.code)
        fields = result(tested, SEEN, self.checks, datetime.now(UTC).date())
        write_files(self.project, {ACCESSIBILITY_TEST: text_of(fields)})
        self.told = f"Recorded in {ACCESSIBILITY_TEST}."

    def pytest_terminal_summary(self, terminalreporter):
        terminalreporter.write_line(self.told)


def text_of(fields: Mapping[str, Any]) -> str:
    """The text of the file. It is read again as the build would: what does not fit is a fault of
    this module."""
    text = written(fields, _COMMENT)
    problems: list[Any] = []
    record_in(sheet_of(text, ACCESSIBILITY_TEST), AccessibilityTest, problems, "en")
    assert problems == []
    return text


def result(
    tested: Setup, seen: Iterable[Seen], checks: Mapping[AccessibilityCheck, bool], day: date
) -> dict[str, Any]:
    """The fields of the file, in one order whatever the order of the tests."""
    looks: dict[tuple[int, str], set[str]] = defaultdict(set)
    contrast: dict[tuple[int, str], set[str]] = defaultdict(set)
    said: dict[str, dict[str, set[str]]] = {kind: defaultdict(set) for kind in _KINDS}
    rules: dict[str, Mapping[str, Any]] = {}
    tool = ""
    for one in seen:
        tool = one.said["tool"]
        address = one.url.partition("#")[0].partition("?")[0].removeprefix(tested.url)
        if address in tested.pages:
            look = one.width, "dark" if one.said["dark"] else "light"
            looks[look].add(address)
            contrast[look] |= {address} if one.colours else set()
        for kind in _KINDS:
            for rule in one.said[kind]:
                rules[rule["id"]] = rule
                said[kind][rule["id"]].add(f"/{address}")
    broken, undecided, passed, _ = (said[kind] for kind in _KINDS)
    return {
        "date": str(day),
        "code": tested.code,
        "tool": tool,
        "browser": tested.browser,
        "pages": len(tested.pages),
        "tested": len(set().union(*looks.values())),
        "looks": [
            {
                "width": width,
                "colours": scheme,
                "pages": len(looks[width, scheme]),
                "contrast": len(contrast[width, scheme]),
            }
            for width, scheme in sorted(looks, reverse=True)
        ],
        "rules": len(rules),
        "passed": len(passed.keys() - broken.keys() - undecided.keys()),
        "found": [_finding(rules[id], broken[id]) for id in sorted(broken)],
        "undecided": [
            _finding(rules[id], undecided[id]) for id in sorted(undecided.keys() - broken.keys())
        ],
        "checks": [
            {"check": str(check), "passed": "yes" if checks[check] else "no"}
            for check in AccessibilityCheck
        ],
    }


_KINDS = ("violations", "incomplete", "passes", "inapplicable")


def _finding(rule: Mapping[str, Any], pages: Collection[str]) -> dict[str, Any]:
    criteria = [
        ".".join(digits.groups())
        for tag in sorted(rule["tags"])
        if (digits := re.fullmatch(r"wcag(\d)(\d)(\d{1,2})", tag))
    ]
    return {
        "rule": rule["id"],
        "says": re.sub("[<>]", "", rule["help"]),  # no data file holds tags
        **({"criteria": criteria} if criteria else {}),
        "count": len(pages),
        "pages": sorted(pages)[:SHOWN],
    }
