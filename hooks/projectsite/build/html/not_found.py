"""404.html: one file that speaks the language of the address it was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from ... import addresses
from ...page.chrome import Head, header, language_links
from ...page.edition import Address
from ...page.funding import funding_notice
from ...page.setting import Setting
from ...prose.menu import Titled
from ...site import Site
from ...words.direction import attribute
from ...words.text import Locale
from .frames import Frame, halves


def page(site: Site, root: str, menus: Mapping[Locale, Titled]) -> dict[str, Any]:
    """The context of main.html. A section for each language; without a script all are shown, below
    the header of the default language.

    With one (not-found.js) section and header in the language of the address are left, and pages
    are suggested. The root is the path of the site, with a slash at its end; the menus hold the
    main pages.
    """
    # Absolute links: the host sends this page for addresses of any depth.
    settings = [Setting.absolute(site.edition, root, locale) for locale in site.project.locales]
    first = settings[0]
    sections = tuple(_section(site, setting) for setting in settings)
    headers = {s.locale: _header(site, s, menus[s.locale]) for s in settings}
    own = headers.pop(first.locale)
    script = first.asset("assets/javascripts/not-found.js")
    content = site.render(
        "not-found-page", sections=sections, headers=headers, root=root, script=script
    )
    return {
        "locale": first.locale,
        "dir": Markup(attribute(first.locale)),
        "frame": Frame(head=_head(site, first), header=own),
        "content": content,
        "notice": "",
        "hero": "",
    }


def _section(site: Site, setting: Setting) -> Markup:
    index, funding = setting.page(addresses.search_index()), funding_notice(setting)
    turned = Markup(attribute(setting.locale, site.project.default_locale))
    return site.render(
        "not-found", t=setting.t, here=setting, index=index, funding=funding, dir=turned
    )


def _head(site: Site, first: Setting) -> Markup:
    acronym = site.project.facts.acronym
    view = Head(
        title=first.own(f"404 – {acronym}"),
        description=first.own(first.t("not_found.title")),
        canonical="",
        alternates=(),
        locale=first.locale,
        site_name=acronym,
        kind="website",
        picture=None,
    )
    return site.render("head", head=view, data=Markup(""), here=first)


def _header(site: Site, setting: Setting, main: Titled) -> Markup:
    """In one language, with the way to the home page of each; no page of the menu is this one."""
    locales = site.project.locales
    bar = header(setting, main, Address("404.html", locales))
    before, after = halves(site.render("header", header=bar, t=setting.t, here=setting))
    languages = language_links(setting, Address(addresses.home(), locales))
    switch = site.render("languages", languages=languages, offers="", t=setting.t)
    return before + switch + after
