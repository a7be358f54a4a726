"""How the site looks and answers in a real browser: colours, fonts, keys, a phone, paper."""

from __future__ import annotations

import re

import pytest

from visit import Watch

TRAINING = "outcomes/lantern-training/"


@pytest.fixture
def page(browser, served_example):
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    watch = Watch(page, served_example)
    yield page
    context.close()
    assert watch.found == []


def test_search_by_keyboard_alone(page, served_example):
    page.goto(served_example)
    page.keyboard.press("Control+k")
    assert page.evaluate("document.activeElement.id") == "project-search-input"
    page.keyboard.type("three days training")
    page.wait_for_selector("[data-search-results] a")
    page.keyboard.press("Escape")
    assert not page.is_visible("dialog")
    page.keyboard.press("Control+k")
    assert page.input_value("#project-search-input") == "three days training"
    page.wait_for_selector("[data-search-results] a")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(TRAINING))


def test_the_index_is_loaded_only_for_a_search(page, served_example):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(served_example + TRAINING, wait_until="networkidle")
    assert not [url for url in asked if "search" in url or "sitemap" in url]
    page.keyboard.press("Control+k")
    page.fill("#project-search-input", "training")
    page.wait_for_selector("[data-search-results] a")
    assert [url for url in asked if url.endswith("search/index.json")]


def test_dark_colours_are_remembered(page, served_example, example_site):
    colour = "getComputedStyle(document.body).backgroundColor"
    page.goto(served_example)
    light = page.evaluate(colour)
    page.click("[data-scheme-toggle]")
    dark = page.evaluate(colour)
    assert light != dark
    page.goto(served_example + "de/project/")
    assert page.evaluate(colour) == dark
    label = page.get_attribute("[data-scheme-toggle]", "aria-label")
    assert label == example_site.wordings["de"]("scheme.light")


def test_letters_of_central_europe_come_from_the_font(page, served_example):
    page.goto(served_example + "cs/contact/", wait_until="networkidle")
    page.evaluate("document.querySelector('h1').textContent = 'Žluťoučký kůň'")
    page.evaluate("document.fonts.ready")
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


HYPHENATED = {
    "": (".project-hero__lead", ".md-typeset h2", ".project-cards--clusters p"),
    "project/": (".md-typeset h1", ".md-typeset > p"),
    "work-packages/": (".project-card h2", ".project-card p"),
    TRAINING: (".project-lead", ".project-facts dd", ".project-facts dt"),
}
WHOLE = {
    "": (".project-brand", ".project-cards--clusters h3", ".project-tag", ".project-figures"),
    "contact/": (".project-contacts__name", ".project-contacts__mail"),
    "data/": (".project-data-files code",),
    "outcomes/": (".project-outcomes__when", ".md-typeset time"),
    TRAINING: (".project-sources a", ".project-cite__reference"),
}


def test_long_words_are_hyphenated_on_narrow_screens_and_names_are_not(browser, served_example):
    """By the language of the element: where that is another one, it has a lang of its own."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    style = "node => getComputedStyle(node).hyphens"
    for expected, places in (("auto", HYPHENATED), ("manual", WHOLE)):
        for address, selectors in places.items():
            page.goto(f"{served_example}de/{address}")
            for selector in selectors:
                found = page.locator(selector).first.evaluate(style)
                assert found == expected, f"{address} {selector}"
    context.close()


def test_every_control_is_reached_by_keyboard_with_a_visible_focus(
    page, served_example, example_site
):
    page.goto(served_example + "de/consortium/")
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => {
                const node = document.activeElement;
                if (node === document.body) return null;
                const style = getComputedStyle(node);
                const mark = node.querySelector('.project-map__mark');
                const drawn = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
                const pin = mark && parseFloat(getComputedStyle(mark).strokeWidth) >= 4;
                return [node.textContent.trim().slice(0, 40), drawn || pin];
            }"""
        )
        if stop is None:
            break
        seen.append(stop)
    assert len(seen) > 20
    assert seen[0][0] == example_site.wordings["de"]("page.skip")
    assert [text for text, visible in seen if not visible] == []


def test_the_menu_opens_and_closes_on_a_phone(browser, served_example):
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(served_example + "de/")
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


def test_paper_has_the_content_and_not_the_buttons(page, served_example):
    page.goto(served_example + TRAINING)
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    assert page.locator(".project-emblem").first.is_visible()
    assert not page.locator(".project-tools").is_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_bullets_and_bars_stand_inside_the_column(page, served_example, width):
    """What Markdown makes, on a page of prose: its marks stand left of the text, not outside."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(served_example + "privacy/")
    edges = page.evaluate(
        """() => {
            const column = document.querySelector("main .project-main");
            const left = column.querySelector("h1").getBoundingClientRect().x;
            column.insertAdjacentHTML("beforeend",
                "<ul><li>Lamp</li></ul><ol><li>Lamp</li></ol><blockquote>Lamp</blockquote>");
            return [...column.querySelectorAll(":not([class]) > li, blockquote")]
                .map(node => {
                    const inset = parseFloat(getComputedStyle(node).paddingLeft);
                    return node.getBoundingClientRect().x + inset - left;
                });
        }"""
    )
    assert len(edges) >= 3
    assert min(edges) > 8


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
def test_paper_is_light_whatever_the_screen_is(browser, served_example, system, toggled, scripts):
    def printed(scheme, toggle):
        context = browser.new_context(
            color_scheme=scheme, java_script_enabled=scripts, reduced_motion="reduce"
        )
        page = context.new_page()
        found = []
        for path in (TRAINING, "data/"):
            page.goto(served_example + path)
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


@pytest.mark.parametrize("width", [360, 1280])
def test_a_page_that_falls_back_looks_as_its_original(browser, served_example, width):
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    every = "main :is(p, h1, h2, ul, ol, li, table, div)"
    for path, selector in (
        ("de/accessibility/", every),
        ("cs/privacy/", every),
        ("cs/project/", "main h2, main h2 + p"),  # its introduction is another one in Czech
    ):
        page.goto(served_example + path[3:])
        original = page.evaluate(LOOKS, selector)
        page.goto(served_example + path)
        assert page.locator(".project-fallback").count() > 0
        assert len(original) >= 6
        assert page.evaluate(LOOKS, selector) == original, path
    context.close()


def test_the_line_above_cards_is_grey_and_prose_is_not(page, served_example):
    colour = "nodes => nodes.map(node => getComputedStyle(node).color)"
    probe = """token => {
      const node = document.body.appendChild(document.createElement("i"));
      node.style.color = `var(${token})`;
      return getComputedStyle(node).color;
    }"""
    for path, token, least in (
        ("de/", "--ink-2", 2),
        ("de/project/", "--ink-2", 3),
        ("de/privacy/", "--ink", 2),
        ("accessibility/", "--ink", 2),
    ):
        page.goto(served_example + path)
        found = page.eval_on_selector_all("main .project-main > h2 + p", colour)
        assert len(found) >= least, path
        assert set(found) == {page.evaluate(probe, token)}, path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_wide_table_shows_on_which_side_it_goes_on(browser, served_example, scheme):
    context = browser.new_context(viewport={"width": 320, "height": 740}, color_scheme=scheme)
    page = context.new_page()
    page.goto(served_example + "translations/")
    table = page.locator(".project-scroll")
    table.scroll_into_view_if_needed()
    # Only the background is left, so that edges can be compared; made so wide that it goes on.
    table.evaluate(
        "({firstElementChild: {style}}) => "
        "Object.assign(style, {visibility: 'hidden', width: '40em'})"
    )

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
    page.set_viewport_size({"width": 320, "height": 740})
    image = "node => getComputedStyle(node).backgroundImage"
    for media in ({"media": "print"}, {"media": "screen", "forced_colors": "active"}):
        page.emulate_media(**media)
        assert table.evaluate(image) == "none"
    context.close()
