"""What `projectsite translations export` and `import` do, and what they say."""

from __future__ import annotations

import sys
from pathlib import Path

from ..files.sheets import LIMIT_PROBLEMS
from ..files.writing import write_files
from ..problems import Problem, ProblemsFound, report, unknown
from ..site import load_site
from ..words.text import Locale
from .export import export_po
from .po_file import read_bytes
from .taking import Import, import_po


def export_command(root: Path, locale: str, output: Path | None = None) -> int:
    """Write the texts of a language as a .po file, or to standard output.

    Returns the exit status: 0, or 1 when the project has problems or not this language.
    """
    try:
        site = load_site(root)
        others = site.project.locales[1:]
        if locale not in others:
            said = unknown("language to translate into", locale, others)
            raise ProblemsFound([Problem("data/project.yml", 0, 0, said, "unknown-language")])
        text = export_po(site, Locale(locale))
    except ProblemsFound as found:
        return _refused(found, "Nothing was written.")
    if output is None:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
        return 0
    try:
        output.write_bytes(text.encode())
    except OSError as error:
        print(f"{output}: the file cannot be written: {error.strerror}.", file=sys.stderr)
        return 1
    print(f"{output}: written.")
    return 0


def import_command(root: Path, path: Path) -> int:
    """Take the texts of a .po file into data/ and docs/; all of them, or none where one is wrong.

    Returns the exit status: 0, or 1 when there are problems.
    """
    try:
        site = load_site(root)
        taken = import_po(site, read_bytes(path, str(path)), str(path))
        write_files(root, taken.files)
    except ProblemsFound as found:
        return _refused(found, "Nothing was taken.")
    print("\n".join(told(taken)))
    return 0


def told(taken: Import) -> list[str]:
    """What was taken and what was not, one thing a line."""
    lines = [f"note: {note}" for note in taken.notes[:LIMIT_PROBLEMS]]
    if more := len(taken.notes) - len(lines):
        lines.append(f"note: there are {more} more notes.")
    lines += [f"{name}: written." for name in sorted(taken.files)]
    if taken.kept:
        lines.append(
            f"{taken.locale}: changed here since the export, and left so: {taken.kept}. "
            "A page that holds one of these is accepted by hand."
        )
    changed, accepted = len(taken.changed), len(taken.accepted)
    lines.append(
        f"{taken.locale}: texts changed: {changed}; as new as their source by now: {accepted}; "
        f"still unsure (fuzzy) and left out: {taken.fuzzy}."
    )
    return lines


def _refused(found: ProblemsFound, said: str) -> int:
    print(report(found.problems, said), file=sys.stderr)
    return 1
