"""The builders that are compared, each with a project of its own for the same content."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from generate import ROOT, generate
from running import Run, run

BENCHMARKS = Path(__file__).parent
HUGO = "lib/python*/site-packages/hugo/binaries/hugo*"
"""The program itself: the command that the wheel puts beside Python's is a Python script."""


@dataclass(frozen=True)
class Project:
    """One builder's project for so many outcomes."""

    builder: str
    """own, against (another checkout of this project), hugo or stock."""
    size: int
    """The outcomes besides the real ones."""
    representations: bool
    """Whether citations, feeds, calendars and open data are built too."""
    folder: Path

    @property
    def is_ours(self) -> bool:
        """Whether a checkout of this project builds it, this one or another."""
        return self.builder in ("own", "against")

    @property
    def site(self) -> Path:
        return self.folder / ("public" if self.builder == "hugo" else "site")

    @property
    def command(self) -> list[str]:
        if self.builder == "hugo":
            return [str(hugo()), "build", "--quiet"]
        strict = ["--strict"] if self.is_ours else []
        return [sys.executable, "-m", "mkdocs", "-q", "build", *strict]

    @property
    def environment(self) -> dict[str, str]:
        return {
            "NO_MKDOCS_2_WARNING": "1",
            "PYTHONUTF8": "1",
            "PYTHONPATH": str(self.folder / "hooks") if self.is_ours else "",
            "SOURCE_DATE_EPOCH": "1700000000",
            "HUGO_CACHEDIR": str(self.folder / ".cache"),
            "COMPARED": "yes",
            "KIT": "no",  # the others draw no documents
        }

    def build(self) -> Run:
        """Build it as it stands: what an earlier build left may help."""
        os.sync()
        return run(self.command, self.folder, self.environment)

    def clean(self) -> None:
        """Leave what was written at first, and nothing that a build made.

        It is put aside and not deleted: for a while after ten thousand files were deleted, a file
        system may take four times as long to make as many, which would be the next builder's.
        """
        kept = set((self.folder.with_name(f"{self.folder.name}.txt")).read_text().split("\n"))
        aside = Path(tempfile.mkdtemp(prefix="aside-", dir=self.folder.parent))
        for path in self.folder.iterdir():
            if path.name not in kept:
                path.rename(aside / path.name)

    @property
    def _record(self) -> Path:
        return self.folder / f"data/outcomes/bench-{self.size // 2:05}.yml"

    def change(self) -> None:
        """Give one outcome another title, in all languages."""
        head, mark, rest = self._record.read_text("utf-8").partition("\nsummary:")
        head = re.sub(r"^(  [a-z]{2}: .*)$", r"\1 changed", head, flags=re.MULTILINE)
        self._record.write_text(head + mark + rest, encoding="utf-8")

    def restore(self) -> None:
        """Undo that."""
        text = self._record.read_text("utf-8")
        self._record.write_text(text.replace(" changed\n", "\n"), encoding="utf-8")


def hugo() -> Path:
    """The program of the wheel that `make bench` has installed."""
    found = sorted((BENCHMARKS / ".venv").glob(HUGO))
    if not found:
        raise SystemExit("Hugo is not installed here: start this by `make bench`.")
    return found[0]


def write_own(project: Project, root: Path = ROOT) -> None:
    """The project of a checkout; a setting leaves the representations out."""
    generate(project.folder, project.size, root)
    path = project.folder / "mkdocs.yml"
    # No peer has a form editor.
    text = re.sub(r"^  admin:.*\n", "", path.read_text("utf-8"), flags=re.MULTILINE)
    path.write_text(text, encoding="utf-8")
    if not project.representations:
        setting = "representations: false"
        if re.search(r"^extra:\s*$", text, re.MULTILINE):
            text = re.sub(r"^  representations:.*\n", "", text, flags=re.MULTILINE)
            text = re.sub(r"^extra:\s*$", f"extra:\n  {setting}", text, flags=re.MULTILINE)
        else:
            if re.search(r"^extra:", text, re.MULTILINE):
                raise SystemExit("mkdocs.yml: extra: write it as a block, a setting a line")
            text += f"\nextra: {{{setting}}}\n"
        path.write_text(text, encoding="utf-8")
    _remember(project)


def write_other(project: Project, pattern: Project) -> None:
    """The project of another builder; the pattern is ours of the same size, built."""
    # Only here: what these import would count for the memory of every builder.
    from peers import hugo, stock
    from peers.drawn import Drawn

    if project.builder == "hugo":
        hugo.write(project.folder, Drawn(pattern.folder))
    else:
        stock.write(project.folder, Drawn(pattern.folder))
    _remember(project)


def _remember(project: Project) -> None:
    """What stands in the folder before anything is built."""
    names = "\n".join(path.name for path in project.folder.iterdir())
    project.folder.with_name(f"{project.folder.name}.txt").write_text(names)
