"""Everything around the content of a page, drawn: the pieces that main.html puts in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from ... import addresses
from ...formats.page_data import PageData
from ...page.chrome import (
    Footer,
    SharedPicture,
    head,
    header,
    language_links,
    page_links,
    printed,
    release_link,
    state_notice,
)
from ...page.edition import Address
from ...page.funding import funding_notice
from ...page.setting import Link, Setting
from ...problems import Problem
from ...prose.menu import Titled
from ...site import Site
from ...translations.states import PageState
from ...views.drawings.levels import levels
from ...views.project import figures
from ...words.text import State, Words

_NOTHING = Markup("")


@dataclass(frozen=True)
class Frame:
    """The pieces of HTML around the content of a page."""

    head: Markup = _NOTHING
    languages: Markup = _NOTHING
    edit: Markup = _NOTHING
    # These are the same for all pages of one depth, language and section.
    header: Markup = _NOTHING
    """With the place for the languages left open."""
    header_end: Markup = _NOTHING
    footer: Markup = _NOTHING
    footer_end: Markup = _NOTHING


def draw_frame(
    site: Site,
    setting: Setting,
    *,
    address: Address,
    title: Words,
    description: Words,
    file: str,
    data: Markup,
    kind: str = "website",
    picture: SharedPicture | None = None,
) -> Frame:
    """Head, language switch and edit link of one page; `data` is what draw_data has drawn."""
    view = head(
        setting,
        title=title,
        description=description,
        address=address,
        kind=kind,
        picture=picture,
    )
    key = "page.edit" if file.startswith("docs/") else "page.edit_facts"
    edit = None
    if href := setting.edition.edit_url(file):
        edit = Link(setting.own(setting.t(key)), href)
    return Frame(
        head=site.render("head", head=view, data=data, here=setting),
        languages=site.render(
            "languages",
            languages=language_links(setting, address),
            offers=setting.asset(addresses.language_offers()),
            t=setting.t,
        ),
        edit=site.render("edit-link", edit=edit, printed=printed(setting, address), t=setting.t),
    )


def draw_data(site: Site, data: PageData) -> Markup:
    """What the head of a page tells machines of the thing that it shows."""
    return site.render("page-data", data=data)


def surrounded(
    frame: Frame, site: Site, setting: Setting, address: Address, main: Titled, footer: Titled
) -> Frame:
    """With header and footer, each in two halves around what differs from page to page."""
    bar = header(setting, main, address)
    pages = page_links(setting, footer, address.path)
    foot = Footer(funding_notice(setting), pages, release_link(setting))
    before, after = halves(site.render("header", header=bar, t=setting.t, here=setting))
    start, end = halves(site.render("footer", footer=foot, t=setting.t))
    return replace(frame, header=before, header_end=after, footer=start, footer_end=end)


def draw_hero(site: Site, setting: Setting, *, heading: Words, lead: Words) -> Markup:
    """The deep-water block on top of the home page."""
    shown = levels(setting)
    return site.render(
        "hero",
        heading=heading,
        lead=lead,
        levels=shown,
        figures=() if shown else figures(setting),
        here=setting,
        t=setting.t,
    )


def draw_notice(
    site: Site,
    setting: Setting,
    path: str,
    html: str,
    *,
    prose: State = State.TRANSLATED,
    page: PageState = PageState.PARTIAL,
) -> Markup:
    """What a page says of texts in it that are missing or older; empty for nothing."""
    notice = state_notice(setting, path, html, prose=prose, page=page)
    return site.render("state-notice", notice=notice) if notice else Markup("")


def with_notice(site: Site, setting: Setting, path: str, html: str) -> str:
    """The content of a page, below what it says of its texts."""
    return below_notice(draw_notice(site, setting, path, html), Markup(""), html)[1]


def below_notice(notice: Markup, hero: Markup, html: str) -> tuple[Markup, str]:
    """Hero and content of a page, with the notice above what comes first of them.

    It is part of the piece that it stands above: the live preview cannot put a new piece where
    there was none.
    """
    if not notice:
        return hero, html
    if not hero:
        return hero, f"{notice}\n{html}"
    wrap = Markup('<div class="project-wrap md-typeset">\n{}\n</div>\n')
    return wrap.format(notice) + hero, html


PROBLEMS = ("<!--problems-->", "<!--/problems-->")
"""Between these the live preview says what is wrong."""


def draw_problems(site: Site, setting: Setting, problems: Sequence[Problem]) -> Markup:
    """In the live preview: what is wrong with the data, above the last good state of the page."""
    return site.render("problems", problems=[str(problem) for problem in problems], t=setting.t)


GAP = "<!--gap-->"
"""Where a partial leaves room for a piece that differs from page to page."""


def halves(html: Markup) -> tuple[Markup, Markup]:
    """What a partial draws before and after its gap; ValueError where it leaves none."""
    before, gap, after = html.partition(GAP)
    if not gap:
        raise ValueError(f"the partial has no {GAP}")
    return Markup(before), Markup(after)
