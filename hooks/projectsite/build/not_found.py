"""404.html: one file that speaks the language of the address it was asked for."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from .. import addresses
from ..page.chrome import Head, header
from ..page.edition import Address
from ..page.funding import funding_notice
from ..page.setting import Setting
from ..site import Site
from .frames import Frame, halves


def page(site: Site, root: str) -> dict[str, Any]:
    """The context of main.html. A section for each language; without a script all are shown.

    With one (not-found.js) the section in the language of the address is left, and suggests pages.
    The root is the path of the site, with a slash at its end.
    """
    default = site.project.default_locale
    # Absolute links: the host sends this page for addresses of any depth.
    settings = [Setting.absolute(site.edition, root, locale) for locale in site.project.locales]
    first = settings[0]
    nowhere = Address("", site.project.locales)
    bar = site.render("header", header=header(first, (), nowhere), t=first.t, here=first)
    before, after = halves(bar)
    sections = tuple(
        site.render(
            "not-found",
            t=s.t,
            here=s,
            index=s.page(addresses.search_index()),
            funding=funding_notice(s),
        )
        for s in settings
    )
    script = first.asset("assets/javascripts/not-found.js")
    view = Head(
        title=first.own(f"404 – {site.project.facts.acronym}"),
        description=first.own(first.t("not_found.title")),
        canonical="",
        alternates=(),
        locale=default,
        site_name=site.project.facts.acronym,
        kind="website",
        picture=None,
    )
    return {
        "locale": default,
        "frame": Frame(
            head=site.render("head", head=view, data=Markup(""), here=first),
            header=before,
            header_end=after,
        ),
        "content": site.render("not-found-page", sections=sections, root=root, script=script),
        "notice": "",
        "hero": "",
    }
