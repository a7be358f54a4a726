"""Dates, numbers, lists and names as a language writes them (Unicode CLDR, through Babel)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from babel import Locale as BabelLocale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

from .dates import PartialDate
from .text import Locale


@cache
def _cldr(locale: Locale) -> BabelLocale:
    """British forms for English, as the European Commission writes it."""
    return BabelLocale.parse("en_GB" if locale == "en" else locale)


@cache
def date_form(date: PartialDate, locale: Locale) -> str:
    """25–28 April 2017, April 2017, 2017: no more precise than the date itself.

    A day and its month stay in one line.
    """
    form = (
        _FIRST.sub("1er ", _date_form(date, locale)) if locale == "fr" else _date_form(date, locale)
    )
    return _DAY_BEFORE_MONTH.sub("\\1\u00a0", form)


_DAY_BEFORE_MONTH = re.compile(r"(?<!\d)(\d{1,2}(?:\.|er)?) (?=[^\W\d])")
# CLDR has no form for the first of a month in French, which is the only ordinal one.
_FIRST = re.compile(r"(?<!\d)1 (?=[^\W\d])")


def _date_form(date: PartialDate, locale: Locale) -> str:
    cldr = _cldr(locale)
    match date.precision:
        case "year":
            return str(date.year)
        case "month":
            text: str = format_skeleton("yMMMM", date.first, locale=cldr)
            return text
        case "day":
            return format_date(date.first, "long", locale=cldr)
        case "span":
            return _span_form(date, cldr)


def _span_form(date: PartialDate, cldr: BabelLocale) -> str:
    """CLDR has intervals with short months only: the long form of the last day leads here."""
    first, last = date.first, date.last
    if (first.year, first.month) == (last.year, last.month):
        pattern = cldr.date_formats["long"].pattern
        days = _DAY.sub(rf"'{first.day}\1–{last.day}\1'", pattern, count=1)
        return format_date(last, days, locale=cldr)
    start = (
        format_skeleton("MMMMd", first, locale=cldr)
        if first.year == last.year
        else format_date(first, "long", locale=cldr)
    )
    return f"{start} – {format_date(last, 'long', locale=cldr)}"


_DAY = re.compile(r"\bd{1,2}(\.?)")


def machine_date(date: PartialDate) -> str:
    """The value of the datetime attribute of <time>: the first day, month or year."""
    return date.text.partition("/")[0]


def month_initial(month: int, locale: Locale) -> str:
    """One letter for a month, 1 to 12, as on a narrow calendar."""
    return str(_cldr(locale).months["stand-alone"]["narrow"][month])


def number_form(number: int, locale: Locale) -> str:
    return format_decimal(number, locale=_cldr(locale))


def list_form(items: Iterable[str], locale: Locale) -> str:
    """one, two and three"""
    return _list_form(tuple(items), locale)


@cache
def _list_form(items: tuple[str, ...], locale: Locale) -> str:
    return format_list(list(items), locale=_cldr(locale))


@cache
def country_name(code: str, locale: Locale) -> str:
    """The name of an ISO 3166-1 country; the code itself where CLDR has no name."""
    return str(_cldr(locale).territories.get(code, code))


@cache
def language_name(code: str, locale: Locale) -> str:
    """The name of a language in a language; the code itself where CLDR has no name."""
    return str(_cldr(locale).languages.get(code, code))


def is_country(code: str) -> bool:
    """Whether CLDR knows a country by this ISO 3166-1 code; ZZ and its like are none."""
    return code in _cldr(Locale("en")).territories and code not in {
        "EU",
        "EZ",
        "UN",
        "XA",
        "XB",
        "ZZ",
    }


def is_language(code: str) -> bool:
    """Whether CLDR knows a language by this ISO 639 code."""
    return code in _cldr(Locale("en")).languages


def own_name(locale: Locale) -> str:
    """A language's name in itself, with a capital, for the switch: Čeština."""
    name = language_name(locale, locale)
    return name[:1].upper() + name[1:]
