"""The documents to take away: what they say, how they are drawn, that they are drawn once."""

from __future__ import annotations

import io
import os
import re
import shutil
from dataclasses import replace

import page as page_validation
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject

from conftest import EXAMPLE_URL, edit, snapshot
from editions import edition_of as changed_edition
from projectsite import addresses
from projectsite.build.completeness import site_addresses
from projectsite.build.run import load_build
from projectsite.files.state.git import git
from projectsite.kit import pdf, press, worker
from projectsite.kit.cache import Cache, name_of
from projectsite.kit.documents import documents
from projectsite.kit.listing import kit_list
from projectsite.kit.streams import with_clear_ends
from projectsite.page.downloads import sheet_link
from projectsite.page.edition import Address, Kit, KitFile
from projectsite.page.setting import Setting
from projectsite.problems import ProblemsFound
from projectsite.site import load_site
from projectsite.views.agreement.promised import counts
from projectsite.words.text import Locale

MM = 72 / 25.4
DRAWN = {
    "en": (
        "deck",
        "factsheet",
        "poster-a0",
        "promised",
        "work-packages/wp2",
        "outcomes/quiet-light-prize",
    ),
    "de": ("consortium/tresnuvem",),
}
"""One of each kind: to draw all would take long."""


def edition_of(site):
    """As a build has it; the example has no page of what was promised, which here is there."""
    found = [*site_addresses(site), Address(addresses.promised(), site.project.locales)]
    pages = {address.path: address for address in found}
    return replace(site.edition, site_url=EXAMPLE_URL, pages=pages)


def document(site, name, locale="en"):
    return next(one for one in documents(edition_of(site), locale) if one.name == name)


def look(site):
    return pdf.Look(site.project.brand)


@pytest.fixture(scope="module")
def chosen(example_site):
    return [document(example_site, name, locale) for locale in DRAWN for name in DRAWN[locale]]


@pytest.fixture(scope="module")
def contents(example_site, chosen):
    return dict(
        zip([one.name for one in chosen], pdf.drawn(chosen, look(example_site)), strict=True)
    )


@pytest.fixture(scope="module")
def read(contents):
    return {name: PdfReader(io.BytesIO(content), strict=True) for name, content in contents.items()}


def text_of(reader):
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def elements(node):
    """Every element of a structure tree."""
    node = node.get_object()
    if isinstance(node, list):
        for part in node:
            yield from elements(part)
    elif isinstance(node, DictionaryObject):
        yield node
        if "/K" in node:
            yield from elements(node["/K"])


def fonts(reader):
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            (inner,) = font.get_object()["/DescendantFonts"]
            yield inner.get_object()["/FontDescriptor"].get_object()


def test_a_document_says_what_it_is_to_programs_that_read_aloud(chosen, read):
    """Title, language, tags, bookmarks, a text for each figure; fonts within the file."""
    for one in chosen:
        reader = read[one.name]
        root = reader.trailer["/Root"]
        assert root["/Lang"] == one.locale
        assert root["/MarkInfo"]["/Marked"]
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert reader.metadata.title == one.title.text
        assert reader.metadata.author == one.author
        assert reader.outline
        told = root["/Metadata"].get_object().get_data().decode()
        assert re.search(r"pdfuaid:part>1<", told)
        assert re.search(r"pdfaid:part>2<.*pdfaid:conformance>A<", told, re.DOTALL)
        kinds = [element.get("/S") for element in elements(root["/StructTreeRoot"])]
        assert {"/H1", "/P"} <= {*kinds}
        assert all(
            element["/Alt"]
            for element in elements(root["/StructTreeRoot"])
            if element.get("/S") == "/Figure"
        )
        assert all({"/FontFile2", "/FontFile3"} & font.keys() for font in fonts(reader))


def broken_rules(content, profile, tmp_path):
    """By a validator that is not the writer."""
    path = tmp_path / "document.pdf"
    path.write_bytes(content)
    result = page_validation.validate_pdf(str(path), profile=profile)
    assert result.rules.total > 100
    return {failure.rule_id for failure in result.failures}


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_no_rule_of_the_standards_is_broken(contents, profile, tmp_path):
    for name, content in contents.items():
        assert not broken_rules(content, profile, tmp_path), name


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_the_validator_finds_a_fault(contents, profile, tmp_path):
    writer = PdfWriter(clone_from=io.BytesIO(contents["promised"]))
    del writer.root_object["/StructTreeRoot"]
    bare = io.BytesIO()
    writer.write(bare)
    assert broken_rules(bare.getvalue(), profile, tmp_path)


def test_a_passage_that_is_not_translated_has_its_own_language(example_site):
    """To Czech nearly no text of the work packages is translated."""
    one = document(example_site, "work-packages/wp1", "cs")
    (content,) = pdf.drawn([one], look(example_site))
    tree = PdfReader(io.BytesIO(content)).trailer["/Root"]["/StructTreeRoot"]
    assert "en" in {element.get("/Lang") for element in elements(tree)}


def test_the_slides_tell_the_facts_in_order(example_site, read):
    project = example_site.project
    said = [project.facts.acronym, *(p.title.root["en"] for p in project.work_packages.values())]
    said += [cluster.name for cluster in project.clusters.values()]
    said += ["Promised and proven", "Inês Lumares", "ines.lumares(@)tresnuvem.example.org"]
    said += ["Funded by the European Union. Views and opinions"]
    text = text_of(read["deck"])
    # Each of these has a slide of its own, or stands on the last one.
    places = [text.rindex(part) for part in (*said[1:4], *said[-4:])]
    assert text.startswith("2019–2021 RIVERLIGHT River Energy")
    assert all(part in text for part in said)
    assert places == sorted(places)


def test_the_sheet_of_an_outcome_says_what_its_page_says(example_site, read):
    outcome = example_site.project.outcomes["quiet-light-prize"]
    text = text_of(read["outcomes/quiet-light-prize"])
    for part in (outcome.title, outcome.summary, outcome.remark):
        assert part.root["en"] in text
    assert "Sources" in text
    assert len(read["outcomes/quiet-light-prize"].pages) == 1


def test_each_number_is_that_of_the_site(example_site, read):
    setting = Setting.absolute(edition_of(example_site), EXAMPLE_URL, "en")
    shown = counts(setting)
    assert shown
    for name in ("deck", "factsheet", "poster-a0", "promised"):
        text = text_of(read[name])
        assert all(f"{one.number} {one.label}" in text for one in shown), name


def test_sizes_of_paper_and_letters(read):
    def size(name):
        return tuple(round(float(side), 1) for side in read[name].pages[0].mediabox[2:])

    assert size("deck") == (960, 540)
    assert size("factsheet") == (595.3, 841.9)
    assert size("poster-a0") == tuple(round(side * MM, 1) for side in (841, 1189))
    assert [len(read[name].pages) for name in ("factsheet", "poster-a0")] == [2, 1]
    letters = set()
    for page in read["deck"].pages:
        page.extract_text(
            visitor_text=lambda text, _, matrix, __, size: (
                letters.add(abs(size * matrix[3])) if text.strip() else None
            )
        )
    assert min(letters) >= 18


def test_each_document_has_the_funding_block(chosen, read):
    """The sentences, and the emblem: upright, 3 to 2, at least a centimetre high."""
    for one in chosen:
        text = text_of(read[one.name])
        assert one.notice.statement.text in text
        assert " ".join(one.notice.disclaimer.text.split()) in text
        tree = read[one.name].trailer["/Root"]["/StructTreeRoot"]
        boxes = [
            [float(side) for side in element["/A"][0]["/BBox"]]
            for element in elements(tree)
            if element.get("/Alt") == one.notice.emblem_alt.text
        ]
        assert boxes
        for left, bottom, right, top in boxes:
            assert top - bottom >= 10 * MM
            assert (right - left) / (top - bottom) == pytest.approx(1.5, abs=0.01)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("#v(1fr)\n#closing", "", "the funding block is missing"),
        ("notice(34pt, 9.5pt, 8.5pt)", "notice(20pt, 9.5pt, 8.5pt)", "the emblem is smaller"),
        ("#v(1fr)", "#v(1furlong)", "invalid number suffix"),
    ],
)
def test_no_document_is_drawn_without_it(example_site, tmp_path, monkeypatch, old, new, said):
    templates = shutil.copytree(pdf.TEMPLATES, tmp_path / "templates")
    edit(templates, "sheet.typ", old, new)
    monkeypatch.setattr(pdf, "TEMPLATES", templates)
    with pytest.raises(ProblemsFound) as found:
        pdf.drawn([document(example_site, "work-packages/wp3")], look(example_site))
    assert said in str(found.value)
    assert str(found.value).startswith(
        "hooks/projectsite/kit/templates/sheet.typ: work-packages/wp3"
    )


def test_a_missing_font_names_itself(example_site, tmp_path, monkeypatch):
    fonts = shutil.copytree(pdf.FONTS, tmp_path / "fonts")
    (fonts / "Figtree-SemiBold.ttf").unlink()
    monkeypatch.setattr(pdf, "FONTS", fonts)
    with pytest.raises(ProblemsFound, match=r"Figtree-SemiBold\.ttf is missing"):
        pdf.drawn([document(example_site, "work-packages/wp3")], look(example_site))


MARKUP = '#panic("x") $x^2$ @ref *b* _i_ `r` \\ [c] {d} ~t #{1/0} -- = h'


def test_signs_in_a_text_are_no_markup(example_copy):
    long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamten"
    edit(example_copy, "data/work_packages/wp1.yml", "en: Skills", f"en: >-\n    {MARKUP} Skills")
    edit(example_copy, "data/work_packages/wp1.yml", "en: The", f"en: >-\n    {long} {long} The")
    site = load_site(example_copy)
    (content,) = pdf.drawn([document(site, "work-packages/wp1")], look(site))
    text = text_of(PdfReader(io.BytesIO(content)))
    assert MARKUP in text
    assert long in text.replace(" ", "").replace("\u200b", "")  # parted where a line may end


def test_the_same_document_is_the_same_file_from_whatever_process(
    example_site, chosen, contents, monkeypatch
):
    two = [one for one in chosen if one.name in ("promised", "work-packages/wp2")]
    monkeypatch.setattr(pdf, "FEW", 1)
    monkeypatch.setattr(pdf.os, "cpu_count", lambda: 2)
    assert pdf.drawn(two, look(example_site)) == [contents[one.name] for one in two]


@pytest.fixture
def two(monkeypatch):
    """Of all documents two, in English; yields the names of those that are drawn, in order."""
    names = []

    def chosen(edition, locale):
        every = documents(edition, locale) if locale == "en" else ()
        return [one for one in every if one.name in ("promised", "work-packages/wp3")]

    def drawn(found, look):
        names.extend(one.name for one in found)
        return pdf.drawn(found, look)

    monkeypatch.setattr(press, "documents", chosen)
    monkeypatch.setattr(press, "drawn", drawn)
    return names


def test_only_what_has_changed_is_drawn_again(example_copy, two):
    first = press.printed(edition_of(load_site(example_copy)))
    assert two == ["promised", "work-packages/wp3"]
    assert [*first.files] == ["kit/promised.en.pdf", "kit/work-packages/wp3.en.pdf"]
    edit(example_copy, "data/work_packages/wp3.yml", "en: The coordinator", "en: A coordinator")
    second = press.printed(edition_of(load_site(example_copy)))
    assert two[2:] == ["work-packages/wp3"]
    assert second.files["kit/promised.en.pdf"] == first.files["kit/promised.en.pdf"]
    edit(example_copy, "data/brand.yml", "1f4d2e", "1f4d5e")  # the colour of all
    press.printed(edition_of(load_site(example_copy)))
    assert two[3:] == ["promised", "work-packages/wp3"]


def test_a_damaged_or_missing_cache_does_no_harm(example_copy, two):
    edition = edition_of(load_site(example_copy))
    first = press.printed(edition)
    entries = sorted((example_copy / press.CACHE).iterdir())
    assert len(entries) == 2
    entries[0].write_bytes(entries[0].read_bytes()[:-1])
    entries[1].write_bytes(entries[0].read_bytes())
    assert press.printed(edition) == first
    assert len(two) == 4
    shutil.rmtree(example_copy / press.CACHE)
    (example_copy / press.CACHE).write_text("in the way")
    assert press.printed(edition) == first


@pytest.mark.parametrize("linked", [".cache", ".cache/kit"])
def test_a_cache_writes_and_clears_nothing_through_a_link(tmp_path, linked):
    others, root = tmp_path / "others", tmp_path / "project"
    (others / "kit").mkdir(parents=True)
    for folder in (others, others / "kit"):
        (folder / name_of("others")).write_text("theirs")
    before = snapshot(others)
    (root / linked).parent.mkdir(parents=True)
    (root / linked).symlink_to(others)
    cache = Cache(root, press.CACHE)
    cache.write(name_of("ours"), b"drawn")
    cache.clear()
    assert cache.read(name_of("ours")) == b""
    assert snapshot(others) == before


@pytest.mark.parametrize("entry", ["a link", "a pipe", "a device", "a folder"])
def test_a_cache_reads_only_files_of_its_own(tmp_path, entry):
    cache, key = Cache(tmp_path, press.CACHE), name_of("ours")
    cache.write(key, b"drawn")
    path = tmp_path / press.CACHE / key
    path.rename(tmp_path / "elsewhere")
    match entry:
        case "a link":
            path.symlink_to(tmp_path / "elsewhere")
        case "a pipe":
            os.mkfifo(path)
        case "a device":
            path.symlink_to("/dev/null")
        case "a folder":
            path.mkdir()
    assert cache.read(key) == b""
    if entry != "a folder":
        cache.write(key, b"drawn again")
        assert cache.read(key) == b"drawn again"


def test_a_cache_reads_no_more_than_an_entry_may_hold(tmp_path, monkeypatch):
    cache, key = Cache(tmp_path, press.CACHE), name_of("ours")
    cache.write(key, b"drawn")
    assert cache.read(key) == b"drawn"
    monkeypatch.setattr("projectsite.kit.cache._LARGEST", 30)
    assert cache.read(key) == b""


def test_a_cache_that_git_has_is_not_used(tmp_path):
    """Whoever gives a page to a project could give it documents that say something else."""
    key = name_of("ours")
    Cache(tmp_path, press.CACHE).write(key, b"forged")
    git(tmp_path, "init", "--quiet")
    assert Cache(tmp_path, press.CACHE).read(key) == b"forged"
    git(tmp_path, "add", "--force", ".cache")
    cache = Cache(tmp_path, press.CACHE)
    cache.write(key, b"drawn")
    cache.clear()
    assert cache.read(key) == b""
    assert (tmp_path / press.CACHE / key).read_bytes().endswith(b"forged")


def test_a_cache_clears_only_what_it_has_written(tmp_path):
    cache = Cache(tmp_path, press.CACHE)
    kept, gone = name_of("kept"), name_of("gone")
    for name in (kept, gone, f"{gone}.4711", "lamp-loan.yml"):
        cache.write(name, b"drawn")
    cache = Cache(tmp_path, press.CACHE)
    assert cache.read(kept) == b"drawn"
    cache.clear()
    left = sorted(path.name for path in (tmp_path / press.CACHE).iterdir())
    assert left == sorted([kept, "lamp-loan.yml"])


@pytest.mark.parametrize(
    "name", ["a.ttf", "a.OTF", "below/more/a.ttc", ".hidden/a.OTC", "a.ttf/a.ttf", "a.Ttf", "a.txt"]
)
def test_what_typst_takes_for_a_font_makes_other_documents(tmp_path, name):
    path = tmp_path / "overrides/assets/fonts" / name
    path.parent.mkdir(parents=True)
    before = press.digest_of_kit(press.fonts_of(tmp_path))
    shutil.copy(pdf.FONTS / "Figtree-SemiBold.ttf", path)
    own, ours = worker.fonts((str(tmp_path),)), worker.fonts(())
    taken = len(own.fonts()) > len(ours.fonts())
    assert taken == (name not in ("a.Ttf", "a.txt"))
    assert (press.digest_of_kit(press.fonts_of(tmp_path)) != before) == taken


def test_a_letter_of_no_font_leaves_its_documents_out_and_is_told_where(example_copy, two):
    edit(example_copy, "data/outcomes/quiet-light-prize.yml", "en: A prize", "en: 漢 A prize")
    edition = edition_of(load_site(example_copy))
    for _ in ("drawn", "from the cache"):
        kit = press.printed(edition)
        assert [*kit.files] == ["kit/work-packages/wp3.en.pdf"]
        (problem,) = kit.left_out
        assert str(problem) == (
            "data/outcomes/quiet-light-prize.yml:5: no font has “漢”: kit/promised.en.pdf could not"
            " be drawn. Put a font that has it into overrides/assets/fonts/ (a .ttf or .otf file)."
            " [kit-letter]"
        )
    assert len(two) == 2


TWICE = ("e\u0302\u0301", "\u1ebf", "\u01ff", "H\u0300", "\u0915\u094d\u0937\u093f")
"""Letters of which a font has only the parts: each is drawn as two."""


@pytest.mark.parametrize("letters", TWICE)
def test_words_in_drawings_may_have_any_letter_that_words_elsewhere_may(example_copy, letters):
    file = example_copy / "data/clusters/hohdelampo.yml"
    text = file.read_text("utf-8").replace("Savonlinna", f"Hu{letters}")
    file.write_text(text.replace("name: Hohdelampo", f"name: {letters}dha"), encoding="utf-8")
    site = load_site(example_copy)
    (content,) = pdf.drawn([document(site, "poster-a2")], look(site))
    assert pdf.unprintable(content) == ""


def test_words_of_drawings_are_text_in_the_file(example_site):
    poster = document(example_site, "poster-a2")
    (content,) = pdf.drawn([poster], look(example_site))
    words = [
        word.text
        for sheet in poster.sheets
        for block in sheet.blocks
        if (drawing := getattr(block, "drawing", None))
        for word in getattr(drawing, "words", ())
    ]
    assert len(words) > 5
    text = text_of(PdfReader(io.BytesIO(content)))
    assert [word for word in words if word not in text] == []


@pytest.mark.parametrize(
    ("told", "letters"),
    [
        ('the text `"o\\u{323}\\u{302}"` could not be displayed with a font', "o\u0323\u0302"),
        ('the text `"漢"` could not be displayed with font `"Figtree"`', "漢"),
        ('the text `"\\""` could not be displayed with a font', '"'),
        ('the text `""` could not be displayed with a font', pdf.NAMELESS),
        ("error: the PDF contains text with missing codepoints", pdf.NAMELESS),
    ],
)
def test_what_typst_tells_of_letters_is_read_as_letters(example_site, monkeypatch, told, letters):
    one = document(example_site, "factsheet")
    monkeypatch.setattr(worker, "answer", lambda job: {"message": told, "trace": ""})
    assert [pdf.unprintable(c) for c in pdf.drawn([one], look(example_site))] == [letters]


def test_letters_are_found_in_the_data_however_they_are_composed(example_copy):
    edit(example_copy, "data/outcomes/quiet-light-prize.yml", "en: A prize", "en: \u1ed9 A prize")
    assert press._place(example_copy, "o\u0323\u0302") == (
        "data/outcomes/quiet-light-prize.yml",
        5,
    )


def test_the_page_lists_what_was_drawn(example_site, contents):
    files = {
        addresses.kit_file("deck", "en"): KitFile(11, contents["deck"]),
        addresses.kit_file("deck", "de"): KitFile(11, contents["deck"]),
        addresses.kit_file("work-packages/wp2", "en"): KitFile(1, contents["work-packages/wp2"]),
    }
    edition = replace(edition_of(example_site), kit=Kit(files))
    setting = replace(example_site.setting("en", "kit/"), edition=edition)
    whole, packages = kit_list(setting).groups
    (deck,) = whole.rows
    size = f"{-(-len(contents['deck']) // 1024)} KB"
    assert deck.href == "../kit/deck.en.pdf"
    shown = (deck.format, deck.pages, deck.size)
    assert [one.replace("\N{NO-BREAK SPACE}", " ") for one in shown] == [
        "PDF, 16:9",
        "11 pages",
        size,
    ]
    assert [other.href for other in deck.others] == ["../kit/deck.de.pdf"]
    (package,) = packages.rows
    assert package.href == "../kit/work-packages/wp2.en.pdf"
    html = replace(example_site, edition=edition).macros(setting).documents()
    assert '<a href="../kit/deck.en.pdf" type="application/pdf">' in html
    assert 'href="../kit/mark-light.svg"' in html


def test_without_documents_the_page_says_so(example_site):
    setting = example_site.setting("en", "kit/")
    assert "No documents have been made" in example_site.macros(setting).documents()


def test_a_page_offers_its_own_sheet(example_site, contents):
    path = addresses.kit_file("work-packages/wp2", "en")
    kit = Kit({path: KitFile(1, contents["work-packages/wp2"])})
    edition = replace(edition_of(example_site), kit=kit)
    setting = replace(example_site.setting("en", "work-packages/wp2/"), edition=edition)
    link = sheet_link(setting, addresses.work_package("WP2"))
    assert (link.label, link.href) == (
        "Print or send: PDF, 1 page",
        "../../kit/work-packages/wp2.en.pdf",
    )
    assert sheet_link(setting, addresses.work_package("WP1")) is None


def built(project, kit):
    return load_build(project, EXAMPLE_URL, "", {"kit": kit}, preview=False, last=None)


def test_a_build_draws_them_unless_it_is_told_not_to(example_copy, two):
    files = {}
    built(example_copy, True).finish(files.__setitem__)
    of_kit = {address for address in files if address.startswith("kit/")}
    assert of_kit == {
        "kit/work-packages/wp3.en.pdf",
        *(
            f"kit/{name}.{end}"
            for name in ("mark", "mark-light", "emblem")
            for end in ("svg", "png")
        ),
    }
    assert two == ["work-packages/wp3"]
    assert built(example_copy, False).site.edition.kit is None


def test_data_that_end_with_a_carriage_return_have_a_clear_end():
    """Typst's own writing of three objects, the second of which ends so."""
    objects = [
        b"1 0 obj\n<</Type/Catalog>>\nendobj",
        b"2 0 obj\n<</Length 3>>\nstream\nab\r\nendstream\nendobj",
        b"3 0 obj\n<</Length 3>>\nstream\nabc\nendstream\nendobj",
    ]
    content, places = b"%PDF-1.7\n", []
    for one in objects:
        places.append(len(content))
        content += one + b"\n"
    table = b"".join(b"%010d 00000 n\r\n" % place for place in places)
    content += b"\nxref\n0 4\n0000000000 65535 f\r\n" + table
    content += b"trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        content.rindex(b"xref")
    )
    clear = with_clear_ends(content)
    assert clear.count(b"ab\r\r\nendstream") == 1
    reader = PdfReader(io.BytesIO(clear), strict=True)
    assert [reader.get_object(number).get_data() for number in (2, 3)] == [b"ab\r", b"abc"]
    starts = [int(entry) for entry in re.findall(rb"(\d{10}) 00000 n", clear)]
    assert [clear[at : at + 7] for at in starts] == [b"1 0 obj", b"2 0 obj", b"3 0 obj"]
    assert clear[int(re.search(rb"startxref\n(\d+)", clear)[1]) :].startswith(b"xref")


@pytest.mark.parametrize("tasks", [True, False], ids=["with tasks", "with nothing"])
def test_no_slide_is_empty_when_work_packages_have_only_a_title(example_site, tasks):
    """As a proposal's tables give them. What is empty cannot be drawn in the largest size."""
    bare = {
        id: package.model_copy(update={"summary": None, "objectives": ()})
        for id, package in example_site.project.work_packages.items()
    }
    changed = {"work_packages": bare, "objectives": {}} | ({} if tasks else {"tasks": {}})
    edition = changed_edition(example_site, **changed)
    sheets = [sheet for one in documents(edition, Locale("en")) for sheet in one.sheets]
    assert [str(sheet.title) for sheet in sheets if not sheet.blocks] == []
    deck = next(iter(documents(edition, Locale("en"))))
    titles = [str(sheet.title) for sheet in deck.sheets]
    assert ("Work packages" in titles) or tasks
