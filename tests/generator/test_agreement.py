"""What the check passes, the build builds; and what the types say, the check knows.

Wrong menus, links and words stand in tests/problems/, with their messages.
"""

from __future__ import annotations

import ast
import inspect
import json
import re
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from lxml import html as lxml_html
from pydantic import BaseModel

from changes import apply, change_record, dumped, read, replace_word
from conftest import ROOT, assemble_example, build
from projectsite.exchange.export import export_po
from projectsite.exchange.taking import import_po
from projectsite.facts import model, news, plan, results
from projectsite.facts.folders import KINDS
from projectsite.facts.model import models_in, references_of
from projectsite.facts.programmes import programme as law_of
from projectsite.facts.vocabulary import (
    ClosedList,
    Hue,
    OutcomeType,
    Period,
    Relation,
    Status,
    programme_ids,
)
from projectsite.problems import ProblemsFound
from projectsite.review.notes import site_notes
from projectsite.site import load_site
from projectsite.words.text import Locale

AUTHORITY = {"en": "the Agency for Lamps", "de": "der Agentur für Lampen"}


def messages_of(project: Path) -> list[str]:
    try:
        load_site(project)
    except ProblemsFound as found:
        return [str(problem) for problem in found.problems]
    return []


# Every value of each closed list


def write_programme(data: Path, programme: str) -> None:
    """Let a programme fund the project."""
    change_record(data / "project.yml", programme=programme, granting_authority=AUTHORITY)
    for path in (data / "deliverables").glob("*.yml"):
        # Other programmes have other lists.
        if read(path)["level"] not in (law_of(programme).levels or ("SEN", "PU")):
            change_record(path, level=law_of(programme).levels[-1])


def write_every_value(project: Path) -> None:
    """An outcome for each type, relation and status, one for each period, a cluster for each
    hue."""
    data, before = project / "data", load_site(project)
    facts, outcome = before.project.facts, before.project.chronicle[0]
    template = {
        "title": {"en": "An outcome"},
        "summary": {"en": "A sentence on what was planned."},
        "work_package": next(iter(before.project.work_packages)),
        "clusters": list(outcome.clusters),
        "sources": [{"document": facts.documents[0].id}],
        "date": facts.start.first.isoformat(),
    }
    for at, values in enumerate(product(OutcomeType, Relation, Status)):
        named = dict(zip(("type", "relation", "status"), map(str, values), strict=True))
        write_outcome(data, f"every-{at}", template | named)
    days = {
        Period.BEFORE: facts.start.first - timedelta(days=40),
        Period.AFTER: facts.end.last + timedelta(days=40),
    }
    for period in Period:
        named = {"type": "event", "relation": "project", "status": "done", "period": str(period)}
        write_outcome(data, f"every-{period}", template | named | {"date": str(days[period])})
    cluster, contact = next(iter(before.project.clusters)), next(iter(before.project.contacts))
    for hue in Hue:
        for folder, id, named in (
            ("clusters", cluster, {"hue": str(hue)}),
            ("contacts", contact, {"cluster": f"every-{hue}"}),
        ):
            record = read(data / folder / f"{id}.yml") | named | {"id": f"every-{hue}"}
            (data / folder / f"every-{hue}.yml").write_text(dumped(record), encoding="utf-8")


def write_outcome(data: Path, id: str, fields) -> None:
    fields = {"id": id, **fields, "title": {"en": f"Outcome {id}"}}
    if fields["relation"] == "context":
        fields.pop("work_package")
    (data / "outcomes" / f"{id}.yml").write_text(dumped(fields), encoding="utf-8")


def of_each_sort() -> list[str]:
    """One programme of each sort: by where its sentences stand and what they name."""
    sorts = {}
    for id in programme_ids():
        law = law_of(id)
        said = " ".join(text for sentence in law.sentences for text in sentence.root.values())
        named = tuple(name for name in ("authority", "number") if f"{{{name}}}" in said)
        sorts.setdefault((law.placement, named, len(law.sentences)), id)
    return list(sorts.values())


@pytest.fixture(scope="module")
def everything(tmp_path_factory):
    """A project with every value of each list, as it is checked and as it is built."""
    folder = tmp_path_factory.mktemp("everything")
    project = assemble_example(folder / "project")
    write_every_value(project)
    return load_site(project), build(project, folder / "site")


@pytest.fixture(scope="module", params=of_each_sort())
def funded(request, tmp_path_factory):
    """The example in the funding of a programme, as it is checked and as it is built."""
    folder = tmp_path_factory.mktemp("funded")
    project = assemble_example(folder / "project")
    write_programme(project / "data", request.param)
    return load_site(project), build(project, folder / "site")


def test_every_type_relation_and_status_has_its_page_and_files(everything):
    site, built = everything
    t = site.wordings[site.project.default_locale]
    seen = set()
    for id, outcome in site.project.outcomes.items():
        page = built.page(f"outcomes/{id}")
        assert t(f"type.{outcome.type}") in page
        assert t(f"status.{outcome.status}") in page
        data = json.loads((built.folder / f"outcomes/{id}/data.jsonld").read_text("utf-8"))
        assert data["@graph"][0]["@type"] == outcome.type.schema_type
        entry = (built.folder / f"outcomes/{id}/cite.bib").read_text("utf-8")
        own = outcome.relation is Relation.PROJECT
        assert not own or entry.startswith(f"@{outcome.type.form.bibtex}{{")
        seen.add((outcome.type, outcome.relation, outcome.status))
    assert seen == set(product(OutcomeType, Relation, Status))
    assert {outcome.period for outcome in site.project.outcomes.values()} >= set(Period)


def test_every_hue_is_on_a_page_and_in_both_schemes(everything):
    _, built = everything
    looks = ROOT / "overrides/assets/stylesheets"
    light, dark = ((looks / name).read_text("utf-8") for name in ("project.css", "dark.css"))
    for hue in Hue:
        assert f"project-hue-{hue}" in built.page(f"consortium/every-{hue}")
        assert f".project-hue-{hue} {{ color: var(--hue-{hue}); }}" in light
        assert f"--hue-{hue}:" in light
        assert f"--hue-{hue}:" in dark


def sentences(site, locale: str) -> list[str]:
    """The sentences of the programme in a language, as far as it has them."""
    facts = site.project.facts
    authority, number = AUTHORITY.get(locale, ""), facts.grant.number
    return [
        text.root[locale].replace("{authority}", authority).replace("{number}", number)
        for text in law_of(facts.programme).sentences
        if locale in text.root
    ]


def test_every_page_has_the_sentences_of_the_programme(funded):
    """In the language of the page where there are official ones, else in English and marked."""
    site, built = funded
    whole = len(law_of(site.project.facts.programme).sentences)
    for locale in site.project.locales:
        own = len(sentences(site, locale)) == whole
        spoken = locale if own else "en"
        page = lxml_html.fromstring(built.page("" if locale == "en" else locale))
        [notice] = page.xpath("//footer//div[@class='project-funding__text']")
        paragraph = notice.xpath("p")[0]
        assert paragraph.get("lang") == (spoken if spoken != locale else None)
        statement, *disclaimer = sentences(site, spoken)
        assert paragraph.text_content() == " ".join([f"{statement}.", *disclaimer])
        assert len(notice.xpath("p")) == (2 if spoken == locale != "en" else 1)


def test_the_programme_is_told_to_machines_in_the_language_of_its_sentence(funded):
    site, built = funded
    law = law_of(site.project.facts.programme)
    for locale in site.project.locales:
        path = "project" if locale == "en" else f"{locale}/project"
        [script] = re.findall(r'application/ld\+json">(.*?)</script>', built.page(path))
        nodes = {
            node["@type"].removeprefix("Monetary"): node for node in json.loads(script)["@graph"]
        }
        assert nodes["FundingScheme"]["name"] == law.name
        assert nodes["Grant"]["identifier"] == site.project.facts.grant.number
        if locale in law.statement.root:
            assert nodes["Grant"]["name"] == sentences(site, locale)[0]
        else:
            english = {"@value": sentences(site, "en")[0], "@language": "en"}
            assert nodes["Grant"]["name"] == english


def test_an_authority_without_a_name_in_a_language_leaves_the_english_sentence(example_copy):
    """A name in another language within a sentence could not be marked."""
    named = {"en": AUTHORITY["en"]}
    path = example_copy / "data/project.yml"
    change_record(path, programme="horizon-europe", granting_authority=named)
    site = load_site(example_copy)
    notice = site.macros(site.setting(Locale("de"), "de/")).funding()
    assert '<p class="project-funding__statement" lang="en">' in notice
    assert sentences(site, "en")[1] in notice


def test_a_value_that_lacks_what_its_list_asks_for_is_refused():
    with pytest.raises(TypeError, match="icalendar"):

        class Unfinished(ClosedList):
            HALTED = "halted"

            def __init__(self, value: str, icalendar: str) -> None:
                self.icalendar = icalendar


# The law of references


MODULES = (model, news, plan, results)


def named_types() -> dict[str, str]:
    """The types of the model that hold ids, as its source says: WorkPackageId → work package."""
    form = re.compile(r'^(\w+Id) = Annotated\[AnyId, Reference\("([a-z ]+)"\)\]', re.MULTILINE)
    return dict(form.findall("\n".join(map(inspect.getsource, MODULES))))


def reference_fields():
    """The fields whose annotation in the source names such a type: class, field, what is named."""
    types = named_types()
    trees = (ast.parse(inspect.getsource(module)) for module in MODULES)
    for node in (n for tree in trees for n in tree.body if isinstance(n, ast.ClassDef)):
        for line in node.body:
            if isinstance(line, ast.AnnAssign):
                annotation = ast.unparse(line.annotation)
                for name in set(re.findall(r"\w+", annotation)) & types.keys():
                    many = annotation.startswith("tuple[")
                    yield node.name, line.target.id, types[name], many


def ways_to(kind: type[BaseModel], owner: str, seen: tuple[type, ...] = ()):
    """The keys that lead from a record to a class of the model; a list is entered at its first."""
    if owner in (base.__name__ for base in kind.__mro__):
        yield ()
    for name, info in kind.model_fields.items():
        for inner in models_in(info.annotation):
            if inner not in (*seen, kind):
                step = (name, 0) if str(info.annotation).startswith("tuple[") else (name,)
                for rest in ways_to(inner, owner, (*seen, kind)):
                    yield (*step, *rest)


def reference_cases():
    roots = {
        "data/project.yml": model.ProjectFacts,
        "data/objectives.yml": model.ObjectivesFile,
        "data/effort.yml": plan.EffortFile,
        **{f"data/{kind.folder}/*.yml": kind.model for kind in KINDS},
    }
    for owner, name, noun, many in reference_fields():
        for file, kind in roots.items():
            for way in ways_to(kind, owner):
                yield pytest.param(file, (*way, name), noun, many, id=f"{file} {(*way, name)}")


def with_value(value, path, new):
    """A copy of a record with another value at a place, which need not be there yet."""
    if not path:
        return new
    step, *rest = path
    if isinstance(step, int):
        items = list(value or [{}])
        return [with_value(items[0], rest, new), *items[1:]]
    return {**(value or {}), step: with_value((value or {}).get(step), rest, new)}


@pytest.mark.parametrize(("pattern", "path", "noun", "many"), list(reference_cases()))
def test_a_typo_in_any_reference_is_told_at_its_place(example_copy, pattern, path, noun, many):
    file = min(example_copy.glob(pattern), default=None)
    assert file, f"the example has no record for tests/example/{pattern}"
    record = with_value(read(file), path, ["nowhere-at-all"] if many else "nowhere-at-all")
    file.write_text(dumped(record), encoding="utf-8")
    name = file.relative_to(example_copy).as_posix()
    start = re.compile(rf"{name}:\d+:\d+: {path[-1]}: there is no {noun} nowhere-at-all\.")
    assert [message for message in messages_of(example_copy) if start.match(message)]


def test_there_are_references_of_every_kind():
    nouns = {noun for _, _, noun, _ in reference_fields()}
    assert nouns == set(named_types().values())
    assert len(list(reference_cases())) > 12


def test_every_kind_of_reference_has_its_ids(example_site):
    ids = example_site.project.ids
    assert set(named_types().values()) <= ids.keys()
    found = [r for record in example_site.project.records.values() for r in references_of(record)]
    assert {reference.noun for _, reference, _ in found} == set(named_types().values())
    assert all(id in ids[reference.noun] for _, reference, id in found)


# Menu, pages, links


PAGE = "---\ntitle: {title}\ndescription: One page more.\n---\n\n# {title}\n\n{text}\n"

LINKS = """\
[one](outcomes/{id}.md) [two](./outcomes/{id}.md) [three][k] [four](../en/outcomes/{id}.md)

> [five][q]
>
> [q]: outcomes/{id}.md

[k]: outcomes/{id}.md "A title"

    [no link](nowhere.md)

```
[no link](nowhere.md) [nor this](outcomes/{id}.md)
```

`[no link](nowhere.md)` [itself](#a-heading) [a record](work-packages/wp1.md) [a page][p]

A note.[^1] A link [up](#).

[^1]: It has words.
[p]: contact.md

## A heading
"""


@pytest.fixture(scope="module")
def fine(tmp_path_factory):
    """A project with all that has looked wrong to MkDocs, to a plugin or to the check."""
    folder = tmp_path_factory.mktemp("fine")
    project = assemble_example(folder / "project")
    id = next(iter(load_site(project).project.outcomes))
    apply(project / "docs/en/loose.md", PAGE.format(title="Loose", text="Nobody leads here."))
    apply(project / "docs/en/linked.md", PAGE.format(title="Linked", text=LINKS.format(id=id)))
    for name in ("readme", "404", "outcomes/news", "data/project", "templates/index"):
        text = "[linked](../linked.md)" if "/" in name else "[linked](linked.md#a-heading)"
        apply(project / f"docs/en/{name}.md", PAGE.format(title=f'"{name}: ="', text=text))
    apply(project / "docs/en/outcomes/here.md", PAGE.format(title="=", text=f"[x]({id}.md)"))
    apply(project / "docs/de/linked.md", PAGE.format(title="Verlinkt", text="Ohne Überschriften."))
    for name in ("upper.pdf", "a..b.pdf", "stylesheets/readme.txt", "templates/x.txt"):
        apply(project / f"docs/assets/{name}", "x")
    menu = project / "mkdocs.yml"
    apply(
        menu,
        {
            "replace": "  - Contact: contact.md\n",
            "by": (
                "  - Contact: contact.md\n  - linked.md\n  - Press: data/project.md\n"
                f"  - Press: outcomes/{id}.md\n  - Press: work-packages/wp1.md\n"
                "  - Press:\n      - Press: contact.md\n"
            ),
        },
    )
    apply(project / "data/words/en.yml", {"replace": "\nnav:\n", "by": "\nnav:\n  press: Press\n"})
    return id, load_site(project), build(project, folder / "site")


def test_an_omitted_page_is_a_note(fine):
    _, site, _ = fine
    notes = {note.file for note in site_notes(site) if note.code == "unlinked-page"}
    assert "docs/en/loose.md" in notes
    assert "docs/en/linked.md" not in notes


def test_links_to_poured_pages_lead_there_in_any_form(fine):
    id, _, built = fine
    page = lxml_html.fromstring(built.page("linked"))
    links = {a.text_content(): a.get("href") for a in page.xpath("//main//a[@href]")}
    for name in ("one", "two", "three", "four", "five"):
        assert links[name] == f"../outcomes/{id}/"
    assert links["itself"] == "#a-heading"
    assert links["a record"] == "../work-packages/wp1/"
    assert f"(outcomes/{id}.md)" in page.xpath("string(//main//pre[2])")
    nested = lxml_html.fromstring(built.page("outcomes/here"))
    assert f"../../outcomes/{id}/" in nested.xpath("//main//a/@href")
    assert "title: =" not in built.page("outcomes/here")


def test_a_label_falls_back_to_the_default_language_marked(fine):
    id, site, built = fine
    for locale in site.project.locales:
        page = lxml_html.fromstring(built.page("" if locale == "en" else locale))
        marks = {None} if locale == "en" else {"en"}
        labels = page.xpath("//header//nav//a[text()='Press']")
        assert {a.get("lang") for a in labels} == marks
        leads = {leads_to(a) for a in labels}
        assert leads == {"data/project/", f"outcomes/{id}/", "work-packages/wp1/"}
        assert [leads_to(a) for a in page.xpath("//footer//a[text()='Press']")] == ["contact/"]


def leads_to(link) -> str:
    return link.get("href").removeprefix("./")


def test_a_page_without_a_label_has_its_own_title_in_the_menu(fine):
    _, _, built = fine
    for path, title, lang in (
        ("", "Linked", None),
        ("de", "Verlinkt", None),
        ("cs", "Linked", "en"),
    ):
        page = lxml_html.fromstring(built.page(path))
        labels = [a for a in page.xpath("//header//nav//a") if leads_to(a) == "linked/"]
        assert {(a.text_content(), a.get("lang")) for a in labels} == {(title, lang)}


def test_a_label_that_is_missing_goes_to_the_translators_and_comes_back(example_copy):
    key, words = "nav.privacy", example_copy / "data/words/de.yml"
    replace_word(words, key, "")
    site = load_site(example_copy)
    missing = [t.field for t in site.translations.of_locale[Locale("de")] if not t.text]
    assert key in missing
    exported = export_po(site, Locale("de"))
    entry = f'msgctxt "data/words/de.yml {key}"\nmsgid "Privacy"\nmsgstr ""'
    assert entry in exported
    filled = exported.replace(entry, entry[:-2] + '"Schutz der Daten"')
    taken = import_po(site, filled, "de.po")
    assert "  privacy: Schutz der Daten\n" in taken.files["data/words/de.yml"]


def test_words_that_the_site_shows_itself_must_be_there_in_every_language(example_copy):
    """What templates and views look up by its name cannot be marked."""
    sources = [*(ROOT / "overrides").rglob("*.html"), *(ROOT / "hooks").rglob("*.py")]
    text = "\n".join(path.read_text("utf-8") for path in sources)
    for name in set(re.findall(r"""\bt\(["']nav\.([a-z_]+)["']""", text)) - {"contact"}:
        path = example_copy / "data/words/de.yml"
        before = path.read_text("utf-8")
        replace_word(path, f"nav.{name}", "")
        assert any(f"nav.{name}: the word is missing" in m for m in messages_of(example_copy))
        path.write_text(before, encoding="utf-8")
