"""The plural forms of gettext, and which of Unicode CLDR they are."""

from __future__ import annotations

import gettext
import re
from collections import Counter
from functools import cache

from babel import Locale as BabelLocale
from babel.messages.plurals import get_plural
from babel.plural import to_gettext

from ..words.text import Locale
from ..words.wording import counted_forms

_HEADER = re.compile(r"\s*nplurals\s*=\s*([1-9])\s*;\s*plural\s*=([^;]+);?\s*")
_SAMPLES = (*range(201), 1_000, 1_000_000, 2_000_000)
"""Enough to meet each form that a language has for whole numbers."""


def plural_header(locale: Locale) -> str:
    """The header Plural-Forms of a language: that of gettext's manual, as Babel knows it.

    Where that has not the forms of CLDR (Hebrew, Hungarian), the rule of CLDR itself.
    """
    header = str(get_plural(locale))
    try:
        plural_categories(locale, header)
    except ValueError:
        return to_gettext(BabelLocale.parse(locale).plural_form)
    return header


@cache
def exported_forms(locale: Locale) -> tuple[str, ...]:
    """The plural forms of a language that an export holds, by their names in CLDR."""
    return tuple(plural_categories(locale, plural_header(locale)).values())


def plural_categories(locale: Locale, header: str) -> dict[int, str]:
    """Numbers of msgstr[…] → one, few, many, other; by the rule that a header gives.

    A number stands for the form that CLDR gives most of the whole numbers that it counts; forms
    for fractions are in no .po file. Raises ValueError for a rule that is none, by which two
    numbers would stand for one form, or that leaves a form out: with the English rule, Czech “few”
    would be taken for “other”.
    """
    match = _HEADER.fullmatch(header)
    if not match:
        raise ValueError(header)
    plural = BabelLocale.parse(locale).plural_form
    votes: dict[int, Counter[str]] = {}
    try:
        rule = gettext.c2py(match[2])
        for number in _SAMPLES:
            votes.setdefault(rule(number), Counter())[plural(number)] += 1
    except (ArithmeticError, RecursionError, SyntaxError) as error:
        raise ValueError(header) from error
    found = {index: counted.most_common(1)[0][0] for index, counted in sorted(votes.items())}
    forms = set(found.values())
    whole = forms.issuperset(counted_forms(locale))
    if len(forms) < len(found) or not whole or max(found) >= int(match[1]):
        raise ValueError(header)
    return found


def plural_count(header: str) -> int:
    """So many forms has each word that counts, by a header that holds a rule."""
    match = _HEADER.fullmatch(header)
    return int(match[1]) if match else 0
