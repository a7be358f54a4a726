"""The records, read once for all languages and looked up without loops: favourable to stock."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import yaml
from babel import Locale

DATA = Path(__file__).with_name("data")
DATES = Path(__file__).with_name("dates.json")


def read(path):
    """libyaml's loader; every scalar a text."""
    return yaml.load(path.read_bytes(), Loader=yaml.CBaseLoader)  # noqa: S506


@cache
def folder(name):
    return {path.stem: read(path) for path in sorted((DATA / name).glob("*.yml"))}


@cache
def project():
    return read(DATA / "project.yml")


@cache
def words(locale):
    return folder("words")[locale]


@cache
def dates():
    """The forms of each language, made beforehand."""
    return json.loads(DATES.read_text("utf-8"))


@cache
def cldr(locale):
    return Locale.parse("en_GB" if locale == "en" else locale)


@cache
def chronicle():
    """By time, the latest first; then those without a date."""
    records = folder("outcomes")

    def key(id):
        days = records[id]["date"].split("/")
        first, last = (
            days[0] + "-01-01"[len(days[0]) - 4 :],
            days[-1] + "-12-31"[len(days[-1]) - 4 :],
        )
        return first, last, id

    dated = sorted((id for id in records if records[id].get("date")), key=key, reverse=True)
    return [*dated, *(id for id in records if not records[id].get("date"))]


@cache
def connections():
    """Reports on an outcome, outcomes of the same kind, and the neighbours in time."""
    records = folder("outcomes")
    reports, groups, previous, following, latest = {}, {}, {}, {}, {}
    for id in chronicle():
        record = records[id]
        for about in record.get("about", ()):
            reports.setdefault(about, []).append(id)
        kind = record.get("work_package", ""), record["type"], record["relation"]
        groups.setdefault(kind, []).append(id)
        if record.get("date"):
            later = latest.get(record["relation"])
            if later:
                following[id], previous[later] = later, id
            latest[record["relation"]] = id
    return reports, groups, previous, following


@cache
def when(text, locale):
    """25–28 April 2017, April 2017, 2017."""
    if not text:
        return words(locale)["outcome"]["date_unknown"]
    forms = dates()[locale]
    first, _, last = text.partition("/")
    kind = "year" if len(first) == 4 else "month" if len(first) == 7 else "day"
    if last:
        kind = "days" if first[:7] == last[:7] else "months" if first[:4] == last[:4] else "years"
    context = "stand-alone" if kind == "month" else "format"
    names = cldr(locale).months[context]["wide"]
    written = ""
    for piece, date in zip(forms["kinds"][kind], (first, last), strict=False):
        year, month, day = (date + "-01-01"[len(date) - 4 :]).split("-")
        day = forms["first_day"] if day == "01" else int(day)
        written += piece.format(d=day, m=names[int(month)], y=year)
    return written


@cache
def source_text(url):
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    steps = [unquote(step) for step in parts.path.split("/") if step]
    if not steps:
        return host
    last = steps[-1] if len(steps[-1]) <= 64 else steps[-1][:63] + "…"
    return f"{host}/{'…/' if len(steps) > 1 else ''}{last}"
