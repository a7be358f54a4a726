"""Tables as people keep them: CSV or XLSX, with whatever the columns are called."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from ..files.archives import COMPRESSIONS, DAMAGED
from ..files.given import given_bytes
from ..files.texts import LIMIT_PROBLEMS, LIMIT_TEXT
from ..problems import Problem, ProblemsFound, shown

LIMIT_MB, LIMIT_ROWS, LIMIT_COLUMNS = 5, 5_000, 200
LIMIT_UNPACKED_MB = 20
"""A proposal's tables have a few hundred rows."""


@dataclass(frozen=True)
class Row:
    """One line of a table."""

    number: int
    """Counted from 1, the line of names included, as spreadsheets count."""
    cells: Mapping[str, str]
    """What stands in each column, by the name that the reader asked for; none is empty."""

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")


def read_table(path: Path, columns: Mapping[str, Sequence[str]]) -> list[Row]:
    """The rows of a table that are not empty.

    `columns` are the columns that may be there, each with what people call it. Raises
    ProblemsFound when the file cannot be read, its first line names none of them, or a cell holds
    an error in the place of a value.
    """
    lines = read_lines(path)
    found = _placed(lines[0], columns)
    if not found:
        wanted = ", ".join(names[0] for names in columns.values())
        said = f"the first line names no column that is known here. Name them: {wanted}."
        raise _told(path, 1, said, "table")
    rows = []
    for number, line in enumerate(lines[1:], start=2):
        cells = {name: line[at] for name, at in found.items() if at < len(line) and line[at]}
        if cells:
            rows.append(Row(number, cells))
    if told := first_problems(path, _errors(path, rows, found)):
        raise ProblemsFound(told)
    return rows


_ERROR = re.compile(r"#(?:[A-Z]{2,12}[!?]|DIV/0!|N/A)")
"""What a spreadsheet shows in the place of a value that it cannot work out: #REF!, #NAME?"""


def _errors(path: Path, rows: Iterable[Row], columns: Mapping[str, int]) -> Iterator[Problem]:
    from openpyxl.utils import get_column_letter

    sheet = ""
    for row in rows:
        for name, value in row.cells.items():
            if _ERROR.fullmatch(value):
                sheet = sheet or (f"{_title(path)}!" if _is_workbook(path) else "")
                cell = f"{shown(sheet)}{get_column_letter(columns[name] + 1)}{row.number}"
                said = f"{cell}: “{value}” is an error of the spreadsheet. Write the value itself."
                yield Problem(path.name, row.number, 0, said, "table")


def read_lines(path: Path) -> list[list[str]]:
    """The cells of each line, the one of names first.

    Raises ProblemsFound when the file cannot be read, or holds nothing.
    """
    with _quiet():
        lines = list(_lines(path))
    if not lines:
        raise _told(path, 0, "the table is empty.", "empty-file")
    return lines


def _placed(names: Sequence[str], columns: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Where each column is; the first name that fits wins."""
    plain = [plain_name(name) for name in names]
    return {
        column: plain.index(called)
        for column, known in columns.items()
        for called in [next((n for n in map(plain_name, known) if n in plain), None)]
        if called
    }


def first_problems(path: Path, found: Iterator[Problem]) -> list[Problem]:
    """The first problems of a file, and that there are more, where there are.

    Nobody reads thousands, which are mostly of one kind; so nothing is asked of the lines behind.
    """
    told = list(islice(found, LIMIT_PROBLEMS))
    if further := next(found, None):
        said = "there is more to mend from here on. Mend what is told first."
        told.append(Problem(path.name, further.line, 0, said, "and-more"))
    return told


def plain_name(text: str) -> str:
    """A name without case, accents and signs: “Due date (in months)” is duedateinmonths."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[^a-z0-9]", "", letters)


def _lines(path: Path) -> Iterator[list[str]]:
    lines: Iterable[Sequence[object]]
    lines = _sheet_lines(path) if _is_workbook(path) else _csv_lines(path)
    for number, line in enumerate(lines, start=1):
        # Programs also save cells that are empty, below a table and to the right of it.
        if any(line[LIMIT_COLUMNS:]) or (number > LIMIT_ROWS and any(line)):
            said = f"a table has at most {LIMIT_ROWS:,} rows and {LIMIT_COLUMNS} columns."
            raise _told(path, number, said, "file-too-large")
        if number > LIMIT_ROWS:
            continue
        cells = [" ".join(_cell(value).split()) for value in line[:LIMIT_COLUMNS]]
        if any(len(cell) > LIMIT_TEXT for cell in cells):
            said = f"a cell has at most {LIMIT_TEXT:,} characters. Shorten it."
            raise _told(path, number, said, "too-long")
        yield cells


def _is_workbook(path: Path) -> bool:
    return path.suffix.lower() in (".xlsx", ".xlsm")


def _bytes(path: Path) -> bytes:
    try:
        raw = given_bytes(path, LIMIT_MB * 1_000_000)
    except (FileNotFoundError, NotADirectoryError):
        raise _told(path, 0, "there is no such file.", "missing-file") from None
    except OSError as error:
        said = f"the file cannot be read: {error.strerror}."
        raise _told(path, 0, said, "file-unreadable") from None
    if len(raw) > LIMIT_MB * 1_000_000:
        raise _told(path, 0, f"a file to import has at most {LIMIT_MB} MB.", "file-too-large")
    return raw


def read_text(path: Path, remedy: str) -> str:
    """The text of a file. Raises ProblemsFound, with a remedy for what is not UTF-8."""
    try:
        text = _bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _told(path, 0, f"the file is not UTF-8. {remedy}", "encoding") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _csv_lines(path: Path) -> Iterator[list[str]]:
    text = read_text(path, "Save it as “CSV UTF-8”, or as .xlsx.")
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    except csv.Error as error:
        raise _told(path, 0, f"this is no CSV: {shown(str(error))}.", "table") from None


def _title(path: Path) -> str:
    """Of the sheet of a workbook."""
    return str(_sheet(path).title)


def _sheet_lines(path: Path) -> Iterator[Sequence[object]]:
    """Of a workbook the first sheet that is shown, with the values of its formulas."""
    from openpyxl.utils.escape import unescape

    try:
        sheet = _sheet(path)
        # What a sheet says of its size may be a lie: the cells themselves are counted.
        sheet.reset_dimensions()
        for row in sheet.iter_rows(values_only=True):
            # Excel keeps what XML cannot hold as _x000D_.
            yield [unescape(cell) if isinstance(cell, str) else cell for cell in row]
    except _BROKEN:
        said = "this is no workbook that can be read. Save it as .xlsx or .csv anew."
        raise _told(path, 0, said, "table") from None


def _sheet(path: Path) -> Any:
    from openpyxl import load_workbook  # a tenth of the time in which the check starts

    raw = io.BytesIO(_bytes(path))
    with ZipFile(raw) as packed:
        parts = packed.infolist()
    if sum(part.file_size for part in parts) > LIMIT_UNPACKED_MB * 1_000_000:
        raise _told(path, 0, "this workbook is too large. Save the sheet as CSV.", "table")
    if any(part.compress_type not in COMPRESSIONS for part in parts):
        raise ValueError
    with _quiet():
        sheets = load_workbook(raw, read_only=True, data_only=True, keep_links=False).worksheets
    # What is hidden was not meant for us.
    return next((one for one in sheets if one.sheet_state == "visible"), sheets[0])


def _quiet() -> AbstractContextManager[object]:
    """For openpyxl, which tells on the terminal what of a damaged workbook it makes up."""
    return warnings.catch_warnings(action="ignore")


_BROKEN = (
    *DAMAGED,
    *(LookupError, TypeError, AttributeError),
    SyntaxError,  # of both parsers of XML
)
"""What reading a damaged workbook may raise."""


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        # As spreadsheets show a sum: 0.3.
        return f"{value:.15g}" if abs(value) < 1e15 else f"{value:.0f}"
    # A date in a spreadsheet is a moment at midnight.
    return str(value).removesuffix(" 00:00:00")


def _told(path: Path, line: int, said: str, code: str) -> ProblemsFound:
    return ProblemsFound([Problem(path.name, line, 0, said, code)])
