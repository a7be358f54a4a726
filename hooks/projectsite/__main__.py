"""The commands of the project: projectsite check."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from .problems import ProblemsFound
from .site import load_site


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit status: 0, or 1 when there are problems."""
    parser = argparse.ArgumentParser(prog="projectsite", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="say what is wrong in data/ and docs/, and where")
    check.add_argument("--root", type=Path, default=Path(), help="the folder of the project")
    chosen = parser.parse_args(arguments)
    try:
        site = load_site(chosen.root)
    except ProblemsFound as found:
        print(found)
        return 1
    records = len(site.loaded.sheets)
    print(f"No problems in {records} data files and {len(site.prose)} pages.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
