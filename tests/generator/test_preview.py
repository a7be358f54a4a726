"""make serve: a changed outcome is seen without a build, and seen everywhere."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from changes import set_word
from conftest import EXAMPLE_PATH, edit, mkdocs
from projectsite.__main__ import main

BUILT = "] Built "
TRAINING = "data/outcomes/lantern-training.yml"
TITLE = "Three days of training in river lighting"
SEEN = (
    "outcomes/lantern-training/",
    "de/outcomes/lantern-training/",
    "cs/outcomes/",
    "work-packages/wp1/",
    "de/work-packages/wp1/",
    "consortium/skimrefoss/",
    "project/",
    "",
    "outcomes/lantern-training-news/",
)
"""Pages that tell of the outcome, or stand beside it in time."""


class Preview:
    """MkDocs serving a project, as make serve does."""

    def __init__(self, project, log):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.project, self.log = project, log
        self.base = f"http://127.0.0.1:{port}{EXAMPLE_PATH}"
        environment = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "SITE_URL"}}
        self._output = log.open("w")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--livereload", "-a", f"127.0.0.1:{port}"],
            cwd=project,
            env=environment
            | {"NO_MKDOCS_2_WARNING": "1", "SITE_URL": f"https://x.example{EXAMPLE_PATH}"},
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

    def wait_until_gone(self, address, text):
        for _ in range(600):
            if (html := self.page(address)) and text not in html:
                return
            time.sleep(0.1)
        raise AssertionError(f"{text} is still on {address}\n{self.log.read_text()}")


@pytest.fixture(scope="module")
def preview(example, tmp_path_factory):
    folder = tmp_path_factory.mktemp("preview")
    project = shutil.copytree(example, folder / "project")
    set_word(project, "en", "page.skip", "Swim to the content")
    (project / "docs/en/coming.md").write_text(
        "---\ntitle: Coming\ndescription: What comes.\n---\n\n{{ upcoming() }}\n", "utf-8"
    )
    set_word(project, "de", "page.partly_older", "OLDER THAN {language}")
    assert main(["translations", "--root", str(project), "record"]) == 0
    started = Preview(project, folder / "log.txt")
    try:
        started.wait_for("outcomes/lantern-training/", TITLE)
        yield started
    finally:
        started.end()


def test_a_changed_outcome_is_shown_as_a_build_would_show_it(preview):
    edit(preview.project, TRAINING, "de: Dreitägige Schulung", "de: Schulung einer ganzen Woche")
    preview.wait_for("de/search/index.json", "Schulung einer ganzen Woche")
    shown = {address: preview.page(address) for address in SEEN}
    assert "Schulung einer ganzen Woche" in shown["de/outcomes/lantern-training/"]
    assert "Schulung einer ganzen Woche" in shown["de/work-packages/wp1/"]
    # One line for each change, and none of plugins.
    first, serving, *rest = preview.log.read_text().splitlines()
    assert BUILT in first
    assert "Serving on http" in serving
    assert len(rest) == 1
    assert "] Showed the changed outcomes in " in rest[0]
    # Now the same by a whole build, as a word has changed too.
    set_word(preview.project, "en", "page.skip", "Dive to the content")
    preview.wait_for("contact/", "Dive to the content")
    built = {address: preview.page(address) for address in SEEN}
    assert preview.log.read_text().count(BUILT) == 2
    for address in SEEN:
        html = built[address].replace("Dive to the content", "Swim to the content")
        assert html == shown[address], address


def test_an_edit_of_the_english_makes_translations_older_at_once(preview):
    # The German text was mended before: noted as made from the English of today.
    assert main(["translations", "--root", str(preview.project), "record"]) == 0
    edit(preview.project, TRAINING, f"en: {TITLE}", "en: Three evenings of training")
    preview.wait_for("de/outcomes/lantern-training/", "OLDER THAN")
    preview.wait_for("work-packages/wp1/", 'data-state="older"')
    preview.wait_for("de/translations/", "title.de:5")


def test_a_mistake_is_shown_and_mended(preview):
    edit(preview.project, TRAINING, "work_package: WP1", "work_package: WP9")
    preview.wait_for("contact/", "there is no work package WP9")
    edit(preview.project, TRAINING, "work_package: WP9", "work_package: WP2")
    preview.wait_until_gone("contact/", "there is no work package WP9")
    preview.wait_for("outcomes/lantern-training/", "work-packages/wp2/")


@pytest.mark.parametrize(
    "address",
    [
        "assets/javascripts/project.js",
        "assets/stylesheets/project.css",
        "evil.html",
        "assets/secret/notes.txt",
    ],
)
def test_what_the_check_refuses_is_not_served(preview, tmp_path, address):
    (tmp_path / "notes.txt").write_text("of a stranger")
    docs = preview.project / "docs"
    file = docs / ("en" if address == "evil.html" else "") / address
    if "secret" in address:
        file = file.parent
        file.symlink_to(tmp_path)
    else:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("of a stranger")
    told = file.relative_to(preview.project).as_posix()
    preview.wait_for("contact/", told)
    assert "of a stranger" not in preview.page(address)
    file.unlink()
    for empty in (docs / "assets/javascripts", docs / "assets/stylesheets"):
        if empty.is_dir():
            empty.rmdir()
    preview.wait_until_gone("contact/", told)


def test_links_in_circles_and_pipes_stop_no_preview(preview):
    assets = preview.project / "docs/assets"
    strangers = [assets / "one", assets / "two", assets / "three.css"]
    for link in strangers[:2]:
        link.symlink_to(".")
    os.mkfifo(strangers[2])
    preview.wait_for("contact/", "three.css")
    for stranger in strangers:
        stranger.unlink()
    preview.wait_until_gone("contact/", "three.css")


def test_an_empty_folder_that_goes_takes_its_notice_along(preview):
    folder = preview.project / "data/outcomes/empty"
    folder.mkdir()
    edit(preview.project, "docs/en/contact.md", "# ", "#  ")
    preview.wait_for("contact/", "data/outcomes/empty")
    folder.rmdir()
    preview.wait_until_gone("contact/", "data/outcomes/empty")


def test_a_page_that_is_gone_is_told(preview):
    page = preview.project / "docs/en/project.md"
    aside = page.rename(preview.project / "project.md")
    preview.wait_for("de/contact/", "docs/en/project.md")
    assert "<main" in preview.page("project/")
    aside.rename(page)
    preview.wait_until_gone("de/contact/", "docs/en/project.md")


def test_no_outcome_is_shown_by_itself_after_a_build_that_failed(preview):
    """Its neighbours are not there."""
    before, main_page = len(preview.log.read_text()), preview.project / "overrides/main.html"
    good = main_page.read_text("utf-8")
    edit(preview.project, "overrides/main.html", "{{ frame.edit }}", "")
    told = "overrides/main.html: the drawn page has no place for its edit"
    for times in (1, 2):
        for _ in range(600):
            if (said := preview.log.read_text()[before:]).count(told) == times:
                break
            time.sleep(0.1)
        else:
            raise AssertionError(said)
        assert "Showed" not in said
        if times == 1:
            edit(preview.project, TRAINING, "de: Schulung einer", "de: Eine Schulung einer")
    main_page.write_text(good, encoding="utf-8")
    page = preview.wait_for("de/outcomes/lantern-training/", "Eine Schulung einer")
    assert preview.page("contact/") and "<footer" in page
    said = preview.log.read_text()[before:]
    assert "Showed" not in said and "Traceback" not in said


@pytest.mark.parametrize("name", ["docs", "data", "mkdocs.yml"])
def test_what_is_gone_for_a_moment_stops_no_preview(preview, name):
    """As when another branch is checked out."""
    place, aside = preview.project / name, preview.project.parent / name
    place.rename(aside)
    preview.wait_for("contact/", f"{name}: this is gone. Put it back.")
    aside.rename(place)
    title = f"Back again with {name.partition('.')[0]}"
    path = preview.project / "docs/en/contact.md"
    path.write_text(re.sub("(?m)^title: .*$", f"title: {title}", path.read_text("utf-8"), count=1))
    preview.wait_for("contact/", title)
    assert "Traceback" not in preview.log.read_text()


@pytest.mark.parametrize(
    "line",
    [
        "hooks: []\n",
        "site_author: !!python/object/apply:os.mkdir [ran]\n",
        'site_url: "https://[::1"\n',
    ],
)
def test_settings_that_are_wrong_reach_no_build(preview, line):
    """MkDocs would run a tag, or the calls of a page without our hook."""
    menu = preview.project / "mkdocs.yml"
    before, good = len(preview.log.read_text()), menu.read_text("utf-8")
    page = preview.project / "docs/en/contact.md"
    was = page.read_text("utf-8")
    page.write_text(f"{was}\n\n{{{{ cycler.__init__.__globals__.os.mkdir('ran') }}}}\n", "utf-8")
    menu.write_text(f"{good}\n{line}", encoding="utf-8")
    for _ in range(600):
        if "show the last good state" in (said := preview.log.read_text()[before:]):
            break
        time.sleep(0.1)
    else:
        raise AssertionError(said)
    assert "mkdocs.yml:" in said and "Traceback" not in said
    title = f"Right again, {len(line)}"
    page.write_text(re.sub("(?m)^title: .*$", f"title: {title}", was, count=1), encoding="utf-8")
    menu.write_text(good, encoding="utf-8")
    preview.wait_for("contact/", title)
    assert not (preview.project / "ran").exists()
    assert "Traceback" not in preview.log.read_text()[before:]


def test_what_comes_into_an_empty_place_stands_there(preview):
    assert "winter-mentoring" not in preview.wait_for("coming/", "What comes.")
    file = preview.project / "data/outcomes/winter-mentoring.yml"
    before = file.read_text("utf-8")
    then = f"date: {datetime.now(UTC).year + 1}-05-04\nperiod: after\n"
    told = re.sub(r"^(date|status|period): .*\n", "", before, flags=re.MULTILINE)
    file.write_text(f"{told}{then}status: announced\n", "utf-8")
    html = preview.wait_for("coming/", "outcomes/winter-mentoring/")
    assert html.startswith("<!doctype html>")
    file.write_text(before, "utf-8")


def test_a_port_in_use_is_told(preview):
    port = preview.base.split(":")[2].partition("/")[0]
    done = mkdocs(preview.project, "serve", "--livereload", "-a", f"127.0.0.1:{port}")
    assert done.returncode != 0
    assert f":{port}/" in done.stderr
    assert "Address already in use. Name another one: make serve" in done.stderr
    assert "Traceback" not in done.stderr
