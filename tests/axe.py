"""axe-core in a page: WCAG 2.0 to 2.2, levels A and AA, and its best practices."""

from __future__ import annotations

from conftest import ROOT

AXE = (ROOT / "tests/vendor/axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


NO_COLOURS = {"color-contrast": {"enabled": False}}


def violations(page):
    """What axe finds on a page as it is shown now: rules with the elements that break them."""
    return _run(page, "document", {})


def violations_of_content(page, *, colours: bool):
    """The same for <main> alone, without the rules on whole pages; colours take the most time."""
    return _run(page, "document.querySelector('main')", {} if colours else NO_COLOURS)


def _run(page, where, rules):
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE)
    found = page.evaluate(
        f"([runOnly, rules]) => axe.run({where}, {{runOnly, rules, resultTypes: ['violations']}})",
        [RULES, rules],
    )
    return [(v["id"], [node["html"][:160] for node in v["nodes"]]) for v in found["violations"]]
