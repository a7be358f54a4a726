"""Pages of records, poured: the theme draws one page with marks, each record fills the marks.

For each language MkDocs draws one page with a mark where each record differs; it exists in memory
only, is cut at the marks and never published. A mark that is missing stops the build. A theme takes
milliseconds to draw a page; putting four texts between five takes microseconds.
tests/generator/test_pouring.py proves that a poured page is the page that the theme would have
drawn.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from ... import addresses
from ...formats.page_data import Annotations
from ...page.chrome import SHARED_SIZE, SharedPicture, shared_picture
from ...page.edition import Address
from ...site import Site
from ...words.text import Locale, Words, one_line
from ..pages import RecordPage
from .frames import Frame, draw_data, draw_frame, with_notice
from .terms import Terms

MARKS = ("head", "languages", "content", "edit")
"""What main.html prints of a page that differs from record to record."""

SHELL, LIST_SHELL = (address.rstrip("/") + ".md" for address in addresses.SHELLS)
"""The pages with the marks, as MkDocs is told about them: for outcomes, and for the further pages
of a long list."""

SLOTS = (
    *("path", "title", "title_lang", "description", "description_lang"),
    *("file", "data", "kind", "picture", "picture_alt", "content"),
)
"""What differs from outcome to outcome within the marks."""


class MarkError(Exception):
    """A mark is missing from the page that the theme drew, or is there more than once."""


@dataclass(frozen=True)
class Mould:
    """A drawn page, cut where each record fills in its own text."""

    parts: tuple[str, ...]
    """Texts and, at odd places, the names of marks."""

    @classmethod
    def cut(cls, html: str, names: Sequence[str]) -> Mould:
        """Cut a drawn page at its marks. Raises MarkError when one of them is not there."""
        parts = tuple(re.split(f"\x02({'|'.join(names)})\x03", html))
        for name in names:
            if name not in parts[1::2]:
                raise MarkError(f"the drawn page has no place for its {name}.")
        return cls(parts)

    def pour(self, **values: str) -> str:
        """One page: each mark is replaced by the value of its name."""
        pieces = list(self.parts)
        pieces[1::2] = [values[name] for name in pieces[1::2]]
        return "".join(pieces)


def mark(name: str) -> Markup:
    """What stands in the place of a value while a mould is drawn.

    No text can hold it: files/texts.py refuses control characters.
    """
    return Markup(f"\x02{name}\x03")


def shell_frame() -> Frame:
    """The frame of the page with the marks."""
    return Frame(head=mark("head"), languages=mark("languages"), edit=mark("edit"))


def shell_content() -> Markup:
    return mark("content")


def cut_shell(html: str) -> Mould:
    """The page with the marks, cut. Raises MarkError unless each is there exactly once."""
    shell = Mould.cut(html, MARKS)
    for name in MARKS:
        if (count := shell.parts[1::2].count(name)) != 1:
            raise MarkError(f"the drawn page has its {name} {count} times, not once.")
    return shell


class _MarkedWords(Words):
    """A text with a mark in it; its language is a mark as well."""

    # The partials ask a title for its lang attribute: in the mould that is a slot of its own.
    @property
    def lang(self) -> Markup:
        name = self.text.partition("\x02")[2].partition("\x03")[0]
        return mark(f"{name}_lang")


def outcome_mould(site: Site, shell: Mould, address: Address, locale: Locale) -> Mould:
    """The mould of all outcomes whose pages are translated as the one at an address.

    Their frame is drawn once, as if for an outcome whose title is a mark.
    """
    setting = site.setting(locale, _url(site, locale, SHELL.replace(".md", "/")))
    frame = draw_frame(
        site,
        setting,
        address=replace(address, path=mark("path")),
        title=_MarkedWords(mark("title"), locale, locale),
        description=_MarkedWords(mark("description"), locale, locale),
        file=mark("file"),
        data=mark("data"),
        kind=mark("kind"),
        picture=SharedPicture(mark("picture"), *SHARED_SIZE, mark("picture_alt")),
    )
    # Without a repository no page says where it can be edited.
    slots = [slot for slot in SLOTS if slot != "file" or site.edition.repo_url]
    return Mould.cut(poured(shell, frame, mark("content")), slots)


def poured(shell: Mould, frame: Frame, content: str) -> str:
    """One page from the page with the marks."""
    return shell.pour(head=frame.head, languages=frame.languages, content=content, edit=frame.edit)


def pour_page(
    site: Site,
    annotations: Annotations,
    mould: Mould,
    page: RecordPage,
    terms: Terms,
    locale: Locale,
) -> tuple[str, str]:
    """The file of a record's page below the root of the site, and its HTML."""
    url = _url(site, locale, page.path)
    setting = site.setting(locale, url)
    title, description = page.title(setting), page.description(setting)
    picture = shared_picture(setting, page.path)
    return f"{url}index.html", mould.pour(
        path=page.path,
        title=escape(title),
        title_lang=title.lang,
        description=escape(one_line(description.text)),
        description_lang=description.lang,
        file=page.file,
        data=draw_data(site, page.data(annotations, setting)),
        kind=page.kind,
        picture=escape(picture.url),
        picture_alt=escape(picture.alt),
        content=terms.marked(setting, draw_record(site, page, locale))[0],
    )


def pour_list_page(
    site: Site,
    annotations: Annotations,
    shell: Mould,
    page: RecordPage,
    address: Address,
    terms: Terms,
    locale: Locale,
) -> tuple[str, str]:
    """The file of a further page of the list, and its HTML. These are few: each has its frame."""
    url = _url(site, locale, page.path)
    frame = record_frame(site, annotations, page, address, locale)
    (content,) = terms.marked(site.setting(locale, url), draw_record(site, page, locale))
    return f"{url}index.html", poured(shell, frame, content)


def draw_record(site: Site, page: RecordPage, locale: Locale) -> str:
    """The content of a record's page, with what it says of its own texts."""
    setting = site.setting(locale, _url(site, locale, page.path))
    return with_notice(site, setting, page.path, page.draw(site, setting))


def record_frame(
    site: Site,
    annotations: Annotations,
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
        address=address,
        title=page.title(setting),
        description=description.said(one_line(description.text)),
        file=page.file,
        data=draw_data(site, page.data(annotations, setting)),
        kind=page.kind,
        picture=page.picture(setting),
    )


def _url(site: Site, locale: Locale, path: str) -> str:
    return addresses.localised(path, locale, site.project.default_locale)
