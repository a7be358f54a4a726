"""Where the files of a project lie, below its root. No other module spells these names."""

from __future__ import annotations

import re

DATA = "data"
DOCS = "docs"
OVERRIDES = "overrides"
ASSETS = "docs/assets"
"""Files to download and pictures."""
PROJECT = "data/project.yml"
OBJECTIVES = "data/objectives.yml"
"""The objectives of the project; a project may list none."""
SOURCES = "data/sources.yml"
"""What the public pages are called that records name as sources; a project may have none."""
GLOSSARY = "data/glossary.yml"
"""The terms that pages explain; a project may have none."""
EFFORT = "data/effort.yml"
"""The person-months of the partners; a project may have none."""
BRAND = "data/brand.yml"
"""How the project looks; a project may have none."""
ACCESSIBILITY = "data/accessibility.yml"
"""What people know of the accessibility of the site; may be missing."""
ACCESSIBILITY_TEST = "data/accessibility-test.yml"
"""What the tests found, written by `make accessibility`; may be missing."""
ADDRESSES = "data/addresses.txt"
"""The addresses that the site has published; see prose.memory."""
EVIDENCE = "data/evidence.txt"
"""Whether the sources are still there; see facts.visits."""
REPORTED = "data/reported"
"""What closed periods have reported; see facts.kept."""
LEDGER = "data/translations.txt"
"""Which source each translation was made from; see translations.ledger."""
SCHEMAS = "data/schema"
WORDS = "data/words"
LOCK = ".projectsite-lock"
"""There while a command changes files of the project."""
REPORT_LOCK = ".projectsite-report-lock"
"""There, in the folder of a report, while it is written."""
MENU = "mkdocs.yml"
FIELDS_GUIDE = "data/FIELDS.md"
CODES_GUIDE = "data/CODES.md"
PAGES_GUIDE = "docs/README.md"
GUIDES = frozenset(
    {FIELDS_GUIDE, CODES_GUIDE, PAGES_GUIDE, "data/README.md", "docs/assets/README.md"}
)
"""Pages for editors beside the files that they explain: read on GitHub, no part of the site."""


def words_file(locale: str) -> str:
    """The words of the interface in one language: data/words/de.yml."""
    return f"{WORDS}/{locale}.yml"


def file_stem(id: str) -> str:
    """The name of the file of a record, without its ending: wp1 for WP1, d2-1 for D2.1."""
    return id.lower().replace(".", "-")


def record_file(folder: str, id: str) -> str:
    """The data file of a record: data/work_packages/wp1.yml for WP1."""
    return f"{DATA}/{folder}/{file_stem(id)}.yml"


_KEPT_FILE = re.compile(rf"{REPORTED}/period-([1-9][0-9]?)\.yml")


def kept_file(number: int) -> str:
    """The kept copy of what a period has reported: data/reported/period-1.yml."""
    return f"{REPORTED}/period-{number}.yml"


def kept_number(file: str) -> int:
    """The number of the period of such a file; 0 for any other file."""
    found = _KEPT_FILE.fullmatch(file)
    return int(found[1]) if found else 0
