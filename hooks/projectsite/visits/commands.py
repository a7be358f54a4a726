"""The command evidence."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path

from urllib3.util import parse_url

from ..facts.loading import load_project
from ..facts.project import Project
from ..files.layout import EVIDENCE
from ..files.lock import alone
from ..files.state.stamp import today
from ..files.writing import outdated, write_files
from ..problems import ProblemsFound, report
from ..prose.menu import load_menu
from .archive import archived_copy
from .client import Client
from .comparing import compared
from .guard import is_public
from .journey import Finding
from .named import named
from .rules import Rules, Stopped
from .telling import month_of, summed_up, told
from .visiting import is_there_a_network, visit_all


def evidence_command(
    root: Path, told_in: Path | None = None, rules: Rules | None = None, day: date | None = None
) -> int:
    """Visit what the records of a project name, and keep what was found; returns the exit status.

    `told_in` is a file for what has changed, in Markdown; it is empty where nothing has.
    """
    try:
        project = load_project(root)
        client = Client(rules or Rules(is_public, _agent(root)))
        addresses = [*named(project)]
        if not addresses and not project.visits.pages:
            print("No record names a page.")
            return 0
        _say(f"Visiting {len(addresses)} pages …")
        found = visit_all(client, addresses, project.visits)
        if not _has_network(client, found):
            print("No server can be reached: there is no network. Nothing was changed.")
            return 1
        copies = _copies(client, project, found)
        # The visits take minutes, in which nobody has to wait; what was kept may be other by now.
        with alone(root):
            said = _kept(root, found, copies, month_of(day or today()))
        if told_in:
            told_in.write_text(said, "utf-8")
    except ProblemsFound as problems:
        print(report(problems.problems, "Nothing was changed."))
        return 1
    except OSError as error:
        print(f"{error.filename or root}: it cannot be written: {error.strerror or error}.")
        return 1
    return 0


_say = partial(print, file=sys.stderr, flush=True)


def _agent(root: Path) -> str:
    # A head of HTTP holds ASCII alone.
    site = parse_url(load_menu(root).site_url).url
    return f"projectsite-evidence/1 (+{site}; asks whether its sources are still there)"


def _has_network(client: Client, found: Mapping[str, Finding]) -> bool:
    if not found or is_there_a_network(found):
        return True
    try:
        client.ask(client.rules.archive)
    except Stopped:
        return False
    return True


def _copies(client: Client, project: Project, found: Mapping[str, Finding]) -> dict[str, str]:
    """What the archive has of the pages that a reader does not get; not asked for what an editor
    or an earlier visit has named."""
    copies = {}
    for address, finding in found.items():
        if finding.found.is_open or project.archived_copy(address):
            continue
        kept = project.visits.of(address)
        seen = project.visits.last_seen(kept) if kept else ""
        try:
            copies[address] = archived_copy(client, address, seen)
        except Stopped as stopped:
            _say(f"The archive was not asked for copies: {stopped.why}.")
            break
    return copies


def _kept(root: Path, found: Mapping[str, Finding], copies: Mapping[str, str], month: str) -> str:
    """Write the file; what has changed, in words."""
    project = load_project(root)
    files = named(project)
    outcome = compared(project.visits, files, found, copies, month)
    said = told(outcome, files)
    print(said.rstrip() or f"{summed_up(outcome)} All is as it was.")
    if outcome.left:
        print(f"There was no time for {len(outcome.left)} pages: they are as they were.")
    written = outdated(root, {EVIDENCE: outcome.visits.text()})
    write_files(root, written)
    for file in written:
        print(f"\n{file}: written.")
    return said
