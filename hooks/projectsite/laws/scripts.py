"""Texts and names in the letters that they seem to be in."""

from __future__ import annotations

from collections.abc import Iterator

from ..facts.loading import Loaded
from ..problems import Problem, shown
from ..words.scripts import NOT_LATIN, script_problems
from ..words.text import Locale
from .telling import told

ADDRESSES = ("url", "website")


def texts_are_in_their_script(loaded: Loaded) -> Iterator[Problem]:
    """No word mixes letters of two scripts, no text is in another script than its language."""
    locales = loaded.project.facts.languages
    for file, sheet in loaded.sheets.items():
        for path, text in sheet.texts:
            # An address is as others have made it.
            if not text.isascii() and path[-1] not in ADDRESSES and NOT_LATIN.search(text):
                locale = Locale(str(path[-1])) if path[-1] in locales else None
                for _, said in script_problems(text, locale):
                    name = ".".join(part for part in path if isinstance(part, str))
                    message = f"{name}: {shown(said, 400)}"
                    yield told(loaded, file, path, message, "wrong-script")
