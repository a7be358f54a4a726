"""What records name exists, and names that the site needs stay free."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from ..facts.folders import kind_of
from ..facts.kept import KeptPeriod
from ..facts.model import Cluster, FiledRecord, Sourced, SourcesFile, references_of, sources_of
from ..facts.project import Project
from ..files.layout import PROJECT
from ..files.texts import LIMIT_PROBLEMS
from ..files.yaml.sheets import Keys
from ..problems import InOrder, Problem, shown, unknown
from ..words.markdown import links_of
from ..words.web import is_below, not_linked


def references_exist(project: Project) -> Iterator[Problem]:
    """Every id that a record names belongs to a record: derived from the types of its fields."""
    ids = project.ids
    told: dict[tuple[str, str], str] = {}
    in_order = cache(lambda noun: InOrder(sorted(ids[noun])))
    for file, record in project.records.items():
        for path, reference, id in references_of(record):
            noun = reference.noun
            if id in ids[noun]:
                continue
            # The nearest of thousands takes long to find: not for each of thousands of wrong ones.
            if (noun, id) not in told:
                known = in_order(noun) if len(told) < LIMIT_PROBLEMS else ()
                told[noun, id] = unknown(noun, id, known)
            field = next(key for key in reversed(path) if isinstance(key, str))
            yield project.problem(file, path, f"{field}: {told[noun, id]}", "unknown-id")


def sources_are_pages_or_documents(project: Project) -> Iterator[Problem]:
    """A source is either a page or a document of the project."""
    for file, record in project.records.items():
        for path, source in sources_of(record):
            if (source.url is None) == (source.document is None):
                message = "sources: a source has either a url or a document. Write one of them."
                yield project.problem(file, path, message, "source")


def facts_are_fields(project: Project) -> Iterator[Problem]:
    """What is inferred, or supported by a source, is a field of the record."""
    for file, record in project.of(Sourced):
        fields = set(type(record).model_fields) - {"id", "sources", "inferred"}
        for at, inference in enumerate(record.inferred):
            if inference.fact not in fields or getattr(record, inference.fact) in (None, ()):
                filled = {name for name in fields if getattr(record, name) not in (None, ())}
                message = f"inferred: {unknown('filled field', inference.fact, filled)}"
                yield project.problem(file, ("inferred", at, "fact"), message, "unknown-field")
        for at, source in enumerate(record.sources):
            for index, fact in enumerate(source.facts):
                if fact not in fields:
                    message = f"sources: {unknown('field', fact, fields)}"
                    path: Keys = ("sources", at, "facts", index)
                    yield project.problem(file, path, message, "unknown-field")


def pages_are_named_once(project: Project) -> Iterator[Problem]:
    """No public page is named twice in data/sources.yml."""
    for file, record in project.of(SourcesFile):
        urls = (page.url for page in record.pages)
        yield from repeated(project, file, ("pages", "url"), urls, "Take one out.", "twice")


def repeated(
    project: Project, file: str, field: tuple[str, str], values: Iterable[str], mend: str, code: str
) -> Iterator[Problem]:
    """The entries of a list whose value of a field an earlier one has; `field` names both."""
    (name, key), seen = field, set[str]()
    for at, value in enumerate(values):
        if value in seen:
            message = f"{key}: {shown(value)} stands here a second time. {mend}"
            yield project.problem(file, (name, at, key), message, code)
        seen.add(value)


# index.html is the page of the folder; the others are files and pages that lie beside records.
RESERVED = frozenset({"index", "shell", "feed", "calendar", "search"})


def reserved_names_stay_free(project: Project) -> Iterator[Problem]:
    """No record takes an address that the site itself needs."""
    for file, record in project.of(FiledRecord):
        if record.id in RESERVED and kind_of(record).has_pages:
            message = f"id: {record.id} is a name of the site itself. Choose another."
            yield project.problem(file, ("id",), message, "reserved-name")


def unencrypted_pages_are_marked(project: Project) -> Iterator[Problem]:
    """An http: page says that it exists without encryption only; an https: page does not."""
    for file, record in project.records.items():
        for path, source in sources_of(record):
            plain = (source.url or "").startswith("http:")
            if plain and not source.http_only:
                yield project.problem(file, (*path, "url"), f"url: {_PLAIN}", "http-only")
            elif source.http_only and not plain:
                yield project.problem(file, (*path, "http_only"), _ENCRYPTED, "http-only")
    for file, cluster in project.of(Cluster):
        plain = (cluster.website or "").startswith("http:")
        if plain and not cluster.http_only:
            yield project.problem(file, ("website",), f"website: {_PLAIN}", "http-only")
        elif cluster.http_only and not plain:
            yield project.problem(file, ("http_only",), _ENCRYPTED, "http-only")


_PLAIN = "write https:. If the page exists without encryption only, add the line “http_only: yes”."
_ENCRYPTED = "http_only: no address begins with http:. Take this line out."


_HOST = re.compile(r"[\w-]+(\.[\w-]+)+")


def unlinked_hosts_are_sources(project: Project) -> Iterator[Problem]:
    """What is evidence and is never linked stands in sources, and in nothing that is linked."""
    hosts = project.facts.unlinked_hosts
    for file, sheet in project.sheets.items() if hosts else ():
        # Both say what others said, and neither is drawn as links.
        if isinstance(project.records.get(file), SourcesFile | KeptPeriod):
            continue
        for path, text in sheet.texts:
            if "sources" in path or not ("//" in text or "]" in text):
                continue
            linked = [to for to, _ in links_of(text)] or ([text] if "//" in text else [])
            if found := next((one for one in linked if is_below(one, hosts)), ""):
                field = ".".join(part for part in path if isinstance(part, str))
                said = f"{field}: {not_linked(found)}"
                yield project.problem(file, path, said, "unlinked-host")


_IDENTIFIERS = ("https://doi.org/", "https://orcid.org/", "https://ror.org/")


def hosts_are_hosts(project: Project) -> Iterator[Problem]:
    """A host that is not linked is named without https:// and path, or it would be linked."""
    for at, host in enumerate(project.facts.unlinked_hosts):
        if not _HOST.fullmatch(host):
            bare = re.sub(r"^[a-z]+://|/.*$", "", host)
            bare = bare if _HOST.fullmatch(bare) else "example.org"
            message = f"unlinked_hosts: “{shown(host)}” is no host. Write “{shown(bare)}”."
            path: Keys = ("unlinked_hosts", at)
            yield project.problem(PROJECT, path, message, "form")
        elif any(is_below(url, (host,)) for url in _IDENTIFIERS):
            message = f"unlinked_hosts: identifiers of records are links to {host}. Take it out."
            yield project.problem(PROJECT, ("unlinked_hosts", at), message, "unlinked-host")
