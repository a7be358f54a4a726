"""What the tests share: the projects, the sites built from them, servers and a browser."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from changes import add_texts, in_languages, read, set_menu_words
from chromium import launch
from pages import Page, read_pages
from pages_server import PagesServer
from projectsite.files.state.git import ELSEWHERE
from projectsite.site import Site, load_site
from visit import LOCALES

# To draw the documents of every site that is built would take longer than the tests: those of
# tests/generator/test_kit.py draw theirs. KIT=yes draws them all the same.
os.environ.setdefault("KIT", "no")

# From a hook or an alias of git: the tests have repositories of their own.
for name in ELSEWHERE:
    os.environ.pop(name, None)

# How long an example of a property takes tells of the machine, not of the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

ROOT = Path(__file__).parent.parent
SITE_URL = "https://inno-drop.example/inno-drop/"
EXAMPLE_URL = "https://example.org/riverlight/"
EXAMPLE_PATH = "/riverlight/"


def pytest_addoption(parser):
    parser.addoption(
        "--project",
        type=lambda path: Path(path).resolve(),
        default=ROOT,
        help="the project whose site tests/site/ tests; the repository by default",
    )
    parser.addoption(
        "--record-accessibility",
        action="store_true",
        help="keep what the tests of accessibility find in data/accessibility-test.yml",
    )


def pytest_configure(config):
    if config.getoption("--record-accessibility"):
        from recorder import Recorder

        config.pluginmanager.register(Recorder(config))


OF_THE_REPOSITORY = {"test_deck.py", "test_names.py"}
"""Tests of the repository's own data: the facts of the customer's deck, and what is named where."""


def pytest_ignore_collect(collection_path, config):
    """With another project they are not collected."""
    if collection_path.name in OF_THE_REPOSITORY and config.getoption("--project") != ROOT:
        return True
    return None


def pytest_collection_modifyitems(items):
    for item in items:
        if "browser" in item.fixturenames:
            item.add_marker("browser")


@dataclass(frozen=True)
class Built:
    """A site that mkdocs has built."""

    folder: Path
    log: str
    """What mkdocs printed."""

    @cached_property
    def url(self) -> str:
        """Where it says it is published: the canonical address of its home page."""
        (canonical,) = re.findall(r'<link rel="canonical" href="([^"]+)">', self.page(""))
        return canonical

    def page(self, address: str) -> str:
        """The HTML of a page by its address below the root of the site."""
        return (self.folder / address / "index.html").read_text("utf-8")

    def pages(self) -> dict[str, str]:
        """Every page but 404.html, the form editor and those of old addresses, by address."""
        old = re.compile(rb'http-equiv="refresh"|<main id="withdrawn">')
        root = self.folder
        found = [
            path
            for path in sorted(root.rglob("index.html"))
            if path.parent != root / "admin" and not old.search(path.read_bytes())
        ]
        return {
            ("" if path.parent == root else path.parent.relative_to(root).as_posix() + "/"): (
                path.read_text("utf-8")
            )
            for path in found
        }


def mkdocs(project: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run mkdocs on a project as a user does; the result holds status and output."""
    environment = {
        key: value
        for key, value in os.environ.items()
        if key not in {"PYTHONPATH", "SITE_URL", "REPO_URL"}
    }
    environment |= {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1700000000"} | variables
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *arguments],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


def build(project: Path, folder: Path, **variables: str) -> Built:
    """Build a project into a folder; the build must succeed without a warning."""
    variables = {"SITE_URL": SITE_URL} | variables
    done = mkdocs(project, "build", "--strict", "--site-dir", str(folder), **variables)
    output = done.stdout + done.stderr
    assert done.returncode == 0, output
    return Built(folder, output)


@pytest.fixture(scope="session")
def site(pytestconfig) -> Site:
    """The project of --project, read and checked."""
    return load_site(pytestconfig.getoption("--project"))


@pytest.fixture(scope="session")
def built(pytestconfig, tmp_path_factory) -> Built:
    """Its site, built once for all tests."""
    return build(pytestconfig.getoption("--project"), tmp_path_factory.mktemp("real") / "site")


@pytest.fixture(scope="session")
def pages(site, built) -> dict[str, Page]:
    """Its pages in all languages, by address."""
    return read_pages(built.pages(), site.project.locales)


@pytest.fixture(scope="session")
def example(tmp_path_factory) -> Path:
    """The fictional project of tests/example/, with the words and looks of the real one."""
    return assemble_example(tmp_path_factory.mktemp("example") / "project")


@pytest.fixture(scope="session")
def example_site(example) -> Site:
    """The fictional project, read and checked."""
    return load_site(example)


@pytest.fixture
def example_copy(example, tmp_path) -> Path:
    """A copy of the fictional project to change."""
    return Path(shutil.copytree(example, tmp_path / "riverlight"))


@pytest.fixture(scope="session")
def built_example(example, tmp_path_factory) -> Built:
    folder = tmp_path_factory.mktemp("built-example") / "site"
    return build(example, folder, SITE_URL=EXAMPLE_URL)


@pytest.fixture(scope="session")
def served_example(built_example):
    """The fictional site below a sub-path; yields its address."""
    with PagesServer(built_example.folder, EXAMPLE_PATH) as server:
        yield server.url


@pytest.fixture(scope="session")
def polyglot(tmp_path_factory) -> Path:
    """The fictional project in five languages, with the texts of tests/polyglot.yml."""
    project = assemble_example(tmp_path_factory.mktemp("polyglot") / "project")
    add_texts(project, read(ROOT / "tests/polyglot.yml"))
    return in_languages(project, LOCALES)


@pytest.fixture(scope="session")
def polyglot_site(polyglot) -> Site:
    """The fictional project in five languages, read and checked."""
    return load_site(polyglot)


@pytest.fixture(scope="session")
def built_polyglot(polyglot, tmp_path_factory) -> Built:
    folder = tmp_path_factory.mktemp("built-polyglot") / "site"
    return build(polyglot, folder, SITE_URL=EXAMPLE_URL)


@pytest.fixture(scope="session")
def served_polyglot(built_polyglot):
    """The fictional site in five languages below a sub-path; yields its address."""
    with PagesServer(built_polyglot.folder, EXAMPLE_PATH) as server:
        yield server.url


def run_at_once(held: AbstractContextManager[None], *commands: Sequence[str]) -> None:
    """Run commands of the package at the same time: all have started before the first goes on.

    The lock that they wait for is this process's until then.
    """
    environment = os.environ | {"PYTHONPATH": str(ROOT / "hooks")}
    start = [sys.executable, "-m", "projectsite"]
    with held:
        running = [
            subprocess.Popen(
                [*start, *command],
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for command in commands
        ]
        waits = "Waiting for another command that writes here to end: process"
        for one in running:
            assert one.stderr.readline().startswith(f"{waits} {os.getpid()}, since ")
    for one in running:
        assert one.communicate(timeout=120)[1] == ""
        assert one.returncode == 0


def snapshot(root: Path) -> dict[str, bytes]:
    """The files of a folder, by their paths."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def copy_project(target: Path) -> Path:
    """What a build reads, without the caches."""
    for folder in ("data", "docs", "hooks", "overrides"):
        shutil.copytree(
            ROOT / folder, target / folder, ignore=shutil.ignore_patterns("__pycache__")
        )
    shutil.copy(ROOT / "mkdocs.yml", target)
    return target


def without(record: str, locale: str, goes: Callable[[int], bool]) -> str:
    """The lines of a data file without those texts of a language whose number `goes`."""
    kept: list[str] = []
    depth, number = None, 0
    for line in record.splitlines():
        indent = len(line) - len(line.lstrip())
        if depth is not None and (indent > depth or not line.strip()):
            continue
        depth = None
        if line.strip().startswith(f"{locale}: "):
            depth = indent if goes(number) else None
            number += 1
        if depth is None:
            kept.append(line)
    return "\n".join(kept) + "\n"


def edit(project: Path, file: str, old: str, new: str) -> None:
    """Change a text that stands in a file of a project."""
    path = project / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def assemble_example(target: Path) -> Path:
    copy_project(target)
    for folder in ("data", "docs"):
        kept = target / "data/words"
        if folder == "data":
            kept.rename(target / "words")
        shutil.rmtree(target / folder)
        shutil.copytree(ROOT / "tests/example" / folder, target / folder)
        if folder == "data":
            (target / "words").rename(kept)
    shutil.copy(ROOT / "tests/example/mkdocs.yml", target)
    set_menu_words(target)
    return target


@pytest.fixture(scope="session")
def served(built):
    """The site below its path, as GitHub Pages serves it; yields its address."""
    with PagesServer(built.folder, urlsplit(built.url).path) as server:
        yield server.url


@pytest.fixture(scope="session")
def browser() -> Browser:
    with sync_playwright() as playwright:
        started = launch(playwright)
        yield started
        started.close()
