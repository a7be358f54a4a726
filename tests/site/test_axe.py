"""axe finds nothing: WCAG 2.0 to 2.2, levels A and AA, and its best practices."""

from __future__ import annotations

from axe import AXE, violations
from pages import address_in, one_of_each_kind


def wrong_on(browser, served, addresses, **look):
    """What axe finds on pages that are seen in one look."""
    context = browser.new_context(bypass_csp=True, **look)
    page = context.new_page()
    wrong = {}
    for address in addresses:
        page.goto(served + address)
        if found := violations(page):
            wrong[address] = found
    context.close()
    return wrong


def test_the_engine_is_the_one_that_was_agreed():
    assert AXE.startswith("/*! axe v4.14")


def test_every_page_of_the_default_language(browser, served, pages, site):
    own = [a for a, page in pages.items() if page.locale == site.project.default_locale]
    wide = {"width": 1280, "height": 900}
    assert wrong_on(browser, served, own, viewport=wide, color_scheme="light") == {}


def test_one_page_of_each_kind_in_dark_colours_on_a_narrow_screen(browser, served, pages, site):
    project = site.project
    kinds = one_of_each_kind(pages, site.root, project)
    last = [address_in(project.locales[-1], kind, project.default_locale) for kind in kinds]
    narrow = {"width": 320, "height": 900}
    assert wrong_on(browser, served, last, viewport=narrow, color_scheme="dark") == {}


def test_opened_states(browser, served, pages, site):
    """The language pop-up, the menu and the search with results, on both screens and in both
    colours; and a page that does not exist."""
    project = site.project
    home = address_in(project.locales[-1], "", project.default_locale)
    title = next(iter(project.clusters.values())).name
    for width, scheme in ((1280, "light"), (320, "dark")):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
        )
        page = context.new_page()
        page.goto(f"{served}{home}outcomes/")
        if len(project.locales) > 1:
            page.click(".project-languages summary")
            assert violations(page) == []
        if width < 1000:
            page.click(".project-menu summary")
            assert violations(page) == []
        page.keyboard.press("Escape")
        page.click("[data-search-open]")
        page.fill("#project-search-input", title)
        page.wait_for_selector("[data-search-results] a")
        assert violations(page) == []
        page.goto(f"{served}{home}outcomes/nothing-of-the-sort/")
        assert violations(page) == []
        context.close()
