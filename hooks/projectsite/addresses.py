"""The addresses of the site: a contract; once published they never break."""

from __future__ import annotations

from urllib.parse import urlencode

from .facts.folders import CLUSTERS, OUTCOMES, WORK_PACKAGES, kind_of
from .facts.model import FiledRecord, Record
from .words.text import Locale


def home() -> str:
    return ""


def project() -> str:
    return "project/"


def consortium() -> str:
    return "consortium/"


def contacts() -> str:
    return "contact/"


def contact(id: str) -> str:
    """The place of one person on the page of the contacts."""
    return f"{contacts()}#contact-{id}"


def work_packages() -> str:
    return "work-packages/"


def work_package(id: str) -> str:
    return WORK_PACKAGES.address(id)


def cluster(id: str) -> str:
    return CLUSTERS.address(id)


def promised() -> str:
    """What the project undertook, and what came of it."""
    return "promised/"


def outcomes() -> str:
    return "outcomes/"


def outcome(id: str) -> str:
    return OUTCOMES.address(id)


def of_record(record: Record | None) -> str:
    """The page on which a record shows first: its own, or that of all of its kind; that of the
    project for what is no kind, such as the objectives."""
    return kind_of(record).address(record.id) if isinstance(record, FiledRecord) else project()


def asset(name: str) -> str:
    """A file of docs/assets/."""
    return f"assets/{name}"


def outcomes_where(**chosen: str) -> str:
    """The list of outcomes, narrowed: outcomes/?work_package=WP2. Empty values are left out."""
    query = urlencode({key: value for key, value in chosen.items() if value})
    return f"{outcomes()}?{query}" if query else outcomes()


def outcomes_part(number: int) -> str:
    """A part of a long list of outcomes, from 1; no record can have an address of this depth."""
    return f"outcomes/list/{number}/" if number > 1 else outcomes()


SHELLS = ("outcomes/shell/", "outcomes/list/shell/")
"""Where the theme draws the frames of the pages of outcomes, and of the parts of their list: as
deep as those. No page may have these addresses."""


def list_table() -> str:
    """The outcomes as the script of the list reads them."""
    return "outcomes/list.json"


def search_index() -> str:
    return "search/index.json"


def search_synonyms() -> str:
    """The words that lead to the same pages, beside the index."""
    return "search/synonyms.json"


def language_offers() -> str:
    """The line that offers a page in another language, as the script reads it; one for all."""
    return "languages.json"


def feed() -> str:
    """All dated outcomes as Atom; one a language."""
    return "outcomes/feed.xml"


def json_feed() -> str:
    """The same as JSON Feed; one a language."""
    return "outcomes/feed.json"


def calendar() -> str:
    """All outcomes that have a day, as iCalendar; one a language."""
    return "outcomes/calendar.ics"


def outcome_file(id: str, name: str) -> str:
    """A form of one outcome for machines, once for all languages: data.json, cite.bib."""
    return f"outcomes/{id}/{name}"


def contact_card(id: str) -> str:
    return f"contact/{id}.vcf"


def open_data() -> str:
    """The page that explains the open data."""
    return "data/"


def translations() -> str:
    """What is translated, what is older than its source, what is missing."""
    return "translations/"


def edit_on_github(repo_url: str, file: str, branch: str = "main") -> str:
    """Where a file is edited; whoever may not write gets a copy of his own."""
    return f"{repo_url.rstrip('/')}/edit/{branch}/{file}"


def new_on_github(repo_url: str, folder: str, name: str, branch: str = "main") -> str:
    """Where a file is begun."""
    return f"{repo_url.rstrip('/')}/new/{branch}/{folder}?{urlencode({'filename': name})}"


def project_data() -> str:
    return "data/project.json"


def outcomes_data() -> str:
    return "data/outcomes.json"


def outcomes_table() -> str:
    return "data/outcomes.csv"


def crate() -> str:
    """What the site holds, as RO-Crate."""
    return "ro-crate-metadata.json"


def sitemap() -> str:
    return "sitemap.xml"


def robots() -> str:
    return "robots.txt"


def localised(path: str, locale: Locale, default: Locale) -> str:
    """The default language stands at the root, the others below their code."""
    return path if locale == default else f"{locale}/{path}"
