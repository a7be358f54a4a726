"""Which files there are for machines, by their address below the root of the site."""

from __future__ import annotations

from collections.abc import Iterator

from .. import addresses
from ..facts.folders import TABLES
from ..facts.model import Outcome
from ..page.citation import outcome_citation
from ..page.downloads import data_files, has_day
from ..page.edition import Edition
from .calendars.calendars import event_calendar, outcomes_calendar
from .calendars.vcards import contact_card
from .citations.bibtex import to_bibtex
from .citations.csl import to_csl
from .citations.ris import to_ris
from .encoding import json_bytes
from .feeds.atom import atom_feed
from .feeds.feed import Feeds
from .feeds.json_feed import json_feed
from .feeds.opml import feed_list
from .harvest.data_package import data_package
from .harvest.dcat import Catalogue as DataCatalogue
from .harvest.search_description import search_description
from .linked.crate import crate
from .linked.documents import LinkedData, file_json
from .open_data import outcome_document, outcomes_document, project_document
from .record_tables import record_table
from .tables import outcomes_table, promised_table

File = tuple[str, bytes]
"""An address below the root of the site, and what stands there."""


class Catalogue:
    """The files of one edition."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._linked = LinkedData(edition)

    def project_files(self) -> Iterator[File]:
        """Every file that is there once, or once a language; the description of all comes last."""
        # What describes the others names their sizes: it is made last.
        sizes, tables = {}, {}
        described = data_files(self._edition.project)
        for path, content in self._project_files():
            sizes[path] = len(content)
            if path in described or path.endswith(addresses.promised_table()):
                tables[path] = content
            yield path, content
        yield addresses.data_package(), data_package(self._edition, tables)
        yield addresses.crate(), json_bytes(crate(self._edition, sizes=sizes))

    def _project_files(self) -> Iterator[File]:
        edition = self._edition
        yield from self._feed_files()
        for locale in edition.locales:
            for path, content in (
                (addresses.calendar(), outcomes_calendar(edition, locale)),
                (addresses.promised_table(), promised_table(edition, locale)),
                (addresses.search_description(), search_description(edition, locale)),
            ):
                yield addresses.localised(path, locale, edition.project.default_locale), content
        yield addresses.project_data(), json_bytes(project_document(edition))
        yield addresses.outcomes_data(), json_bytes(outcomes_document(edition))
        yield addresses.outcomes_table(), outcomes_table(edition)
        for kind in TABLES:
            if edition.project.by_id(kind.model):
                yield addresses.table_of(kind.folder), record_table(edition, kind)
        for contact in edition.project.contacts.values():
            yield addresses.contact_card(contact.id), contact_card(edition, contact)
        dcat = DataCatalogue(edition)
        yield addresses.catalogue("ttl"), dcat.as_turtle()
        yield addresses.catalogue("jsonld"), dcat.as_json()
        yield addresses.robots(), robots_txt(edition)

    def _feed_files(self) -> Iterator[File]:
        edition = self._edition
        default, feeds = edition.project.default_locale, Feeds(edition)
        for locale in edition.locales:
            for feed in feeds.documents(locale):
                base, archive = feed.subject.base, feed.archive
                path = addresses.feed(base, archive)
                yield addresses.localised(path, locale, default), atom_feed(feed)
                path = addresses.json_feed(base, archive)
                yield addresses.localised(path, locale, default), json_feed(feed)
            path = addresses.feed_list()
            yield addresses.localised(path, locale, default), feed_list(feeds.listed(locale))

    def record_files(self, outcome: Outcome) -> Iterator[File]:
        """The files of one outcome: the data in all languages, citations in the default one.

        An event is there only where the days are known.
        """
        edition = self._edition
        citation = outcome_citation(edition, edition.project.default_locale, outcome)
        files = {
            "cite.bib": to_bibtex(citation).encode(),
            "cite.ris": to_ris(citation).encode(),
            "cite.json": json_bytes([to_csl(citation)]),
            "data.json": json_bytes(outcome_document(edition, outcome)),
            "data.jsonld": file_json(self._linked.outcome(outcome)).encode(),
        }
        if has_day(outcome):
            files["event.ics"] = event_calendar(edition, outcome)
        for name, content in files.items():
            yield addresses.outcome_file(outcome.id, name), content


def robots_txt(edition: Edition) -> bytes:
    """All is allowed, and the map of the site is named by its absolute address.

    Crawlers ask for it at the root of a host only (RFC 9309, 2.3); below a sub-path it is not read.
    """
    lines = ("User-agent: *", "Allow: /", "", f"Sitemap: {edition.url(addresses.sitemap())}", "")
    return "\n".join(lines).encode()
