"""The page of the open data, where a project explains the table there, explains all of it."""

from __future__ import annotations

import re

from projectsite.files.layout import DOCS
from projectsite.formats.catalogue import Catalogue
from projectsite.formats.tables import COLUMNS


def test_a_page_that_explains_the_table_explains_every_column_and_file(site):
    catalogue = Catalogue(site.edition)
    first = next(iter(site.project.outcomes.values()), None)
    files = catalogue.record_files(first) if first else ()
    names = {address.rpartition("/")[2] for address, _ in files}
    for locale in site.project.locales:
        path = site.root / DOCS / locale / "data.md"
        page = path.read_text("utf-8") if path.exists() else ""
        if rows := re.findall(r"^\| `(\w+)` \| [^|]+ \|$", page, re.MULTILINE):
            assert rows == list(COLUMNS), path
            assert names <= set(re.findall(r"`([^`]+)`", page)), path
