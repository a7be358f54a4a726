"""How much processor time and memory the check of many records takes: make bench-check.

Each figure is that of a whole process as the operating system accounts for it when the process
ends; Linux and macOS do so. Runs of different sizes take turns, so that a machine that grows
slower for a while does so for all. With --against, this checkout is measured beside another one,
and a figure that is worse by more than 5 % ends in status 1.
"""

from __future__ import annotations

import argparse
import math
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from generate import ROOT
from running import Run, run

CPU_GOAL = 1.2
"""Seconds for each thousand records."""
MEMORY_GOAL = 250
"""MB at the greatest size."""
GROWTH_GOAL = 1.1
"""Exponent: 1 is linear, 2 is quadratic."""
WORSE = 1.05
"""The ratio of ours to that of another checkout above which a figure has become worse."""

CHECK = """
import sys
from pathlib import Path
from projectsite.site import load_site
site = load_site(Path(sys.argv[1]))
print(len(site.project.outcomes))
"""


def measure(project: Path, expected: int) -> Run:
    """Check a project by its own package; it must hold so many outcomes and no problem."""
    environment = {"PYTHONPATH": str(project / "hooks"), "PYTHONUTF8": "1"}
    took = run([sys.executable, "-c", CHECK, str(project)], project, environment)
    printed = project.with_name(f"{project.name}.log").read_text("utf-8")
    if printed.strip() != str(expected):
        raise SystemExit(f"the check of {project} failed: {printed}")
    return took


def prepare(folder: Path, number: int, root: Path) -> int:
    """Write a project in a process of its own, as the memory of this one counts for its children.

    Returns the number of outcomes in it.
    """
    generate = Path(__file__).with_name("generate.py")
    arguments = [str(folder), str(number), str(root)]
    subprocess.run([sys.executable, str(generate), *arguments], check=True)
    return len(list((folder / "data/outcomes").glob("*.yml")))


def main() -> int:
    """Measure, print the table, and say whether the goals are met: 0, or 1 when they are not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[0, 200, 2000])
    parser.add_argument("--runs", type=int, default=7, help="so many of each size, in turn")
    parser.add_argument("--against", type=Path, help="another checkout, to be measured in turn")
    chosen = parser.parse_args()
    roots = [ROOT] + ([chosen.against.resolve()] if chosen.against else [])
    sizes = sorted({0, *chosen.sizes})
    runs: list[dict[int, list[Run]]] = [{size: [] for size in sizes} for _ in roots]
    with tempfile.TemporaryDirectory() as folder:
        projects = {
            (at, size): Path(folder) / f"{at}-{size}" for size in sizes for at in range(len(roots))
        }
        counts = {(at, size): prepare(p, size, roots[at]) for (at, size), p in projects.items()}
        for key, project in projects.items():
            measure(project, counts[key])  # writes what Python compiles, fills the caches
        for number in range(chosen.runs):
            for (at, size), project in list(projects.items())[:: 1 if number % 2 == 0 else -1]:
                runs[at][size].append(measure(project, counts[at, size]))
    status = tell(runs[0])
    return max(status, tell_against(*runs)) if chosen.against else status


def tell_against(ours: dict[int, list[Run]], others: dict[int, list[Run]]) -> int:
    """The ratios of medians, ours to those of the other checkout; 1 when one became worse."""
    print("\n| records | CPU against the other checkout | MB | |")
    print("| ---: | ---: | ---: | --- |")
    worse = False
    for size in ours:
        cpu, memory = (
            statistics.median(getattr(run, of) for run in ours[size])
            / statistics.median(getattr(run, of) for run in others[size])
            for of in ("cpu", "memory")
        )
        is_worse = max(cpu, memory) > WORSE
        worse |= is_worse
        print(f"| {size:,} | {cpu:.3f} | {memory:.3f} | {'WORSE' if is_worse else ''} |")
    return 1 if worse else 0


def tell(runs: dict[int, list[Run]]) -> int:
    """The table, in Markdown.

    A goal is measured by the median. What is left without the start of Python, and the growth, are
    differences of small numbers: they are made of the least times, in which others disturb least.
    """
    number = len(next(iter(runs.values())))
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {number} runs of each size."
    )
    print()
    print("| records | CPU s, median | least–most | CPU s per 1,000 | least, without start | MB |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: |")
    start = min(run.cpu for run in runs[0])
    own: dict[int, float] = {}
    for size, done in runs.items():
        times = [run.cpu for run in done]
        median = statistics.median(times)
        memory = max(run.memory for run in done)
        per, net = "", ""
        if size:
            own[size] = min(times) - start
            per, net = f"{median / size * 1000:.2f}", f"{own[size] / size * 1000:.2f}"
        spread = f"{min(times):.2f}–{max(times):.2f}"
        print(f"| {size:,} | {median:.2f} | {spread} | {per} | {net} | {memory:.0f} |")
    if max(own, default=0) < 1000:
        print("\nThe goals are those of a thousand records and more.")
        return 0
    least, most = min(own), max(own)
    growth = math.log(own[most] / own[least]) / math.log(most / least) if most > least else 1.0
    cpu = statistics.median(run.cpu for run in runs[most]) / most * 1000
    memory = max(run.memory for run in runs[most])
    print()
    met = True
    for name, value, goal in (
        (f"CPU seconds per 1,000 records at {most:,}", cpu, CPU_GOAL),
        (f"MB at {most:,} records", memory, MEMORY_GOAL),
        (f"growth exponent from {least:,} to {most:,}, without start", growth, GROWTH_GOAL),
    ):
        met &= value <= goal
        print(f"- {name}: {value:.2f} (goal: {goal}) {'met' if value <= goal else 'NOT MET'}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
