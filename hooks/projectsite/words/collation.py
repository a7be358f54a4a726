"""The alphabetical order of each language: Unicode's algorithm (UTS #10) with CLDR's tailorings.

A key has three levels, as the algorithm has them: letters, accents, capitals. The root order is
that of CLDR 48 for the signs, digits and letters of Latin, Greek and Cyrillic texts; what it does
not know comes last, by code point. tests/collation/ compares with the orders of ICU.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import product
from typing import NamedTuple

from .text import Locale

_SIGNS = (
    " ‾ _ ‗ - ‐ ‒ – — ― , ; : ! ¡ ? ¿ . … · ' ‹ › \" « » ( ) [ ] { } § ¶ @ * / \\ & # % ‰ † ‡ •"
    " ′ ″ ` ´ ^ ¯ ¨ ° © ® → + ± ÷ × < = > ¬ | ¦ ~ − ≤ ≥ ¤ ¢ $ £ ¥ €"
)
_LATIN = "abcdefghiıjklmnŋopqĸrstŧuvwxyzʒþ"
_GREEK = "αβγδεζηθικλμνξοπρστυφχψω"
_CYRILLIC = "абвгґдђѓеєжзѕиійјклљмнњопрстћќуўфхцчџшщъыьэюя"
_SCRIPTS = {"bg": (_CYRILLIC, _LATIN, _GREEK), "el": (_GREEK, _LATIN, _CYRILLIC)}
"""Which script comes first, where it is not Latin."""

_MARKS = (
    *("\u0301", "\u0300", "\u0306", "\u0302", "\u030c", "\u030a", "\u0308", "\u030b", "\u0303"),
    *("\u0307", "\u0327", "\u0335", "\u0336", "\u0328", "\u0304", "\u030f", "\u0311", "\u031b"),
    *("\u0326", "\u0323"),
)
"""Accents in their order: acute, grave, breve, circumflex, caron, ring …"""
_MARK = {mark: chr(0x30 + at) for at, mark in enumerate(_MARKS)}

_JOINED = {"æ": "a\u0335e", "œ": "o\u0335e", "ĳ": "ij", "ß": "ss", "ς": "σ"}
_JOINED |= {"ø": "o\u0335", "đ": "d\u0335", "ð": "d\u0336", "ħ": "h\u0335", "ł": "l\u0335"}
_JOINED |= {"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "µ": "μ"}
"""What stands in the place of others, and differs from them on a lower level only."""

_RULES = {
    "bg": "",
    "cs": "c<č h<ch r<ř s<š z<ž",
    "da": "d<<đ<<ð th<<þ y<<ü<<ű þ<æ<<ä<ø<<ö<<ő<å<<<aa",
    "de": "",
    "el": "",
    "en": "",
    "es": "n<ñ",
    "et": "s<š<z<ž w<õ<ä<ö<ü",
    "fi": "d<<đ y<<ü<<ű n<<ŋ t<<ŧ z<<ʒ þ<å<ä<<æ<ö<<ø",
    "fr": "",
    "ga": "",
    "hr": "c<č<ć d<dž<đ l<lj n<nj s<š z<ž",
    "hu": "c<cs d<dz<dzs g<gy l<ly n<ny o<ö<<ő s<sz t<ty u<ü<<ű z<zs",
    "it": "",
    "lt": "a<<ą c<č e<<ę<<ė i<<į<<y s<š u<<ų<<ū z<ž",
    "lv": "a<ā c<č e<ē g<ģ i<y<ī k<ķ l<ļ n<ņ o<ō s<š u<ū z<ž",
    "mt": "b<ċ f<ġ g<għ<h<ħ y<ż",
    "nl": "",
    "pl": "a<ą c<ć e<ę l<ł n<ń o<ó s<ś z<ź<ż",
    "pt": "",
    "ro": "a<ă<â i<î s<ș t<ț z<ż",
    "sk": "a<ä c<č h<ch o<ô r<ř s<š z<ž",
    "sl": "c<č<ć d<đ s<š z<ž",
    "sv": "d<<đ<<ð th<<þ y<<ü<<ű þ<å<ä<<æ<<ę<ö<<ø<<ő<<œ<<ô",
}
"""CLDR's tailorings of the languages of the Union: “h<ch” puts a letter ch after h; “y<<ü” makes
ü a y that differs as an accent does."""

_CAPITALS_FIRST = frozenset({"da", "mt"})
_DOUBLED = {"hu": ("cs", "dz", "dzs", "gy", "ly", "ny", "sz", "ty", "zs")}
"""Letters of two signs that are written short when doubled: ccs is cs and cs."""
_SAME = {"ro": {"ş": "ș", "ţ": "ț"}}


@lru_cache(maxsize=20_000)
def sort_key(text: str, locale: Locale) -> str:
    """A text by which sorted() puts texts into the alphabetical order of a language.

    Texts that differ in nothing that the order knows stand by code point.
    """
    order = _order(locale)
    # One code point for a letter with its accent, however it was typed.
    text = unicodedata.normalize("NFC", text)
    weights = [order.weight(unit) for unit in order.unit.findall(text)]
    # A lower level counts only where all above are equal: \x01 sorts before any weight.
    return "\x01".join(["".join(level) for level in zip(*weights, strict=True)] + [text])


class _Weight(NamedTuple):
    """What a unit of a text adds to the three levels of its key."""

    letters: str
    accents: str
    capitals: str


_NOTHING = _Weight("", "", "")
_PLAIN = "\x20"
_LOWER, _VARIANT, _UPPER, _LAST = "\x02", "\x04", "\x08", "\x09"


class _Order:
    """The order of one language."""

    def __init__(self, locale: Locale) -> None:
        latin_first = (_LATIN, _GREEK, _CYRILLIC)
        letters = [
            *(sign for sign in f" {_SIGNS}" if sign != " "),
            *"0123456789",
            *"".join(_SCRIPTS.get(locale, latin_first)),
        ]
        letters.insert(0, " ")
        self._capitals_first = locale in _CAPITALS_FIRST
        self._weights: dict[str, _Weight] = {}
        self._joined = _JOINED | _SAME.get(locale, {})
        tailored = self._tailored(letters, _RULES.get(locale, ""))
        places = {letter: chr(at) for at, letter in enumerate(letters, 0x10)}
        self._places = places
        for letter, (base, accent, kind) in tailored.items():
            self._add(letter, "".join(places[part] for part in base), accent, kind)
        for letter in _DOUBLED.get(locale, ()):
            weight = self._weights[letter]
            self._add(letter[0] + letter, weight.letters * 2, _PLAIN * 2, _VARIANT)
        # The longest first, as dzs is one letter of Hungarian, not dz and s.
        pairs = sorted((u for u in self._weights if len(u) > 1), key=len, reverse=True)
        self.unit = re.compile("|".join([*map(re.escape, pairs), "."]), re.DOTALL)

    def _tailored(self, letters: list[str], rules: str) -> dict[str, tuple[list[str], str, str]]:
        """Puts the letters of the rules into their places; what each weighs."""
        found: dict[str, tuple[list[str], str, str]] = {}
        for chain in rules.split():
            first, *steps = re.split(r"(<+)", chain)
            base = list(first)
            for at, (sign, letter) in enumerate(zip(steps[::2], steps[1::2], strict=True), 1):
                if sign == "<":
                    if letter in letters:
                        letters.remove(letter)
                    letters.insert(letters.index(base[0]) + 1, letter)
                    base = [letter]
                    found[letter] = (base, _PLAIN, _LOWER)
                elif sign == "<<":
                    found[letter] = (base, chr(0x80 + at), _LOWER)
                else:
                    found[letter] = (base, _PLAIN, _VARIANT)
        return found

    def _add(self, unit: str, letters: str, accent: str, kind: str) -> None:
        """A unit with its capitals: ch, cH, Ch, CH."""
        accents = accent.ljust(len(letters), _PLAIN)
        for signs in product(*((sign, sign.upper()) for sign in unit)):
            capitals = sum(2**at for at, sign in enumerate(reversed(signs)) if sign.isupper())
            weight = ord(kind) + capitals * 2 if len(unit) > 1 else 0
            case = chr(weight) if weight else (_UPPER if capitals else kind)
            spelt = "".join(signs)
            self._weights[spelt] = _Weight(letters, accents, self._cased(case, bool(capitals)))

    def _cased(self, case: str, capital: bool) -> str:
        if self._capitals_first:
            return chr(0x40 - ord(case)) if capital else chr(0x40 + ord(case))
        return case

    def weight(self, unit: str) -> _Weight:
        weight = self._weights.get(unit)
        if weight is None:
            weight = self._weights[unit] = self._made(unit)
        return weight

    def _made(self, sign: str) -> _Weight:
        """Of a sign that no rule names: by its place, its accents, or what it stands for."""
        if place := self._places.get(sign):
            return _Weight(place, _PLAIN, self._cased(_LOWER, capital=False))
        # Soft hyphens and their like are ignored, as by the algorithm.
        if unicodedata.category(sign) in ("Cc", "Cf"):
            return _NOTHING
        if unicodedata.combining(sign):
            return _Weight("", _MARK.get(sign, "\x70"), self._cased(_LOWER, capital=False))
        lower = sign.lower()
        if lower != sign and len(lower) == 1:
            weight = self.weight(lower)
            cases = self._cased(_UPPER, capital=True) * len(weight.capitals)
            return weight._replace(capitals=cases)
        instead = self._joined.get(sign) or unicodedata.normalize("NFD", sign)
        if instead == sign:
            instead = unicodedata.normalize("NFKD", sign)
        if instead == sign:
            # Unknown: behind everything, in the order of code points.
            return _Weight("\uffff" + sign, _PLAIN, _LOWER)
        parts = [self.weight(part) for part in instead]
        letters, accents, capitals = ("".join(level) for level in zip(*parts, strict=True))
        if not any(map(unicodedata.combining, instead)):
            variant = _LAST if sign == "ς" else _VARIANT
            capitals = self._cased(variant, capital=False) * len(capitals)
        return _Weight(letters, accents, capitals)


@cache
def _order(locale: Locale) -> _Order:
    return _Order(locale)
