"""The media types of files, by their names."""

from __future__ import annotations

from mimetypes import MimeTypes

# Not those that this machine knows: they differ from one to the next. Python's own list grows with
# its versions.
_TYPES = MimeTypes(())
_OPEN = "application/vnd.oasis.opendocument"
_OFFICE = "application/vnd.openxmlformats-officedocument"
for _ending, _type in {
    "avif": "image/avif", "bib": "application/x-bibtex", "ico": "image/vnd.microsoft.icon",
    "ics": "text/calendar", "js": "text/javascript", "jsonld": "application/ld+json",
    "odp": f"{_OPEN}.presentation", "ods": f"{_OPEN}.spreadsheet", "odt": f"{_OPEN}.text",
    "docx": f"{_OFFICE}.wordprocessingml.document", "opml": "text/x-opml", "otf": "font/otf",
    "pptx": f"{_OFFICE}.presentationml.presentation", "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "ris": "application/x-research-info-systems", "ttl": "text/turtle", "vcf": "text/vcard",
    "vtt": "text/vtt", "webmanifest": "application/manifest+json", "webp": "image/webp",
    "woff2": "font/woff2", "xml": "application/xml",
}.items():  # fmt: skip
    _TYPES.add_type(_type, f".{_ending}")


UNKNOWN = "application/octet-stream"


def media_type_of(name: str) -> str:
    """The media type of a file; UNKNOWN for one of no known kind."""
    return _TYPES.guess_type(name)[0] or UNKNOWN
