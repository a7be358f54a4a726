"""Addresses of the web: whether one is whole, and how a page shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile
from unicodedata import category, normalize
from urllib.parse import quote, unquote, urlsplit

import idna

from ..files.texts import invisible_in
from ..problems import shown
from .scripts import script_of, script_problems, twin

_LABEL = r"[^\s\x00-\x2c./:-@\[-^`{-\x7f\u3002\uff0e\uff61]+"
"""Letters, digits, hyphens, and marks of scripts that have them."""
_PLAIN_CODED = re.compile("%[0-7]")
"""A letter or sign of ASCII that is hidden by its code."""
BARE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
"""A percent sign that begins no code of a letter (RFC 3986, 2.1)."""
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})+")


def host_of(url: str) -> str:
    """The host of an address; empty for one that has none, or is not whole, or names a user."""
    try:
        parts = urlsplit(url)
        host, _ = unquote(parts.hostname or ""), parts.port
        if _PLAIN_CODED.search(parts.hostname or ""):
            return ""
    except ValueError:
        return ""
    whole = parts.scheme in ("http", "https") and parts.username is None and _HOST.fullmatch(host)
    return host if whole else ""


def doi_url(doi: str) -> str:
    """Where a DOI leads; of older ones < and > are escaped, which no address may hold."""
    return f"https://doi.org/{quote(doi, safe='/:;()+')}"


# The same sources stand on the pages of every language.
@lru_cache(maxsize=20_000)
def is_below(url: str, hosts: tuple[str, ...]) -> bool:
    """Whether an address belongs to one of the hosts, or to a host below one."""
    # Asked of every address of a project: nearly all are in plain letters, and hold none of them.
    plain = url.isascii() and "%" not in url and all(map(str.isascii, hosts))
    if plain and not any(other.lower() in url.lower() for other in hosts):
        return False
    host = _asked(host_of(url))
    return any(host == other or host.endswith("." + other) for other in map(_asked, hosts))


_SLASH = (
    r"[/\\\u1735\u2041\u2044\u2215\u2571\u27cb\u29f8\u2cc6\u2f03\u3033\u30ce\u31d3\u4e3f\uff0f"
    "\U0001d23a]"
)
_SLASHES = rf"(?:{_SLASH}{{2,}}+|[\u2afb\u2afd])\s*+"
_COLON = "[:\u02d0\u2236\ua4fd\ua789\uff1a]"
_DOT = (
    "[.\u00b7\u0387\u0701\u16eb\u2022\u2024\u2027\u2219\u22c5\u2e31\u2e33\u3002\ua4f8\ua60e\ufe52"
    "\uff0e\uff61\U0001d16d]"
)
_NAMES = re.compile(
    rf"[\W_]*+(?P<web>https?\s*+(?:[^\w\s]|{_COLON}){{0,3}}\s*+{_SLASHES}|"
    rf"https?{_COLON}{_SLASH}?(?=[^\s/]*\w\s?{_DOT}\w))|"
    rf"[\W_]*+(?=www\s?{_DOT}++\s?+{_DOT}*+[^\W_])(?!www\.\s)|"
    rf"(?:(?!{_SLASHES})[\W_])*+(?:[a-z][a-z0-9+-]*[^\w\s])?{_SLASHES}[\W_]*+(?=[^\s/]*\w\s?{_DOT}\w)",
    re.IGNORECASE,
)
"""How words begin that a reader takes for an address: also with signs that look like a colon, dot
or slash, or with blanks before the host. Where no “http” stands before, a host has a dot."""
_ARCHIVE = re.compile(
    r"web\.archive\.org|archive\.(?:ph|is|today|md|li|vn|fo)|wayback\.archive-it\.org|"
    r"arquivo\.pt|(?:www\.)?webarchive\.org\.uk|wayback\.webarchiv\.cz|"
    r"webarchive\.nationalarchives\.gov\.uk"
)
"""Hosts of copies, whose addresses end in that of the page they have kept: nothing else can be put
there, as it can at archive.org."""
_COPIED = re.compile(
    r"(?:/[a-z]+){0,2}(?:/\d+)?(?:/[\d*]{1,14}(?:[a-z]{2}_)?)?/((?:https?:/|[^/]+\.).+)",
    re.IGNORECASE,
)
"""Behind the folders of the archive and the moment of the copy, with its scheme or without."""
_SCHEME = re.compile("^https?:/+", re.IGNORECASE)


def names_another_host(words: str, target: str) -> bool:
    """Whether the words of a link begin with an address, and that is not of the host to which it
    leads, as the link has it. A copy in an archive may have the address of what was copied."""
    found = _NAMES.match(words)
    if not found:
        return bool(_NAMES.match(words.translate(_THIN)))
    if found["web"] and _NO_HOST.match(words, found.end()):
        return False
    rest, hosts = words[found.end() :].lower(), [named_in(one) for one in led_to(target)]
    named = next(filter(None, (_named_of(host, rest) for host in filter(None, hosts))), "")
    return not named or _looks_latin(named)


def _named_of(host: str, words: str) -> str:
    """The host with which words begin, and go on as words do, where it is this one, or one below or
    above it; else empty."""
    words, host = words.removeprefix("www."), host.lower().removeprefix("www.")
    if words.startswith(host) and _ends(words[len(host) :]):
        return host
    plain = _BEFORE_WORDS.match(words)
    named = plain[0] if plain else "".join(takewhile(_is_of_a_host, words))
    bare = _WITH_ENDING.sub(r"\1", named.rstrip(".-"))
    return bare if same_hosts(bare, host) and _ends(words[len(named) :]) else ""


def _ends(behind: str) -> bool:
    """Whether what stands directly behind a host is no more of it."""
    step = _STEP_BEHIND.match(behind)
    goes_on = step[0] if step else ""
    if not re.search(r"\w", goes_on) or _PORT.fullmatch(goes_on):
        return True
    return bool(_WORDS_BEHIND.match(goes_on)) and not re.search(_DOT, goes_on[1:])


_THIN = dict.fromkeys((0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F))
"""Blanks that are hardly seen: they may not hide how an address begins."""
_NO_HOST = re.compile(r"(?:…|\.\.\.)/|(?:…|\.\.\.)?$")
_STEP_BEHIND = re.compile(r"[^/?#\\ \t\n\xa0\u3000]*")
_PORT = re.compile(r":[0-9]+\W*")
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
"""The letters of languages that are written without blanks."""
_WORDS_BEHIND = re.compile(
    rf"[-'’\"“”„«»()\[\]<>{{}}*,;:!|…—–：、，；！？「」『』（）［］・{_UNSPACED}]|。(?![a-z0-9])"
)
_BEFORE_WORDS = re.compile(f"[a-z0-9.-]+(?=[{_UNSPACED}])")
_WITH_ENDING = re.compile(r"(\.(?!xn--)[^.-]+)-[^.]*$")
"""A host with what a sentence adds to it: palyazat.gov.hu-n, example.de-Portal."""


def _looks_latin(host: str) -> bool:
    """Whether a part of a host is of other letters that all look like Latin ones: аррӏе.com."""
    return host.rpartition(".")[2].isascii() and any(
        all(map(_looks_plain, part)) and not all(map(_is_of_latin, part))
        for part in host.split(".")
    )


def _is_of_latin(sign: str) -> bool:
    return sign.isascii() or script_of(sign) == "LATIN"


def _looks_plain(sign: str) -> bool:
    return _is_of_latin(sign) or bool(sign.isalpha() and twin(sign, "LATIN"))


def led_to(target: str) -> Iterator[str]:
    """An address, and of a copy in an archive that of the page it has kept."""
    yield target
    if _ARCHIVE.fullmatch(named_in(target)) and (found := _COPIED.match(urlsplit(target).path)):
        yield f"https://{_SCHEME.sub('', found[1])}"


def _is_of_a_host(sign: str) -> bool:
    return sign.isalnum() or sign in "-._" or category(sign).startswith("M")


def named_in(address: str) -> str:
    """The host of an address, which may lack its scheme, in its own letters; empty for none."""
    try:
        whole = "://" in address or address.startswith("//")
        return unquote(urlsplit(address if whole else f"https://{address}").hostname or "")
    except ValueError:
        return ""


def same_hosts(one: str, other: str) -> bool:
    """Whether two hosts are the same, or one belongs to the other."""
    one, other = (_asked(host).removeprefix("www.") for host in (one, other))
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def not_what_it_says(words: str, target: str) -> str:
    """The sentence for a link whose words name another host."""
    return (
        f"the text of this link is {shown(words)}, and it leads to {shown(target)}. Write the same "
        "in both places."
    )


def not_linked(address: str) -> str:
    """The sentence for a link to one of the hosts to which nothing may link."""
    return (
        f"nothing may link to {shown(address)}: its host is in “unlinked_hosts” of "
        "data/project.yml. Name another address, or take the host out there."
    )


def below(url: str, root: str) -> str | None:
    """The path of an address below a root, decoded, as browsers ask for it (URL Standard, 4.4);
    None for an address that is not below it."""
    (host, path), (own, above) = map(_asked_for, (url, root.rstrip("/")))
    if not own or host != own or not f"{path}/".startswith(f"{above.rstrip('/')}/"):
        return None
    return path[len(above.rstrip("/")) + 1 :]


def _asked_for(url: str) -> tuple[str, str]:
    """The host with its port, and the path without “.”, “..” and needless codes."""
    host = host_of(url)
    if not host:
        return "", ""
    parts = urlsplit(url)
    port = "" if parts.port in (None, 80, 443) else f":{parts.port}"
    steps: list[str] = []
    for coded in parts.path.replace("\\", "/").split("/")[1:]:
        step = coded if "%2f" in coded.lower() else unquote(coded)
        if step == "..":
            del steps[-1:]
        elif step != ".":
            steps.append(step)
    return _asked(host) + port, "/" + "/".join(steps)


def _asked(host: str) -> str:
    """A host as browsers ask for it: in the letters of the name system (UTS #46)."""
    try:
        return host.lower() if host.isascii() else idna.encode(host, uts46=True).decode()
    except idna.IDNAError:
        return host.lower()


def is_root(url: str) -> bool:
    """Whether a site may stand at an address: a whole one, without user, query and fragment, of
    letters that no format has to escape."""
    try:
        return len(url) <= _LONGEST and bool(_ROOT.fullmatch(url)) and urlsplit(url).port != 0
    except ValueError:
        return False


_NAME = r"[A-Za-z0-9](?:[\w-]{0,61}[A-Za-z0-9])?"
_STEP = r"/(?!(?:\.|%2[Ee]){1,2}(?:/|$))(?:[\w.~-]|%(?!0|1|7[Ff])[0-9A-Fa-f]{2})+"
_LONGEST = 600
"""Letters of the address of a site, as of those in records: all have room in a QR code."""
_ROOT = re.compile(
    rf"https?://(?:{_NAME}(?:\.{_NAME})*|\[[0-9A-Fa-f:.]+\])(?::[0-9]+)?(?:{_STEP})*/?", re.ASCII
)


def in_plain_letters(url: str) -> str:
    """The same address as one at which a site may stand: the host by its name in the name system,
    other letters by their codes. Empty for what is none."""
    if not url.isprintable() or re.search(r"[\s<>\"?#\\@]", url):
        return ""
    try:
        parts = urlsplit(url)
        port = "" if parts.port is None else f":{parts.port}"
        host = _asked(parts.hostname or "")
    except ValueError:
        return ""
    path = quote(BARE_PERCENT.sub("%25", parts.path), safe="/%~")
    plain = f"{parts.scheme}://{host}{port}{path}"
    return plain if is_root(plain) else ""


def shown_host(url: str) -> str:
    """The host of an address as a page shows it.

    Letters beyond Latin are shown as in the name system (RFC 5891), as some look like Latin ones.
    """
    host = host_of(url).removeprefix("www.")
    port = urlsplit(url).port if host else None
    return _named(host) + (f":{port}" if port else "")


def _named(host: str) -> str:
    if host.isascii():
        return host
    try:
        encoded = idna.encode(host, uts46=True).decode()
        as_asked = idna.decode(encoded) == host  # no ① that the name system takes for 1
    except idna.IDNAError:
        return ascii(host)[1:-1]
    return host if as_asked and all(map(_is_latin, host)) else encoded


def _is_latin(sign: str) -> bool:
    """Whether a sign of a host is a letter of a European alphabet, or a plain one with marks: there
    are Latin letters that look like other signs."""
    return sign < "\u0180" or normalize("NFD", sign)[0].isascii()


# The same sources stand on the pages of every language.
@lru_cache(maxsize=20_000)
def shown_address(url: str, limit: int = 64) -> str:
    """example.org/…/riverlight: enough to tell two addresses of a host apart."""
    steps = [_decoded(step) for step in urlsplit(url).path.split("/") if step]
    if not steps:
        return shown_host(url)
    last = steps[-1] if len(steps[-1]) <= limit else steps[-1][: limit - 1] + "…"
    return f"{shown_host(url)}/{'…/' if len(steps) > 1 else ''}{last}"


def _decoded(step: str) -> str:
    """A step of a path in plain letters; with percent signs where those are not plain."""
    decoded = unquote(step)
    if _plain(decoded) and "/" not in decoded:
        return decoded
    return step if step.isascii() else quote(step, safe="%/:;()+,@!$&'*=~")


def _plain(text: str) -> bool:
    """Whether nothing in a text is invisible, turns it around or looks like something else."""
    return (
        text.isprintable()
        and "\ufffd" not in text
        and not any(invisible_in(text))
        and not any(script_problems(text))
    )
