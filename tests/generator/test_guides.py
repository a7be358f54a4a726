"""The guides tell what the code does: every macro, field, code and module."""

from __future__ import annotations

import ast
import inspect
import re

import pytest
from pydantic import BaseModel

from conftest import ROOT
from projectsite.facts import model, vocabulary
from projectsite.macros import NAMES, Macros
from projectsite.prose.checks import KEYS
from test_repository import PACKAGE, WINGS

EDITING = (ROOT / "EDITING.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
TELLERS = {"Problem", "problem", "_problem", "told", "_told", "_stop", "_say", "_Refused"}


def models():
    for kind in vars(model).values():
        if (
            inspect.isclass(kind)
            and issubclass(kind, BaseModel)
            and kind.__module__ == model.__name__
        ):
            yield kind


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


def test_every_code_is_explained_and_every_explained_code_exists():
    explained = set(re.findall(r"^- `([a-z-]+)` – ", EDITING, re.MULTILINE))
    # Two kinds of error carry their own name as the code.
    assert explained == codes_in_the_source() | {"date", "yes-or-no", "url"}


def test_every_macro_is_in_the_guide_in_the_words_of_its_docstring():
    for name in NAMES:
        text = inspect.getdoc(getattr(Macros, name))
        sentence, _, examples = text.partition("\n\n")
        assert f"| `{name}` | {' '.join(sentence.split())} |" in EDITING
        for line in examples.splitlines():
            assert line in EDITING, line


@pytest.mark.parametrize("kind", list(models()), ids=lambda kind: kind.__name__)
def test_every_field_is_in_the_guide_in_the_words_of_the_model(kind):
    for name, field in kind.model_fields.items():
        assert field.description, f"{kind.__name__}.{name} has no sentence under it"
        sentence = " ".join(field.description.split())
        star = r"\\\*" if field.is_required() else ""
        row = rf"\| `{name}`{star} \| [^|]+ \| {re.escape(sentence)} \|"
        assert re.search(row, EDITING), f"{kind.__name__}.{name}: {sentence}"


@pytest.mark.parametrize(
    "closed",
    [
        vocabulary.OutcomeType,
        vocabulary.Relation,
        vocabulary.Status,
        vocabulary.Programme,
        vocabulary.Hue,
    ],
)
def test_every_value_of_a_closed_list_is_in_the_guide(closed):
    for value in closed:
        assert f"`{value}`" in EDITING


def test_the_fields_of_a_page_are_in_the_guide():
    for key in KEYS:
        assert f"`{key}`" in EDITING


def test_every_wing_is_in_the_guide_for_developers():
    for name in WINGS:
        assert f"`{name}`" in CONTRIBUTING, name


def test_every_goal_of_make_that_a_guide_names_exists():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    goals = set(re.findall(r"^([a-z-]+):.*##", makefile, re.MULTILINE))
    for text in (README, CONTRIBUTING):
        assert set(re.findall(r"`make ([a-z-]+)", text)) <= goals


def test_links_between_the_guides_lead_somewhere():
    for name in ("README.md", "EDITING.md", "CONTRIBUTING.md", "CHANGELOG.md", "data/README.md"):
        path = ROOT / name
        text = re.sub(r"```.*?```|`[^`]*`", "", path.read_text("utf-8"), flags=re.DOTALL)
        for target in re.findall(r"\]\(([^)#\s]+)", text):
            if "://" not in target:
                assert (path.parent / target).exists(), (name, target)


def test_what_a_mistake_looks_like(tmp_path):
    """The messages in README.md are what the check says of the real data."""
    from conftest import copy_project
    from projectsite.problems import ProblemsFound
    from projectsite.site import load_site

    project = copy_project(tmp_path / "project")
    outcome = project / "data/outcomes/berlin-training.yml"
    text = outcome.read_text("utf-8").replace("work_package: WP1", "work_package: WP9")
    outcome.write_text(text, encoding="utf-8")
    with pytest.raises(ProblemsFound) as caught:
        load_site(project)
    assert str(caught.value.problems[0]) in README
    assert str(caught.value.problems[0]) in EDITING
