"""What slides say of a project: nothing but texts, in one language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ..records import written


class DeckPackage(NamedTuple):
    """A work package."""

    id: str
    """WP1"""
    title: str
    summary: str = ""
    objectives: tuple[str, ...] = ()
    """The ids of those that it serves: O1.2"""


class DeckContact(NamedTuple):
    """Whom to ask."""

    name: str
    email: str
    """Written as name(@)host, as everywhere."""


class DeckFacts(NamedTuple):
    """What slides say; empty where they say nothing."""

    language: str = ""
    acronym: str = ""
    title: str = ""
    introduction: str = ""
    funding: str = ""
    """The sentence of the programme."""
    partnerships: tuple[str, ...] = ()
    """Their names."""
    work_packages: tuple[DeckPackage, ...] = ()
    objectives: Mapping[str, str] = {}
    """What each says, by id."""
    contacts: tuple[DeckContact, ...] = ()


def as_yaml(facts: DeckFacts, file: str) -> str:
    """The facts for somebody to review."""
    return written(dict(_filled(facts)), f"Read from {file}: compare it with the slides.")


def _filled(record: Any) -> Iterator[tuple[str, Any]]:
    for name, value in record._asdict().items():
        if isinstance(value, tuple):
            value = [dict(_filled(one)) if hasattr(one, "_asdict") else one for one in value]
        if value:
            yield name, dict(value) if isinstance(value, Mapping) else value
