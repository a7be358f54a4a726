"""Partials: whatever is drawn is escaped, and what is broken is told with its file and line."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from markupsafe import Markup

from projectsite.page.rendering import Renderer
from projectsite.problems import ProblemsFound
from projectsite.words.text import Locale, Words

HOSTILE = '<b title="\'">&amp;'
SAFE = "&lt;b title=&#34;&#39;&#34;&gt;&amp;amp;"


@pytest.fixture
def drawn(tmp_path):
    (tmp_path / "project").mkdir()

    def draw(source, /, **context):
        (tmp_path / "project/piece.html").write_text(source, encoding="utf-8")
        (tmp_path / "project/inner.html").write_text("<i>{{ text }}</i>\n", encoding="utf-8")
        return Renderer(tmp_path)("piece", **context)

    return draw


@pytest.mark.parametrize(
    "source",
    [
        "{{ text }}",
        "{{ words }}",
        "{{ view.text }}",
        "{{ t(text) }}",
        "{{ '<b title=\"\\'\">&amp;' }}",
        "{{ [text] | join(' ') }}",
        "{% for one in [text] %}{{ one }}{% endfor %}",
        "{% set other = text %}{{ other }}",
        "{{ text if text else '' }}",
        "{{ text | trim }}",
    ],
)
def test_every_value_is_escaped_once(drawn, source):
    words = Words(HOSTILE, Locale("en"), Locale("en"))
    view = SimpleNamespace(text=HOSTILE)
    assert drawn(source, text=HOSTILE, words=words, view=view, t=str) == SAFE


def test_html_and_numbers_stay(drawn):
    html = drawn("<p>{{ html }} {{ number }}</p>", html=Markup("<b>x</b>"), number=3)
    assert html == "<p><b>x</b> 3</p>"
    assert isinstance(html, Markup)


def test_what_is_included_is_escaped_too(drawn):
    html = drawn('<p>\n  {% include "project/inner.html" %}\n</p>', text=HOSTILE)
    assert html == f"<p>\n<i>{SAFE}</i>\n</p>"


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("<p>\n{{ text", 2),
        ("{{ absent }}", 0),
        ("{{ 1 / 0 }}", 0),
        ("{{ view | join }}", 0),
        ("{% macro piece() %}{{ piece() }}{% endmacro %}{{ piece() }}", 0),
        ("{{ view.absent }}", 0),
        ("{% if view.absent %}x{% endif %}", 0),
        ('{% include "project/absent.html" %}', 0),
        ('{% include "project/piece.html" %}', 1),
    ],
)
def test_what_is_broken_is_told(drawn, source, line):
    with pytest.raises(ProblemsFound) as found:
        drawn(source, text="x", view=SimpleNamespace())
    (problem,) = found.value.problems
    assert (problem.file.split("/")[:2], problem.line) == (["overrides", "project"], line)
    assert problem.code == "template"


def test_a_partial_that_is_no_text_is_told(drawn, tmp_path):
    drawn("Lamps")
    (tmp_path / "project/piece.html").write_bytes(b"\xff")
    with pytest.raises(ProblemsFound, match=r"^overrides/project/piece\.html: the file is not"):
        Renderer(tmp_path)("piece")
