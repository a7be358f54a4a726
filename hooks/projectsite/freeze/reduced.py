"""A copy of the project as it may be kept for good: it says so, and names who has agreed to it."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from subprocess import CalledProcessError
from typing import NamedTuple
from urllib.parse import unquote

from ..facts.folders import CONTACTS
from ..facts.model import WITHHELD, Contact
from ..facts.news import NewsItem
from ..facts.project import Project
from ..files.layout import DATA, DOCS, EVIDENCE, LEDGER, PROJECT, record_file
from ..files.state.git import git
from ..files.state.stamp import INPUTS, files_of, no_files
from ..files.yaml.amending import amend
from ..files.yaml.sheets import sheet_of
from ..intake.records import written
from ..problems import Problem, ProblemsFound
from ..review.people import Names
from ..site import load_site
from ..translations.ledger import read_ledger
from ..visits.named import named


class Copy(NamedTuple):
    """What may be kept of a project."""

    root: Path
    named: list[Problem]
    """Who is still named."""
    left_out: list[str]
    """Drafts of news and their pictures, which are not published."""


def copied(root: Path, top: Path, day: date, release: str) -> Copy:
    """Copy a project into an empty folder.

    Contacts who have not agreed to stay are reduced to role and cluster. Raises ProblemsFound
    where the project is such a copy already, or does not pass the check.
    """
    site = load_site(root)
    project = site.project
    if project.facts.archive:
        said = "archive: this is an archived copy already: nothing is left to freeze."
        raise ProblemsFound([Problem(PROJECT, 0, 0, said, "archived")])
    copy = _with_history(root, top)
    copy_sources(root, copy)
    archive = {"date": day.isoformat(), **({"release": release} if release else {})}
    facts = (copy / PROJECT).read_text("utf-8-sig")
    text = f"{facts}\n{written({'archive': archive})}"
    if sheet_of(text, PROJECT).problems:  # as JSON, or indented as a whole
        text = written({**sheet_of(facts, PROJECT).value, "archive": archive})
    (copy / PROJECT).write_text(text, "utf-8")
    gone = [c for _, c in project.of(Contact) if not (c.office or c.in_archive)]
    _reduce(project, copy, _new_ids(project, gone))
    left_out = [file for file, item in project.of(NewsItem) if item.draft]
    # What was visited for them are pages about them.
    theirs = [file for file, contact in project.of(Contact) if contact in gone]
    _forget(project, copy, [*left_out, *theirs])
    left_out += (f"{DOCS}/{path}" for path in sorted(site.held_back))
    for file in left_out:
        (copy / file).unlink()
    return Copy(copy, list(_still_named(copy, [contact.name for contact in gone])), left_out)


_BESIDE = ("LICENSE", "pyproject.toml", "requirements.lock")
"""What a build does not read, and whoever builds again needs."""


def copy_sources(root: Path, folder: Path) -> None:
    """Copy what a site is built from, and by which right and with what.

    Raises ProblemsFound where there is a link, a pipe or a device among it.
    """
    if problems := list(no_files(root, *INPUTS, *_BESIDE)):
        raise ProblemsFound(problems)
    beside = (str(path) for name in _BESIDE if (path := root / name).is_file())
    for name in (*files_of(root), *beside):
        place = folder / os.path.relpath(name, root)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(name, place)


def _with_history(root: Path, top: Path) -> Path:
    """The root of a copy that git takes for the project itself: dates in it are those of commits.

    Without git it is the folder itself.
    """
    try:
        told = git(root, "rev-parse", "--absolute-git-dir", "--show-prefix")
    except (OSError, CalledProcessError):
        return top
    folder, _, prefix = told.partition("\n")
    (top / ".git").write_bytes(os.fsencode(f"gitdir: {folder}\n"))
    return top / prefix


def _new_ids(project: Project, gone: list[Contact]) -> dict[str, str]:
    """An id without a name for each of them."""
    taken = {contact.id for _, contact in project.of(Contact)}
    found: dict[str, str] = {}
    for contact in gone:
        begin = f"{contact.cluster[:40].rstrip('-')}-contact"
        ids = (begin if at == 1 else f"{begin}-{at}" for at in range(1, len(taken) + 2))
        found[contact.id] = next(id for id in ids if id not in taken)
        taken.add(found[contact.id])
    return found


def _reduce(project: Project, copy: Path, ids: Mapping[str, str]) -> None:
    folder = CONTACTS.folder
    for file, contact in project.of(Contact):
        if contact.id in ids:
            (copy / file).unlink()
            new = copy / record_file(folder, ids[contact.id])
            new.write_text(written(_reduced(project, contact, ids[contact.id])), "utf-8")
    for file, item in project.of(NewsItem):
        if item.author and item.author in ids:
            text = (copy / file).read_text("utf-8")
            (copy / file).write_text(amend(text, {("author",): ids[item.author]}), "utf-8")
    if (ledger := copy / LEDGER).exists():
        noted = ledger.read_bytes()
        for a, b in ids.items():
            noted = noted.replace(record_file(folder, a).encode(), record_file(folder, b).encode())
        ledger.write_bytes(noted)
    places = {f"contact-{a}": f"contact-{b}" for a, b in ids.items()}
    for folder, ending in _TEXTS:
        for path in (copy / folder).rglob(ending):
            before = path.read_bytes().decode("utf-8")
            text = _PLACE.sub(lambda found: f"#{places.get(unquote(found[1]), found[1])}", before)
            if text != before:
                path.write_bytes(text.encode())


def _forget(project: Project, copy: Path, files: list[str]) -> None:
    """Take out the lines about translations in files, and about sources that they alone name."""
    ledger, visits = read_ledger(copy), project.visits
    kept = {key: entry for key, entry in ledger.entries.items() if key.file not in files}
    if len(kept) < len(ledger.entries):
        (copy / LEDGER).write_bytes(replace(ledger, entries=kept).text().encode())
    theirs = {address for address, where in named(project).items() if {*where} <= {*files}}
    pages = {address: visit for address, visit in visits.pages.items() if address not in theirs}
    if len(pages) < len(visits.pages):
        (copy / EVIDENCE).write_bytes(replace(visits, pages=pages).text().encode())


_TEXTS = ((DATA, "*.yml"), (DOCS, "*.md"))
_PLACE = re.compile(r"#([\w%-]+)")
"""Where a link leads to on a page."""


def _reduced(project: Project, contact: Contact, id: str) -> Mapping[str, object]:
    """What an archive keeps of a contact: what a cluster had somebody for.

    Its sources were pages about the person: the cluster's own take their place.
    """
    cluster = project.clusters[contact.cluster]
    role = {"role": dict(contact.role.root)} if contact.role else {}
    source = cluster.sources[0].model_dump(exclude_defaults=True, exclude={"facts", "http_only"})
    plain = {"http_only": "yes"} if cluster.sources[0].http_only else {}
    return {
        "id": id,
        "name": cluster.name,
        "office": "yes",
        "cluster": contact.cluster,
        **role,
        "email": WITHHELD,
        "sources": [{**source, **plain}],
    }


def _still_named(copy: Path, names: list[str]) -> Iterator[Problem]:
    """Where texts name them: whoever freezes the project judges whether they may stay there."""
    known = Names(names)
    for folder, ending in _TEXTS:
        for path in sorted((copy / folder).rglob(ending)):
            file = path.relative_to(copy).as_posix()
            for name, line in known.within(path.read_text("utf-8")):
                said = f"{name} has not agreed to the archive, and is named here still."
                yield Problem(file, line, 0, said, "still-named")
