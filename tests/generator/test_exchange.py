"""Texts out as .po files and back: nothing changes by itself, and nothing by mistake."""

from __future__ import annotations

import difflib
import io
import os
import re
import shutil
import subprocess
import sys
from copy import copy
from pathlib import Path
from time import process_time

import polib
import pytest
from babel.messages.pofile import read_po as babel_read
from babel.messages.pofile import write_po as babel_write
from hypothesis import given, settings
from hypothesis import strategies as st

from changes import add_language, set_word
from conftest import ROOT, edit, run_at_once
from edits import apply, one_language_alone
from projectsite.__main__ import main
from projectsite.exchange.commands import _limit, export_command, import_command, told
from projectsite.exchange.export import export_po
from projectsite.exchange.plural_forms import plural_categories, plural_header
from projectsite.exchange.po_file import read_bytes, read_po
from projectsite.exchange.taking import Import, import_po
from projectsite.exchange.trial import Trial, problems_of
from projectsite.files.layout import LEDGER, LOCK
from projectsite.files.lock import alone
from projectsite.files.writing import write_files
from projectsite.files.yaml.sheets import sheet_of
from projectsite.problems import ProblemsFound
from projectsite.prose.blocks import PageText
from projectsite.review.codes import CODES
from projectsite.site import Site, load_site
from projectsite.translations.ledger import Entry, Key, fingerprint, read_ledger
from projectsite.translations.states import PAGE

TRAINING = "data/outcomes/lantern-training.yml"
CONTACT = "docs/de/contact.md"
PRIVACY = "docs/de/privacy.md"
GERMAN = "data/words/de.yml"
WORDS = {
    "page.skip": ("Skip to content", "Zum Inhalt springen"),
    "page.untranslated": ("Not translated yet: {language}.", "Nicht übersetzt: {language}."),
    "search.none": ("Nothing for {query}.", "Nichts zu {query}."),
    "search.count": (
        {"one": "{count} result", "other": "{count} results"},
        {"one": "{count} Treffer", "other": "{count} Treffer"},
    ),
    "browse.count": (
        {"one": "{count} lantern", "other": "{count} lanterns"},
        {"one": "{count} Laterne", "other": "{count} Laternen"},
    ),
}
"""Words that the tests quote, in English and German: editors may change those of the project."""

POEDIT = ROOT / "tests/po/poedit.po"
WEBLATE = ROOT / "tests/po/weblate.po"


def imported(site: Site, text: str) -> Import:
    return import_po(site, text, "de.po")


def catalogue(site: Site, locale: str) -> polib.POFile:
    return polib.pofile(export_po(site, locale))


def entry_of(po: polib.POFile, context: str) -> polib.POEntry:
    return next(entry for entry in po if entry.msgctxt == context)


def outdated(project: Path, file: str, field: str) -> Site:
    """The site with a German translation that was made from another source."""
    ledger = read_ledger(project)
    ledger.entries[Key("de", file, field)] = Entry("00000000")
    write_files(project, {LEDGER: ledger.text()})
    return load_site(project)


def without_traces(text: str) -> str:
    return re.sub("#[.] Translation: .*\n", "", text)


def tree(project: Path) -> dict[Path, bytes]:
    """Every file that a command may write."""
    return {
        path: path.read_bytes()
        for folder in ("data", "docs")
        for path in (project / folder).rglob("*")
        if path.is_file()
    }


def files_of(taken: Import) -> dict[str, str]:
    return {name: text for name, text in taken.files.items() if name != LEDGER}


@pytest.fixture(scope="module")
def languages(example, tmp_path_factory) -> Path:
    """The example and two languages more, of which only the words of the interface are there:
    Slovak has three plural forms for what is counted, Italian one more for millions."""
    project = Path(shutil.copytree(example, tmp_path_factory.mktemp("languages") / "project"))
    for key, words in WORDS.items():
        for locale, word in zip(("en", "de"), words, strict=True):
            set_word(project, locale, key, word)
    return add_language(add_language(project, "sk"), "it")


@pytest.fixture(scope="module")
def site(languages) -> Site:
    """To read only."""
    return load_site(languages)


@pytest.fixture
def project(languages, tmp_path) -> Path:
    """A copy to change."""
    return Path(shutil.copytree(languages, tmp_path / "project"))


@pytest.fixture
def copied(project) -> Site:
    return load_site(project)


@pytest.fixture(scope="module")
def babel():
    """A .po file as Babel reads it and writes it again, 40 columns wide."""

    def again(text: str) -> str:
        stream = io.BytesIO()
        read = babel_read(io.BytesIO(text.encode()), abort_invalid=True)
        babel_write(stream, read, width=40)
        return stream.getvalue().decode()

    return again


# Out


@pytest.mark.parametrize("locale", ["de", "sk"])
def test_every_translation_is_in_the_export(site, locale):
    read = babel_read(io.StringIO(export_po(site, locale)), abort_invalid=True)
    assert str(read.locale) == locale
    messages = {message.context: message for message in read if message.id}
    assert len(messages) == sum(bool(message.id) for message in read)
    assert f"docs/{locale}/privacy.md title" in messages
    for translation in site.translations.all:
        if translation.locale == locale and translation.file.startswith("data/"):
            message = messages[f"{translation.file} {translation.field}"]
            texts = message.string if message.pluralizable else [message.string]
            assert len(texts) == (read.num_plurals if message.pluralizable else 1)
            assert all(texts) if translation.text else not any(texts)


def test_an_entry_says_what_translators_ask(site):
    po = catalogue(site, "de")
    title = entry_of(po, f"{TRAINING} title.de")
    own = site.project.outcomes["lantern-training"].title.root
    assert (title.msgid, title.msgstr) == (own["en"], own["de"])
    trace = f"Translation: {fingerprint(title.msgstr)}"
    assert title.comment == f"Shown: /de/outcomes/lantern-training/.\nNo Markdown.\n{trace}"
    assert title.occurrences == [(TRAINING, "4")]
    assert not title.flags
    for file in (TRAINING, "data/news/riverlight-begins.yml"):
        assert "Markdown is allowed." in entry_of(po, f"{file} text.de").comment
    assert "/de/contact/" in entry_of(po, f"{CONTACT} title").comment
    assert not any(entry.msgid.startswith("{{") for entry in po)
    count = entry_of(catalogue(site, "sk"), "data/words/sk.yml search.count")
    assert count.flags == ["python-brace-format"]
    assert (count.msgid, count.msgid_plural) == ("{count} result", "{count} results")
    forms = site.wordings["sk"].forms("search.count")
    assert count.msgstr_plural == {0: forms["one"], 1: forms["few"], 2: forms["other"]}
    assert "Keep {count}" in count.comment


def test_what_is_older_is_fuzzy_and_what_is_missing_is_empty(project):
    edit(project, TRAINING, "\n  de: Florø\n", "\n")
    po = catalogue(outdated(project, TRAINING, "title.de"), "de")
    older = entry_of(po, f"{TRAINING} title.de")
    assert older.fuzzy
    assert older.msgstr
    missing = entry_of(po, f"{TRAINING} place.de")
    assert not missing.fuzzy
    assert not missing.msgstr
    assert missing.comment.endswith("\nTranslation: none")


def test_two_exports_are_equal_and_tell_no_time(site):
    text = export_po(site, "de")
    assert text == export_po(site, "de")
    assert "Date" not in text.split("\n\n")[0]
    assert re.search("[^\n]\n$", text)


# There and back


@pytest.mark.parametrize("by", ["itself", "wide", "narrow", "babel", "windows", "mark"])
def test_a_round_trip_changes_nothing(site, babel, by):
    for locale in ("de", "sk"):
        text = export_po(site, locale)
        if by in ("wide", "narrow"):
            text = str(polib.pofile(text, wrapwidth=0 if by == "wide" else 30))
        elif by == "babel":
            text = babel(text)
        elif by == "windows":
            text = text.replace("\n", "\r\n")
        elif by == "mark":
            text = "\ufeff" + text
        taken = imported(site, text)
        assert taken.locale == locale
        assert (taken.files, taken.changed, taken.accepted, taken.notes) == ({}, [], [], [])


def difference(site: Site, taken: Import, file: str) -> list[str]:
    before = (site.root / file).read_text("utf-8").splitlines()
    lines = difflib.ndiff(before, taken.files[file].splitlines())
    return [line for line in lines if line[0] in "+-"]


def test_changed_entries_change_the_lines_concerned(copied):
    po = catalogue(copied, "de")
    entry_of(po, f"{TRAINING} title.de").msgstr = "Schulung: Licht"
    entry_of(po, f"{GERMAN} page.skip").msgstr = "Weiter"
    entry_of(po, f"{GERMAN} search.count").msgstr_plural[1] = "{count} Fundstellen"
    entry_of(po, f"{CONTACT} title").msgstr = "Ansprechpartner"
    entry_of(po, f"{PRIVACY} 2").msgstr = "Ein Absatz."
    taken = imported(copied, str(po))
    assert sorted(files_of(taken)) == [TRAINING, GERMAN, CONTACT, PRIVACY]
    assert difference(copied, taken, TRAINING) == [
        "-   de: Dreitägige Schulung zur Flussbeleuchtung",
        '+   de: "Schulung: Licht"',
    ]
    assert difference(copied, taken, GERMAN) == [
        "-   skip: Zum Inhalt springen",
        "+   skip: Weiter",
        "-     other: '{count} Treffer'",
        "+     other: '{count} Fundstellen'",
    ]
    assert difference(copied, taken, CONTACT) == ["- title: Kontakt", "+ title: Ansprechpartner"]
    assert [x for x in difference(copied, taken, PRIVACY) if x[0] == "+"] == ["+ Ein Absatz."]
    assert len(taken.changed) == 5
    assert {t.file for t in taken.accepted} == set(files_of(taken))
    assert all((copied.root / f).read_text("utf-8") != text for f, text in files_of(taken).items())
    write_files(copied.root, taken.files)
    again = load_site(copied.root)
    assert again.wordings["de"]("page.skip") == "Weiter"
    assert not any(path.name.endswith(".swp") for path in copied.root.rglob("*"))
    assert without_traces(export_po(again, "de")) == without_traces(f"{po}\n")


def test_the_same_file_taken_twice_changes_nothing_the_second_time(copied, tmp_path, capsys):
    """Also where a text was older, and the ledger says then which translation it is about."""
    project, title = copied.root, f"{TRAINING} title.de"
    assert main(["translations", "--root", str(project), "record"]) == 0
    edit(project, TRAINING, "en: Three days of", "en: Four days of")
    site = load_site(project)
    po = catalogue(site, "de")
    for name, text in ((title, "Vier Tage Licht"), (f"{PRIVACY} title", "Ein Titel")):
        entry_of(po, name).msgstr = text
        entry_of(po, name).flags = []
    (tmp_path / "de.po").write_text(str(po), encoding="utf-8")
    command = ["translations", "--root", str(project), "import", str(tmp_path / "de.po")]
    assert main(command) == 0
    first = capsys.readouterr().out
    assert f"{LEDGER}: written." in first and "texts changed: 2" in first
    taken = {t.key: t for t in load_site(project).translations.all}
    entries = read_ledger(project).entries
    key = Key("de", TRAINING, "title.de")
    assert entries[key] == Entry(fingerprint(taken[key].source), fingerprint("Vier Tage Licht"))
    page = Key("de", PRIVACY, "page")
    assert entries[page].text == fingerprint(taken[page].text)
    before = tree(project)
    assert main(command) == 0
    told = capsys.readouterr().out
    assert ": written." not in told and "texts changed: 0; as new as their source by now: 0" in told
    assert tree(project) == before


PLACES = (
    f"{TRAINING} title.de",
    f"{TRAINING} summary.de",
    "data/project.yml consortium.de",
    f"{GERMAN} nav.contact",
    f"{PRIVACY} title",
    f"{PRIVACY} 2",
)

HOSTILE = st.one_of(
    st.text(min_size=1, max_size=60),
    st.text(alphabet=" \n\t:#-'\"\\{}[]|>&*!%`,aé—🎉", min_size=1, max_size=30),
)


def test_hostile_texts_arrive_or_are_refused(site, monkeypatch):
    """Without the trial, which would refuse most of them for other reasons."""
    monkeypatch.setattr("projectsite.exchange.taking.tried", lambda root, files: Trial((), None))
    names = {f"{t.file} {t.field}": t for t in site.translations.all}
    po = catalogue(site, "de")

    @settings(max_examples=100, deadline=None)
    @given(name=st.sampled_from(PLACES), text=HOSTILE)
    def arrives(name, text):
        entry = copy(entry_of(po, name))
        entry.msgstr = text
        try:
            taken = imported(site, f"{HEAD}{entry}")
        except ProblemsFound as found:
            codes = {problem.code for problem in found.problems}
            told = {"po-syntax"} if set(text) & set("\b\v\f") else set()
            told |= {"po-conflict"} if "#-#-#-#-#" in text else set()
            assert codes <= {"po-text", "po-block", "invisible-character"} | told
            return
        [(file, after)] = files_of(taken).items()
        meant = text.replace("\r\n", "\n").replace("\r", "\n").strip()
        if name != f"{PRIVACY} 2":
            meant = re.sub(r"\s*\n\s*", " ", meant)
        if file.endswith(".md"):
            page = PageText(after)
            part = name.split()[1]
            if part == "title":
                assert page.fields[part] == meant
            else:
                assert page.blocks[1].text == meant
        else:
            value = sheet_of(after, file).value
            for key in names[name].keys:
                value = value[key]
            assert value == meant

    arrives()


def test_stray_blanks_and_line_ends_are_taken_away(site):
    po = catalogue(site, "de")
    entry_of(po, f"{TRAINING} title.de").msgstr = "Zwei\nZeilen\n"
    entry_of(po, f"{GERMAN} page.skip").msgstr = " Wei\n ter"
    entry_of(po, f"{GERMAN} search.count").msgstr_plural[1] = "{count}\nFunde "
    entry_of(po, f"{CONTACT} title").msgstr = "Ansprech\npartner\n"
    entry_of(po, f"{PRIVACY} 2").msgstr = "\nEin\nAbsatz. "
    taken = imported(site, str(po))
    assert "\n  de: Zwei Zeilen\n" in taken.files[TRAINING]
    assert "\n  skip: Wei ter\n" in taken.files[GERMAN]
    assert "\n    other: '{count} Funde'\n" in taken.files[GERMAN]
    assert PageText(taken.files[CONTACT]).fields["title"] == "Ansprech partner"
    assert PageText(taken.files[PRIVACY]).blocks[1].text == "Ein\nAbsatz."
    po = catalogue(site, "de")
    entry_of(po, f"{GERMAN} page.separator").msgstr = " / "
    taken = imported(site, str(po))
    assert sheet_of(taken.files[GERMAN], "").value["page"]["separator"] == " / "


def test_line_ends_and_byte_order_marks_of_files_stay(project):
    for name in (TRAINING, PRIVACY):
        path = project / name
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    path = project / CONTACT
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    site = load_site(project)
    po = catalogue(site, "de")
    assert imported(site, str(po)).files == {}
    changed = {
        TRAINING: "summary.de",
        PRIVACY: "2",
        CONTACT: "description",
    }
    for file, name in changed.items():
        entry_of(po, f"{file} {name}").msgstr = "Neu."
    taken = imported(site, str(po))
    write_files(project, taken.files)
    for name in list(changed)[:2]:
        raw = (project / name).read_bytes()
        assert raw.count(b"\r\n") == raw.count(b"\n") > 10
        assert b"Neu.\r\n" in raw
    assert path.read_bytes().startswith(b"\xef\xbb\xbf---\n")
    load_site(project)


def test_a_missing_text_is_added_in_its_place(project):
    before = (project / TRAINING).read_text("utf-8")
    edit(project, TRAINING, "\n  de: Florø\n", "\n")
    site = load_site(project)
    po = catalogue(site, "de")
    entry = entry_of(po, f"{TRAINING} place.de")
    assert entry.msgstr == ""
    assert imported(site, str(po)).files == {}
    entry.msgstr = "Florø"
    taken = imported(site, str(po))
    assert files_of(taken) == {TRAINING: before}
    assert [t.field for t in taken.accepted] == ["place.de"]


MENDED = {
    f"{TRAINING} title.de": ("Dreitägige Schulung zur", "Kurs zur"),
    f"{GERMAN} browse.count": ("'{count} Laternen'", "'{count} Lichter'"),
    f"{CONTACT} title": ("title: Kontakt", "title: Ansprechpartner"),
}


def mended(project: Path) -> Site:
    """The site after a colleague has changed three German texts."""
    for name, (old, new) in MENDED.items():
        edit(project, name.split()[0], old, new)
    return load_site(project)


@pytest.mark.parametrize("by", ["itself", "narrow", "babel"])
def test_what_a_colleague_has_changed_since_the_export_stays(project, babel, by):
    po = catalogue(load_site(project), "de")
    entry_of(po, f"{GERMAN} page.skip").msgstr = "Weiter"
    text = str(po)
    if by == "narrow":
        text = str(polib.pofile(text, wrapwidth=20))
    elif by == "babel":
        text = babel(text)
    taken = imported(mended(project), text)
    assert taken.changed == [f"{GERMAN} page.skip"]
    assert "{count} Lichter" in taken.files[GERMAN]
    assert (list(files_of(taken)), taken.notes) == ([GERMAN], [])
    assert taken.kept == len(MENDED)
    said = f"de: changed here since the export, and left so: {len(MENDED)}. "
    assert any(line.startswith(said) for line in told(taken))


def test_what_both_have_changed_since_the_export_is_told(project):
    po = catalogue(load_site(project), "de")
    for name in MENDED:
        entry = entry_of(po, name)
        if entry.msgid_plural:
            entry.msgstr_plural[1] = "{count} Fundstellen"
        else:
            entry.msgstr = "Schulung"
    site = mended(project)
    taken = imported(site, str(po))
    assert (taken.files, taken.kept) == ({}, 0)
    assert [note.code for note in taken.notes] == ["po-changed"] * len(MENDED)
    for name in MENDED:  # as the colleague has it
        entry_of(po, name).msgstr = entry_of(catalogue(site, "de"), name).msgstr
        entry_of(po, name).msgstr_plural = entry_of(catalogue(site, "de"), name).msgstr_plural
    taken = imported(site, str(po))
    assert (taken.changed, taken.notes, taken.kept) == ([], [], 0)


def test_a_text_that_both_have_added_is_told(project):
    edit(project, TRAINING, "\n  de: Florø\n", "\n")
    po = catalogue(load_site(project), "de")
    edit(project, TRAINING, "place:\n  en: Florø\n", "place:\n  en: Florø\n  de: Florø\n")
    site = load_site(project)
    assert (imported(site, str(po)).files, imported(site, str(po)).notes) == ({}, [])
    entry_of(po, f"{TRAINING} place.de").msgstr = "Blumeninsel"
    taken = imported(site, str(po))
    assert (taken.files, [note.code for note in taken.notes]) == ({}, ["po-changed"])


def test_a_file_without_its_comments_is_taken_as_it_is(project):
    text = without_traces(export_po(load_site(project), "de"))
    taken = imported(mended(project), text)
    assert sorted(taken.changed) == sorted(MENDED)


def test_a_missing_page_is_written_when_it_is_whole(project):
    (project / CONTACT).unlink()
    site = load_site(project)
    po = catalogue(site, "de")
    ours = [entry for entry in po if entry.msgctxt.startswith(f"{CONTACT} ")]
    assert len(ours) > 3
    assert not any(entry.msgstr for entry in ours)
    for entry in ours[1:]:
        entry.msgstr = entry.msgid.replace("Contact", "Kontakt")
    taken = imported(site, str(po))
    assert taken.files == {}
    [note] = taken.notes
    assert note.code == "po-page"
    assert f"{len(ours) - 1} of {len(ours)}" in note.message
    ours[0].msgstr = "Kontakt"
    taken = imported(site, str(po))
    page = PageText(taken.files[CONTACT])
    assert page.fields["title"] == "Kontakt"
    assert page.kinds == PageText((project / "docs/en/contact.md").read_text("utf-8")).kinds
    assert [t.file for t in taken.accepted] == [CONTACT]
    write_files(project, taken.files)
    load_site(project)


def test_pages_of_another_form_are_exchanged_as_a_whole(project):
    path = project / CONTACT
    path.write_text(path.read_text("utf-8") + "\n- eine\n- Liste\n", "utf-8")
    site = load_site(project)
    po = catalogue(site, "de")
    entry = entry_of(po, f"{CONTACT} body")
    assert entry.msgid.startswith("# Contact\n\n")
    assert entry.msgstr.endswith("- Liste")
    assert imported(site, str(po)).files == {}
    entry.msgstr += "\n- mehr"
    taken = imported(site, str(po))
    assert taken.files[CONTACT] == path.read_text("utf-8") + "- mehr\n"


def test_fuzzy_obsolete_and_empty_entries_are_left_out(copied):
    po = catalogue(copied, "de")
    first, second, third = (
        entry_of(po, f"{GERMAN} {key}") for key in ("page.skip", "page.edit", "nav.menu")
    )
    first.msgstr, first.flags = "Falsch", ["fuzzy"]
    second.msgstr, second.obsolete = "Falsch", True
    third.msgstr = ""
    taken = imported(copied, str(po))
    assert (taken.files, taken.fuzzy, taken.notes) == ({}, 1, [])


@pytest.mark.parametrize(
    ("forms", "said"),
    [
        ({0: "{count} výsledok"}, "no text for few, other."),
        ({0: "{count} vec", 1: "", 2: "{count} vecí"}, "no text for few."),
    ],
)
def test_a_word_without_all_of_its_plural_forms_is_left_out(project, forms, said):
    ledger = read_ledger(project)
    ledger.entries[Key("sk", "data/words/sk.yml", "search.count")] = Entry("00000000")
    write_files(project, {LEDGER: ledger.text()})
    site = load_site(project)
    po = catalogue(site, "sk")
    entry = entry_of(po, "data/words/sk.yml search.count")
    entry.flags, whole = ["python-brace-format"], entry.msgstr_plural
    entry.msgstr_plural = forms
    taken = imported(site, str(po))
    assert (taken.files, taken.accepted) == ({}, [])
    (note,) = taken.notes
    assert note.code == "po-forms"
    assert said in note.message
    assert str(po).split("\n")[note.line - 1].startswith("msgstr[0]")
    entry.msgstr_plural = dict.fromkeys(whole, "")
    assert (imported(site, str(po)).files, imported(site, str(po)).notes) == ({}, [])
    entry.msgstr_plural = whole
    assert [t.field for t in imported(site, str(po)).accepted] == ["search.count"]


def test_what_is_still_true_is_accepted_without_a_change(project):
    wanted = (TRAINING, "title.de")
    site = outdated(project, *wanted)
    text = export_po(site, "de")
    taken = imported(site, text)
    assert (taken.fuzzy, taken.accepted, taken.files) == (1, [], {})
    taken = imported(site, text.replace("#, fuzzy\n", ""))
    assert (list(taken.files), taken.changed) == ([LEDGER], [])
    assert [(t.file, t.field) for t in taken.accepted] == [wanted]
    before = (project / LEDGER).read_text("utf-8")
    assert len(set(before.splitlines()) ^ set(taken.files[LEDGER].splitlines())) == 2
    write_files(project, taken.files)
    assert not entry_of(catalogue(load_site(project), "de"), " ".join(wanted)).fuzzy


def test_an_older_page_is_as_new_as_its_source_only_as_a_whole(project):
    site = outdated(project, CONTACT, PAGE)
    po = catalogue(site, "de")
    ours = [entry for entry in po if entry.msgctxt.startswith(f"{CONTACT} ")]
    assert all(entry.fuzzy for entry in ours)
    for entry in ours[1:]:
        entry.fuzzy = False
    assert imported(site, str(po)).accepted == []
    ours[0].fuzzy = False
    taken = imported(site, str(po))
    assert [t.file for t in taken.accepted] == [CONTACT]
    assert list(taken.files) == [LEDGER]


# Files in the manner of others


def test_poedit(copied):
    """Wrapped lines, previous msgid, obsolete entries, headers of its own, line ends of Windows."""
    text = POEDIT.read_text("utf-8")
    for form in (text, "\ufeff" + text.replace("\n", "\r\n")):
        taken = imported(copied, form)
        assert taken.locale == "de"
        assert taken.changed == [f"{TRAINING} summary.de", f"{GERMAN} search.count"]
        assert taken.fuzzy == 1
        assert taken.notes == []


def test_weblate(copied):
    """Single lines of any length, its own rule for plurals, notes of reviewers."""
    taken = imported(copied, WEBLATE.read_text("utf-8"))
    assert taken.locale == "it"
    assert taken.changed == [f"{TRAINING} summary.it", "data/words/it.yml search.count"]
    assert "un solo risultato" in taken.files["data/words/it.yml"]
    assert "{count} trovati" in taken.files["data/words/it.yml"]


@pytest.mark.parametrize(
    ("locale", "header", "found"),
    [
        ("de", None, {0: "one", 1: "other"}),
        ("cs", None, {0: "one", 1: "few", 2: "other"}),
        ("fr", None, {0: "one", 1: "other"}),
        ("ja", None, {0: "other"}),
        ("pl", None, {0: "one", 1: "few", 2: "many"}),
        (
            "cs",
            "nplurals=4; plural=(n == 1 && n % 1 == 0) ? 0 : (n >= 2 && n <= 4 && n % 1 == 0) "
            "? 1: (n % 1 != 0 ) ? 2 : 3;",
            {0: "one", 1: "few", 3: "other"},
        ),
        (
            "es",
            "nplurals=3; plural=n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2;",
            {0: "one", 1: "many", 2: "other"},
        ),
    ],
)
def test_plural_forms(locale, header, found):
    assert plural_categories(locale, header or plural_header(locale)) == found


@pytest.mark.parametrize(
    ("locale", "header"),
    [
        ("de", ""),
        ("de", "nplurals=2"),
        ("de", "nplurals=1; plural=n != 1;"),
        ("de", "nplurals=3; plural=n % 3;"),
        ("de", "nplurals=2; plural=n / 0;"),
        ("de", "nplurals=2; plural=__import__('os');"),
        ("de", f"nplurals=2; plural={'(' * 500}n{')' * 500};"),
        # These leave out a form of the language.
        ("cs", "nplurals=2; plural=(n != 1);"),
        ("fr", "nplurals=1; plural=0;"),
    ],
)
def test_rules_for_plurals_that_are_none(locale, header):
    with pytest.raises(ValueError):
        plural_categories(locale, header)


@pytest.mark.parametrize(
    ("locale", "forms"),
    [
        ("hu", ["one", "other"]),
        ("he", ["one", "two", "other"]),
        ("id", ["other"]),
        ("mt", ["one", "two", "few", "many", "other"]),
    ],
)
def test_an_export_has_the_forms_of_cldr_where_those_of_gettext_differ(locale, forms):
    assert list(plural_categories(locale, plural_header(locale)).values()) == forms


# What is wrong


HEAD = 'msgid ""\nmsgstr ""\n"Language: de\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
SKIP = 'msgctxt "data/words/de.yml page.skip"\nmsgid "Skip to content"\nmsgstr "%s"\n'


def problems(site: Site, text: str) -> list[tuple[int, str]]:
    with pytest.raises(ProblemsFound) as found:
        imported(site, text)
    assert all(problem.file == "de.po" for problem in found.value.problems)
    return [(problem.line, problem.code) for problem in found.value.problems]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", [(1, "po-syntax")]),
        ("README.md", [(1, "po-syntax")]),
        ('msgid "a"\nmsgstr "b"\n', [(1, "po-header")]),
        (HEAD + 'msgid "a\nmsgstr "b\n', [(6, "po-syntax"), (7, "po-syntax")]),
        (HEAD + 'msgid "a"\nmsgstr "b\\a"\n', [(7, "po-syntax")]),
        (HEAD + 'msgid "a"\nmsgstr "b\\"\n', [(7, "po-syntax")]),
        (HEAD + 'msgid "a"\nmsgstr[x] "b"\n', [(7, "po-syntax")]),
        (HEAD + 'msgid "a" b"\nmsgstr "b"\n', [(6, "po-syntax")]),
        (HEAD + 'msgid "a"\nmsgstr "b"\nnonsense\n', [(8, "po-syntax")]),
        (HEAD + 'msgstr "b"\n', [(6, "po-syntax")]),
        (HEAD + HEAD.replace("Language: de", "Language: sk") + SKIP % "x", [(2, "po-header")]),
        (HEAD.replace("Language: de", "X: y"), [(1, "po-header")]),
        (HEAD.replace("Language: de", "Language: en"), [(3, "po-language")]),
        (HEAD.replace("Language: de", "Language: pl_PL"), [(3, "po-words")]),
        (HEAD.replace("Language: de", "Language: cz_CZ"), [(3, "po-language")]),
        (HEAD + "<<<<<<< HEAD\n=======\n>>>>>>> other\n", [(n, "po-conflict") for n in (6, 7, 8)]),
        (
            HEAD + SKIP % "#-#-#-#-#  a.po  #-#-#-#-#\\nWeiter",
            [(8, "po-conflict")],
        ),
        (HEAD + SKIP % "Weiter" + "\n" + SKIP % "Anders", [(12, "po-conflict")]),
        (HEAD + 'msgid "a"\nmsgstr "b"\n\nmsgid "c"\nmsgstr "d"\n', [(7, "po-context")]),
        (HEAD + SKIP % "Wei\u200bter", [(8, "invisible-character")]),
        (
            HEAD.replace("nplurals=2; plural=(n != 1)", "nplurals=3; plural=n%3")
            + 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n',
            [(4, "po-plural")],
        ),
        (
            HEAD + 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "d"\nmsgstr[2] "e"\n',
            [(10, "po-plural")],
        ),
    ],
)
def test_files_that_are_none_are_told_at_their_line(site, text, told):
    assert problems(site, text) == told


@pytest.mark.parametrize(
    "wrong",
    [
        {
            f"{GERMAN} page.untranslated": ("Ohne Sprache", "braces"),
            f"{GERMAN} page.edit": ("<b>Ändern</b>", "markup"),
            f"{GERMAN} search.none": ("Nichts {query", "braces"),
            f"{GERMAN} browse.count": (["{count} x", "{zahl} y"], "braces"),
            f"{TRAINING} title.de": ("an a@b.de", "plain-address"),
            f"{TRAINING} summary.de": ("<script>x</script>", "markup"),
            f"{PRIVACY} 2": ("<em>x</em>", "html"),
            f"{PRIVACY} title": ("x@y.de", "plain-address"),
        },
        # Told where nothing else is wrong.
        {f"{CONTACT} 2": ("[so](fehlt.md)", "broken-link")},
    ],
    ids=["form", "meaning"],
)
def test_wrong_texts_are_told_at_their_line_and_nothing_is_taken(copied, wrong):
    before, po = tree(copied.root), catalogue(copied, "de")
    for name, (text, _) in wrong.items():
        if isinstance(text, list):
            entry_of(po, name).msgstr_plural = dict(enumerate(text))
        else:
            entry_of(po, name).msgstr = text
    lines = str(po).split("\n")
    expected = []
    for name, (_, code) in wrong.items():
        at = lines.index(f'msgctxt "{name}"')
        line = next(n for n in range(at, len(lines)) if lines[n].startswith("msgstr")) + 1
        expected.append((line, code))
    assert sorted(problems(copied, str(po))) == sorted(expected)
    assert tree(copied.root) == before


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        (f"{GERMAN} page.skip", "   ", "po-text"),
        (f"{PRIVACY} title", " \n ", "po-text"),
        (f"{TRAINING} title.de", "x" * 8_001, "po-text"),
        (f"{PRIVACY} 2", "Eins.\n\nZwei.", "po-block"),
        (f"{PRIVACY} 2", "- Liste", "po-block"),
        (f"{PRIVACY} 1", "Keine Überschrift", "po-block"),
    ],
)
def test_texts_that_no_place_can_hold(site, name, text, code):
    po = catalogue(site, "de")
    entry_of(po, name).msgstr = text
    [(line, found)] = problems(site, str(po))
    assert found == code
    assert str(po).split("\n")[line - 1].startswith("msgstr")


def test_too_long_a_text_is_told_with_the_name_of_its_field(site):
    po = catalogue(site, "de")
    entry_of(po, "data/objectives.yml objectives.O2.text.de").msgstr = "x" * 8_001
    with pytest.raises(ProblemsFound) as found:
        imported(site, str(po))
    assert [problem.message for problem in found.value.problems] == [
        "data/objectives.yml: objectives.O2.text.de: the text is longer than 8,000 characters. "
        "Shorten it."
    ]


def test_a_header_of_another_language_is_told_once(site):
    text = export_po(site, "it").replace("Language: it", "Language: de", 1)
    (line,) = (n for n, x in enumerate(text.split("\n"), 1) if x.startswith('"Language: de'))
    assert problems(site, text) == [(line, "po-language")]


def test_of_many_notes_and_doubles_the_first_are_told_and_how_many_more(site):
    po = catalogue(site, "de")
    for number in range(230):
        po.append(polib.POEntry(msgctxt=f"data/x.yml n{number}.de", msgid="a", msgstr="b"))
    lines = told(imported(site, str(po)))
    assert sum("[po-unknown]" in line for line in lines) == 200
    assert lines[200] == "note: there are 30 more notes."
    doubled = str(po) + "\n".join(
        str(polib.POEntry(msgctxt=f"data/x.yml n{number}.de", msgid="a", msgstr="c"))
        for number in range(230)
    )
    with pytest.raises(ProblemsFound) as found:
        imported(site, doubled)
    said = [problem.message for problem in found.value.problems]
    assert len(said) == 201
    assert said[-1] == "from here on there are 30 more like those above."


def test_unknown_contexts_and_old_sources_are_noted(copied):
    po = catalogue(copied, "de")
    entry_of(po, f"{GERMAN} page.skip").msgid = "Skip it"
    entry_of(po, f"{GERMAN} page.skip").msgstr = "Weiter"
    entry_of(po, f"{GERMAN} search.count").msgid_plural = "{count} findings"
    entry_of(po, f"{GERMAN} page.edit").msgctxt = "data/words/../../etc/passwd x"
    entry_of(po, f"{GERMAN} nav.menu").msgctxt = "data/words/sk.yml nav.menu"
    for name in ("home", "contact"):
        entry_of(po, f"{GERMAN} nav.{name}").msgctxt = None
    taken = imported(copied, str(po))
    assert taken.files == {}
    assert sorted(note.code for note in taken.notes) == ["po-source"] * 2 + ["po-unknown"] * 4
    lines = str(po).split("\n")
    assert all(lines[note.line - 1].startswith("msgstr") for note in taken.notes)


def test_bytes_that_are_no_text(tmp_path):
    path = tmp_path / "x.po"
    path.write_bytes(b'msgid ""\nmsgstr "\xe9"\n')
    with pytest.raises(ProblemsFound) as found:
        read_bytes(path, "x.po", 1000)
    assert [(p.line, p.code) for p in found.value.problems] == [(2, "encoding")]
    with pytest.raises(ProblemsFound):
        read_bytes(tmp_path, "x", 1000)
    path.write_bytes(b"\xef\xbb\xbf# \xc3\xa9")
    assert read_bytes(path, "x.po", 1000) == "# é"


def test_too_large_a_file(tmp_path):
    path = tmp_path / "x.po"
    path.write_bytes(b"x" * 11)
    with pytest.raises(ProblemsFound) as found:
        read_bytes(path, "x.po", 10)
    assert found.value.problems[0].code == "file-too-large"


def test_a_file_of_comments_is_refused_by_its_size(project, tmp_path, monkeypatch, capsys):
    """To read 31 MB of them took more than three minutes."""
    path, new = tmp_path / "de.po", export_po(load_site(project), "de")
    path.write_text(new + "# a comment\n" * 2_600_000, encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr("projectsite.exchange.commands.import_po", None)  # it is not read
        assert import_command(project, path) == 1
    said = capsys.readouterr().err
    assert re.search(r"de\.po: the file is larger than [1-9]\.\d MB", said)
    assert "Export it anew. [file-too-large]" in said
    # What a program may add to each entry has room.
    path.write_text(new.replace("\nmsgctxt ", "\n# a comment" * 5 + "\nmsgctxt "), encoding="utf-8")
    assert import_command(project, path) == 0


def test_nothing_is_written_through_a_link(project, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.rmtree(project / "docs/de/outcomes")
    (project / "docs/de/outcomes").symlink_to(elsewhere)
    (project / GERMAN).unlink()
    (project / GERMAN).symlink_to(elsewhere / "de.yml")
    for name in ("docs/de/outcomes/x.md", GERMAN, "../x", "data/../../x"):
        with pytest.raises(ProblemsFound):
            write_files(project, {"data/words/sk.yml": "a: b\n", name: "x"})
    assert list(elsewhere.iterdir()) == []
    assert (project / "data/words/sk.yml").read_text("utf-8") != "a: b\n"


def test_a_command_that_is_stopped_by_hand_writes_all_or_nothing(project, monkeypatch):
    before, renamed = tree(project), []

    def stopped(path, target):
        if renamed:
            raise KeyboardInterrupt
        renamed.append(target)
        return replace(path, target)

    replace = Path.replace
    monkeypatch.setattr(Path, "replace", stopped)
    with pytest.raises(KeyboardInterrupt):
        write_files(project, {"data/words/de.yml": "a: b\n", "data/words/sk.yml": "a: b\n"})
    assert len(renamed) == 1
    assert tree(project) == before


def test_a_project_with_a_further_hook_is_tried_whole(project):
    (project / "hooks/own/folder.py").mkdir(parents=True)
    (project / "hooks/own/folder.py/part.py").touch()
    (project / "hooks/own/mine.py").touch()
    edit(project, "mkdocs.yml", "hooks: [", "hooks: [hooks/own/mine.py, ")
    assert problems_of(project, {TRAINING: (project / TRAINING).read_text("utf-8")}) == ()


def test_a_site_in_one_language_has_a_limit_of_its_own(example_copy):
    apply([one_language_alone], example_copy)
    assert 256 * 1024 < _limit(load_site(example_copy)) < 4_000_000


def test_a_rule_of_blanks_takes_no_time():
    start = process_time()
    with pytest.raises(ValueError):
        plural_categories("de", f"nplurals=2; plural=(n != 1){' ' * 60_000}; x")
    assert process_time() - start < 1


LITTLE_ROOM = """
import resource, sys
from projectsite.__main__ import main
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000))
for arguments in sys.argv[2:]:
    print(main(["translations", "--root", sys.argv[1], *arguments.split()]), file=sys.stderr)
"""
"""Commands where no file may become longer than 1,000 bytes, as on a full disk. In a process of its
own: what this one prints may go into a file too."""


def test_what_cannot_be_written_is_told_and_nothing_changes(project, tmp_path):
    assert main(["translations", "--root", str(project), "record"]) == 0
    edit(project, TRAINING, "place:\n  en: Florø\n", "place:\n  en: Bergen\n")
    new = export_po(load_site(project), "de").replace(WORDS["page.skip"][1], "Zum Inhalt")
    (tmp_path / "de.po").write_text(new, encoding="utf-8")
    before = tree(project)
    commands = (f"accept {TRAINING}", "record", f"import {tmp_path}/de.po")
    done = subprocess.run(
        [sys.executable, "-B", "-c", LITTLE_ROOM, str(project), *commands],
        env={**os.environ, "PYTHONPATH": str(ROOT / "hooks")},
        capture_output=True,
        text=True,
    )
    assert done.stderr.splitlines().count("1") == len(commands), done.stderr
    told = [line for line in done.stderr.splitlines() if line.endswith(" [file-unwritable]")]
    said = 2 * [f"{LEDGER}: the file cannot be written: File too large."]
    last = "data/words/de.yml: the changes cannot be tried on a copy"
    for line, beginning in zip(told, [*said, last], strict=True):
        assert line.startswith(beginning)
    assert "Traceback" not in done.stderr
    assert tree(project) == before


def at_once(project: Path, *commands: tuple[str, ...]) -> None:
    """Run commands on the translations at the same time."""
    start = ("translations", "--root", str(project))
    run_at_once(alone(project), *((*start, *command) for command in commands))


def test_two_imports_at_once_lose_nothing(project, tmp_path):
    assert main(["translations", "--root", str(project), "record"]) == 0
    new = {f"{TRAINING} title.de": "Eine Schulung", f"{PRIVACY} title": "Ein Titel"}
    for number, (context, text) in enumerate(new.items()):
        po = catalogue(load_site(project), "de")
        entry_of(po, context).msgstr = text
        po.save(tmp_path / f"{number}.po")
    commands = [("import", str(tmp_path / f"{number}.po")) for number in range(2)]
    at_once(project, *commands)
    po = catalogue(load_site(project), "de")
    assert {context: entry_of(po, context).msgstr for context in new} == new
    assert not (project / LOCK).exists()


def test_two_who_accept_at_once_are_both_noted(project):
    assert main(["translations", "--root", str(project), "record"]) == 0
    commands = [("accept", TRAINING, field, "--reviewed") for field in ("title.de", "summary.de")]
    at_once(project, *commands)
    entries = read_ledger(project).entries
    for field in ("title.de", "summary.de"):
        assert entries[Key("de", TRAINING, field)].reviewed, field


def test_a_failure_between_two_files_is_taken_back(project, monkeypatch):
    """As where another program holds one of them open."""
    replace = Path.replace

    def but_one(written, path):
        if path.name == "sk.yml":
            raise PermissionError(13, "Permission denied")
        return replace(written, path)

    monkeypatch.setattr(Path, "replace", but_one)
    before = tree(project)
    names = ("data/aaa.yml", GERMAN, "data/words/sk.yml")
    with pytest.raises(ProblemsFound) as found:
        write_files(project, dict.fromkeys(names, "a: b\n"))
    assert [problem.file for problem in found.value.problems] == ["data/words/sk.yml"]
    assert tree(project) == before


def test_reading_leaves_out_what_is_obsolete():
    text = HEAD + '#~ msgctxt "x"\n#~ msgid "a"\n#~ msgstr "b"\n'
    assert read_po(text, "x.po", ["en", "de"]).entries == ()


def test_flags_of_either_kind_in_one_line_or_two():
    """GNU gettext 0.26 and later write what stays with an entry behind “#=”."""
    for flags in (
        "#= no-wrap\n",
        "#= no-wrap\n#, fuzzy\n",
        "#, fuzzy\n#= no-wrap, x\n",
        "#=fuzzy\n",
    ):
        (entry,) = read_po(HEAD + flags + SKIP % "Weiter", "x.po", ["en", "de"]).entries
        assert (entry.text, entry.fuzzy) == ("Weiter", "fuzzy" in flags)
        assert entry.line == 8 + flags.count("\n")


# Pages in pieces


def test_blocks_of_a_page():
    page = PageText(
        "---\ntitle: X\n---\n\n# One\n\nText\nmore\n\n{{ macro() }}\n\n- a\n\n- b\n\n"
        "```\ncode\n\nmore\n```\n\n| t |\n| - |\n\n> q\n\n![x](y.png)\n\n1. one\n   \n## Two"
    )
    kinds = ("heading-1", "text", "macro", "list", "list", "code", "table", "quotation")
    assert page.kinds == (*kinds, "picture", "list", "heading-2")
    assert page.blocks[1].text == "Text\nmore"
    assert page.blocks[5].text == "```\ncode\n\nmore\n```"
    assert page.line(page.blocks[1].start) == 7
    assert page.field_line("title") == 2
    assert PageText("").blocks == ()
    assert PageText("---\ntitle: X\n---").fields == {"title": "X"}


def test_pages_are_put_together_as_they_were(example):
    for path in (example / "docs").rglob("*.md"):
        text = path.read_bytes().decode()
        page = PageText(text)
        texts = {number: block.text for number, block in enumerate(page.blocks)}
        assert page.with_texts(page.fields, texts, ()) == text, path
        assert page.with_body(page.body).text == text, path
        assert all(block.text.strip() for block in page.blocks), path


# On the command line


def test_export_and_import_as_commands(project, tmp_path, capsysbinary):
    assert export_command(project, "de") == 0
    text = capsysbinary.readouterr().out.decode()
    path = tmp_path / "de.po"
    assert export_command(project, "de", path) == 0
    assert path.read_text("utf-8") == text == export_po(load_site(project), "de")
    before = tree(project)
    assert import_command(project, path) == 0
    assert tree(project) == before
    assert b"texts changed: 0" in capsysbinary.readouterr().out
    po = polib.pofile(text)
    entry_of(po, f"{GERMAN} page.skip").msgstr = "Weiter"
    path.write_text(str(po), "utf-8")
    assert import_command(project, path) == 0
    assert b"data/words/de.yml: written.\n" in capsysbinary.readouterr().out
    assert load_site(project).wordings["de"]("page.skip") == "Weiter"
    key = Key("de", GERMAN, "page.skip")
    assert read_ledger(project).entries[key].source


def test_an_import_passes_by_what_editors_leave_and_follows_no_link(project, tmp_path, capsys):
    po = catalogue(load_site(project), "de")
    entry_of(po, f"{GERMAN} page.skip").msgstr = "Weiter"
    path = tmp_path / "de.po"
    path.write_text(str(po), "utf-8")
    (project / "docs/assets").mkdir(exist_ok=True)
    for folder in ("data", "docs/de", "docs/assets", "overrides"):
        (project / folder / ".#project.yml").symlink_to("me@desk.1234:5678")
    links = [project / "overrides" / name for name in ("none.html", "again", "root")]
    for link, target in zip(links, ("nowhere", ".", "/"), strict=True):
        link.symlink_to(target)
    assert import_command(project, path) == 1
    assert capsys.readouterr().err.count("a link in the place of a file") == len(links)
    for link in links:
        link.unlink()
    assert import_command(project, path) == 0
    assert "data/words/de.yml: written.\n" in capsys.readouterr().out
    assert load_site(project).wordings["de"]("page.skip") == "Weiter"


def test_commands_say_what_is_wrong(project, tmp_path, capsys):
    assert export_command(project, "en") == 1
    assert "en is the default language" in capsys.readouterr().err
    assert export_command(project, "de", tmp_path) == 1
    assert import_command(project, tmp_path / "none.po") == 1
    said = capsys.readouterr().err
    assert "none.po: the file cannot be read" in said
    assert said.endswith("1 problem. Nothing was taken.\n")


def test_every_code_of_a_po_file_has_a_case_here():
    here = Path(__file__).read_text("utf-8")
    for code in (code for codes in CODES.values() for code in codes if code.startswith("po-")):
        assert f'"{code}"' in here, code
