"""Pages of records, poured: the theme draws one page with marks, each record fills the marks.

A theme takes milliseconds to draw a page; putting four texts between five takes microseconds.
tests/test_pouring.py proves that a poured page is the page that the theme would have drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from .frames import Frame, Publication, draw_frame
from .pages import RecordPage
from .site import Site
from .text import Locale
from .views.chrome import Address

MARKS = ("\x02pour:head\x03", "\x02pour:languages\x03", "\x02pour:content\x03", "\x02pour:edit\x03")
"""In the order in which main.html prints them. No text can hold them: reading.py
refuses control characters."""

SHELL = "outcomes/shell.md"
"""The page with the marks, as MkDocs is told about it: as deep as the pages poured from it."""


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


def pour_page(
    site: Site, publication: Publication, shell: Shell, page: RecordPage, locale: Locale
) -> tuple[str, str]:
    """The address of a record's page below the root of the site, and its HTML."""
    prefix = "" if locale == site.project.default_locale else f"{locale}/"
    url = prefix + page.path
    setting = site.setting(locale, url)
    frame = record_frame(site, publication, page, locale)
    return url, shell.pour(frame, page.draw(site, setting))


def record_frame(site: Site, publication: Publication, page: RecordPage, locale: Locale) -> Frame:
    """The frame of a record's page."""
    prefix = "" if locale == site.project.default_locale else f"{locale}/"
    setting = site.setting(locale, prefix + page.path)
    return draw_frame(
        site,
        setting,
        publication,
        address=Address(page.path, site.project.locales),
        title=page.title(setting),
        description=str(page.description(setting)),
        file=page.file,
        kind="article",
    )


def write_page(site_dir: Path, url: str, html: str) -> None:
    target = site_dir / url / "index.html"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(html, encoding="utf-8")
