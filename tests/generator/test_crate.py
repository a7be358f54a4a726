"""The RO-Crate of the open data: judged by roc-validator, read by the library rocrate."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import rocrate
import urllib3
from requests.adapters import BaseAdapter, HTTPAdapter
from requests_cache import CachedSession
from rocrate.rocrate import ROCrate

from conftest import EXAMPLE_URL, ROOT
from editions import MOMENT, edition_of
from projectsite import addresses
from projectsite.formats.linked.crate import CONTEXT, crate
from projectsite.page.downloads import IN_EACH_LANGUAGE, data_files
from projectsite.page.edition import Edition

CONTEXT_FILE = Path(rocrate.__file__).parent / "data/ro-crate.jsonld"
"""The context of RO-Crate 1.3, which holds the terms of 1.2; nothing is fetched in a test."""


class Shelf(BaseAdapter):
    """Answers for the host of the context, without a network."""

    def send(self, request, **options):
        body = urllib3.HTTPResponse(
            body=io.BytesIO(CONTEXT_FILE.read_bytes()),
            headers={"Content-Type": "application/ld+json"},
            status=200,
            preload_content=False,
            request_url=request.url,
        )
        return HTTPAdapter().build_response(request, body)

    def close(self):
        pass


@pytest.fixture(scope="module")
def edition(example_site) -> Edition:
    return edition_of(example_site)


@pytest.fixture(scope="module")
def folder(edition, tmp_path_factory) -> Path:
    """The crate with a file for each that it tells of."""
    target = tmp_path_factory.mktemp("crate")
    sizes = {node["@id"]: 2 for node in crate(edition)["@graph"] if node["@type"] == "File"}
    document = crate(edition, sizes=sizes)
    for node in document["@graph"]:
        if node["@type"] == "File":
            path = target / node["@id"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("{}")
    (target / addresses.crate()).write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    return target


@pytest.fixture(scope="module")
def cache(tmp_path_factory) -> Path:
    target = tmp_path_factory.mktemp("contexts") / "cache"
    with CachedSession(cache_name=str(target), backend="sqlite", expire_after=-1) as session:
        session.mount("https://w3id.org", Shelf())
        for headers in ({}, {"Accept": "application/ld+json"}):
            session.get(CONTEXT, headers=headers)
    return target


UNKNOWN = ("SHOULD have a ROR identifier", "contactPoint SHOULD reference")
"""What is recommended and no source tells: identifiers, and whom to write to at the Union."""


def test_the_validator_finds_nothing_but_what_is_not_known(folder, cache):
    report = cache.parent / "report.json"
    program = Path(sys.executable).parent / "rocrate-validator"
    options = ["--offline", "--cache-path", cache, "--requirement-severity", "RECOMMENDED"]
    options += ["--no-profile-checks", "--output-format", "json", "--output-file", report]
    done = subprocess.run(
        [program, "--no-interactive", "validate", *options, folder], capture_output=True, text=True
    )
    assert report.exists(), done.stdout + done.stderr
    messages = [issue["message"] for issue in json.loads(report.read_text("utf-8"))["issues"]]
    assert [said for said in messages if not any(part in said for part in UNKNOWN)] == []
    # It would be no test if it passed everything.
    assert all(any(part in said for said in messages) for part in UNKNOWN)


def test_the_library_reads_it_back(folder, edition):
    read = ROCrate(str(folder))
    facts = edition.project.facts
    assert read.name == f"{facts.acronym}: {facts.title.root['en']}"
    assert read.description == facts.summary.root["en"]
    assert read.datePublished == MOMENT
    assert {entity.id for entity in read.data_entities} == {
        *data_files(edition.project),
        *IN_EACH_LANGUAGE,
        *(f"{locale}/{path}" for locale in edition.locales[1:] for path in IN_EACH_LANGUAGE),
    }
    publisher = read.root_dataset["publisher"]
    assert publisher["name"] == edition.wordings["en"]("citation.author", acronym=facts.acronym)
    members = {member["name"] for member in publisher["member"]}
    assert members == {cluster.name for cluster in edition.project.clusters.values()}
    project = read.root_dataset["about"]
    assert (project.type, project["name"]) == ("ResearchProject", "RIVERLIGHT")
    assert project.id == f"{EXAMPLE_URL}project/#project"
    assert '"identifier": "999999999"' in json.dumps(crate(edition))
    assert edition.project.facts.grant.number == "999999999"


def test_the_rights_are_those_that_the_repository_states(edition):
    readme = (ROOT / "README.md").read_text("utf-8")
    assert "The texts in `data/` and `docs/` are the consortium's." in readme
    [rights] = [node for node in crate(edition)["@graph"] if node["@id"].endswith("#rights")]
    assert rights["name"] == edition.wordings["en"]("citation.rights")


def test_every_reference_and_term_is_known(edition):
    document = crate(edition)
    ids = [node["@id"] for node in document["@graph"]]
    assert len({*ids}) == len(ids)
    terms = json.loads(CONTEXT_FILE.read_text("utf-8"))["@context"]
    terms = terms if isinstance(terms, dict) else {k: v for part in terms for k, v in part.items()}
    for node in document["@graph"]:
        assert node["@type"] in terms
        for name, value in node.items():
            assert name.startswith("@") or name in terms, name
            for item in value if isinstance(value, list) else [value]:
                if isinstance(item, dict):
                    assert item["@id"] in {*ids, "https://w3id.org/ro/crate/1.2"}


def test_time_is_an_argument(edition):
    later = crate(replace(edition, moment=MOMENT.replace(year=2024)))["@graph"][1]
    assert later["datePublished"] == "2024-11-14T22:13:20Z"
