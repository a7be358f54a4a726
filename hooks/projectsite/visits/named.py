"""Which addresses a project rests on, and where each is named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..facts.model import Cluster, ProjectFacts, Record, sources_of
from ..facts.plan import Deliverable
from ..facts.project import Project
from ..facts.results import Publication, Result
from ..facts.visits import address_of
from ..words.web import doi_url


def named(project: Project) -> Mapping[str, list[str]]:
    """By each address the files that name it, both in the order of the alphabet: sources, and the
    pages of publications, results, clusters and of the grant, and what has a DOI."""
    found: dict[str, list[str]] = {}
    for file, record in sorted(project.records.items()):
        for url in sorted({address_of(url) for url in _urls(record)}):
            found.setdefault(url, []).append(file)
    return dict(sorted(found.items()))


def _urls(record: Record) -> Iterator[str]:
    yield from (source.url for _, source in sources_of(record) if source.url)
    match record:
        case Publication(doi=str(doi)) | Deliverable(doi=str(doi)):
            yield doi_url(doi)
        case Publication(url=str(url)) | Result(website=str(url)) | Cluster(website=str(url)):
            yield url
        case ProjectFacts(grant=grant) if grant:
            yield from grant.pages
            if grant.doi:
                yield doi_url(grant.doi)
