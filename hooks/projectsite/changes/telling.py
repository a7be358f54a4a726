"""A report as text for a terminal, and as Markdown for GitHub."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..problems import shown
from .report import Figure, OlderText, Report, ToldPage

HEADINGS = {
    "added": "Added",
    "changed": "Changed",
    "moved": "Moved",
    "gone": "Gone",
    "lost": "Addresses that would break",
    "older": "Translations that become older than their source",
    "figures": "Figures that change",
    "notes": "Not compared",
}
"""What a section is called, in the order of all that is told."""
MOST_LINES = 60
"""So many lines a section of Markdown has."""
MOST_CHARACTERS = 60_000
"""A comment on GitHub holds 65,536."""


def summed_up(report: Report) -> str:
    """One line: how many pages, counted once for all languages."""
    counts = {kind: sum(page.kind == kind for page in report.pages) for kind in list(HEADINGS)[:4]}
    told = ", ".join(f"{count} {kind}" for kind, count in counts.items() if count)
    return f"Pages: {told or 'none changes'}. {report.same} look as before, each language counted."


def sections(report: Report) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    """Each heading with its lines; the odd parts of a line are what the site says, and may be
    anything, the even ones are ours."""
    for kind in ("added", "changed", "moved", "gone"):
        yield HEADINGS[kind], [_page(page) for page in report.pages if page.kind == kind]
    yield HEADINGS["lost"], [("", address) for address in report.lost]
    yield HEADINGS["older"], [_older(text) for text in report.older]
    yield HEADINGS["figures"], [_figure(figure) for figure in report.figures]
    yield HEADINGS["notes"], [("", note) for note in report.notes]


def _page(page: ToldPage) -> tuple[str, ...]:
    said = f" ({' '.join(page.languages)}): "
    parts = f" {', '.join(page.parts)}" if page.parts else ""
    line = "", page.title, said, page.address or "/", parts
    return (*line[:4], " leads to ", page.to or "/") if page.kind == "moved" else line


def _older(text: OlderText) -> tuple[str, ...]:
    return "", text.file, " ", text.field, f" ({' '.join(text.languages)})"


def _figure(figure: Figure) -> tuple[str, ...]:
    pages = [part for title in figure.pages for part in (", ", title)]
    return "", figure.before, " → ", figure.after, ": ", *pages[1:]


def _frames(report: Report) -> str:
    return f"The menu or the foot changes ({' '.join(report.frames)})." if report.frames else ""


def as_text(report: Report) -> str:
    """For a terminal; no sign in it moves a cursor."""
    lines = [summed_up(report), *filter(None, [_frames(report)])]
    for heading, told in sections(report):
        if told:
            lines += ["", f"{heading}:", *(f"  {''.join(_shown(line))}" for line in told)]
    return "\n".join(lines)


def _shown(line: Sequence[str]) -> Iterator[str]:
    for at, part in enumerate(line):
        yield shown(part, 400) if at % 2 else part


def as_markdown(report: Report) -> str:
    """For a job summary, and for a comment; whatever the site says is nothing but text in it."""
    lines = ["### What this changes on the site", "", summed_up(report), _frames(report)]
    for heading, told in sections(report):
        if told:
            lines += ["", f"**{heading}**", ""]
            lines += [f"- {''.join(_spans(line))}" for line in told[:MOST_LINES]]
            lines += [f"- and {len(told) - MOST_LINES} more"] * (len(told) > MOST_LINES)
    return "\n".join(_first(lines)) + "\n"


def _first(lines: Sequence[str]) -> Iterator[str]:
    """As many lines as a comment holds."""
    left = MOST_CHARACTERS
    for line in lines:
        left -= len(line) + 1
        if left < 0:
            yield "- and more, too long for a comment"
            return
        yield line


def _spans(line: Sequence[str]) -> Iterator[str]:
    # In a code span a text names nobody, leads nowhere and is no HTML.
    for at, part in enumerate(line):
        yield f"`{shown(part.replace('`', chr(39)), 100) or ' '}`" if at % 2 else part
