"""Rows of a table become records: the text of a data file for each, read again before it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

import yaml

from ..facts.folders import Kind
from ..facts.loading import record_in
from ..files.layout import record_file
from ..files.yaml.amending import CannotAmend
from ..files.yaml.canonical import canonical
from ..files.yaml.sheets import sheet_of
from ..problems import Problem

WIDTH = 98
"""Of a line, before a long text is folded."""


class _Writer(yaml.SafeDumper):
    """YAML as the data files have it: two blanks a level, lists of ids in brackets."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _listed(writer: yaml.SafeDumper, items: list[Any]) -> yaml.Node:
    plain = all(isinstance(item, str) for item in items)
    return writer.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=plain)


def _said(writer: yaml.SafeDumper, text: str) -> yaml.Node:
    long = len(text) > WIDTH - 20 and re.fullmatch(r"[^\n]*", text)
    style = "|" if "\n" in text else ">" if long else None
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Writer.add_representer(list, _listed)
_Writer.add_representer(str, _said)


def written(fields: Mapping[str, Any], comment: str = "") -> str:
    """The text of a data file."""
    body = yaml.dump(dict(fields), Dumper=_Writer, allow_unicode=True, sort_keys=False, width=WIDTH)
    text = f"# {comment}\n{body}" if comment else body
    # What cannot be laid out is told by the check of the file, not here.
    with suppress(CannotAmend):
        return canonical(text)
    return text


def problems_of(kind: Kind, text: str, id: str, language: str) -> Iterator[Problem]:
    """What is wrong with the text of a record, as the check would tell it."""
    sheet = sheet_of(text, record_file(kind.folder, id))
    problems = list(sheet.problems)
    if not problems:
        record_in(sheet, kind.model, problems, language)
    return iter(problems)
