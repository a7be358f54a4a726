"""What to write instead: for the commonest slips the line to paste, made from what was written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import PurePosixPath

from ..files.layout import DATA
from ..files.yaml_mistakes import quoted
from ..words.forms import country_name, is_country, is_language, language_name
from ..words.text import Locale

Keys = tuple[str | int, ...]

_TONGUES = tuple(Locale(code) for code in ("en", "de", "es", "fr", "cs"))
_COUNTRIES = {"uk": "GB", "england": "GB", "usa": "US", "czech republic": "CZ", "el": "GR"}
_LANGUAGES = {"cz": "cs", "dk": "da", "se": "sv", "gr": "el", "gb": "en", "uk": "en", "at": "de"}
_YES = {"yes", "true", "on", "y", "1", "ja", "oui", "sí", "si", "ano"}
_NO = {"no", "false", "off", "n", "0", "nein", "non", "ne"}


def write_instead(file: str, keys: Keys, given: object) -> str:
    """“Write country: "NO".” for what an editor wrote at the keys; empty when nobody can know."""
    if not isinstance(given, str) or not keys or len(given) > 200:
        return ""
    text = " ".join(given.split())
    name = next((key for key in reversed(keys) if isinstance(key, str)), "")
    listed = isinstance(keys[-1], int)
    better = _better(name, text, file)
    if not better or better == given:
        return ""
    return f" Write “{better}”." if listed else f" Write “{name}: {better}”."


def _better(name: str, text: str, file: str) -> str:
    match name:
        case "country":
            code = country_code(text)
            return f'"{code}"' if code else ""
        case "languages" | "language":
            code = _language_code(text)
            return f'"{code}"' if code in ("no", "on") else code
        case "http_only" | "management" | "date_unknown":
            folded = text.casefold()
            return "yes" if folded in _YES else "no" if folded in _NO else ""
        case "date" | "start" | "end":
            return _date(text)
        case "url" | "website":
            return _address(name, text)
        case "email":
            return _obscured(text)
        case "id":
            return _id(text, file)
        case "duration" | "founded":
            found = re.findall(r"[0-9]+", text)
            length = 4 if name == "founded" else 3
            fits = [part for part in found if len(part) <= length and int(part)]
            return fits[0] if len(fits) == 1 else ""
        case "position":
            return re.sub(r"[,·]", ".", text) if re.fullmatch(r"-?\d+[,·]\d+", text) else ""
        case "cluster" | "clusters" | "coordinator" | "lead" | "work_package" | "objectives":
            return re.sub(r"\s+", "", text) if re.fullmatch(r"[A-Za-z0-9. -]+", text) else ""
        case "file":
            return _slug(text, keep=".") if "/" not in text else ""
        case _:
            return ""


def country_code(text: str) -> str:
    """The ISO 3166-1 code that somebody meant: NO for no, Norway, Norwegen; or nothing."""
    if len(text) == 2 and is_country(text.upper()):
        return text.upper()
    return _COUNTRIES.get(text.casefold(), "") or _countries().get(text.casefold(), "")


@cache
def _countries() -> dict[str, str]:
    codes = [a + b for a in _LETTERS for b in _LETTERS if is_country(a + b)]
    return {country_name(code, tongue).casefold(): code for tongue in _TONGUES for code in codes}


_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _language_code(text: str) -> str:
    short = re.split(r"[-_]", text)[0].casefold()
    if len(short) == 2:
        return _LANGUAGES.get(short) or (short if is_language(short) else "")
    return _languages().get(text.casefold(), "")


@cache
def _languages() -> dict[str, str]:
    letters = _LETTERS.lower()
    codes = [a + b for a in letters for b in letters if is_language(a + b)]
    return {language_name(code, tongue).casefold(): code for tongue in _TONGUES for code in codes}


_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def _date(text: str) -> str:
    """09.04.2019, 2019-4-9, 9 April 2019, April 2019, and spans of days with a dash or “to”."""
    text = re.sub(r"[T ]\d{1,2}:\d{2}.*$", "", text)
    ends = re.split(r"\s+(?:-|to|until|bis|/)\s+|\s*[–—/]\s*(?=\d)", text)
    if len(ends) == 2 and all(len(day := _day(end)) == 10 for end in ends):
        return f"{_day(ends[0])}/{day}"
    return _day(text)


def _day(text: str) -> str:
    if match := re.fullmatch(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})", text):
        year, month, day = match.groups()
    elif match := re.fullmatch(r"(\d{1,2})[.-]\s?(\d{1,2})[.-]\s?(\d{4})", text):
        day, month, year = match.groups()
    elif match := re.fullmatch(r"(\d{4})[-./](\d{1,2})", text):
        year, month, day = *match.groups(), ""
    elif match := re.fullmatch(r"(\d{1,2})[./-](\d{4})", text):
        month, year, day = *match.groups(), ""
    elif match := re.fullmatch(r"(?:(\d{1,2})\.? )?([A-Za-z]{3})[a-z]* (\d{4})", text):
        day, name, year = match.groups()
        month = str(_MONTHS.index(name.lower()) + 1) if name.lower() in _MONTHS else "99"
    else:
        return ""
    if not 1 <= int(month) <= 12 or not 1 <= int(day or 1) <= 31:
        return ""
    return "-".join([year, f"{int(month):02}", *([f"{int(day):02}"] if day else [])])


def _address(name: str, text: str) -> str:
    if text.startswith("//"):
        text = "https:" + text
    elif re.match(r"[\w-]+(\.[\w-]+)+(/|$)", text):
        text = "https://" + text
    elif name == "website":
        text = re.sub(r"^http:", "https:", text)
    text = text.replace(" ", "%20")
    return text if re.fullmatch(r"https?://[\w-]+(\.[\w-]+)+(/[^\s<>\"'{}|\\^`]*)?", text) else ""


def _obscured(text: str) -> str:
    text = re.sub(r"^mailto:|[<>]", "", text)
    name, sign, host = re.sub(r"\s*(\(at\)|\[at\]|\(@\)| at |@)\s*", "@", text).partition("@")
    better = f"{name}(@){host.lower()}"
    return better if sign and re.fullmatch(r"[\w.+-]+\(@\)[\w.-]+\.[a-z]+", better) else ""


def _id(text: str, file: str) -> str:
    """The name of the file, where that can be an id; else the text with what an id may hold."""
    stem = PurePosixPath(file).stem
    if "work_packages" in file:
        return stem.upper() if re.fullmatch(r"wp[1-9][0-9]?", stem) else ""
    if "/" not in file.removeprefix(f"{DATA}/"):
        return ""
    return stem if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", stem) and len(stem) > 1 else _slug(text)


def _slug(text: str, keep: str = "") -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(rf"[^a-z0-9{keep}]+", "-", plain)[:60].strip("-")


def paste_words(name: str, language: str, text: str) -> str:
    """The line for words that were written as one text: title: {en: "Lamps"}."""
    return f" Write “{name}: {{{language}: {quoted(text)}}}”." if len(text) <= 200 else ""


def paste_list(name: str, items: Iterable[str]) -> str:
    return f" Write “{name}: [{', '.join(items)}]”."
