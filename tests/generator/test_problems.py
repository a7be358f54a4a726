"""Golden files: wrong data or pages → the exact messages. One file a case, for anybody to review.

Its first line says the mistake as an editor would. `change` names files of tests/example/ and what
becomes of each (tests/changes.py); `messages` holds every message that must come, and no other.

The words of the interface are the real project's, and editors change them: a case names a word by
its key, also where a message has the number of its line (data/words/de.yml:nav.menu:9).
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml

from changes import apply, dumped, word_lines
from conftest import ROOT
from projectsite.problems import ProblemsFound
from projectsite.review.codes import CODES
from projectsite.site import load_site

CASES = sorted((ROOT / "tests").glob("problems/*.yml"))
NOT_HERE = {
    "archived": "an archived copy: tests/generator/test_freeze.py",
    "still-named": "an archived copy: tests/generator/test_freeze.py",
    "layout": "what cannot be laid out: tests/generator/test_canonical.py",
    "file-unwritable": "the disk's doing: tests/generator/test_exchange.py",
    "deck": "slides beside data: tests/generator/test_decks.py",
    "and-more": "a table of a proposal: tests/generator/test_hunted.py",
    "exists": "a new project: tests/generator/test_intake.py",
    "closing": "a period that cannot be closed: tests/generator/test_closing.py",
    "reference": "a file of references: tests/generator/test_publications.py",
    "kit-letter": "told once the site is built: tests/generator/test_kit.py",
    "admin-switch": "a setting: tests/generator/test_settings.py",
    "kit-switch": "a setting: tests/generator/test_settings.py",
    "kit-template": "a broken template is not the editors' doing: tests/generator/test_kit.py",
    "table": "a table of a proposal: tests/generator/test_intake.py",
    "template": "a broken partial is not the editors' doing",
    "unbuilt": "two states of a site: tests/generator/test_changes.py",
    "value": "every kind of error of the model has a sentence of its own; this is for new ones",
}
"""Codes that no change of data or pages can bring about."""


@pytest.fixture(scope="module")
def pristine(example, tmp_path_factory):
    """The example, its words indented alike: a message has the column of what it is about."""
    folder = refreshed(example, tmp_path_factory.mktemp("pristine"))
    for path in (folder / "data/words").iterdir():
        path.write_text(dumped(yaml.load(path.read_bytes(), yaml.CBaseLoader)), "utf-8")  # noqa: S506
    return folder


@pytest.fixture(scope="module")
def stage(example, tmp_path_factory):
    """A project whose looks stay while each case gets facts and pages of its own."""
    folder = tmp_path_factory.mktemp("cases") / "project"
    shutil.copytree(example / "overrides", folder / "overrides")
    return folder


@pytest.fixture
def project(pristine, stage):
    return refreshed(pristine, stage)


def refreshed(pristine: Path, project: Path) -> Path:
    """A project with all its facts and pages as they were."""
    for name in ("data", "docs"):
        mirror(pristine / name, project / name)
    shutil.copy(pristine / "mkdocs.yml", project)
    return project


def mirror(source: Path, target: Path) -> None:
    """Make a folder what another one is. Most files of it are: no case changes many."""
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted(target.iterdir()):
        there = source / path.name
        if path.is_dir() and not path.is_symlink():
            if not there.is_dir():
                shutil.rmtree(path)
        elif path.is_symlink() or not (path.is_file() and there.is_file()):
            path.unlink()
    for path in sorted(source.iterdir()):
        other = target / path.name
        if path.is_dir():
            mirror(path, other)
        elif not (other.exists() and other.stat().st_mtime_ns == path.stat().st_mtime_ns):
            shutil.copy2(path, other)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_messages(case, project):
    story = yaml.safe_load(case.read_text("utf-8"))
    for file, change in story["change"].items():
        apply(project / file, change)
    assert messages_of(project) == [placed(project, message) for message in story["messages"]]


def messages_of(project: Path) -> list[str]:
    with pytest.raises(ProblemsFound) as caught:
        load_site(project)
    return [str(problem) for problem in caught.value.problems]


def placed(project: Path, message: str) -> str:
    """A message with the number of the line that its case names by the key of a word."""

    def numbered(found):
        return f"{found[1]}:{word_lines(project / found[1], found[2]).start + 1}:"

    return re.sub(r"\A(data/words/\w+\.yml):([a-z][a-z0-9_.-]*):", numbered, message)


def test_there_are_cases():
    assert len(CASES) >= 130


def test_each_case_says_its_mistake_first():
    for case in CASES:
        first = case.read_text("utf-8").partition("\n")[0]
        assert re.fullmatch(r"# [A-Z“].{10,110}\.", first), f"{case.name}: {first}"


def test_every_code_that_is_explained_has_a_case():
    explained = {code for codes in CODES.values() for code in codes}
    notes = set(re.findall(r'"([a-z-]+)"\)', note_source()))
    shown = set(re.findall(r"\[([a-z-]+)\]", "\n".join(c.read_text("utf-8") for c in CASES)))
    # What is wrong with a .po file: tests/generator/test_exchange.py.
    explained = {code for code in explained if not code.startswith("po-")}
    assert explained - notes - set(NOT_HERE) <= shown, sorted(explained - notes - shown)


def note_source() -> str:
    """What is only noted stops nothing: tests/generator/test_commands.py."""
    rooms = ("notes", "schedule", "sentences")
    return "\n".join((ROOT / f"hooks/projectsite/review/{n}.py").read_text("utf-8") for n in rooms)


def test_every_message_is_one_plain_sentence_or_more_with_its_place():
    for case in CASES:
        for message in yaml.safe_load(case.read_text("utf-8"))["messages"]:
            form = r"[^:]+(:([1-9][0-9]*|[a-z][a-z0-9_.-]*)(:[1-9][0-9]*)?)?: .+[^ ] \[[a-z-]+\]"
            assert re.fullmatch(form, message), f"{case.name}: {message}"
            assert len(message) < 600, f"{case.name}: {message}"


LOAN = "data/outcomes/lamp-loan.yml"
KICK_OFF = "data/outcomes/kick-off.yml"
FORUM = "data/clusters/skimrefoss.yml"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (FORUM, 'country: "NO"', "country: NO"),
        (FORUM, 'languages: ["no", en]', "languages: [no, en]"),
        (FORUM, "name: Skimrefoss Forum", "name: 1.10"),
        (FORUM, "name: Skimrefoss Forum", "name: 010"),
        (FORUM, "name: Skimrefoss Forum", "name: 12:30:45"),
        (FORUM, "name: Skimrefoss Forum", "name: yes"),
        (FORUM, "name: Skimrefoss Forum", "name: null"),
        (FORUM, "name: Skimrefoss Forum", "name: Forum & Co. (C#, 100 %)"),
        (FORUM, "name: Skimrefoss Forum", "name: Forum # a comment"),
        (FORUM, "founded: 2014", "founded: # not known"),
        (FORUM, "founded: 2014", 'founded: "2014"'),
        (FORUM, "position: [61.60, 5.03]", "position:\n  - 61.60\n  - 5.03"),
        (KICK_OFF, "date: 2019-04-09", 'date: "2019-04-09"'),
        (KICK_OFF, "date: 2019-04-09", "date: 2019"),
        (LOAN, "  en: Lamps and sensors on loan", "  en: 'Lamps: on loan'"),
        (LOAN, "  en: Lamps and sensors on loan", "  en: >-\n    *Lamps*: on # loan"),
        (LOAN, "clusters: [hohdelampo, skimrefoss]", "clusters: []"),
    ],
)
def test_what_is_right_is_never_refused(project, file, old, new):
    path = project / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert load_site(project)


@pytest.mark.parametrize(
    "saved",
    [
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: text.rstrip("\n").encode(),
        lambda text: b"---\n" + text.encode(),
    ],
    ids=["byte order mark", "Windows line ends", "old Mac line ends", "no last line end", "dashes"],
)
def test_files_as_other_programs_save_them(project, saved):
    path = project / LOAN
    before = load_site(project).project.outcomes["lamp-loan"]
    path.write_bytes(saved(path.read_text("utf-8")))
    assert load_site(project).project.outcomes["lamp-loan"] == before


@pytest.mark.parametrize(
    "saved",
    [
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
    ],
    ids=["byte order mark", "Windows line ends"],
)
def test_pages_as_other_programs_save_them(project, saved):
    path = project / "docs/en/project.md"
    before = [page.text for page in load_site(project).prose]
    path.write_bytes(saved(path.read_text("utf-8")))
    assert [page.text for page in load_site(project).prose] == before
