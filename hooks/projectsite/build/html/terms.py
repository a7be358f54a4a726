"""The terms of the glossary on a page: the first use of each leads to what it means.

Works on the HTML of a page when it is drawn, and leaves all of it as it was but for the marks. Only
running text is marked: a paragraph or a list that has no class, as Markdown draws them, and the
paragraphs that READ names. What has another class is a label, a list of records or a notice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from markupsafe import Markup

from ... import addresses
from ...facts.model import Term
from ...facts.project import Project
from ...page.setting import Setting
from ...site import Site
from ...views.glossary import explanation, stands_for
from ...words.text import Locale

READ = frozenset({"project-lead", "project-remark", "project-hero__lead"})
"""The classes of paragraphs that hold running text."""

_ATTRIBUTES = r'([^<>"]*(?:"[^"]*"[^<>"]*)*)'
_BLOCK = re.compile(
    rf"<(?:(p|ul|ol)\b|(article|div|section)\b(?=[^>]* lang=)"
    rf"|(blockquote|dl|form|h[1-6]|nav|pre|script|svg|table|template)\b){_ATTRIBUTES}>"
)
"""Where running text may begin, another language, and what is passed over as a whole."""
_TAG = re.compile(rf"<(/?)([a-z][a-z0-9]*){_ATTRIBUTES}>")
_SILENT = frozenset(
    {
        *("a", "abbr", "blockquote", "button", "cite", "code", "dfn", "kbd", "label", "pre", "q"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "samp", "select", "sub", "sup", "svg", "table"),
        *("textarea", "time", "var"),
    }
)
"""What is not marked within running text."""
_VOID = frozenset({"br", "hr", "img", "input", "wbr"})
_CLASS = re.compile(r'\bclass="([^"]*)"')
_LANG = re.compile(r'\blang="([^"]*)"')


def _running_text(html: str, locale: str) -> Iterator[tuple[int, int, str]]:
    """Where each paragraph and list of running text stands, and its language."""
    # The elements around with a language of their own, each with its end.
    around = [(len(html), locale)]
    at = 0
    while tag := _BLOCK.search(html, at):
        at = tag.end()
        text, language, passed, attributes = tag.groups()
        while around[-1][0] < at:
            around.pop()
        lang = _lang(attributes, around[-1][1])
        if language:
            around.append((_behind(html, language, at), lang))
        elif passed or (text == "ul" and "class=" in attributes):
            at = _behind(html, passed or text, at)
        elif _runs(text, attributes):
            start, at = at, _behind(html, text, at)
            yield start, at, lang


def _lang(attributes: str, around: str) -> str:
    found = _LANG.search(attributes) if "lang=" in attributes else None
    return found[1] if found else around


def _runs(name: str, attributes: str) -> bool:
    """Whether a paragraph or list holds running text."""
    classes = _CLASS.search(attributes) if "class=" in attributes else None
    return not classes or (name == "p" and classes[1] in READ)


def _behind(html: str, name: str, at: int) -> int:
    """Where an element ends that begins before a place; others of its name may be in it."""
    depth, end = 1, at
    while depth:
        close = html.find(f"</{name}>", end)
        if close < 0:
            return len(html)
        depth += html.count(f"<{name}", end, close) - 1
        end = close + len(name) + 3
    return end


@dataclass(frozen=True)
class _Forms:
    """How the texts of one language write the terms."""

    pattern: re.Pattern[str]
    terms: dict[str, Term]
    """By form, with blanks between its words."""

    @classmethod
    def of(cls, terms: Iterable[Term], locale: Locale) -> _Forms | None:
        """None for a language in which no term has a form."""
        known: dict[str, Term] = {}
        for term in terms:
            for form in (*term.forms(locale), stands_for(term, locale)):
                known.setdefault(" ".join(form.split()), term)
        known.pop("", None)
        if not known:
            return None
        # By their first letter, as Python's engine tries one branch for each.
        by_letter: dict[str, list[list[str]]] = {}
        for form in known:
            words = form.split(" ")
            for letter in {form[0], form[0].upper()}:
                by_letter.setdefault(letter, []).append([letter + words[0][1:], *words[1:]])
        branches = (_alternatives(forms) for forms in by_letter.values())
        return cls(re.compile(f"{_NO_LESS}(?:{'|'.join(branches)}){_NO_MORE}"), known)

    def term(self, found: re.Match[str]) -> Term | None:
        """The term that a match of the pattern is; None within a name: Green Synergy Cluster."""
        if _ENTITY.search(found.string[max(found.start() - 2, 0) : found.end() + 1]):
            return None
        form = " ".join(found[0].replace("&amp;", "&").split())
        before = found.string[max(found.start() - 8, 0) : found.start()]
        if form not in self.terms and _BEGINS.search(before):
            form = form[0].lower() + form[1:]
        return self.terms.get(form)


_ENTITY = re.compile(r"&#?\w+;\Z")
"""The name of a sign between & and ;, which is no word of the text."""
_BEGINS = re.compile(r"(?:\A|[.!?:…])[\s„“”«»\"'(–-]*\Z")
"""The beginning of a sentence: elsewhere a capital makes a name."""
_NO_LESS = r"(?<![\w@/.-])"
_NO_MORE = r"(?![\w-]|[@/.]\w)"
"""What stands around is no part of the same word or address."""


def _alternatives(forms: Iterable[list[str]]) -> str:
    """A pattern for forms given as words, a longer one before a shorter.

    Forms that begin alike have one branch for their beginning: of thousands each place of a text
    would else try all of them, word by word.
    """
    rest: dict[str, list[list[str]]] = {}
    for first, *others in forms:
        rest.setdefault(first, []).append(others)
    branches = []
    for word in sorted(rest, key=len, reverse=True):
        longer = [words for words in rest[word] if words]
        more = rf"(?:\s+{_alternatives(longer)})" if longer else ""
        ends = "?" if more and len(longer) < len(rest[word]) else ""
        branches.append(f"{_written(word)}{more}{ends}")
    return f"(?:{'|'.join(branches)})"


def _written(word: str) -> str:
    """A word as HTML has it: & escaped."""
    return re.escape(word).replace(r"\&", "&amp;")


class Terms:
    """The terms of a project that has a page for them, in all its languages."""

    def __init__(self, site: Site) -> None:
        project: Project = site.project
        self._site = site
        self._forms: dict[str, _Forms] = {}
        self._drawn: dict[tuple[str, ...], str] = {}
        if addresses.glossary() in site.edition.pages:
            for locale in project.locales:
                if forms := _Forms.of(project.terms.values(), locale):
                    self._forms[locale] = forms

    def marked(self, setting: Setting, *pieces: str) -> tuple[str, ...]:
        """The pieces of a page in their order; the pop-overs stand at the end of the last."""
        if not self._forms:
            return pieces
        page = _Page(self, setting)
        *before, last = (page.marked(piece) for piece in pieces)
        return (*before, last + page.explanations())

    def forms(self, lang: str) -> _Forms | None:
        return self._forms.get(lang)

    def draw(self, setting: Setting, term: Term, text: str = "", long: str = "") -> str:
        """The mark around a text, or without one the pop-over; each once a language and depth."""
        key = (setting.locale, setting.home, term.id, text, long)
        if key not in self._drawn:
            view = explanation(setting, term)
            if text:
                drawn = self._site.render("term", term=view, text=Markup(text), long=long)
            else:
                drawn = self._site.render("explanation", term=view)
            self._drawn[key] = str(drawn)
        return self._drawn[key]


@dataclass
class _Page:
    """The terms that one page has used so far."""

    terms: Terms
    setting: Setting
    used: dict[str, Term] = field(default_factory=dict)

    def marked(self, html: str) -> str:
        html = str(html)  # pieces of a Markup take long to make
        pieces: list[str] = []
        done = 0
        for start, end, lang in _running_text(html, self.setting.locale):
            text = html[start:end]
            if (marked := self._marked_text(text, lang)) != text:
                pieces += (html[done:start], marked)
                done = end
        return "".join((*pieces, html[done:])) if pieces else html

    def _marked_text(self, html: str, locale: str) -> str:
        """Text with elements in it, some of which are in a language of their own."""
        pieces: list[str] = []
        done, langs, silent = 0, [locale], 0
        for tag in _TAG.finditer(html):
            text = html[done : tag.start()]
            if text and not silent:
                text = self._marked_words(text, langs[-1])
            pieces += (text, tag[0])
            done = tag.end()
            closing, name, attributes = tag.groups()
            if name in _VOID:
                continue
            silent += (name in _SILENT) * (-1 if closing else 1)
            if closing:
                langs.pop()
            else:
                langs.append(_lang(attributes, langs[-1]))
            if not langs:
                break
        return "".join((*pieces, html[done:]))

    def _marked_words(self, text: str, locale: str) -> str:
        forms = self.terms.forms(locale)
        if not forms:
            return text

        def mark(found: re.Match[str]) -> str:
            term = forms.term(found)
            if term is None or term.id in self.used:
                return found[0]
            self.used[term.id] = term
            # Several words are no abbreviation: they are what it stands for, or name it.
            long = "" if len(found[0].split()) > 1 else stands_for(term, locale)
            return self.terms.draw(self.setting, term, found[0], long)

        return forms.pattern.sub(mark, text)

    def explanations(self) -> str:
        """The pop-overs of all terms that were marked."""
        drawn = (self.terms.draw(self.setting, term) for term in self.used.values())
        return "".join(f"\n{explanation}" for explanation in drawn)
