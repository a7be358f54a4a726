"""Which words the site looks up by their names, whatever its records say: read from its source.

A list beside the code would have to be kept by hand; a project whose words are older than the
generator must hear what is missing before a page is drawn.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_IN_CODE = re.compile(r'"([a-z_]+\.[a-z_]+)"')
_IN_A_PARTIAL = re.compile(r"""\bt\(["']([a-z_]+\.[a-z_]+)["']""")
_FILES = re.compile(
    r".*\.(?:bib|css|html|ico|ics|js|json|jsonld|md|net|org|pdf|po|ris|txt|vcf|webmanifest|xml|yml)"
)
"""What looks like the key of a word and is the name of a file or host."""


def looked_up(overrides: Path) -> frozenset[str]:
    """The keys that the package and the partials in a folder look up."""
    # Links are passed by: one may lead nowhere, or out of the project.
    files = (path for path in overrides.rglob("*.html") if path.is_file() and not path.is_symlink())
    partials = (path.read_text("utf-8") for path in files)
    return _in_package().union(*map(_IN_A_PARTIAL.findall, partials))


@cache
def _in_package() -> frozenset[str]:
    modules = (path.read_text("utf-8") for path in Path(__file__).parents[1].rglob("*.py"))
    found = {key for text in modules for key in _IN_CODE.findall(text)}
    return frozenset(key for key in found if not _FILES.fullmatch(key))
