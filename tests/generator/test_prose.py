"""Pages hold prose and macro calls with constant arguments; nothing else ever reaches Jinja.

What an editor is told of a page stands in tests/problems/, attempts to run code in test_attacks.py.
"""

from __future__ import annotations

import pytest
from markdown import Markdown

from projectsite.prose.checks import check_page
from projectsite.prose.markdown import MacroCall, PlainMarkdown, Tokens
from projectsite.prose.pages import ProsePage
from projectsite.words.markdown import to_html
from projectsite.words.text import Locale

HEAD = "---\ntitle: A page\ndescription: What it says.\n---\n"


def page(body, head=HEAD):
    return ProsePage("docs/en/page.md", Locale("en"), "page/", head + body)


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
    assert list(check_page(page(body), vocabulary)) == []


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
    "``` a b c\n<script>x</script>\n``` x",
    "{{ outcomes() }",
    "{{ outcomes(work_package=2) }}",
    "{{ outcomes(latest='x') }}",
    "{{ outcomes(latest=True) }}",
    "{{ cluster(5) }}",
    "{{ figures() }}\ntext",
]


@pytest.mark.parametrize("body", REFUSED)
def test_what_a_page_may_not_hold(body, vocabulary):
    problems = list(check_page(page(body), vocabulary))
    assert problems, body
    assert {problem.line for problem in problems} <= {5, 6, 7}
    assert all(problem.message.endswith(".") for problem in problems)


MARKDOWN = [
    # what an editor writes, what a visitor gets
    ("<b>fat</b>", "<p>&lt;b&gt;fat&lt;/b&gt;</p>"),
    ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
    ("<div onclick=x>\n\ntext", "<p>&lt;div onclick=x&gt;</p>\n<p>text</p>"),
    ("[x](javascript:alert(1))", "<p><a>x</a></p>"),
    ("[x](//evil.example)", '<p><a href="//evil.example">x</a></p>'),
    ("[x][a]\n\n[a]: JAVASCRIPT:alert(1)", "<p><a>x</a></p>"),
    ("![x](data:image/svg+xml,x)", '<p><img alt="x" /></p>'),
    ("[x](contact.md#top)", '<p><a href="contact.md#top">x</a></p>'),
    ("[x](https://example.org/a:b)", '<p><a href="https://example.org/a:b">x</a></p>'),
]


@pytest.mark.parametrize(("written", "shown"), MARKDOWN)
def test_markdown_of_pages_holds_no_html(written, shown):
    assert Markdown(extensions=[PlainMarkdown()]).convert(written) == shown


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
    tokens = Tokens()
    token = tokens.keep(MacroCall("cards", (), {}))
    assert tokens.set_in(f"{above}<p>{token}</p>", lambda call: drawn) == above + shown


def test_tokens_are_set_in_where_they_stood():
    tokens = Tokens()
    first, second = (tokens.keep(MacroCall(name, (), {})) for name in ("one", "two"))
    html = Markdown(extensions=[PlainMarkdown()]).convert(f"# Head\n\n{first}\n\n{second}")
    drawn = tokens.set_in(html, lambda call: f"<div>{call.name}</div>")
    assert drawn == "<h1>Head</h1>\n<div>one</div>\n<div>two</div>"


RECORD_TEXTS = [
    ("*one* **two**", "<p><em>one</em> <strong>two</strong></p>"),
    ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
    ("# not a heading", "<p># not a heading</p>"),
    ("<img src=x onerror=y>", "<p>&lt;img src=x onerror=y&gt;</p>"),
    ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
    ("[x](//evil.example)", "<p>[x](//evil.example)</p>"),
    ("[x](https://example.org)", '<p><a href="https://example.org">x</a></p>'),
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


@pytest.mark.parametrize(("written", "shown"), RECORD_TEXTS)
def test_markdown_of_records(written, shown):
    assert to_html(written) == shown
