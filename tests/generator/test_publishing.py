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

from conftest import EXAMPLE_URL, edit, mkdocs
from projectsite.build.release import Release
from projectsite.files.folders import BesideFolder, Difference
from projectsite.files.stamp import Stamp
from projectsite.problems import ProblemsFound


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


LOAN = "data/outcomes/lamp-loan.yml"
TITLE = "en: Lamps and sensors on loan"
NOTHING_NEW = "Nothing has changed since the site was built."

BREAKS = {
    "a mistake that the check finds": (
        LOAN,
        "work_package: WP2",
        "work_package: WP9",
        f"{LOAN}:",
    ),
    "a broken partial": ("overrides/project/outcome.html", "{% endif %}", "", "outcome.html"),
    "a page without a place for its parts": (
        "overrides/main.html",
        "{{ frame.edit }}",
        "",
        "overrides/main.html: the drawn page has no place for its edit",
    ),
}
"""One for each time at which a build can fail: before it draws, while it draws, while it pours."""


@pytest.fixture
def project(example_copy, built_example):
    """A project whose site lies there, built by another program: without a stamp."""
    shutil.copytree(built_example.folder, example_copy / "site")
    return example_copy


def built(project: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    done = mkdocs(project, "build", "--strict", **{"SITE_URL": EXAMPLE_URL} | variables)
    assert done.returncode == 0, done.stderr
    return done


@pytest.mark.parametrize("name", BREAKS)
def test_the_last_good_site_survives(name, project):
    file, old, new, place = BREAKS[name]
    before = tree(project / "site")
    edit(project, file, old, new)
    done = mkdocs(project, "build", "--strict")
    output = done.stdout + done.stderr
    assert done.returncode != 0, output
    assert place in output
    assert "Traceback" not in output
    assert tree(project / "site") == before
    assert not list(project.glob(".site-*"))


def test_two_builds_are_byte_identical(built_example, example_copy):
    built(example_copy, TZ="Pacific/Auckland", LC_ALL="C", PYTHONHASHSEED="7")
    assert tree(example_copy / "site") == tree(built_example.folder)


def test_what_is_the_same_is_linked_and_what_is_gone_goes(project):
    site, old = project / "site", project / "data/outcomes/night-of-rivers.yml"
    (site / "old.html").write_text("old")
    before = {path: path.stat() for path in site.rglob("*.*") if path.is_file()}
    edit(project, LOAN, TITLE, "en: Lamps, and sensors, on loan")
    old.unlink()
    built(project)
    assert not (site / "old.html").exists()
    assert not (site / "outcomes/night-of-rivers").exists()
    kept = {path: path.stat() for path in before if path.exists()}
    linked = {path for path in kept if kept[path].st_ino == before[path].st_ino}
    assert all(kept[path].st_mtime_ns == before[path].st_mtime_ns for path in linked)
    written = {path.relative_to(site).as_posix() for path in kept.keys() - linked}
    assert {"outcomes/lamp-loan/index.html", "outcomes/index.html", "search/index.json"} <= written
    assert "outcomes/lantern-training/index.html" not in written
    assert "assets/stylesheets/project.css" not in written


def test_only_what_has_changed_or_failed_is_built(project):
    """Nor is it anybody's business what Vim and Emacs leave while a file is open."""
    (project / "data/outcomes/.lamp-loan.yml.swp").write_bytes(b"\x00")
    (project / "data/outcomes/.#lamp-loan.yml").symlink_to("me@host.1")
    # Nothing vouches for the site that lies there.
    assert NOTHING_NEW not in built(project).stderr
    (project / "docs/en/.contact.md.swp").write_bytes(b"\x00")
    assert NOTHING_NEW in built(project).stderr
    assert not list((project / "site").rglob(".*"))
    other = "https://other.example/"
    assert other not in (project / "site/index.html").read_text("utf-8")
    built(project, SITE_URL=other)
    assert other in (project / "site/index.html").read_text("utf-8")
    partial = project / "overrides/project/outcome.html"
    good = partial.read_text("utf-8")
    edit(project, "overrides/project/outcome.html", "{% endif %}", "")
    for _ in range(2):
        assert mkdocs(project, "build", "--strict", SITE_URL=other).returncode != 0
    partial.write_text(good, encoding="utf-8")
    # The site is still there, but a build that failed does not vouch for it.
    assert NOTHING_NEW not in built(project, SITE_URL=other).stderr


def append(path, text):
    path.write_text(path.read_text("utf-8") + text, encoding="utf-8")


CHANGES = {
    "a page of the site": lambda project: append(project / "site/index.html", "mine"),
    "a page that is gone": lambda project: (project / "site/contact/index.html").unlink(),
    "a file too many": lambda project: (project / "site/more.html").write_text("more"),
    "a fact": lambda project: append(project / LOAN, "# a note\n"),
    "a partial": lambda project: append(project / "overrides/project/path.html", "\n"),
    "a translation that is gone": lambda project: (project / "docs/de/contact.md").unlink(),
    "a setting": lambda project: edit(project, "mkdocs.yml", "RIVERLIGHT", "RIVER"),
    "a hidden file of nobody's": lambda project: (project / "data/.keep").write_text("x"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_has_changed_is_seen(project, monkeypatch, change):
    monkeypatch.chdir(project)

    def stamp():
        return Stamp(Path("site").resolve(), Path(), ())

    stamp().renew()
    assert stamp().fits()
    change(project)
    assert not stamp().fits()


def test_a_site_that_was_changed_by_hand_is_mended(project):
    built(project)
    before = tree(project / "site")
    for name in ("a page of the site", "a page that is gone", "a file too many"):
        CHANGES[name](project)
    built(project)
    assert tree(project / "site") == before


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


MOMENTS = {
    "it has begun": lambda folder: folder.exists(),
    "pages are drawn": lambda folder: (folder / "contact/index.html").exists(),
    "outcomes are poured": lambda folder: (folder / "outcomes/lamp-loan/index.html").exists(),
}
"""What is there in the folder that a build writes into when it is killed."""


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
def test_a_killed_build_leaves_a_whole_site(project, moment):
    """Either the last site or the new one, whenever it is killed; the next build mends the rest."""
    last, beside = tree(project / "site"), BesideFolder(project / "site")
    edit(project, LOAN, TITLE, "en: New lamps")
    started = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "build"],
        cwd=project,
        env={k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | {"SITE_URL": EXAMPLE_URL},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while started.poll() is None and not moment(beside.building):
        time.sleep(0.001)
    started.kill()
    assert started.wait() != 0, "it has ended before it could be killed"
    if not (project / "site").exists():
        beside.prepare()  # killed between the two renames
    left = tree(project / "site")
    if left != last:
        assert left.keys() == last.keys()
        assert b"New lamps" in left["outcomes/lamp-loan/index.html"]
        assert all(content for content in left.values())
    built(project)
    assert not beside.building.exists()
    assert b"New lamps" in (project / "site/outcomes/lamp-loan/index.html").read_bytes()


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
