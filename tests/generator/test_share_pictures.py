"""The picture of the project in shared links, icons and manifest, read by programs that did not
write them. The cards of other pages: test_page_cards.py."""

from __future__ import annotations

import json
import re
import struct
from urllib.parse import urljoin

import pytest
from lxml import etree
from lxml import html as lxml_html
from PIL import Image

from conftest import EXAMPLE_URL, ROOT, edit
from pages_server import PagesServer
from projectsite.build.icons import icons
from projectsite.kit.palette import LIGHT
from projectsite.site import load_site
from visit import Watch


def head_of(built, address):
    return lxml_html.document_fromstring(built.page(address)).find("head")


def properties(head):
    return {meta.get("property"): meta.get("content") for meta in head.xpath("meta[@property]")}


@pytest.mark.parametrize("address", ["", "de", "cs/outcomes/lamp-loan", "de/consortium/tresnuvem"])
def test_each_page_names_the_picture_of_its_language_by_its_whole_address(built_example, address):
    head = head_of(built_example, address)
    said = properties(head)
    locale = lxml_html.document_fromstring(built_example.page(address)).get("lang")
    assert said["og:image"] == f"{EXAMPLE_URL}assets/images/share-{locale}.png"
    file = built_example.folder / said["og:image"].removeprefix(EXAMPLE_URL)
    with Image.open(file) as image:
        assert image.format == "PNG"
        assert [str(side) for side in image.size] == [
            said["og:image:width"],
            said["og:image:height"],
        ]
        assert image.size == (1200, 630)
    assert file.stat().st_size < 60_000
    assert "RIVERLIGHT" in said["og:image:alt"]
    assert head.xpath("string(meta[@name='twitter:card']/@content)") == "summary_large_image"


def test_a_browser_decodes_every_picture(browser, built_example):
    """Pillow has written them: another decoder has to open them."""
    with PagesServer(built_example.folder, "/riverlight/") as server:
        page = browser.new_page()
        page.goto(server.url)
        for path in sorted(built_example.folder.glob("assets/images/*")):
            source = f"{server.url}assets/images/{path.name}"
            size = page.evaluate(
                """async source => {
                    const image = new Image();
                    image.src = source;
                    await image.decode();
                    return [image.naturalWidth, image.naturalHeight];
                }""",
                source,
            )
            assert min(size) >= 32, path.name
            if named := re.fullmatch(r"icon-(\d+)\.png", path.name):
                assert size == [int(named[1])] * 2
        page.close()


def test_the_hues_are_those_of_the_drops_on_pages():
    css = (ROOT / "overrides/assets/stylesheets/project.css").read_text("utf-8")
    drops = re.search(r"\.project-drop,\s*\.project-levels \{([^}]*)\}", css)
    said = dict(re.findall(r"--hue-(\w+): (#\w+);", drops[1]))
    assert said == {str(hue): colour for hue, colour in LIGHT.items()}


def test_the_manifest_is_whole_and_its_links_lead_somewhere(built_example, example_site):
    path = built_example.folder / "manifest.webmanifest"
    manifest = json.loads(path.read_text("utf-8"))
    facts = example_site.project.facts
    assert manifest["short_name"] == facts.acronym
    assert manifest["name"].startswith(facts.acronym)
    assert manifest["lang"] == "en"
    for key in ("theme_color", "background_color"):
        assert re.fullmatch(r"#[0-9a-f]{6}", manifest[key])
    assert urljoin(EXAMPLE_URL + path.name, manifest["start_url"]) == EXAMPLE_URL
    assert {icon["sizes"] for icon in manifest["icons"]} >= {"192x192", "512x512", "any"}
    for icon in manifest["icons"]:
        file = built_example.folder / icon["src"]
        if icon["type"] == "image/png":
            with Image.open(file) as image:
                assert f"{image.width}x{image.height}" == icon["sizes"]
        else:
            assert etree.parse(file).getroot().tag == "{http://www.w3.org/2000/svg}svg"


def test_the_favicon_holds_the_sizes_of_tabs(built_example):
    content = (built_example.folder / "favicon.ico").read_bytes()
    reserved, kind, count = struct.unpack("<HHH", content[:6])
    assert (reserved, kind, count) == (0, 1, 3)
    sizes = {content[6 + 16 * at] for at in range(count)}
    assert sizes == {16, 32, 48}


@pytest.mark.parametrize("address", ["", "de/outcomes/lamp-loan"])
def test_every_page_links_icons_and_manifest_and_says_both_colours(built_example, address):
    head = head_of(built_example, address)
    links = {link.get("rel"): link.get("href") for link in head.xpath("link[@rel]")}
    base = f"{EXAMPLE_URL}{address}/" if address else EXAMPLE_URL
    for rel in ("icon", "apple-touch-icon", "manifest"):
        file = urljoin(base, links[rel]).removeprefix(EXAMPLE_URL)
        assert (built_example.folder / file).is_file(), rel
    with Image.open(built_example.folder / "assets/images/icon-180.png") as image:
        assert image.mode == "RGB"  # iOS paints what is transparent black
    schemes = head.xpath("meta[@name='theme-color']/@media")
    assert schemes == ["(prefers-color-scheme: dark)"]


def test_the_policy_lets_the_browser_load_them(browser, served_example):
    page = browser.new_page()
    watch = Watch(page, served_example)
    page.goto(served_example, wait_until="networkidle")
    loaded = page.evaluate(
        """async () => {
            const link = document.querySelector("link[rel=manifest]");
            const manifest = await (await fetch(link.href)).json();
            return manifest.icons.length;
        }"""
    )
    assert loaded >= 3
    # Chromium reads manifest and icons as it does for a system that installs the page.
    session = page.context.new_cdp_session(page)
    answer = session.send("Page.getAppManifest")
    assert answer["errors"] == []
    assert answer["url"].endswith("manifest.webmanifest")
    assert watch.found == []
    page.close()


def test_the_colour_of_the_bar_follows_the_switch(browser, served_example):
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    page.goto(served_example)
    media = "document.querySelector('meta[name=theme-color][data-scheme]').media"
    assert page.evaluate(media) == "not all"
    page.click("[data-scheme-toggle]")
    assert page.evaluate(media) == "screen"
    context.close()


def test_icons_are_drawn_alike_each_time(example_site):
    assert dict(icons(example_site)) == dict(icons(example_site))


def test_another_project_has_its_own(example_copy):
    edit(example_copy, "data/project.yml", "acronym: RIVERLIGHT", "acronym: LAKELIGHT")
    files = dict(icons(load_site(example_copy)))
    assert json.loads(files["manifest.webmanifest"])["short_name"] == "LAKELIGHT"
