"""A made-up proposal, as large as real ones: its tables as CSV, with usual names of columns."""

from __future__ import annotations

import csv
from pathlib import Path

PARTNERS, PACKAGES, DELIVERABLES, MILESTONES = 15, 7, 60, 20
MONTHS = 36

_SYLLABLES = ("Lu", "mar", "vel", "tor", "ni", "sa", "ker", "on", "bra", "fi", "du", "mi", "ro")
_COUNTRIES = ("Portugal", "FI", "Norway", "DE", "Czechia", "ES", "France", "IT", "EL", "Ireland")


def partner(number: int) -> str:
    """The short name of a partner, by its number from 1."""
    first, second = divmod(number * 5, len(_SYLLABLES))
    return (
        f"{_SYLLABLES[second]}{_SYLLABLES[(first * 3 + number) % len(_SYLLABLES)]}{number}".upper()
    )


def effort(number: int, package: int) -> float:
    """Person-months of a partner in a work package; who leads it has some."""
    return (number * package) % 7 + 0.5 if (number + package) % 3 or number == package else 0


def write_tables(folder: Path) -> dict[str, Path]:
    """The tables of the proposal by their names on the command line, as files of a folder."""
    tables = {
        "partners": (
            ("Number", "Short name", "Participant organisation name", "Country"),
            [
                (n, partner(n), f"Institute {partner(n).title()} for Light", _COUNTRIES[n % 10])
                for n in range(1, PARTNERS + 1)
            ],
        ),
        "work-packages": (
            ("WP No", "Work package title", "Lead beneficiary", "Start month", "End month"),
            [
                (n, f"Part {n}: lamps and rivers", partner(n), 1 + n, MONTHS - n)
                for n in range(1, PACKAGES + 1)
            ],
        ),
        "tasks": (
            ("Task No", "Task name", "Lead", "Participants", "Start month", "End month"),
            [
                (f"T{n}.{m}", f"Step {m} of part {n}", partner(m),
                 f"{partner(n)}; {m + 3} - {partner(m + 3)}", n, 20)
                for n in range(1, PACKAGES + 1)
                for m in (1, 2, 3)
            ],
        ),
        "deliverables": (
            (
                *("Deliverable No", "Deliverable name", "WP No", "Lead beneficiary", "Type"),
                *("Dissemination level", "Due date (in months)"),
            ),
            [
                (
                    f"D{n % PACKAGES + 1}.{n // PACKAGES + 1}",
                    f"Report “{n}”; with a comma, too",
                    *(n % PACKAGES + 1, partner(n % PARTNERS + 1), "R — Document, report"),
                    *("SEN - Sensitive" if n % 4 == 0 else "PU - Public", n % MONTHS + 1),
                )
                for n in range(DELIVERABLES)
            ],
        ),
        "milestones": (
            (
                *("Milestone No", "Milestone name", "Work package No", "Lead beneficiary"),
                *("Means of verification", "Due date (in months)"),
            ),
            [
                (n, f"Point {n} is reached", f"WP{n % PACKAGES + 1}", partner(n % PARTNERS + 1),
                 "A lamp is lit.", n + 10)
                for n in range(1, MILESTONES + 1)
            ],
        ),
        "effort": (
            ("No", "Partner", *(f"WP{n} (PM)" for n in range(1, PACKAGES + 1)), "Total"),
            [
                (p, partner(p), *(effort(p, n) or "" for n in range(1, PACKAGES + 1)), 99)
                for p in range(1, PARTNERS + 1)
            ],
        ),
    }  # fmt: skip
    paths = {}
    for name, (names, rows) in tables.items():
        paths[name] = folder / f"{name}.csv"
        with paths[name].open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([names, *rows])
    return paths
