"""An outcome on a page, to print or to send: what its page on the site says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..facts.model import Outcome
from ..page.evidence import SourceRow
from ..page.setting import Setting
from ..views.dossier import OutcomePage, outcome_page
from ..views.drawings.drop import drop_of
from ..views.outcomes import outcome_row
from ..words.markdown import paragraphs
from ..words.text import Words
from .figures import drop_drawing
from .model import Block, Facts, Figure, Heading, Paragraph, Part, Point, Points, Sheet, Tone
from .parts import fact, palette, said


def outcome_sheet(setting: Setting, outcome: Outcome) -> Sheet:
    """The sheet of an outcome."""
    page, row = outcome_page(setting, outcome), outcome_row(setting, outcome)
    hues = setting.project.hues
    hue = next((hues[id] for id in outcome.clusters), None)
    kicker = setting.own(" · ".join(filter(None, (row.tag, row.when))))
    return Sheet(Part.OUTCOME, page.title, tuple(_blocks(setting, outcome, page)), kicker, hue)


def _blocks(setting: Setting, outcome: Outcome, page: OutcomePage) -> Iterator[Block]:
    shown = drop_drawing(drop_of(setting.project, outcome), palette(setting), on_deep=True)
    yield Figure("drop", shown, said(setting, f"type.{outcome.type}"))
    yield Paragraph(page.summary, Tone.LEAD)
    if page.facts:
        yield Facts(tuple(fact(setting, row) for row in page.facts))
    if text := setting.optional_words(outcome.text):
        yield from (Paragraph(text.said(part)) for part in paragraphs(text.text))
    if page.remark:
        yield Paragraph(page.remark, Tone.SMALL)
    yield from _listed(
        setting,
        "outcome.reports",
        ((one.title, one.about, one.read.href if one.read else None) for one in page.reports),
    )
    came = ((one.headline, one.when, one.href) for one in page.followers)
    yield from _listed(setting, "outcome.followers", came)
    yield from _listed(setting, "evidence.sources", map(_source, page.sources))


def _source(row: SourceRow) -> tuple[Words | str, str, str | None]:
    about = " · ".join(filter(None, (row.about, row.state)))
    return row.title or row.text, about, row.href


def _listed(
    setting: Setting, key: str, entries: Iterable[tuple[Words | str, str, str | None]]
) -> Iterator[Block]:
    """A heading and a list of a title, what it is, and where it leads; nothing for none."""
    points = tuple(
        Point(_titled(setting, title, about), href=href or "") for title, about, href in entries
    )
    if points:
        yield from (Heading(said(setting, key)), Points(points))


def _titled(setting: Setting, title: Words | str, about: str) -> Words:
    words = setting.own(title) if isinstance(title, str) else title
    return words.said(f"{words} ({about})") if about else words
