"""How the pages in docs/ become HTML: CommonMark with tables and footnotes, and no HTML of theirs.

cmark-gfm reads it, as it reads the texts of records (words/markdown.py): in a time that grows with
the page alone, whatever stands in it. It leaves out HTML and links that would run a script. What
the check says of links, pictures and headings, it says of this HTML: of what a visitor will get.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection
from html import escape, unescape
from typing import NamedTuple
from urllib.parse import unquote

from cmarkgfm.cmark import Options, markdown_to_html_with_extensions

from ..words.markdown import no_character

LIMIT_TAGS = 20_000
"""So many tags a page may have, which is about 5,000 cells of a table."""
LIMIT_DEPTH = 20
"""So many lists and quotations may stand within each other."""

_OPTIONS = Options.CMARK_OPT_SOURCEPOS | Options.CMARK_OPT_FOOTNOTES
_NO_HTML = "<!-- raw HTML omitted -->"
_HEADING = re.compile(r"<(h[1-6])( data-sourcepos=\"[^\"]*\")>(.*?)</\1>", re.DOTALL)
_TAG = re.compile(rf"<(/?)(\w+)([^>]*)>|{_NO_HTML}")
_PLACE = re.compile(r" data-sourcepos=\"(\d+):[^\"]*\"")
_TARGET = re.compile(r" (href|src)=\"([^\"]*)\"")
_NOTE_REF = re.compile(r"<a href=\"#fn-([^\"]*)\" id=\"fnref-[^\"]*\" data-footnote-ref>")
_NOTE_ITEM = re.compile(r"<li id=\"fn-([^\"]*)\">")
_NOTE_BACK = re.compile(
    r"<a href=\"#[^\"]*\" class=\"footnote-backref\" data-footnote-backref"
    r" data-footnote-backref-idx=\"([\d-]+)\"[^>]*>(.*?)</a>"
)
_OF_NOTES = re.compile(r" href=\"#[^\"]*\" (?:id=\"fnref-|role=\"doc-backlink\")")
_RESERVED = re.compile(r"(?:project|fn|fnref)-")
"""What ids of the site's own begin with, and those of footnotes."""


class Target(NamedTuple):
    """Where a link or picture of a page leads."""

    address: str
    """As it was written; empty for one that leads nowhere or would run a script."""
    line: int
    """Of the block that it stands in, counted from 1 in the text of the page."""
    picture: bool
    text: str = ""
    """What stands there to read: the words of a link, what stands for a picture."""


class Drawn(NamedTuple):
    """What a page becomes."""

    html: str
    """Its links are as they were written: see with_links."""
    targets: tuple[Target, ...] = ()
    """In their order; footnotes, whose links are cmark's own, have none."""
    headings: frozenset[str] = frozenset()
    """The ids that links to its headings name."""
    raw_html: tuple[int, ...] = ()
    """The lines of the blocks from which HTML was left out."""
    nested: tuple[int, ...] = ()
    """The lines of the blocks in which a footnote stands within a link."""
    too_much: int = 0
    """The line at which the page passes one of the limits; 0 where it keeps them. Of such a page
    nothing else is told."""


def draw(text: str, taken: Collection[str] = ()) -> Drawn:
    """The HTML of a page, from the Markdown below its head.

    No heading gets one of the ids that are taken.
    """
    html = markdown_to_html_with_extensions(no_character(text), _OPTIONS, ["table"])
    if html.count("<") > LIMIT_TAGS:
        return Drawn("", too_much=1)
    ids = _Ids(taken)
    walk = _Walk()
    html = _TAG.sub(walk.tag, _numbered(_HEADING.sub(ids.heading, html)))
    if walk.too_deep:
        return Drawn("", too_much=walk.too_deep)
    return Drawn(
        html.strip(),
        tuple(walk.targets),
        frozenset(ids.used),
        tuple(walk.raw_html),
        tuple(walk.nested),
    )


def with_links(html: str, link: Callable[[str], str]) -> str:
    """A drawn page whose links and pictures lead where `link` says of what was written."""

    def led(found: re.Match[str]) -> str:
        if found[2].startswith("#fn"):
            return found[0]
        return f' {found[1]}="{escape(link(_written(found[2])))}"'

    return _TARGET.sub(led, html)


def _written(target: str) -> str:
    """A target as the page has it: cmark writes blanks and letters beyond ASCII as bytes. What is
    asked of a page stays so."""
    plain = unescape(target)
    if plain.lower().startswith(("http:", "https:")):
        return plain
    path, asks, asked = plain.partition("?")
    return unquote(path) + asks + asked


def _numbered(html: str) -> str:
    """Footnotes with ids by their numbers, as two labels may make one id with cmark. The way back
    is named by what refers to the note: cmark names it in English."""
    if 'class="footnote-' not in html:
        return html
    numbers: dict[str, int] = {}
    for label in _NOTE_ITEM.findall(html):
        numbers.setdefault(label, len(numbers) + 1)
    counts: Counter[str] = Counter()
    there: set[str] = set()

    def ref(found: re.Match[str]) -> str:
        counts[found[1]] += 1
        number, count = numbers.get(found[1], 0), counts[found[1]]
        id = f"fnref-{number}" + (f"-{count}" if count > 1 else "")
        there.add(id)
        return f'<a href="#fn-{number}" id="{id}" data-footnote-ref>'

    def back(found: re.Match[str]) -> str:
        id = f"fnref-{found[1]}"
        if id not in there:  # referred to from a note that is not drawn
            return ""
        return f'<a href="#{id}" role="doc-backlink" aria-labelledby="{id}">{found[2]}</a>'

    html = _NOTE_REF.sub(ref, html)
    html = _NOTE_ITEM.sub(lambda found: f'<li id="fn-{numbers[found[1]]}">', html)
    return _NOTE_BACK.sub(back, html)


NOTE_MARK = re.compile(r"<sup class=\"footnote-ref\">.*?</sup>")


class _Ids:
    """Gives each heading an id: its words, with a number where they are taken."""

    def __init__(self, taken: Collection[str]) -> None:
        self.used: set[str] = set()
        self._taken = taken
        self._last: dict[str, int] = {}

    def heading(self, found: re.Match[str]) -> str:
        level, place, html = found.groups()
        id = self._free(_slug(unescape(_TAG.sub("", NOTE_MARK.sub("", html)))))
        self.used.add(id)
        return f'<{level} id="{id}"{place}>{html}</{level}>'

    def _free(self, slug: str) -> str:
        if not slug or slug in self._taken or _RESERVED.match(slug):
            slug = f"section-{slug}".rstrip("-")
        id = slug
        while id in self.used or id in self._taken:
            self._last[slug] = self._last.get(slug, 0) + 1
            id = f"{slug}_{self._last[slug]}"
        return id


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


_NESTED = frozenset({"blockquote", "ul", "ol"})
_ALIGNED = re.compile(r" align=\"(\w+)\"")


class _Walk:
    """Goes through the tags of a page once."""

    def __init__(self) -> None:
        self.targets: list[Target] = []
        self.raw_html: list[int] = []
        self.nested: list[int] = []
        self.too_deep = 0
        self._line = 1
        self._depth = 0
        self._links = 0
        self._open: tuple[int, int] | None = None
        """Of a link whose end is still to come the number, and where its words begin."""

    def tag(self, found: re.Match[str]) -> str:
        closing, name, attributes = found.groups()
        if name == "a":
            self._link(found, -1 if closing else 1)
        if name is None:
            self.raw_html.append(self._line)
            return ""
        if name in _NESTED:
            self._depth += -1 if closing else 1
            if self._depth > LIMIT_DEPTH and not self.too_deep:
                self.too_deep = self._line
        if not attributes:
            return found[0]
        if place := _PLACE.search(attributes):
            self._line = int(place[1])
            attributes = attributes.replace(place[0], "")
        if name == "code":
            attributes = ""  # what a block of code is written in: nothing here colours it
        elif (
            name in ("a", "img")
            and not _OF_NOTES.match(attributes)
            and (target := _TARGET.match(attributes))
        ):
            self._see(target[2], found, picture=name == "img")
        # As a class: HTML has no such attribute any more, and the policy allows no style.
        attributes = _ALIGNED.sub(r' class="project-\1"', attributes)
        return f"<{closing}{name}{attributes}>"

    def _link(self, tag: re.Match[str], opened: int) -> None:
        """One more link is open, or one less: then its words are known."""
        self._links += opened
        if self._links > 1:
            self.nested.append(self._line)
        if opened < 0 and self._open:
            at, begun = self._open
            self._open = None
            words = words_of(tag.string[begun : tag.start()])
            self.targets[at] = self.targets[at]._replace(text=words)

    def _see(self, target: str, tag: re.Match[str], *, picture: bool) -> None:
        if not picture:
            self._open = len(self.targets), tag.end()
        text = words_of(tag[0]) if picture else ""
        self.targets.append(Target(_written(target), self._line, picture, text))


_ALT = re.compile(r"<img [^>]*alt=\"([^\"]*)\"[^>]*>")
_BLOCK_END = re.compile(r"</(?:p|h[1-6]|li|t[dh]|dd|dt|blockquote)>")
_TITLE = re.compile(r"<(?:a|img) [^>]*title=\"([^\"]*)\"[^>]*>")


def texts_of(html: str) -> str:
    """What is to be read of a page, and behind it each by itself what stands for its pictures, and
    the titles of its links."""
    beside = [*_ALT.findall(html), *_TITLE.findall(html)]
    text = _TAG.sub("", _BLOCK_END.sub("\n\n", html))
    return "\n\n".join([unescape(text), *map(unescape, beside)])


def words_of(html: str) -> str:
    """What is to be read of a piece of a page: its text, and behind it what stands for its
    pictures."""
    return unescape(" ".join(filter(None, [_TAG.sub("", html), *_ALT.findall(html)])))
