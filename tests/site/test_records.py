"""Every record of a project stands on its pages, with how sure it is and where it comes from."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urljoin, urlsplit

from pages import address_in, list_addresses, texts_of
from projectsite.facts.folders import PLAN
from projectsite.facts.plan import Deliverable
from projectsite.files.layout import GUIDES

ROWS = {
    *("date", "place", "work_package", "clusters", "participants", "status", "languages", "files"),
    *("about", "repeats", "follows"),
}
"""The facts of an outcome that its page shows in a list, each beside how sure it is."""


LEAD = "//p[@class='project-lead']"


def pages_of(pages, site, kind, records):
    """Each record with its page in each language."""
    project = site.project
    for id, record in records.items():
        for locale in project.locales:
            below = f"{kind}/{id.lower().replace('.', '-')}/"
            yield record, pages[address_in(locale, below, project.default_locale)]


def said(page, text, place):
    """Whether a text stands at a place: in the page's language, else in the default one, marked."""
    locale, own = page.locale, text.root.get(page.locale)
    (node,) = page.tree.xpath(place)
    ((shown),) = texts_of([node])
    if own:
        return shown == " ".join(own.split()) and node.get("lang", locale) == locale
    return (
        shown in {" ".join(other.split()) for other in text.root.values()}
        and node.get("lang", locale) != locale
        and node.get("data-translation") == "missing"
    )


def test_outcomes_stand_on_their_pages(pages, site):
    for outcome, page in pages_of(pages, site, "outcomes", site.project.outcomes):
        assert said(page, outcome.title, "//h1"), page.address
        assert said(page, outcome.summary, LEAD), page.address


def test_work_packages_stand_on_their_pages(pages, site):
    for package, page in pages_of(pages, site, "work-packages", site.project.work_packages):
        assert said(page, package.title, "//h1"), page.address
        assert not package.summary or said(page, package.summary, LEAD), page.address
        for id in package.objectives:
            assert id in page.tree.text_content(), page.address


def test_the_plan_stands_on_its_pages(pages, site):
    for kind in PLAN:
        for planned, page in pages_of(pages, site, kind.folder, site.project.by_id(kind.model)):
            assert said(page, planned.title, "//h1"), page.address
            coded = planned.id[:1].isupper()
            above = page.tree.xpath("string(//p[@class='project-number'])")
            assert not coded or planned.id in above, page.address
            linked = {urljoin(page.address, href) for href in page.tree.xpath("//main//a/@href")}
            for id in planned.outcomes:
                assert any(href.endswith(f"outcomes/{id}/") for href in linked), page.address


def test_news_stand_on_their_pages_with_their_pictures(built, pages, site):
    for item, page in pages_of(pages, site, "news", site.project.news):
        assert said(page, item.title, "//h1"), page.address
        assert page.tree.xpath("//main//time/@datetime")[0] == item.date.text, page.address
        targets = {urljoin(built.url + page.address, url) for url in page.tree.xpath("//a/@href")}
        for id in item.outcomes:
            assert any(target.endswith(f"outcomes/{id}/") for target in targets), page.address
        pictures = page.tree.xpath("//main//img")
        assert len(pictures) == bool(item.picture), page.address
        for node in pictures:
            src = urljoin(built.url + page.address, node.get("src"))
            assert src == f"{built.url}assets/{item.picture.file}"
            assert node.get("alt") in item.picture.alt.root.values(), page.address


def test_of_what_is_not_public_no_file_is_published(built, site):
    names = [path.name for path in (built.folder / "assets").rglob("*")]
    for deliverable in site.project.by_id(Deliverable).values():
        if not deliverable.is_public:
            stem = deliverable.id.lower().replace(".", "-")
            assert not [name for name in names if re.match(rf"{stem}[.-]", name)], deliverable.id


def test_clusters_stand_on_their_pages_with_their_contacts(pages, site):
    for cluster, page in pages_of(pages, site, "consortium", site.project.clusters):
        assert list(texts_of(page.tree.xpath("//h1"))) == [" ".join(cluster.name.split())]
        assert not cluster.summary or said(page, cluster.summary, LEAD), page.address
        text = page.tree.text_content()
        for contact in site.project.contacts_of(cluster.id):
            assert contact.name in text, page.address
            assert contact.address in text, page.address


def test_inferred_facts_are_shown_as_such(pages, site):
    for outcome, page in pages_of(pages, site, "outcomes", site.project.outcomes):
        shown = page.tree.xpath("count(//span[@class='project-inferred'])")
        inferred = {inference.fact for inference in outcome.inferred}
        assert shown == len(inferred & ROWS), page.address


def test_sources_are_linked_unless_they_must_not_be(pages, site):
    """Staging and copy sites are evidence: named on the page, never linked anywhere."""
    unlinked = site.project.facts.unlinked_hosts

    def stays_unlinked(url):
        host = urlsplit(url).hostname or ""
        return any(host == other or host.endswith(f".{other}") for other in unlinked)

    for address, page in pages.items():
        links = page.tree.xpath("//a/@href")
        assert not [url for url in links if "//" in url and stays_unlinked(url)], address
    for outcome, page in pages_of(pages, site, "outcomes", site.project.outcomes):
        links = set(page.tree.xpath("//ul[@class='project-sources']//a/@href"))
        urls = {source.url for source in outcome.sources if source.url}
        wanted = (to_read(site.project, url) for url in urls if not stays_unlinked(url))
        assert links == {url for one in wanted for url in one}, page.address


def to_read(project, url):
    """Where a reader is led: to the page, to a copy once it is gone, or to both."""
    visit, copy = project.visits.of(url), project.archived_copy(url)
    if not copy or visit is None or visit.found in ("there", "refused"):
        return {url}
    return {copy} if visit.found in ("gone", "elsewhere") else {url, copy}


def test_files_of_outcomes_are_published_and_linked(built, pages, site):
    assets = site.root / "docs/assets"
    for path in assets.rglob("*") if assets.is_dir() else ():
        if path.is_file() and not path.name.startswith("."):
            published = built.folder / "assets" / path.relative_to(assets)
            held_back = f"assets/{path.relative_to(assets).as_posix()}" in site.held_back
            if held_back or path.relative_to(site.root).as_posix() in GUIDES:
                assert not published.exists()
            else:
                assert published.read_bytes() == path.read_bytes()
    for outcome, page in pages_of(pages, site, "outcomes", site.project.outcomes):
        targets = {urljoin(built.url + page.address, url) for url in page.tree.xpath("//a/@href")}
        wanted = {f"{built.url}assets/{item.file}" for item in outcome.files}
        assert wanted <= targets, page.address


def test_the_list_holds_every_outcome_once(built, pages, site):
    project, default = site.project, site.project.default_locale
    parts = ["outcomes/", *sorted(list_addresses(project))]
    for locale in project.locales:
        listed = Counter()
        for below in parts:
            page = pages[address_in(locale, below, default)]
            rows = page.tree.xpath("//ul[@class='project-outcomes']/li//a/@href")
            listed.update(urljoin(built.url + page.address, href) for href in rows)
        assert listed == Counter(
            built.url + address_in(locale, f"outcomes/{id}/", default) for id in project.outcomes
        )


def test_filters_count_what_there_is(pages, site):
    """Each option of a filter with as many outcomes as the data has of it."""
    outcomes = site.project.outcomes.values()
    expected = {
        "work_package": Counter(o.work_package for o in outcomes if o.work_package),
        "type": Counter(str(o.type) for o in outcomes),
        "cluster": Counter(id for o in outcomes for id in set(o.clusters)),
    }
    for locale in site.project.locales:
        tree = pages[address_in(locale, "outcomes/", site.project.default_locale)].tree
        for name, counts in expected.items():
            labels = tree.xpath(f"//label[input[@name='{name}']]")
            shown = {
                label.find("input").get("value"): label.xpath(
                    "normalize-space(.//*[@data-browse-count])"
                )
                for label in labels
            }
            found = {value: int(count) for value, count in shown.items()}
            assert {value: count for value, count in found.items() if count} == counts, name
