"""data/translations.txt: from which source text each translation was made, and who has looked.

One line a translation, in the order of the alphabet, the language first: those who keep one
language each change lines that lie apart.

    de data/clusters/tresnuvem.yml card.de 3f2a91bc 77e1c0d4 reviewed

The second fingerprint is that of the translation. One that has changed since is no longer what the
line is about: it counts as made from the source of today. Lines of before have the first
fingerprint alone, or “reviewed” before the second; `projectsite translations record` completes
them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from ..files.layout import LEDGER
from ..files.texts import LIMIT_PROBLEMS, read_text
from ..problems import Problem

LIMIT_BYTES = 32 * 1024 * 1024
"""Room for 20,000 outcomes in five languages; a data file is much smaller."""

_HEADING = """\
# Which source text each translation was made from. Written by the command, see EDITING.md:
#   projectsite translations accept FILE [FIELD]
# A line is: language, file, field, fingerprint of the source text, and of the translation. Where a
# person has reviewed the translation, it ends with “reviewed”.
"""

_LINE = re.compile(
    r"(?P<locale>[a-z]{2,3}) (?P<file>[\w./-]{1,300}) (?P<field>[\w.-]{1,300})"
    r" (?P<source>[0-9a-f]{8})"
    r"(?: (?P<text>[0-9a-f]{8})(?P<reviewed> reviewed)?| reviewed (?P<before>[0-9a-f]{8}))?",
    re.ASCII,
)


class Key(NamedTuple):
    """Which translation a line is about."""

    locale: str
    file: str
    """The file that holds the translation: data/clusters/tresnuvem.yml, docs/de/contact.md."""
    field: str
    """card.de; the key of a word; page."""


class Entry(NamedTuple):
    """What is known of one translation."""

    source: str
    """The fingerprint of the text that it was made from; UNKNOWN where two lines disagree."""
    text: str = ""
    """The fingerprint of the translation that it is about; empty in a line of before."""
    reviewed: bool = False
    """Whether a person has reviewed that translation."""

    def is_about(self, text: str) -> bool:
        """Whether a translation is still the one that the line was written about."""
        return not self.text or self.text == fingerprint(text)


UNKNOWN = "0" * 8
"""Sentinel for conflicting lines: the translation is older than its source until accepted."""


@lru_cache(maxsize=65_536)
def fingerprint(text: str) -> str:
    """Eight digits of the SHA-256 of a text."""
    # Line breaks do not count: an editor may fold a text anew. Eight digits are enough to see a
    # change; nobody gains by a collision.
    return sha256(" ".join(text.split()).encode()).hexdigest()[:8]


@dataclass
class Ledger:
    """The lines of the file."""

    entries: dict[Key, Entry] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    """Lines that cannot be read."""
    lines: dict[Key, int] = field(default_factory=dict)
    """The line of each entry, by its name in the file."""
    twice: list[tuple[Key, int]] = field(default_factory=list)
    """Translations that two lines tell differently, as after a merge, with the second line: such a
    translation counts as older than its source."""

    def text(self) -> str:
        """The whole file."""
        lines = (
            " ".join(filter(None, [*key, entry.source, entry.text, "reviewed" * entry.reviewed]))
            for key, entry in sorted(self.entries.items())
        )
        return _HEADING + "".join(f"{line}\n" for line in lines)


def read_ledger(root: Path) -> Ledger:
    """Read the file below a project's root; a project may have none yet."""
    ledger = Ledger()
    if not (root / LEDGER).exists() and not (root / LEDGER).is_symlink():
        return ledger
    text = read_text(root / LEDGER, LEDGER, LIMIT_BYTES)
    if isinstance(text, Problem):
        ledger.problems.append(text)
        return ledger
    for number, line in enumerate(text.splitlines(), 1):
        if len(ledger.problems) == LIMIT_PROBLEMS:
            break
        if line and not line.startswith("#"):
            _read_line(ledger, number, line)
    return ledger


def _read_line(ledger: Ledger, number: int, line: str) -> None:
    found = _LINE.fullmatch(line)
    if not found:
        message = (
            "a line is “language file field fingerprint”, and this is none. Take it out, then run: "
            "projectsite translations record"
        )
        # The most likely reason for a broken line: two branches have added some.
        if line.startswith(("<<<<<<<", "|||||||", "=======", ">>>>>>>")):
            message = (
                "two changes were not merged. Take out the three lines of marks, keep the rest."
            )
        ledger.problems.append(Problem(LEDGER, number, 1, message, "ledger"))
        return
    key = Key(found["locale"], found["file"], found["field"])
    text, reviewed = found["text"] or found["before"] or "", found["reviewed"] or found["before"]
    entry = Entry(found["source"], text, bool(reviewed))
    ledger.lines.setdefault(key, number)
    # Git merges two branches line by line: it may leave both lines of one translation.
    known = ledger.entries.setdefault(key, entry)
    if known != entry:
        ledger.entries[key] = _of_both(known, entry)
        ledger.twice.append((key, number))


def _of_both(one: Entry, other: Entry) -> Entry:
    """What two lines of one translation tell together."""
    if one.source != other.source:
        return Entry(UNKNOWN)
    texts = {one.text, other.text} - {""}
    return Entry(one.source, texts.pop() if len(texts) == 1 else "")


Sources = Mapping[str, Mapping[str, str]]
"""The source text of each field, title or participants, by the file of the record."""

MANY = 100
"""A text that stands in more lines, such as a place, does not tell which record was renamed; to
compare them all would grow with the square."""


def followed(ledger: Ledger, sources: Sources) -> Ledger:
    """The ledger with the lines of renamed records under their new names.

    A missing file was renamed to a new one of its folder when more than half of its texts stand
    there in the same fields; of several candidates the most alike.
    """
    told = {key.file for key in ledger.entries}
    new = sources.keys() - told
    gone = {file for file in told - sources.keys() if _is_of_record(file)}
    if not (new and gone):
        return ledger
    told_of: Counter[str] = Counter()
    holders: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for key, entry in ledger.entries.items():
        if key.file in gone:
            told_of[key.file] += 1
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
        if shared * 2 > told_of[old] and old not in moves and file in free:
            moves[old] = file
            free.remove(file)

    def renamed(key: Key) -> Key:
        return key._replace(file=moves.get(key.file, key.file))

    entries = {renamed(key): entry for key, entry in ledger.entries.items()}
    lines = {renamed(key): line for key, line in ledger.lines.items()}
    return replace(ledger, entries=entries, lines=lines)


def _is_of_record(file: str) -> bool:
    return file.startswith("data/") and not file.startswith("data/words/")


def _place(key: Key, entry: Entry) -> tuple[str, str, str]:
    return _folder(key.file), key.field.removesuffix(f".{key.locale}"), entry.source


def _folder(file: str) -> str:
    return str(PurePosixPath(file).parent)
