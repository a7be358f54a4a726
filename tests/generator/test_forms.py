"""Issue forms: what is asked, what an honest form makes, and what a hostile one cannot do."""

from __future__ import annotations

import re
import shutil
import time

import pytest
import yaml
from PIL import Image

from conftest import ROOT, edit
from form_pictures import FOLDER as PICTURES
from form_pictures import KEPT, drawings, fingerprint
from issue_forms import CONTACT, CORRECTION, NEWS, OUTCOME, TRANSLATION, issue
from projectsite.__main__ import main
from projectsite.facts.loading import load_project
from projectsite.files.layout import LEDGER
from projectsite.files.yaml.sheets import read_sheet
from projectsite.intake.forms import FOLDER, LABEL, draw_forms, forms_of
from projectsite.site import load_site

TITLE, SUMMARY, TEXT = (
    "Title of the outcome in English",
    "Summary in English",
    "Text in English",
)
LOAN = "data/outcomes/lamp-loan.yml"
FILLED = {
    "outcome": OUTCOME,
    "news": NEWS,
    "contact": CONTACT,
    "correction": CORRECTION,
    "translation": TRANSLATION,
}


@pytest.fixture(scope="module")
def project(example, tmp_path_factory):
    """A copy of the fictional project; each test leaves it as it was."""
    return shutil.copytree(example, tmp_path_factory.mktemp("forms") / "riverlight")


@pytest.fixture(scope="module")
def forms(project):
    return forms_of(load_project(project))


@pytest.fixture(scope="module")
def pristine(project):
    return snapshot(project.parent)


@pytest.fixture
def take(example, project, pristine, forms, tmp_path, capsys):
    """Takes a filled form into the project: status, answer, and the files that have changed."""

    def taken(name, body):
        form = tmp_path / "form.md"
        text = body if isinstance(body, str | bytes) else issue(forms[name], body)
        form.write_bytes(text if isinstance(text, bytes) else text.encode())
        status = main(["intake", str(form), "--root", str(project)])
        changed = snapshot(project.parent).items() ^ pristine.items()
        files = {file.removeprefix("riverlight/") for file, _ in changed}
        after.update(files)
        return status, capsys.readouterr().out, files - {".projectsite-lock"}

    after: set[str] = set()
    yield taken
    if after - {".projectsite-lock"}:
        # With the times of the files, so that it is as it was.
        shutil.rmtree(project / "data")
        shutil.copytree(example / "data", project / "data")


def snapshot(folder):
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.stat().st_size)
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def without_code(answer):
    """An answer without its code spans, in which anything may stand."""
    return re.sub(r"`[^`\n]*`", "", answer)


# What is asked


def skeleton(text):
    """What is asked in a form whatever the data of a project are: kind and help by question."""
    elements = yaml.safe_load(text)["body"]
    asked = {re.sub(r"-[a-z]{2}$", "", element.get("id", "")): element for element in elements}
    return {
        id: (element["type"], element["attributes"].get("description"), element.get("validations"))
        for id, element in asked.items()
        if id != "document" and "second-language" not in id
    }


def test_the_forms_are_written_from_the_code(project):
    """Those of the repository may be older than its data, never older than the code."""
    drawn = draw_forms(project)
    kept = {path.name: path.read_text("utf-8") for path in (ROOT / FOLDER).glob("*.yml")}
    assert len(kept) >= 4
    for name, text in kept.items():
        assert skeleton(text) == skeleton(drawn[f"{FOLDER}/{name}"]), "run make forms"


def test_the_command_writes_what_is_out_of_date(example_copy, capsys):
    shutil.rmtree(example_copy / FOLDER, ignore_errors=True)
    assert main(["forms", "--root", str(example_copy), "--check"]) == 1
    assert f"{FOLDER}/news.yml: out of date. Run: make forms" in capsys.readouterr().out
    assert not (example_copy / FOLDER).exists()
    assert main(["forms", "--root", str(example_copy)]) == 0
    capsys.readouterr()
    assert main(["forms", "--root", str(example_copy), "--check"]) == 0
    assert capsys.readouterr().out == "All files are up to date.\n"


def test_choices_are_those_of_the_project(forms):
    of = {question.label: question for question in forms["outcome"].questions}
    assert of["Type"].choices["study visit"] == "study-visit"
    assert of["Work package"].choices["WP3: Project management"] == "WP3"
    assert of["Clusters"].choices["hohdelampo: Hohdelampo Ring"] == "hohdelampo"
    assert list(of["Second language"].choices) == ["German", "Czech"]


def test_no_form_lists_persons_or_outcomes(project):
    """Who is removed from data/ is gone, and a new outcome makes no form old."""
    data = load_project(project)
    said = "\n".join(draw_forms(project).values())
    # The examples of the model are of the same fictional project.
    examples = {"lantern-training", "ines-lumares"}
    assert [id for id in data.outcomes if id not in examples and id in said] == []
    assert [id for id in data.contacts if id not in examples and id in said] == []
    assert [person.email for person in data.contacts.values() if person.email in said] == []


def test_a_project_of_one_language_asks_for_no_second(example_copy):
    for file in (example_copy / "data").rglob("*.yml"):
        text = file.read_text("utf-8")
        file.write_text(text.replace("languages: [en, de, cs]", "languages: [en]"), "utf-8")
    drawn = draw_forms(example_copy)
    assert f"{FOLDER}/translation.yml" not in drawn
    assert "second language" not in "".join(drawn.values())


KINDS = {"markdown", "input", "textarea", "dropdown", "checkboxes"}


def test_forms_keep_the_rules_of_github(project):
    """https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema"""
    first = []
    for text in draw_forms(project).values():
        form = yaml.safe_load(text)
        assert form["name"] and form["description"] and form["labels"] == [LABEL]
        asked = [element for element in form["body"] if element["type"] != "markdown"]
        assert {element["type"] for element in form["body"]} <= KINDS
        ids = [element["id"] for element in asked]
        labels = [element["attributes"]["label"] for element in asked]
        assert len(set(ids)) == len(ids) and len(set(labels)) == len(labels)
        assert all(re.fullmatch(r"[A-Za-z0-9_-]+", id) for id in ids)
        first.append(labels[0])
        for element in asked:
            options = element["attributes"].get("options", [])
            assert all(isinstance(option, str | dict) for option in options)
            if element["type"] in ("dropdown", "checkboxes"):
                assert options
                names = [o if isinstance(o, str) else o["label"] for o in options]
                assert len(set(names)) == len(names)
                assert not {"none", ""} & {name.lower() for name in names}
    assert len(set(first)) == len(first), "a form is known by its first question"


# Honest forms


def value(project, file):
    return read_sheet(project / file, file).value


def test_an_outcome(take, project):
    status, answer, files = take("outcome", OUTCOME)
    assert (status, files) == (0, {"data/outcomes/lanterns-for-the-lower-weir.yml"})
    made = value(project, *files)
    assert made["id"] == "lanterns-for-the-lower-weir"
    assert made["title"] == {"en": OUTCOME[TITLE], "de": "Laternen für das untere Wehr"}
    assert made["text"] == {"en": OUTCOME[TEXT]}
    assert made["type"] == "study-visit"
    assert made["clusters"] == ["hohdelampo"]
    assert made["sources"] == [
        {"url": "https://tresnuvem.example.org/en/weir/"},
        {"url": "http://example.org/old", "http_only": "yes"},
    ]
    assert "published when a colleague agrees" in answer
    assert len(load_site(project).project.outcomes) > 20


def test_an_outcome_without_a_date_says_so(take, project):
    status, answer, files = take("outcome", {**OUTCOME, "Date": "_No response_"})
    assert status == 0
    assert value(project, *files)["date_unknown"] == "yes"
    assert "the date is not known" in answer


def test_news(take, project):
    status, answer, files = take("news", NEWS)
    assert (status, files) == (0, {"data/news/the-weir-is-lit.yml"})
    made = value(project, *files)
    assert made["author"] == "aino-hehkula"
    assert made["outcomes"] == ["lamp-loan", "kick-off"]
    assert "no translation yet" in answer


def test_a_changed_contact(take, project):
    file = "data/contacts/sigrun-lysvarde.yml"
    before = value(project, file)
    status, answer, files = take("contact", CONTACT)
    assert (status, files) == (0, {file})
    roles = {"en": "Keeper of the lamps (2020)", "de": "Hüterin der Lampen (2020)"}
    changed = {"email": "sigrun(@)skimrefoss.example.net", "role": roles}
    assert value(project, file) == before | changed
    assert "no translation" not in answer
    assert "# Written as name(@)host" in (project / file).read_text("utf-8")


def test_a_new_contact(take, project):
    filled = CONTACT | {
        "Who is it": "somebody new",
        "Name": "Vera Lámpás",
        "Cluster": "tresnuvem: Tresnuvem Circle",
        "Document": "project-plan: RIVERLIGHT project plan (unpublished, and just as fictional)",
    }
    status, _, files = take("contact", filled)
    assert (status, files) == (0, {"data/contacts/vera-lampas.yml"})
    assert value(project, *files)["sources"] == [{"document": "project-plan"}]


@pytest.mark.parametrize("name", ["correction", "translation"])
def test_a_person_takes_on_what_names_no_field(take, name):
    status, answer, files = take(name, FILLED[name])
    assert (status, files) == (0, set())
    assert "a colleague takes this on" in answer


@pytest.mark.parametrize(
    ("name", "field", "path"),
    [
        ("correction", "title.en", ("title", "en")),
        ("correction", "sources.0.document", ()),
        ("translation", "title", ("title", "cs")),
        ("translation", "title.cs", ("title", "cs")),
    ],
)
def test_an_exact_change_is_made(take, project, name, field, path):
    before = (project / LOAN).read_text("utf-8").splitlines()
    status, answer, files = take(name, FILLED[name] | {"File": LOAN, "Field": field})
    if not path:  # the check refuses what the list does not have
        assert (status, files) == (1, set()) and "document" in answer
        return
    assert (status, files) == (0, {LOAN})
    assert value(project, LOAN)[path[0]][path[1]] in FILLED[name].values()
    after = (project / LOAN).read_text("utf-8").splitlines()
    assert len({*before} ^ {*after}) <= 2


SUMMARY_OF_LOAN = "Towns are to borrow a complete set for a season before they spend any money."
PAGE_OF_LOAN = "https://example.org/riverlight/outcomes/lamp-loan/"


def corrected(**changed):
    return CORRECTION | {"Page to correct": PAGE_OF_LOAN, "Field": "summary.en"} | changed


def test_of_a_text_only_the_words_that_are_wrong_are_replaced(take, project):
    words = {"What is wrong": "for a season", "What is right": "for a year"}
    status, answer, files = take("correction", corrected(**words))
    after = SUMMARY_OF_LOAN.replace("for a season", "for a year")
    assert (status, files) == (0, {LOAN})
    assert value(project, LOAN)["summary"]["en"] == after
    assert f"Before: `{SUMMARY_OF_LOAN}`\n\nNow: `{after}`" in answer
    assert "The source is for the colleague" in answer


@pytest.mark.parametrize(
    ("wrong", "said"), [("for a summer", "do not stand in summary.en: “Towns"), ("a", "5 times")]
)
def test_words_that_do_not_stand_there_once_take_the_place_of_nothing(take, project, wrong, said):
    before = (project / LOAN).read_bytes()
    changed = {"What is wrong": wrong, "What is right": "for a year"}
    status, answer, _ = take("correction", corrected(**changed))
    assert status == 1
    assert "**What is wrong**: `these words" in answer and said in answer
    assert (project / LOAN).read_bytes() == before


def test_words_are_found_however_they_were_copied(take, project):
    wrong = "“complete\n set\u00a0for a  season”"
    changed = {"What is wrong": wrong, "What is right": "set for a year"}
    assert take("correction", corrected(**changed))[0] == 0
    after = SUMMARY_OF_LOAN.replace("complete set for a season", "set for a year")
    assert value(project, LOAN)["summary"]["en"] == after


def test_one_sentence_takes_no_whole_translation_away(take, project):
    changed = {"Language": "German", "What about it": "wrong"}
    place = {"File": LOAN, "Field": "summary", "It still holds": []}
    whole = "Städte sollen einen vollständigen Satz ausleihen können. " * 3
    form = TRANSLATION | changed | place
    assert take("translation", form | {"What it should say": whole.strip()})[0] == 0
    status, answer, _ = take(
        "translation", form | {"What it should say": "Ein Satz soll das sein."}
    )
    assert status == 1
    assert "your text has 5 words, and that which stands there 21." in answer


@pytest.mark.parametrize(
    ("changed", "path", "after"),
    [
        ({"Field": "Title.en"}, ("title", "en"), CORRECTION["What is right"]),
        ({"Field": "title"}, ("title", "en"), CORRECTION["What is right"]),
        (
            {"File": f"https://github.com/org/site/edit/main/{LOAN}", "Field": "title.en"},
            ("title", "en"),
            CORRECTION["What is right"],
        ),
        (
            {
                "Page to correct": "https://example.org/riverlight/de/outcomes/lamp-loan/?a#b",
                "Field": "title",
                "What is wrong": "Sensoren",
                "What is right": "Leitern",
            },
            ("title", "de"),
            "Lampen und Leitern zum Ausleihen",
        ),
        (
            {
                "Field": "Work package",
                "What is wrong": "WP2",
                "What is right": "work_package: WP1",
            },
            ("work_package",),
            "WP1",
        ),
    ],
)
def test_a_place_is_found_as_people_write_it(take, project, changed, path, after):
    status, answer, files = take("correction", corrected(**changed))
    assert (status, files) == (0, {LOAN}), answer
    there = value(project, LOAN)
    for key in path:
        there = there[key]
    assert there == after


@pytest.mark.parametrize(
    ("name", "changed", "said"),
    [
        (
            "translation",
            {"Field": "title.de"},
            "the form says Czech, and this is German. Mend one.",
        ),
        ("outcome", {"Date": "24.10.2019"}, "Write “2019-10-24”"),
        ("outcome", {"Date": "2031-05-01"}, "or add “after” at “Period”"),
    ],
)
def test_an_answer_speaks_of_the_questions_not_of_the_file(take, name, changed, said):
    status, answer, _ = take(
        name, FILLED[name] | ({} if name == "outcome" else {"File": LOAN}) | changed
    )
    assert status == 1 and said in answer, answer


def test_the_name_of_a_field_before_an_answer_is_no_part_of_it(take, project):
    changed = {
        "Date": "date: 2019-10-24",
        TITLE: "en: Lamps",
        "Title in the second language": "de: Lampen",
    }
    status, answer, files = take("outcome", OUTCOME | changed)
    assert status == 0, answer
    record = value(project, *files)
    assert (record["date"], record["title"]) == ("2019-10-24", {"en": "Lamps", "de": "Lampen"})


HOLDS = "I have compared it with its source, and it still holds: nothing is to change."
HOLDING = {
    "Page to translate": "https://example.org/riverlight/de/outcomes/lamp-loan/",
    "Language": "German",
    "What about it": "older than its source",
    "It still holds": [HOLDS],
}


@pytest.fixture
def older(project):
    """A German title that is older than its source."""
    assert main(["translations", "--root", str(project), "record"]) == 0
    before = (project / LEDGER).read_text("utf-8")
    line = next(x for x in before.splitlines() if x.startswith(f"de {LOAN} title.de "))
    old = line.replace(line.split()[3], "00000000")
    (project / LEDGER).write_text(before.replace(line, old), "utf-8")
    yield line
    (project / LEDGER).unlink()


@pytest.mark.parametrize("field", ["title", "title.de", ""])
def test_a_translation_that_still_holds_is_noted(take, project, older, field):
    status, answer, files = take("translation", HOLDING | {"File": LOAN, "Field": field})
    assert (status, files) == (0, {LEDGER}), answer
    assert "It still holds" in answer
    assert older in (project / LEDGER).read_text("utf-8").splitlines()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"What it should say": "Lampen"}, "**What it should say**: `say what it should say, or"),
        ({"It still holds": []}, "**What it should say**: `say what it should say, or"),
        ({"File": "data/outcomes/lamp-lone.yml"}, "**File**: `there is no translation in the file"),
        ({"Field": "tilte"}, "**Field**: `there is no translation tilte"),
        ({"Field": "summary"}, "this is no older than its source"),
    ],
)
def test_what_does_not_hold_is_not_noted(take, project, older, changed, said):
    before = (project / LEDGER).read_bytes()
    status, answer, _ = take("translation", HOLDING | {"File": LOAN, "Field": "title"} | changed)
    assert status == 1 and said in answer
    assert (project / LEDGER).read_bytes() == before


def test_what_holds_and_is_named_by_no_file_is_for_a_person(take, project, older):
    before = (project / LEDGER).read_bytes()
    status, answer, _ = take("translation", HOLDING)
    assert status == 0 and "a colleague takes this on" in answer
    assert (project / LEDGER).read_bytes() == before


def test_what_is_dropped_into_a_form_is_not_fetched(take, project):
    dropped = (
        "![lamp](https://github.com/user-attachments/assets/5b7)\n"
        '<img width="9" alt="lamp" src="https://github.com/user-attachments/assets/6c8" />\n'
        "[slides.pdf](https://github.com/user-attachments/files/1/slides.pdf)"
    )
    status, answer, files = take("outcome", OUTCOME | {TEXT: f"One.\n\n{dropped}\n\nTwo."})
    assert status == 0
    assert value(project, *files)["text"]["en"].split() == ["One.", "Two."]
    assert "Not taken over: 3 files that were dropped into the form" in answer
    assert "Offer a file to download" in answer


def test_a_form_with_the_line_ends_of_windows(take, forms):
    status, _, files = take("news", issue(forms["news"], NEWS).replace("\n", "\r\n"))
    assert (status, len(files)) == (0, 1)


# Hostile forms

HARMLESS = {
    "a tag of YAML": '!!python/object/apply:os.system ["touch pwned"]',
    "an alias": "*lamp",
    "an anchor": "&lamp bright",
    "an entry of a list": "- id: other",
    "colons": "a: b: c",
    "a comment": "# nothing is left of it",
    "half a map": "{a: [b",
    "quotes of both kinds": "\"it's 'so'",
    "a directive": "%TAG ! tag:evil.example,2002:",
    "a second document": "--- !!map",
    "the end of a document": "... the end",
    "a block": "| pipe",
    "a fold": ">- fold",
    "a word for true": "yes",
    "a word for nothing": "~",
    "a merged key": "<<: *lamp",
    "a number": "1e999",
    "a backslash": "C:\\new\\table \\x41 \\",
    "a command": "$(touch pwned) `touch pwned`; rm -rf / | sh && true",
    "an expression": "${{ secrets.GITHUB_TOKEN }}",
    "a command of a workflow": "::set-output name=a::b ::error::c",
    "mentions": "@everyone and #1 and owner/repository#2",
    "SQL": "'; DROP TABLE outcomes; --",
    "a format": "{0.__class__} %s %n",
    "another script": "Лампа 灯 لمبة",
}
"""Texts that are nothing but text: each comes out as it went in."""


@pytest.mark.parametrize("text", HARMLESS.values(), ids=HARMLESS)
def test_text_is_text(take, project, text):
    status, answer, files = take("outcome", OUTCOME | {SUMMARY: text})
    refused = "**Summary in English**: `" in answer
    assert (status, len(files)) == ((1, 0) if refused else (0, 1)), answer
    assert text not in without_code(answer)
    if not refused:
        assert files == {"data/outcomes/lanterns-for-the-lower-weir.yml"}
        assert value(project, *files)["summary"]["en"] == text


TITLES = {
    "../../../etc/passwd": "etc-passwd",
    "/etc/passwd": "etc-passwd",
    "..\\..\\windows\\system.ini": "windows-system-ini",
    ".github/workflows/pages.yml": "github-workflows-pages-yml",
    "data/project.yml": "data-project-yml",
    "%2e%2e%2fproject": "2e-2e-2fproject",
    "Lamp\uff0f\uff0e\uff0e\uff0fhost": "lamp-host",
    "-rf --no-preserve-root": "rf-no-preserve-root",
    "con": "con",
    "a" * 290: "a" * 60,
}


@pytest.mark.parametrize(("title", "id"), TITLES.items())
def test_a_path_in_a_title_leads_nowhere(take, title, id):
    status, answer, files = take("outcome", OUTCOME | {TITLE: title})
    if status:
        assert files == set() and f"**{TITLE}**: `" in answer
    else:
        assert files == {f"data/outcomes/{id}.yml"}


AN_ID = {"File": LOAN, "Field": "id", "What is wrong": "lamp-loan"}
A_TYPE = {"File": LOAN, "Field": "type", "What is wrong": "service"}
REFUSED = {
    # Markdown and HTML, which the check knows
    "a script": ("outcome", {TEXT: "<script>alert(1)</script>"}, TEXT),
    "a picture with a script": ("outcome", {TEXT: "<img src=x onerror=alert(1)>"}, TEXT),
    "a link that runs": ("outcome", {TEXT: "[see](javascript:alert(1))"}, TEXT),
    "a picture of another host": ("outcome", {TEXT: "![x](https://evil.example/x.png)"}, TEXT),
    "a call of a macro": ("outcome", {TEXT: "{{ contacts() }}"}, TEXT),
    "a heading": ("outcome", {TEXT: "# Lamps"}, TEXT),
    "a schema of another host": (
        "outcome",
        {TEXT: "# yaml-language-server: $schema=https://evil.example/x.json"},
        TEXT,
    ),
    # Values of another kind
    "a date in words": ("outcome", {"Date": "next Tuesday"}, "Date"),
    "a date outside the project": ("outcome", {"Date": "1999"}, "Date"),
    "a country in words": ("outcome", {"Country": "Portugal"}, "Country"),
    "an address that runs": ("outcome", {"Sources": "javascript:alert(1)"}, "Sources"),
    "an address of a file": ("outcome", {"Sources": "file:///etc/passwd"}, "Sources"),
    "no source": ("outcome", {"Sources": "_No response_"}, "Sources"),
    "no letters": ("outcome", {TITLE: "灯"}, TITLE),
    "a title that is taken": ("outcome", {TITLE: "Kick off"}, TITLE),
    "two lines": ("outcome", {"Country": "PT\nES"}, "Country"),
    "a line for a field": ("outcome", {"Date": "2019\nrelation: context"}, "Date"),
    # Choices
    "no such choice": ("outcome", {"Type": "party"}, "Type"),
    "two choices": ("outcome", {"Type": "training, meeting"}, "Type"),
    "a choice with a tail": ("outcome", {"Status": "done # planned"}, "Status"),
    "a package of another project": ("outcome", {"Work package": "WP9: Power"}, "Work package"),
    "no such language": ("outcome", {"Second language": "Klingon"}, "Second language"),
    "a language without a text": ("news", {"Second language": "German"}, "Second language"),
    "a script in the other language": (
        "outcome",
        {"Text in the second language": "<script>alert(1)</script>"},
        "Text in the second language",
    ),
    "a text without a language": (
        "news",
        {"Title in the second language": "Licht"},
        "Second language",
    ),
    # Half empty
    "no title": ("outcome", {TITLE: "_No response_"}, TITLE),
    "no type": ("outcome", {"Type": "_No response_"}, "Type"),
    "blanks for a summary": ("outcome", {SUMMARY: " \t \n "}, SUMMARY),
    "no day": ("news", {"Date": ""}, "Date"),
    "a month for a day": ("news", {"Date": "2020-02"}, "Date"),
    "no such outcome": ("news", {"Outcomes": "../../project"}, "Outcomes"),
    "no such author": ("news", {"Author": "Mallory"}, "Author"),
    # Characters
    "a null": ("outcome", {SUMMARY: "a\0b"}, SUMMARY),
    "an escape": ("outcome", {SUMMARY: "\x1b[31mred"}, SUMMARY),
    "a change of direction": ("outcome", {TITLE: "lamp \u202egnp.exe"}, TITLE),
    "no width": ("outcome", {TITLE: "la\u200bmp"}, TITLE),
    "a separator of lines": ("outcome", {SUMMARY: "a\u2028status: planned"}, SUMMARY),
    "a letter that looks like another": ("outcome", {TITLE: "L\u0430ntern"}, TITLE),
    "a lone return": ("outcome", {SUMMARY: "a\rstatus: planned"}, SUMMARY),
    # Headings
    "a forged heading": ("outcome", {TEXT: "x\n\n### Status\n\nplanned"}, "Status"),
    "a forged first heading": ("outcome", {TEXT: f"x\n\n### {TITLE}\n\nevil"}, TITLE),
    "a forged heading in a fence": ("outcome", {TEXT: "```\n### Date\n```"}, "Date"),
    "a heading of another form": ("outcome", {TEXT: "### Page to correct\n\nx"}, TEXT),
    # Sizes
    "a long text": ("outcome", {TEXT: "lamp " * 5_000}, TEXT),
    # Contacts
    "a plain address": ("contact", {"Email": "lamp@example.org"}, "Email"),
    "a wrong iD": ("contact", {"Orcid": "0000-0002-1825-0098"}, "Orcid"),
    "a file for a name": ("contact", {"Name": "../../project.yml"}, "Name"),
    "a stranger": ("contact", {"Name": "Mallory"}, "Name"),
    "somebody new without a cluster": (
        "contact",
        {"Who is it": "somebody new", "Name": "Vera Lamp"},
        "Cluster",
    ),
    "nobody has agreed": ("contact", {"Agreement": []}, "Agreement"),
    # Files and fields
    "a file above": ("correction", {"File": "../../etc/passwd", "Field": "title"}, "File"),
    "a file by a way around": (
        "correction",
        {"File": "data/../.github/dependabot.yml", "Field": "version"},
        "File",
    ),
    "code": ("correction", {"File": "hooks/mkdocs_hooks.py", "Field": "title"}, "File"),
    "the workflow": ("correction", {"File": ".github/workflows/pages.yml", "Field": "on"}, "File"),
    "an absolute file": ("correction", {"File": "/etc/passwd", "Field": "root"}, "File"),
    "a file with a null": ("correction", {"File": f"{LOAN}\0", "Field": "title.en"}, "File"),
    "a file with a command": ("correction", {"File": f"$(id) {LOAN}", "Field": "title"}, "File"),
    "an attribute": ("correction", {"File": LOAN, "Field": "__class__.__init__"}, "Field"),
    "a field of a text": ("correction", {"File": LOAN, "Field": "title.en.x"}, "Field"),
    "a place before the list": ("correction", {"File": LOAN, "Field": "sources.-1.url"}, "Field"),
    "a place behind the list": ("correction", {"File": LOAN, "Field": "sources.99.url"}, "Field"),
    "a field with a line": ("correction", {"File": LOAN, "Field": "title.en: x, y"}, "Field"),
    "an id": ("correction", AN_ID, "What is right"),
    "a new field": ("correction", {"File": LOAN, "Field": "evil"}, "Field"),
    "a value of another kind": ("correction", A_TYPE, "What is right"),
    "a language that is none": ("correction", {"File": LOAN, "Field": "title.xx"}, "Field"),
}


@pytest.mark.parametrize(("name", "changed", "label"), REFUSED.values(), ids=REFUSED)
def test_a_hostile_form_is_refused_at_its_question(take, name, changed, label):
    status, answer, files = take(name, {**FILLED[name], **changed})
    assert (status, files) == (1, set()), answer
    lines = answer.strip().splitlines()
    assert lines[0].startswith("Nothing was written yet. Choose **Edit**")
    assert all(re.fullmatch(r"- (\*\*[^*`]+\*\*: )?`[^`]{12,}`", line) for line in lines[2:])
    assert any(line.startswith(f"- **{label}**: ") for line in lines), answer
    for text in changed.values():
        assert len(text) < 3 or str(text) not in without_code(answer)


BROKEN = {
    "nothing": b"",
    "blanks": b" \n\t\n",
    "no form": b"Hello, please run this: `make`",
    "no question": b"### What is your name\n\nMallory",
    "a line before the form": None,
    "a megabyte": b"### Title of the outcome in English\n\n" + b"a" * 1_000_000,
    "a megabyte of headings": b"### Date\n\n" * 100_000,
    "no UTF-8": b"### Title of the outcome in English\n\n\xff\xfe",
    "UTF-16": "### Title of the outcome in English\n\nx".encode("utf-16"),
    "nulls": b"\0" * 1000,
    "data": b"id: evil\ntitle: {en: x}\n",
    "a page": b"<!doctype html><script>alert(1)</script>",
    "a first question of small letters": b"### title of the outcome in english\n\nx",
}
"""Bodies that are no form at all."""


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
def test_what_is_no_form_is_refused(take, forms, body):
    body = body if body is not None else f"x\n{issue(forms['outcome'], OUTCOME)}"
    status, answer, files = take("outcome", body)
    assert (status, files) == (1, set())
    assert re.fullmatch(r"Nothing was written yet[^`]+\n- `[^`]+`\n", answer), answer


@pytest.mark.parametrize(
    "body",
    [
        f"### {TITLE}\n\nx\n\n### {TEXT}\n\n" + "### a" * 40_000,
        f"### {TITLE}\n\n### " + " " * 200_000,
        f"### {TITLE}\n\nx\n\n### {TEXT}\n\n" + "![" * 100_000,
        f"### {TITLE}\n\nx\n\n### {TEXT}\n\n" + "<img " * 40_000 + 'src="https://github.com/',
        f"### {TITLE}\n\n{'a-' * 100_000}",
        f"### {TITLE}\n\nx\n\n### Clusters\n\n" + "- [x] tresnuvem\n" * 15_000,
        f"### {TITLE}\n\nx\n\n### Type\n\n{'training, ' * 20_000}",
        f"### {TITLE}\n\nx\n\n### Sources\n\n" + "- " * 100_000,
    ],
    ids=range(8),
)
def test_no_form_takes_long(take, body):
    begun = time.process_time()
    status, answer, files = take("outcome", body)
    assert (status, files) == (1, set())
    assert len(answer) < 20_000
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    "text",
    [
        "<<<<<<< HEAD",
        "> " * 500 + "x",
        "- " * 100 + "x",
        "*" * 5_000,
        "[" * 5_000,
        "\n\n".join("ab"),
    ],
    ids=range(6),
)
def test_odd_markdown_is_text(take, project, text):
    status, answer, files = take("outcome", OUTCOME | {TEXT: text})
    if status:
        assert files == set() and f"**{TEXT}**: `" in answer
    else:
        assert value(project, *files)["text"]["en"] == text


def test_a_link_in_the_place_of_a_folder_is_not_followed(take, project, tmp_path):
    (project / "data/news").rename(tmp_path / "elsewhere")
    (project / "data/news").symlink_to(tmp_path / "elsewhere")
    try:
        status, _, _ = take("news", NEWS)
        assert status == 1
        assert not (tmp_path / "elsewhere/the-weir-is-lit.yml").exists()
    finally:
        (project / "data/news").unlink()
        shutil.copytree(tmp_path / "elsewhere", project / "data/news")


def test_a_project_with_mistakes_of_its_own_is_no_fault_of_the_form(take, project):
    edit(project, "data/outcomes/kick-off.yml", "relation: project", "relation: other")
    status, answer, _ = take("correction", CORRECTION | {"File": LOAN, "Field": "title.en"})
    assert status == 1
    assert "the project itself has to be mended first" in answer


def test_there_are_enough_hostile_forms():
    assert len(HARMLESS) + len(TITLES) + len(REFUSED) + len(BROKEN) >= 60


def test_the_pictures_in_the_guide_are_of_the_forms_of_today():
    guide = (ROOT / "EDITING.md").read_text("utf-8")
    shown = {}
    for path in PICTURES.glob("*.png"):
        with Image.open(path) as picture:
            shown[path.name] = picture.info[KEPT]
    drawn = {name: fingerprint(html) for name, html in drawings(ROOT / "tests/example").items()}
    assert shown == drawn, "run make pictures"
    for name in shown:
        assert f"](.github/pictures/{name})" in guide
        assert (PICTURES / name).stat().st_size < 60_000


def test_a_project_whose_texts_lack_a_language_has_forms(example_copy):
    edit(example_copy, "data/project.yml", "languages: [en, de, cs]", "languages: [cs, en, de]")
    assert "in Czech" in draw_forms(example_copy)[f"{FOLDER}/outcome.yml"]
