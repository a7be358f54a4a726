"""A build that fails harms nothing, says where, and exits with a status that is not 0."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conftest import mkdocs
from projectsite.publishing import BesideFolder


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
        "overrides/main.html: the mark pour:edit",
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
