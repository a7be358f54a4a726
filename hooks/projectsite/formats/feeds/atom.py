"""A feed as Atom (RFC 4287), with links to its archives (RFC 5005, 4)."""

from __future__ import annotations

from lxml import etree

from ... import addresses
from ...page.downloads import FEEDS
from ...words.text import Words
from ..encoding import readable
from .feed import Feed, FeedItem

_ATOM = "http://www.w3.org/2005/Atom"
_HISTORY = "http://purl.org/syndication/history/1.0"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_MEDIA_TYPE = FEEDS[addresses.feed()].media_type


def atom_feed(feed: Feed) -> bytes:
    """One XML document in UTF-8; a text in another language than the feed's says in which."""
    names = {None: _ATOM, "fh": _HISTORY} if feed.archive else {None: _ATOM}
    # The stubs know no default namespace.
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap=names)  # type: ignore[arg-type]
    root.set(_LANGUAGE, feed.locale)
    # The archives are parts of the feed, and have its id.
    _add(root, "id", feed.url(addresses.feed(feed.subject.base)))
    _add(root, "title", feed.title)
    _add_words(root, "subtitle", feed.description)
    _add(root, "updated", feed.updated)
    author = _add(root, "author")
    _add(author, "name", feed.author)
    _add(author, "uri", feed.home)
    _add_links(root, feed)
    if feed.archive:
        etree.SubElement(root, f"{{{_HISTORY}}}archive")
    for item in feed.items:
        _add_entry(root, item)
    etree.indent(root)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _add_links(root: etree._Element, feed: Feed) -> None:
    edition, base = feed.edition, feed.subject.base
    itself = feed.url(addresses.feed(base, feed.archive))
    _link(root, "self", itself, type=_MEDIA_TYPE, hreflang=feed.locale)
    spoken = edition.page_locale(feed.subject.page.partition("?")[0], feed.locale)
    _link(root, "alternate", feed.page, type="text/html", hreflang=spoken)
    if feed.archive:
        _link(root, "current", feed.url(addresses.feed(base)), type=_MEDIA_TYPE)
    else:
        for locale in edition.locales:
            if locale != feed.locale:
                other = edition.url(addresses.feed(base), locale)
                _link(root, "alternate", other, type=_MEDIA_TYPE, hreflang=locale)
    if feed.older:
        older = feed.url(addresses.feed(base, feed.older))
        _link(root, "prev-archive", older, type=_MEDIA_TYPE)
    if 0 < feed.archive < feed.archives:
        newer = feed.url(addresses.feed(base, feed.archive + 1))
        _link(root, "next-archive", newer, type=_MEDIA_TYPE)


def _add_entry(root: etree._Element, item: FeedItem) -> None:
    entry = _add(root, "entry")
    _add(entry, "id", item.id)
    _add_words(entry, "title", item.title)
    if item.author:
        _add(_add(entry, "author"), "name", item.author)
    _link(entry, "alternate", item.url, type="text/html", hreflang=item.page_locale)
    for file in item.attachments:
        about = {"type": file.media_type, "title": readable(str(file.title))}
        if file.language:
            about["hreflang"] = file.language
        _link(entry, "enclosure", file.url, **about)
    _add(entry, "published", item.published)
    _add(entry, "updated", item.updated)
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
