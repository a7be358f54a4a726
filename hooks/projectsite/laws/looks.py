"""What the project and its partners look like: their logos, and when partners came and went."""

from __future__ import annotations

from collections.abc import Iterator

from ..facts.model import Brand, Cluster
from ..facts.project import Project
from ..files.layout import ASSETS, PROJECT
from ..files.pictures import LOGOS
from ..problems import Problem, shown

LIMIT_KB = 200
"""Of a logo. The one of the project is on every page, and visitors have slow lines."""


def logos_are_pictures(project: Project) -> Iterator[Problem]:
    """A logo is a small picture in docs/assets/."""
    for file, record in project.records.items():
        if isinstance(record, Brand | Cluster) and record.logo:
            path = project.root / ASSETS / record.logo
            if not record.logo.endswith(LOGOS):
                said = f"logo: {shown(record.logo)} is no picture. Use {', '.join(LOGOS)}."
            elif not path.is_file():
                said = f"logo: there is no file {ASSETS}/{record.logo}. Upload it there."
            elif (size := path.stat().st_size) > LIMIT_KB * 1000:
                kilobytes = f"{size / 1000:.0f} KB, and may have {LIMIT_KB}"
                said = f"logo: {record.logo} has {kilobytes}. Save it smaller."
            else:
                continue
            yield project.problem(file, ("logo",), said, "logo")


WIDEST = 24
"""Characters beside the logo: more have no room on a phone."""


def headers_hold_their_words(project: Project) -> Iterator[Problem]:
    """What a project says in its header is short; the name is there, as words or in the logo."""
    for file, brand in project.of(Brand):
        for locale, text in brand.header.root.items() if brand.header else ():
            if len(text) > WIDEST:
                said = f"header: “{shown(text)}” has {len(text)} characters, and may have {WIDEST}."
                yield project.problem(file, ("header", locale), f"{said} Shorten it.", "too-long")
        if brand.wordmark and not brand.logo:
            said = "wordmark: there is no logo that could show the name. Add “logo: …”."
            yield project.problem(file, ("wordmark",), said, "logo")


def partners_come_before_they_go(project: Project) -> Iterator[Problem]:
    """A partner joins after the project begins, and leaves after that and before its end."""
    facts = project.facts
    if facts.end.last < facts.start.first:
        return  # which another law tells
    for file, cluster in project.of(Cluster):
        for name, day in (("joined", cluster.joined), ("left", cluster.left)):
            if day and not facts.start.first <= day.first <= facts.end.last:
                said = f"{name}: {day} lies outside the project. Mend it, or {PROJECT}."
                yield project.problem(file, (name,), said, "outside-project")
        if cluster.joined and cluster.left and cluster.left.last < cluster.joined.first:
            said = "left: the partner left before it joined. Mend one of the two."
            yield project.problem(file, ("left",), said, "end-before-start")
