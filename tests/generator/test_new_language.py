"""A language that the site does not have yet goes out as a .po file and comes back as its own."""

from __future__ import annotations

import re
from pathlib import Path

import polib
import pytest

from projectsite.__main__ import main
from projectsite.exchange.export import export_po
from projectsite.exchange.new_language import translated_into, with_listed
from projectsite.exchange.taking import import_po
from projectsite.files.layout import PROJECT
from projectsite.files.writing import write_files
from projectsite.files.yaml.sheets import read_sheet, sheet_of
from projectsite.problems import ProblemsFound
from projectsite.site import load_site
from projectsite.words.text import Locale, State
from projectsite.words.wording import PLURAL_FORMS, plural_forms

_MARK = re.compile(r"(?:#+|[-*>]|1\.) ")


@pytest.fixture
def project(example_copy) -> Path:
    return example_copy


def exported(project: Path, locale: str) -> polib.POFile:
    return polib.pofile(export_po(translated_into(load_site(project), locale), Locale(locale)))


def fill(po: polib.POFile, *, but: str = " ") -> polib.POFile:
    """Every text as a translator would leave it: another, of the same kind, with its braces."""
    for entry in po:
        if re.search(but, entry.msgctxt) and but != " ":
            continue
        if entry.msgid_plural:
            entry.msgstr_plural = {n: f"{entry.msgid_plural} {n}" for n in entry.msgstr_plural}
        else:
            mark = _MARK.match(entry.msgid)
            start = mark.end() if mark else 0
            entry.msgstr = f"{entry.msgid[:start]}Ĝ {entry.msgid[start:]}"
    return po


@pytest.mark.parametrize("locale", ["pl", "ja", "ar"])
def test_there_and_back(project, locale):
    before = load_site(project)
    taken = import_po(before, str(fill(exported(project, locale))), "x.po")
    assert taken.is_new
    write_files(project, taken.files)
    after = load_site(project)
    assert after.project.locales == (*before.project.locales, locale)
    own = after.translations.of_locale[Locale(locale)]
    assert {t.state for t in own} == {State.TRANSLATED}
    assert all(t.recorded for t in own)
    pages = {page.path for page in before.prose if page.locale == before.project.default_locale}
    assert {page.path for page in after.prose if page.locale == locale} == pages
    # Now it is a language like any other: out again and back, nothing changes.
    again = import_po(after, str(exported(project, locale)), "x.po")
    assert (again.is_new, again.files, again.changed) == (False, {}, [])


def test_every_word_has_the_plural_forms_of_the_language(project):
    for locale, forms in (("pl", ["one", "few", "many", "other"]), ("ja", ["other"])):
        assert sorted(plural_forms(Locale(locale))) == sorted(forms)
        taken = import_po(load_site(project), str(fill(exported(project, locale))), "x.po")
        words = sheet_of(taken.files[f"data/words/{locale}.yml"], "").value
        counted = [word for word in _maps(words) if word.keys() <= PLURAL_FORMS]
        assert counted
        assert all(list(word) == [*plural_forms(Locale(locale))] for word in counted)


def _maps(value):
    if isinstance(value, dict):
        yield value
        for below in value.values():
            yield from _maps(below)


def test_the_words_keep_the_order_and_the_head_of_the_default_language(project):
    taken = import_po(load_site(project), str(fill(exported(project, "pl"))), "x.po")
    original = (project / "data/words/en.yml").read_text("utf-8").splitlines()
    lines = taken.files["data/words/pl.yml"].splitlines()
    head = [line for line in original if line.startswith("#")]
    assert lines[: len(head)] == head
    names = list(read_sheet(project / "data/words/en.yml", "").value)
    assert list(sheet_of(taken.files["data/words/pl.yml"], "").value) == names


def test_words_alone_make_a_language(project):
    po = fill(exported(project, "pl"), but=r"^(docs/|data/(?!words/))")
    taken = import_po(load_site(project), str(po), "x.po")
    write_files(project, taken.files)
    site = load_site(project)
    assert "pl" in site.project.locales
    assert not [page for page in site.prose if page.locale == "pl"]


def test_a_language_without_all_words_is_refused(project):
    before = (project / PROJECT).read_bytes()
    po = fill(exported(project, "pl"), but=r"page\.skip$")
    with pytest.raises(ProblemsFound) as found:
        import_po(load_site(project), str(po), "x.po")
    (problem,) = found.value.problems
    assert problem.code == "po-words"
    assert str(po).split("\n")[problem.line - 1] == 'msgstr ""'
    assert (project / PROJECT).read_bytes() == before


def test_the_commands(project, tmp_path, capsys):
    file = tmp_path / "pl.po"
    arguments = ["translations", "--root", str(project)]
    assert main([*arguments, "export", "pl", "--output", str(file)]) == 0
    assert "data/project.yml does not list pl (Polish) yet." in capsys.readouterr().out
    fill(po := polib.pofile(str(file)))
    po.save()
    assert main([*arguments, "import", str(file)]) == 0
    printed = capsys.readouterr().out
    assert "data/words/pl.yml: written.\n" in printed
    assert "data/project.yml: pl is a language of the site now." in printed
    assert main(["check", "--root", str(project)]) == 0
    assert main([*arguments, "list", "pl"]) == 0


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("dk", "dk is not a language. Write “da” (Danish)."),
        ("cz", "there is no language to translate into cz. Did you mean cs?"),
        ("sv_SE", "sv_SE is not a language. Write “sv” (Swedish)."),
        ("qq", "qq is not a language. Write its ISO 639-1 code"),
        ("en", "en is the default language, which the others are translated from."),
        ("German", "Did you mean de?"),
        ("../x", "../x is not a language."),
    ],
)
def test_what_is_no_language_is_refused_with_the_one_that_is_meant(project, capsys, code, said):
    assert main(["translations", "--root", str(project), "export", code]) == 1
    captured = capsys.readouterr()
    assert said in captured.err
    assert not captured.out


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("languages: [en, de]\n", "languages: [en, de, pl]\n"),
        ("languages: [en, 'de' ] # two\n", "languages: [en, 'de', pl ] # two\n"),
        ('languages: ["en"]\r\na: b\r\n', 'languages: ["en", pl]\r\na: b\r\n'),
        (
            "languages:\n  - en\n  - de # too\na: b\n",
            "languages:\n  - en\n  - de # too\n  - pl\na: b\n",
        ),
        ("languages:\n- en\n", "languages:\n- en\n- pl\n"),
        ("\ufefflanguages: [en]\n", "\ufefflanguages: [en, pl]\n"),
        ("languages: [\n  en,\n  de,\n]\n", "languages: [\n  en,\n  de, pl,\n]\n"),
        ("languages:\n  - en\n  - >-\n    cs\n", None),
        ('languages: [en, "c\\u0073"]\n', None),
    ],
)
def test_a_language_is_listed_and_every_other_character_stays(written, expected):
    assert with_listed(written, "pl") == expected
