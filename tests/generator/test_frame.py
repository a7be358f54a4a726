"""Around and between the contents: the header at every width, rows of cards, the page for lost
visitors."""

from __future__ import annotations

import pytest

from axe import violations
from conftest import EXAMPLE_PATH
from visit import Watch

WIDTHS = (360, 560, 768, 860, 960, 1000, 1020, 1021, 1024, 1060, 1100, 1280)
LONG = {
    "de": ("Startseite", "Projekt", "Arbeitspakete", "Konsortium", "Ergebnisse", "Kontakt"),
    "fr": ("Accueil", "Projet", "Lots de travaux", "Consortium", "Résultats", "Contact"),
    "cs": ("Úvod", "Projekt", "Pracovní balíčky", "Konsorcium", "Výsledky", "Kontakt"),
    "es": ("Inicio", "Proyecto", "Paquetes de trabajo", "Consorcio", "Resultados", "Contacto"),
}


@pytest.fixture(scope="module")
def page(browser, served_example):
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.goto(served_example)
    yield page
    context.close()


@pytest.mark.parametrize("locale", LONG)
def test_the_header_stays_in_one_line_and_on_the_screen(page, served_example, locale):
    """With the words of the languages that are longest, as the menu of another project may be."""
    page.goto(served_example)
    page.evaluate(
        """words => document.querySelectorAll(".project-pages a").forEach((link, at) => {
            link.textContent = words[at] ?? link.textContent;
        })""",
        list(LONG[locale]),
    )
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        bar, nav, wide = page.evaluate(
            """() => [".project-header__bar", ".project-pages"]
                .map(name => document.querySelector(name).offsetHeight)
                .concat(document.documentElement.scrollWidth)"""
        )
        assert wide <= width, width
        assert bar <= 62, width
        assert nav <= 40, width
        menu = page.locator(".project-menu summary").is_visible()
        assert menu != bool(nav), width  # one of the two, never none


CELLS = """([selector, count]) => {
    const list = document.querySelector(selector);
    const first = list.children[0];
    while (list.children.length > count) list.lastElementChild.remove();
    while (list.children.length < count) list.append(first.cloneNode(true));
    const inner = list.getBoundingClientRect();
    const border = parseFloat(getComputedStyle(list).borderLeftWidth);
    const rows = new Map();
    for (const cell of list.children) {
        const box = cell.getBoundingClientRect();
        const row = rows.get(box.top) ?? [];
        row.push(box);
        rows.set(box.top, row);
    }
    return [...rows.values()].map(row => [
        row[0].left - inner.left - border,
        inner.right - border - row.at(-1).right,
    ]);
}"""


@pytest.mark.parametrize("count", [1, 2, 3, 5, 7, 12])
@pytest.mark.parametrize("width", [1280, 1024, 768, 360])
@pytest.mark.parametrize("selector", [".project-cards--clusters", "ol.project-packages"])
def test_the_last_row_of_cards_ends_where_the_others_end(
    page, served_example, selector, width, count
):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(served_example)
    for before, after in page.evaluate(CELLS, [selector, count]):
        assert abs(before) < 1
        assert abs(after) < 1


# 404.html


@pytest.fixture
def lost(browser, served_example):
    """Opens an address that does not exist."""
    contexts = []

    def open_page(path, **options):
        context = browser.new_context(**{"locale": "en-GB"} | options)
        contexts.append(context)
        page = context.new_page()
        page.goto(served_example + path)
        page.wait_for_load_state("networkidle")
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("locale", ["en", "de", "cs"])
def test_404_has_the_menu_of_the_language_of_the_address(lost, example_site, locale):
    page = lost(f"{locale}/nowhere/at/all/" if locale != "en" else "nowhere/")
    words = example_site.wordings[locale]
    home = EXAMPLE_PATH + ("" if locale == "en" else f"{locale}/")
    links = page.locator(".project-pages a")
    assert links.count() >= 5
    assert words("nav.consortium") in links.all_inner_texts()
    assert {link.get_attribute("href").startswith(home) for link in links.all()} == {True}
    assert page.locator(".project-pages [aria-current]").count() == 0
    assert page.locator("header").count() == page.locator("header:visible").count() == 1
    assert page.locator(".project-skip").inner_text() == words("page.skip")


def test_404_leads_to_the_home_page_of_each_language_and_offers_none_by_itself(lost, example_site):
    page = lost("de/nirgends/?q=1#x", locale="cs")
    page.click(".project-languages summary")
    ways = page.locator(".project-languages li a")
    assert [way.get_attribute("href") for way in ways.all()] == [
        EXAMPLE_PATH,
        f"{EXAMPLE_PATH}de/",
        f"{EXAMPLE_PATH}cs/",
    ]
    assert page.locator(".project-languages [aria-current]").get_attribute("hreflang") == "de"
    assert page.locator(".project-offer").count() == 0
    ways.last.click()
    page.wait_for_url(f"**{EXAMPLE_PATH}cs/")


def test_404_searches_in_the_language_of_the_address(lost):
    page = lost("de/nirgends/")
    page.keyboard.press("Control+k")
    page.fill(".project-search__input", "Konsortium")
    page.wait_for_selector(".project-search__results a")
    for link in page.locator(".project-search__results a").all():
        assert f"{EXAMPLE_PATH}de/" in link.evaluate("node => node.href")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_404_is_accessible(lost, served_example, width, scheme):
    page = lost("de/", viewport={"width": width, "height": 800}, color_scheme=scheme)
    watch = Watch(page, served_example)
    page.goto(served_example + "de/nirgends/")
    page.wait_for_load_state("networkidle")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [said for said in watch.found if "404" not in said] == []


def test_404_without_a_script_has_the_menu_of_the_default_language(lost, example_site):
    page = lost("de/nirgends/", java_script_enabled=False)
    assert page.locator(".project-pages a:visible").count() >= 5
    assert page.locator("header:visible").count() == 1
    page.click(".project-languages summary")
    assert page.locator(".project-languages li a:visible").count() == len(
        example_site.project.locales
    )


# Type

SIZES = """() => {
    const sizes = new Set();
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const holder = texts.currentNode.parentElement;
        const read = texts.currentNode.data.trim() && holder.checkVisibility();
        // In a drawing the size is in units of its own.
        if (read && !holder.closest("svg")) sizes.add(getComputedStyle(holder).fontSize);
    }
    return [...sizes];
}"""


def test_all_pages_together_have_seven_sizes_of_type(page, served_example, built_example):
    page.set_viewport_size({"width": 1280, "height": 800})
    sizes = set()
    for address in built_example.pages():
        if not address.startswith(("de/", "cs/")):
            page.goto(served_example + address)
            sizes |= set(page.evaluate(SIZES))
    assert len(sizes) <= 7, sorted(sizes)
