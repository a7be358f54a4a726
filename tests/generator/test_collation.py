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


def named(records, names):
    """Records with other names, in the order of their ids."""
    return {
        id: record.model_copy(update={"name": name})
        for (id, record), name in zip(sorted(records.items()), names, strict=False)
    }


@pytest.mark.parametrize(
    ("locale", "clusters", "contacts"),
    [
        ("cs", ["Plzeň", "Cihla", "Hrad", "Chata"], ["Řehoř", "Cyril", "Čeněk", "Radek"]),
        ("en", ["Plzeň", "Chata", "Cihla", "Hrad"], ["Řehoř", "Čeněk", "Cyril", "Radek"]),
    ],
)
def test_records_stand_by_name_in_the_default_language_the_coordinator_first(
    site, locale, clusters, contacts
):
    real = site.project
    facts = real.facts.model_copy(update={"languages": (locale,), "coordinator": "zinnae"})
    everybody = named(real.contacts, ["Řehoř", "Čeněk", "Cyril", "Radek"])
    together = {
        id: contact.model_copy(update={"cluster": "wsm" if at else "zinnae"})
        for at, (id, contact) in enumerate(everybody.items())
    }
    project = Project(
        facts=facts,
        objectives=real.objectives,
        work_packages=real.work_packages,
        clusters=named(real.clusters, ["Chata", "Hrad", "Cihla", "Plzeň"]),
        contacts=together,
        partnerships=named(real.partnerships, ["Hrad", "Chata"]),
        outcomes={},
    )
    assert [cluster.name for cluster in project.clusters.values()] == clusters
    assert [contact.name for contact in project.contacts.values()] == contacts
    partnerships = [name for name in clusters if name in ("Hrad", "Chata")]
    assert [p.name for p in project.partnerships.values()] == partnerships
