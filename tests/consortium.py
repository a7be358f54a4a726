"""A made-up consortium under another programme, made by rule: what any other project may look like.

Twelve partners in twelve countries, seven work packages and 25 outcomes, in French and, partly, in
English. Nothing of the repository's own data or prose is in it; words, looks and hooks are.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from conftest import copy_project

LOCALES = ("fr", "en")
PARTNERS = (
    ("aulnes", "Pôle des Aulnes", "FR", "Nantes", 47.22, -1.55),
    ("eikenpoort", "Eikenpoort", "NL", "Zwolle", 52.51, 6.09),
    ("ulmenhof", "Ulmenhof e. V.", "DE", "Kassel", 51.31, 9.48),
    ("olmeda", "Clúster Olmeda", "ES", "Logroño", 42.47, -2.45),
    ("sobreiro", "Rede Sobreiro", "PT", "Évora", 38.57, -7.91),
    ("cipressi", "Rete dei Cipressi", "IT", "Arezzo", 43.46, 11.88),
    ("jasen", "Grozd Jasen", "HR", "Osijek", 45.55, 18.69),
    ("brezova", "Březová síť", "CZ", "Olomouc", 49.59, 17.25),
    ("jarzebina", "Klaster Jarzębina", "PL", "Rzeszów", 50.04, 22.0),
    ("berzai", "Beržų tinklas", "LT", "Šiauliai", 55.93, 23.31),
    ("koivula", "Koivula", "FI", "Joensuu", 62.6, 29.76),
    ("platani", "Δίκτυο Πλατάνι", "GR", "Λάρισα", 39.64, 22.42),
)
HUES = ("violet", "amber", "green", "blue", "rose", "teal", "olive", "slate")
TYPES = ("meeting", "training", "report", "event", "news", "publication", "service", "plan")


def make_consortium(target: Path, programme: str) -> Path:
    """Write the project into a folder that is not there yet."""
    copy_project(target)
    words = target / "data/words"
    for path in words.glob("*.yml"):
        if path.stem not in LOCALES:
            path.unlink()
    for path in (target / "data").iterdir():
        if path != words:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.rmtree(target / "docs")
    for file, record in _records(programme):
        _write(target / "data" / file, yaml.safe_dump(record, allow_unicode=True, sort_keys=False))
    for file, text in _pages():
        _write(target / "docs" / file, text)
    _settle(target / "mkdocs.yml")
    return target


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _settle(settings: Path) -> None:
    """Give mkdocs.yml another name and other addresses."""
    text = settings.read_text("utf-8")
    for key, value in (
        ("site_name", "BOCAGE"),
        ("site_url", "!ENV [SITE_URL, https://bocage.example.eu/]"),
        ("repo_url", "!ENV [REPO_URL, https://github.com/bocage-example/site]"),
    ):
        text, count = re.subn(rf"^{key}: .*$", f"{key}: {value}", text, flags=re.MULTILINE)
        assert count == 1, key
    settings.write_text(text, encoding="utf-8")


def _sources() -> list[dict[str, str]]:
    """Anew each time: of one list YAML would make an anchor and aliases."""
    return [{"document": "proposition"}]


def _text(french: str, english: str = "") -> dict[str, str]:
    return {"fr": french, "en": english} if english else {"fr": french}


def _records(programme: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every file below data/ but the words."""
    yield "project.yml", _project(programme)
    yield "objectives.yml", {"objectives": list(_objectives())}
    for number in range(1, 8):
        yield f"work_packages/wp{number}.yml", _work_package(number)
    for at, (id, name, *place) in enumerate(PARTNERS):
        yield f"clusters/{id}.yml", _cluster(at, id, name, *place)
        yield f"contacts/contact-{id}.yml", _contact(id, name)
    for number in range(1, 26):
        outcome = _outcome(number)
        yield f"outcomes/{outcome['id']}.yml", outcome


def _project(programme: str) -> dict[str, Any]:
    return {
        "acronym": "BOCAGE",
        "title": _text("Haies et arbres pour les territoires", "Hedges and trees for regions"),
        "summary": _text(
            "Le projet remet des haies dans les paysages de douze régions.",
            "The project brings hedges back into the landscapes of twelve regions.",
        ),
        "consortium": _text(
            "Douze partenaires de douze pays.", "Twelve partners, twelve countries."
        ),
        "languages": list(LOCALES),
        "programme": programme,
        **({"granting_authority": _text("REA", "REA")} if programme == "horizon-europe" else {}),
        "start": "2024-01",
        "end": "2026-12",
        "duration": "36",
        "coordinator": PARTNERS[0][0],
        "documents": [{"id": "proposition", "title": _text("Proposition de projet")}],
        "sources": _sources(),
    }


def _objectives() -> Iterator[dict[str, Any]]:
    for goal in (1, 2, 3):
        label = {"label": _text(("Planter", "Mesurer", "Transmettre")[goal - 1])}
        yield {"id": f"O{goal}", **label, "text": _text(f"Objectif {goal}"), "sources": _sources()}
        for part in (1, 2):
            text = _text(f"Objectif particulier {goal}.{part}", f"Specific objective {goal}.{part}")
            yield {"id": f"O{goal}.{part}", "text": text, "sources": _sources()}


def _work_package(number: int) -> dict[str, Any]:
    served = [f"O{goal}.{part}" for goal in (1, 2, 3) for part in (1, 2)]
    manages = number == 7
    return {
        "id": f"WP{number}",
        "title": _text(f"Lot {number}, des haies de la région", f"Hedges, part {number}"),
        "short_title": _text(f"Haies {number}", f"Hedges {number}"),
        "summary": _text(f"Ce que le lot {number} veut atteindre."),
        **({"management": "yes"} if manages else {"objectives": [served[number - 1]]}),
        "lead": PARTNERS[number % 12][0],
        "sources": _sources(),
    }


def _cluster(
    at: int, id: str, name: str, country: str, city: str, north: float, east: float
) -> dict[str, Any]:
    return {
        "id": id,
        "name": name,
        "field": _text("Haies et forêts", "Hedges and woods"),
        "hue": HUES[at % len(HUES)],
        "card": _text(f"Plante des haies autour de {city}."),
        "summary": _text(f"Réseau de ceux qui plantent, à {city}.", f"A network around {city}."),
        "country": country,
        "city": _text(city, city),
        "position": [str(north), str(east)],
        **({"website": f"https://{id}.example.eu/"} if at % 3 else {}),
        "languages": ["fr", "en"],
        "sources": _sources(),
    }


def _contact(id: str, name: str) -> dict[str, Any]:
    return {
        "id": f"contact-{id}",
        "name": f"Camille {name.split()[-1]}",
        "cluster": id,
        "email": f"bureau(@){id}.example.eu",
        "sources": _sources(),
    }


def _outcome(number: int) -> dict[str, Any]:
    """Dates of every form, one outcome in three half translated, one in five not at all."""
    year, month = 2024 + number % 3, number % 12 + 1
    dates = (f"{year}", f"{year}-{month:02}", f"{year}-{month:02}-{number:02}")
    span = f"{year}-{month:02}-01/{year}-{month:02}-03"
    translated, half = number % 5 != 0, number % 3 == 0
    place = PARTNERS[number % 12]
    return {
        "id": f"haie-{number}",
        "title": _text(f"Haie numéro {number}", f"Hedge number {number}" if translated else ""),
        "summary": _text(
            f"Ce qui a été planté ou appris, la fois numéro {number}.",
            f"What was planted or learnt, number {number}." if translated and not half else "",
        ),
        "type": TYPES[number % len(TYPES)],
        "relation": ("project", "project", "project", "coverage", "context")[number % 5],
        "status": "done",
        "date": (*dates, span)[number % 4],
        "place": _text(place[3]),
        **({} if TYPES[number % len(TYPES)] == "news" else {"country": place[2]}),
        **({} if number % 5 == 4 else {"work_package": f"WP{number % 7 + 1}"}),
        "clusters": sorted({PARTNERS[number % 12][0], PARTNERS[number * 5 % 12][0]}),
        **({"about": [f"haie-{number - 1}"]} if number % 8 == 4 else {}),
        "sources": [{"url": f"https://bocage.example.eu/haies/{number}"}],
    }


_PROSE = {
    "index": ("Accueil", "Home", "## BOCAGE\n\n{{ clusters() }}"),
    "project": ("Le projet", "The project", "{{ introduction() }}\n\n{{ timeline() }}"),
    "work-packages/index": ("Lots", "Work packages", '{{ work_packages(detail="full") }}'),
    "promised": ("Promesses et preuves", "Promised and proven", "{{ promised() }}"),
    "kit": ("Documents", "Documents", "{{ documents() }}"),
    "glossary": ("Glossaire", "Glossary", "{{ glossary() }}"),
    "consortium/index": ("Partenaires", "Partners", "{{ map() }}"),
    "outcomes/index": ("Résultats", "Outcomes", "{{ browse() }}"),
    "contact": ("Contacts", "Contacts", "{{ contacts() }}"),
    "accessibility": ("Accessibilité", "Accessibility", "Écrivez-nous."),
    "privacy": ("Vie privée", "Privacy", "Ce site ne garde rien."),
    "data": ("Données", "Open data", "{{ data_files() }}"),
    "translations": ("Traductions", "Translations", "{{ translations() }}"),
}
_UNTRANSLATED = ("accessibility", "privacy")


def _pages() -> Iterator[tuple[str, str]]:
    """Every file below docs/."""
    for name, (french, english, body) in _PROSE.items():
        for locale, title in (("fr", french), ("en", english)):
            if locale == "fr" or name not in _UNTRANSLATED:
                fields = {"title": title, "description": f"{title} : BOCAGE"}
                if name == "index":
                    fields |= {"template": "home.html", "heading": title, "lead": "BOCAGE"}
                head = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False)
                heading = "" if name == "index" else f"# {title}\n\n"
                yield f"{locale}/{name}.md", f"---\n{head}---\n{heading}{body}\n"
