"""A project whose partners are no clusters: data/partners/ instead of data/clusters/."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import edit, snapshot
from projectsite.__main__ import main
from projectsite.build.completeness import site_addresses
from projectsite.build.pages import record_pages
from projectsite.exchange.export import export_po
from projectsite.facts.own_words import OwnWords, own_words
from projectsite.facts.schema import draw_schemas
from projectsite.files.layout import FIELDS_GUIDE, PAGES_GUIDE
from projectsite.files.state.history import Commit
from projectsite.formats.catalogue import Catalogue
from projectsite.formats.harvest.sitemaps import sitemaps
from projectsite.intake.forms import draw_forms
from projectsite.problems import Problem, ProblemsFound
from projectsite.review.guide import draw_guides
from projectsite.review.notes import site_notes
from projectsite.site import load_site
from projectsite.words.text import Locale

LOAN = "data/outcomes/lamp-loan.yml"
KEY = re.compile(r"^( *(?:- )?)cluster(s?):", re.MULTILINE)
CALL = re.compile(r"\{\{ cluster(s?)\(")


@pytest.fixture(scope="module")
def partners(example, tmp_path_factory):
    """The example with the other word: its folder, fields, calls and names of fields."""
    project = tmp_path_factory.mktemp("partners") / "riverlight"
    shutil.copytree(example, project)
    (project / "data/clusters").rename(project / "data/partners")
    for path in (project / "data").rglob("*.yml"):
        if path.parent.name not in ("words", "reported"):
            text = KEY.sub(r"\1partner\2:", path.read_text("utf-8"))
            text = re.sub(r"(facts?: .*)\bclusters\b", r"\1partners", text)
            path.write_text(text, encoding="utf-8")
    for path in (project / "docs").rglob("*.md"):
        text = CALL.sub(r"{{ partner\1(", path.read_text("utf-8"))
        path.write_text(text.replace("cluster=", "partner="), encoding="utf-8")
    return project


@pytest.fixture
def copy(partners, tmp_path):
    return Path(shutil.copytree(partners, tmp_path / "riverlight"))


def told(project: Path) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        load_site(project)
    return [str(problem) for problem in found.value.problems]


def test_both_words_make_the_same_project(partners, example_site):
    site = load_site(partners)
    assert own_words(partners).partners
    for kind, records in example_site.project._by_id.items():
        assert site.project.by_id(kind) == records, kind
    assert site.project.effort == example_site.project.effort
    notes = [str(note) for note in site_notes(site)]
    was = [str(note) for note in site_notes(example_site)]
    assert notes == [note.replace("data/clusters/", "data/partners/") for note in was]


def test_files_are_named_where_they_lie(partners):
    """By the edit links of pages, the ledger and .po files of translations, and for whom data is
    kept."""
    site = load_site(partners)
    own = {page.file for page in record_pages(site.project) if page.path.startswith("consortium/")}
    assert own == {f"data/partners/{id}.yml" for id in site.project.clusters}
    assert all((partners / file).is_file() for file in own)
    texts = {text.file for of in site.translations.of_locale.values() for text in of}
    assert own <= texts
    assert not {file for file in texts if file.startswith("data/clusters/")}
    assert "data/partners/tresnuvem.yml" in export_po(site, Locale("de"))
    changed = Commit(site.edition.moment, ("data/partners/tresnuvem.yml",))
    told = dict(sitemaps(replace(site.edition, history=(changed,), pages=pages_of(site))))
    (sitemap,) = (content for name, content in told.items() if name == "sitemap.xml")
    assert sitemap.count(b"<lastmod>") == len(site.project.locales)


def pages_of(site):
    return {page.path: page for page in site_addresses(site)}


def test_machines_read_one_stable_key(partners, example_site):
    """Open data, tables and linked data are the same files, byte for byte."""
    ours, theirs = (
        dict(Catalogue(one.edition).project_files()) for one in (load_site(partners), example_site)
    )
    assert ours.keys() == theirs.keys()
    assert [address for address in ours if ours[address] != theirs[address]] == []
    assert b'"clusters": [' in ours["data/outcomes.json"]


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            LOAN,
            "partners: [hohdelampo",
            "partners: [hohdelamp",
            "data/outcomes/lamp-loan.yml:13:12: partners: there is no partner hohdelamp. "
            "Did you mean hohdelampo?",
        ),
        (
            LOAN,
            "partners: [hohdelampo, skimrefoss]",
            "partners: hohdelampo",
            "partners: a list is expected here. Write “partners: [hohdelampo]”.",
        ),
        (
            LOAN,
            "partners: [hohdelampo, skimrefoss]",
            "partners: []",
            None,
        ),
        (
            "data/contacts/ines-lumares.yml",
            "partner: tresnuvem",
            "partnr: tresnuvem",
            "there is no field partnr. Known: partner, ",
        ),
        (
            LOAN,
            "partners: [hohdelampo",
            "clusters: [skimrefoss]\npartners: [hohdelampo",
            "“clusters” is here too, and both mean the same. Take one out. [duplicate]",
        ),
        (
            "docs/en/project.md",
            "{{ introduction() }}",
            '{{ partner("tresnuven") }}',
            "partner: there is no partner tresnuven. Did you mean tresnuvem?",
        ),
        (
            "data/project.yml",
            "coordinator: tresnuvem",
            "coordinator: cluster-of-clouds",
            "coordinator: there is no partner cluster-of-clouds.",
        ),
    ],
)
def test_messages_say_the_word_of_the_project(copy, file, old, new, said):
    edit(copy, file, old, new)
    if said is None:
        load_site(copy)
        return
    assert [line for line in told(copy) if said in line], told(copy)


def test_what_an_editor_wrote_stays_as_it_was_written():
    own = OwnWords(partners=True)
    said = "“The clusters” is not a date of a cluster. Write “cluster: x”, or cluster-x."
    expected = "“The clusters” is not a date of a partner. Write “partner: x”, or cluster-x."
    assert own.told(Problem("a", 1, 1, said, "date")).message == expected
    assert OwnWords().told(Problem("a", 1, 1, said, "date")).message == said


def test_only_one_of_the_folders_may_be_there(copy):
    shutil.copytree(copy / "data/partners", copy / "data/clusters")
    assert (
        "data/partners: data/clusters/ is there too, and both mean the same. Put the files into "
        "one of them, and take the other out. [unread-file]"
    ) in told(copy)


def test_a_new_outcome_has_the_word_of_the_project(copy):
    assert main(["new", "outcome", "Lamps by night", "--root", str(copy)]) == 0
    text = (copy / "data/outcomes/lamps-by-night.yml").read_text("utf-8")
    assert "\npartners: [tresnuvem" in text
    assert "cluster" not in text


def test_a_second_import_of_partners_changes_nothing(copy, tmp_path, capsys):
    table = tmp_path / "partners.csv"
    table.write_text("Name,Country\nLunar Guild,Norway\n", encoding="utf-8")
    assert main(["import", "partners", str(table), "--root", str(copy)]) == 0
    assert (copy / "data/partners/lunar-guild.yml").is_file()
    before = snapshot(copy)
    assert main(["import", "partners", str(table), "--root", str(copy)]) == 0
    assert "0 new, 1 the same" in capsys.readouterr().out
    assert snapshot(copy) == before


def test_guides_schemas_and_forms_say_the_word_of_the_project(partners):
    guides = draw_guides(own_words(partners))
    assert "`data/partners/tresnuvem.yml`: one partner of the consortium." in guides[FIELDS_GUIDE]
    assert "| `partners` | list: id (partner) |" in guides[FIELDS_GUIDE]
    assert '{{ contacts(partner="tresnuvem") }}' in guides[PAGES_GUIDE]
    assert not re.search(r"(?<![\w-])clusters?(?![\w-])", "".join(guides.values()))
    schemas = {Path(file).name: json.loads(text) for file, text in draw_schemas(partners).items()}
    outcome = schemas["outcome.schema.json"]
    assert "partners" in outcome["properties"]
    assert "clusters" not in outcome["properties"]
    assert "partners" in outcome["definitions"]["InferredField"]["enum"]
    assert "partner" in schemas["contact.schema.json"]["required"]
    (example,) = schemas["effort.schema.json"]["properties"]["effort"]["examples"]
    assert "partner" in example[0]
    forms = "".join(draw_forms(partners).values())
    assert "label: Partners" in forms
    assert "label: Cluster" not in forms
