"""Names of files and ids, which become parts of addresses: what is wrong with one, what to take."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path, PurePosixPath

from ..problems import shown

LONGEST = 60
"""Characters of an id."""

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"}
)
"""Letters that Unicode does not take apart into a plain one and an accent."""


def is_id(text: str) -> bool:
    """Whether a text is small letters, digits and single hyphens."""
    return _ID.fullmatch(text) is not None


DEVICES = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{name}{n}" for name in ("com", "lpt") for n in range(10)}
)
"""What Windows takes for devices, whatever ending follows: no file there can be called so
(https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file)."""


def is_device(name: str) -> bool:
    """Whether a name is none that Windows can give to a file: con.pdf."""
    return name.partition(".")[0].lower() in DEVICES


DEVICE = "Windows keeps this name for a device, and opens no such file. Choose another name."


def slug(text: str) -> str:
    """A text as an id: small letters, digits and hyphens, without accents; may be empty."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode())
    return "-".join(words)[:LONGEST].strip("-")


def file_slug(name: str) -> str:
    """The name of a file as one that may be published: Slides Final.PDF → slides-final.pdf."""
    path = PurePosixPath(name.strip())
    parts = [slug(part) for part in path.stem.split(".")]
    stem = ".".join(filter(None, parts))
    return f"{stem}{path.suffix.lower()}" if stem else ""


def faults(name: str, allowed: str = "-") -> str:
    """What a name may not hold: “capitals, a blank and “ü””; empty where it holds nothing else.

    `allowed` are the signs that it may hold besides small letters and digits.
    """
    found = Counter(map(_kind, re.sub(rf"[a-z0-9{re.escape(allowed)}]", "", shown(name, 100))))
    said = [_counted(kind, number) for kind, number in found.items()][:MOST]
    return " and ".join(filter(None, [", ".join(said[:-1]), *said[-1:]]))


MOST = 5
"""So many kinds of signs of one name are listed."""


def _kind(sign: str) -> str:
    if sign.isupper():
        return "capital"
    return {" ": "blank", "_": "underscore"}.get(sign, f"“{sign}”")


def _counted(kind: str, number: int) -> str:
    if not kind.isalpha():
        return kind
    return f"{kind}s" if number > 1 else f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def advice(path: Path, *, dotted: bool = False) -> str:
    """What is wrong with the name of a file or folder, and the name to use: two short sentences.

    `dotted` names may hold dots and underscores before the ending too.
    """
    name, suffix = path.name, path.suffix.lower()
    wrong = faults(name, "-._") if dotted else faults(path.stem)
    better = file_slug(name) if dotted else slug(path.stem) and slug(path.stem) + suffix
    said = f"the name has {wrong}." if wrong else "the name does not fit into an address."
    if not better or better == name:
        signs = "small letters, digits, dots" if dotted else "small letters, digits"
        return f"{said} Rename it: it holds {signs} and hyphens."
    if any(other.name == better for other in path.parent.iterdir()):
        return f"{said} There is {better} already. Keep one of the two, or choose another name."
    return f"{said} Rename it to {better}."
