r"""What a field of BibTeX says: {\"o} is ö, \v{c} is č, \& is &, CO$_2$ is CO₂.

Programs escape the signs that TeX gives a meaning; people, and some publishers, write “&”, “%” or
“$5” bare, and entities of HTML. Both are read as they are meant. A command that stands for
nothing known is refused: a title that lost a word would look whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import unescape

from ..problems import shown
from ..words.text import one_line

LONGEST = 5_000
"""Characters of a text that is taken."""

_ACCENTS = {
    **{"`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307"},
    **{'"': "\u0308", "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "d": "\u0323"},
    **{"b": "\u0331", "k": "\u0328", "r": "\u030a"},
}
"""Commands that put an accent on the next letter: the accent as Unicode joins it."""

_SIGNS = {
    **{"ss": "ß", "SS": "SS", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø"},
    **{"aa": "å", "AA": "Å", "l": "ł", "L": "Ł", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð"},
    **{"th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ", "S": "§", "P": "¶"},
    **{"textendash": "–", "textemdash": "—", "ldots": "…", "dots": "…", "textellipsis": "…"},
    **{"textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“", "lq": "‘"},
    **{"textquotedblright": "”", "quotedblbase": "„", "quotesinglbase": "‚", "rq": "’"},
    **{"guillemotleft": "«", "guillemotright": "»", "textquotesingle": "'", "textquotedbl": '"'},
    **{"guilsinglleft": "‹", "guilsinglright": "›", "textperiodcentered": "·", "slash": "/"},
    **{"textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}", "textbar": "|"},
    **{"textasciitilde": "~", "textasciicircum": "^", "textasciigrave": "`", "textdollar": "$"},
    **{"textunderscore": "_", "textless": "<", "textgreater": ">", "textdegree": "°"},
    **{"degree": "°", "texteuro": "€", "euro": "€", "pounds": "£", "textsterling": "£"},
    **{"copyright": "©", "textcopyright": "©", "textregistered": "®", "texttrademark": "™"},
    **{"textmu": "µ", "textbullet": "•", "times": "×", "pm": "±", "cdot": "·", "sim": "∼"},
    **{"approx": "≈", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠", "circ": "°"},
    **{"rightarrow": "→", "to": "→", "infty": "∞", "quad": " ", "space": " ", "newline": " "},
    **{"textquestiondown": "¿", "textexclamdown": "¡", "textordfeminine": "ª"},
    **{"textordmasculine": "º", "nobreakspace": " ", "textnumero": "№", "dag": "†"},
}
_LOOKS = re.compile(
    r"emph|text(?:it|bf|rm|sf|tt|sc|sl|up|md|normal|subscript|superscript)?|it|bf|em|sl|sc|tt|rm|sf"
    r"|itshape|bfseries|math(?:rm|it|bf|sf|cal)|ensuremath|[mh]box|relax|protect|url|nolinkurl"
    r"|uppercase|MakeUppercase"
)
"""Commands of looks, which leave the text behind them as it is."""

_AFTER_BACKSLASH = {
    **{sign: sign for sign in "&%$#_{}"},
    **dict.fromkeys(" \t\n,;:\\", " "),
    **dict.fromkeys("!-/@", ""),
}
_LIGATURES = {"---": "—", "--": "–", "``": "“", "''": "”", "`": "‘", "~": " "}

_TOKEN = re.compile(
    r"\\(?P<word>[A-Za-z]++)\s*+|\\(?P<sign>.)|(?P<brace>[{}])|(?P<ligature>---?|``|''|[`~])"
    r"|(?P<plain>[^\\{}`'~-]++|.)",
    re.DOTALL,
)
_LOWER, _UPPER = (str.maketrans("0123456789", signs) for signs in ("₀₁₂₃₄₅₆₇₈₉", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
_MATH = re.compile(r"(?<!\\)\$([^$]{1,200})(?<!\\)\$")
_INDEX = re.compile(r"([_^])\s?\{?(?:\\(?:textrm|mathrm|text|rm)\b\s?)?\{?(\d{1,3})\}{0,2}")
_TEXT_INDEX = re.compile(r"\\text(sub|super)script\{(\d{1,3})\}")
_ENTITY = re.compile(r"(?<!\\)&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31});")


def said(latex: str) -> str:
    """The text of a field, in one line.

    Raises ValueError with a sentence for what cannot be read.
    """
    if len(latex) > LONGEST:
        raise ValueError(f"the text is longer than {LONGEST:,} characters. Shorten it.")
    text = _ENTITY.sub(lambda found: unescape(found[0]), latex)
    text = _TEXT_INDEX.sub(lambda found: _index(found[1] == "sub", found[2]), text)
    text = _MATH.sub(_math, text)
    return plain("".join(_pieces(text)))


def plain(text: str) -> str:
    """A text in one line, accents joined to their letters."""
    return unicodedata.normalize("NFC", one_line(text))


def _index(below: bool, digits: str) -> str:
    return digits.translate(_LOWER if below else _UPPER)


def _math(found: re.Match[str]) -> str:
    """Two dollars with a command or an index between them are math; others are money."""
    if not re.search(r"[\\_^]|\A\s*[A-Za-z]\s*\Z", found[1]):
        return found[0]
    inner = _INDEX.sub(lambda index: _index(index[1] == "_", index[2]), found[1])
    if re.search(r"(?<!\\)[_^]", inner):
        message = f"“{shown(found[0])}” is a formula. Write it in plain signs."
        raise ValueError(message)
    return f"{{{inner}}}"


def _pieces(text: str) -> Iterator[str]:
    """The text token by token; braces and looks are gone, accents behind their letters."""
    accents: list[str] = []
    for token in _TOKEN.finditer(text):
        mark = token["word"] or token["sign"]
        if mark in _ACCENTS:
            accents.append(mark)
            continue
        piece = _said(token)
        if accents and token["brace"] != "}":
            # Blanks and an opening brace may stand between an accent and its letter.
            piece = piece.lstrip()
            if not piece:
                continue
            letter = {"ı": "i", "ȷ": "j"}.get(piece[0], piece[0])
            piece = letter + "".join(_ACCENTS[mark] for mark in reversed(accents)) + piece[1:]
        elif accents:
            # On nothing: \~{} is how some programs write the sign itself.
            piece = "".join(accents)
        accents.clear()
        yield piece
    yield "".join(accents)


def _said(token: re.Match[str]) -> str:
    if token["brace"]:
        return ""
    if token["ligature"]:
        return _LIGATURES[token[0]]
    if token["plain"]:
        return token["plain"]
    known = _word(token["word"]) if token["word"] else _AFTER_BACKSLASH.get(token["sign"])
    if known is None:
        command = shown(token[0].rstrip())
        raise ValueError(
            f"“{command}” is a command that is not known here. Write the sign or the words that it "
            "stands for."
        )
    return known


def _word(name: str) -> str | None:
    """What a command in letters stands for; None where that is not known."""
    if _LOOKS.fullmatch(name):
        return ""
    if name in _SIGNS:
        return _SIGNS[name]
    size = "CAPITAL" if name[0].isupper() else "SMALL"
    letter = name.upper().replace("LAMBDA", "LAMDA").removeprefix("VAR")
    try:
        return unicodedata.lookup(f"GREEK {size} LETTER {letter}")
    except KeyError:
        return None
