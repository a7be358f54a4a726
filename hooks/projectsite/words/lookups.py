"""Which words the site looks up by their names, whatever its records say: read from its source.

A list beside the code would have to be kept by hand; a project whose words are older than the
generator must hear what is missing before a page is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

_IN_CODE = re.compile(r'"([a-z_]+\.[a-z_]+)"')
_IN_A_PARTIAL = re.compile(r"""\bt\(["']([a-z_]+\.[a-z_]+)["']""")
_BRACKETS = r"\((?:[^()]|\([^()]*\))*\)"
_VALUES = rf"((?:,\s*[a-z]+=[^,()]*(?:{_BRACKETS}[^,()]*)?)+)"
_GIVEN = re.compile(rf"""\bt\(\s*["']([a-z_]+\.[a-z_]+)["']{_VALUES}""")
_COUNTED = re.compile(r'\b(counted\(\s*\w+,\s*|forms\()"([a-z_]+\.[a-z_]+)"')
_FILES = re.compile(
    r".*\.(?:bib|css|csv|html|ico|ics|js|json|jsonld|lock|md|net|org|pdf|po|ris|svg|toml|txt|vcf"
    r"|wacz|webmanifest|xlsx|xml|yml)"
)
"""What looks like the key of a word and is the name of a file or host."""


def looked_up(overrides: Path) -> frozenset[str]:
    """The keys that the package and the partials in a folder look up."""
    return _in_package().union(*map(_IN_A_PARTIAL.findall, _partials(overrides)))


def filled_in(overrides: Path) -> dict[str, frozenset[str]]:
    """The names of the values that the site gives to words, as far as they stand beside the key."""
    given = {
        key: frozenset(re.findall(r"([a-z]+)=", values))
        for key, values in _everywhere(_GIVEN, overrides)
    }
    for how, key in _everywhere(_COUNTED, overrides):
        # What a script counts it may compare with the whole.
        given[key] = frozenset({"count", "total"} if how == "forms(" else {"count"})
    return given


def counted(overrides: Path) -> frozenset[str]:
    """The keys of words that are counted, in a view or by a script: each needs plural forms."""
    return frozenset(key for _, key in _everywhere(_COUNTED, overrides))


@cache
def _in_package() -> frozenset[str]:
    return frozenset(key for key in _in_modules(_IN_CODE) if not _FILES.fullmatch(key))


def _everywhere(pattern: re.Pattern[str], overrides: Path) -> Iterator[Any]:
    """What is found in the modules and the partials."""
    found = (pattern.findall(text) for text in _partials(overrides))
    return chain(_in_modules(pattern), *found)


@cache
def _in_modules(pattern: re.Pattern[str]) -> tuple[Any, ...]:
    """What is found in the package, which does not change while it runs."""
    # Emacs leaves links that lead nowhere beside a file.
    modules = (path for path in Path(__file__).parents[1].rglob("*.py") if path.is_file())
    return tuple(chain.from_iterable(pattern.findall(path.read_text("utf-8")) for path in modules))


def _partials(overrides: Path) -> tuple[str, ...]:
    # Links are passed by: one may lead nowhere, or out of the project.
    files = (path for path in overrides.rglob("*.html") if path.is_file() and not path.is_symlink())
    # What is not UTF-8 is told when it is drawn.
    return tuple(path.read_text("utf-8", "replace") for path in files)
