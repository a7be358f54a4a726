"""How long it takes until a change of one record shows in the live preview: make bench-preview."""

from __future__ import annotations

import argparse
import os
import platform
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

from builders import Project, write_own

GOAL = 1.0
"""Seconds, at 200 outcomes."""
PATIENCE = 300
"""Seconds."""


def main() -> int:
    """Measure and print: 0, or 1 when the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=200)
    parser.add_argument("--runs", type=int, default=5)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        project = Project("own", chosen.size, True, Path(folder) / "project")
        write_own(project)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, "-m", "mkdocs", "-q", "serve", "--livereload"]
        environment = {**os.environ, **project.environment}
        with Path(folder, "log").open("wb") as log:
            server = subprocess.Popen(
                [*command, "--dev-addr", f"127.0.0.1:{port}"],
                cwd=project.folder,
                env=environment,
                stdout=log,
                stderr=log,
            )
        try:
            took = [time_of_change(project, port, at) for at in range(chosen.runs)]
        finally:
            server.terminate()
            server.wait()
    median = statistics.median(took)
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {chosen.runs} changes.")
    print()
    print("| outcomes | seconds until it shows, median | least–most |")
    print("| ---: | ---: | ---: |")
    print(f"| {chosen.size:,} | {median:.2f} | {min(took):.2f}–{max(took):.2f} |")
    print()
    print(f"- goal: {GOAL} {'met' if median <= GOAL else 'NOT MET'}")
    return 0 if median <= GOAL else 1


def time_of_change(project: Project, port: int, number: int) -> float:
    """Seconds from writing a record to the page that shows it, in the last language built."""
    # A preview serves what stands below the path of the site's own address.
    path = urlsplit(os.environ.get("SITE_URL", "https://inno-drop.github.io/inno-drop/")).path
    page = f"http://127.0.0.1:{port}{path}cs/outcomes/bench-{project.size // 2:05}/"
    if number == 0:
        wait_for(page, "</html>")
    project.restore()
    # Whoever watches files waits for several changes in a row: this is to be one.
    wait_for(page, " changed</h1>", there=False)
    time.sleep(2)
    began = time.monotonic()
    project.change()
    wait_for(page, " changed</h1>")
    return time.monotonic() - began


def wait_for(page: str, text: str, *, there: bool = True) -> None:
    """Ask for a page until a text stands on it, or no more."""
    until = time.monotonic() + PATIENCE
    while (text in read(page)) is not there:
        if time.monotonic() > until:
            raise SystemExit(f"{page}: waited {PATIENCE} s in vain")
        time.sleep(0.02)


def read(page: str) -> str:
    """What the server answers now; nothing while it does not."""
    try:
        with urllib.request.urlopen(page, timeout=PATIENCE) as answer:  # noqa: S310
            return answer.read().decode()
    except (urllib.error.URLError, ConnectionError):
        return ""


if __name__ == "__main__":
    sys.exit(main())
