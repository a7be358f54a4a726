"""Alphabetical order: that of ICU, in tests/collation/ as make_orders.mjs has written it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from projectsite.collation import sort_key
from projectsite.text import Locale

ORDERS = sorted(Path(__file__).parent.glob("collation/*.txt"))


@pytest.mark.parametrize("path", ORDERS, ids=lambda path: path.stem)
def test_a_language_has_the_order_of_icu(path):
    locale = Locale(path.stem)
    words = path.read_text("utf-8").split("\n")[:-1]
    assert len(words) > 600
    wrong = [
        pair for pair in pairwise(words) if sort_key(pair[0], locale) >= sort_key(pair[1], locale)
    ]
    assert wrong == []


def test_all_languages_of_the_union_are_there():
    assert len(ORDERS) == 24


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("cs", "cihla čáp dub hrad chata ikona rak řeka sad šat zem žena"),
        ("es", "nube ñandú oca"),
        ("de", "Apfel Äpfel Arzt Zoo"),
        ("fi", "zombi ålandilainen äiti öljy"),
        ("sv", "zoo ål äng ö"),
    ],
)
def test_orders_that_readers_know(locale, words):
    mixed = sorted(words.split())
    assert sorted(mixed, key=lambda word: sort_key(word, locale)) == words.split()
