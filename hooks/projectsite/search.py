"""One search index a language: what a visitor can find, in the words of the page's language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from . import addresses
from .markdown_text import to_html
from .model import Outcome
from .site import Site
from .text import Locale, Words
from .views.setting import Setting


@dataclass(frozen=True)
class SearchEntry:
    """One page that can be found."""

    path: str
    """Its address below the root of its language."""
    title: str
    kind: str
    """What it is, in a word: Training, Cluster; empty for a page of prose."""
    text: str


_HIDDEN = re.compile(r"<(\w+)\b[^<>]* hidden>.*?</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_ADDRESS = re.compile(r"\S+\(@\)\S+")
"""An e-mail address as pages show it: no file that machines read holds it, in no form."""


def prose_entry(path: str, title: str, html: str) -> SearchEntry:
    """A page of prose as it was drawn, macros and all, but for what only a script shows."""
    return SearchEntry(path, title, "", _ADDRESS.sub("", plain(_HIDDEN.sub(" ", html))))


def plain(html: str) -> str:
    """The text of HTML, in one line."""
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def record_entries(setting: Setting) -> Iterator[SearchEntry]:
    """Work packages and clusters, straight from the records."""
    project, t, words = setting.project, setting.t, setting.words
    for package in project.work_packages.values():
        objectives = (words(project.objectives[id].text) for id in package.objectives)
        yield SearchEntry(
            addresses.work_package(package.slug),
            f"{package.id} {words(package.short_title)}",
            t("work_package.one"),
            _joined(words(package.title), words(package.summary), *objectives),
        )
    for cluster in project.clusters.values():
        names = (cluster.abbreviation, words(cluster.field), words(cluster.city))
        people = (contact.name for contact in project.contacts_of(cluster.id))
        yield SearchEntry(
            addresses.cluster(cluster.id),
            cluster.name,
            t("cluster.one"),
            _joined(*names, words(cluster.summary), *people),
        )


def outcome_entry(setting: Setting, outcome: Outcome) -> SearchEntry:
    """An outcome, straight from the record."""
    found = (outcome.summary, outcome.place, outcome.participants)
    more = plain(to_html(str(setting.words(outcome.text)))) if outcome.text else None
    return SearchEntry(
        addresses.outcome(outcome.id),
        str(setting.words(outcome.title)),
        setting.t(f"type.{outcome.type}"),
        _joined(*(setting.optional_words(text) for text in found), more),
    )


def _joined(*pieces: Words | str | None) -> str:
    return " · ".join(str(piece) for piece in pieces if piece)


def search_index(site: Site, locale: Locale, entries: list[SearchEntry]) -> tuple[str, bytes]:
    """The address of the index of one language, and its content as the search script reads it."""
    path = addresses.localised(addresses.search_index(), locale, site.project.default_locale)
    rows = [{"path": e.path, "title": e.title, "kind": e.kind, "text": e.text} for e in entries]
    return path, json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()
