"""What a build has made, in a few lines: for a terminal, and for the log of a machine."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from ...files.folders import Difference
from ...problems import shown
from ...translations.states import Translations
from ...words.text import Locale, State

NAMED = 3
"""So many pages are named, of those that are new, changed or removed."""


def language_lines(
    locales: Sequence[Locale], pages: int, translations: Translations
) -> Mapping[Locale, str]:
    """A line for each language of a site, the default one first: its pages, and which texts are
    not up to date."""
    width = max(len(locale) for locale in locales)
    states = {locale: _state(translations, locale) for locale in locales[1:]}
    return {
        locale: f"{locale:<{width}}  {_counted(pages, 'page')}{states.get(locale, '')}"
        for locale in locales
    }


def _state(translations: Translations, locale: Locale) -> str:
    count = Counter(translation.state for translation in translations.of_locale[locale])
    missing, older = count[State.MISSING], count[State.OLDER]
    if not missing and not older:
        return "; every text translated"
    parts = [f"{missing} missing"] if missing else []
    parts += [f"{older} older than the source"] if older else []
    return f"; texts: {', '.join(parts)}"


def summary(
    difference: Difference,
    seconds: float,
    site_dir: Path,
    locales: Sequence[Locale],
    translations: Translations,
) -> str:
    """What has been built, in how many seconds, what differs from the last site, where to look."""
    finished = all(t.state is State.TRANSLATED for t in translations.all)
    return "\n".join(
        [
            _built(difference, seconds),
            *_differences(difference, set(locales[1:])),
            f"Look at {_place(site_dir / 'index.html')}, or run: make serve",
            *([] if finished else ["The texts that are not up to date: make translations"]),
        ]
    )


def _place(file: Path) -> str:
    """A file as a person would type it."""
    here = Path.cwd()
    name = file.relative_to(here).as_posix() if file.is_relative_to(here) else str(file)
    return shown(name, 300)


def _built(difference: Difference, seconds: float) -> str:
    pages = len(_pages(difference.files))
    others = len(difference.files) - pages
    made = f"{_counted(pages, 'page')} and {_counted(others, 'other file')} in {seconds:.1f} s"
    if len(difference.new) == len(difference.files):
        return f"Built {made}."
    same = not (difference.new or difference.changed or difference.removed)
    return f"Built {made}{'; all are as they were.' if same else '. Since the last build:'}"


def _differences(difference: Difference, others: set[str]) -> Iterator[str]:
    """A line for each kind of change to pages, and one for all other files."""
    if len(difference.new) == len(difference.files):
        return  # there was no site before: all of it is new
    kinds = {"new": difference.new, "changed": difference.changed, "removed": difference.removed}
    rest = []
    for kind, files in kinds.items():
        pages = _pages(files)
        if pages:
            # A change shows in every language: those of the default one first, as only a few pages
            # are named.
            pages.sort(key=lambda address: (address.split("/")[1] in others, address))
            yield f"  {_counted(len(pages), 'page')} {kind}: {_named(pages)}"
        if len(pages) < len(files):
            rest.append(f"{len(files) - len(pages)} {kind}")
    if rest:
        yield f"  other files: {', '.join(rest)}"


def _pages(files: Iterable[str]) -> list[str]:
    """The addresses of pages below the root of the site: /, /de/contact/, /404.html."""
    return [f"/{file}".removesuffix("index.html") for file in files if file.endswith(".html")]


def _named(pages: Sequence[str]) -> str:
    named = ", ".join(shown(page) for page in pages[:NAMED])
    return f"{named} and {len(pages) - NAMED} more" if len(pages) > NAMED else named


def rebuilt(at: float, pages: int, seconds: float) -> str:
    """What the live preview says of a build.

    At a time in seconds since 1970, in so many seconds. Without pages it has shown outcomes only.
    """
    made = f"Built {_counted(pages, 'page')}" if pages else "Showed the changed outcomes"
    hour = time.strftime("%H:%M:%S", time.localtime(at))
    return f"[{hour}] {made} in {seconds:.1f} s"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
