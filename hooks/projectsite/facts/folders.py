"""The folders of data/ and the kind of record that each holds, one record a file."""

from __future__ import annotations

from collections.abc import Mapping

from .model import (
    Cluster,
    Contact,
    Outcome,
    Partnership,
    Record,
    WorkPackage,
)

FOLDERS: Mapping[str, type[Record]] = {
    "work_packages": WorkPackage,
    "clusters": Cluster,
    "contacts": Contact,
    "partnerships": Partnership,
    "outcomes": Outcome,
}
