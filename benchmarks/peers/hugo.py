"""The project for Hugo: records straight from the YAML files, layouts cut from our own page."""

from __future__ import annotations

import html
import json
import re
import shutil
from pathlib import Path
from typing import Any

import yaml
from babel import Locale

from . import hugo_files
from .date_forms import cldr, date_forms
from .drawn import PATTERN, ROW, Drawn, pieces
from .pattern import page_template

PLAN = (
    "deliverables",
    "milestones",
    "tasks",
    "publications",
    "results",
    "activities",
    "indicators",
)
"""Records that name outcomes as what shows them; a project may have none."""
TEMPLATES = Path(__file__).with_name("hugo_templates")

AND = {"en": " and ", "de": " und ", "es": " y ", "fr": " et ", "cs": " a "}


def write(folder: Path, drawn: Drawn) -> None:
    """The project in a folder: records of a project of ours, layouts cut from its site.

    What that site has is what Hugo builds too: representations where there are some.
    """
    data = drawn.project / "data"
    for name in ("outcomes", "clusters", "work_packages", "words"):
        shutil.copytree(data / name, folder / "data" / name)
    for name in PLAN:
        if (data / name).is_dir():
            shutil.copytree(data / name, folder / "data" / name)
    shutil.copy(data / "project.yml", folder / "data")
    _write(folder / "data/pages.json", json.dumps(drawn.pages))
    for name in hugo_files.copied(drawn):
        (folder / "static" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(drawn.site / name, folder / "static" / name)
    configuration = _configuration(drawn)
    for name in ("chronicle.html", "key.html"):
        _write(folder / "layouts/_partials" / name, _read(name))
    _write(folder / "layouts/sitemap.xml", _fill("sitemap.xml", _sitemap(drawn), {}))
    for locale in drawn.locales:
        _write_locale(folder, drawn, locale, configuration)
    _write(folder / "hugo.yaml", yaml.safe_dump(configuration, allow_unicode=True))


def _write_locale(folder: Path, drawn: Drawn, locale: str, configuration: dict[str, Any]) -> None:
    words = drawn.words[locale]
    before, after = (page_template(half, drawn) for half in drawn.frame(locale))
    entries = json.dumps(drawn.search_entries(locale), ensure_ascii=False, separators=(",", ":"))
    own = {
        "locale": locale,
        "assets": "../../assets/" if not drawn.prefix(locale) else "../../../assets/",
        "before": before,
        "after": after,
        "entries": entries.removesuffix("]"),
        "and": AND[locale],
        **_dates(locale),
    }
    own |= _article_parts(drawn, locale, own)
    layouts = folder / "layouts"
    _write(layouts / f"outcome-{locale}.html", _fill("outcome.html", own, words))
    _write(layouts / f"drawn-{locale}.html", _fill("drawn.html", own, words))
    _write(layouts / f"home.{locale}.search.json", _fill("search.json", own, words))
    for name in ("when", "told", "rows", "read", "published", *(("cited",) if own["cite"] else ())):
        _write(layouts / f"_partials/{name}.{locale}.html", _fill(f"{name}.html", own, words))
    is_default = locale == drawn.locales[0]
    record = list(hugo_files.of_record(drawn)) if is_default else []
    lists = {"outcomes/": list(hugo_files.of_list(drawn, locale))}
    if is_default:
        lists["data/"] = list(hugo_files.of_data(drawn))
    for layout, outputs in (("outcome", record), *(("drawn", found) for found in lists.values())):
        for output in outputs:
            output.configure(configuration)
            name = f"{layout}-{locale}.{output.name}.{output.suffix}"
            _write(layouts / name, output.template)
    own["formats"] = " ".join(f'"{output.name}"' for output in record if output.suffix != "ics")
    own["events"] = " ".join(f'"{output.name}"' for output in record if output.suffix == "ics")
    content = folder / "content" / locale
    _write(content / "outcomes/_content.gotmpl", _fill("content.gotmpl", own, words))
    _write(folder / f"data/names/{locale}.json", json.dumps(_names(drawn, locale)))
    paths = list(drawn.other_paths(locale))
    if is_default and "data/" not in paths:
        # No page shows the open data: the files hang on one that is not drawn.
        page = {"layout": f"drawn-{locale}", "sitemap": {"disable": True}}
        page["outputs"] = [output.name for output in lists["data/"]]
        _write(content / "data.md", json.dumps(page))
    above = {"/".join(path.split("/")[:n]) for path in paths for n in range(1, path.count("/"))}
    for folder_only in above - {path.rstrip("/") for path in paths}:
        # Hugo would make a page of each folder.
        hidden = {"build": {"render": "never", "list": "never"}, "sitemap": {"disable": True}}
        _write(content / folder_only / "_index.md", json.dumps(hidden))
    for path in paths:
        is_section = any(other != path and other.startswith(path) for other in paths)
        is_section |= path == "outcomes/"
        name = f"{path}_index" if is_section else path.rstrip("/")
        page = _drawn_page(drawn, locale, path)
        if lists.get(path):
            page["outputs"] = ["html", *(output.name for output in lists[path])]
        _write(content / f"{name}.md", json.dumps(page))


def _dates(locale: str) -> dict[str, str]:
    """The layouts of when.html, in the form that Hugo's time.Format takes."""
    forms = date_forms(locale)
    names = {"d": "2", "m": "January", "y": "2006"}
    found = {"first_day": forms.first_day}
    for kind, written in forms.kinds.items():
        for end, piece in zip(("first", "last"), written, strict=False):
            found[f"{kind}_{end}"] = piece.format(**names)
    # Hugo has no name of a month by itself, which some languages spell in another way.
    return found | {"month": forms.kinds["month"][0].format(m="%[1]s", y="%[2]s")}


CITE = re.compile(
    r'<section class="project-card project-cite">.*?</section>'
    r'(\s*<section class="project-card">\s*<h2>[^<]*</h2>\s*'
    r'<ul class="project-formats">.*?</section>)?',
    re.DOTALL,
)
REFERENCE = re.compile(r'(<p class="project-cite__reference"[^>]*>).*?(</p>)', re.DOTALL)
WHOLE = re.compile(r'<p class="project-dossier__whole"><b>[^<]*</b> (.*?)</p>', re.DOTALL)
EVENT = re.compile(r"<li><a [^>]*/event\.ics.*?</li>")


def _article_parts(drawn: Drawn, locale: str, own: dict[str, str]) -> dict[str, str]:
    """Parts of the article that an older page of ours does not have."""
    words = drawn.words[locale]
    found = {"objectives": "", "cite": "", "author": "", "whole": ""}
    if "objectives_note" in words["outcome"]:
        found["objectives"] = _fill("objectives.html", own, words).strip()
    page = drawn.page(locale, f"outcomes/{PATTERN}/")
    if whole := WHOLE.search(page):
        found["whole"] = whole[1]
    if section := CITE.search(page):
        author = words["citation"]["author"].replace("{acronym}", drawn.facts["acronym"])
        reference = _fill("reference.html", own | {"author": author}, words)
        # The reference is told by itself: its title must not become an action before.
        text = REFERENCE.sub(r"\1@@reference@@\2", section[0])
        text = page_template(text, drawn).replace("@@reference@@", reference)
        with_day = '{{ if ge (len (string ($o.date | default ""))) 10 }}'
        found["cite"] = EVENT.sub(lambda event: f"{with_day}{event[0]}{{{{ end }}}}", text)
    return found


def _drawn_page(drawn: Drawn, locale: str, path: str) -> dict[str, Any]:
    """The front matter of a page that is not an outcome's, with its lists of outcomes left open."""
    page = drawn.page(locale, path)
    where = None
    if re.fullmatch(r"(work-packages|consortium)/[^/]+/", path):
        where = path.split("/")[1]
        where = where.upper() if path.startswith("work-packages") else where
    found: list[dict[str, Any]] = []
    for at, piece in enumerate(pieces(page)):
        is_list = at % 2 and ROW.search(piece)
        found.append(_list_of(drawn, piece, where) if is_list else {"html": piece})
    title = html.unescape(re.search("<title>(.*?)</title>", page)[1])
    params = {"pieces": found, "home": "../" * path.count("/")}
    return {"title": title, "layout": f"drawn-{locale}", "params": params}


def _list_of(drawn: Drawn, rows: str, where: str | None) -> dict[str, Any]:
    """Which outcomes a list shows: found from those that it shows with us."""
    shown = ROW.findall(rows)
    relation = drawn.outcomes[shown[0]]["relation"]
    matching = [
        id
        for id in drawn.chronicle
        if (record := drawn.outcomes[id])["relation"] == relation
        and (not where or where in (record.get("work_package"), *record.get("clusters", ())))
    ]
    rising = drawn.chronicle.index(shown[0]) > drawn.chronicle.index(shown[-1])
    return {
        "list": relation,
        "where": where,
        "dated": rising,
        "rising": rising,
        "skip": None if rising else matching.index(shown[0]),
        "most": None if rising else len(shown),
    }


def _sitemap(drawn: Drawn) -> dict[str, str]:
    """Each page exists in all languages, as with us: its other addresses need no look-up."""
    places = [*((at, drawn.prefix(at)) for at in drawn.locales), ("x-default", "")]
    links = (
        f'<xhtml:link rel="alternate" hreflang="{at}" '
        f'href="{drawn.site_url}{prefix}{{{{ $path }}}}"/>'
        for at, prefix in places
    )
    return {
        "root": drawn.site_url,
        "default": drawn.locales[0],
        "alternates": "\n".join(links),
    }


def _names(drawn: Drawn, locale: str) -> dict[str, dict[str, str]]:
    """Countries, languages, and months without a day: Hugo has no names for them."""
    names = cldr(locale)
    records = drawn.outcomes.values()
    countries = {record["country"] for record in records if "country" in record}
    languages = {code for record in records for code in record.get("languages", ())}
    files = [file for record in records for file in record.get("files", ())]
    languages |= {file["language"] for file in files if "language" in file}
    languages |= {page["language"] for page in drawn.pages.values()}
    return {
        "countries": {code: names.territories[code] for code in sorted(countries)},
        "languages": {code: names.languages[code] for code in sorted(languages)},
        "months": {f"{at:02}": name for at, name in names.months["stand-alone"]["wide"].items()},
    }


def _configuration(drawn: Drawn) -> dict[str, Any]:
    """Nothing is on that our page does not have: no taxonomies, no feeds, no typographer."""
    names = {at: Locale.parse(at).get_display_name(at).capitalize() for at in drawn.locales}
    return {
        "baseURL": drawn.site_url,
        "title": drawn.facts["acronym"],
        "defaultContentLanguage": drawn.locales[0],
        "disableKinds": ["taxonomy", "term", "RSS", "404"],
        "outputs": {"home": ["html", "search"], "section": ["html"], "page": ["html"]},
        "outputFormats": {
            "search": {
                "mediaType": "application/json",
                "baseName": "index",
                "path": "search",
                "isPlainText": True,
            }
        },
        "languages": {
            at: {
                "label": names[at],
                "locale": "en-GB" if at == "en" else at,
                "weight": number,
                "contentDir": f"content/{at}",
            }
            for number, at in enumerate(drawn.locales, 1)
        },
        "markup": {
            "goldmark": {
                "renderer": {"unsafe": False},
                # Links in records are whole addresses: nothing is to be looked up.
                "renderHooks": {
                    "link": {"useEmbedded": "never"},
                    "image": {"useEmbedded": "never"},
                },
                "extensions": {
                    "typographer": {"disable": True},
                    "linkify": False,
                    "footnote": False,
                    "definitionList": False,
                    "strikethrough": False,
                    "table": False,
                    "taskList": False,
                },
                "parser": {"autoHeadingID": False},
            }
        },
        "disableHugoGeneratorInject": True,
        "disableDefaultLanguageRedirect": True,
    }


def _fill(name: str, own: dict[str, str], words: dict[str, Any]) -> str:
    """A template with [[.name]] and [[key.of.a.word]] filled in."""

    def value(found: re.Match[str]) -> str:
        key = found[1]
        if key.startswith("."):
            return own[key[1:]]
        is_label = key.startswith("label:")
        word = words
        for step in key.removeprefix("label:").split("."):
            word = word[step]
        return words["page"]["label"].replace("{label}", word) if is_label else word

    return re.sub(r"\[\[([a-z_.:-]+)\]\]", value, _read(name))


def _read(name: str) -> str:
    return (TEMPLATES / name).read_text("utf-8")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
