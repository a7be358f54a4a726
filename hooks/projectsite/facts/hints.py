"""What to write instead: for common slips the line to paste, made from what was written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date as Day
from functools import partial
from pathlib import PurePosixPath
from urllib.parse import unquote

from ..files.layout import DATA
from ..files.names import file_slug, is_id, slug
from ..files.yaml.mistakes import quoted
from ..problems import QUOTES
from ..words.codes import country_code, language_codes, month_number
from ..words.web import BARE_PERCENT

Keys = tuple[str | int, ...]

LONGEST = 200
"""Characters of a text for which another one is made: a longer one is no slip of the keys."""

_YES = {"yes", "true", "on", "y", "1", "ja", "oui", "sí", "si", "ano"}
_NO = {"no", "false", "off", "n", "0", "nein", "non", "ne"}

_EITHER = ("http_only", "management", "date_unknown", "office", "draft", "wordmark", "in_archive")
_DAYS = ("date", "start", "end", "delivered", "accepted", "reached", "joined", "left")
_REFERENCES = ("cluster", "clusters", "coordinator", "lead", "work_package", "objectives")


def write_instead(file: str, keys: Keys, given: object) -> str:
    """“Write country: "NO".” for what an editor wrote at the keys; empty when it is a guess."""
    if not isinstance(given, str) or not keys or len(given) > LONGEST:
        return ""
    text = " ".join(given.split())
    name = next((key for key in reversed(keys) if isinstance(key, str)), "")
    listed = isinstance(keys[-1], int)
    better = _better(name, text, file)
    if not better or better == given:
        return ""
    return f" Write “{better}”." if listed else f" Write “{name}: {better}”."


def _better(name: str, text: str, file: str) -> str:
    if name == "id":
        return _id(text, file)
    if name in ("start", "end") and PurePosixPath(file).parent.name == "tasks":
        return _month_or_date(text)
    better = _BETTER.get(name)
    return better(text) if better else ""


def _country(text: str) -> str:
    code = country_code(text)
    # In quotes, for other programs that read NO as false.
    return '"NO"' if code == "NO" else code


def _language(text: str) -> str:
    code = next(iter(language_codes(text)), "")
    return '"no"' if code == "no" else code


def _found(form: str, text: str) -> str:
    found = re.search(form, text)
    return found[0] if found else ""


def _yes_or_no(text: str) -> str:
    folded = text.casefold()
    return "yes" if folded in _YES else "no" if folded in _NO else ""


def _code(text: str) -> str:
    """R for r, PU for pu: codes of the nature and the dissemination level."""
    return text.upper() if re.fullmatch(r"[A-Za-z/-]{1,5}", text) else ""


def _date(text: str) -> str:
    dates = dates_meant(text)
    return dates[0] if len(dates) == 1 else ""


def _number(text: str, digits: int) -> str:
    """The one whole number in a text that has no more digits."""
    found = re.findall(r"(?<![\w,:])[0-9]+(?![\w,:])", text)
    fits = [part for part in found if len(part) <= digits and int(part)]
    return fits[0] if len(fits) == 1 else ""


def _reference(text: str) -> str:
    return re.sub(r"\s+", "", text) if re.fullmatch(r"[A-Za-z0-9. -]+", text) else ""


def dates_meant(text: str) -> tuple[str, ...]:
    """The dates that a text can be read as, in the form of the data; none where nobody can know.

    25.04.2017, 2017-4-25, 25 April 2017, April 2017, and spans of days. Two for 04/05/2017, which
    the British read as May and Americans as April.
    """
    if len(text) > LONGEST:
        return ()
    text = re.sub(r"[T ]\d{1,2}:\d{2}.*$", "", text).strip(QUOTES + " .,;")
    both = (_read(text, month_first=order) for order in (False, True))
    return tuple(dict.fromkeys(filter(None, both)))


def _read(text: str, *, month_first: bool) -> str:
    if days := re.fullmatch(r"(\d{1,2}\.?)\s*(?:[-–—]|to|bis)\s*(\d{1,2})([./ ].*\D.*)", text):
        ends = [days[1].rstrip(".") + days[3], days[2] + days[3]]  # 25–28 April 2017
    else:
        ends = re.split(r"\s+(?:-|to|until|bis|/)\s+|\s*[–—]\s*|(?<=\d{2})/(?=\d{4}-)", text)
    read = [_day(end, month_first=month_first) for end in ends]
    if len(read) == 2 and all(len(day) == 10 for day in read) and read[0] < read[1]:
        return "/".join(read)
    return read[0] if len(read) == 1 else ""


_DAY = r"(?:(?P<day>\d{1,2})(?:\.|st|nd|rd|th|er|º)?\s+(?:de\s+)?)?"
_FORMS = (
    r"(?P<year>\d{4})(?P<sep>[-./])(?P<month>\d{1,2})(?:(?P=sep)(?P<day>\d{1,2}))?",
    r"(?P<day>\d{1,2})(?P<sep>[-.])\s?(?P<month>\d{1,2})(?P=sep)\s?(?P<year>\d{4}|\d{2})",
    r"(?P<month>\d{1,2})[./-](?P<year>\d{4})",
    rf"{_DAY}(?P<name>[^\W\d_]+\.?),?\s+(?:de\s+)?(?P<year>\d{{4}})",
    r"(?P<name>[^\W\d_]+\.?)\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})",
)
_DAY_FIRST = r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4}|\d{2})"
_MONTH_FIRST = r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4}|\d{2})"


def _day(text: str, *, month_first: bool) -> str:
    """2017-04-25 or 2017-04; empty for what is no date, or not in the calendar."""
    for form in (*_FORMS, _MONTH_FIRST if month_first else _DAY_FIRST):
        if match := re.fullmatch(form, text.strip(), re.ASCII if "name" not in form else 0):
            parts = match.groupdict()
            month = int(parts.get("month") or month_number(parts.get("name") or ""))
            day = int(parts.get("day") or 0)
            year = int(parts["year"]) + (2000 if len(parts["year"]) == 2 else 0)
            try:
                whole = Day(year, month, day or 1).isoformat()
            except ValueError:
                return ""
            return whole if day else whole[:7]
    return ""


def _degrees(text: str) -> str:
    """54.09 for 54,09 and 54.09° N; -8.61 for 8.61 W."""
    found = re.fullmatch(r"([-−]?)(\d+)(?:[.,·](\d+))?\s*°?\s*([NSEWO]?)", text)
    if not found:
        return ""
    minus = "-" if found[1] or found[4] in ("S", "W") else ""
    return f"{minus}{found[2]}" + (f".{found[3]}" if found[3] else "")


def _address(text: str, *, encrypted: bool) -> str:
    if link := re.fullmatch(r"\[[^\]]*\]\(([^()\s]*)\)|<([^<>\s]*)>", text):
        text = link[1] or link[2]
    text = text.strip(QUOTES).replace("\\", "/")
    if slip := re.match(r"(https?)[:;.,]?/+", text):
        text = f"{slip[1]}://{text[slip.end() :]}"
    elif text.startswith("//"):
        text = "https:" + text
    elif re.match(r"[\w-]+(\.[\w-]+)+(/|$)", text):
        text = "https://" + text
    if encrypted:
        text = re.sub(r"^http:", "https:", text)
    text = BARE_PERCENT.sub("%25", text.replace(" ", "%20"))
    return text if re.fullmatch(r"https?://[\w-]+(\.[\w-]+)+(/[^\s<>\"'{}|\\^`]*)?", text) else ""


def _obscured(text: str) -> str:
    text = re.sub(r"^mailto:|[<>]", "", text)
    name, sign, host = re.sub(r"\s*(\(at\)|\[at\]|\(@\)| at |@)\s*", "@", text).partition("@")
    better = f"{name}(@){host.lower()}"
    return better if sign and re.fullmatch(r"[\w.+-]+\(@\)[\w.-]+\.[a-z]+", better) else ""


def _id(text: str, file: str) -> str:
    """The name of the file, where that can be an id; else the text with what an id may hold."""
    path = PurePosixPath(file)
    stem = path.stem
    folder, below, _ = file.removeprefix(f"{DATA}/").partition("/")
    if form := _CODES.get(folder):
        # A code with a slash in it names no file of its folder.
        code = next((code for code in (stem, slug(text)) if re.fullmatch(form, code)), "")
        return code.upper().replace("-", ".")
    if not below:
        return ""
    return stem if is_id(stem) and len(stem) > 1 else slug(text)


_CODES = {
    "work_packages": "wp[1-9][0-9]?",
    "deliverables": "d[1-9][0-9]{0,2}(-[1-9][0-9]{0,2})?",
    "milestones": "ms?[1-9][0-9]{0,2}(-[1-9][0-9]{0,2})?",
    "tasks": "t[1-9][0-9]?(-[1-9][0-9]?){1,2}",
}
"""How the files of records are called whose ids are codes of the grant agreement."""


def _month_or_date(text: str) -> str:
    """M12 for m12, M 12, month 12 and 12; or the date that is meant."""
    if month := re.fullmatch(
        r"(?:m|month|monat|mes|mois|měsíc)?[ .]*0*([1-9][0-9]{0,2})", text, re.I
    ):
        return f"M{month[1]}"
    return _date(text)


_BETTER: dict[str, Callable[[str], str]] = {
    "country": _country,
    **dict.fromkeys(("language", "languages"), _language),
    "orcid": partial(_found, r"([0-9]{4}-){3}[0-9]{3}[0-9X]"),
    **dict.fromkeys(_EITHER, _yes_or_no),
    "due": _month_or_date,
    "doi": lambda text: unquote(_found(r"10\.[0-9]{4,9}/\S+", text)),
    **dict.fromkeys(("nature", "level"), _code),
    **dict.fromkeys(_DAYS, _date),
    **dict.fromkeys(("url", "pages"), partial(_address, encrypted=False)),
    **dict.fromkeys(("website", "homepage", "archived"), partial(_address, encrypted=True)),
    "email": _obscured,
    "duration": partial(_number, digits=3),
    "founded": partial(_number, digits=4),
    "position": _degrees,
    **dict.fromkeys(_REFERENCES, _reference),
    "file": lambda text: "" if "/" in text else file_slug(text),
}
"""What to write in a field, made from what was written; empty where it is a guess."""


def listed(name: str, text: str) -> list[str]:
    """The entries of a list that was written as one text, without what only stands between.

    None of a text that is too long to be pasted.
    """
    if len(text) > LONGEST:
        return []
    if name == "position":
        return [number.replace(",", ".") for number in re.findall(r"-?\d+(?:[.,]\d+)?", text)]
    items = (item.strip(QUOTES) for item in re.split(r"[,;]?\s+|[,;]", text))
    return [item for item in items if re.search(r"\w", item) and item not in _BETWEEN]


_BETWEEN = ("and", "und", "et", "y", "a", "e", "i")


def paste_words(name: str, language: str, text: str) -> str:
    """The line for words that were written as one text: title: {en: "Lamps"}."""
    return f" Write “{name}: {{{language}: {quoted(text)}}}”." if len(text) <= LONGEST else ""


def paste_list(name: str, items: Iterable[str]) -> str:
    return f" Write “{name}: [{', '.join(items)}]”."
