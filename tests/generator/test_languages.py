"""Between the languages, in a real browser: 404.html, the offer of a first visit, the switch."""

from __future__ import annotations

import json
import re

import pytest

from axe import violations
from conftest import EXAMPLE_PATH, build
from pages_server import PagesServer
from projectsite.build.completeness import site_addresses
from visit import LOCALES, NAMES, Watch, prefix

ROOTS = ("/", EXAMPLE_PATH, "/a/b/")
TRAINING = "outcomes/lantern-training/"


@pytest.fixture(scope="session")
def titles(polyglot_site):
    """The heading of 404.html in each language."""
    return {locale: polyglot_site.wordings[locale]("not_found.title") for locale in LOCALES}


@pytest.fixture(scope="session")
def offers(polyglot_site):
    """The offer to read on in a language, in that language."""
    return {locale: polyglot_site.wordings[locale]("language.offer") for locale in LOCALES}


@pytest.fixture(scope="module", params=ROOTS)
def rooted(request, polyglot, built_polyglot, tmp_path_factory):
    """The example in five languages below each of three roots; yields its address."""
    built, root = built_polyglot, request.param
    if root != EXAMPLE_PATH:
        folder = tmp_path_factory.mktemp("rooted") / "site"
        built = build(polyglot, folder, SITE_URL=f"https://example.org{root}")
    with PagesServer(built.folder, root) as server:
        yield server.url


def watch_requests(page):
    page.asked, page.pending = [], 0

    def begin(request):
        page.asked.append(request.url)
        page.pending += 1

    def end(_):
        page.pending -= 1

    page.on("request", begin)
    page.on("requestfinished", end)
    page.on("requestfailed", end)


def settle(page):
    """Wait until nothing more is asked for and all answers are drawn; sooner than networkidle."""
    frames = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
    page.evaluate(frames)
    while page.pending:
        page.wait_for_timeout(5)
        page.evaluate(frames)


@pytest.fixture
def visit(browser):
    """Opens a page as a visitor who comes from nowhere: a new context each time."""
    contexts = []

    def open_page(url, *languages, **options):
        options = {"viewport": {"width": 1280, "height": 800}} | options
        context = browser.new_context(locale=languages[0] if languages else "en-GB", **options)
        contexts.append(context)
        if len(languages) > 1:
            listed = json.dumps(languages)
            context.add_init_script(
                f"Object.defineProperty(navigator, 'languages', {{get: () => {listed}}})"
            )
        page = context.new_page()
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        watch_requests(page)
        page.goto(url)
        settle(page)
        return page

    yield open_page
    for context in contexts:
        assert [page.errors for page in context.pages if getattr(page, "errors", [])] == []
        context.close()


# 404.html


@pytest.fixture(scope="module")
def lost(browser, served_polyglot):
    """Goes to addresses that do not exist, in one context for all."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="cs-CZ")
    page = context.new_page()
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    watch_requests(page)

    def go(path):
        page.asked.clear()
        page.errors.clear()
        assert page.goto(served_polyglot + path).status == 404
        settle(page)
        assert page.errors == []
        return page

    yield go
    context.close()


def suggested(page):
    """The addresses that are suggested, as they stand in the page."""
    links = page.locator("[data-nearest] a")
    return [link.get_attribute("href") for link in links.all() if link.is_visible()]


def test_404_in_each_language_below_each_root(visit, rooted, titles):
    page = visit(rooted + "nowhere/")
    page.click(".project-brand")
    page.wait_for_url(rooted)
    for locale in LOCALES:
        home = rooted + prefix(locale)
        page.goto(home + "outcomes/lantern-trainign/")
        assert page.evaluate("document.documentElement.lang") == locale
        assert page.title().startswith(titles[locale])
        assert page.locator("h1:visible").count() == page.locator("main").count() == 1
        assert page.locator("h2:visible").all_inner_texts() == [titles[locale]]
        assert page.evaluate("document.querySelector('.project-brand').href") == home
        page.click("[data-nearest] a")
        page.wait_for_url(home + TRAINING)


@pytest.mark.parametrize(
    ("path", "locale"),
    [
        ("outcomes/de/", "en"),
        ("de-outcomes/", "en"),
        ("a/cs/", "en"),
        ("deutsch/", "en"),
        ("DE/nirgends/", "de"),
        ("de-AT/nirgends/", "de"),
        ("d%65/nirgends/", "de"),
        ("pl/nigdzie/", "en"),
        ("riverlight/de/", "en"),
    ],
)
def test_404_the_language_is_the_first_step_below_the_root(lost, path, locale):
    page = lost(path)
    assert page.evaluate("document.documentElement.lang") == locale
    assert page.locator("section[data-locale]:visible").get_attribute("lang") == locale


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("outcoms/", "outcomes/"),  # a letter left out
        ("proejct/", "project/"),  # two swapped
        ("outcome/lantern-training/", TRAINING),  # singular
        ("lantern-training/", TRAINING),  # a step left out
        ("outcomes/Lantern_Training.html", TRAINING),  # another system's form
        ("OUTCOMES/lantern-training", TRAINING),
        ("consortium/tresnuvm/index.html", "consortium/tresnuvem/"),
        ("de/outcomes/river-handbok/", "de/outcomes/river-handbook/"),
        ("de/en/contact/", "de/contact/"),  # two languages
        ("en/outcomes/kick-off/", "outcomes/kick-off/"),  # the default language has no folder
        ("pl/outcomes/", "outcomes/"),  # a language that the site has not
        ("DE/project", "de/project/"),
        ("de/kontakt/", "de/contact/"),  # its title
        ("cs/vysledky", "cs/outcomes/"),
        ("cs/work-packages/wp03/", "cs/work-packages/wp3/"),
        ("work-packages/wp9/", "work-packages/"),  # the page above
        (TRAINING + "data.jsn", TRAINING),
    ],
)
def test_404_suggests_the_page_that_was_meant(lost, served_polyglot, asked, near):
    page = lost(asked)
    page.wait_for_selector("[data-nearest] a")
    assert suggested(page) == [EXAMPLE_PATH + near]
    assert page.inner_text("[data-nearest]:visible a").strip()
    (index,) = (url for url in page.asked if url.endswith(".json"))
    locale = near.split("/")[0] if near.split("/")[0] in LOCALES else "en"
    assert index == served_polyglot + prefix(locale) + "search/index.json"
    assert page.url == served_polyglot + asked  # no redirect


def test_404_suggests_up_to_three_pages_the_nearest_first(lost, polyglot_site):
    words = polyglot_site.wordings["en"]
    page = lost("outcomes/lamp/")
    page.wait_for_selector("[data-nearest] a")
    near = ("lamp-loan", "lamp-library", "harbour-lamps")
    assert suggested(page) == [f"{EXAMPLE_PATH}outcomes/{name}/" for name in near]
    status = page.locator("[role=status]:visible")
    assert status.inner_text().startswith(words("not_found.nearest") + "\n")
    assert f"· {words('type.service')}" in status.inner_text()


@pytest.mark.parametrize(
    "path",
    [
        "nowhere/",
        "cs/nikde",
        "fr/a/b/c/d.html",
        "outcomes/nothing-like-it/",  # the page above is linked already
        "outcomes/light/",  # fits four pages, two of them with a letter changed
        "index.html/x",
        "de/index.php",
    ],
)
def test_404_suggests_nothing_that_is_not_near(lost, path):
    assert suggested(lost(path)) == []


@pytest.mark.parametrize(
    "path",
    [
        "<script>document.title='bad'</script>/",
        "%3Cimg%20src=x%20onerror=document.title='bad'%3E/",
        "outcomes/%22%3E%3Cb%3Ebad/",
        "outcomes/%00/",
        "outcomes/%/%zz/%E0%A4%A/",
        "outcomes/%2e%2e%2fnowhere/",
        "outcomes/" + "a-b" * 2000 + "/",
        "outcomes/" + "lantern-" * 40 + "training/",
        "x/" * 2000,
        "outcomes//lantern-trainin//",
        "de/__proto__/constructor/",
        "outcomes/%F0%9F%92%A7/",
        "outcomes/lantern-training\u202e/?q=<b>bad#<i>bad",
    ],
)
def test_404_no_address_does_harm(lost, path, titles):
    page = lost(path)
    assert page.title() in {f"{title} – 404 – RIVERLIGHT" for title in titles.values()}
    assert page.locator("section[data-locale]:visible").count() == 1
    assert page.locator("main :is(b, i, img, script:not([src]))").count() == 0
    assert "bad" not in page.inner_text("main")
    for href in suggested(page):
        assert re.fullmatch(EXAMPLE_PATH + r"[a-z0-9/-]*", href)


def test_404_without_a_script_shows_all_languages(browser, served_polyglot, titles):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served_polyglot + "de/nirgends/")
    sections = page.locator("section[data-locale]:visible")
    assert [section.get_attribute("lang") for section in sections.all()] == list(LOCALES)
    assert page.locator("h2:visible").all_inner_texts() == list(titles.values())
    assert page.locator("h1:visible").count() == page.locator("main").count() == 1
    assert page.locator("header:visible").count() == 1
    context.close()


def test_404_is_of_use_where_the_index_cannot_be_loaded(browser, served_polyglot, titles):
    context = browser.new_context()
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(error))
    page.route("**/search/index.json", lambda route: route.abort())
    watch_requests(page)
    page.goto(served_polyglot + "cs/outcoms/")
    settle(page)
    assert page.locator("h2:visible").all_inner_texts() == [titles["cs"]]
    assert suggested(page) == errors == []
    context.close()


def test_404_speaks_the_languages_of_another_consortium(visit, served_example):
    page = visit(served_example + "de/outcomes/lampen-bibliothek/", "cs")
    assert page.evaluate("document.documentElement.lang") == "de"
    page = visit(served_example + "fr/outcomes/lamp-libary/", "fr")
    page.wait_for_selector("[data-nearest] a")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert suggested(page) == [EXAMPLE_PATH + "outcomes/lamp-library/"]


# The offer of a first visit


def offered(page):
    """The words of the line, once it is there."""
    return page.locator(".project-offer a").inner_text()


def nothing_offered(page):
    """The line is not there, and will not come: the page has not asked for it."""
    settle(page)
    loaded = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert len(loaded) > 3
    asked = [url for url in loaded if "languages.json" in url or "language-offer" in url]
    return asked == [] and dismissed(page)


def dismissed(page):
    return page.locator(".project-offer").count() == 0


@pytest.mark.parametrize(
    ("languages", "path", "locale"),
    [
        (["cs-CZ"], "", "cs"),
        (["de-AT", "en"], TRAINING, "de"),
        (["pl-PL", "fr-CA", "en"], "consortium/", "fr"),
        (["es-419"], "de/project/", "es"),
        (["en-US"], "cs/outcomes/", "en"),
    ],
)
def test_the_page_is_offered_in_the_language_that_the_browser_prefers(
    visit, served_polyglot, languages, path, locale, offers
):
    page = visit(served_polyglot + path, *languages)
    assert page.url == served_polyglot + path  # no redirect
    assert offered(page) == offers[locale]
    line = page.get_by_role("region").and_(page.locator(".project-offer"))
    assert line.get_attribute("lang") == locale
    assert page.evaluate("document.activeElement === document.body")
    below = path.removeprefix("de/").removeprefix("cs/")
    line.get_by_role("link").click()
    page.wait_for_url(served_polyglot + prefix(locale) + below)
    assert nothing_offered(page)


def test_the_page_is_offered_below_each_root(visit, rooted, offers):
    page = visit(rooted + "de/contact/", "fr-BE")
    assert offered(page) == offers["fr"]
    page.click(".project-offer a")
    page.wait_for_url(rooted + "fr/contact/")
    assert nothing_offered(page)
    page.click(".project-brand")
    page.wait_for_url(rooted + "fr/")
    assert nothing_offered(page)


@pytest.mark.parametrize(
    ("languages", "path"),
    [
        (["en-GB"], ""),
        (["de-CH", "en"], "de/"),
        (["pl", "uk"], "outcomes/"),
        (["pl", "en", "de"], ""),  # English before German
        (["en-GB", "cs"], "outcomes/kick-off/"),
        (["cs"], "nowhere/"),  # never on 404.html
        (["cs"], "de/nirgends/"),
    ],
)
def test_nothing_is_offered_or_asked_for_where_it_would_not_help(
    visit, served_polyglot, languages, path
):
    page = visit(served_polyglot + path, *languages)
    assert nothing_offered(page)


def test_what_is_not_translated_is_not_offered(browser, served_polyglot, offers):
    """The switch says which translations are missing; the next language may do."""
    context = browser.new_context(locale="cs-CZ")
    context.add_init_script(
        "Object.defineProperty(navigator, 'languages', {get: () => ['cs', 'de']})"
    )
    page = context.new_page()

    def mark(route):
        html = route.fetch().text()
        link = '<a href="./cs/" hreflang="cs"'
        assert link in html
        route.fulfill(body=html.replace(link, link + ' data-state="missing"'))

    page.route(served_polyglot, mark)
    watch_requests(page)
    page.goto(served_polyglot)
    settle(page)
    assert offered(page) == offers["de"]
    context.close()


@pytest.mark.parametrize("knows_history", [True, False])
def test_moving_inside_the_site_offers_nothing_again(visit, served_polyglot, knows_history, offers):
    """Also in browsers without the Navigation API."""
    page = visit("about:blank", "cs-CZ")
    if not knows_history:
        page.add_init_script("Object.defineProperty(window, 'navigation', {value: undefined})")
    page.goto(served_polyglot + "outcomes/")
    assert offered(page) == offers["cs"]
    page.click(".project-pages a >> nth=1")
    page.wait_for_url(served_polyglot + "project/")
    assert nothing_offered(page)
    page.go_back()
    assert page.url == served_polyglot + "outcomes/"
    assert nothing_offered(page)
    page.reload()
    assert nothing_offered(page)
    page.go_forward()
    assert nothing_offered(page)
    with page.context.expect_page() as opened:
        page.click(".project-pages a >> nth=3", modifiers=["Control"])
    opened.value.wait_for_load_state()
    opened.value.wait_for_timeout(200)
    assert dismissed(opened.value)
    page.click(".project-languages summary")
    page.click(".project-languages a[hreflang=de]")
    page.wait_for_url(served_polyglot + "de/project/")
    assert nothing_offered(page)


@pytest.mark.parametrize("outside", ["http://elsewhere.example/", "/another-project/"])
def test_a_link_from_another_site_is_a_first_visit(visit, served_polyglot, outside, offers):
    """Also from another site of the same host, as all of an account are on GitHub Pages."""
    host = re.match(r"http://[^/]+", served_polyglot)[0]
    start = outside if outside.startswith("http") else host + outside
    page = visit("about:blank", "fr-FR")
    page.route(
        start,
        lambda route: route.fulfill(
            content_type="text/html", body=f'<a href="{served_polyglot}contact/">RIVERLIGHT</a>'
        ),
    )
    page.goto(start)
    page.click("a")
    page.wait_for_url(served_polyglot + "contact/")
    settle(page)
    assert page.evaluate("document.referrer").startswith(start)
    assert offered(page) == offers["fr"]


def test_the_offer_is_dismissed_and_nothing_is_remembered(visit, served_polyglot):
    page = visit(served_polyglot + "de/", "en-GB")
    page.click(".project-offer button")
    assert dismissed(page)
    kept = """async () => [
        localStorage.length, sessionStorage.length, document.cookie, window.name,
        (await indexedDB.databases()).length, (await caches.keys()).length,
        JSON.stringify(history.state),
    ]"""
    assert page.evaluate(kept) == [0, 0, "", "", 0, 0, "null"]
    assert page.context.cookies() == []
    assert page.url == served_polyglot + "de/"


def test_the_offer_by_keyboard(visit, served_polyglot, polyglot_site, offers):
    page = visit(served_polyglot + "de/", "cs")
    assert offered(page) == offers["cs"]
    stops = []
    for _ in range(3):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.textContent.trim()"))
    assert stops == [polyglot_site.wordings["de"]("page.skip"), offers["cs"], "×"]
    name = polyglot_site.wordings["cs"]("language.dismiss")
    button = page.get_by_role("button", name=name)
    assert button.evaluate("node => node === document.activeElement")
    page.keyboard.press("Enter")
    assert dismissed(page)
    assert page.evaluate("document.activeElement.matches('.project-languages summary')")


def test_escape_closes_what_is_on_top_first(visit, served_polyglot, offers):
    page = visit(served_polyglot, "cs")
    page.click(".project-languages summary")
    page.keyboard.press("Escape")
    assert not page.is_visible(".project-languages a >> nth=0")
    assert offered(page) == offers["cs"]
    page.keyboard.press("Control+k")
    page.keyboard.press("Escape")
    assert not page.is_visible("dialog")
    assert offered(page) == offers["cs"]
    page.keyboard.press("Escape")
    assert dismissed(page)


@pytest.mark.parametrize("width", [1280, 360])
def test_the_offer_moves_nothing_and_is_not_printed(browser, served_polyglot, width, offers):
    """Whenever it comes: here once the page with its fonts has come to rest."""
    context = browser.new_context(viewport={"width": width, "height": 740}, locale="cs-CZ")
    page = context.new_page()
    held = []
    page.route("**/languages.json", lambda route: held.append(route))
    page.goto(served_polyglot + "contact/")
    page.evaluate("document.fonts.ready")
    while not held:
        page.wait_for_timeout(5)
    page.evaluate(
        """() => {
            window.moved = 0;
            new PerformanceObserver(list => {
                for (const entry of list.getEntries()) moved += entry.value;
            }).observe({type: "layout-shift"});
        }"""
    )
    held[0].continue_()
    assert offered(page) == offers["cs"]
    page.wait_for_timeout(100)
    assert page.evaluate("moved") == 0
    page.evaluate("document.querySelector('.project-header').style.marginTop = '9px'")
    page.wait_for_timeout(100)
    assert page.evaluate("moved") > 0  # it would have been noticed
    page.emulate_media(media="print")
    assert not page.is_visible(".project-offer")
    context.close()


@pytest.mark.parametrize("size", [(1280, 600), (360, 640)])
def test_the_offer_covers_nothing_that_has_the_focus(visit, served_polyglot, size, offers):
    """WCAG 2.2, 2.4.11."""
    width, height = size
    page = visit(
        served_polyglot + "work-packages/", "cs", viewport={"width": width, "height": height}
    )
    assert offered(page) == offers["cs"]
    seen = 0
    for _ in range(60):
        page.keyboard.press("Tab")
        covered = page.evaluate(
            """() => {
                const node = document.activeElement;
                const line = document.querySelector('.project-offer');
                if (node === document.body || line.contains(node)) return null;
                const [a, b] = [node, line].map(one => one.getBoundingClientRect());
                return a.bottom > b.top && a.top < b.bottom && a.right > b.left && a.left < b.right
                    ? node.textContent.trim() : '';
            }"""
        )
        if covered is not None:
            seen += 1
            assert not covered
    assert seen > 15


def test_the_offer_keeps_the_filters(visit, served_polyglot):
    page = visit(served_polyglot + "outcomes/?type=training", "de")
    page.check("input[name=year][value='2019']")
    page.click(".project-offer a")
    page.wait_for_url(served_polyglot + "de/outcomes/?type=training&year=2019")


# The switch


@pytest.mark.parametrize("query", ["?type=training&year=2019", "?q=river&type=training#clusters"])
def test_filters_are_kept_through_all_languages(visit, served_polyglot, query):
    page = visit(served_polyglot + "outcomes/" + query)
    rows = page.locator("[data-browse-group] li:visible").count()
    assert rows
    for locale in (*LOCALES[1:], "en"):
        page.click(".project-languages summary")
        page.click(f".project-languages a[hreflang={locale}]")
        page.wait_for_url(served_polyglot + prefix(locale) + "outcomes/" + query)
        page.wait_for_selector("[data-browse-chips] li")
        if "q=" not in query:
            assert page.locator("[data-browse-group] li:visible").count() == rows


def test_filters_chosen_meanwhile_are_kept_by_every_way_to_follow_a_link(visit, served_polyglot):
    page = visit(served_polyglot + "outcomes/?type=training")
    link = page.locator(".project-languages a[hreflang=cs]")
    page.locator(".project-languages summary").focus()
    page.keyboard.press("Enter")
    # With the switch open, the address changes by the history.
    page.evaluate("history.replaceState({}, '', '?type=meeting')")
    link.focus()
    assert link.evaluate("a => a.href") == served_polyglot + "cs/outcomes/?type=meeting"
    page.evaluate("history.pushState({}, '', '?type=news')")
    with page.context.expect_page() as opened:
        link.click(modifiers=["Control"])
    opened.value.wait_for_url(served_polyglot + "cs/outcomes/?type=news")
    page.go_back()
    link.dispatch_event("contextmenu")
    assert link.evaluate("a => a.href") == served_polyglot + "cs/outcomes/?type=meeting"


def test_without_a_script_the_switch_has_plain_links(browser, served_polyglot):
    context = browser.new_context(java_script_enabled=False, locale="cs-CZ")
    page = context.new_page()
    page.goto(served_polyglot + "outcomes/?type=training")
    assert page.get_attribute(".project-languages a[hreflang=cs]", "href") == "../cs/outcomes/"
    assert page.locator(".project-offer").count() == 0
    context.close()


# Both, to those who cannot see them


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe(visit, served_polyglot, scheme, width, offers):
    look = {
        "viewport": {"width": width, "height": 900},
        "color_scheme": scheme,
        "bypass_csp": True,
    }
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    page = visit(served_polyglot + "cs/outcomes/lamp/", "cs", **look)
    page.wait_for_selector("[data-nearest] a")
    assert violations(page) == []
    assert page.evaluate(wide) <= 0
    page = visit(served_polyglot + "cs/" + TRAINING, "es", **look)
    assert offered(page) == offers["es"]
    assert violations(page) == []
    assert page.evaluate(wide) <= 0


def test_nothing_is_loaded_from_elsewhere(browser, served_polyglot, offers):
    context = browser.new_context(locale="cs-CZ")
    page = context.new_page()
    watch = Watch(page, served_polyglot)
    watch_requests(page)
    page.goto(served_polyglot + "outcomes/")
    settle(page)
    assert offered(page) == offers["cs"]
    assert watch.found == []
    context.close()


# Opens the switch, chooses a language, and gives the language of the page, the words of the switch
# and what it offered: languages and addresses.
SWITCH = """locale => {
  const links = [...document.querySelectorAll(".project-languages a")];
  const summary = document.querySelector(".project-languages summary");
  summary.click();
  links.find(link => link.hreflang === locale).click();
  const offered = links.map(link => [link.hreflang, link.href]);
  return [document.documentElement.lang, summary.textContent, offered];
}"""


def test_switching_from_each_kind_of_page_stays_on_the_page(
    browser, served_polyglot, polyglot_site
):
    """Once in each language, through the switch itself: open it, choose the next.

    That of every page is read in tests/site/test_links.py."""
    found = {address.path.rpartition("/")[0] for address in site_addresses(polyglot_site)}
    # Home, and the first page of each folder.
    folders = {path.rpartition("/")[0]: f"{path}/" for path in sorted(found, reverse=True) if path}
    paths = ["", *folders.values()]
    assert len(paths) > 5
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    page = context.new_page()
    watch = Watch(page, served_polyglot)
    for path in paths:
        page.goto(served_polyglot + path, wait_until="domcontentloaded")
        here = LOCALES[0]
        for locale in (*LOCALES[1:], LOCALES[0]):
            with page.expect_navigation(wait_until="domcontentloaded"):
                lang, name, offered = page.evaluate(SWITCH, locale)
            assert lang == here
            assert NAMES[here] in name
            assert offered == [[each, served_polyglot + prefix(each) + path] for each in LOCALES]
            assert page.url == served_polyglot + prefix(locale) + path
            here = locale
        assert page.locator("html").get_attribute("lang") == here
    assert watch.found == []
    context.close()
