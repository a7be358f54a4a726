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

import polib
import pytest
from babel.messages.pofile import read_po as babel_read
from babel.messages.pofile import write_po as babel_write
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT
from projectsite.exchange.commands import export_command, import_command, told
from projectsite.exchange.export import export_po
from projectsite.exchange.passages import passages_of
from projectsite.exchange.plural_forms import plural_categories, plural_header
from projectsite.exchange.po_file import read_bytes, read_po
from projectsite.exchange.taking import Import, import_po
from projectsite.files.layout import LEDGER
from projectsite.files.sheets import sheet_of
from projectsite.files.writing import write_files
from projectsite.problems import ProblemsFound
from projectsite.prose.blocks import PageText
from projectsite.review.codes import CODES
from projectsite.site import Site, load_site
from projectsite.translations.ledger import Entry, Key, fingerprint, read_ledger
from projectsite.translations.states import PAGE

OTHERS = ("de", "es", "fr", "cs")
POEDIT = ROOT / "tests/po/poedit.po"
WEBLATE = ROOT / "tests/po/weblate.po"


def exported(site: Site, locale: str) -> str:
    return export_po(site, locale)


def imported(site: Site, text: str) -> Import:
    return import_po(site, text, "de.po")


def catalogue(site: Site, locale: str) -> polib.POFile:
    return polib.pofile(exported(site, locale))


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


def files_of(taken: Import) -> dict[str, str]:
    return {name: text for name, text in taken.files.items() if name != LEDGER}


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


@pytest.mark.parametrize("locale", OTHERS)
def test_every_translation_is_in_the_export(site, locale):
    read = babel_read(io.StringIO(exported(site, locale)), abort_invalid=True)
    assert str(read.locale) == locale
    contexts = [message.context for message in read if message.id]
    assert len(contexts) == len(set(contexts))
    for translation in site.translations.all:
        if translation.locale == locale and translation.file.startswith("data/"):
            assert f"{translation.file} {translation.field}" in contexts
    pages = [context for context in contexts if context.startswith(f"docs/{locale}/")]
    assert f"docs/{locale}/data.md title" in pages
    assert all(message.string for message in read if message.id and not message.pluralizable)
    for message in read:
        if message.pluralizable:
            assert len(message.string) == read.num_plurals
            assert all(message.string)


def test_an_entry_says_what_translators_ask(site):
    po = catalogue(site, "cs")
    title = entry_of(po, "data/outcomes/berlin-training.yml title.cs")
    assert title.msgid == "Cluster excellence management training"
    assert title.msgstr == site.project.outcomes["berlin-training"].title.root["cs"]
    trace = f"Translation: {fingerprint(title.msgstr)}"
    assert title.comment == f"Shown: /cs/outcomes/berlin-training/.\nNo Markdown.\n{trace}"
    assert title.occurrences == [("data/outcomes/berlin-training.yml", "5")]
    assert not title.flags
    count = entry_of(po, "data/words/cs.yml search.count")
    assert count.flags == ["python-brace-format"]
    assert (count.msgid, count.msgid_plural) == ("{count} result", "{count} results")
    assert count.msgstr_plural == {
        0: "{count} výsledek",
        1: "{count} výsledky",
        2: "{count} výsledků",
    }
    assert "Keep {count}" in count.comment
    block = entry_of(po, "docs/cs/contact.md title")
    assert "/cs/contact/" in block.comment
    assert not any(entry.msgid.startswith("{{") for entry in po)


def test_what_is_older_is_fuzzy_and_what_is_missing_is_empty(project):
    path = project / "data/outcomes/berlin-training.yml"
    path.write_text(path.read_text("utf-8").replace("\n  de: Berlin\n", "\n"), "utf-8")
    po = catalogue(outdated(project, str(path.relative_to(project)), "title.de"), "de")
    older = entry_of(po, "data/outcomes/berlin-training.yml title.de")
    assert older.fuzzy
    assert older.msgstr
    missing = entry_of(po, "data/outcomes/berlin-training.yml place.de")
    assert not missing.fuzzy
    assert not missing.msgstr
    assert missing.comment.endswith("\nTranslation: none")


def test_two_exports_are_equal_and_tell_no_time(site):
    text = exported(site, "de")
    assert text == exported(site, "de")
    assert "Date" not in text.split("\n\n")[0]
    assert re.search("[^\n]\n$", text)


# There and back


@pytest.mark.parametrize("locale", OTHERS)
@pytest.mark.parametrize("by", ["itself", "wide", "narrow", "babel", "windows", "mark"])
def test_a_round_trip_changes_nothing(site, babel, locale, by):
    text = exported(site, locale)
    if by in ("wide", "narrow"):
        po = polib.pofile(text, wrapwidth=0 if by == "wide" else 30)
        text = str(po)
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
    entry_of(po, "data/outcomes/berlin-training.yml title.de").msgstr = "Schulung: Exzellenz"
    entry_of(po, "data/words/de.yml page.skip").msgstr = "Weiter"
    entry_of(po, "data/words/de.yml search.count").msgstr_plural[1] = "{count} Fundstellen"
    entry_of(po, "docs/de/contact.md title").msgstr = "Ansprechpartner"
    entry_of(po, "docs/de/data.md 2").msgstr = "Ein Absatz."
    taken = imported(copied, str(po))
    assert sorted(files_of(taken)) == [
        "data/outcomes/berlin-training.yml",
        "data/words/de.yml",
        "docs/de/contact.md",
        "docs/de/data.md",
    ]
    assert difference(copied, taken, "data/outcomes/berlin-training.yml") == [
        "-   de: Schulung zur Exzellenz im Clustermanagement",
        '+   de: "Schulung: Exzellenz"',
    ]
    words = difference(copied, taken, "data/words/de.yml")
    assert [line for line in words if line[0] == "+"] == [
        "+   skip: Weiter",
        '+     other: "{count} Fundstellen"',
    ]
    assert len(words) == 4
    assert difference(copied, taken, "docs/de/contact.md") == [
        "- title: Kontakt",
        "+ title: Ansprechpartner",
    ]
    assert [x for x in difference(copied, taken, "docs/de/data.md") if x[0] == "+"] == [
        "+ Ein Absatz."
    ]
    assert len(taken.changed) == 5
    assert {t.file for t in taken.accepted} == set(files_of(taken))
    assert all((copied.root / f).read_text("utf-8") != text for f, text in files_of(taken).items())
    write_files(copied.root, taken.files)
    again = load_site(copied.root)
    assert again.wordings["de"]("page.skip") == "Weiter"
    assert not any(path.name.endswith(".swp") for path in copied.root.rglob("*"))
    assert without_traces(exported(again, "de")) == without_traces(f"{po}\n")


PLACES = (
    "data/outcomes/berlin-training.yml title.de",
    "data/outcomes/berlin-training.yml summary.de",
    "data/project.yml consortium.de",
    "data/words/de.yml nav.contact",
    "docs/de/data.md title",
    "docs/de/data.md 2",
)

HOSTILE = st.one_of(
    st.text(min_size=1, max_size=60),
    st.text(alphabet=" \n\t:#-'\"\\{}[]|>&*!%`,aé—🎉", min_size=1, max_size=30),
)


def test_hostile_texts_arrive_or_are_refused(site, monkeypatch):
    """Without the trial, which would refuse most of them for other reasons."""
    monkeypatch.setattr("projectsite.exchange.taking.problems_of", lambda root, files: ())
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
        if name != "docs/de/data.md 2":
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
    entry_of(po, "data/outcomes/berlin-training.yml title.de").msgstr = "Zwei\nZeilen\n"
    entry_of(po, "data/words/de.yml nav.contact").msgstr = " Kon\n takt"
    entry_of(po, "data/words/de.yml search.count").msgstr_plural[1] = "{count}\nFunde "
    entry_of(po, "docs/de/contact.md title").msgstr = "Ansprech\npartner\n"
    entry_of(po, "docs/de/data.md 2").msgstr = "\nEin\nAbsatz. "
    taken = imported(site, str(po))
    assert "\n  de: Zwei Zeilen\n" in taken.files["data/outcomes/berlin-training.yml"]
    assert "\n  contact: Kon takt\n" in taken.files["data/words/de.yml"]
    assert '\n    other: "{count} Funde"\n' in taken.files["data/words/de.yml"]
    assert PageText(taken.files["docs/de/contact.md"]).fields["title"] == "Ansprech partner"
    assert PageText(taken.files["docs/de/data.md"]).blocks[1].text == "Ein\nAbsatz."
    po = catalogue(site, "de")
    (separator,) = (e for e in po if e.msgid == "; ")
    separator.msgstr = " / "
    taken = imported(site, str(po))
    assert 'separator: " / "\n' in taken.files["data/words/de.yml"]


def test_line_ends_and_byte_order_marks_of_files_stay(project):
    for name in ("data/outcomes/berlin-training.yml", "docs/de/data.md"):
        path = project / name
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    path = project / "docs/de/contact.md"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    site = load_site(project)
    po = catalogue(site, "de")
    assert imported(site, str(po)).files == {}
    changed = {
        "data/outcomes/berlin-training.yml": "summary.de",
        "docs/de/data.md": "2",
        "docs/de/contact.md": "description",
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
    path = project / "data/outcomes/berlin-training.yml"
    before = path.read_text("utf-8")
    path.write_text(re.sub(r"\n  de: Berlin\n", "\n", before), "utf-8")
    site = load_site(project)
    po = catalogue(site, "de")
    entry = entry_of(po, "data/outcomes/berlin-training.yml place.de")
    assert entry.msgstr == ""
    assert imported(site, str(po)).files == {}
    entry.msgstr = "Berlin"
    taken = imported(site, str(po))
    assert files_of(taken) == {"data/outcomes/berlin-training.yml": before}
    assert [t.field for t in taken.accepted] == ["place.de"]


MENDED = {
    "data/outcomes/berlin-training.yml title.de": ("Schulung zur", "Kurs zur"),
    "data/words/de.yml browse.count": ('"{count} Ergebnisse"', '"{count} Funde"'),
    "docs/de/contact.md title": ("title: Kontakt", "title: Ansprechpartner"),
}


def mended(project: Path) -> Site:
    """The site after a colleague has changed three German texts."""
    for name, (old, new) in MENDED.items():
        path = project / name.split()[0]
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")
    return load_site(project)


@pytest.mark.parametrize("by", ["itself", "narrow", "babel"])
def test_what_a_colleague_has_changed_since_the_export_stays(project, babel, by):
    po = catalogue(load_site(project), "de")
    entry_of(po, "data/words/de.yml page.skip").msgstr = "Weiter"
    text = str(po)
    if by == "narrow":
        text = str(polib.pofile(text, wrapwidth=20))
    elif by == "babel":
        text = babel(text)
    taken = imported(mended(project), text)
    assert taken.changed == ["data/words/de.yml page.skip"]
    assert "{count} Funde" in taken.files["data/words/de.yml"]
    assert (list(files_of(taken)), taken.notes) == (["data/words/de.yml"], [])
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
    path = project / "data/outcomes/berlin-training.yml"
    before = path.read_text("utf-8")
    path.write_text(re.sub(r"\n  de: Berlin\n", "\n", before), "utf-8")
    po = catalogue(load_site(project), "de")
    path.write_text(before, "utf-8")
    site = load_site(project)
    assert (imported(site, str(po)).files, imported(site, str(po)).notes) == ({}, [])
    entry_of(po, "data/outcomes/berlin-training.yml place.de").msgstr = "Spree-Athen"
    taken = imported(site, str(po))
    assert (taken.files, [note.code for note in taken.notes]) == ({}, ["po-changed"])


def test_a_file_without_its_comments_is_taken_as_it_is(project):
    text = without_traces(exported(load_site(project), "de"))
    taken = imported(mended(project), text)
    assert sorted(taken.changed) == sorted(MENDED)


def test_a_missing_page_is_written_when_it_is_whole(project):
    (project / "docs/de/contact.md").unlink()
    site = load_site(project)
    po = catalogue(site, "de")
    ours = [entry for entry in po if entry.msgctxt.startswith("docs/de/contact.md ")]
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
    page = PageText(taken.files["docs/de/contact.md"])
    assert page.fields["title"] == "Kontakt"
    assert page.kinds == PageText((ROOT / "docs/en/contact.md").read_text("utf-8")).kinds
    assert [t.file for t in taken.accepted] == ["docs/de/contact.md"]
    write_files(project, taken.files)
    load_site(project)


def test_pages_of_another_form_are_exchanged_as_a_whole(project):
    path = project / "docs/de/contact.md"
    path.write_text(path.read_text("utf-8") + "\n- eine\n- Liste\n", "utf-8")
    site = load_site(project)
    po = catalogue(site, "de")
    entry = entry_of(po, "docs/de/contact.md body")
    assert entry.msgid.startswith("# Contact\n\n")
    assert entry.msgstr.endswith("- Liste")
    assert imported(site, str(po)).files == {}
    entry.msgstr += "\n- mehr"
    taken = imported(site, str(po))
    assert taken.files["docs/de/contact.md"] == path.read_text("utf-8") + "- mehr\n"


def test_fuzzy_obsolete_and_empty_entries_are_left_out(copied):
    po = catalogue(copied, "de")
    first, second, third = (
        entry_of(po, f"data/words/de.yml {key}") for key in ("page.skip", "page.edit", "nav.menu")
    )
    first.msgstr, first.flags = "Falsch", ["fuzzy"]
    second.msgstr, second.obsolete = "Falsch", True
    third.msgstr = ""
    taken = imported(copied, str(po))
    assert (taken.files, taken.fuzzy, taken.notes) == ({}, 1, [])


@pytest.mark.parametrize(
    ("forms", "said"),
    [
        ({0: "{count} výsledek"}, "no text for few, other."),
        ({0: "{count} věc", 1: "", 2: "{count} věcí"}, "no text for few."),
    ],
)
def test_a_word_without_all_of_its_plural_forms_is_left_out(project, forms, said):
    ledger = read_ledger(project)
    ledger.entries[Key("cs", "data/words/cs.yml", "search.count")] = Entry("00000000")
    write_files(project, {LEDGER: ledger.text()})
    site = load_site(project)
    po = catalogue(site, "cs")
    entry = entry_of(po, "data/words/cs.yml search.count")
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
    wanted = ("data/outcomes/berlin-training.yml", "title.de")
    site = outdated(project, *wanted)
    text = exported(site, "de")
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
    site = outdated(project, "docs/de/contact.md", PAGE)
    po = catalogue(site, "de")
    ours = [entry for entry in po if entry.msgctxt.startswith("docs/de/contact.md ")]
    assert all(entry.fuzzy for entry in ours)
    for entry in ours[1:]:
        entry.fuzzy = False
    assert imported(site, str(po)).accepted == []
    ours[0].fuzzy = False
    taken = imported(site, str(po))
    assert [t.file for t in taken.accepted] == ["docs/de/contact.md"]
    assert list(taken.files) == [LEDGER]


# Files in the manner of others


def test_poedit(copied):
    """Wrapped lines, previous msgid, obsolete entries, headers of its own, line ends of Windows."""
    text = POEDIT.read_text("utf-8")
    for form in (text, "\ufeff" + text.replace("\n", "\r\n")):
        taken = imported(copied, form)
        assert taken.locale == "de"
        assert taken.changed == [
            "data/outcomes/berlin-training.yml summary.de",
            "data/words/de.yml search.count",
        ]
        assert taken.fuzzy == 1
        assert taken.notes == []
    assert "lead" not in "".join(taken.files)


def test_weblate(copied):
    """Single lines of any length, its own rule for plurals, notes of reviewers."""
    taken = imported(copied, WEBLATE.read_text("utf-8"))
    assert taken.locale == "fr"
    assert taken.changed == [
        "data/outcomes/berlin-training.yml summary.fr",
        "data/words/fr.yml search.count",
    ]
    assert "un seul résultat" in taken.files["data/words/fr.yml"]
    assert "{count} trouvailles" in taken.files["data/words/fr.yml"]


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
    "header",
    [
        "",
        "nplurals=2",
        "nplurals=1; plural=n != 1;",
        "nplurals=3; plural=n % 3;",
        "nplurals=2; plural=n / 0;",
        "nplurals=2; plural=__import__('os');",
        f"nplurals=2; plural={'(' * 500}n{')' * 500};",
    ],
)
def test_rules_for_plurals_that_are_none(header):
    with pytest.raises(ValueError):
        plural_categories("de", header)


@pytest.mark.parametrize(
    ("locale", "header"),
    [
        ("cs", "nplurals=2; plural=(n != 1);"),
        ("cs", "nplurals=1; plural=0;"),
        ("pl", "nplurals=2; plural=(n != 1);"),
        ("fr", "nplurals=1; plural=0;"),
    ],
)
def test_rules_that_leave_out_a_form(locale, header):
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
        (HEAD + HEAD.replace("Language: de", "Language: es") + SKIP % "x", [(2, "po-header")]),
        (HEAD.replace("Language: de", "X: y"), [(1, "po-header")]),
        (HEAD.replace("Language: de", "Language: en"), [(3, "po-language")]),
        (HEAD.replace("Language: de", "Language: pl_PL"), [(3, "po-language")]),
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


def test_wrong_texts_are_told_at_their_line_and_nothing_is_taken(copied):
    wrong = {
        "data/words/de.yml page.untranslated": ("Ohne Sprache", "braces"),
        "data/words/de.yml page.edit": ("<b>Ändern</b>", "markup"),
        "data/words/de.yml search.none": ("Nichts {query", "braces"),
        "data/outcomes/berlin-training.yml title.de": ("an a@b.de", "plain-address"),
        "data/outcomes/berlin-training.yml summary.de": ("<script>x</script>", "markup"),
        "docs/de/data.md 2": ("<em>x</em>", "html"),
        "docs/de/data.md title": ("x@y.de", "plain-address"),
        "docs/de/contact.md 2": ("[so](fehlt.md)", "broken-link"),
        "data/words/de.yml browse.count": (["{count} x", "{zahl} y"], "braces"),
    }
    before = {p: p.read_bytes() for p in copied.root.rglob("*") if p.is_file()}
    for some in ([name] for name in wrong):
        po = catalogue(copied, "de")
        for name in some:
            entry = entry_of(po, name)
            if entry.msgid_plural:
                entry.msgstr_plural = dict(enumerate(wrong[name][0]))
            else:
                entry.msgstr = wrong[name][0]
        text = str(po)
        lines = text.split("\n")
        for name in some:
            at = lines.index(f'msgctxt "{name}"')
            line = next(n for n in range(at, len(lines)) if lines[n].startswith("msgstr")) + 1
            assert (line, wrong[name][1]) in problems(copied, text), name
    assert before == {p: p.read_bytes() for p in copied.root.rglob("*") if p.is_file()}


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("data/words/de.yml page.skip", "   ", "po-text"),
        ("docs/de/data.md title", " \n ", "po-text"),
        ("data/outcomes/berlin-training.yml title.de", "x" * 20_001, "po-text"),
        ("docs/de/data.md 2", "Eins.\n\nZwei.", "po-block"),
        ("docs/de/data.md 2", "- Liste", "po-block"),
        ("docs/de/data.md 1", "Keine Überschrift", "po-block"),
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
    entry_of(po, "data/objectives.yml objectives.O4.text.de").msgstr = "x" * 20_001
    with pytest.raises(ProblemsFound) as found:
        imported(site, str(po))
    assert [problem.message for problem in found.value.problems] == [
        "data/objectives.yml: objectives.O4.text.de: the text is longer than 20,000 characters. "
        "Shorten it."
    ]


def test_a_header_of_another_language_is_told_once(site):
    text = exported(site, "es").replace("Language: es", "Language: de", 1)
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
    entry_of(po, "data/words/de.yml page.skip").msgid = "Skip it"
    entry_of(po, "data/words/de.yml page.skip").msgstr = "Weiter"
    entry_of(po, "data/words/de.yml search.count").msgid_plural = "{count} findings"
    entry_of(po, "data/words/de.yml page.edit").msgctxt = "data/words/../../etc/passwd x"
    entry_of(po, "data/words/de.yml nav.menu").msgctxt = "data/words/fr.yml nav.menu"
    for name in ("home", "contact"):
        entry_of(po, f"data/words/de.yml nav.{name}").msgctxt = None
    taken = imported(copied, str(po))
    assert taken.files == {}
    assert sorted(note.code for note in taken.notes) == ["po-source"] * 2 + ["po-unknown"] * 4
    lines = str(po).split("\n")
    assert all(lines[note.line - 1].startswith("msgstr") for note in taken.notes)


def test_bytes_that_are_no_text(tmp_path):
    path = tmp_path / "x.po"
    path.write_bytes(b'msgid ""\nmsgstr "\xe9"\n')
    with pytest.raises(ProblemsFound) as found:
        read_bytes(path, "x.po")
    assert [(p.line, p.code) for p in found.value.problems] == [(2, "encoding")]
    with pytest.raises(ProblemsFound):
        read_bytes(tmp_path, "x")
    path.write_bytes(b"\xef\xbb\xbf# \xc3\xa9")
    assert read_bytes(path, "x.po") == "# é"


def test_too_large_a_file(tmp_path, monkeypatch):
    monkeypatch.setattr("projectsite.exchange.po_file.LIMIT_BYTES", 10)
    path = tmp_path / "x.po"
    path.write_bytes(b"x" * 11)
    with pytest.raises(ProblemsFound) as found:
        read_bytes(path, "x.po")
    assert found.value.problems[0].code == "file-too-large"


def test_nothing_is_written_through_a_link(project, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.rmtree(project / "docs/de/outcomes")
    (project / "docs/de/outcomes").symlink_to(elsewhere)
    (project / "data/words/de.yml").unlink()
    (project / "data/words/de.yml").symlink_to(elsewhere / "de.yml")
    for name in ("docs/de/outcomes/x.md", "data/words/de.yml", "../x", "data/../../x"):
        with pytest.raises(ProblemsFound):
            write_files(project, {"data/words/fr.yml": "a: b\n", name: "x"})
    assert list(elsewhere.iterdir()) == []
    assert (project / "data/words/fr.yml").read_text("utf-8") != "a: b\n"


def in_little_room(project, *arguments):
    """The command where no file may become longer than 1,000 bytes, as on a full disk.

    In a process of its own: what this one prints may go into a file too.
    """
    code = (
        "import resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000))\n"
        "from projectsite.__main__ import main\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    command = ["translations", "--root", str(project), *arguments]
    return subprocess.run(
        [sys.executable, "-B", "-c", code, *command],
        env={**os.environ, "PYTHONPATH": str(ROOT / "hooks")},
        capture_output=True,
        text=True,
    )


def test_what_cannot_be_written_is_told_and_nothing_changes(project, tmp_path):
    new = exported(load_site(project), "de").replace("Zum Inhalt springen", "Zum Inhalt")
    (tmp_path / "de.po").write_text(new, encoding="utf-8")
    before = {p: p.read_bytes() for p in project.rglob("*") if p.is_file()}
    for *arguments, said in (
        ("accept", "data/outcomes/vida.yml", "the file cannot be written: File too large."),
        ("record", "the file cannot be written: File too large."),
        ("import", str(tmp_path / "de.po"), "the changes cannot be tried on a copy"),
    ):
        done = in_little_room(project, *arguments)
        assert done.returncode == 1
        assert done.stderr.startswith(f"data/translations.txt: {said}")
        assert "[file-unwritable]" in done.stderr
        assert "Traceback" not in done.stderr
        assert before == {p: p.read_bytes() for p in project.rglob("*") if p.is_file()}


def test_a_failure_between_two_files_is_taken_back(project, monkeypatch):
    """As where another program holds one of them open."""
    replace = Path.replace

    def but_one(written, path):
        if path.name == "fr.yml":
            raise PermissionError(13, "Permission denied")
        return replace(written, path)

    monkeypatch.setattr(Path, "replace", but_one)
    before = {p: p.read_bytes() for p in project.rglob("*") if p.is_file()}
    names = ("data/aaa.yml", "data/words/de.yml", "data/words/fr.yml")
    with pytest.raises(ProblemsFound) as found:
        write_files(project, dict.fromkeys(names, "a: b\n"))
    assert [problem.file for problem in found.value.problems] == ["data/words/fr.yml"]
    assert before == {p: p.read_bytes() for p in project.rglob("*") if p.is_file()}


def test_contexts_are_unique(site):
    for locale in OTHERS:
        contexts = [passage.context for passage in passages_of(site, locale)]
        assert len(contexts) == len(set(contexts)) > 500


def test_reading_leaves_out_what_is_obsolete():
    text = HEAD + '#~ msgctxt "x"\n#~ msgid "a"\n#~ msgstr "b"\n'
    assert read_po(text, "x.po", ["de"]).entries == ()


def test_flags_of_either_kind_in_one_line_or_two():
    """GNU gettext 0.26 and later write what stays with an entry behind “#=”."""
    for flags in (
        "#= no-wrap\n",
        "#= no-wrap\n#, fuzzy\n",
        "#, fuzzy\n#= no-wrap, x\n",
        "#=fuzzy\n",
    ):
        (entry,) = read_po(HEAD + flags + SKIP % "Weiter", "x.po", ["de"]).entries
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


@pytest.mark.parametrize(
    "path",
    sorted((ROOT / "docs").rglob("*.md")),
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_pages_are_put_together_as_they_were(path):
    text = path.read_bytes().decode()
    page = PageText(text)
    texts = {number: block.text for number, block in enumerate(page.blocks)}
    assert page.with_texts(page.fields, texts, ()) == text
    assert page.with_body(page.body).text == text
    assert all(block.text.strip() for block in page.blocks)


# On the command line


def test_export_and_import_as_commands(project, tmp_path, capsysbinary):
    assert export_command(project, "de") == 0
    text = capsysbinary.readouterr().out.decode()
    path = tmp_path / "de.po"
    assert export_command(project, "de", path) == 0
    assert path.read_text("utf-8") == text == exported(load_site(project), "de")
    before = {p: p.read_bytes() for p in project.rglob("*") if p.is_file()}
    assert import_command(project, path) == 0
    assert before == {p: p.read_bytes() for p in project.rglob("*") if p.is_file()}
    assert b"texts changed: 0" in capsysbinary.readouterr().out
    po = polib.pofile(text)
    entry_of(po, "data/words/de.yml page.skip").msgstr = "Weiter"
    path.write_text(str(po), "utf-8")
    assert import_command(project, path) == 0
    assert b"data/words/de.yml: written.\n" in capsysbinary.readouterr().out
    assert load_site(project).wordings["de"]("page.skip") == "Weiter"
    key = Key("de", "data/words/de.yml", "page.skip")
    assert read_ledger(project).entries[key].source


def test_an_import_passes_by_what_editors_leave_and_follows_no_link(project, tmp_path, capsys):
    po = catalogue(load_site(project), "de")
    entry_of(po, "data/words/de.yml page.skip").msgstr = "Weiter"
    path = tmp_path / "de.po"
    path.write_text(str(po), "utf-8")
    (project / "docs/assets").mkdir()
    for folder in ("data", "docs/de", "docs/assets", "overrides"):
        (project / folder / ".#project.yml").symlink_to("me@desk.1234:5678")
    for name, target in (("none.html", "nowhere"), ("again", "."), ("root", "/")):
        (project / "overrides" / name).symlink_to(target)
    assert import_command(project, path) == 0
    assert "data/words/de.yml: written.\n" in capsys.readouterr().out
    assert load_site(project).wordings["de"]("page.skip") == "Weiter"


def test_commands_say_what_is_wrong(project, tmp_path, capsys):
    assert export_command(project, "en") == 1
    assert "no language to translate into en" in capsys.readouterr().err
    assert export_command(project, "de", tmp_path) == 1
    assert import_command(project, tmp_path / "none.po") == 1
    said = capsys.readouterr().err
    assert "none.po: the file cannot be read" in said
    assert said.endswith("1 problem. Nothing was taken.\n")


def test_every_code_of_a_po_file_has_a_case_here():
    here = Path(__file__).read_text("utf-8")
    for code in (code for codes in CODES.values() for code in codes if code.startswith("po-")):
        assert f'"{code}"' in here, code
