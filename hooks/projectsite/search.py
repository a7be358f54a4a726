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
from .text import Locale
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
    project, t = setting.project, setting.t
    for package in project.work_packages.values():
        objectives = (project.objectives[id].text for id in package.objectives)
        texts = [package.title, package.summary, *objectives]
        yield SearchEntry(
            addresses.work_package(package.slug),
            f"{package.id} {setting.words(package.short_title)}",
            t("work_package.one"),
            " ".join(str(setting.words(text)) for text in texts),
        )
    for cluster in project.clusters.values():
        people = (contact.name for contact in project.contacts_of(cluster.id))
        texts = [cluster.field, cluster.city, cluster.summary]
        words = (str(setting.words(text)) for text in texts)
        yield SearchEntry(
            addresses.cluster(cluster.id),
            cluster.name,
            t("cluster.one"),
            " ".join([cluster.abbreviation or "", *words, *people]).strip(),
        )
    for outcome in project.chronicle:
        found = (outcome.summary, outcome.place, outcome.participants)
        more = to_html(str(setting.words(outcome.text))) if outcome.text else ""
        yield SearchEntry(
            addresses.outcome(outcome.id),
            str(setting.words(outcome.title)),
            t(f"type.{outcome.type}"),
            " ".join([*(str(setting.words(text)) for text in found if text), plain(more)]).strip(),
        )


def write_index(site: Site, locale: Locale, prose: list[SearchEntry], site_dir: Path) -> None:
    """Write the index of one language, as the search script reads it."""
    setting = site.setting(locale, "")
    entries = [*prose, *record_entries(setting)]
    path = addresses.localised(addresses.search_index(), locale, site.project.default_locale)
    target = site_dir / path
    target.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps([asdict(e) for e in entries], ensure_ascii=False, separators=(",", ":"))
    target.write_text(text, encoding="utf-8")
