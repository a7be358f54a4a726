"""Letters of the wrong script: a Cyrillic а in a Latin word, a Russian text in a German place.

The difference cannot be seen, but search, links and screen readers meet another word. Which letters
look alike is told by the confusables of UTS #39 (confusable_homoglyphs), which script a language is
written in by the likely subtags of CLDR (UTS #35).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Set
from functools import cache
from itertools import chain, combinations
from unicodedata import category, name, normalize

from babel.core import get_global

from ..files.texts import entities
from ..problems import shown
from .forms import language_name
from .text import Locale

MOSTLY = 0.6
"""A text is in the wrong script where this share of its letters is."""
FEW = 8
"""Fewer letters in the wrong script are an abbreviation or a sign, and no text."""

# Nothing else is asked of most texts: whole blocks, also of letters in a style.
NOT_LATIN = re.compile(
    "[\u0370-\u1dff\u1f00-\u1fff\u2100-\u218f\u2c00-\ufaff\ufb00-\ufdff\ufe70-\ufeff\uff10-\uffee\U00010000-\U0003ffff]"
)
"""A character that is neither Latin nor a sign: most texts have none, and are not looked into."""
_WORD = re.compile("(?:[^\\W_]|[\u0300-\u036f])+")
_IN_A_STYLE = re.compile("[\ufb00-\ufb06\U0001d400-\U0001d7ff]")
_STYLED = re.compile("[\ufb00-\ufb06\uff10-\uff5a\U0001d400-\U0001d7ff]")
"""Plain letters as one sign, in a style or wide: ﬁ, 𝗔, Ａ. Search finds no word with one."""

_LIKE_A_LETTER = re.compile("[\u2100-\u218f]")
"""Signs that are drawn as plain letters: K of kelvin, ℓ, Ⅿ. One alone, or behind a number, is a
sign."""

_SMALL_BESIDE = re.compile("[\u2160-\u2188][a-z]|[a-z][\u2160-\u2188]")

_SCRIPTS = {
    **{"Arab": ("ARABIC",), "Armn": ("ARMENIAN",), "Cyrl": ("CYRILLIC",), "Geor": ("GEORGIAN",)},
    **{"Grek": ("GREEK",), "Hans": ("HAN",), "Hant": ("HAN",), "Hebr": ("HEBREW",)},
    **{"Jpan": ("HAN", "HIRAGANA", "KATAKANA"), "Kore": ("HANGUL", "HAN"), "Latn": ("LATIN",)},
}
"""ISO 15924 → the scripts of its letters, as Unicode calls them."""
_NO_SIGNS = frozenset("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ")
"""Greek capitals that are no signs of sciences, as nobody could tell them from Latin ones."""
_TOGETHER = frozenset(_SCRIPTS["Jpan"] + _SCRIPTS["Kore"])
_WITHOUT_BLANKS = frozenset({*_TOGETHER, "THAI", "LAO", "KHMER", "MYANMAR"})
_NO_SCRIPT = frozenset({"COMMON", "INHERITED", "Unknown"})
_OFTEN_ODD = frozenset({"GREEK", "CYRILLIC"})
"""Whose letters stand among those of another script by mistake whatever they look like."""


def script_problems(text: str, locale: Locale | None = None) -> Iterator[tuple[int, str]]:
    """What is wrong with the letters of a text: the place, counted in characters, and a sentence.

    Without a language it is a name or the like, of which only the words are looked at.
    """
    # Asked of every text of a project: nearly all are done here.
    if text.isascii() or not NOT_LATIN.search(text):
        return
    counted = Counter(filter(None, map(script_of, text)))
    if locale and (found := _mostly_wrong(text, locale, counted)):
        yield found
        return
    own = scripts_of(locale) if locale else ()
    for word in _WORD.finditer(text):
        if not NOT_LATIN.search(word[0]):
            continue
        if said := _wrong(word[0], own) or _odd_digit(word[0], own, counted.keys()):
            yield word.start(), f"“{shown(word[0])}” holds {said}. Type the word anew."


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
    for sign in _LIKE_A_LETTER.findall(word):
        plain = normalize("NFKC", sign)
        if "HAN" in own and category(sign) == "Nl" and not _SMALL_BESIDE.search(word):
            continue  # ⅢA, as stages and classes are written
        if plain.isascii() and plain.isalpha() and not _is_alone(sign, word):
            return f"{_named(sign)}, which stands for {plain}"
    scripts = [(sign, script) for sign in word if (script := script_of(sign))]
    counted = Counter(script for _, script in scripts)
    if len(counted) == 1:
        return _disguised(scripts, own) or _in_a_number(word, scripts, own)
    found = (_mixed(part, pair, own) for part in _parts(word) for pair in combinations(counted, 2))
    return next(filter(None, found), "")


def _parts(word: str) -> list[str]:
    """Of a word in a language without blanks the words of others that stand in it; and itself."""
    inner = "".join(" " if script_of(sign) in _WITHOUT_BLANKS else sign for sign in word)
    return list(dict.fromkeys([*inner.split(), word]))


def _mixed(word: str, pair: tuple[str, str], own: tuple[str, ...]) -> str:
    """What is wrong with a word that has letters of these two scripts."""
    scripts = [(sign, script) for sign in word if (script := script_of(sign))]
    counted = Counter(script for _, script in scripts if script in pair)
    around = _WITHOUT_BLANKS & {script for _, script in scripts}
    # The words of others are looked at one by one.
    if len(counted) < 2 or set(pair) <= _TOGETHER or (around and not around & counted.keys()):
        return ""
    # The script with fewer letters is the odd one; of equal numbers, the one that is not the
    # language's own: in a third one, that of names and units.
    home = own[0] if own and own[0] in counted else "LATIN"
    whole, odd = sorted(counted, key=lambda name: (-counted[name], name != home))[:2]
    alike = [
        (sign, meant) for sign, name in scripts if name == odd and (meant := twin(sign, whole))
    ]
    if {whole, odd} == {"GREEK", "LATIN"} and word.isupper():
        greek = [sign for sign, name in scripts if name == "GREEK"]
        if _NO_SIGNS.issuperset(greek):
            return f"{_named(greek[0])}, which looks like {twin(greek[0], 'LATIN')}"
    if "GREEK" in (whole, odd) and (not alike or _is_sign(word) or _is_service(word, own)):
        return ""  # μm, kΩ, TNFα: Greek letters are the signs of sciences
    if alike:
        return f"{_named(alike[0][0])}, which looks like {alike[0][1]}"
    if around:
        return ""
    if said := _disguised(
        [one for one in scripts if one[1] in (whole, odd) and one[1] != "LATIN"], own
    ):
        return said
    if {whole, odd} & _OFTEN_ODD:
        letter = next(sign for sign, name in scripts if name == odd)
        return f"{_named(letter)} among letters of another script"
    return ""


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


def _in_a_number(word: str, scripts: list[tuple[str, str]], own: tuple[str, ...]) -> str:
    """Letters of another script between plain digits, which look like plain ones too: 1О0, З5. A
    small Greek one before or behind a number is a sign: 5σ, α1."""
    if not own or scripts[0][1] in (*own, "LATIN"):
        return ""
    plain = [twin(sign, "LATIN") or twin(sign, "") for sign, _ in scripts]
    rest = re.sub(f"[{''.join(sign for sign, _ in scripts)}]", "", word)
    if not (rest.isascii() and rest.isdecimal() and all(map(str.isascii, plain)) and all(plain)):
        return ""
    sign, script = scripts[0]
    if script == "GREEK" and sign.islower() and sign in (word[0], word[-1]):
        return ""
    return f"{_named(sign)}, which looks like {plain[0]}"


def _odd_digit(word: str, own: tuple[str, ...], there: Set[str]) -> str:
    """A digit that is neither plain nor of the language: among plain letters and digits, or alone
    in a text in whose scripts there is not that of the digit (৪ is a four)."""
    for sign in word if own else ():
        if not sign.isdecimal() or sign.isascii() or _is_digit_of(sign, own):
            continue
        # Digits in a style are of no script.
        alone = normalize("NFKC", sign) == sign and not any(map(name(sign).__contains__, there))
        if alone or any(map(str.isascii, word)):
            return f"{_named(sign)}, which is no digit of this language"
    return ""


def _is_digit_of(sign: str, scripts: tuple[str, ...]) -> bool:
    """Whether a digit is of one of the scripts, or wide as those of Chinese and Japanese are."""
    called = name(sign)
    return any(map(called.__contains__, scripts)) or ("HAN" in scripts and "FULLWIDTH" in called)


def _is_letter(sign: str) -> bool:
    return sign.isalpha() or category(sign) == "Nl"  # a Roman numeral


def _disguised(scripts: list[tuple[str, str]], own: tuple[str, ...]) -> str:
    """What looks Latin, all or among Latin letters, in letters that the language does not have:
    Cherokee ones."""
    letter, script = scripts[0]
    if script in (*own, "LATIN", *_OFTEN_ODD):
        return ""
    if all(twin(sign, "LATIN") for sign, _ in scripts):
        return f"{_named(letter)}, which looks like {twin(letter, 'LATIN')}"
    return ""


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


def _is_sign(word: str) -> bool:
    """Whether small Greek letters stand among Latin capitals and digits, as in TNFα and NFκB, or
    with a few small ones, as in hν, νmax and αvβ3; no sign is called omicron."""
    latin = [sign for sign in word if script_of(sign) == "LATIN"]
    greek = [sign for sign in word if script_of(sign) == "GREEK"]
    few = "ο" not in greek and (
        len(greek) <= len(latin) <= 3
        or (len(word) <= 5 and word[-1].isdecimal() and not all(twin(g, "LATIN") for g in greek))
    )
    return (few or all(map(str.isupper, latin))) and all(map(str.islower, greek))


def _is_service(word: str, own: tuple[str, ...]) -> bool:
    """Whether small Latin letters stand before Greek capitals, as in names of services: myΚΕΠ."""
    begins = re.match("[a-z]*", word)
    rest = word[begins.end() :] if begins else ""
    return "GREEK" in own and len(rest) > 1 and rest.isupper() and not re.search("[A-Z]", rest)


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
    scripts = [_SCRIPTS.get(part, ()) for tag in known for part in tag.split("_") if len(part) == 4]
    return tuple(dict.fromkeys(chain.from_iterable(scripts))) if scripts and scripts[0] else ()
