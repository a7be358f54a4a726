"""The slides as PowerPoint: they say what the site says, can be edited, and hold what is long."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from zipfile import ZipFile

import pytest
from pptx import Presentation
from pptx.util import Mm, Pt

from conftest import EXAMPLE_URL, edit
from projectsite.kit.documents import documents
from projectsite.kit.slides import drawing, paragraphs, slide_count
from projectsite.kit.slides.file import slides
from projectsite.page.setting import Setting
from projectsite.problems import ProblemsFound
from projectsite.site import load_site
from projectsite.views.agreement.promised import counts
from test_kit import edition_of

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamten"


def deck_of(site, locale="en"):
    return next(one for one in documents(edition_of(site), locale) if one.name == "deck")


def file_of(site, locale="en"):
    return slides(deck_of(site, locale), site.project.brand)


def opened(content):
    return Presentation(io.BytesIO(content))


@pytest.fixture(scope="module")
def content(example_site):
    return file_of(example_site)


@pytest.fixture(scope="module")
def deck(content):
    return opened(content)


def texts(slide):
    """All that stands on a slide, in the order of reading; a table by its cells."""
    for shape in slide.shapes:
        if shape.has_text_frame:
            yield shape.text_frame.text
        if shape.has_table:
            yield from (cell.text for row in shape.table.rows for cell in row.cells)


def text_of(deck):
    return "\n".join(text for slide in deck.slides for text in texts(slide))


def runs(slide):
    for shape in slide.shapes:
        frames = [shape.text_frame] if shape.has_text_frame else []
        if shape.has_table:
            frames += [cell.text_frame for row in shape.table.rows for cell in row.cells]
        for frame in frames:
            yield from (run for paragraph in frame.paragraphs for run in paragraph.runs)


def is_foot(run):
    kinds = run._r.xpath("ancestor::p:sp/p:nvSpPr/p:nvPr/p:ph/@type")
    return {*kinds} & {"ftr", "sldNum"}


def test_the_titles_are_those_of_the_pdf(example_site, deck):
    document = deck_of(example_site)
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert list(dict.fromkeys(titles)) == list(
        dict.fromkeys(sheet.title.text for sheet in document.sheets)
    )


def test_they_tell_the_facts(example_site, deck):
    text, project = text_of(deck), example_site.project
    said = [project.facts.acronym, project.facts.title.root["en"]]
    said += [one.text.root["en"] for one in project.objectives.values()]
    said += [one.title.root["en"] for one in project.work_packages.values()]
    said += [one.name for one in project.clusters.values()]
    said += [one.email for one in project.contacts.values()]
    assert all(part in text for part in said)


def test_each_number_is_that_of_the_site(example_site, deck):
    setting = Setting.absolute(edition_of(example_site), EXAMPLE_URL, "en")
    shown = counts(setting)
    assert shown
    text = text_of(deck)
    assert all(f"{one.number}\n{one.label}" in text for one in shown)


def test_titles_and_texts_are_placeholders_of_a_layout_for_the_kind(deck):
    names = [slide.slide_layout.name for slide in deck.slides]
    assert names[0] == "Cover"
    assert {"Introduction", "Work package", "Consortium", "Contacts", "Funding"} <= {*names}
    for slide in deck.slides:
        filled = [shape for shape in slide.placeholders if shape.has_text_frame]
        assert all(shape.text_frame.text for shape in filled), "an empty placeholder"
        assert slide.shapes.title.text


def test_a_table_is_a_table_with_a_head(deck):
    tables = [s.table for slide in deck.slides for s in slide.shapes if s.has_table]
    assert tables
    assert all(table.first_row for table in tables)


def test_no_letter_is_smaller_than_18_points(deck):
    sizes = [run.font.size for slide in deck.slides for run in runs(slide) if not is_foot(run)]
    assert sizes
    assert min(sizes) >= Pt(18)


def test_each_picture_has_an_alternative_text_or_says_nothing(deck):
    found = [
        shape._element.nvPicPr.cNvPr
        for slide in deck.slides
        for shape in slide.shapes
        if shape.shape_type == 13
    ]
    said = [about.get("descr") for about in found if about.get("descr")]
    quiet = [about for about in found if not about.get("descr")]
    assert any("Tresnuvem" in text or "TNV" in text for text in said)
    assert any("flag" in text.lower() or "emblem" in text.lower() for text in said)
    assert all(about.xpath(".//*[local-name()='decorative']/@val") == ["1"] for about in quiet)


def test_each_passage_has_its_language(example_site):
    """To Czech nearly no text of the work packages is translated."""
    deck = opened(file_of(example_site, "cs"))
    found = {}
    for slide in deck.slides:
        for run in runs(slide):
            if not is_foot(run):
                found.setdefault(run._r.rPr.get("lang"), []).append(run.text)
    assert {*found} == {"cs-CZ", "en-GB"}
    for package in example_site.project.work_packages.values():
        czech = package.title.root.get("cs")
        assert (czech in found["cs-CZ"]) if czech else (package.title.root["en"] in found["en-GB"])
    assert "Konsorcium" in found["cs-CZ"]


def test_the_notes_name_the_sources(example_site, deck):
    document = deck_of(example_site)
    with_sources = {sheet.title.text: sheet.sources for sheet in document.sheets if sheet.sources}
    assert with_sources
    for slide in deck.slides:
        said = with_sources.get(slide.shapes.title.text, ())
        notes = slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""
        assert notes.splitlines() == [one.text for one in said]


def test_first_and_last_slide_have_the_funding_block(example_site, deck):
    notice = deck_of(example_site).notice
    for slide in (deck.slides[0], deck.slides[-1]):
        assert notice.statement.text in "\n".join(texts(slide))
        (emblem,) = [
            shape
            for shape in slide.shapes
            if shape.shape_type == 13
            and shape._element.nvPicPr.cNvPr.get("descr") == notice.emblem_alt.text
        ]
        assert emblem.height >= Mm(10)
        assert emblem.width / emblem.height == pytest.approx(1.5, abs=0.01)
    assert " ".join(notice.disclaimer.text.split()) in "\n".join(texts(deck.slides[-1]))


@pytest.mark.parametrize(
    ("module", "name", "value"),
    [
        (drawing, "_EMBLEM", 20),
        (paragraphs, "_stopped", lambda words: words.said("By nobody.")),
    ],
)
def test_no_file_is_written_without_it(example_site, monkeypatch, module, name, value):
    monkeypatch.setattr(module, name, value)
    with pytest.raises(ProblemsFound, match=r"deck\.en\.pptx: the funding block is missing"):
        file_of(example_site)


def test_the_same_document_is_the_same_file(example_site, content):
    assert file_of(example_site) == content
    with ZipFile(io.BytesIO(content)) as parts:
        assert len({entry.date_time for entry in parts.infolist()}) == 1
        assert not parts.testzip()
    assert slide_count(content) == len(opened(content).slides)


def inside(deck):
    """Whether every shape lies on its slide."""
    for slide in deck.slides:
        for shape in slide.shapes:
            place = shape.left, shape.top, shape.width, shape.height
            if None in place:  # as the layout has it
                continue
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width + Pt(1)
            assert shape.top + shape.height <= deck.slide_height + Pt(1), shape.name
    return True


def test_what_is_long_flows_on_to_further_slides(example_copy):
    many = " ".join(f"word{at}" for at in range(900))
    edit(example_copy, "data/work_packages/wp1.yml", "en: Skills", f"en: >-\n    {'Skill ' * 45}")
    edit(example_copy, "data/work_packages/wp1.yml", "en: The", f"en: >-\n    {LONG} {many} The")
    site = load_site(example_copy)
    deck = opened(file_of(site))
    (_, *others) = [slide for slide in deck.slides if slide.slide_layout.name == "Work package"]
    assert len(others) > 3
    assert inside(deck)
    text = text_of(deck)
    assert LONG in text
    assert re.findall(r"word\d+", text) == re.findall(r"word\d+", many)
    assert "continued" in "\n".join(texts(others[0]))


def test_work_packages_that_have_a_title_alone_share_a_slide(example_site, monkeypatch):
    packages = example_site.project.work_packages
    for id, package in list(packages.items()):
        bare = package.model_copy(update={"summary": None, "objectives": ()})
        monkeypatch.setitem(packages, id, bare)
    deck = opened(file_of(example_site))
    (slide,) = [slide for slide in deck.slides if slide.shapes.title.text == "Work packages"]
    said = "\n".join(texts(slide))
    assert all(f"{one.id}\t{one.title.root['en']}" in said for one in packages.values())
    assert "Work package" not in [slide.slide_layout.name for slide in deck.slides]


MARKUP = "<a:t>x</a:t> &amp; #{1/0} $x$ _x000D_ {{ x }} {% raw %}"


def with_title(site, title):
    document = deck_of(site)
    cover = document.sheets[0]
    odd = replace(cover, title=cover.title.said(title))
    return slides(replace(document, sheets=(odd, *document.sheets[1:])), site.project.brand)


@pytest.mark.parametrize("title", [MARKUP, "a\u0301\u0327", "العربية", "\U0001f4a7", LONG * 4])
def test_signs_and_odd_letters_are_text(example_site, title):
    deck = opened(with_title(example_site, title))
    assert deck.slides[0].shapes.title.text == " ".join(title.split())
    assert inside(deck)


@pytest.mark.parametrize("title", ["Title " * 50, "Title " * 3_000, LONG * 40])
def test_a_title_that_is_too_long_is_cut(example_site, title):
    document = deck_of(example_site)
    sheets = tuple(replace(one, title=one.title.said(title)) for one in document.sheets)
    long = replace(document, sheets=sheets, about=document.about.said(title), author=title)
    deck = opened(slides(long, example_site.project.brand))
    assert inside(deck)
    assert all(slide.shapes.title.text[:5] == title[:5] for slide in deck.slides)


def test_control_characters_are_left_out(example_site):
    deck = opened(with_title(example_site, "RIVER\x07\x1bLIGHT"))
    assert deck.slides[0].shapes.title.text == "RIVERLIGHT"


def test_from_right_to_left_everything_is_mirrored(example_site):
    document = replace(deck_of(example_site), rtl=True)
    deck = opened(slides(document, example_site.project.brand))
    plain = opened(slides(replace(document, rtl=False), example_site.project.brand))
    for one, other in zip(deck.slides, plain.slides, strict=True):
        for a, b in zip(one.shapes, other.shapes, strict=True):
            if b._element.xpath("./*/p:nvPr/p:ph[@type='ftr' or @type='sldNum']"):
                continue
            if b.has_text_frame and not b._element.xpath(".//a:xfrm"):
                continue
            assert a.left + a.width + b.left == pytest.approx(deck.slide_width, abs=3)
