"""A site that opens from a disk: a browser that reads files takes no folder for its index.html."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

_HREF = re.compile(rb'(<a\b[^>]*?\shref=")([^"]*)(")')
_FOLDER = re.compile(rb"((?:[\w.~%-]+/)*(?:\.{1,2})?)([?#].*)?", re.DOTALL)


def for_disk(site: Path, folder: Path) -> None:
    """Copy a built site; links to its own pages lead to their files."""
    shutil.copytree(site, folder)
    for path in folder.rglob("*.html"):
        path.write_bytes(_HREF.sub(_linked, path.read_bytes()))


def _linked(found: re.Match[bytes]) -> bytes:
    before, href, after = found.groups()
    return before + whole(href) + after


def whole(href: bytes) -> bytes:
    """A link to a folder of the site as one to its page; any other link as it is."""
    found = _FOLDER.fullmatch(href)
    if not found or not found[1]:
        return href
    slash = b"" if found[1].endswith(b"/") else b"/"
    return found[1] + slash + b"index.html" + (found[2] or b"")
