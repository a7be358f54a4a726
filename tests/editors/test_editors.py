"""What an editor is shown by yaml-language-server, which VS Code uses: make test-editors."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from changes import replace_word, word_lines
from conftest import ROOT
from language_server import LanguageServer
from projectsite.facts.folders import KINDS
from projectsite.facts.schema import draw_schemas
from projectsite.words.wording import PLURAL_FORMS, may_be_missing

PROGRAM = Path(__file__).parent / "node_modules/.bin/yaml-language-server"
RECORDS = {
    "project": "data/project.yml",
    "objectives": "data/objectives.yml",
    "sources": "data/sources.yml",
    "work-package": "data/work_packages/wp1.yml",
    "cluster": "data/clusters/tresnuvem.yml",
    "contact": "data/contacts/aino-hehkula.yml",
    "partnership": "data/partnerships/bright-banks.yml",
    "outcome": "data/outcomes/lantern-training.yml",
}
"""A record of the example for each schema, but for that of the words."""
PAGES = """\
pages:
  - url: https://skimrefoss.example.net/riverlight/training/
    title: Lys langs elva
    publisher: Skimrefoss Forum
    language: no
    published: 2019-09-20
"""
"""data/sources.yml, which the example does without."""
SCHEMAS = {kind.folder: kind.noun.replace(" ", "-") for kind in KINDS} | {"words": "words"}
"""The schema of the files in a folder; that of the others has the name of the file."""

Keys = tuple[str, ...]
ITEM = "[]"
"""Stands in a path for an item of a list."""


@dataclass(frozen=True)
class Place:
    """A field, or an item of a list, with what its schema says."""

    keys: Keys
    node: dict[str, Any]


@pytest.fixture(scope="module")
def root(example, tmp_path_factory) -> Path:
    """A copy of the example with its schemas, which the first line of each data file names."""
    target = Path(shutil.copytree(example, tmp_path_factory.mktemp("editors") / "project"))
    (target / RECORDS["sources"]).write_text(PAGES, encoding="utf-8")
    for file, text in draw_schemas(target).items():
        (target / file).parent.mkdir(exist_ok=True)
        (target / file).write_text(text, encoding="utf-8")
    for path in (target / "data").rglob("*.yml"):
        schema = f"schema/{SCHEMAS.get(path.parent.name, path.stem)}.schema.json"
        up = "" if path.parent.name == "data" else "../"
        text = re.sub(r"\A# yaml-language-server: .*\n", "", path.read_text("utf-8"))
        first = f"# yaml-language-server: $schema={up}{schema}\n"
        path.write_text(first + text, encoding="utf-8")
    return target


@pytest.fixture(scope="module")
def server(root) -> Iterator[LanguageServer]:
    assert PROGRAM.exists(), "the language server is not installed: run make test-editors"
    ours = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
    yaml = {key.removeprefix("yaml."): value for key, value in ours.items()}
    # Nothing is asked of other hosts.
    yaml |= {"schemaStore": {"enable": False}, "kubernetesCRDStore": {"enable": False}}
    yaml |= {"validate": True, "completion": True, "hover": True}
    started = LanguageServer(PROGRAM, root, {"yaml": yaml})
    yield started
    started.close()


def schema_of(root: Path, kind: str) -> dict[str, Any]:
    return json.loads((root / f"data/schema/{kind}.schema.json").read_text("utf-8"))


def places(schema: dict[str, Any]) -> list[Place]:
    """Every field and list item; what is defined once is entered once."""
    entered = set()

    def walk(node: dict[str, Any], keys: Keys) -> Iterator[Place]:
        name = node.get("$ref", "").rpartition("/")[2]
        # What stands beside the reference is about this field, and comes first.
        whole = schema["definitions"][name] | node if name else node
        yield Place(keys, whole)
        if name in entered and name:
            return
        entered.add(name)
        for field, inner in whole.get("properties", {}).items():
            yield from walk(inner, (*keys, field))
        if isinstance(whole.get("items"), dict):
            yield from walk(whole["items"], (*keys, ITEM))

    return [place for place in walk(schema, ()) if place.keys]


def text_of(keys: Keys, value: str) -> str:
    """YAML with nothing but a value and what leads to it; the last line ends with the value."""
    text, indent = "", 0
    for key in keys:
        if key == ITEM:
            text += "\n" + " " * indent + "- "
        else:
            text += "" if text.endswith("- ") or not text else "\n" + " " * indent
            text += key + ":"
        indent += 2
    return (text if text.endswith("- ") else text + " ") + value


def without(text: str, field: str) -> str:
    """A record without one of its fields."""
    cut = re.sub(rf"^{field}:.*\n(?:[ -].*\n|\n)*", "", text, flags=re.MULTILINE)
    assert cut != text or not re.search(rf"^{field}:", text, re.MULTILINE)
    return cut


def record_of(root: Path, kind: str) -> str:
    return (root / RECORDS[kind]).read_text("utf-8")


def record_with(root: Path, kind: str, keys: Keys, value: str) -> str:
    """A record whose last line is the value of a field."""
    return without(record_of(root, kind), keys[0]) + text_of(keys, value)


def folder_of(root: Path, kind: str) -> Path:
    return (root / RECORDS[kind]).parent


def end_of(text: str) -> tuple[int, int]:
    lines = text.split("\n")
    return len(lines) - 1, len(lines[-1])


def plain(text: str) -> str:
    """Without the marks that Markdown puts before signs."""
    return re.sub(r"[\W_]+", "", text)


def test_no_right_file_is_marked(server, root):
    files = sorted((root / "data").rglob("*.yml"))
    opened = {path: server.open(path.parent, path.read_text("utf-8")) for path in files}
    assert len(opened) > 35
    assert {
        path.name: found for path, uri in opened.items() if (found := server.diagnostics(uri))
    } == {}


def test_the_settings_lead_to_the_schemas_too(server, root):
    """Without its first line, a file has the schema that .vscode/settings.json names."""
    texts = {
        path: path.read_text("utf-8").partition("\n")[2]
        for path in (root / "data").rglob("*.yml")
        # These are named one by one; what is opened here has another name.
        if path.parent.name != "data"
    }
    good = [server.open(path.parent, text) for path, text in texts.items()]
    bad = {path: server.open(path.parent, text + "colour: red\n") for path, text in texts.items()}
    assert [found for uri in good if (found := server.diagnostics(uri))] == []
    for path, uri in bad.items():
        last = texts[path].count("\n") + 1
        assert server.diagnostics(uri) == [(last, "Property colour is not allowed.")], path


@pytest.mark.parametrize("kind", RECORDS)
def test_every_value_of_a_list_is_offered(server, root, kind):
    closed = [place for place in places(schema_of(root, kind)) if "enum" in place.node]
    # A page among the sources has no field with a list.
    assert bool(closed) == (kind != "sources")
    for place in closed:
        text = record_with(root, kind, place.keys, "")
        uri = server.open(folder_of(root, kind), text)
        offered = {label.strip('"') for label in server.completions(uri, *end_of(text))}
        assert offered >= set(place.node["enum"]), place.keys


@pytest.mark.parametrize("kind", RECORDS)
def test_every_field_shows_its_help(server, root, kind):
    fields = [place for place in places(schema_of(root, kind)) if place.keys[-1] != ITEM]
    for place in fields:
        example = json.dumps(place.node["examples"][0], ensure_ascii=False)
        text = record_with(root, kind, place.keys, example)
        uri = server.open(folder_of(root, kind), text)
        line = end_of(text)[0]
        column = text.split("\n")[line].index(f"{place.keys[-1]}:") + 1
        shown = plain(server.hover(uri, line, column))
        assert plain(place.node["description"]) in shown, place.keys
        assert plain(place.node["title"]) in shown, place.keys


def keys_in(node: yaml.MappingNode, above: Keys = ()) -> Iterator[tuple[Keys, yaml.Mark]]:
    """Every key of a file with those that it stands below, and its place."""
    for key, value in node.value:
        yield (*above, key.value), key.start_mark
        if isinstance(value, yaml.MappingNode):
            yield from keys_in(value, (*above, key.value))


def test_every_word_shows_its_help(server, root):
    path = root / "data/words/cs.yml"
    text = path.read_text("utf-8")
    uri = server.open(path.parent, text)
    known = places(schema_of(root, "words"))
    said = {place.keys: place.node["description"] for place in known}
    found = dict(keys_in(yaml.compose(text, yaml.CSafeLoader)))
    for keys, mark in found.items():
        shown = plain(server.hover(uri, mark.line, mark.column + 1))
        assert plain(said[keys]) in shown, keys
    words = {
        place.keys[:-1] if place.keys[-1] in PLURAL_FORMS else place.keys
        for place in known
        if "properties" not in place.node
    }
    assert all(may_be_missing(".".join(keys)) for keys in words - found.keys())


@pytest.mark.parametrize("kind", RECORDS)
def test_a_wrong_value_is_marked_at_its_line(server, root, kind):
    """In every field with a closed list or a form of its own."""
    strict = [
        place
        for place in places(schema_of(root, kind))
        if "enum" in place.node or place.node.get("type") not in (None, ["string", "number"])
    ]
    texts = {place.keys: record_with(root, kind, place.keys, '"no such value"') for place in strict}
    opened = {keys: server.open(folder_of(root, kind), text) for keys, text in texts.items()}
    for keys, uri in opened.items():
        line = end_of(texts[keys])[0] + 1
        assert line in [marked for marked, _ in server.diagnostics(uri)], keys


@pytest.mark.parametrize("kind", RECORDS)
def test_an_unknown_field_is_marked_at_its_line(server, root, kind):
    text = record_of(root, kind) + "colour: red\n"
    uri = server.open(folder_of(root, kind), text)
    line = text.count("\n")
    assert server.diagnostics(uri) == [(line, "Property colour is not allowed.")]


# The other two files hold nothing but one list.
@pytest.mark.parametrize("kind", sorted(RECORDS.keys() - {"objectives", "sources"}))
def test_a_missing_field_is_marked_where_the_record_begins(server, root, kind):
    whole, required = record_of(root, kind), schema_of(root, kind)["required"]
    texts = {field: without(whole, field) for field in required}
    opened = {field: server.open(folder_of(root, kind), text) for field, text in texts.items()}
    for field, uri in opened.items():
        lines = texts[field].split("\n")
        first = next(number for number, line in enumerate(lines, 1) if not line.startswith("#"))
        assert server.diagnostics(uri) == [(first, f'Missing property "{field}".')]


@pytest.mark.parametrize(
    ("kind", "keys", "value", "missing"),
    [
        ("objectives", ("objectives", ITEM, "id"), "O1", {"text", "sources"}),
        ("project", ("title", "de"), "Ein Titel", {"en"}),
        ("partnership", ("other_members", ITEM, "name"), "Orlobrzask Guild", {"country"}),
        ("outcome", ("sources", ITEM, "http_only"), "yes", {"url"}),
    ],
)
def test_a_missing_field_inside_a_field_is_marked(server, root, kind, keys, value, missing):
    text = record_with(root, kind, keys, value)
    found = server.diagnostics(server.open(folder_of(root, kind), text))
    assert {message for _, message in found} == {f'Missing property "{name}".' for name in missing}
    assert all(line >= end_of(text)[0] for line, _ in found)


def test_a_missing_and_an_unknown_word_are_marked(server, root, tmp_path):
    words = Path(shutil.copy(root / "data/words/de.yml", tmp_path))
    replace_word(words, "page.skip", "skpi: Start")
    found = server.diagnostics(server.open(root / "data/words", words.read_text("utf-8")))
    assert sorted(found) == [
        (word_lines(words, "page").start + 1, 'Missing property "skip".'),
        (word_lines(words, "page.skpi").start + 1, "Property skpi is not allowed."),
    ]
