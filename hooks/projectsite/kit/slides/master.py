"""An empty presentation in the look of a project: theme, master, a layout for each kind of slide.

Only what python-pptx cannot say is written as XML (ECMA-376, PresentationML): it fills the layouts
of a presentation, and makes none.
"""

from __future__ import annotations

import io
import re
from typing import NamedTuple

from markupsafe import escape
from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout
from pptx.util import Pt

from ..drawings import svg
from ..figures import mark
from ..model import Part
from ..palette import DARK, Palette
from ..worker import picture

WIDTH, HEIGHT = 960, 540
"""Of a slide, in points: 16:9, as large as PowerPoint's own."""
SIDE, TOP, FOOT = 56, 40, 500
"""Where content begins, and where the foot of a slide does."""
LEAST = 18
"""No letter is smaller."""
KICKER, NAMES, SENTENCE = 13, 14, 15
"""The placeholders that a layout has beside a title and columns, by their idx."""
BAND = 412
"""Where the white band of the cover begins."""
FONT = "Arial"
_MARK = 28
"""The height of the mark in the foot, in points."""


class Box(NamedTuple):
    """A place on a slide, in points."""

    left: float
    top: float
    width: float
    height: float


class Layout(NamedTuple):
    """A kind of slide."""

    name: str
    """As PowerPoint shows it; `read-deck` knows a slide by it."""
    columns: tuple[Box, ...] = ()
    """Its texts, from idx 1 on."""
    dark: bool = False


WHOLE = Box(SIDE, 140, WIDTH - 2 * SIDE, FOOT - 140)


def columns(count: int, gap: float = 40, box: Box = WHOLE) -> tuple[Box, ...]:
    """A box in columns of one width."""
    width = (box.width - gap * (count - 1)) / count
    return tuple(
        Box(box.left + at * (width + gap), box.top, width, box.height) for at in range(count)
    )


LAYOUTS = {
    Part.COVER: Layout("Cover", (Box(SIDE, 190, 540, 110),), dark=True),
    Part.INTRODUCTION: Layout("Introduction", (Box(SIDE, 140, 540, 360), Box(644, 140, 260, 360))),
    Part.WORK_PACKAGE: Layout("Work package", columns(2)),
    Part.CONSORTIUM: Layout("Consortium", columns(2)),
    Part.LABELS: Layout("Labels", (Box(SIDE, 440, WIDTH - 2 * SIDE, 50),), dark=True),
    Part.MOMENTS: Layout("Outcomes", columns(3)),
    Part.PROMISED: Layout("Promised and proven", columns(2)),
    Part.CONTACTS: Layout("Contacts", columns(2)),
    Part.FUNDING: Layout("Funding", (WHOLE,)),
}
"""What a deck has slides for."""


def presentation(palette: Palette, acronym: str) -> Deck:
    """Without slides."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    deck.part.drop_rel(_relation(deck, "printerSettings"))
    for layout in list(deck.slide_layouts)[len(LAYOUTS) :]:
        deck.slide_layouts.remove(layout)
    theme = deck.slide_master.part.part_related_by(_THEME)
    theme._blob = _theme(theme.blob.decode(), palette).encode()
    _become(deck.slide_master, _master(acronym))
    styles = deck.slide_master._element.find(f"{{{_P}}}txStyles")
    styles.getparent().replace(styles, parse_xml(_styles()))
    for made, layout in zip(deck.slide_layouts, LAYOUTS.values(), strict=True):
        _become(made, _layout(layout, acronym, palette))
        made._element.attrib.pop("type", None)
        if layout is not LAYOUTS[Part.COVER]:
            _mark(made, layout, palette)
    return deck


_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_THEME = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme"


def _relation(deck: Deck, kind: str) -> str:
    return str(next(id for id, rel in deck.part.rels.items() if rel.reltype.endswith(kind)))


def _become(slide: SlideLayout, content: str) -> None:
    old = slide._element.find(f"{{{_P}}}cSld")
    slide._element.replace(old, parse_xml(content))


def _theme(xml: str, palette: Palette) -> str:
    """The theme with the colours of the project, those of partners among them, and one font."""
    hues = list(DARK.values())[:5]
    names = (
        "dk1",
        "lt1",
        "dk2",
        "lt2",
        *(f"accent{at}" for at in range(1, 7)),
        "hlink",
        "folHlink",
    )
    given = (palette.ink, palette.paper, palette.deep, palette.foam, palette.accent, *hues)
    pairs = zip(names, (*given, palette.accent, palette.deep_2), strict=True)
    scheme = "".join(
        f'<a:{name}><a:srgbClr val="{colour[1:].upper()}"/></a:{name}>' for name, colour in pairs
    )
    xml = re.sub(
        r"<a:clrScheme.*?</a:clrScheme>",
        f'<a:clrScheme name="Project">{scheme}</a:clrScheme>',
        xml,
        flags=re.DOTALL,
    )
    return re.sub(r'<a:latin typeface="[^"]*"/>', f'<a:latin typeface="{FONT}"/>', xml)


def _solid(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour[1:].upper()}"/></a:solidFill>'


def _box(box: Box) -> str:
    left, top, width, height = (int(Pt(measure)) for measure in box)
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def _placeholder(number: int, kind: str, name: str, box: Box, style: str, body: str = "") -> str:
    """One placeholder; kind is the attributes that say which."""
    anchor = ' anchor="ctr"' if "sldNum" in kind or "ftr" in kind else ""
    return f"""<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr>
<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr>
<p:spPr>{_box(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>
<p:txBody><a:bodyPr vert="horz" lIns="0" tIns="0" rIns="0" bIns="0"{anchor}><a:normAutofit/>
</a:bodyPr><a:lstStyle>{style}</a:lstStyle><a:p>{body or _text(name)}</a:p></p:txBody></p:sp>"""


def _level(size: float, colour: str = "", *, bold: bool = False, end: bool = False) -> str:
    fill = _solid(colour) if colour else ""
    return (
        f'<a:lvl1pPr marL="0" indent="0" algn="{"r" if end else "l"}"><a:buNone/>'
        f'<a:defRPr sz="{size * 100:.0f}" b="{int(bold)}">{fill}</a:defRPr></a:lvl1pPr>'
    )


def _foot(acronym: str, colour: str) -> str:
    """The acronym and the number of the slide."""
    style = _level(LEAST, colour, bold=True)
    number = _level(LEAST, colour, end=True)
    field = (
        '<a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum">'
        '<a:rPr lang="en-GB"/><a:t>‹#›</a:t></a:fld>'
    )
    left = Box(SIDE + _MARK + 4, FOOT + 4, 600, 28)
    right = Box(WIDTH - SIDE - 120, FOOT + 4, 120, 28)
    return _placeholder(
        20, 'type="ftr" sz="quarter" idx="11"', "Footer", left, style, _text(acronym)
    ) + (_placeholder(21, 'type="sldNum" sz="quarter" idx="12"', "Number", right, number, field))


def _text(text: str) -> str:
    return f'<a:r><a:rPr lang="en-GB"/><a:t>{escape(text)}</a:t></a:r>'


def _slide(name: str, ground: str, shapes: str) -> str:
    return f"""<p:cSld xmlns:p="{_P}" xmlns:a="{_A}" name="{name}">
<p:bg><p:bgPr>{ground}<a:effectLst/></p:bgPr></p:bg>
<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>
<p:grpSpPr/>{shapes}</p:spTree></p:cSld>"""


def _gradient(palette: Palette) -> str:
    first, last = (f'<a:srgbClr val="{c[1:].upper()}"/>' for c in (palette.deep, palette.deep_2))
    return (
        f'<a:gradFill><a:gsLst><a:gs pos="0">{first}</a:gs><a:gs pos="100000">{last}</a:gs>'
        '</a:gsLst><a:lin ang="3600000" scaled="0"/></a:gradFill>'
    )


TITLE = Box(SIDE, TOP + 28, WIDTH - 2 * SIDE, 60)
ABOVE = Box(SIDE, TOP, WIDTH - 2 * SIDE, 24)


def _master(acronym: str) -> str:
    shapes = _placeholder(2, 'type="title"', "Title", TITLE, "") + _placeholder(
        3, 'type="body" idx="1"', "Text", WHOLE, ""
    )
    ground = '<a:solidFill><a:schemeClr val="bg1"/></a:solidFill>'
    return _slide("", ground, shapes + _foot(acronym, ""))


def _styles() -> str:
    """How titles and texts are set where nothing else is said."""

    def level(size: int, colour: str, bold: int) -> str:
        return (
            '<a:lvl1pPr marL="0" indent="0" algn="l" rtl="0"><a:spcBef><a:spcPct val="0"/>'
            f'</a:spcBef><a:buNone/><a:defRPr sz="{size}" b="{bold}" kern="1200"><a:solidFill>'
            f'<a:schemeClr val="{colour}"/></a:solidFill><a:latin typeface="+mn-lt"/>'
            '<a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr></a:lvl1pPr>'
        )

    return (
        f'<p:txStyles xmlns:p="{_P}" xmlns:a="{_A}">'
        f"<p:titleStyle>{level(3800, 'tx2', 1)}</p:titleStyle>"
        f"<p:bodyStyle>{level(2000, 'tx1', 0)}</p:bodyStyle>"
        f"<p:otherStyle>{level(LEAST * 100, 'tx1', 0)}</p:otherStyle></p:txStyles>"
    )


def _layout(layout: Layout, acronym: str, palette: Palette) -> str:
    white = "#ffffff" if layout.dark else ""
    quiet = palette.mist if layout.dark else palette.ink_2
    above = _level(LEAST, palette.mist if layout.dark else palette.accent, bold=True)
    cover = layout is LAYOUTS[Part.COVER]
    title = Box(SIDE, 110, 540, 80) if cover else TITLE
    shapes = [
        *([_band(palette)] if cover else []),
        _placeholder(3, f'type="body" sz="quarter" idx="{KICKER}"', "Above", ABOVE, above),
        _placeholder(2, 'type="title"', "Title", title, _level(38, white, bold=True)),
    ]
    for at, box in enumerate(layout.columns, start=1):
        kind = f'type="body" sz="half" idx="{at}"'
        shapes.append(_placeholder(3 + at, kind, f"Text {at}", box, _level(20, white)))
    if cover:
        names = Box(SIDE, 320, 540, 76)
        kind = f'type="body" sz="quarter" idx="{NAMES}"'
        shapes.append(_placeholder(14, kind, "Partners", names, _level(20, white, bold=True)))
    if cover or layout is LAYOUTS[Part.FUNDING]:
        box = Box(SIDE + 130, BAND + 16, WIDTH - 2 * SIDE - 130, HEIGHT - BAND - 32)
        kind = f'type="body" sz="half" idx="{SENTENCE}"'
        shapes.append(_placeholder(15, kind, "Funding", box, _level(20, palette.ink)))
    if not cover:
        shapes.append(_foot(acronym, quiet))
    ground = _gradient(palette) if layout.dark else _solid(palette.paper)
    return _slide(layout.name, ground, "".join(shapes))


def _band(palette: Palette) -> str:
    box = _box(Box(0, BAND, WIDTH, HEIGHT - BAND))
    return f"""<p:sp><p:nvSpPr><p:cNvPr id="30" name="Band"/><p:cNvSpPr/><p:nvPr userDrawn="1"/>
</p:nvSpPr><p:spPr>{box}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{_solid(palette.paper)}
<a:ln><a:noFill/></a:ln></p:spPr>
<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="en-GB"/></a:p></p:txBody></p:sp>"""


def _mark(made: SlideLayout, layout: Layout, palette: Palette) -> None:
    """The mark of the project, in the foot of a layout."""
    drawing = mark(palette, on_deep=layout.dark)
    _, rel = made.part.get_or_add_image_part(io.BytesIO(picture(svg(drawing), 128)))
    box = Box(SIDE, FOOT + 4, _MARK * drawing.width / drawing.height, _MARK)
    made.shapes._spTree.append(
        parse_xml(f"""<p:pic xmlns:p="{_P}" xmlns:a="{_A}" xmlns:r="{_R}"><p:nvPicPr>
<p:cNvPr id="31" name="Mark" descr=""/><p:cNvPicPr/><p:nvPr userDrawn="1"/></p:nvPicPr>
<p:blipFill><a:blip r:embed="{rel}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>
<p:spPr>{_box(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>""")
    )
