"""axe finds nothing: WCAG 2.0 to 2.2, levels A and AA, and its best practices."""

from __future__ import annotations

import pytest

from axe import AXE, violations, violations_of_content
from pages import address_in, one_of_each_kind
from visit import show

pytestmark = pytest.mark.accessibility


def kinds_in(site, pages, locale):
    """One page of each kind in a language."""
    project = site.project
    kinds = one_of_each_kind(pages, site.root, project)
    return [address_in(locale, kind, project.default_locale) for kind in kinds]


def wrong_on(browser, served, whole, contents, *, colours, **look):
    """What axe finds on whole pages that are seen in one look, then in the contents of others."""
    context = browser.new_context(bypass_csp=True, **look)
    page = context.new_page()
    wrong = {}
    for address in whole:
        page.goto(served + address)
        wrong[address] = violations(page)
    for address in contents:
        show(page, served + address)
        wrong[address] = violations_of_content(page, colours=colours)
    context.close()
    return {address: found for address, found in wrong.items() if found}


def test_the_engine_is_the_one_that_was_agreed():
    assert AXE.startswith("/*! axe v4.14")


def test_every_page_of_the_default_language(browser, served, pages, site):
    """One of each kind as a whole, of the others what is their own."""
    default = site.project.default_locale
    kinds = kinds_in(site, pages, default)
    others = [a for a, page in pages.items() if page.locale == default and a not in kinds]
    look = {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"}
    assert wrong_on(browser, served, kinds, others, colours=False, **look) == {}


def test_each_kind_in_dark_colours_on_a_narrow_screen(browser, served, pages, site):
    home, *others = kinds_in(site, pages, site.project.locales[-1])
    look = {"viewport": {"width": 320, "height": 900}, "color_scheme": "dark"}
    assert wrong_on(browser, served, [home], others, colours=True, **look) == {}


def test_what_opens(browser, served, site):
    """The language pop-up and the search with results on a wide screen; the menu, the filters and a
    page that does not exist on a narrow one, in dark colours."""
    project = site.project
    home = served + address_in(project.locales[-1], "", project.default_locale)
    wide = {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"}
    wrong = {}
    context = browser.new_context(bypass_csp=True, **wide)
    page = context.new_page()
    page.goto(home)
    if len(project.locales) > 1:
        page.click(".project-languages summary")
        wrong["languages"] = violations(page)
        page.keyboard.press("Escape")
    page.click("[data-search-open]")
    page.fill("#project-search-input", next(iter(project.clusters.values())).name)
    page.wait_for_selector("[data-search-results] a")
    wrong["search"] = violations(page)
    context.close()
    narrow = {"viewport": {"width": 320, "height": 900}, "color_scheme": "dark"}
    context = browser.new_context(bypass_csp=True, **narrow)
    page = context.new_page()
    page.goto(f"{home}outcomes/")
    page.click(".project-menu summary")
    wrong["menu"] = violations(page)
    page.keyboard.press("Escape")
    if project.listed:
        page.click("[data-browse-open]")
        wrong["filters"] = violations(page)
    page.goto(f"{home}outcomes/nothing-of-the-sort/")
    wrong["not found"] = violations(page)
    context.close()
    assert {what: found for what, found in wrong.items() if found} == {}
