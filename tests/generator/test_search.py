"""The search: what stands in its index, and what a visitor finds with it in a real browser."""

from __future__ import annotations

import json
from contextlib import contextmanager

import pytest
import yaml

from conftest import ROOT
from projectsite.build.search import SearchEntry, outcome_entry, prose_entry, search_index
from projectsite.words.text import State, Words
from visit import LOCALES, prefix

QUERIES = yaml.safe_load((ROOT / "tests/queries.yml").read_text("utf-8"))
FIRST = "[data-search-results] li:first-child"


def index_of(built_polyglot, locale):
    path = built_polyglot.folder / prefix(locale) / "search/index.json"
    return {entry["path"]: entry for entry in json.loads(path.read_text("utf-8"))}


def ask(page, query):
    """Type a query into the open search, and wait until it is answered."""
    page.fill("#project-search-input", query)
    page.wait_for_selector(
        f"[data-search-results][data-query={json.dumps(query, ensure_ascii=False)}]",
        state="attached",
    )


@contextmanager
def opened(browser, address):
    """A page with its search open."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    page.keyboard.press("Control+k")
    yield page
    context.close()


# What stands in the index.


def test_what_is_missing_in_a_language_is_marked_with_its_own(built_example):
    entry = index_of(built_example, "de")["outcomes/kick-off/"]
    assert (entry["title"], entry["lang"]) == ("First meeting of the partners", "en")
    assert entry["about"] == ["Tomar"]
    assert "text" not in entry
    assert (entry["other"][:18], entry["other_lang"]) == ("The three clusters", "en")


def test_what_is_there_in_a_language_has_no_mark(built_polyglot):
    for locale in LOCALES:
        for entry in index_of(built_polyglot, locale).values():
            known = {"path", "title", "kind", "about", "text", "facts", "serves", "last"}
            assert entry.keys() <= known
            assert all(entry.values()) or not entry["path"]


def test_pages_say_in_few_words_what_they_deal_with(built_polyglot, polyglot_site):
    found = index_of(built_polyglot, "cs")
    words = polyglot_site.wordings["cs"]
    assert found["consortium/tresnuvem/"]["about"] == ["TNV", "Malé turbíny", "Tomar"]
    assert found["consortium/hohdelampo/"]["about"] == ["Světelné senzory", "Savonlinna"]
    assert found["outcomes/night-walks/"]["about"] == ["Savonlinna"]
    assert found["consortium/"]["about"] == [words("outcome.clusters"), words("cluster.one")]
    assert found["work-packages/"]["about"] == [words("work_package.one")]
    assert "Ziele" in index_of(built_polyglot, "de")["project/"]["about"]


def test_outcomes_say_when_in_which_country_and_for_which_work_package(built_polyglot):
    index = index_of(built_polyglot, "cs")
    visit = index["outcomes/night-walks/"]
    assert visit["facts"] == ["30.\u00a0ledna\u00a0– 2.\u00a0února 2020", "Finsko"]
    assert visit["serves"] == "WP1 Znalosti plánovačů"
    assert "Finsko" not in visit["text"]
    assert "facts" not in index["outcomes/dark-places/"]
    assert index_of(built_polyglot, "de")["consortium/skimrefoss/"]["facts"] == ["Norwegen"]


def test_a_work_package_without_a_translation_is_named_in_its_own_language(polyglot_site):
    setting = polyglot_site.setting("de", "")
    serves = (setting.own("WP3"), Words("Cooperation", "en", "de", State.MISSING))
    _, content = search_index(
        polyglot_site, "de", [SearchEntry("p/", setting.own("P"), serves=serves)]
    )
    (entry,) = json.loads(content)
    assert (entry["serves"], entry["other"], entry["other_lang"]) == ("WP3", "Cooperation", "en")


def test_only_headings_of_the_prose_itself_count(polyglot_site):
    setting = polyglot_site.setting("en", "")
    html = '<h2 id="a">One &amp; <em>two</em></h2><h2>Drawn</h2><p>Text of name(@)host.eu</p>'
    entry = prose_entry(setting, "p/", setting.own("P"), html)
    assert [words.text for words in entry.about] == ["One & two"]
    assert [words.text.strip() for words in entry.text] == ["One & two Drawn Text of"]


def test_an_index_leaves_out_what_says_nothing(polyglot_site):
    setting = polyglot_site.setting("de", "")
    _, content = search_index(polyglot_site, "de", [SearchEntry("p/", setting.own("P"))])
    assert json.loads(content) == [{"path": "p/", "title": "P"}]


def test_the_text_of_an_outcome_is_found_without_its_markup(polyglot_site):
    outcome = polyglot_site.project.outcomes["kick-off"]
    text = type(outcome.title)({"en": "Some *emphasis* here"})
    entry = outcome_entry(
        polyglot_site.setting("de", ""), outcome.model_copy(update={"text": text})
    )
    assert entry.text[-1][:3] == ("Some emphasis here", "en", "de")


# How words are compared.


@pytest.fixture(scope="module")
def compare(browser, served_polyglot):
    """The functions that compare: compare("fold", text)."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(served_polyglot)
    urls = [f"{served_polyglot}assets/javascripts/{name}.js" for name in ("folding", "ranking")]
    script = """async ([urls, name, given]) => {
        const modules = await Promise.all(urls.map((url) => import(url)));
        return modules.find((module) => name in module)[name](...given);
    }"""
    yield lambda name, *given: page.evaluate(script, [urls, name, given])
    context.close()


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Školení", "skoleni"),
        ("ŠKOLENÍ", "skoleni"),
        ("Straße", "strasse"),
        ("Œuvre", "oeuvre"),
        ("Kærgård", "kaergard"),
        ("Łódź", "lodz"),
        ("Rottbøll", "rottboll"),
        ("Đorđe", "dorde"),
        ("İSTANBUL", "istanbul"),
        ("ISPARTA", "isparta"),
        ("ılıca", "ilica"),
        ("ΌΜΙΛΟΣ", "ομιλοσ"),
        ("όμιλος", "ομιλοσ"),
        ("Año", "ano"),
        ("Hyvä", "hyva"),
    ],
)
def test_accents_and_capitals_are_folded(compare, text, folded):
    assert compare("fold", text) == folded


def test_an_apostrophe_parts_words(compare):
    assert compare("wordsOf", "L’eau d'été (2017–18)") == ["l", "eau", "d", "ete", "2017", "18"]


@pytest.mark.parametrize(
    ("asked", "better", "worse"),
    [
        ("klastr", "klastr", "klastry"),
        ("klastru", "klastry", "klastrovych"),
        ("wasser", "wassers", "wasseraufbereitung"),
        ("schulung", "schulungen", "clusterschulung"),
        ("vodou", "voda", "vedouci"),
        ("plan", "plane", "plasma"),
    ],
)
def test_the_nearer_word_counts_more(compare, asked, better, worse):
    assert compare("closeness", asked, better) > compare("closeness", asked, worse)


@pytest.mark.parametrize(
    ("asked", "word"), [("vales", "valley"), ("vodou", "voda"), ("marca", "marzo")]
)
def test_a_word_that_the_index_has_is_hardly_another_one(compare, asked, word):
    known = compare("closeness", asked, word, True)
    assert 0 < known < 0.5 < compare("closeness", asked, word)


@pytest.mark.parametrize(
    ("asked", "word"), [("klastru", "klastry"), ("visit", "visits"), ("wasser", "wassers")]
)
def test_an_ending_is_the_same_word_whether_the_index_has_it_or_not(compare, asked, word):
    assert compare("closeness", asked, word, True) == compare("closeness", asked, word) > 0.8


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        ("plasma", "platz"),
        ("eau", "bureau"),
        ("land", "deutschland"),
        ("strategie", "strassen"),
        ("2017", "2016"),
        ("777795", "777796"),
    ],
)
def test_words_that_have_little_in_common_do_not_meet(compare, asked, word):
    assert compare("closeness", asked, word) == 0


# What visitors find.


@pytest.mark.parametrize("locale", LOCALES)
def test_nine_of_ten_queries_find_their_page_first(browser, served_polyglot, locale):
    """The message lists those that do not; tests/queries.yml says why for those that are known."""
    queries = QUERIES[locale]
    assert len(queries) >= 10
    missed = []
    with opened(browser, served_polyglot + prefix(locale)) as page:
        for entry in queries:
            ask(page, entry["query"])
            first = page.evaluate(f"document.querySelector('{FIRST} a')?.href ?? ''")
            wanted = served_polyglot + prefix(locale) + entry["first"]
            if first != wanted:
                got = first.removeprefix(served_polyglot) or "nothing"
                missed.append(f"{entry['query']}: {got}, not {entry['first']}")
    assert 10 * (len(queries) - len(missed)) >= 9 * len(queries), "\n".join(missed)


def test_the_pages_that_must_come_first_exist(built_polyglot):
    for locale, queries in QUERIES.items():
        assert {entry["first"] for entry in queries} <= index_of(built_polyglot, locale).keys()
    assert QUERIES.keys() == set(LOCALES)


def found_by(page, query):
    """The addresses of what a query finds, in their order."""
    ask(page, query)
    return page.evaluate("[...document.querySelectorAll('[data-search-results] a')].map(String)")


def test_the_very_word_in_a_text_comes_before_a_like_one_in_a_title(browser, served_polyglot):
    home = served_polyglot + "es/"
    with opened(browser, home) as page:
        found = [url.removeprefix(home) for url in found_by(page, "vales")]
        assert "outcomes/lamp-loan/" in found[:3]
        assert found.index("outcomes/lamp-loan/") < found.index("outcomes/borrowing/")


@pytest.mark.parametrize("query", ["WP3", "WP 3", "wp 3"])
def test_a_work_package_is_found_however_its_number_is_set(
    browser, served_polyglot, built_polyglot, query
):
    """Its page first, then the pages that name it, and no other."""
    index = index_of(built_polyglot, "en")
    named = {path for path, entry in index.items() if "wp3" in json.dumps(entry).lower()}
    with opened(browser, served_polyglot) as page:
        found = [url.removeprefix(served_polyglot) for url in found_by(page, query)]
    assert found[0] == "work-packages/wp3/"
    assert set(found) == named


def test_no_more_than_a_code_is_joined_with_its_number(browser, served_polyglot):
    """Horizon 2020 is not horizon2020 alone, and two numbers stay two."""
    entries = [
        {"path": path, "title": title, "kind": "", "about": [], "text": text}
        for path, title, text in (
            ("call", "Horizon 2020 call", ""),
            ("handle", "News", "follow horizon2020"),
            ("first", "1 February 2016", ""),
            ("twelfth", "12 May 2016", ""),
            ("package", "WP3", ""),
        )
    ]
    script = """async ([url, entries, query]) =>
        (await import(url)).searcher(entries)(query).map((hit) => hit.entry.path)"""
    with opened(browser, served_polyglot) as page:

        def found(query):
            url = f"{served_polyglot}assets/javascripts/ranking.js"
            return page.evaluate(script, [url, entries, query])

        assert found("horizon 2020")[0] == "call"
        assert "first" in found("1 2")
        assert found("wp 3") == ["package"]


def test_date_and_country_are_shown_where_they_were_asked_for(
    browser, served_polyglot, polyglot_site
):
    kind = polyglot_site.wordings["de"]("type.training")
    with opened(browser, served_polyglot + "de/") as page:
        training = page.locator(
            "[data-search-results] li", has=page.locator("a[href$='/lantern-training/']")
        )
        for query, said in {
            "Norwegen": f"{kind} · Florø · Norwegen · ",
            "September 2019": f"{kind} · Florø · 17.–19.\u00a0September 2019 · ",
            "Elf Planerinnen": f"{kind} · Florø · ",
        }.items():
            ask(page, query)
            assert training.locator("p").text_content().startswith(said)


def test_results_in_another_language_say_so(browser, served_example, example_site):
    kind = example_site.wordings["de"]("type.meeting")
    with opened(browser, f"{served_example}de/") as page:
        ask(page, "first meeting agree")
        assert page.get_attribute(f"{FIRST} a", "lang") == "en"
        excerpt = page.locator(f"{FIRST} p span")
        assert excerpt.get_attribute("lang") == "en"
        assert "agree" in excerpt.inner_text()
        assert page.inner_text(f"{FIRST} p").startswith(f"{kind} · Tomar · ")
        ask(page, "Dusk Dawn")
        assert page.locator("[data-search-results] [lang]").count() == 0


def test_a_query_is_text(browser, served_polyglot):
    with opened(browser, served_polyglot) as page:
        for query in ("$& <b>qqqq</b>", "$& qqqq", "((qqqq", "[^qqqq"):
            ask(page, query)
            assert query in page.inner_text("[data-search-status]")
            assert page.locator("[data-search] b").count() == 0


@pytest.mark.parametrize("query", ["a", "<b>", "c++", "$&", "--", "d'", "a b"])
def test_single_letters_and_signs_find_nothing(browser, served_polyglot, polyglot_site, query):
    hint = polyglot_site.wordings["en"]("search.hint")
    with opened(browser, served_polyglot) as page:
        ask(page, "cluster")
        ask(page, query)
        assert page.inner_text("[data-search-status]") == hint
        assert page.locator(FIRST).count() == 0


def test_what_cannot_be_loaded_is_told_and_tried_again(browser, served_polyglot, polyglot_site):
    failed = polyglot_site.wordings["cs"]("search.failed")
    context = browser.new_context()
    page = context.new_page()
    page.goto(served_polyglot + "cs/")
    page.route("**/search/index.json", lambda route: route.abort())
    page.keyboard.press("Control+k")
    page.locator("[data-search-status]", has_text=failed).wait_for()
    page.unroute("**/search/index.json")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    ask(page, "klastr")
    assert page.locator(FIRST).count() == 1
    context.close()
