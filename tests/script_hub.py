"""A script of .ci/ that works on GitHub, run beside a repository that stands in for it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from conftest import ROOT
from test_workflow import commit, git


def script_hub(folder: Path, script: str, gh: str, **files: str) -> Path:
    """A repository and a clone of it with a script and data files, and beside them a program that
    answers for `gh`; returns the folder of all."""
    hub = folder / "hub"
    (hub / "bin").mkdir(parents=True)
    (hub / "bin/gh").write_text(gh)
    (hub / "bin/gh").chmod(0o755)
    git(hub, "init", "--quiet", "--bare", "origin.git")
    clone = hub / "clone"
    (clone / ".ci").mkdir(parents=True)
    (clone / "data").mkdir()
    shutil.copy(ROOT / script, clone / script)
    write_data(hub, **files)
    git(clone, "init", "--quiet", "--initial-branch", "main")
    git(clone, "remote", "add", "origin", str(hub / "origin.git"))
    commit(clone, "Begin")
    git(clone, "push", "--quiet", "origin", "main")
    return hub


def write_data(hub: Path, **files: str) -> None:
    """Write data files of the clone, by name."""
    for name, text in files.items():
        (hub / f"clone/data/{name}").write_text(text)


def run_script(hub: Path, script: str, *arguments: str | Path) -> int:
    """Run the script in the clone as a workflow does; returns its status."""
    environment = {
        "PATH": f"{hub / 'bin'}:{os.environ['PATH']}",
        "HOME": str(hub),
        "HUB": str(hub),
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_REPOSITORY": "owner/site",
    }
    command = [hub / "clone" / script, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, timeout=60).returncode
