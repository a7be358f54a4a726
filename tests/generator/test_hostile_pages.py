"""Whatever the check passes, the build builds, in bounded time; a page brings nothing of its own.

Pages are the examples of CommonMark's specification, the patterns of cmark's pathological tests at
the size that a page may have, and random ones. All that pass the check are built as one site.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import signal
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from changes import in_languages
from conftest import EXAMPLE_URL, ROOT, build
from projectsite.build.building import _led
from projectsite.files.layout import ASSETS
from projectsite.files.texts import LIMIT_BYTES
from projectsite.problems import ProblemsFound
from projectsite.prose.checks import check_page, drawn_page
from projectsite.prose.links import Destinations, link_problems
from projectsite.prose.markdown import draw
from projectsite.prose.pages import ProsePage
from projectsite.review.proofreading import blocks_seen
from projectsite.site import load_site
from projectsite.words.text import Locale

SECONDS = 5
"""On the processor, for the check of one page and of all others of the example."""

HEAD = "---\ntitle: A page\ndescription: What it says.\n---\n"
EXAMPLES = json.loads((ROOT / "tests/vendor/commonmark-examples.json").read_text("utf-8"))

SIZE = LIMIT_BYTES - len(HEAD) - 1000


def filled(pattern):
    """A pattern, repeated until a page can hold no more."""
    return pattern * (SIZE // len(pattern.encode()))


PATHOLOGICAL = {
    "headings": filled("a\n=\n"),
    "headings of one name": filled("# a\n"),
    "headings and links to none of them": (
        "".join(f"# heading number {n} of the page\n" for n in range(4_000))
        + "".join(f"[a](#heading-numbr-{n}-of-the-pag)\n" for n in range(2_000))
    ),
    "brackets": filled("["),
    "closed brackets": filled("]"),
    "brackets of links": filled("[a]("),
    "open links": filled("[a](b"),
    "links in angle brackets": filled("[a](<b"),
    "links in a list": filled("- [a](contact.md)\n"),
    "pictures": filled("!["),
    "nested links": "[" * 60_000 + "a" + "](contact.md)" * 10_000,
    "one word": filled("W"),
    "one word before an address": filled("a")[:-20] + " b@example.org",
    "one word before mailto": filled("a")[:-20] + " mailto:x",
    "back quotes": filled("`"),
    "back quotes of every length": "".join("e" + "`" * n for n in range(1, 700)),
    "back quotes in lines": filled("`\n"),
    "emphasis": filled("*a_ "),
    "stars": filled("**a "),
    "stars and lines": filled("a**b") + "c* ",
    "numbers of lists": filled("1. "),
    "dashes of lists": filled("- "),
    "dashes in lines": filled("-\n"),
    "lists deeper and deeper": "\n".join("  " * n + "- a" for n in range(480)),
    "quotations": filled("> "),
    "quotations of lists": filled("> - "),
    "references": "".join(f"[{n}]: contact.md\n" for n in range(6_000)) + filled("[1] ")[:90_000],
    "a long reference": "[a]: " + "x" * 100_000 + "\n" + "[a]" * 40_000,
    "links and labels": filled("[a] [b]: "),
    "footnotes": "[^1]: x\n\n" + filled("[^1]")[:-20],
    "footnotes in footnotes": filled("[^1]: [^1] "),
    "a wide table": "a|" * 60_000 + "\n" + "-|" * 60_000,
    "a table of empty rows": "|a" * 500 + "\n" + "|-" * 500 + "|\n" + "|a|\n" * 40_000,
    "tables": filled("a|b\n-|-\n\n"),
    "tags": filled("<"),
    "instructions": filled("<?"),
    "comments": filled("<!--"),
    "ampersands": filled("&"),
    "entities": filled("&amp;"),
    "numbers of entities": filled("&#"),
    "empty lines": filled("\n"),
    "blanks": filled(" "),
    "blanks at the ends of lines": filled(" \n"),
    "tabs": filled("\t"),
    "backslashes": filled("\\"),
    "fences": filled("```\n"),
    "one brace": filled("{"),
    "braces": filled("{{ "),
    "calls": filled("{{ figures() }}\n\n"),
    "calls in a line": filled("{{ figures() }}"),
    "long calls": "{{ outcomes(" + filled("x") + ") }}",
    "blanks in a call": "{{ outcomes(1" + " " * 200_000 + ".) }}",
    "quotes": filled("\"'"),
    "at signs": filled("a@b"),
    "dots": filled("a."),
    "targets with escapes": filled("[a](contact\\.md) "),
    "targets by reference": "[a] " * 9_900 + filled("word ")[:200_000] + "\n\n[a]: contact\\.md",
    "targets with percent signs": filled("[a](con%74act.md) "),
    "definitions": "".join(f"[{n}]: contact.md\n" for n in range(12_000)),
    "notes": "".join(f"[^{n}]: x\n\n" for n in range(18_000)),
    "addresses": filled("https://"),
    "Greek letters": filled("α"),
    "Greek and Latin letters": filled("αa"),
    "boxes": filled("!!! a\n"),
    "bullets": filled("• "),
    "head lines": filled("---\n"),
    "blanks in the words of a link": f"[https{' ' * 200_000}x](https://example.org/)",
    "a long address": f"[a](https://example.org/{'a' * 200_000})",
    "a long heading": "# " + "a " * 100_000,
    "a long table": "a|b\n-|-\n" + "1|2\n" * 2_000,
}


PIECES = (
    *("a", "# ", "## ", "> ", "- ", "1. ", "    ", "\n", "\n\n", "`", "```", "~~~", "*", "**"),
    *("[", "]", "(", ")", "](", "[x]", "[x]: ", "[^1]", "[^1]: ", "![", "<", ">", "&", "&#"),
    *("|", "|-|-|", "\\", "javascript:", "https://x.example/", "//x.example", "contact.md"),
    *(
        "{{ figures() }}",
        "{{",
        "}}",
        "<b>",
        "<!--",
        "-->",
        "---",
        "===",
        "data:",
        "é",
        "\u202e",
    ),
    *(
        "&colon;",
        "&#58;",
        "&lt;",
        "content",
        "project-x",
        '"',
        "'",
        " ",
        "\t",
        "fn-1",
        ";",
        "#a",
    ),
)


def page(body, name="page"):
    return ProsePage(f"docs/en/{name}.md", Locale("en"), f"{name}/", HEAD + body)


class TooLongError(Exception):
    pass


@contextmanager
def bounded(seconds):
    """Ends what takes longer on the processor."""

    def end(*_):
        raise TooLongError

    before = signal.signal(signal.SIGPROF, end)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@pytest.fixture(scope="module")
def project(example, tmp_path_factory):
    """The example in one language."""
    target = tmp_path_factory.mktemp("hostile") / "project"
    in_languages(Path(shutil.copytree(example, target)), ["en"])
    for locale in ("cs", "de"):
        shutil.rmtree(target / "docs" / locale)
    return target


def refused(project):
    """The files of a project in which the check finds something."""
    try:
        load_site(project)
    except ProblemsFound as found:
        return {problem.file for problem in found.problems}
    return set()


@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_reading_for_notes_is_bounded(name):
    with bounded(SECONDS):
        assert isinstance(list(blocks_seen(page(PATHOLOGICAL[name]))), list)


@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_the_check_is_bounded(project, name):
    target = project / "docs/en/page.md"
    target.write_text(HEAD + PATHOLOGICAL[name] + "\n", encoding="utf-8")
    try:
        begun = time.process_time()
        with bounded(SECONDS):
            assert refused(project) <= {"docs/en/page.md"}
        print(f"{name}: {time.process_time() - begun:.2f} s")
    finally:
        target.unlink()


def test_what_the_check_passes_is_built(project, tmp_path):
    bodies = {f"example-{n}": text for n, text in enumerate(EXAMPLES)}
    bodies |= {f"hostile-{n}": text for n, text in enumerate(PATHOLOGICAL.values())}
    chance = random.Random(1)  # noqa: S311
    for number in range(400):
        bodies[f"random-{number}"] = "".join(chance.choices(PIECES, k=chance.randint(1, 30)))
    files = {f"docs/en/{name}.md": project / f"docs/en/{name}.md" for name in bodies}
    for name, text in bodies.items():
        files[f"docs/en/{name}.md"].write_text(f"{HEAD}{text}\n", encoding="utf-8")
    for file in refused(project):
        files.pop(file).unlink()
    assert len(files) > len(EXAMPLES) / 3
    built = build(project, tmp_path / "site", SITE_URL=EXAMPLE_URL)
    for path in files.values():
        brings_nothing(built.page(f"{path.stem}/"), f"{EXAMPLE_URL}{path.stem}/")
        path.unlink()


def brings_nothing(html, address):
    """No remote picture, no script, no id or class of the site's own in a page of prose."""
    tree = lxml_html.fromstring(html)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids)), address
    (main,) = tree.xpath("//*[@id='content']")
    for source in main.xpath(".//@src"):
        assert urljoin(address, source).startswith(EXAMPLE_URL), (address, source)
    for link in main.xpath(".//a/@href"):
        assert urljoin(address, link).startswith(("https://", "http://")), (address, link)
    assert not main.xpath(".//script | .//style | .//iframe | .//@style | .//@onclick"), address


TAGS = {
    *("a", "blockquote", "br", "code", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li"),
    *("ol", "p", "pre", "section", "strong", "sup", "table", "tbody", "td", "th", "thead", "tr"),
    "ul",
}
ATTRIBUTES = {
    *("id", "href", "src", "alt", "title", "start", "class", "role", "aria-labelledby"),
    *("data-footnote-ref", "data-footnotes"),
}
CLASSES = {"footnotes", "footnote-ref", "project-left", "project-center", "project-right"}


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_what_a_page_may_bring(body):
    drawn = draw(body, {"content"})
    tree = lxml_html.fragment_fromstring(drawn.html, create_parent=True)
    for element in list(tree.iter())[1:]:
        assert element.tag in TAGS
        assert set(element.keys()) <= ATTRIBUTES
        assert not element.get("class") or element.get("class") in CLASSES
    ids = tree.xpath(".//@id")
    assert len(ids) == len(set(ids))
    own = [id for id in ids if not re.match("fn(ref)?-", id)]
    assert set(own) == drawn.headings
    assert not any(id == "content" or id.startswith("project-") for id in own)
    told = list(check_page(page(body), drawn_page(page(body))))
    if not told:
        for source in tree.xpath(".//img/@src"):
            assert urljoin("https://h.example/en/", source).startswith("https://h.example/")
        for link in tree.xpath(".//a/@href"):
            assert re.match(r"https?://|#|[^:]*$", urljoin("https://h.example/en/", link))


STEPS = [
    *("../", "./", "/", "//", "?", "#", "%2f", "%5c", "%3f", "%23", "%20", "%09", "%0a", "&Tab;"),
    *("javascript:", "java%09script:", "ht%09tp://", "https://", "http:", "ftp://", "mailto:", "x"),
    *("contact.md", "consortium/index.md", "outcomes/lamp-loan.md", "new.md", "evil.example/"),
    *("assets/d1-1-handbook.pdf", "../../../assets/d1-1-handbook.pdf", "#contact", "?q=R%26D"),
    *("#contact-ines-lumares", "../assets/river-handbook.pdf", "contact", "%E2%80%AE", "a" * 260),
]
LINKS = st.lists(st.sampled_from(STEPS), min_size=1, max_size=6).map("".join)


@settings(max_examples=500, deadline=None)
@given(LINKS)
@example("java%09script:void%28document.title=1%29//?/../../../assets/d1-1-handbook.pdf")
@example("%5c%5cevil.example/p.png?/../../../assets/d1-1-handbook.pdf")
@example("nowhere?/../contact.md")
@example("ftp://evil.example/../../../assets/d1-1-handbook.pdf")
@example("contact.md#contact")
@example("../assets/river-handbook.pdf#page=3")
@example("a" * 252 + ".png")
def test_a_link_that_passes_leads_somewhere(example_site, target):
    """Also on a page that is not translated, whose links lead to translated ones."""
    site = example_site
    prose = ProsePage("docs/en/new.md", Locale("en"), "new/", f"{HEAD}[words]({target})")
    drawn = drawn_page(prose)
    pages = site.addresses | {prose.path}
    locales, assets = site.project.locales, site.root / ASSETS
    there = Destinations(EXAMPLE_URL, locales, pages, frozenset(), site.headings, assets)
    told = [*check_page(prose, drawn), *link_problems(prose, drawn, there)]
    for found in drawn.targets if not told else ():
        for locale, begin in (("en", ""), ("de", "de/")):
            led = _led(site, site.setting(Locale(locale), f"{begin}new/"), prose, found.address)
            parts = urlsplit(urljoin(f"{EXAMPLE_URL}{begin}new/", led))
            if not f"{parts.scheme}://{parts.netloc}{parts.path}".startswith(EXAMPLE_URL):
                assert re.match(r"https?://[^/@\\]+(/|$)", led), (target, led)
                continue
            path = parts.path.removeprefix(urlsplit(EXAMPLE_URL).path)
            if path.startswith("assets/"):
                assert (site.root / "docs" / path).is_file(), (target, led)
                asked = found.address.partition("#")[2]
                assert bool(parts.fragment) is bool(asked), (target, led)
                continue
            assert path.startswith(begin), (target, led)
            assert path.removeprefix(begin) in pages, (target, led)
            ids = site.headings(Locale(locale), path.removeprefix(begin)) or ()
            assert not parts.fragment or parts.fragment in ids, (target, led)


@pytest.mark.parametrize(
    "root", ["https://h.example/", "https://h.example", "https://h.example/a/"]
)
def test_a_whole_address_is_followed_wherever_the_site_stands(example_site, root):
    site = example_site
    there = Destinations(
        root, site.project.locales, site.addresses, frozenset(), site.headings, site.root / ASSETS
    )
    begin = root.rstrip("/")
    for path in ("", "/", "/contact/", "/de/contact/?a#kontakt", "/contact", "/outcomes/feed.xml"):
        assert there.wrong(begin + path) == "", path
    for path in ("/kit/deck.de.pdf", "/data/promised.csv", "/favicon.ico", "/llms.txt"):
        assert there.wrong(begin + path) == "", path
    for path in ("/contact/no.pdf", "/de/assets/no.png", "/ASSETS/no.png", "/kit.png"):
        assert there.wrong(begin + path), path
    wrong = "/nowhere/", "/de/nowhere", "/contact/#nowhere", "/contact.md", "/assets/no.pdf"
    for path in (
        *wrong,
        "/contactindex.html",
        "/deindex.html",
        "/contact//",
        "//contact/",
        "/contact.",
    ):
        assert there.wrong(begin + path), path
    assert there.wrong("https://other.example/nowhere/") == ""
    assert there.wrong("https://h.example.org/nowhere/") == ""
