"""Links into the web that a reader of a language would not expect.

A translation comes from somebody whom few of the others can read. Its links are those of its
source, and an address that stands as text is the one that is called.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import unquote, urlsplit

from ..facts.model import localised_texts
from ..problems import shown
from ..prose.checks import Places
from ..prose.markdown import Target
from ..prose.pages import ProsePage
from ..site import Site
from ..words.markdown import links_of
from ..words.text import Locale
from ..words.web import led_to, named_in, not_what_it_says, same_hosts
from .proofreading import Proof, reviewed_texts, translated_pages

_ELSEWHERE = re.compile("(?:https?:)?//", re.IGNORECASE)
_SITE = re.compile(r"(?:https?:)?//((?:[^/?#]*\.)?)([^./?#]+\.[^./?#]+)([/?#].*)?", re.DOTALL)
"""What stands before a registered name, as far as can be seen, the name, and what stands behind."""
_PATH = re.compile("[^/?#]*://[^/?#]*([^?#]*)")
PLACED = 20
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?", re.IGNORECASE)


def foreign_links(site: Site) -> Iterator[tuple[Proof, str]]:
    """Links that the source of a translation has not, and links whose text is the address of
    another host; what is wrong with each."""
    reviewed = reviewed_texts(site)
    for proof, links, of_source in _linked(site):
        asked = proof.source and (proof.place.file, *proof.keys) not in reviewed
        known = [link.address for link in of_source]
        found = _wrong(links, known if asked else None, site.project.locales)
        places = Places(proof.place) if isinstance(proof.place, ProsePage) else None
        for number, (link, said) in enumerate(found):
            # Of many the first alone are told at their places.
            at = places.of(link) if places and number < PLACED else 0
            yield proof._replace(at=at), said


def _wrong(
    links: Iterable[Target], known: Iterable[str] | None, locales: tuple[Locale, ...]
) -> Iterator[tuple[Target, str]]:
    """What is wrong with links; known are those of the source, None where it is not asked."""
    bare = {_bare(address, locales) for address in known or ()}
    for link in links:
        if known is not None and _bare(link.address, locales) not in bare:
            said = f"the source has no link to {shown(link.address)}. Take it out, or accept the "
            yield link, f"{said}translation as reviewed."
        named = _ADDRESS.fullmatch(link.text.strip())
        if named and not _leads(named[0], link.address):
            yield link, not_what_it_says(link.text, link.address)


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


def _bare(target: str, locales: tuple[Locale, ...]) -> str:
    """A target without what differs between the languages of one page: de.example.org, /de/,
    _de.html; not the ending of a host, which is a country."""
    parts = _SITE.fullmatch(target.lower())
    above, site, path = parts.groups("") if parts else ("", target.lower(), "")
    code = rf"(?<![a-z])(?:{'|'.join(locales)})(?![a-z])"
    return re.sub(code, "", above) + site + re.sub(code, "", path).rstrip("/")


def _leads(text: str, target: str) -> bool:
    """Whether an address that stands as text is the one that a link leads to, or its beginning."""
    path = _PATH.match(text)
    if not path:
        return any(same_hosts(named_in(text), named_in(one)) for one in led_to(target))
    # The check has compared the hosts of these.
    named = unquote(path[1]).rstrip("/…")
    return any(_path(one).startswith(named) for one in led_to(target))


def _path(address: str) -> str:
    try:
        return unquote(urlsplit(address).path)
    except ValueError:  # what a copy in an archive says it has kept may be anything
        return ""
