"""The command freeze."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from .. import addresses
from ..changes.from_disk import for_disk, with_plain_scripts
from ..changes.pictures import browser
from ..changes.seen import leads_to
from ..changes.sites import INDEX, BuiltSite
from ..changes.trees import build, unbuilt
from ..files.folders import make_folder
from ..files.given import given_bytes
from ..files.state.stamp import facts_moment
from ..page.edition import Edition
from ..problems import ProblemsFound, report
from ..site import load_site
from .packing import PAYLOAD, as_bag, digest_of, files_below, zipped
from .papers import LICENCES, bag_info, citation, copy_licences, name_of, read_me, zenodo
from .proofs import BOXES, one_of_each_kind, take_proofs
from .reduced import copied, copy_sources
from .wacz import write_wacz

SECONDS = 1800
"""A build that takes longer is stopped: documents to take away are drawn, too."""
LIMIT_SBOM = 50_000_000
"""Bytes of the list of what the site is built with."""
_PARTS = {
    "site/": "the website, which opens from a disk; its kit/ has the documents to take away",
    "site/ro-crate-metadata.json": "what its data are, for machines (RO-Crate 1.2)",
    "site.wacz": "the website at its addresses, for replaying programs (WACZ 1.1.1)",
    "source/": "what it is made from: the facts in data/, the texts in docs/, the program",
    "pictures/": f"each kind of page, and where emblem and funding sentence stand ({BOXES})",
    "CITATION.cff": "how to cite this archive",
    ".zenodo.json": "what Zenodo asks for",
    "sbom.cdx.json": "what the website was built with (CycloneDX)",
    f"{LICENCES}/": "the licences of what is in it",
}


def freeze_command(
    root: Path, folder: Path, release: str, sbom: Path | None, *, pictures: bool
) -> int:
    """Write the archive of a finished project into a folder; returns the exit status.

    `release` is its name or empty, `sbom` the list of what the site is built with.
    """
    # Not all that the system refuses to write has a name: a full disk has none.
    where = "temporary files"
    try:
        with tempfile.TemporaryDirectory(prefix="projectsite-") as where:
            bag, moment = _frozen(root.absolute(), Path(where), folder, release, sbom, pictures)
            where, packed = str(folder), files_below(bag)
            file = folder / f"{bag.name}.zip"
            zipped(file, ((f"{bag.name}/{path}", at) for path, at in packed), moment)
    except ProblemsFound as found:
        print(report(found.problems, "Nothing was frozen."))
        return 1
    except OSError as error:
        place = error.filename2 or error.filename or where
        print(f"{place}: it cannot be read or written: {error.strerror or error}.")
        return 1
    print(f"{file}: {file.stat().st_size:,} bytes, SHA-256 {digest_of(file)}")
    return 0


def _frozen(
    root: Path, temporary: Path, folder: Path, release: str, sbom: Path | None, pictures: bool
) -> tuple[Path, datetime]:
    """All that goes into the archive, as a bag in a temporary folder; and its moment."""
    moment = facts_moment(root)
    # What cannot be read or written is told before the long work.
    listed = given_bytes(sbom, LIMIT_SBOM) if sbom else b""
    (top := temporary / "copy").mkdir()
    copy, named, left_out = copied(root, top, moment.date(), release)
    if left_out:
        _progress(f"Left out, as drafts are not published: {', '.join(left_out)}.")
    if named:
        _progress(report(named, "A person has to judge whether these may stay in the archive."))
    project = load_site(copy)
    make_folder(folder)
    _progress("Building the archived site …")
    built, seconds = temporary / "site", str(int(moment.timestamp()))
    if wrong := build(copy, built, seconds, kit="yes", seconds=SECONDS):
        raise unbuilt("the archived copy", wrong, "freeze")
    edition = replace(project.edition, site_url=_address(built), moment=moment)
    payload = temporary / name_of(edition) / PAYLOAD
    _fill(payload, copy, built, edition)
    if listed:
        (payload / "sbom.cdx.json").write_bytes(listed)
    if pictures:
        _picture(built, payload / "pictures", edition)
    parts = {part: said for part, said in _PARTS.items() if (payload / part).exists()}
    (payload / "README.txt").write_text(read_me(edition, parts), "utf-8")
    as_bag(payload.parent, bag_info(edition))
    return payload.parent, moment


def _progress(told: str) -> None:
    print(told, file=sys.stderr, flush=True)


def _address(built: Path) -> str:
    """Where a built site is published, as it says itself."""
    sitemap = (built / addresses.robots()).read_text("utf-8").partition("Sitemap: ")[2].strip()
    return sitemap.removesuffix(addresses.sitemap())


def _fill(payload: Path, copy: Path, built: Path, edition: Edition) -> None:
    """What is there without a browser."""
    for_disk(built, payload / "site")
    with_plain_scripts(built)
    title = edition.project.facts.acronym
    write_wacz(built, edition.site_url, payload / "site.wacz", edition.moment, title)
    copy_sources(copy, payload / "source")
    (payload / "CITATION.cff").write_text(citation(edition), "utf-8")
    (payload / ".zenodo.json").write_text(zenodo(edition), "utf-8")
    copy_licences(copy, payload / LICENCES)


def _picture(built: Path, folder: Path, edition: Edition) -> None:
    program = browser()
    if not program:
        _progress("No pictures: there is no Chromium or Chrome on the PATH.")
        return
    default = edition.project.default_locale
    pages = BuiltSite(built, (default, *(o for o in edition.locales if o != default))).pages
    own = [place.below for place in pages if place.locale == default]
    shown = [path for path in own if leads_to((built / path / INDEX).read_bytes(), path) is None]
    _progress("Taking pictures …")
    take_proofs(built, list(one_of_each_kind(shown)), folder, edition.moment, program)
