"""The parts that documents are made of, each a sheet or some blocks; None where data has nothing.

What is counted, sorted or dated is taken from the views of the site: each figure equals the site's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from .. import addresses
from ..facts.model import Source, WorkPackage
from ..facts.vocabulary import Hue, Known, Level, OutcomeType
from ..page.evidence import FactRow, source_rows
from ..page.setting import Link, Setting
from ..views.clusters import ContactCard, cluster_cards, contact_card
from ..views.drop import Figure as Shown
from ..views.drop import drop
from ..views.ladder import ladder
from ..views.levels import levels
from ..views.map import consortium_map
from ..views.moments import moments as moments_of
from ..views.outcomes import cluster_link
from ..views.project import figures, grant_facts, introduction
from ..views.promised import counts
from ..views.work_packages import objective_groups
from ..words.forms import number_form, year_span
from ..words.text import Words
from .drawings import Drawing
from .figures import chart_drawing, drop_drawing, line_sample, map_drawing, project_drop, sign
from .model import (
    Block,
    Cell,
    Fact,
    Facts,
    Figure,
    Group,
    Heading,
    Linked,
    Moment,
    Moments,
    Number,
    Numbers,
    Paragraph,
    Part,
    Partner,
    Partners,
    People,
    Person,
    Point,
    Points,
    Sheet,
    Table,
    Tone,
)

ROOM = 1000
"""So many letters fit beside each other on one slide."""
MOST_POINTS = 6
"""So many entries of a list fit on a slide."""
TOGETHER = 3
"""So many moments fit on a slide."""


def said(setting: Setting, key: str, **values: object) -> Words:
    """A word of the interface."""
    return setting.own(setting.t(key, **values))


def years(setting: Setting) -> str:
    facts = setting.project.facts
    return year_span(facts.start.year, facts.end.last.year, setting.locale)


def linked(link: Link) -> Linked:
    return Linked(link.text, link.href or "")


def fact(setting: Setting, row: FactRow) -> Fact:
    return Fact(setting.own(row.label), tuple(map(linked, row.values)), row.why)


def sources(setting: Setting, found: Iterable[Source]) -> tuple[Words, ...]:
    """What a sheet rests on: the title of a document, or the address of a page."""
    rows = source_rows(setting, found)
    return tuple(row.title or setting.own(row.text) for row in rows)


def cover(setting: Setting) -> Sheet:
    """The acronym, the long name, and the clusters as drops."""
    project = setting.project
    return Sheet(
        Part.COVER,
        setting.own(project.facts.acronym),
        (
            Paragraph(setting.words(project.facts.title), Tone.LEAD),
            project_figure(setting),
            names(setting),
        ),
        kicker=setting.own(years(setting)),
    )


def project_figure(setting: Setting, *, on_deep: bool = True) -> Figure:
    """The drop of the project, with its clusters in words."""
    project = setting.project
    clusters = project.clusters.values()
    alt = setting.t(
        "share.alt",
        acronym=project.facts.acronym,
        title=str(setting.words(project.facts.title)),
        clusters=", ".join(cluster.abbreviation or cluster.name for cluster in clusters),
    )
    hues = tuple(project.hues[cluster.id] for cluster in clusters)
    return Figure("project", project_drop(hues, on_deep=on_deep), setting.own(alt))


def names(setting: Setting) -> Partners:
    """The clusters by name alone."""
    hues = setting.project.hues
    return Partners(
        tuple(
            Partner(setting.own(cluster.abbreviation or cluster.name), hues[cluster.id], ())
            for cluster in setting.project.clusters.values()
        )
    )


def summary(setting: Setting) -> tuple[Paragraph, ...]:
    """What the project is for, and who works together in it."""
    shown = introduction(setting)
    return (Paragraph(shown.summary, Tone.LEAD), Paragraph(shown.consortium))


def objectives(setting: Setting) -> Points | None:
    """The main objectives."""
    points = tuple(Point(group.text, group.id) for group in objective_groups(setting))
    return Points(points, codes=True) if points else None


def introduction_sheets(setting: Setting) -> Iterator[Sheet]:
    """Introduction, then objectives."""
    facts = setting.project.facts
    rests = sources(setting, facts.sources)
    yield Sheet(
        Part.INTRODUCTION,
        said(setting, "door.project"),
        (*summary(setting), in_numbers(setting)),
        sources=rests,
    )
    if found := objectives(setting):
        for at, points in enumerate(_parts(found.points)):
            yield Sheet(
                Part.INTRODUCTION,
                said(setting, "work_package.objectives"),
                (Points(points, codes=True),),
                kicker=_more(setting, at),
            )


def in_numbers(setting: Setting) -> Numbers:
    """The project in four numbers."""
    return Numbers(
        tuple(Number(f.number, setting.own(f.label)) for f in figures(setting) if f.number != "0")
    )


def _more(setting: Setting, at: int, kicker: Words | None = None) -> Words | None:
    """Above the title of a slide that goes on from the one before."""
    if not at:
        return kicker
    goes_on = setting.t("kit.continued")
    return setting.own(f"{kicker} · {goes_on}" if kicker else goes_on)


def _parts(points: Sequence[Point], room: int = ROOM) -> Iterator[tuple[Point, ...]]:
    """A list in parts that fit on a slide each."""
    part: list[Point] = []
    left = room
    for point in points:
        cost = len(point.text.text) + 30
        if part and (cost > left or len(part) == MOST_POINTS):
            yield tuple(part)
            part, left = [], room
        part.append(point)
        left -= cost
    if part:
        yield tuple(part)


def lead_of(setting: Setting, package: WorkPackage) -> Words:
    """WP1 · Led by Nanoprogress."""
    link = cluster_link(setting, setting.project.clusters[package.lead])
    led_by = setting.t("kit.led_by", name=str(link.text))
    return setting.own(f"{package.id} · {led_by}")


def package_points(setting: Setting, package: WorkPackage) -> tuple[Point, ...]:
    """The objectives of a work package."""
    project = setting.project
    served = (project.objectives[id] for id in package.objectives)
    return tuple(Point(setting.words(o.text), o.id) for o in served)


def package_sheets(setting: Setting, package: WorkPackage) -> Iterator[Sheet]:
    """A work package with its objectives; on further slides where they are many."""
    text = setting.optional_words(package.summary)
    points = package_points(setting, package)
    rests = sources(setting, package.sources)
    kicker, hue = lead_of(setting, package), setting.project.hues[package.lead]
    title = setting.words(package.title)
    first: list[Block] = [Paragraph(text)] if text else []
    room = ROOM - (len(text.text) if text else 0)
    if len(points) <= MOST_POINTS and sum(len(p.text.text) + 30 for p in points) <= room:
        if points:
            first.append(Points(points, codes=True))
        yield Sheet(Part.WORK_PACKAGE, title, tuple(first), kicker, hue, rests)
        return
    slides: list[tuple[Block, ...]] = [tuple(first)] if first else []
    slides += ((Points(part, codes=True),) for part in _parts(points))
    for at, blocks in enumerate(slides):
        yield Sheet(Part.WORK_PACKAGE, title, blocks, _more(setting, at, kicker), hue, rests)


def partners(setting: Setting, *, numbered: bool = False, long: bool = True) -> Partners:
    """The clusters with field and place, and what each does in the project."""
    cards = cluster_cards(setting, setting.project.clusters.values())
    return Partners(
        tuple(
            Partner(
                setting.own(card.name),
                card.hue,
                tuple(
                    text
                    for text in (card.field, setting.own(card.place), card.card if long else None)
                    if text
                ),
                card.href,
                str(at) if numbered else "",
            )
            for at, card in enumerate(cards, start=1)
        )
    )


def map_blocks(
    setting: Setting, width: float, letters: float, *, seats: bool = True, long: bool = True
) -> tuple[Block, ...]:
    """The map, in points as wide as that, and the clusters as a list beside it."""
    look = (("wide", width, letters, letters / 13),)
    shown = consortium_map(setting, listed=False, looks=look, seats=seats)
    listed = partners(setting, numbered=bool(shown.numbered), long=long)
    if not shown.spots:
        return (listed,)
    countries = ", ".join(name for name, _ in shown.countries)
    alt = f"{setting.t('map.title')}: {countries}"
    return (Figure("map", map_drawing(shown, width), setting.own(alt)), listed)


def consortium_sheet(setting: Setting) -> Sheet:
    return Sheet(
        Part.CONSORTIUM,
        said(setting, "kit.consortium"),
        map_blocks(setting, 430, 18, long=len(setting.project.clusters) <= 4),
        sources=sources(setting, setting.project.facts.sources),
    )


def levels_sheet(setting: Setting, *, on_deep: bool = False) -> Sheet | None:
    """Which label each cluster held at the start, and once all had one."""
    shown, climbed = levels(setting), ladder(setting)
    if not shown or not climbed:
        return None
    rows = tuple(
        (
            Cell(setting.own(row.when)),
            *(
                Cell(setting.own(cell.label), sign=_water(cell.hue, cell.level, on_deep=on_deep))
                for cell in row.cells
            ),
        )
        for row in shown.rows
    )
    heads = (said(setting, "outcome.when"), *(link.text for link in shown.clusters))
    table = Table(
        said(setting, "label.title"), heads, (Group(None, rows),), (0, *(1.0 for _ in heads[1:]))
    )
    note = (Paragraph(setting.own(shown.note), Tone.SMALL),) if shown.note else ()
    return Sheet(Part.LABELS, setting.own(climbed.title), (table, *note))


def _water(hue: Hue, level: Level, *, on_deep: bool) -> Drawing:
    held = Shown(OutcomeType.LABEL, (hue,) if level is not Level.NONE else (), level=level)
    return drop_drawing(drop(held), on_deep=on_deep)


def ladder_figure(setting: Setting) -> tuple[Words, Figure] | None:
    """The ladder of all clusters with its title; None where there is none, or too many clusters."""
    shown = ladder(setting)
    if not shown or not shown.chart:
        return None
    says = " ".join(f"{row.name}: {row.says}." for row in shown.rows)
    key = tuple((line_sample(kind), setting.own(text)) for kind, text in shown.key)
    figure = Figure("ladder", chart_drawing(shown.chart), setting.own(says), key)
    return setting.own(shown.title), figure


def moments(setting: Setting) -> tuple[Moment, ...]:
    """What happened, the earliest first."""
    return tuple(
        Moment(setting.own(one.when), one.headline, one.summary, drop_drawing(one.drop), one.href)
        for one in moments_of(setting)
    )


def moments_title(setting: Setting, count: int) -> Words:
    return said(setting, "kit.moments", count=count)


def moment_sheets(setting: Setting) -> Iterator[Sheet]:
    found = moments(setting)
    title = moments_title(setting, len(found))
    slides = -(-len(found) // TOGETHER)
    for at in range(slides):
        # Alike in number: four moments are two and two.
        part = found[len(found) * at // slides : len(found) * (at + 1) // slides]
        yield Sheet(Part.MOMENTS, title, (Moments(part),), _more(setting, at))


def counted_numbers(setting: Setting) -> Numbers | None:
    """How much happened, was reported, announced, promised."""
    found = tuple(
        Number(one.number, setting.own(one.label), setting.own(one.note), sign(one.known))
        for one in counts(setting)
    )
    return Numbers(found) if found else None


def counted_table(setting: Setting) -> Table | None:
    """The same for each work package."""
    project = setting.project
    counted = {
        id: Counter(outcome.known for outcome in project.promised_in(id))
        for id in project.work_packages
    }
    shown = [known for known in Known if any(found[known] for found in counted.values())]
    rows = tuple(
        (
            Cell(_numbered(setting, project.work_packages[id])),
            *(Cell(setting.own(number_form(found[known], setting.locale))) for known in shown),
        )
        for id, found in counted.items()
        if found
    )
    if not rows:
        return None
    heads = (said(setting, "work_package.one"), *(said(setting, f"known.{k}") for k in shown))
    caption = said(setting, "promised.label")
    return Table(caption, heads, (Group(None, rows),), (1, *(0.0 for _ in shown)))


def _numbered(setting: Setting, package: WorkPackage) -> Words:
    label = setting.words(package.label)
    return label.said(f"{package.id} {label}")


def promised_sheet(setting: Setting) -> Sheet | None:
    numbers, table = counted_numbers(setting), counted_table(setting)
    if not numbers:
        return None
    blocks: tuple[Block, ...] = (numbers, table) if table else (numbers,)
    return Sheet(Part.PROMISED, said(setting, "kit.promised"), blocks)


def people(setting: Setting, cards: Iterable[ContactCard]) -> People | None:
    found = tuple(
        Person(setting.own(card.name), card.role, linked(card.cluster), card.email)
        for card in cards
    )
    return People(found, said(setting, "contact.how")) if found else None


def all_people(setting: Setting) -> People | None:
    return people(setting, (contact_card(setting, c) for c in setting.project.contacts.values()))


def contacts_sheet(setting: Setting) -> Sheet | None:
    found = all_people(setting)
    return Sheet(Part.CONTACTS, said(setting, "cluster.contact"), (found,)) if found else None


def funding_facts(setting: Setting) -> Facts:
    return Facts(tuple(fact(setting, row) for row in grant_facts(setting)))


def funding_sheet(setting: Setting) -> Sheet:
    return Sheet(Part.FUNDING, said(setting, "kit.funding"), (funding_facts(setting),))


def heading(setting: Setting, key: str) -> Heading:
    return Heading(said(setting, key))


def page_of(setting: Setting, path: str) -> str:
    """The absolute address of a page in the language of the document; empty without a site."""
    edition = setting.edition
    return edition.page_url(path, setting.locale) if edition.site_url else ""


def home(setting: Setting) -> str:
    return page_of(setting, addresses.home())
