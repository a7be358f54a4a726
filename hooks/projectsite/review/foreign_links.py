"""Links into the web that a reader of a language would not expect.

A translation comes from somebody whom few of the others can read. Its links are those of its
source, and an address that stands as text is the one that is called.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice
from urllib.parse import urlsplit

from ..facts.model import localised_texts
from ..problems import shown
from ..prose.markdown import Target
from ..prose.pages import ProsePage
from ..site import Site
from ..words.markdown import links_of
from ..words.text import Locale
from ..words.web import led_to, named_in, not_what_it_says, same_hosts
from .proofreading import Proof, reviewed_texts, translated_pages

_ELSEWHERE = re.compile("(?:https?:)?//", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?", re.IGNORECASE)


def foreign_links(site: Site) -> Iterator[tuple[Proof, str]]:
    """Links that the source of a translation has not, and links whose text is the address of
    another host; what is wrong with each."""
    reviewed, locales = reviewed_texts(site), site.project.locales
    for proof, links, of_source in _linked(site):
        known = {_bare(link.address, locales) for link in of_source}
        asked = proof.source and (proof.place.file, *proof.keys) not in reviewed
        for link in links:
            if asked and _bare(link.address, locales) not in known:
                said = f"the source has no link to {shown(link.address)}. Take it out, or accept "
                yield _at(proof, link), f"{said}the translation as reviewed."
            named = _ADDRESS.fullmatch(link.text.strip())
            if named and not _leads(named[0], link.address):
                yield _at(proof, link), not_what_it_says(link.text, link.address)


def _linked(site: Site) -> Iterator[tuple[Proof, Sequence[Target], Sequence[Target]]]:
    """The texts that hold links to other hosts; of a translation with the links of its source."""
    default = site.project.default_locale
    for file, record in site.project.records.items():
        for path, text in localised_texts(record):
            for code, own in text.root.items():
                if links := _of_record(own):
                    source = text.root.get(default, "") if code != default else ""
                    place = site.project.sheets[file]
                    yield (
                        Proof(Locale(code), place, (*path, code), own, source),
                        links,
                        _of_record(source),
                    )
    originals = {page.file: original for page, original in translated_pages(site)}
    for page in site.prose:
        if links := _of_page(site, page):
            original = originals.get(page.file)
            proof = Proof(page.locale, page, (), page.text, original.body if original else "")
            yield proof, links, _of_page(site, original) if original else ()


def _of_record(text: str) -> list[Target]:
    found = (Target(address, 0, picture=False, text=words) for address, words in links_of(text))
    return [link for link in found if _ELSEWHERE.match(link.address)]


def _of_page(site: Site, page: ProsePage) -> list[Target]:
    targets = site.drawn[page.file].targets
    return [one for one in targets if not one.picture and _ELSEWHERE.match(one.address)]


def _at(proof: Proof, link: Target) -> Proof:
    """The same text at the place of a link: of a page where its address stands, as far as it is
    written as it is drawn; else where its block begins."""
    if not isinstance(proof.place, ProsePage):
        return proof
    lines = accumulate(map(len, proof.text.splitlines(keepends=True)), initial=0)
    block = next(islice(lines, max(link.line - 1, 0), None), 0)
    address = proof.text.find(link.address, block)
    return proof._replace(at=max(proof.text.rfind("[", block, address), block))


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
