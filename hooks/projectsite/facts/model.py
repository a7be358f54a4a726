"""The records, one class a kind of file in data/. The sentence under a field is its help text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, TypeVar, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    JsonValue,
    StringConstraints,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, PydanticKnownError

from ..files.yaml.sheets import Keys
from ..words.dates import PartialDate, PlannedDate
from ..words.text import LocalisedText
from ..words.web import host_of
from .vocabulary import (
    ClosedList,
    Hue,
    Known,
    Level,
    OutcomeType,
    Outline,
    Period,
    Relation,
    Status,
    programme_ids,
)


def _yes_or_no(value: object) -> object:
    if value in ("yes", "no"):
        return value == "yes"
    raise PydanticCustomError("yes_or_no", "write yes or no.")


def _in_digits(form: str, wrong: Literal["int_parsing", "float_parsing"]) -> BeforeValidator:
    """Of a text only what every program reads as the same number: YAML 1.1 takes 1_0 for 10, 010
    for 8, 1:30 for 90, and 1e3 is a text to it."""
    known = re.compile(form, re.ASCII)

    def check(value: object) -> object:
        if isinstance(value, str) and not known.fullmatch(value):
            raise PydanticKnownError(wrong)
        return value

    return BeforeValidator(check)


WHOLE = _in_digits(r"-?(0|[1-9]\d{0,17})", "int_parsing")
DECIMAL = _in_digits(r"-?\d{1,18}(\.\d{1,17})?", "float_parsing")
"""Each number of a record has one of the two, behind its Field: the schema needs that order."""


def _known_programme(id: str) -> str:
    if id in programme_ids():
        return id
    raise PydanticCustomError("enum", "unknown", {"expected": ", ".join(programme_ids())})


def _one_day(date: PartialDate) -> PartialDate:
    if date.precision == "day":
        return date
    reason = f"“{date}” is no single day. Write it as 2017-04-25."
    raise PydanticCustomError("date", "{reason}", {"reason": reason})


def _with_host(url: str) -> str:
    if not host_of(url):
        raise PydanticCustomError(
            "url", "“{url}” is not an address. Write it as https://…", {"url": url}
        )
    return url


def _with_check_digit(orcid: str) -> str:
    """ISO 7064, MOD 11-2, as ORCID has it."""
    total = 0
    for digit in orcid.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    if "0123456789X"[(12 - total % 11) % 11] != orcid[-1]:
        raise PydanticCustomError("orcid", "a digit of the iD is wrong")
    return orcid


def described(**keywords: JsonValue) -> Any:
    """What the schema for editors says of a type beyond pydantic's own words; see schema.py.

    `names` is the list of known values that the value is one of.
    """
    return Field(json_schema_extra=keywords)


@dataclass(frozen=True)
class Reference:
    """Marks a type that holds the id of a record: the law of references asks for every field of
    such a type, the schemas list the ids."""

    noun: str
    """What is named: a kind of record (folders.KINDS), objective or document."""

    @property
    def name(self) -> str:
        """Of the list of ids in a schema: WorkPackageId."""
        return f"{self.noun.title().replace(' ', '')}Id"

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return handler(core) | {"names": self.name}


Id = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", min_length=2, max_length=60),
    described(patternErrorMessage="Write small letters, digits and hyphens: lantern-training."),
]
# Any line of text: what is no id at all is told like an unknown one, with the nearest known.
AnyId = Annotated[str, StringConstraints(min_length=1, max_length=100)]
ClusterId = Annotated[AnyId, Reference("cluster")]
ContactId = Annotated[AnyId, Reference("contact")]
DocumentId = Annotated[AnyId, Reference("document")]
ObjectiveId = Annotated[AnyId, Reference("objective")]
OutcomeId = Annotated[AnyId, Reference("outcome")]
WorkPackageId = Annotated[AnyId, Reference("work package")]
FILE_NAME = r"^[a-z0-9][a-z0-9.-]{1,90}\.[a-z0-9]{2,5}$"
FileName = Annotated[str, StringConstraints(pattern=FILE_NAME)]
"""Of a file in docs/assets/."""
ProgrammeId = Annotated[
    str, AfterValidator(_known_programme), described(enum=list(programme_ids()))
]
FieldName = Annotated[str, StringConstraints(pattern=r"^[a-z_]{2,40}$")]
SourcedField = Annotated[FieldName, described(names="SourcedField")]
InferredField = Annotated[FieldName, described(names="InferredField")]
Code = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Z][A-Z/-]{0,19}$"),
    described(patternErrorMessage="Write the code in capitals, as in the grant agreement."),
]
Doi = Annotated[
    str,
    StringConstraints(pattern=r"^10\.[0-9]{4,9}/[A-Za-z0-9._;()<>/:+-]{1,200}$"),
    described(patternErrorMessage="Write the DOI alone, without https://doi.org/: 10.5281/…"),
]
Orcid = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]$"),
    AfterValidator(_with_check_digit),
    described(patternErrorMessage="Write the four groups of the iD: 0000-0002-1825-0097."),
]
Line = Annotated[str, StringConstraints(min_length=1, max_length=300)]
_ADDRESS = r"(?:[^\s<>\x22'{}|\\^`%]|%[0-9A-Fa-f]{2})+"
"""The letters of an address (RFC 3987, 2.2); a percent sign begins the code of one."""
Url = Annotated[
    str,
    StringConstraints(pattern=f"^https?://{_ADDRESS}$", max_length=600),
    AfterValidator(_with_host),
    described(patternErrorMessage="Write an address as https://…"),
]
SecureUrl = Annotated[
    str,
    StringConstraints(pattern=f"^https://{_ADDRESS}$", max_length=600),
    AfterValidator(_with_host),
    described(patternErrorMessage="Write an address as https://…"),
]
# An editor reads a bare 2017 as a number, the project as text: its schema takes both.
Colour = Annotated[
    str,
    StringConstraints(pattern=r"^#?[0-9a-fA-F]{6}$"),
    AfterValidator(lambda colour: colour.removeprefix("#").lower()),
    described(
        type=["string", "number"],
        patternErrorMessage="Write the six digits of the colour: 0b3a53.",
    ),
]
OWN_COLOUR = "2c3350"
"""Of a project that names none."""
Latitude = Annotated[
    float,
    Field(ge=-90, le=90, allow_inf_nan=False),
    DECIMAL,
    described(type=["number", "string"], pattern=r"^-?([0-8]?[0-9](\.[0-9]+)?|90)$"),
]
Longitude = Annotated[
    float,
    Field(ge=-180, le=180, allow_inf_nan=False),
    DECIMAL,
    described(type=["number", "string"], pattern=r"^-?((1[0-7]|[0-9])?[0-9](\.[0-9]+)?|180)$"),
]
Months = Annotated[
    int,
    Field(gt=0, le=240),
    WHOLE,
    described(type=["integer", "string"], pattern=r"^([1-9][0-9]?|1[0-9][0-9]|2[0-3][0-9]|240)$"),
]
Euros = Annotated[
    int,
    Field(gt=0, le=9_999_999_999),
    WHOLE,
    described(type=["integer", "string"], pattern=r"^[1-9][0-9]{0,9}$"),
]
Count = Annotated[
    int,
    Field(gt=0, le=9999),
    WHOLE,
    described(type=["integer", "string"], pattern=r"^[1-9][0-9]{0,3}$"),
]
Year = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{4}$"),
    described(type=["string", "integer"], minimum=1000, maximum=9999),
]
_DAY = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
Date = Annotated[
    PartialDate,
    described(
        type=["string", "integer"],
        minimum=1000,
        maximum=9999,
        pattern=f"^([0-9]{{4}}|[0-9]{{4}}-(0[1-9]|1[0-2])|{_DAY}|{_DAY}/{_DAY})$",
        patternErrorMessage="Write 2017, 2017-04, 2017-04-25 or 2017-04-25/2017-04-28.",
    ),
]
Day = Annotated[
    PartialDate,
    AfterValidator(_one_day),
    described(type="string", pattern=f"^{_DAY}$", patternErrorMessage="Write a day: 2017-04-25."),
]
Due = Annotated[
    PlannedDate,
    described(
        type="string",
        pattern=r"^(M[1-9][0-9]{0,2}|[0-9]{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)$",
        patternErrorMessage="Write the month of the project, M12; or 2017-04, or 2017-04-25.",
    ),
]
YesNo = Annotated[
    bool,
    BeforeValidator(_yes_or_no),
    WithJsonSchema({"type": "string", "enum": ["yes", "no"]}),
]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$"), described(names="CountryCode")]
SiteLocaleCode = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z]{2,3}$"),
    described(pattern="^[a-z]{2}$", patternErrorMessage="Write an ISO 639-1 code: en, de, cs."),
]
LocaleCode = Annotated[
    str, StringConstraints(pattern=r"^[a-z]{2,3}$"), described(names="LanguageCode")
]
WITHHELD = "withheld"
"""Stands in the place of an address that an archive leaves out."""
# Pages show it as it is written; no file for machines holds it (exclude).
Obscured = Annotated[
    str,
    Field(exclude=True),
    StringConstraints(pattern=rf"^({WITHHELD}|[A-Za-z0-9._+-]+\(@\)[a-z0-9.-]+\.[a-z]+)$"),
    described(patternErrorMessage="Write the address as name(@)host."),
]


class Record(BaseModel):
    """What all records share: unknown fields are refused, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    @property
    def called(self) -> str | LocalisedText:
        """What a list of records calls it: its name, or its title; empty where it has neither."""
        fields: dict[str, str | LocalisedText] = self.__dict__
        return fields.get("name") or fields.get("title") or ""


def sources_of(record: Record) -> Iterator[tuple[Keys, Source]]:
    """Every source that a record names, with the keys that lead to it."""
    return _held(record, Source, ())


def localised_texts(record: Record) -> Iterator[tuple[Keys, LocalisedText]]:
    """Every text of a record that stands in several languages, with the keys that lead to it."""
    return _held(record, LocalisedText, ())


def references_of(record: BaseModel, path: Keys = ()) -> Iterator[tuple[Keys, Reference, str]]:
    """Every id that a record names, with the keys that lead to it and what kind of id it is."""
    for name, reference in naming_fields(type(record)):
        value = getattr(record, name)
        if value is None:
            continue
        for keys, item in _one_or_many((*path, name), value):
            if reference:
                yield keys, reference, item
            else:
                yield from references_of(item, keys)


@cache
def naming_fields(model: type[BaseModel]) -> tuple[tuple[str, Reference | None], ...]:
    """The fields that hold ids of records; None with those whose records hold some."""
    found: list[tuple[str, Reference | None]] = []
    for name, info in model.model_fields.items():
        marks = [*info.metadata, *_metadata(info.annotation)]
        reference = next((mark for mark in marks if isinstance(mark, Reference)), None)
        if reference or any(naming_fields(inner) for inner in models_in(info.annotation)):
            found.append((name, reference))
    return tuple(found)


def _metadata(annotation: Any) -> Iterator[Any]:
    """What stands behind the types that an annotation is made of: Annotated[str, this]."""
    yield from getattr(annotation, "__metadata__", ())
    for argument in get_args(annotation):
        yield from _metadata(argument)


def words_of(record: Record) -> Iterator[str]:
    """The keys of the words that a record needs by what it has chosen from closed lists."""
    for name in _chosen_fields(type(record)):
        for _, value in _one_or_many((name,), getattr(record, name)):
            yield from value.words


@cache
def _chosen_fields(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields whose value is one of a closed list, or several."""
    return tuple(
        name
        for name, info in model.model_fields.items()
        if any(
            isinstance(kind, type) and issubclass(kind, ClosedList)
            for kind in (info.annotation, *get_args(info.annotation))
        )
    )


Held = TypeVar("Held", bound=BaseModel)


def _held(record: BaseModel, kind: type[Held], path: Keys) -> Iterator[tuple[Keys, Held]]:
    for name in _fields_with(type(record), kind):
        value = getattr(record, name)
        for keys, item in _one_or_many((*path, name), value):
            if isinstance(item, kind):
                yield keys, item
            else:
                yield from _held(item, kind, keys)


def _one_or_many(path: Keys, value: Any) -> Iterator[tuple[Keys, Any]]:
    if isinstance(value, tuple):
        for at, item in enumerate(value):
            yield (*path, at), item
    elif value is not None:
        yield path, value


@cache
def _fields_with(model: type[BaseModel], kind: type[BaseModel]) -> tuple[str, ...]:
    """The fields that can hold such a value, at once or further below: only these are gone
    through, as most fields of most records are plain texts."""
    return tuple(
        name
        for name, info in model.model_fields.items()
        if any(
            issubclass(within, kind) or _fields_with(within, kind)
            for within in models_in(info.annotation)
        )
    )


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The classes of records that the type of a field names: of tuple[Link, ...] it is Link."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from models_in(argument)


_SOURCES: list[JsonValue] = [{"url": "https://riverlight.example.org/plan/"}]


class Source(Record):
    """Where a fact comes from."""

    url: Url | None = None
    """The public page that says it: https://riverlight.example.org/plan/"""
    document: DocumentId | None = Field(default=None, examples=["project-plan"])
    """Instead of a page: the id of a document in project.yml, project-plan."""
    http_only: YesNo = False
    """yes where the page exists without encryption only (http:)."""
    facts: tuple[SourcedField, ...] = ()
    """The fields of this record that the source supports: [title, members]."""


class Inference(Record):
    """A fact that no source says in so many words (basis: inferred)."""

    fact: InferredField
    """The field that is inferred: work_package."""
    why: LocalisedText | None = Field(
        default=None, examples=["The project plan names the lamps under WP2."]
    )
    """What it is inferred from."""


class Sourced(Record):
    """A record that says where its facts come from."""

    remark: LocalisedText | None = Field(
        default=None, examples=["The report was published on the second day."]
    )
    """What a reader should know about the facts: a contradiction, a gap."""
    inferred: tuple[Inference, ...] = ()
    """The facts that are inferred; the page says so beside each."""
    sources: tuple[Source, ...] = Field(min_length=1, examples=[_SOURCES])
    """Where the facts come from, the best one first."""

    def inference(self, fact: str) -> Inference | None:
        """How a fact was inferred, or None where a source states it."""
        return next((item for item in self.inferred if item.fact == fact), None)


_NUMBER = re.compile(r"[0-9]+")


class FiledRecord(Sourced):
    """A record with a file of its own."""

    id: str
    """Small letters, digits and hyphens, the same as the file's name."""

    @property
    def order(self) -> tuple[object, ...]:
        """As people order codes: WP9 comes before WP10, D4.7 before D4.13."""
        return tuple(int(number) for number in _NUMBER.findall(self.id)), self.id


class Document(Record):
    """A document that is no public page, and yet a source."""

    id: Id
    """Short name that sources use: project-plan."""
    title: LocalisedText
    """What it is: {en: the project plan}"""


class Grant(Record):
    """The grant agreement of the project."""

    number: Annotated[str, StringConstraints(pattern=r"^[A-Z0-9][A-Z0-9/._-]{2,40}$")] | None = (
        Field(default=None, examples=["101012345"])
    )
    """The number of the grant agreement: 101012345."""
    call: Line | None = Field(default=None, examples=["HORIZON-CL5-2022-D4-01"])
    """The id of the call: HORIZON-CL5-2022-D4-01."""
    topic: Line | None = Field(default=None, examples=["HORIZON-CL5-2022-D4-01-03"])
    """The id of the topic within the call."""
    agency: LocalisedText | None = Field(
        default=None, examples=["European Research Executive Agency (REA)"]
    )
    """The agency or ministry that manages the grant."""
    budget: Euros | None = Field(default=None, examples=[2400000])
    """The whole cost of the project, in whole euros."""
    contribution: Euros | None = Field(default=None, examples=[1900000])
    """What the European Union pays of it, in whole euros."""
    doi: Doi | None = Field(default=None, examples=["10.3030/101012345"])
    """The DOI of the grant: 10.3030/101012345."""
    pages: tuple[Url, ...] = Field(
        default=(), examples=[["https://cordis.europa.eu/project/id/101012345"]]
    )
    """The pages of the project at CORDIS, Kohesio, keep.eu, OpenAIRE …"""


class ReportingPeriod(Record):
    """The months that one report to the funder is about."""

    start: Due = Field(examples=["M1"])
    """When it begins: the month of the project, M1, or a date."""
    end: Due = Field(examples=["M18"])
    """When it ends: the month of the project, M18, or a date."""


class FundingWording(Record):
    """How a grant agreement words the funding sentence."""

    statement: LocalisedText = Field(examples=["Co-funded by the European Union"])
    """That the Union funds the project."""
    disclaimer: LocalisedText | None = Field(
        default=None, examples=["The content reflects only the authors’ view."]
    )
    """Who answers for the content; without it that of the programme."""
    valid_from: Date | None = Field(default=None, examples=["2021-06"])
    """Since when it is asked for, where the wording changed; absent for from the beginning."""


class Archive(Record):
    """What an archived copy of the site says of itself on every page."""

    date: Date = Field(examples=["2026-12-31"])
    """The day as of which it shows the project."""
    release: Line | None = Field(default=None, examples=["v1.0"])
    """The release that it belongs to, where it has a name: v1.0."""


class ProjectFacts(Sourced):
    """data/project.yml: the project itself."""

    acronym: Line
    """The short name of the project: RIVERLIGHT."""
    title: LocalisedText = Field(examples=["Light for the paths along rivers"])
    """The long name; the original in the default language."""
    summary: LocalisedText = Field(
        examples=["The project lights paths with what their rivers give."]
    )
    """What the project is for, in one or two sentences."""
    consortium: LocalisedText = Field(examples=["Three partners, each from another country."])
    """Who works together in it."""
    languages: tuple[SiteLocaleCode, ...] = Field(min_length=1, examples=[["en", "de"]])
    """The languages of the site, the default one first: [en, de]."""
    programme: ProgrammeId
    """The funding programme, which decides the funding sentence, the disclaimer and where they
    stand: horizon-europe."""
    granting_authority: LocalisedText | None = Field(
        default=None, examples=["the European Research Executive Agency (REA)"]
    )
    """Who granted the money, in the words of the disclaimer; the programmes since 2021 need it."""
    grant: Grant | None = None
    """The grant agreement: number, call, money, and where others tell of the project."""
    funding: tuple[FundingWording, ...] = ()
    """The project's own funding sentence, where the grant agreement has another than the programme;
    the latest that is valid wins."""
    periods: tuple[ReportingPeriod, ...] = ()
    """The reporting periods, in their order; `projectsite report` writes the lists of each."""
    start: Date
    """The first month: 2016-11."""
    end: Date
    """The last month: 2018-11."""
    duration: Months = Field(examples=[24])
    """The length in months, as agreed: 24."""
    coordinator: ClusterId
    """The id of the cluster that coordinates: tresnuvem."""
    documents: tuple[Document, ...] = ()
    """Sources that are no public pages."""
    unlinked_hosts: tuple[Line, ...] = Field(default=(), exclude=True, examples=[["docplayer.net"]])
    """Hosts that are evidence but are never linked: copy sites, staging sites. Only sources name
    addresses there."""
    spellings: tuple[Line, ...] = Field(default=(), exclude=True, examples=[["myΚΕΠ"]])
    """Words that are right though their letters are of two scripts, or look like those of another:
    myΚΕΠ, αvβ3. The check leaves them alone."""
    archive: Archive | None = None
    """Only in an archived copy, where `projectsite freeze` has written it."""

    @property
    def called(self) -> str:
        return self.acronym


class Brand(Record):
    """data/brand.yml: how the project looks. Without it the site has looks of its own."""

    colour: Colour = Field(default=OWN_COLOUR, examples=["7a1f3d"])
    """The six digits of the colour: 0b3a53. The header has it where white text can be read on it,
    and all other colours are made from it, each as light or dark as its text needs."""
    outline: Outline = Outline.CIRCLE
    """The outline of the marks and figures: circle or drop."""
    logo: FileName | None = Field(default=None, examples=["mark-of-the-project.svg"])
    """The picture in the header in place of the mark: an SVG, PNG or WebP in docs/assets/."""
    header: LocalisedText | None = Field(default=None, examples=["Light for rivers"])
    """What stands beside it in the header, in a few words; without it the acronym. Heading and lead
    of the home page stand in its own file: docs/en/index.md."""
    wordmark: YesNo = False
    """yes where the logo shows the name already: nothing stands beside it then."""


class Objective(Record):
    """An objective (O1) or a specific objective (O1.2); several work packages may serve it."""

    id: Annotated[
        str,
        StringConstraints(pattern=r"^O[1-9][0-9]?(\.[1-9][0-9]?)?$"),
        described(patternErrorMessage="Write O1 or O1.2."),
    ] = Field(examples=["O1", "O1.2"])
    """As in the project document: O1 or O1.2."""
    label: LocalisedText | None = None
    """One word for an objective: {en: Coordinate}"""
    text: LocalisedText = Field(examples=["Light the paths of small towns without a cable"])
    """The objective, as agreed."""
    sources: tuple[Source, ...] = Field(min_length=1, examples=[_SOURCES])
    """Where the wording comes from."""

    @property
    def parent(self) -> str | None:
        """The id of the objective that a specific objective belongs to."""
        head, dot, _ = self.id.partition(".")
        return head if dot else None


class ObjectivesFile(Record):
    """data/objectives.yml: every objective, once."""

    objectives: tuple[Objective, ...] = Field(min_length=1)
    """O1 to O4 and their specific objectives."""


class PublicPage(Record):
    """A public page that records name as a source: what it is called, and who published it."""

    url: Url
    """The address, exactly as the sources of records have it: https://riverlight.example.org/plan/"""
    title: Line | None = Field(default=None, examples=["A first lamp for Hohdelampo"])
    """Its own title, in its own language; absent where nobody has read it."""
    publisher: Line = Field(examples=["The Journal of Small Towns"])
    """Who published it, by name."""
    language: LocaleCode
    """The language of the page: en"""
    published: Date | None = Field(default=None, examples=["2017-03-20"])
    """The date that stands on it, as 2017-03-20; absent where none does."""
    archived: SecureUrl | None = Field(
        default=None,
        examples=["https://web.archive.org/web/2018/https://riverlight.example.org/plan/"],
    )
    """A copy of it in an archive, which readers are offered once the page is gone."""


class SourcesFile(Record):
    """data/sources.yml: the public pages that records name, each once."""

    pages: tuple[PublicPage, ...] = Field(min_length=1)
    """Every page that is known by name."""


class Term(Record):
    """A term that pages explain where they use it first."""

    id: Id = Field(examples=["work-package"])
    """Small letters, digits and hyphens. It is in the address for good: /glossary/#work-package."""
    term: LocalisedText = Field(examples=["work package, work packages"])
    """The term, then all other forms in which texts write it, with commas between them; one in
    small letters is found with a capital too."""
    stands_for: LocalisedText | None = Field(
        default=None, examples=["European Economic Interest Grouping"]
    )
    """What an abbreviation stands for."""
    definition: LocalisedText = Field(
        examples=["A part of a project with a leader and months of its own."]
    )
    """What it means, in one or two sentences."""
    inferred: YesNo = False
    """yes where the sources use the term and do not explain it."""
    sources: tuple[Source, ...] = Field(min_length=1, examples=[_SOURCES])
    """Where the meaning comes from."""

    def forms(self, locale: str) -> tuple[str, ...]:
        """How texts in a language write it, the term itself first; none where it is missing."""
        forms = (form.strip() for form in self.term.root.get(locale, "").split(","))
        return tuple(form for form in forms if form)


class GlossaryFile(Record):
    """data/glossary.yml: the terms that pages explain, each once."""

    terms: tuple[Term, ...] = Field(min_length=1)
    """Every term, in any order; pages put them into that of the alphabet."""


class WorkPackage(FiledRecord):
    """data/work_packages/wp1.yml: one work package."""

    id: Annotated[
        str,
        StringConstraints(pattern=r"^WP[1-9][0-9]?$"),
        described(patternErrorMessage="Write WP1, WP2 …"),
    ] = Field(examples=["WP1"])
    """As in the project document: WP1. The file has the same name in small letters."""
    title: LocalisedText = Field(examples=["Lamps that live on running water"])
    """The full title, as in the project document."""
    short_title: LocalisedText | None = Field(default=None, examples=["River lamps"])
    """A title of two to four words for cards and tags; without it they have the full one."""
    summary: LocalisedText | None = Field(
        default=None,
        examples=["It builds the lamps and tries them out on three rivers."],
    )
    """What the work package is about."""
    objectives: tuple[ObjectiveId, ...] = ()
    """The ids of the objectives that it serves: [O1.2, O2.2]."""
    lead: ClusterId
    """The id of the cluster that leads it."""
    start: Due | None = Field(default=None, examples=["M1"])
    """When it begins: the month of the project, M1, or a date."""
    end: Due | None = Field(default=None, examples=["M24"])
    """When it ends: the month of the project, M24, or a date."""
    management: YesNo = False
    """yes for the work package that manages the project and names no objective."""

    @property
    def label(self) -> LocalisedText:
        """What it is called where there is little room."""
        return self.short_title or self.title


class Label(Record):
    """An excellence label that a cluster holds from a date on, until the next one in the list."""

    level: Level
    """none, bronze, silver or gold."""
    since: Date = Field(examples=["2017-01"])
    """When it was received, or first seen: 2017-01"""
    inferred: YesNo = False
    """yes where no source says so directly."""
    until: Date | None = Field(default=None, examples=["2018-11"])
    """The last date for which a source shows it: 2018-11; absent where none does later."""
    note: LocalisedText | None = Field(default=None, examples=["Prepared in a project of its own."])
    """What a reader should know about it."""
    sources: tuple[Source, ...] = Field(default=(), examples=[_SOURCES])
    """Where that is said: the first for since, the last for until."""


class Cluster(FiledRecord):
    """data/clusters/tresnuvem.yml: one cluster of the consortium."""

    id: Id
    """Small letters, digits and hyphens, the same as the file's name: tresnuvem."""
    name: Line = Field(examples=["Tresnuvem Circle"])
    """The name, as the cluster writes it."""
    abbreviation: Line | None = None
    """Where one is in use: TNV."""
    legal_name: Line | None = Field(default=None, examples=["Círculo Tresnuvem, associação"])
    """The registered name, where a source gives it."""
    field: LocalisedText | None = Field(default=None, examples=["Water"])
    """Its field of technology, in two or three words."""
    hue: Hue | None = None
    """Its colour, always beside its name: violet, amber, green, blue …; else the next one free."""
    card: LocalisedText | None = Field(
        default=None, examples=["Leads awareness raising and dissemination."]
    )
    """What it does in the project, in one short sentence."""
    summary: LocalisedText | None = Field(
        default=None, examples=["Forty firms that build with running water."]
    )
    """What the cluster is, in one or two sentences."""
    country: Country
    """ISO 3166-1 code in quotes or capitals: DE, "NO"."""
    region: LocalisedText | None = Field(default=None, examples=["Centro"])
    """The region it works in."""
    city: LocalisedText | None = Field(default=None, examples=["Tomar"])
    """Its seat."""
    position: tuple[Latitude, Longitude] | None = Field(default=None, examples=[[54.09, 13.4]])
    """Latitude and longitude of the seat, in degrees: [54.09, 13.40]. Without it the map leaves it
    out."""
    ror: Annotated[str, StringConstraints(pattern=r"^0[a-z0-9]{6}[0-9]{2}$")] | None = Field(
        default=None, examples=["05dxps055"]
    )
    """Its id in the Research Organization Registry, without https://ror.org/: 05dxps055."""
    website: Url | None = None
    """The address of its own site: https://tresnuvem.example.org"""
    http_only: YesNo = False
    """yes where that site has no encrypted address: http://…"""
    logo: FileName | None = Field(default=None, examples=["tresnuvem-sign.svg"])
    """Its logo, an SVG, PNG, WebP or JPEG in docs/assets/."""
    joined: Date | None = Field(default=None, examples=["2018-03"])
    """When it came into the project, where that was after the beginning: 2018-03"""
    left: Date | None = Field(default=None, examples=["2018-03"])
    """When it left the project, where that was before the end: 2018-03"""
    founded: Year | None = Field(default=None, examples=[2010])
    """The year of its foundation."""
    members: LocalisedText | None = Field(
        default=None, examples=["34 members, of which 23 companies (March 2016)"]
    )
    """How many members, and when that was."""
    label: LocalisedText | None = Field(default=None, examples=["ECEI Bronze (January 2017)"])
    """Its excellence label, and when it was reported."""
    labels: tuple[Label, ...] = Field(
        default=(),
        examples=[[{"level": "none", "since": "2016-11"}, {"level": "bronze", "since": "2017-01"}]],
    )
    """The levels that it held, in the order of time; the home page draws them."""
    successor: LocalisedText | None = Field(
        default=None, examples=["Since 2020 part of the Circle of Rivers"]
    )
    """What became of it."""
    before: LocalisedText | None = Field(
        default=None, examples=["Founded in 2010; no lamp of its own before the project."]
    )
    """Where it stood before the project, in two to four sentences."""
    during: LocalisedText | None = Field(
        default=None, examples=["Led dissemination and lit the first path in 2017."]
    )
    """What it did in the project and gained from it."""
    after: LocalisedText | None = Field(
        default=None, examples=["It went on with the partners in a follow-up project."]
    )
    """What came after the project."""
    languages: tuple[LocaleCode, ...] = ()
    """The languages that it works in."""


class Contact(FiledRecord):
    """data/contacts/ines-lumares.yml: whom to write to."""

    id: Id = Field(examples=["ines-lumares"])
    """Small letters, digits and hyphens, the same as the file's name."""
    name: Line = Field(examples=["Inês Lumares"])
    """First name and surname; of an office, what it is called."""
    office: YesNo = False
    """yes for an office, which is no person."""
    cluster: ClusterId
    """The id of the cluster."""
    role: LocalisedText | None = Field(default=None, examples=["Coordinator of the project (2020)"])
    """The role, and when that was."""
    email: Obscured = Field(examples=["name(@)example.org"])
    """The address as name(@)host; the site never prints it otherwise."""
    orcid: Orcid | None = None
    """The person's ORCID iD: 0000-0002-1825-0097"""
    homepage: SecureUrl | None = Field(default=None, examples=["https://example.org/lumares"])
    """A page about the person."""
    shown_until: Date | None = Field(default=None, examples=["2026-12"])
    """The last day to which the person has agreed; after it the site leaves the contact out."""
    in_archive: YesNo = False
    """yes where the person has agreed to stay in the archive of the finished project, for good;
    else `projectsite freeze` keeps only the role and the cluster, with `email: withheld`."""

    @property
    def address(self) -> str:
        """Where to write to, as name(@)host; empty where an archive leaves it out."""
        return "" if self.email == WITHHELD else self.email


class Member(Record):
    """A member of a partnership outside the consortium."""

    name: Line = Field(examples=["Circle of Ferries"])
    """Its name."""
    country: Country
    """ISO 3166-1 code."""


class Partnership(FiledRecord):
    """data/partnerships/bright-banks.yml: a partnership that some of the clusters belong to."""

    id: Id = Field(examples=["bright-banks"])
    """Small letters, digits and hyphens, the same as the file's name."""
    name: Line = Field(examples=["Bright Banks"])
    """The name in use."""
    title: LocalisedText = Field(examples=["Partnership of towns for bright banks"])
    """What the name stands for."""
    summary: LocalisedText = Field(examples=["Towns that light their banks together."])
    """What it is, in one or two sentences."""
    coordinator: Line | None = Field(default=None, examples=["Tresnuvem Circle"])
    """Who leads it."""
    clusters: tuple[ClusterId, ...] = Field(min_length=1)
    """The ids of the clusters of this consortium that belong to it."""
    other_members: tuple[Member, ...] = ()
    """Members outside the consortium, as far as known."""


class ResultFile(Record):
    """A file that came out of an outcome."""

    file: FileName
    """Its name in docs/assets/; it begins with the id of the outcome:
    lantern-training-slides.pdf"""
    title: LocalisedText
    """What it is: {en: Slides of the training}"""
    language: LocaleCode | None = None
    """The language that it is in: en."""


class Outcome(FiledRecord):
    """data/outcomes/lantern-training.yml: what the project did or made."""

    id: Id = Field(examples=["lantern-training"])
    """Small letters, digits and hyphens, the same as the file's name: lantern-training. It is in
    the address for good."""
    title: LocalisedText = Field(examples=["Training with lanterns"])
    """A title that stands alone in a list."""
    summary: LocalisedText = Field(
        examples=["Four days on lamps, rivers and those who walk there."]
    )
    """One sentence: why it matters."""
    text: LocalisedText | None = Field(
        default=None,
        examples=["The consortium met two towns, **Upper Lantern** and Lower Lantern."],
    )
    """More, in a little Markdown: paragraphs, lists, emphasis, links."""
    moment: LocalisedText | None = Field(default=None, examples=["Ten towns in one classroom"])
    """A headline, where this is one of the few moments in which the home page tells the project."""
    type: OutcomeType
    """training, study-visit, meeting, label, strategy, report, news …"""
    relation: Relation
    """project: the project's own; coverage: by others about it; context: a neighbour."""
    status: Status
    """done; reported: a partner says so, without a date or a document; announced or planned: it
    is, or was, to come."""
    date: Date | None = Field(
        default=None, examples=[2017, "2017-04", "2017-04-25", "2017-04-25/2017-04-28"]
    )
    """2017, 2017-04, 2017-04-25 or 2017-04-25/2017-04-28; absent when not known."""
    date_unknown: YesNo = False
    """yes where no source tells the date of an outcome that is done."""
    period: Period | None = None
    """before or after, where the outcome lies outside the months of the project."""
    place: LocalisedText | None = Field(default=None, examples=["Berlin"])
    """The town, or online."""
    position: tuple[Latitude, Longitude] | None = Field(default=None, examples=[[52.52, 13.41]])
    """Latitude and longitude of the town, in degrees, for the map: [52.52, 13.41]."""
    country: Country | None = None
    """Two letters (ISO 3166-1), as DE; news and web pages have none."""
    work_package: WorkPackageId | None = None
    """The id of the work package it belongs to; a context needs none."""
    clusters: tuple[ClusterId, ...] = ()
    """The ids of the clusters that took part."""
    participants: LocalisedText | None = Field(
        default=None, examples=["Ten towns and four trainers"]
    )
    """Who else took part."""
    guests: Count | None = Field(default=None, examples=[6])
    """How many other bodies took part, where a source counts or names them."""
    people: Count | None = Field(default=None, examples=[40])
    """How many people took part, where a source counts them."""
    languages: tuple[LocaleCode, ...] = ()
    """The languages of the material or event; none while it is only planned."""
    files: tuple[ResultFile, ...] = ()
    """What can be downloaded; each file lies in docs/assets/."""
    about: tuple[OutcomeId, ...] = ()
    """The ids of the outcomes that it reports on."""
    repeats: tuple[OutcomeId, ...] = ()
    """The ids of outcomes that it very likely tells again: it is not counted."""
    follows: tuple[OutcomeId, ...] = ()
    """The ids of earlier outcomes that it came out of: their pages show it as what came after."""

    @property
    def known(self) -> Known:
        """What is known of it: a done outcome without a date is only reported."""
        if self.status is Status.DONE:
            return Known.HAPPENED if self.date else Known.REPORTED
        return _KNOWN[self.status]

    @property
    def is_open(self) -> bool:
        """Whether no source says that it came about."""
        return self.known in (Known.ANNOUNCED, Known.PROMISED)

    @property
    def promised(self) -> bool:
        """Whether it is something that the project undertook: no news or page about it."""
        own = self.relation is Relation.PROJECT
        return own and not self.type.by_others and not self.repeats


_KNOWN = {
    Status.REPORTED: Known.REPORTED,
    Status.ANNOUNCED: Known.ANNOUNCED,
    Status.PLANNED: Known.PROMISED,
}
