"""MkDocs, started so that it tells what is wrong in mkdocs.yml: python -m mkdocs_start build

MkDocs reads its settings before it calls any hook, and lets what others raise there through as it
is: urllib of an address such as https://[::1, pathlib of a file to inherit from that is a number.
"""

from __future__ import annotations

import sys
from pathlib import Path
from traceback import walk_tb

from mkdocs.__main__ import cli
from mkdocs.config.base import ValidationError

from projectsite.files.ending import end_in_a_sentence
from projectsite.files.layout import MENU
from projectsite.problems import Problem, ProblemsFound, report, shown
from projectsite.prose.menu import load_menu


def main() -> None:
    """Run a command of MkDocs. Ends the process."""
    end_in_a_sentence()
    try:
        cli(prog_name="mkdocs")
    except (
        ValueError,
        TypeError,
        AttributeError,
        OSError,
        ValidationError,
        RecursionError,
    ) as error:
        if not any(
            frame.f_code.co_name == "load_config" for frame, _ in walk_tb(error.__traceback__)
        ):
            raise
        print(report(_problems(error)), file=sys.stderr)
        sys.exit(1)


def _problems(error: Exception) -> list[Problem]:
    """What our own check finds in the file; else what has been raised."""
    try:
        load_menu(Path())
    except ProblemsFound as found:
        return list(found.problems)
    said = f"MkDocs cannot read this: {shown(str(error), 200)}. Undo the last change."
    return [Problem(MENU, 0, 0, said, "yaml")]


if __name__ == "__main__":
    main()
