"""A record in a file of another name is still the same record: what the ledger says of it stays."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from .ledger import Entry, Key, Ledger, fingerprint

Sources = Mapping[str, Mapping[str, str]]
"""The source text of each field, title or participants, by the file of the record."""


MANY = 100
"""A text that more lines tell of, such as a place, says nothing of which record it is."""


def followed(ledger: Ledger, sources: Sources) -> Ledger:
    """The ledger with the lines of renamed records under their new names.

    A file that is gone was renamed where more than half of its lines tell of a text that stands, in
    the same field, in a file of the same folder that no line tells of; of several the most alike.
    """
    told = {key.file for key in ledger.entries}
    new = sources.keys() - told
    gone = {file for file in told - sources.keys() if _is_of_record(file)}
    if not (new and gone):
        return ledger
    lines: Counter[str] = Counter()
    holders: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for key, entry in ledger.entries.items():
        if key.file in gone:
            lines[key.file] += 1
            holders[_place(key, entry)].append(key.file)
    alike: Counter[tuple[str, str]] = Counter()
    for file in sorted(new):
        for name, source in sources[file].items():
            olds = holders.get((_folder(file), name, fingerprint(source)), ())
            if len(olds) <= MANY:
                alike.update((old, file) for old in olds)
    moves: dict[str, str] = {}
    free = set(new)
    for (old, file), shared in alike.most_common():
        if shared * 2 > lines[old] and old not in moves and file in free:
            moves[old] = file
            free.remove(file)
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
