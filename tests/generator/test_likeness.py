"""The comparison of speed is one of like with like (benchmarks/).

What Hugo and stock MkDocs build is compared with ours, and the comparison says when two sites are
not the same site.
"""

from __future__ import annotations

import json
import shutil
import sys

import pytest

from changes import in_languages, read
from conftest import ROOT, assemble_example


@pytest.fixture(scope="module")
def benchmarks():
    """Makes the modules of benchmarks/ importable, which are scripts in a folder of their own."""
    before = set(sys.modules)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / "benchmarks")
        yield
    for name in set(sys.modules) - before:
        if str(ROOT / "benchmarks") in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]


@pytest.fixture
def likeness(benchmarks):
    import likeness

    return likeness


SIZE = 8
"""So many outcomes have dates of all kinds (benchmarks/generate.py)."""


@pytest.fixture(scope="module")
def built(benchmarks, tmp_path_factory):
    """The example in all languages, built by us, by Hugo and by stock MkDocs."""
    from builders import Project, write_other, write_own

    folder = tmp_path_factory.mktemp("likeness")
    source = assemble_example(folder / "source")
    # The peers know no news.
    shutil.rmtree(source / "data/news")
    spoken = read(source / "data/project.yml")["languages"]
    words = {path.stem for path in (source / "data/words").glob("*.yml")}
    locales = [*spoken, *sorted(words - {*spoken})]
    in_languages(source, locales)
    projects = {name: Project(name, SIZE, True, folder / name) for name in ("own", "hugo", "stock")}
    write_own(projects["own"], source)
    projects["own"].build()
    for name in ("hugo", "stock"):
        write_other(projects[name], projects["own"])
        projects[name].build()
    return locales, projects


@pytest.mark.parametrize("peer", ["hugo", "stock"])
def test_the_peers_draw_what_we_draw(likeness, built, peer):
    locales, projects = built
    own, other = projects["own"], projects[peer]
    same_kind = peer == "hugo"
    found = likeness.compare(own.folder, own.site, other.site, same_kind=same_kind)
    assert found.problems == []
    expected = len(likeness.pages(own.site))
    assert found.figures["pages"] == f"{expected} of {expected}"
    assert expected > len(locales) * SIZE


def test_dates_of_all_kinds_were_compared_in_all_languages(benchmarks, built):
    from peers.date_forms import SAMPLES, date_forms

    locales, projects = built
    assert len(locales) >= 5
    kinds = set()
    for path in (projects["own"].folder / "data/outcomes").glob("*.yml"):
        first, _, last = read(path).get("date", "").partition("/")
        kinds.add(
            len(first) if not last else f"span {first[:7] == last[:7]} {first[:4] == last[:4]}"
        )
    assert kinds >= {7, 10, "span True True", "span False True", "span False False"}
    for locale in locales:
        assert date_forms(locale).kinds.keys() == SAMPLES.keys()


PAGE = """<title>Training – X</title>
<link rel="alternate" hreflang="en" href="https://example.org/">
<meta name="description" content="Four days"><article class="project-record">Four days
<dt>When</dt><dd>25–28 April 2017</dd></article>"""


@pytest.fixture
def sites(tmp_path):
    """A project of one outcome, our site and another that equals it."""
    data = tmp_path / "data"
    (data / "outcomes").mkdir(parents=True)
    (data / "project.yml").write_text("languages: [en]\n")
    (data / "outcomes/a.yml").write_text("title: {en: Training}\n")
    (data / "words").mkdir()
    (data / "words/en.yml").write_text("outcome: {when: When}\n")
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
        ("outcomes/a/index.html", "Four days\n", "Four weeks\n", "83% equal words"),
        (
            "outcomes/a/index.html",
            "25–28 April",
            "25 to 28 April",
            "the date is “25–28 April 2017” with us, “25 to 28 April 2017” there",
        ),
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
