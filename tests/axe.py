"""axe-core in a page: WCAG 2.0 to 2.2, levels A and AA, and its best practices."""

from __future__ import annotations

from dataclasses import dataclass

from conftest import ROOT

AXE = (ROOT / "tests/vendor/axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


NO_COLOURS = {"color-contrast": {"enabled": False}}

_EXAMINE = """async ([where, runOnly, rules]) => {
    const found = await axe.run(
        where ? document.querySelector(where) : document,
        {runOnly, rules, resultTypes: ['violations']});
    const kinds = ['violations', 'incomplete', 'passes', 'inapplicable'];
    const short = kind => found[kind].map(({id, help, tags}) => ({id, help, tags}));
    return {
        tool: `${found.testEngine.name} ${found.testEngine.version}`,
        dark: matchMedia('(prefers-color-scheme: dark)').matches,
        ...Object.fromEntries(kinds.map(kind => [kind, short(kind)])),
        wrong: found.violations.map(rule =>
            [rule.id, rule.nodes.map(node => node.html.slice(0, 160))]),
    };
}"""


@dataclass(frozen=True)
class Seen:
    """What axe said of a page."""

    url: str
    width: int
    said: dict
    colours: bool
    """Whether it looked at their contrast."""


SEEN: list[Seen] = []
"""Everything that it has said: see recorder.py."""


def violations(page):
    """What axe finds on a page as it is shown now: rules with the elements that break them."""
    return _run(page, "", {})


def violations_of_content(page, *, colours: bool):
    """The same for <main> alone, without the rules on whole pages; colours take the most time."""
    return _run(page, "main", {} if colours else NO_COLOURS)


def _run(page, where, rules):
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE)
    said = page.evaluate(_EXAMINE, [where, RULES, rules])
    SEEN.append(Seen(page.url, page.viewport_size["width"], said, rules != NO_COLOURS))
    return [tuple(rule) for rule in said["wrong"]]
