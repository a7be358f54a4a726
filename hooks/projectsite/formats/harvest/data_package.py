"""The tables as a Data Package 2.0 (https://datapackage.org), which programs read with their types.

It lies at the root of the site, as a package may name only what lies below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from ... import addresses
from ...facts.folders import TABLES
from ...files.names import slug
from ...page.downloads import IN_EACH_LANGUAGE, Download, data_files
from ...page.edition import Edition
from ..encoding import json_bytes
from ..record_tables import record_columns
from ..tables import COLUMNS, promised_columns

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"

_DATES = ("first_day", "last_day")
_KEY = ("id", "language")


def data_package(edition: Edition, contents: dict[str, bytes]) -> bytes:
    """The description of the files that are given with what stands in them."""
    facts, default = edition.project.facts, edition.project.default_locale
    author = edition.wordings[default]("citation.author", acronym=facts.acronym)
    return json_bytes(
        {
            "$schema": PROFILE,
            "name": slug(facts.acronym) or "project",
            "title": f"{facts.acronym}: {facts.title.words(default, default)}",
            "description": str(facts.summary.words(default, default)),
            "homepage": edition.page_url(addresses.open_data()),
            "created": f"{edition.moment:%Y-%m-%dT%H:%M:%SZ}",
            "contributors": [{"title": author, "roles": ["publisher"]}],
            "resources": list(_resources(edition, contents)),
        }
    )


def _resources(edition: Edition, contents: dict[str, bytes]) -> Iterator[dict[str, Any]]:
    default = edition.project.default_locale
    schemas = dict(_schemas(edition))
    for path, file in data_files(edition.project).items():
        name = path.rpartition("/")[2].replace(".", "-")
        if (schema := schemas.get(path)) is None:
            continue  # JSON is no table: the RO-Crate and the DCAT catalogue describe it
        yield _resource(edition, name, path, file, contents[path], schema)
    table = addresses.promised_table()
    for locale in edition.locales:
        path = addresses.localised(table, locale, default)
        fields = [{"name": name, "type": "string"} for name in promised_columns(edition, locale)]
        name = f"promised-{locale.lower()}"
        yield _resource(
            edition, name, path, IN_EACH_LANGUAGE[table], contents[path], {"fields": fields}
        )


def _resource(
    edition: Edition,
    name: str,
    path: str,
    file: Download,
    content: bytes,
    schema: dict[str, Any],
) -> dict[str, Any]:
    resource: dict[str, Any] = {
        "name": name,
        "path": path,
        "description": edition.wordings[edition.project.default_locale](file.about),
        "format": path.rpartition(".")[2],
        "mediatype": file.media_type,
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
    }
    return resource | {"type": "table", "schema": schema}


def _schemas(edition: Edition) -> Iterator[tuple[str, dict[str, Any]]]:
    """The types of the columns of each table, by its address."""
    yield addresses.outcomes_table(), _schema(COLUMNS, _DATES)
    for kind in TABLES:
        columns = record_columns(kind.model)
        days = tuple(name for name in columns if name.endswith("_day"))
        yield addresses.table_of(kind.folder), _schema(columns, days)


def _schema(columns: Mapping[str, str], days: tuple[str, ...]) -> dict[str, Any]:
    fields = [
        {
            "name": name,
            "type": "date" if name in days else "string",
            "description": about,
            **({"constraints": {"required": True}} if name in _KEY else {}),
        }
        for name, about in columns.items()
    ]
    return {"fields": fields, "primaryKey": list(_KEY)}
