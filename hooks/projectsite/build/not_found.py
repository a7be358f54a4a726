"""404.html: one file that speaks the language of the address it was asked for."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from .. import addresses
from ..addresses import Links
from ..page.chrome import Address, Head, header
from ..page.setting import Setting
from ..site import Site
from .frames import Frame, Publication, Surroundings, halves


def page(site: Site, publication: Publication, root: str) -> dict[str, Any]:
    """The context of main.html. A section for each language; without a script all are shown.

    With one (not-found.js) the section in the language of the address is left, and suggests pages.
    The links begin with the path of the site's root, which ends in a slash: the host sends this
    page for addresses of any depth.
    """
    default = site.project.default_locale
    settings = [
        Setting(site.project, site.wordings[locale], Links.absolute(root, locale, default))
        for locale in site.project.locales
    ]
    first = settings[0]
    links = first.links
    nowhere = Address("", site.project.locales)
    bar = site.render("header", header=header(first, (), nowhere), t=first.t, links=links)
    before, after = halves(bar)
    sections = tuple(
        site.render(
            "not-found",
            t=s.t,
            links=s.links,
            index=s.links.page(addresses.search_index()),
            funding=site.funding(s),
        )
        for s in settings
    )
    script = links.asset("assets/javascripts/not-found.js")
    view = Head(
        title=first.own(f"404 – {site.project.facts.acronym}"),
        description=first.own(first.t("not_found.title")),
        canonical="",
        alternates=(),
        locale=default,
        site_name=site.project.facts.acronym,
        kind="website",
    )
    return {
        "locale": default,
        "frame": Frame(
            head=site.render(
                "head", head=view, data=Markup(""), links=links, policy=publication.policy
            ),
            languages=Markup(""),
            edit=Markup(""),
        ),
        "surroundings": Surroundings(before, after, Markup(""), Markup("")),
        "content": site.render("not-found-page", sections=sections, root=root, script=script),
        "notice": "",
        "hero": "",
    }
