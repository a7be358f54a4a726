"""How a language writes dates, found from samples of our own forms.

A peer fills in day, month and year at build time, as we do; which words stand between them is
taken from what we write, so that a change of our forms reaches the peers by itself.
"""

from __future__ import annotations

from typing import NamedTuple

from babel import Locale

from projectsite.words.dates import PartialDate
from projectsite.words.forms import date_form

SAMPLES = {
    "year": "2017",
    "month": "2017-10",
    "day": "2017-10-25",
    "days": "2017-10-25/2017-10-28",
    "months": "2017-10-25/2017-11-28",
    "years": "2017-10-25/2018-11-28",
}
"""Kinds of dates; the numbers of day, month and year are found nowhere else in a form."""


class Forms(NamedTuple):
    """The dates of one language, with {d}, {m} and {y} in the place of day, month and year."""

    kinds: dict[str, list[str]]
    """For each kind a piece to be filled with the first day, and one with the last for spans."""
    first_day: str
    """The first of a month: 1, or 1er."""


def cldr(locale: str) -> Locale:
    """English as it is written in the Union."""
    return Locale.parse("en_GB" if locale == "en" else locale)


def date_forms(locale: str) -> Forms:
    """The forms of a language in which the day leads each date, as in all that we have."""
    kinds = {}
    for kind, sample in SAMPLES.items():
        before, last, after = date_form(PartialDate.parse(sample), locale).partition("28")
        kinds[kind] = [_open(piece, locale) for piece in (before, last + after) if piece]
    first = date_form(PartialDate.parse("2017-10-01"), locale)
    return Forms(kinds, first.split()[0].rstrip("."))


def _open(text: str, locale: str) -> str:
    for context in ("format", "stand-alone"):
        for number in (10, 11):
            text = text.replace(cldr(locale).months[context]["wide"][number], "{m}")
    for value, mark in (("25", "{d}"), ("28", "{d}"), ("2017", "{y}"), ("2018", "{y}")):
        text = text.replace(value, mark)
    return text
