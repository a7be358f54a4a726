"""A built site as a web archive: WACZ 1.1.1 (https://specs.webrecorder.net/wacz/1.1.1/).

It holds WARC 1.1 (ISO 28500), an index of it and the list of pages.

Written from the files, without a server: each is a “resource” record with the address at which it
was published, which is just what the standard has these records for.
"""

from __future__ import annotations

import gzip
import hashlib
import html
import json
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlsplit
from uuid import NAMESPACE_URL, uuid5

from ..files.media_types import media_type_of
from .packing import digest_of, files_below, zipped

_WARC, _INDEX, _BLOCKS = "archive/data.warc.gz", "indexes/index.cdx.gz", "indexes/index.idx"
_PAGES, _PACKAGE, _DIGEST = "pages/pages.jsonl", "datapackage.json", "datapackage-digest.json"
_BLOCK = 1024
"""So many lines of the index are compressed together."""
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL)


class _Record(NamedTuple):
    """A file of the site as the index has it."""

    url: str
    media_type: str
    digest: str
    offset: int
    length: int
    title: str
    """Of a page; empty for other files."""


def write_wacz(site: Path, url: str, file: Path, moment: datetime, title: str) -> None:
    """Write all files of a site that is published at `url`, with a slash at its end, as a WACZ."""
    with tempfile.TemporaryDirectory(prefix="projectsite-") as temporary:
        folder = Path(temporary)
        for name in (_WARC, _INDEX, _PAGES):
            (folder / name).parent.mkdir()
        records = list(_write_warc(site, url, folder / _WARC, moment))
        _write_index(folder, records, moment)
        pages: list[Mapping[str, str]] = [
            {"format": "json-pages-1.0", "id": "pages", "title": "Pages"}
        ]
        pages += (_page(record, moment) for record in records if record.title)
        (folder / _PAGES).write_bytes(b"".join(map(_line, pages)))
        _write_package(folder, url, moment, title)
        # Readers take parts of the file by their place: none is compressed again.
        zipped(file, files_below(folder), moment, stored=True)


def _write_warc(site: Path, url: str, file: Path, moment: datetime) -> Iterator[_Record]:
    with file.open("wb") as warc:
        about = b"software: projectsite\r\nformat: WARC File Format 1.1\r\n"
        named = {"WARC-Type": "warcinfo", "Content-Type": "application/warc-fields"}
        warc.write(_packed(named | {"WARC-Filename": file.name}, about, moment))
        for name, path in files_below(site):
            address = url + quote(name.removesuffix("index.html") if _is_page(name) else name)
            content, media_type = path.read_bytes(), _content_type(name)
            digest = f"sha256:{hashlib.sha256(content).hexdigest()}"
            named = {"WARC-Type": "resource", "WARC-Target-URI": address}
            named |= {"WARC-Payload-Digest": digest, "Content-Type": media_type}
            packed = _packed(named, content, moment)
            title = _title(content.decode("utf-8")) if _is_page(name) else ""
            bare = media_type.partition(";")[0]
            yield _Record(address, bare, digest, warc.tell(), len(packed), title)
            warc.write(packed)


def _is_page(name: str) -> bool:
    return name.rpartition("/")[2] == "index.html"


def _content_type(name: str) -> str:
    """The media type of a file of the site, which is in UTF-8 where it is a text."""
    found = media_type_of(name)
    return f"{found}; charset=utf-8" if found.startswith("text/") else found


def _packed(named: Mapping[str, str], content: bytes, moment: datetime) -> bytes:
    """A record, compressed on its own."""
    key = named.get("WARC-Target-URI", named["WARC-Type"])
    head = {
        "WARC-Record-ID": f"<urn:uuid:{uuid5(NAMESPACE_URL, f'{key} {moment.isoformat()}')}>",
        "WARC-Date": _time(moment),
        **named,
        "Content-Length": str(len(content)),
    }
    lines = ["WARC/1.1", *(f"{name}: {text}" for name, text in head.items()), "", ""]
    whole = "\r\n".join(lines).encode() + content + b"\r\n\r\n"
    return gzip.compress(whole, mtime=0)


def _title(page: str) -> str:
    found = _TITLE.search(page)
    return html.unescape(" ".join(found[1].split())) if found else ""


def _page(record: _Record, moment: datetime) -> Mapping[str, str]:
    name = uuid5(NAMESPACE_URL, record.url).hex
    return {"id": name, "url": record.url, "ts": _time(moment), "title": record.title}


def _write_index(folder: Path, records: Iterable[_Record], moment: datetime) -> None:
    """The index by sorted addresses (CDXJ) in compressed blocks, and the list of those."""
    lines = sorted(_index_line(record, moment) for record in records)
    head = {"format": "cdxj-gzip-1.0", "filename": Path(_INDEX).name}
    listed, blocks = [b"!meta 0 " + _line(head)], b""
    for at in range(0, len(lines), _BLOCK):
        block = gzip.compress(b"".join(lines[at : at + _BLOCK]), mtime=0)
        digest = f"sha256:{hashlib.sha256(block).hexdigest()}"
        place = {"offset": len(blocks), "length": len(block), "digest": digest}
        key = b" ".join(lines[at].split(b" ")[:2])
        listed.append(key + b" " + _line(place | {"filename": Path(_INDEX).name}))
        blocks += block
    (folder / _INDEX).write_bytes(blocks)
    (folder / _BLOCKS).write_bytes(b"".join(listed))


def _index_line(record: _Record, moment: datetime) -> bytes:
    told = {
        "url": record.url,
        "mime": record.media_type,
        "status": "200",
        "digest": record.digest,
        "length": str(record.length),
        "offset": str(record.offset),
        "filename": Path(_WARC).name,
    }
    return f"{sort_key(record.url)} {moment:%Y%m%d%H%M%S} ".encode() + _line(told)


def sort_key(url: str) -> str:
    """An address as indexes sort it (SURT): org,example)/riverlight/de."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    port = f":{parts.port}" if parts.port else ""
    path = parts.path.rstrip("/").lower() or "/"
    return f"{','.join(reversed(host.split('.')))}{port}){path}"


def _write_package(folder: Path, url: str, moment: datetime, title: str) -> None:
    resources = [
        {
            "name": path.name,
            "path": name,
            "hash": f"sha256:{digest_of(path)}",
            "bytes": path.stat().st_size,
        }
        for name, path in files_below(folder)
    ]
    told = {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "title": title,
        "software": "projectsite",
        "created": _time(moment),
        "mainPageUrl": url,
        "mainPageDate": _time(moment),
        "resources": resources,
    }
    package = json.dumps(told, ensure_ascii=False, indent=2).encode() + b"\n"
    (folder / _PACKAGE).write_bytes(package)
    digest = f"sha256:{hashlib.sha256(package).hexdigest()}"
    (folder / _DIGEST).write_bytes(_line({"path": _PACKAGE, "hash": digest}))


def _time(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S}Z"


def _line(told: Mapping[str, object]) -> bytes:
    return json.dumps(told, ensure_ascii=False).encode() + b"\n"
