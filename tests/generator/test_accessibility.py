"""The accessibility statement says what the tests found and what people state, and no more."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from lxml import html as lxml_html

from axe import Seen
from conftest import edit
from projectsite.facts.vocabulary import AccessibilityCheck
from projectsite.files.state.looks import looks_fingerprint
from projectsite.review.notes import site_notes
from projectsite.site import load_site
from recorder import Recorder, Setup, result, text_of

URL = "http://127.0.0.1:1/riverlight/"
CONTRAST = {"id": "color-contrast", "help": "Contrast <must> do", "tags": ["wcag2aa", "wcag143"]}
REGION = {"id": "region", "help": "Content in landmarks", "tags": ["best-practice"]}
NAMES = {"id": "link-name", "help": "Links have names", "tags": ["wcag2a", "wcag244", "wcag412"]}
ALL = dict.fromkeys(AccessibilityCheck, True)


def seen(address, *, dark=False, **kinds):
    said = {"tool": "axe-core 4.14.1", "dark": dark, "violations": [], "incomplete": []}
    said |= {"passes": [NAMES], "inapplicable": []} | kinds
    return Seen(URL + address, 320 if dark else 1280, said, not dark)


def a_test(*all_seen, checks=ALL, code="0123"):
    """The text of the file that keeps what was seen."""
    pages = {"", "contact/", "de/", "de/contact/"}
    told = Setup(URL, pages, "Chromium 150.0", code)
    return text_of(result(told, all_seen, checks, date(2020, 3, 2)))


def write(project, *, test="", statement=""):
    for name, text in (("accessibility-test", test), ("accessibility", statement)):
        if text:
            (project / f"data/{name}.yml").write_text(text, "utf-8")


def statement(project, locale="en"):
    """The statement as a page shows it: its text, and its HTML."""
    site = load_site(project)
    html = site.macros(site.setting(locale, "accessibility/")).accessibility()
    tree = lxml_html.fragment_fromstring(html, create_parent="main")
    return " ".join(tree.text_content().split()), tree


def codes(project):
    return [note.message for note in site_notes(load_site(project)) if note.code == "accessibility"]


def test_without_a_result_it_says_that_nothing_is_known(example_copy):
    text, tree = statement(example_copy)
    assert "Whether it is compliant" in text and "is not known" in text
    assert "No test result is recorded" in text
    assert [node.text for node in tree.iter("h2")] == [
        "Compliance status",
        "Non-accessible content",
        "Preparation of this accessibility statement",
    ]
    assert tree.findall(".//dl") == []
    assert codes(example_copy) == []


def test_tests_alone_never_show_full_compliance(example_copy):
    write(example_copy, test=a_test(seen(""), seen("de/", dark=True)))
    text, _ = statement(example_copy)
    assert "partially compliant" in text and "only a person can judge" in text
    assert "None: the automatic tests found none" in text
    assert "prepared on 2 March 2020" in text
    assert "2 of 4" in text
    assert "1 page, 1280 px wide, light colours, contrast on 1 of them; 1 page, 320 px" in text
    assert "dark colours, contrast on 0 of them" in text
    assert "1 passed, 0 broken, 0 undecided, 0 not applicable" in text
    assert "Further tests, failed" not in text


def test_what_was_found_is_listed_with_its_pages(example_copy):
    found = [seen("", violations=[CONTRAST]), seen("de/?type=event", incomplete=[NAMES])]
    write(example_copy, test=a_test(*found, checks=ALL | {AccessibilityCheck.REFLOW: False}))
    text, tree = statement(example_copy)
    assert "due to the non-compliances listed below" in text
    assert "Contrast must do (color-contrast; WCAG 1.4.3; 1 page: /)" in text
    assert "Links have names (link-name; WCAG 2.4.4 and 4.1.2; 1 page: /de/)" in text
    assert "no sideways scrolling at 320 px (WCAG 1.4.10)" in text
    assert tree.xpath("//dt[.='Further tests, failed']")
    _, german = statement(example_copy, "de")
    # What the tool says of its rules is English on every page.
    assert german.xpath("//li/span[@lang='en'][contains(., 'Contrast')]")


def test_a_best_practice_is_listed_and_is_no_requirement(example_copy):
    write(example_copy, test=a_test(seen("", violations=[REGION])))
    text, _ = statement(example_copy)
    assert "Content in landmarks (region; 1 page: /)" in text
    assert "only a person can judge" in text


ASSESSED = """assessment:
  date: 2020-03-05
  compliance: {}
  method:
    en: Two pages with a screen reader.
"""
BURDEN = "burden:\n  - en: The film of 2019 has no captions.\n"


@pytest.mark.parametrize(
    ("more", "said", "noted"),
    [
        ("", "fully compliant", 0),
        (BURDEN, "due to the exemptions listed below", 1),
        ("non_compliant:\n  - en: The map.\n", "due to the non-compliances listed below", 1),
        (
            BURDEN + "non_compliant:\n  - en: The map.\n",
            "due to the non-compliances and the exemptions listed below",
            1,
        ),
    ],
)
def test_full_compliance_is_what_a_person_says_and_nothing_is_against(
    example_copy, more, said, noted
):
    now = looks_fingerprint(example_copy)
    write(example_copy, test=a_test(seen(""), code=now), statement=ASSESSED.format("full") + more)
    text, _ = statement(example_copy)
    assert said in text
    assert "A person last examined the site on 5 March 2020." in text
    assert "last reviewed on 5 March 2020" in text
    assert "Two pages with a screen reader." in text
    assert len(codes(example_copy)) == noted


def test_a_statement_older_than_the_code_is_noted_and_no_other(example_copy):
    write(example_copy, test=a_test(seen(""), code=looks_fingerprint(example_copy)))
    edit(example_copy, "data/project.yml", "acronym: RIVERLIGHT", "acronym: RIVERLAMP")
    edit(example_copy, "docs/en/contact.md", "# ", "# Our ")
    assert codes(example_copy) == []
    style = example_copy / "overrides/assets/stylesheets/print.css"
    style.write_bytes(style.read_bytes().replace(b"\n", b"\r\n"))
    assert codes(example_copy) == []
    style.write_text("a { outline: none }")
    assert codes(example_copy) == [
        "the code that draws the pages has changed since the accessibility test of 2020-03-02. "
        "Run: make accessibility"
    ]


def test_the_same_findings_make_the_same_file():
    one = [seen("", violations=[CONTRAST]), seen("contact/", incomplete=[REGION, NAMES])]
    assert a_test(*one) == a_test(*reversed(one))


def test_of_many_pages_the_first_are_named():
    pages = [f"outcomes/{number}/" for number in range(9)]
    told = Setup(URL, pages, "Chromium 150.0", "0")
    fields = result(
        told, [seen(page, violations=[REGION]) for page in pages], ALL, date(2020, 3, 2)
    )
    (finding,) = fields["found"]
    assert finding["count"] == 9
    assert finding["pages"] == [f"/outcomes/{number}/" for number in range(5)]


def run(recorder, name, marker, *, when="call", raised=None):
    """One report of one test."""
    excinfo = raised and SimpleNamespace(errisinstance=lambda kind: isinstance(raised, kind))
    item = SimpleNamespace(name=name, get_closest_marker=lambda _: marker)
    hook = recorder.pytest_runtest_makereport(item, SimpleNamespace(excinfo=excinfo, when=when))
    next(hook)
    with pytest.raises(StopIteration):
        hook.send(None)


def a_recorder(project):
    options = {"--project": project}
    return Recorder(SimpleNamespace(getoption=lambda name, *_: options.get(name)))


def marked(*names):
    return SimpleNamespace(args=names)


def test_a_test_that_fails_is_a_result_and_one_that_breaks_is_none(example_copy, monkeypatch):
    monkeypatch.setattr("recorder.SEEN", [seen("")])
    recorder = a_recorder(example_copy)
    recorder.given = {
        "browser": SimpleNamespace(version="150.0"),
        "served": URL,
        "pages": {"": None},
    }
    for check in AccessibilityCheck:
        run(recorder, f"test_{check}", marked(str(check)))
    run(recorder, "test_more", marked("languages"), raised=AssertionError())
    recorder.pytest_sessionfinish()
    assert recorder.told == "Recorded in data/accessibility-test.yml."
    kept = load_site(example_copy).project.accessibility_test
    assert [one.check for one in kept.failures] == [AccessibilityCheck.LANGUAGES]
    (example_copy / "data/accessibility-test.yml").unlink()
    run(recorder, "test_lost", marked(), raised=TimeoutError())
    recorder.pytest_sessionfinish()
    assert recorder.told.endswith("have run (test_lost).")
    assert not (example_copy / "data/accessibility-test.yml").exists()


def test_a_part_of_the_tests_records_nothing(example_copy, monkeypatch):
    monkeypatch.setattr("recorder.SEEN", [seen("")])
    recorder = a_recorder(example_copy)
    run(recorder, "test_keyboard", marked("keyboard"))
    recorder.pytest_sessionfinish()
    assert "reflow" in recorder.told and "keyboard" not in recorder.told
    assert not (example_copy / "data/accessibility-test.yml").exists()
