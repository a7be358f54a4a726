"""The project as it is and as it was at a commit, and the sites that both make."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from ..files.state.git import environment, git
from ..files.state.stamp import facts_moment
from ..files.texts import through_link
from ..problems import Problem, ProblemsFound, shown

_USUAL = ("origin/HEAD", "origin/main", "main")
"""What a change is compared with where nothing is named: the first of these that is there."""
SECONDS = 240
"""A build that takes longer is stopped."""
_CODE = ("hooks", "overrides", "mkdocs.yml")


def _commit(root: Path, name: str) -> str:
    """The commit that a name means; empty where there is none."""
    with suppress(subprocess.CalledProcessError):
        found = git(
            root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
        )
        # Of “^main”, all that main does not hold, it answers with a sign before the commit.
        return found if found.isalnum() else ""
    return ""


def base_of(root: Path, name: str = "") -> str:
    """The commit that the project is compared with: where it and what is named have parted.

    What others have added there since is no change of ours. Raises ProblemsFound without git, and
    for a name that git does not know.
    """
    try:
        _top(root)
        tip = next(filter(None, (_commit(root, one) for one in ((name,) if name else _USUAL))), "")
        if not tip:
            meant = shown(name) if name else " or ".join(_USUAL[1:])
            raise _refused(f"there is no commit {meant} to compare with. Fetch it, or name one.")
        with suppress(subprocess.CalledProcessError):
            return git(root, "merge-base", "HEAD", tip)
        if git(root, "rev-parse", "--is-shallow-repository") == "true":
            raise _refused(
                "this clone is shallow, and ends before both part. Run: git fetch --unshallow"
            )
    except OSError:
        raise _refused("changes are found by git, which is not installed here.") from None
    return tip


def _top(root: Path) -> str:
    """The folder of the repository. Raises ProblemsFound where git finds none, or refuses it."""
    try:
        return git(root, "rev-parse", "--show-toplevel")
    except subprocess.CalledProcessError as error:
        said = shown(str(error.stderr).strip(), 200)
        raise _refused(f"git cannot read this project: {said}") from None


def _refused(said: str) -> ProblemsFound:
    return ProblemsFound([Problem("changes", 0, 0, said, "unknown-id")])


def check_out(root: Path, commit: str, folder: Path) -> Path:
    """The project as it was at a commit, with its history, in a new folder; returns its root."""
    # A clone shares what is stored, and leaves nothing in the repository, even if it is killed.
    try:
        top = _top(root)
        below = git(root, "rev-parse", "--show-prefix")
        git(root, "clone", "--quiet", "--shared", "--no-checkout", "--", top, str(folder))
        git(folder, "checkout", "--quiet", "--detach", commit)
    except subprocess.CalledProcessError as error:
        said = str(error.stderr).strip()
        raise _refused(f"the project of {commit[:9]} cannot be read: {shown(said, 200)}") from None
    was = folder / below
    # The code of what is built there may be replaced.
    if through_link(folder, below) or not (was / "mkdocs.yml").is_file():
        raise _refused(f"there is no mkdocs.yml at {commit[:9]}: it was no such project yet.")
    return was


def build_both(was: Path, root: Path, folder: Path) -> tuple[Path, Path, list[str]]:
    """Build what was and what is, each by its own code; returns both sites, and what is to be said.

    For one moment, so that no date differs that the change has not changed. What its own code
    cannot build any more is built by that of today. Raises ProblemsFound where that fails too.
    """
    moment = str(int(facts_moment(root).timestamp()))
    with ThreadPoolExecutor(2) as pool:
        before = pool.submit(build, was, folder / "before", moment)
        after = pool.submit(build, root, folder / "after", moment)
        failed, wrong = before.result(), after.result()
    if wrong:
        raise unbuilt("the project", wrong)
    notes = []
    if failed:
        _with_code_of(root, was)
        if wrong := build(was, folder / "before", moment):
            raise unbuilt("what it is compared with", wrong)
        notes.append("The code of today has built what was there: its own does not.")
    return folder / "before", folder / "after", notes


def unbuilt(what: str, output: str, command: str = "changes") -> ProblemsFound:
    """What a command says where a site could not be built."""
    said = shown(output, 1000) or "it says nothing."
    return ProblemsFound([Problem(command, 0, 0, f"{what} does not build: {said}", "unbuilt")])


def build(root: Path, folder: Path, moment: str, *, kit: str = "no", seconds: int = SECONDS) -> str:
    """Build a site, with the documents to take away or without; returns what went wrong, or
    nothing."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder)]
    try:
        done = subprocess.run(  # noqa: S603
            command,
            cwd=root,
            env=_environment(root, moment, kit),
            capture_output=True,
            text=True,
            errors="replace",
            timeout=seconds,
        )
    except subprocess.TimeoutExpired:
        return f"it takes more than {seconds} seconds."
    return f"{done.stdout}\n{done.stderr}" if done.returncode else ""


def _environment(root: Path, moment: str, kit: str) -> Mapping[str, str]:
    # Documents to take away take longer than all pages together.
    kit = os.environ.get("KIT", kit)
    ours = {"PYTHONPATH": str(root.resolve() / "hooks"), "SOURCE_DATE_EPOCH": moment, "KIT": kit}
    return {**environment(), **ours, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}


def _with_code_of(root: Path, was: Path) -> None:
    for name in _CODE:
        # A link may lead anywhere: what it leads to is let alone.
        if (was / name).is_dir() and not (was / name).is_symlink():
            shutil.rmtree(was / name)
        else:
            (was / name).unlink(missing_ok=True)
        if (root / name).is_dir():
            shutil.copytree(root / name, was / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif (root / name).is_file():
            shutil.copy(root / name, was / name)
