"""The schemas of the data files: complete, and neither stricter nor laxer than the data."""

from __future__ import annotations

import json
import re
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator

from conftest import ROOT, edit
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


def settings():
    return json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))


def name_of(file):
    """The schema that the settings of VS Code name for a data file."""
    named = settings()["yaml.schemas"].items()
    several = ((schema, [of] if isinstance(of, str) else of) for schema, of in named)
    found = [schema for schema, globs in several if any(fnmatch(file, glob) for glob in globs)]
    assert len(found) == 1, file
    return Path(found[0]).name.removesuffix(".schema.json")


def data_files(root):
    return sorted(path.relative_to(root).as_posix() for path in (root / "data").rglob("*.yml"))


@pytest.fixture(scope="module")
def schemas(example):
    """By name: project, outcome …"""
    return {
        Path(file).name.removesuffix(".schema.json"): json.loads(text)
        for file, text in draw_schemas(example).items()
    }


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


def test_two_drawings_are_equal_and_end_in_one_line(example):
    first = draw_schemas(example)
    assert first == draw_schemas(example)
    assert [Path(file).name for file in first] == [f"{name}.schema.json" for name in NAMES]
    for text in first.values():
        assert text.endswith("}\n") and not text.endswith("\n\n")
        assert text.startswith('{\n  "$schema": "http://json-schema.org/draft-07/schema#",\n')


def test_a_schema_is_one_of_draft_7(schemas):
    for name in NAMES:
        Draft7Validator.check_schema(schemas[name])
        assert not re.search(
            r'"(\$defs|prefixItems|default|names|anyOf)":', json.dumps(schemas[name])
        )


def test_a_text_may_hold_the_characters_that_the_reader_takes(schemas):
    """All but the tags beyond U+FFFF, which not every reader of patterns knows, and joiners and
    selectors, which a pattern cannot judge."""
    text = schemas["outcome"]["definitions"]["LocalisedText"]["properties"]["en"]
    pattern = re.compile(text["pattern"])
    characters = [chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000]
    refused = {sign for sign in characters if invisible_characters(f"a{sign}b", "")}
    told = {sign for sign in characters if not pattern.search(f"a{sign}b")}
    assert told == refused - {"\u200c", "\u200d", "\ufe0e", "\ufe0f"}
    assert len(refused) > 80


def test_every_field_has_title_description_and_an_example_that_fits(schemas):
    for name in NAMES:
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


def test_a_schema_has_the_fields_of_the_model(schemas):
    for name in MODELS:
        model = MODELS[name].model_fields
        assert set(schemas[name]["properties"]) == set(model)
        assert set(schemas[name].get("required", ())) == {
            field for field, info in model.items() if info.is_required()
        }
        assert schemas[name]["additionalProperties"] is False
        for field, info in model.items():
            said = schemas[name]["properties"][field]["description"]
            assert said == " ".join(info.description.split())


def test_every_file_fits_its_schema(example, schemas):
    files = data_files(example)
    assert len(files) > 30
    for file in files:
        check = Draft7Validator(schemas[name_of(file)])
        found = [error.message for error in check.iter_errors(read(example / file))]
        assert found == [], file


def test_the_lists_are_those_of_the_project(schemas, example_site):
    project = example_site.project
    outcome = schemas["outcome"]["definitions"]
    assert "enum" not in outcome["OutcomeId"]
    assert outcome["WorkPackageId"]["enum"] == list(project.work_packages)
    assert outcome["ClusterId"]["enum"] == list(project.clusters)
    assert outcome["DocumentId"]["enum"] == [item.id for item in project.facts.documents]
    assert schemas["work-package"]["definitions"]["ObjectiveId"]["enum"] == list(project.objectives)
    assert list(outcome["LocalisedText"]["properties"]) == list(project.locales)
    assert outcome["LocalisedText"]["required"] == [project.default_locale]
    assert {"DE", "NO", "GB"} <= set(outcome["CountryCode"]["enum"])
    assert not {"EU", "ZZ", "UK"} & set(outcome["CountryCode"]["enum"])


@pytest.mark.parametrize(
    ("name", "field", "good", "bad"),
    [
        ("outcome", "date", "2020", "25.4.2020"),
        ("outcome", "date", "2020-04", "2020-13"),
        ("outcome", "date", '"2020"', "20"),
        ("outcome", "date", "2020-04-25/2020-04-28", "2020-04/2020-05"),
        ("outcome", "date_unknown", "yes", "true"),
        ("outcome", "date_unknown", '"no"', "maybe"),
        ("outcome", "country", "NO", "EU"),
        ("outcome", "country", '"NO"', "no"),
        ("outcome", "work_package", "WP1", "WP9"),
        ("outcome", "clusters", "[tresnuvem, skimrefoss]", "[tresnuvem, moon]"),
        ("outcome", "languages", "[en, no]", "[english]"),
        ("outcome", "title", "{en: 2020}", "{de: Schulung}"),
        ("outcome", "title", "{en: No}", "{en: No, xx: No}"),
        ("cluster", "founded", "2006", "206"),
        ("cluster", "founded", '"2006"', "early"),
        ("cluster", "position", "[54.09, 13]", "[54.09]"),
        ("cluster", "position", '["54.09", "-13.4"]', "[91, 13]"),
        ("cluster", "website", "http://example.org", "ftp://example.org"),
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
    assert check.is_valid({"document": "project-plan"})
    assert not check.is_valid({"facts": ["title"]})
    assert not check.is_valid({"url": "https://example.org", "document": "project-plan"})


def test_words_have_the_keys_of_the_default_language(schemas, example):
    words = read(example / "data/words/en.yml")
    schema = schemas["words"]
    assert schema["required"] == list(words)
    check = Draft7Validator(schema)
    assert not check.is_valid({key: word for key, word in words.items() if key != "nav"})
    assert not check.is_valid(words | {"colour": "Colour"})
    few = words | {"figures": words["figures"] | {"clusters": {"few": "x", "other": "y"}}}
    assert check.is_valid(few)


def test_visual_studio_code_finds_all_schemas():
    known = settings()
    assert set(known["yaml.schemas"]) == {f"{SCHEMAS}/{name}.schema.json" for name in NAMES}
    assert known["yaml.yamlVersion"] == "1.2"
    extensions = json.loads((ROOT / ".vscode/extensions.json").read_text("utf-8"))
    assert extensions == {"recommendations": ["redhat.vscode-yaml"]}


@pytest.fixture
def written(example_copy):
    """A copy of the example with its schemas."""
    assert main(["schema", "--root", str(example_copy)]) == 0
    return example_copy


def test_the_command_writes_what_is_missing_and_then_is_content(written, capsys):
    capsys.readouterr()
    stale = written / SCHEMAS / "outcome.schema.json"
    stale.write_text("{}\n", encoding="utf-8")
    (written / SCHEMAS / "words.schema.json").unlink()
    command = ["schema", "--root", str(written)]
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


def test_a_new_document_makes_the_schemas_stale_and_a_new_outcome_does_not(written):
    """Editors add outcomes on GitHub, where nobody runs a command."""
    outcomes = written / "data/outcomes"
    text = (outcomes / "lamp-loan.yml").read_text("utf-8")
    new = text.replace("id: lamp-loan", "id: second-loan").replace("Lamps and", "More lamps and")
    (outcomes / "second-loan.yml").write_text(new, encoding="utf-8")
    assert list(outdated(written, draw_schemas(written))) == []
    document = "  - id: report\n    title:\n      en: Report\n"
    edit(written, "data/project.yml", "documents:\n", f"documents:\n{document}")
    assert f"{SCHEMAS}/outcome.schema.json" in outdated(written, draw_schemas(written))


def test_the_command_tells_why_it_cannot_draw(example_copy, capsys):
    (example_copy / "data/project.yml").write_text("acronym: [\n", encoding="utf-8")
    assert main(["schema", "--root", str(example_copy)]) == 1
    assert "data/project.yml:" in capsys.readouterr().out
