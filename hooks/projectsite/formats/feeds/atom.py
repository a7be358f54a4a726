"""A feed as Atom (RFC 4287)."""

from __future__ import annotations

from lxml import etree

from ... import addresses
from ...page.downloads import FEEDS
from ...words.text import Words
from ..encoding import readable
from .feed import Feed, FeedItem

_ATOM = "http://www.w3.org/2005/Atom"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_MEDIA_TYPE = FEEDS[addresses.feed()].media_type


def atom_feed(feed: Feed) -> bytes:
    """One XML document in UTF-8; a text in another language than the feed's says in which."""
    edition = feed.edition
    # The stubs know no default namespace.
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})  # type: ignore[dict-item]
    root.set(_LANGUAGE, feed.locale)
    _add(root, "id", feed.url(addresses.feed()))
    _add(root, "title", feed.title)
    _add_words(root, "subtitle", feed.description)
    _add(root, "updated", edition.moment.strftime("%Y-%m-%dT%H:%M:%SZ"))
    author = _add(root, "author")
    _add(author, "name", feed.author)
    _add(author, "uri", feed.url(addresses.home()))
    _link(root, "self", feed.url(addresses.feed()), type=_MEDIA_TYPE, hreflang=feed.locale)
    page = feed.url(addresses.outcomes())
    spoken = edition.page_locale(addresses.outcomes(), feed.locale)
    _link(root, "alternate", page, type="text/html", hreflang=spoken)
    for locale in edition.locales:
        if locale != feed.locale:
            other = edition.url(addresses.feed(), locale)
            _link(root, "alternate", other, type=_MEDIA_TYPE, hreflang=locale)
    for item in feed.items:
        _add_entry(root, item)
    etree.indent(root)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _add_entry(root: etree._Element, item: FeedItem) -> None:
    entry = _add(root, "entry")
    _add(entry, "id", item.id)
    _add_words(entry, "title", item.title)
    _link(entry, "alternate", item.url, type="text/html", hreflang=item.page_locale)
    for file in item.attachments:
        about = {"type": file.media_type, "title": readable(str(file.title))}
        if file.language:
            about["hreflang"] = file.language
        _link(entry, "enclosure", file.url, **about)
    _add(entry, "published", item.moment)
    _add(entry, "updated", item.moment)
    for category in item.categories:
        etree.SubElement(
            entry, f"{{{_ATOM}}}category", term=category.term, label=readable(category.label)
        )
    _add_words(entry, "summary", item.summary)
    if item.html:
        _add_words(entry, "content", item.html).set("type", "html")


def _add(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    element = etree.SubElement(parent, f"{{{_ATOM}}}{name}")
    element.text = None if text is None else readable(text)
    return element


def _add_words(parent: etree._Element, name: str, words: Words) -> etree._Element:
    element = _add(parent, name, words.text)
    if words.locale != words.page_locale:
        element.set(_LANGUAGE, words.locale)
    return element


def _link(parent: etree._Element, rel: str, href: str, **about: str) -> None:
    etree.SubElement(parent, f"{{{_ATOM}}}link", {"rel": rel, "href": href, **about})
