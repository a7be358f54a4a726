"""The looks of a project: its colour, its outline, its logo, and nothing of another's."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from first_project import own_colours, traces_in
from projectsite.__main__ import main
from projectsite.build.icons import icons
from projectsite.build.stylesheet import dressed
from projectsite.facts.model import Brand
from projectsite.facts.vocabulary import Outline
from projectsite.files.pictures import picture_mistake
from projectsite.formats.catalogue import Catalogue
from projectsite.page import chrome
from projectsite.page.edition import Address
from projectsite.page.outline import outline_of
from projectsite.page.palette import HOUSE, LEGIBLE, contrast, recoloured, tinted
from projectsite.review.notes import site_notes
from projectsite.site import load_site
from projectsite.words.text import Locale

STYLES = {
    path.stem: path.read_text("utf-8")
    for path in sorted((ROOT / "overrides/assets/stylesheets").glob("*.css"))
}
TOKEN = re.compile(r"(--[a-z0-9-]+): (#[0-9a-f]{3,6});")
READ_ON = (
    *(("--ink", "--paper"), ("--ink", "--foam"), ("--ink-2", "--paper"), ("--ink-2", "--surface")),
    *(("--link", "--paper"), ("--link", "--surface"), ("--link", "--foam")),
)
"""What is read on what, in both schemes."""
colours = st.integers(0, 0xFFFFFF).map(lambda number: f"{number:06x}")


def tokens(css: str) -> dict[str, str]:
    """The colours of the page, as the first rule gives them."""
    found: dict[str, str] = {}
    for name, value in TOKEN.findall(css):
        found.setdefault(name, value)
    return found


@given(colours)
def test_every_text_can_be_read_in_every_colour(own):
    light = tokens(recoloured(STYLES["project"], own))
    dark = light | tokens(recoloured(STYLES["dark"], own))
    for scheme in (light, dark):
        for text, ground in READ_ON:
            assert contrast(scheme[text], scheme[ground]) >= 4.5, (own, text, ground)
        for ground in ("--deep", "--deep-2"):
            if ground in scheme:
                assert contrast("ffffff", scheme[ground]) >= 4.5, (own, ground)


@given(colours)
def test_the_header_has_the_colour_itself_where_white_can_be_read_on_it(own):
    header = tinted(f"#{HOUSE}", own)
    assert (header == f"#{own}") or contrast("ffffff", own) < LEGIBLE
    assert contrast("ffffff", header) >= LEGIBLE - 0.8


def test_the_colours_of_partners_and_of_the_keyboard_stay():
    css = "a{--hue-blue: #0b6a9c;--focus:#b3470b;color:#0a5d82;background:rgb(18 33 46 / 6%)}"
    changed = recoloured(css, "7a1f3d")
    assert "--hue-blue: #0b6a9c;--focus:#b3470b;" in changed
    assert "0a5d82" not in changed
    assert "rgb(18 33 46" not in changed
    assert changed.endswith(" / 6%)}")
    assert recoloured(css, HOUSE) == css


def test_nothing_of_the_first_project_is_in_the_site_of_another(built_example):
    assert len(own_colours()) > 20
    assert traces_in(built_example.folder) == []


def test_a_trace_is_found(tmp_path):
    (tmp_path / "a.html").write_text("<p class=drop>A drop</p>", "utf-8")
    (tmp_path / "b.css").write_text(f"a{{color:#{HOUSE}}}", "utf-8")
    (tmp_path / "c.svg").write_text(f'<path d="{outline_of(Outline.DROP).body}"/>', "utf-8")
    assert [one.partition(":")[0] for one in traces_in(tmp_path)] == ["a.html", "b.css", "c.svg"]


def test_a_stylesheet_has_the_corners_of_the_outline():
    css = ":root{--corners: 50%;--gutter:1px}"
    assert "--corners:50%;" in dressed(css, Brand())
    assert "--corners:0 50% 50%;" in dressed(css, Brand(outline=Outline.DROP))


def test_the_logo_of_a_partner_stands_on_its_page_and_in_its_data(built_example):
    page = built_example.page("consortium/skimrefoss")
    assert '<img class="project-logo" src="../../assets/skimrefoss-battery.svg" alt="">' in page
    assert '"logo":"https://example.org/riverlight/assets/skimrefoss-battery.svg"' in re.sub(
        r'": ', '":', page
    )
    assert (built_example.folder / "assets/skimrefoss-battery.svg").is_file()


def test_the_logo_of_the_project_stands_in_the_header(example_site, example_copy):
    (example_copy / "data/brand.yml").write_text("logo: skimrefoss-battery.svg\n", "utf-8")
    site = load_site(example_copy)
    assert site.project.brand.logo == "skimrefoss-battery.svg"
    assert example_site.project.brand.logo is None
    drawn = re.sub(r"\s+", " ", header(site, "en"))
    assert f'alt="" height="28"> <span>{site.project.facts.acronym}</span>' in drawn


def header(site, locale):
    """The bar on top of a home page."""
    address = Address("", site.project.locales)
    setting = site.setting(Locale(locale), "")
    view = chrome.header(setting, (), address)
    return site.render("header", header=view, here=setting, t=setting.t)


def test_the_header_says_what_the_project_wants_in_each_language(example_copy):
    brand = example_copy / "data/brand.yml"
    texts = "header:\n  en: Light for rivers\n  de: Licht für Flüsse\n"
    brand.write_text(texts, "utf-8")
    site = load_site(example_copy)
    assert "<span>Licht für Flüsse</span>" in header(site, "de")
    assert '<span lang="en"' in header(site, "cs")
    # The pictures are kept by the brand that they were drawn for.
    assert dict(icons(site))
    brand.write_text(texts + "logo: skimrefoss-battery.svg\nwordmark: yes\n", "utf-8")
    drawn = header(load_site(example_copy), "en")
    assert 'alt="Light for rivers"' in drawn
    assert "<span>Light for rivers</span>" not in drawn


def test_a_pale_colour_is_told_with_figures(example_copy):
    (example_copy / "data/brand.yml").write_text('colour: "9fd0ff"\n', "utf-8")
    (note,) = [n for n in site_notes(load_site(example_copy)) if n.code == "contrast"]
    assert (note.file, note.line) == ("data/brand.yml", 1)
    told = re.fullmatch(
        r"colour: white on 9fd0ff has a contrast of 1\.6, and text of the header needs 7\. It is "
        r"drawn on ([0-9a-f]{6}), which has (\d+\.\d), in the light and the dark scheme\.",
        note.message,
    )
    assert told
    assert float(told[2]) == pytest.approx(contrast("ffffff", told[1]), abs=0.06)
    assert float(told[2]) >= LEGIBLE - 0.8


def test_a_contact_is_shown_as_long_as_agreed(example):
    last = date(2099, 12, 31)
    for day, shown in ((last, True), (last + timedelta(1), False)):
        site = load_site(example, day=day)
        files = {file[0] for file in Catalogue(site.edition).project_files()}
        assert ("ines-lumares" in site.project.contacts) is shown
        assert any("ines-lumares" in address for address in files) is shown


DRAWN = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><style>.a{fill:#123}</style>'
    '<defs><linearGradient id="g"/></defs><path class="a" d="M0 0h9" fill="url(#g)"/></svg>',
    '<?xml version="1.0"?><!-- a comment --><svg xmlns="http://www.w3.org/2000/svg" '
    'viewBox="0 0 9 9"><g id="a"/><use href="#a"/></svg>',
)
HOSTILE = (
    '<foreignObject><b xmlns="http://www.w3.org/1999/xhtml">x</b></foreignObject>',
    '<path style="fill:url(https://example.org/a)"/>',
    '<path fill="url( //example.org/a )"/>',
    '<path ONLOAD="x()"/>'.replace("ONLOAD", "onfocus"),
    '<animate attributeName="href" to="javascript:x()"/>',
    '<set attributeName="onmouseover" to="x()"/>',
    '<use href="data:image/svg+xml,x"/>',
    '<use xmlns:x="http://www.w3.org/1999/xlink" x:href="a.svg#b"/>',
    "<style>a{background:ur\\6c(x)}</style>",
    '<script xmlns="http://www.w3.org/1999/xhtml">x()</script>',
    '<x:script xmlns:x="http://www.w3.org/2000/svg">x()</x:script>',
    "<?xml-stylesheet href='a.css'?>",
    "<g>" * 6000 + "</g>" * 6000,
    "<g/>" * 6000,
)


@pytest.mark.parametrize("text", DRAWN)
def test_a_drawing_is_a_picture(tmp_path, text):
    (tmp_path / "a.svg").write_text(text, "utf-8")
    assert picture_mistake(tmp_path / "a.svg") is None


@pytest.mark.parametrize("inner", HOSTILE, ids=lambda inner: inner[:30])
def test_what_runs_or_loads_is_no_picture(tmp_path, inner):
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
    (tmp_path / "a.svg").write_text(f"{head}{inner}</svg>", "utf-8")
    assert picture_mistake(tmp_path / "a.svg")


def often(reference, before=""):
    """A group that is drawn by ten of the next one, eight deep: a hundred million elements."""
    groups = (
        f'<g id="p{n}">{reference.format(f"p{n + 1}") * 10}</g>' if n < 8 else '<path id="p8"/>'
        for n in range(9)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink"'
        f' viewBox="0 0 9 9">{before}{"".join(groups)}</svg>'
    )


MASK = '<mask id="p9"><path/></mask>'
SECOND = "".join(f'<path id="p{n}"/>' for n in range(9))
REFERRED = {
    "as it is": often('<use href="#{}"/>'),
    "percent": often('<use href="#{}"/>').replace('href="#p', 'href="#%70'),
    "tab": often('<use href="#&#9;{}"/>'),
    "line": often('<use href="#&#10;{}"/>'),
    "blank before": often('<use href=" #{}"/>'),
    "blank behind": often('<use x:href="#{} "/>'),
    "joiner": often('<use href="#{}&#8203;"/>'),
    "capitals": often('<path fill="URL(#{})"/>'),
    "quoted": often("<path fill=\"url( '#{}' )\"/>"),
    "quoted blank": often("<path fill=\"url('#{} ')\"/>"),
    "percent in url": often('<path mask="url(#{})"/>').replace("(#p", "(#%70"),
    "not closed": often('<path mask="url(#{}"/>'),
    "escape": often('<path style="mask:ur\\6c(#{})"/>'),
    "escaped sign": often('<path style="mask:url(\\23 {})"/>'),
    "first of two": often('<use href="#{}"/>').replace("</svg>", f"{SECOND}</svg>"),
    "style": often("<g/>", f"{MASK}<style>*{{mask:URL( '#p9' )}}</style>"),
    "percent in a style": often("<g/>", f"{MASK}<style>*{{mask:url(#%709)}}</style>"),
    "entity in a style": often("<g/>", f"{MASK}<style>*{{mask:url(&#35;p9&#9;&#9;)}}</style>"),
    "escape in a style": often("<g/>", f"{MASK}<style>*{{mask:url(#\\70 9)}}</style>"),
}


@pytest.mark.parametrize("text", REFERRED.values(), ids=REFERRED)
def test_what_is_drawn_again_is_counted_however_it_is_referred_to(tmp_path, text):
    (tmp_path / "a.svg").write_text(text, "utf-8")
    assert picture_mistake(tmp_path / "a.svg")


@pytest.mark.parametrize("how", ["url(#g)", "URL( '#g' )", "url(#gone)", "rgb(1 2 3)", "#abc"])
def test_colours_may_refer_to_what_is_drawn_once(tmp_path, how):
    text = DRAWN[0].replace("url(#g)", how).replace("#123", how)
    (tmp_path / "a.svg").write_text(text, "utf-8")
    assert picture_mistake(tmp_path / "a.svg") is None


def test_who_is_named_is_listed_with_every_place(example_copy, capsys):
    page = example_copy / "docs/en/project.md"
    page.write_text(page.read_text("utf-8") + "\nAsk Lumares, Ine\u0302s.\n", "utf-8")
    assert main(["people", "--root", str(example_copy)]) == 0
    told = capsys.readouterr().out.split("Inês Lumares\n")[1].split("\nI")[0].splitlines()
    assert told[0].startswith("  data/contacts/ines-lumares.yml:")
    assert told[0].endswith("role, email, orcid, homepage, shown until 2099-12-31")
    assert any(line.startswith("  docs/en/project.md:") for line in told)
