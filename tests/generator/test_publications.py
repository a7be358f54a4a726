"""Publications from BibTeX and CSL-JSON: what a library says comes in, or nothing is written."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database import BibliographyData, Person
from pybtex.database import Entry as Written

from conftest import snapshot
from editions import edition_of, hostile_texts
from latex import plain as by_pylatexenc
from projectsite.__main__ import main
from projectsite.facts.results import Publication
from projectsite.formats.citations.bibtex import escaped, to_bibtex
from projectsite.formats.citations.csl import to_csl
from projectsite.formats.linked.documents import LinkedData
from projectsite.intake.bibtex import LIMIT_ENTRIES, read_bibtex
from projectsite.intake.latex import plain, said
from projectsite.intake.references import Reference, read_references
from projectsite.page.citation import outcome_citation
from projectsite.problems import ProblemsFound
from projectsite.site import load_site
from projectsite.views.agreement.plan import plan_page
from projectsite.visits.named import named

SAID = {
    r"{\"o}\"o\"{o}{\" o}": "öööö",
    r"\v{c}\v c{\v{C}}ky": "ččČky",
    r"stra{\ss}e, Stra\ss e, \ss": "straße, Straße, ß",
    r"\'{\i}\'\i{\'i} \i": "ííí ı",
    r"\'{\^e} {\~n} \c{c} \k{a} \H{o} \r{a} \=a \.z": "ế ñ ç ą ő å ā ż",
    r"{\O}rsted {\AA}se {\L}{\'o}d{\'z} \oe uvre": "Ørsted Åse Łódź œuvre",
    r"{W}ater {{and} Light}": "Water and Light",
    r"R\&D & 5\,\% 5% \#1 #1 a\_b a_b {\{}": "R&D & 5 % 5% #1 #1 a_b a_b {",
    r"``so'' 1--9 --- J.~Doe": "“so” 1–9 — J. Doe",
    r"CO$_2$, CO$_{2}$, m$^{3}$, CO\textsubscript{2}": "CO₂, CO₂, m³, CO₂",
    r"$\alpha$ and $\Lambda$ \textit{of} $x$": "α and Λ of x",
    r"From $5 to $10": "From $5 to $10",
    "Fish &amp; Chips &#8211; one": "Fish & Chips – one",
    r"\~{}x \textbackslash{}n": r"~x \n",
    "two\n   lines\x00": "two lines",
}


@pytest.mark.parametrize("latex", SAID)
def test_latex_is_read_as_it_is_meant(latex):
    assert said(latex) == SAID[latex]


@pytest.mark.parametrize(
    "latex, why",
    [
        (r"One \cite{two}", "“\\cite” is a command that is not known here."),
        (r"Of $x_i^n$ and others", "is a formula"),
        (r"\(x\)", "“\\(” is a command"),
        ("x" * 5_001, "longer than 5,000"),
    ],
)
def test_what_would_lose_a_word_is_refused(latex, why):
    with pytest.raises(ValueError, match=r".") as refused:
        said(latex)
    assert why in str(refused.value)


@settings(max_examples=100, deadline=None)
@given(hostile_texts())
def test_what_the_site_writes_is_read_back(text):
    assert said(escaped(text)) == plain(text)


LETTERS = "aeiouyczsnrlAOUSZ"
ACCENT = st.sampled_from(["`", "'", "^", '"', "~", "=", ".", "v ", "c ", "u ", "H ", "k ", "r "])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(ACCENT, st.sampled_from(LETTERS), st.booleans()), max_size=8))
def test_accents_are_those_of_another_reader(given_accents):
    latex = "".join(
        f"{{\\{accent}{letter}}}" if inside else f"\\{accent.strip()}{{{letter}}}"
        for accent, letter, inside in given_accents
    )
    assert said(latex) == plain(by_pylatexenc(latex))


# ---- the files


def reference(folder: Path, name: str, text: str) -> tuple[list[Reference], list[str]]:
    path = folder / name
    path.write_text(text, "utf-8")
    found, problems = read_references(path)
    return found, [str(problem) for problem in problems]


BIB = r"""Exported by me@example.org
% @article{gone, title = {Gone}}
@comment{jabref-meta: @article{gone, title = {Gone}};}
@STRING{jfr = "Journal of " # {Fictional Rivers}}
@preamble{"\newcommand{\x}{y}" # jfr}
@string(no = {12})
@Article{Lumares:2020_Dusk,
  author = {Lumares, In{\^e}s and {{Sons and Lights, Inc.}} and von H{\"o}hle, Jr., Ji{\v r}{\'\i}
    AND Aino Hehkula},
  title = {{Lamps}}, title = {Other},
  Journal = jfr, volume = no, number = 3, pages = "1--9", % a comment, here
  month = "3~" # jun, year = 2020,
  doi = {https://doi.org/10.5555/jfr.12\_4},
  url = {https://example.org/x}
}
@inproceedings(two, title = "Two {"}quoted{"}", author = {A. B.}, booktitle={Proc.}, date={2020-11},
  url = {\url{https://example.org/a_b}})
"""


def test_bibtex_is_read(tmp_path):
    found, problems = reference(tmp_path, "a.bib", BIB)
    assert problems == []
    names = ("Inês Lumares", "Sons and Lights, Inc.", "Jiří von Höhle Jr.", "Aino Hehkula")
    assert found == [
        Reference(
            line=7,
            key="Lumares:2020_Dusk",
            title="Lamps",
            authors=names,
            venue="Journal of Fictional Rivers 12 (3)",
            date="2020-06-03",
            doi="10.5555/jfr.12_4",
            url="https://example.org/x",
        ),
        Reference(
            line=16,
            key="two",
            title='Two "quoted"',
            authors=("A. B.",),
            venue="Proc.",
            date="2020-11",
            doi="",
            url="https://example.org/a_b",
        ),
    ]


@pytest.mark.parametrize(
    "fields, venue",
    {
        "journal={J}, volume=3": "J 3",
        "journaltitle={J}, number={1/2}": "J (1/2)",
        "booktitle={Proc.}, publisher={P}": "Proc.",
        "school={University of Rivers}": "University of Rivers",
        "eprint={2001.1}, archivePrefix={arXiv}": "arXiv",
    }.items(),
)
def test_where_it_was_published(tmp_path, fields, venue):
    [one], _ = reference(tmp_path, "a.bib", f"@misc{{a, {fields}}}")
    assert one.venue == venue


@pytest.mark.parametrize(
    "fields, date",
    {
        "year=2020": "2020",
        "year={2020}, month={11}": "2020-11",
        'year="2020", month="Nov."': "2020-11",
        "year=2020, month=nov": "2020-11",
        'year=2020, month=nov # "~3"': "2020-11-03",
        "year=2020, month={3 November}": "2020-11-03",
        "year=2020, month={Spring}": "2020",
        "year=2020, month={13}": "2020",
        "date={2020-11-03}, year=2020": "2020-11-03",
    }.items(),
)
def test_when_it_was_published(tmp_path, fields, date):
    [one], _ = reference(tmp_path, "a.bib", f"@misc{{a, {fields}}}")
    assert one.date == date


@pytest.mark.parametrize(
    "text, line, why",
    [
        ("@article{a, title = {x}\n\n year = 2020}", 3, "a comma or “}” is expected here"),
        ("@article{title = {x}}", 1, "a comma or “}” is expected here, before “= {x}}”."),
        ("@article{a, title = }", 1, "a text in braces is expected here"),
        ("@article{a, = {x}}", 1, "the name of a field or “}” is expected here"),
        ("\n@article{a,\n title = {x {y}\n", 3, "the brace that opens here is never closed."),
        ('@article{a, title = "x }"}', 1, "this brace closes none."),
        ('@article{a, title = "x', 1, "the quotation mark that opens here is never closed."),
        ("@article{a, title = {x},", 2, "the name of a field or “}” is expected here"),
        ("@article{a,\n journal = jfr}", 2, "“jfr” is no @string of this file."),
        ("@string{a = {x}", 2, "“}” is expected here, before “@article{b"),
        ("@article{a, author = {A and others}}", 1, "a: author: the list ends in “and others”."),
        ("@article{a, author = {A, B, C, D}}", 1, "has too many commas"),
        (r"@article{a, title = {\foo}}", 1, "a: title: “\\foo” is a command"),
    ],
)
def test_what_is_no_bibtex_is_told_with_its_line(tmp_path, text, line, why):
    found, problems = reference(tmp_path, "a.bib", text + "\n@article{b, title = {y}}\n")
    assert len(problems) == 1
    assert problems[0].startswith(f"a.bib:{line}: ")
    assert why in problems[0]
    is_end = "never closed" in why
    assert [one.key for one in found] == ([] if is_end else ["b"])


def test_a_text_of_itself_does_not_grow_without_end():
    doubled = "".join(f"@string{{s{n + 1} = s{n} # s{n}}}\n" for n in range(60))
    _, wrong = read_bibtex("@string{s0 = {lamp}}\n" + doubled)
    # s17 would need twice 2 ** 16 times “lamp”, beside what the others have taken.
    assert [line for line, _ in wrong] == [18]
    assert "more than 1,000,000 characters" in wrong[0][1]


MEGABYTE = 1_000_000
HOSTILE = {
    "open": "{" * MEGABYTE,
    "entries": "@a{" * (MEGABYTE // 3),
    "lines of entries": "@a{b\n" * (MEGABYTE // 5),
    "open values": "@a{b,c={\n" * (MEGABYTE // 9),
    "open texts": '@a{b,c="\n' * (MEGABYTE // 9),
    "deep": "@a{b,author={" + "{" * (MEGABYTE // 2) + "}" * (MEGABYTE // 2) + "}}",
    "names": "@a{b,author={" + "A and " * (MEGABYTE // 6) + "}}",
    "commas": "@a{b,author={" + "," * MEGABYTE + "}}",
    "blanks": "@" + " " * MEGABYTE + "a" + " " * MEGABYTE,
    "comments": "%\n" * (MEGABYTE // 2),
    "fields": "@a{b" + ",c=d" * (MEGABYTE // 4) + "}",
    "joined": "@a{b,c=" + "{}#" * (MEGABYTE // 3) + "{}}",
    "backslashes": "@a{b,title={" + "\\" * MEGABYTE + "}}",
    "dollars": "@a{b,title={" + "$_" * 2_400 + "}}",
    "accents": "@a{b,title={" + "\\'" * 2_400 + "}}",
    "controls": "@a{b,title={" + "\x00\x1b\u202e" * 1_500 + "}}",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_bibtex_takes_no_long_time(name, tmp_path):
    path = tmp_path / "a.bib"
    path.write_text(HOSTILE[name], "utf-8")
    begun = time.process_time()
    found, problems = read_references(path)
    assert time.process_time() - begun < 5
    assert found or problems
    assert len(found) + len(problems) <= LIMIT_ENTRIES + 1


SIGNS = st.text(st.sampled_from('@{}"#=,%\\\n aA1()') | st.characters(), max_size=60)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["@a{", "@string(", "b", ",", "c = ", "{", "}", '"']) | SIGNS))
def test_any_text_is_read_or_told(parts):
    entries, wrong = read_bibtex("".join(parts))
    for entry in entries:
        assert all(value.count("{") == value.count("}") for value in entry.fields.values())
    assert all(line > 0 and message for line, message in wrong)


WORD = st.text("abcéßœñ&%#_", min_size=1, max_size=8).filter(lambda text: text.lower() != "and")
NAME = st.lists(WORD, min_size=2, max_size=3)


@settings(max_examples=60, deadline=None)
@given(WORD, st.lists(NAME, min_size=1, max_size=4), st.integers(1000, 9999))
def test_what_another_writer_writes_is_read(tmp_path_factory, title, names, year):
    # pybtex escapes the signs itself.
    entry = Written("article", fields={"title": title, "year": str(year)})
    entry.persons["author"] = [Person(last=name[0], first=" ".join(name[1:])) for name in names]
    text = BibliographyData({"key": entry}).to_string("bibtex")
    path = tmp_path_factory.getbasetemp() / "pybtex.bib"
    found, problems = reference(path.parent, path.name, text)
    assert problems == []
    assert (found[0].title, found[0].date) == (plain(title), str(year))
    assert found[0].authors == tuple(plain(" ".join([*name[1:], name[0]])) for name in names)


def test_citations_of_the_site_are_read_back(example_site, tmp_path):
    edition = edition_of(example_site)
    for outcome in edition.project.outcomes.values():
        for locale in edition.project.locales:
            cited = outcome_citation(edition, locale, outcome)
            [bib], wrong = reference(tmp_path, "a.bib", to_bibtex(cited))
            [csl], also = reference(tmp_path, "a.json", json.dumps([to_csl(cited)]))
            assert (wrong, also, bib) == ([], [], csl)
            assert (bib.key, bib.title) == (cited.key, plain(cited.title.text))
            assert bib.authors == ((cited.author,) if cited.author else ())
            assert bib.date == (cited.issued.text if cited.issued else "")
            assert (bib.venue, bib.url) == (cited.publisher, cited.url)


ITEM = {
    "id": "walks",
    "title": "Night <i>walks</i>",
    "author": [
        {"family": "Hehkula", "given": "Aino", "non-dropping-particle": "van"},
        {"literal": "Sons and Lights, Inc."},
    ],
    "container-title": "Journal of Fictional Rivers",
    "volume": "12",
    "issue": 3,
    "issued": {"date-parts": [["2020", 11, 3]]},
    "DOI": "10.5555/abc",
}


def test_csl_json_is_read(tmp_path):
    one = reference(tmp_path, "a.json", json.dumps(ITEM))
    items, problems = reference(tmp_path, "b.json", f"\n[\n{json.dumps(ITEM)},\n\n{{}}]\n")
    assert one == ([items[0].__class__(**{**vars(items[0]), "line": 1})], [])
    assert problems == []
    assert [item.line for item in items] == [3, 5]
    assert vars(items[0]) == {
        "line": 3,
        "key": "walks",
        "title": "Night walks",
        "authors": ("Aino van Hehkula", "Sons and Lights, Inc."),
        "venue": "Journal of Fictional Rivers 12 (3)",
        "date": "2020-11-03",
        "doi": "10.5555/abc",
        "url": "",
    }


@pytest.mark.parametrize(
    "text, line, why",
    [
        ("", 0, "there is no publication in this file."),
        ("[]", 0, "there is no publication in this file."),
        ('[\n{"id": }]', 2, "this is no JSON that can be read."),
        ('[{"id": "a"}\n{"id": "b"}]', 2, "a comma or the end of the list is expected here."),
        ('[{"id": "a"}', 1, "a comma or the end of the list is expected here."),
        ("[1]", 1, "an item of CSL-JSON is expected here"),
        ("[" * MEGABYTE, 1, "this is no JSON that can be read."),
        ('[{"a":' * (MEGABYTE // 6), 1, "this is no JSON that can be read."),
        ('[{"id": "a", "title": ["x"]}]', 1, "a: title: a text is expected here."),
        ('[{"id": "a", "title": "\\ud800"}]', 1, "a: title: half a character stands here."),
        ('[{"author": "me"}]', 1, "author: a list of names is expected here."),
        ('[{"issued": {"date-parts": [[-1]]}}]', 1, "issued: year, month and day are numbers."),
        ('[{"issued": {"date-parts": 3}}]', 1, "issued: a date is expected here"),
        (f'[{{"volume": 1{"0" * 5000}}}]', 1, "this is no JSON that can be read."),
    ],
)
def test_what_is_no_csl_json_is_told_with_its_line(tmp_path, text, line, why):
    _, problems = reference(tmp_path, "a.json", text)
    assert len(problems) == 1
    assert problems[0].startswith(f"a.json:{line}: " if line else "a.json: ")
    assert why in problems[0]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["title", "author", "issued", "date-parts", "literal", "DOI"]),
            inner,
            max_size=4,
        )
    ),
)


@settings(max_examples=60, deadline=None)
@given(JSON)
def test_any_json_is_read_or_told(tmp_path_factory, value):
    path = tmp_path_factory.getbasetemp() / "any.json"
    found, problems = reference(path.parent, path.name, json.dumps([value]))
    assert found or problems


# ---- into a project


@pytest.fixture
def project(example, tmp_path) -> Path:
    for folder in ("data", "docs", "overrides"):
        shutil.copytree(example / folder, tmp_path / "project" / folder)
    shutil.copy(example / "mkdocs.yml", tmp_path / "project")
    return tmp_path / "project"


def take(project: Path, name: str, text: str, *options: str) -> int:
    file = project.parent / name
    file.write_text(text, "utf-8")
    return main(["import", "publications", str(file), "--root", str(project), *options])


SICI = "10.1175/1520-0442(2003)016<0206:LSAOTC>2.0.CO;2"
LEADS = "https://doi.org/10.1175/1520-0442(2003)016%3C0206:LSAOTC%3E2.0.CO;2"


@pytest.mark.parametrize("given", [f"doi={{{SICI}}}", f"doi={{{LEADS}}}", f"url={{{LEADS}}}"])
def test_an_older_doi_is_kept_as_it_is_and_escaped_where_it_is_linked(project, given):
    entry = f"@misc{{wind, title={{T}}, author={{A}}, year=2003, publisher={{P}}, {given}}}"
    assert take(project, "a.bib", entry) == 0
    site = load_site(project)
    one = site.project.by_id(Publication)["wind"]
    assert one.doi == SICI
    [source] = one.sources
    assert source.url == LEADS
    setting = site.setting(site.project.default_locale, "publications/wind/")
    [link] = [row.values[0] for row in plan_page(setting, one).facts if row.values[0].href == LEADS]
    assert str(link.text) == SICI
    node = LinkedData(edition_of(site), None).planned(one)["@graph"][0]
    assert node["sameAs"] == LEADS
    assert LEADS in named(site.project)


def test_publications_become_records(project, capsys):
    before = snapshot(project)
    there = load_site(project).project.by_id(Publication)
    [known] = (one for one in there.values() if one.doi)
    doubled = (
        f"@misc{{again, title={{X}}, author={{A}}, year=2020, "
        f"publisher={{P}}, doi={{{known.doi.upper()}}}}}"
    )
    assert take(project, "a.bib", BIB + doubled) == 0
    said_first = capsys.readouterr().out
    assert "data/publications/lumares-2020-dusk.yml: written." in said_first
    kept = f"data/publications/{known.id}.yml: kept, as it has the DOI of “again” (line 18)."
    assert kept in said_first
    assert "2 new, 0 the same, 1 kept." in said_first

    after = snapshot(project)
    assert {file: after[file] for file in before} == before
    assert yaml.safe_load(after["data/publications/two.yml"]) == {
        "id": "two",
        "title": {"en": 'Two "quoted"'},
        "authors": ["A. B."],
        "venue": "Proc.",
        "date": "2020-11",
        "url": "https://example.org/a_b",
        "sources": [{"url": "https://example.org/a_b"}],
    }
    assert after["data/publications/two.yml"].startswith(b"# Where everybody can read it")
    one = load_site(project).project.by_id(Publication)["lumares-2020-dusk"]
    assert (one.doi, one.url) == ("10.5555/jfr.12_4", None)
    assert [source.url for source in one.sources] == ["https://doi.org/10.5555/jfr.12_4"]

    assert take(project, "a.bib", BIB + doubled) == 0
    assert "0 new, 1 the same, 2 kept." in capsys.readouterr().out
    assert snapshot(project) == after


def test_what_was_edited_since_is_kept(project, capsys):
    assert take(project, "a.bib", BIB) == 0
    edited = project / "data/publications/two.yml"
    edited.write_text(edited.read_text("utf-8").replace("Proc.", "Proceedings"), "utf-8")
    before = snapshot(project)
    assert take(project, "a.bib", BIB) == 0
    assert "data/publications/two.yml: kept, as it says something" in capsys.readouterr().out
    assert snapshot(project) == before


FULL = "author={A B}, title={T}, journal={J}"


WRONG = {
    "{aa, title={T}, journal={J}, year=2020}": "aa: nothing says who wrote it (author). Add",
    "{bb, author={A B}, title={T}, year=2020}": "bb: nothing says where it was published",
    f"{{cc, {FULL}, year=2020}}": "cc: it has no DOI and no address to be its source.",
    f"{{dd, {FULL}, year={{in press}}, doi={{10.5555/d}}}}": "dd: date: “in press” is not a date.",
    f"{{ee, {FULL}, year=2020, doi={{no doi}}}}": "ee: doi: ",
    f"{{ff, {FULL}, year=2020, url={{http://example.org}}}}": "ff: url: ",
    f"{{文, {FULL}, year=2020, doi={{10.5555/g}}}}": "文: give it a key of two Latin letters",
    f"{{h, {FULL}, year=2020, doi={{10.5555/h}}}}": "h: give it a key of two Latin letters",
    f"{{First, {FULL}, year=2020, doi={{10.5555/i}}}}": "First: first stands in line 1 already.",
    f"{{jj, {FULL}, year=2020, doi={{10.5555/F}}}}": "jj: 10.5555/f stands in line 1 already.",
    f"{{kk, {FULL}, year=2020, doi={{10.5555/k}}, note={{\u202e}}}}": "",
    "{ll, author={\u202eA}, title={T}, journal={J}, year=2020, doi={10.5555/l}}": "U+202E",
}
"""Entries of a file from its second line on, and what is said of them."""


def test_what_cannot_be_taken_is_told_and_nothing_is_written(project, capsys):
    before = snapshot(project)
    first = f"{{first, {FULL}, year=2020, doi={{10.5555/f}}}}"
    assert take(project, "a.bib", "\n".join(f"@article{one}" for one in (first, *WRONG))) == 1
    told = capsys.readouterr().out.splitlines()
    for line, why in enumerate(WRONG.values(), start=2):
        mine = [problem for problem in told if problem.startswith(f"a.bib:{line}: ")]
        assert len(mine) == bool(why), mine
        assert all(why in problem for problem in mine), mine
    assert told[-1] == f"{len(WRONG) - 1} problems. Nothing was written."
    assert snapshot(project) == before


def test_a_document_may_be_the_source(project, capsys):
    document = load_site(project).project.facts.documents[0].id
    text = f"@article{{walks, {FULL}, year=2020}}"
    assert take(project, "a.bib", text, "--document", document) == 0
    record = load_site(project).project.by_id(Publication)["walks"]
    assert [source.document for source in record.sources] == [document]


@pytest.mark.parametrize("key", ["http://zotero.org/users/1/items/AB", "6489273"])
def test_a_key_that_no_person_wrote_gives_way_to_the_title(project, key):
    assert take(project, "a.json", json.dumps([ITEM | {"id": key}])) == 0
    assert (project / "data/publications/night-walks.yml").is_file()


def test_a_file_that_cannot_be_read_is_told(project, tmp_path, capsys):
    path = tmp_path / "a.bib"
    with pytest.raises(ProblemsFound, match="there is no such file"):
        read_references(path)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(ProblemsFound, match="not UTF-8"):
        read_references(path)
    path.write_bytes(b" " * 5_000_001)
    with pytest.raises(ProblemsFound, match="at most 5 MB"):
        read_references(path)
    assert take(project, "a.ris", "TY  - JOUR") == 1
    assert "ends in .bib (BibTeX) or .json (CSL-JSON)" in capsys.readouterr().out
