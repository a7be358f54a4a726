"""The files of the form editor, below /admin/."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from string import Template

from markupsafe import escape

from .. import addresses
from ..facts.project import Project
from .settings import settings

_HERE = Path(__file__).parent


def editor_files(project: Project, repository: str) -> Iterator[tuple[str, bytes]]:
    """Every file by its address: the page, its scripts, the editor, and what it is told."""
    folder = addresses.editor()
    for path in sorted((_HERE / "page").iterdir()):
        content = path.read_bytes()
        if path.suffix == ".html":
            page = Template(content.decode())
            content = page.substitute(title=escape(project.facts.acronym)).encode()
        yield f"{folder}{path.name}", content
    told = json.dumps(settings(project, repository), ensure_ascii=False, separators=(",", ":"))
    yield f"{folder}settings.json", told.encode()
    vendor = _HERE / "vendor"
    for path in sorted(vendor.rglob("*")):
        if path.is_file():
            yield f"{folder}vendor/{path.relative_to(vendor).as_posix()}", path.read_bytes()
