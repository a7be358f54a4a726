"""Dates: what is one, what is not, and how each language writes it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import yaml
from babel.localedata import locale_identifiers
from hypothesis import given
from hypothesis import strategies as st

from projectsite.words.dates import PartialDate
from projectsite.words.forms import (
    date_form,
    machine_date,
    number_form,
    plain_number,
    regional_form,
    year_span,
)
from projectsite.words.text import Locale

GOOD = [
    # text, first day, last day, precision
    ("2021", date(2021, 1, 1), date(2021, 12, 31), "year"),
    ("2021-04", date(2021, 4, 1), date(2021, 4, 30), "month"),
    ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "month"),
    ("2021-04-25", date(2021, 4, 25), date(2021, 4, 25), "day"),
    ("2021-04-25/2021-04-28", date(2021, 4, 25), date(2021, 4, 28), "span"),
]

BAD = [
    # text, a part of the sentence
    ("", "is not a date"),
    ("yesterday", "is not a date"),
    ("25.04.2021", "is not a date"),
    ("2021-4-25", "is not a date"),
    ("2021-02-30", "there is no day 2021-02-30"),
    ("2021-13", "there is no month 2021-13"),
    ("0000-01-01", "there is no day"),
    ("2021-04/2021-05", "a span joins two whole days"),
    ("2021-04-28/2021-04-25", "comes after the first"),
    ("2021-04-25/2021-04-25", "comes after the first"),
    ("2021-04-25/", "is not a date"),
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


FORMS = yaml.safe_load(Path(__file__).with_name("dates.yml").read_text("utf-8"))


@pytest.mark.parametrize("locale", FORMS)
def test_each_language_of_the_union_writes_dates_its_own_way(locale):
    for text, form in FORMS[locale].items():
        read = PartialDate.parse(text)
        assert date_form(read, Locale(locale)).replace("\u00a0", "~") == form
        assert machine_date(read) == text.partition("/")[0]


def test_all_languages_of_the_union_are_there():
    union = "bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv"
    assert sorted(FORMS) == union.split()


LANGUAGES = sorted(code for code in locale_identifiers() if code.isalpha() and len(code) == 2)


def test_no_language_loses_a_day_of_a_span():
    assert len(LANGUAGES) > 100
    for text, days in (("2019-04-25/2019-04-28", (25, 28)), ("2019-12-26/2020-01-12", (26, 12))):
        for locale in LANGUAGES:
            form = date_form(PartialDate.parse(text), Locale(locale))
            assert all(re.search(rf"(?<!\d){day}(?!\d)", form) for day in days), (locale, form)


def test_numbers_of_four_digits_stand_as_in_the_browser():
    written = [number_form(2000, Locale(code)) for code in ("en", "de", "es", "fr", "cs", "pl")]
    assert written == ["2,000", "2.000", "2000", "2\u202f000", "2\u00a0000", "2000"]
    assert number_form(20_000, Locale("es")) == "20.000"


def test_no_figure_loses_a_digit():
    en, de = Locale("en"), Locale("de")
    numbers = (0.0003, 0.00001, 40.0, 14.5, 12.3456, 1e12, 0)
    assert [number_form(number, en) for number in numbers] == (
        ["0.0003", "0.00001", "40", "14.5", "12.3456", "1,000,000,000,000", "0"]
    )
    assert number_form(1234.5678, de) == "1.234,5678"
    assert [*map(plain_number, numbers)] == (
        ["0.0003", "0.00001", "40", "14.5", "12.3456", "1000000000000", "0"]
    )


def test_a_span_of_years_has_the_dash_of_its_language():
    spans = [year_span(2020, 2022, Locale(code)) for code in ("en", "de", "es", "fr", "cs")]
    assert spans == ["2020–2022", "2020–2022", "2020-2022", "2020-2022", "2020–2022"]
    assert year_span(2020, 2022, Locale("fr"), glue="|") == "2020|-|2022"


def test_a_day_and_its_month_stay_in_one_line():
    assert date_form(PartialDate.parse("2021-04-25"), Locale("cs")) == "25.\u00a0dubna 2021"
    assert date_form(PartialDate.parse("2021-04-25/2021-04-28"), Locale("en")) == (
        "25–28\u00a0April 2021"
    )
    assert date_form(PartialDate.parse("2021-04"), Locale("cs")) == "duben 2021"


def test_the_first_of_a_month_in_french():
    assert date_form(PartialDate.parse("2020-12-01"), Locale("fr")) == "1er\u00a0décembre 2020"
    assert date_form(PartialDate.parse("2020-12-11"), Locale("fr")) == "11\u00a0décembre 2020"


def test_the_country_of_a_language_for_open_graph():
    codes = ("en", "pt", "de", "cs", "el", "sv", "ga")
    forms = [regional_form(Locale(code)) for code in codes]
    assert forms == ["en_GB", "pt_PT", "de_DE", "cs_CZ", "el_GR", "sv_SE", "ga_IE"]
    assert regional_form(Locale("eo")) == "eo"


def test_every_language_has_a_form_for_open_graph():
    for locale in LANGUAGES:
        assert re.fullmatch(rf"{locale}(_[A-Z]{{2}})?", regional_form(Locale(locale)))
