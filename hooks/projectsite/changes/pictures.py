"""Pictures of pages, before and after, taken by a browser of this machine."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

BROWSERS = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser")
WIDTH, HEIGHT = 1280, 2400
"""What is below is not seen; most pages end before."""
SECONDS = 40


class Shot(NamedTuple):
    """A picture to take."""

    site: Path
    address: str
    file: Path
    height: int = HEIGHT


def browser() -> str:
    """The browser: that of the variable CHROMIUM, or one of the PATH; empty where there is none."""
    named = os.environ.get("CHROMIUM", "")
    found = (shutil.which(name) for name in ((named,) if named else BROWSERS))
    return next(filter(None, found), "")


def take(shots: Sequence[Shot], program: str) -> list[str]:
    """Take pictures, two at a time; one that fails is not there afterwards. Returns the HTML of
    each page as its scripts have left it."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(functools.partial(_take, program), shots))


def _take(program: str, shot: Shot) -> str:
    # Served, as scripts, fonts and styles of a page are told to come from where it comes from.
    with _served(shot.site) as root, tempfile.TemporaryDirectory() as profile:
        # A browser that root starts has no sandbox; elsewhere it keeps its own.
        alone = ["--no-sandbox"] if os.name == "posix" and os.geteuid() == 0 else []
        command = [program, "--headless", *alone, "--disable-gpu", "--hide-scrollbars"]
        command += [f"--user-data-dir={profile}", f"--window-size={WIDTH},{shot.height}"]
        # Nothing but the site itself: a page may be a stranger's.
        command += ["--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"]
        command += ["--no-first-run", f"--screenshot={shot.file}", "--dump-dom"]
        command.append(f"{root}{shot.address}")
        try:
            done = subprocess.run(  # noqa: S603
                command, capture_output=True, timeout=SECONDS, check=True
            )
        except (OSError, subprocess.SubprocessError):
            shot.file.unlink(missing_ok=True)
            return ""
        return done.stdout.decode("utf-8", "replace")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        """Nobody asks."""


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
