"""The site in a real browser, below its path, as a visitor uses it."""

from __future__ import annotations

import json
import unicodedata
from contextlib import contextmanager
from itertools import islice

import pytest

from pages import address_in, one_of_each_kind
from visit import Watch, show


@contextmanager
def visit(browser, served, **look):
    """A page in a context of its own; nothing may go wrong in it."""
    context = browser.new_context(**look)
    page = context.new_page()
    watch = Watch(page, served)
    yield page
    context.close()
    assert watch.found == []


def kinds_in(site, pages, locale):
    """An address of each kind of page in a language."""
    project = site.project
    for below in one_of_each_kind(pages, site.root, project):
        yield address_in(locale, below, project.default_locale)


def home_of(site, locale):
    return address_in(locale, "", site.project.default_locale)


def search(page, query):
    """Type a query; the addresses of the hits, the best first."""
    page.fill("#project-search-input", query)
    answered = f"[data-search-results][data-query={json.dumps(query, ensure_ascii=False)}]"
    page.wait_for_selector(answered, state="attached")
    return page.eval_on_selector_all(
        "[data-search-results] a", "links => links.map(link => link.href)"
    )


@pytest.mark.accessibility("reflow")
def test_nothing_is_wider_than_the_screen(browser, served, pages, site):
    """At 320 px (WCAG 2.2, 1.4.10 Reflow), in every language."""
    wide = {}

    def measure(page, address):
        wide[address] = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )

    with visit(browser, served, viewport={"width": 320, "height": 700}) as page:
        default, *others = site.project.locales
        for address in kinds_in(site, pages, default):
            page.goto(served + address)
            measure(page, address)
        for locale in others:
            page.goto(served + home_of(site, locale))
            for address in kinds_in(site, pages, locale):
                show(page, served + address)
                measure(page, address)
    assert {address: over for address, over in wide.items() if over > 0} == {}


@pytest.mark.accessibility("scripts")
def test_without_javascript_everything_is_there(browser, served, pages, site):
    locales, default = site.project.locales, site.project.default_locale
    with visit(browser, served, java_script_enabled=False) as page:
        for address in kinds_in(site, pages, locales[-1]):
            page.goto(served + address)
            assert page.locator("h1").is_visible()
            assert page.locator(".project-pages a").first.is_visible()
            assert not page.locator("[data-search-open]").is_visible()
            assert not page.locator("[data-scheme-toggle]").is_visible()
        if len(locales) > 1:
            page.click(".project-languages summary")
            page.click(f".project-languages a[hreflang={default}]")
            page.wait_for_url(served + pages[address].below)


_IN_ORDER = """() => {
    const seen = node => node.checkVisibility({ visibilityProperty: true });
    const all = "a[href], button, input, select, textarea, summary, [tabindex='0']";
    window.inOrder = [...document.querySelectorAll(all)].filter(node =>
        seen(node) && !node.disabled && node.tabIndex >= 0);
    // How it is drawn, with what it holds: a place on the map has a line around its mark.
    window.drawn = node => [node, node.closest("label") ?? node, ...node.querySelectorAll("*")]
        .map(part => getComputedStyle(part))
        .map(style => [style.outlineStyle, style.boxShadow, style.stroke, style.textDecoration])
        .join();
    window.unfocused = inOrder.map(drawn);
    return inOrder.map(node => node.outerHTML.slice(0, 160));
}"""
_FOCUSED = """() => {
    const at = inOrder.indexOf(document.activeElement);
    return [at, at >= 0 && drawn(inOrder[at]) !== unfocused[at]];
}"""


@pytest.mark.accessibility("keyboard")
def test_the_keyboard_reaches_everything_in_its_order(browser, served, pages, site):
    """Each stop is seen, none holds the focus, and the first leads past the menu."""
    with visit(browser, served, viewport={"width": 1280, "height": 900}) as page:
        for address in {"", "outcomes/", "contact/"} & pages.keys():
            page.goto(served + address)
            expected = page.evaluate(_IN_ORDER)
            stops = []
            for _ in expected:
                page.keyboard.press("Tab")
                stops.append(page.evaluate(_FOCUSED))
            missed = [
                expected[at] for at in sorted({*range(len(expected))} - {s[0] for s in stops})
            ]
            assert missed == [], address
            assert [at for at, _ in stops] == [*range(len(expected))], address
            assert [expected[at] for at, seen in stops if not seen] == [], address
            page.keyboard.press("Tab")
            assert page.evaluate(_FOCUSED)[0] in (-1, 0), address
            page.goto(served + address)
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.closest('main') !== null"), address


def folded(text):
    """A text as somebody types it in a hurry: in small letters, without accents."""
    letters = unicodedata.normalize("NFD", " ".join(text.split()))
    return "".join(sign for sign in letters if not unicodedata.combining(sign)).lower()


def test_a_title_finds_its_page_in_its_language(browser, served, pages, site, built):
    with visit(browser, served) as page:
        for locale in site.project.locales:
            home = home_of(site, locale)
            entries = json.loads((built.folder / home / "search/index.json").read_text("utf-8"))
            titles = {entry["path"]: entry["title"] for entry in entries}
            page.goto(served + home)
            page.keyboard.press("Control+k")
            for address in kinds_in(site, pages, locale):
                below = pages[address].below
                if below in titles:  # no part of a long list is
                    hits = search(page, folded(titles[below]))
                    assert served + address in hits
                    found = [hit.removeprefix(served).partition("#")[0] for hit in hits]
                    assert all(path in pages for path in found)
                    assert all(pages[path].locale == locale for path in found)


def test_an_address_opens_the_mail_program(browser, served, site):
    """The first contact of the consortium, from the page of its cluster."""
    for contact in islice((c for c in site.project.contacts.values() if c.address), 1):
        opens_the_mail_program(browser, served, contact)


def opens_the_mail_program(browser, served, contact):
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{served}consortium/{contact.cluster}/")
    client = context.new_cdp_session(page)
    opened = []
    # A mailto: address leaves the page where it is; the browser tells what was asked for.
    client.on("Page.frameRequestedNavigation", lambda event: opened.append(event["url"]))
    client.send("Page.enable")
    button = page.locator("[data-write]").first
    assert contact.name in button.inner_text()
    assert contact.email.replace("(@)", "@") not in page.content()
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert opened == [f"mailto:{contact.email.replace('(@)', '@')}"]
    context.close()


def test_an_address_is_read_and_copied_by_hand(browser, served, site):
    """It is seen as name(@)host, and what a visitor copies is the address itself."""
    for contact in islice((c for c in site.project.contacts.values() if c.address), 1):
        is_read_and_copied(browser, served, contact)


def is_read_and_copied(browser, served, contact):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{served}consortium/{contact.cluster}/")
    place = page.get_by_text(contact.email, exact=True)
    assert place.is_visible()
    place.click(click_count=3)
    page.keyboard.press("Control+c")
    copied = page.evaluate("navigator.clipboard.readText()").strip()
    assert copied == contact.email.replace("(@)", "@")
    context.close()


def test_404_speaks_the_language_of_the_address(browser, served, site):
    context = browser.new_context()
    page = context.new_page()
    for locale in site.project.locales:
        home = served + home_of(site, locale)
        assert page.goto(f"{home}outcomes/nothing-of-the-sort/").status == 404
        visible = page.locator("section[data-locale]:visible")
        assert visible.count() == 1
        assert visible.get_attribute("data-locale") == locale
        assert page.evaluate("document.documentElement.lang") == locale
        visible.locator("a[href]").last.wait_for()
        assert page.evaluate("document.querySelector('.project-brand').href") == home
    context.close()


def test_the_filters_narrow_the_list_to_what_they_say(browser, served, site):
    """The option of each filter that fits the most outcomes."""
    for locale in {site.project.locales[0], site.project.locales[-1]}:
        with visit(browser, served) as page:
            address = f"{served}{home_of(site, locale)}outcomes/"
            page.goto(address)
            facets = page.eval_on_selector_all(
                "[data-browse-form] input[type=checkbox]",
                """inputs => inputs.map(input => [input.name, input.value, Number(
                    input.closest('label').querySelector('[data-browse-count]').textContent)])""",
            )
            best = {}
            for name, value, count in facets:
                best[name] = max(best.get(name, (0, "")), (count, value))
            outcomes = site.project.listed
            assert ("type" in best) == bool(outcomes)
            assert ("cluster" in best) == any(outcome.clusters for outcome in outcomes)
            for name, (count, value) in best.items():
                page.goto(f"{address}?{name}={value}")
                page.wait_for_selector("[data-browse-chips] button")
                rows = page.locator(".project-outcomes > li:visible")
                assert rows.count() == min(count, 100), (locale, name, value)
