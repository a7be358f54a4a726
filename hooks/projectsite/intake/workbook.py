"""The first sheet of a workbook from a stranger, which is weighed before it is opened."""

from __future__ import annotations

import io
import warnings
from collections import defaultdict
from contextlib import AbstractContextManager
from typing import Any
from zipfile import ZipFile

from ..files.archives import COMPRESSIONS, DAMAGED, weight_of

LIMIT_UNPACKED_MB = 20
"""A proposal's tables have a few hundred rows."""
LIMIT_CELLS, LIMIT_OTHER = 4_400_000, 200_000
"""Weight of the sheets with their texts, some eleven a cell, and of all else in a workbook."""

BROKEN = (
    *DAMAGED,
    *(LookupError, TypeError, AttributeError),
    SyntaxError,  # of both parsers of XML
)
"""What reading a damaged workbook may raise."""

_MANIFEST = "[Content_Types].xml"
_KINDS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_CELLS = frozenset({f"{_KINDS}.worksheet+xml", f"{_KINDS}.sharedStrings+xml"})


class TooLargeError(Exception):
    """A workbook that would take too much time or room."""


def first_sheet(raw: bytes) -> Any:
    """Of a workbook the first sheet that is shown, for openpyxl to read, with the values of its
    formulas. Raises TooLargeError, and for a damaged one what BROKEN lists."""
    # A tenth of the time in which the check starts.
    from openpyxl import load_workbook
    from openpyxl.reader.excel import ExcelReader

    with ZipFile(io.BytesIO(raw)) as packed:
        _weigh(packed)
    with quiet():
        reader = ExcelReader(io.BytesIO(raw), read_only=True, keep_links=False)
        reader.read_manifest()
        reader.read_workbook()
        parts = [relation.target for _, relation in reader.parser.find_sheets()]
        if len(set(parts)) < len(parts):
            raise ValueError("a sheet that is named twice would be read as often")
        sheets = load_workbook(
            io.BytesIO(raw), read_only=True, data_only=True, keep_links=False
        ).worksheets
    # What is hidden was not meant for us.
    return next((one for one in sheets if one.sheet_state == "visible"), sheets[0])


def _weigh(packed: ZipFile) -> None:
    from openpyxl.packaging.manifest import Manifest
    from openpyxl.xml.functions import fromstring

    parts = packed.infolist()
    if any(part.compress_type not in COMPRESSIONS for part in parts):
        raise ValueError("what no office program packs with")
    if sum(part.file_size for part in parts) > LIMIT_UNPACKED_MB * 1_000_000:
        raise TooLargeError
    manifest = packed.getinfo(_MANIFEST)
    if weight_of(packed, [manifest]) > LIMIT_OTHER:
        raise TooLargeError
    kinds = defaultdict[str, set[str]](set)
    tree: Any = fromstring(packed.read(manifest))
    found: Any = Manifest.from_tree(tree)
    for one in found.Override:
        kinds[one.PartName.removeprefix("/")].add(one.ContentType)
    cells = [part for part in parts if kinds[part.filename] and kinds[part.filename] <= _CELLS]
    others = [part for part in parts if part not in cells]
    if weight_of(packed, cells) > LIMIT_CELLS or weight_of(packed, others) > LIMIT_OTHER:
        raise TooLargeError


def quiet() -> AbstractContextManager[object]:
    """For openpyxl, which tells on the terminal what of a damaged workbook it makes up."""
    return warnings.catch_warnings(action="ignore")
