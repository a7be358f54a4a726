"""Golden files: wrong data or pages → the exact messages. One file a case, for anybody to review.

Its first line says the mistake as an editor would. `change` names files of tests/example/ and what
becomes of each; `messages` holds every message that must come, and no other.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml

from conftest import ROOT, assemble_example
from projectsite.problems import ProblemsFound
from projectsite.review.codes import CODES
from projectsite.site import load_site

CASES = sorted((ROOT / "tests").glob("problems/*.yml"))
NOT_HERE = {
    "file-unwritable": "the disk's doing: tests/generator/test_exchange.py",
    "template": "a broken partial is not the editors' doing",
    "value": "every kind of error of the model has a sentence of its own; this is for new ones",
}
"""Codes that no change of data or pages can bring about."""


@pytest.fixture(scope="module")
def pristine(tmp_path_factory):
    return assemble_example(tmp_path_factory.mktemp("pristine") / "project")


@pytest.fixture(scope="module")
def looks(pristine, tmp_path_factory):
    """A project whose looks stay while each case gets facts and pages of its own."""
    folder = tmp_path_factory.mktemp("cases") / "project"
    shutil.copytree(pristine / "overrides", folder / "overrides")
    return folder


@pytest.fixture
def project(pristine, looks):
    return refreshed(pristine, looks)


def refreshed(pristine: Path, project: Path) -> Path:
    """A project with all its facts and pages as they were."""
    for name in ("data", "docs"):
        if (project / name).exists():
            shutil.rmtree(project / name)
        shutil.copytree(pristine / name, project / name)
    shutil.copy(pristine / "mkdocs.yml", project)
    return project


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_messages(case, project):
    story = yaml.safe_load(case.read_text("utf-8"))
    for file, change in story["change"].items():
        apply(project / file, change)
    assert messages_of(project) == story["messages"]


def messages_of(project: Path) -> list[str]:
    with pytest.raises(ProblemsFound) as caught:
        load_site(project)
    return [str(problem) for problem in caught.value.problems]


def apply(path: Path, change) -> None:
    """One change, or a list of them. A text is the whole new file; the rest says what it is."""
    for one in change if isinstance(change, list) else [change]:
        match one:
            case str():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(one, encoding="utf-8")
            case {"delete": True}:
                path.unlink() if path.is_file() else shutil.rmtree(path)
            case {"link to": str(target)}:
                path.symlink_to(target)
            case {"folder": True}:
                path.unlink(missing_ok=True)
                path.mkdir(parents=True)
            case {"rename": str(name)}:
                path.rename(path.with_name(name))
            case {"save as": str(encoding)}:
                path.write_bytes(path.read_text("utf-8").encode(encoding))
            case {"replace": str(old), "by": new}:
                text = path.read_text("utf-8")
                assert old in text, f"{path.name} does not hold {old!r}"
                path.write_text(text.replace(old, written(new), 1), encoding="utf-8")
            case _:
                raise AssertionError(f"no such change: {one}")


def written(text) -> str:
    """A text, or one that is repeated: {repeat: x, times: 300000}."""
    return text["repeat"] * text["times"] if isinstance(text, dict) else text


def test_there_are_cases():
    assert len(CASES) >= 130


def test_each_case_says_its_mistake_first():
    for case in CASES:
        first = case.read_text("utf-8").partition("\n")[0]
        assert re.fullmatch(r"# [A-Z“].{10,110}\.", first), f"{case.name}: {first}"


def test_every_code_that_is_explained_has_a_case():
    explained = {code for codes in CODES.values() for code in codes}
    notes = set(re.findall(r'"([a-z-]+)"\)$', note_source(), re.MULTILINE))
    shown = set(re.findall(r"\[([a-z-]+)\]", "\n".join(c.read_text("utf-8") for c in CASES)))
    # What is wrong with a .po file: tests/generator/test_exchange.py.
    explained = {code for code in explained if not code.startswith("po-")}
    assert explained - notes - set(NOT_HERE) <= shown, sorted(explained - notes - shown)


def note_source() -> str:
    """What is only noted stops nothing: tests/generator/test_commands.py."""
    return (ROOT / "hooks/projectsite/review/notes.py").read_text("utf-8")


def test_every_message_is_one_plain_sentence_or_more_with_its_place():
    for case in CASES:
        for message in yaml.safe_load(case.read_text("utf-8"))["messages"]:
            form = r"[^:]+(:[1-9][0-9]*(:[1-9][0-9]*)?)?: .+[^ ] \[[a-z-]+\]"
            assert re.fullmatch(form, message), f"{case.name}: {message}"
            assert len(message) < 600, f"{case.name}: {message}"


def test_the_example_itself_has_no_problem(example):
    assert load_site(example).project.outcomes


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
