"""The site in a real browser, below a sub-path, as a visitor uses it."""

from __future__ import annotations

import re

import pytest

from conftest import SUB_PATH
from pages_server import PagesServer
from visit import LOCALES, Watch, prefix

KINDS = {
    "home": "",
    "project": "project/",
    "work packages": "work-packages/",
    "work package": "work-packages/wp3/",
    "consortium": "consortium/",
    "cluster": "consortium/zinnae/",
    "outcomes": "outcomes/",
    "outcome": "outcomes/copenhagen-study-visit/",
    "contact": "contact/",
    "accessibility": "accessibility/",
    "privacy": "privacy/",
    "open data": "data/",
    "translations": "translations/",
}


@pytest.fixture
def page(browser, served):
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    watch = Watch(page, served)
    page.watch = watch
    yield page
    context.close()
    assert watch.found == []


def search(page, query):
    """Type a query; the addresses of the hits, the best first."""
    page.keyboard.press("Control+k")
    page.fill("#project-search-input", query)
    page.wait_for_selector(f'[data-search-results][data-query="{query}"]', state="attached")
    return page.eval_on_selector_all(
        "[data-search-results] a", "links => links.map(link => link.href)"
    )


def test_wasser_finds_german_pages_only(page, served):
    page.goto(served + "de/project/")
    hits = search(page, "Wasser")
    assert hits
    assert all(hit.startswith(served + "de/") for hit in hits)
    assert served + "de/consortium/zinnae/" in hits
    page.click("[data-search-results] a >> nth=0")
    page.wait_for_load_state()
    assert page.url == hits[0]


def test_english_words_find_no_english_page_from_german(page, served):
    page.goto(served + "de/")
    assert all(hit.startswith(served + "de/") for hit in search(page, "water"))


@pytest.mark.parametrize(
    ("locale", "query", "path"),
    [
        ("cs", "skoleni", "outcomes/berlin-training/"),
        ("cs", "studijni navsteva", "outcomes/copenhagen-study-visit/"),
        ("cs", "navsteva", "outcomes/copenhagen-study-visit/"),
        ("cs", "Řízení projektu", "work-packages/wp5/"),
        ("cs", "rizeni projektu", "work-packages/wp5/"),
        ("cs", "Komarek", "consortium/nanoprogress/"),
        ("fr", "previsions", None),
        ("fr", "resultats", "outcomes/"),
        ("es", "asociacion estrategica", "project/"),
        ("de", "uberprufen", "work-packages/wp2/"),
        ("en", "valencia", "outcomes/valencia-meeting/"),
        ("en", "copenhagn", "outcomes/copenhagen-study-visit/"),
    ],
)
def test_accents_are_folded(page, served, locale, query, path):
    page.goto(served + prefix(locale))
    hits = search(page, query)
    if path is None:
        assert hits == []
    else:
        assert served + prefix(locale) + path in hits


def test_search_by_keyboard_alone(page, served):
    page.goto(served)
    page.keyboard.press("Control+k")
    assert page.evaluate("document.activeElement.id") == "project-search-input"
    page.keyboard.type("zinnae bronze")
    page.wait_for_selector("[data-search-results] a")
    page.keyboard.press("Escape")
    assert not page.is_visible("dialog")
    page.keyboard.press("Control+k")
    assert page.input_value("#project-search-input") == "zinnae bronze"
    page.wait_for_selector("[data-search-results] a")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("outcomes/"))


def test_the_index_is_loaded_only_for_a_search(page, served):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(served + "outcomes/berlin-training/", wait_until="networkidle")
    assert not [url for url in asked if "search" in url or "sitemap" in url]
    search(page, "training")
    assert [url for url in asked if url.endswith("search/index.json")]


def test_an_address_opens_the_mail_program(browser, served):
    context = browser.new_context()
    page = context.new_page()
    page.goto(served + "cs/contact/")
    client = context.new_cdp_session(page)
    opened = []
    # A mailto: address leaves the page where it is; the browser tells what was asked for.
    client.on("Page.frameRequestedNavigation", lambda event: opened.append(event["url"]))
    client.send("Page.enable")
    button = page.locator("button.project-address").first
    assert button.inner_text().startswith("ku(@)balticnet-plasmatec.org")
    assert "@balticnet" not in page.content()
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert opened == ["mailto:ku@balticnet-plasmatec.org"]
    context.close()


def test_dark_colours_are_remembered(page, served):
    page.goto(served)
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("[data-scheme-toggle]")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert light != dark
    page.goto(served + "de/project/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    assert page.get_attribute("[data-scheme-toggle]", "aria-label") == "Helle Farben verwenden"


def test_czech_letters_come_from_the_font(page, served):
    page.goto(served + "cs/project/", wait_until="networkidle")
    fonts = page.evaluate(
        "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family + f.unicodeRange)"
    )
    assert len([font for font in fonts if font.startswith("FigtreeU")]) == 2
    width = """text => {
        const canvas = document.createElement('canvas').getContext('2d');
        const of = font => { canvas.font = `40px ${font}`; return canvas.measureText(text).width; };
        return [of('Figtree, monospace'), of('monospace'), of('Figtree, serif')];
    }"""
    for letter in "ěščřžůťďňĚŠČŘŽŮ":
        figtree, monospace, other = page.evaluate(width, letter)
        assert figtree == other != monospace, letter


@pytest.mark.parametrize(
    ("path", "locale"),
    [
        ("nowhere/", "en"),
        ("de/outcomes/nowhere/", "de"),
        ("cs/nikde", "cs"),
        ("fr/a/b/c/d.html", "fr"),
        ("es/", None),
    ],
)
def test_404_speaks_the_language_of_the_address(browser, served, path, locale):
    context = browser.new_context()
    page = context.new_page()
    response = page.goto(served + path)
    if locale is None:
        assert response.status == 200
    else:
        assert response.status == 404
        visible = page.locator("section[data-locale]:visible")
        assert visible.count() == 1
        assert visible.get_attribute("data-locale") == locale
        assert page.evaluate("document.documentElement.lang") == locale
        visible.locator("a").first.click()
        page.wait_for_url(served + prefix(locale))
    context.close()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("locale", ["en", "cs"])
def test_without_javascript_everything_is_there(browser, served, kind, locale):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    watch = Watch(page, served)
    page.goto(served + prefix(locale) + KINDS[kind])
    assert page.locator("h1").is_visible()
    assert page.locator(".project-pages a").first.is_visible()
    assert not page.locator("[data-search-open]").is_visible()
    assert not page.locator("[data-scheme-toggle]").is_visible()
    page.click(".project-languages summary")
    page.click(".project-languages a[hreflang=de]")
    page.wait_for_url(served + "de/" + KINDS[kind])
    if kind == "contact":
        assert "ku(@)balticnet-plasmatec.org" in page.inner_text("main")
    assert watch.found == []
    context.close()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_is_wider_than_the_screen(browser, served, kind, locale):
    """Also at 320 px (WCAG 2.2, 1.4.10 Reflow), in the languages with the longest words."""
    context = browser.new_context(viewport={"width": 320, "height": 700})
    page = context.new_page()
    watch = Watch(page, served)
    page.goto(served + prefix(locale) + KINDS[kind])
    wide = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert wide <= 0
    assert watch.found == []
    context.close()


HYPHENATED = {
    "": (".project-hero__lead", ".md-typeset h2", ".project-cards--clusters p"),
    "project/": (".md-typeset h1", ".md-typeset > p"),
    "work-packages/": (".project-card h2", ".project-card p"),
    "outcomes/berlin-training/": (".project-lead", ".project-facts dd", ".project-facts dt"),
}
WHOLE = {
    "": (".project-brand", ".project-cards--clusters h3", ".project-tag", ".project-figures"),
    "contact/": (".project-contacts__name", ".project-contacts__mail"),
    "data/": (".md-typeset td code",),
    "outcomes/": (".project-outcomes__when", ".md-typeset time"),
    "outcomes/berlin-training/": (".project-sources a", ".project-cite__reference"),
}


@pytest.mark.parametrize("locale", ["de", "cs"])
def test_long_words_are_hyphenated_on_narrow_screens_and_names_are_not(browser, served, locale):
    """By the language of the element: where that is another one, it has a lang of its own."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    style = "node => getComputedStyle(node).hyphens"
    for expected, places in (("auto", HYPHENATED), ("manual", WHOLE)):
        for address, selectors in places.items():
            page.goto(served + prefix(locale) + address)
            for selector in selectors:
                found = page.locator(selector).first.evaluate(style)
                assert found == expected, f"{address} {selector}"
    context.close()


def test_every_control_is_reached_by_keyboard_with_a_visible_focus(page, served):
    page.goto(served + "de/consortium/")
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => {
                const node = document.activeElement;
                if (node === document.body) return null;
                const style = getComputedStyle(node);
                const path = node.querySelector('path');
                const drawn = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
                const pin = node.matches('.project-map__pin')
                    && parseFloat(getComputedStyle(path).strokeWidth) >= 4;
                return [node.textContent.trim().slice(0, 40), drawn || pin];
            }"""
        )
        if stop is None:
            break
        seen.append(stop)
    assert len(seen) > 20
    assert seen[0][0] == "Zum Inhalt springen"
    assert [text for text, visible in seen if not visible] == []


def test_the_menu_opens_and_closes_on_a_phone(browser, served):
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(served + "de/")
    assert not page.locator(".project-pages").is_visible()
    page.click(".project-menu summary")
    assert page.locator(".project-menu a").first.is_visible()
    page.keyboard.press("Escape")
    assert not page.locator(".project-menu a").first.is_visible()
    page.click(".project-menu summary")
    page.click(".project-languages summary")
    assert not page.locator(".project-menu a").first.is_visible()
    page.mouse.click(10, 700)
    assert not page.locator(".project-languages a").first.is_visible()
    context.close()


def test_paper_has_the_content_and_not_the_buttons(page, served):
    page.goto(served + "outcomes/berlin-training/")
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    assert page.locator(".project-emblem").first.is_visible()
    assert not page.locator(".project-tools").is_visible()


PAPER_COLOURS = """() => ['--paper', '--surface', '--foam', '--ink', '--ink-2', '--line', '--link']
    .map(name => getComputedStyle(document.documentElement).getPropertyValue(name))
    .concat([...document.querySelectorAll(
        'body, h1, .project-facts, .project-facts dd, .project-cite__reference, .md-typeset code'
    )].flatMap(node => {
        const style = getComputedStyle(node);
        return [style.color, style.backgroundColor, style.colorScheme];
    }))"""


@pytest.mark.parametrize(
    ("system", "toggled", "scripts"),
    [
        ("light", True, True),
        ("dark", False, True),
        ("dark", True, True),
        ("dark", False, False),
    ],
)
def test_paper_is_light_whatever_the_screen_is(browser, served, system, toggled, scripts):
    def printed(scheme, toggle):
        context = browser.new_context(
            color_scheme=scheme, java_script_enabled=scripts, reduced_motion="reduce"
        )
        page = context.new_page()
        found = []
        for path in ("outcomes/berlin-training/", "data/"):
            page.goto(served + path)
            if toggle and not found:  # remembered from then on
                page.click("[data-scheme-toggle]")
            page.emulate_media(media="print", color_scheme=scheme)
            found.append(page.evaluate(PAPER_COLOURS))
            page.emulate_media(media="screen", color_scheme=scheme)
        context.close()
        return found

    light = printed("light", toggle=False)
    assert light[0][0] == "#fff"
    assert len(light[0]) > 20
    assert printed(system, toggled) == light


LOOKS = """selector => [...document.querySelectorAll(selector)]
    .filter(node => !node.matches('.project-notice, .project-fallback'))
    .map(node => {
        const style = getComputedStyle(node);
        const { x } = node.getBoundingClientRect();
        return [
            node.tagName, node.className, x, style.maxWidth, style.fontSize, style.color,
            style.marginTop, style.marginBottom,
        ];
    })"""
ALL = "main :is(p, h1, h2, ul, ol, li, table, div)"


@pytest.mark.parametrize("width", [360, 1280])
def test_a_page_that_falls_back_looks_as_its_original(browser, built_thinned, width):
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    with PagesServer(built_thinned.folder, SUB_PATH) as server:
        for path, selector in (
            ("es/data/", ALL),
            ("es/privacy/", ALL),
            ("de/accessibility/", ALL),
            ("cs/project/", "main h2, main h2 + p"),  # its introduction is another one in Czech
        ):
            page.goto(server.url + path[3:])
            original = page.evaluate(LOOKS, selector)
            page.goto(server.url + path)
            assert page.locator(".project-fallback").count() > 0
            assert len(original) >= 7
            assert page.evaluate(LOOKS, selector) == original, path
    context.close()


def test_the_line_above_cards_is_grey_and_prose_is_not(page, served):
    colour = "nodes => nodes.map(node => getComputedStyle(node).color)"
    ink, grey = "rgb(18, 33, 46)", "rgb(70, 88, 106)"
    for path, expected, least in (
        ("de/", grey, 2),
        ("de/project/", grey, 3),
        ("de/privacy/", ink, 3),
        ("de/accessibility/", ink, 3),
        ("de/data/", ink, 6),
    ):
        page.goto(served + path)
        found = page.eval_on_selector_all("main .project-main > h2 + p", colour)
        assert len(found) >= least, path
        assert set(found) == {expected}, path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_wide_table_shows_on_which_side_it_goes_on(browser, served, scheme):
    context = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    page = context.new_page()
    page.goto(served + "translations/")
    table = page.locator(".project-scroll")
    table.scroll_into_view_if_needed()
    # Only the background is left, so that edges can be compared.
    table.evaluate("node => { node.firstElementChild.style.visibility = 'hidden'; }")

    def edges(scrolled):
        table.evaluate(f"node => {{ node.scrollLeft = {scrolled}; }}")
        box = table.bounding_box()
        return [
            page.screenshot(clip={"x": x, "y": box["y"] + 20, "width": 4, "height": 4})
            for x in (round(box["x"]), round(box["x"] + box["width"]) - 4)
        ]

    assert table.evaluate("node => node.scrollWidth - node.clientWidth") > 40
    left, more = edges(0)
    both = edges(40)
    less, right = edges(1000)
    assert left == right  # nothing but paper
    assert more != left
    assert less != right
    assert left not in both
    page.set_viewport_size({"width": 1280, "height": 740})
    assert edges(0) == [left, right]
    page.set_viewport_size({"width": 360, "height": 740})
    image = "node => getComputedStyle(node).backgroundImage"
    for media in ({"media": "print"}, {"media": "screen", "forced_colors": "active"}):
        page.emulate_media(**media)
        assert table.evaluate(image) == "none"
    context.close()
