"""Fetch the form editor from npm into hooks/projectsite/editor/vendor/: python .ci/vendor_editor.py

Each archive must have the hash that npm has published for it (Subresource Integrity, SHA-512). What
the editor would fetch from other hosts is put beside it, and its addresses are changed to here; a
release in which they stand otherwise is refused. Needs npm; a build of the site needs none of this.
For another version: change it and its hash below, run this, run tests/generator/test_editor.py.
"""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

VENDOR = Path(__file__).parent.parent / "hooks/projectsite/editor/vendor"

PACKAGES = {
    # npm view NAME@VERSION dist.integrity
    "@sveltia/cms@0.221.1": (
        "sha512-J+Qoik9kGMk2L7vNpOQrnDmFRi+NB6vwJ0f657YtsxWH0P8WYSYRRSRC2pQ/jGGbVlM//Pg/WIgmkpswqoo3gQ=="
    ),
    "js-yaml@5.5.0": (
        "sha512-paNr4LFIFPjeeSmwNYdrb8FafLLG/Cr2Af3GjbsHJ5CxIjH4r0c2emlmRdAtpPAieP1gRVzk6buBbVP5gBMGAg=="
    ),
    "@fontsource-variable/source-sans-3@5.3.0": (
        "sha512-dpi0GZk7EQe2tYpg6Q0Fx0OmUgnuGu+0rHPgtXqtKhglYmJuP7jZ12Mu1uN+NfRaJRY1Emn8AQJEWzmoZ4wa9g=="
    ),
    "@fontsource-variable/material-symbols-outlined@5.3.7": (
        "sha512-d6kLamaMdad40AYoyJEBgCH63fRLklC7GW7bgb7WWbPh/UzuW483Dlyfmn3vxpiNsHLIMBOcYYkZDtOC9Y3MUA=="
    ),
}

VERSION = next(iter(PACKAGES)).rpartition("@")[2]
SANS, SYMBOLS = "source-sans-3", "material-symbols-outlined"
CMS = "@sveltia/cms"
FILES = {
    "js-yaml.mjs": ("js-yaml", "dist/browser/js-yaml.esm.min.mjs"),
    "js-yaml-LICENSE": ("js-yaml", "LICENSE"),
    "sveltia-cms.mjs": (CMS, "dist/sveltia-cms.mjs"),
    "sveltia-cms-LICENSE": (CMS, "LICENSE.txt"),
    **{f"locales/{code}.json": (CMS, f"locales/{code}.json") for code in ("cs", "de", "fr")},
    # No other Spanish is there.
    "locales/es-CO.json": (CMS, "locales/es-CO.json"),
    f"fonts/{SANS}.woff2": (SANS, f"files/{SANS}-latin-wght-normal.woff2"),
    f"fonts/{SANS}-ext.woff2": (SANS, f"files/{SANS}-latin-ext-wght-normal.woff2"),
    f"fonts/{SANS}-LICENSE": (SANS, "LICENSE"),
    f"fonts/{SYMBOLS}.woff2": (SYMBOLS, f"files/{SYMBOLS}-latin-wght-normal.woff2"),
    f"fonts/{SYMBOLS}-LICENSE": (SYMBOLS, "LICENSE"),
}
"""What is taken, and from where in which package."""

HERE = "new URL(`vendor`,document.baseURI).href"
CHANGES = (
    # Strings of the interface and the number of the newest version: there is none but this one.
    ("`https://unpkg.com/@sveltia/cms`", HERE, 1),
    ("}@${rP}/locales`", "}/locales`", 1),
    # Only languages that are here: the editor asks without end for one that is missing.
    (re.compile(r"`ar,bg,[\w,-]*,en-US,[\w,-]*`"), "`cs,de,en-US,es-CO,fr`", 1),
    # The first save of a record begins a branch at today's head: whether somebody else has changed
    # the record meanwhile is asked then too, not only where nothing is reviewed.
    ("if(!c){let t=await CLe(e);if(t&&!n)throw Error(`save_conflict`",
     "if(!c||!s?.workflow){let t=await CLe(e);if(t&&!n)throw Error(`save_conflict`", 1),
    # Whether GitHub has a disturbance: nobody asks.
    ("`https://www.githubstatus.com/api/v2/status.json`", f"{HERE}+`/status.json`", 1),
    (f"https://cdn.jsdelivr.net/fontsource/fonts/{SANS}:vf@5.3.0/latin-wght-normal.woff2",
     f"vendor/fonts/{SANS}.woff2", 1),
    (f"https://cdn.jsdelivr.net/fontsource/fonts/{SYMBOLS}:vf@5.3.7/latin-wght-normal.woff2",
     f"vendor/fonts/{SYMBOLS}.woff2", 1),
    # Of code, which no record holds.
    ("https://cdn.jsdelivr.net/fontsource/fonts/noto-mono@5.3.0/latin-400-normal.woff2",
     "vendor/fonts/none.woff2", 1),
)  # fmt: skip
"""What is changed in the editor, and how often it must be there."""


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        packages = {name: fetched(name, Path(folder)) for name in PACKAGES}
        taken = {}
        for file, (package, path) in FILES.items():
            (archive,) = (at for name, at in packages.items() if f"/{package}@" in f"/{name}")
            taken[file] = member(archive, f"package/{path}")
    for file in ("sveltia-cms.mjs", "js-yaml.mjs"):
        taken[file] = re.sub(rb"\n?//# sourceMappingURL=.*\n?$", b"\n", taken[file])
    taken["sveltia-cms.mjs"] = changed(taken["sveltia-cms.mjs"].decode()).encode()
    # What the editor asks its makers and GitHub's status page: it is the newest, and all is well.
    taken["package.json"] = f'{{"version": "{VERSION}"}}\n'.encode()
    taken["status.json"] = b'{"status": {"indicator": "none"}}\n'
    for file, content in taken.items():
        (VENDOR / file).parent.mkdir(parents=True, exist_ok=True)
        (VENDOR / file).write_bytes(content)
    sums = (f"{hashlib.sha256(taken[file]).hexdigest()}  {file}\n" for file in sorted(taken))
    (VENDOR / "SHA256SUMS").write_text("".join(sums), encoding="utf-8", newline="\n")
    print(f"{VENDOR.name}: {len(taken)} files, {sum(map(len, taken.values())):,} bytes.")
    return 0


def fetched(package: str, folder: Path) -> Path:
    """The archive of a package, once its hash has been compared."""
    done = subprocess.run(  # noqa: S603  # of the names above, none of them a stranger's
        ["npm", "pack", package, "--silent", "--ignore-scripts", "--pack-destination", folder],  # noqa: S607
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    archive = folder / done.stdout.split()[-1]
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if f"sha512-{digest}" != PACKAGES[package]:
        sys.exit(f"error: {package} is not the archive that was looked at: sha512-{digest}")
    return archive


def member(archive: Path, name: str) -> bytes:
    with tarfile.open(archive) as tar:
        found = tar.extractfile(name)
        return found.read() if found else sys.exit(f"error: {archive.name} has no {name}")


def changed(script: str) -> str:
    """The editor with addresses of here."""
    for old, new, times in CHANGES:
        form = old if isinstance(old, re.Pattern) else re.compile(re.escape(old))
        script, found = form.subn(lambda _, new=new: new, script)
        if found != times:
            sys.exit(f"error: {form.pattern} is there {found} times, not {times}.")
    return script


if __name__ == "__main__":
    sys.exit(main())
