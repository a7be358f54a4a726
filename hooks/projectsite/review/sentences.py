"""Copies of a funder's sentence that differ from it by a slip."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from ..facts.programmes import programme
from ..facts.vocabulary import programme_ids
from ..files.layout import PROJECT
from ..problems import Problem
from ..site import Site

ALIKE = 0.9
"""So much of two sentences is the same where one is meant to be the other. The sentences of two
programmes have less in common."""


def wrong_copies(site: Site) -> Iterator[Problem]:
    """The project's own wording of a sentence that is nearly that of a programme."""
    sheet = site.project.sheets[PROJECT]
    for at, wording in enumerate(site.project.facts.funding):
        for name in ("statement", "disclaimer"):
            text = getattr(wording, name)
            for locale, said in text.root.items() if text else ():
                if right := _meant(locale, said):
                    message = (
                        "funding: this is nearly a sentence of the funder. If it is meant to be "
                        f"that, write: {right}"
                    )
                    yield sheet.problem(("funding", at, name, locale), message, "wrong-copy")


def _meant(locale: str, said: str) -> str:
    """The sentence of a programme that is meant; empty for that sentence itself, and for none."""
    known = {
        text.root[locale]
        for id in programme_ids()
        for text in programme(id).sentences
        if locale in text.root
    }
    likely = ((SequenceMatcher(None, one, said).ratio(), one) for one in sorted(known))
    ratio, best = max(likely, default=(0.0, ""))
    return best if ALIKE <= ratio < 1 else ""
