"""All feeds of one language as OPML 2.0 (opml.org/spec2.opml), for feed readers to import."""

from __future__ import annotations

from collections.abc import Iterable
from email.utils import format_datetime

from lxml import etree

from ... import addresses
from ..encoding import readable
from .feed import Feed


def feed_list(feeds: Iterable[Feed]) -> bytes:
    """One XML document in UTF-8; the feeds are of one language, that of all outcomes first."""
    first, *others = feeds
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = readable(first.title)
    etree.SubElement(head, "dateModified").text = format_datetime(first.edition.moment, usegmt=True)
    etree.SubElement(head, "ownerName").text = readable(first.author)
    etree.SubElement(head, "ownerId").text = first.home
    body = etree.SubElement(root, "body")
    for feed in (first, *others):
        title = readable(feed.title)
        # The type is rss for Atom too; there is no value of `version` for it.
        etree.SubElement(
            body,
            "outline",
            type="rss",
            text=title,
            title=title,
            xmlUrl=feed.url(addresses.feed(feed.subject.base)),
            htmlUrl=feed.page,
            language=feed.locale,
        )
    etree.indent(root)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
