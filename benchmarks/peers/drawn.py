"""What the layouts of others are cut from: a site that this project has built.

Everything that is the same for all outcomes is taken as it stands (header, footer, search box,
language switch, head, linked data). What differs from outcome to outcome is found by its value:
one outcome of the built site is the pattern, and wherever its title, summary, id or day stands, a
layout puts those of another. So a change of our page reaches the layouts of others by itself; only
what stands in the article is written by hand, and likeness.py tells when it is out of step.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

PATTERN = "bench-00003"
"""The outcome whose page is the pattern."""

OLD = re.compile(rb'http-equiv="refresh"|<main id="withdrawn">')
"""In a page that only leads on, or says that it was taken down."""

ARTICLE = re.compile(r'<article class="project-record[^"]*".*</article>', re.DOTALL)
ROWS = re.compile(r'<ul class="project-outcomes">.*?</ul>', re.DOTALL)
ROW = re.compile(r'href="[^"]*outcomes/([a-z0-9-]+)/"')


def read_yaml(path: Path) -> Any:
    """Texts only: a day stays a text, yes stays yes."""
    return yaml.load(path.read_bytes(), Loader=yaml.CBaseLoader)  # noqa: S506


@dataclass(frozen=True)
class Drawn:
    """A project of ours and the site that was built from it."""

    project: Path

    @property
    def site(self) -> Path:
        return self.project / "site"

    @cached_property
    def facts(self) -> dict[str, Any]:
        """The project itself: acronym, languages, …"""
        return read_yaml(self.project / "data/project.yml")

    @property
    def locales(self) -> list[str]:
        """The default language first."""
        return self.facts["languages"]

    @cached_property
    def words(self) -> dict[str, Any]:
        return {at: read_yaml(self.project / f"data/words/{at}.yml") for at in self.locales}

    @cached_property
    def outcomes(self) -> dict[str, Any]:
        return {p.stem: read_yaml(p) for p in (self.project / "data/outcomes").glob("*.yml")}

    @cached_property
    def pages(self) -> dict[str, Any]:
        """What is known of public pages that records name as sources, by address."""
        path = self.project / "data/sources.yml"
        return {page["url"]: page for page in read_yaml(path)["pages"]} if path.exists() else {}

    @cached_property
    def site_url(self) -> str:
        """Absolute, with a slash at its end, as the built home page gives it."""
        home = (self.site / "index.html").read_text("utf-8")
        return re.search(r'<link rel="canonical" href="([^"]+)"', home)[1]

    @cached_property
    def chronicle(self) -> list[str]:
        """By time, the latest first; then those without a date."""
        dated = [id for id, record in self.outcomes.items() if "date" in record]
        undated = [id for id, record in self.outcomes.items() if "date" not in record]
        return [*sorted(dated, key=self._days, reverse=True), *sorted(undated)]

    def _days(self, id: str) -> tuple[str, str, str]:
        days = self.outcomes[id]["date"].split("/")
        first, last = days[0], days[-1]
        return first + "-01-01"[len(first) - 4 :], last + "-12-31"[len(last) - 4 :], id

    def prefix(self, locale: str) -> str:
        return "" if locale == self.locales[0] else f"{locale}/"

    def page(self, locale: str, path: str) -> str:
        return (self.site / self.prefix(locale) / path / "index.html").read_text("utf-8")

    def other_paths(self, locale: str) -> Iterator[str]:
        """The pages of a language that are not pages of outcomes: "", contact/, …"""
        root = self.site / self.prefix(locale)
        others = {root / other for other in self.locales[1:]} if not self.prefix(locale) else set()
        for file in sorted(root.rglob("index.html")):
            if any(file.is_relative_to(other) for other in others):
                continue
            if OLD.search(file.read_bytes()):
                continue  # an address that only leads on
            path = "" if file.parent == root else f"{file.parent.relative_to(root)}/"
            outcome = path.removeprefix("outcomes/").rstrip("/")
            if outcome not in self.outcomes:
                yield path

    def frame(self, locale: str) -> tuple[str, str]:
        """What stands before and after the article of an outcome."""
        page = self.page(locale, f"outcomes/{PATTERN}/")
        before, after = ARTICLE.split(page)
        return before, after

    def search_entries(self, locale: str) -> list[dict[str, str]]:
        """The entries of the search index that are not outcomes."""
        path = self.site / self.prefix(locale) / "search/index.json"
        entries = json.loads(path.read_text("utf-8"))
        return [entry for entry in entries if not self._is_outcome(entry["path"])]

    def _is_outcome(self, path: str) -> bool:
        return path.startswith("outcomes/") and path[9:].rstrip("/") in self.outcomes


def pieces(page: str) -> list[str]:
    """A page cut at its lists of outcomes: HTML, a list, HTML, …, HTML."""
    return re.split(f"({ROWS.pattern})", page, flags=ROWS.flags)
