"""The texts of one language as a gettext .po file, for Poedit, Weblate and their like."""

from __future__ import annotations

from string import Formatter

import polib

from ..site import Site
from ..words.text import Locale
from .passages import NO_TRACE, PLURAL, Passage, passages_of
from .plural_forms import plural_categories, plural_header

WIDTH = 78
"""The columns of gettext's own tools; other widths mean the same."""


def export_po(site: Site, locale: Locale) -> str:
    """All texts of a language with their sources, as the text of a .po file.

    See the manual of GNU gettext, “The Format of PO Files”. What is older than its source is fuzzy;
    comments say where a reader meets a text, and hold the fingerprint of the translation (see
    exchange.taking).
    """
    header = plural_header(locale)
    catalogue = polib.POFile(wrapwidth=WIDTH)
    # No date of creation: two exports of one state are equal.
    catalogue.metadata = {
        "Project-Id-Version": site.project.facts.acronym,
        "Language": locale,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": header,
    }
    categories = plural_categories(locale, header)
    for passage in passages_of(site, locale):
        catalogue.append(_entry(passage, categories))
    return f"{catalogue}\n"


def _entry(passage: Passage, categories: dict[int, str]) -> polib.POEntry:
    sources = passage.source_forms or {"": passage.source}
    names: list[str] = []
    if passage.translation.file.startswith("data/words/"):
        pieces = (piece for text in sources.values() for piece in Formatter().parse(text))
        names = sorted({name for _, name, _, _ in pieces if name})
    flags = ["fuzzy"] if passage.older else []
    if names:
        # Poedit and Weblate then warn of a word in braces that the translation lacks.
        flags.append("python-brace-format")
    said = [f"Shown: {passage.shown}."]
    said.append("Markdown is allowed." if passage.markdown else "No Markdown.")
    if names:
        said.append(f"Keep {', '.join(f'{{{name}}}' for name in names)}: the site fills it in.")
    said.append(f"Translation: {passage.present or NO_TRACE}")
    entry = polib.POEntry(
        msgctxt=passage.context,
        msgid=passage.source,
        comment="\n".join(said),
        occurrences=[(passage.source_file, str(passage.source_line))],
        flags=flags,
    )
    if passage.source_forms:
        entry.msgid_plural = passage.source_forms[PLURAL[1]]
        entry.msgstr_plural = {
            index: passage.forms.get(category, "") for index, category in categories.items()
        }
    else:
        entry.msgstr = passage.text
    return entry
