"""What a build prints: a few lines for a person, a bar on a terminal, what is wrong at the end."""

from __future__ import annotations

import io
import logging
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from conftest import assemble_example, edit, mkdocs
from projectsite.build.output.console import Console
from projectsite.build.output.progress import WIDTH, Progress
from projectsite.build.output.summary import rebuilt, summary
from projectsite.exchange.commands import record_command
from projectsite.files.folders import Difference
from projectsite.site import load_site
from projectsite.translations.ledger import Ledger
from projectsite.translations.states import Translations
from projectsite.words.text import Locale

FIRST = """\
{languages}
Built {pages} pages and {others} other files in S s.
Look at {folder}/index.html, or run: make serve
The texts that are not up to date: make translations
"""
SECOND = """\
{languages}
Built {pages} pages and {others} other files in S s. Since the last build:
  {new_pages} pages new: {new}
  {changed_pages} pages changed: {changed}
  {removed_pages} pages removed: {removed}
  other files: {new_files} new, {changed_files} changed, {removed_files} removed
Look at site/index.html, or run: make serve
The texts that are not up to date: make translations
"""


def contents(folder):
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def pages_of(files):
    return {file for file in files if file.endswith(".html")}


def counts(project, folder):
    """What the first lines tell, found in another way: by the folder, and text by text."""
    site, files = load_site(project), contents(folder)
    pages = pages_of(files)
    default, *others = site.project.locales
    # What only leads on is a file of the site, and no page of a language.
    moved = len(site.memory.redirects) + len(site.memory.withdrawn)
    number = sum(page.startswith(f"{others[0]}/") for page in pages) - moved
    lines = [f"{default}  {number} pages"]
    for locale in others:
        states = Counter(t.state for t in site.translations.all if t.locale == locale)
        told = [f"{states['missing']} missing"] if states["missing"] else []
        told += [f"{states['older']} older than the source"] if states["older"] else []
        texts = f"texts: {', '.join(told)}" if told else "every text translated"
        lines.append(f"{locale}  {number} pages; {texts}")
    return {
        "languages": "\n".join(lines),
        "pages": len(pages),
        "others": len(files) - len(pages),
    }


def named(project, files):
    """The number of pages among files, of the others, and the first three by their addresses."""
    _, *others = load_site(project).project.locales
    pages = [f"/{page}".removesuffix("index.html") for page in pages_of(files)]
    pages.sort(key=lambda page: (page.split("/")[1] in others, page))
    more = f" and {len(pages) - 3} more" if len(pages) > 3 else ""
    return len(pages), len(files) - len(pages), ", ".join(pages[:3]) + more


def timeless(text):
    return re.sub(r"in \d+\.\d s", "in S s", text)


@pytest.fixture(scope="module")
def own_example(tmp_path_factory):
    """The example, to be changed."""
    return assemble_example(tmp_path_factory.mktemp("output") / "project")


def test_a_first_build_says_what_it_has_made(example, built_example):
    told = counts(example, built_example.folder)
    assert timeless(built_example.log) == FIRST.format(**told, folder=built_example.folder)


def test_a_second_build_says_what_has_changed(own_example):
    assert record_command(own_example) == 0
    assert mkdocs(own_example, "build", "--strict").returncode == 0
    before = contents(own_example / "site")
    edit(own_example, "data/outcomes/dusk-and-dawn.yml", "en: Measurements", "en: Measuring")
    edit(own_example, "docs/en/privacy.md", "# ", "# Your ")
    rivers = own_example / "data/outcomes/night-of-rivers.yml"
    lakes = own_example / "data/outcomes/night-of-lakes.yml"
    lakes.write_text(rivers.read_text("utf-8").replace("id: night-of-rivers", "id: night-of-lakes"))
    rivers.unlink()
    done = mkdocs(own_example, "build", "--strict")
    after = contents(own_example / "site")
    told = counts(own_example, own_example / "site")
    kinds = {
        "new": after.keys() - before.keys(),
        "changed": {f for f in after.keys() & before.keys() if after[f] != before[f]},
        "removed": before.keys() - after.keys(),
    }
    for kind, files in kinds.items():
        told[f"{kind}_pages"], told[f"{kind}_files"], told[kind] = named(own_example, files)
    assert "older than the source" in told["languages"]
    assert told["new"].startswith("/outcomes/night-of-lakes/, /")
    assert told["removed"].startswith("/outcomes/night-of-rivers/, /")
    assert timeless(done.stderr) == SECOND.format(**told)
    assert done.stdout == ""


def test_verbose_shows_what_plugins_say(own_example, tmp_path):
    done = mkdocs(own_example, "build", "--strict", "--verbose", "-d", str(tmp_path / "site"))
    assert done.returncode == 0
    assert "[macros] - Config macros:" in done.stderr
    assert done.stderr.count("[macros] - No default module") == 1, "it asks git each time"
    assert "INFO    -  Building documentation to directory" in done.stderr
    assert "mkdocs_static_i18n: Building 'de' documentation" in done.stderr
    assert f"Look at {tmp_path}/site/index.html" in done.stderr


def test_quiet_is_quiet(own_example, tmp_path):
    done = mkdocs(own_example, "build", "--strict", "--quiet", "-d", str(tmp_path / "site"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_build_that_fails_ends_with_the_problems(own_example, tmp_path):
    edit(own_example, "docs/en/contact.md", "# Contact", "# Contact\n\n[gone](gone.md)")
    done = mkdocs(own_example, "build", "--strict", "-d", str(tmp_path / "site"))
    edit(own_example, "docs/en/contact.md", "# Contact\n\n[gone](gone.md)", "# Contact")
    assert done.returncode == 1
    assert re.fullmatch(
        r"\ndocs/en/contact\.md:\d+:\d+: there is no page gone\.md\..* \[broken-link\]\n"
        r"\n1 problem\. Nothing was built\.\n",
        done.stdout + done.stderr,
    )


def test_warnings_come_last_and_end_a_strict_build(own_example, tmp_path):
    hook = "hooks/warning.py"
    (own_example / hook).write_text(
        "import logging\n\n\ndef on_nav(nav, **named):\n"
        "    logging.getLogger('mkdocs.plugins.other').warning('look out')\n"
    )
    edit(own_example, "mkdocs.yml", "hooks: [", f"hooks: [{hook}, ")
    loose = mkdocs(own_example, "build", "--no-strict", "-d", str(tmp_path / "site"))
    strict = mkdocs(own_example, "build", "--strict", "-d", str(tmp_path / "site"))
    edit(own_example, "mkdocs.yml", f"{hook}, ", "")
    assert loose.returncode == 0
    assert re.search(
        r"\nBuilt .*\nLook at .*\n(.*\n)?(WARNING -  look out\n)+\Z",
        loose.stdout + loose.stderr,
    )
    assert strict.returncode == 1
    assert "Built" not in strict.stderr
    assert strict.stderr.endswith("WARNING -  look out\n")
    assert strict.stdout == "\nAborted with 1 warnings in strict mode!\n"


def test_a_terminal_shows_a_bar(own_example, tmp_path):
    """As each page takes some time more, the build lasts longer than a person waits."""
    hook = "hooks/slow.py"
    (own_example / hook).write_text(
        "import time\n\n\ndef on_post_page(output, **named):\n    time.sleep(0.03)\n"
    )
    edit(own_example, "mkdocs.yml", "hooks: [", f"hooks: [{hook}, ")
    printed = on_terminal(own_example, "build", "--strict", "-d", str(tmp_path / "site"))
    edit(own_example, "mkdocs.yml", f"{hook}, ", "")
    assert re.search(r"\rde \[#+\.+\] \d+ of \d+ pages", printed)
    assert "\x1b" not in printed
    told = counts(own_example, tmp_path / "site")
    lines = [line.rpartition("\r")[2] for line in printed.split("\n")]
    languages = told["languages"].split("\n")
    assert lines[: len(languages)] == languages
    assert lines[len(languages)].startswith(f"Built {told['pages']} pages")


def on_terminal(project, *arguments):
    """What mkdocs prints on a terminal, with lines that end as in a file."""
    ours, its = os.openpty()
    started = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", *arguments],
        cwd=project,
        env={key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
        | {"NO_MKDOCS_2_WARNING": "1", "TERM": "xterm", "SOURCE_DATE_EPOCH": "1700000000"},
        stdin=its,
        stdout=its,
        stderr=its,
    )
    os.close(its)
    printed = b""
    try:
        while part := os.read(ours, 4096):
            printed += part
    except OSError:  # the other end is closed
        pass
    os.close(ours)
    assert started.wait() == 0, printed
    return printed.decode().replace("\r\n", "\n")


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self):
        return True


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


LINES = {Locale("en"): "en  10 pages", Locale("de"): "de  10 pages; every text translated"}


def progress(stream, level=logging.INFO, **environment):
    """Ten pages in English and in German; the clock and what counts them."""
    logger = logging.Logger("mkdocs", level)
    clock = Clock()
    console = Console(logger, (), stream, clock, environment)
    console.begin()
    return clock, Progress(console, tuple(LINES), 10, LINES)


def test_the_bar_appears_when_a_build_takes_long():
    stream = Terminal()
    clock, counted = progress(stream)
    counted.count("index.html")
    clock.now = 1.9
    counted.count("contact/index.html")
    assert stream.getvalue() == ""
    clock.now = 2.1
    counted.count("outcomes/index.html")
    bar = f"en [{'#' * 9}{'.' * (WIDTH - 9)}] 3 of 10 pages"
    assert stream.getvalue() == f"\r\r{bar}"
    counted.count("project/index.html")
    assert stream.getvalue() == f"\r\r{bar}", "too soon to be seen"
    counted.clear()
    assert stream.getvalue() == f"\r\r{bar}\r{' ' * len(bar)}\r"


def test_a_language_that_is_complete_has_its_line():
    stream = Terminal()
    clock, counted = progress(stream)
    clock.now = 3
    for number in range(10):
        clock.now += 1
        counted.count(f"de/{number}/index.html")
        counted.count(f"de/{number}/index.json")
    written = stream.getvalue()
    assert f" \r{LINES['de']}\n" in written
    assert written.count("\n") == 1
    assert written.endswith("\r10 other files")


@pytest.mark.parametrize(
    ("stream", "level", "environment"),
    [
        (io.StringIO(), logging.INFO, {}),
        (Terminal(), logging.INFO, {"TERM": "dumb"}),
        (Terminal(), logging.DEBUG, {}),
        (Terminal(), logging.ERROR, {}),
    ],
    ids=["a file", "a dumb terminal", "verbose", "quiet"],
)
def test_no_bar_where_it_would_be_in_the_way(stream, level, environment):
    clock, counted = progress(stream, level, **environment)
    clock.now = 5
    for number in range(10):
        counted.count(f"{number}/index.html")
    counted.clear()
    assert stream.getvalue() == ("" if level == logging.ERROR else f"{LINES['en']}\n")


def test_a_bar_keeps_to_one_line(monkeypatch):
    monkeypatch.setenv("COLUMNS", "20")
    stream = Terminal()
    clock, counted = progress(stream)
    clock.now = 3
    counted.count("index.html")
    assert len(stream.getvalue().strip("\r")) == 19


def logged(level):
    """A logger that prints to a stream as that of MkDocs does, and a console in between."""
    stream = io.StringIO()
    logger = logging.Logger("mkdocs", level)
    logger.addHandler(logging.StreamHandler(stream))
    console = Console(logger, [("mkdocs.server", "Serving")], stream, Clock(), {})
    console.attach()
    return stream, logger, console


def log(logger, name, level, text):
    logger.handle(logging.LogRecord(name, level, "", 0, text, None, None))


def test_chatter_is_dropped_and_warnings_wait():
    stream, logger, console = logged(logging.INFO)
    console.begin()
    log(logger, "mkdocs.plugins.macros", logging.INFO, "Config macros: a, b")
    log(logger, "mkdocs.server", logging.INFO, "Detected file changes")
    log(logger, "mkdocs.server", logging.INFO, "Serving on http://127.0.0.1/")
    assert not console.warned
    log(logger, "mkdocs.plugins.macros", logging.WARNING, "a warning")
    log(logger, "mkdocs", logging.ERROR, "an error")
    assert console.warned
    console.say("Built.")
    assert stream.getvalue() == "Serving on http://127.0.0.1/\nBuilt.\n"
    console.end()
    console.end()
    log(logger, "mkdocs", logging.WARNING, "a late one")
    assert stream.getvalue().splitlines()[2:] == ["a warning", "an error", "a late one"]


def test_nothing_is_kept_back_of_a_log_that_is_asked_for():
    stream, logger, console = logged(logging.DEBUG)
    console.begin()
    for level, text in ((10, "detail"), (20, "chatter"), (30, "warning")):
        log(logger, "mkdocs.plugins.macros", level, text)
    assert stream.getvalue() == "detail\nchatter\nwarning\n"
    console.end()
    assert stream.getvalue() == "detail\nchatter\nwarning\n"
    assert console.warned


def said(*, new=(), changed=(), removed=(), files=("index.html", "a/index.html", "data.json")):
    difference = Difference([*files, *new], list(new), list(changed), list(removed))
    translations = Translations(Ledger(), ())
    locales = (Locale("en"), Locale("de"))
    return summary(difference, 1.26, Path.cwd() / "site", locales, translations).splitlines()


def test_a_site_that_is_the_same_says_so():
    assert said() == [
        "Built 2 pages and 1 other file in 1.3 s; all are as they were.",
        "Look at site/index.html, or run: make serve",
    ]


def test_other_files_alone_may_have_changed():
    assert said(changed=["data.json"]) == [
        "Built 2 pages and 1 other file in 1.3 s. Since the last build:",
        "  other files: 1 changed",
        "Look at site/index.html, or run: make serve",
    ]


def test_a_name_cannot_write_on_the_terminal():
    lines = said(new=["\x1b[2J/index.html"])
    assert lines[1] == "  1 page new: /\N{REPLACEMENT CHARACTER}[2J/"


def test_the_preview_has_a_line_for_each_build():
    line = rebuilt(0, 305, 1.26)
    assert re.fullmatch(r"\[\d\d:\d\d:\d\d\] Built 305 pages in 1\.3 s", line)
