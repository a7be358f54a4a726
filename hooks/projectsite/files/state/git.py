"""What git says of a project, whatever the environment and the settings of its user."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ELSEWHERE = frozenset(
    {
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_COMMON_DIR",
        "GIT_DIR",
        "GIT_GRAFT_FILE",
        "GIT_IMPLICIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_INTERNAL_SUPER_PREFIX",
        "GIT_NO_REPLACE_OBJECTS",
        "GIT_OBJECT_DIRECTORY",
        "GIT_PREFIX",
        "GIT_REPLACE_REF_BASE",
        "GIT_SHALLOW_FILE",
        "GIT_WORK_TREE",
    }
)
"""The variables that name a repository, as `git rev-parse --local-env-vars` lists them. Those of
settings are left: a container says by them that it trusts the folder."""
_SETTINGS = (
    *("core.hooksPath=/dev/null", "core.fsmonitor=", "log.showSignature=false"),
    *("log.showRoot=true", "log.follow=false", "i18n.logOutputEncoding=UTF-8"),
    *("diff.orderFile=/dev/null", "core.quotePath=false"),
)
"""Those of a stranger must not start another program, and nobody's change what is said."""


def environment() -> dict[str, str]:
    """The variables for a program that asks for the repository of a folder.

    Aliases of git, its hooks and `git rebase --exec` name their own repository in the environment:
    git would work in that one, in whatever folder it is started.
    """
    return {name: value for name, value in os.environ.items() if name not in ELSEWHERE}


def git(root: Path, *arguments: str, **variables: str) -> str:
    """What git says in a folder, without the last line end.

    Raises OSError without git, and CalledProcessError where it refuses.
    """
    command = ["git", "-C", str(root), *(part for one in _SETTINGS for part in ("-c", one))]
    quiet = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    done = subprocess.run(  # noqa: S603
        [*command, *arguments],
        capture_output=True,
        env={**environment(), **quiet, **variables},
        check=True,
        encoding=sys.getfilesystemencoding(),
        errors="surrogateescape",  # a path may be anything
    )
    return done.stdout.removesuffix("\n")
