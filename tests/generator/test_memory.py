"""No address that was published is lost: each is a page, or leads to one."""

from __future__ import annotations

from urllib.parse import urljoin
from urllib.request import urlopen

import pytest
from lxml import html as lxml_html

from conftest import EXAMPLE_PATH, mkdocs
from pages_server import PagesServer
from projectsite.__main__ import main
from projectsite.files.texts import LIMIT_PROBLEMS
from projectsite.problems import ProblemsFound
from projectsite.prose.memory import GONE
from projectsite.review.notes import site_notes
from projectsite.site import load_site

KEPT = "data/addresses.txt"


def test_the_addresses_of_all_pages_are_kept_once(example_copy, capsys):
    assert main(["addresses", "--root", str(example_copy)]) == 0
    kept = (example_copy / KEPT).read_text("utf-8")
    assert "\noutcomes/kick-off/\n" in kept
    assert "\ndeliverables/d1-1/\n" in kept
    assert "\noutcomes/lamp-lending/ -> outcomes/lamp-loan/\n" in kept
    assert main(["addresses", "--root", str(example_copy), "--check"]) == 0
    assert (example_copy / KEPT).read_text("utf-8") == kept


def test_a_page_that_goes_is_told_with_the_line_that_mends_it(example_copy):
    main(["addresses", "--root", str(example_copy)])
    (example_copy / "data/outcomes/spare-parts.yml").unlink()
    with pytest.raises(ProblemsFound) as caught:
        load_site(example_copy)
    (problem,) = [one for one in caught.value.problems if one.code == "address-lost"]
    kept = (example_copy / KEPT).read_text("utf-8")
    old, mended = "outcomes/spare-parts/\n", problem.message.partition("“")[2].partition("”")[0]
    assert mended.startswith("outcomes/spare-parts/ -> ")
    (example_copy / KEPT).write_text(kept.replace(old, f"{mended}\n"), encoding="utf-8")
    load_site(example_copy)


def test_a_build_that_would_lose_an_address_stops(example_copy):
    """The site that is there stays, and the line that mends it is the last that is said."""
    main(["addresses", "--root", str(example_copy)])
    (example_copy / "data/outcomes/spare-parts.yml").unlink()
    done = mkdocs(example_copy, "build", PYTHONPATH=str(example_copy / "hooks"))
    assert done.returncode == 1
    assert "“outcomes/spare-parts/ -> outcomes/" in done.stdout + done.stderr
    assert not (example_copy / "site").exists()


def test_an_id_is_never_used_again(example_copy):
    """A record whose address has moved leaves its id to none, unless it is the same one again."""
    (example_copy / KEPT).write_text("outcomes/spare-parts/ -> outcomes/lamp-loan/\n", "utf-8")
    with pytest.raises(ProblemsFound) as caught:
        load_site(example_copy)
    (problem,) = [one for one in caught.value.problems if one.code == "address-lost"]
    assert "An id is never used again: give this page another one." in problem.message


def test_a_page_that_is_not_kept_yet_is_noted(example_copy):
    def noted():
        notes = site_notes(load_site(example_copy))
        return [note.message for note in notes if note.code == "unkept-address"]

    # Whoever keeps none is asked for none.
    assert noted() == []
    main(["addresses", "--root", str(example_copy)])
    assert noted() == []
    kept = (example_copy / KEPT).read_text("utf-8")
    (example_copy / KEPT).write_text(kept.replace("outcomes/spare-parts/\n", ""), "utf-8")
    (message,) = noted()
    assert message.startswith("the page outcomes/spare-parts/ is not kept here yet.")
    (example_copy / KEPT).write_text("outcomes/spare-parts/\n", "utf-8")
    (message,) = noted()
    assert message.endswith(" pages are not kept here yet. Run: make addresses")


def test_every_kept_address_answers_on_a_plain_server(built_example, example_site):
    moved = example_site.memory.moved
    assert moved
    with PagesServer(built_example.folder, EXAMPLE_PATH) as server:
        for old, new in moved.items():
            for prefix in ("", "de/", "cs/"):
                with urlopen(server.url + prefix + old) as answer:  # noqa: S310
                    page = lxml_html.document_fromstring(answer.read().decode())
                if new == GONE:
                    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
                    assert page.get("lang") == (prefix.rstrip("/") or "en")
                    for href in page.xpath("//a/@href"):
                        with urlopen(urljoin(answer.url, href)) as led:  # noqa: S310
                            assert led.url in {
                                server.url + prefix,
                                server.url + prefix + "outcomes/",
                            }
                elif new:
                    [refresh] = page.xpath("//meta[@http-equiv='refresh']/@content")
                    href = refresh.partition("url=")[2]
                    with urlopen(urljoin(answer.url, href)) as led:  # noqa: S310
                        assert led.status == 200
                        assert led.url == server.url + prefix + new
                        found = lxml_html.document_fromstring(led.read().decode())
                    canonical = "//link[@rel='canonical']/@href"
                    assert page.xpath(canonical) == found.xpath(canonical) != []


def test_what_leads_on_is_in_no_sitemap_and_search(built_example):
    for name in ("sitemap.xml", "search/index.json", "llms.txt"):
        text = (built_example.folder / name).read_text("utf-8")
        assert "lamp-lending" not in text and "lamp-lottery" not in text


def test_of_many_lost_addresses_the_first_are_told(example_copy):
    lines = "".join(f"outcomes/lost-{number}/\n" for number in range(LIMIT_PROBLEMS + 9))
    (example_copy / KEPT).write_text(lines, "utf-8")
    with pytest.raises(ProblemsFound) as caught:
        load_site(example_copy)
    assert len(caught.value.problems) == LIMIT_PROBLEMS
