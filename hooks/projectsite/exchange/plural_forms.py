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

_HEADER = re.compile(r"\s*nplurals\s*=\s*([1-9])\s*;\s*plural\s*=([^;]++)(?:;\s*+)?")
_SAMPLES = (*range(201), 1_000, 1_000_000, 2_000_000)
"""Enough to meet each form of whole numbers: rules ask for the last two digits, and French, Spanish
and Italian have a form for millions."""


def plural_header(locale: Locale) -> str:
    """The header Plural-Forms of a language: that of gettext's manual, as Babel knows it."""
    header = str(get_plural(locale))
    try:
        plural_categories(locale, header)
    except ValueError:
        # Where gettext lacks a form of CLDR (Hebrew, Hungarian), the rule of CLDR itself.
        return to_gettext(BabelLocale.parse(locale).plural_form)
    return header


@cache
def exported_forms(locale: Locale) -> tuple[str, ...]:
    """The plural forms of a language that an export holds, by their names in CLDR."""
    return tuple(plural_categories(locale, plural_header(locale)).values())


def plural_categories(locale: Locale, header: str) -> dict[int, str]:
    """Numbers of msgstr[…] → one, few, many, other; by the rule that a header gives.

    Raises ValueError for what is no rule, for one by which two numbers of msgstr stand for one
    form, and for one that leaves a form out: with the English rule, Czech “few” would be taken for
    “other”. Forms for fractions are in no .po file.
    """
    match = _HEADER.fullmatch(header)
    if not match:
        raise ValueError(header)
    plural = BabelLocale.parse(locale).plural_form
    votes: dict[int, Counter[str]] = {}
    try:
        # Rules of Weblate and Babel differ for French and Spanish: the file's own decides, by vote
        # of the whole numbers that it counts.
        rule = gettext.c2py(match[2])  # refuses all but numbers, n and operators
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
