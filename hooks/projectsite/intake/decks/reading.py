"""Finds the facts in the sections of slides, by their form: a code, an address, a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from ...facts.programmes import programme
from ...facts.vocabulary import programme_ids
from ...files.texts import LIMIT_TEXT
from .facts import DeckContact, DeckFacts, DeckPackage
from .sections import Section, Slides

PACKAGE_WORDS = ("Work Package",)
"""What a work package is called where no project says it in more languages."""
_OBJECTIVE = re.compile(r"(?:O\s?\.?\s?(\d{1,2}(?:\.\d{1,2})?)|(\d{1,2}\.\d{1,2}))[.):]?\s+(\S.*)")
_EMAIL = re.compile(
    r"([\w.+-]{1,64})\s?(?:\(@\)|\(at\)|\[at\]|@)\s?((?:[\w-]{1,63}\.){1,8}\w{2,24})"
)
_QUOTED = re.compile(r"[“„«‟\"]\s?([^“”„«»\"]{20,400})\s?[”“»\"]\s*\(")
_ALIKE = 0.85
_LONGEST_SENTENCE = 300
_INTRODUCES = 120
"""From so many letters on a paragraph introduces the project."""


def facts_in(
    slides: Slides, package_words: Iterable[str] = PACKAGE_WORDS, partnerships: Iterable[str] = ()
) -> DeckFacts:
    """The facts of slides.

    A project may say what it calls a work package in its languages, and the names of partnerships
    that count where the introduction names them; else words that lead somewhere are such names.
    """
    heads = _package_pattern(package_words)
    sections = list(slides.sections)
    cover = _cover(sections)
    packages = [(_package_of(section, heads), section) for section in sections]
    others = [section for head, section in packages if not head]
    introduction = next(_introductions(others[1:]), None)
    text = " ".join(_sentences(introduction)) if introduction else ""
    links = introduction.links if introduction else ()
    return DeckFacts(
        slides.language,
        cover[0] if cover else "",
        _title(cover, text),
        text,
        _funding(sections),
        tuple(_partnerships(text, links, partnerships)),
        tuple(_packages((head, section) for head, section in packages if head)),
        _objectives(sections),
        tuple(_contacts(sections)),
    )


def _cover(sections: Sequence[Section]) -> list[str]:
    """The lines of the first slide, its title first."""
    return [line for line in (sections[0].title, *sections[0].lines) if line] if sections else []


def _title(cover: Sequence[str], introduction: str) -> str:
    """The long name: below the acronym, or in quotation marks before it."""
    if len(cover) > 1:
        return cover[1]
    quoted = _QUOTED.search(introduction)
    return quoted[1].strip() if quoted else ""


def _package_pattern(words: Iterable[str]) -> re.Pattern[str]:
    names = "|".join(re.escape(word) for word in sorted({*words, *PACKAGE_WORDS}))
    return re.compile(rf"(?:WP|{names})\s*(\d{{1,2}})\b\s*[–—:.·-]*\s*(.*)", re.IGNORECASE)


def _package_of(section: Section, heads: re.Pattern[str]) -> tuple[str, str] | None:
    """The id and the title of the work package that a section is about."""
    if found := heads.match(section.title):
        return f"WP{int(found[1])}", found[2]
    if found := heads.match(section.above):
        return f"WP{int(found[1])}", section.title
    return None


def _packages(
    found: Iterable[tuple[tuple[str, str], Section]],
) -> Iterator[DeckPackage]:
    """Each work package; what flows on to further slides is one."""
    whole: dict[str, DeckPackage] = {}
    for (id, title), section in found:
        known = whole.get(id, DeckPackage(id, title))
        said = [line for line in section.lines if not _OBJECTIVE.fullmatch(line)]
        codes = [code for code, _ in _coded(section.lines)]
        whole[id] = known._replace(
            summary=" ".join(filter(None, [known.summary, *said])),
            objectives=(*known.objectives, *codes),
        )
    yield from whole.values()


def _coded(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The objectives among lines: O1.2, and what it says."""
    for line in lines:
        if found := _OBJECTIVE.fullmatch(line):
            yield f"O{found[1] or found[2]}", found[3]


def _objectives(sections: Iterable[Section]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for section in sections:
        for code, text in _coded(section.lines):
            found.setdefault(code, text)
    return dict(sorted(found.items(), key=lambda pair: [int(n) for n in pair[0][1:].split(".")]))


def _introductions(sections: Iterable[Section]) -> Iterator[Section]:
    for section in sections:
        if any(len(line) >= _INTRODUCES for line in _sentences(section)):
            yield section


def _sentences(section: Section) -> list[str]:
    return [
        line for line in section.lines if not _OBJECTIVE.fullmatch(line) and not _EMAIL.search(line)
    ]


def _partnerships(text: str, links: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    text = text[:LIMIT_TEXT]  # of a text no record has more
    names = [*known, *(link for link in links if not _EMAIL.search(link) and "://" not in link)]
    for name in dict.fromkeys(names):
        if name and name in text and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            yield name


def _contacts(sections: Iterable[Section]) -> Iterator[DeckContact]:
    """A name stands before an address: in the same line, or first of those since the last one."""
    seen = set()
    for section in sections:
        held: list[str] = []
        for line in section.lines:
            found = _EMAIL.search(line)
            if not found:
                held.append(line)
                continue
            before = " ".join(line[: found.start()].split()).rstrip(" :,;–-(<")
            email = f"{found[1]}(@){found[2]}"
            if email not in seen:
                yield DeckContact(before or next(iter(held), ""), email)
            seen.add(email)
            held = []


def _funding(sections: Iterable[Section]) -> str:
    """The funding sentence: in its own place, or a line that is nearly one of a programme."""
    lines = []
    for section in sections:
        if section.sentence:
            return section.sentence
        lines += [line for line in section.lines if len(line) <= _LONGEST_SENTENCE]
    known = sorted(
        {text for id in programme_ids() for text in programme(id).statement.root.values()}
    )
    ratio, best = max(((_alike(line, known), line) for line in lines), default=(0.0, ""))
    return best if ratio >= _ALIKE else ""


def _alike(line: str, known: Iterable[str]) -> float:
    matcher = SequenceMatcher(None, b=line.rstrip("."), autojunk=False)
    best = 0.0
    for sentence in known:
        matcher.set_seq1(sentence.rstrip("."))
        if matcher.real_quick_ratio() > max(best, _ALIKE) and matcher.quick_ratio() > best:
            best = max(best, matcher.ratio())
    return best
