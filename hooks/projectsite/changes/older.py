"""Translations that a change makes older than their source, or leaves so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from ..problems import ProblemsFound, shown
from ..site import Site, load_site
from ..translations.ledger import Key
from ..words.text import State
from .report import OlderText


def older_texts(was: Path, site: Site) -> tuple[list[OlderText], list[str]]:
    """Those that are older now and were not, and what is to be said beside.

    What was is read by the code of today; where that cannot read it any more, all are told.
    """
    notes = []
    try:
        known = set(_older(load_site(was)))
    except ProblemsFound:
        known = set()
        notes.append("The code of today cannot read what was there: all older texts are told.")
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key in _older(site):
        if key not in known:
            found[_source(key)].append(key.locale)
    texts = [
        OlderText(file=shown(file, 400), field=shown(name, 400), languages=tuple(languages))
        for (file, name), languages in found.items()
    ]
    return texts, notes


def _older(site: Site) -> Iterator[Key]:
    return (t.key for t in site.translations.all if t.state is State.OLDER)


def _source(key: Key) -> tuple[str, str]:
    """File and field without the language, so that all languages of a text stand in one line."""
    name = key.field.removesuffix(f".{key.locale}")
    if key.file.startswith("docs/"):
        return key.file.replace(f"docs/{key.locale}/", "docs/*/", 1), name
    return key.file.replace(f"/words/{key.locale}.yml", "/words/*.yml"), name
