"""What a page may not hold: HTML, Jinja statements, links that run code, plain addresses.

What is drawn of a page is looked at as it is drawn, since there are many ways to write a link; the
text of the page only says where each stands.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import islice, takewhile
from urllib.parse import unquote

from ..files.texts import (
    holds_plain_address,
    invisible_characters,
    invisible_entities,
    merge_marks,
    named,
)
from ..problems import Problem, shown
from ..words.markdown import has_words
from ..words.scripts import NOT_LATIN, hidden_letters, script_problems
from ..words.web import names_another_host, not_what_it_says
from .calls import Vocabulary, macro_problems
from .head import head_problems
from .markdown import LIMIT_DEPTH, LIMIT_TAGS, NOTE_MARK, Drawn, Target, draw, texts_of, words_of
from .pages import FRONT, ProsePage
from .slips import slips
from .tokens import tokenised

MOST = 200
"""So many problems of one page are reported."""

STATEMENT = re.compile(r"\{[%#]")
HTML = re.compile(r"<(?=[A-Za-z/!?])\S{0,20}")
_CODE_SPAN = re.compile(r"(?<![\\`])`[^`\n]+`(?!`)")
_NO_WORDS = re.compile(rf"<(code|pre)\b[^>]*>.*?</\1>|{NOTE_MARK.pattern}", re.DOTALL)
"""What is drawn and is no word of the text: code, the marks of notes."""
WEB = re.compile(r"https?://[^\s<>()\"]*", re.IGNORECASE)
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
"""How an address begins that leads to another host, or holds the picture itself."""

_SCRIPT = r"(?:javascript|data|vbscript|file):|(?<=\]\()\s*\)"

LINK_ADVICE = "this link leads nowhere, or would run a script. Link to an https: address."


def drawn_page(page: ProsePage, taken: Collection[str] = ()) -> Drawn:
    """What the build will draw of a page, with a token for each call; taken are the ids that no
    heading of it may have."""
    return draw(tokenised(page.body), taken)


def check_page(
    page: ProsePage,
    drawn: Drawn,
    vocabulary: Vocabulary | None = None,
    spellings: Collection[str] = (),
) -> Iterator[Problem]:
    """What a page may not hold. With a vocabulary, calls are tried out, to report unknown ids; the
    words in `spellings` are right, whatever their letters."""
    return islice(_page_problems(page, drawn, vocabulary, spellings), MOST)


def _page_problems(
    page: ProsePage, drawn: Drawn, vocabulary: Vocabulary | None, spellings: Collection[str]
) -> Iterator[Problem]:
    text, prose = page.text, without_code(page.text)
    first = invisible_characters(text, page.file) or merge_marks(text, page.file)
    yield from first or head_problems(page, spellings)
    # In code too: no page needs one, and whoever writes it means a call.
    for match in STATEMENT.finditer(text):
        advice = f"“{match[0]}” is not for pages. Only calls such as {{{{ outcomes() }}}} are."
        yield page.problem(match.start(), advice, "statement")
    if FRONT.match(text) and not page.body.strip():
        said = "the page has no text below its fields. Write it, or take the file out."
        yield page.problem(max(len(text) - 1, 0), said, "empty-page")
    yield from _html_problems(page, drawn, prose)
    yield from _letter_problems(page, drawn, prose, spellings)
    yield from _plain_addresses(page, drawn)
    yield from slips(page, prose)
    yield from _drawn_problems(page, drawn)
    yield from macro_problems(page, drawn, vocabulary)


def _letter_problems(
    page: ProsePage, drawn: Drawn, prose: str, spellings: Collection[str]
) -> Iterator[Problem]:
    """As they are written, and as they are drawn: back quotes need not make code, and emphasis may
    part a word."""
    hidden, head = list(hidden_letters(page.text)), len(page.text) - len(page.body)
    written = script_problems(prose[head:], page.locale, spellings)
    found = [*hidden, *((head + at, said) for at, said in written)]
    if not hidden and NOT_LATIN.search(page.text):
        known = {said for _, said in found}
        found += [one for one in _drawn_letters(page, drawn, spellings) if one[1] not in known]
    for at, said in found:
        yield page.problem(at, shown(said, 400), "wrong-script")


def _drawn_letters(
    page: ProsePage, drawn: Drawn, spellings: Collection[str]
) -> Iterator[tuple[int, str]]:
    """The same of the page as a reader sees it; each once, at the word or the first odd letter."""
    head = len(page.text) - len(page.body)
    seen = texts_of(_NO_WORDS.sub(" ", drawn.html))
    odd = NOT_LATIN.search(page.text, head)
    found = {said: at for at, said in script_problems(seen, page.locale, spellings)}
    for said, at in islice(found.items(), MOST):
        word = "".join(takewhile(str.isalnum, seen[at : at + 100]))
        place = page.text.find(word, head)
        yield (odd.start() if odd and place < 0 else max(place, 0)), said


def _plain_addresses(page: ProsePage, drawn: Drawn) -> Iterator[Problem]:
    """As they are written, and as they are drawn: stars or brackets may stand between the parts."""
    said = "write an e-mail address as name(@)host, or call {{ contacts() }}."
    told = False
    for number, line in enumerate(page.text.split("\n"), 1):
        # An address of the web may hold the sign, as in …/package@1.2.
        if "@" in line or "&" in line or "%40" in line or ":" in line:
            line = WEB.sub("", line)
        if holds_plain_address(line):
            told = True
            found = re.search(r"[\w.+-]{0,64}(?:@|%40|&#|&comm)|mailto:", line, re.IGNORECASE)
            column = found.start() + 1 if found else 0
            yield Problem(page.file, number, column, said, "plain-address")
    if not told and "@" in drawn.html and holds_plain_address(WEB.sub("", words_of(drawn.html))):
        yield page.problem(page.text.find("@"), said, "plain-address")


def _drawn_problems(page: ProsePage, drawn: Drawn) -> Iterator[Problem]:
    """What is only seen once a page is drawn."""
    if drawn.too_much:
        said = (
            f"the page is drawn with more than {LIMIT_TAGS:,} tags, or with more than {LIMIT_DEPTH}"
            " lists and quotations within each other. Part it, or make it plainer."
        )
        yield page.problem(_line_starts(page)[drawn.too_much - 1], said, "too-much")
    places = Places(page)
    for target in drawn.targets:
        if not target.address:
            yield page.problem(places.of(target), LINK_ADVICE, "script-link")
        elif target.picture and ELSEWHERE.match(target.address):
            said = "a picture of another host tells that host who reads. Put it into docs/assets/."
            yield page.problem(places.of(target), said, "remote-picture")
        elif target.picture and not has_words(target.text):
            said = (
                "the picture has no text for those who cannot see it. Write what it shows: ![…](…)."
            )
            yield page.problem(places.of(target), said, "picture-text")
        elif not has_words(target.text):
            said = "the link has no words. Write where it leads: [Contact](contact.md)."
            yield page.problem(places.of(target), said, "link-text")
        elif ELSEWHERE.match(target.address) and names_another_host(target.text, target.address):
            said = not_what_it_says(target.text, target.address)
            yield page.problem(places.of(target), said, "link-host")
    for at, entity, sign in invisible_entities(page.text):
        said = f"“{shown(entity)}” makes {named(sign)}, which is invisible. Take it out."
        yield page.problem(at, said, "invisible-character")
    for line in drawn.nested:
        said = "a footnote stands within a link. Put it behind the link."
        yield page.problem(_line_starts(page)[line - 1], said, "footnote")


def without_code(text: str) -> str:
    """A text with blanks in the place of what stands in back quotes."""
    return _CODE_SPAN.sub(lambda match: " " * len(match[0]), text)


class Places:
    """Where the links and pictures of a page stand in its text; asked for those that are wrong.

    Markdown tells the line of a block. Within it, a target with an escape or entity is written in
    another way than it is read: then the block is the place.
    """

    def __init__(self, page: ProsePage) -> None:
        self._page = page
        self._starts = _line_starts(page)
        self._last: dict[str, int] = {}

    def of(self, target: Target) -> int:
        """The place of the next target with this address."""
        begun = max(self._starts[target.line - 1], self._last.get(target.address, 0))
        written = {re.escape(text) for text in (target.address, unquote(target.address)) if text}
        pattern = re.compile("|".join(written) or _SCRIPT, re.IGNORECASE)
        if found := pattern.search(self._page.text, begun):
            self._last[target.address] = found.end()
            return found.start()
        return self._starts[target.line - 1]


def _line_starts(page: ProsePage) -> list[int]:
    """The places at which the lines of a page begin, from the first below its head."""
    head = len(page.text) - len(page.body)
    return [head, *(head + found.end() for found in re.finditer("\n", page.body))]


def _html_problems(page: ProsePage, drawn: Drawn, prose: str) -> Iterator[Problem]:
    for match in HTML.finditer(page.text, 0, len(page.text) - len(page.body)):
        yield page.problem(match.start(), _html_advice(match[0]), "html")
    starts, last = _line_starts(page), 0
    for line in dict.fromkeys(drawn.raw_html):
        begun = max(starts[line - 1], last)
        found = HTML.search(prose, begun)
        last = found.end() if found else begun
        tag = found[0] if found else ""
        yield page.problem(found.start() if found else begun, _html_advice(tag), "html")


def _html_advice(tag: str) -> str:
    what = f"“{shown(tag)}” is HTML, which" if tag else "HTML stands here, which"
    return f"{what} pages do not hold. Write Markdown, or call a macro."
