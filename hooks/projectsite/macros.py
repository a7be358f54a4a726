"""The editors' vocabulary: what a page in docs/ may call between {{ and }}.

Each docstring is the entry in docs/README.md, which `make guide` writes from it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from markupsafe import Markup

from .facts.folders import (
    ACTIVITIES,
    DELIVERABLES,
    INDICATORS,
    MILESTONES,
    PUBLICATIONS,
    RESULTS,
    TASKS,
    Kind,
)
from .facts.vocabulary import OutcomeType, Relation, Status
from .kit.listing import kit_list
from .page.downloads import data_links, follow_links
from .page.evidence import source_rows
from .page.funding import funding_notice
from .page.rendering import Renderer
from .page.setting import Setting
from .problems import unknown
from .translations.files import TranslatedFiles
from .views.accessibility import accessibility
from .views.agreement.effort import effort_table
from .views.agreement.plan import plan_table
from .views.agreement.promised import counts, promised
from .views.agreement.work_packages import objective_groups, objective_sources, work_package_cards
from .views.browse import browse
from .views.clusters import cluster_cards, contact_card
from .views.drawings.ladder import ladder
from .views.drawings.timeline import timeline
from .views.glossary import glossary
from .views.maps.map import consortium_map
from .views.moments import moments
from .views.news import news_list, upcoming
from .views.outcomes import outcome_list
from .views.project import figures, grant_facts, introduction, partnership_cards
from .views.translations import translations_view

Chosen = TypeVar("Chosen")


class UnknownName(ValueError):
    """A macro was asked for something that is not there; the message suggests the nearest."""


class Macros:
    """The macros of one page."""

    def __init__(
        self,
        setting: Setting,
        render: Renderer,
        files: Callable[[], TranslatedFiles],
    ) -> None:
        self._setting = setting
        self._render = render
        self._files = files

    @property
    def vocabulary(self) -> Mapping[str, Callable[..., Markup]]:
        """Every macro by the name that editors use."""
        return {name: getattr(self, name) for name in NAMES}

    def accessibility(self) -> Markup:
        """How far the site complies with the requirements of accessibility, what does not, and how
        that was tested: the middle of the statement of Decision (EU) 2018/1523, with its headings.

        {{ accessibility() }}
        """
        return self._draw("accessibility", statement=accessibility(self._setting))

    def browse(self) -> Markup:
        """The outcomes with filters, search by words and sorting; for the page of the outcomes.

        {{ browse() }}
        """
        return self._draw("browse", browse=browse(self._setting))

    def introduction(self) -> Markup:
        """The project's long name, what it is for, and who works together in it.

        {{ introduction() }}
        """
        return self._draw("introduction", introduction=introduction(self._setting))

    def figures(self) -> Markup:
        """The project in four numbers, counted from the data.

        {{ figures() }}
        """
        return self._draw("figures", figures=figures(self._setting))

    def objectives(self, *, of: str = "") -> Markup:
        """All objectives with their specific objectives and the work packages that serve them.

        {{ objectives() }}
        {{ objectives(of="O2") }}       one of them
        """
        groups = objective_groups(self._setting)
        if of:
            groups = (self._known("objective", of, {group.id: group for group in groups}),)
        return self._draw("objective-list", groups=groups)

    def partnerships(self) -> Markup:
        """The partnerships that clusters of the consortium belong to.

        {{ partnerships() }}
        """
        return self._draw("partnership-list", partnerships=partnership_cards(self._setting))

    def timeline(self) -> Markup:
        """The project month by month, with its dated outcomes.

        {{ timeline() }}
        """
        return self._draw("timeline", timeline=timeline(self._setting))

    def funding(self) -> Markup:
        """The funding statement and the disclaimer. Every page has them at its foot anyway.

        {{ funding() }}
        """
        return self._draw("funding-notice", funding=funding_notice(self._setting))

    def grant(self) -> Markup:
        """The funding programme, the call, the money, and where others tell of the project.

        {{ grant() }}
        """
        return self._draw("grant", facts=grant_facts(self._setting))

    def moments(self) -> Markup:
        """The few outcomes that have a headline (`moment`), the earliest first.

        {{ moments() }}
        """
        return self._draw("moments", moments=moments(self._setting))

    def ladder(self) -> Markup:
        """Which excellence label (`labels`) each cluster held and when, with a heading that says
        what it shows; nothing where no cluster has any.

        {{ ladder() }}
        """
        return self._draw("ladder", ladder=ladder(self._setting))

    def promised(self) -> Markup:
        """What the project undertook and what is known to have come of it, by work package.

        {{ promised() }}
        """
        return self._draw("promised", promised=promised(self._setting))

    def glossary(self) -> Markup:
        """The terms of `data/glossary.yml` with what they mean, in alphabetical order.

        {{ glossary() }}
        """
        return self._draw("glossary", terms=glossary(self._setting))

    def counts(self) -> Markup:
        """How many outcomes happened, were only reported, announced or promised.

        {{ counts() }}
        """
        return self._draw("counts", counts=counts(self._setting))

    def sources(self) -> Markup:
        """The sources of the facts about the project and its objectives.

        {{ sources() }}
        """
        setting = self._setting
        rows = (
            *source_rows(setting, setting.project.facts.sources),
            *objective_sources(setting),
        )
        unique = {(row.text, row.href, str(row.title)): row for row in reversed(rows)}
        return self._draw("source-list", sources=tuple(reversed(unique.values())))

    def clusters(self) -> Markup:
        """A card for each cluster, the coordinator first.

        {{ clusters() }}
        """
        cards = cluster_cards(self._setting, self._setting.project.clusters.values())
        return self._draw("cluster-cards", clusters=cards, level=3)

    def partners(self) -> Markup:
        """`clusters` by its other name, where partners are no clusters.

        {{ partners() }}
        """
        return self.clusters()

    def cluster(self, id: str = "") -> Markup:
        """The card of one cluster; without an id, that of the coordinator.

        {{ cluster("tresnuvem") }}
        """
        project = self._setting.project
        chosen = self._known("cluster", id or project.facts.coordinator, project.clusters)
        return self._draw("cluster-cards", clusters=cluster_cards(self._setting, [chosen]), level=3)

    def partner(self, id: str = "") -> Markup:
        """`cluster` by its other name.

        {{ partner("tresnuvem") }}
        """
        return self.cluster(id)

    def map(self, *, detail: str = "full") -> Markup:
        """The clusters on a map of Europe, and where they met, with the same places as a list.

        {{ map() }}
        {{ map(detail="short") }}      without the list of clusters, where the page has them
        """
        listed = self._known("detail", detail, {"full": True, "short": False})
        return self._draw("map", map=consortium_map(self._setting, listed=listed))

    def translations(self) -> Markup:
        """What is translated, what is older than its source and what is missing, file by file.

        {{ translations() }}
        """
        return self._draw(
            "translations", translations=translations_view(self._setting, self._files())
        )

    def work_packages(self, *, detail: str = "short") -> Markup:
        """All work packages: short as a row of cards, full with summary and lead.

        {{ work_packages() }}
        {{ work_packages(detail="full") }}
        """
        partials = {"short": "work-package-cards", "full": "work-package-list"}
        partial = self._known("detail", detail, partials)
        packages = self._setting.project.work_packages.values()
        return self._draw(partial, work_packages=work_package_cards(self._setting, packages))

    def deliverables(self, *, work_package: str = "") -> Markup:
        """What the grant agreement says is handed in, with what has become of it.

        {{ deliverables() }}
        {{ deliverables(work_package="WP2") }}
        """
        return self._planned(DELIVERABLES, work_package)

    def milestones(self, *, work_package: str = "") -> Markup:
        """The milestones, and which of them are reached.

        {{ milestones() }}
        {{ milestones(work_package="WP2") }}
        """
        return self._planned(MILESTONES, work_package)

    def tasks(self, *, work_package: str = "") -> Markup:
        """The tasks of the work packages, with their months.

        {{ tasks() }}
        {{ tasks(work_package="WP2") }}
        """
        return self._planned(TASKS, work_package)

    def publications(self, *, work_package: str = "") -> Markup:
        """What the project has published elsewhere.

        {{ publications() }}
        """
        return self._planned(PUBLICATIONS, work_package)

    def results(self, *, work_package: str = "") -> Markup:
        """The results that others can use.

        {{ results() }}
        """
        return self._planned(RESULTS, work_package)

    def activities(self, *, work_package: str = "") -> Markup:
        """The activities of communication and dissemination.

        {{ activities() }}
        """
        return self._planned(ACTIVITIES, work_package)

    def indicators(self, *, work_package: str = "") -> Markup:
        """What is counted, how much of it was promised, and how much it is.

        {{ indicators() }}
        """
        return self._planned(INDICATORS, work_package)

    def effort(self) -> Markup:
        """The person-months of each partner in each work package.

        {{ effort() }}
        """
        return self._draw("effort", effort=effort_table(self._setting))

    def contacts(self, *, cluster: str = "", partner: str = "") -> Markup:
        """The contacts, all of them or those of one cluster (or `partner`).

        {{ contacts() }}
        {{ contacts(cluster="tresnuvem") }}
        """
        project = self._setting.project
        chosen = tuple(project.contacts.values())
        if cluster := cluster or partner:
            self._known("cluster", cluster, project.clusters)
            chosen = project.contacts_of(cluster)
        cards = tuple(contact_card(self._setting, contact) for contact in chosen)
        return self._draw("contact-list", contacts=cards)

    def feeds(self) -> Markup:
        """The outcomes to follow in feed readers and calendars, and as a table.

        {{ feeds() }}
        """
        return self._draw("feed-links", feeds=follow_links(self._setting))

    def data_files(self) -> Markup:
        """The files that hold all records, with what is in each.

        {{ data_files() }}
        """
        return self._draw("data-files", files=data_links(self._setting))

    def documents(self) -> Markup:
        """The documents to take away (slides, factsheet, poster, sheets), with pages and sizes.

        {{ documents() }}
        """
        return self._draw("kit", kit=kit_list(self._setting))

    def outcomes(
        self,
        *,
        work_package: str = "",
        objective: str = "",
        cluster: str = "",
        partner: str = "",
        type: str = "",
        latest: int = 0,
    ) -> Markup:
        """A list of outcomes, the latest first: all, or those that fit; `partner` is `cluster`.

        {{ outcomes() }}
        {{ outcomes(work_package="WP2") }}
        {{ outcomes(objective="O2.4") }}  of the work packages that serve it
        {{ outcomes(cluster="tresnuvem", type="training") }}
        {{ outcomes(latest=4) }}       the last four that the project has done
        """
        project = self._setting.project
        if work_package:
            self._known("work package", work_package, project.work_packages)
        if cluster := cluster or partner:
            self._known("cluster", cluster, project.clusters)
        kind = self._known("type", type, _TYPES) if type else None
        found = project.outcomes_where(
            work_package=work_package or None, cluster=cluster or None, type=kind
        )
        if objective:
            self._known("objective", objective, project.objectives)
            serving = {package.id for package in project.work_packages_of[objective]}
            found = tuple(outcome for outcome in found if outcome.work_package in serving)
        if latest:
            done = (o for o in found if o.status is Status.DONE and not o.repeats)
            own = [o for o in done if o.relation is Relation.PROJECT][:latest]
            listed = outcome_list(self._setting, own, level=0, whole=False)
        else:
            chosen = {"type": type, "work_package": work_package, "cluster": cluster}
            listed = outcome_list(self._setting, found, level=2, chosen=chosen)
        return self._draw("outcome-list", outcomes=listed)

    def news(self, *, latest: int = 0) -> Markup:
        """The news, the latest first, and where to follow them; many by year. Nothing where there
        are none.

        {{ news() }}
        {{ news(latest=3) }}           the last three, with a link to all
        """
        return self._draw("news-list", news=news_list(self._setting, latest))

    def upcoming(self) -> Markup:
        """What is announced or planned and still to take place when the site is built, the next
        first, below a heading of its own; nothing where there is nothing.

        {{ upcoming() }}
        """
        return self._draw("upcoming", upcoming=upcoming(self._setting))

    def _planned(self, kind: Kind, work_package: str) -> Markup:
        project = self._setting.project
        if work_package:
            self._known("work package", work_package, project.work_packages)
        records = project.planned(kind, work_package)
        table = plan_table(self._setting, kind, records, package=bool(work_package))
        return self._draw("plan-table", table=table)

    def _draw(self, partial: str, **view: object) -> Markup:
        return self._render(partial, t=self._setting.t, here=self._setting, **view)

    def _known(self, kind: str, name: str, known: Mapping[str, Chosen]) -> Chosen:
        if name not in known:
            raise UnknownName(unknown(kind, name, known))
        return known[name]


_TYPES = {str(kind): kind for kind in OutcomeType}

NAMES = tuple(
    sorted(
        name
        for name, member in vars(Macros).items()
        if callable(member) and not name.startswith("_")
    )
)
"""The names of all macros."""
