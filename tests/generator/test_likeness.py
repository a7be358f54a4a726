"""The comparison of speed says when two sites are not the same site (benchmarks/likeness.py)."""

from __future__ import annotations

import json
import sys

import pytest

from conftest import ROOT


@pytest.fixture
def likeness(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "benchmarks")
    import likeness

    yield likeness
    for name in [name for name in sys.modules if name.split(".")[0] in ("likeness", "peers")]:
        del sys.modules[name]


PAGE = """<title>Training – X</title>
<link rel="alternate" hreflang="en" href="https://example.org/">
<meta name="description" content="Four days"><article class="project-record">Four days</article>"""


@pytest.fixture
def sites(tmp_path):
    """A project of one outcome, our site and another that equals it."""
    data = tmp_path / "data"
    (data / "outcomes").mkdir(parents=True)
    (data / "project.yml").write_text("languages: [en]\n")
    (data / "outcomes/a.yml").write_text("title: {en: Training}\n")
    found = [tmp_path / name for name in ("ours", "other")]
    for site in found:
        for path, text in {
            "index.html": "Home",
            "outcomes/a/index.html": PAGE,
            "outcomes/feed.xml": "<feed/>",
            "sitemap.xml": "<urlset><loc>a</loc></urlset>",
            "search/index.json": json.dumps([{"path": "outcomes/a/", "text": "Four days"}]),
        }.items():
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).write_text(text)
    return tmp_path, *found


def test_equal_sites_are_alike(likeness, sites):
    found = likeness.compare(*sites, same_kind=True)
    assert found.problems == []
    assert found.figures["bytes of outcome pages"] == "1.00"


@pytest.mark.parametrize(
    ("path", "old", "new", "problem"),
    [
        ("outcomes/a/index.html", "Training", "Meeting", "no title “Training”"),
        ("outcomes/a/index.html", 'hreflang="en"', "", "1 hreflang links with us, 0 there"),
        ("outcomes/a/index.html", "Four days</a", "Four weeks</a", "50% equal words"),
        ("outcomes/a/index.html", "<title>", "<!--" + "x" * 99 + "--><title>", "times our bytes"),
        ("outcomes/a/index.html", "<meta ", "<data ", "times our meta tags"),
        ("outcomes/feed.xml", "<feed/>", "<feed/>" * 9, "feed.xml: 9.00 times our bytes"),
        ("index.html", "Home", "Home, sweet home", "/: 4.00 times our bytes"),
        ("sitemap.xml", "<loc>a</loc>", "", "the sitemaps hold 1 pages with us, 0 there"),
        ("search/index.json", "outcomes/a/", "outcomes/b/", "search/index.json: only one side has"),
    ],
)
def test_a_difference_is_told(likeness, sites, path, old, new, problem):
    file = sites[2] / path
    file.write_text(file.read_text().replace(old, new, 1))
    assert problem in "; ".join(likeness.compare(*sites, same_kind=True).problems)


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("outcomes/a/index.html", "1 pages are missing: ['outcomes/a/']"),
        ("outcomes/feed.xml", "1 files are missing: ['outcomes/feed.xml']"),
    ],
)
def test_what_is_missing_or_too_many_is_told(likeness, sites, path, problem):
    project, ours, other = sites
    (other / path).unlink()
    assert problem in likeness.compare(project, ours, other, same_kind=True).problems
    turned = likeness.compare(project, other, ours, same_kind=True).problems
    assert any("are not ours" in each for each in turned)
