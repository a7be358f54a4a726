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
    # Absolute links: the host sends this page for addresses of any depth.
    settings = [Setting.absolute(site.edition, root, locale) for locale in site.project.locales]
    first = settings[0]
    sections = tuple(_section(site, setting) for setting in settings)
    script = first.asset("assets/javascripts/not-found.js")
    return {
        "locale": site.project.default_locale,
        "frame": _frame(site, first),
        "content": site.render("not-found-page", sections=sections, root=root, script=script),
        "notice": "",
        "hero": "",
    }


def _section(site: Site, setting: Setting) -> Markup:
    index, funding = setting.page(addresses.search_index()), funding_notice(setting)
    return site.render("not-found", t=setting.t, here=setting, index=index, funding=funding)


def _frame(site: Site, first: Setting) -> Frame:
    """Head and header in the default language."""
    acronym = site.project.facts.acronym
    view = Head(
        title=first.own(f"404 – {acronym}"),
        description=first.own(first.t("not_found.title")),
        canonical="",
        alternates=(),
        locale=site.project.default_locale,
        site_name=acronym,
        kind="website",
    )
    bar = header(first, (), Address("", site.project.locales))
    before, after = halves(site.render("header", header=bar, t=first.t, here=first))
    return Frame(
        head=site.render("head", head=view, data=Markup(""), here=first),
        header=before,
        header_end=after,
    )
