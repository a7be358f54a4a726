"""Browsing: the list of outcomes with the filters that a script works, in parts when it is long.

Without a script the list is complete: up to 100 outcomes on one page, more on pages that follow
each other. With it, filters stand beside the list. The script counts and filters by a `Table`,
which holds a column a fact; beyond one page it draws the rows from it as well.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from .. import addresses
from ..facts.model import Outcome
from ..facts.vocabulary import ClosedList, OutcomeType, Relation, Status, TypeGroup
from ..page.setting import Setting
from ..words.collation import sort_key
from ..words.forms import (
    country_name,
    language_name,
    language_title,
    list_form,
    number_form,
)
from ..words.text import State, Words
from ..words.wording import Wording
from .outcomes import LISTED, OutcomeGroup, OutcomeRow, counted, outcome_groups, outcome_row

PART = LISTED
"""How many outcomes a page of the list holds."""

UNDATED = "unknown"
"""The year in the address of what has no date."""

UNFOLDED = frozenset({"type", "year"})
"""The filters whose values are seen at once: most visitors look for these."""

Values = tuple[str, ...]


@dataclass(frozen=True)
class Option:
    """One value of a filter."""

    value: str
    """As in the address: training, WP1, 2017."""
    label: str
    hint: Words | None
    """A second text, drawn smaller: the title of a work package."""
    count: str
    """How many outcomes have it."""


@dataclass(frozen=True)
class OptionGroup:
    """Values that can be chosen together, by one that stands for all: group=learn."""

    option: Option
    options: tuple[Option, ...]
    named: str
    """The labels of its values, in one line."""


@dataclass(frozen=True)
class Facet:
    """One filter: the values that occur, each to be chosen or not."""

    name: str
    """As in the address: work_package."""
    legend: str
    options: tuple[Option, ...]
    groups: tuple[OptionGroup, ...]
    """The same values in groups; empty where they stand alone."""
    unfolded: bool


@dataclass(frozen=True)
class Step:
    """A way to another part of the list."""

    text: str
    href: str | None
    """None for a gap between numbers."""
    current: bool = False


@dataclass(frozen=True)
class Pager:
    """The ways from one part of a long list to the others."""

    previous: str | None
    next: str | None
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class ListPart:
    """One page of the list without the filters."""

    groups: tuple[OutcomeGroup, ...]
    numbers: Mapping[Relation, str]
    """How many outcomes each group has on all pages."""
    level: int
    """Of the groups' headings; 0 where all outcomes are the project's own."""
    pager: Pager | None
    """None where one page holds all."""

    @property
    def title_level(self) -> int:
        """Of the headings that the titles are."""
        return (self.level or 1) + 1


@dataclass(frozen=True)
class Browse:
    """The list of outcomes with its filters."""

    part: ListPart
    facets: tuple[Facet, ...]
    count: str
    """How many outcomes there are, as a sentence."""
    show: str
    """The same as what a button does."""
    words: str
    """The words that the script needs, as JSON."""
    table: str
    """What the rows on this page are filtered by, as JSON; empty where `address` leads to them."""
    address: str
    """Of the table of all outcomes, where one page does not hold them; else empty."""
    base: str
    """What the address of an outcome is relative to."""
    script: str
    blank: OutcomeRow | None
    """A row without texts for the script to fill in; None where it need not draw any."""


def _years(outcome: Outcome) -> Values:
    """A span of days may lie in two years."""
    date = outcome.date
    if date is None:
        return (UNDATED,)
    return tuple(str(year) for year in range(date.first.year, date.last.year + 1))


FACETS: Mapping[str, Callable[[Outcome], Values]] = {
    "type": lambda o: (str(o.type),),
    "year": _years,
    "cluster": lambda o: tuple(dict.fromkeys(o.clusters)),
    "work_package": lambda o: (o.work_package,) if o.work_package else (),
    "status": lambda o: (str(o.status),),
    "language": lambda o: tuple(dict.fromkeys(o.languages)),
}
"""What the list can be filtered by: names in the address (a contract) → the values of a record."""


def browse(setting: Setting) -> Browse:
    """The first page of the list, with everything that its script needs."""
    project, t = setting.project, setting.t
    total = len(project.listed)
    # Where one page holds all, the script filters the rows that are there, and fetches nothing.
    whole = total <= PART
    words: Mapping[str, object] = {
        "count": t.forms("browse.count"),
        "found": t.forms("browse.found"),
        "show": t.forms("browse.show"),
        "chosen": t.forms("browse.chosen_count"),
        "empty": t.forms("browse.empty"),
        "copied": t("browse.copied"),
        "remove": t("browse.remove", filter="{filter}"),
        "quoted": t("browse.quoted", text="{text}"),
        "loading": t("browse.loading"),
        "failed": t("browse.failed"),
    }
    own = setting.own
    return Browse(
        part=list_part(setting, 1),
        facets=tuple(_facets(setting)),
        count=counted(setting, "browse.count", total),
        show=counted(setting, "browse.show", total),
        words=_json(words),
        table=_json(_filter_columns(setting)) if whole else "",
        address="" if whole else setting.page(addresses.list_table()),
        base=setting.page(addresses.outcomes()),
        script=setting.asset("assets/javascripts/browse.js"),
        # The partial that draws rows draws this one too, so that both look the same.
        blank=None if whole else OutcomeRow(own(""), own(""), "./", "", "2000", ""),
    )


def parts(total: int) -> int:
    """How many pages a list takes."""
    return max(1, -(-total // PART))


def list_part(setting: Setting, number: int) -> ListPart:
    """One page of the list, from 1."""
    project = setting.project
    start = (number - 1) * PART
    # The list is in the order of relations: its last row tells whether all are the project's own.
    own = not project.listed or project.listed[-1].relation is Relation.PROJECT
    # On the first page the script draws rows of every relation, also those of further pages.
    totals = Counter(outcome.relation for outcome in project.listed)
    shown = totals if number == 1 else ()
    return ListPart(
        groups=outcome_groups(setting, project.listed[start : start + PART], also=shown),
        numbers={kind: number_form(total, setting.locale) for kind, total in totals.items()},
        level=0 if own else 2,
        pager=pager(setting, number, parts(len(project.listed))),
    )


def part_title(setting: Setting, number: int) -> str:
    """Outcomes, page 2 of 20"""
    form, locale = number_form, setting.locale
    pages = parts(len(setting.project.listed))
    return setting.t("browse.part", page=form(number, locale), pages=form(pages, locale))


def part_range(setting: Setting, number: int) -> str:
    """Outcomes 101 to 200 of 2,000"""
    total = len(setting.project.listed)
    first = (number - 1) * PART + 1
    numbers = {"first": first, "last": min(first + PART - 1, total), "total": total}
    shown = {key: number_form(value, setting.locale) for key, value in numbers.items()}
    return setting.t("browse.range", **shown)


def outcome_table(setting: Setting) -> dict[str, object]:
    """All outcomes for the script, which draws rows from them: a column a fact, in list order."""
    outcomes = setting.project.listed
    rows = [outcome_row(setting, outcome) for outcome in outcomes]
    columns: Mapping[str, Iterable[Hashable]] = {
        "when": (row.when for row in rows),
        "datetime": (row.datetime for row in rows),
        "tag": (row.tag for row in rows),
        "title_mark": (_mark(row.title) for row in rows),
        "summary_mark": (_mark(row.summary) for row in rows),
    }
    return {
        **_filter_columns(setting),
        **{name: packed(values) for name, values in columns.items()},
        "id": [outcome.id for outcome in outcomes],
        "title": [str(row.title) for row in rows],
        "summary": [str(row.summary) for row in rows],
    }


def _filter_columns(setting: Setting) -> dict[str, object]:
    """What the script filters by and no row shows."""
    outcomes = setting.project.listed
    return {
        "relation": packed(str(outcome.relation) for outcome in outcomes),
        "where": packed(_where(setting, outcome) for outcome in outcomes),
        "facets": {
            name: packed(values_of(outcome) for outcome in outcomes)
            for name, values_of in FACETS.items()
        },
    }


def _where(setting: Setting, outcome: Outcome) -> str:
    """Town and country: visitors look for them, though rows do not show them."""
    country = country_name(outcome.country, setting.locale) if outcome.country else ""
    return " ".join(filter(None, (str(setting.optional_words(outcome.place) or ""), country)))


def packed(values: Iterable[Hashable]) -> tuple[tuple[Hashable, ...], tuple[int, ...]]:
    """A column with each value once, as a few work packages serve 2,000 outcomes: the values, then
    for each outcome the place of its own."""
    places: dict[Hashable, int] = {}
    of = tuple(places.setdefault(value, len(places)) for value in values)
    return tuple(places), of


def _mark(words: Words) -> str:
    """The language of a text that is missing in the page's; older; empty for a translation."""
    if words.state is State.MISSING:
        return words.locale
    return words.state if words.state is State.OLDER else ""


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _facets(setting: Setting) -> Iterator[Facet]:
    """The filters, each with the values that occur, in the order of the field."""
    project, t, locale = setting.project, setting.t, setting.locale
    counts = {
        name: Counter(value for outcome in project.listed for value in values_of(outcome))
        for name, values_of in FACETS.items()
    }
    filters: Mapping[str, tuple[str, Mapping[str, str]]] = {
        "type": (t("browse.type"), _labels(t, "type", _by_group(), counts["type"])),
        "year": (t("browse.year"), _year_labels(t, counts["year"])),
        "cluster": (t("cluster.one"), {c.id: c.name for c in project.clusters.values()}),
        "work_package": (t("work_package.one"), {id: id for id in project.work_packages}),
        "status": (t("outcome.status"), _labels(t, "status", Status, counts["status"])),
        "language": (t("outcome.languages"), _language_labels(setting, counts["language"])),
    }
    hints = {id: setting.words(w.label) for id, w in project.work_packages.items()}
    for name, (legend, labels) in filters.items():
        options = tuple(
            Option(value, label, hints.get(value), number_form(counts[name][value], locale))
            for value, label in labels.items()
            if counts[name][value]
        )
        # A filter without values to choose would only take room.
        if options:
            groups = tuple(_type_groups(setting, options, counts[name])) if name == "type" else ()
            yield Facet(name, legend, options, groups, name in UNFOLDED)


def _by_group() -> list[OutcomeType]:
    """The types, those of one group together."""
    order = list(TypeGroup)
    return sorted(OutcomeType, key=lambda kind: order.index(kind.group))


def _type_groups(
    setting: Setting, options: tuple[Option, ...], counts: Mapping[str, int]
) -> Iterator[OptionGroup]:
    """The groups that have outcomes, with their types."""
    t, locale = setting.t, setting.locale
    for group in TypeGroup:
        kinds = {str(kind) for kind in OutcomeType if kind.group is group}
        own = tuple(option for option in options if option.value in kinds)
        if own:
            count = sum(counts[option.value] for option in own)
            whole = Option(str(group), t(f"group.{group}"), None, number_form(count, locale))
            yield OptionGroup(whole, own, list_form((o.label for o in own), locale))


def _year_labels(t: Wording, counts: Mapping[str, int]) -> dict[str, str]:
    """The latest first; what has no date is a year like the others, the last one."""
    years = sorted(counts.keys() - {UNDATED}, reverse=True)
    return {year: year for year in years} | {UNDATED: t("outcome.date_unknown")}


def _language_labels(setting: Setting, counts: Mapping[str, int]) -> dict[str, str]:
    """The languages of the site first, then others by their name."""
    locale = setting.locale
    others = sorted(counts, key=lambda c: sort_key(language_name(c, locale), locale))
    codes = dict.fromkeys([*setting.project.locales, *others])
    return {code: language_title(code, locale) for code in codes}


def _labels(
    t: Wording, name: str, values: Iterable[ClosedList], counts: Mapping[str, int]
) -> dict[str, str]:
    """The values of a closed list that occur; what does not occur needs no word."""
    return {str(value): t(f"{name}.{value}") for value in values if counts[value]}


def pager(setting: Setting, number: int, last: int) -> Pager | None:
    """First and last part, and two on either side; a gap stands for what lies between."""
    if last == 1:
        return None

    def href(part: int) -> str | None:
        return setting.page(addresses.outcomes_part(part)) if 1 <= part <= last else None

    near = range(max(1, number - 2), min(last, number + 2) + 1)
    steps: list[Step] = []
    before = 0
    # The first and the last are always there: whoever pages sees how long the list is.
    for part in sorted({1, *near, last}):
        if part > before + 1:
            steps.append(Step("…", None))
        steps.append(Step(number_form(part, setting.locale), href(part), part == number))
        before = part
    return Pager(href(number - 1), href(number + 1), tuple(steps))
