"""A build that fails harms nothing, says where, and exits with a status that is not 0."""

from __future__ import annotations

import contextlib
import os
import random
import re
import shutil
import stat
import subprocess
import sys
import time
import tracemalloc
from datetime import date, timedelta
from pathlib import Path

import pytest
from mkdocs.config import load_config

from conftest import EXAMPLE_URL, ROOT, edit, mkdocs
from mkdocs_hooks import _settings
from projectsite.addresses import crate
from projectsite.build.release import Release
from projectsite.files.folders import BesideFolder, Difference
from projectsite.files.lock import Lock
from projectsite.files.state.stamp import Stamp, facts_moment, today
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
    odd = {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    built(example_copy, PYTHONWARNINGS="error", **odd)
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


def test_what_the_site_depends_on_besides_files_is_seen(example, monkeypatch):
    """Variables in mkdocs.yml, and what the command line says."""
    monkeypatch.chdir(example)
    monkeypatch.delenv("SITE_URL", raising=False)

    def settings(**options):
        return _settings(load_config("mkdocs.yml", **options))

    kinds = [settings(), settings(strict=False), settings(use_directory_urls=False)]
    kinds.append(settings(site_dir="elsewhere"))
    for name, value in (("SITE_URL", "https://other.example/"), ("KIT", "yes")):
        monkeypatch.setenv(name, value)
        kinds.append(settings())
    assert len({*kinds}) == len(kinds)
    assert settings() == kinds[-1]


def append(path, text):
    path.write_text(path.read_text("utf-8") + text, encoding="utf-8")


def write(path):
    path.parent.mkdir(parents=True)
    path.touch()


CHANGES = {
    "a page of the site": lambda project: append(project / "site/index.html", "mine"),
    "a page that is gone": lambda project: (project / "site/contact/index.html").unlink(),
    "a file too many": lambda project: (project / "site/more.html").write_text("more"),
    "a file that the check refuses": lambda project: write(
        project / "docs/assets/__pycache__/a.pdf"
    ),
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

    stamp().renew(stamp().of(Path("site").resolve()), date.max)
    assert stamp().fits()
    change(project)
    assert not stamp().fits()


@pytest.mark.parametrize("place", ["hooks/shared", "hooks/shared.py", "mkdocs.yml"])
def test_nothing_vouches_for_what_a_link_leads_to(tmp_path, place):
    """As code that several projects share: it changes unseen."""
    root, others = tmp_path / "project", tmp_path / "others"
    others.mkdir()
    (others / "code.py").write_text("one = 1")
    (root / place).parent.mkdir(parents=True)
    (root / place).symlink_to(others / ("code.py" if "." in place else ""))

    def stamp():
        return Stamp(root / "site", root, ())

    stamp().renew(stamp().of(root / "site"), date.max)
    (others / "code.py").write_text("one = 2")
    assert not stamp().fits()


def test_what_is_no_file_is_not_read(project):
    """It counts by its kind: a pipe would never end, and a dead link or a folder has no content."""
    places = "hooks/p", "hooks/projectsite/p.py", "hooks/projectsite/kit/fonts/p.ttf"
    (project / "overrides/assets/fonts/folder.otf").mkdir(parents=True)
    (project / "hooks/projectsite/.#pages.py").symlink_to("editor@host.1")
    for place in places:
        os.mkfifo(project / place)
    built(project)
    assert NOTHING_NEW in built(project).stderr
    os.mkfifo(project / "docs/assets/p.pdf")
    done = mkdocs(project, "build", "--strict")
    assert done.returncode == 1 and "docs/assets/p.pdf: this is no file." in done.stderr


def test_a_large_file_is_read_in_pieces(tmp_path):
    (tmp_path / "docs").mkdir()
    with (tmp_path / "docs/large.pdf").open("wb") as file:
        file.truncate(100_000_000)
    tracemalloc.start()
    try:
        Stamp(tmp_path / "site", tmp_path, ())
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


def test_a_site_that_was_changed_by_hand_is_mended(project):
    built(project)
    before = tree(project / "site")
    for name in ("a page of the site", "a page that is gone", "a file too many"):
        CHANGES[name](project)
    built(project)
    assert tree(project / "site") == before


def test_a_full_disk_is_told_and_the_last_site_stays(project):
    """No file may become longer than a few bytes: what the system says then is much the same."""
    script = (
        "import resource, sys; from mkdocs.__main__ import cli\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (9_000, 9_000))\n"
        "cli(['build', '--strict'])"
    )
    before = tree(project / "site")
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    done = subprocess.run(
        [sys.executable, "-B", "-c", script],
        cwd=project,
        env=environment | {"SITE_URL": EXAMPLE_URL},
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0
    assert "the file cannot be read or written: File too large. [file-unwritable]" in done.stderr
    assert done.stderr.endswith("1 problem. Nothing was built.\n")
    assert "Traceback" not in done.stderr
    assert tree(project / "site") == before
    assert not list(project.glob(".site-*"))


NO_MOMENT = "SOURCE_DATE_EPOCH: “{}” is no time in seconds since 1970, from 0 to 253402300799."


@pytest.mark.parametrize("given", ["", "-5", "99999999999999999999", "253402300800", "1.5", "١"])
def test_a_moment_that_is_none_is_told(tmp_path, monkeypatch, given):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
    with pytest.raises(ProblemsFound) as found:
        facts_moment(tmp_path)
    assert str(found.value).startswith(NO_MOMENT.format(given))


def test_a_build_with_a_moment_that_is_none_tells_it(project):
    done = mkdocs(project, "build", SOURCE_DATE_EPOCH="")
    assert done.returncode != 0
    assert NO_MOMENT.format("") in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_moment_it_is_that_of_the_newest_file(tmp_path, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    (tmp_path / "data").mkdir()
    assert facts_moment(tmp_path).timestamp() == 0
    for name, seconds in (("one.yml", 1_700_000_000), ("two.yml", 1_600_000_000)):
        (tmp_path / "data" / name).touch()
        os.utime(tmp_path / "data" / name, (seconds, seconds))
    assert facts_moment(tmp_path).timestamp() == 1_700_000_000


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


def claimed(root, said=None):
    """The site of a folder, which no other build has now."""
    release = Release(root, root / "site", ())
    release.claim([].append if said is None else said.append)
    return release


@pytest.mark.parametrize(
    "place", ["data", "hooks", "overrides/project", "docs/..", ".git", "mine", ".", "..", "up"]
)
def test_a_build_takes_nothing_away_but_a_site(example_copy, place):
    """--site-dir data put a site in the place of all facts, and ended well."""
    for folder in (".git", "mine"):
        (example_copy / folder).mkdir()
        (example_copy / folder / "letter").write_text("Dear all")
    # Other programs have such a page as well.
    (example_copy / "mine/404.html").touch()
    (example_copy / "up").symlink_to("..")
    (example_copy / ".." / crate()).touch()
    before = tree(example_copy)
    release = Release(example_copy, example_copy / place, ())
    with pytest.raises(ProblemsFound) as caught:
        release.claim(print)
    release.discard()
    assert [problem.code for problem in caught.value.problems] == ["file-unwritable"]
    assert tree(example_copy) == before


def test_what_comes_while_a_site_is_built_is_kept(tmp_path):
    (tmp_path / "site").mkdir()
    release = claimed(tmp_path)
    release.begin()
    release.write(crate(), b"new")
    (tmp_path / "site/letter").write_text("Dear all")
    with pytest.raises(ProblemsFound, match="would take away what is here"):
        release.publish([], stamped=True)
    release.discard()
    assert tree(tmp_path / "site") == {"letter": b"Dear all"}


def test_a_site_may_lie_in_an_empty_folder_or_a_work_tree(tmp_path):
    (tmp_path / "site/.git").mkdir(parents=True)
    claimed(tmp_path).discard()


def test_a_site_without_files_for_machines_is_one_too(tmp_path):
    """As the comparison of speed builds them, again and again."""
    sheet = tmp_path / "site/assets/stylesheets/project.css"
    sheet.parent.mkdir(parents=True)
    sheet.touch()
    claimed(tmp_path).discard()


SETTINGS = {
    "a variable": ("", {"SITE_URL": "https://[::1"}, "mkdocs.yml:3:11: site_url: the variable"),
    "another": ("", {"REPO_URL": "https://[::1"}, "mkdocs.yml:4:11: repo_url: the variable"),
    "another file": ("INHERIT: 3", {}, "mkdocs.yml:56:1: there is no setting INHERIT."),
}
"""What MkDocs itself ended at with a traceback, before any hook."""


@pytest.mark.parametrize(("line", "variables", "told"), SETTINGS.values(), ids=SETTINGS)
def test_wrong_settings_are_told_before_mkdocs_reads_them(example, tmp_path, line, variables, told):
    text = (example / "mkdocs.yml").read_text("utf-8")
    for folder in ("docs", "overrides"):
        (tmp_path / folder).mkdir()
    (tmp_path / "mkdocs.yml").write_text(f"{text}{line}\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs_start", "build"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT / "hooks")} | variables,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 1
    assert done.stderr.startswith(told)
    assert "Traceback" not in done.stderr


WORKER = """
import sys, time
from pathlib import Path
from mkdocs_hooks import _settings
from projectsite.addresses import crate
from projectsite.build.release import Release
root = Path(sys.argv[1])
for offset in sys.stdin:
    time.sleep(float(offset))
    release, said = Release(root, root / "site", ()), []
    release.claim(said.append)
    if release.needless():
        done = "needless"
    else:
        release.begin()
        fact = (root / "data/fact.yml").read_bytes()
        for number in range(20):
            release.write(f"{number}/index.html" if number else crate(), fact)
        release.publish([], stamped=True)
        done = "built"
    release.discard()
    print(done, *said, flush=True)
"""
"""Builds a site of twenty pages for each line, which says after how many seconds."""

PAIRS, BUDGET = 100, 8
"""So many pairs, or as many as there are in so many seconds."""


def test_two_builds_at_once_publish_a_whole_site(tmp_path):
    """At random offsets: one builds, the other waits, and finds that there is nothing to do."""
    (tmp_path / "data").mkdir()
    environment = os.environ | {"PYTHONPATH": str(ROOT / "hooks")}
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", WORKER, tmp_path],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    rolled, waited, begun = random.Random(12), 0, time.monotonic()  # noqa: S311
    for number in range(PAIRS):
        if number >= 5 and time.monotonic() - begun > BUDGET:
            break
        (tmp_path / "data/fact.yml").write_text(f"fact: {number}\n")
        for worker in workers:
            worker.stdin.write(f"{rolled.uniform(0, 0.02)}\n")
            worker.stdin.flush()
        lines = [worker.stdout.readline() for worker in workers]
        assert sorted(line.split()[0] for line in lines) == ["built", "needless"], lines
        waited += "Waiting for another build of site/ to end" in "".join(lines)
        pages = {path.read_text() for path in (tmp_path / "site").rglob("*.html")}
        assert pages == {f"fact: {number}\n"}
        assert len(list((tmp_path / "site").iterdir())) == 20
        assert {path.name for path in tmp_path.glob(".*")} == {".site-stamp"}
    for worker in workers:
        worker.communicate()
        assert worker.returncode == 0
    assert waited, "no two of them have met"


def test_the_second_of_two_builds_waits(project, built_example):
    """As somebody types `make site` twice."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    variables = {"SITE_URL": EXAMPLE_URL, "SOURCE_DATE_EPOCH": "1700000000"}
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | variables
    builds = [
        subprocess.Popen(command, cwd=project, env=environment, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [build.communicate()[1] for build in builds]
    assert [build.returncode for build in builds] == [0, 0], said
    waits = r"Waiting for another build of site/ to end: process (\d+), since [\d-]+ [\d:]+\."
    (second,) = (text for text in said if NOTHING_NEW in text)
    (owner,) = re.findall(waits, "".join(said))
    assert re.search(waits, second)
    assert int(owner) in {build.pid for build in builds}
    assert tree(project / "site") == tree(built_example.folder)
    assert {path.name for path in project.glob(".site-*")} == {".site-stamp"}


def test_a_lock_ends_with_its_owner(tmp_path):
    """Killed, it leaves a file, which bars nobody."""
    script = (
        "import sys, time; from pathlib import Path; from projectsite.files.lock import Lock\n"
        "Lock(Path(sys.argv[1])).take('x', print); print('taken', flush=True); time.sleep(60)"
    )
    file = tmp_path / ".site-lock"
    environment = os.environ | {"PYTHONPATH": str(ROOT / "hooks")}
    command = [sys.executable, "-c", script, file]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout.readline() == "taken\n"
        assert Lock(file).owner().startswith(f"process {owner.pid}, since ")
        owner.kill()
    assert file.exists()
    said = []
    claimed(tmp_path, said).discard()
    assert said == []
    assert not file.exists()


def test_a_lock_is_written_through_no_link(tmp_path):
    other = tmp_path / "other"
    other.write_text("mine")
    (tmp_path / ".site-lock").symlink_to(other)
    with pytest.raises(ProblemsFound, match="no site can be written here"):
        claimed(tmp_path)
    assert other.read_text() == "mine"


def test_a_lock_is_written_into_no_file_of_another_name(tmp_path):
    other = tmp_path / "other"
    other.write_text("mine")
    (tmp_path / ".site-lock").hardlink_to(other)
    release = claimed(tmp_path)
    assert other.read_text() == "mine"
    release.discard()
    assert other.read_text() == "mine"


def test_the_stamp_vouches_for_nothing_that_has_changed_in_between(tmp_path):
    """A file that changes or goes during a build, and back: nobody knows what was read."""
    fact = tmp_path / "data/fact.yml"
    fact.parent.mkdir()
    changes = (("one", True), ("two", False), ("one", True), ("away", False), ("one", True))
    for text, vouched in changes:
        fact.write_text("one")
        release = claimed(tmp_path)
        release.begin()
        release.write(crate(), b"one")
        if text == "two":
            fact.write_text(text)
            fact.write_text("one")
        elif text == "away":
            fact.rename(tmp_path / "fact.yml").rename(fact)
        release.publish([], stamped=True)
        release.discard()
        after = claimed(tmp_path)
        assert after.needless() is vouched
        after.discard()


def test_no_build_goes_on_with_code_that_has_changed(tmp_path):
    """While it waits for another one, say: the stamp would vouch for the new code."""
    hooks = shutil.copytree(
        ROOT / "hooks", tmp_path / "hooks", ignore=shutil.ignore_patterns("__pycache__")
    )
    with subprocess.Popen(
        [sys.executable, "-c", WORKER, tmp_path / "project"],
        env=os.environ | {"PYTHONPATH": str(hooks)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as worker:
        (tmp_path / "project/data").mkdir(parents=True)
        for text in ("one", "two"):
            (tmp_path / "project/data/fact.yml").write_text(text)
            worker.stdin.write("0\n")
            worker.stdin.flush()
            if text == "one":
                assert worker.stdout.readline() == "built\n"
                (hooks / "projectsite/.#macros.py").symlink_to("editor@host.1")
                with (hooks / "projectsite/macros.py").open("a") as code:
                    code.write("# Changed.\n")
        said = worker.communicate()[1]
    assert "hooks: the code has changed while this build began or waited. Build again." in said
    assert (tmp_path / "project/site/1/index.html").read_text() == "one"


def test_the_stamp_knows_the_moments_of_the_facts(tmp_path, monkeypatch):
    """Feeds and calendars say when a record has changed: by the history, or the files."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    fact = tmp_path / "data/fact.yml"
    fact.parent.mkdir()
    fact.write_text("one")

    def needless(until: date = date.max) -> bool:
        release = claimed(tmp_path)
        known = release.needless()
        release.begin()
        release.write(crate(), b"one")
        release.publish([], stamped=True, until=until)
        release.discard()
        return known

    assert [needless(), needless()] == [False, True]
    os.utime(fact, (1, 1_700_000_000))
    assert [needless(), needless()] == [False, True]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert needless()
    commit = ["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "One"]
    for command in (["init", "-q"], ["add", "data"], commit):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    assert [needless(), needless(today()), needless(today() - timedelta(1))] == [False, True, True]
    assert not needless()


def test_a_site_that_lacks_a_file_is_not_published(tmp_path):
    """As when another program has cleared the folder that is built into."""
    release = claimed(tmp_path)
    building = release.begin()
    for address in ("a.html", "b.html"):
        release.write(address, b"page")
    (building / "b.html").unlink()
    with pytest.raises(ProblemsFound, match=r"^\.site-building: b\.html was removed while"):
        release.publish([], stamped=True)
    release.write("b.html", b"page")
    with pytest.raises(ProblemsFound, match=r"^\.site-building: c\.html was removed while"):
        release.publish(["c.html"], stamped=True)
    release.discard()
    assert not (tmp_path / "site").exists()


def test_a_killed_swap_is_mended_whatever_is_wrong_with_the_data(project):
    before = tree(project / "site")
    (project / "site").rename(project / ".site-replaced")
    edit(project, LOAN, "work_package: WP2", "work_package: WP9")
    assert mkdocs(project, "build", "--strict").returncode != 0
    assert tree(project / "site") == before


def a_file(root):
    (root / "site").write_text("mine")
    return root / "site", "site: this is a file, and a build puts a folder here. Move it away."


def a_mount_point(root):
    return Path("/proc"), "/proc: this is a mount point, in whose place no other folder can be put."


def below_a_file(root):
    (root / "file").write_text("mine")
    return root / "file/site", "site: no site can be written here: "


@pytest.mark.parametrize("place", [a_file, a_mount_point, below_a_file])
def test_a_place_that_cannot_be_a_site_is_told(place, tmp_path):
    site, said = place(tmp_path)
    with pytest.raises(ProblemsFound, match=re.escape(said)):
        Release(tmp_path, site, ()).claim(print)


def test_a_site_that_cannot_be_put_in_place_leaves_the_last_one(tmp_path, monkeypatch):
    site, beside = site_before(tmp_path)
    rename = Path.rename

    def refused(self, target):
        if self == beside.building:
            raise OSError(16, "Device or resource busy")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(OSError, match="busy"):
        beside.swap()
    assert (site / "old.html").read_text() == "old"


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


@pytest.mark.parametrize("name", ["building", "replaced"])
@pytest.mark.parametrize("target", ["others", "others/kept", "nowhere", ".site-itself"])
def test_nothing_is_moved_or_cleared_through_a_link(tmp_path, name, target):
    site, others = tmp_path / "site", tmp_path / "others"
    for folder, file in ((site, crate()), (others, "kept"), (others, ".hidden")):
        folder.mkdir(exist_ok=True)
        (folder / file).write_text("theirs")
    (tmp_path / ".site-itself").symlink_to(".site-itself")
    (tmp_path / f".site-{name}").symlink_to(target)
    release = claimed(tmp_path)
    release.begin()
    release.write(crate(), b"new")
    release.publish([], stamped=True)
    release.discard()
    assert tree(others) == {"kept": b"theirs", ".hidden": b"theirs"}
    assert tree(site) == {crate(): b"new"}
    assert not list(tmp_path.glob(".site-[br]*"))


@pytest.mark.parametrize("name", ["building", "replaced"])
@pytest.mark.parametrize("make", [os.mkfifo, Path.touch])
def test_what_is_no_folder_stops_no_build(tmp_path, name, make):
    make(tmp_path / f".site-{name}")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / crate()).write_text("old")
    release = claimed(tmp_path)
    release.begin()
    release.write(crate(), b"new")
    release.publish([], stamped=True)
    release.discard()
    assert tree(tmp_path / "site") == {crate(): b"new"}
    assert not list(tmp_path.glob(".site-[br]*"))


def test_what_cannot_be_cleared_stops_the_build(tmp_path, monkeypatch):
    site, _ = site_before(tmp_path)
    (site / crate()).touch()

    def refused(*arguments, **named):
        if not named.get("ignore_errors"):
            raise PermissionError("no")

    monkeypatch.setattr(shutil, "rmtree", refused)
    release = claimed(tmp_path)
    with pytest.raises(ProblemsFound, match=r"^\.site-building: .* cannot be cleared: no\."):
        release.begin()
    release.discard()


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


@pytest.mark.parametrize("place", ["a", "a/b.html"])
@pytest.mark.parametrize("drawn_by", ["us", "MkDocs"])
def test_no_link_of_the_last_site_is_taken_over(tmp_path, place, drawn_by):
    """Whoever writes through it, or publishes it, does so to a file of somebody else."""
    site, others = tmp_path / "site", tmp_path / "others"
    for path in (site / "a/b.html", others / "b.html"):
        path.parent.mkdir(parents=True)
        path.write_text("same")
    shutil.rmtree(site / "a") if place == "a" else (site / place).unlink()
    (site / place).symlink_to(others if place == "a" else others / "b.html")
    beside = BesideFolder(site)
    beside.prepare()
    if drawn_by == "us":
        beside.write("a/b.html", b"same")
    else:
        (beside.building / "a").mkdir(parents=True)
        (beside.building / "a/b.html").write_text("same")
    assert beside.link_unchanged().files == ["a/b.html"]
    beside.swap()
    found = (site / "a/b.html").lstat()
    assert stat.S_ISREG(found.st_mode) and found.st_nlink == 1
    assert not (site / "a").is_symlink()
    assert tree(others) == {"b.html": b"same"}


def test_a_pipe_in_the_last_site_stops_no_build(tmp_path):
    site, _ = site_before(tmp_path)
    os.mkfifo(site / "pipe.html")
    beside = BesideFolder(site)
    beside.prepare()
    beside.write("pipe.html", b"")
    assert beside.link_unchanged().changed == ["pipe.html"]
    assert (beside.building / "pipe.html").is_file()


def test_the_stamp_tells_a_link_from_a_file(tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    (site / "a").write_text("there")
    os.utime(site / "a", ns=(0, 0))
    stamp = Stamp(site, tmp_path, ())
    before = stamp.of(site)
    (site / "a").unlink()
    (site / "a").symlink_to("there")
    os.utime(site / "a", ns=(0, 0), follow_symlinks=False)
    assert stamp.of(site) != before


def test_without_hard_links_all_is_written(tmp_path, monkeypatch):
    def refused(*arguments):
        raise OSError("not here")

    monkeypatch.setattr(os, "link", refused)
    site, beside = site_before(tmp_path)
    files = ["new.html", "same.html"]
    assert beside.link_unchanged() == Difference(files, ["new.html"], [], ["old.html"])
    beside.swap()
    assert sorted(path.name for path in site.iterdir()) == [".git", "new.html", "same.html"]
