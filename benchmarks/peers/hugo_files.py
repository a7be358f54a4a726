"""What is no page, for Hugo: citations, linked data, feeds, calendars, open data.

Each is an output format, its template made from the file that we have built. Files that are the
same at any number of outcomes are copied.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .drawn import PATTERN, Drawn
from .pattern import json_template, plain_template

MARK = "@@items@@"
TEXT = "@@text@@"
OUTCOME = "{{ $id := .Params.id }}{{ $o := index hugo.Data.outcomes $id }}"
EACH = f"{{{{ range .Site.RegularPages }}}}{{{{ if .Params.id }}}}{OUTCOME}"
PLAIN_JSON = 'jsonify (dict "noHTMLEscape" true)'
HAS_DATE = "{{ if $o.date }}", "{{ end }}"
HAS_DAY = '{{ if ge (len (string ($o.date | default ""))) 10 }}', "{{ end }}"


@dataclass(frozen=True)
class Output:
    """One output format of Hugo."""

    file: str
    """The name of the file: cite.bib."""
    template: str

    @property
    def name(self) -> str:
        """Of the format: bibcite."""
        stem, _, suffix = self.file.rpartition(".")
        return suffix + stem

    @property
    def suffix(self) -> str:
        return self.file.rpartition(".")[2]

    def configure(self, configuration: dict[str, Any]) -> None:
        """Write the format into Hugo's configuration."""
        # One for each format: Hugo finds templates by the media type too.
        media_type = f"text/x-bench-{self.name}"
        configuration.setdefault("mediaTypes", {})[media_type] = {"suffixes": [self.suffix]}
        configuration["outputFormats"][self.name] = {
            "mediaType": media_type,
            "baseName": self.file.rpartition(".")[0],
            "isPlainText": True,
        }


def of_record(drawn: Drawn) -> Iterator[Output]:
    """The files of one outcome, which hold all languages."""
    for path in _files(drawn.site / "outcomes" / PATTERN):
        text = _text(path)
        if path.name == "data.json":
            yield Output(path.name, f"{OUTCOME}{_record(drawn)}\n")
        elif path.suffix in (".json", ".jsonld"):
            yield Output(path.name, OUTCOME + json_template(text, drawn))
        else:
            yield Output(path.name, OUTCOME + plain_template(text, drawn))


def of_list(drawn: Drawn, locale: str) -> Iterator[Output]:
    """The files of all outcomes in one language."""
    makers = {"feed.xml": _atom, "feed.json": _json_feed, "calendar.ics": _calendar}
    folder = drawn.site / drawn.prefix(locale) / "outcomes"
    for path in _files(folder):
        if path.name == "list.json":
            yield Output(path.name, _table(drawn, locale, json.loads(_text(path))))
        elif path.name in makers:
            # With us the pattern may stand in an archive.
            archives = [
                _text(older)
                for older in _files(folder / "feed")
                if older.stem.isdigit() and older.suffix == path.suffix
            ]
            yield Output(path.name, makers[path.name](drawn, _text(path), *archives))


def of_data(drawn: Drawn) -> Iterator[Output]:
    """The open data that grow with the outcomes."""
    for path in _files(drawn.site / "data"):
        if path.name == "outcomes.json":
            document = json.loads(_text(path)) | {"outcomes": [MARK]}
            yield Output(path.name, _items(_dumped(document), _record(drawn), ",\n"))
        elif path.name == "outcomes.csv":
            yield Output(path.name, _csv(drawn, _text(path)))


def copied(drawn: Drawn) -> Iterator[Path]:
    """Files that do not grow, below the site."""
    for path in sorted(drawn.site.rglob("*")):
        name = path.relative_to(drawn.site)
        grows = name.name in ("outcomes.json", "outcomes.csv") or (
            "outcomes" in name.parts and not _is_of_feeds(name)
        )
        is_page = name.name == "index.html" or name.name.startswith("sitemap")
        is_search = name.parts[-2:] == ("search", "index.json")
        if path.is_file() and not (grows or is_page or is_search):
            yield name


def _is_of_feeds(name: Path) -> bool:
    """The feed of a type, or the list of feeds: neither grows. Hugo writes no archives, but a feed
    of all outcomes."""
    of_type = name.parent.name == "feed" and not name.stem.isdigit()
    return of_type or name.name == "feeds.opml"


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(p for p in folder.iterdir() if p.is_file() and p.name != "index.html")


def _text(path: Path) -> str:
    """With the lines of iCalendar unfolded: Hugo need not fold them."""
    return path.read_bytes().decode().replace("\r\n ", "")


def _record(drawn: Drawn) -> str:
    """All facts of one outcome as JSON, with the addresses of its pages."""
    pages = " ".join(
        f'"{at}" (printf "{drawn.site_url}{drawn.prefix(at)}outcomes/%s/" $id)'
        for at in drawn.locales
    )
    options = '(dict "indent" "  " "noHTMLEscape" true)'
    return f'{{{{ jsonify {options} (merge $o (dict "version" 1 "url" (dict {pages}))) }}}}'


def _items(text: str, item: str, between: str, only: tuple[str, str] = ("", "")) -> str:
    """A file with its items open; what stands between two of them is written before all others."""
    head, _, tail = text.replace(f'"{MARK}"', MARK).partition(MARK)
    begun = "{{ $begun := false }}"
    comma = f"{{{{ if $begun }}}}{between}{{{{ end }}}}{{{{ $begun = true }}}}"
    ends = "{{ end }}{{ end }}"
    return f"{begun}{head}{EACH}{only[0]}{comma}{item}{only[1]}{ends}{tail}"


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _cut(text: str, item: str, *others: str) -> tuple[str, str]:
    """A file with a mark for all its items, and the one that is the pattern, there or in others."""
    found = re.findall(item, text, re.DOTALL)
    everywhere = [each for other in others for each in re.findall(item, other, re.DOTALL)]
    pattern = next(each for each in (*found, *everywhere) if PATTERN in each)
    start, end = text.index(found[0]), text.rindex(found[-1]) + len(found[-1])
    return text[:start] + MARK + text[end:], pattern


def _atom(drawn: Drawn, text: str, *archives: str) -> str:
    whole, entry = _cut(text, r"  <entry>.*?</entry>\n", *archives)
    content = r"(<content[^>]*>).*?(</content>)"
    entry = re.sub(content, r"\1" + TEXT + r"\2", entry, flags=re.DOTALL)
    item = plain_template(entry, drawn, "htmlEscape")
    return _items(whole, item.replace(TEXT, "{{ .Content | htmlEscape }}"), "", HAS_DATE)


def _json_feed(drawn: Drawn, text: str, *archives: str) -> str:
    feed = json.loads(text)
    items = [item for each in (text, *archives) for item in json.loads(each)["items"]]
    entry = next(item for item in items if PATTERN in item["id"])
    if "content_html" in entry:
        entry["content_html"] = TEXT
    item = json_template(json.dumps(entry, ensure_ascii=False, indent=2), drawn)
    item = item.replace(f'"{TEXT}"', f"{{{{ {PLAIN_JSON} .Content }}}}")
    return _items(_dumped(feed | {"items": [MARK]}), item, ",\n", HAS_DATE)


def _calendar(drawn: Drawn, text: str, *_: str) -> str:
    whole, event = _cut(text, "BEGIN:VEVENT.*?END:VEVENT\r\n")
    return _items(whole, plain_template(event, drawn), "", HAS_DAY)


def _csv(drawn: Drawn, text: str) -> str:
    """A row an outcome and language; columns that are not named here are the pattern's."""
    header, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    at = header.index("id"), header.index("language")
    written = []
    for locale in drawn.locales:
        row = next(row for row in rows if (row[at[0]], row[at[1]]) == (PATTERN, locale))
        texts = {
            name: f'{{{{ with $o.{name} }}}}"{{{{ replace (index . "{locale}") "\\"" "\\"\\"" }}}}"'
            "{{ end }}"
            for name in ("title", "summary", "text", "place", "participants", "remark")
        }
        own = {
            **texts,
            **{name: f"{{{{ $o.{name} }}}}" for name in ("type", "relation", "status", "date")},
            **{name: f"{{{{ $o.{name} }}}}" for name in ("country", "work_package")},
            "clusters": '{{ delimit ($o.clusters | default slice) "; " }}',
        }
        cells = dict(zip(header, row, strict=True))
        written.append(
            ",".join(
                own.get(name) or plain_template(_quoted_cell(cell), drawn)
                for name, cell in cells.items()
            )
        )
    item = "".join(f"{row}\r\n" for row in written)
    return _items("\ufeff" + ",".join(header) + "\r\n" + MARK, item, "")


def _quoted_cell(cell: str) -> str:
    return '"{}"'.format(cell.replace('"', '""')) if re.search('[",\n]', cell) else cell


def _table(drawn: Drawn, locale: str, table: dict[str, Any]) -> str:
    """The table that the list's script reads: a column a fact.

    We write each value once and the place of it for each row; Hugo the values themselves.
    """
    words = f'(index hugo.Data.words "{locale}")'
    columns: dict[str, str] = {
        "id": "$id",
        "title": ".Title",
        "summary": f'(index $o.summary "{locale}")',
        "when": f'(partialCached "when.{locale}.html" $o.date $o.date)',
        "datetime": '(index (split ($o.date | default "") "/") 0)',
        "tag": f'(printf "%s · %s" (index {words}.type $o.type) ($o.work_package | default ""))',
        "relation": "$o.relation",
        "where": f'(index ($o.place | default dict) "{locale}" | default "")',
    }
    facets = {
        "type": "$o.type",
        "work_package": '($o.work_package | default "")',
        "cluster": "($o.clusters | default slice)",
        "year": '(substr (string ($o.date | default "    ")) 0 4)',
        "status": "$o.status",
        "language": "($o.languages | default slice)",
    }

    def column(name: str, value: str) -> str:
        each = f"{{{{ {PLAIN_JSON} {value} }}}}"
        return f'"{name}":{_items(f"[{MARK}]", each, ",")}'

    parts = [column(name, value) for name, value in columns.items() if name in table]
    narrowed = ",".join(column(name, facets[name]) for name in table["facets"])
    return "{" + ",".join([*parts, f'"facets":{{{narrowed}}}']) + "}"
