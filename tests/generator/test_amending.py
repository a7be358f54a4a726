"""Position edits of YAML: what is meant changes, and not a character besides."""

from __future__ import annotations

import difflib
import re
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT
from projectsite.files.yaml.amending import CannotAmend, amend
from projectsite.files.yaml.sheets import sheet_of

ORDER = ("en", "de", "es", "fr", "cs")

FILE = dedent(
    """\
    # Shown nowhere.
    id: lamp   # the name

    title:
      en: Lamp
      de: 'Lampe'   # checked
      fr: "Lampe"
    summary:
      en: >-
        A lamp that is lit in the evening by those who pass, and that goes out by itself when the
        morning comes.
      # Nobody has translated this.

    text:
        en: |
            One.

            - Two
    place: {en: Rome, cs: "Řím"}  # flow
    inferred:
      - fact: place
        why: {en: Said, de: Gesagt}
      -
        fact: title
        why:
          fr: Dit
          cs:
    words: [one, 'two']
    """
)


def changed(before: str, after: str) -> list[str]:
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in lines if line[0] in "+-"]


@pytest.mark.parametrize(
    ("path", "new", "difference"),
    [
        (("title", "en"), "Lantern", ["-   en: Lamp", "+   en: Lantern"]),
        (("title", "en"), "Lamp: bright", ["-   en: Lamp", '+   en: "Lamp: bright"']),
        (("title", "en"), "1.10", ["-   en: Lamp", '+   en: "1.10"']),
        (("title", "en"), 'Say "so": \\', ["-   en: Lamp", "+   en: 'Say \"so\": \\'"]),
        (
            ("title", "de"),
            "Annas' Lampe",
            ["-   de: 'Lampe'   # checked", "+   de: 'Annas'' Lampe'   # checked"],
        ),
        (
            ("title", "de"),
            "Eins\n\nZwei",
            [
                "-   de: 'Lampe'   # checked",
                "+   de: |   # checked",
                "+     Eins",
                "+ ",
                "+     Zwei",
            ],
        ),
        (("title", "fr"), 'Dite "X"', ['-   fr: "Lampe"', '+   fr: "Dite \\"X\\""']),
        (("title", "es"), "Lámpara", ["+   es: Lámpara"]),
        (("title", "cs"), "a\nb", ["+   cs: |", "+     a", "+     b"]),
        (
            ("summary", "en"),
            "A lamp",
            [
                "-     A lamp that is lit in the evening by those who pass, "
                "and that goes out by itself when the",
                "-     morning comes.",
                "+     A lamp",
            ],
        ),
        (
            ("summary", "de"),
            "Eine Lampe, die abends von denen angezündet wird, die vorübergehen, und die von "
            "selbst ausgeht.",
            [
                "+   de: >-",
                "+     Eine Lampe, die abends von denen angezündet wird, die vorübergehen, "
                "und die von selbst",
                "+     ausgeht.",
            ],
        ),
        (("text", "en"), "One.\n\n- Three", ["-         - Two", "+         - Three"]),
        (("text", "de"), "Eins.", ["+     de: Eins."]),
        (("place", "en"), "Roma", None),
        (("inferred", 0, "why", "de"), "Laut {Quelle}, sicher", None),
        (("inferred", 1, "why", "en"), "Said", ["-       fr: Dit", "+       en: Said"]),
        (("inferred", 1, "why", "cs"), "Řečeno", ["-       cs:", "+       cs: Řečeno"]),
        (("words", 1), "it's", ["- words: [one, 'two']", "+ words: [one, 'it''s']"]),
        (("words", 0), "a, b", ["- words: [one, 'two']", "+ words: [\"a, b\", 'two']"]),
    ],
)
@pytest.mark.parametrize("ended", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_lines_concerned_change_and_no_other(path, new, difference, ended, mark):
    before = mark + FILE.replace("\n", ended)
    after = amend(before, {path: new}, ORDER)
    assert after.count("\r") == (after.count("\n") if ended == "\r\n" else 0)
    assert after.startswith(mark + "# Shown")
    told = changed(FILE, after.removeprefix(mark).replace("\r\n", "\n"))
    if path == ("inferred", 1, "why", "en"):
        assert told == ["+       en: Said"]
    elif difference is not None:
        assert [line for line in told if line[0] == "+"] == [x for x in difference if x[0] == "+"]
        assert sorted(told) == sorted(difference)
    else:
        assert len(told) == 2


def test_within_brackets_too():
    assert "place: {en: Rome, de: Rom, cs: " in amend(FILE, {("place", "de"): "Rom"}, ORDER)
    assert amend("t: {}\n", {("t", "de"): "x"}, ORDER) == "t: {de: x}\n"
    assert amend("t: {fr: y,}\n", {("t", "de"): "x, z"}, ORDER) == 't: {de: "x, z", fr: y,}\n'
    several = {("t", "cs"): "4", ("t", "de"): "2", ("t", "en"): "1", ("t", "es"): "3a"}
    assert amend("t: {fr: y}", several, ORDER) == 't: {en: "1", de: "2", es: 3a, fr: y, cs: "4"}'


def test_several_at_once_stand_in_the_order_of_the_site():
    several = {("t", name): f"in {name}" for name in ("cs", "de", "fr", "es")}
    after = amend("t:\n  fr: x\n  de: |\n    y\n\n# end", several, ORDER)
    assert after == ("t:\n  fr: in fr\n  cs: in cs\n  de: |\n    in de\n  es: in es\n\n# end")
    after = amend("t:\n  fr: x\n  de: |\n    y\n\n# end", {("t", "en"): "z"}, ORDER)
    assert after == "t:\n  en: z\n  fr: x\n  de: |\n    y\n\n# end"


def test_in_a_list_before_the_first_language():
    after = amend("l:\n  - fr: x\n    cs: y\n", {("l", 0, "de"): "z"}, ORDER)
    assert after == "l:\n  - de: z\n    fr: x\n    cs: y\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("t: >2-\n   x\n  y\nu: v", "t: >-\n  N\nu: v"),
        ("t: |+\n     x\n\n\nu: v", "t: |+\n     N\n\n\nu: v"),
        ("t: >- # why\n  x\n  y", "t: >- # why\n  N"),
        ("t:\n  x\n  y # z\nu: v", "t:\n  N # z\nu: v"),
        ("t: 'x\n\n  y'\nu: v", "t: 'N'\nu: v"),
        ("? t\n: x", "? t\n: N"),
        ("'t': x", "'t': N"),
        ("{t: x}", "{t: N}"),
        ("t: |\n  x  \n", "t: |\n  N\n"),
    ],
)
def test_styles_that_nobody_writes(before, after):
    assert amend(before, {("t",): "N"}) == after


def test_what_a_style_cannot_hold_is_quoted():
    assert amend("t: >- # why\n  x\n\nu: v", {("t",): " a"}) == 't: " a" # why\n\nu: v'
    assert amend("t: |\n  x\nu: v", {("t",): "a \nb"}) == 't: "a \\nb"\nu: v'
    assert amend("{t: x}", {("t",): "a\n\tb\r"}) == '{t: "a\\n\\tb\\r"}'


@pytest.mark.parametrize(
    ("path", "new"),
    [
        (("title", "de"), ""),
        (("title", "de"), " \n"),
        (("title", "de"), "a\u200bb"),
        (("title", "de"), "a\x07b"),
        (("title", "de"), "a\u2028b"),
        (("title", "de"), "\ud800"),
        (("summary", "en"), "\ud800"),
        (("title", "de"), "x" * 20_001),
        (("title",), "x"),
        (("id", "de"), "x"),
        (("words", 7), "x"),
        (("nothing", "de"), "x"),
        ((), "x"),
    ],
)
def test_what_cannot_be_is_refused(path, new):
    with pytest.raises(CannotAmend):
        amend(FILE, {path: new}, ORDER)


def test_a_broken_file_is_refused():
    with pytest.raises(CannotAmend):
        amend("t: x\nt: y\n", {("t",): "z"})


@pytest.mark.parametrize("name", ["a: b", "- a", "a #b", "", "a\nen: z\nb"])
def test_what_would_not_be_read_as_it_is_meant_is_refused(name):
    """The last line of defence: what comes out is read again."""
    with pytest.raises(CannotAmend):
        amend("t:\n  en: x\n", {("t", name): "y"}, ORDER)


def test_a_file_does_not_outgrow_what_is_read():
    lines = "".join(f"k{number}: {'x' * 19_000}\n" for number in range(13))
    with pytest.raises(CannotAmend):
        amend(lines, {("k1",): "é" * 19_000}, ORDER)


HOSTILE = st.one_of(
    st.text(max_size=40),
    st.text(alphabet=" \n\t\r:#-?{}[]|>&*!%@`'\"\\,.0aé—🎉=<~", max_size=30),
    st.sampled_from(
        ["---", "...", "--- x", "# x", "a #b", "null", "~", "yes", "=", "<<", "a: ", "{x"]
    ),
    st.lists(st.sampled_from(["word", "- x", "", "  deep", "längeres", "a  b"]), max_size=60).map(
        " ".join
    ),
)

PLACES = st.sampled_from(
    [
        *[(field, name) for field in ("title", "summary", "text", "place") for name in ORDER],
        ("inferred", 0, "why", "cs"),
        ("inferred", 1, "why", "cs"),
        ("inferred", 1, "why", "en"),
        ("words", 0),
        ("words", 1),
        ("id",),
    ]
)


@settings(max_examples=300, deadline=None)
@given(changes=st.dictionaries(PLACES, HOSTILE, max_size=4), ended=st.sampled_from(["\n", "\r\n"]))
def test_hostile_texts_are_read_back_or_refused(changes, ended):
    before = FILE.replace("\n", ended)
    try:
        after = amend(before, changes, ORDER)
    except CannotAmend:
        # Only for what reading refuses anyway.
        assert any(
            sheet_of('t: "' + _escaped(new) + '"', "").problems or not new
            for new in changes.values()
        )
        return
    sheet = sheet_of(after, "")
    assert not sheet.problems
    for path, new in changes.items():
        value = sheet.value
        for key in path:
            value = value[key]
        assert value == new
    assert amend(after, changes, ORDER) == after
    kept = [line for line in before.splitlines() if "#" in line]
    for comment in ("# Shown nowhere.", "# the name", "# checked", "# Nobody", "# flow"):
        assert comment in after
    assert len(kept) == 5


def _escaped(text: str) -> str:
    return "".join(f"\\U{ord(sign):08x}" for sign in text)


DATA = sorted((ROOT / "tests/example/data").rglob("*.yml"))

PLAIN = ("Xx", "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich, " * 3 + "so")
HOSTILE_TEXTS = ("a: b #c", "- x\n\n- y", " é ", "{count}", "'\"")


def test_what_is_the_same_changes_no_byte():
    for path in DATA:
        before = path.read_bytes().decode()
        assert amend(before, dict(sheet_of(before, path.name).texts), ORDER) is before, path


def test_there_and_back_over_all_data():
    """Each text replaced by another and back: the bytes of before."""
    by_hand = set()
    for path in DATA:
        before = path.read_bytes().decode()
        sheet = sheet_of(before, path.name)
        texts = {at: text for at, text in sheet.texts if at[-1] in ORDER}
        for new in PLAIN:
            there = amend(before, dict.fromkeys(texts, new), ORDER)
            assert set(dict(sheet_of(there, "").texts).items()) >= {(at, new) for at in texts}
            back = amend(there, texts, ORDER)
            if back != before:
                # Folded by hand, or a character written as its number: nothing else is new.
                by_hand.add(path.name)
                plain = re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), before)
                assert back.split() == plain.split()
        for new in HOSTILE_TEXTS:
            there = amend(before, dict.fromkeys(texts, new), ORDER)
            assert sheet_of(amend(there, texts, ORDER), "").value == sheet.value
    assert len(by_hand) < len(DATA) / 10


def test_lines_before_the_change_stay_as_they_were_broken():
    before = "t: >-\n  A text that was\n  broken\n  by hand, and that goes on.\n"
    after = amend(before, {("t",): "A text that was broken by hand, and goes on."})
    assert after == "t: >-\n  A text that was\n  broken\n  by hand, and goes on.\n"
