"""Letters of the wrong script: a Cyrillic а in a Latin word, a Russian text in a German place.

The difference cannot be seen, but search, links and screen readers meet another word.
Scripts are those of the letters' names in Unicode; which one a language is written in is told by
the likely subtags of CLDR (UTS #35).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache

from babel.core import get_global

from ..problems import shown
from .forms import language_name
from .text import Locale

MOSTLY = 0.6
"""A text is in the wrong script where this share of its letters is."""
FEW = 8
"""Fewer letters in the wrong script are an abbreviation or a sign, and no text."""

_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧανορικυ", "ABEZHIKMNOPTYXavopiku", strict=True))
_CYRILLIC = dict(zip("АВЕЅІЈКМНОРСТУХҺаеѕіјорсухһԛԝ", "ABESIJKMHOPCTYXHaesijopcyxhqw", strict=True))
_LOOKS_LIKE = {
    ("GREEK", "LATIN"): _GREEK,
    ("CYRILLIC", "LATIN"): _CYRILLIC,
    ("LATIN", "GREEK"): {latin: greek for greek, latin in _GREEK.items()},
    ("LATIN", "CYRILLIC"): {latin: cyrillic for cyrillic, latin in _CYRILLIC.items()},
}
"""The letter that was meant, for each that looks like it: of which script, among letters of which.

From the confusables of UTS #39, as far as keyboards have them.
"""

# Whole blocks, as nothing else is asked of most texts: Greek and Cyrillic with what is between.
_OTHER = "\u0370-\u052f\u1f00-\u1fff"
_LATIN = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_BETWEEN = "[0-9\u0300-\u036f]*"
_MIXED = re.compile(f"[{_LATIN}]{_BETWEEN}[{_OTHER}]|[{_OTHER}]{_BETWEEN}[{_LATIN}]")
NOT_LATIN = re.compile("[\u0370-\u1dff\u1f00-\u1fff\u2c00-\ufaff\U00010000-\U0003ffff]")
"""A character that is neither Latin nor a sign: most texts have none, and are not looked into."""
_WORD = re.compile("(?:[^\\W_]|[\u0300-\u036f])+")

_SCRIPTS = {
    **{"Arab": ("ARABIC",), "Armn": ("ARMENIAN",), "Cyrl": ("CYRILLIC",), "Geor": ("GEORGIAN",)},
    **{"Grek": ("GREEK",), "Hans": ("CJK",), "Hant": ("CJK",), "Hebr": ("HEBREW",)},
    **{"Jpan": ("CJK", "HIRAGANA", "KATAKANA"), "Kore": ("HANGUL", "CJK"), "Latn": ("LATIN",)},
}
"""ISO 15924 → the first word of the names of its letters."""
_KNOWN = frozenset(name for names in _SCRIPTS.values() for name in names)


def script_problems(text: str, locale: Locale | None = None) -> Iterator[tuple[int, str]]:
    """What is wrong with the letters of a text: the place, counted in characters, and a sentence.

    Without a language it is a name or the like, of which only the words are looked at.
    """
    # Asked of every text of a project: nearly all are done here.
    if text.isascii() or not NOT_LATIN.search(text):
        return
    if locale and (found := _mostly_wrong(text, locale)):
        yield found
        return
    if _MIXED.search(text):
        home = (*(scripts_of(locale) if locale else ()), "LATIN")[0]
        for word in _WORD.finditer(text):
            if _MIXED.search(word[0]) and (said := _mixture(word[0], home)):
                yield word.start(), said


def _mixture(word: str, home: str) -> str:
    """What is wrong with a word of two scripts; empty for nothing."""
    if not (odd := _odd_letter(word, home)):
        return ""
    letter, meant = odd
    said = f"“{shown(word)}” holds {letter} ({unicodedata.name(letter).lower()})"
    said += f", which looks like {meant}" if meant else " among letters of another script"
    return f"{said}. Type the word anew."


def _odd_letter(word: str, home: str) -> tuple[str, str] | None:
    """The letter that does not belong into a word of two scripts, and the one that was meant."""
    scripts = [(sign, script) for sign in word if (script := script_of(sign))]
    counted = Counter(script for _, script in scripts)
    # The script with fewer letters is the odd one; of equal numbers, the one that is not the
    # language's own.
    whole, odd = sorted(counted, key=lambda name: (-counted[name], name != home))[:2]
    alike = _LOOKS_LIKE.get((odd, whole), {})
    first = next((sign for sign, script in scripts if script == odd and sign in alike), "")
    if "GREEK" in (whole, odd) and (not first or _is_sign(word)):
        return None  # μm, kΩ, TNFα: Greek letters are the signs of sciences
    letter = first or next(sign for sign, script in scripts if script == odd)
    return letter, alike.get(letter, "")


def _is_sign(word: str) -> bool:
    """Whether small Greek letters stand among Latin capitals and digits, as in TNFα and NFκB."""
    latin = [sign for sign in word if script_of(sign) == "LATIN"]
    greek = [sign for sign in word if script_of(sign) == "GREEK"]
    return all(map(str.isupper, latin)) and all(map(str.islower, greek))


def _mostly_wrong(text: str, locale: Locale) -> tuple[int, str] | None:
    """Whether most letters of a text are of another script than its language."""
    own = scripts_of(locale)
    if not own:
        return None
    counted = Counter(filter(None, map(script_of, text)))
    # Latin letters are never wrong: names and addresses have them in every language.
    wrong = {name: n for name, n in counted.items() if name not in (*own, "LATIN")}
    if sum(wrong.values()) < max(FEW, MOSTLY * counted.total()):
        return None
    most = max(wrong, key=lambda name: wrong[name])
    at = next(at for at, sign in enumerate(text) if script_of(sign) == most)
    language, usual = language_name(locale, Locale("en")), _said(own[0])
    said = f"most letters are {_said(most)}, and {language} is written in {usual} ones."
    return at, f"{said} Move the text to its own language, or type it anew."


def _said(script: str) -> str:
    return "Chinese" if script == "CJK" else script.capitalize()


@cache
def script_of(sign: str) -> str:
    """The script of a letter by its name: LATIN, GREEK; empty for what is common to several."""
    name = unicodedata.name(sign, "").partition(" ")[0]
    return name if name in _KNOWN and sign.isalpha() else ""


@cache
def scripts_of(locale: Locale) -> tuple[str, ...]:
    """The scripts that a language is written in; none where that is not known."""
    likely = get_global("likely_subtags").get(locale, "")
    script = next((part for part in likely.split("_") if len(part) == 4), "")
    return _SCRIPTS.get(script, ())
