"""What the form editor is told: the repository, and a collection for each kind of record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..facts.folders import CONTACTS, KINDS, NEWS, OUTCOMES, Kind
from ..facts.project import Project
from ..facts.schema import MODELS, record_schemas
from ..files.layout import ASSETS, DATA
from .fields import Fields, Node, called_by

_FIRST = (OUTCOMES, NEWS, CONTACTS)
"""What is written most often."""
_FILES = {
    "project": "The project",
    "objectives": "Objectives",
    "sources": "Sources",
    "glossary": "Glossary",
    "effort": "Person-months",
    "brand": "Looks",
}
"""The files of data/ of which there is one."""


def settings(project: Project, repository: str) -> dict[str, Any]:
    """What the page is told: the configuration of the editor (Decap CMS knows the same words), and
    the schema that a new record names in its first line."""
    heads = {project.own.folder(kind): f"../schema/{_model(kind)}.schema.json" for kind in KINDS}
    return {"config": _config(project, repository), "schemas": heads}


def _config(project: Project, repository: str) -> dict[str, Any]:
    schemas = record_schemas(project)
    return {
        "backend": {"name": "github", "repo": repository, "auth_methods": ["token"]},
        # Each record is saved on a branch of its own, cms/COLLECTION/ID, as a pull request.
        "publish_mode": "editorial_workflow",
        "load_config_file": False,
        "app_title": project.facts.acronym,
        "media_folder": f"/{ASSETS}",
        "public_folder": "/",
        "media_libraries": {
            "default": {"config": {"slugify_filename": True}},
            # Hosts that sell photographs.
            "stock_assets": {"providers": []},
        },
        "show_preview_links": False,
        "editor": {"preview": False},
        # As file_stem has it: WP1 is wp1.yml, D2.1 is d2-1.yml.
        "slug": {"encoding": "ascii", "clean_accents": True},
        "output": {"omit_empty_optional_fields": True},
        "collections": [*_collections(project, schemas), *_single_files(project, schemas)],
    }


def _collections(project: Project, schemas: Mapping[str, Node]) -> Iterator[dict[str, Any]]:
    for kind in (*_FIRST, *(kind for kind in KINDS if kind not in _FIRST)):
        folder, model = project.own.folder(kind), _model(kind)
        called = called_by(kind.model, project.default_locale)
        yield {
            "name": folder,
            "label": folder.replace("_", " ").capitalize(),
            "label_singular": project.own.said(kind.noun.capitalize()),
            "folder": f"{DATA}/{folder}",
            "extension": "yml",
            "format": folder,
            "create": True,
            # An id is never reused, and what was published is kept: a file is deleted on GitHub.
            "delete": False,
            "identifier_field": "id",
            "slug": "{{fields.id}}",
            "summary": "{{" + called + "}}",
            "fields": _fields(project, schemas[model]),
        }


def _single_files(project: Project, schemas: Mapping[str, Node]) -> Iterator[dict[str, Any]]:
    """A file that is not there yet is begun on GitHub."""
    files = [
        {
            "name": model,
            "label": label,
            "file": f"{DATA}/{model}.yml",
            "format": model,
            "fields": _fields(project, schemas[model]),
        }
        for model, label in _FILES.items()
        if f"{DATA}/{model}.yml" in project.sheets
    ]
    yield {"name": "project", "label": "Project", "files": files}


def _fields(project: Project, schema: Node) -> list[dict[str, Any]]:
    return Fields(schema["definitions"], project.locales, project.own).of(schema)


def _model(kind: Kind) -> str:
    return next(name for name, model in MODELS.items() if model is kind.model)
