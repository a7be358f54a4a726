"""The site in a few lines of Markdown, for language models (https://llmstxt.org): what there is,
where it stands, and the files that hold all of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .. import addresses
from ..page.downloads import data_files
from ..site import Site
from ..words.text import LocalisedText, one_line

_SIGNS = re.compile(r"([\\\[\]<>*_`~#]|^[+-]|^\d+(?=[.)])|&(?=#?\w+;))")


def overview(site: Site) -> tuple[str, bytes]:
    """The file by its address, in the default language."""
    project, edition = site.project, site.edition
    default, facts = project.default_locale, project.facts
    words = site.wordings[default]

    def said(text: LocalisedText | None) -> str:
        return text.words(default, default).text if text else ""

    pages = {page.path: page.front_matter for page in site.prose if page.locale == default}
    sections = {
        words("nav.project"): (
            (fields["title"], edition.url(path), fields["description"])
            for path, fields in pages.items()
        ),
        words("nav.work_packages"): (
            (f"{id} {said(one.title)}", edition.url(addresses.work_package(id)), said(one.summary))
            for id, one in project.work_packages.items()
        ),
        words("nav.consortium"): (
            (one.name, edition.url(addresses.cluster(id)), said(one.summary))
            for id, one in project.clusters.items()
        ),
        words("nav.data"): (
            (path, edition.url(path), words(file.about))
            for path, file in data_files(project).items()
        ),
    }
    lines = [f"# {_plain(facts.acronym)}: {_plain(said(facts.title))}", ""]
    lines += [f"> {_plain(said(facts.summary))}", ""]
    lines += [line for name, links in sections.items() for line in _section(name, links)]
    return addresses.overview(), "\n".join(lines).encode()


def _section(name: str, links: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    yield from (f"## {name}", "")
    for title, url, about in links:
        yield f"- [{_plain(title)}]({url})" + (f": {_plain(about)}" if about else "")
    yield ""


def _plain(text: str) -> str:
    """A text that Markdown takes for nothing else."""
    return _SIGNS.sub(_escaped, one_line(text))


def _escaped(found: re.Match[str]) -> str:
    sign = found[0]
    return f"{sign}\\" if sign.isdecimal() else f"\\{sign}"
