"""Links of a site: they lead somewhere, to the right language, to the file that a page is from."""

from __future__ import annotations

import re
import subprocess
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin
from urllib.request import urlopen

from pages import address_in, list_addresses, prose_addresses, record_files
from projectsite.files.layout import ADDRESSES as KEPT
from projectsite.prose.memory import Memory


def test_links_and_fragments_lead_somewhere(built, pages):
    ids = {address: set(page.tree.xpath("//@id")) for address, page in pages.items()}
    for address, page in pages.items():
        found = "//a/@href | //link/@href | //script/@src | //img/@src"
        for href in set(page.tree.xpath(found)):
            target, fragment = urldefrag(urljoin(built.url + address, href))
            if not target.startswith(built.url):
                continue
            path = unquote(target.partition("?")[0].removeprefix(built.url))
            if path in ids:
                assert not fragment or unquote(fragment) in ids[path], (address, href)
            else:
                assert (built.folder / path).is_file(), (address, href)


def published(root: Path, memory: Memory) -> set[str]:
    """Every address that data/addresses.txt holds or, as the history tells, has ever held."""
    command = ["git", "-C", str(root), "log", "--patch", "--format=", "--relative", "--", KEPT]
    done = subprocess.run(command, capture_output=True, text=True)
    added = re.findall(r"(?m)^\+((?:[a-z0-9-]+/)+)(?: -> .*)?$", done.stdout)
    return {*memory.moved, *added}


def test_every_address_that_was_published_answers_on_a_plain_server(built, site):
    """With its page, or with one that leads to a page, in every language."""
    locales, default = site.project.locales, site.project.default_locale
    handler = partial(Quiet, directory=str(built.folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        root = f"http://127.0.0.1:{server.server_port}/"
        for below in sorted(published(site.root, site.memory)):
            for locale in locales:
                address = root + address_in(locale, below, default)
                html = asked(address)
                if below in site.memory.redirects:
                    (refresh,) = re.findall(r'http-equiv="refresh" content="0; url=([^"]+)"', html)
                    led = urljoin(address, refresh)
                    new = site.memory.redirects[below]
                    assert led == root + address_in(locale, new, default)
                    html = asked(led)
                assert "<main" in html, address
        server.shutdown()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        """Nobody asks."""


def asked(address: str) -> str:
    with urlopen(address) as answer:  # noqa: S310
        assert answer.status == 200 and answer.url == address
        return answer.read().decode()


def test_ids_are_unique(pages):
    for address, page in pages.items():
        ids = page.tree.xpath("//@id")
        assert len(ids) == len(set(ids)), address


def test_the_language_switch_stays_on_the_page(built, pages, site):
    locales, default = site.project.locales, site.project.default_locale
    for address, page in pages.items():
        links = page.tree.xpath("//details[@class='project-languages']//a")
        expected = list(locales) if len(locales) > 1 else []
        assert [link.get("hreflang") for link in links] == expected
        assert [link.find("span").get("lang") for link in links] == expected
        for locale, link in zip(expected, links, strict=True):
            target = urljoin(built.url + address, link.get("href"))
            assert target == built.url + address_in(locale, page.below, default)


def test_edit_links_name_the_very_file(pages, site):
    """A page that is not translated is mended where its original is, and so is a long list."""
    project, root = site.project, site.root
    default = project.default_locale
    records, prose = record_files(project), prose_addresses(root, default)
    for address, page in pages.items():
        if project.facts.archive:
            assert "/edit/main/" not in page.html, address
            continue
        (url,) = page.tree.xpath("//footer//a[contains(@href, '/edit/main/')]/@href")
        file = url.partition("/edit/main/")[2]
        assert (root / file).is_file(), address
        if page.below in records:
            assert file == records[page.below]
        else:
            below = page.below if page.below in prose else "outcomes/"
            assert page.below in {*prose, *list_addresses(project)}
            names = [f"{below}index.md", f"{below.rstrip('/')}.md"]
            files = [f"docs/{locale}/{name}" for locale in (page.locale, default) for name in names]
            assert file == next(file for file in files if (root / file).is_file())
