"""The commands changes and comment."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from ..addresses import localised
from ..facts.loading import languages_of
from ..files.folders import make_folder
from ..problems import Problem, ProblemsFound, report
from ..prose.memory import read_memory
from ..site import load_site
from .figures import figures
from .from_disk import for_disk
from .older import older_texts
from .page import SITE, Pictures, drawn
from .pictures import Shot, browser, take
from .report import REPORT, Report, read_report, report_of
from .sites import BuiltSite, Comparison, PageChange, compare
from .telling import as_markdown, as_text
from .trees import base_of, build_both, check_out

PICTURED = 12
"""So many pages are pictured: each takes a browser a second or two, twice."""
_OURS = frozenset({"index.html", REPORT, "pictures", SITE})
"""What a folder of this command holds: no other one is cleared."""


def changes_command(root: Path, name: str, folder: Path, pictured: int = PICTURED) -> int:
    """Say what has changed since a commit, and write it into a folder; returns the exit status.

    The folder gets index.html with pictures and the built site, and changes.json for programs.
    """
    try:
        _refuse_what_is_not_ours(folder)
        with tempfile.TemporaryDirectory(prefix="projectsite-") as temporary:
            told = _compared(root, name, Path(temporary), folder, pictured)
    except ProblemsFound as found:
        print(report(found.problems, "Nothing was compared."))
        return 1
    except OSError as error:
        print(f"{error.filename or folder}: it cannot be written: {error.strerror or error}.")
        return 1
    print(as_text(told))
    print(f"\n{folder / 'index.html'}: the same, with pictures and the built site.")
    return 0


def _refuse_what_is_not_ours(folder: Path) -> None:
    """Only a folder may be cleared that is new or empty, or that this command has filled."""
    names = {path.name for path in folder.iterdir()} if folder.exists() else set()
    if folder.is_symlink() or (names and not (REPORT in names and names <= _OURS)):
        said = "this folder is a link, or holds other files. Name a new one: --output FOLDER."
        raise ProblemsFound([Problem(str(folder), 0, 0, said, "file-unwritable")])


def _compared(root: Path, name: str, temporary: Path, folder: Path, pictured: int) -> Report:
    site = load_site(root)
    base = base_of(root, name)
    # What cannot be written is told before the long work.
    make_folder(folder)
    print(f"Comparing with {base[:9]} …", file=sys.stderr, flush=True)
    was = check_out(root, base, temporary / "was")
    older, notes = older_texts(was, site)
    published = [old for old in read_memory(was).moved if old]
    left, right, said = build_both(was, root, temporary)
    before = BuiltSite(left, languages_of(was) or site.project.locales)
    after = BuiltSite(right, site.project.locales)
    found = compare(before, after, published)
    told = report_of(found, figures(found.pages, after.locales), older, [*said, *notes])
    _refuse_what_is_not_ours(folder)  # it may have come meanwhile
    _clear(folder)
    # First: it tells the next run whose folder this is, should this one be killed.
    (folder / REPORT).write_text(told.model_dump_json(indent=1) + "\n", encoding="utf-8")
    for_disk(right, folder / SITE)
    taken = _pictures(found, before, after, folder, pictured)
    page = drawn(found, told, after.locales[0], taken)
    (folder / "index.html").write_text(page, encoding="utf-8")
    return told


def _clear(folder: Path) -> None:
    """An empty folder, where there was none or one of this command."""
    if folder.exists():
        shutil.rmtree(folder)
    make_folder(folder)


def _pictures(
    found: Comparison, before: BuiltSite, after: BuiltSite, folder: Path, pictured: int
) -> Pictures:
    """Before and after of the first pages, in the first language in which each changes."""
    program = browser()
    if not (pictured and program and found.pages):
        return {}
    (folder / "pictures").mkdir()
    wanted = {
        (page.kind, page.below): list(_shots(page, before, after, folder, f"pictures/{at}"))
        for at, page in islice(enumerate(found.pages, 1), pictured)
    }
    take([shot for shots in wanted.values() for _, shot in shots], program)
    return {
        page: [
            (said, shot.file.relative_to(folder).as_posix())
            for said, shot in shots
            if shot.file.is_file()
        ]
        for page, shots in wanted.items()
    }


def _shots(
    page: PageChange, before: BuiltSite, after: BuiltSite, folder: Path, name: str
) -> Iterator[tuple[str, Shot]]:
    locale = next(iter(page.lines))
    for said, site in (("before", before), ("after", after)):
        if page.kind != ("added" if said == "before" else "gone"):
            # A page that has moved shows the one that it leads to.
            address = localised(page.below, locale, site.locales[0])
            yield f"{page.title}, {said}", Shot(site.folder, address, folder / f"{name}-{said}.png")


def comment_command(file: Path) -> int:
    """Print a report as the text of a comment; returns the exit status."""
    try:
        print(as_markdown(read_report(file)), end="")
    except ProblemsFound as found:
        print(report(found.problems, "Nothing was taken."), file=sys.stderr)
        return 1
    return 0
