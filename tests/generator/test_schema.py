"""The schemas of the data files: fresh, complete, and neither stricter nor laxer than the data."""

from __future__ import annotations

import json
import re
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator

from conftest import ROOT
from projectsite.__main__ import main
from projectsite.facts.schema import MODELS, draw_schemas
from projectsite.files.layout import SCHEMAS
from projectsite.files.texts import invisible_characters
from projectsite.files.writing import outdated

NAMES = [*MODELS, "words"]


class Core(yaml.SafeLoader):
    """YAML 1.2 with the core schema, as yaml-language-server reads it: NO and yes are texts."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 - PyYAML's own way to say it


def _core(tag, pattern, starts):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"^(?:{pattern})$"), starts)


_core("null", "~|null|Null|NULL|", ["~", "n", "N", ""])
_core("bool", "true|True|TRUE|false|False|FALSE", list("tTfF"))
_core("int", "[-+]?[0-9]+", list("-+0123456789"))
_core("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", list("-+.0123456789"))
Core.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))


def read(path):
    return yaml.load(path.read_text("utf-8"), Loader=Core)  # noqa: S506 - a SafeLoader


def schemas_of(root):
    """By name: project, outcome …"""
    drawn = draw_schemas(root)
    return {Path(file).name.removesuffix(".schema.json"): json.loads(drawn[file]) for file in drawn}


def settings():
    return json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))


def name_of(file):
    """The schema that the settings of VS Code name for a data file."""
    found = [schema for schema, glob in settings()["yaml.schemas"].items() if fnmatch(file, glob)]
    assert len(found) == 1, file
    return Path(found[0]).name.removesuffix(".schema.json")


def data_files(root):
    return sorted(path.relative_to(root).as_posix() for path in (root / "data").rglob("*.yml"))


@pytest.fixture(scope="module")
def schemas():
    return schemas_of(ROOT)


@pytest.fixture(scope="module")
def example_schemas(example):
    return schemas_of(example)


def parts(node):
    """Every field of a schema as name and node, wherever it stands."""
    if isinstance(node, list):
        for item in node:
            yield from parts(item)
    elif isinstance(node, dict):
        yield from node.get("properties", {}).items()
        for key, item in node.items():
            # What stands there is data, not a schema.
            if key not in ("examples", "enum"):
                yield from parts(item)


def test_the_schemas_are_fresh():
    assert list(outdated(ROOT, draw_schemas(ROOT))) == [], "run make schema"
    assert {path.name for path in (ROOT / SCHEMAS).iterdir()} == {
        f"{name}.schema.json" for name in NAMES
    }


def test_two_drawings_are_equal_and_end_in_one_line(project):
    first = draw_schemas(project)
    assert first == draw_schemas(project)
    for text in first.values():
        assert text.endswith("}\n") and not text.endswith("\n\n")
        assert text.startswith('{\n  "$schema": "http://json-schema.org/draft-07/schema#",\n')


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one_of_draft_7(schemas, name):
    Draft7Validator.check_schema(schemas[name])
    assert not re.search(r'"(\$defs|prefixItems|default|names|anyOf)":', json.dumps(schemas[name]))


def test_a_text_may_hold_the_characters_that_the_reader_takes(example_schemas):
    """All but the tags beyond U+FFFF, which not every reader of patterns knows."""
    text = example_schemas["outcome"]["definitions"]["LocalisedText"]["properties"]["en"]
    pattern = re.compile(text["pattern"])
    characters = [chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000]
    refused = {sign for sign in characters if invisible_characters(f"a{sign}b", "")}
    assert {sign for sign in characters if not pattern.search(f"a{sign}b")} == refused
    assert len(refused) > 80


@pytest.mark.parametrize("name", NAMES)
def test_every_field_has_title_description_and_an_example_that_fits(schemas, name):
    fields = list(parts(schemas[name]))
    assert fields
    for field, node in fields:
        assert node["title"] and node["description"], field
        assert node["examples"], field
        # The definitions go with the field: its references lead there.
        definitions = schemas[name]["definitions"]
        reference = {"$ref": node["$ref"]} if "$ref" in node else node
        check = Draft7Validator({"allOf": [reference], "definitions": definitions})
        for example in node["examples"]:
            assert not list(check.iter_errors(example)), (field, example)


@pytest.mark.parametrize("name", MODELS)
def test_a_schema_has_the_fields_of_the_model(schemas, name):
    model = MODELS[name].model_fields
    assert set(schemas[name]["properties"]) == set(model)
    assert set(schemas[name]["required"]) == {
        field for field, info in model.items() if info.is_required()
    }
    assert schemas[name]["additionalProperties"] is False
    for field, info in model.items():
        said = schemas[name]["properties"][field]["description"]
        assert said == " ".join(info.description.split())


@pytest.mark.parametrize("file", data_files(ROOT))
def test_every_real_file_fits_its_schema(schemas, file):
    check = Draft7Validator(schemas[name_of(file)])
    assert [error.message for error in check.iter_errors(read(ROOT / file))] == []


def test_every_file_of_the_example_fits_its_schema(example, example_schemas):
    files = data_files(example)
    assert len(files) > 15
    for file in files:
        check = Draft7Validator(example_schemas[name_of(file)])
        found = [error.message for error in check.iter_errors(read(example / file))]
        assert found == [], file


def test_the_lists_are_those_of_the_project(schemas, site, example_schemas):
    project = site.project
    outcome = schemas["outcome"]["definitions"]
    assert "enum" not in outcome["OutcomeId"]
    assert outcome["WorkPackageId"]["enum"] == list(project.work_packages)
    assert outcome["ClusterId"]["enum"] == sorted(project.clusters)
    assert outcome["DocumentId"]["enum"] == [item.id for item in project.facts.documents]
    assert schemas["work-package"]["definitions"]["ObjectiveId"]["enum"] == list(project.objectives)
    assert list(outcome["LocalisedText"]["properties"]) == list(project.locales)
    assert outcome["LocalisedText"]["required"] == [project.default_locale]
    assert {"DE", "NO", "GB"} <= set(outcome["CountryCode"]["enum"])
    assert not {"EU", "ZZ", "UK"} & set(outcome["CountryCode"]["enum"])
    other = example_schemas["outcome"]["definitions"]
    assert "bnpt" not in other["ClusterId"]["enum"]


@pytest.mark.parametrize(
    ("name", "field", "good", "bad"),
    [
        ("outcome", "date", "2017", "25.4.2017"),
        ("outcome", "date", "2017-04", "2017-13"),
        ("outcome", "date", '"2017"', "17"),
        ("outcome", "date", "2017-04-25/2017-04-28", "2017-04/2017-05"),
        ("outcome", "date_unknown", "yes", "true"),
        ("outcome", "date_unknown", '"no"', "maybe"),
        ("outcome", "country", "NO", "EU"),
        ("outcome", "country", '"NO"', "no"),
        ("outcome", "work_package", "WP1", "WP9"),
        ("outcome", "clusters", "[bnpt, wsm]", "[bnpt, moon]"),
        ("outcome", "languages", "[en, no]", "[english]"),
        ("outcome", "title", "{en: 2017}", "{de: Schulung}"),
        ("outcome", "title", "{en: No}", "{en: No, xx: No}"),
        ("cluster", "founded", "2006", "206"),
        ("cluster", "founded", '"2006"', "early"),
        ("cluster", "position", "[54.09, 13]", "[54.09]"),
        ("cluster", "position", '["54.09", "-13.4"]', "[91, 13]"),
        ("cluster", "website", "https://zinnae.org", "http://zinnae.org"),
        ("cluster", "name", "112", "[one]"),
        ("contact", "email", "name(@)example.org", "name@example.org"),
        ("project", "duration", "24", "0"),
        ("project", "duration", '"24"', '"241"'),
        ("project", "languages", "[en, de]", "[]"),
    ],
)
def test_a_value_is_taken_as_an_editor_writes_it(schemas, name, field, good, bad):
    whole = schemas[name]
    alone = {"properties": {field: whole["properties"][field]}, "definitions": whole["definitions"]}
    check = Draft7Validator(alone)
    assert check.is_valid(yaml.load(f"{field}: {good}", Loader=Core))  # noqa: S506
    assert not check.is_valid(yaml.load(f"{field}: {bad}", Loader=Core))  # noqa: S506


def test_a_source_is_a_page_or_a_document(schemas):
    source = schemas["outcome"]["definitions"] | {}
    check = Draft7Validator({"$ref": "#/definitions/Source", "definitions": source})
    assert check.is_valid({"url": "https://example.org"})
    assert check.is_valid({"document": "project-deck"})
    assert not check.is_valid({"facts": ["title"]})
    assert not check.is_valid({"url": "https://example.org", "document": "project-deck"})


def test_words_have_the_keys_of_the_default_language(schemas, site):
    words = read(ROOT / f"data/words/{site.project.default_locale}.yml")
    schema = schemas["words"]
    assert schema["required"] == list(words)
    check = Draft7Validator(schema)
    assert not check.is_valid({key: word for key, word in words.items() if key != "nav"})
    assert not check.is_valid(words | {"colour": "Colour"})
    few = words | {"figures": words["figures"] | {"clusters": {"few": "x", "other": "y"}}}
    assert check.is_valid(few)


@pytest.mark.parametrize("file", data_files(ROOT))
def test_the_first_line_of_a_file_names_its_schema(file):
    path = ROOT / file
    first = path.read_text("utf-8").partition("\n")[0]
    found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert found, file
    assert (path.parent / found[1]).resolve() == ROOT / SCHEMAS / f"{name_of(file)}.schema.json"


def test_visual_studio_code_finds_all_schemas():
    known = settings()
    assert set(known["yaml.schemas"]) == {f"{SCHEMAS}/{name}.schema.json" for name in NAMES}
    assert known["yaml.yamlVersion"] == "1.2"
    extensions = json.loads((ROOT / ".vscode/extensions.json").read_text("utf-8"))
    assert extensions == {"recommendations": ["redhat.vscode-yaml"]}


def test_the_command_writes_what_is_missing_and_then_is_content(project, capsys):
    stale = project / SCHEMAS / "outcome.schema.json"
    stale.write_text("{}\n", encoding="utf-8")
    (project / SCHEMAS / "words.schema.json").unlink()
    command = ["schema", "--root", str(project)]
    assert main([*command, "--check"]) == 1
    said = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in said] == [
        f"{SCHEMAS}/outcome.schema.json",
        f"{SCHEMAS}/words.schema.json",
    ]
    assert stale.read_text("utf-8") == "{}\n"
    assert main(command) == 0
    assert capsys.readouterr().out.count(": written.") == 2
    assert main([*command, "--check"]) == 0


def test_a_new_document_makes_the_schemas_stale_and_a_new_outcome_does_not(project):
    """Editors add outcomes on GitHub, where nobody runs a command."""
    outcomes = project / "data/outcomes"
    text = (outcomes / "berlin-training.yml").read_text("utf-8")
    new = outcomes / "second-training.yml"
    new.write_text(text.replace("id: berlin-training", "id: second-training"), encoding="utf-8")
    assert list(outdated(project, draw_schemas(project))) == []
    facts = project / "data/project.yml"
    text = facts.read_text("utf-8").replace(
        "  - id: project-deck",
        "  - id: project-plan\n    title:\n      en: Plan\n  - id: project-deck",
    )
    facts.write_text(text, encoding="utf-8")
    assert f"{SCHEMAS}/outcome.schema.json" in outdated(project, draw_schemas(project))


def test_the_command_tells_why_it_cannot_draw(project, capsys):
    (project / "data/project.yml").write_text("acronym: [\n", encoding="utf-8")
    assert main(["schema", "--root", str(project)]) == 1
    assert "data/project.yml:" in capsys.readouterr().out
