"""Which way a language is written: Arabic and Hebrew from right to left."""

from __future__ import annotations

from functools import cache
from typing import Literal

from babel import Locale as BabelLocale
from babel import UnknownLocaleError


@cache
def direction(locale: str) -> Literal["ltr", "rtl"]:
    """As CLDR has it; from left to right where it does not know the language."""
    try:
        order = BabelLocale.parse(locale, sep="-").character_order
    except (UnknownLocaleError, ValueError):
        return "ltr"
    return "rtl" if order == "right-to-left" else "ltr"


@cache
def attribute(locale: str, around: str = "") -> str:
    """The attribute of an element in a language, with a blank before it; empty where it is written
    as what is around it. HTML without an attribute is written from left to right."""
    own = direction(locale)
    return "" if own == (direction(around) if around else "ltr") else f' dir="{own}"'
