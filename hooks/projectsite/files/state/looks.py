"""A fingerprint of what decides how pages look and work, whatever they say.

Who tests pages notes it: when it is another one, the test speaks of other code. It is made of
overrides/ (templates, styles, scripts, fonts), of the parts of the package that make HTML, and of
the release of Material. Facts, words and prose are no part of it: editors change no looks.
"""

from __future__ import annotations

from hashlib import blake2b
from importlib import metadata
from pathlib import Path

from ..layout import OVERRIDES
from .stamp import files_below

_PACKAGE = Path(__file__).parents[2]
_WINGS = ("words", "prose", "page", "build")
"""Those whose code makes HTML: views have none."""


def looks_fingerprint(root: Path) -> str:
    """Of a project: sixteen hexadecimal digits, the same on every system."""
    digest = blake2b(
        f"mkdocs-material {metadata.version('mkdocs-material')}".encode(), digest_size=8
    )
    for base, top in (
        (root, root / OVERRIDES),
        *((_PACKAGE, _PACKAGE / wing) for wing in _WINGS),
    ):
        for name in files_below(top, code=base is _PACKAGE):
            path = Path(name)
            # As git has it: a checkout on Windows may end lines otherwise.
            plain = path.is_file() and not path.is_symlink()
            content = path.read_bytes().replace(b"\r\n", b"\n") if plain else b""
            digest.update(f"{path.relative_to(base).as_posix()}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()
