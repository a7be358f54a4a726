"""Whether two sites are the same site, as far as a fair comparison asks for.

The reference is our own site. Another one of the same kind (Hugo's) must have the same pages, the
same words on them, as many links to other languages, the same search entries and the same files,
at about the same size. One of another kind (stock) must have the pages, their titles, the links to
other languages and something to find for each outcome; its looks and its size are its own. Both
must write each date as we do: it is one of hundreds of words, and of another length in each form.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

from peers.drawn import ARTICLE, OLD, read_yaml

BYTES = 0.10
"""How far the outcome pages of a site of the same kind may be from ours, in bytes."""
FILES = 0.5
"""The same for the files that are not pages (feeds, citations, search): forms differ more."""
TAGS = 0.15
"""The same for the number of meta tags and scripts of linked data."""
WORDS = 0.97
"""The share of the words of an outcome page that both must have."""

ALTERNATE = re.compile(r'<link rel="alternate"[^>]* hreflang=|<link rel="alternate" hreflang=')
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
META = re.compile(r"<meta |<script type=\"application/ld\+json\"")
SITEMAP = re.compile(r"<loc>")
TAG = re.compile(r"<[^>]*>")
IGNORED = re.compile(r"^assets/|sitemap(-\d+)?\.xml$|^robots\.txt$|^404\.html$|^\.nojekyll$")
"""What every builder has in its own way: sitemaps in one file or in several."""
ARCHIVE = re.compile(r"(outcomes/feed)/\d+(\.xml|\.json)$")
"""A part of the feed of all outcomes."""


@dataclass
class Likeness:
    """What was compared, and what is not alike."""

    problems: list[str] = field(default_factory=list)
    figures: dict[str, str] = field(default_factory=dict)

    def expect(self, holds: bool, problem: str) -> None:
        if not holds:
            self.problems.append(problem)


def pages(site: Path) -> set[str]:
    """The addresses of all pages: "", de/contact/, …"""
    # What only leads on, or says that a page was taken down, is no page that a peer could draw.
    found = (p for p in site.rglob("index.html") if not OLD.search(p.read_bytes()))
    return {f"{path.parent.relative_to(site)}/".removeprefix("./") for path in found}


def files(site: Path) -> dict[str, int]:
    """What is not a page, with its size in bytes; the archives of a feed count to it."""
    found: Counter[str] = Counter()
    for path in site.rglob("*"):
        name = ARCHIVE.sub(r"\1\2", path.relative_to(site).as_posix())
        if path.is_file() and path.name != "index.html" and not IGNORED.search(name):
            found[name] += path.stat().st_size
    return dict(found)


def compare(project: Path, ours: Path, other: Path, *, same_kind: bool) -> Likeness:
    """Compare another site with ours; the project is the one that both were made from."""
    found = Likeness()
    locales = read_yaml(project / "data/project.yml")["languages"]
    records = {p.stem: read_yaml(p) for p in sorted((project / "data/outcomes").glob("*.yml"))}
    _compare_pages(found, ours, other, same_kind=same_kind)
    if found.problems:
        return found
    sizes, tags = Counter(), Counter()
    for at, locale in enumerate(locales):
        when = read_yaml(project / f"data/words/{locale}.yml")["outcome"]["when"]
        for number, (id, record) in enumerate(records.items()):
            path = f"{'' if at == 0 else f'{locale}/'}outcomes/{id}/"
            mine, its = ((s / path / "index.html").read_text("utf-8") for s in (ours, other))
            for name, page in (("ours", mine), ("other", its)):
                sizes[name] += len(page.encode())
                tags[name] += len(META.findall(page))
            title = " ".join(record["title"][locale].split())
            found.expect(title in _text(TITLE.search(its)[1]), f"{path}: no title “{title}”")
            _compare_dates(found, path, when, mine, its)
            links = [len(ALTERNATE.findall(page)) for page in (mine, its)]
            # Stock has no x-default.
            alike = links[0] == links[1] or (not same_kind and links[1] == len(locales))
            found.expect(alike, f"{path}: {links[0]} hreflang links with us, {links[1]} there")
            if same_kind and number % (1 + len(records) // 200) == 0:
                _compare_texts(found, path, mine, its)
    ratio = sizes["other"] / sizes["ours"]
    found.figures["bytes of outcome pages"] = f"{ratio:.2f}"
    if not same_kind:
        _find_all(found, records, locales, other)
        return found
    found.expect(abs(ratio - 1) <= BYTES, f"outcome pages have {ratio:.2f} times our bytes")
    # How many keywords or authors there are differs with us, and not with a pattern.
    share = tags["other"] / tags["ours"]
    found.figures["meta tags and linked data"] = f"{share:.2f}"
    found.expect(abs(share - 1) <= TAGS, f"{share:.2f} times our meta tags and linked data")
    _compare_other_pages(found, records, ours, other)
    _compare_files(found, ours, other)
    _compare_search(found, locales, ours, other)
    return found


def _compare_pages(found: Likeness, ours: Path, other: Path, *, same_kind: bool) -> None:
    mine, its = pages(ours), pages(other)
    found.figures["pages"] = f"{len(its)} of {len(mine)}"
    missing, more = sorted(mine - its), sorted(its - mine)
    if not same_kind:  # a long list goes on on other pages with us, and on one page there
        missing = [path for path in missing if "outcomes/list/" not in path]
    found.expect(not missing, f"{len(missing)} pages are missing: {missing[:5]}")
    found.expect(not more, f"{len(more)} pages are not ours: {more[:5]}")
    counts = [_locations(site) for site in (ours, other)]
    alike = counts[0] == counts[1] or (not same_kind and counts[1] >= len(its))
    found.expect(alike, f"the sitemaps hold {counts[0]} pages with us, {counts[1]} there")


def _compare_other_pages(found: Likeness, records: dict, ours: Path, other: Path) -> None:
    """Lists of outcomes, work packages, clusters, prose."""
    others = [path for path in pages(ours) if path.rstrip("/").rpartition("/")[2] not in records]
    for path in sorted(others):
        mine, its = ((site / path / "index.html").stat().st_size for site in (ours, other))
        ratio = its / mine
        found.expect(abs(ratio - 1) <= BYTES, f"/{path}: {ratio:.2f} times our bytes")


def _locations(site: Path) -> int:
    """How many pages the sitemap holds; a sitemap may be an index of others."""
    maps = site.rglob("sitemap*.xml")
    texts = [path.read_text("utf-8") for path in maps]
    return sum(len(SITEMAP.findall(text)) for text in texts if "<urlset" in text)


def _compare_dates(found: Likeness, path: str, when: str, mine: str, its: str) -> None:
    """The date among the facts of an outcome; the label tells which fact it is."""
    fact = re.compile(rf"<dt>{re.escape(when)}</dt>\s*<dd>(.*?)</dd>", re.DOTALL)
    dates = [_text(match[1]) if (match := fact.search(page)) else "" for page in (mine, its)]
    told = f"{path}: the date is “{dates[0]}” with us, “{dates[1]}” there"
    found.expect(dates[0] == dates[1], told)


def _compare_texts(found: Likeness, path: str, mine: str, its: str) -> None:
    words = [Counter(_text(ARTICLE.search(page)[0]).split()) for page in (mine, its)]
    both = (words[0] & words[1]).total()
    share = both / max(words[0].total(), words[1].total())
    least = found.figures.setdefault("least share of equal words", "1.000")
    found.figures["least share of equal words"] = min(least, f"{share:.3f}")
    if share < WORDS:
        only = [list(words[at] - words[1 - at])[:8] for at in (0, 1)]
        found.expect(False, f"{path}: {share:.0%} equal words; ours {only[0]}, there {only[1]}")


def _compare_files(found: Likeness, ours: Path, other: Path) -> None:
    mine, its = files(ours), files(other)
    missing, more = sorted(mine.keys() - its.keys()), sorted(its.keys() - mine.keys())
    found.expect(not missing, f"{len(missing)} files are missing: {missing[:8]}")
    found.expect(not more, f"{len(more)} files are not ours: {more[:8]}")
    sizes: dict[str, list[int]] = {}
    for name in mine.keys() & its.keys():
        kind = "*.vcf" if name.endswith(".vcf") else name.rpartition("/")[2]
        size = sizes.setdefault(kind, [0, 0])
        size[0] += mine[name]
        size[1] += its[name]
    for name, (own, there) in sorted(sizes.items()):
        ratio = there / own
        found.figures[f"bytes of {name}"] = f"{ratio:.2f}"
        found.expect(abs(ratio - 1) <= FILES, f"{name}: {ratio:.2f} times our bytes")


def _compare_search(found: Likeness, locales: list[str], ours: Path, other: Path) -> None:
    for at, locale in enumerate(locales):
        name = f"{'' if at == 0 else locale + '/'}search/index.json"
        entries = [
            {
                entry["path"]: _text(entry.get("text", ""))
                for entry in json.loads((s / name).read_bytes())
            }
            for s in (ours, other)
        ]
        one_only = sorted(entries[0].keys() ^ entries[1].keys())
        found.expect(not one_only, f"{name}: only one side has {one_only[:5]}")
        lengths = [sum(map(len, texts.values())) for texts in entries]
        ratio = lengths[1] / lengths[0]
        found.expect(abs(ratio - 1) <= BYTES, f"{name}: {ratio:.2f} times our text")


def _find_all(found: Likeness, records: dict, locales: list[str], other: Path) -> None:
    """Stock has one index for all languages, with an entry for each heading."""
    index = json.loads((other / "search/search_index.json").read_bytes())
    places = {entry["location"].partition("#")[0] for entry in index["docs"]}
    for at, locale in enumerate(locales):
        prefix = "" if at == 0 else f"{locale}/"
        lost = [id for id in records if f"{prefix}outcomes/{id}/" not in places]
        found.expect(not lost, f"the search does not find {len(lost)} outcomes: {lost[:5]}")


def _text(html: str) -> str:
    return " ".join(unescape(TAG.sub(" ", html)).split())
