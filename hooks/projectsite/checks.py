"""The laws between records, one small generator a law."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from .loading import Loaded
from .local_forms import is_country, is_language
from .model import Cluster, Contact, Outcome, Partnership, localised_texts, sources_of
from .problems import Problem, unknown
from .reading import Path_
from .text import holds_plain_address
from .vocabulary import Relation

Law = Callable[[Loaded], Iterator[Problem]]


def check_laws(loaded: Loaded) -> list[Problem]:
    """Every breach of every law, ordered by file and line."""
    return sorted({problem for law in LAWS for problem in law(loaded)})


def references_exist(loaded: Loaded) -> Iterator[Problem]:
    """Every id that a record names belongs to a record."""
    project = loaded.project

    def named(
        file: str, path: Path_, kind: str, id: str | None, known: Iterable[str]
    ) -> Iterator[Problem]:
        known = list(known)
        if id is not None and id not in known:
            field = ".".join(str(part) for part in path if isinstance(part, str))
            yield _told(loaded, file, path, f"{field}: {unknown(kind, id, known)}", "unknown-id")

    yield from named(
        "data/project.yml", ("coordinator",), "cluster", project.facts.coordinator, project.clusters
    )
    for package in project.work_packages.values():
        file = f"data/work_packages/{package.slug}.yml"
        yield from named(file, ("lead",), "cluster", package.lead, project.clusters)
        for at, id in enumerate(package.objectives):
            yield from named(file, ("objectives", at), "objective", id, project.objectives)
    for file, record in project.sourced():
        match record:
            case Contact():
                yield from named(file, ("cluster",), "cluster", record.cluster, project.clusters)
            case Partnership() | Outcome():
                for at, id in enumerate(record.clusters):
                    yield from named(file, ("clusters", at), "cluster", id, project.clusters)
        if isinstance(record, Outcome):
            package_id = record.work_package
            yield from named(
                file, ("work_package",), "work package", package_id, project.work_packages
            )
            for field in ("about", "repeats"):
                for at, id in enumerate(getattr(record, field)):
                    yield from named(file, (field, at), "outcome", id, project.outcomes)


def documents_exist(loaded: Loaded) -> Iterator[Problem]:
    """A source is either a page or a document of the project that exists."""
    documents = {document.id for document in loaded.project.facts.documents}
    for file, record in loaded.records.items():
        for path, source in sources_of(record):
            if (source.url is None) == (source.document is None):
                message = "sources: a source has either a url or a document."
                yield _told(loaded, file, path, message, "source")
            elif source.document and source.document not in documents:
                message = f"sources: {unknown('document', source.document, documents)}"
                yield _told(loaded, file, (*path, "document"), message, "unknown-id")


def objectives_are_listed_once(loaded: Loaded) -> Iterator[Problem]:
    """No two objectives have the same id, and a specific one has the objective it belongs to."""
    file = "data/objectives.yml"
    seen: set[str] = set()
    ids = [item["id"] for item in loaded.sheets[file].value["objectives"]]
    for at, id in enumerate(ids):
        path: Path_ = ("objectives", at, "id")
        if id in seen:
            yield _told(loaded, file, path, f"id: {id} stands here a second time.", "duplicate-id")
        seen.add(id)
        parent = loaded.project.objectives[id].parent
        if parent and parent not in ids:
            yield _told(
                loaded, file, path, f"id: {unknown('objective', parent, ids)}", "unknown-id"
            )


def project_ends_after_it_starts(loaded: Loaded) -> Iterator[Problem]:
    """The first month comes before the last."""
    facts = loaded.project.facts
    if not 0 < facts.end.months - facts.start.months <= 240:
        message = f"end: {facts.end} is not within twenty years after the start, {facts.start}."
        yield _told(loaded, "data/project.yml", ("end",), message, "end-before-start")


def facts_are_fields(loaded: Loaded) -> Iterator[Problem]:
    """What is inferred, or supported by a source, is a field of the record."""
    for file, record in loaded.project.sourced():
        fields = set(type(record).model_fields) - {"id", "sources", "inferred"}
        for at, inference in enumerate(record.inferred):
            if inference.fact not in fields or getattr(record, inference.fact) in (None, ()):
                filled = {name for name in fields if getattr(record, name) not in (None, ())}
                message = f"inferred: {unknown('filled field', inference.fact, filled)}"
                yield _told(loaded, file, ("inferred", at, "fact"), message, "unknown-field")
        for at, source in enumerate(record.sources):
            for index, fact in enumerate(source.facts):
                if fact not in fields:
                    message = f"sources: {unknown('field', fact, fields)}"
                    path: Path_ = ("sources", at, "facts", index)
                    yield _told(loaded, file, path, message, "unknown-field")


def languages_are_known(loaded: Loaded) -> Iterator[Problem]:
    """The languages of the site are languages, each listed once."""
    codes = loaded.project.facts.languages
    for at, code in enumerate(codes):
        path: Path_ = ("languages", at)
        if code in codes[:at]:
            yield _told(loaded, "data/project.yml", path, f"{code} stands here twice.", "twice")
        elif not is_language(code) or len(code) != 2:
            message = f"languages: {code} is not a language. Write its ISO 639-1 code: en, de, cs."
            yield _told(loaded, "data/project.yml", path, message, "unknown-language")


def languages_are_the_sites(loaded: Loaded) -> Iterator[Problem]:
    """A text is in the default language, and in no language that the site does not have."""
    locales = loaded.project.facts.languages
    spare: dict[str, list[Problem]] = {}
    for file, record in loaded.records.items():
        for path, text in localised_texts(record):
            for code in text.root:
                if code not in locales:
                    message = f"{path[-1]}: {unknown('language', code, locales)}"
                    problem = _told(loaded, file, (*path, code), message, "unknown-language")
                    spare.setdefault(code, []).append(problem)
            if locales[0] not in text.root:
                message = f"{path[-1]}: the text is missing in the default language, {locales[0]}."
                yield _told(loaded, file, path, message, "missing-text")
    for code, problems in spare.items():
        if len(problems) <= MANY:
            yield from problems
        else:
            message = (
                f"languages: {len(problems)} texts are in {code} too, the first in "
                f"{problems[0].file}:{problems[0].line}. Add {code} here, or take them out."
            )
            yield _told(loaded, "data/project.yml", ("languages",), message, "unknown-language")


MANY = 12
"""So many problems of one kind are one problem: a language was dropped, not mistyped."""


def codes_are_known(loaded: Loaded) -> Iterator[Problem]:
    """Countries are those of ISO 3166-1, languages those of ISO 639."""
    for file, record in loaded.records.items():
        country = getattr(record, "country", None)
        if country and not is_country(country):
            message = f"country: {country} is no country. Write its ISO 3166-1 code: DE, CZ."
            yield _told(loaded, file, ("country",), message, "unknown-country")
        if not isinstance(record, Cluster | Outcome):
            continue
        for at, code in enumerate(record.languages):
            if not is_language(code):
                message = f"languages: {code} is not a language. Write its ISO 639 code: en, de."
                yield _told(loaded, file, ("languages", at), message, "unknown-language")


def reserved_names_stay_free(loaded: Loaded) -> Iterator[Problem]:
    """No record takes an address that the site itself needs."""
    for file, record in loaded.records.items():
        if getattr(record, "id", None) in RESERVED:
            message = f"id: {', '.join(sorted(RESERVED))} are names of the site. Choose another."
            yield _told(loaded, file, ("id",), message, "reserved-name")


RESERVED = frozenset({"index", "shell", "feed", "calendar", "search"})


def texts_are_clean(loaded: Loaded) -> Iterator[Problem]:
    """No text holds control characters: they are invisible, and marks of the site hold them."""
    for file, sheet in loaded.sheets.items():
        for path, text in _texts(sheet.value):
            if any(ord(sign) < 32 and sign not in "\n\t" for sign in text):
                message = f"{path[-1]}: there is an invisible control character in this text."
                yield _told(loaded, file, path, message, "control-character")


def work_packages_name_objectives(loaded: Loaded) -> Iterator[Problem]:
    """Every work package names an objective, but for the one that manages the project."""
    for package in loaded.project.work_packages.values():
        if not package.objectives and not package.management:
            message = "objectives: the work package names none. List the ids that it serves."
            file = f"data/work_packages/{package.slug}.yml"
            yield _told(loaded, file, (), message, "no-objective")


def objectives_are_served(loaded: Loaded) -> Iterator[Problem]:
    """Every specific objective is served by a work package."""
    for at, (id, packages) in enumerate(loaded.project.work_packages_of.items()):
        if not packages and loaded.project.objectives[id].parent:
            message = f"{id}: no work package serves this objective. Name it in one."
            path: Path_ = ("objectives", at)
            yield _told(loaded, "data/objectives.yml", path, message, "objective-not-served")


def clusters_have_contacts(loaded: Loaded) -> Iterator[Problem]:
    """Every cluster has somebody to write to."""
    for id in loaded.project.clusters:
        if not loaded.project.contacts_of(id):
            message = f"no contact belongs to {id}. Add a file in data/contacts/."
            yield _told(loaded, f"data/clusters/{id}.yml", (), message, "no-contact")


def outcomes_belong_somewhere(loaded: Loaded) -> Iterator[Problem]:
    """An outcome belongs to a work package, or says that it is context."""
    for id, outcome in loaded.project.outcomes.items():
        if outcome.work_package is None and outcome.relation is not Relation.CONTEXT:
            message = "work_package: the outcome names none. Name one, or write relation: context."
            yield _told(loaded, f"data/outcomes/{id}.yml", (), message, "no-work-package")


def plain_addresses_stay_out(loaded: Loaded) -> Iterator[Problem]:
    """No text holds an e-mail address that machines could collect."""
    for file, sheet in loaded.sheets.items():
        for path, text in _texts(sheet.value):
            if path[-1] != "url" and holds_plain_address(text):
                where = ".".join(part for part in path if isinstance(part, str))
                message = f"{where}: write an e-mail address as name(@)host."
                yield _told(loaded, file, path, message, "plain-address")


LAWS: tuple[Law, ...] = (
    references_exist,
    documents_exist,
    objectives_are_listed_once,
    project_ends_after_it_starts,
    facts_are_fields,
    languages_are_known,
    languages_are_the_sites,
    codes_are_known,
    reserved_names_stay_free,
    texts_are_clean,
    work_packages_name_objectives,
    objectives_are_served,
    clusters_have_contacts,
    outcomes_belong_somewhere,
    plain_addresses_stay_out,
)


def _told(loaded: Loaded, file: str, path: Path_, message: str, code: str) -> Problem:
    return loaded.sheets[file].problem(path, message, code)


def _texts(value: object, path: Path_ = ()) -> Iterator[tuple[Path_, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, (*path, key))
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from _texts(item, (*path, at))
