"""A slide to draw on: texts go into its placeholders, or into boxes of their own; in points."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pptx.dml.color import RGBColor
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.table import _Cell
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Pt

from ...words.direction import direction
from ...words.forms import regional_form
from ...words.text import Words, one_line
from ..drawings import Drawing, svg
from ..model import Part
from ..pdf import FONTS
from ..worker import picture
from .master import FOOT, KICKER, LAYOUTS, LEAST, SIDE, TITLE, TOP, WIDTH, Box
from .measure import Par, Run, shortened, tall

TALLEST = 150
"""No title is taller, in points."""
_SHARP = 3
"""So many pixels of a picture make a point."""
_DECORATIVE = parse_xml(
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative'
    ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)
"""What says nothing that words beside it do not say ([MS-ODRAWXML], decorative)."""
_PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""The built-in table style without lines and grounds."""


class Line(NamedTuple):
    """Below a row of a table."""

    width: float
    colour: str


@dataclass
class Canvas:
    """One slide."""

    slide: Slide
    rtl: bool
    used: set[int] = field(default_factory=set)
    room: Box = TITLE
    """What the title has left."""

    @classmethod
    def on(cls, deck: Deck, part: Part, *, rtl: bool) -> Canvas:
        """A new slide at the end of a deck."""
        layout = deck.slide_layouts[list(LAYOUTS).index(part)]
        return cls(deck.slides.add_slide(layout), rtl)

    def title(self, words: Words, kicker: Words | None, colour: str = "") -> None:
        """The title, as large as its length allows, and a few words above it."""
        par, box = _title(words, above=bool(kicker))
        self.text(0, [par], box)
        if kicker:
            self.text(KICKER, [Par((Run(kicker, LEAST, colour, bold=True),))])
        self.room = room_below(words, above=bool(kicker))

    def text(self, idx: int, pars: Sequence[Par], box: Box | None = None) -> None:
        """Paragraphs in a placeholder of the layout, which lies in its own place or in a box."""
        shape = next(p for p in self.slide.placeholders if p.placeholder_format.idx == idx)
        self.used.add(idx)
        if box:
            self._place(shape, box)
        self._fill(shape.text_frame, pars)

    def box(self, pars: Sequence[Par], box: Box) -> None:
        """Paragraphs in a box of their own."""
        shape = self.slide.shapes.add_textbox(0, 0, 0, 0)
        self._place(shape, box)
        frame = shape.text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        self._fill(frame, pars)

    def picture(self, drawing: Drawing, box: Box, alt: Words | None = None, href: str = "") -> Box:
        """A drawing as large as a box allows, at its start and top; says where it lies."""
        height = min(box.height, box.width * drawing.height / drawing.width)
        lies = box._replace(width=height * drawing.width / drawing.height, height=height)
        content = picture(svg(drawing), round(height * _SHARP), (str(FONTS),))
        shape = self.slide.shapes.add_picture(io.BytesIO(content), 0, 0)
        self._place(shape, lies)
        said = shape._element.nvPicPr.cNvPr
        shape.name = "Picture"
        said.set("descr", one_line(alt.text) if alt else "")
        if not alt:
            said.append(deepcopy(_DECORATIVE))
        if href:
            shape.click_action.hyperlink.address = href
        return lies

    def bar(self, box: Box, colour: str) -> None:
        """An area of a colour."""
        shape = self.slide.shapes.add_shape(1, 0, 0, 0, 0)
        self._place(shape, box)
        shape.fill.solid()
        shape.fill.fore_color.rgb = _rgb(colour)
        shape.line.fill.background()
        shape._element.nvSpPr.cNvPr.append(deepcopy(_DECORATIVE))

    def table(
        self,
        box: Box,
        rows: Sequence[Sequence[Par]],
        widths: Sequence[float],
        heights: Sequence[float],
        lines: tuple[Line, Line],
    ) -> None:
        """A table: the first row is its head; lines lie below the head, and below the others."""
        frame = self.slide.shapes.add_table(len(rows), len(widths), 0, 0, 0, 0)
        self._place(frame, box._replace(width=sum(widths), height=sum(heights)))
        table = frame.table
        table._tbl.tblPr.find(qn("a:tableStyleId")).text = _PLAIN_TABLE
        table.horz_banding, table.first_col = False, True
        if self.rtl:
            table._tbl.tblPr.set("rtl", "1")
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Pt(width)
        for at, (row, height) in enumerate(zip(rows, heights, strict=True)):
            table.rows[at].height = Pt(height)
            for cell, par in zip(table.rows[at].cells, row, strict=True):
                self._cell(cell, par, lines[min(at, 1)])

    def _cell(self, cell: _Cell, par: Par, line: Line) -> None:
        cell.margin_left, cell.margin_right = Pt(par.hang), Pt(6)
        cell.margin_top = cell.margin_bottom = Pt(2)
        cell.vertical_anchor = 3  # In the middle.
        self._fill(cell.text_frame, [par._replace(hang=0)])
        below = parse_xml(
            '<a:lnB xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
            f' w="{int(Pt(line.width))}"><a:solidFill><a:srgbClr val="{line.colour[1:].upper()}"/>'
            "</a:solidFill></a:lnB>"
        )
        cell._tc.get_or_add_tcPr().insert(0, below)

    def notes(self, lines: Iterable[Words]) -> None:
        """What the speaker reads."""
        frame = self.slide.notes_slide.notes_text_frame
        if frame is not None:
            self._fill(frame, [Par((Run(line, 12),)) for line in lines])

    def finish(self) -> None:
        """Take out what was not used; put in the foot, which python-pptx leaves in the layout."""
        for shape in list(self.slide.placeholders):
            if shape.placeholder_format.idx not in self.used:
                shape._element.getparent().remove(shape._element)
        for shape in self.slide.slide_layout.placeholders:
            if shape._element.ph_type.name in ("FOOTER", "SLIDE_NUMBER"):
                foot = deepcopy(shape._element)
                foot.spPr.clear()
                foot.txBody.find(qn("a:lstStyle")).clear()
                self.slide.shapes._spTree.append(foot)

    def _place(self, shape: Any, box: Box) -> None:
        left = WIDTH - box.left - box.width if self.rtl else box.left
        shape.left, shape.top = Pt(left), Pt(box.top)
        shape.width, shape.height = Pt(box.width), Pt(box.height)

    def _fill(self, frame: TextFrame, pars: Sequence[Par]) -> None:
        for at, par in enumerate(pars):
            self._write(frame.paragraphs[0] if at == 0 else frame.add_paragraph(), par)

    def _write(self, paragraph: _Paragraph, par: Par) -> None:
        paragraph.space_after = Pt(par.after)
        properties = paragraph._p.get_or_add_pPr()
        if par.hang:
            properties.set("marL", str(int(Pt(par.hang))))
            properties.set("indent", str(-int(Pt(par.hang)) if par.code else 0))
        words = par.runs[0].words if par.runs else None
        if words and direction(words.locale) == "rtl":
            properties.set("rtl", "1")
        if self.rtl != par.end:
            properties.set("algn", "r")
        if par.code:
            _run(paragraph, par.code)
            paragraph.runs[-1].text += "\t"
        for run in par.runs:
            _run(paragraph, run)


def _run(paragraph: _Paragraph, run: Run) -> None:
    """Words in their language."""
    if run.before:
        _run(paragraph, Run(run.words.said(""), run.size, run.colour))
        paragraph.runs[-1].text = run.before
    made = paragraph.add_run()
    made.text = one_line(run.words.text)
    made.font.size, made.font.bold = Pt(run.size), run.bold
    if run.colour:
        made.font.color.rgb = _rgb(run.colour)
    if run.href:
        made.hyperlink.address = run.href
    made._r.get_or_add_rPr().set("lang", regional_form(run.words.locale).replace("_", "-"))


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour[1:].upper())


def _title(words: Words, *, above: bool) -> tuple[Par, Box]:
    """The title, and its place: below a few words, or at the top. One that would fill the slide is
    cut."""
    par = Par((Run(words, _size(words), bold=True),))
    par = shortened(par, TITLE.width, TALLEST)
    top = TITLE.top if above else TOP
    return par, Box(SIDE, top, TITLE.width, tall([par], TITLE.width))


def room_below(words: Words, *, above: bool) -> Box:
    """What a title leaves of a slide."""
    _, box = _title(words, above=above)
    below = box.top + box.height + 24
    return Box(SIDE, below, box.width, FOOT - 12 - below)


def _size(title: Words) -> float:
    """The largest in which a title takes no more than two lines."""
    fitting = (
        size
        for size in (38, 31, 26, 22)
        if tall([Par((Run(title, size, bold=True),))], TITLE.width) < 3 * size
    )
    return next(fitting, 20)
