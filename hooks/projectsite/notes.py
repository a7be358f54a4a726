"""What has no effect: no mistake, but somebody may have meant something by it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .macros import NAMES
from .problems import Problem
from .site import Site

DYNAMIC = ("type.", "status.", "relation.", "fact.", "nav.", "funding.", "cluster.", "outcome.")
"""Words that are looked up by a value of the data: their keys stand nowhere as a whole."""


def site_notes(site: Site) -> list[Problem]:
    """Macros that no page calls, records that no page shows, words that nothing looks up."""
    return sorted([*_unused_macros(site), *_unseen_records(site), *_unused_words(site)])


def _called(site: Site) -> set[str]:
    return {name for name in NAMES for page in site.prose if f"{{{{ {name}(" in page.text}


def _unused_macros(site: Site) -> Iterator[Problem]:
    for name in sorted(set(NAMES) - _called(site)):
        message = f"no page calls {{{{ {name}() }}}}."
        yield Problem("docs", 0, 0, message, "unused-macro")


def _unseen_records(site: Site) -> Iterator[Problem]:
    """All records but partnerships have pages, or stand on those of others."""
    if "partnerships" not in _called(site):
        for id in site.project.partnerships:
            message = "no page shows it. Call {{ partnerships() }} on one."
            yield Problem(f"data/partnerships/{id}.yml", 0, 0, message, "unseen-record")


def _unused_words(site: Site) -> Iterator[Problem]:
    sources = [*(site.root / "overrides").rglob("*.html"), *Path(__file__).parent.rglob("*.py")]
    text = "\n".join(path.read_text("utf-8") for path in sources)
    default = site.project.default_locale
    file = f"data/words/{default}.yml"
    sheet = site.sheet(file)
    for key in site.wordings[default]:
        if f'"{key}"' not in text and f"'{key}'" not in text and not key.startswith(DYNAMIC):
            message = f"{key}: nothing on the site shows this word."
            yield sheet.problem(tuple(key.split(".")), message, "unused-word")
