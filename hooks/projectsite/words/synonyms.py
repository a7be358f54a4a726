"""Words that lead to the same pages in the search: below “synonyms” in data/words/.

A line each, with commas: first the word that the site says, then those that visitors type for it.
"""

from __future__ import annotations

import re

PART = "synonyms"

_COMMA = re.compile("[,،、，]")


def terms(line: str) -> list[str]:
    """The words of one line."""
    return [term.strip() for term in _COMMA.split(line)]


def line_problem(line: str) -> str:
    """What is wrong with a line; empty for nothing."""
    found = terms(line)
    if not all(re.search(r"\w", term) for term in found):
        return "a comma has no word before or after it. Take it out."
    if len(found) < 2:
        return "write the word that the site says, and after a comma what visitors type for it."
    return ""
