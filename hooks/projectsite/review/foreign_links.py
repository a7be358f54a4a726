"""Links into the web that a reader of a language would not expect.

A translation comes from somebody whom few of the others can read. Its links are those of its
source, and an address that stands as text is the one that is called.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from ..facts.model import localised_texts
from ..problems import shown
from ..prose.checks import without_code
from ..site import Site
from ..words.text import Locale
from ..words.web import led_to, named_in, not_what_it_says, same_hosts
from .proofreading import Proof, reviewed_texts, translated_pages

_LINK = re.compile(
    r"\[([^\[\]]*)\]\(\s*+<?(https?://[^\s<>)]+)|^[ >]{0,8}\[([^\[\]]+)\]:\s*+<?(https?://[^\s<>]+)",
    re.MULTILINE | re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?", re.IGNORECASE)


def foreign_links(site: Site) -> Iterator[tuple[Proof, str]]:
    """Links that the source of a translation has not, and links whose text is the address of
    another host; what is wrong with each."""
    reviewed, locales = reviewed_texts(site), site.project.locales
    for proof in _linked(site):
        known = {_bare(target, locales) for _, _, target in _links(proof.source)}
        asked = proof.source and (proof.place.file, *proof.keys) not in reviewed
        for at, _, target in _links(proof.text) if asked else ():
            if _bare(target, locales) not in known:
                said = f"the source has no link to {shown(target)}. Take it out, or accept the "
                yield proof._replace(at=at), f"{said}translation as reviewed."
        for at, text, target in _links(proof.text):
            named = _ADDRESS.fullmatch(text.strip("*_ "))
            if named and not _leads(named[0], target):
                yield proof._replace(at=at), not_what_it_says(text, target)


def _linked(site: Site) -> Iterator[Proof]:
    """The texts that may hold links; of a translation with its source."""
    default = site.project.default_locale
    for file, record in site.project.records.items():
        for path, text in localised_texts(record):
            for code, own in text.root.items():
                if "](" in own:
                    source = text.root.get(default, "") if code != default else ""
                    yield Proof(Locale(code), site.project.sheets[file], (*path, code), own, source)
    sources = {page.file: source.body for page, source in translated_pages(site)}
    for page in site.prose:
        yield Proof(page.locale, page, (), page.text, sources.get(page.file, ""))


def _links(text: str) -> Iterator[tuple[int, str, str]]:
    """Place, text and target of each link to another host."""
    for found in _LINK.finditer(without_code(text)):
        yield found.start(), found[1] or "", found[2] or found[4]


def _bare(target: str, locales: tuple[Locale, ...]) -> str:
    """A target without what differs between the languages of one page: /de/, _de.html."""
    return re.sub(rf"(?<![a-z])(?:{'|'.join(locales)})(?![a-z])", "", target.lower()).rstrip("/")


def _leads(text: str, target: str) -> bool:
    """Whether an address that stands as text is the one that a link leads to, or its beginning."""
    host, path = named_in(text), urlsplit(text).path.rstrip("/…") if "://" in text else ""
    return any(
        same_hosts(host, named_in(one)) and urlsplit(one).path.startswith(path)
        for one in led_to(target)
    )
