"""Write many outcomes into a copy of a project: python benchmarks/generate.py FOLDER NUMBER [ROOT].

The folder becomes a whole project that can be checked and built. The records are nonsense, but of
the shape and size of real ones: about 9 KB in five languages, every text of its own, with dates of
all kinds.
"""

from __future__ import annotations

import random
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent

WORDS = {
    "en": "cluster training partners value chain energy members visit benchmark region label "
    "the of and in with a for their energy-saving companies learn’s plan “joint” strategy",
    "de": "Cluster Schulung Partner Wertschöpfungskette Energie Mitglieder Besuch Vergleich die "
    "Region Gütesiegel der und in mit für ihre Unternehmen „gemeinsame“ Strategie größer",
    "es": "clúster formación socios cadena de valor energía miembros visita región sello la el "
    "y en con una para sus empresas plan «conjunta» estrategia evaluación año",
    "fr": "cluster formation partenaires chaîne de valeur énergie membres visite région label "
    "la le et en avec une pour leurs entreprises l’efficacité « commune » stratégie",
    "cs": "klastr školení partneři hodnotový řetězec energie členové návštěva region značka "
    "a v s pro jejich podniky plán „společná“ strategie zvyšování účinnosti",
}

TYPES = ("training", "study-visit", "meeting", "event", "report", "news", "award", "publication")


@dataclass(frozen=True)
class Around:
    """What an outcome refers to, as found in the project that it is written for."""

    year: int
    """The first calendar year that lies within the project's time from end to end."""
    work_packages: list[str]
    clusters: list[str]

    @classmethod
    def of(cls, project: Path) -> Around:
        data = project / "data"
        start = yaml.load((data / "project.yml").read_bytes(), Loader=yaml.CBaseLoader)["start"]  # noqa: S506
        packages, clusters = (
            sorted(path.stem for path in (data / name).glob("*.yml"))
            for name in ("work_packages", "clusters")
        )
        return cls(int(start[:4]) + 1, [name.upper() for name in packages], clusters)


def generate(folder: Path, number: int, root: Path = ROOT) -> None:
    """A copy of a project, the real one unless told, with so many outcomes more."""
    for name in ("data", "docs", "hooks", "overrides"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(root / name, folder / name, ignore=ignored)
    shutil.copy(root / "mkdocs.yml", folder)
    # No peer marks terms.
    (folder / "data/glossary.yml").unlink(missing_ok=True)
    write_outcomes(folder, number)


def write_outcomes(project: Path, number: int) -> None:
    """So many outcomes more in a project; each refers to what the project has."""
    around = Around.of(project)
    for at in range(number):
        path = project / f"data/outcomes/bench-{at:05}.yml"
        path.write_text(record(at, around), encoding="utf-8")


def record(at: int, around: Around) -> str:
    """One outcome of about 9 KB; the same number gives the same text."""
    chance = random.Random(at)  # noqa: S311
    lines = [
        "# yaml-language-server: $schema=../schema/outcome.schema.json",
        f"# Shown at /outcomes/bench-{at:05}/ and in the lists of outcomes.",
        f"id: bench-{at:05}",
        "title:",
        *(f"  {locale}: {_sentence(chance, locale, 8)} {at}" for locale in WORDS),
        "summary:",
    ]
    for locale in WORDS:
        lines += [f"  {locale}: >-", *_folded(_sentence(chance, locale, 28), "    ")]
    lines.append("text:")
    for locale in WORDS:
        lines += [f"  {locale}: |", *_markdown(chance, locale, at)]
    kind = chance.choice(TYPES)
    country = chance.choice(("DE", "ES", "FR", "CZ"))
    lines += [
        f"type: {kind}",
        "relation: project",
        "status: done",
        f"date: {_date(chance, at, around.year)}",
        "place:",
        *(f"  {locale}: {_sentence(chance, locale, 1)}" for locale in WORDS),
        *([] if kind == "news" else [f"country: {country}"]),
        f"work_package: {chance.choice(around.work_packages)}",
        f"clusters: [{', '.join(chance.sample(around.clusters, 3))}]",
        "participants:",
        *(f"  {locale}: {_sentence(chance, locale, 9)}" for locale in WORDS),
        "languages: [en, de]",
        *([f"about: [bench-{at // 2:05}]"] if at % 5 == 1 else []),
        "inferred:",
        "  - fact: work_package",
        "  - fact: clusters",
        "    why:",
        *(f"      {locale}: {_sentence(chance, locale, 14)}" for locale in WORDS),
        "sources:",
        f"  - url: https://example.org/news/{around.year}/{at}/{chance.randint(1000, 9999)}.html",
        "    facts: [title, date, place]",
        f"  - url: http://archive.example.org/project/{at}",
        "    http_only: yes",
    ]
    return "\n".join(lines) + "\n"


def _date(chance: random.Random, at: int, year: int) -> str:
    """Three of eight are a day, one the first of a month; the others one of the other kinds each:
    days of a month, of two months, of two years, and a month."""
    month, day = chance.randint(1, 11), chance.randint(1, 28)
    match at % 8:
        case 0:
            return f"{year}-{month:02}-{min(day, 25):02}/{year}-{month:02}-{min(day, 25) + 3:02}"
        case 1:
            return f"{year}-{month:02}"
        case 2:
            return f"{year}-{month:02}-{day:02}/{year}-{month + 1:02}-{day:02}"
        case 4:
            return f"{year}-12-{day:02}/{year + 1}-01-{day:02}"
        case 6:
            return f"{year}-{month:02}-01"
    return f"{year}-{month:02}-{day:02}"


def _sentence(chance: random.Random, locale: str, length: int) -> str:
    words = " ".join(chance.choices(WORDS[locale].split(), k=length))
    return words[:1].upper() + words[1:]


def _markdown(chance: random.Random, locale: str, at: int) -> list[str]:
    """About 150 words: two paragraphs around a list, with emphasis and a link."""
    link = f"[{_sentence(chance, locale, 2)} {at}](https://example.org/{locale}/{at}/)"
    return [
        *_folded(f"*{_sentence(chance, locale, 2)}* {_sentence(chance, locale, 60)}.", "    "),
        "",
        *(f"    - {_sentence(chance, locale, 8)}" for _ in range(4)),
        "",
        *_folded(f"{_sentence(chance, locale, 50)}: **{link}**.", "    "),
    ]


def _folded(text: str, indent: str) -> list[str]:
    """Lines of a hundred characters, as editors write them."""
    lines = [indent]
    for word in text.split():
        if len(lines[-1]) + len(word) > 99:
            lines.append(indent)
        lines[-1] += word if lines[-1] == indent else f" {word}"
    return lines


if __name__ == "__main__":
    generate(Path(sys.argv[1]), int(sys.argv[2]), *map(Path, sys.argv[3:4]))
