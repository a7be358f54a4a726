"""Which country, language or month was meant: by its name, or by a code of another kind."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import product
from string import ascii_uppercase

from babel import Locale as BabelLocale
from babel.core import get_global
from babel.languages import get_official_languages, get_territory_language_info

from .forms import (
    country_name,
    has_forms,
    is_country,
    is_language,
    language_name,
    regional_form,
)
from .text import Locale

_UNION = "en bg cs da de el es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv"
TONGUES = tuple(Locale(code) for code in _UNION.split())
"""Names are understood in the languages of the Union (Regulation No 1 of 1958, article 1)."""

_OLDER_NAMES = {"czech republic": "CZ", "england": "GB"}
"""Names that CLDR has no longer, or not of a country."""

_WHOLE = (
    "aka ara aze dzo est fas ful grn hrv iku kur lav mlg mon msa nep orm ori pus que ron san sqi "
    "srd srp swa uzb yid zha zho"
)
"""Codes before which CLDR lists that of a part (ekk) or one that was withdrawn (scr, mol)."""


def country_code(text: str) -> str:
    """The ISO 3166-1 code that was meant; empty where it would be a guess.

    NO for no, Norway and Norwegen; GB for UK; DE for DEU; GR for el, which is a language.
    """
    folded = text.strip().casefold()
    code = folded.upper()
    if len(code) == 2 and is_country(code):
        return code
    if len(aliases := get_global("territory_aliases").get(code, ())) == 1:
        return str(aliases[0])
    if found := _OLDER_NAMES.get(folded) or _countries().get(folded):
        return found
    # The codes of unions (EU, UN) are languages too, and mean no country.
    language = is_language(folded) and country_name(code, TONGUES[0]) == code
    return regional_form(Locale(folded)).partition("_")[2] if language else ""


def long_code(locale: Locale) -> str:
    """The ISO 639-3 code of a language: deu for de; its own where CLDR knows no other.

    It is the terminological one of ISO 639-2 too, by which the Union's table of languages goes.
    """
    short = locale.partition("-")[0]
    aliases = get_global("language_aliases").items()
    codes = [long for long, code in aliases if code == short and len(long) == 3]
    # CLDR has the terminological code of a pair first: deu, ger.
    return min(codes, key=lambda code: code not in _WHOLE.split(), default=short)


def language_codes(text: str) -> tuple[str, ...]:
    """The ISO 639 codes that may have been meant, the likeliest first; none without a clue.

    de for DE, de_AT, deu, German and Deutsch; cs for cz, which is a country: its official
    languages, that of most people first. A code that is both stands for the language, and for that
    of the country where no other has it: et for Estonian, then Amharic; sv for se, then Northern
    Sami, which less than one in a hundred speak where most of its speakers live.
    """
    folded = text.strip().casefold()
    short = re.split(r"[-_]", folded)[0]
    own = str(get_global("language_aliases").get(short, short)).split("_")[0]
    if not is_language(own):
        own = _languages().get(folded, "")
    country = country_code(text)
    official = get_official_languages(country, de_facto=True) if country else ()
    spoken = [code.split("_")[0] for code in official]
    if own:
        spoken = [code for code in spoken if _likely_country(code) == country]
    both = [own, *spoken] if not own or _share(own) >= 1 else [*spoken, own]
    return tuple(dict.fromkeys(filter(None, both)))


def _likely_country(language: str) -> str:
    likely = get_global("likely_subtags").get(language, "")
    return str(likely).rpartition("_")[2]


def _share(language: str) -> float:
    """How many of a hundred people speak a language in the country that is likely for it."""
    known = get_territory_language_info(_likely_country(language))
    return float(known.get(language, {}).get("population_percent") or 0)


def language_advice(text: str, letters: int = 3) -> str:
    """“Write “cs” (Czech).” for cz; without a clue what a code looks like.

    `letters` is the length of the longest code that will do.
    """
    for code in language_codes(text):
        if len(code) <= letters:
            return f"Write “{code}” ({language_name(code, TONGUES[0])})."
    return f"Write its ISO {'639-1' if letters == 2 else '639'} code: en, de, cs."


def language_fault(code: str) -> str:
    """Why no page can be in a language, in a sentence or two; empty where pages can."""
    if not is_language(code) or len(code) != 2:
        return f"{code} is not a language. {language_advice(code, 2)}"
    if not has_forms(code):
        name = f"{code} ({language_name(code, TONGUES[0])})"
        return (
            f"Unicode CLDR does not know how dates and numbers are written in {name}, so no page "
            "can be in it."
        )
    return ""


@cache
def _countries() -> dict[str, str]:
    codes = [code for code in map("".join, product(ascii_uppercase, repeat=2)) if is_country(code)]
    return _by_name(codes, country_name)


@cache
def _languages() -> dict[str, str]:
    pairs = (code.lower() for code in map("".join, product(ascii_uppercase, repeat=2)))
    return _by_name([code for code in pairs if is_language(code)], language_name)


def _by_name(codes: list[str], name: Callable[[str, Locale], str]) -> dict[str, str]:
    """Codes by their names in all tongues; the first tongue that has a name decides."""
    found: dict[str, str] = {}
    for tongue in TONGUES:
        for code in codes:
            found.setdefault(name(code, tongue).casefold(), code)
    return found


def month_number(name: str) -> int:
    """1 to 12 for the name of a month, whole or short: April, Apr., avril; 0 for none."""
    return _months().get(name.casefold().rstrip("."), 0)


@cache
def _months() -> dict[str, int]:
    found: dict[str, int] = {}
    for tongue in TONGUES:
        months = BabelLocale.parse(tongue).months
        for use, width in product(("format", "stand-alone"), ("wide", "abbreviated")):
            for number, name in months[use][width].items():
                found.setdefault(name.casefold().rstrip("."), number)
    return found
