"""What a stranger found by trying: each was let through once."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from time import process_time
from typing import Annotated, Any
from zlib import crc32

import pytest
from openpyxl import Workbook
from openpyxl.styles import Border, Side
from PIL import Image
from pptx import Presentation
from pydantic import TypeAdapter, ValidationError

from changes import change_record
from conftest import build
from projectsite.__main__ import main
from projectsite.build.html.terms import _Forms
from projectsite.exchange.period_report import write_report
from projectsite.facts.model import Record, Term
from projectsite.files.folders import make_folder
from projectsite.files.pictures import picture_mistake, raster_of
from projectsite.files.state.stamp import files_below
from projectsite.files.writing import write_files
from projectsite.intake.decks.file import read_slides
from projectsite.intake.decks.reading import facts_in
from projectsite.intake.decks.sections import Section, Slides
from projectsite.intake.tables import read_lines, read_table
from projectsite.problems import ProblemsFound
from projectsite.prose.assets import asset_problems
from projectsite.site import load_site
from projectsite.words.text import Locale
from proposal import write_tables


def codes(project: Path) -> set[str]:
    try:
        load_site(project)
    except ProblemsFound as found:
        return {problem.code for problem in found.problems}
    return set()


@pytest.mark.parametrize(
    "name",
    [
        "d2-1-places.pdf",
        "internal/d2-1-places.pdf",
        "d2.1-places.pdf",
        "d2-1.pdf",
        "d02-1-places.pdf",
        "d2-01-places.pdf",
        "d-2-1-places.pdf",
        "d21-places.pdf",
        "riverlight-d2-1-places.pdf",
    ],
)
def test_no_name_hides_the_file_of_what_is_not_public(example_copy, name):
    path = example_copy / "docs/assets" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"%PDF-1.4 secret")
    assert "not-public" in codes(example_copy)


@pytest.mark.parametrize("name", ["d2-10-places.pdf", "d22-1.pdf", "read-2-1.pdf", "d1-1-more.pdf"])
def test_other_names_are_other_files(example_copy, name):
    (example_copy / "docs/assets" / name).write_bytes(b"%PDF-1.4")
    assert "not-public" not in codes(example_copy)


def test_the_file_of_a_public_one_may_begin_as_that_of_another(example_copy):
    record = {"id": "D1", "title": {"en": "All of it"}, "work_package": "WP1", "due": "M24"}
    path = example_copy / "data/deliverables/d1.yml"
    path.write_text("id: D1\n", encoding="utf-8")
    change_record(path, **record, level="SEN", sources=[{"document": "project-plan"}])
    assert codes(example_copy) == set()


@pytest.mark.parametrize(
    "entity", ["&#00008238;", "&#x0000202e;", "&#00008203;", "&#00000002;", "&#x000000000003;"]
)
def test_noughts_hide_no_entity(example_copy, entity):
    page = example_copy / "docs/en/contact.md"
    page.write_text(page.read_text("utf-8") + f"\nPay {entity}moc.\n", encoding="utf-8")
    assert "invisible-character" in codes(example_copy)


@pytest.mark.parametrize("before", ["> ", "- ", "1. ", "> - "])
def test_an_address_of_a_link_is_seen_in_a_quotation(example_copy, before):
    path = example_copy / "data/outcomes/lamp-loan.yml"
    text = f"{before}[y]: https://europa.eu:!@evil.example/\n\nSee [European Commission][y]."
    change_record(path, text={"en": text, "de": "Anders."})
    assert "markup" in codes(example_copy)


@pytest.mark.parametrize(
    "sign",
    [
        *("\u034f", "\u2800", "\u180b", "\ue000", "\u17b4", "\ufdd0", "\ufff0", "\U0001fffe"),
        *("\U0001bca0", "\U0001d173", "\U000e0080", "\U000e0101", "\U000f0000", "\ufe0f"),
    ],
)
def test_what_cannot_be_seen_is_refused(example_copy, sign):
    path = example_copy / "data/outcomes/lamp-loan.yml"
    change_record(path, place={"en": f"To{sign}mar", "de": "Tomar"})
    assert "invisible-character" in codes(example_copy)


def term(number: int) -> Term:
    words = "a b c d e f g h i "
    return Term.model_validate(
        {
            "id": f"term-{number}",
            "term": {"en": words + f"x{number:x}"},
            "definition": {"en": "One."},
            "sources": [{"document": "plan"}],
        }
    )


def test_terms_that_begin_alike_have_one_beginning():
    """Of hundreds, each place of a text would else try all of them, word by word."""
    forms = _Forms.of([term(number) for number in range(300)], Locale("en"))
    assert forms
    assert forms.pattern.pattern.count("b(?:") <= 2
    for text, id in (("a b c d e f g h i x1", 1), ("A  b c d e f g h i\nx12b, then", 299)):
        assert forms.term(forms.pattern.search(text)).id == f"term-{id}"


def test_the_name_of_a_sign_is_no_term(example_copy, tmp_path):
    glossary = example_copy / "data/glossary.yml"
    glossary.write_text(
        glossary.read_text("utf-8") + "  - id: amp\n    term: {en: amp, de: Amp}\n"
        "    definition: {en: A unit., de: Eine Einheit.}\n"
        "    sources: [{document: project-plan}]\n",
        encoding="utf-8",
    )
    page = example_copy / "docs/en/contact.md"
    page.write_text(page.read_text("utf-8") + "\nOur R&D measures one amp.\n", encoding="utf-8")
    html = build(example_copy, tmp_path / "site").page("contact")
    assert "R&amp;D measures one <" in html


def test_a_project_without_a_repository_is_built(example_copy, tmp_path):
    menu = example_copy / "mkdocs.yml"
    text = re.sub(r"(?m)^repo_url:.*\n", "", menu.read_text("utf-8"))
    text = text.replace("admin: yes", "admin: no")
    menu.write_text(text, encoding="utf-8")
    built = build(example_copy, tmp_path / "site")
    assert "/edit/" not in built.page("outcomes/lamp-loan")


# Tables


def test_a_bomb_is_refused_before_it_is_opened(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    with pytest.raises(ProblemsFound) as caught:
        read_table(path, {"id": ("No",)})
    assert "too large" in caught.value.problems[0].message


def test_a_damaged_workbook_is_told(tmp_path):
    book = Workbook()
    book.active.append(["No", "Title"])
    book.active.append(["D1.1", "Lamp"])
    whole = tmp_path / "whole.xlsx"
    book.save(whole)
    content = whole.read_bytes()
    told = 0
    for at in range(0, len(content), max(len(content) // 150, 1)):
        path = tmp_path / "damaged.xlsx"
        path.write_bytes(content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :])
        try:
            read_table(path, {"id": ("No",), "title": ("Title",)})
        except ProblemsFound:
            told += 1
    assert told > 10


SHEET = "xl/worksheets/sheet1.xml"


def packed_anew(path: Path, compression: int, part: str = "", by: bytes = b"") -> None:
    """Pack a workbook in another way, with a part of it changed."""
    with zipfile.ZipFile(path) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    if part:
        parts[part] = by
    with zipfile.ZipFile(path, "w", compression) as anew:
        for name, content in parts.items():
            anew.writestr(name, content)


@pytest.mark.parametrize("compression", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_only_what_office_programs_pack_is_unpacked(tmp_path, compression):
    path = tmp_path / "table.xlsx"
    book = Workbook()
    book.active.append(["No", "Title"])
    book.save(path)
    packed_anew(path, compression)
    with zipfile.ZipFile(path) as whole:
        part = whole.getinfo(SHEET)
    begins = part.header_offset + 30 + len(SHEET)
    content = bytearray(path.read_bytes())
    for at in range(begins + 10, begins + part.compress_size - 2, 3):
        content[at] ^= 0x5A
    path.write_bytes(content)
    with pytest.raises(ProblemsFound) as caught:
        read_table(path, {"id": ("No",)})
    assert "Save it as .xlsx or .csv anew" in caught.value.problems[0].message


def test_the_cells_of_a_sheet_are_counted_and_not_what_it_says(tmp_path):
    path = tmp_path / "table.xlsx"
    book = Workbook()
    book.active.append(["No", "Title"])
    book.active.append(["D1.1", "Lamp"])
    book.active.cell(2, 400).number_format = "0.0"  # an empty cell far to the right
    book.save(path)
    with zipfile.ZipFile(path) as whole:
        text = whole.read(SHEET)
    assert b'ref="A1:OJ2"' in text
    lie = text.replace(b'ref="A1:OJ2"', b'ref="A1:XFD1048576"')
    packed_anew(path, zipfile.ZIP_DEFLATED, SHEET, lie)
    columns = {"id": ("No",), "title": ("Title",)}
    assert [dict(row.cells) for row in read_table(path, columns)] == [
        {"id": "D1.1", "title": "Lamp"}
    ]
    book.active.cell(2, 400, "lost")
    book.save(path)
    with pytest.raises(ProblemsFound) as caught:
        read_table(path, columns)
    assert "200 columns" in caught.value.problems[0].message


ERRORS = ["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!"]


@pytest.mark.parametrize("name", ["table.xlsx", "table.csv"])
def test_an_error_of_a_spreadsheet_is_no_title(tmp_path, name):
    path, columns = tmp_path / name, {"id": ("No",), "title": ("Title",)}
    lines = [["No", "Sum", "Title"], *([f"D{n}", "#REF!", said] for n, said in enumerate(ERRORS))]
    if name.endswith("xlsx"):
        book = Workbook()
        book.create_sheet("Hidden", 0).sheet_state = "hidden"
        sheet = book.worksheets[1]
        sheet.title = "Annex 1"
        for line in lines:
            sheet.append(line)
        assert sheet["C2"].data_type == "e"
        book.save(path)
    else:
        path.write_text("\n".join(map(",".join, lines)), "utf-8")
    with pytest.raises(ProblemsFound) as caught:
        read_table(path, columns)
    sheet = "Annex 1!" if name.endswith("xlsx") else ""
    assert [(problem.line, problem.message) for problem in caught.value.problems] == [
        (n, f"{sheet}C{n}: “{said}” is an error of the spreadsheet. Write the value itself.")
        for n, said in enumerate(ERRORS, start=2)
    ]
    if name.endswith("csv"):
        path.write_text("No,Title\nD1,The #REF! of it\nD2,#1 lamp!\n", "utf-8")
        assert len(read_table(path, columns)) == 2


TASKS = "Task,Title,WP,Lead,Participants,Start,End\n"
MANY = {
    "partners": "Name,Country\n" + "Foo,DE\n" * 4_900,
    "tasks": TASKS + f'1.10,A,1,tresnuvem,"{",".join(f"n{n}" for n in range(1_500))}",1,2\n' * 99,
    "effort": "Partner,WP1\n" + "nobody,1\n" * 4_900,
    "publications": "\n".join(f"@misc{{k{n}, title = {{T}}}}" for n in range(1_900)),
}


@pytest.mark.parametrize("kind", MANY)
def test_of_thousands_of_problems_the_first_are_told(example_copy, tmp_path, capsys, kind):
    table = tmp_path / ("table.bib" if kind == "publications" else "table.csv")
    table.write_text(MANY[kind], encoding="utf-8")
    begun = process_time()
    assert main(["import", kind, str(table), "--root", str(example_copy)]) == 1
    assert process_time() - begun < 3
    told = capsys.readouterr().out.splitlines()
    assert 200 < len(told) < 210
    assert "Nothing was written." in told[-1]
    assert any("there is more to mend from here on" in line for line in told)


def test_a_cell_is_no_longer_than_a_text_of_a_record(example_copy, tmp_path, capsys):
    table = tmp_path / "table.csv"
    table.write_text(f'{TASKS}1.10,A,1,tresnuvem,"{"a," * 10_001}",1,2\n', encoding="utf-8")
    assert main(["import", "tasks", str(table), "--root", str(example_copy)]) == 1
    assert "table.csv:2: a cell has at most 8,000 characters." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("code", "advice"),
    [("D1/2", "Write “id: D1.2”."), ("../../etc/passwd", "agreement: D2.1."), ("D1_2", "D1.2")],
)
def test_what_is_no_code_is_told_the_form_of_one(example_copy, tmp_path, capsys, code, advice):
    table = tmp_path / "table.csv"
    table.write_text(f"No,Title,WP,Due\n{code},Lamp,WP1,M3\n", encoding="utf-8")
    assert main(["import", "deliverables", str(table), "--root", str(example_copy)]) == 1
    assert advice in capsys.readouterr().out


@pytest.mark.parametrize("name", ["Αθηναϊκός Όμιλος", "東京大学"])
def test_a_partner_without_latin_letters_is_asked_for_a_short_name(tmp_path, capsys, name):
    table = tmp_path / "partners.csv"
    table.write_text(f"Name,Country\n{name},GR\n", encoding="utf-8")
    assert _init(tmp_path / "new", table) == 1
    assert "a short name of two Latin letters" in capsys.readouterr().out
    table.write_text(f"Name,Short name,Country\n{name},AEI,GR\n", encoding="utf-8")
    assert _init(tmp_path / "new", table) == 0


def _init(folder: Path, table: Path, **changed: str) -> int:
    options = {
        "acronym": "LUMAR",
        "title": "Light",
        "programme": "horizon-europe",
        "number": "101999999",
        "languages": "en",
        "partners": str(table),
        "start": "2025-01",
        "months": "36",
    } | changed
    return main(["init", str(folder), *(x for k, v in options.items() for x in (f"--{k}", v))])


@pytest.mark.parametrize(
    "row", [f"D{'9' * 300},Lamp,M3", f"D1.91,Lamp,M{'9' * 5000}", "D9.91,Lamp,M3"]
)
def test_a_row_that_the_check_would_refuse_is_not_written(example_copy, tmp_path, capsys, row):
    table = tmp_path / "table.csv"
    table.write_text(f"No,Title,Due\n{row}\n", encoding="utf-8")
    arguments = ["import", "deliverables", str(table), "--root", str(example_copy)]
    assert main(arguments) == 1
    assert "Nothing was written." in capsys.readouterr().out
    assert codes(example_copy) == set()


def test_a_project_begins_where_one_stands(tmp_path, monkeypatch):
    tables = write_tables(tmp_path)
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    assert _init(Path(), tables["partners"]) == 0
    assert (folder / "mkdocs.yml").is_file()


@pytest.mark.parametrize(
    "changed",
    [
        {"start": "0000-01"},
        {"acronym": "A" * 90},
        {"acronym": "A\nB"},
        {"title": "Light \udcff"},
        {"title": "Light\non rivers"},
        {"authority": "Ministry \x07"},
    ],
)
def test_answers_that_make_no_project(tmp_path, capsys, changed):
    tables = write_tables(tmp_path)
    assert _init(tmp_path / "new", tables["partners"], **changed) == 1
    assert "Nothing was written." in capsys.readouterr().out


def test_a_folder_within_the_generator_is_refused(tmp_path, capsys):
    tables = write_tables(tmp_path)
    assert _init(Path(__file__).parent / "new", tables["partners"]) == 1
    assert "lies in the folder of the generator" in capsys.readouterr().out


@pytest.mark.skipif(not Path("/proc/1").exists(), reason="a file system that nobody can write")
def test_a_folder_that_cannot_be_written_is_told(tmp_path, capsys):
    tables = write_tables(tmp_path)
    assert _init(Path("/proc/new"), tables["partners"]) == 1
    assert "cannot be written" in capsys.readouterr().out


def test_a_full_disk_is_told_in_a_sentence(tmp_path, capsys, monkeypatch):
    def full(*_, **__):
        raise shutil.Error([("a.py", "b.py", "[Errno 28] No space left on device")] * 300)

    monkeypatch.setattr(shutil, "copytree", full)
    assert _init(tmp_path / "new", write_tables(tmp_path)["partners"]) == 1
    said = capsys.readouterr().out
    assert "cannot be written: [Errno 28] No space left on device. [" in said


def test_a_project_of_the_last_year_of_the_calendar(example_copy):
    facts = example_copy / "data/project.yml"
    change_record(facts, start="9998-03", end="9999-12", duration="21", periods=None)
    assert "outside-project" in codes(example_copy) or "period" in codes(example_copy)


# Pictures


RUNS = "</desc><script>document.title = 'it runs'</script><desc>"


@pytest.mark.parametrize("quote", "\"'")
@pytest.mark.parametrize("encoding", ["utf-7", "UTF-7", "cp037", "iso-2022-cn", "utf-16"])
def test_a_drawing_is_read_as_browsers_read_it(tmp_path, encoding, quote):
    """In UTF-7 the script stands in a comment; no browser knows UTF-7, and each runs it."""
    head = f"<?xml version={quote}1.0{quote} encoding={quote}{encoding}{quote}?>"
    body = f"<desc>+ADwAIQAtAC0-{RUNS}+AC0ALQA+-</desc>"
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{body}</svg>'
    path = tmp_path / "logo.svg"
    path.write_text(f"{head}{drawing}", encoding="utf-8")
    assert picture_mistake(path) is not None
    path.write_text(f"{head}{drawing.replace(body, '')}", encoding="utf-8")
    assert "UTF-8" in picture_mistake(path)[1]
    path.write_text(f"{head.replace(encoding, 'utf-8')}{drawing.replace(body, '')}", "utf-8")
    assert picture_mistake(path) is None


# Slides


def slides(path: Path, changed: bytes = b"") -> Path:
    """A file of one slide, with something put before the end of its text."""
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text, slide.placeholders[1].text = "Lamp", "Ends here"
    deck.save(path)
    with zipfile.ZipFile(path) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as anew:
        for name, content in parts.items():
            if name == "ppt/slides/slide1.xml":
                end = b"</p:txBody></p:sp></p:spTree>"
                content = content.replace(end, changed + end)
            anew.writestr(name, content)
    return path


def test_slides_of_another_version_of_zip_are_told(tmp_path):
    path = slides(tmp_path / "deck.pptx")
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 6] = 99
    path.write_bytes(content)
    with pytest.raises(ProblemsFound, match=r"no \.pptx file"):
        read_slides(path)


def test_slides_are_no_device(tmp_path):
    path = tmp_path / "deck.pptx"
    path.symlink_to("/dev/zero")
    with pytest.raises(ProblemsFound, match=r"no \.pptx file"):
        read_slides(path)


LINE = b"<a:p><a:r><a:rPr><a:hlinkClick/></a:rPr><a:t>%s</a:t></a:r></a:p>"


@pytest.mark.parametrize(("times", "said"), [(2_000, "256 KB"), (150_000, "10 MB")])
def test_slides_hold_no_more_than_a_text(tmp_path, times, said):
    begun = process_time()
    with pytest.raises(ProblemsFound, match=said):
        read_slides(slides(tmp_path / "deck.pptx", LINE % (b"word " * 40) * times))
    assert process_time() - begun < 4


def test_a_title_of_slides_is_text_too(tmp_path):
    deck = Presentation()
    deck.slides.add_slide(deck.slide_layouts[0]).shapes.title.text = "x" * 300_000
    deck.save(tmp_path / "deck.pptx")
    with pytest.raises(ProblemsFound, match="256 KB"):
        read_slides(tmp_path / "deck.pptx")


@pytest.mark.parametrize("name", ["main.html", "assets/stylesheets/project.css"])
def test_a_template_that_is_not_utf_8_is_told(example_copy, name):
    with (example_copy / "overrides" / name).open("ab") as file:
        file.write("/* Café */".encode("latin-1"))
    assert codes(example_copy) == {"encoding"}


def test_a_name_that_is_not_utf_8_is_told(example_copy):
    (example_copy / "overrides/assets" / os.fsdecode(b"a\xff.pdf")).write_bytes(b"x")
    assert codes(example_copy) == {"stray-file"}


def test_thousands_of_links_are_sought_in_seconds():
    lines = ("x" * 120, *(f"l{number}" for number in range(25_000)))
    deck = Slides((Section("A", ()), Section("B", lines, links=(*lines[1:], "bank"))))
    begun = process_time()
    assert facts_in(deck).partnerships[:2] == ("l0", "l1")
    assert process_time() - begun < 4


# Numbers


def record_types(kind: type[Record] = Record) -> Iterator[type[Record]]:
    for below in kind.__subclasses__():
        yield below
        yield from record_types(below)


def taken_as_number(adapter: TypeAdapter[Any], value: object) -> bool:
    try:
        made = adapter.validate_python(value)
    except ValidationError:
        return False
    return all(
        type(part) in (int, float) for part in (made if isinstance(made, tuple) else (made,))
    )


def test_each_number_is_written_in_plain_digits():
    """Programs differ about what 1_0, 010, 1:30 and 1e0 are in YAML."""
    numbers = set()
    for kind in record_types():
        for name, field in kind.model_fields.items():
            adapter = TypeAdapter(Annotated[field.annotation, None, *field.metadata])
            for write in (str, lambda text: [text, text]):
                if taken_as_number(adapter, write("2")):
                    numbers.add(name)
                    for odd in (
                        "0_2",
                        "1_0",
                        "+2",
                        "2e0",
                        "0:2",
                        "0b11",
                        " 2",
                        "２",
                        ".5",
                        "2.",
                    ):
                        assert not taken_as_number(adapter, write(odd)), f"{kind}.{name}: {odd}"
    assert numbers >= {"duration", "position", "budget", "months", "reach"}


@pytest.mark.parametrize("written", ["2_4", "1:30", "0b11", "1e3", "024"])
def test_an_odd_number_is_told_with_what_to_write(example_copy, written):
    change_record(example_copy / "data/project.yml", duration=written)
    with pytest.raises(ProblemsFound) as caught:
        load_site(example_copy)
    said = f"duration: “{written}” is not a whole number. The length in months, as agreed: 24."
    assert [problem.message for problem in caught.value.problems] == [said]


def test_a_sheet_that_is_hidden_is_not_taken(tmp_path):
    workbook = Workbook()
    workbook.active.append(["Short name", "Name"])
    workbook.active.append(["LUMA", "Luma"])
    secret = workbook.create_sheet("Secret", 0)
    secret.append(["Short name", "Name"])
    secret.append(["HID", "Hidden"])
    for state in ("hidden", "veryHidden"):
        secret.sheet_state = state
        workbook.save(tmp_path / "table.xlsx")
        assert read_lines(tmp_path / "table.xlsx")[1] == ["LUMA", "Luma"]


@pytest.mark.parametrize("damage", ["styles", "date", "error"])
def test_nothing_but_ours_is_told_of_a_damaged_workbook(tmp_path, damage):
    """openpyxl warns of what it makes up."""
    workbook = Workbook()
    workbook.active.append(["Short name", "Name"])
    workbook.active.append(["LUMA", 99_999_999_999])
    workbook.active["B2"].number_format = "yyyy-mm-dd" if damage == "date" else "0"
    if damage == "error":
        workbook.active["A2"] = "#REF!"
    workbook.save(tmp_path / "whole.xlsx")
    with (
        zipfile.ZipFile(tmp_path / "whole.xlsx") as whole,
        zipfile.ZipFile(tmp_path / "table.xlsx", "w") as table,
    ):
        for name in whole.namelist():
            part = whole.read(name)
            if name == "xl/styles.xml" and damage != "date":
                part = re.sub(rb"<cellStyles.*</cellStyles>", b"", part)
            table.writestr(name, part)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        with suppress(ProblemsFound):
            read_table(tmp_path / "table.xlsx", {"name": ["Name"], "short": ["Short name"]})
    assert told == []


def picture(kind: str, **options: object) -> bytes:
    stream = io.BytesIO()
    Image.effect_noise((60, 60), 50).convert("RGB").save(stream, kind, **options)
    return stream.getvalue()


@pytest.mark.parametrize("ending", ["png", "jpg", "webp"])
def test_a_picture_that_was_cut_off_is_told(tmp_path, ending):
    kind = {"jpg": "JPEG"}.get(ending, ending)
    whole, path = picture(kind), tmp_path / f"lamp.{ending}"
    path.write_bytes(whole + b"\n")
    assert picture_mistake(path) is None
    for share in (0.01, 0.05, 0.3, 0.6, 0.9):
        path.write_bytes(whole[: int(len(whole) * share)])
        assert picture_mistake(path), share


def test_a_picture_within_a_picture_is_not_its_end(tmp_path):
    exif = Image.Exif()
    exif[0x010E] = "\xff\xd9"
    whole, path = picture("JPEG", exif=exif, quality=95), tmp_path / "lamp.jpg"
    path.write_bytes(whole)
    assert picture_mistake(path) is None
    path.write_bytes(whole[:-500])
    assert "the end of this picture is missing" in str(picture_mistake(path))


@pytest.mark.parametrize("name", ["pad.jpg", "chunks.png", "attributes.svg"])
def test_a_hostile_picture_takes_no_long_time(tmp_path, name):
    many = b" ".join(b'a%d="1"' % number for number in range(20_000))
    path = tmp_path / name
    if name == "pad.jpg":
        path.write_bytes(b"\xff\xd8" + b"\xff" * 19_000_000 + picture("JPEG")[2:])
    elif name == "chunks.png":
        whole, chunk = picture("PNG"), b"tEXta\0b"
        chunk = b"\0\0\0\x03" + chunk + crc32(chunk).to_bytes(4, "big")
        path.write_bytes(whole[:33] + chunk * 1_200_000 + whole[33:])
    else:
        path.write_bytes(
            b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g %s/></svg>' % many
        )
    start = process_time()
    assert picture_mistake(path)
    assert process_time() - start < 3


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n", "git lfs pull"),
    ],
)
def test_a_file_that_did_not_come_is_told(example_copy, content, said):
    path = example_copy / "docs/assets/river-handbook-notes.pdf"
    path.write_bytes(content)
    (problem,) = asset_problems(example_copy, path, "docs/assets/river-handbook-notes.pdf")
    assert said in problem.message


def test_a_photograph_with_another_in_it_is_a_jpeg(tmp_path):
    photograph = Image.new("RGB", (60, 40))
    path = tmp_path / "photograph.jpg"
    photograph.save(path, "MPO", save_all=True, append_images=[photograph])
    assert raster_of(path) == ("JPEG", 60, 40)


def test_cells_say_what_a_spreadsheet_shows(tmp_path):
    book = Workbook()
    book.active.append(["No", "Title"])
    book.active.append([0.1 + 0.2, "On lamps_x000D_\nand _x005F_x0041_"])
    book.active["A6000"].border = Border(top=Side("thin"))
    book.save(tmp_path / "table.xlsx")
    assert read_lines(tmp_path / "table.xlsx")[:2] == [
        ["No", "Title"],
        ["0.3", "On lamps and _x0041_"],
    ]
    (tmp_path / "table.csv").write_text("No;Title\n1;Lamp\n" + ";\n" * 6_000)
    assert read_lines(tmp_path / "table.csv")[:2] == [["No", "Title"], ["1", "Lamp"]]


def test_one_slide_again_and_again_is_not_read_for_ever(tmp_path):
    path = slides(tmp_path / "slides.pptx")
    with zipfile.ZipFile(path) as archive:
        text = archive.read("ppt/presentation.xml")
    id = re.search(rb'<p:sldId [^>]*r:id="(\w+)"', text)[1]
    entries = b"".join(b'<p:sldId id="%d" r:id="%s"/>' % (n, id) for n in range(300, 9300))
    text = text.replace(b"</p:sldIdLst>", entries + b"</p:sldIdLst>")
    packed_anew(path, zipfile.ZIP_DEFLATED, "ppt/presentation.xml", text)
    start = process_time()
    with pytest.raises(ProblemsFound, match=r"more than 2,000 slides\. Split it\."):
        read_slides(path)
    assert process_time() - start < 3


# Folders


@pytest.fixture
def deep(tmp_path):
    """A folder below a thousand that are not there; pytest cannot take away so many."""
    yield tmp_path.joinpath(*"b" * 1_200)
    subprocess.run(["rm", "-rf", tmp_path / "b"], check=True)


def test_a_folder_may_be_made_below_a_thousand_that_are_not_there(example_site, deep):
    assert write_report(example_site.edition, 1, deep)[0].stat().st_size
    begun = process_time()
    write_files(deep / "project", {"data/words/en.yml": "a: b\n"})
    assert process_time() - begun < 1


def test_files_are_listed_below_a_thousand_folders(deep, tmp_path):
    """Within a folder the files come first, then the folders, each in the order of their names."""
    make_folder(deep)
    for file in ("b/b/x", "b/a", "b/z", "c"):
        (tmp_path / file).touch()
    found = [name.removeprefix(f"{tmp_path}/") for name in files_below(tmp_path)]
    assert found == ["c", "b/a", "b/z", "b/b/x"]
