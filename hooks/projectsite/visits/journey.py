"""One visit: from the address that a record names to the answer at its end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml import html as lxml_html
from urllib3.util import parse_url

from ..facts.visits import Found, address_of, is_address
from .client import Client, Reply
from .rules import Stopped


@dataclass(frozen=True)
class Finding:
    """What a visit has found."""

    found: Found
    why: str = ""
    """In words, where a reader does not get it: its server knows no such page (404)."""
    final: str = ""
    """The address after permanent redirects, where that is another one."""
    sha256: str = ""
    """Of what is there; empty for what was not read to its end."""
    varies: bool = False
    """Whether it was other when it was asked for again at once."""
    silent: bool = False
    """Whether no server has said anything, as if there were no network."""


Step = tuple[str, Reply]
"""An address, and the answer that it gave."""
FOR_GOOD = (301, 308)
FOR_NOW = (302, 303, 307)


def visit(client: Client, address: str, known: str = "") -> Finding:
    """Visit an address; `known` is the SHA-256 of what was there last.

    What is other than then is asked for twice, as some pages are other each time.
    """
    found = _visit(client, address)
    if found.sha256 in ("", known):
        return found
    again = _visit(client, address).sha256
    return replace(found, varies=again not in ("", found.sha256))


def _visit(client: Client, address: str) -> Finding:
    steps: list[Step] = []
    try:
        steps.extend(_steps(client, address))
    except Stopped as stopped:
        return Finding(stopped.found, stopped.why, silent=stopped.silent and not stopped.led)
    end, reply = steps[-1]
    found, why = _judged(address, end, reply)
    final = _final(steps) if found in (Found.THERE, Found.REFUSED) else ""
    return Finding(found, why, final, _fingerprint(reply) if found is Found.THERE else "")


def _steps(client: Client, address: str) -> Iterator[Step]:
    """Each address on the way with its answer; the last one does not lead on."""
    seen, at, cookies = [address], address, False
    while True:
        try:
            reply = client.ask(at)
        except Stopped as stopped:
            stopped.led = len(seen) > 1
            raise
        yield at, reply
        if not (reply.status in (*FOR_GOOD, *FOR_NOW) and "location" in reply.headers):
            return
        cookies = cookies or "set-cookie" in reply.headers
        at = _target(at, reply)
        if at in seen:
            # It may wait for its cookie to come back, which a browser would send.
            if cookies:
                raise Stopped(Found.REFUSED, "it asks for cookies")
            raise Stopped(Found.ASTRAY, "it leads in a circle")
        if len(seen) > client.rules.steps:
            raise Stopped(Found.ASTRAY, f"it leads on more than {client.rules.steps} times")
        seen.append(at)


def _target(at: str, reply: Reply) -> str:
    given = reply.headers["location"].strip()
    # The library reads headers as Latin-1; what stands there beyond ASCII is mostly UTF-8.
    with suppress(UnicodeError):
        given = given.encode("latin-1").decode("utf-8")
    try:
        return address_of(urljoin(at, given))
    except ValueError:
        raise Stopped(Found.ASTRAY, "it leads to what is no address") from None


def _final(steps: Sequence[Step]) -> str:
    """The address that a record should have: what comes behind a redirect for now is none."""
    final = first = steps[0][0]
    for at, reply in steps:
        if reply.status not in FOR_GOOD:
            break
        final = _target(at, reply)
    # A browser would encode what is not ASCII in it, too.
    final = parse_url(final).url if final != first else ""
    return final if is_address(final) else ""


def _judged(address: str, end: str, reply: Reply) -> tuple[Found, str]:
    status = reply.status
    if 200 <= status < 300:
        if _is_front(end) and not _is_front(address):
            return Found.ELSEWHERE, f"it leads to the front page of {urlsplit(end).hostname}"
        return Found.THERE, reply.part
    if status in (404, 410):
        return Found.GONE, f"its server knows no such page ({status})"
    if 500 <= status < 600:
        return Found.UNREACHABLE, f"its server fails ({status})"
    if status < 400:
        return Found.UNREACHABLE, f"its server leads on, and does not say where ({status})"
    return Found.REFUSED, f"its server lets no program in ({status})"


_INDEX = re.compile(r"/?((index|default|home)(\.\w+)?)?", re.IGNORECASE)


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return not parts.query and bool(_INDEX.fullmatch(parts.path))


LIMIT_READ = 500_000
"""Bytes of a page: one of nothing but attributes takes its time by the square of them, and this one
ten seconds."""


def _fingerprint(reply: Reply) -> str:
    """Of a web page that of its text: marks that a server writes for each visitor anew, scripts
    and looks are no part of it."""
    if not (reply.is_page and 0 < len(reply.content) <= LIMIT_READ):
        return reply.sha256
    try:
        tree = lxml_html.document_fromstring(reply.content)
        etree.strip_elements(tree, etree.Comment, *_UNSEEN, with_tail=False)
        text = " ".join(" ".join(map(str, tree.itertext())).split())
    except (etree.LxmlError, ValueError, UnicodeError):
        return reply.sha256
    return sha256(text.encode(errors="replace")).hexdigest() if text else reply.sha256


_UNSEEN = ("script", "style", "template", "noscript")
