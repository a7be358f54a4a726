"""Pages hold prose and macro calls with constant arguments; nothing else ever reaches Jinja."""

from __future__ import annotations

import pytest

from projectsite.prose import ProsePage, check_page, macro_calls
from projectsite.text import Locale

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
    "Text before {{ figures() }} and after.",
    '{{ cluster("zinnae") }}',
    "A `<div>` in code, and in a block:\n\n```html\n<b>fat</b>\n```\n",
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
]


@pytest.mark.parametrize("body", ATTACKS)
def test_what_a_page_may_not_hold(body, vocabulary):
    problems = list(check_page(page(body), vocabulary))
    assert problems, body
    assert {problem.line for problem in problems} <= {5, 6}
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
    assert "unexpected keyword argument 'wp'" in problem.message


@pytest.mark.parametrize(
    ("head", "sentence"),
    [
        ("", "title: the page has none"),
        ("---\ntitle: A\n---\n", "description: the page has none"),
        ("---\ntitle: A\ndescription: B\nauthor: C\n---\n", "there is no field author"),
        ('---\ntitle: "{{ 7*7 }}"\ndescription: B\n---\n', "a field cannot call a macro"),
        ("---\ntitle: [A]\ndescription: B\n---\n", "one line of text is expected"),
        ("---\ntitle: 'A\ndescription: B\n---\n", "are not YAML"),
        ("---\ntitle: A\ndescription: B\ntemplate: ../x.html\n---\n", "there is no template"),
    ],
)
def test_front_matter(head, sentence, vocabulary):
    messages = [problem.message for problem in check_page(page("Prose.", head), vocabulary)]
    assert any(sentence in message for message in messages), messages


def test_calls_are_read_as_written():
    (call,) = macro_calls(page('{{ outcomes(work_package="WP2", latest=3) }}'))
    assert (call.name, call.arguments) == ("outcomes", ())
    assert call.named == {"work_package": "WP2", "latest": 3}
