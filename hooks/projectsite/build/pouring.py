"""Pages of records, poured: the theme draws one page with marks, each record fills the marks.

A theme takes milliseconds to draw a page; putting four texts between five takes microseconds.
tests/generator/test_pouring.py proves that a poured page is the page that the theme would have
drawn.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from .. import addresses
from ..formats.page_data import Annotations
from ..page.chrome import Address
from ..site import Site
from ..words.text import Locale, Words, one_line
from .frames import Frame, Publication, draw_data, draw_frame, with_notice
from .pages import RecordPage

MARKS = ("\x02pour:head\x03", "\x02pour:languages\x03", "\x02pour:content\x03", "\x02pour:edit\x03")
"""In the order in which main.html prints them. No text can hold them: reading.py
refuses control characters."""

SHELL = "outcomes/shell.md"
"""The page with the marks, as MkDocs is told about it: as deep as the pages poured from it."""

LIST_SHELL = "outcomes/list/shell.md"
"""The same for the further pages of a long list, which lie one level deeper."""


def shell_frame() -> Frame:
    """The frame of the page with the marks."""
    marks = [Markup(mark) for mark in MARKS]
    return Frame(head=marks[0], languages=marks[1], edit=marks[3])


def shell_content() -> Markup:
    return Markup(MARKS[2])


class MarkError(Exception):
    """A mark is missing from the page that the theme drew, or is there more than once."""


@dataclass(frozen=True)
class Shell:
    """What stands between the marks, from the first byte of a page to the last."""

    parts: tuple[str, ...]

    @classmethod
    def cut(cls, html: str) -> Shell:
        """Cut a drawn page at its marks.

        Raises MarkError when a mark is not there exactly once, or not in its order.
        """
        for mark in MARKS:
            count = html.count(mark)
            if count != 1:
                raise MarkError(
                    f"the mark {_name(mark)} is in the drawn page {count} times, not once."
                )
        parts = []
        for mark in MARKS:
            before, found, html = html.partition(mark)
            if not found:
                raise MarkError(
                    f"the mark {_name(mark)} stands before the one that should precede it."
                )
            parts.append(before)
        return cls((*parts, html))

    def pour(self, frame: Frame, content: str) -> str:
        """One page."""
        a, b, c, d, e = self.parts
        return "".join((a, frame.head, b, frame.languages, c, content, d, frame.edit, e))


def _name(mark: str) -> str:
    return mark.strip("\x02\x03")


SLOTS = (
    *("path", "title", "title_lang", "description", "description_lang"),
    *("file", "data", "content"),
)
"""What differs from outcome to outcome."""

_SLOT = re.compile(f"\x02({'|'.join(SLOTS)})\x03")


class _SlotWords(Words):
    """A text with a slot in it; its language is a slot as well."""

    @property
    def lang(self) -> Markup:
        slot = self.text.partition("\x02")[2].partition("\x03")[0]
        return Markup(f"\x02{slot}_lang\x03")


@dataclass(frozen=True)
class Mould:
    """The shell of a language with the frame of an outcome in it, cut at what still differs.

    The frame is drawn once a language, as if for an outcome whose title is a slot.
    """

    parts: tuple[str, ...]
    """Texts and, at odd places, the names of slots."""

    @classmethod
    def of(
        cls,
        site: Site,
        publication: Publication,
        shell: Shell,
        address: Address,
        locale: Locale,
    ) -> Mould:
        """For outcomes whose pages are translated as the one at an address."""
        setting = site.setting(locale, _url(site, locale, SHELL.replace(".md", "/")))
        path, file, data, content = (
            f"\x02{slot}\x03" for slot in ("path", "file", "data", "content")
        )
        frame = draw_frame(
            site,
            setting,
            publication,
            address=replace(address, path=path),
            title=_SlotWords("\x02title\x03", locale, locale),
            description=_SlotWords("\x02description\x03", locale, locale),
            file=file,
            data=Markup(data),
            kind="article",
        )
        parts = tuple(_SLOT.split(shell.pour(frame, content)))
        for slot in SLOTS:
            if slot not in parts[1::2]:
                raise MarkError(f"the frame of an outcome has no place for its {slot}.")
        return cls(parts)

    def pour(
        self, *, path: str, title: Words, description: Words, file: str, data: str, content: str
    ) -> str:
        """One page."""
        values = {
            "path": path,
            "title": escape(title),
            "title_lang": title.lang,
            "description": escape(one_line(description.text)),
            "description_lang": description.lang,
            "file": file,
            "data": data,
            "content": content,
        }
        pieces = list(self.parts)
        pieces[1::2] = [values[name] for name in pieces[1::2]]
        return "".join(pieces)


def pour_page(
    site: Site, annotations: Annotations, mould: Mould, page: RecordPage, locale: Locale
) -> tuple[str, str]:
    """The file of a record's page below the root of the site, and its HTML."""
    url = _url(site, locale, page.path)
    setting = site.setting(locale, url)
    return f"{url}index.html", mould.pour(
        path=page.path,
        title=page.title(setting),
        description=page.description(setting),
        file=page.file,
        data=draw_data(site, page.data(annotations, setting)),
        content=draw_record(site, page, locale),
    )


def pour_list_page(
    site: Site,
    annotations: Annotations,
    publication: Publication,
    shell: Shell,
    page: RecordPage,
    address: Address,
    locale: Locale,
) -> tuple[str, str]:
    """The file of a further page of the list, and its HTML. These are few: each has its frame."""
    url = _url(site, locale, page.path)
    frame = record_frame(site, annotations, publication, page, address, locale)
    return f"{url}index.html", shell.pour(frame, draw_record(site, page, locale))


def draw_record(site: Site, page: RecordPage, locale: Locale) -> str:
    """The content of a record's page, with what it says of its own texts."""
    setting = site.setting(locale, _url(site, locale, page.path))
    return with_notice(site, setting, page.path, page.draw(site, setting))


def record_frame(
    site: Site,
    annotations: Annotations,
    publication: Publication,
    page: RecordPage,
    address: Address,
    locale: Locale,
) -> Frame:
    """The frame of a record's page."""
    setting = site.setting(locale, _url(site, locale, page.path))
    description = page.description(setting)
    return draw_frame(
        site,
        setting,
        publication,
        address=address,
        title=page.title(setting),
        description=description.said(one_line(description.text)),
        file=page.file,
        data=draw_data(site, page.data(annotations, setting)),
        kind=page.kind,
    )


def _url(site: Site, locale: Locale, path: str) -> str:
    return addresses.localised(path, locale, site.project.default_locale)
