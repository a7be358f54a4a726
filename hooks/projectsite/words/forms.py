"""Dates, numbers, lists and names as a language writes them (Unicode CLDR, through Babel)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date as Day
from decimal import Decimal
from functools import cache

from babel import Locale as BabelLocale
from babel.core import get_global, parse_locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.localedata import exists
from babel.numbers import format_currency, format_decimal

from .dates import PartialDate
from .text import Locale

_EUROPEAN = {"en": "en_GB", "pt": "pt_PT"}
"""The forms of a language that are used in the Union, where CLDR's own are those of another place.
"""


@cache
def _cldr(locale: Locale) -> BabelLocale:
    return BabelLocale.parse(_EUROPEAN.get(locale, locale))


@cache
def date_form(date: PartialDate, locale: Locale) -> str:
    """25–28 April 2017, April 2017, 2017: no more precise than the date itself.

    A day and its month stay in one line.
    """
    form = _date_form(date, locale)
    if first := _FIRST_DAY.get(locale):
        form = _FIRST.sub(f"{first} ", form)
    return _DAY_BEFORE_MONTH.sub("\\1\u00a0", form)


_FIRST_DAY = {"fr": "1er", "it": "1º", "el": "1η"}
"""The first of a month is the only ordinal one, as EUR-Lex dates its acts; CLDR has no form for
it."""
_FIRST = re.compile(r"(?<!\d)1 (?=[^\W\d])")
_DAY_BEFORE_MONTH = re.compile(r"(?<!\d)(\d{1,2}(?:\.|er|º|η)?) (?=[^\W\d])")


def _date_form(date: PartialDate, locale: Locale) -> str:
    cldr = _cldr(locale)
    match date.precision:
        case "year":
            return _of_skeleton("y", date.first, cldr)
        case "month":
            return _of_skeleton("yMMMM", date.first, cldr)
        case "day":
            return format_date(date.first, "long", locale=cldr)
        case "span":
            return _span_form(date, locale)


def _of_skeleton(skeleton: str, day: Day, cldr: BabelLocale) -> str:
    text: str = format_skeleton(skeleton, day, locale=cldr)
    return text


def _span_form(date: PartialDate, locale: Locale) -> str:
    """The long form of one day leads, as CLDR has intervals with long months for few languages."""
    first, last = date.first, date.last
    cldr = _cldr(locale)
    pattern = cldr.date_formats["long"].pattern
    before, *between = _JOINTS.get(locale) or _joints(cldr)
    if (first.year, first.month) == (last.year, last.month):
        days = _DAY.sub(rf"'{first.day}{between[0]}{last.day}\1'", pattern, count=1)
        return before + format_date(last, days, locale=cldr)
    start = end = "long"
    if first.year == last.year:
        # The year stands once, on the side where the language has it: 2017. június 26. – július 2.
        start, end = ("long", "") if _year_first(pattern) else ("", "long")
    return before + between[1 if first.year == last.year else 2].join(
        format_date(day, form, locale=cldr) if form else _of_skeleton("MMMMd", day, cldr)
        for day, form in ((first, start), (last, end))
    )


_DAY = re.compile(r"(?<![A-Za-z'])d{1,2}(?![A-Za-z])(\.?)")

_JOINTS = {
    "en": ("", "–", " – ", " – "),
    "fr": ("du ", " au ", " au ", " au "),
    "es": ("del ", " al ", " al ", " al "),
}
"""What stands before a span, and between days of a month, of a year, of two years.

The English Style Guide of the European Commission closes up the dash. French and Spanish say it in
words, as texts do: the dash of CLDR is none of the signs that Spanish knows (Ortografía de la RAE).
"""


@cache
def _joints(cldr: BabelLocale) -> tuple[str, ...]:
    """The joints of CLDR's own intervals, for days of a month, of a year, of two years."""
    formats = cldr.interval_formats
    parts = formats.get("yMMMMd") or formats.get("yMMMd") or {}
    joints = []
    for field in "dMy":
        first = parts[field][0] if field in parts else ""
        found = re.search(r"(\.?)(\s*)([–-])\s*$", first)
        dot, space, dash = found.groups() if found else ("", " ", "–")
        # The dash does not begin a line, nor do two days of a month stand in two.
        around = ("\u00a0", "\u00a0") if field == "d" else ("\u00a0", " ")
        joint = f"{around[0]}{dash}{around[1]}" if space else dash
        joints.append(dot + joint if field == "d" else joint)
    return ("", *joints)


def _year_first(pattern: str) -> bool:
    return pattern.index("y") < pattern.index("d")


def year_span(first: int, last: int, locale: Locale, *, glue: str = "") -> str:
    """2016–2018; the glue, such as word joiners, stands on both sides of the dash.

    Spanish has the hyphen alone between numbers (Ortografía de la RAE), and French, which has no
    room for words here, sets it there too; the others have the en dash of CLDR.
    """
    dash = "-" if locale in ("es", "fr") else "–"
    return f"{first}{glue}{dash}{glue}{last}"


def machine_date(date: PartialDate) -> str:
    """The value of the datetime attribute of <time>: the first day, month or year."""
    return date.text.partition("/")[0]


def month_initial(month: int, locale: Locale) -> str:
    """One letter for a month, 1 to 12, as on a narrow calendar."""
    return str(_cldr(locale).months["stand-alone"]["narrow"][month])


def number_form(number: float, locale: Locale) -> str:
    """2,000; 2000 where a language begins to group digits with the fifth. No digit is left out: a
    figure that is not 0 is not shown as 0."""
    grouped = abs(number) >= 10_000 or locale not in _FOUR_TOGETHER
    cldr = _cldr(locale)
    return format_decimal(number, None, cldr, decimal_quantization=False, group_separator=grouped)


def plain_number(number: float) -> str:
    """As data files have it: 40 for 40.0, 1250000 in full, 0.00001 and never 1e-05."""
    return f"{Decimal(str(number)):f}".removesuffix(".0")


def money_form(euros: int, locale: Locale) -> str:
    """€1,250,000; 1 250 000 € in French."""
    pattern = _cldr(locale).currency_formats["standard"].pattern.replace(".00", "")
    return format_currency(euros, "EUR", pattern, locale=_cldr(locale), currency_digits=False)


_FOUR_TOGETHER = frozenset({"bg", "es", "hu", "it", "lv", "pl", "pt", "sl"})
"""Where CLDR's minimumGroupingDigits is 2, which Babel does not read; browsers do."""


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


@cache
def regional_form(locale: Locale) -> str:
    """en_GB, de_DE: a language with the country that it is written for (Open Graph, og:locale)."""
    likely = _EUROPEAN.get(locale) or get_global("likely_subtags").get(locale, locale)
    country = parse_locale(likely)[1]
    return f"{locale}_{country}" if country and country.isalpha() else locale


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


def has_forms(code: str) -> bool:
    """Whether CLDR says how the language of an ISO 639-1 code writes dates and numbers; of some
    languages it has only the name."""
    return bool(re.fullmatch("[a-z]{2}", code)) and exists(code)


def language_title(code: str, locale: Locale) -> str:
    """The name of a language with a capital, as a label."""
    name = language_name(code, locale)
    return name[:1].upper() + name[1:]


def own_name(locale: Locale) -> str:
    """A language's name in itself, for the switch: Čeština."""
    return language_title(locale, locale)
