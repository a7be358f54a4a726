"""One search index a language: what a visitor can find, in the words of the page's language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from html import unescape
from pathlib import Path

from . import addresses
from .markdown_text import to_html
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


_TAG = re.compile(r"<[^>]*>")
_BLANKS = re.compile(r"\s+")


def prose_entry(path: str, title: str, html: str) -> SearchEntry:
    """A page of prose as it was drawn, macros and all."""
    return SearchEntry(path, title, "", plain(html))


def plain(html: str) -> str:
    """The text of HTML, in one line."""
    return _BLANKS.sub(" ", unescape(_TAG.sub(" ", html))).strip()


def record_entries(setting: Setting) -> Iterator[SearchEntry]:
    """Work packages, clusters and outcomes, straight from the records."""
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
    for outcome in project.chronicle:
        found = (outcome.summary, outcome.place, outcome.participants)
        more = plain(to_html(str(words(outcome.text)))) if outcome.text else None
        yield SearchEntry(
            addresses.outcome(outcome.id),
            str(words(outcome.title)),
            t(f"type.{outcome.type}"),
            _joined(*(setting.optional_words(text) for text in found), more),
        )


def _joined(*pieces: Words | str | None) -> str:
    return " · ".join(str(piece) for piece in pieces if piece)


def write_index(site: Site, locale: Locale, prose: list[SearchEntry], site_dir: Path) -> None:
    """Write the index of one language, as the search script reads it."""
    setting = site.setting(locale, "")
    entries = [*prose, *record_entries(setting)]
    path = addresses.localised(addresses.search_index(), locale, site.project.default_locale)
    target = site_dir / path
    target.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps([asdict(e) for e in entries], ensure_ascii=False, separators=(",", ":"))
    target.write_text(text, encoding="utf-8")
