"""The guides tell what the code does: every macro, field, code and wing."""

from __future__ import annotations

import ast
import inspect
import re
import shutil
from enum import StrEnum
from pathlib import Path
from typing import get_args

import pytest
import yaml
from pydantic import BaseModel

from conftest import ROOT, build
from projectsite.__main__ import main
from projectsite.facts import loading, model, vocabulary
from projectsite.facts.own_words import OwnWords
from projectsite.files.layout import CODES_GUIDE, FIELDS_GUIDE, GUIDES
from projectsite.files.writing import outdated
from projectsite.review.codes import CODES
from projectsite.review.guide import draw_guides
from projectsite.site import load_site
from test_repository import PACKAGE, WINGS

EDITING = (ROOT / "EDITING.md").read_text("utf-8")
RECIPES = (ROOT / "RECIPES.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
TELLERS = {
    "Problem",
    "problem",
    "_problem",
    "told",
    "_told",
    "_stop",
    "_say",
    "_Refused",
    "_note",
    "problem_at",
}


def models():
    for kind in vars(model).values():
        if (
            inspect.isclass(kind)
            and issubclass(kind, BaseModel)
            and kind.__module__ == model.__name__
        ):
            yield kind


def is_closed_list(kind):
    return inspect.isclass(kind) and issubclass(kind, StrEnum) and kind is not StrEnum


def codes_in_the_source():
    """The last argument of every call that makes a problem."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                last = node.args[-1]
                if name in TELLERS and isinstance(last, ast.Constant):
                    found.add(last.value)
            if isinstance(node, ast.Assign) and path.name == "loading.py":
                found |= set(codes_assigned(node))
    return {code for code in found if isinstance(code, str)}


def codes_assigned(node):
    """said, code = "…", "form" and code = "form"."""
    for target in node.targets:
        names = target.elts if isinstance(target, ast.Tuple) else [target]
        values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
        for name, value in zip(names, values, strict=False):
            if getattr(name, "id", "") == "code" and isinstance(value, ast.Constant):
                yield value.value


def test_the_reference_pages_are_written_from_the_code():
    assert list(outdated(ROOT, draw_guides(OwnWords()))) == [], "run make guide"


def test_every_code_is_explained_and_every_explained_code_exists():
    explained = [code for codes in CODES.values() for code in codes]
    assert len(explained) == len(set(explained))
    # Two kinds of error carry their own name as the code.
    named = {"date", "yes-or-no", "url", "value", *(code for code, _ in loading._TOLD.values())}
    assert set(explained) == codes_in_the_source() | named


@pytest.mark.parametrize("kind", list(models()), ids=lambda kind: kind.__name__)
def test_every_field_has_a_sentence_and_a_row(kind):
    fields = draw_guides(OwnWords())[FIELDS_GUIDE]
    for name, field in kind.model_fields.items():
        assert field.description, f"{kind.__name__}.{name} has no sentence under it"
        sentence = " ".join(field.description.split())
        star = r"\\\*" if field.is_required() else ""
        row = rf"\| `{name}`{star} \| [^|]+ \| {re.escape(sentence)}( One of .*)? \|"
        assert re.search(row, fields), f"{kind.__name__}.{name}: {sentence}"


def lists_of_the_model():
    """The closed lists that a field of a record is one of."""
    used = {f.annotation for kind in models() for f in kind.model_fields.values()}
    used |= {part for annotation in used for part in get_args(annotation)}
    return [kind for kind in vars(vocabulary).values() if is_closed_list(kind) and kind in used]


@pytest.mark.parametrize("closed", lists_of_the_model())
def test_every_value_of_a_closed_list_is_in_the_guide(closed):
    row = next(
        row
        for row in draw_guides(OwnWords())[FIELDS_GUIDE].splitlines()
        if "| one of a list |" in row and all(value in row for value in closed)
    )
    assert row.startswith("| `")


def test_the_command_writes_what_is_out_of_date(tmp_path, capsys):
    (tmp_path / "data").mkdir()
    (tmp_path / "data/project.yml").write_text("acronym: LAMPS\n")
    assert main(["guide", "--root", str(tmp_path), "--check"]) == 1
    assert f"{CODES_GUIDE}: out of date. Run: make guide" in capsys.readouterr().out
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["project.yml"]
    assert main(["guide", "--root", str(tmp_path)]) == 0
    assert f"{CODES_GUIDE}: written." in capsys.readouterr().out
    assert main(["guide", "--root", str(tmp_path), "--check"]) == 0
    assert capsys.readouterr().out == "All files are up to date.\n"


def test_guides_beside_data_and_pages_are_no_part_of_the_site(example, tmp_path):
    project = tmp_path / "project"
    shutil.copytree(example, project)
    for file in GUIDES:
        (project / file).parent.mkdir(exist_ok=True)
        (project / file).write_text("# Read on GitHub\n\n{{ nothing() }}\n", "utf-8")
    assert len(load_site(project).prose) == len(load_site(example).prose)
    site = build(project, tmp_path / "site").folder
    assert "Read on GitHub" not in "".join(
        path.read_text("utf-8", "replace") for path in site.rglob("*") if path.is_file()
    )
    assert not list(site.rglob("*.md"))


def test_every_wing_is_in_the_guide_for_developers():
    for name in WINGS:
        assert f"`{name}`" in CONTRIBUTING, name


def test_every_goal_of_make_that_a_guide_names_exists():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    goals = set(re.findall(r"^([a-z-]+):.*##", makefile, re.MULTILINE))
    for text in (README, CONTRIBUTING, EDITING, RECIPES):
        assert (
            set(re.findall(r"\bmake ([a-z]+(?:-[a-z]+)*)(?=[`\n]| +#| ARGS| TITLE)", text)) <= goals
        )


def test_links_between_the_guides_lead_somewhere():
    files = [*GUIDES, *(path.name for path in ROOT.glob("*.md")), "benchmarks/README.md"]
    for file in files:
        path = ROOT / file
        text = re.sub(r"```.*?```|`[^`\n]*`", "", path.read_text("utf-8"), flags=re.DOTALL)
        for target, anchor in re.findall(r"\]\(([^)#\s]*)#?([^)\s]*)\)", text):
            if "://" not in target:
                led_to = path.parent / target if target else path
                assert led_to.exists(), (file, target)
                assert not anchor or anchor in anchors(led_to), (file, target, anchor)


def anchors(path: Path) -> set[str]:
    """The headings of a page as GitHub's links name them."""
    headings = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


def test_what_a_mistake_looks_like():
    """The messages in the guides are those of golden files (tests/problems/)."""
    golden = {
        message
        for case in (ROOT / "tests/problems").glob("*.yml")
        for message in yaml.safe_load(case.read_text("utf-8"))["messages"]
    }
    for text, least in ((README, 3), (EDITING, 1)):
        told = re.findall(r"^ *((?:data|docs)/\S+:\d+:\d+: .* \[[a-z-]+\])$", text, re.MULTILINE)
        assert len(told) >= least
        assert set(told) <= golden
