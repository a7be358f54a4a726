"""Letters of the wrong script: a Cyrillic а in a Latin word, a Russian text in a German place.

The difference cannot be seen, but search, links and screen readers meet another word. Which letters
look alike is told by the confusables of UTS #39 (confusable_homoglyphs), which script a language is
written in by the likely subtags of CLDR (UTS #35).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Set
from functools import cache
from itertools import chain, groupby
from unicodedata import category, decomposition, name, normalize

from babel import Locale as BabelLocale
from babel.core import get_global

from ..files.layout import PROJECT
from ..files.texts import entities
from ..problems import shown
from .forms import language_name
from .text import Locale

MOSTLY = 0.6
"""A text is in the wrong script where this share of its letters is."""
FEW = 8
"""Fewer letters in the wrong script are an abbreviation or a sign, and no text."""

_SIGNS = (
    "\u0b03\u0c02\u0c82\u0d02\u0d82\u166d\u166e\u212e\u2373\u2374\u237a\u23fd\u2573\u3007\uffe8"
    "\ua6ef\U000102f5\U00010320\U00010322\U000118ec\U000118ef\U000118f2"
    "\U0001d206-\U0001d22a\U0001f74c\U0001f768"
)
"""Signs that look like plain letters, but for those of mathematics: ం, ⍺."""
# Nothing else is asked of most texts: whole blocks, also of letters in a style.
NOT_LATIN = re.compile(
    "[\u0184\u018d\u0196\u01a6\u01a7\u01b7\u01bc\u01bd\u01c0\u021c\u0222\u0223\u0250-\u02af"
    "\u0370-\u1dff\u1e9d\u1eff-\u1fff\u2100-\u218f\u2c00-\ufaff\ufb00-\ufdff\ufe70-\ufeff"
    f"\uff10-\uffee\U00010000-\U0003ffff{_SIGNS}]"
)
"""A character that is neither of a Latin alphabet nor a usual sign: most texts have none, and are
not looked into."""
_SIGN = re.compile(f"[{_SIGNS}]")
_OF_ALPHABETS = "ıɣʋ"
"""Latin letters that look like plain ones, and that Turkish and Ewe have."""
_UNSPACED = (
    "\u0e00-\u0e4f\u0e5a-\u0ecf\u0eda-\u0eff\u1000-\u103f\u104a-\u108f\u109a-\u109f"
    "\u1100-\u11ff\u1780-\u17df\u17ea-\u17ff\u3005-\u3007\u3021-\u318f"
    "\u31f0-\u31ff\u3400-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc"
    "\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
"""Letters of languages that put no blanks around the words of others: Thai, Japanese, Korean;
not their digits."""
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_WORD = re.compile(f"(?:[^\\W_{_UNSPACED}]|[\u0300-\u036f{_SIGNS}])++|[{_UNSPACED}]+")
_IN_A_STYLE = re.compile("[\ufb00-\ufb06\U0001d400-\U0001d7ff]")
_STYLED = re.compile("[\ufb00-\ufb06\uff10-\uff5a\U0001d400-\U0001d7ff]")
"""Plain letters as one sign, in a style or wide: ﬁ, 𝗔, Ａ. Search finds no word with one."""

_LIKE_A_LETTER = re.compile("[\u2100-\u218f]")
"""Signs that are drawn as plain letters: K of kelvin, ℓ, Ⅿ. One alone, or behind a number, is a
sign."""

_SMALL_BESIDE = re.compile("[\u2160-\u2188][a-z]|[a-z][\u2160-\u2188]")

_SCRIPTS = {
    **{"Hans": ("HAN",), "Hant": ("HAN",), "Jpan": ("HAN", "HIRAGANA", "KATAKANA")},
    **{"Kore": ("HANGUL", "HAN"), "Beng": ("BENGALI",), "Orya": ("ORIYA",)},
    "Cans": ("CANADIAN_ABORIGINAL",),
}
"""ISO 15924 → the scripts of its letters, as Unicode calls them; others have the name that CLDR
gives them in English."""
_NO_SCRIPT = frozenset({"COMMON", "INHERITED", "Unknown"})
_OFTEN_ODD = frozenset({"GREEK", "CYRILLIC"})
"""Whose letters are never mixed with Latin ones (UTS #39, 5.2, level “moderately restrictive”)."""


def script_problems(
    text: str, locale: Locale | None = None, right: Collection[str] | None = None
) -> Iterator[tuple[int, str]]:
    """What is wrong with the letters of a text: the place, counted in characters, and a sentence.

    Without a language it is a name or the like, of which only the words are looked at. `right` are
    the words among the “spellings” of the project, which may be written as they are; none where it
    has no say.
    """
    # Asked of every text of a project: nearly all are done here.
    if text.isascii() or not NOT_LATIN.search(text):
        return
    counted = Counter(filter(None, map(script_of, text)))
    if locale and (found := _mostly_wrong(text, locale, counted)):
        yield found
        return
    own = scripts_of(locale) if locale else ()
    foreign = counted.keys() - {*own, "LATIN"} if own or not locale else set()
    advice = "" if right is None else f"; if it is right, add it to “spellings” in {PROJECT}"
    disguised = dict(_disguises(text, own)) if foreign else {}
    for word in _WORD.finditer(text):
        if not NOT_LATIN.search(word[0]) or word[0] in (right or ()):
            continue
        said = _wrong(word[0], own) or _odd_digit(word[0], own, counted.keys())
        if said := said or disguised.get(word.start(), ""):
            yield word.start(), f"“{shown(word[0])}” holds {said}. Type the word anew{advice}."


def words_of(lines: Iterable[str]) -> frozenset[str]:
    """The words in texts, as `script_problems` tells of them."""
    return frozenset(word for line in lines for word in _WORD.findall(line))


def hidden_letters(text: str) -> Iterator[tuple[int, str]]:
    """The entities of Markdown that make a letter or digit which is not Latin: the place and a
    sentence. As they are written no search finds the word, and nobody sees what it is made of."""
    for at, entity, made in entities(text):
        if NOT_LATIN.search(made) and any(_is_letter(sign) or sign.isdecimal() for sign in made):
            yield at, f"“{shown(entity)}” makes the letter {made}. Type the letter itself."


def _wrong(word: str, own: tuple[str, ...]) -> str:
    """What a word holds that is wrong; empty for nothing."""
    # Wide letters are usual in Chinese, Japanese and Korean; a single one in a style is a variable.
    odd = _IN_A_STYLE if "HAN" in own else _STYLED
    if not _is_variable(word) and (styled := odd.search(word)):
        return f"{_named(styled[0])}, which stands for {normalize('NFKC', styled[0])}"
    stages = "HAN" in own and not _SMALL_BESIDE.search(word)
    for sign in dict.fromkeys(_LIKE_A_LETTER.findall(word)):
        plain = normalize("NFKC", sign)
        if stages and category(sign) == "Nl":
            continue  # ⅢA, as stages and classes are written
        if plain.isascii() and plain.isalpha() and not _is_alone(sign, word):
            return f"{_named(sign)}, which stands for {plain}"
    return "" if _IS_UNSPACED.match(word) else _like_plain(word, own) or _mixed(word, own)


def _like_plain(word: str, own: tuple[str, ...]) -> str:
    """A Latin letter of no alphabet, or a sign, that looks like one of the plain letters beside it:
    ɡ, ం. In Chinese and Japanese 〇 stands for what is left out."""
    if not any(sign.isascii() and sign.isalpha() for sign in word):
        return ""
    for sign in word:
        known = sign.isascii() or sign in _OF_ALPHABETS or (sign == "〇" and "HAN" in own)
        odd = _SIGN.match(sign) or (script_of(sign) == "LATIN" and not decomposition(sign))
        if odd and not known and (plain := _plain_twin(sign, ())):
            return f"{_named(sign)}, which looks like {plain}"
    return ""


def _mixed(word: str, own: tuple[str, ...]) -> str:
    """What is wrong with a word that has letters of several scripts."""
    counted = Counter(map(script_of, _letters(word)))
    if len(counted) < 2 or _is_sign(word, counted.keys(), own):
        return ""
    # Of the scripts with equally many letters, that of the language is meant: in a third one Latin,
    # that of names and units.
    home = own[0] if own and own[0] in counted else "LATIN"
    most = max(counted, key=lambda name: (counted[name], name == home))
    for whole in dict.fromkeys([most, *({home} & counted.keys())]):
        for sign in word:
            if script_of(sign) not in ("", whole) and (meant := twin(sign, whole)):
                return f"{_named(sign)}, which looks like {meant}"
    if not counted.keys() & _OFTEN_ODD:
        return ""
    odd = min(counted, key=lambda name: (counted[name], name == home))
    letter = next(sign for sign in word if script_of(sign) == odd)
    return f"{_named(letter)} among letters of another script"


def _disguises(text: str, own: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """The words in letters that the language does not have and that all look like those it has
    (whole-script confusables, UTS #39, 4): СОРЕ, 1О0. One that stands by others of its script is
    told by these in its paragraph: Наука и жизнь."""
    words, paragraph, end = [], 0, 0
    for word in _WORD.finditer(text):
        paragraph += "\n\n" in text[end : word.start()]
        end, letters = word.end(), _letters(word[0])
        if len(letters) > 1 or (letters and not _may_be_sign(letters[0])):
            words.append((word.start(), letters, (paragraph, _foreign(letters, own))))
    for (_, script), run in groupby(words, key=lambda word: word[2]):
        found = [(at, letters) for at, letters, _ in run] if script else []
        looks = {sign: _plain_twin(sign, own) for _, letters in found for sign in letters}
        for at, (first, *_) in found if all(looks.values()) else ():
            yield at, f"{_named(first)}, which looks like {looks[first]}"


def _foreign(letters: Iterable[str], own: tuple[str, ...]) -> str:
    """The one script of letters where the language does not have it; empty for others."""
    scripts = set(map(script_of, letters))
    return "" if len(scripts) > 1 or scripts & {*own, "LATIN"} else scripts.pop()


def _plain_twin(sign: str, own: tuple[str, ...]) -> str:
    """What a letter looks like: a plain letter or digit, or a letter of the language."""
    found = [twin(sign, "LATIN"), twin(sign, "")]
    plain = [one for one in found if one.isascii()] + [
        twin(sign, script) for script in own if script != "LATIN"
    ]
    return next(filter(None, plain), "")


def _is_sign(word: str, scripts: Set[str], own: tuple[str, ...]) -> bool:
    """Whether Greek letters in a word are signs of sciences, as in μm, kΩ, ΔT and TNFα: no more of
    them than others, and none that could be taken for one of those; small ones are not, beside
    capitals alone."""
    if len(scripts) > 2 or "GREEK" not in scripts or not scripts & {"LATIN", *own[:1]} - {"GREEK"}:
        return False
    (other,) = scripts - {"GREEK"}
    greek = [sign for sign in word if script_of(sign) == "GREEK"]
    others = [sign for sign in word if script_of(sign) == other]
    if not all(map(str.isupper, others)):
        pairs = [(sign, other) for sign in greek] + [
            (sign, "GREEK") for sign in others if "GREEK" in own
        ]
        return len(greek) <= len(others) and not any(twin(*pair) for pair in pairs)
    return len(greek) <= len(others) and all(
        _may_be_sign(sign) or not twin(sign, other) for sign in greek
    )


def _may_be_sign(sign: str) -> bool:
    """Whether it is a Greek letter that is used alone: nobody could tell capitals, iota and omicron
    from others."""
    return "α" <= sign <= "ω" and sign not in "ιο"


def _letters(word: str) -> list[str]:
    """The letters of a word that belong to a script."""
    return list(filter(script_of, word))


def _is_variable(word: str) -> bool:
    """Whether a word is one sign, with nothing or with raised or lowered digits behind it: 𝑅²."""
    return all(sign.isdigit() and not sign.isdecimal() for sign in word[1:])


def _is_alone(sign: str, word: str) -> bool:
    """Whether a sign has no letter beside it but the prefix of a unit (mℓ), or none that is plain
    or such a sign too (ℝⁿ)."""
    letters = [other for other in word if _is_letter(other)]
    if len(letters) == 2 and word.endswith(sign) and category(sign) != "Nl":
        return True
    letters.remove(sign)
    return not any(other.isascii() or _LIKE_A_LETTER.match(other) for other in letters)


def _odd_digit(word: str, own: tuple[str, ...], there: Set[str]) -> str:
    """A digit that is neither plain nor of the language: among plain letters and digits, or alone
    in a text in whose scripts there is not that of the digit (৪ is a four). In no known language it
    is wrong among plain letters alone."""
    beside = any(sign.isascii() and (own or sign.isalpha()) for sign in word)
    for sign in dict.fromkeys(word):
        if not sign.isdecimal() or sign.isascii() or _is_digit_of(sign, own):
            continue
        # Digits in a style are of no script.
        plain = normalize("NFKC", sign) != sign
        if beside or (own and not plain and not any(map(name(sign).__contains__, there))):
            return f"{_named(sign)}, which is no digit of this language"
    return ""


def _is_digit_of(sign: str, scripts: tuple[str, ...]) -> bool:
    """Whether a digit is of one of the scripts, or wide as those of Chinese and Japanese are."""
    called = name(sign)
    return any(map(called.__contains__, scripts)) or ("HAN" in scripts and "FULLWIDTH" in called)


def _is_letter(sign: str) -> bool:
    return sign.isalpha() or category(sign) == "Nl"  # a Roman numeral


def _named(sign: str) -> str:
    return f"{sign} ({name(sign, 'a letter').lower()})"


@cache
def twin(sign: str, script: str) -> str:
    """The letter of a script that looks like another letter; empty where none does."""
    from confusable_homoglyphs.confusables import confusables_data  # a megabyte, seldom needed

    found = [one["c"] for one in confusables_data.get(sign, ()) if len(one["c"]) == 1]
    same = [other for other in found if script_of(other) == script]
    if script == "LATIN" and script_of(sign) == "GREEK":
        same = [other for other in same if other.isascii()]  # β is no ß
    # The one on the keyboard first, then one of the same case.
    return min(
        same, key=lambda other: (ord(other) > 0x4FF, other.isupper() != sign.isupper()), default=""
    )


def _mostly_wrong(text: str, locale: Locale, counted: Counter[str]) -> tuple[int, str] | None:
    """Whether most letters of a text are of another script than its language."""
    own = scripts_of(locale)
    if not own:
        return None
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
    return "Chinese" if script == "HAN" else script.capitalize()


@cache
def script_of(sign: str) -> str:
    """The script of a letter (UAX #24): LATIN, GREEK; empty for what is common to several."""
    if not sign.isalpha():
        return ""
    if sign.isascii():
        return "LATIN"
    from confusable_homoglyphs.categories import alias

    script: str = alias(sign)
    return "" if script in _NO_SCRIPT else script


@cache
def scripts_of(locale: Locale) -> tuple[str, ...]:
    """The scripts that a language is written in, the usual one first, in some land or by name; none
    where the usual one is not known."""
    likely = get_global("likely_subtags")
    known = [likely.get(locale, "")]
    known += [other for tag, other in likely.items() if tag.startswith(f"{locale}_")]
    names = BabelLocale("en").scripts
    scripts = [
        _SCRIPTS.get(part) or (names.get(part, "").upper(),)
        for tag in known
        for part in tag.split("_")
        if len(part) == 4
    ]
    return tuple(dict.fromkeys(filter(None, chain.from_iterable(scripts))))
