"""A feed as JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

from __future__ import annotations

from typing import Any

from ... import addresses
from ..encoding import json_bytes, readable
from .feed import Attachment, Feed, FeedItem


def json_feed(feed: Feed) -> bytes:
    """One JSON document in UTF-8. An item without a text has its summary as its content.

    Archives are further pages of the feed: they have its address, and lead to the next older one.
    """
    base = feed.subject.base
    older = {"next_url": feed.url(addresses.json_feed(base, feed.older))} if feed.older else {}
    return json_bytes(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": readable(feed.title),
            "home_page_url": feed.page,
            "feed_url": feed.url(addresses.json_feed(base)),
            "description": readable(feed.description.text),
            **older,
            "language": feed.locale,
            "authors": [{"name": feed.author, "url": feed.home}],
            "items": [_item(item, feed) for item in feed.items],
        }
    )


def _item(item: FeedItem, feed: Feed) -> dict[str, Any]:
    summary = readable(item.summary.text)
    content = item.html or item.summary
    found: dict[str, Any] = {
        "id": item.id,
        "url": item.url,
        "title": readable(item.title.text),
        "summary": summary,
        # The format requires one of the two.
        **({"content_html": readable(content.text)} if item.html else {"content_text": summary}),
        "date_published": item.published,
        "date_modified": item.updated,
        "tags": [readable(category.label) for category in item.categories],
    }
    # An item without a language has that of the feed (JSON Feed 1.1, Items).
    if content.locale != feed.locale:
        found["language"] = content.locale
    if item.author:
        found["authors"] = [{"name": readable(item.author)}]
    if item.attachments:
        found["attachments"] = [_attachment(file) for file in item.attachments]
    return found


def _attachment(file: Attachment) -> dict[str, str]:
    title = readable(str(file.title))
    return {"url": file.url, "mime_type": file.media_type, "title": title}
