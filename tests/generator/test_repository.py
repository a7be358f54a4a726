"""The house keeps its rules: the one-way arrow, pages without logic, locks without addresses."""

from __future__ import annotations

import ast
import re
import tomllib
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
import yaml

from conftest import ROOT

PACKAGE = ROOT / "hooks/projectsite"

WINGS = (
    *("problems", "files", "words", "facts", "addresses", "laws", "prose", "translations"),
    *(
        "page",
        "views",
        "formats",
        "kit",
        "macros",
        "site",
        "editor",
        "build",
        "visits",
        "review",
        "exchange",
        "intake",
        "changes",
        "freeze",
        "__main__",
    ),
)
"""The folders and front-door modules of the package, in the order of the arrow."""


@cache
def modules() -> dict[str, Path]:
    found = {}
    for path in PACKAGE.rglob("*.py"):
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        found[name.removesuffix(".__init__") if name != "__init__" else ""] = path
    return found


@cache
def imports(name: str, path: Path) -> frozenset[str]:
    """The modules of the package that a module imports, and other packages by their first part."""
    found = set()
    parents = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
    known = modules()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add(str(node.module).split(".")[0])
        elif isinstance(node, ast.ImportFrom):
            above = [part for part in parents if part]
            above = above[: len(above) - node.level + 1]
            start = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                inner = f"{start}.{alias.name}".strip(".")
                found.add(inner if inner in known else start)
    return frozenset(found)


def wing(module: str) -> str:
    return module.partition(".")[0]


def test_every_module_has_its_place_in_the_arrow():
    assert {wing(name) for name in modules() if name} == set(WINGS)


@pytest.mark.parametrize("name", sorted(name for name in modules() if name))
def test_a_module_imports_from_its_own_wing_and_those_before(name):
    allowed = WINGS[: WINGS.index(wing(name)) + 1]
    ours = {module for module in imports(name, modules()[name]) if wing(module) in WINGS}
    late = sorted(module for module in ours if wing(module) not in allowed)
    assert not late, f"{name} imports {late}"


def test_no_module_imports_itself_in_a_circle():
    graph = {name: imports(name, path) & modules().keys() for name, path in modules().items()}
    list(TopologicalSorter(graph).static_order())  # raises CycleError, which names the circle


@pytest.mark.parametrize("library", ["mkdocs", "mkdocs_static_i18n", "mkdocs_macros", "material"])
def test_only_the_hook_knows_mkdocs(library):
    users = [name for name, path in modules().items() if library in imports(name, path)]
    assert users == []


@pytest.mark.parametrize(
    ("library", "user"),
    [
        (
            "yaml",
            {
                "files.yaml.sheets",
                "files.yaml.mistakes",
                "files.yaml.styles",
                "intake.records",
                "files.yaml.amending",
                "files.yaml.canonical",
                "prose.menu",
                "prose.settings",
            },
        ),
        ("jinja2", {"page.rendering"}),
    ],
)
def test_one_module_for_a_library(library, user):
    assert {name for name, path in modules().items() if library in imports(name, path)} == user


def test_partials_are_drawings():
    for path in (ROOT / "overrides/project").glob("*.html"):
        text = path.read_text("utf-8")
        assert text.startswith("{#- "), f"{path.name} does not say what it draws"
        assert len(text.splitlines()) <= 50, f"{path.name} is too long for one visible thing"
        for logic in ("| sort", "|sort", "| selectattr", "| groupby", "| safe", "|safe", "style="):
            assert logic not in text, f"{path.name}: {logic}"


def test_every_word_is_used_and_every_word_used_exists(example_site):
    """A key that nothing looks up is dead; a key that is not there would stop a build."""
    sources = [*(ROOT / "overrides").rglob("*.html"), *PACKAGE.rglob("*.py")]
    text = "\n".join(path.read_text("utf-8") for path in sources)
    words = example_site.wordings[example_site.project.default_locale]
    families = (
        "type.",
        "status.",
        "relation.",
        "fact.",
        "nav.",
        "funding.",
        "known.",
        "stage.",
        "nature.",
        "level.",
        "purpose.",
        "label.",
        "group.",
        "synonyms.",
    )
    for key in words:
        quoted = f'"{key}"' in text or f"'{key}'" in text
        assert quoted or key.startswith(families), f"no one uses the word {key}"
    for key in re.findall(r"""\bt\(["']([a-z_.-]+)["']""", text):
        assert key in words, f"the word {key} is used and missing"


OF_ANY_PROJECT = {"site", "built", "pages", "served"}
"""Fixtures of tests/site/: what they give is today's content."""
READERS = {"load_site", "load_project", "build", "copy_project"}


def reads_of_the_real_project(module: ast.Module) -> set[str]:
    """What a module of tests takes from the real project: fixtures that are not its own, calls."""
    functions = [node for node in module.body if isinstance(node, ast.FunctionDef)]
    asked = {
        argument.arg
        for node in functions
        if node.name.startswith("test_")
        or "fixture" in "".join(map(ast.unparse, node.decorator_list))
        for argument in node.args.args
    }
    calls = {
        node.func.id
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if node.func.id == "copy_project" or "ROOT" in map(ast.unparse, node.args)
    }
    return (asked & OF_ANY_PROJECT - {node.name for node in functions}) | (calls & READERS)


def test_tests_of_the_generator_do_not_read_the_real_project():
    """An edit of data/ or docs/ turns none of them red.

    One edits copies by rule; one looks for names of records in the others.
    """
    found = {}
    for path in (ROOT / "tests/generator").glob("*.py"):
        if reads := reads_of_the_real_project(ast.parse(path.read_text("utf-8"))):
            found[path.name] = reads
    assert found == {
        "test_edits.py": {"copy_project"},
        "test_names_of_data.py": {"load_project"},
    }


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_locks_pin_everything_and_name_no_address(name):
    text = (ROOT / name).read_text("utf-8")
    assert "://" not in text
    packages = re.findall(r"^([A-Za-z0-9._-]+)==", text, re.MULTILINE)
    assert {"mkdocs", "mkdocs-material", "mkdocs-macros-plugin", "mkdocs-static-i18n"} <= set(
        packages
    )
    assert "mkdocs-i18n" not in packages
    entries = re.split(r"\n(?=[A-Za-z0-9])", text)
    pinned = [entry for entry in entries if re.match(r"[A-Za-z0-9._-]+==", entry)]
    assert len(pinned) == len(packages)
    assert all("--hash=sha256:" in entry for entry in pinned)


def test_the_lock_of_the_comparison_holds_hugo_and_no_address():
    text = (ROOT / "benchmarks/requirements.lock").read_text("utf-8")
    assert "://" not in text
    assert re.findall(r"^([A-Za-z0-9._-]+)==", text, re.MULTILINE) == ["hugo"]
    assert "--hash=sha256:" in text


def test_workflows_are_pinned_and_least():
    for path in (ROOT / ".github/workflows").glob("*.yml"):
        text = path.read_text("utf-8")
        workflow = yaml.safe_load(text)
        assert workflow["permissions"] == {}
        assert "pull_request_target" not in text
        for used in re.findall(r"uses: (\S+)", text):
            assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", used), used
        for job in workflow["jobs"].values():
            assert "permissions" in job
            assert "timeout-minutes" in job
            for step in job["steps"]:
                assert "${{" not in step.get("run", ""), "an expression inside a script"


def test_fonts_are_those_that_were_reviewed():
    """What visitors load from other people is named, licensed and unchanged."""
    import hashlib

    known = {
        "fonts/figtree-latin.woff2": "4ba7d3d0",
        "fonts/figtree-latin-ext.woff2": "bf7828e2",
    }
    for name, start in known.items():
        content = (ROOT / "overrides/assets" / name).read_bytes()
        assert hashlib.sha256(content).hexdigest().startswith(start), name
    assert (ROOT / "overrides/assets/fonts/figtree-LICENSE.txt").is_file()


def test_an_installed_package_would_be_complete():
    """What the package reads beside its modules is listed, or an installed one lacks it."""
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    data = listed["tool"]["setuptools"]["package-data"]
    packed = {
        PACKAGE.parent / package.replace(".", "/") / name
        for package, names in data.items()
        for name in names
    }
    packed = {path for pattern in packed for path in pattern.parent.glob(pattern.name)}
    packed = {path for path in packed if path.is_file()}
    files = {path for path in PACKAGE.rglob("*") if path.is_file() and path.suffix != ".pyc"}
    assert {path for path in files if path.suffix != ".py"} == packed
