"""The three states of a text, the ledger, and the commands that editors run."""

from __future__ import annotations

import re
import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changes import add_language, set_word
from conftest import edit
from projectsite import addresses
from projectsite.__main__ import main
from projectsite.files.layout import LEDGER
from projectsite.files.writing import write_files
from projectsite.review.accepting import accepted
from projectsite.review.notes import site_notes
from projectsite.site import load_site
from projectsite.translations.ledger import Entry, Key, Ledger, fingerprint, followed, read_ledger
from projectsite.translations.states import BOUND, PageState, page_state
from projectsite.views.translations import translations_view
from projectsite.words.text import State

TRAINING = "data/outcomes/lantern-training.yml"
TITLE = "en: Three days of training"
GERMAN_TITLE = "Dreitägige Schulung zur Flussbeleuchtung"


def states(project):
    return {(t.file, t.field): t.state for t in load_site(project).translations.all}


def run(project, capsys, *arguments):
    status = main(["translations", "--root", str(project), *arguments])
    told = capsys.readouterr()
    return status, told.out + told.err


@pytest.fixture(scope="module")
def accepted_all(example, tmp_path_factory):
    """The example in one language more, Slovak, in which one title and one page are translated: in
    the words of German. Every translation has just been accepted."""
    project = shutil.copytree(example, tmp_path_factory.mktemp("accepted") / "project")
    add_language(project, "sk")
    edit(
        project,
        TRAINING,
        f"  de: {GERMAN_TITLE}\n",
        f"  de: {GERMAN_TITLE}\n  sk: {GERMAN_TITLE}\n",
    )
    (project / "docs/sk").mkdir()
    shutil.copy(project / "docs/de/contact.md", project / "docs/sk")
    translations = load_site(project).translations
    ledger = accepted(translations, (t for t in translations.all if t.text))
    write_files(project, {LEDGER: ledger.text()})
    return project


@pytest.fixture
def project(accepted_all, tmp_path):
    return shutil.copytree(accepted_all, tmp_path / "project")


def test_an_edit_of_the_source_makes_its_translations_older(project):
    edit(project, TRAINING, TITLE, "en: Three evenings of training")
    changed = {key for key, state in states(project).items() if state is State.OLDER}
    assert changed == {(TRAINING, "title.de"), (TRAINING, "title.sk")}


def words_asked_for(project, locale):
    """What /translations/ says: of a language, of one file of it, and how long the original is."""
    site = load_site(project)
    setting = site.setting(site.project.default_locale, addresses.translations())
    view = translations_view(setting, site.files)
    (row,) = (row for row in view.languages if row.locale == locale)
    (section,) = (section for section in view.sections if section.locale == locale)
    (file,) = (f for f in section.rows if str(f.title.href).endswith("/lantern-training/"))
    return int(row.words), file.words, view.all_words


def test_the_words_left_to_translate_are_told_and_not_all_words(project):
    start, file, whole = words_asked_for(project, "de")
    assert file == ""
    count = load_site(project).wordings["en"]
    edit(project, TRAINING, "\n  de: Florø\n", "\n")
    row, file, also = words_asked_for(project, "de")
    assert (row - start, file) == (1, count("translations.word_count", count=1))
    assert whole == also
    edit(project, TRAINING, TITLE, "en: Two days of training")
    row, file, _ = words_asked_for(project, "de")
    assert (row - start, file) == (8, count("translations.word_count", count=8))


def test_other_line_breaks_make_nothing_older(project):
    edit(project, "data/work_packages/wp2.yml", "a set\n    that works", "a\n    set that works")
    assert State.OLDER not in states(project).values()


def test_lists_may_get_another_order(project):
    path = project / "data/objectives.yml"
    head, *items = re.split(r"(?m)^(?=  - id: )", path.read_text("utf-8"))
    path.write_text(head + "".join(reversed(items)), encoding="utf-8")
    assert State.OLDER not in states(project).values()


def test_a_word_and_a_page_grow_older_too(project):
    set_word(project, "en", "page.skip", "Swim to the light")
    edit(project, "docs/en/contact.md", "# Contact", "# Contacts")
    older = {key for key, state in states(project).items() if state is State.OLDER}
    others = load_site(project).project.locales[1:]
    pages = [f"docs/{locale}/contact.md" for locale in others]
    assert older == {(f"data/words/{locale}.yml", "page.skip") for locale in others} | {
        (page, "page") for page in pages if (project / page).exists()
    }


def test_a_text_and_a_page_that_are_taken_out_are_missing(project):
    before = {key for key, state in states(project).items() if state is State.MISSING}
    edit(project, TRAINING, f"  de: {GERMAN_TITLE}\n", "")
    (project / "docs/sk/contact.md").unlink()
    missing = {key for key, state in states(project).items() if state is State.MISSING}
    assert missing - before == {(TRAINING, "title.de"), ("docs/sk/contact.md", "page")}


def test_what_is_accepted_in_one_place_holds_in_another(project):
    """The same source and the same translation: it cannot be right here and old there."""
    translations = load_site(project).translations
    ledger = translations.ledger
    pairs = {}
    for t in translations.all:
        if t.keys and t.file.startswith(("data/outcomes", "data/clusters")):
            pairs.setdefault((t.locale, t.source, t.text), []).append(t)
    first, *_ = next(those for those in pairs.values() if len(those) > 1)
    ledger.entries[first.key] = Entry("00000000")
    write_files(project, {LEDGER: ledger.text()})
    assert State.OLDER not in states(project).values()


def test_the_list_names_file_and_line(project, capsys):
    edit(project, TRAINING, TITLE, "en: Three evenings of training")
    edit(project, TRAINING, "\n  de: Florø\n", "\n")
    status, told = run(project, capsys, "list", "de")
    assert status == 0
    assert re.search(
        r"^de: \d+ translated, 1 older than their source, \d+ missing; 0 reviewed", told
    )
    assert f"  {TRAINING}:5: title.de: older\n" in told
    assert re.search(rf"  {TRAINING}:\d+: place.de: missing\n", told)
    assert "title.sk" not in told


def test_the_check_notes_older_texts_and_says_what_to_do(project):
    edit(project, TRAINING, TITLE, "en: Three evenings of training")
    notes = [str(n) for n in site_notes(load_site(project)) if n.code == "older"]
    assert len(notes) == 2
    assert notes[0].startswith(f"{TRAINING}:5:7: title.de: the source has changed since")
    # The line that it offers is the one that accepting writes.
    line = re.search(rf"in {LEDGER}: (.*) \[older\]", notes[0])[1]
    assert main(["translations", "--root", str(project), "accept", TRAINING, "title.de"]) == 0
    assert line in (project / LEDGER).read_text("utf-8").splitlines()


def test_many_notes_of_a_language_become_a_number(project):
    text = (project / LEDGER).read_text("utf-8")
    (project / LEDGER).write_text(re.sub(r"(?m)^(de .*) \w{8} (\w{8})$", r"\1 00000000 \2", text))
    notes = [n for n in site_notes(load_site(project)) if n.code == "older"]
    assert len(notes) == 13
    assert "more texts in de are older" in notes[-1].message or any(
        "more texts in de are older" in note.message for note in notes
    )


@pytest.mark.parametrize(
    ("arguments", "left"),
    [
        (["title.de"], {"title.sk"}),
        (["title"], set()),
        ([], set()),
        # The same words in both languages: each is accepted by itself.
        (["--language", "sk"], {"title.de"}),
    ],
)
def test_accepting_clears_what_is_older(project, capsys, arguments, left):
    edit(project, TRAINING, TITLE, "en: Three evenings of training")
    before = (project / TRAINING).read_bytes()
    assert run(project, capsys, "accept", TRAINING, *arguments)[0] == 0
    older = {field for (_, field), state in states(project).items() if state is State.OLDER}
    assert older == left
    assert (project / TRAINING).read_bytes() == before


def test_a_review_holds_until_the_translation_changes(project, capsys):
    run(project, capsys, "accept", TRAINING, "title.de", "--reviewed")
    found = load_site(project).translations
    assert [t.field for t in found.all if t.reviewed] == ["title.de"]
    # Accepting anew does not forget it.
    run(project, capsys, "accept", TRAINING)
    assert [t.field for t in load_site(project).translations.all if t.reviewed] == ["title.de"]
    edit(project, TRAINING, f"de: {GERMAN_TITLE}", "de: Kurs zur Flussbeleuchtung")
    assert not any(t.reviewed for t in load_site(project).translations.all)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["accept", "data/outcomes/lantern-trainig.yml"], "Did you mean"),
        (["accept", TRAINING, "tilte.de"], "Did you mean title.de?"),
        (["accept", TRAINING, "title.sk", "--language", "de"], "Did you mean title.de?"),
        (["accept", TRAINING, "title.de", "--language", "pl"], "there is no translation pl"),
        (["list", "pl"], "there is no language to translate into pl"),
        (["accept", "../../etc/passwd"], "there is no translation in the file"),
    ],
)
def test_what_is_not_there_is_told(project, capsys, arguments, said):
    before = (project / LEDGER).read_bytes()
    status, told = run(project, capsys, *arguments)
    assert status == 1
    assert said in told
    assert (project / LEDGER).read_bytes() == before


def mended_on_the_web(project):
    """A source that has changed, and its German translation with it; the Slovak one has not."""
    edit(project, TRAINING, TITLE, "en: Three evenings of training")
    edit(project, TRAINING, f"de: {GERMAN_TITLE}", "de: Drei Abende Schulung")


def test_whoever_mends_a_text_writes_no_line(project, capsys):
    mended_on_the_web(project)
    older = {key for key, state in states(project).items() if state is State.OLDER}
    assert older == {(TRAINING, "title.sk")}
    notes = [n for n in site_notes(load_site(project)) if n.code in ("older", "unrecorded")]
    assert sorted((n.file, n.code) for n in notes) == [(TRAINING, "older"), (LEDGER, "unrecorded")]
    # Whatever command writes next notes from which source it was made: it can become older again.
    assert run(project, capsys, "accept", "data/outcomes/lamp-loan.yml")[0] == 0
    assert not [n for n in site_notes(load_site(project)) if n.code == "unrecorded"]
    edit(project, TRAINING, "en: Three evenings", "en: Four evenings")
    older = {key for key, state in states(project).items() if state is State.OLDER}
    assert older == {(TRAINING, "title.de"), (TRAINING, "title.sk")}


def test_a_text_that_was_mended_is_no_longer_reviewed(project, capsys):
    run(project, capsys, "accept", TRAINING, "title.de", "--reviewed")
    mended_on_the_web(project)
    run(project, capsys, "record")
    line = next(x for x in (project / LEDGER).read_text("utf-8").splitlines() if "title.de" in x)
    assert re.fullmatch(r"de \S+ title.de \w{8} \w{8}", line) or TRAINING not in line
    assert not any(t.reviewed for t in load_site(project).translations.all)


OLD_LINE = re.compile(r"(?m)^(\S+ \S+ \S+ \w{8}) (\w{8})$")


def test_a_ledger_of_before_is_read_and_completed_once(project, capsys):
    new = (project / LEDGER).read_text("utf-8")
    edit(project, TRAINING, TITLE, "en: Three evenings of training")
    expected = states(project)
    (project / LEDGER).write_text(OLD_LINE.sub(r"\1", new), "utf-8")
    assert states(project) == expected
    # What is older stays so, and its line says from now on which translation that is.
    count = len(OLD_LINE.findall(new))
    told = f"{LEDGER}: 0 new, 0 taken out.\n{LEDGER}: 0 renewed, {count} completed.\n"
    assert run(project, capsys, "record") == (0, told)
    assert (project / LEDGER).read_text("utf-8") == new
    assert states(project) == expected
    assert run(project, capsys, "record") == (0, f"{LEDGER}: 0 new, 0 taken out.\n")


def test_a_review_of_before_is_read(tmp_path):
    (tmp_path / "data").mkdir()
    lines = "de data/a.yml title.de 0000aaaa reviewed 0000bbbb\nde data/b.yml title.de 0000cccc\n"
    (tmp_path / LEDGER).write_text(lines)
    found = read_ledger(tmp_path)
    assert list(found.entries.values()) == [Entry("0000aaaa", "0000bbbb", True), Entry("0000cccc")]
    assert "de data/a.yml title.de 0000aaaa 0000bbbb reviewed\n" in found.text()


@pytest.mark.parametrize(
    ("arguments", "left"),
    [
        (["--language", "de"], {"sk"}),
        (["data/outcomes", "--language", "sk"], {"de"}),
        (["data/outcomes/"], set()),
        (["data", "title", "--language", "de"], {"sk"}),
        (["docs", "--language", "de"], {"de", "sk"}),
    ],
)
def test_a_folder_or_a_whole_language_is_accepted_at_once(project, capsys, arguments, left):
    edit(project, TRAINING, TITLE, "en: Three evenings of training")
    status, told = run(project, capsys, "accept", *arguments)
    assert status == 0
    older = {field[-2:] for (_, field), state in states(project).items() if state is State.OLDER}
    assert older == left
    # What was up to date is only counted.
    assert len(told.splitlines()) == 3 - len(left)
    assert re.search(r"^\d+ translations: accepted\.$", told, re.MULTILINE)


def test_everything_at_once_is_not_accepted(project, capsys):
    before = (project / LEDGER).read_bytes()
    assert run(project, capsys, "accept")[0] == 1
    assert run(project, capsys, "accept", "data/outcome", "--language", "de")[0] == 1
    assert (project / LEDGER).read_bytes() == before


def test_new_translations_are_recorded_and_old_lines_taken_out(project, capsys):
    edit(project, TRAINING, "\n  de: Florø\n", "\n")
    set_word(project, "de", "page.skip", "Jetzt weiter")
    edit(project, LEDGER, f"de {TRAINING} summary.de", f"de {TRAINING} gone.de")
    notes = [n for n in site_notes(load_site(project)) if n.code == "unrecorded"]
    assert [(n.file, n.message.partition(":")[0]) for n in notes][:1] == [(TRAINING, "summary.de")]
    # Of those that have changed there is one note, whatever their number.
    assert [n.message.partition(" ")[0] for n in notes[1:]] == ["1"]
    told = f"{LEDGER}: 1 new, 2 taken out.\n{LEDGER}: 1 renewed, 0 completed.\n"
    assert run(project, capsys, "record") == (0, told)
    assert not [n for n in site_notes(load_site(project)) if n.code == "unrecorded"]


def test_a_project_without_a_ledger_is_told_to_make_one(project, capsys):
    before = (project / LEDGER).read_bytes()
    (project / LEDGER).unlink()
    notes = [n.message for n in site_notes(load_site(project)) if n.code == "unrecorded"]
    assert len(notes) == 1
    assert notes[0].endswith("Note them: projectsite translations record")
    run(project, capsys, "record")
    assert (project / LEDGER).read_bytes() == before


def test_two_lines_that_disagree_count_as_older_until_accepted(project, capsys):
    """As after a merge in which both sides are kept, whatever is written next."""
    text = (project / LEDGER).read_text("utf-8")
    line = next(one for one in text.splitlines() if f"{TRAINING} title.de" in one)
    (project / LEDGER).write_text(text.replace(line, f"{line}\n{line[:-17]}0badc0de{line[-9:]}"))

    def older():
        return [key for key, state in states(project).items() if state is State.OLDER]

    assert older() == [(TRAINING, "title.de")]
    assert "ledger-twice" in {note.code for note in site_notes(load_site(project))}
    assert run(project, capsys, "accept", "data/outcomes/lamp-loan.yml", "title.de")[0] == 0
    assert run(project, capsys, "record")[0] == 0
    assert older() == [(TRAINING, "title.de")]
    assert run(project, capsys, "accept", TRAINING, "title.de")[0] == 0
    assert older() == []


def test_a_file_that_is_not_translated_yet_is_told(project, capsys):
    (project / "docs/de/contact.md").unlink()
    status, told = run(project, capsys, "accept", "docs/de/contact.md")
    assert status == 1
    assert "docs/de/contact.md: this is not translated yet: there is nothing to accept." in told


def renamed(project, file, id, name):
    path = project / file
    path.write_text(path.read_text("utf-8").replace(f"id: {id}\n", f"id: {name}\n", 1))
    path.rename(path.with_name(f"{name}.yml"))
    return f"data/outcomes/{name}.yml"


def test_a_record_in_a_file_of_another_name_keeps_its_states(project, capsys):
    file = "data/outcomes/night-of-rivers.yml"
    run(project, capsys, "accept", file, "title.de", "--reviewed")
    edit(project, file, "en: Night of", "en: The long night of")
    before = {key: state for key, state in states(project).items() if key[0] == file}
    assert State.OLDER in before.values()
    new = renamed(project, file, "night-of-rivers", "night-of-lights")
    after = {key: state for key, state in states(project).items() if key[0] == new}
    assert after == {(new, field): state for (_, field), state in before.items()}
    assert not [n for n in site_notes(load_site(project)) if n.code == "unrecorded"]
    assert run(project, capsys, "record")[0] == 0
    text = (project / LEDGER).read_text("utf-8")
    assert f" {file} " not in text
    assert re.search(rf"^de {new} title.de \w{{8}} \w{{8}} reviewed$", text, re.MULTILINE)
    assert {key: state for key, state in states(project).items() if key[0] == new} == after


def test_another_record_does_not_inherit_the_lines_of_one_that_is_gone(project):
    """Both are in one town, and that is all."""
    entries = read_ledger(project).entries
    sources = {"data/outcomes/new.yml": {"title": "New", "place": "Florø"}}
    gone = Ledger({key: entry for key, entry in entries.items() if key.file == TRAINING})
    assert fingerprint("Florø") in {entry.source for entry in gone.entries.values()}
    assert followed(gone, sources) == gone


def test_two_records_that_change_their_names_at_once(project):
    ledger = Ledger(
        {
            Key("de", f"data/outcomes/{name}.yml", f"{field}.de"): Entry(fingerprint(text))
            for name, texts in (("a", "one two three"), ("b", "four five three"))
            for field, text in zip(("title", "summary", "place"), texts.split(), strict=True)
        }
    )
    sources = {
        "data/outcomes/c.yml": {"title": "four", "summary": "changed", "place": "three"},
        "data/outcomes/d.yml": {"title": "one", "summary": "two", "place": "three"},
        "data/clusters/a.yml": {"title": "one", "summary": "two", "place": "three"},
    }
    found = {(key.file, entry.source) for key, entry in followed(ledger, sources).entries.items()}
    assert found == {
        *(("data/outcomes/c.yml", fingerprint(text)) for text in ("four", "five", "three")),
        *(("data/outcomes/d.yml", fingerprint(text)) for text in ("one", "two", "three")),
    }


def test_the_most_alike_of_renamed_records_is_the_same(project):
    def lines(name, *texts):
        fields = zip(("title", "summary"), texts, strict=True)
        return {
            Key("de", f"data/outcomes/{name}.yml", f"{field}.de"): Entry(fingerprint(text))
            for field, text in fields
        }

    ledger = Ledger(lines("a", "Meeting", "First") | lines("b", "Meeting", "Second"))
    sources = {
        "data/outcomes/n1.yml": {"title": "Meeting", "summary": "Another"},
        "data/outcomes/n2.yml": {"title": "Meeting", "summary": "First"},
    }
    files = {key.file for key in followed(ledger, sources).entries}
    # Half is not enough: the first may be new, and the second gone.
    assert files == {"data/outcomes/n2.yml", "data/outcomes/b.yml"}


KEYS = st.builds(
    Key,
    st.sampled_from(["de", "cs", "fil"]),
    st.from_regex(r"\A[a-z0-9./-]{1,40}\Z"),
    st.from_regex(r"\A[A-Za-z0-9_.-]{1,40}\Z"),
)
DIGITS = st.from_regex(r"\A[0-9a-f]{8}\Z")


ENTRIES = st.builds(Entry, DIGITS, DIGITS, st.booleans()) | DIGITS.map(Entry)


@given(st.dictionaries(KEYS, ENTRIES, max_size=20))
def test_a_ledger_is_read_as_it_was_written(tmp_path_factory, entries):
    root = tmp_path_factory.mktemp("ledger")
    (root / "data").mkdir()
    write_files(root, {LEDGER: Ledger(entries).text()})
    read = read_ledger(root)
    assert read.entries == entries
    assert not read.problems + read.twice


@given(st.text())
def test_any_text_of_a_ledger_is_read_or_told(tmp_path_factory, text):
    root = tmp_path_factory.mktemp("ledger")
    (root / "data").mkdir()
    (root / LEDGER).write_text(text, encoding="utf-8", errors="replace")
    read = read_ledger(root)
    # A byte order mark at the beginning is none of the text.
    lines = text.removeprefix("\ufeff").splitlines()
    written = [line for line in lines if line and not line.startswith("#")]
    assert not written or read.entries or read.problems


def test_a_ledger_that_is_a_link_is_refused(project, tmp_path):
    (tmp_path / "elsewhere").write_text("")
    (project / LEDGER).unlink()
    (project / LEDGER).symlink_to(tmp_path / "elsewhere")
    assert read_ledger(project).problems


def test_fingerprints_do_not_depend_on_line_breaks():
    assert fingerprint("one  two\n three") == fingerprint("one two three")
    assert fingerprint("one two") != fingerprint("one two.")


@pytest.mark.parametrize(
    ("missing", "outdated", "state"),
    [
        (0, False, PageState.COMPLETE),
        (0, True, PageState.OLDER),
        (1, True, PageState.PARTIAL),
        (int(BOUND * 1000) - 1, False, PageState.PARTIAL),
        (int(BOUND * 1000), False, PageState.MISSING),
        (1000, True, PageState.MISSING),
    ],
)
def test_the_state_of_a_page(missing, outdated, state):
    assert page_state(missing, 1000, outdated=outdated) is state


def test_what_is_in_the_source_language_is_never_older(project):
    """Also where the English happens to be what another language says."""
    edit(project, TRAINING, f"{TITLE} in river lighting", f"en: {GERMAN_TITLE}")
    edit(project, TRAINING, "  sk: ", "  # sk: ")
    site = load_site(project)
    title = site.project.outcomes["lantern-training"].title
    found = {
        locale: site.setting(locale, addresses.localised("x/", locale, "en")).words(title).state
        for locale in ("en", "de", "sk")
    }
    assert found == {"en": State.TRANSLATED, "de": State.OLDER, "sk": State.MISSING}


def test_the_whole_path_of_a_file_will_do(project, capsys):
    status, told = run(project, capsys, "accept", str(project / TRAINING), "title.de")
    assert (status, told) == (0, f"{TRAINING}:5: title.de: accepted.\n")


def test_lines_of_what_is_gone_are_noted_and_taken_out(example_copy, capsys):
    project = example_copy
    main(["translations", "--root", str(project), "record"])
    assert not _gone(project)
    translations = load_site(project).translations
    text = next(t for t in translations.all if t.of_record and t.text)
    page = next(t for t in translations.all if not t.keys and t.text)
    without = (project / text.file).read_text("utf-8").splitlines(keepends=True)
    del without[text.line - 1]
    (project / text.file).write_text("".join(without), "utf-8")
    (project / page.file).unlink()
    lines = (project / LEDGER).read_text("utf-8").splitlines()
    notes = _gone(project)
    assert [lines[note.line - 1].split()[:3] for note in notes] == [
        list(key) for key in sorted([text.key, page.key])
    ]
    assert all("make translations ARGS=record" in note.message for note in notes)
    capsys.readouterr()
    main(["translations", "--root", str(project), "record"])
    assert capsys.readouterr().out == f"{LEDGER}: 0 new, 2 taken out.\n"
    assert not _gone(project)


def test_many_lines_of_what_is_gone_are_one_note(example_copy):
    project = example_copy
    main(["translations", "--root", str(project), "record"])
    lines = (project / LEDGER).read_text("utf-8").splitlines()
    old = [line.replace("de ", "fr ", 1) for line in lines if line.startswith("de ")]
    (project / LEDGER).write_text("\n".join([*lines, *old, ""]), "utf-8")
    (note,) = _gone(project)
    assert note.line == len(lines) + 1
    assert note.message.startswith(f"{len(old)} lines are of translations that are gone")


def _gone(project):
    return [note for note in site_notes(load_site(project)) if note.code == "ledger-gone"]
