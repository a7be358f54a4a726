"""The schemas that lie beside the data, for editors of YAML, fit the program and the data."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from projectsite.facts.folders import KINDS
from projectsite.facts.schema import draw_schemas
from projectsite.files.layout import SCHEMAS
from projectsite.files.yaml.sheets import read_sheet

LISTS = {
    *("ClusterId", "WorkPackageId", "ObjectiveId", "DocumentId"),
    *("LocalisedText", "LanguageCode"),
}
"""Of the project, and so different after a new record or language: editors add one on GitHub, where
nobody draws the schemas anew."""


@pytest.fixture(scope="module")
def drawn(site):
    return {Path(file).name: json.loads(text) for file, text in draw_schemas(site.root).items()}


def schema_of(file):
    """The name of the schema of a data file."""
    folder = {kind.folder: kind.noun.replace(" ", "-") for kind in KINDS} | {"partners": "cluster"}
    return folder.get(Path(file).parent.name) or Path(file).stem


def of_the_program(schema):
    """A schema without the lists of the project."""
    known = schema["definitions"].items()
    return schema | {"definitions": {name: node for name, node in known if name not in LISTS}}


def test_the_schemas_are_those_of_the_program(site, drawn):
    for path in (site.root / SCHEMAS).glob("*.json"):
        lying = json.loads(path.read_text("utf-8"))
        if path.name != "words.schema.json":  # the words are the project's
            assert of_the_program(lying) == of_the_program(drawn[path.name]), "run make schema"


def test_every_record_fits_its_schema(site, drawn):
    for file in site.project.sheets:
        # As it was written: a project with data/partners/ has other names of fields.
        sheet = read_sheet(site.root / file, file)
        schema = drawn[f"{schema_of(file)}.schema.json"]
        found = [error.message for error in Draft7Validator(schema).iter_errors(sheet.value)]
        assert found == [], file


def test_a_first_line_that_names_a_schema_names_the_right_one(site):
    for file in site.project.sheets:
        path = site.root / file
        first = path.read_text("utf-8").partition("\n")[0]
        if found := re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first):
            schema = site.root / SCHEMAS / f"{schema_of(file)}.schema.json"
            assert (path.parent / found[1]).resolve() == schema, file
