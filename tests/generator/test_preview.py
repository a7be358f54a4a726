"""make serve: a changed outcome is seen without a build, and seen everywhere."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from conftest import copy_project

BUILT = "] Built "
SEEN = (
    "outcomes/berlin-training/",
    "de/outcomes/berlin-training/",
    "cs/outcomes/",
    "work-packages/wp1/",
    "de/work-packages/wp1/",
    "consortium/zinnae/",
    "project/",
    "",
    "outcomes/copenhagen-study-visit/",
)
"""Pages that tell of the outcome, or stand beside it in time."""


class Preview:
    """MkDocs serving a project, as make serve does."""

    def __init__(self, project, log):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.project, self.log = project, log
        self.base = f"http://127.0.0.1:{port}/inno-drop/"
        environment = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "SITE_URL"}}
        self._output = log.open("w")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--livereload", "-a", f"127.0.0.1:{port}"],
            cwd=project,
            env=environment
            | {"NO_MKDOCS_2_WARNING": "1", "SITE_URL": "https://x.example/inno-drop/"},
            stdout=self._output,
            stderr=subprocess.STDOUT,
        )

    def end(self):
        self.process.terminate()
        self.process.wait(10)
        self._output.close()

    def page(self, address):
        try:
            with urlopen(self.base + address, timeout=60) as answer:  # noqa: S310
                html = answer.read().decode()
        except (URLError, ConnectionError):
            return ""
        # The server adds a script with the time of the last change.
        return re.sub(r"<script>var livereload.*?</script>|livereload\([^)]*\);?", "", html)

    def wait_for(self, address, text):
        """The page once it holds the text; the test fails where it never does."""
        for _ in range(600):
            if text in (html := self.page(address)):
                return html
            time.sleep(0.1)
        raise AssertionError(f"{text} is not on {address}\n{self.log.read_text()}")

    def change(self, file, old, new):
        path = self.project / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture(scope="module")
def preview(tmp_path_factory):
    folder = tmp_path_factory.mktemp("preview")
    started = Preview(copy_project(folder / "project"), folder / "log.txt")
    try:
        started.wait_for("outcomes/berlin-training/", "Cluster excellence management training")
        yield started
    finally:
        started.end()


def test_a_changed_outcome_is_shown_as_a_build_would_show_it(preview):
    file, title = (
        "data/outcomes/berlin-training.yml",
        "de: Schulung zur Exzellenz im Clustermanagement",
    )
    preview.change(file, title, "de: Schulung einer ganzen Woche")
    preview.wait_for("de/search/index.json", "Schulung einer ganzen Woche")
    shown = {address: preview.page(address) for address in SEEN}
    assert "Schulung einer ganzen Woche" in shown["de/outcomes/berlin-training/"]
    assert "Schulung einer ganzen Woche" in shown["de/work-packages/wp1/"]
    # One line for each change, and none of plugins.
    first, serving, *rest = preview.log.read_text().splitlines()
    assert BUILT in first
    assert "Serving on http" in serving
    assert len(rest) == 1
    assert "] Showed the changed outcomes in " in rest[0]
    # Now the same by a whole build, as a word has changed too.
    preview.change("data/words/en.yml", "skip: Skip to content", "skip: Skip to the content")
    preview.wait_for("de/search/index.json", "Schulung einer ganzen Woche")
    preview.wait_for("contact/", "Skip to the content")
    built = {address: preview.page(address) for address in SEEN}
    assert preview.log.read_text().count(BUILT) == 2
    for address in SEEN:
        html = built[address].replace("Skip to the content", "Skip to content")
        assert html == shown[address], address


def test_an_edit_of_the_english_makes_translations_older_at_once(preview):
    file = "data/outcomes/berlin-training.yml"
    preview.change(file, "en: Cluster excellence management", "en: Excellent management")
    preview.wait_for("cs/outcomes/berlin-training/", "starší než originál")
    preview.wait_for("work-packages/wp1/", 'data-state="older"')
    preview.wait_for("cs/translations/", "title.cs:9")


def test_a_mistake_is_shown_and_mended(preview):
    file = "data/outcomes/berlin-training.yml"
    preview.change(file, "work_package: WP1", "work_package: WP9")
    preview.wait_for("contact/", "there is no work package WP9")
    preview.change(file, "work_package: WP9", "work_package: WP2")
    for _ in range(300):
        if "WP9" not in preview.page("contact/"):
            break
        time.sleep(0.1)
    assert "there is no work package WP9" not in preview.page("contact/")
    preview.wait_for("outcomes/berlin-training/", "work-packages/wp2/")
