"""Alphabetical order: that of ICU, in tests/collation/ as make_orders.mjs has written it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from conftest import ROOT
from projectsite.facts.project import Project
from projectsite.words.collation import sort_key
from projectsite.words.text import Locale

ORDERS = sorted((ROOT / "tests").glob("collation/*.txt"))


@pytest.mark.parametrize("path", ORDERS, ids=lambda path: path.stem)
def test_a_language_has_the_order_of_icu(path):
    locale = Locale(path.stem)
    words = path.read_text("utf-8").split("\n")[:-1]
    assert len(words) > 600
    wrong = [
        pair for pair in pairwise(words) if sort_key(pair[0], locale) >= sort_key(pair[1], locale)
    ]
    assert wrong == []


def test_all_languages_of_the_union_are_there():
    assert len(ORDERS) == 24


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("cs", "cihla čáp dub hrad chata ikona rak řeka sad šat zem žena"),
        ("es", "nube ñandú oca"),
        ("de", "Apfel Äpfel Arzt Zoo"),
        ("fi", "zombi ålandilainen äiti öljy"),
        ("sv", "zoo ål äng ö"),
    ],
)
def test_orders_that_readers_know(locale, words):
    mixed = sorted(words.split())
    assert sorted(mixed, key=lambda word: sort_key(word, locale)) == words.split()


@pytest.mark.parametrize(
    ("locale", "clusters", "contacts"),
    [
        ("cs", ["Plzeň", "Hrad", "Chata"], ["Cyril", "Čeněk", "Řehoř"]),
        ("en", ["Plzeň", "Chata", "Hrad"], ["Čeněk", "Cyril", "Řehoř"]),
    ],
)
def test_records_stand_by_name_in_the_default_language_the_coordinator_first(
    example_site, locale, clusters, contacts
):
    known = example_site.project
    cluster, contact = known.clusters["hohdelampo"], known.contacts["aino-hehkula"]
    partnership = known.partnerships["bright-banks"]

    def named(record, *names):
        """Records by id: the names with a number."""
        return {
            f"a{at}": record.model_copy(update={"id": f"a{at}", "name": name})
            for at, name in enumerate(names)
        }

    project = Project(
        facts=known.facts.model_copy(update={"languages": (locale,), "coordinator": "a2"}),
        objectives={},
        work_packages={},
        clusters=named(cluster, "Chata", "Hrad", "Plzeň"),
        contacts=named(contact.model_copy(update={"cluster": "a1"}), "Řehoř", "Čeněk", "Cyril"),
        partnerships=named(partnership, "Hrad", "Chata"),
        outcomes={},
    )
    assert [cluster.name for cluster in project.clusters.values()] == clusters
    assert [contact.name for contact in project.contacts.values()] == contacts
    assert [p.name for p in project.partnerships.values()] == clusters[1:]
