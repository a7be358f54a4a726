"""The pages of a built site, parsed, and what a project says that must stand on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from lxml import html as lxml_html

from projectsite.facts.folders import TABLES
from projectsite.facts.project import Project
from projectsite.views.browse import parts


@dataclass(frozen=True)
class Page:
    """One page in one language."""

    address: str
    """Below the root of the site: de/contact/."""
    locale: str
    """The language that its address says."""
    below: str
    """Its address below the root of its language: contact/."""
    html: str

    @cached_property
    def tree(self) -> Any:
        return lxml_html.document_fromstring(self.html)


def read_pages(found: dict[str, str], locales: tuple[str, ...]) -> dict[str, Page]:
    """Pages by address, from their HTML by address; the first language stands at the root."""
    pages = {}
    for address, html in found.items():
        first, _, rest = address.partition("/")
        locale, below = (first, rest) if first in locales[1:] else (locales[0], address)
        pages[address] = Page(address, locale, below, html)
    return pages


def address_in(locale: str, below: str, default: str) -> str:
    """The address of a page below the root of the site."""
    return below if locale == default else f"{locale}/{below}"


def prose_addresses(root: Path, default: str) -> set[str]:
    """The addresses of the pages in docs/, below the root of a language."""
    docs = root / "docs" / default
    names = (path.relative_to(docs).with_suffix("").as_posix() for path in docs.rglob("*.md"))
    return {name.removesuffix("index") if _is_index(name) else f"{name}/" for name in names}


def _is_index(name: str) -> bool:
    return name.rpartition("/")[2] == "index"


def record_files(project: Project) -> dict[str, str]:
    """The data file of each page that is made from a record, by its address."""
    partners = "partners" if (project.root / "data/partners").is_dir() else "clusters"
    folders: dict[str, tuple[str, Iterable[str]]] = {
        "work-packages": ("work_packages", project.work_packages),
        "consortium": (partners, project.clusters),
        "outcomes": ("outcomes", project.outcomes),
        **{kind.folder: (kind.folder, project.by_id(kind.model)) for kind in TABLES},
    }
    return {
        f"{address}/{(stem := id.lower().replace('.', '-'))}/": f"data/{folder}/{stem}.yml"
        for address, (folder, records) in folders.items()
        for id in records
    }


def list_addresses(project: Project) -> set[str]:
    """The pages on which a long list of outcomes goes on."""
    return {f"outcomes/list/{at}/" for at in range(2, parts(len(project.outcomes)) + 1)}


def one_of_each_kind(pages: dict[str, Page], root: Path, project: Project) -> list[str]:
    """Every page of prose, and the longest page of each kind of record: below their language."""
    default = project.default_locale
    kinds: dict[str, list[str]] = {}
    for below in (*record_files(project), *sorted(list_addresses(project))):
        kinds.setdefault(below.rstrip("/").rpartition("/")[0], []).append(below)
    longest = [max(kind, key=lambda below: len(pages[below].html)) for kind in kinds.values()]
    return [*sorted(prose_addresses(root, default)), *longest]


def texts_of(node: Any) -> Iterator[str]:
    """The texts of elements, each in one line."""
    for element in node:
        yield " ".join(element.text_content().split())
