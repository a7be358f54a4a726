"""Cards: the pictures that go with shared links, one a page and language; what each says.

A reader sees one for two seconds, 400 pixels wide: what it is and when, the title, who, and the
figure of the thing itself. What is not translated stands in its original.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from ..facts.folders import kind_of
from ..facts.model import Cluster, Outcome, WorkPackage
from ..facts.news import NewsItem
from ..facts.plan import Planned
from ..facts.vocabulary import Hue, Status
from ..page.setting import Setting
from ..views.agreement.plan import plan_table
from ..views.clusters import place_of
from ..views.drawings.drop import drop_of
from ..views.news import news_row
from ..views.outcomes import when_of
from ..words.direction import direction
from ..words.text import Words
from . import parts
from .drawings import Drawing
from .figures import coded_body, drop_drawing, hue_body, project_drop


class Name(NamedTuple):
    """A cluster, in its hue."""

    name: Words
    hue: Hue


@dataclass(frozen=True)
class Card:
    """All that is drawn."""

    rtl: bool
    kicker: Words
    """What it is, when, where: above the title."""
    title: Words
    text: Words | None
    """A few words below the title."""
    names: tuple[Name, ...]
    project: str
    """The acronym, at the foot; empty where it is the title."""
    figure: Drawing

    @property
    def says(self) -> str:
        """Its words, in the order of reading."""
        names = ", ".join(str(one.name) for one in self.names)
        found = map(str, filter(None, (self.kicker, self.title, self.text, names, self.project)))
        return " ".join(text if text[-1] in ".!?…" else f"{text}." for text in found)


def project_card(setting: Setting) -> Card:
    """Of the home page, and of every page that has none of its own."""
    facts, years = setting.project.facts, setting.own(parts.years(setting))
    card = _card(setting, years, setting.own(facts.acronym), text=setting.words(facts.title))
    return replace(card, project="")


def page_card(setting: Setting, title: Words) -> Card:
    """Of a page that is no record's."""
    return _card(setting, setting.own(parts.years(setting)), title)


def outcome_card(setting: Setting, outcome: Outcome) -> Card:
    """What, when, where; who took part."""
    shown = drop_drawing(
        drop_of(setting.project, outcome), parts.palette(setting), on_deep=True, waves=True
    )
    kicker = _joined(setting, _about(setting, outcome))
    clusters = [id for id in setting.project.clusters if id in outcome.clusters]
    return _card(setting, kicker, setting.words(outcome.title), clusters, figure=shown)


def _about(setting: Setting, outcome: Outcome) -> Iterator[str]:
    yield setting.t(f"type.{outcome.type}")
    if outcome.date or outcome.is_open:
        yield when_of(setting, outcome)
    if outcome.date and outcome.status is not Status.DONE:
        yield setting.t(f"status.{outcome.status}")
    if outcome.place:
        yield str(setting.words(outcome.place))


def work_package_card(setting: Setting, package: WorkPackage) -> Card:
    """Its code as the figure, in the hue of who leads it."""
    lead = setting.project.clusters[package.lead]
    led_by = setting.t("kit.led_by", name=lead.abbreviation or lead.name)
    kicker = _joined(setting, [setting.t("work_package.one"), led_by])
    figure = coded_body(package.id, setting.project.hues[lead.id], parts.palette(setting))
    return _card(setting, kicker, setting.words(package.label), [], figure=figure)


def cluster_card(setting: Setting, cluster: Cluster) -> Card:
    """Its hue as the figure."""
    hue = setting.project.hues[cluster.id]
    return _card(
        setting,
        setting.own(place_of(setting, cluster)),
        setting.own(cluster.name),
        text=setting.optional_words(cluster.field),
        figure=hue_body(hue, parts.palette(setting)),
    )


def planned_card(setting: Setting, record: Planned) -> Card:
    """Its code as the figure, which is full, half full or dashed by how far it has come."""
    table = plan_table(setting, kind_of(record), [record])
    (row,) = table.rows
    lead: str | None = record.__dict__["lead"]
    hue = setting.project.hues[lead] if lead else None
    figure = coded_body(row.code, hue, parts.palette(setting), row.mark)
    kicker = _joined(setting, [table.one, str(row.when.hint or row.when.text), row.stage])
    return _card(setting, kicker, row.title, [lead] if lead else [], figure=figure)


def news_card(setting: Setting, item: NewsItem) -> Card:
    """Of an item without a picture of its own."""
    kicker = _joined(setting, [setting.t("news_item.one"), news_row(setting, item).when])
    return _card(setting, kicker, setting.words(item.title), item.clusters)


def _joined(setting: Setting, found: Iterable[str]) -> Words:
    return setting.own(" · ".join(filter(None, found)))


def _card(
    setting: Setting,
    kicker: Words,
    title: Words,
    clusters: Iterable[str] = (),
    *,
    text: Words | None = None,
    figure: Drawing | None = None,
) -> Card:
    """Without a figure of its own with that of the project, and its clusters."""
    project = setting.project
    if figure is None:
        clusters = [*clusters] or project.clusters
        hues = tuple(project.hues[id] for id in clusters)
        figure = project_drop(hues, project.brand, on_deep=True)
    names = tuple(
        Name(setting.own(one.abbreviation or one.name), project.hues[one.id])
        for one in (project.clusters[id] for id in clusters)
    )
    rtl = direction(setting.locale) == "rtl"
    return Card(rtl, kicker, title, text, names, project.facts.acronym, figure)
