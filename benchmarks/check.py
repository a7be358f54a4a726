"""How much processor time and memory the check of many records takes: make bench-check.

Each figure is that of a whole process as the operating system accounts for it when the process
ends; Linux and macOS do so. Runs of different sizes take turns, so that a machine that grows
slower for a while does so for all.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
HOOKS = ROOT / "hooks"

CPU_GOAL = 1.2
"""Seconds for each thousand records."""
MEMORY_GOAL = 250
"""MB at the greatest size."""
GROWTH_GOAL = 1.1
"""Exponent: 1 is linear, 2 is quadratic."""

CHECK = """
import json, sys
from pathlib import Path
from projectsite.site import load_site
site = load_site(Path(sys.argv[1]))
print(json.dumps([len(site.project.outcomes), len(site.project.sheets)]))
"""


@dataclass(frozen=True)
class Run:
    """One process: user and system seconds, and the most memory it had, in MB."""

    cpu: float
    memory: float


def measure(project: Path, expected: int) -> Run:
    """Check a project in a process of its own; it must hold so many outcomes and no problem."""
    environment = {**os.environ, "PYTHONPATH": str(HOOKS), "PYTHONDONTWRITEBYTECODE": "1"}
    process = subprocess.Popen(
        [sys.executable, "-c", CHECK, str(project)],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    printed = process.stdout.read()
    # Not RUSAGE_CHILDREN, which adds up all that ever ran.
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    if process.returncode or json.loads(printed)[0] != expected:
        raise SystemExit(f"the check of {project} failed: {printed}")
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Run(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def prepare(folder: Path, number: int) -> int:
    """Write a project in a process of its own, as the memory of this one counts for its children.

    Returns the number of outcomes in it.
    """
    generate = Path(__file__).with_name("generate.py")
    subprocess.run([sys.executable, str(generate), str(folder), str(number)], check=True)
    return len(list((folder / "data/outcomes").glob("*.yml")))


def main() -> int:
    """Measure, print the table, and say whether the goals are met: 0, or 1 when they are not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[0, 200, 2000])
    parser.add_argument("--runs", type=int, default=7, help="so many of each size, in turn")
    chosen = parser.parse_args()
    sizes = sorted({0, *chosen.sizes})
    runs: dict[int, list[Run]] = {size: [] for size in sizes}
    with tempfile.TemporaryDirectory() as folder:
        projects = {size: Path(folder) / str(size) for size in sizes}
        counts = {size: prepare(project, size) for size, project in projects.items()}
        measure(projects[0], counts[0])  # writes what Python compiles, fills the caches
        for _ in range(chosen.runs):
            for size, project in projects.items():
                runs[size].append(measure(project, counts[size]))
    return tell(runs)


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
