"""Schemas of the data files: what an editor such as VS Code completes, explains and marks.

JSON Schema draft-07. A schema holds what can be said of one file: its fields, their forms, closed
lists, and the ids that other records have. The laws between records are told by the check alone.
Values are described as YAML 1.2 reads them: a bare 2017 is a number, a bare yes or NO is a text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from string import ascii_lowercase, ascii_uppercase
from typing import Any

from ..files.layout import SCHEMAS, words_file
from ..files.texts import INVISIBLE, LIMIT_TEXT
from ..files.yaml.sheets import read_sheet
from ..problems import Problem, file_name
from ..words.dates import PartialDate
from ..words.forms import country_name, date_form, is_country, is_language, language_name
from ..words.text import Locale
from ..words.wording import PLURAL_FORMS, load_wordings, may_be_missing
from .accessibility import AccessibilityStatement, AccessibilityTest
from .folders import CONTACTS, KINDS, NEWS, OUTCOMES, PLAN
from .loading import load_project
from .model import (
    Brand,
    Document,
    GlossaryFile,
    Objective,
    ObjectivesFile,
    ProjectFacts,
    Record,
    Reference,
    Sourced,
    SourcesFile,
)
from .own_words import A_FIELD
from .plan import EffortFile
from .project import Project

Node = dict[str, Any]
"""A schema, or a part of one."""


MODELS: Mapping[str, type[Record]] = {
    "project": ProjectFacts,
    "objectives": ObjectivesFile,
    "sources": SourcesFile,
    "glossary": GlossaryFile,
    "effort": EffortFile,
    "brand": Brand,
    "accessibility": AccessibilityStatement,
    "accessibility-test": AccessibilityTest,
    **{kind.noun.replace(" ", "-"): kind.model for kind in KINDS},
}
"""What a data file may hold, by the name of its schema."""


def stray_schemas(root: Path) -> list[Problem]:
    """What lies in data/schema/ and is none of the schemas: editors' programs would trust it."""
    own = {f"{SCHEMAS}/{name}.schema.json" for name in (*MODELS, "words")}
    said = "this is none of the schemas that make schema writes. Take it out."
    found = (file_name(path, root) for path in sorted((root / SCHEMAS).glob("*")))
    return [Problem(file, 0, 0, said, "unread-file") for file in found if file not in own]


def draw_schemas(root: Path) -> dict[str, str]:
    """The text of every schema of a project, by path.

    Raises ProblemsFound when the data cannot be read.
    """
    project = load_project(root)
    # Raises where the words of the languages do not fit together: the schema has the keys of one.
    load_wordings(root, project.locales, project.spellings)
    drawn = record_schemas(project)
    drawn["words"] = _words_schema(_words(project), project.default_locale)
    return {f"{SCHEMAS}/{name}.schema.json": _written(schema) for name, schema in drawn.items()}


def record_schemas(project: Project) -> dict[str, Node]:
    """The schema of each kind of data file but the words, by the name of its model in MODELS."""
    words = _words(project)
    return {
        name: project.own.schema(_record_schema(kind, project, words))
        for name, kind in MODELS.items()
    }


def _words(project: Project) -> Mapping[str, Any]:
    file = words_file(project.default_locale)
    words: Mapping[str, Any] = read_sheet(project.root / file, file).value
    return words


def _written(schema: Node) -> str:
    draft = {"$schema": "http://json-schema.org/draft-07/schema#"}
    return json.dumps(draft | schema, ensure_ascii=False, indent=2) + "\n"


# Records


def _fields(kind: type[Record]) -> list[str]:
    """As in the files: what every record has comes after what this kind has."""
    own = [name for name in kind.__annotations__ if name in kind.model_fields]
    return own + [name for name in kind.model_fields if name not in own]


def _record_schema(kind: type[Record], project: Project, words: Mapping[str, Any]) -> Node:
    raw = kind.model_json_schema(ref_template="#/definitions/{model}")
    known = _known_lists(kind, project, words)
    pen = _Pen(project.default_locale, raw.pop("$defs", {}), known)
    raw["properties"] = {name: raw["properties"][name] for name in _fields(kind)}
    drawn = pen.record(raw)
    return drawn | {"definitions": dict(sorted(pen.drawn.items()))}


@dataclass
class _Pen:
    """Turns what pydantic says of a model into what an editor can use."""

    default: Locale
    """The language that a text must be in."""
    raw: Mapping[str, Node]
    """Models and closed lists by name, as pydantic gives them."""
    known: Mapping[str, Node]
    """Lists that depend on the project, by the name that the model marks them with."""

    def __post_init__(self) -> None:
        self.drawn: dict[str, Node] = {}

    def record(self, raw: Node) -> Node:
        fields = {name: self.field(name, node) for name, node in raw["properties"].items()}
        required = [name for name in fields if name in raw.get("required", [])]
        return {
            "title": _class_title(raw["title"]),
            "description": _one_line(raw["description"]),
            "type": "object",
            "properties": fields,
            **({"required": required} if required else {}),
            "additionalProperties": False,
        }

    def field(self, name: str, raw: Node) -> Node:
        node = self.node(raw)
        description = _one_line(raw["description"])
        examples = self.examples(node, raw.get("examples") or _examples_in(description))
        if not examples:
            raise ValueError(f"{name} has no example: {description}")
        return {"title": _title(name), "description": description, "examples": examples} | node

    def node(self, raw: Node) -> Node:
        """The constraints of a value, without its help."""
        for choice in raw.get("anyOf", []):
            if choice != {"type": "null"}:
                return self.node(choice)
        if "names" in raw:
            return self.reference(raw["names"])
        if "$ref" in raw:
            return self.reference(raw["$ref"].rpartition("/")[2])
        if "prefixItems" in raw:
            return _ordered(raw | {"items": [self.node(item) for item in raw["prefixItems"]]})
        if "items" in raw:
            return _ordered(raw | {"items": self.node(raw["items"])})
        return _ordered(raw | _FREE_TEXT if _is_free_text(raw) else raw)

    def reference(self, name: str) -> Node:
        """A reference to a definition, which is drawn when it is first needed."""
        if name not in self.drawn:
            self.drawn[name] = self.known.get(name) or self.definition(name)
        return {"$ref": f"#/definitions/{name}"}

    def definition(self, name: str) -> Node:
        raw = self.raw[name]
        if "properties" in raw:
            return self.record(raw) | _LAWS.get(name, {})
        help_ = {"title": _class_title(name), "description": _one_line(raw["description"])}
        return help_ | _ordered(raw)

    def examples(self, node: Node, given: list[Any]) -> list[Any]:
        """Examples that the schema itself accepts."""
        meant = self.drawn[node["$ref"].rpartition("/")[2]] if "$ref" in node else node
        if "enum" in meant:
            return meant.get("examples") or meant["enum"][:1] or given
        if meant is self.drawn.get("LocalisedText"):
            return [text if isinstance(text, dict) else {self.default: text} for text in given]
        if given:
            return given
        if isinstance(meant.get("items"), dict):
            return [[item] for item in self.examples(meant["items"], [])[:1]]
        if "properties" in meant:
            fields = meant["properties"]
            needed = meant.get("required") or [next(iter(fields))]
            return [{name: fields[name]["examples"][0] for name in needed}]
        return list(meant.get("examples", []))


_LAWS: Mapping[str, Node] = {
    "Source": {"oneOf": [{"required": ["url"]}, {"required": ["document"]}]}
}
"""What a record may hold beyond its fields."""

_FREE_TEXT: Node = {
    "type": ["string", "number"],
    "pattern": f"^[^{INVISIBLE}]*$",
    "patternErrorMessage": "There is an invisible character in this text. Write it anew.",
}


def _is_free_text(raw: Node) -> bool:
    return raw.get("type") == "string" and not raw.keys() & {"pattern", "enum"}


_ORDER = (
    "type",
    "enum",
    "enumDescriptions",
    "errorMessage",
    "minLength",
    "maxLength",
    "pattern",
    "patternErrorMessage",
    "exclusiveMinimum",
    "minimum",
    "maximum",
    "minItems",
    "maxItems",
    "items",
)
_HELP = {"title", "description", "examples", "default", "prefixItems"}


def _ordered(raw: Node) -> Node:
    """The constraints of a node in one order, whatever pydantic's; what is unknown comes last."""
    others = sorted(raw.keys() - _HELP - set(_ORDER))
    return {key: raw[key] for key in (*_ORDER, *others) if key in raw}


def _title(name: str) -> str:
    """work_package as a title: Work package."""
    words = name.replace("_", " ").replace("-", " ").lower()
    return words[:1].upper() + words[1:]


def _class_title(name: str) -> str:
    """WorkPackage as a title: Work package."""
    return _title(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _examples_in(description: str) -> list[str]:
    """The example that ends a sentence: `…: tresnuvem.` or `…: {en: Coordinate}`."""
    found = re.search(r": (?:\{[a-z]+: ([^{}]+)\}|([^\s\[\]{}()]+?))\.?$", description)
    return [found[1] or found[2]] if found else []


# Lists that depend on the project


def _known_lists(kind: type[Record], project: Project, words: Mapping[str, Any]) -> dict[str, Node]:
    fields = [name for name in _fields(kind) if name not in ("id", "sources", "inferred")]
    named: Iterable[str] = words.get("fact", {})
    if issubclass(kind, Sourced):
        named = [name for name in fields if name in words.get("fact", {})]
    return {
        **{Reference(noun).name: _named(noun, ids) for noun, ids in project.ids.items()},
        "SourcedField": _ids("Field", A_FIELD, named),
        "InferredField": _ids("Field", A_FIELD, fields),
        "CountryCode": _countries(project.default_locale),
        "LanguageCode": _languages(project.locales),
        "LocalisedText": _localised_text(project.locales),
    }


_GROWING = frozenset(kind.noun for kind in (OUTCOMES, NEWS, *PLAN, CONTACTS))
"""What editors add on GitHub, where nobody runs a command: a list would be out of date. Of people
it would name those who have left."""
_NAMED: Mapping[str, type[Record]] = {
    **{kind.noun: kind.model for kind in KINDS},
    "objective": Objective,
    "document": Document,
}


@cache
def _id_of(model: type[Record]) -> Node:
    id: Node = model.model_json_schema()["properties"]["id"]
    return id


def _named(noun: str, ids: Iterable[str]) -> Node:
    """The id of a record: one of a list, or by its form where there is no list of them."""
    article = "an" if noun[0] in "aeiou" else "a"
    said = f"The id of {article} {noun}."
    known = list(ids)
    if known and noun not in _GROWING:
        return _ids(noun.capitalize(), said, known)
    raw = _id_of(_NAMED[noun])
    return {
        "title": noun.capitalize(),
        "description": said,
        "examples": raw.get("examples") or _examples_in(_one_line(raw["description"])),
        "type": "string",
        "pattern": raw["pattern"],
        "patternErrorMessage": f"Write the id of {article} {noun}.",
    }


def _ids(title: str, description: str, ids: Iterable[str]) -> Node:
    return {"title": title, "description": description, "type": "string", "enum": list(ids)}


def _countries(locale: Locale) -> Node:
    codes = [code for code in map("".join, product(ascii_uppercase, repeat=2)) if is_country(code)]
    return {
        "title": "Country",
        "description": "ISO 3166-1 code.",
        "examples": ["DE"],
        "type": "string",
        "enum": codes,
        "enumDescriptions": [country_name(code, locale) for code in codes],
        "errorMessage": "Write the ISO 3166-1 code of a country: DE, CZ, NO.",
    }


@cache
def _language_codes() -> tuple[str, ...]:
    codes = (
        "".join(letters) for size in (2, 3) for letters in product(ascii_lowercase, repeat=size)
    )
    return tuple(code for code in codes if is_language(code))


def _languages(locales: Iterable[Locale]) -> Node:
    """The codes of languages, as a pattern."""
    # Editors show a list with the help of a field: six hundred codes would bury it.
    return {
        "title": "Language",
        "description": "ISO 639 code.",
        "examples": list(locales),
        "type": "string",
        "pattern": f"^({'|'.join(_language_codes())})$",
        "patternErrorMessage": "Write the ISO 639 code of a language: en, de, cs.",
    }


def _localised_text(locales: tuple[Locale, ...]) -> Node:
    default = locales[0]
    return {
        "title": "Text",
        "description": "One text in several languages, a line each.",
        "type": "object",
        "properties": {locale: _text_in(locale, default) for locale in locales},
        "required": [default],
        "additionalProperties": False,
    }


def _text_in(locale: Locale, default: Locale) -> Node:
    language = language_name(locale, Locale("en"))
    needed = "must be there." if locale == default else "may be missing."
    return {
        "title": language,
        "description": f"The text in {language}; it {needed}",
        "examples": [date_form(PartialDate.parse("2017-04"), locale)],
        **_ordered(_FREE_TEXT | {"minLength": 1, "maxLength": LIMIT_TEXT}),
    }


# Words


def _words_schema(words: Mapping[str, Any], default: Locale) -> Node:
    description = f"Every word of the site that is no fact; the keys are those of {default}.yml."
    drawn = _word("", words, default) | {"title": "Words", "description": description}
    del drawn["examples"]
    text = {"title": "Word", "description": "One text."} | _ordered(_FREE_TEXT | {"minLength": 1})
    return drawn | {"definitions": {"Word": text}}


def _word(key: str, word: Any, default: Locale) -> Node:
    """By its dotted key: a text, a word in plural forms, or words below a key."""
    if not isinstance(word, Mapping):
        return _one_word(key, word, default)
    plural = word.keys() <= PLURAL_FORMS
    if plural:
        forms = {form: word.get(form, word["other"]) for form in sorted(PLURAL_FORMS)}
        inside = {form: _one_word(form, text, default) for form, text in forms.items()}
        required = ["other"]
    else:
        keys = {name: f"{key}.{name}" if key else name for name in word}
        inside = {name: _word(keys[name], item, default) for name, item in word.items()}
        required = [name for name in word if _is_needed(keys[name], word[name])]
    said = "The word in the plural forms of the language." if plural else "Words of one part."
    return {
        "title": _title(key.rpartition(".")[2]),
        "description": said,
        "examples": [word],
        "type": "object",
        "properties": inside,
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def _is_needed(key: str, word: Any) -> bool:
    """Whether every language has a word, or a part in which every language has one."""
    if isinstance(word, Mapping) and not word.keys() <= PLURAL_FORMS:
        return any(_is_needed(f"{key}.{name}", item) for name, item in word.items())
    return not may_be_missing(key)


def _one_word(key: str, text: str, default: Locale) -> Node:
    language = language_name(default, Locale("en"))
    braces = " Keep what stands in braces." if "{" in text else ""
    return {
        "title": _title(key.rpartition(".")[2]),
        "description": f"In {language}: “{text}”{braces}",
        "examples": [text],
        "$ref": "#/definitions/Word",
    }
