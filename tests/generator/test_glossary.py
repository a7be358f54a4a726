"""The glossary: the first use of a term on a page leads to what it means, and all else stays."""

from __future__ import annotations

import json
import re
from posixpath import join, normpath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from conftest import assemble_example, build
from projectsite.build.building import Build
from projectsite.build.html.pouring import draw_record
from projectsite.build.html.terms import Terms
from projectsite.build.pages import outcome_pages, record_pages
from projectsite.build.search import prose_entry, term_entries
from projectsite.laws import glossary
from projectsite.problems import ProblemsFound
from projectsite.site import load_site
from projectsite.words.text import Locale

EN, DE, CS = Locale("en"), Locale("de"), Locale("cs")
MARK = re.compile(
    r'<dfn class="project-term"><a [^<>]*>'
    r'(?:<abbr data-long="[^"]*">)?([^<>]*)(?:</abbr>)?</a></dfn>'
)
POPOVER = re.compile(r'\n<div class="project-explanation".*?</div>', re.DOTALL)


@pytest.fixture(scope="module")
def example_build(example_site):
    return Build(example_site)


@pytest.fixture(scope="module")
def mark(example_build):
    """Marks the HTML of a page of an outcome."""
    site = example_build.site
    terms = Terms(site)

    def marked(html, locale=EN):
        prefix = "" if locale == EN else f"{locale}/"
        return terms.marked(site.setting(locale, f"{prefix}outcomes/one/"), html)[0]

    return marked


def found(html):
    """The terms that are marked, as they are written."""
    return MARK.findall(html)


def unmarked(html):
    return MARK.sub(r"\1", POPOVER.sub("", html))


def test_the_first_use_is_marked_and_no_other(mark):
    html = "<p>A turbine, two turbines.</p><ul><li>The turbine and a light sensor</li></ul>"
    assert found(mark(html)) == ["turbine", "light sensor"]


def test_the_longest_form_is_the_term(mark):
    assert found(mark("<p>Die Kleinturbine</p>", DE)) == ["Kleinturbine"]


@pytest.mark.parametrize(
    "html",
    [
        "<h2>A turbine</h2>",
        '<p><a href="x">A turbine</a></p>',
        "<p><code>turbine</code> <q>turbine</q> <button>turbine</button></p>",
        "<pre>turbine</pre>",
        "<blockquote><p>turbine</p><blockquote><p>x</p></blockquote><p>turbine</p></blockquote>",
        "<table><tr><th>turbine</th><td>turbine</td></tr></table>",
        "<nav><ol><li>turbine</li></ol></nav>",
        "<dl><dt>turbine</dt><dd>turbine</dd></dl>",
        '<ul class="project-outcomes"><li>turbine</li></ul>',
        '<p class="project-field">turbine</p>',
        "<div>turbine</div>",
        "<p>turbines-to-be, my-turbine, turbine_2, turbine.example.org, a@turbine</p>",
        '<p><img alt="turbine" src="turbine.png"></p>',
        '<p lang="pt">turbine</p>',
        "<p>The Old Turbine</p>",
    ],
)
def test_what_is_no_running_text_is_left_alone(mark, html):
    assert mark(html) == html
    assert found(mark(f"{html}<p>A turbine</p>")) == ["turbine"]


def test_the_funding_notice_and_lists_of_records_are_left_alone(example_build, mark):
    site = example_build.site
    macros = site.macros(site.setting(EN, "outcomes/one/"))
    for html in (macros.funding(), macros.browse(), macros.outcomes(), macros.map()):
        assert "turbine" in (changed := html.replace(" of ", " of turbine "))
        assert mark(changed) == changed


def test_leads_moments_and_cards_are_running_text(mark):
    for html in (
        '<p class="project-lead">A turbine</p>',
        '<ol class="project-moments"><li><h3>turbine</h3><p>A turbine</p></li></ol>',
        '<div class="project-card"><p>Town. <span>A turbine</span></p></div>',
    ):
        assert found(mark(html)) == ["turbine"]


def test_a_sentence_may_begin_with_a_term(mark):
    assert found(mark("<p>Turbines turn.</p>")) == ["Turbines"]
    assert found(mark("<p>It is dark. “Turbines turn.”</p>")) == ["Turbines"]
    assert found(mark("<p>Rlu</p>")) == []


def test_forms_are_those_of_the_language_that_a_text_is_in(mark):
    assert found(mark("<p>O turbínách a turbine</p>", CS)) == ["turbínách"]
    assert found(mark('<p lang="en">turbínách, a turbine</p>', CS)) == ["turbine"]
    html = '<div class="x" lang="en"><p>Turbinen, <span lang="de">Turbinen</span></p></div>'
    assert found(mark(html, CS)) == ["Turbinen"]
    assert found(mark('<div lang="en"><div><p>x</p></div></div><p>Turbinen</p>', DE)) == [
        "Turbinen"
    ]


def test_an_abbreviation_says_what_it_is_short_for(mark):
    html = mark("<p>One RLU is little.</p>")
    (abbr,) = lxml_html.fromstring(html).xpath("//dfn/a/abbr")
    assert (abbr.text, abbr.get("data-long")) == ("RLU", "“River & Light” unit")
    assert "“River &amp; Light” unit" in POPOVER.search(html)[0]


def test_what_is_written_out_needs_no_expansion(mark):
    html = mark("<p>Die Einheit „Fluss &amp; Licht“ (FLE)</p>", DE)
    assert found(html) == ["Einheit „Fluss &amp; Licht“"]
    assert "<abbr" not in html


def test_what_is_missing_in_a_language_is_said_to_be_in_another(mark):
    (popover,) = POPOVER.findall(mark("<p>turbína</p>", CS))
    assert '<b>Turbína</b> <span lang="en">A wheel' in popover
    assert "data-translation" not in popover


PIECES = st.sampled_from(
    [
        *("turbine", "Turbinen", "RLU", " & ", " ", ". ", "light\nsensor", "<", ">", '"'),
        *("<p>", "</p>", '<p class="project-lead">', "<ul>", "</ul>", "<li>", "</li>", "<br>"),
        *(
            "<em>",
            "</em>",
            '<span lang="de">',
            "</span>",
            '<div lang="de">',
            "</div>",
            "<!-- x -->",
        ),
        *("<blockquote>", "</blockquote>", '<a href="turbine" title="a > b">', "</a>", "<nav>"),
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join), st.sampled_from([EN, DE, CS]))
def test_all_but_the_marks_stays_byte_for_byte(mark, html, locale):
    assert unmarked(mark(html, locale)) == html


def test_every_page_of_a_record_stays_but_for_the_marks(example_build, mark):
    site, marks = example_build.site, 0
    for locale in site.project.locales:
        for page in (*record_pages(site.project), *outcome_pages(site.project)):
            html = draw_record(site, page, locale)
            assert unmarked(mark(html, locale)) == html
            marks += len(found(mark(html, locale)))
    assert marks > 5


def test_marks_lead_to_their_term(built_example):
    """On all pages: to a place that is there, each with one pop-over, each term once."""
    count = 0
    for address, page in built_example.pages().items():
        tree = lxml_html.document_fromstring(page)
        links = tree.xpath("//dfn[@class='project-term']/a")
        count += len(links)
        if "glossary/" in address:
            assert not links
        ids = [link.get("interestfor") for link in links]
        assert ids == [link.get("aria-describedby") for link in links]
        # In the order of the marks, each once.
        assert ids == tree.xpath("//*[@popover]/@id")
        assert len(set(ids)) == len(ids)
        for link in links:
            path, _, id = link.get("href").partition("#")
            target = lxml_html.document_fromstring(
                built_example.page(normpath(join(address, path)))
            )
            assert target.xpath(f"//dl/div[@id='{id}']//dfn")
            assert not link.xpath(
                "ancestor::*[self::h1 or self::h2 or self::h3 or self::blockquote]"
            )
    assert count > 12


def test_without_its_page_nothing_is_marked(example_copy):
    for path in (example_copy / "docs").rglob("glossary.md"):
        path.unlink()
    menu = example_copy / "mkdocs.yml"
    menu.write_text(menu.read_text("utf-8").replace("      - Glossary: glossary.md\n", ""), "utf-8")
    built = build(example_copy, example_copy / "site")
    assert not any("project-term" in page for page in built.pages().values())
    translations = lxml_html.document_fromstring(built.page("translations"))
    assert not [a for a in translations.xpath("//main//a/@href") if "glossary/" in a]
    assert "glossary/" not in (built.folder / "search/index.json").read_text("utf-8")


def test_a_project_needs_no_glossary(example_copy):
    (example_copy / "data/glossary.yml").unlink()
    site = Build(load_site(example_copy)).site
    assert Terms(site).marked(site.setting(EN, "contact/"), "<p>turbine</p>") == ("<p>turbine</p>",)


def test_terms_are_found_by_name_and_by_what_they_stand_for(built_example, example_build):
    for locale, name, long in ((EN, "RLU", "“River & Light” unit"), (DE, "FLE", "Einheit „Fluss")):
        file = "search/index.json" if locale == EN else f"{locale}/search/index.json"
        rows = json.loads((built_example.folder / file).read_text("utf-8"))
        (row,) = [row for row in rows if row["path"] == "glossary/#rlu"]
        assert row["title"] == name
        assert row["about"][0].startswith(long)
        # Each once: the page of all has its own words only.
        definition = row["text"]
        assert [r["path"] for r in rows if definition in r.get("text", "")] == ["glossary/#rlu"]
    setting = example_build.site.setting(EN, "")
    assert len(list(term_entries(setting))) == len(example_build.site.project.terms)
    html = example_build.site.macros(setting).glossary()
    assert prose_entry(setting, "glossary/", setting.own("Glossary"), html).text[0].text == ""


def test_a_term_is_explained_without_a_script(browser, served_example):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served_example}outcomes/lantern-training/")
    popover = page.locator("#term-turbine")
    term = page.locator(".project-term a")
    assert not popover.is_visible()
    term.hover()
    popover.wait_for(state="visible")
    page.keyboard.press("Escape")
    popover.wait_for(state="hidden")
    term.click()
    page.wait_for_url("**/glossary/#turbine")
    context.close()


def test_a_term_is_explained_by_key(browser, served_example):
    page = browser.new_page()
    page.goto(f"{served_example}outcomes/lantern-training/")
    page.locator(".project-term a").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    page.locator("#term-turbine").wait_for(state="visible")
    page.close()


def test_a_language_has_so_many_forms(tmp_path, monkeypatch):
    root = assemble_example(tmp_path / "project")
    load_site(root)
    monkeypatch.setattr(glossary, "MOST", 2)
    with pytest.raises(ProblemsFound) as found:
        load_site(root)
    told = {problem.message.partition(" has ")[2] for problem in found.value.problems}
    assert {re.sub("[0-9]+", "N", said) for said in told} == {
        "N forms, at most N are looked for. Take some out."
    }
