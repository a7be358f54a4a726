"""A record in a file of another name is still the same record: what the ledger says of it stays."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from .ledger import Entry, Key, Ledger, fingerprint

Sources = Mapping[str, Mapping[str, str]]
"""The source text of each field, title or participants, by the file of the record."""


def followed(ledger: Ledger, sources: Sources) -> Ledger:
    """The ledger with the lines of renamed records under their new names.

    A file that is gone was renamed where half of its lines or more tell of a text that stands, in
    the same field, in a file of the same folder that no line tells of.
    """
    told = {key.file for key in ledger.entries}
    new = sources.keys() - told
    gone = {file for file in told - sources.keys() if _is_of_record(file)}
    if not (new and gone):
        return ledger
    lines: dict[str, int] = Counter()
    holders: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for key, entry in ledger.entries.items():
        if key.file in gone:
            lines[key.file] += 1
            holders[_place(key, entry)].append(key.file)
    moves: dict[str, str] = {}
    for file in sorted(new):
        alike = Counter(
            old
            for name, source in sources[file].items()
            for old in holders.get((_folder(file), name, fingerprint(source)), ())
            if old not in moves
        )
        if alike and (best := alike.most_common(1)[0])[1] * 2 >= lines[best[0]]:
            moves[best[0]] = file
    entries = {
        key._replace(file=moves.get(key.file, key.file)): entry
        for key, entry in ledger.entries.items()
    }
    return replace(ledger, entries=entries)


def _is_of_record(file: str) -> bool:
    return file.startswith("data/") and not file.startswith("data/words/")


def _place(key: Key, entry: Entry) -> tuple[str, str, str]:
    return _folder(key.file), key.field.removesuffix(f".{key.locale}"), entry.source


def _folder(file: str) -> str:
    return str(PurePosixPath(file).parent)
