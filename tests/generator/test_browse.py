"""Browsing the outcomes: filters, words, sorting, parts, with a script and without one."""

from __future__ import annotations

import json
import re
import runpy
import shutil
import unicodedata
from collections import Counter
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import etree
from lxml import html as lxml_html

from axe import violations
from conftest import EXAMPLE_PATH, EXAMPLE_URL, ROOT, build
from pages_server import PagesServer
from projectsite.facts.vocabulary import Relation
from projectsite.problems import ProblemsFound
from projectsite.site import load_site
from projectsite.views.agreement.work_packages import work_package_page
from projectsite.views.browse import (
    FACETS,
    PART,
    browse,
    list_part,
    outcome_table,
    packed,
    pager,
    part_range,
    part_title,
    parts,
)
from projectsite.views.clusters import cluster_page
from projectsite.views.drawings.timeline import DROPS, timeline
from projectsite.words.text import Locale
from visit import LOCALES, Watch, prefix

OPENED = ["type=training", "type=meeting", "work_package=WP3", "q=cluster"]


# What the list should hold, counted from the records alone.


def values(outcome, facet):
    """As a visitor would say it, told by the record and not by the view."""
    if facet == "year":
        if not outcome.date:
            return {"unknown"}
        return {str(year) for year in range(outcome.date.first.year, outcome.date.last.year + 1)}
    field = {
        "type": [str(outcome.type)],
        "work_package": [outcome.work_package] if outcome.work_package else [],
        "cluster": outcome.clusters,
        "status": [str(outcome.status)],
        "language": outcome.languages,
    }
    return set(field[facet])


def fold(text):
    """Without accents, capitals and signs: L’Œuvre is l oeuvre."""
    parts = unicodedata.normalize("NFD", text.lower().replace("œ", "oe").replace("ß", "ss"))
    letters = "".join(c for c in parts if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", letters))


def fitting(project, chosen, besides=None):
    """The ids of the outcomes that have one of the chosen values of each filter."""
    return {
        outcome.id
        for outcome in project.outcomes.values()
        if all(values(outcome, f) & wanted for f, wanted in chosen.items() if f != besides)
    }


def expected_counts(project, chosen):
    """For each value how many outcomes have it, given the other filters."""
    found = {}
    for facet in FACETS:
        fits = fitting(project, chosen, besides=facet)
        found[facet] = Counter(v for id in fits for v in values(project.outcomes[id], facet))
    return found


# What the page shows.


def shown(page):
    links = page.locator("[data-browse-group]:visible li a")
    hrefs = links.evaluate_all("links => links.map(link => link.getAttribute('href'))")
    return [href.rstrip("/").rpartition("/")[2] for href in hrefs]


def counts_on(page):
    read = """boxes => boxes.map(box => [box.name, box.value,
        box.closest('label').querySelector('[data-browse-count]').textContent])"""
    found = {}
    boxes = page.locator("[data-browse-form] input[type=checkbox]:not([name=group])")
    for name, value, count in boxes.evaluate_all(read):
        found.setdefault(name, {})[value] = int(count)
    return found


def chips(page):
    return page.locator("[data-browse-chips] button").all_inner_texts()


def checked(page):
    found = page.locator("[data-browse-form] input:checked")
    return found.evaluate_all("boxes => boxes.map(box => `${box.name}=${box.value}`)")


def numbered(site, found=None, locale="en"):
    """How many outcomes the page says there are, or have been found of all."""
    words, total = site.wordings[Locale(locale)], len(site.project.listed)
    if found is None:
        return words("browse.count", count=total)
    return words("browse.found", count=found, total=total)


def labels(site, *keys):
    """Words of the interface in English."""
    return [site.wordings[Locale("en")](key) for key in keys]


def status(page):
    return page.inner_text("[data-browse-status]")


def box(page, name, value):
    """Wherever it is folded away."""
    folds = page.locator("[data-browse-form] details")
    folds.evaluate_all("folds => folds.forEach(fold => fold.open = true)")
    return page.locator(f"input[name={name}][value='{value}']")


def focused(page):
    return page.evaluate("document.activeElement.textContent.trim() || document.activeElement.name")


@pytest.fixture
def page(browser, served_polyglot):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    watch = Watch(page, served_polyglot)
    yield page
    context.close()
    assert watch.found == []


# The views.


def test_a_column_holds_each_value_once():
    values, of = packed(["b", "a", "b", None])
    assert values == ("b", "a", None)
    assert [values[place] for place in of] == ["b", "a", "b", None]


@pytest.mark.parametrize(
    ("total", "number"), [(0, 1), (1, 1), (100, 1), (101, 2), (200, 2), (2000, 20), (2001, 21)]
)
def test_how_many_pages_a_list_takes(total, number):
    assert parts(total) == number


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (1, "[1] 2 3 … 20"),
        (4, "1 2 3 [4] 5 6 … 20"),
        (10, "1 … 8 9 [10] 11 12 … 20"),
        (20, "1 … 18 19 [20]"),
    ],
)
def test_a_pager_names_first_last_and_near_pages(polyglot_site, number, shown):
    view = pager(polyglot_site.setting(Locale("en"), "outcomes/"), number, 20)
    steps = (f"[{step.text}]" if step.current else step.text for step in view.steps)
    assert " ".join(steps) == shown
    before = {
        1: None,
        4: "../outcomes/list/3/",
        10: "../outcomes/list/9/",
        20: "../outcomes/list/19/",
    }
    assert view.previous == before[number]
    assert (view.next is None) == (number == 20)


@pytest.mark.parametrize("locale", LOCALES)
def test_filters_offer_the_values_that_occur_with_their_counts(polyglot_site, locale):
    view = browse(polyglot_site.setting(Locale(locale), "outcomes/"))
    assert [facet.name for facet in view.facets] == list(FACETS)
    counted = expected_counts(polyglot_site.project, {})
    for facet in view.facets:
        offered = {option.value: int(option.count) for option in facet.options}
        assert offered == counted[facet.name]
        assert len({option.label for option in facet.options}) == len(facet.options)


def test_up_to_a_hundred_outcomes_stand_on_one_page(polyglot_site, built_polyglot):
    view = browse(polyglot_site.setting(Locale("en"), "outcomes/"))
    assert view.part.pager is None
    assert view.blank is None
    assert view.address == ""
    count = Counter(outcome.relation for outcome in polyglot_site.project.listed)
    assert [len(group.rows) for group in view.part.groups] == [count[kind] for kind in Relation]
    assert not list(built_polyglot.folder.rglob("list.json"))


# The example in five languages, without a script.


@pytest.mark.parametrize("locale", LOCALES)
def test_without_a_script_the_list_is_complete(browser, served_polyglot, polyglot_site, locale):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    watch = Watch(page, served_polyglot)
    page.goto(f"{served_polyglot}{prefix(locale)}outcomes/?type=training")
    assert shown(page) == [outcome.id for outcome in polyglot_site.project.listed]
    assert not page.is_visible("[data-browse-filters]")
    assert not page.is_visible("[data-browse-bar]")
    wide = page.locator("[data-browse-group]").first.bounding_box()["width"]
    assert wide > 1000
    context.close()
    assert watch.found == []


def test_labels_of_filters_are_no_text_to_search(built_polyglot, polyglot_site):
    entries = json.loads((built_polyglot.folder / "search/index.json").read_text("utf-8"))
    (entry,) = (entry for entry in entries if entry["path"] == "outcomes/")
    assert labels(polyglot_site, "relation.coverage")[0] in entry["text"]
    keys = ("label", "open", "text", "sort", "newest", "chosen", "clear", "none", "more")
    for label in labels(polyglot_site, *(f"browse.{key}" for key in keys)):
        assert label not in entry["text"]


# The same, with the script.


def test_all_is_there_before_anything_is_chosen(page, served_polyglot, polyglot_site):
    page.goto(served_polyglot + "outcomes/")
    assert shown(page) == [outcome.id for outcome in polyglot_site.project.listed]
    assert status(page) == numbered(polyglot_site)
    assert counts_on(page) == expected_counts(polyglot_site.project, {})
    assert chips(page) == []
    assert not page.is_visible("[data-browse-clear]")
    assert not page.is_visible("[data-browse-more]")


@pytest.mark.parametrize("facet", FACETS)
def test_every_value_of_every_filter(page, served_polyglot, polyglot_site, facet):
    project = polyglot_site.project
    page.goto(served_polyglot + "outcomes/")
    for value in expected_counts(project, {})[facet]:
        box(page, facet, value).click()
        assert parse_qs(urlsplit(page.url).query) == {facet: [value]}
        found = fitting(project, {facet: {value}})
        assert set(shown(page)) == found
        assert status(page) == numbered(polyglot_site, len(found))
        counted = expected_counts(project, {facet: {value}})
        for name, options in counts_on(page).items():
            assert options == {v: counted[name][v] for v in options}, (facet, value, name)
        assert len(chips(page)) == 1
        box(page, facet, value).click()
        assert urlsplit(page.url).query == ""
    assert shown(page) == [outcome.id for outcome in project.listed]


TOGETHER = [
    {"type": {"training", "meeting"}},
    {"type": {"news"}, "year": {"2019"}},
    {"work_package": {"WP2"}, "cluster": {"tresnuvem", "skimrefoss"}, "language": {"en"}},
    {"status": {"planned", "announced"}, "work_package": {"WP1", "WP2"}},
    {"type": {"label"}, "language": {"fr"}},
]


@pytest.mark.parametrize("locale", ["en", "de"])
def test_filters_together(page, served_polyglot, polyglot_site, locale):
    for chosen in TOGETHER:
        query = "&".join(f"{name}={value}" for name in chosen for value in sorted(chosen[name]))
        page.goto(f"{served_polyglot}{prefix(locale)}outcomes/?{query}")
        found = fitting(polyglot_site.project, chosen)
        assert set(shown(page)) == found
        assert page.is_visible("[data-browse-none]") == (not found)
        counted = expected_counts(polyglot_site.project, chosen)
        for name, options in counts_on(page).items():
            assert options == {value: counted[name][value] for value in options}, name
        assert sorted(checked(page)) == sorted(query.split("&"))
        assert len(chips(page)) == sum(len(wanted) for wanted in chosen.values())


def test_groups_stay_and_empty_ones_go(page, served_polyglot, polyglot_site):
    expected = labels(polyglot_site, "relation.project", "relation.coverage", "relation.context")
    headings = page.locator("[data-browse-group] h2:visible")
    page.goto(served_polyglot + "outcomes/?relation=project&type=training&type=news&type=project")
    assert headings.all_inner_texts() == expected
    page.goto(served_polyglot + "outcomes/?type=training")
    assert headings.all_inner_texts() == expected[:1]


def test_what_the_page_does_not_know_is_ignored(page, served_polyglot, polyglot_site):
    page.goto(
        served_polyglot
        + "outcomes/?type=dance&type=training&year=1066&sort=random&colour=red#content"
    )
    assert checked(page) == ["type=training"]
    assert page.input_value("[name=sort]") == "newest"
    assert chips(page) == labels(polyglot_site, "type.training")
    box(page, "status", "done").check()
    assert page.url.endswith("/outcomes/?type=training&status=done#content")


def test_the_address_holds_everything(page, served_polyglot):
    page.goto(served_polyglot + "outcomes/")
    box(page, "type", "meeting").check()
    box(page, "type", "training").check()
    box(page, "work_package", "WP1").check()
    box(page, "cluster", "tresnuvem").check()
    box(page, "year", "2019").check()
    box(page, "status", "done").check()
    box(page, "language", "en").check()
    page.select_option("[name=sort]", "oldest")
    page.fill("[name=q]", "training")
    page.wait_for_url(re.compile("q=training"))
    query = urlsplit(page.url).query
    assert query == (
        "type=training&type=meeting&year=2019&cluster=tresnuvem&work_package=WP1&status=done"
        "&language=en&q=training&sort=oldest"
    )
    assert shown(page) == ["lantern-training"]
    before = shown(page), chips(page), checked(page), status(page)
    page.reload()
    assert (shown(page), chips(page), checked(page), status(page)) == before
    assert page.input_value("[name=q]") == "training"
    assert page.input_value("[name=sort]") == "oldest"


def test_back_and_forward_restore_every_control(page, served_polyglot):
    page.goto(served_polyglot + "outcomes/")
    seen = []

    def note():
        sort, words = page.input_value("[name=sort]"), page.input_value("[name=q]")
        seen.append((page.url, shown(page), chips(page), checked(page), status(page), sort, words))
        return seen[-1]

    note()
    box(page, "type", "meeting").check()
    note()
    page.select_option("[name=sort]", "title")
    note()
    page.locator("[name=q]").press_sequentially("river")
    page.wait_for_url(re.compile("q=river"))
    seen.pop()  # typing replaces its state, it adds none
    note()
    box(page, "year", "2019").check()
    last = note()
    for state in reversed(seen[:-1]):
        page.go_back()
        assert note() == state
        seen.pop()
    for state in seen[1:]:
        page.go_forward()
        assert note() == state
        seen.pop()
    page.go_forward()
    assert page.url == last[0]


def test_an_outcome_and_back(page, served_polyglot):
    page.goto(served_polyglot + "outcomes/?type=meeting")
    before = shown(page)
    page.locator("[data-browse-group] li a:visible").first.click()
    page.wait_for_url(re.compile(before[0]))
    page.go_back()
    assert shown(page) == before
    assert checked(page) == ["type=meeting"]


def test_chips_take_filters_away_and_keep_the_focus(page, served_polyglot, polyglot_site):
    words = polyglot_site.wordings[Locale("en")]
    training, meeting = labels(polyglot_site, "type.training", "type.meeting")
    quoted = words("browse.quoted", text="cluster")
    page.goto(f"{served_polyglot}outcomes/?{'&'.join(OPENED)}")
    assert shown(page) == ["kick-off"]
    assert chips(page) == [training, meeting, "WP3", quoted]
    names = page.locator("[data-browse-chips] button").evaluate_all(
        "buttons => buttons.map(button => button.getAttribute('aria-label'))"
    )
    assert names[0] == words("browse.remove", filter=training)
    page.get_by_role("button", name=words("browse.remove", filter=meeting)).click()
    assert chips(page) == [training, "WP3", quoted]
    assert focused(page) == "WP3"
    page.get_by_role("button", name=words("browse.remove", filter=quoted)).click()
    assert focused(page) == "WP3"
    assert page.input_value("[name=q]") == ""
    assert page.url.endswith("?type=training&work_package=WP3")
    page.click("[data-browse-clear]")
    assert focused(page) == "q"
    assert (chips(page), checked(page), urlsplit(page.url).query) == ([], [], "")
    assert status(page) == numbered(polyglot_site)
    page.go_back()
    assert chips(page) == [training, "WP3"]


@pytest.mark.parametrize(
    ("locale", "words", "found"),
    [
        ("cs", "skoleni", "lantern-training"),
        ("cs", "ŠKOLENÍ osvetleni", "lantern-training"),
        ("cs", "studijni navsteva", "night-walks"),
        ("de", "schulung FLUSSBELEUCHTUNG", "lantern-training"),
        ("es", "formacion clusteres", "lantern-training"),
        ("fr", "economie", "lantern-training"),
        ("en", "  river   training ", "lantern-training"),
        ("en", "17-19 september", "lantern-training"),
        ("en", "Meeting · Tomar", "kick-off"),
        ("en", "– training &", "lantern-training"),
        ("fr", "d'étude", "night-walks"),
        ("fr", "D’ETUDE", "night-walks"),
        ("fr", "l'UE", "quiet-light-prize"),
        ("fr", "oeuvre", "light-and-ink"),
        ("fr", "œuvre", "light-and-ink"),
        ("fr", "été", "light-and-ink"),  # its accents are signs of their own
        ("de", "nasse fusse", "river-handbook"),
        ("de", "fluss", "river-handbook"),
    ],
)
def test_words_are_found_without_accents_and_capitals(
    page, served_polyglot, polyglot_site, locale, words, found
):
    page.goto(f"{served_polyglot}{prefix(locale)}outcomes/")
    page.locator("[name=q]").press_sequentially(words)
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query).get("q") == [words.strip()])
    assert found in shown(page)
    setting = polyglot_site.setting(Locale(locale), "outcomes/")
    table = outcome_table(setting)
    terms = [fold(word) for word in words.split()]
    wanted = []
    for at, id in enumerate(table["id"]):
        said = [table["title"][at], table["summary"][at]]
        said += [table[name][0][table[name][1][at]] for name in ("when", "tag", "where")]
        if all(term in fold(" ".join(said)) for term in terms):
            wanted.append(id)
    assert shown(page) == wanted
    page.wait_for_url(re.compile(r"\?q="))
    assert parse_qs(urlsplit(page.url).query) == {"q": [words.strip()]}


@pytest.mark.parametrize("query", ["zzz", "%2B%2B"])
def test_nothing_found_is_said(page, served_polyglot, query, polyglot_site):
    page.goto(f"{served_polyglot}outcomes/?q={query}")
    assert shown(page) == []
    assert status(page) == numbered(polyglot_site, 0)
    assert [page.inner_text("[data-browse-none]")] == labels(polyglot_site, "browse.none")
    assert all(count == 0 for options in counts_on(page).values() for count in options.values())


def test_a_value_without_outcomes_can_still_be_taken_away(page, served_polyglot):
    """It is dimmed unless chosen; a disabled box would lose the focus."""
    page.goto(served_polyglot + "outcomes/?type=label&language=fr")
    french = box(page, "language", "fr")
    french.focus()
    page.keyboard.press("Space")
    assert not french.is_checked()
    assert page.evaluate("document.activeElement.value") == "fr"
    label = page.locator("label", has=french)
    assert "project-browse__empty" in label.get_attribute("class")
    page.keyboard.press("Space")
    assert french.is_checked()
    assert "project-browse__empty" not in (label.get_attribute("class") or "")


def test_sorting_by_time(page, served_polyglot, polyglot_site):
    page.goto(served_polyglot + "outcomes/?sort=oldest")
    expected = []
    for relation in Relation:
        own = [o for o in polyglot_site.project.chronicle if o.relation is relation]
        expected += [o.id for o in reversed(own) if o.date]
        expected += [o.id for o in own if not o.date]
    assert shown(page) == expected
    page.select_option("[name=sort]", "newest")
    assert shown(page) == [outcome.id for outcome in polyglot_site.project.listed]
    assert urlsplit(page.url).query == ""


ALPHABET = ["a", "b", "c", "č", "d", "e", "f", "g", "h", "ch", "i", "j", "k", "l", "m", "n", "o"]
ALPHABET += ["p", "q", "r", "ř", "s", "š", "t", "u", "v", "w", "x", "y", "z", "ž"]


def test_sorting_by_title_as_the_language_does(page, served_polyglot):
    """Czech has letters of its own: č after c, ch after h, ř after r, š after s, ž after z."""
    page.goto(served_polyglot + "cs/outcomes/?sort=title")
    titles = page.locator("[data-browse-group=project] li a").all_text_contents()

    def rank(title):
        start = title.lower().lstrip("„")
        first = start[:2] if start.startswith("ch") else start[0]
        if first not in ALPHABET:
            first = fold(first)
        return ALPHABET.index(first)

    ranks = [rank(title) for title in titles]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) > 8
    assert {title[0] for title in titles} & set("ČŘŠŽ")


@pytest.mark.parametrize("locale", LOCALES)
def test_how_many_is_announced_in_the_forms_of_the_language(
    page, served_polyglot, polyglot_site, locale
):
    """All, one, and as few as Czech has a form for; counted by the script, told by the server."""
    types = Counter(outcome.type for outcome in polyglot_site.project.listed)
    assert (types["training"], types["meeting"]) == (1, 2)
    for query, found in {"": None, "?type=training": 1, "?type=meeting": 2}.items():
        sentence = numbered(polyglot_site, found, locale)
        page.goto(f"{served_polyglot}{prefix(locale)}outcomes/{query}")
        place = page.get_by_role("status").filter(has_text=sentence.split()[0])
        assert place.inner_text() == sentence
        assert place.evaluate("node => node.localName") == "output"


def test_by_keyboard_alone(page, served_polyglot, polyglot_site):
    words = polyglot_site.wordings[Locale("en")]
    page.goto(served_polyglot + "outcomes/")
    page.locator("[data-browse-filters] .project-skip").focus()

    def tab(times=1, key="Tab"):
        for _ in range(times):
            page.keyboard.press(key)

    tab()
    assert focused(page) == "q"
    page.keyboard.type("train")
    assert status(page) == numbered(polyglot_site, len(shown(page)))
    tab()
    page.keyboard.press("ArrowDown")  # the select: oldest first
    assert page.input_value("[name=sort]") == "oldest"
    tab(3)  # the filter, its first group, the types of that
    page.keyboard.press("Enter")
    tab()
    page.keyboard.press("Space")
    assert checked(page) == ["type=training"]
    assert page.evaluate("document.activeElement.value") == "training"
    found = shown(page)
    page.locator("[data-browse-form] :is(input, select, summary, button):visible").last.focus()
    tab()
    assert [focused(page)] == labels(polyglot_site, "type.training")
    page.keyboard.press("Enter")
    assert checked(page) == []
    assert focused(page) == words("browse.quoted", text="train")
    page.keyboard.press("Space")
    assert focused(page) == "q"
    assert len(shown(page)) == len(polyglot_site.project.listed) > len(found) > 0


def test_switching_the_language_keeps_the_filters_as_they_are_by_then(
    page, served_polyglot, polyglot_site
):
    page.goto(served_polyglot + "outcomes/?type=training&q=river&sort=oldest")
    page.click(".project-languages summary")
    page.click(".project-languages a[hreflang=cs]")
    page.wait_for_url(served_polyglot + "cs/outcomes/?type=training&q=river&sort=oldest")
    words = polyglot_site.wordings[Locale("cs")]
    assert chips(page) == [words("type.training"), words("browse.quoted", text="river")]
    page.click("[data-browse-clear]")
    page.click(".project-languages summary")
    page.click(".project-languages a[hreflang=en]")
    page.wait_for_url(served_polyglot + "outcomes/?sort=oldest")


def test_the_list_does_not_move_when_the_filters_come(browser, served_polyglot):
    """Their room is kept before the script has run."""
    for width in (1280, 360):
        context = browser.new_context(viewport={"width": width, "height": 900})
        page = context.new_page()
        place = (
            "JSON.stringify(document.querySelector('[data-browse-group]').getBoundingClientRect())"
        )
        page.route("**/browse.js", lambda route: route.fulfill(body=""))
        lettered = "document.fonts.ready.then(() => true)"
        page.goto(served_polyglot + "outcomes/")
        assert page.evaluate(lettered)
        before = page.evaluate(place)
        page.unroute("**/browse.js")
        page.goto(served_polyglot + "outcomes/", wait_until="networkidle")
        assert page.is_visible("[data-browse-bar]")
        assert page.evaluate(lettered)
        assert page.evaluate(place) == before, width
        context.close()


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_is_wider_than_a_phone(browser, served_polyglot, locale):
    context = browser.new_context(viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto(f"{served_polyglot}{prefix(locale)}outcomes/?{'&'.join(OPENED)}&cluster=skimrefoss")
    assert not page.is_visible("[name=q]")
    page.click("[data-browse-open]")
    assert page.is_visible("[name=q]")
    page.fill("[name=q]", "Donaudampfschifffahrtsgesellschaftskapitänsmütze" * 2)
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0
    context.close()


def test_on_a_phone_the_filters_fold_and_the_focus_stays(browser, served_polyglot, polyglot_site):
    context = browser.new_context(viewport={"width": 360, "height": 700})
    page = context.new_page()
    page.goto(served_polyglot + "outcomes/?type=training")
    page.locator("[data-browse-status]", has_text=numbered(polyglot_site, 1)).wait_for()
    assert page.get_by_text(status(page)).locator("visible=true").count() == 1
    page.click("[data-browse-chips] button")
    assert focused(page) == "Filters"
    page.keyboard.press("Enter")
    box(page, "type", "news").check()
    news = len(fitting(polyglot_site.project, {"type": {"news"}}))
    shown_words = polyglot_site.wordings[Locale("en")]("browse.show", count=news)
    assert page.inner_text("[data-browse-show]") == shown_words
    assert status(page) == numbered(polyglot_site, news)
    page.set_viewport_size({"width": 1280, "height": 700})
    assert page.is_visible("[name=q]")
    assert not page.is_visible("[data-browse-open]")
    context.close()


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser, served_polyglot, scheme, width):
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    for query in ("&".join(OPENED), "q=zzz"):
        page.goto(f"{served_polyglot}de/outcomes/?{query}")
        if width < 861:
            page.click("[data-browse-open]")
        assert violations(page) == [], query
    context.close()


# A list of many pages.


@pytest.fixture(scope="module")
def many(polyglot, tmp_path_factory):
    """200 more outcomes; one title needs escaping, one is not translated."""
    folder = tmp_path_factory.mktemp("many") / "project"
    runpy.run_path(str(ROOT / "benchmarks/generate.py"))["generate"](folder, 200, polyglot)
    newest = sorted(
        (folder / "data/outcomes").glob("bench-*"),
        key=lambda path: re.search(r"^date: (.*)$", path.read_text("utf-8"), re.MULTILINE)[1],
    )
    odd, english = newest[-1], newest[-2]
    text = odd.read_text("utf-8")
    odd.write_text(
        re.sub(r"(?m)^  en: .*$", '  en: "R&D: “5 > 3” \\"‹x›\\" &amp;"', text, count=1), "utf-8"
    )
    text = english.read_text("utf-8")
    english.write_text(re.sub(r"(?m)^  de: .*\n", "", text, count=1), "utf-8")
    return folder, odd.stem, english.stem


@pytest.fixture(scope="module")
def many_site(many):
    return load_site(many[0])


@pytest.fixture(scope="module")
def built_many(many):
    return build(many[0], many[0].parent / "site", SITE_URL=EXAMPLE_URL)


@pytest.fixture(scope="module")
def served_many(built_many):
    with PagesServer(built_many.folder, EXAMPLE_PATH) as server:
        yield server.url


@pytest.fixture
def many_page(browser, served_many):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    watch = Watch(page, served_many)
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    yield page
    context.close()
    assert watch.found == []


def test_the_parts_hold_every_outcome_once(many_site):
    setting = many_site.setting(Locale("en"), "outcomes/list/2/")
    total = len(many_site.project.outcomes)
    seen = []
    for number in range(1, parts(total) + 1):
        part = list_part(setting, number)
        rows = [row for group in part.groups for row in group.rows]
        assert len(rows) == min(PART, total - len(seen))
        assert all(group.rows for group in part.groups) or number == 1
        seen += [row.href.rstrip("/").rpartition("/")[2] for row in rows]
    assert seen == [outcome.id for outcome in many_site.project.listed]
    words = setting.t
    assert part_title(setting, 2) == words("browse.part", page=2, pages=3)
    assert part_range(setting, 3) == words("browse.range", first=201, last=total, total=total)


def test_a_page_of_prose_cannot_take_the_address_of_a_part(many, tmp_path):
    project = tmp_path / "project"
    shutil.copytree(many[0], project)
    page = project / "docs/en/outcomes/list/2.md"
    page.parent.mkdir()
    page.write_text("---\ntitle: Mine\ndescription: Mine\n---\n# Mine\n", encoding="utf-8")
    (project / "data/addresses.txt").write_text("outcomes/list/3/ -> gone\n", encoding="utf-8")
    with pytest.raises(ProblemsFound) as caught:
        load_site(project)
    assert sorted(p.code for p in caught.value.problems) == ["address-lost", "address-taken"]


def test_lists_on_other_pages_do_not_grow(many_site):
    setting = many_site.setting(Locale("en"), "work-packages/wp2/")
    project = many_site.project
    package = project.work_packages["WP2"]
    page = work_package_page(setting, package)
    (promised,), listed = page.promised, page.outcomes
    count = len(project.outcomes_where(work_package="WP2"))
    assert len(promised.rows) == 20
    assert sum(len(group.rows) for group in listed.groups) <= 20
    assert count > 40
    assert listed.more.href == "../../outcomes/?work_package=WP2"
    said = setting.t("browse.all_of_package", count=count, name="WP2")
    assert str(listed.more.text) == said
    listed = cluster_page(setting, project.clusters["skimrefoss"]).outcomes
    assert listed.more.href == "../../outcomes/?cluster=skimrefoss"
    drawn = many_site.macros(setting).outcomes(cluster="skimrefoss", type="training")
    assert "project-more" not in drawn
    drawn = many_site.macros(setting).outcomes(cluster="skimrefoss")
    assert drawn.count("<li>") == 100
    assert 'href="../../outcomes/?cluster=skimrefoss"' in drawn


def test_the_timeline_does_not_grow(many_site, polyglot_site):
    setting = many_site.setting(Locale("en"), "project/")
    view = timeline(setting)
    assert len({drop.y for drop in view.chart.drops if drop.y < view.chart.base}) == DROPS
    assert view.rows == ()
    rest = sum(int(rest.text) for rest in view.chart.rest)
    listed = sum(int(count.split()[0]) for _, count in view.counts)
    assert len(view.chart.drops) + rest == listed > 200
    assert view.more.href == "../outcomes/?sort=oldest"
    few = timeline(polyglot_site.setting(Locale("en"), "project/"))
    assert few.rows
    assert not (few.counts or few.chart.rest or few.more)


def test_without_a_script_links_lead_through_all_pages(browser, served_many, many_site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for locale in ("en", "cs"):
        words = many_site.wordings[Locale(locale)]
        page.goto(f"{served_many}{prefix(locale)}outcomes/")
        seen = shown(page)
        for number in ("2", "3"):
            # Not by the mouse: rows that come into sight are laid out then, and move the link.
            page.press("a[rel=next]", "Enter")
            page.wait_for_url(f"{served_many}{prefix(locale)}outcomes/list/{number}/")
            assert page.inner_text("h1") == words("browse.part", page=number, pages="3")
            current = page.locator("nav.project-pager [aria-current=page]")
            assert current.inner_text() == number
            seen += shown(page)
        assert seen == [outcome.id for outcome in many_site.project.listed]
        assert page.locator("a[rel=next]").count() == 0
        page.press("a[rel=prev]", "Enter")
        page.wait_for_url(re.compile("list/2/"))
        page.locator("[data-browse-group] a").first.click()
        assert page.inner_text("h1")
    context.close()


def test_further_pages_are_pages_like_others(built_many):
    sitemap = etree.parse(built_many.folder / "sitemap.xml")
    listed = sitemap.getroot().xpath("//*[local-name()='loc']/text()")
    titles = set()
    for locale in LOCALES:
        for number in (2, 3):
            address = f"{prefix(locale)}outcomes/list/{number}/"
            tree = lxml_html.document_fromstring(built_many.page(address))
            assert EXAMPLE_URL + address in listed
            assert tree.xpath("//link[@rel='canonical']/@href") == [EXAMPLE_URL + address]
            alternates = tree.xpath("//link[@rel='alternate'][@hreflang]/@href")
            others = [f"{EXAMPLE_URL}{prefix(x)}outcomes/list/{number}/" for x in LOCALES]
            assert alternates == [*others, others[0]]
            assert not tree.xpath("//meta[@name='robots']")
            (edit,) = tree.xpath("//footer//a[contains(@href, '/edit/main/')]/@href")
            assert edit.endswith(f"docs/{locale}/outcomes/index.md")
            for link in tree.xpath("//link[@rel='stylesheet']/@href | //script/@src"):
                file = built_many.folder / address / link
                assert file.resolve().is_file(), link
            assert tree.xpath("//nav[@class='project-pages']//a[@aria-current='true']")
            titles.add(tree.findtext("head/title"))
    assert len(titles) == 2 * len(LOCALES)
    assert not (built_many.folder / "outcomes/list/shell").exists()
    assert not (built_many.folder / "outcomes/list/4").exists()


def test_the_table_is_fetched_at_the_first_interaction_and_not_before(many_page, served_many):
    many_page.goto(served_many + "outcomes/", wait_until="networkidle")
    assert not [url for url in many_page.asked if url.endswith(".json")]
    assert many_page.is_visible(".project-pager")
    many_page.locator("[name=q]").focus()
    many_page.wait_for_load_state("networkidle")
    assert [url for url in many_page.asked if url.endswith(".json")] == [
        served_many + "outcomes/list.json"
    ]
    assert many_page.is_visible(".project-pager")


@pytest.mark.parametrize("locale", ["en", "de"])
def test_drawn_rows_are_those_of_the_page(many_page, served_many, many, locale):
    _, odd, english = many
    many_page.goto(f"{served_many}{prefix(locale)}outcomes/")
    read = "rows => rows.map(row => row.outerHTML)"
    rows = many_page.locator("[data-browse-group=project] li")
    before = rows.evaluate_all(read)
    ids = shown(many_page)
    assert {odd, english} <= set(ids)
    many_page.select_option("[name=sort]", "title")
    many_page.wait_for_selector("[data-browse-more]")
    many_page.select_option("[name=sort]", "newest")
    assert shown(many_page) == ids
    assert rows.evaluate_all(read) == before
    assert rows.nth(ids.index(english)).locator("a[lang=en]").count() == (locale == "de")


def test_filters_and_counts_of_many(many_page, served_many, many_site):
    project = many_site.project
    chosen = {"type": {"training", "label"}, "work_package": {"WP1"}}
    fits = fitting(project, chosen)
    found = [outcome.id for outcome in project.listed if outcome.id in fits]
    said = numbered(many_site, len(found))
    many_page.goto(served_many + "outcomes/?type=training&type=label&work_package=WP1")
    many_page.locator("[data-browse-status]", has_text=said).wait_for()
    assert shown(many_page) == found
    assert status(many_page) == said
    counted = expected_counts(project, chosen)
    for name, options in counts_on(many_page).items():
        assert options == {value: counted[name][value] for value in options}, name
    many_page.click("[data-browse-clear]")
    assert shown(many_page) == [outcome.id for outcome in project.listed][:PART]
    many_page.fill("[name=q]", *labels(many_site, "type.study-visit"))
    assert set(shown(many_page)) >= fitting(project, {"type": {"study-visit"}})


def test_more_rows_come_a_hundred_at_a_time_with_the_focus_on_the_first(
    many_page, served_many, many_site
):
    many_page.goto(served_many + "outcomes/?sort=oldest")
    many_page.wait_for_selector("[data-browse-more]:visible")
    for step in (1, 2):
        assert len(shown(many_page)) == step * PART
        many_page.locator("[data-browse-more]").press("Enter")
        first = many_page.evaluate("document.activeElement.getAttribute('href')")
        assert first == f"../outcomes/{shown(many_page)[step * PART]}/"
    ids = shown(many_page)
    assert len(ids) == len(set(ids)) == len(many_site.project.outcomes)
    assert not many_page.is_visible("[data-browse-more]")
    assert many_page.locator("[data-browse-group] h2:visible").count() == 3


def test_a_table_that_does_not_come_is_told_and_asked_for_again(browser, served_many, many_site):
    context = browser.new_context()
    page = context.new_page()
    page.route("**/list.json", lambda route: route.abort())
    page.goto(served_many + "outcomes/?type=training")
    (said,) = labels(many_site, "browse.failed")
    page.wait_for_function(
        "said => document.querySelector('[data-browse-status]').value === said", arg=said
    )
    assert len(shown(page)) == PART
    assert page.is_visible(".project-pager")
    page.unroute("**/list.json")
    box(page, "type", "news").check()
    found = fitting(many_site.project, {"type": {"training", "news"}})
    page.locator("[data-browse-status]", has_text=numbered(many_site, len(found))).wait_for()
    assert not page.is_visible(".project-pager")
    context.close()


def test_the_table_says_what_the_records_say(built_many, many_site):
    table = json.loads((built_many.folder / "fr/outcomes/list.json").read_text("utf-8"))
    listed = many_site.project.listed
    assert table["id"] == [outcome.id for outcome in listed]
    for name in FACETS:
        packed, places = table["facets"][name]
        assert [set(packed[place]) for place in places] == [values(o, name) for o in listed]
    words = [str(o.title.words(Locale("fr"), Locale("en"))) for o in listed]
    assert table["title"] == words


def test_axe_finds_nothing_on_a_long_list(browser, served_many):
    context = browser.new_context(viewport={"width": 320, "height": 900}, bypass_csp=True)
    page = context.new_page()
    for path in ("de/outcomes/", "outcomes/list/2/", "project/"):
        page.goto(served_many + path)
        assert violations(page) == [], path
    page.goto(served_many + "cs/outcomes/?sort=title")
    page.wait_for_selector("[data-browse-more]:visible")
    page.click("[data-browse-open]")
    assert violations(page) == []
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0
    context.close()
