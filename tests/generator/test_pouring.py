"""A poured page is, byte for byte, the page that the theme would have drawn."""

from __future__ import annotations

import pytest

from conftest import EXAMPLE_URL, build, edit
from projectsite.build.html.pouring import MARKS, MarkError, cut_shell, mark


def test_poured_and_drawn_pages_are_equal(built_example, example_site, example_copy):
    """The example, of which translations miss, with every outcome drawn by the theme, one page of
    MkDocs each."""
    edit(example_copy, "mkdocs.yml", "extra:\n", "extra:\n  draw_slowly: yes\n")
    slow = build(example_copy, example_copy / "site", SITE_URL=EXAMPLE_URL, COMPARED="yes")
    poured, drawn = built_example.pages(), slow.pages()
    assert poured.keys() == drawn.keys()
    count = len([address for address in poured if "outcomes/" in address])
    assert count == 3 * (len(example_site.project.outcomes) + 1)
    for address in poured:
        assert poured[address] == drawn[address], address
    assert "BEGIN:VEVENT" in drawn["outcomes/light-and-ink/"]


def test_a_shell_is_cut_at_its_marks_and_filled_by_name():
    shell = cut_shell("a{}b{}c{}d{}e".format(*map(mark, MARKS)))
    assert shell.pour(head="1", languages="2", content="3", edit="4") == "a1b2c3d4e"


@pytest.mark.parametrize("name", MARKS)
def test_a_mark_is_there_exactly_once(name):
    page = "a{}b{}c{}d{}e".format(*map(mark, MARKS))
    with pytest.raises(MarkError, match=f"no place for its {name}"):
        cut_shell(page.replace(mark(name), ""))
    with pytest.raises(MarkError, match="2 times"):
        cut_shell(page + mark(name))
