"""Files in an archive: a bag (BagIt, RFC 8493), and .zip files that are the same byte for byte."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

PAYLOAD = "data"
"""The folder of a bag that holds what is kept; beside it lies what tells of it."""
_HASHES = ("sha256", "sha512")
_PACKED = frozenset({".wacz", ".png", ".woff2", ".zip", ".pptx", ".xlsx"})
"""Compressed already."""
_FIRST, _LAST = datetime(1980, 1, 1, tzinfo=UTC), datetime(2107, 12, 31, tzinfo=UTC)
"""What a .zip file can tell of time."""


def files_below(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every file with its name below the folder, in the order of the bytes of their names."""
    paths = (Path(here, name) for here, _, names in os.walk(folder) for name in names)
    found = ((path.relative_to(folder).as_posix(), path) for path in paths)
    return iter(sorted(found, key=lambda entry: os.fsencode(entry[0])))


def as_bag(folder: Path, info: Mapping[str, str]) -> None:
    """Make a bag of a folder whose files lie in its folder data/: checksums of all of them."""
    payload = list(files_below(folder / PAYLOAD))
    size = sum(path.stat().st_size for _, path in payload)
    told = {**info, "Payload-Oxum": f"{size}.{len(payload)}"}
    lines = {
        "bagit.txt": ["BagIt-Version: 1.0", "Tag-File-Character-Encoding: UTF-8"],
        "bag-info.txt": [f"{name}: {' '.join(text.split())}" for name, text in told.items()],
    }
    for kind in _HASHES:
        lines[f"manifest-{kind}.txt"] = [
            f"{digest_of(path, kind)}  {PAYLOAD}/{_escaped(name)}" for name, path in payload
        ]
    _write(folder, lines)
    for kind in _HASHES:
        sums = [f"{digest_of(folder / name, kind)}  {name}" for name in sorted(lines)]
        _write(folder, {f"tagmanifest-{kind}.txt": sums})


def _write(folder: Path, files: Mapping[str, Iterable[str]]) -> None:
    for name, lines in files.items():
        (folder / name).write_text("".join(f"{line}\n" for line in lines), "utf-8", newline="\n")


def _escaped(name: str) -> str:
    """RFC 8493, 2.1.3: no line of a manifest may be broken."""
    return name.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def digest_of(path: Path, kind: str = "sha256") -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, kind).hexdigest()


def zipped(
    file: Path, entries: Iterable[tuple[str, Path]], moment: datetime, *, stored: bool = False
) -> None:
    """Write files into a .zip file, in their order and all of one moment; `stored` compresses
    none. An archive that was there stays until the new one is whole."""
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)  # it may be a link, which would be written through
    try:
        _zip(part, entries, moment, stored=stored)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def _zip(
    file: Path, entries: Iterable[tuple[str, Path]], moment: datetime, *, stored: bool
) -> None:
    day = min(max(moment, _FIRST), _LAST)
    with ZipFile(file, "x") as archive:
        for name, path in entries:
            entry = ZipInfo(name, (day.year, day.month, day.day, day.hour, day.minute, day.second))
            # As on any system: whoever unpacks it may read and change it.
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            entry.file_size = path.stat().st_size
            packed = stored or path.suffix in _PACKED
            entry.compress_type = ZIP_STORED if packed else ZIP_DEFLATED
            with path.open("rb") as source, archive.open(entry, "w") as target:
                shutil.copyfileobj(source, target)
