"""The report of a period: its figures are those of the data, counted anew by another reader."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml
from lxml import html as lxml_html
from openpyxl import load_workbook

from changes import change_record
from conftest import edit, run_at_once, snapshot
from projectsite.__main__ import main
from projectsite.exchange import period_report
from projectsite.exchange.period_lists import Sheet
from projectsite.files.layout import REPORT_LOCK
from projectsite.files.lock import alone

SHEETS = [
    "Deliverables",
    "Milestones",
    "Communication Activities",
    "Dissemination Activities",
    "Publications",
    "Key Exploitable Results",
    "Indicators",
    "Evidence",
    "Effort (planned)",
]


def written(example: Path, folder: Path, period: int = 2) -> Path:
    options = ["--root", str(example), "--period", str(period), "--output", str(folder)]
    assert main(["report", *options]) == 0
    return folder


@pytest.fixture(scope="module")
def folder(example, tmp_path_factory):
    return written(example, tmp_path_factory.mktemp("report") / "two")


def rows(folder: Path, sheet: str) -> list[dict[str, object]]:
    """As a spreadsheet reads it."""
    names, *lines = load_workbook(folder / "report.xlsx")[sheet].iter_rows(values_only=True)
    return [dict(zip(names, line, strict=True)) for line in lines]


def records(example: Path, kind: str) -> list[dict]:
    """As they stand in the data, by a reader that is not the project's."""
    paths = sorted((example / "data" / kind).glob("*.yml"))
    return [yaml.load(path.read_bytes(), yaml.BaseLoader) for path in paths]  # noqa: S506


def test_the_sheets_stand_in_the_order_of_the_portal(folder):
    assert load_workbook(folder / "report.xlsx").sheetnames == SHEETS


def test_what_came_in_the_period_is_in_its_report_and_in_no_other(example, folder, tmp_path):
    first, second = written(example, tmp_path / "one", 1), folder
    came = {
        one["id"]: date.fromisoformat(one["delivered"])
        for one in records(example, "deliverables")
        if len(one.get("delivered", "")) == 10
    }
    end = date(2020, 2, 29)  # of month 12
    in_first = {
        row["Deliverable No"] for row in rows(first, "Deliverables") if row["Delivery Date"]
    }
    in_second = {row["Deliverable No"] for row in rows(second, "Deliverables")}
    assert {id for id, day in came.items() if day > end} <= in_second
    assert in_first & set(came) == {id for id, day in came.items() if day <= end}
    # Given up before it was due: told in the report of the period in which it was.
    assert "D1.2" not in in_second
    assert "D2.2" in in_second


def test_a_state_is_that_of_the_end_of_the_period(folder):
    states = {row["Deliverable No"]: row["Status"] for row in rows(folder, "Deliverables")}
    assert states["D1.1"] == "submitted"  # accepted two months later
    assert states["D2.2"] == "cancelled"


def test_a_text_that_no_cell_holds_says_where_the_rest_is(example_copy, tmp_path):
    authors = [f"{'Ana of the house beside the river ' * 2}{at}" for at in range(900)]
    change_record(example_copy / "data/publications/light-for-feet.yml", authors=authors)
    folder = written(example_copy, tmp_path / "two")
    cells = [str(one) for row in rows(folder, "Publications") for one in row.values()]
    (cell,) = [one for one in cells if len(one) > 9999]
    assert len(cell) <= 32_767
    assert cell.endswith(" … [cut here: the whole text is in publications.csv]")
    assert authors[-1] in (folder / "publications.csv").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "whole"),
    [("a" * 32_767, True), ("a" * 32_768, False), ("𐌰" * 16_383, True), ("a𐌰" * 16_383, False)],
)
def test_a_cell_is_measured_as_programs_for_tables_do(text, whole):
    held = period_report._held(text, Sheet("Evidence", (), ()))
    assert (held == text) == whole
    assert len(held.encode("utf-16-le")) <= 2 * 32_767


def test_an_indicator_is_what_its_evidence_adds_up_to(example, folder):
    counted = {one["title"]["en"] for one in records(example, "indicators") if "counts" in one}
    evidence = rows(folder, "Evidence")
    for row in rows(folder, "Indicators"):
        if row["Indicator"] in counted:
            shown = [one for one in evidence if one["Indicator"] == row["Indicator"]]
            assert row["Value"] == len(shown)
    types = {"training", "study-visit"}
    took_place = [
        one
        for one in records(example, "outcomes")
        if one["type"] in types and one["relation"] == "project" and one["status"] == "done"
    ]
    assert len(evidence) == len([one for one in took_place if "repeats" not in one])


def test_the_person_months_add_up(example, folder):
    data = yaml.load((example / "data/effort.yml").read_bytes(), yaml.BaseLoader)  # noqa: S506
    given = sum(float(one["months"]) for one in data["effort"])
    assert sum(row["Total"] for row in rows(folder, "Effort (planned)")) == given
    packages = sum(
        months or 0
        for row in rows(folder, "Effort (planned)")
        for name, months in row.items()
        if name.startswith("WP")
    )
    assert packages == given


def test_person_months_are_summed_as_they_are_written(example_copy, tmp_path):
    for was, months in (("months: 4}", "0.1"), ("months: 6.25}", "0.2"), ("months: 9}", "0.3")):
        edit(example_copy, "data/effort.yml", was, f"months: {months}}}")
    file = written(example_copy, tmp_path / "report") / "effort-planned.csv"
    assert ",0.1,0.2,0.3,0.6" in file.read_text("utf-8-sig")


@pytest.mark.parametrize("variable", ["", "https://riverlight.example.eu/site"])
def test_a_report_names_whole_addresses_and_the_moment_of_the_facts(
    example, tmp_path, monkeypatch, variable
):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    monkeypatch.delenv("SITE_URL", raising=False)
    if variable:
        monkeypatch.setenv("SITE_URL", variable)
    url = f"{variable or 'https://example.org/riverlight'}/"
    folder = written(example, tmp_path / "report")
    assert {str(row["Page"]).partition("outcomes/")[0] for row in rows(folder, "Evidence")} == {url}
    created = load_workbook(folder / "report.xlsx").properties.created
    assert created.isoformat() == "2020-09-13T12:26:40"


def test_tables_and_page_say_what_the_workbook_says(folder):
    page = lxml_html.fromstring((folder / "report.html").read_text("utf-8"))
    tables = dict(zip(page.xpath("//h2/text()"), page.xpath("//table"), strict=True))
    book = load_workbook(folder / "report.xlsx")
    files = sorted(path.name for path in folder.glob("*.csv"))
    assert len(files) == len(SHEETS)
    for name in SHEETS:
        stem = name.lower().replace("(", "").replace(")", "").replace(" ", "-")
        text = (folder / f"{stem}.csv").read_text("utf-8-sig")
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        read = [
            [f"{cell:g}" if isinstance(cell, int | float) else cell or "" for cell in line]
            for line in book[name].iter_rows(values_only=True)
        ]
        assert lines == read
        assert [[cell.text_content() for cell in row] for row in tables[name]] == read


def test_two_runs_write_the_same_bytes(example, folder, tmp_path):
    again = written(example, tmp_path / "again")
    assert {p.name: p.read_bytes() for p in again.iterdir()} == {
        p.name: p.read_bytes() for p in folder.iterdir()
    }


def test_a_formula_stays_a_text(example_copy, tmp_path):
    path = example_copy / "data/deliverables/d3-1.yml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("en: Plan for", "en: =1+1+Plan for"), encoding="utf-8")
    folder = written(example_copy, tmp_path / "report")
    (cell,) = [row for row in rows(folder, "Deliverables") if row["Deliverable No"] == "D3.1"]
    assert str(cell["Deliverable Name"]).startswith("=1+1+Plan")
    types = {
        c.data_type for line in load_workbook(folder / "report.xlsx")["Deliverables"] for c in line
    }
    assert "f" not in types
    assert "'=1+1+Plan" in (folder / "deliverables.csv").read_text("utf-8-sig")


LIMITED = """
import resource, signal, sys
from projectsite.__main__ import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)), -1))
sys.exit(main(sys.argv[1:]))
"""
"""As on a full disk: no file may be larger."""


def test_two_at_once_are_both_written(example, folder, tmp_path):
    """The second waits: it would clear away what the first has written beside its files."""
    into = tmp_path / "report"
    into.mkdir()
    options = ["--root", str(example), "--period", "2", "--output", str(into)]
    run_at_once(alone(into, REPORT_LOCK), *[("report", *options)] * 2)
    assert snapshot(into) == snapshot(folder)


def test_on_a_full_disk_no_file_is_written(example, tmp_path):
    folder = written(example, tmp_path / "report")
    large = max(folder.iterdir(), key=lambda file: file.stat().st_size)
    room = large.stat().st_size - 1
    for file in folder.iterdir():
        file.unlink()
    (folder / "deliverables.csv").write_text("old")
    options = ["--root", str(example), "--period", "2", "--output", str(folder)]
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(room), "report", *options],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert f"{large}: the file cannot be written: File too large" in done.stdout
    assert done.stdout.endswith("Nothing was written.\n")
    assert snapshot(folder) == {"deliverables.csv": b"old"}


def test_a_report_is_not_written_through_a_link(example, tmp_path, capsys):
    (others := tmp_path / "others").mkdir()
    (others / "report.html").write_text("theirs")
    (tmp_path / "report").symlink_to(others)
    options = ["--root", str(example), "--output", str(tmp_path / "report")]
    assert main(["report", *options]) == 1
    assert "report: this folder is a link. Name a new one" in capsys.readouterr().out
    assert snapshot(others) == {"report.html": b"theirs"}


def test_a_period_that_there_is_not_is_refused(example, tmp_path, capsys):
    folder = tmp_path / "none"
    options = ["--root", str(example), "--period", "9", "--output", str(folder)]
    assert main(["report", *options]) == 1
    assert "there is no period 9. Known: 1 to 2" in capsys.readouterr().out
    assert not folder.exists()
