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

from conftest import ROOT
from language_server import LanguageServer

PROGRAM = Path(__file__).parent / "node_modules/.bin/yaml-language-server"
RECORDS = {
    "project": "data/project.yml",
    "objectives": "data/objectives.yml",
    "work-package": "data/work_packages/wp1.yml",
    "cluster": "data/clusters/zinnae.yml",
    "contact": min((ROOT / "data/contacts").glob("*.yml")).relative_to(ROOT).as_posix(),
    "partnership": "data/partnerships/adpack.yml",
    "outcome": "data/outcomes/berlin-training.yml",
}
"""A real record for each schema, but for that of the words."""

Keys = tuple[str, ...]
ITEM = "[]"
"""Stands in a path for an item of a list."""


@dataclass(frozen=True)
class Place:
    """A field, or an item of a list, with what its schema says."""

    keys: Keys
    node: dict[str, Any]


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    """A copy of the real data, with its schemas."""
    target = tmp_path_factory.mktemp("editors") / "project"
    shutil.copytree(ROOT / "data", target / "data")
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


def schema_of(kind: str) -> dict[str, Any]:
    return json.loads((ROOT / f"data/schema/{kind}.schema.json").read_text("utf-8"))


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


def record_of(kind: str) -> str:
    return (ROOT / RECORDS[kind]).read_text("utf-8")


def record_with(kind: str, keys: Keys, value: str) -> str:
    """A real record whose last line is the value of a field."""
    return without(record_of(kind), keys[0]) + text_of(keys, value)


def folder_of(root: Path, kind: str) -> Path:
    return (root / RECORDS[kind]).parent


def end_of(text: str) -> tuple[int, int]:
    lines = text.split("\n")
    return len(lines) - 1, len(lines[-1])


def plain(text: str) -> str:
    """Without the marks that Markdown puts before signs."""
    return re.sub(r"[\W_]+", "", text)


def test_no_real_file_is_marked(server, root):
    files = sorted((root / "data").rglob("*.yml"))
    opened = {path: server.open(path.parent, path.read_text("utf-8")) for path in files}
    assert len(opened) > 50
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
    closed = [place for place in places(schema_of(kind)) if "enum" in place.node]
    assert closed
    for place in closed:
        text = record_with(kind, place.keys, "")
        uri = server.open(folder_of(root, kind), text)
        offered = {label.strip('"') for label in server.completions(uri, *end_of(text))}
        assert offered >= set(place.node["enum"]), place.keys


@pytest.mark.parametrize("kind", RECORDS)
def test_every_field_shows_its_help(server, root, kind):
    fields = [place for place in places(schema_of(kind)) if place.keys[-1] != ITEM]
    for place in fields:
        example = json.dumps(place.node["examples"][0], ensure_ascii=False)
        text = record_with(kind, place.keys, example)
        uri = server.open(folder_of(root, kind), text)
        line = end_of(text)[0]
        column = text.split("\n")[line].index(f"{place.keys[-1]}:") + 1
        shown = plain(server.hover(uri, line, column))
        assert plain(place.node["description"]) in shown, place.keys
        assert plain(place.node["title"]) in shown, place.keys


def test_every_word_shows_its_help(server, root):
    path = root / "data/words/cs.yml"
    text = path.read_text("utf-8")
    uri = server.open(path.parent, text)
    said = {place.keys: place.node["description"] for place in places(schema_of("words"))}
    keys: Keys = ()
    seen = set()
    for line, content in enumerate(text.split("\n")):
        if found := re.match(r"( *)([\w-]+):", content):
            keys = (*keys[: len(found[1]) // 2], found[2])
            shown = plain(server.hover(uri, line, len(found[1]) + 1))
            assert plain(said[keys]) in shown, keys
            seen.add(keys)
    plural_forms = {"zero", "one", "two", "few", "many", "other"}
    # A language without the official sentences of a programme has no words for it.
    needed = {keys for keys in said if keys[-1] not in plural_forms and keys[0] != "funding"}
    assert needed <= seen


@pytest.mark.parametrize("kind", RECORDS)
def test_a_wrong_value_is_marked_at_its_line(server, root, kind):
    """In every field with a closed list or a form of its own."""
    strict = [
        place
        for place in places(schema_of(kind))
        if "enum" in place.node or place.node.get("type") not in (None, ["string", "number"])
    ]
    texts = {place.keys: record_with(kind, place.keys, '"no such value"') for place in strict}
    opened = {keys: server.open(folder_of(root, kind), text) for keys, text in texts.items()}
    for keys, uri in opened.items():
        line = end_of(texts[keys])[0] + 1
        assert line in [marked for marked, _ in server.diagnostics(uri)], keys


@pytest.mark.parametrize("kind", RECORDS)
def test_an_unknown_field_is_marked_at_its_line(server, root, kind):
    text = record_of(kind) + "colour: red\n"
    uri = server.open(folder_of(root, kind), text)
    line = text.count("\n")
    assert server.diagnostics(uri) == [(line, "Property colour is not allowed.")]


@pytest.mark.parametrize("kind", [kind for kind in RECORDS if kind != "objectives"])
def test_a_missing_field_is_marked_where_the_record_begins(server, root, kind):
    texts = {field: without(record_of(kind), field) for field in schema_of(kind)["required"]}
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
        ("partnership", ("other_members", ITEM, "name"), "InovCluster", {"country"}),
        ("outcome", ("sources", ITEM, "http_only"), "yes", {"url"}),
    ],
)
def test_a_missing_field_inside_a_field_is_marked(server, root, kind, keys, value, missing):
    text = record_with(kind, keys, value)
    found = server.diagnostics(server.open(folder_of(root, kind), text))
    assert {message for _, message in found} == {f'Missing property "{name}".' for name in missing}
    assert all(line >= end_of(text)[0] for line, _ in found)


def test_a_missing_and_an_unknown_word_are_marked(server, root):
    path = root / "data/words/de.yml"
    text = path.read_text("utf-8")
    lines = text.split("\n")
    heading = lines.index("page:") + 1
    wrong = re.sub(r"^  skip: .*$", "  skpi: Start", text, count=1, flags=re.MULTILINE)
    place = wrong.split("\n").index("  skpi: Start") + 1
    found = server.diagnostics(server.open(path.parent, wrong))
    assert sorted(found) == [
        (heading, 'Missing property "skip".'),
        (place, "Property skpi is not allowed."),
    ]
