"""A presentation as bytes, the same for the same document; none without the funding block."""

from __future__ import annotations

import io
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pptx.slide import Slide
from pptx.util import Mm

from ...facts.model import Brand
from ...problems import Problem, ProblemsFound, shown
from ...words.text import one_line
from ..model import Document, Notice
from ..notice import EMBLEM_MM
from ..palette import palette_of
from .drawing import drawn

_DRAWING = "hooks/projectsite/kit/slides/drawing.py"
_NEARLY = 0.01


def slides(document: Document, brand: Brand) -> bytes:
    """The file of a document. Raises ProblemsFound where the first or the last slide is without
    the funding block."""
    deck = drawn(document, palette_of(brand))
    if not all(_has_notice(slide, document.notice) for slide in (deck.slides[0], deck.slides[-1])):
        said = f"{document.name}.{document.locale}.pptx: the funding block is missing or too small"
        raise ProblemsFound([Problem(_DRAWING, 0, 0, said, "kit-template")])
    about = deck.core_properties
    about.title, about.author = _short(document.title.text), _short(document.author)
    about.subject, about.language = _short(document.about.text), document.locale
    about.last_modified_by, about.keywords, about.revision = about.author, "", 1
    moment = document.moment.replace(tzinfo=None)
    about.created = about.modified = moment
    content = io.BytesIO()
    deck.save(content)
    return _dated(content.getvalue(), document)


def _short(text: str) -> str:
    """A text as a property of a file, which has 255 characters at most (python-pptx)."""
    return shown(text, 255)


def _has_notice(slide: Slide, notice: Notice) -> bool:
    """Whether the sentence is on a slide, and the emblem: 3 to 2, and as tall as it has to be."""
    said = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    emblems = [
        shape
        for shape in slide.shapes
        if shape._element.xpath("./p:nvPicPr/p:cNvPr/@descr") == [notice.emblem_alt.text]
    ]
    sentence = one_line(notice.statement.text)
    return (
        bool(sentence)
        and any(text.startswith(sentence) for text in said)
        and any(
            shape.height >= Mm(EMBLEM_MM) and abs(shape.width / shape.height - 1.5) < _NEARLY
            for shape in emblems
        )
    )


def _dated(content: bytes, document: Document) -> bytes:
    """The same archive, with the time of the facts for that of the clock."""
    dated = io.BytesIO()
    # The time of an entry begins in 1980 (APPNOTE 4.4.6).
    moment = max(document.moment.timetuple()[:6], (1980, 1, 1, 0, 0, 0))
    with ZipFile(io.BytesIO(content)) as old, ZipFile(dated, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            info = ZipInfo(entry.filename, moment)
            info.compress_type = ZIP_DEFLATED
            new.writestr(info, old.read(entry))
    return dated.getvalue()
