"""A comparison as one page of HTML, which opens from a disk, without scripts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup, escape

from ..addresses import localised
from ..words.text import Locale
from .report import Report
from .sites import Comparison, Lines, PageChange
from .telling import HEADINGS, sections, summed_up

SITE = "site"
"""The folder of the built site, beside the page."""
MOST_LINES = 200
"""So many lines that are gone, and so many new ones, are shown of a page in a language."""

Pictures = Mapping[tuple[str, str], Sequence[tuple[str, str]]]
"""Of pages, by kind and address, the pictures: what each shows, and its file."""

_PAGE = Markup("""\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
img-src 'self' file:">
<title>What this changes on the site</title>
<style>
:root {{ color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }}
body {{ max-width: 78rem; margin: 2rem auto; padding: 0 1rem }}
h2 {{ margin: 2rem 0 .5rem; font-size: 1.25rem }}
ul {{ padding-left: 1.25rem }}
details {{ border-top: 1px solid #8886; padding: .5rem 0 }}
summary {{ cursor: pointer }}
code, small {{ overflow-wrap: anywhere }}
h3 {{ font-size: 1rem; margin: .75rem 0 .25rem }}
ins, del {{ display: block; text-decoration: none; padding: .1rem .5rem; overflow-wrap: anywhere }}
ins {{ background: #2e8b5733 }}
del {{ background: #dc143c26 }}
ins::before {{ content: "+ " }}
del::before {{ content: "− " }}
.pictures {{ display: flex; flex-wrap: wrap; gap: 1rem }}
figure {{ margin: .5rem 0; flex: 1 20rem }}
figure div {{ max-height: 70vh; overflow: auto; border: 1px solid #8889 }}
img {{ display: block; width: 100%; height: auto }}
</style>
<h1>What this changes on the site</h1>
<p>{summary}</p>
{body}
</html>
""")


def drawn(found: Comparison, report: Report, default: Locale, pictures: Pictures) -> str:
    """The whole page; `default` is the language at the root of the site."""
    body = [*_pages(found, default, pictures), *_lists(report)]
    return str(_PAGE.format(summary=summed_up(report), body=Markup("\n").join(body)))


def _pages(found: Comparison, default: Locale, pictures: Pictures) -> Iterator[Markup]:
    kind = ""
    for page in found.pages:
        if page.kind != kind:
            kind = page.kind
            yield Markup("<h2>{}</h2>").format(HEADINGS[kind])
        yield _page(page, default, pictures.get((page.kind, page.below), ()))


def _page(page: PageChange, default: Locale, pictures: Sequence[tuple[str, str]]) -> Markup:
    said = " ".join(page.lines)
    parts = f" {', '.join(sorted(page.parts))}" if page.parts else ""
    to = f" leads to {page.to or '/'}" if page.kind == "moved" else ""
    head = Markup("<summary><b>{}</b> ({}) <small><code>{}</code>{}{}</small></summary>").format(
        page.title, said, page.below or "/", parts, to
    )
    return Markup("<details>{}{}{}</details>").format(
        head,
        Markup("").join(_language(page, locale, default) for locale in page.lines),
        _figures(pictures),
    )


def _language(page: PageChange, locale: Locale, default: Locale) -> Markup:
    address = localised(page.below, locale, default)
    shown = escape(locale)
    if page.kind in ("added", "changed"):
        shown = Markup('<a href="{}/{}index.html">{}</a>').format(SITE, address, locale)
    lines = Markup("").join(_lines(page.lines[locale]))
    return Markup("<h3>{}</h3>{}").format(shown, lines)


def _lines(lines: Lines) -> Iterator[Markup]:
    for tag, told in (("del", lines.gone), ("ins", lines.new)):
        for line in told[:MOST_LINES]:
            yield Markup("<{tag}>{line}</{tag}>").format(tag=tag, line=line)
        if len(told) > MOST_LINES:
            yield Markup("<p>and {} more</p>").format(len(told) - MOST_LINES)


def _figures(pictures: Sequence[tuple[str, str]]) -> Markup:
    figure = Markup(
        '<figure><figcaption>{said}</figcaption><div><img loading="lazy" src="{file}" alt="{said}">'
        "</div></figure>"
    )
    drawn = Markup("").join(figure.format(said=said, file=file) for said, file in pictures)
    return Markup('<div class="pictures">{}</div>').format(drawn) if pictures else Markup("")


def _lists(report: Report) -> Iterator[Markup]:
    """Whatever is told beside the pages."""
    if report.frames:
        yield Markup("<p>The menu or the foot changes ({}).</p>").format(" ".join(report.frames))
    of_pages = {HEADINGS[kind] for kind in ("added", "changed", "moved", "gone")}
    for heading, lines in sections(report):
        if lines and heading not in of_pages:
            items = Markup("").join(Markup("<li>{}</li>").format(_item(line)) for line in lines)
            yield Markup("<h2>{}</h2><ul>{}</ul>").format(heading, items)


def _item(line: Sequence[str]) -> Markup:
    said = (
        Markup("<code>{}</code>").format(part) if at % 2 else part for at, part in enumerate(line)
    )
    return Markup("").join(said)
