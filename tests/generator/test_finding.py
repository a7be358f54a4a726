"""Finding an outcome: the panel of filters, groups of types, the sheet, links kept, the search."""

from __future__ import annotations

import json
import re
from collections import Counter
from contextlib import contextmanager
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from lxml import html as lxml_html

from axe import violations
from projectsite.build.search import SearchEntry, contact_entries, search_index, search_synonyms
from projectsite.facts.vocabulary import OutcomeType, Relation, TypeGroup
from projectsite.views.browse import UNDATED, UNFOLDED, browse
from projectsite.words.synonyms import line_problem, terms
from projectsite.words.text import Locale
from visit import Watch

WIDE, PHONE = 1280, 360


@contextmanager
def visit(browser, served, path="outcomes/", width=WIDE, height=900, **options):
    """A page in a context of its own; nothing may go wrong in it."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, bypass_csp=True, **options
    )
    page = context.new_page()
    watch = Watch(page, served)
    page.goto(served + path)
    yield page
    context.close()
    assert watch.found == []


def of_types(site, *types):
    return [o.id for o in site.project.listed if o.type in types]


def of_group(site, group):
    return of_types(site, *(kind for kind in OutcomeType if kind.group == group))


def shown(page):
    links = page.locator("[data-browse-group]:visible li a")
    hrefs = links.evaluate_all("links => links.map(link => link.getAttribute('href'))")
    return [href.rstrip("/").rpartition("/")[2] for href in hrefs]


def chosen(page):
    found = page.locator("[data-browse-form] input:checked")
    return found.evaluate_all("boxes => boxes.map(box => `${box.name}=${box.value}`)")


def query(page):
    return urlsplit(page.url).query


def box(page, name, value):
    """In whatever is folded."""
    found = page.locator(f"input[name={name}][value='{value}']")
    found.evaluate(
        "node => { for (let at = node; (at = at.parentNode.closest('details')); ) at.open = true; }"
    )
    return found


def focus_of(page):
    return page.evaluate(
        "Object.keys(document.activeElement.dataset)[0] ?? document.activeElement.name"
    )


def top_of(page, selector):
    return page.locator(selector).first.evaluate("node => node.getBoundingClientRect().top")


# The values of the filters.


def test_every_type_is_in_a_group_and_brings_its_word():
    assert {kind.group for kind in OutcomeType} == set(TypeGroup)
    for kind in OutcomeType:
        assert kind.words == (f"type.{kind}", f"group.{kind.group}")


def test_groups_hold_the_types_that_occur(example_site):
    view = browse(example_site.setting(Locale("en"), "outcomes/"))
    by_name = {facet.name: facet for facet in view.facets}
    kinds = by_name["type"]
    assert [o for group in kinds.groups for o in group.options] == list(kinds.options)
    for group in kinds.groups:
        assert int(group.option.count) == sum(int(option.count) for option in group.options)
        assert int(group.option.count) == len(of_group(example_site, group.option.value))
        assert all(option.label in group.named for option in group.options)
    assert not any(facet.groups for name, facet in by_name.items() if name != "type")
    assert {facet.name for facet in view.facets if facet.unfolded} == UNFOLDED


def test_what_has_no_date_is_a_year_like_the_others(browser, served_example, example_site):
    undated = [o.id for o in example_site.project.listed if not o.date]
    view = browse(example_site.setting(Locale("en"), "outcomes/"))
    (years,) = (facet for facet in view.facets if facet.name == "year")
    assert (years.options[-1].value, years.options[-1].count) == (UNDATED, str(len(undated)))
    with visit(browser, served_example) as page:
        box(page, "year", UNDATED).check()
        assert shown(page) == undated
        assert query(page) == f"year={UNDATED}"
        page.select_option("[name=sort]", "oldest")
        assert set(shown(page)) == set(undated)


# Choosing groups and types.


@pytest.mark.parametrize("group", TypeGroup)
def test_one_click_chooses_all_types_of_a_group(browser, served_example, example_site, group):
    with visit(browser, served_example) as page:
        page.locator(f"input[name=group][value={group}]").click()
        assert shown(page) == of_group(example_site, group)
        assert query(page) == f"group={group}"
        assert page.locator("[data-browse-chips] button").count() == 1
        page.reload()
        assert shown(page) == of_group(example_site, group)


def test_a_group_and_its_types_take_each_others_place(browser, served_example, example_site):
    with visit(browser, served_example, "outcomes/?group=learn&type=training&group=meet") as page:
        # The group has all of it already.
        assert chosen(page) == ["group=learn", "group=meet"]
        box(page, "type", "training").check()
        assert chosen(page) == ["type=training", "group=meet"]
        assert query(page) == "type=training&group=meet"
        both = set(of_types(example_site, "training")) | set(of_group(example_site, "meet"))
        assert set(shown(page)) == both
        box(page, "type", "mentoring").check()
        box(page, "group", "learn").check()
        assert chosen(page) == ["group=learn", "group=meet"]


def test_types_are_seen_where_one_is_chosen(browser, served_example):
    with visit(browser, served_example, "outcomes/?type=award") as page:
        assert page.locator("[name=type][value=award]").is_visible()
        assert not page.locator("[name=type][value=training]").is_visible()
        assert page.locator("[data-browse-facet=type] [data-browse-chosen]").inner_text() == (
            "1 chosen"
        )


# Values without outcomes.


def test_values_without_outcomes_are_folded_away_and_come_back(browser, served_example):
    values = "boxes => boxes.map(box => box.value)"
    with visit(browser, served_example) as page:
        all_years = page.locator("[name=year]").evaluate_all(values)
        page.locator("input[name=group][value=meet]").click()
        facet = page.locator("[data-browse-facet=year]")
        kept = facet.locator("[data-browse-options] [name=year]").evaluate_all(values)
        folded = facet.locator("[data-browse-zeros] [name=year]").evaluate_all(values)
        assert kept and folded
        assert sorted(kept + folded) == sorted(all_years)
        said = facet.locator("[data-browse-zeros] > summary").inner_text()
        assert said.startswith(f"{len(folded)} value")
        for value in folded:
            assert not page.locator(f"[name=year][value='{value}']").is_visible()
        counts = facet.locator("[data-browse-zeros] [data-browse-count]").all_text_contents()
        assert set(counts) == {"0"}
        # What is folded can be chosen all the same, and is seen then.
        box(page, "year", folded[0]).check()
        assert page.locator(f"[name=year][value='{folded[0]}']").is_visible()
        page.click("[data-browse-clear]")
        assert facet.locator("[data-browse-options] [name=year]").evaluate_all(values) == all_years
        assert not facet.locator("[data-browse-zeros]").is_visible()


def test_the_chosen_value_stays_where_it_is_in_the_panel(browser, served_example):
    with visit(browser, served_example, height=420) as page:
        language = box(page, "language", "fi")
        language.scroll_into_view_if_needed()
        before = language.bounding_box()["y"]
        language.click()
        assert query(page) == "language=fi"
        assert page.locator("[data-browse-zeros]:visible").count() > 0
        assert abs(language.bounding_box()["y"] - before) < 2


# In sight.


def test_panel_and_count_stay_in_sight_while_the_list_moves(browser, served_example):
    with visit(browser, served_example, height=500) as page:
        page.evaluate("scrollTo(0, 2000)")
        assert page.evaluate("scrollY") == 2000
        for selector in ("[data-browse-status]", "[data-browse-filters]"):
            place = page.locator(selector).bounding_box()
            assert 0 <= place["y"] < 60, selector
        assert page.locator("[name=q]").is_visible()
        panel = page.locator("[data-browse-filters]")
        assert panel.evaluate("node => node.scrollHeight > node.clientHeight <= innerHeight")
        panel.evaluate("node => node.scrollTo(0, 300)")
        assert page.evaluate("scrollY") == 2000


def test_on_a_phone_count_and_chips_stay_in_sight(browser, served_example):
    with visit(browser, served_example, "outcomes/?status=done", PHONE, 700) as page:
        page.locator("[data-browse-status]", has_text=" of ").wait_for()
        page.evaluate("scrollTo(0, 2000)")
        for selector in (
            "[data-browse-status]",
            "[data-browse-open]",
            "[data-browse-chips] button",
        ):
            place = page.locator(selector).first.bounding_box()
            assert 0 <= place["y"] < 130, selector
        assert page.locator("[data-browse-bar]").bounding_box()["height"] < 140


def test_whoever_chooses_far_down_sees_what_is_found(browser, served_example):
    with visit(browser, served_example, height=500) as page:
        page.evaluate("scrollTo(0, 2000)")
        page.locator("input[name=group][value=learn]").click()
        assert 0 <= top_of(page, "[data-browse-group]:visible li") < 500


@pytest.mark.parametrize("width", [WIDE, 768, PHONE])
def test_the_list_does_not_move_when_the_filters_come(browser, served_example, width):
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.route("**/browse.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(served_example + "outcomes/")
    before = top_of(page, "[data-browse-group] li")
    page.unroute("**/browse.js")
    page.goto(served_example + "outcomes/", wait_until="networkidle")
    assert page.is_visible("[data-browse-bar]")
    assert top_of(page, "[data-browse-group] li") == before
    if width == WIDE:
        page.locator("input[name=group][value=learn]").click()
        assert top_of(page, "[data-browse-group]:visible li") == before
    context.close()


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_the_focus_is_never_below_the_line_on_top(browser, served_example, width):
    with visit(browser, served_example, "outcomes/?status=done", width, 700) as page:
        page.locator("[data-browse-status]", has_text=" of ").wait_for()
        page.locator("[data-browse-group]:visible li a").last.focus()
        for _ in range(12):
            page.keyboard.press("Shift+Tab")
            line = page.locator("[data-browse-bar]").bounding_box()
            link = page.locator(":focus").bounding_box()
            assert link["y"] >= line["y"] + line["height"]


# The sheet on a narrow screen.


def test_the_sheet_says_how_many_it_would_show(browser, served_example, example_site):
    with visit(browser, served_example, width=PHONE, height=700) as page:
        assert not page.locator("[name=q]").is_visible()
        page.click("[data-browse-open]")
        page.locator("input[name=group][value=learn]").click()
        count = len(of_group(example_site, "learn"))
        show = page.locator("[data-browse-show]")
        assert show.inner_text() == f"Show {count} outcomes"
        show.click()
        assert not page.locator("[data-browse-sheet]").is_visible()
        assert shown(page) == of_group(example_site, "learn")
        assert page.inner_text("[data-browse-open]") == "Filters (1)"
        assert top_of(page, "[data-browse-group]:visible li") < 700
        page.click("[data-browse-open]")
        page.click("[data-browse-reset]")
        assert show.inner_text() == f"Show {len(example_site.project.listed)} outcomes"
        assert query(page) == ""


def test_the_focus_stays_in_the_sheet_and_comes_back(browser, served_example):
    with visit(browser, served_example, width=PHONE, height=700) as page:
        page.locator("[data-browse-open]").press("Enter")
        within = "document.querySelector('dialog[open]').contains(document.activeElement)"
        assert page.evaluate(within)
        for key in ("Tab", "Shift+Tab"):
            for _ in range(30):
                page.keyboard.press(key)
                # After the last one the browser itself has it.
                assert page.evaluate(f"{within} || document.activeElement === document.body")
        page.keyboard.press("Escape")
        assert not page.locator("[data-browse-sheet]").is_visible()
        assert focus_of(page) == "browseOpen"
        page.keyboard.press("Enter")
        page.locator("[name=q]").fill("lamp")
        page.keyboard.press("Escape")
        assert not page.locator("[data-browse-sheet]").is_visible()
        assert focus_of(page) == "browseOpen"
        assert page.input_value("[name=q]") == "lamp"


def test_a_screen_that_becomes_wide_takes_the_filters_out_of_the_sheet(browser, served_example):
    with visit(browser, served_example, "outcomes/?group=learn", PHONE) as page:
        page.click("[data-browse-open]")
        page.set_viewport_size({"width": WIDE, "height": 700})
        page.wait_for_function("!document.querySelector('[data-browse-sheet]').open")
        assert page.locator("[data-browse-filters] [name=q]").is_visible()
        assert chosen(page) == ["group=learn"]
        assert not page.locator("[data-browse-open]").is_visible()


def test_without_a_script_the_list_is_whole_and_there_is_no_panel(
    browser, served_example, example_site
):
    for width in (WIDE, PHONE):
        with visit(browser, served_example, width=width, java_script_enabled=False) as page:
            assert shown(page) == [outcome.id for outcome in example_site.project.listed]
            for part in ("filters", "sheet", "bar", "open", "copy"):
                assert not page.locator(f"[data-browse-{part}]").is_visible(), part


# Headings, numbers, ways.


def test_groups_and_titles_are_headings_with_their_numbers(browser, served_example, example_site):
    listed = example_site.project.listed
    with visit(browser, served_example) as page:
        groups = page.locator("[data-browse-group] > h2")
        titles = page.locator("[data-browse-group] li h3 > a")
        assert groups.count() == len({outcome.relation for outcome in listed})
        assert titles.count() == len(listed)
        totals = Counter(outcome.relation for outcome in listed)
        numbers = page.locator("[data-browse-number]")
        assert numbers.all_inner_texts() == [str(totals[r]) for r in Relation if totals[r]]
        page.locator("input[name=group][value=news]").click()
        news = [o for o in listed if o.type.group is TypeGroup.NEWS]
        found = Counter(outcome.relation for outcome in news)
        visible = page.locator("[data-browse-group]:visible [data-browse-number]")
        assert visible.all_inner_texts() == [str(found[r]) for r in Relation if found[r]]


def test_one_link_leads_past_the_filters(browser, served_example):
    with visit(browser, served_example) as page:
        skip = page.locator("[data-browse-filters] .project-skip")
        skip.focus()
        assert skip.bounding_box()["height"] > 20
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('[data-browse-group]') !== null")


def test_the_link_of_a_choice_is_copied_and_that_is_said(browser, served_example):
    allowed = ["clipboard-read", "clipboard-write"]
    with visit(browser, served_example, permissions=allowed) as page:
        copy = page.locator("[data-browse-copy]")
        assert not copy.is_visible()
        box(page, "group", "learn").check()
        copy.click()
        said = page.get_by_role("status").filter(has_text="copied")
        said.wait_for(state="attached")
        assert page.evaluate("navigator.clipboard.readText()") == page.url
        assert query(page) == "group=learn"
        box(page, "status", "done").check()
        assert page.get_by_role("status").filter(has_text="copied").count() == 0


def way_back(page):
    return page.locator(".project-path a").first.evaluate("link => link.href")


def test_the_way_back_from_an_outcome_keeps_the_filters(browser, served_example, example_site):
    narrowed = served_example + "outcomes/?group=learn&sort=oldest"
    with visit(browser, served_example, "outcomes/") as page:
        page.locator("[data-browse-group] li a").first.click()
        page.wait_for_selector("h1")
        assert way_back(page) == served_example + "outcomes/"
        page.goto(narrowed)
        before = shown(page)
        page.locator("[data-browse-group]:visible li a").first.click()
        page.wait_for_url(f"**/{before[0]}/")
        assert way_back(page) == narrowed
        # From there to another outcome, too.
        page.locator("article a[href*='outcomes/']:not(.project-path a)").last.click()
        page.wait_for_function("id => !location.pathname.includes(id)", arg=before[0])
        assert way_back(page) == narrowed
        page.locator(".project-path a").first.click()
        page.wait_for_url(narrowed)
        assert shown(page) == before
        # In a tab of its own the browser knows the page before alone.
        with page.context.expect_page() as opened:
            page.locator("[data-browse-group]:visible li a").first.click(modifiers=["Control"])
        opened.value.wait_for_load_state()
        assert way_back(opened.value) in (narrowed, served_example + "outcomes/")


def test_the_way_back_leads_to_the_whole_list_without_a_script(browser, served_example):
    path = "outcomes/?group=learn"
    with visit(browser, served_example, path, java_script_enabled=False) as page:
        page.locator("[data-browse-group] li a").first.click()
        assert way_back(page) == served_example + "outcomes/"


def test_the_way_back_of_another_list_is_left_alone(browser, served_example):
    """Only the very page that the way leads to was narrowed."""
    with visit(browser, served_example, "consortium/?group=learn") as page:
        page.locator("main a[href*='consortium/']").first.click()
        page.wait_for_load_state()
        page.goto(served_example + "outcomes/kick-off/")
        assert way_back(page) == served_example + "outcomes/"


def test_each_count_is_that_of_the_list_that_it_leads_to(built_example, example_site):
    listed = example_site.project.listed
    seen = 0
    for address, page in built_example.pages().items():
        for link in lxml_html.document_fromstring(page).xpath("//*[@class='project-more']/a"):
            url = urlsplit(urljoin(f"/{address}", link.get("href")))
            numbers = re.findall(r"\b\d+", link.text_content())  # not that of WP1
            if url.path.endswith("outcomes/") and numbers:
                found = [o for o in listed if fits(o, parse_qs(url.query))]
                assert numbers == [str(len(found))], (address, link.text_content())
                seen += 1
    assert seen


def fits(outcome, asked):
    """As the list itself would narrow."""
    return (
        outcome.type in asked.get("type", [outcome.type])
        and outcome.work_package in asked.get("work_package", [outcome.work_package])
        and all(id in outcome.clusters for id in asked.get("cluster", []))
    )


# The search: what comes first.


@pytest.fixture(scope="module")
def searcher(browser, served_example):
    """What a query finds: addresses, the best first."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(served_example)
    script = """async ([url, entries, synonyms, query]) =>
        (await import(url)).searcher(entries, synonyms)(query).map((hit) => hit.entry.path)"""
    url = f"{served_example}assets/javascripts/ranking.js"
    yield lambda entries, query, synonyms=(): page.evaluate(
        script, [url, entries, list(synonyms), query]
    )
    context.close()


@pytest.fixture(scope="module")
def index(built_example):
    """The entries and synonyms of a language."""

    def of(locale):
        folder = built_example.folder / ("search" if locale == "en" else f"{locale}/search")
        return (
            json.loads((folder / "index.json").read_text("utf-8")),
            json.loads((folder / "synonyms.json").read_text("utf-8")),
        )

    return of


def test_people_come_first_then_records_then_lists(searcher):
    entries = [
        {"path": "", "title": "Light"},
        {"path": "rivers/", "title": "Light"},
        {"path": "about/", "title": "Light"},
        {"path": "outcomes/light/", "title": "Light", "kind": "Report"},
        {"path": "rivers/light/", "title": "Light", "kind": "River"},
        {"path": "contact/#contact-light", "title": "Light", "kind": "Contact"},
    ]
    found = ["contact/#contact-light", "rivers/light/", "outcomes/light/"]
    assert searcher(entries, "light") == [*found, "about/", "rivers/", ""]
    assert searcher(entries[::-1], "light") == [*found, "about/", "rivers/", ""]


def test_what_a_list_lists_leads_to_the_list(searcher):
    entries = [
        {"path": "rivers/one/", "title": "One", "kind": "River"},
        {"path": "rivers/", "title": "Waters", "about": ["Rivers", "River"]},
    ]
    assert searcher(entries, "rivers") == ["rivers/", "rivers/one/"]


def test_pages_about_the_site_come_last_unless_their_title_is_asked_for(searcher, index):
    for locale in ("en", "de"):
        entries, synonyms = index(locale)
        late = [entry for entry in entries if entry.get("last")]
        assert late
        # What they say is said elsewhere too: by the longest words, which others have as well.
        for entry in late:
            assert searcher(entries, entry["title"], synonyms)[0] == entry["path"]
        for word in ("contact", "riverlight", "project", "projekt", "cluster"):
            found = searcher(entries, word, synonyms)
            places = {entry["path"] for entry in late}
            ours = [path in places for path in found]
            assert ours == sorted(ours), (word, found)


def test_pages_of_the_footer_are_those_that_come_last(index, example_site):
    entries, _ = index("en")
    late = {entry["path"] for entry in entries if entry.get("last")}
    assert late == {entry.path for entry in example_site.menu.footer}


def test_a_name_finds_the_person_at_their_place(browser, served_example, example_site, index):
    entries, _ = index("en")
    for contact in example_site.project.contacts.values():
        (entry,) = (e for e in entries if e["path"].endswith(f"#contact-{contact.id}"))
        assert (entry["title"], entry["kind"]) == (contact.name, "Contact")
        assert "@" not in json.dumps(entry)
    person = next(iter(example_site.project.contacts.values()))
    with visit(browser, served_example, "") as page:
        page.keyboard.press("Control+k")
        page.fill("#project-search-input", person.name)
        first = page.locator("[data-search-results] li:first-child a", has_text=person.name)
        first.click()
        page.wait_for_url("**/contact/#*")
        assert person.name in page.locator(":target").inner_text()


def test_the_entries_of_people_say_their_part(example_site):
    setting = example_site.setting(Locale("de"), "")
    entries = {str(entry.title): entry for entry in contact_entries(setting)}
    project = example_site.project
    for contact in project.contacts.values():
        said = [str(words) for words in entries[contact.name].about]
        assert said[-1] == project.clusters[contact.cluster].name
        assert len(said) == (2 if contact.role else 1)


# Synonyms.


def test_a_synonym_finds_what_the_site_calls_otherwise(searcher):
    entries = [
        {"path": "a/", "title": "Help for SMEs", "kind": "Service"},
        {"path": "b/", "title": "A firm answer", "kind": "News"},
        {"path": "c/", "title": "Other", "kind": "News"},
    ]
    lines = [["SME", "company", "firm", "small business"], ["service", "offer"]]
    assert searcher(entries, "company", lines) == ["a/"]
    assert searcher(entries, "companies", lines) == ["a/"]
    assert searcher(entries, "offer company", lines) == ["a/"]
    assert searcher(entries, "small business", lines) == ["a/"]
    assert searcher(entries, "small", lines) == []
    # The very word first.
    assert searcher(entries, "firm", lines) == ["b/", "a/"]
    # What the site says stands for itself, and for no synonym.
    assert searcher(entries, "SME", lines) == ["a/"]


@pytest.mark.parametrize(
    ("locale", "asked", "wanted"),
    [
        ("en", "deliverable", "deliverables/d1-1/"),
        ("en", "leaflet", "publications/light-for-feet/"),
        ("en", "slides", "kit/"),
        ("en", "GDPR", "privacy/"),
        ("de", "Broschüre", "outcomes/river-handbook/"),
        ("de", "Folien", "kit/"),
        ("de", "DSGVO", "privacy/"),
        ("cs", "výstup", "deliverables/d1-1/"),
    ],
)
def test_what_visitors_say_leads_somewhere(searcher, index, locale, asked, wanted):
    entries, synonyms = index(locale)
    assert searcher(entries, asked) in ([], searcher(entries, asked, synonyms)) or locale
    assert searcher(entries, asked, synonyms)[0] == wanted


def test_the_lines_of_a_language_stand_beside_its_index(example_site):
    path, content = search_synonyms(example_site, Locale("de"))
    assert path == "de/search/synonyms.json"
    lines = json.loads(content)
    words = example_site.wordings[Locale("de")].section("synonyms")
    assert len(lines) == len(words)
    assert all(len(line) > 1 and all(line) for line in lines)


@pytest.mark.parametrize("line", ["SME", "", "SME,", ", firm", "SME, , firm", "SME, –"])
def test_a_line_is_a_word_and_others_for_it(line):
    assert line_problem(line)


@pytest.mark.parametrize(
    "line", ["SME, firm", "PME،entreprise", "企業、会社", "SME, small business"]
)
def test_lines_may_have_the_comma_of_their_script(line):
    assert line_problem(line) == ""
    assert len(terms(line)) == 2


def test_only_what_comes_last_says_so(example_site):
    setting = example_site.setting(Locale("en"), "")
    rows = [
        SearchEntry("a/", setting.own("A")),
        SearchEntry("b/", setting.own("B"), last=True),
    ]
    _, content = search_index(example_site, Locale("en"), rows)
    assert json.loads(content) == [
        {"path": "a/", "title": "A"},
        {"path": "b/", "title": "B", "last": True},
    ]


# Whatever is shown.


@pytest.mark.parametrize("width", [WIDE, PHONE, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser, served_example, width, scheme):
    path = "de/outcomes/?group=learn&type=award&year=2019&status=done"
    with visit(browser, served_example, path, width, color_scheme=scheme) as page:
        page.locator("[data-browse-status]", has_text=" von ").wait_for()
        assert violations(page) == []
        if width != WIDE:
            page.click("[data-browse-open]")
        folds = page.locator("[data-browse-form] details:visible > summary")
        assert folds.count()
        page.locator("[data-browse-form] details").evaluate_all(
            "folds => folds.forEach(fold => fold.open = true)"
        )
        assert violations(page) == []
        spare = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(spare) <= 0


def test_a_first_view_is_small(browser, served_example):
    """Without fonts, as it comes over the line."""
    context = browser.new_context(viewport={"width": WIDE, "height": 900})
    page = context.new_page()
    done = []
    page.on("requestfinished", lambda request: done.append(request))
    page.goto(served_example + "outcomes/?group=learn", wait_until="networkidle")
    sizes = {
        request.url: request.sizes()["responseBodySize"]
        for request in done
        if not request.url.endswith(".woff2")
    }
    context.close()
    assert sum(sizes.values()) < 75_000, sizes
