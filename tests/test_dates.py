"""Dates: what is one, what is not, and how each language writes it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projectsite.dates import PartialDate
from projectsite.local_forms import date_form, machine_date
from projectsite.text import Locale

GOOD = [
    # text, first day, last day, precision
    ("2017", date(2017, 1, 1), date(2017, 12, 31), "year"),
    ("2017-04", date(2017, 4, 1), date(2017, 4, 30), "month"),
    ("2016-02", date(2016, 2, 1), date(2016, 2, 29), "month"),
    ("2017-04-25", date(2017, 4, 25), date(2017, 4, 25), "day"),
    ("2017-04-25/2017-04-28", date(2017, 4, 25), date(2017, 4, 28), "span"),
]

BAD = [
    # text, a part of the sentence
    ("", "is not a date"),
    ("yesterday", "is not a date"),
    ("25.04.2017", "is not a date"),
    ("2017-4-25", "is not a date"),
    ("2017-02-30", "there is no day 2017-02-30"),
    ("2017-13", "there is no month 2017-13"),
    ("0000-01-01", "there is no day"),
    ("2017-04/2017-05", "a span joins two whole days"),
    ("2017-04-28/2017-04-25", "comes after the first"),
    ("2017-04-25/2017-04-25", "comes after the first"),
    ("2017-04-25/", "is not a date"),
    ("２０１７", "is not a date"),
]


@pytest.mark.parametrize(("text", "first", "last", "precision"), GOOD)
def test_a_date_is_as_precise_as_its_text(text, first, last, precision):
    read = PartialDate.parse(text)
    assert (read.first, read.last, read.precision, str(read)) == (first, last, precision, text)


@pytest.mark.parametrize(("text", "sentence"), BAD)
def test_a_wrong_date_is_told_in_a_sentence(text, sentence):
    with pytest.raises(ValueError, match=sentence):
        PartialDate.parse(text)


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_told(text):
    try:
        read = PartialDate.parse(text)
    except ValueError as error:
        assert str(error).endswith(".")
    else:
        assert read.first <= read.last


@given(st.dates(), st.dates())
def test_spans_keep_their_days(one, other):
    if one >= other:
        one, other = other, one
    if one == other:
        return
    read = PartialDate.parse(f"{one.isoformat()}/{other.isoformat()}")
    assert (read.first, read.last) == (one, other)


FORMS = {
    "2017": ["2017", "2017", "2017", "2017", "2017"],
    "2017-04": ["April 2017", "April 2017", "abril de 2017", "avril 2017", "duben 2017"],
    "2017-04-25": [
        "25 April 2017",
        "25. April 2017",
        "25 de abril de 2017",
        "25 avril 2017",
        "25. dubna 2017",
    ],
    "2017-04-25/2017-04-28": [
        "25–28 April 2017",
        "25.–28. April 2017",
        "25–28 de abril de 2017",
        "25–28 avril 2017",
        "25.–28. dubna 2017",
    ],
    "2017-06-26/2017-07-02": [
        "26 June – 2 July 2017",
        "26. Juni – 2. Juli 2017",
        "26 de junio – 2 de julio de 2017",
        "26 juin – 2 juillet 2017",
        "26. června – 2. července 2017",
    ],
    "2017-12-26/2018-01-02": [
        "26 December 2017 – 2 January 2018",
        "26. Dezember 2017 – 2. Januar 2018",
        "26 de diciembre de 2017 – 2 de enero de 2018",
        "26 décembre 2017 – 2 janvier 2018",
        "26. prosince 2017 – 2. ledna 2018",
    ],
}


@pytest.mark.parametrize("text", FORMS)
def test_each_language_writes_dates_its_own_way(text):
    read = PartialDate.parse(text)
    written = [date_form(read, Locale(code)) for code in ("en", "de", "es", "fr", "cs")]
    assert [form.replace("\u00a0", " ") for form in written] == FORMS[text]
    assert machine_date(read) == text.partition("/")[0]


def test_a_day_and_its_month_stay_in_one_line():
    assert date_form(PartialDate.parse("2017-04-25"), Locale("cs")) == "25.\u00a0dubna 2017"
    assert date_form(PartialDate.parse("2017-04-25/2017-04-28"), Locale("en")) == (
        "25–28\u00a0April 2017"
    )
    assert date_form(PartialDate.parse("2017-04"), Locale("cs")) == "duben 2017"


def test_the_first_of_a_month_in_french():
    assert date_form(PartialDate.parse("2016-12-01"), Locale("fr")) == "1er\u00a0décembre 2016"
    assert date_form(PartialDate.parse("2016-12-11"), Locale("fr")) == "11\u00a0décembre 2016"
