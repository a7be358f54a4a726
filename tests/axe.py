"""axe-core in a page: WCAG 2.0 to 2.2, levels A and AA, and its best practices."""

from __future__ import annotations

from conftest import ROOT

AXE = (ROOT / "tests/vendor/axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page):
    page.evaluate(AXE)
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES
    )
    return [(v["id"], [node["html"][:160] for node in v["nodes"]]) for v in found["violations"]]
