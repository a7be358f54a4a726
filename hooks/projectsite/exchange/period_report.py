"""The report of a period as files: one workbook, a CSV for each list, one page of all."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import replace
from html import escape
from pathlib import Path

from ..facts.periods import Period, periods
from ..facts.project import Project
from ..files.folders import make_folder
from ..files.layout import REPORT_LOCK
from ..files.lock import alone
from ..files.names import slug
from ..files.state.stamp import facts_moment
from ..files.writing import write_files
from ..formats.tables import harmless
from ..page.edition import Edition
from ..problems import Problem, ProblemsFound
from ..site import load_site
from .period_lists import Cell, PeriodLists, Sheet, plain

_STYLE = (
    "body{font:16px/1.5 sans-serif;margin:2rem;max-width:80rem}"
    "table{border-collapse:collapse;margin-bottom:2rem}"
    "th,td{border:1px solid #999;padding:.3rem .6rem;text-align:left;vertical-align:top}"
)


def reported_edition(root: Path) -> Edition:
    """What a report tells of: the facts as of their moment, and where the site is published.

    Raises ProblemsFound for a project with problems.
    """
    site = load_site(root, moment=facts_moment(root))
    # MkDocs too ends it with a slash.
    return replace(site.edition, site_url=site.menu.site_url.rstrip("/") + "/")


def write_report(edition: Edition, number: int, folder: Path) -> list[Path]:
    """Write the report of a period into a folder; returns its files, the workbook first.

    The same facts give the same bytes. Raises ProblemsFound for a period that the project has not,
    and for a folder that cannot be written, or is a link; no file of it is written then.
    """
    if folder.is_symlink():
        said = "this folder is a link. Name a new one: --output FOLDER."
        raise ProblemsFound([Problem(str(folder), 0, 0, said, "link")])
    period = period_of(edition.project, number)
    sheets = PeriodLists(edition, period).sheets()
    title = f"{edition.project.facts.acronym}, period {number} ({period.first} to {period.last})"
    files = {"report.xlsx": _workbook(edition, sheets), "report.html": _page(title, sheets)}
    files |= {_file(sheet): _table(sheet) for sheet in sheets}
    try:
        make_folder(folder)
        # A lock of its own: who closes a period has that of the project, which may be this folder.
        with alone(folder, REPORT_LOCK):
            write_files(folder, files)
    except ProblemsFound as found:
        placed = (replace(told, file=str(folder / told.file)) for told in found.problems)
        raise ProblemsFound(placed) from None
    except OSError as error:
        said = f"the report cannot be written: {error.strerror or error}."
        raise ProblemsFound([Problem(str(folder), 0, 0, said, "file-unwritable")]) from None
    return [folder / name for name in files]


def period_of(project: Project, number: int) -> Period:
    """A period by its number. Raises ProblemsFound for one that the project has not."""
    known = periods(project)
    if not 1 <= number <= len(known):
        said = f"there is no period {number}. Known: 1 to {len(known)}, as in data/project.yml."
        raise ProblemsFound([Problem("--period", 0, 0, said, "unknown-id")])
    return known[number - 1]


def _workbook(edition: Edition, sheets: Iterable[Sheet]) -> bytes:
    import xlsxwriter  # which no other command needs

    target = io.BytesIO()
    # Texts stay texts: no cell is taken for a formula, a number or a link.
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(target, options) as book:
        moment = edition.moment.replace(tzinfo=None)
        book.set_properties({"created": moment, "title": edition.project.facts.acronym})
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
        wrapped.set_align("top")
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            page.write_row(0, 0, sheet.columns, bold)
            page.freeze_panes(1, 0)
            for at, name in enumerate(sheet.columns):
                cells = [len(str(row[at])) for row in sheet.rows]
                page.set_column(at, at, min(max([len(name), *cells]) + 2, 50), wrapped)
            for number, row in enumerate(sheet.rows, start=1):
                page.write_row(number, 0, [_held(cell, sheet) for cell in row])
    return target.getvalue()


_MOST = 32_767
"""So many units of UTF-16 has a cell of a workbook: programs for tables cut what is longer."""


def _held(cell: Cell, sheet: Sheet) -> Cell:
    """What a cell can hold; of a longer text the beginning, and where the whole is."""
    if not isinstance(cell, str) or len(held := cell.encode("utf-16-le")) <= 2 * _MOST:
        return cell
    more = f" … [cut here: the whole text is in {_file(sheet)}]"
    return held[: 2 * (_MOST - len(more))].decode("utf-16-le", "ignore") + more


def _file(sheet: Sheet) -> str:
    return f"{slug(sheet.name)}.csv"


def _table(sheet: Sheet) -> bytes:
    target = io.StringIO(newline="")
    # Without a byte order mark Excel reads á as Ã¡.
    target.write("\ufeff")
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(sheet.columns)
    writer.writerows([harmless(plain(cell)) for cell in row] for row in sheet.rows)
    return target.getvalue().encode()


def _page(title: str, sheets: Iterable[Sheet]) -> bytes:
    parts = [
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{escape(title)}</title>",
        f"<style>{_STYLE}</style><h1>{escape(title)}</h1>",
    ]
    for sheet in sheets:
        parts.append(f"<h2>{escape(sheet.name)}</h2><table><tr>")
        parts += [f"<th scope=col>{escape(name)}</th>" for name in sheet.columns]
        parts.append("</tr>")
        for row in sheet.rows:
            cells = "".join(f"<td>{escape(plain(cell))}</td>" for cell in row)
            parts.append(f"<tr>{cells}</tr>")
        parts.append("</table>")
    return "\n".join(parts).encode()
