"""A site that opens from a disk: a browser that reads files takes no folder for its index.html, and
lets no script import a module or fetch a file. Programs that replay web archives know no modules
either (pywb 2.10)."""

from __future__ import annotations

import re
import shutil
from importlib import resources
from pathlib import Path

from .. import addresses

SCRIPTS = "assets/javascripts"
_MODULES = ("folding.js", "ranking.js", "search.js", "language-offer.js", "browse.js")
"""Those that others import come first."""
_FETCHED = (
    addresses.search_index(),
    addresses.search_synonyms(),
    addresses.list_table(),
    addresses.language_offers(),
)
_HREF = re.compile(rb'(<a\b[^>]*?\shref="|<meta http-equiv="refresh" content="0; url=)([^"]*)(")')
_FOLDER = re.compile(rb"((?:[\w.~%-]+/)*(?:\.{1,2})?)([?#].*)?", re.DOTALL)
_ONLY_SERVED = re.compile(
    rb'\n?<(?:link rel="(?:preload|manifest)"[^>]*>|script [^>]*type="module"></script>)'
)
"""What a browser asks for as of another host, and so refuses from a disk."""
_PAGE_SCRIPT = re.compile(rb'<script src="([^"]*)project\.js" defer></script>')
_BUNDLED = rb'<script src="\1disk.js" defer></script>\n\g<0>'
_IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./([^"]+)";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (const|let|function) (\w+)", re.MULTILINE)


def for_disk(site: Path, folder: Path) -> None:
    """Copy a built site; links to its own pages lead to their files, and its scripts run from
    there."""
    # What a server alone sends is no page here.
    shutil.copytree(site, folder, ignore=shutil.ignore_patterns("404.html"))
    with_plain_scripts(folder)
    for path in folder.rglob("*.html"):
        path.write_bytes(_HREF.sub(_linked, path.read_bytes()))


def with_plain_scripts(folder: Path) -> None:
    """Change a built site: its scripts are no modules, and what they fetch are scripts too."""
    for path in folder.rglob("*.html"):
        html = _ONLY_SERVED.sub(b"", path.read_bytes())
        path.write_bytes(_PAGE_SCRIPT.sub(_BUNDLED, html))
    for name in _FETCHED:
        for path in folder.rglob(name):
            script = f"document.currentScript.projectData = {path.read_text('utf-8')};\n"
            path.with_name(f"{path.name}.js").write_text(script, "utf-8")
    _write_scripts(folder / SCRIPTS)


def _write_scripts(folder: Path) -> None:
    """One plain script of all modules, and the others with its ways to import and fetch."""
    begin = resources.files(__package__).joinpath("disk.js").read_text("utf-8")
    modules = (_module(name, (folder / name).read_text("utf-8")) for name in _MODULES)
    for path in folder.glob("*.js"):
        path.write_text(_asking(path.read_text("utf-8")), "utf-8")
    (folder / "disk.js").write_text("\n".join([begin, *modules]), "utf-8")


def _module(name: str, text: str) -> str:
    """A module as a function that is called at once, and leaves what it exports."""
    exported = ", ".join(found[2] for found in _EXPORT.finditer(text))
    body = _IMPORT.sub(r'const \1 = projectModules["\2"];', _EXPORT.sub(r"\1 \2", text))
    return (
        f'projectModules["{name}"] = (() => {{\n{_asking(body)}return {{ {exported} }};\n}})();\n'
    )


def _asking(text: str) -> str:
    return re.sub(r"\b(?:import|fetch)\((?=\S)", _renamed, text)


def _renamed(found: re.Match[str]) -> str:
    return f"project{found[0].capitalize()}"


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
