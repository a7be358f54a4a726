"""Pages hold prose and macro calls with constant arguments; nothing else ever reaches Jinja."""

from __future__ import annotations

import pytest
from markdown import Markdown

from projectsite.problems import ProblemsFound
from projectsite.prose.checks import check_page
from projectsite.prose.markdown import MacroCall, PlainMarkdown, Tokens
from projectsite.prose.pages import ProsePage, load_prose
from projectsite.words.markdown import to_html
from projectsite.words.text import Locale

HEAD = "---\ntitle: A page\ndescription: What it says.\n---\n"


def page(body, head=HEAD):
    return ProsePage("docs/en/page.md", Locale("en"), "page/", head + body)


@pytest.fixture(scope="module")
def vocabulary(site):
    return site.macros(site.setting(Locale("en"), "page/")).vocabulary


GOOD = [
    "Plain prose, *emphasis*, a [link](contact.md) and 3 < 4.",
    "{{ outcomes() }}",
    '{{ outcomes(work_package="WP2", type="training") }}',
    "{{outcomes(latest=3)}}",
    "Text before.\n\n{{ figures() }}\n\nText after.",
    '{{ cluster("zinnae") }}',
    "A `<div>` in code.",
    "[An outcome](outcomes/berlin-training.md)",
]


@pytest.mark.parametrize("body", GOOD)
def test_what_a_page_may_hold(body, vocabulary):
    assert list(check_page(page(body), vocabulary)) == []


ATTACKS = [
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ lipsum.__globals__['os'].popen('id').read() }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ outcomes.__init__ }}",
    "{{ outcomes().__class__ }}",
    "{{ outcomes(**{'latest': 1}) }}",
    "{{ outcomes(*[1]) }}",
    "{{ outcomes(latest=10**9) }}",
    "{{ outcomes(work_package=open('/etc/passwd').read()) }}",
    "{{ config }}",
    "{{ 7*7 }}",
    "{{ range(10) }}",
    "{{ __import__('os').system('id') }}",
    "{{ outcomes() | safe }}",
    "{{ (lambda: 1)() }}",
    "{{ outcomes() if true else figures() }}",
    "{{ }}",
    "{{ outcomes( }}",
    "{% include '/etc/passwd' %}",
    "{% for x in range(3) %}x{% endfor %}",
    "{# hidden #}",
    "{%- set x = 1 -%}",
    "```\n{{ config }}\n```",
    "`{{ config }}`",
    "`{% raw %}`",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!-- comment -->",
    "<?php ?>",
    "[x](javascript:alert(1))",
    "[x]( JavaScript:alert(1))",
    "[x](<data:text/html,x>)",
    "[x][a]\n[a]: javascript:alert(1)",
    "\\`<script src=x></script>\\`",
    "``` a b c\n<script>x</script>\n``` x",
    "{{ outcomes(",
    "{{ outcomes() }",
    "}}",
    "{{ outcomes(latest=1, latest=2) }}",
    "{{ outcomes(work_package=2) }}",
    "{{ outcomes(latest='x') }}",
    "{{ outcomes(latest=True) }}",
    "{{ cluster(5) }}",
    "See {{ figures() }} here.",
    "- {{ figures() }}",
    "Text\n{{ figures() }}",
    "{{ figures() }}\ntext",
    "Write to somebody@example.org",
    "[write](mailto:a%40b.cz)",
]


@pytest.mark.parametrize("body", ATTACKS)
def test_what_a_page_may_not_hold(body, vocabulary):
    problems = list(check_page(page(body), vocabulary))
    assert problems, body
    assert {problem.line for problem in problems} <= {5, 6, 7}
    assert all(problem.message.endswith(".") for problem in problems)


def test_an_unknown_id_names_page_line_and_the_nearest(vocabulary):
    body = '\nProse.\n\n{{ outcomes(work_package="WP9") }}\n'
    (problem,) = check_page(page(body), vocabulary)
    assert str(problem) == (
        "docs/en/page.md:8:1: outcomes: there is no work package WP9. "
        "Did you mean WP5? Known: WP1, WP2, WP3, WP4, WP5. [unknown-id]"
    )


def test_an_unknown_macro_names_the_nearest(vocabulary):
    (problem,) = check_page(page("{{ outcome() }}"), vocabulary)
    assert "there is no macro outcome. Did you mean outcomes?" in problem.message


def test_an_unknown_argument_is_named(vocabulary):
    (problem,) = check_page(page('{{ outcomes(wp="WP2") }}'), vocabulary)
    assert "there is no argument wp. Known: cluster, latest" in problem.message


@pytest.mark.parametrize(
    ("head", "sentence"),
    [
        ("", "title: the page has none"),
        ("---\ntitle: A\n---\n", "description: the page has none"),
        ("---\ntitle: A\ndescription: B\nauthor: C\n---\n", "there is no field author"),
        ('---\ntitle: "{{ 7*7 }}"\ndescription: B\n---\n', "hold words, no calls"),
        ("---\ntitle: [A]\ndescription: B\n---\n", "one line of text is expected"),
        ("---\ntitle: 'A\ndescription: B\n---\n", 'is never closed. Write “title: "A"”'),
        ("---\ntitle: A\ndescription: B\ntemplate: ../x.html\n---\n", "there is no template"),
        ("---\ntitle: A\ndescription: B\nrender_macros: false\n---\n", "there is no field"),
    ],
)
def test_front_matter(head, sentence, vocabulary):
    messages = [problem.message for problem in check_page(page("Prose.", head), vocabulary)]
    assert any(sentence in message for message in messages), messages


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("docs/stray.md", "there is no place docs/stray.md"),
        ("docs/it/index.md", "there is no place docs/it"),
        ("docs/js/extra.js", "there is no place docs/js"),
        ("docs/assets/evil.md", "there is no kind of file .md"),
        ("docs/assets/evil.html", "there is no kind of file .html"),
        ("docs/assets/drop.svg", "there is no kind of file .svg"),
        ("docs/assets/javascripts/project.js", "there is no kind of file .js"),
        ("docs/en/evil.markdown", "its name ends in .md"),
        ("docs/en/main.py", "its name ends in .md"),
        ("docs/en/folder.md/index.md", "cannot have the name of a page"),
    ],
)
def test_files_in_the_wrong_place(tmp_path, name, sentence):
    path = tmp_path / name
    path.parent.mkdir(parents=True)
    path.write_text("{{ cycler.__init__.__globals__.os.popen('id').read() }}")
    with pytest.raises(ProblemsFound) as caught:
        load_prose(tmp_path, [Locale("en"), Locale("de")])
    assert sentence in str(caught.value)
    assert caught.value.problems[0].file.startswith("docs/")


@pytest.mark.parametrize("target", ["file", "folder"])
def test_links_in_the_place_of_files(tmp_path, target):
    (tmp_path / "docs/en").mkdir(parents=True)
    if target == "file":
        (tmp_path / "docs/en/leak.md").symlink_to("/etc/passwd")
    else:
        (tmp_path / "docs/en/sub").symlink_to("/etc")
    with pytest.raises(ProblemsFound, match="a link in the place of a file"):
        load_prose(tmp_path, [Locale("en")])


def test_a_page_in_another_encoding(tmp_path):
    (tmp_path / "docs/en").mkdir(parents=True)
    (tmp_path / "docs/en/page.md").write_bytes("Größe".encode("latin-1"))
    with pytest.raises(ProblemsFound, match=r"docs/en/page\.md:1:3: the file is not UTF-8"):
        load_prose(tmp_path, [Locale("en")])


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
