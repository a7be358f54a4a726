"""How fast the site is built, beside stock MkDocs and Hugo: make bench-build.

Each figure is that of a whole process. The builders take turns, in the opposite order in every
other round, so that a machine that grows slower for a while does so for all. With --against, this
checkout is measured beside another one, and a figure that is worse by more than 5 % ends in
status 1.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from builders import Project, write_other, write_own
from running import Run

if TYPE_CHECKING:
    from likeness import Likeness

WORSE = 1.05
"""The ratio of ours to that of another checkout above which a figure has become worse."""

COLD, SAME, CHANGED = "cold", "nothing changed", "one record changed"
Key = tuple[str, int, bool, str]
"""Builder, size, with representations, kind of build."""


@dataclass(frozen=True)
class Goal:
    """One line of the table of goals."""

    name: str
    gate: float
    aim: float
    value: Callable[[Runs, bool], float | None]
    """From all runs, with or without representations; None where a size was not measured."""


@dataclass
class Runs:
    """All that was measured."""

    done: dict[Key, list[Run]]

    def ratio(self, ours: Key, other: Key, of: str = "cpu") -> float | None:
        """The median of the pairs of one round; of medians where one ran less often."""
        mine, its = self.values(ours, of), self.values(other, of)
        if not mine or not its:
            return None
        if len(mine) == len(its):
            return statistics.median(a / b for a, b in zip(mine, its, strict=True))
        return statistics.median(mine) / statistics.median(its)

    def values(self, key: Key, of: str) -> list[float]:
        return [getattr(run, of) for run in self.done.get(key, ())]

    def growth(self, builder: str, start: int, end: int, rich: bool) -> float | None:
        """The exponent of CPU: 1 is linear."""
        small, great = (self.values((builder, size, rich, COLD), "cpu") for size in (start, end))
        if not small or not great:
            return None
        ratio = statistics.median(great) / statistics.median(small)
        return math.log(ratio) / math.log(end / start)


def _against(other: str, size: int, of: str = "cpu") -> Callable[[Runs, bool], float | None]:
    def value(runs: Runs, rich: bool) -> float | None:
        # Stock has no representations: it is compared with ours without them.
        return runs.ratio(("own", size, rich, COLD), (other, size, rich, COLD), of)

    return value


GOALS = (
    Goal("cold, 2,000 outcomes, CPU against Hugo", 1.0, 0.6, _against("hugo", 2000)),
    Goal("cold, 2,000 outcomes, CPU against stock", 0.08, 0.04, _against("stock", 2000)),
    Goal("cold, 200 outcomes, CPU against stock", 0.4, 0.25, _against("stock", 200)),
    Goal(
        "growth from 200 to 2,000 (exponent of CPU)",
        1.0,
        0.8,
        lambda runs, rich: runs.growth("own", 200, 2000, rich),
    ),
    Goal(
        "nothing changed, 2,000 outcomes, CPU against own cold",
        0.4,
        0.2,
        lambda runs, rich: runs.ratio(("own", 2000, rich, SAME), ("own", 2000, rich, COLD)),
    ),
    Goal(
        "peak memory, 2,000 outcomes, against Hugo",
        0.6,
        0.35,
        _against("hugo", 2000, "memory"),
    ),
)
"""Ratios, ours to the other's: less is better."""


def main() -> int:
    """Measure, compare, print the tables: 0, or 1 when a gate is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[20, 200, 2000])
    parser.add_argument("--runs", type=int, default=3, help="so many of each, in turn")
    parser.add_argument("--stock-runs", type=int, default=1, help="of stock from 1,000 outcomes on")
    parser.add_argument(
        "--builders",
        nargs="+",
        choices=("own", "hugo", "stock"),
        help="all; own only with --against",
    )
    parser.add_argument("--against", type=Path, help="another checkout, to be measured in turn")
    parser.add_argument("--representations", choices=("with", "without", "both"), default="both")
    parser.add_argument("--folder", type=Path, help="keep all projects and sites here")
    chosen = parser.parse_args()
    builders = chosen.builders or (["own"] if chosen.against else ["own", "hugo", "stock"])
    variants = {"with": [True], "without": [False], "both": [False, True]}[chosen.representations]
    with tempfile.TemporaryDirectory() as temporary:
        folder = (chosen.folder or Path(temporary)).resolve()
        if folder.exists() and any(folder.iterdir()):
            parser.error(f"{folder} is not empty")
        projects = prepare(folder, sorted(chosen.sizes), builders, variants, chosen.against)
        runs = Runs({})
        alike: dict[tuple[str, int, bool], str] = {}
        for number in range(chosen.runs):
            for project in projects if number % 2 == 0 else projects[::-1]:
                is_long = project.builder == "stock" and project.size >= 1000
                if is_long and number >= chosen.stock_runs:
                    continue
                measure(runs, project)
            if number == 0:
                alike = compare(projects)
        tell_builds(runs, projects, alike)
    became_worse = tell_against(runs) if chosen.against else 0
    return max(became_worse, tell_goals(runs, variants))


def prepare(
    folder: Path,
    sizes: list[int],
    builders: list[str],
    variants: list[bool],
    against: Path | None,
) -> list[Project]:
    """Write all projects; in processes of their own, as their memory would count for builders."""
    projects = []
    for rich in variants:
        for size in sizes:
            own = Project("own", size, rich, folder / ("rich" if rich else "plain") / f"own-{size}")
            _apart(write_own, own)
            # The pattern for the others, and what Python compiles is compiled.
            own.build()
            if against:
                before = Project("against", size, rich, own.folder.with_name(f"against-{size}"))
                _apart(write_own, before, against.resolve())
                before.build()
                projects.append(before)
            for builder in builders:
                other = Project(builder, size, rich, own.folder.with_name(f"{builder}-{size}"))
                if builder == "own":
                    projects.append(own)
                elif builder == "hugo" or not rich:
                    _apart(write_other, other, own)
                    projects.append(other)
    return sorted(projects, key=lambda project: project.size)


Made = TypeVar("Made")


def _apart(function: Callable[..., Made], *arguments: object) -> Made:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(function, arguments)


def measure(runs: Runs, project: Project) -> None:
    """A cold build, and for ours three more on top of it; the last leaves it as the first did."""

    def note(kind: str) -> None:
        key = (project.builder, project.size, project.representations, kind)
        took = project.build()
        runs.done.setdefault(key, []).append(took)
        print(f"{project.builder} {project.size} {kind}: {took.cpu:.2f} s CPU", file=sys.stderr)

    project.clean()
    note(COLD)
    if project.is_ours:
        note(SAME)
        for change in (project.change, project.restore):
            change()
            note(CHANGED)


def compare(projects: list[Project]) -> dict[tuple[str, int, bool], str]:
    """Stops where the sites are not the same; what they weigh, where they are."""
    told, failed = {}, False
    for project in projects:
        if project.is_ours:
            continue
        ours = replace(
            project, builder="own", folder=project.folder.with_name(f"own-{project.size}")
        )
        found = _apart(_likeness, ours, project)
        told[_identity(project)] = ", ".join(f"{k} {v}" for k, v in found.figures.items())
        for problem in found.problems[:20]:
            print(f"NOT ALIKE: {project.folder.name}: {problem}", file=sys.stderr)
            failed = True
    if failed:
        raise SystemExit("The sites are not alike: nothing can be said about their speed.")
    return told


def _likeness(ours: Project, other: Project) -> Likeness:
    from likeness import compare as compare_sites

    return compare_sites(ours.folder, ours.site, other.site, same_kind=other.builder == "hugo")


def _identity(project: Project) -> tuple[str, int, bool]:
    return project.builder, project.size, project.representations


def tell_builds(
    runs: Runs, projects: list[Project], alike: dict[tuple[str, int, bool], str]
) -> None:
    """The table of builds, in Markdown, and what was found equal."""
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}.")
    weights = {_identity(project): _apart(weigh, project.site) for project in projects}
    for rich in sorted({key[2] for key in runs.done}):
        print(f"\n### {'With' if rich else 'Without'} representations\n")
        print(
            "| outcomes | builder | build | CPU s, median | least–most | wall s | MB "
            "| pages | files | MB of site | pages per CPU s | runs |"
        )
        print("| ---: | --- | --- " + "| ---: " * 9 + "|")
        for (builder, size, with_them, kind), done in sorted(runs.done.items(), key=_place):
            if with_them != rich:
                continue
            cpu = [run.cpu for run in done]
            pages, files, site = weights[builder, size, rich]
            median = statistics.median(cpu)
            cells = (
                f"{size:,}",
                builder,
                kind,
                f"{median:.2f}",
                f"{min(cpu):.2f}–{max(cpu):.2f}",
                f"{statistics.median(run.wall for run in done):.2f}",
                f"{max(run.memory for run in done):.0f}",
                f"{pages:,}",
                f"{files:,}",
                f"{site / 1e6:.1f}",
                f"{pages / median:,.0f}",
                str(len(done)),
            )
            print(f"| {' | '.join(cells)} |")
    if alike:
        print("\nAlike, as the other is to ours:\n")
    for (builder, size, rich), text in alike.items():
        print(f"- {builder}, {size:,}, {'with' if rich else 'without'} representations: {text}")


def _place(item: tuple[Key, list[Run]]) -> tuple[int, int, int]:
    (builder, size, _, kind), _ = item
    builders, kinds = ("own", "against", "hugo", "stock"), (COLD, SAME, CHANGED)
    return size, builders.index(builder), kinds.index(kind)


def weigh(site: Path) -> tuple[int, int, int]:
    """Pages, files and bytes of a site."""
    found = [path for path in site.rglob("*") if path.is_file()]
    pages = sum(path.suffix == ".html" for path in found)
    return pages, len(found), sum(path.stat().st_size for path in found)


def tell_against(runs: Runs) -> int:
    """The ratios of medians, ours to those of the other checkout; 1 when one became worse."""
    print("\n### Against the other checkout\n")
    print("| outcomes | representations | build | CPU | wall | MB | |")
    print("| ---: | --- | --- | ---: | ---: | ---: | --- |")
    worse = False
    for (builder, size, rich, kind), _ in sorted(runs.done.items(), key=_place):
        if builder != "own":
            continue
        cpu, wall, memory = (
            statistics.median(runs.values(("own", size, rich, kind), of))
            / statistics.median(runs.values(("against", size, rich, kind), of))
            for of in ("cpu", "wall", "memory")
        )
        # Not by the time on the wall, in which the rest of the machine stands.
        is_worse = max(cpu, memory) > WORSE
        worse |= is_worse
        cells = f"{size:,} | {'with' if rich else 'without'} | {kind} | {cpu:.3f} | {wall:.3f}"
        print(f"| {cells} | {memory:.3f} | {'WORSE' if is_worse else ''} |")
    return 1 if worse else 0


def tell_goals(runs: Runs, variants: list[bool]) -> int:
    """The ratios beside their gates and aims; 1 when a gate is missed."""
    print("\n### Goals\n")
    print("| what | representations | ratio | at least | aim | |")
    print("| --- | --- | ---: | ---: | ---: | --- |")
    missed = False
    for goal in GOALS:
        for rich in variants:
            value = goal.value(runs, rich)
            if value is None:
                continue
            verdict = "aim met" if value <= goal.aim else "met" if value <= goal.gate else "MISSED"
            missed |= verdict == "MISSED"
            form = f"{'with' if rich else 'without'} | {value:.3f} | {goal.gate} | {goal.aim}"
            print(f"| {goal.name} | {form} | {verdict} |")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
