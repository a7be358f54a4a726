"""What a stranger found by trying: each was let through once."""

from __future__ import annotations

import os
import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from changes import change_record
from conftest import build
from projectsite.__main__ import main
from projectsite.build.terms import _Forms
from projectsite.facts.model import Term
from projectsite.intake.tables import read_table
from projectsite.problems import ProblemsFound
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


@pytest.mark.parametrize("sign", ["\u034f", "\u2800", "\u180b", "\ue000", "\u17b4"])
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


@pytest.mark.parametrize("name", ["Αθηναϊκός Όμιλος", "東京大学"])
def test_a_partner_without_latin_letters_is_asked_for_a_short_name(tmp_path, capsys, name):
    table = tmp_path / "partners.csv"
    table.write_text(f"Name,Country\n{name},GR\n", encoding="utf-8")
    assert _init(tmp_path / "new", table) == 1
    assert "short name in Latin letters" in capsys.readouterr().out
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
    "changed", [{"start": "0000-01"}, {"acronym": "A" * 90}, {"acronym": "A\nB"}]
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


def test_a_project_of_the_last_year_of_the_calendar(example_copy):
    facts = example_copy / "data/project.yml"
    change_record(facts, start="9998-03", end="9999-12", duration="21", periods=None)
    assert "outside-project" in codes(example_copy) or "period" in codes(example_copy)


def test_a_file_that_cannot_be_read_is_told(example_copy):
    path = example_copy / "docs/assets/river-handbook.pdf"
    path.chmod(0)
    if os.access(path, os.R_OK):  # whoever may read everything has no such file
        path.chmod(0o644)
        path.unlink()
        assert "missing-file" in codes(example_copy)
    else:
        assert "file-unreadable" in codes(example_copy)
