"""What visitors get of stylesheets draws the pages as the whole ones would."""

from __future__ import annotations

import re
from pathlib import Path

import material
import pytest

from conftest import ROOT
from projectsite.build.stylesheet import dressed, packed, used_part

(WHOLE,) = Path(material.__file__).parent.glob("templates/assets/stylesheets/main.*.css")
THEME = WHOLE.read_text("utf-8").replace("[dir=ltr] ", "")
OWN = ROOT / "overrides/assets/stylesheets"
ADDRESSES = ("", "project/", "outcomes/lantern-training/", "de/glossary/", "data/")


# Not a picture: two pictures of one page may differ by a pixel's shade, and say not where. The
# colour of a tap is left out: Material takes it away where its own script shows the focus.
STYLES = """() => {
  const shown = (element, part) => {
    const style = getComputedStyle(element, part);
    if (part && style.content === "none") return [];
    const keys = [...style].filter((key) => !/^--|tap-highlight/.test(key));
    return [keys.map((key) => `${key}: ${style.getPropertyValue(key)}`).join("\\n")];
  };
  return [...document.querySelectorAll("body, body *")].flatMap((element) => {
    const box = element.getBoundingClientRect();
    const place = [box.x, box.y, box.width, box.height].map(Math.round);
    return [`${element.tagName}.${element.className} ${place}`]
      .concat(...[null, "::before", "::after"].map((part) => shown(element, part)));
  });
}"""


@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_look_the_same_with_the_whole_ones(browser, served_example, example_site, address):
    brand = example_site.project.brand
    styles = {file.name: dressed(file.read_text("utf-8"), brand) for file in OWN.glob("*.css")}
    seen = []
    for whole in (False, True):
        context = browser.new_context(viewport={"width": 900, "height": 900})
        page = context.new_page()
        if whole:
            page.route(
                "**/material.css", lambda route: route.fulfill(body=THEME, content_type="text/css")
            )
            page.route(
                re.compile(r"/stylesheets/(project|print|dark)\.css$"),
                lambda route: route.fulfill(
                    body=styles[route.request.url.rpartition("/")[2]], content_type="text/css"
                ),
            )
        page.goto(served_example + address, wait_until="networkidle")
        page.evaluate("document.fonts.ready")
        seen.append(page.evaluate(STYLES))
        context.close()
    assert len(seen[0]) > 100
    assert seen[0] == seen[1]


def test_nothing_is_kept_of_what_pages_have_not():
    kept = used_part(THEME)
    bare = re.sub(r"\"[^\"]*\"|'[^']*'", "", kept)
    assert set(re.findall(r"\.(-?[A-Za-z_][\w-]*)(?=[^{}]*\{)", bare)) == {"md-typeset"}
    defined = set(re.findall(r"(--[\w-]+):", kept))
    assert defined <= set(re.findall(r"var\((--[\w-]+)", kept))
    assert kept.count("{") == kept.count("}") > 100
    assert len(kept) < len(THEME) / 5


@pytest.mark.parametrize(
    ("css", "left"),
    [
        (".a{b:c}", ""),
        (".md-typeset p,.a p{b:c}", ".md-typeset p{b:c}"),
        ("@media print{.a{b:c}p{d:e}}", "@media print{p{d:e}}"),
        ("@media print{.a{b:c}}", ""),
        ("@keyframes x{from{a:b}}p{c:d}", "p{c:d}"),
        ("p:is(.a,b){c:d}", ""),
        ("p[href='.a,{}']{c:d}", "p[href='.a,{}']{c:d}"),
        ("[dir=ltr] p{a:b}", ":where(:root:not([dir=rtl])) p{a:b}"),
        (
            ':root{--a:1;--b:url("x;{}");--c:var(--d);--d:2}p{e:var(--b)}',
            ':root{--b:url("x;{}");}p{e:var(--b)}',
        ),
    ],
)
def test_the_used_part(css, left):
    assert used_part(css) == left


@pytest.mark.parametrize(
    ("css", "left"),
    [
        ("/* a\n b */\np {\n  a: b;\n  c: d;\n}\n\nq,\nr { }\n", "p {a: b;c: d;}q,r { }"),
        ('p::after {\n  content: "a  ; b";\n}\n', 'p::after {content: "a  ; b";}'),
        ("p {\n  a:\n    b\n    c;\n}\n", "p {a: b c;}"),
    ],
)
def test_packing(css, left):
    assert packed(css) == left
