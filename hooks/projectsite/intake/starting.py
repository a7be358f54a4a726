"""A new project: a folder with all that a site needs, in the words of its own consortium."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from ..exchange.export import export_po
from ..exchange.new_language import translated_into
from ..facts.folders import CLUSTERS
from ..facts.own_words import FOLDER, OwnWords
from ..facts.programmes import programme
from ..facts.schema import draw_schemas
from ..files.folders import make_folder
from ..files.layout import DATA, DOCS, LEDGER, LOCK, MENU, PROJECT, words_file
from ..files.lock import alone
from ..files.names import slug
from ..files.texts import line_fault
from ..files.writing import write_files
from ..files.yaml.sheets import read_sheet
from ..problems import Problem, ProblemsFound
from ..review.accepting import accepted, unrecorded
from ..review.guide import draw_guides
from ..site import load_site
from ..words.codes import language_fault
from ..words.dates import PartialDate
from ..words.text import Locale
from .forms import draw_forms
from .proposal import Proposal
from .records import written

GUIDES = ("EDITING.md", "RECIPES.md", "data/README.md", "docs/assets/README.md")
"""The pages for editors that are written by hand."""
LICENCE = "LICENSE"
STARTER = Path(__file__).parents[1] / "starter"
CODE = Path(__file__).parents[3]
"""The folder that the generator came in: its code goes into the new project too."""
LONGEST_ACRONYM = 40
GRANT_AGREEMENT = "grant-agreement"
"""The id of the document that the facts of a new project come from."""
OWN = OwnWords(partners=True)
"""A new project has partners; whether they are clusters nobody asks."""


@dataclass(frozen=True)
class Answers:
    """What a new project says of itself."""

    acronym: str
    title: str
    programme: str
    number: str
    """Of the grant agreement; may be empty where the programme's sentence does not name it."""
    languages: tuple[str, ...]
    """The default one first. Of one without pages and words a .po file is written, to translate."""
    partners: Path
    """A table of the partners, the coordinator first."""
    start: str
    """The first month: 2025-01."""
    months: int
    authority: str = ""
    """The granting authority, where the programme's disclaimer names it."""


@cache
def starter_languages() -> tuple[str, ...]:
    """The languages that pages and words are there for."""
    return tuple(sorted(path.stem for path in (STARTER / "pages").glob("*.yml")))


def start_project(folder: Path, answers: Answers) -> int:
    """Write a whole project into a folder that is empty or not there; returns how many partners.

    Raises ProblemsFound for answers that do not make a project, and for a folder that holds
    something. Nothing is written then.
    """
    if problems := list(_wrong(folder, answers)):
        raise ProblemsFound(problems)
    further = [one for one in answers.languages if one not in starter_languages()]
    own = tuple(one for one in answers.languages if one not in further)
    answers = replace(answers, languages=own)
    with _made(folder) as root:
        _copy_generator(root)
        partners = _partners(root, answers)
        write_files(root, {**partners, **dict(_files(answers, partners))})
        site = load_site(root)
        write_files(root, {**draw_schemas(root), **draw_guides(OWN), **draw_forms(root)})
        # The words and pages of the starter are translations of each other.
        ledger = accepted(site.translations, unrecorded(site.translations))
        write_files(root, {LEDGER: ledger.text()})
        # Names of countries, languages and months are there: those of CLDR. The rest are gaps.
        asked = {f"{one}.po": export_po(translated_into(site, one), Locale(one)) for one in further}
        write_files(root, asked)
    return len(partners)


_NEW = ".projectsite-new"
"""The folder in which a project is made within the one that it is for."""


@contextmanager
def _made(folder: Path) -> Iterator[Path]:
    """A folder to make a project in, which takes the place of an empty one in the end, or comes
    where none is. Of two at once the second one is refused."""
    if not folder.exists():
        around = Path(os.path.realpath(folder)).parent
        make_folder(around)
        with tempfile.TemporaryDirectory(dir=around, prefix=".projectsite-") as temporary:
            yield Path(temporary) / "project"
            (Path(temporary) / "project").rename(folder)
        return
    # It may be where somebody stands, or a mount point: no other can be put in its place.
    with alone(folder):
        if _holds_others(folder):
            raise ProblemsFound([_occupied(folder)])
        root = folder / _NEW
        try:
            if root.exists():  # of one that was killed
                shutil.rmtree(root)
            yield root
            if _holds_others(folder):  # it has come meanwhile
                raise ProblemsFound([_occupied(folder)])
            _move(root, folder)
        finally:
            shutil.rmtree(root, ignore_errors=True)


def _move(root: Path, folder: Path) -> None:
    """Put all that is in a folder into another one of the same disk, or nothing."""
    moved: list[str] = []
    try:
        for path in root.iterdir():
            path.rename(folder / path.name)
            moved.append(path.name)
    except BaseException:
        for name in moved:
            (folder / name).rename(root / name)
        raise


def _holds_others(folder: Path) -> bool:
    """Whether a folder holds what no set-up has left."""
    return any(path.name not in (LOCK, _NEW) for path in folder.iterdir())


def _occupied(folder: Path) -> Problem:
    said = "something is here already. Name a new folder."
    return Problem(str(folder), 0, 0, said, "exists")


def _wrong(folder: Path, answers: Answers) -> Iterator[Problem]:
    here = Path(os.path.realpath(folder))  # a link may lead to itself
    if here == CODE or CODE in here.parents:
        said = "this lies in the folder of the generator. Name one beside it."
        yield Problem(str(folder), 0, 0, said, "exists")
    elif folder.exists() and (not folder.is_dir() or _holds_others(folder)):
        yield _occupied(folder)
    if not (CODE / "hooks/mkdocs_hooks.py").is_file():
        said = "run this in the folder of the generator: its code goes into the new project."
        yield Problem(str(CODE), 0, 0, said, "missing-file")
    yield from _wrong_answers(answers)


def _wrong_answers(answers: Answers) -> Iterator[Problem]:
    def told(name: str, said: str, code: str = "form") -> Problem:
        return Problem(f"--{name}", 0, 0, said, code)

    for name in ("acronym", "title"):
        if not getattr(answers, name).strip():
            yield told(name, "this is needed.", "missing-field")
    for name in ("acronym", "title", "number", "authority"):
        if fault := line_fault(getattr(answers, name)):
            yield told(name, fault)
    known = starter_languages()
    for language in answers.languages:
        if language not in known and (fault := language_fault(language)):
            yield told("languages", fault, "unknown-language")
    if not answers.languages or answers.languages[0] not in known:
        said = f"begin with one of {', '.join(known)}, in which there are pages and words."
        yield told("languages", said, "missing-field")
    if len(answers.acronym) > LONGEST_ACRONYM:
        yield told("acronym", f"a short name has {LONGEST_ACRONYM} characters.", "too-long")
    if not re.fullmatch(r"(19|20)\d{2}-(0[1-9]|1[0-2])", answers.start):
        yield told("start", "write the first month as 2025-01.", "date")
    if not 1 <= answers.months <= 240:
        yield told("months", "a project has 1 to 240 months.", "out-of-range")
    if "{number}" in _sentences(answers.programme) and not answers.number:
        yield told("number", f"the sentence of {answers.programme} names it.", "missing-field")


def _sentences(id: str) -> str:
    return " ".join(said for text in programme(id).sentences for said in text.root.values())


def _copy_generator(root: Path) -> None:
    root.mkdir()
    made_of = _starter("project")
    ignored = shutil.ignore_patterns(*made_of["left"])
    for name in made_of["generator"]:
        source = CODE / name
        if source.is_dir():
            shutil.copytree(source, root / name, ignore=ignored, symlinks=False)
        elif source.is_file():
            shutil.copy(source, root / name)
    # The generator may be one that nobody but its installer can write into.
    for path in root.rglob("*"):
        path.chmod(path.stat().st_mode | (0o700 if path.is_dir() else 0o600))


def _partners(root: Path, answers: Answers) -> dict[str, str]:
    """The data file of each partner, by its path."""
    proposal = Proposal(root, OWN, answers.languages[0], GRANT_AGREEMENT, {})
    files = proposal.take(CLUSTERS, answers.partners).files
    if not files:
        said = "the table names no partner. The first one is the coordinator."
        raise ProblemsFound([Problem(answers.partners.name, 0, 0, said, "table")])
    return files


def _files(answers: Answers, partners: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    coordinator = Path(next(iter(partners))).stem
    yield PROJECT, _project(answers, coordinator)
    yield MENU, _menu(answers)
    readme = (STARTER / "README.md").read_text("utf-8")
    yield "README.md", readme.replace("{acronym}", answers.acronym)
    yield "pyproject.toml", _package((CODE / "pyproject.toml").read_text("utf-8"), answers.acronym)
    yield from ((guide, _guide((CODE / guide).read_text("utf-8"))) for guide in GUIDES)
    yield LICENCE, _licence((CODE / LICENCE).read_text("utf-8"), answers.acronym)
    yield "CHANGELOG.md", f"# Changes\n\nThe site of {answers.acronym} begins.\n"
    for language in answers.languages:
        yield words_file(language), _words(language)
        for page, text in _pages(language, answers):
            yield f"{DOCS}/{language}/{page}", text


def _package(text: str, acronym: str) -> str:
    """pyproject.toml in the name of the new project."""
    called = slug(acronym) or "project"
    for line in (
        f'name = "{called}-site"',
        f'description = "The multilingual static website of the {called} consortium"',
        f'authors = [{{ name = "The {called} consortium" }}]',
    ):
        # A slug has nothing that re.sub would read.
        text = re.sub(rf"(?m)^{line.split()[0]} = .*$", line, text, count=1)
    return text


def _guide(text: str) -> str:
    """A page for editors in the words of the project, but for the line that explains both words."""
    both = f"{DATA}/{FOLDER}/"
    lines = text.splitlines(keepends=True)
    return "".join(line if both in line else OWN.said(line) for line in lines)


def _licence(text: str, acronym: str) -> str:
    """The licence of the code stays as it is; what it says of the texts is of the new project."""
    code, dashes, texts = text.rpartition("---")
    return (
        code + dashes + re.sub(r"the \S+ consortium", lambda _: f"the {acronym} consortium", texts)
    )


def _project(answers: Answers, coordinator: str) -> str:
    language, end = answers.languages[0], _last_month(answers)
    fields: dict[str, Any] = {
        "acronym": answers.acronym,
        "title": {language: answers.title},
        "summary": {language: f"{answers.acronym}: {answers.title}."},
        "consortium": {language: f"{answers.acronym}."},
        "languages": list(answers.languages),
        "programme": answers.programme,
        "start": answers.start,
        "end": end,
        "duration": answers.months,
        "coordinator": coordinator,
        "documents": [{"id": GRANT_AGREEMENT, "title": {language: "Grant agreement"}}],
        "sources": [{"document": GRANT_AGREEMENT}],
    }
    if "{authority}" in _sentences(answers.programme):
        # True as it stands; the name of the authority is better.
        fields["granting_authority"] = {language: answers.authority or "the granting authority"}
    if answers.number:
        fields["grant"] = {"number": answers.number}
    comment = (
        "Shown on every page; the fields are explained in data/FIELDS.md. Say in “summary” what "
        "the\n# project is for, and in “consortium” who works together in it."
    )
    return written(fields, comment)


def _last_month(answers: Answers) -> str:
    last = PartialDate.parse(answers.start).months + answers.months - 1
    # A project of one month ends in the month after: start and end are never the same.
    last = max(last, PartialDate.parse(answers.start).months + 1)
    return f"{last // 12:04}-{last % 12 + 1:02}"


def _menu(answers: Answers) -> str:
    text = (CODE / MENU).read_text("utf-8")
    name = written({"site_name": answers.acronym}).strip()
    made_of = _starter("project")
    called = _labels(answers.languages[0])
    pages = "".join(f"  - {called[key]}: {page}\n" for key, page in made_of["menu"].items())
    pages += f"  - {called['footer']}:\n"
    pages += "".join(f"      - {called[key]}: {page}\n" for key, page in made_of["footer"].items())
    slug = re.sub(r"[^a-z0-9]+", "-", answers.acronym.casefold()).strip("-") or "project"
    text = re.sub(r"(?m)^site_name: .*$", lambda _: name, text)
    text = re.sub(
        r"(?m)^(site_url: !ENV \[SITE_URL, ).*\]$", rf"\1https://example.org/{slug}/]", text
    )
    text = re.sub(
        r"(?m)^(repo_url: !ENV \[REPO_URL, ).*\]$", rf"\1https://example.org/{slug}-source]", text
    )
    # It needs a repository on GitHub.
    text = re.sub(r"(?m)^(  admin: ).*$", r"\1no", text)
    return re.sub(r"(?ms)^nav:\n.*?\n(?=\n)", lambda _: f"nav:\n{pages}", text)


def _labels(language: str) -> Mapping[str, str]:
    """The words of the menu, in the default language, by their keys."""
    words = read_sheet(CODE / words_file(language), words_file(language)).value["nav"]
    return {key: word for key, word in words.items() if isinstance(word, str)}


def _words(language: str) -> str:
    """The words of the interface, with the consortium's partners in the place of clusters."""
    text = (CODE / words_file(language)).read_text("utf-8")
    words = read_sheet(CODE / words_file(language), words_file(language)).value
    for key, word in _starter("words")[language].items():
        *above, name = key.split(".")
        part = words
        for step in above:
            part = part[step]
        part[name] = word
    head = "".join(f"{line}\n" for line in text.splitlines() if line.startswith("#"))
    return head + written(words)


def _pages(language: str, answers: Answers) -> Iterator[tuple[str, str]]:
    for page, fields in _starter(f"pages/{language}").items():
        text = fields.pop("text")
        if page == "index.md":
            fields["template"] = "home.html"
        said = {name: value.replace("{acronym}", answers.acronym) for name, value in fields.items()}
        yield page, f"---\n{written(said)}---\n{text}"


def _starter(name: str) -> Any:
    """A file of the starter; texts only, as all data of a project."""
    return read_sheet(STARTER / f"{name}.yml", f"starter/{name}.yml").value
