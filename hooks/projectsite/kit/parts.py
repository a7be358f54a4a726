"""The parts that documents are made of, each a sheet or some blocks; None where data has nothing.

What is counted, sorted or dated is taken from the views of the site: each figure equals the site's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import inf
from typing import NamedTuple

from .. import addresses
from ..facts.model import Cluster, Source, WorkPackage
from ..facts.vocabulary import Hue, Known, Level, OutcomeType, Relation
from ..page.evidence import FactRow, source_rows
from ..page.setting import Link, Setting
from ..views.agreement.plan import PlanTable
from ..views.agreement.promised import PromisedGroup, PromisedRow, counts, promised
from ..views.agreement.work_packages import objective_groups, work_package_cards, work_package_page
from ..views.clusters import ContactCard, cluster_cards, cluster_page, contact_card, place_of
from ..views.drawings.drop import Figure as Shown
from ..views.drawings.drop import drop
from ..views.drawings.ladder import ladder
from ..views.drawings.levels import levels
from ..views.maps.map import Map, consortium_map
from ..views.moments import moments as moments_of
from ..views.outcomes import OutcomeRow, cluster_link
from ..views.project import figures, grant_facts, introduction
from ..words.forms import number_form, year_span
from ..words.text import Words
from .drawings import Drawing
from .figures import (
    chart_drawing,
    code_drawing,
    drop_drawing,
    line_sample,
    map_drawing,
    project_drop,
    sign,
)
from .model import (
    Block,
    Cell,
    Code,
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
from .palette import Palette, palette_of

ROOM = 1000
"""So many letters fit beside each other on one slide."""
MOST_POINTS = 6
"""So many entries of a list fit on a slide."""
TOGETHER = 3
"""So many moments fit on a slide."""


def said(setting: Setting, key: str, **values: object) -> Words:
    """A word of the interface."""
    return setting.own(setting.t(key, **values))


def palette(setting: Setting) -> Palette:
    return palette_of(setting.project.brand)


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
    return Figure("project", project_drop(hues, project.brand, on_deep=on_deep), setting.own(alt))


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


def introduction_sheet(setting: Setting) -> Sheet:
    """What the project is, and its figures."""
    rests = sources(setting, setting.project.facts.sources)
    blocks: tuple[Block, ...] = (*summary(setting), in_numbers(setting))
    return Sheet(Part.INTRODUCTION, said(setting, "door.project"), blocks, sources=rests)


def objectives_sheet(setting: Setting) -> Sheet | None:
    """All objectives on one sheet."""
    found = objectives(setting)
    title = said(setting, "work_package.objectives")
    return Sheet(Part.OBJECTIVES, title, (found,)) if found else None


def introduction_sheets(setting: Setting) -> Iterator[Sheet]:
    """Introduction, then objectives."""
    yield introduction_sheet(setting)
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
    """WP1 · Led by Tresnuvem."""
    link = cluster_link(setting, setting.project.clusters[package.lead])
    led_by = setting.t("kit.led_by", name=str(link.text))
    return setting.own(f"{package.id} · {led_by}")


def package_points(setting: Setting, package: WorkPackage) -> tuple[Point, ...]:
    """The objectives of a work package."""
    project = setting.project
    served = (project.objectives[id] for id in package.objectives)
    return tuple(Point(setting.words(o.text), o.id) for o in served)


def package_sheets(setting: Setting, package: WorkPackage) -> Iterator[Sheet]:
    """A work package with its objectives; on further slides where they are many; none where it has
    a title alone."""
    text = setting.optional_words(package.summary)
    points = package_points(setting, package)
    rests = sources(setting, package.sources)
    kicker, hue = lead_of(setting, package), setting.project.hues[package.lead]
    title = setting.words(package.title)
    if not (text or points):
        return
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


def bare_package_sheets(setting: Setting) -> Iterator[Sheet]:
    """The work packages that have a title alone, together: a slide for each would be empty."""
    bare = (p for p in setting.project.work_packages.values() if not (p.summary or p.objectives))
    points = tuple(Point(setting.words(package.title), package.id) for package in bare)
    for at, part in enumerate(_parts(points)):
        title = said(setting, "nav.work_packages")
        yield Sheet(Part.INTRODUCTION, title, (Points(part, codes=True),), _more(setting, at))


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


class MapSize(NamedTuple):
    """How large a map may be on paper, in points."""

    width: float
    letters: float
    tallest: float = inf
    """A map that would be taller is as much narrower."""


def map_blocks(
    setting: Setting, size: MapSize, *, seats: bool = True, long: bool = True
) -> tuple[Block, ...]:
    """The map, and the clusters as a list beside it."""
    shown, width = _map(setting, size, size.width, seats=seats), size.width
    frame = shown.frame
    narrow = size.tallest * (frame.right - frame.left) / (frame.bottom - frame.top)
    if narrow < width:
        shown, width = _map(setting, size, narrow, seats=seats), narrow
    listed = partners(setting, numbered=bool(shown.numbered), long=long)
    if not shown.spots:
        return (listed,)
    countries = ", ".join(name for name, _ in shown.countries)
    alt = f"{setting.t('map.title')}: {countries}"
    return (Figure("map", map_drawing(shown, width, palette(setting)), setting.own(alt)), listed)


def _map(setting: Setting, size: MapSize, width: float, *, seats: bool) -> Map:
    look = (("wide", width, size.letters, size.letters / 13),)
    return consortium_map(setting, listed=False, looks=look, seats=seats)


def consortium_sheet(setting: Setting, size: MapSize, *, seats: bool = True) -> Sheet:
    """Who works together, and where."""
    long = len(setting.project.clusters) <= 4
    return Sheet(
        Part.CONSORTIUM,
        said(setting, "kit.consortium"),
        map_blocks(setting, size, seats=seats, long=long),
        sources=sources(setting, setting.project.facts.sources),
    )


def levels_sheet(setting: Setting, *, on_deep: bool = False) -> Sheet | None:
    """Which label each cluster held at the start, once all had one, and at the end."""
    shown, climbed = levels(setting, end=True), ladder(setting)
    if not shown or not climbed:
        return None
    rows = tuple(
        (
            Cell(setting.own(row.when)),
            *(
                Cell(
                    setting.own(cell.label),
                    sign=_water(setting, cell.hue, cell.level, on_deep=on_deep),
                )
                for cell in row.cells
            ),
        )
        for row in shown.rows
    )
    heads = (Cell(said(setting, "outcome.when")), *(Cell(link.text) for link in shown.clusters))
    table = Table(
        said(setting, "label.title"), heads, (Group(None, rows),), (0, *(1.0 for _ in heads[1:]))
    )
    note = (Paragraph(setting.own(shown.note), Tone.SMALL),) if shown.note else ()
    return Sheet(Part.LABELS, setting.own(climbed.title), (table, *note))


def _water(setting: Setting, hue: Hue, level: Level, *, on_deep: bool) -> Drawing:
    """A drop in which the water stands as high as the label; without one it is empty."""
    outline = setting.project.brand.outline
    held = drop(Shown(OutcomeType.LABEL, (hue,), level=level, outline=outline))
    if level is Level.NONE:
        held = replace(held, shapes=tuple(s for s in held.shapes if s.look in ("body", "edge")))
    return drop_drawing(held, palette(setting), on_deep=on_deep)


def ladder_sheet(setting: Setting) -> Sheet | None:
    """The ladder of all clusters; None where there is none, or too many clusters."""
    shown = ladder(setting)
    if not shown or not shown.chart:
        return None
    says = " ".join(f"{row.name}: {row.says}." for row in shown.rows)
    key = tuple(
        (line_sample(kind, palette(setting)), setting.own(text)) for kind, text in shown.key
    )
    figure = Figure("ladder", chart_drawing(shown.chart, palette(setting)), setting.own(says), key)
    return Sheet(Part.LABELS, setting.own(shown.title), (figure,))


def moments(setting: Setting) -> tuple[Moment, ...]:
    """What happened, the earliest first."""
    return tuple(
        Moment(
            setting.own(one.when),
            one.headline,
            one.summary,
            drop_drawing(one.drop, palette(setting)),
            one.href,
        )
        for one in moments_of(setting)
    )


def moments_title(setting: Setting, count: int) -> Words:
    return said(setting, "kit.moments", count=count)


def moments_sheet(setting: Setting, most: int = 0) -> Sheet | None:
    """All moments at once; or so many of them, the first and the last among these."""
    found = moments(setting)
    if most and len(found) > most:
        found = tuple(found[at * (len(found) - 1) // (most - 1)] for at in range(most))
    if not found:
        return None
    return Sheet(Part.MOMENTS, moments_title(setting, len(found)), (Moments(found),))


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
        Number(
            one.number,
            setting.own(one.label),
            setting.own(one.note),
            sign(one.known, palette(setting)),
        )
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
    heads = (
        Cell(said(setting, "work_package.one")),
        *(
            Cell(said(setting, f"known.{known}"), sign=sign(known, palette(setting)))
            for known in shown
        ),
    )
    caption = said(setting, "promised.label")
    return Table(caption, heads, (Group(None, rows),), (1, *(0.0 for _ in shown)))


def _numbered(setting: Setting, package: WorkPackage) -> Words:
    label = setting.words(package.label)
    return label.said(f"{package.id} {label}")


def promised_sheet(setting: Setting) -> Sheet | None:
    """How much happened, was reported, announced, promised, with what each means."""
    numbers = counted_numbers(setting)
    return Sheet(Part.PROMISED, said(setting, "kit.promised"), (numbers,)) if numbers else None


def promised_sheets(setting: Setting) -> Iterator[Sheet]:
    """The same, then the count of each work package."""
    if sheet := promised_sheet(setting):
        yield sheet
        if table := counted_table(setting):
            yield Sheet(Part.PROMISED, sheet.title, (table,), _more(setting, 1))


def promised_table(
    setting: Setting, groups: Iterable[PromisedGroup], *, titled: bool
) -> Table | None:
    """What was undertaken, with status, date and evidence; by work package where it is titled."""
    found = tuple(
        Group(
            _package_title(group.package) if titled else None,
            tuple(_promised_row(setting, row) for row in group.rows),
        )
        for group in groups
    )
    heads = ("promised.outcome", "outcome.status", "outcome.when", "promised.evidence")
    return Table(
        said(setting, "promised.label"),
        tuple(Cell(said(setting, key)) for key in heads),
        found,
        (1, 0.33, 0.36, 0.38),
    )


def _package_title(package: Link) -> Linked:
    name = package.hint or package.text
    title = name.said(f"{package.text} {name}") if package.hint else name
    return Linked(title, package.href or "")


def _promised_row(setting: Setting, row: PromisedRow) -> tuple[Cell, ...]:
    own = setting.own
    return (
        Cell(row.title, row.summary, row.href),
        Cell(own(row.label), sign=sign(row.known, palette(setting))),
        Cell(own(row.when)),
        Cell(own(row.evidence)),
    )


def plan_blocks(setting: Setting, tables: Iterable[PlanTable]) -> Iterator[Block]:
    """The tables of the plan, each below its name."""
    own = setting.own
    for table in tables:
        yield Heading(own(table.all))
        rows = tuple(
            (
                Cell(row.title.said(f"{row.code} {row.title}".strip()), href=row.href),
                Cell(row.when.text),
                Cell(own(row.stage), sign=sign(row.mark, palette(setting))),
            )
            for row in table.rows
        )
        heads = (own(table.one), own(table.time), said(setting, "outcome.status"))
        yield Table(own(table.all), tuple(map(Cell, heads)), (Group(None, rows),), (1, 0.3, 0.3))


def package_page(setting: Setting, package: WorkPackage) -> Sheet:
    """A work package on a page: objectives, what it undertook, its plan."""
    page = work_package_page(setting, package)
    blocks: list[Block] = [Paragraph(page.summary, Tone.LEAD)] if page.summary else []
    blocks.append(Facts(tuple(fact(setting, row) for row in page.facts)))
    if points := package_points(setting, package):
        blocks += [heading(setting, "work_package.objectives"), Points(points, codes=True)]
    if page.promised and (table := promised_table(setting, page.promised, titled=False)):
        blocks += [heading(setting, "kit.promised"), table]
    blocks += plan_blocks(setting, page.plan)
    return Sheet(
        Part.WORK_PACKAGE,
        page.title,
        tuple(blocks),
        setting.own(page.id),
        setting.project.hues[package.lead],
        sources(setting, package.sources),
    )


LISTED = 6
"""So many outcomes stand on the page of a cluster; its page on the site has them all."""


def cluster_sheet(setting: Setting, cluster: Cluster) -> Sheet:
    """A cluster on a page: who it is, before, during and after the project, whom to ask."""
    page = cluster_page(setting, cluster)
    blocks: list[Block] = [Paragraph(page.summary, Tone.LEAD)] if page.summary else []
    blocks.append(Facts(tuple(fact(setting, row) for row in page.facts)))
    for title, text in page.story:
        blocks += [Heading(setting.own(title)), Paragraph(text)]
    if page.lane:
        row = page.lane.row
        figure = Figure("lane", chart_drawing(row.chart, palette(setting)), setting.own(row.says))
        blocks += [heading(setting, "label.title"), figure]
    if found := people(setting, page.contacts):
        blocks += [heading(setting, "cluster.contact"), found]
    if rows := [
        row for g in page.outcomes.groups if g.relation is Relation.PROJECT for row in g.rows
    ]:
        points = tuple(_outcome_point(row) for row in rows[:LISTED])
        blocks += [heading(setting, "cluster.outcomes"), Points(points)]
    kicker = page.field
    place = place_of(setting, cluster)
    return Sheet(
        Part.CLUSTER,
        setting.own(page.name),
        tuple(blocks),
        kicker.said(f"{kicker} · {place}") if kicker else setting.own(place),
        page.hue,
        sources(setting, cluster.sources),
    )


def _outcome_point(row: OutcomeRow) -> Point:
    return Point(row.title.said(f"{row.when}: {row.title}"), href=row.href)


def promised_page(setting: Setting) -> Sheet | None:
    """The whole table, with the counts above it."""
    shown = promised(setting)
    numbers = counted_numbers(setting)
    table = promised_table(setting, shown.groups, titled=True)
    if not numbers or not shown.groups or not table:
        return None
    return Sheet(Part.PROMISED, said(setting, "promised.label"), (numbers, table))


def packages_sheet(setting: Setting) -> Sheet | None:
    """The work packages, a line each."""
    cards = work_package_cards(setting, setting.project.work_packages.values())
    points = tuple(Point(card.short_title, card.id, card.href) for card in cards)
    if not points:
        return None
    return Sheet(Part.PLAN, said(setting, "nav.work_packages"), (Points(points, codes=True),))


def ways_in(setting: Setting) -> Sheet | None:
    """Whom to ask, and the code that leads to the site in the language of the document."""
    found, code = all_people(setting), way_in(setting)
    blocks: list[Block] = [found] if found else []
    if code:
        blocks += code.blocks
    if not blocks:
        return None
    return Sheet(Part.CONTACTS, said(setting, "cluster.contact"), tuple(blocks))


def way_in(setting: Setting) -> Sheet | None:
    """The code alone; None without a site."""
    url = home(setting)
    if not url:
        return None
    label = said(setting, "kit.scan")
    code = Code(url, label, code_drawing(url, palette(setting)), label.said(f"{label}: {url}"))
    return Sheet(Part.CONTACTS, label, (code,))


def people(setting: Setting, cards: Iterable[ContactCard]) -> People | None:
    found = tuple(
        Person(setting.own(card.name), card.role, linked(card.cluster), card.email)
        for card in cards
    )
    how = said(setting, "contact.how") if any(person.email for person in found) else None
    return People(found, how) if found else None


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
