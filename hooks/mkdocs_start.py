"""MkDocs, started once mkdocs.yml is right: python -m mkdocs_start build

MkDocs reads its settings before it calls any hook, and ends at some of them with a traceback, or in
words without a place.
"""

from __future__ import annotations

import sys
from pathlib import Path

from projectsite.files.ending import end_in_a_sentence

if __name__ == "__main__":  # what is imported below takes a while, in which somebody may stop it
    end_in_a_sentence()

from mkdocs.__main__ import cli

from projectsite.problems import ProblemsFound, report
from projectsite.prose.menu import load_menu

_READ_IT = {"build", "serve", "gh-deploy"}


def main() -> None:
    """Run a command of MkDocs. Ends the process."""
    other = any(argument.startswith(("-f", "--config-file")) for argument in sys.argv)
    if _READ_IT.intersection(sys.argv) and not other:
        try:
            load_menu(Path())
        except ProblemsFound as found:
            print(report(found.problems), file=sys.stderr)
            sys.exit(1)
    cli(prog_name="mkdocs")


if __name__ == "__main__":
    main()
