"""Pages hold prose and macro calls with constant arguments; nothing else ever reaches Jinja.

What an editor is told of a page stands in tests/problems/, attempts to run code in test_attacks.py.
"""

from __future__ import annotations

from urllib.parse import unquote, urljoin

import pytest
from lxml import html as lxml_html

from projectsite.prose.checks import check_page, drawn_page
from projectsite.prose.markdown import LIMIT_DEPTH, draw
from projectsite.prose.pages import ProsePage
from projectsite.prose.tokens import MacroCall, set_in, tokenised
from projectsite.words.markdown import links_of, to_html
from projectsite.words.text import Locale

HEAD = "---\ntitle: A page\ndescription: What it says.\n---\n"


def page(body, head=HEAD):
    return ProsePage("docs/en/page.md", Locale("en"), "page/", head + body)


def told(body, vocabulary=None):
    return list(check_page(page(body), drawn_page(page(body)), vocabulary))


@pytest.fixture(scope="module")
def vocabulary(example_site):
    return example_site.macros(example_site.setting(Locale("en"), "page/")).vocabulary


GOOD = [
    "Plain prose, *emphasis*, a [link](contact.md) and 3 < 4.",
    "{{ outcomes() }}",
    '{{ outcomes(work_package="WP2", type="training") }}',
    "{{outcomes(latest=3)}}",
    "Text before.\n\n{{ figures() }}\n\nText after.",
    '{{ cluster("tresnuvem") }}',
    "A `<div>` in code.",
    "[An outcome](outcomes/lantern-training.md)",
]


@pytest.mark.parametrize("body", GOOD)
def test_what_a_page_may_hold(body, vocabulary):
    assert told(body, vocabulary) == []


REFUSED = [
    "{{ outcomes.__init__ }}",
    "{{ outcomes(*[1]) }}",
    "{{ outcomes(latest=10**9) }}",
    "{{ range(10) }}",
    "{{ outcomes() if true else figures() }}",
    "{{ }}",
    "{{ outcomes( }}",
    "{%- set x = 1 -%}",
    "```\n{{ config }}\n```",
    "`{% raw %}`",
    "<?php ?>",
    "[x](<data:text/html,x>)",
    "\\`<script src=x></script>\\`",
    "{{ outcomes() }",
    "{{ outcomes(work_package=2) }}",
    "{{ outcomes(latest='x') }}",
    "{{ outcomes(latest=True) }}",
    "{{ cluster(5) }}",
    "{{ figures() }}\ntext",
]


@pytest.mark.parametrize("body", REFUSED)
def test_what_a_page_may_not_hold(body, vocabulary):
    problems = told(body, vocabulary)
    assert problems, body
    assert {problem.line for problem in problems} <= {5, 6, 7}
    assert all(problem.message.endswith((".", "?")) for problem in problems)


MARKDOWN = [
    # what an editor writes, what a visitor gets
    ("a < b & c > d", "<p>a &lt; b &amp; c &gt; d</p>"),
    ("<svg/onload=alert(1)>", "<p>&lt;svg/onload=alert(1)&gt;</p>"),
    ("x <b>fat</b>", "<p>x fat</p>"),
    ("<div onclick=x>\n\ntext", "<p>text</p>"),
    ("[x](javascript:alert(1))", '<p><a href="">x</a></p>'),
    (
        "[x][a]\n\n> [a]: JAVASCRIPT:alert(1)",
        '<p><a href="">x</a></p>\n<blockquote>\n</blockquote>',
    ),
    ("![x](data:image/svg+xml,x)", '<p><img src="" alt="x" /></p>'),
    ("[x](contact.md#top)", '<p><a href="contact.md#top">x</a></p>'),
    (
        '[x](contact.md "A \\"title\\"")',
        '<p><a href="contact.md" title="A &quot;title&quot;">x</a></p>',
    ),
    ("[x](https://example.org/a:b)", '<p><a href="https://example.org/a:b">x</a></p>'),
    ("## One\n\n## One", '<h2 id="one">One</h2>\n<h2 id="one_1">One</h2>'),
    ("## Mehr *über* `uns`", '<h2 id="mehr-uber-uns">Mehr <em>über</em> <code>uns</code></h2>'),
    ("## Нещо", '<h2 id="section">Нещо</h2>'),
    ("## Content", '<h2 id="section-content">Content</h2>'),
    ("## Project results", '<h2 id="section-project-results">Project results</h2>'),
    ("```project-offer\nx\n```", "<pre><code>x\n</code></pre>"),
    (
        "|a|\n|-:|\n|1|",
        '<table>\n<thead>\n<tr>\n<th class="project-right">a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n'
        '<td class="project-right">1</td>\n</tr>\n</tbody>\n</table>',
    ),
]


@pytest.mark.parametrize(("written", "shown"), MARKDOWN)
def test_markdown_of_pages_holds_no_html(written, shown):
    assert draw(written, {"content"}).html == shown


def test_the_way_back_from_a_footnote_needs_no_word_of_any_language():
    html = draw("Said.[^1]\n\n[^1]: By whom.").html
    back = '<a href="#fnref-1" role="doc-backlink" aria-labelledby="fnref-1">↩</a>'
    assert html.endswith(f"<p>By whom. {back}</p>\n</li>\n</ol>\n</section>")
    assert "english" not in html and "Back" not in html


@pytest.mark.parametrize(
    "picture",
    [
        "![x](https://elsewhere.example/x.png)",
        "![x](//elsewhere.example/x.png)",
        "![x](<https://elsewhere.example/x.png>)",
        "![x](  https://elsewhere.example/x.png  'title')",
        "![x][a]\n\n[a]: https://elsewhere.example/x.png",
        "![x][]\n\n> [x]: https://elsewhere.example/x.png",
        "![x]\n\n- 1. [x]: <https://elsewhere.example/x.png>",
        "[![x](https://elsewhere.example/x.png)](contact.md)",
        "![a ![x](https://elsewhere.example/x.png) b](../assets/x.png)",
        "![x](https&#58;//elsewhere.example/x.png)",
        "![x](\\https://elsewhere.example/x.png)",
        "| a |\n|---|\n| ![x](https://elsewhere.example/x.png) |",
        "# ![x](https://elsewhere.example/x.png)",
        "x[^1]\n\n[^1]: ![x](https://elsewhere.example/x.png)",
        "![x](data:image/png;base64,AAAA)",
        "![x\n\ny](https://elsewhere.example/x.png) ![x](HTTPS://elsewhere.example/x.png)",
    ],
)
def test_no_picture_of_another_host_in_any_form(picture):
    drawn = [target.address for target in draw(picture).targets if target.picture]
    asked = {urljoin("https://here.example/en/", address) for address in drawn}
    remote = any(not address.startswith("https://here.example/") for address in asked)
    assert remote == ("remote-picture" in {problem.code for problem in told(picture)})


@pytest.mark.parametrize(
    ("link", "line"),
    [
        ("[x][y]\n\n> [y]: javascript:alert(1)", 7),
        ("- a\n- [x](data:text/html,x)", 6),
        ("[x](&#106;avascript:alert(1))", 5),
        ("[x](vbscript&colon;x)", 5),
        ("[x]()", 5),
    ],
)
def test_no_link_that_runs_a_script_in_any_form(link, line):
    assert [(problem.code, problem.line) for problem in told(link)] == [("script-link", line)]


def test_html_is_told_of_wherever_it_would_be_left_out():
    for body in ("``x\n`` <b>", "- > a <!-- b -->", "<script>\n`x`\n</script>", "# a <i>"):
        assert "html" in {problem.code for problem in told(body)}, body
    for body in ("a <b", "1 <2", "`<b>`", "<https://example.org/>", "\\<b>"):
        assert told(body) == [], body


def test_a_page_keeps_limits_that_no_editor_meets():
    deep = "> " * LIMIT_DEPTH
    assert told(f"{deep}x") == []
    for body in (f"{deep}> x", "a\n=\n" * 10_001, "- a\n" * 10_000):
        assert [problem.code for problem in told(f"x\n\n{body}")] == ["too-much"]


NOTES = [
    # labels that are no ids, or make one id twice
    ("Said[^ü] and[^50%].\n\n[^ü]: One.\n\n[^50%]: Two.", ["fnref-1", "fnref-2"], ["fn-1", "fn-2"]),
    (
        "a[^1] b[^1] c[^1-2]\n\n[^1]: One.\n\n[^1-2]: Two.",
        ["fnref-1", "fnref-1-2", "fnref-2"],
        ["fn-1", "fn-2"],
    ),
    # referred to from a note that is itself not drawn
    ("[^1]: n\n\n[^2]: m [^1]", [], ["fn-1"]),
]


@pytest.mark.parametrize(("written", "refs", "notes"), NOTES)
def test_footnotes_lead_there_and_back(written, refs, notes):
    tree = lxml_html.fragment_fromstring(draw(written).html, create_parent=True)
    assert [ref for ref in tree.xpath("//a/@id") if ref.startswith("fnref")] == refs
    assert tree.xpath("//li/@id") == notes
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    for href in tree.xpath("//a/@href"):
        assert href.removeprefix("#") in ids
        assert unquote(href) == href


@pytest.mark.parametrize(
    "title", ["a role=b", "a data-footnote-ref b", ' id=\\"fnref-1\\" ', "x class=footnote-backref"]
)
def test_the_title_of_a_link_hides_nothing(title):
    for link in (f'[x](nowhere.md "{title}")', f'![x](https://e.example/x.png "{title}")'):
        assert [target.address for target in draw(link).targets] != []


@pytest.mark.parametrize("number", ["#xFFFE", "#65535", "#x00ffff", "#1", "#31", "#127", "#x80"])
def test_entities_that_make_no_character_are_told(number):
    assert [problem.code for problem in told(f"a&{number};b")] == ["invisible-character"]
    assert to_html(f"a&{number};b")


HONEST = [
    "Paket https://www.npmjs.com/package/foo@1.2.3 und [hier](https://github.com/a/b@v1.2).",
    "Rufen Sie an: [+49 30 123](tel:+49-30-123).",
    "Die Größe 𝑥 und β, εr.",
    "He wrote: می\u200cخواهم PDF\u200cها र\u200d्य",
    "Satz.[^ü]\n\n[^ü]: Quelle.",
]


@pytest.mark.parametrize("body", HONEST)
def test_honest_texts_pass(body):
    assert told(body) == []


def test_calls_are_drawn_or_told_of(vocabulary):
    assert [p.code for p in told("```\n\n{{ figures() }}\n\n```", vocabulary)] == ["macro-place"]
    assert told("{{ figures() }}\n\n" * 100, vocabulary) == []
    assert [p.code for p in told("{{ figures() }}\n\n" * 101, vocabulary)] == ["macro-place"]


@pytest.mark.parametrize(
    ("above", "drawn", "shown"),
    [
        ("", "<h3>A</h3><h4 lang='de'>B</h4>", "<h2>A</h2><h3 lang='de'>B</h3>"),
        ("<h1>P</h1><h2>S</h2>", "<h3>A</h3>", "<h3>A</h3>"),
        ("<h1>P</h1>", "<h2>A</h2><h3>B</h3>", "<h2>A</h2><h3>B</h3>"),
        ("<h1>P</h1><h2>S</h2><h3>T</h3>", "<h2>A</h2>", "<h2>A</h2>"),
        ("<h1>P</h1>", "<p>&lt;h3> <header>…</header></p>", "<p>&lt;h3> <header>…</header></p>"),
    ],
)
def test_what_a_macro_draws_skips_no_level_of_headings(above, drawn, shown):
    html = draw(tokenised("{{ cards() }}")).html
    assert set_in(above + html, [MacroCall("cards", (), {})], lambda call: drawn) == above + shown


def test_calls_are_set_in_where_they_stood():
    html = draw(tokenised("# Head\n\n{{ one() }}\n\n{{ two() }}")).html
    calls = [MacroCall(name, (), {}) for name in ("one", "two")]
    drawn = set_in(html, calls, lambda call: f"<div>{call.name}</div>")
    assert drawn == '<h1 id="head">Head</h1>\n<div>one</div>\n<div>two</div>'


RECORD_TEXTS = [
    ("*one* **two**", "<p><em>one</em> <strong>two</strong></p>"),
    ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
    ("# not a heading", "<p># not a heading</p>"),
    ("<img src=x onerror=y>", "<p>&lt;img src=x onerror=y&gt;</p>"),
    ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
    ("[x](//evil.example)", "<p>[x](//evil.example)</p>"),
    ("[x](https://example.org)", '<p><a href="https://example.org">x</a></p>'),
    ("[x](Https://example.org)", '<p><a href="Https://example.org">x</a></p>'),
    ("![x](https://example.org/x.png)", "<p>![x](https://example.org/x.png)</p>"),
    ("one\n\n    code", "<p>one</p>\n<p>code</p>"),
    ("`a<b`", "<p><code>a&lt;b</code></p>"),
    (r"a \< b \* c", "<p>a &lt; b * c</p>"),
    ("a < b & c", "<p>a &lt; b &amp; c</p>"),
    (
        "[x](https://example.org/?a=1&b=2)",
        '<p><a href="https://example.org/?a=1&amp;b=2">x</a></p>',
    ),
    ("[x](&#106;avascript:alert(1))", "<p>[x](&amp;#106;avascript:alert(1))</p>"),
    ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
    ("{{ 7*7 }}", "<p>{{ 7*7 }}</p>"),
]


@pytest.mark.parametrize(
    ("written", "target", "words"),
    [
        (
            "[https://a.example][b c]\n\n[b\nc]: https://e.example",
            *("https://e.example", "https://a.example"),
        ),
        ("[a\\]b]\n\n[a\\]b]: https://e.example", "https://e.example", "a]b"),
        ("> [ ][b]\n\n[b]: nowhere.md", "nowhere.md", " "),
        ("[x](<https://e.example>)", "<https://e.example%3E", "x"),
        ("[x](https:&#47;/e.example/?a&b)", "https://e.example/?a&b", "x"),
    ],
)
def test_links_of_records_are_those_that_are_drawn(written, target, words):
    assert links_of(written) == ((target, words),)


@pytest.mark.parametrize(("written", "shown"), RECORD_TEXTS)
def test_markdown_of_records(written, shown):
    assert to_html(written) == shown
