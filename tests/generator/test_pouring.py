"""A poured page is, byte for byte, the page that the theme would have drawn."""

from __future__ import annotations

import pytest

from conftest import ROOT, build, copy_project, thin_out
from projectsite.build.pouring import MARKS, MarkError, cut_shell, mark


@pytest.fixture(scope="module", params=["whole", "thinned"])
def pair(request, tmp_path_factory):
    """The real site as it is, and with every outcome drawn by the theme, one MkDocs page each;
    the same where translations miss."""
    project = copy_project(tmp_path_factory.mktemp("slow") / "project")
    if request.param == "thinned":
        thin_out(project)
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("\nextra: {draw_slowly: true}\n")
    slow = build(project, project / "site")
    quick = request.getfixturevalue("built" if request.param == "whole" else "built_thinned")
    return quick, slow


def test_poured_and_drawn_pages_are_equal(pair):
    poured, drawn = pair[0].pages(), pair[1].pages()
    assert poured.keys() == drawn.keys()
    outcomes = [address for address in poured if "outcomes/" in address]
    assert len(outcomes) == 5 * (42 + 1)
    for address in poured:
        assert poured[address] == drawn[address], address


def test_outcomes_are_no_pages_of_mkdocs():
    assert not list((ROOT / "docs").rglob("outcomes/*-*.md"))


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
