"""A build that fails harms nothing, says where, and exits with a status that is not 0."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import SITE_URL, mkdocs
from projectsite.build.release import Release
from projectsite.files.folders import BesideFolder, Difference
from projectsite.problems import ProblemsFound


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


BREAKS = {
    "an unknown id": (
        "data/outcomes/berlin-training.yml",
        "work_package: WP1",
        "work_package: WP9",
        "data/outcomes/berlin-training.yml:",
    ),
    "a file that is no YAML": (
        "data/clusters/zinnae.yml",
        "name: ZINNAE",
        "name: a: b",
        "data/clusters/zinnae.yml:",
    ),
    "a missing word": (
        "data/words/de.yml",
        "  menu: ",
        "  menue: ",
        "data/words/de.yml:",
    ),
    "a wrong macro call": (
        "docs/en/index.md",
        "{{ clusters() }}",
        "{{ clutsers() }}",
        "docs/en/index.md:",
    ),
    "a broken link": (
        "docs/en/contact.md",
        "# Contact",
        "# Contact\n\n[gone](gone.md)",
        "contact.md",
    ),
    "a broken template": (
        "overrides/project/outcome.html",
        "{% endif %}",
        "",
        "outcome.html",
    ),
    "a lost mark": (
        "overrides/main.html",
        "{{ frame.edit }}",
        "",
        "overrides/main.html: the drawn page has no place for its edit",
    ),
}


@pytest.fixture(scope="module")
def good(tmp_path_factory, built):
    """A folder with the last good site in it."""
    kept = tmp_path_factory.mktemp("good") / "site"
    shutil.copytree(built.folder, kept)
    return kept


@pytest.mark.parametrize("name", BREAKS)
def test_the_last_good_site_survives(name, project, good):
    file, old, new, place = BREAKS[name]
    site = project / "site"
    shutil.copytree(good, site)
    before = tree(site)
    path = project / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    done = mkdocs(project, "build", "--strict")
    output = done.stdout + done.stderr
    assert done.returncode != 0, output
    assert place in output
    assert "Traceback" not in output
    assert tree(site) == before
    assert not list(project.glob(".site-*"))


def test_a_missing_file_is_told(project):
    (project / "data/words/fr.yml").unlink()
    (project / "data/objectives.yml").unlink()
    done = mkdocs(project, "build", "--strict")
    output = done.stdout + done.stderr
    assert done.returncode != 0
    assert "data/objectives.yml: the file is missing" in output


def test_two_builds_are_byte_identical(built, project):
    done = mkdocs(
        project,
        "build",
        "--strict",
        SITE_URL="https://inno-drop.example/inno-drop/",
        TZ="Pacific/Auckland",
        LC_ALL="C",
        PYTHONHASHSEED="7",
    )
    assert done.returncode == 0, done.stderr
    assert tree(project / "site") == tree(built.folder)


def test_a_second_build_takes_the_place_of_the_first(project):
    assert mkdocs(project, "build", "--strict").returncode == 0
    (project / "site/old.html").write_text("old")
    (project / "data/outcomes/vida.yml").unlink()
    assert mkdocs(project, "build", "--strict").returncode == 0
    assert not (project / "site/old.html").exists()
    assert not (project / "site/outcomes/vida").exists()
    assert (project / "site/outcomes/blues/index.html").exists()


def test_a_killed_swap_is_mended_by_the_next_build(tmp_path):
    site = tmp_path / "site"
    beside = BesideFolder(site)
    replaced = tmp_path / ".site-replaced"
    replaced.mkdir()
    (replaced / "index.html").write_text("last good")
    beside.building.mkdir()
    beside.prepare()
    assert (site / "index.html").read_text() == "last good"
    assert not beside.building.exists()
    assert not replaced.exists()


def test_what_is_the_same_is_linked_and_keeps_its_date(project):
    assert mkdocs(project, "build", "--strict").returncode == 0
    before = {path: path.stat() for path in (project / "site").rglob("*.*") if path.is_file()}
    file = project / "data/outcomes/vida.yml"
    file.write_text(file.read_text("utf-8").replace("  en: ", "  en: New ", 1), encoding="utf-8")
    assert mkdocs(project, "build", "--strict").returncode == 0
    written = {
        path.relative_to(project / "site").as_posix()
        for path, state in before.items()
        if path.stat().st_ino != state.st_ino
    }
    assert {"outcomes/vida/index.html", "outcomes/index.html", "search/index.json"} <= written
    assert "outcomes/copenhagen-study-visit/index.html" not in written
    assert "assets/stylesheets/project.css" not in written
    assert all(
        path.stat().st_mtime_ns == before[path].st_mtime_ns
        for path in before
        if path.relative_to(project / "site").as_posix() not in written
    )


def test_where_nothing_has_changed_nothing_is_built(project):
    said = "Nothing has changed since the site was built."
    first = mkdocs(project, "build", "--strict")
    again = mkdocs(project, "build", "--strict")
    assert first.returncode == again.returncode == 0
    assert said not in first.stderr
    assert said in again.stderr


def append(path, text):
    path.write_text(path.read_text("utf-8") + text, encoding="utf-8")


CHANGES = {
    "a page of the site": lambda project: append(project / "site/index.html", "mine"),
    "a page that is gone": lambda project: (project / "site/contact/index.html").unlink(),
    "a file too many": lambda project: (project / "site/more.html").write_text("more"),
    "a fact": lambda project: append(project / "data/outcomes/vida.yml", "# a note\n"),
    "a partial": lambda project: append(project / "overrides/project/path.html", "\n"),
    "a translation that is gone": lambda project: (project / "docs/de/contact.md").unlink(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_has_changed_is_built(project, change):
    assert mkdocs(project, "build", "--strict").returncode == 0
    change(project)
    again = mkdocs(project, "build", "--strict")
    assert again.returncode == 0, again.stderr
    assert "Nothing has changed" not in again.stderr
    assert (project / "site/index.html").read_text("utf-8").endswith("</html>")
    assert not (project / "site/more.html").exists()
    assert (project / "site/contact/index.html").exists()


def test_another_address_is_built(project):
    assert mkdocs(project, "build", "--strict").returncode == 0
    again = mkdocs(project, "build", "--strict", SITE_URL="https://other.example/")
    assert again.returncode == 0
    assert "https://other.example/" in (project / "site/index.html").read_text("utf-8")


def test_a_failed_build_is_not_vouched_for(project):
    assert mkdocs(project, "build", "--strict").returncode == 0
    page = project / "docs/en/contact.md"
    good = page.read_text("utf-8")
    page.write_text(good + "\n[gone](gone.md)\n", encoding="utf-8")
    for _ in range(2):
        assert mkdocs(project, "build", "--strict").returncode != 0
    page.write_text(good, encoding="utf-8")
    assert mkdocs(project, "build", "--strict").returncode == 0


@pytest.mark.parametrize("after", [0.2, 0.5, 0.7, 0.9, 1.1, 1.3, 1.6, 2.0])
def test_a_killed_build_leaves_a_whole_site(project, built, after):
    """Either the last site or the new one, whenever it is killed; the next build mends the rest."""
    shutil.copytree(built.folder, project / "site")
    last = tree(project / "site")
    file = project / "data/outcomes/vida.yml"
    file.write_text(file.read_text("utf-8").replace("  en: ", "  en: New ", 1), encoding="utf-8")
    started = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "build"],
        cwd=project,
        env={k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
        | {"SITE_URL": SITE_URL, "SOURCE_DATE_EPOCH": "1700000000"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(after)
    started.kill()
    started.wait()
    beside = BesideFolder(project / "site")
    if not (project / "site").exists():
        beside.prepare()  # killed between the two renames
    left = tree(project / "site")
    if left != last:
        assert left.keys() == last.keys()
        assert b"New " in left["outcomes/vida/index.html"]
        assert all(content for content in left.values())
    assert mkdocs(project, "build", SITE_URL=SITE_URL).returncode == 0
    assert not (project / ".site-building").exists()
    assert b"New " in (project / "site/outcomes/vida/index.html").read_bytes()


def site_before(tmp_path):
    """A site that is a work tree of git, and a build beside it with one page the same."""
    site = tmp_path / "site"
    (site / ".git").mkdir(parents=True)
    (site / ".git/HEAD").write_text("ref")
    (site / "same.html").write_text("same")
    (site / "old.html").write_text("old")
    beside = BesideFolder(site)
    beside.prepare()
    beside.write("same.html", b"same")
    beside.write("new.html", b"new")
    return site, beside


@pytest.mark.parametrize("renames", [0, 1, 2, 3])
def test_a_killed_swap_keeps_the_work_tree(tmp_path, monkeypatch, renames):
    site, beside = site_before(tmp_path)
    rename, left = Path.rename, [renames]

    def killed(self, target):
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        return rename(self, target)

    with monkeypatch.context() as patched, contextlib.suppress(KeyboardInterrupt):
        patched.setattr(Path, "rename", killed)
        beside.swap()
    BesideFolder(site).prepare()
    assert (site / ".git/HEAD").read_text() == "ref"
    assert (site / "same.html").read_text() == "same"
    assert (site / "old.html").exists() != (site / "new.html").exists()


def test_nothing_is_written_through_a_link(tmp_path):
    site, beside = site_before(tmp_path)
    assert (beside.building / "same.html").stat().st_ino == (site / "same.html").stat().st_ino
    beside.write("same.html", b"different")
    assert (site / "same.html").read_text() == "same"
    assert (beside.building / "same.html").read_text() == "different"


def test_what_cannot_be_cleared_stops_the_build(tmp_path, monkeypatch):
    site, _ = site_before(tmp_path)

    def refused(*arguments, **named):
        if not named.get("ignore_errors"):
            raise PermissionError("no")

    monkeypatch.setattr(shutil, "rmtree", refused)
    with pytest.raises(ProblemsFound, match=r"^\.site-building: .* cannot be cleared: no\."):
        Release(tmp_path, site, ()).begin()


def test_what_differs_is_known_and_the_rest_is_linked(tmp_path):
    site, beside = site_before(tmp_path)
    for folder in (site, beside.building):
        (folder / "a").mkdir()
        (folder / "a/copied.css").write_text("a {}")
        (folder / "a/drawn.html").write_text(folder.name)
    files = ["a/copied.css", "a/drawn.html", "new.html", "same.html"]
    told = Difference(files, ["new.html"], ["a/drawn.html"], ["old.html"])
    assert beside.link_unchanged() == told
    assert (beside.building / "a/copied.css").samefile(site / "a/copied.css")
    assert not (beside.building / "a/drawn.html").samefile(site / "a/drawn.html")


def test_without_hard_links_all_is_written(tmp_path, monkeypatch):
    def refused(*arguments):
        raise OSError("not here")

    monkeypatch.setattr(os, "link", refused)
    site, beside = site_before(tmp_path)
    files = ["new.html", "same.html"]
    assert beside.link_unchanged() == Difference(files, ["new.html"], [], ["old.html"])
    beside.swap()
    assert sorted(path.name for path in site.iterdir()) == [".git", "new.html", "same.html"]


def test_hidden_files_are_nobodys_business(project):
    """Vim and Emacs leave them while a file is open, Emacs even links that lead nowhere."""
    (project / "data/outcomes/.vida.yml.swp").write_bytes(b"\x00")
    (project / "docs/en/.contact.md.swp").write_bytes(b"\x00")
    (project / "data/outcomes/.#vida.yml").symlink_to("me@host.1")
    assert mkdocs(project, "build", "--strict").returncode == 0
    (project / "data/outcomes/.blues.yml.swo").write_bytes(b"\x00")
    again = mkdocs(project, "build", "--strict")
    assert again.returncode == 0
    assert "Nothing has changed" in again.stderr
    assert not list((project / "site").rglob(".*"))
    (project / "data/.keep").write_text("x")
    assert "data/.keep" in mkdocs(project, "build", "--strict").stderr
