"""Feeds that go on: when a record was changed, archives, feeds of parts, and the list of all."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from time import process_time

import feedparser
import pytest
from lxml import etree

from conftest import EXAMPLE_URL, ROOT, build
from editions import MOMENT, below, edition_of, one_outcome
from projectsite import addresses
from projectsite.files.state.history import Commit, history
from projectsite.formats.feeds.atom import atom_feed
from projectsite.formats.feeds.entries import entries_of
from projectsite.formats.feeds.feed import SIZE, Feeds
from projectsite.formats.feeds.json_feed import json_feed
from projectsite.formats.feeds.opml import feed_list
from projectsite.words.dates import PartialDate

LOCALES = ("en", "de", "cs")
RULES = etree.RelaxNG(etree.parse(ROOT / "tests/atom.rng"))
NAMES = {"a": "http://www.w3.org/2005/Atom", "fh": "http://purl.org/syndication/history/1.0"}
OUTCOMES = "data/outcomes"


def file(id):
    return f"{OUTCOMES}/{id}.yml"


def many(count):
    """Outcomes on as many days, the first the oldest."""
    first = datetime(2019, 3, 1, tzinfo=UTC)
    days = [(first + timedelta(days=number)).date().isoformat() for number in range(count)]
    found = (
        one_outcome(id=f"outcome-{number:04}", date=PartialDate.parse(day))
        for number, day in enumerate(days)
    )
    return {outcome.id: outcome for outcome in found}


@pytest.fixture(scope="module")
def edition(example_site):
    return edition_of(example_site)


@pytest.fixture(scope="module")
def long(example_site):
    return edition_of(example_site, outcomes=many(130))


def entries(edition):
    return entries_of(edition, edition.project.outcomes.values())


def moments(edition):
    return {entry.record.id: entry.updated for entry in entries(edition)}


def at(edition, *commits):
    """With a history, the latest first: pairs of seconds before the edition and of ids."""
    made = (
        Commit(edition.moment - timedelta(seconds=before), tuple(map(file, ids)))
        for before, *ids in commits
    )
    return replace(edition, history=tuple(made))


def test_an_entry_was_updated_when_its_record_was(example_site):
    edition = edition_of(example_site, outcomes=many(3))
    first, second, third = edition.project.outcomes
    found = moments(at(edition, (100, second), (5000, first, second)))
    assert found == {
        second: MOMENT - timedelta(seconds=100),
        first: MOMENT - timedelta(seconds=5001),
        # Of one without history the moment of the data is known.
        third: MOMENT,
    }
    assert list(found) == [third, second, first]


def test_what_else_a_commit_changed_moves_no_entry(example_site):
    """Else a reader would show as new what has not been touched."""
    edition = edition_of(example_site, outcomes=many(9))
    ids = list(edition.project.outcomes)
    before = moments(at(edition, (5000, *ids)))
    for id in ids:
        after = moments(at(edition, (100, id), (5000, *ids)))
        assert {other for other in ids if after[other] != before[other]} == {id}


@pytest.mark.parametrize("seconds", [[], [0], [-60], [3, 2, 1, 0], [0, 0, 0], [-1, -2, 5]])
def test_no_two_entries_have_the_same_moment(example_site, seconds):
    """With no history, commits of one second, and a clock that ran ahead or back."""
    edition = edition_of(example_site, outcomes=many(40))
    ids = list(edition.project.outcomes)
    commits = [(before, *ids[number::3]) for number, before in enumerate(seconds)]
    found = [entry.updated for entry in entries(at(edition, *commits))]
    assert len(set(found)) == len(found) == 40
    assert found == sorted(found, reverse=True)
    assert found[0] <= MOMENT


def git(folder, *arguments, **variables):
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env=variables or None)


def commit(folder, date):
    git(folder, "add", "-A")
    stamp = f"{date}T12:00:00Z"
    git(
        folder, "commit", "-qm", "Change", PATH="/usr/bin:/bin", GIT_COMMITTER_DATE=stamp,
        GIT_AUTHOR_DATE="2001-01-01T00:00:00Z",
    )  # fmt: skip


@pytest.fixture
def repository(tmp_path):
    """A project in a folder of a repository, with three commits."""
    folder = tmp_path / "all"
    outcomes = folder / "site" / OUTCOMES
    outcomes.mkdir(parents=True)
    git(folder, "init", "-q")
    for name in ("one", "two"):
        (outcomes / f"{name}.yml").write_text("a")
    commit(folder, "2021-01-01")
    (folder / "other.txt").write_text("a")
    commit(folder, "2022-01-01")
    (outcomes / "two.yml").write_text("b")
    commit(folder, "2023-01-01")
    return folder


def test_the_history_of_the_repository_is_read(repository):
    root = repository / "site"
    noon = [datetime(year, 1, 1, 12, tzinfo=UTC) for year in (2023, 2021)]
    assert history(root, OUTCOMES) == (
        Commit(noon[0], (file("two"),)),
        Commit(noon[1], (file("one"), file("two"))),
    )


@pytest.mark.parametrize(
    "setting",
    [
        *("log.showRoot=false", "log.follow=true", "i18n.logOutputEncoding=UTF-16"),
        *("log.date=raw", "log.decorate=full", "log.excludeDecoration=*", "log.showSignature=true"),
        *(
            "diff.relative=false",
            "diff.renames=copies",
            "diff.noprefix=true",
            "diff.external=false",
        ),
        *("format.pretty=oneline", "color.ui=always", "core.pager=false", "notes.displayRef=*"),
        *(
            "log.diffMerges=separate",
            "diff.orderFile=order",
            "log.mailmap=false",
            "core.quotePath=true",
        ),
    ],
)
def test_no_setting_of_a_user_changes_the_history(repository, setting):
    (repository / "order").write_text("*two*\n*one*\n")
    git(repository, "mv", f"site/{file('one')}", f"site/{file('ön')}")
    commit(repository, "2024-01-01")
    root, folders = repository / "site", (OUTCOMES, file("ön"))
    before = [history(root, folder) for folder in folders]
    git(repository, "config", *setting.split("="))
    assert [history(root, folder) for folder in folders] == before
    assert [len(commits) for commits in before] == [3, 1]


def test_where_a_shallow_clone_ends_nothing_was_made(repository, tmp_path):
    for depth, known in ((1, 0), (2, 1), (4, 2)):
        clone = tmp_path / f"clone-{depth}"
        source = repository.as_uri()
        git(tmp_path, "clone", "-q", "--depth", str(depth), source, str(clone))
        found = history(clone / "site", OUTCOMES)
        assert len(found) == known, depth


def test_without_a_repository_there_is_no_history(tmp_path, monkeypatch):
    assert history(tmp_path, OUTCOMES) == ()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert history(tmp_path, OUTCOMES) == ()


def test_a_build_takes_the_moments_from_the_repository(example_copy, tmp_path):
    git(example_copy, "init", "-q")
    commit(example_copy, "2022-03-04")
    changed = example_copy / file("lantern-training")
    changed.write_text(changed.read_text("utf-8") + "# A remark.\n", "utf-8")
    commit(example_copy, "2022-05-06")
    built = build(example_copy, tmp_path / "site")
    for prefix in ("", "de/", "cs/"):
        feed = json.loads((built.folder / f"{prefix}outcomes/feed.json").read_text("utf-8"))
        items = {item["url"].rstrip("/").rpartition("/")[2]: item for item in feed["items"]}
        assert feed["items"][0]["date_modified"] == "2022-05-06T12:00:00Z"
        assert items["lantern-training"] is not None
        assert items["lantern-training"]["date_modified"] == "2022-05-06T12:00:00Z"
        others = [item["date_modified"] for id, item in items.items() if id != "lantern-training"]
        assert {moment[:10] for moment in others} == {"2022-03-04"}


def documents(edition, locale="en"):
    """Every document by its address, as Atom and as JSON Feed."""
    return {
        (feed.subject.base, feed.archive): (atom_feed(feed), json.loads(json_feed(feed)))
        for feed in Feeds(edition).documents(locale)
    }


def links(content):
    tree = etree.fromstring(content)
    RULES.assertValid(tree)
    return tree, {link.get("rel"): link.get("href") for link in tree.iterfind("a:link", NAMES)}


def test_archives_lead_to_every_entry(long):
    """RFC 5005, 4: a client walks from the feed back to the first archive."""
    found = documents(long)
    known, archive, newer = {}, 0, None
    while True:
        content, feed = found["outcomes/feed", archive]
        tree, leads = links(content)
        address = f"outcomes/feed/{archive}.xml" if archive else "outcomes/feed.xml"
        assert leads["self"] == EXAMPLE_URL + address
        assert (tree.find("fh:archive", NAMES) is not None) == bool(archive)
        assert leads.get("current") == (f"{EXAMPLE_URL}outcomes/feed.xml" if archive else None)
        assert leads.get("next-archive") == newer
        assert tree.findtext("a:id", None, NAMES) == f"{EXAMPLE_URL}outcomes/feed.xml"
        read = feedparser.parse(content)
        assert read.bozo is False
        assert len(read.entries) == len(feed["items"]) == SIZE
        assert read.feed.updated == read.entries[0].updated
        for entry in read.entries:
            assert known.setdefault(entry.id, entry.updated) == entry.updated
        assert [item["id"] for item in feed["items"]] == [entry.id for entry in read.entries]
        before = leads.get("prev-archive")
        assert feed.get("next_url") == (before and before.replace(".xml", ".json"))
        assert feed["feed_url"] == f"{EXAMPLE_URL}outcomes/feed.json"
        if not before:
            break
        newer = leads["self"] if archive else None
        archive = int(before.rpartition("/")[2].removesuffix(".xml"))
    assert archive == 1
    assert set(known) == {f"{EXAMPLE_URL}outcomes/{id}/" for id in long.project.outcomes}
    newest = sorted(long.project.outcomes)[-SIZE:]
    first = [item["url"] for item in found["outcomes/feed", 0][1]["items"]]
    assert first == [f"{EXAMPLE_URL}outcomes/{id}/" for id in reversed(newest)]


def test_a_new_outcome_changes_no_archive(example_site):
    """Their moments are those of commits; only what leads from the last one on is new."""
    ids = list(many(3 * SIZE))
    for count in (SIZE + 1, 2 * SIZE, 2 * SIZE + 1, 3 * SIZE - 1):
        bodies = []
        for there in (count, count + 1):
            edition = edition_of(example_site, outcomes=many(there))
            edition = at(edition, *((9000 - n, id) for n, id in reversed([*enumerate(ids)])))
            found = documents(edition)
            bodies.append({key: feed["items"] for key, (_, feed) in found.items() if key[1]})
        before, after = bodies
        assert before.items() <= {key: after[key] for key in before}.items()


@pytest.mark.parametrize("count", [0, 1, SIZE, SIZE + 1, 2 * SIZE, 2 * SIZE + 1])
def test_archives_are_as_many_as_are_needed(example_site, count):
    edition = edition_of(example_site, outcomes=many(count))
    archives = [key for key in documents(edition) if key[1]]
    assert len(archives) == max(0, -(-(count - SIZE) // SIZE))


def test_each_language_has_entries_of_its_own(edition):
    """A reader of two languages keeps entries by their ids, and shows both."""
    ids = [
        {entry.id for entry in feedparser.parse(content).entries}
        for locale in LOCALES
        for (base, _), (content, _) in documents(edition, locale).items()
        if base == "outcomes/feed"
    ]
    assert len(ids) == len(LOCALES)
    assert len(set().union(*ids)) == sum(map(len, ids)) > 40


def parts(project):
    """The records that the feed of each part must hold, found another way than the feeds do."""
    dated = [outcome for outcome in project.outcomes.values() if outcome.date]
    found = {"outcomes/feed": dated}
    for id in project.work_packages:
        mine = [outcome for outcome in dated if outcome.work_package == id]
        found[f"work-packages/{id.lower()}/feed"] = mine
    for id in project.clusters:
        found[f"consortium/{id}/feed"] = [outcome for outcome in dated if id in outcome.clusters]
    for kind in {outcome.type for outcome in project.outcomes.values()}:
        found[f"outcomes/feed/{kind}"] = [outcome for outcome in dated if outcome.type is kind]
    return found | {"news/feed": list(project.news.values())}


@pytest.mark.parametrize("locale", LOCALES)
def test_there_is_a_feed_of_each_part(edition, locale):
    expected = parts(edition.project)
    found = documents(edition, locale)
    assert {base for base, _ in found} == set(expected)
    titles = set()
    for (base, _), (content, feed) in found.items():
        tree, leads = links(content)
        prefix = below(locale)
        assert leads["self"] == tree.findtext("a:id", None, NAMES) == f"{prefix}{base}.xml"
        ids = {prefix + addresses.of_record(record) for record in expected[base]}
        assert {item["id"] for item in feed["items"]} == ids
        moments = [item["date_modified"] for item in feed["items"]]
        assert len(set(moments)) == len(moments)
        titles.add(feed["title"])
        page = tree.find("a:link[@type='text/html']", NAMES).get("href")
        assert page == feed["home_page_url"]
        if base.startswith("outcomes/feed/"):
            assert page == f"{prefix}outcomes/?type={base.rpartition('/')[2]}"
        else:
            path = base.removesuffix("feed")
            assert page == below(edition.page_locale(path, locale)) + path
    assert len(titles) == len(expected)


def test_a_part_with_many_outcomes_has_the_newest(long):
    content, feed = documents(long)["outcomes/feed/training", 0]
    assert len(feed["items"]) == SIZE
    assert "next_url" not in feed
    assert "prev-archive" not in links(content)[1]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_list_names_every_feed(edition, locale):
    tree = etree.fromstring(feed_list(Feeds(edition).listed(locale)))
    assert (tree.tag, tree.get("version")) == ("opml", "2.0")
    expected = {}
    for content, feed in documents(edition, locale).values():
        expected[links(content)[1]["self"]] = (feed["title"], feed["home_page_url"])
    found = {}
    for outline in tree.iterfind("body/outline"):
        assert outline.get("type") == "rss"
        assert outline.get("language") == locale
        assert outline.get("text") == outline.get("title")
        found[outline.get("xmlUrl")] = (outline.get("title"), outline.get("htmlUrl"))
    assert found == expected


def test_pages_of_parts_lead_to_their_feeds(built_example, edition):
    for id in edition.project.clusters:
        for prefix in ("", "de/"):
            page = built_example.page(f"{prefix}consortium/{id}")
            for name, kind in (("feed.xml", "atom+xml"), ("feed.json", "feed+json")):
                assert f'type="application/{kind}"' in page
                assert f"consortium/{id}/{name}" in page
                assert (built_example.folder / f"{prefix}consortium/{id}/{name}").exists()


def test_the_time_grows_with_the_number_of_outcomes(example_site):
    def seconds(count):
        edition = edition_of(example_site, outcomes=many(count))
        ids = list(edition.project.outcomes)
        edition = at(edition, *((n, id) for n, id in enumerate(ids)), (99999, *ids))
        begun = process_time()
        written = sum(len(json_feed(feed)) for feed in Feeds(edition).documents("en"))
        assert written > count * 300
        return process_time() - begun

    few = min(seconds(400) for _ in range(3))
    assert min(seconds(1600) for _ in range(3)) < 10 * few
