"""The tables of a proposal: partners, work packages, deliverables, milestones, tasks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..facts.folders import CLUSTERS, DELIVERABLES, MILESTONES, TASKS, WORK_PACKAGES, Kind
from ..facts.own_words import OwnWords
from ..files.bounded import bounded
from ..files.layout import EFFORT
from ..files.names import slug
from ..files.yaml.sheets import sheet_of
from ..problems import Problem, ProblemsFound, nearest, shown
from ..words.codes import country_code
from .records import problems_of, written
from .tables import Row, first_problems, plain_name, read_lines, read_table

Fields = dict[str, Any]

LONGEST_ID = 60
"""Characters."""

COLUMNS: Mapping[Kind, Mapping[str, Sequence[str]]] = {
    CLUSTERS: {
        "name": ("Name", "Partner", "Participant organisation name", "Organisation", "Legal name"),
        "abbreviation": ("Short name", "Short", "Acronym", "Abbreviation"),
        "country": ("Country", "Country code"),
        "city": ("City", "Town", "Seat"),
        "website": ("Website", "Web", "Homepage", "URL"),
        "ror": ("ROR",),
    },
    WORK_PACKAGES: {
        "id": ("WP", "WP No", "WP number", "Work package number", "No", "Number"),
        "title": ("Title", "WP title", "Work package title", "Work package name", "WP name"),
        "lead": ("Lead", "Lead beneficiary", "Lead participant", "Leader", "Lead partner"),
        "start": ("Start", "Start month"),
        "end": ("End", "End month"),
    },
    TASKS: {
        "id": ("Task", "Task No", "Task number", "No", "Number", "Code"),
        "title": ("Title", "Task title", "Task name", "Name"),
        "work_package": ("WP", "WP No", "Work package", "Work package No", "Work package number"),
        "lead": ("Lead", "Lead beneficiary", "Lead participant", "Leader", "Lead partner"),
        "participants": ("Participants", "Other participants", "Partners"),
        "start": ("Start", "Start month"),
        "end": ("End", "End month"),
    },
    DELIVERABLES: {
        "id": ("Deliverable", "Deliverable No", "Deliverable number", "No", "Number", "Code"),
        "title": ("Title", "Deliverable name", "Deliverable title", "Name"),
        "work_package": ("WP", "WP No", "Work package", "Work package No", "Work package number"),
        "lead": ("Lead", "Lead beneficiary", "Lead participant", "Leader", "Lead partner"),
        "nature": ("Type", "Nature"),
        "level": ("Level", "Dissemination level"),
        "due": ("Due", "Due date", "Due month", "Due date (in months)", "Delivery date", "Month"),
    },
    MILESTONES: {
        "id": ("Milestone", "Milestone No", "Milestone number", "No", "Number", "Code"),
        "title": ("Title", "Milestone name", "Milestone title", "Name"),
        "work_package": (
            "WP",
            "WP No",
            "Work package",
            "Work package No",
            "Related work package(s)",
        ),
        "lead": ("Lead", "Lead beneficiary", "Lead participant", "Leader", "Lead partner"),
        "due": ("Due", "Due date", "Due month", "Due date (in months)", "Month"),
        "verification": ("Means of verification", "Verification"),
    },
}
"""What a table of each kind may hold, and what its columns are called in proposals."""

NEEDED: Mapping[Kind, Sequence[str]] = {
    CLUSTERS: ("name", "country"),
    WORK_PACKAGES: ("id", "title", "lead"),
    TASKS: ("id", "title", "start", "end"),
    DELIVERABLES: ("id", "title", "due"),
    MILESTONES: ("id", "title", "due"),
}


@dataclass
class Taken:
    """What a table becomes: texts of data files by path, and what was there already."""

    files: dict[str, str] = field(default_factory=dict)
    same: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    """Files that say something else: they are left as they are."""
    known: list[str] = field(default_factory=list)
    """A sentence for each record that has a file under another name."""

    def sort(self, root: Path, file: str, text: str) -> None:
        """Put the text of a data file where it belongs."""
        there = root / file
        if not there.exists():
            self.files[file] = text
        elif sheet_of(there.read_text("utf-8-sig"), file).value == sheet_of(text, file).value:
            self.same.append(file)
        else:
            self.kept.append(file)


@dataclass(frozen=True)
class Proposal:
    """Where the tables go: the language of their texts, their source, and the partners."""

    root: Path
    own: OwnWords
    language: str
    document: str
    """The id of the document that the facts come from."""
    partners: Mapping[str, str]
    """The id of each partner by everything that it may be called, see `plain_name`."""
    months: int = 0
    """How long the project runs; 0 where nothing is counted by its months."""

    def take(self, kind: Kind, path: Path) -> Taken:
        """The records of a table.

        Raises ProblemsFound with every row that cannot be one; nothing is written here.
        """
        return bounded(path.name, lambda: self._records(kind, path))

    def _records(self, kind: Kind, path: Path) -> Taken:
        taken, seen = Taken(), dict[str, int]()
        problems = (
            Problem(path.name, row.number, 0, said, code)
            for row in read_table(path, COLUMNS[kind])
            for said, code in self._row(kind, row, taken, seen)
        )
        if told := first_problems(path, problems):
            raise ProblemsFound(told)
        return taken

    def take_effort(self, path: Path) -> Taken:
        """The person-months of a table with a line a partner and a column a work package.

        Raises ProblemsFound with every cell that cannot be one; nothing is written here.
        """
        return bounded(path.name, lambda: self._months(path))

    def _months(self, path: Path) -> Taken:
        entries: list[Fields] = []
        problems = (
            Problem(path.name, number, 0, said, code)
            for number, said, code in self._effort(read_lines(path), entries)
        )
        if told := first_problems(path, problems):
            raise ProblemsFound(told)
        taken = Taken()
        entries.sort(key=lambda entry: int(entry["work_package"].removeprefix("WP")))
        taken.sort(self.root, EFFORT, written({"effort": entries, "sources": self.sources}))
        return taken

    def _effort(
        self, lines: Sequence[Sequence[str]], entries: list[Fields]
    ) -> Iterator[tuple[int, str, str]]:
        columns = {
            at: f"WP{found[1]}" for at, name in enumerate(lines[0]) if (found := _WP.search(name))
        }
        if len(set(columns.values())) < len(columns):
            said = "two columns are of one work package. Keep the months that are to be imported."
            yield 1, said, "table"
            return
        if not columns:
            said = "the first line names no work package. Call the columns WP1, WP2 …"
            yield 1, said, "table"
            return
        for number, line in enumerate(lines[1:], start=2):
            cells = {package: line[at] for at, package in columns.items() if at < len(line)}
            partner = next((id for id in map(self.partner, line) if id), "")
            if not partner and any(cells.values()) and not _is_sum(line):
                said = f"there is no partner {shown(' '.join(line)[:40])}."
                yield number, said, "unknown-id"
            for package, months in cells.items() if partner else ():
                if _MONTHS.fullmatch(months) and float(months.replace(",", ".")) > 0:
                    entry = {"work_package": package, "cluster": partner}
                    entries.append(self.own.fields(entry) | {"months": months.replace(",", ".")})
                elif months.strip("-–0.,"):
                    said = f"“{shown(months)}” below {package} is no number of months."
                    yield number, said, "not-a-number"

    def _row(
        self, kind: Kind, row: Row, taken: Taken, seen: dict[str, int]
    ) -> Iterator[tuple[str, str]]:
        if missing := [name for name in NEEDED[kind] if not row[name]]:
            names = " and ".join(COLUMNS[kind][name][0] for name in missing)
            yield f"nothing stands in the column {names}.", "missing-field"
            return
        # Before anything is made of them: a cell may hold thousands.
        unknown = False
        for told in self._unknown_partners(kind, row):
            unknown = True
            yield told
        fields = _MAKERS[kind](self, row)
        if not (id := fields.get("id", "")):
            said = "give it a short name of two Latin letters or more, for the name of its file."
            yield said, "form"
            return
        if len(id) > LONGEST_ID:
            yield f"“{shown(id)}” is too long for the name of a file.", "form"
            return
        if id in seen:
            yield f"{shown(id)} stands in line {seen[id]} already.", "twice"
            return
        seen[id] = row.number
        yield from self._late_months(fields)
        text = written(fields)
        wrong = [] if unknown else list(problems_of(kind, text, id, self.language))
        yield from ((problem.message, problem.code) for problem in wrong)
        # What is no id leads to no file of the project.
        if not (unknown or wrong):
            taken.sort(self.root, self.own.file(kind, id), text)

    def _unknown_partners(self, kind: Kind, row: Row) -> Iterator[tuple[str, str]]:
        named = [row["lead"]] if row["lead"] else []
        for name in (*named, *_several(row["participants"])):
            if kind is not CLUSTERS and not self.partner(name):
                known = sorted(set(self.partners.values()))
                meant = nearest(slug(name), tuple(known))
                hint = f" Did you mean {meant}?" if meant else ""
                yield f"there is no partner {shown(name)}.{hint}", "unknown-id"

    def _late_months(self, fields: Fields) -> Iterator[tuple[str, str]]:
        for name in ("start", "end", "due"):
            month = re.fullmatch(r"M([1-9][0-9]{0,5})", fields.get(name, ""))
            if month and int(month[1]) > self.months:
                said = (
                    f"{name}: {month[0]} comes after the end of the project, month {self.months}."
                )
                yield said, "outside-project"

    def partner(self, name: str) -> str:
        """The id of a partner by its name, short name or id; empty for none."""
        # The funder's forms write “4 - NAME”.
        bare = re.sub(r"^\d+\s*[-–—.:]\s*", "", name)
        return self.partners.get(plain_name(name)) or self.partners.get(plain_name(bare), "")

    def said(self, text: str) -> dict[str, str]:
        return {self.language: text}

    @property
    def sources(self) -> list[dict[str, str]]:
        return [{"document": self.document}]


_WP = re.compile(r"^\s*WP\s*0*([1-9][0-9]?)\b", re.IGNORECASE)
_MONTHS = re.compile(r"[0-9]{1,4}([.,][0-9]{1,2})?")


def _is_sum(line: Sequence[str]) -> bool:
    return bool(re.match(r"(?i)\s*(total|sum|summe|suma|somme|celkem)", " ".join(line)))


def partner_names(clusters: Mapping[str, Any]) -> dict[str, str]:
    """Everything that a partner may be called in a table: the id by each name."""
    found: dict[str, str] = {}
    for id, cluster in clusters.items():
        names = (id, cluster.name, cluster.abbreviation, cluster.legal_name)
        for name in filter(None, names):
            found.setdefault(plain_name(name), id)
    return found


def _several(text: str) -> list[str]:
    return [name.strip() for name in re.split(r"[,;]", text) if name.strip()]


def _month(text: str) -> str:
    """M12 for 12, m12 and M12; a date as it is."""
    found = re.fullmatch(r"[Mm]?\s*0*([1-9][0-9]{0,2})(?:\.0)?", text)
    return f"M{found[1]}" if found else text


def _code(letters: str, text: str) -> str:
    """D2.1 for 2.1, d2.1 and D 2.1."""
    bare = re.sub(rf"^\s*(?:{letters})[\s.]*", "", text, flags=re.IGNORECASE)
    return f"{letters.partition('|')[0]}{bare.strip()}"


def _package(text: str) -> str:
    first = re.split(r"(?i)(?<!WP)(?<![,;/ ])[,;/ ]++(?=(?:WP)?\s*\d)", text.strip(), maxsplit=1)[0]
    return _code("WP", first)


def _known(fields: Fields) -> Fields:
    return {name: value for name, value in fields.items() if value}


def _partner(proposal: Proposal, row: Row) -> Fields:
    name, short = row["name"], row["abbreviation"]
    website = row["website"]
    if website and "://" not in website:
        website = f"https://{website}"
    return _known(
        {
            "id": slug(short or name)[:60].strip("-"),
            "name": name,
            "abbreviation": short if short != name else "",
            "city": proposal.said(row["city"]) if row["city"] else None,
            "country": country_code(row["country"]) or row["country"],
            "website": website.replace("http://", "https://"),
            "ror": row["ror"].rpartition("/")[2],
            "sources": proposal.sources,
        }
    )


def _work_package(proposal: Proposal, row: Row) -> Fields:
    return _known(
        {
            "id": _code("WP", row["id"]),
            "title": proposal.said(row["title"]),
            "lead": proposal.partner(row["lead"]) or row["lead"],
            "start": _month(row["start"]),
            "end": _month(row["end"]),
            "sources": proposal.sources,
        }
    )


def _of_package(row: Row, code: str) -> str:
    """The work package that a row names, or else that its code names."""
    number = re.match(r"\D*(\d+)\.", code)
    return (
        _package(row["work_package"]) if row["work_package"] else f"WP{number[1]}" if number else ""
    )


def _task(proposal: Proposal, row: Row) -> Fields:
    id = _code("T|Task", row["id"])
    others = [proposal.partner(name) or name for name in _several(row["participants"])]
    lead = proposal.partner(row["lead"]) or row["lead"]
    return _known(
        {
            "id": id,
            "title": proposal.said(row["title"]),
            "work_package": _of_package(row, id),
            "lead": lead,
            "participants": [other for other in dict.fromkeys(others) if other != lead],
            "start": _month(row["start"]),
            "end": _month(row["end"]),
            "sources": proposal.sources,
        }
    )


def _deliverable(proposal: Proposal, row: Row) -> Fields:
    id = _code("D", row["id"])
    return _known(
        {
            "id": id,
            "title": proposal.said(row["title"]),
            "work_package": _of_package(row, id),
            "lead": proposal.partner(row["lead"]) or row["lead"],
            # Proposals write “R — Document, report” and “PU - Public”.
            "nature": re.split(r"\s*[—–:-]\s+|\s+", row["nature"])[0].upper(),
            "level": re.split(r"\s+", row["level"])[0].upper(),
            "due": _month(row["due"]),
            "sources": proposal.sources,
        }
    )


def _milestone(proposal: Proposal, row: Row) -> Fields:
    text = row["id"]
    id = text.upper() if re.match(r"[Mm]\d", text) else _code("MS", text)
    return _known(
        {
            "id": id,
            "title": proposal.said(row["title"]),
            "work_package": _package(row["work_package"]) if row["work_package"] else "",
            "lead": proposal.partner(row["lead"]) or row["lead"],
            "due": _month(row["due"]),
            "verification": proposal.said(row["verification"]) if row["verification"] else None,
            "sources": proposal.sources,
        }
    )


_MAKERS: Mapping[Kind, Callable[[Proposal, Row], Fields]] = {
    CLUSTERS: _partner,
    WORK_PACKAGES: _work_package,
    TASKS: _task,
    DELIVERABLES: _deliverable,
    MILESTONES: _milestone,
}
