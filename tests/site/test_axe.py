"""axe finds nothing: WCAG 2.0 to 2.2, levels A and AA, and its best practices."""

from __future__ import annotations

import pytest

from axe import AXE, violations

PAGES = {
    "home": "",
    "project": "project/",
    "work package": "work-packages/wp3/",
    "work packages": "work-packages/",
    "consortium": "consortium/",
    "cluster": "consortium/bnpt/",
    "outcomes": "outcomes/",
    "outcome": "outcomes/berlin-training/",
    "contact": "contact/",
    "accessibility": "accessibility/",
    "open data": "data/",
    "translations": "translations/",
}


def test_the_engine_is_the_one_that_was_agreed():
    assert AXE.startswith("/*! axe v4.14")


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["en", "cs"])
def test_pages(browser, served, locale, scheme, width):
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    wrong = {}
    for name, path in PAGES.items():
        page.goto(served + ("" if locale == "en" else f"{locale}/") + path)
        if found := violations(page):
            wrong[name] = found
    context.close()
    assert wrong == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_opened_states(browser, served, scheme, width):
    """The language pop-up, the menu and the search with results."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    page.goto(served + "de/outcomes/")
    page.click(".project-languages summary")
    assert violations(page) == []
    if width < 1000:
        page.click(".project-menu summary")
        assert violations(page) == []
    page.keyboard.press("Escape")
    page.click("[data-search-open]")
    page.fill("#project-search-input", "Schulung")
    page.wait_for_selector("[data-search-results] a")
    assert violations(page) == []
    page.goto(served + "de/outcomes/nirgends/")
    assert violations(page) == []
    context.close()
