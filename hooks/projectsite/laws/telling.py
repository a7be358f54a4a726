"""Where a breach of a law is told."""

from __future__ import annotations

from ..facts.loading import Loaded
from ..files.sheets import Path_
from ..problems import Problem


def told(loaded: Loaded, file: str, path: Path_, message: str, code: str) -> Problem:
    """A problem at a value of a record, by the keys that lead to it."""
    return loaded.sheets[file].problem(path, message, code)


def told_at_key(loaded: Loaded, file: str, path: Path_, message: str, code: str) -> Problem:
    """A problem at the name of a field."""
    return loaded.sheets[file].key_problem(path, message, code)
