"""What tells of the archive: how it is cited (CITATION.cff 1.2.0), what Zenodo asks for, licences,
and a page for whoever opens it."""

from __future__ import annotations

import html
import json
import shutil
from collections.abc import Iterator, Mapping
from importlib.metadata import distribution
from pathlib import Path

from ..facts.model import Archive
from ..files.names import slug
from ..intake.records import written
from ..page.edition import Edition
from ..words.codes import long_code
from ..words.text import LocalisedText

LICENCES = "licences"


def name_of(edition: Edition) -> str:
    """What the archive is called: riverlight-2026-12-31, or riverlight-v1.0."""
    archive = _archive(edition)
    return f"{slug(edition.project.facts.acronym)}-{archive.release or archive.date.last}".lower()


def _archive(edition: Edition) -> Archive:
    archive = edition.project.facts.archive
    if archive is None:
        raise ValueError("no archived copy")
    return archive


def _say(edition: Edition, text: LocalisedText) -> str:
    default = edition.project.default_locale
    return text.words(default, default).text


def _title(edition: Edition) -> str:
    facts = edition.project.facts
    return f"{facts.acronym}: {_say(edition, facts.title)}"


def _author(edition: Edition) -> str:
    facts, locale = edition.project.facts, edition.project.default_locale
    return edition.wordings[locale]("citation.author", acronym=facts.acronym)


def citation(edition: Edition) -> str:
    """CITATION.cff: the archive as a data set of the consortium (Citation File Format 1.2.0)."""
    facts, archive = edition.project.facts, _archive(edition)
    fields = {
        "cff-version": "1.2.0",
        "message": "Please cite this archive with the metadata of this file.",
        "type": "dataset",
        "title": _title(edition),
        "abstract": _say(edition, facts.summary),
        "authors": [{"name": _author(edition), "website": edition.site_url}],
        "version": archive.release or str(archive.date.last),
        "url": edition.site_url,
        "keywords": list(_keywords(edition)),
    }
    # The format knows dates as such and no quoted text: the day stands bare.
    return written(fields) + f"date-released: {archive.date.last}\n"


def _keywords(edition: Edition) -> Iterator[str]:
    yield edition.project.facts.acronym
    for cluster in edition.project.clusters.values():
        yield cluster.name


_KNOWN_TO_ZENODO = ("horizon-2020", "horizon-europe")
"""The programmes whose grants it can name; it refuses a grant that it does not know."""


def zenodo(edition: Edition) -> str:
    """.zenodo.json, as its deposits have it (https://developers.zenodo.org/#representation).

    It names no licence where none has been given: whoever deposits the archive has to choose.
    """
    facts, archive = edition.project.facts, _archive(edition)
    grant = facts.grant.number if facts.grant else None
    told: dict[str, object] = {
        "upload_type": "dataset",
        "title": _title(edition),
        "description": html.escape(_say(edition, facts.summary), quote=False),
        "creators": [{"name": _author(edition)}],
        "publication_date": str(archive.date.last),
        "version": archive.release or str(archive.date.last),
        "language": long_code(edition.project.default_locale),
        "keywords": list(_keywords(edition)),
        "related_identifiers": [
            {"identifier": edition.site_url, "relation": "isDerivedFrom", "scheme": "url"}
        ],
    }
    if grant and facts.programme in _KNOWN_TO_ZENODO:
        # Below the European Commission's number in the registry of funders.
        told["grants"] = [{"id": f"10.13039/501100000780::{grant}"}]
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def bag_info(edition: Edition) -> Mapping[str, str]:
    """bag-info.txt of the archive (RFC 8493, 2.2.2)."""
    return {
        "Source-Organization": _author(edition),
        "External-Description": f"The archived website of {_title(edition)}",
        "External-Identifier": edition.site_url,
        "Bagging-Date": f"{edition.moment:%Y-%m-%d}",
        "Bag-Software-Agent": "projectsite",
    }


_OF_PACKAGES = {"mkdocs-material": "material-for-mkdocs"}
"""Of what others have made, what stands in the site itself; the SBOM names the rest."""


def copy_licences(root: Path, folder: Path) -> None:
    """The texts of the licences of what the archive holds."""
    folder.mkdir()
    ours = {
        root / "LICENSE": "this-site.txt",
        root / "overrides/assets/fonts/figtree-LICENSE.txt": "figtree.txt",
    }
    for path, name in ours.items():
        if path.is_file():
            shutil.copyfile(path, folder / name)
    for package, name in _OF_PACKAGES.items():
        for file in distribution(package).files or ():
            if file.name.upper().startswith("LICENSE"):
                shutil.copyfile(str(file.locate()), folder / f"{name}.txt")


def read_me(edition: Edition, parts: Mapping[str, str]) -> str:
    """README.txt: what there is, and how to open it. In English, as whoever finds it may be anyone;
    `parts` says what each file or folder is."""
    archive = _archive(edition)
    release = f", release {archive.release}" if archive.release else ""
    wide = max(map(len, parts)) + 2
    return "\n".join([
        _title(edition),
        f"The archived website, as of {archive.date.last}{release}. It was at {edition.site_url}",
        "",
        "To read it, open site/index.html in a browser. Nothing else is needed, no network either.",
        "",
        *(f"{name:{wide}}{said}" for name, said in parts.items()),
        "",
        "Whether a file has changed since is told by the checksums above this folder (BagIt, RFC",
        "8493): bagit.py --validate FOLDER, or: sha256sum --check manifest-sha256.txt",
        "",
        "Persons stand in it who have agreed to it; of others it keeps the role.",
        "Beside what licences/ holds: outlines of countries are from Natural Earth (public",
        "domain), positions of places from GeoNames (CC BY 4.0).",
        "",
    ])  # fmt: skip
