"""The addresses of the site: a contract; once published they never break."""

from __future__ import annotations

from urllib.parse import urlencode

from .facts.folders import CLUSTERS, OUTCOMES, WORK_PACKAGES, kind_of
from .facts.model import FiledRecord, GlossaryFile, Record
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


def plan() -> str:
    """The deliverables, milestones and tasks of the project."""
    return "plan/"


def progress() -> str:
    """The indicators, results, publications and activities of the project."""
    return "progress/"


def news() -> str:
    """The news of the project, and what is to come."""
    return "news/"


def glossary() -> str:
    """The terms that pages explain."""
    return "glossary/"


def term(id: str) -> str:
    return f"{glossary()}#{id}"


def outcomes() -> str:
    return "outcomes/"


def outcome(id: str) -> str:
    return OUTCOMES.address(id)


def of_record(record: Record | None) -> str:
    """The page on which a record shows first: its own, or that of all of its kind; of what
    is no kind that of the glossary or, as for the objectives, of the project."""
    if isinstance(record, GlossaryFile):
        return glossary()
    return kind_of(record).address(record.id) if isinstance(record, FiledRecord) else project()


def editor() -> str:
    """The form editor, where a project has one; no page of the site, and in no language."""
    return "admin/"


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


FEED = "outcomes/feed"
"""The feed of all outcomes, without an ending."""


def feed(base: str = FEED, archive: int = 0) -> str:
    """Dated outcomes as Atom; one a language. An archive, from 1, holds older ones."""
    return f"{base}/{archive}.xml" if archive else f"{base}.xml"


def json_feed(base: str = FEED, archive: int = 0) -> str:
    """The same as JSON Feed; one a language."""
    return f"{base}/{archive}.json" if archive else f"{base}.json"


def feed_of(page: str) -> str:
    """The feed of a work package or a cluster, below its page, without an ending."""
    return f"{page}feed"


def feed_of_type(kind: str) -> str:
    """The feed of the outcomes of one type, without an ending."""
    return f"{FEED}/{kind}"


def feed_list() -> str:
    """All feeds as OPML; one a language."""
    return "outcomes/feeds.opml"


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


def edit_on_github(repo_url: str, file: str) -> str:
    """Where a file is edited; whoever may not write gets a copy of his own."""
    return f"{repo_url.rstrip('/')}/edit/main/{file}"


def release_on_github(repo_url: str, name: str) -> str:
    """Where a release has its archive."""
    return f"{repo_url.rstrip('/')}/releases/tag/{name}"


def new_on_github(repo_url: str, folder: str, name: str) -> str:
    """Where a file is begun."""
    return f"{repo_url.rstrip('/')}/new/main/{folder}?{urlencode({'filename': name})}"


def project_data() -> str:
    return "data/project.json"


def outcomes_data() -> str:
    return "data/outcomes.json"


def outcomes_table() -> str:
    return "data/outcomes.csv"


def table_of(folder: str) -> str:
    """The records of a kind as a table: data/deliverables.csv."""
    return f"data/{folder}.csv"


def promised_table() -> str:
    """What was promised, beside its evidence; in each language."""
    return "data/promised.csv"


def kit() -> str:
    """The documents to take away."""
    return "kit/"


def kit_file(name: str, locale: Locale, ending: str = "pdf") -> str:
    """One of them, in a language: kit/deck.de.pptx, kit/consortium/tresnuvem.de.pdf."""
    return f"kit/{name}.{locale}.{ending}"


def kit_picture(name: str) -> str:
    """The mark of the project, or the emblem: kit/mark.svg."""
    return f"kit/{name}"


def kit_name(path: str) -> str:
    """The name of the document on a record, by the address of its page: consortium/tresnuvem."""
    return path.rstrip("/")


def crate() -> str:
    """What the site holds, as RO-Crate."""
    return "ro-crate-metadata.json"


def catalogue(ending: str) -> str:
    """The open data for data portals (DCAT-AP): ttl or jsonld."""
    return f"data/catalogue.{ending}"


def data_package() -> str:
    """The tables for programs (Data Package), beside what they lie below."""
    return "datapackage.json"


def search_description() -> str:
    """How a browser searches the outcomes (OpenSearch); one a language."""
    return "opensearch.xml"


def overview() -> str:
    """The pages in a few lines of Markdown, for language models (https://llmstxt.org)."""
    return "llms.txt"


TOUCH = 180
"""The size of the icon that a telephone puts on its screen."""


def icon(size: int = 0) -> str:
    """The icon of the site, for any size or for one."""
    return f"assets/images/icon-{size}.png" if size else "assets/images/icon.svg"


def favicon() -> str:
    """The same for programs that read no SVG, where they look for it."""
    return "favicon.ico"


def manifest() -> str:
    return "manifest.webmanifest"


def share_picture(locale: Locale, path: str = "") -> str:
    """The picture that goes with a shared link to a page, in a language; that of the home page goes
    with every page that has none."""
    below = f"/{path.rstrip('/')}" if path else ""
    return f"assets/images/share-{locale}{below}.png"


def sitemap(part: int = 0) -> str:
    """The sitemap; or one of those that it lists, from 1, where there are too many pages."""
    return f"sitemap-{part}.xml" if part else "sitemap.xml"


def robots() -> str:
    return "robots.txt"


def localised(path: str, locale: Locale, default: Locale) -> str:
    """The default language stands at the root, the others below their code."""
    return path if locale == default else f"{locale}/{path}"
