"""Text for formats in which a line is a unit: one line, without control characters."""

from __future__ import annotations

_CONTROLS = dict.fromkeys((*range(32), *range(127, 160)))


def one_line(text: str) -> str:
    """Folds every kind of white space and line break into one space and drops what is left of
    the control characters (Unicode category Cc).
    """
    # Splitting comes first: it takes line and paragraph separators of Unicode for white space too.
    return " ".join(text.split()).translate(_CONTROLS)
