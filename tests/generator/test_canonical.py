"""The layout of data files: one form, the same facts, every comment."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from textwrap import dedent

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT
from projectsite.__main__ import main
from projectsite.files.yaml.amending import CannotAmend
from projectsite.files.yaml.canonical import canonical
from projectsite.files.yaml.sheets import sheet_of
from projectsite.intake.records import written

EXAMPLE = ROOT / "tests/example"
LONG = " ".join(["The lamps are lit at dusk by those who pass."] * 7)

UNTIDY = (
    "\ufeff"
    + dedent(
        """\
        ---
        # head


        id:   lamp   # why
        title: {en: "A # no",
           de: B} # both
        clusters:
        - a
        -   b
        labels: # of them
        - level: gold
          # inner
          url: "http://example.org/#here"
        -
          level: 'say "hi"'
        text: |-
            One

            - Two # is text
        folded: >  # here
            a b
            c

        over: plain over
          two lines
        marks: "over
          two"
        words: [a,
          b]
        commented: [a, # not this
          b]
        pages:
            - https://example.org/
            - https://example.net/
        nothing:
        # tail

        """
    )
).replace("\n", "\r\n")

TIDY = dedent(
    """\
    # head

    id: lamp # why
    title:
      en: "A # no"
      de: B # both
    clusters: [a, b]
    labels: # of them
      - level: gold
        # inner
        url: "http://example.org/#here"
      - level: say "hi"
    text: |
      One

      - Two # is text
    folded: >- # here
      a b
      c

    over: plain over two lines
    marks: "over two"
    words: [a, b]
    commented:
      - a # not this
      - b
    pages:
      - https://example.org/
      - https://example.net/
    nothing:
    # tail
    """
)


def test_an_untidy_file_is_laid_out() -> None:
    assert canonical(UNTIDY) == TIDY


def test_a_long_text_on_one_line_is_folded() -> None:
    laid = canonical(f"text:\n  en: {LONG}\n  de: {LONG[:200]}\n")
    first, *lines, german = laid.splitlines()[1:]
    assert first == "  en: >-"
    assert all(len(line) <= 98 for line in lines)
    assert german == f"  de: {LONG[:200]}"


def test_an_address_is_never_folded() -> None:
    text = f"url: https://example.org/{'a' * 300}\n"
    assert canonical(text) == text


@pytest.mark.parametrize("path", sorted(EXAMPLE.glob("data/**/*.yml")), ids=lambda path: path.stem)
def test_the_files_of_the_example_stay(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert canonical(text) == text


def test_what_a_form_becomes_is_laid_out_already() -> None:
    date = {"date": "2026-11-29", "marks": '"so": it is', "long": LONG}
    sources = [{"url": "https://a.org"}]
    text = written({"id": "lamp", **date, "clusters": ["a", "b"], "sources": sources})
    assert canonical(text) == text


@pytest.mark.parametrize("text", ["a: *b\n", "a: [b\n", "", "a: 1\n---\nb: 2\n", "\ta: 1\n"])
def test_what_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(CannotAmend, match="cannot be read"):
        canonical(text)


words = st.text(st.sampled_from("aé -:#'\"[]{},|>&*!%@`?\\\n0y~"), min_size=1, max_size=40)
texts = words.filter(str.strip) | st.sampled_from([LONG, "no", "2017-04", "1e3"])
values = st.recursive(
    texts,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(st.sampled_from(["en", "de", "title", "url"]), inner, min_size=1)
    ),
    max_leaves=8,
)


@st.composite
def files(draw: st.DrawFn) -> str:
    """A file as a program or a person may write it, with comments where no text is cut."""
    record = {"id": "lamp", **draw(st.dictionaries(st.sampled_from(["a", "b", "c"]), values))}
    style = draw(st.sampled_from([None, "'", '"', "|", ">"]))
    flow, width = draw(st.sampled_from([None, False, True])), draw(st.sampled_from([20, 60, 1000]))
    body = yaml.safe_dump(
        record, default_style=style, default_flow_style=flow, width=width, allow_unicode=True
    )
    lines = []
    for number, line in enumerate(body.splitlines()):
        if draw(st.booleans()) and flow is False and style is None:
            lines.append(draw(st.sampled_from(["# before", "", "    # deeper"])))
        behind = draw(st.booleans()) and line.rstrip().endswith(":")
        lines.append(f"{line} # of {number}" if behind else line)
    return draw(st.sampled_from(["\n", "\r\n"])).join([*lines, "# at the end", ""])


@settings(max_examples=100, deadline=None)
@given(text=files())
def test_facts_and_comments_stay_and_twice_is_once(text: str) -> None:
    before = sheet_of(text.replace("\r\n", "\n"), "")
    if before.problems:
        return
    laid = canonical(text)
    assert canonical(laid) == laid
    assert sheet_of(laid, "").value == before.value
    for comment in ("# before", "# deeper", "# of ", "# at the end"):
        assert laid.count(comment) >= text.count(comment)


def test_the_command_lays_out_and_tells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(EXAMPLE / "data", tmp_path / "data")
    file, broken = tmp_path / "data/outcomes/kick-off.yml", tmp_path / "data/outcomes/lamp-loan.yml"
    tidy = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"(?m)^(\w+):", r"\1 : ", tidy), encoding="utf-8")
    assert main(["format", "--root", str(tmp_path), "--check"]) == 1
    assert "kick-off.yml: laid out otherwise. Run: make format\n" in capsys.readouterr().out
    assert main(["format", "--root", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "data/outcomes/kick-off.yml: written.\n"
    assert file.read_text(encoding="utf-8") == tidy
    assert main(["format", "--root", str(tmp_path), "--check"]) == 0
    broken.write_text("id: [lamp", encoding="utf-8")
    assert main(["format", "--root", str(tmp_path)]) == 1
    assert "lamp-loan.yml: the file cannot be read" in capsys.readouterr().out
    assert broken.read_text(encoding="utf-8") == "id: [lamp"
