"""What editors do to a project, each as one change to a copy of it.

The records are chosen by rule from what the project holds, so that the changes fit any project: no
name of today stands here. A change leaves a project valid if it was valid before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

import yaml

from projectsite.facts.folders import NEWS, PLAN
from projectsite.facts.model import Outcome, OutcomeId
from projectsite.facts.vocabulary import programme_ids
from projectsite.words.wording import PLURAL_FORMS, counted_forms, may_be_missing

Record = dict[str, Any]
Edit = Callable[["Draft"], None]

LANGUAGES = ("pl", "it", "nl", "sv", "pt", "el", "fi")
"""One of these a project has not."""
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c02"
    "0000000b4944415478da6364f80f00010501012718e3660000000049454e44ae426082"
)
"""A PNG of one pixel."""


class Draft:
    """A copy of a project that somebody edits."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def read(self, file: str) -> Any:
        """A data file, with every scalar as text, as the site reads it: NO is a country."""
        return yaml.load((self.root / file).read_text("utf-8"), yaml.BaseLoader)  # noqa: S506

    def write(self, file: str, value: object) -> None:
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), "utf-8")

    def remove(self, file: str) -> None:
        (self.root / file).unlink()

    def records(self, folder: str) -> dict[str, Record]:
        """The records of a kind by file, in the order of their names."""
        paths = sorted((self.root / "data" / folder).glob("*.yml"))
        return {
            f"data/{folder}/{path.name}": self.read(f"data/{folder}/{path.name}") for path in paths
        }

    def all_records(self, *folders: str) -> dict[str, Record]:
        return {file: one for name in folders for file, one in self.records(name).items()}

    def addresses(self, old: str, new: str) -> None:
        """Say where an address leads that was published, as the check asks."""
        path = self.root / "data/addresses.txt"
        if path.exists():
            text = re.sub(rf"(?m)^{old}$", f"{old} -> {new}", path.read_text("utf-8"))
            path.write_text(re.sub(rf"(?m) -> {old}$", f" -> {new}", text), "utf-8")

    def file_of(self, page: str, language: str = "") -> Path:
        """The file of a page, in the default language or another."""
        return self.root / f"docs/{language or self.languages[0]}/{page}.md"

    @property
    def project(self) -> Record:
        return self.read("data/project.yml")

    @property
    def languages(self) -> list[str]:
        return self.project["languages"]

    def text(self, words: str, languages: list[str] | None = None) -> dict[str, str]:
        """A text in the languages of the site, or in some of them."""
        return {code: f"{words} ({code})" for code in languages or self.languages}

    @property
    def sources(self) -> list[Record]:
        return [{"url": "https://example.org/a-new-source/"}]

    def month(self) -> str:
        """A month within the project."""
        start, end = self.project["start"], self.project["end"]
        year, month = int(start[:4]), int(start[5:7]) + 1
        found = f"{year + (month > 12)}-{(month - 1) % 12 + 1:02}"
        return min(found, end[:7])

    def free(self, folder: str, id: str) -> str:
        """An id that no record has."""
        while (self.root / f"data/{folder}/{id}.yml").exists():
            id += "-x"
        return id

    def prose(self, pattern: str, replacement: str) -> None:
        """Change every page."""
        for path in (self.root / "docs").rglob("*.md"):
            text = path.read_text("utf-8")
            path.write_text(re.sub(pattern, replacement, text, flags=re.MULTILINE), "utf-8")


# Outcomes


def new_outcome(draft: Draft, languages: list[str]) -> str:
    """Add an outcome with its texts in some languages; returns its file."""
    id = draft.free("outcomes", "a-new-outcome")
    packages = list(draft.records("work_packages").values())
    clusters = [record["id"] for record in draft.records("clusters").values()]
    outcome = {
        "id": id,
        "title": draft.text(f"A new outcome, {id}", languages),
        "summary": draft.text("Two days on what the partners have learnt.", languages),
        "text": draft.text(
            "One thing:\n\n- **more** of it\n- *less* of it\n\nAnd so on.", languages
        ),
        "type": "training",
        "relation": "project",
        "status": "done",
        "date": f"{draft.month()}-11/{draft.month()}-12",
        "place": draft.text("Town", languages),
        "work_package": packages[0]["id"],
        "clusters": clusters[:2],
        "languages": languages[:1],
        "inferred": [{"fact": "clusters", "why": draft.text("The source says so.", languages)}],
        "sources": draft.sources,
    }
    file = f"data/outcomes/{id}.yml"
    draft.write(file, outcome)
    return file


def outcome_translated(draft: Draft) -> None:
    new_outcome(draft, draft.languages)


def outcome_half_translated(draft: Draft) -> None:
    new_outcome(draft, draft.languages[:2])


def outcome_with_a_file(draft: Draft) -> None:
    file = new_outcome(draft, draft.languages)
    outcome = draft.read(file)
    name = f"{outcome['id']}-slides.pdf"
    assets = draft.root / "docs/assets"
    assets.mkdir(exist_ok=True)
    (assets / name).write_bytes(b"%PDF-1.4\n%%EOF\n")
    slides = {"file": name, "title": draft.text("Slides"), "language": draft.languages[0]}
    draft.write(file, outcome | {"files": [slides]})


def more_exact_date(draft: Draft) -> None:
    """The first outcome that has a month gets a day in it; else the first day becomes two."""
    for file, outcome in draft.records("outcomes").items():
        if re.fullmatch(r"\d{4}-\d\d", outcome.get("date", "")):
            draft.write(file, outcome | {"date": f"{outcome['date']}-17"})
            return
    for file, outcome in draft.records("outcomes").items():
        if re.fullmatch(r"\d{4}-\d\d-\d\d", outcome.get("date", "")):
            after = date.fromisoformat(outcome["date"]) + timedelta(days=1)
            draft.write(file, outcome | {"date": f"{outcome['date']}/{after.isoformat()}"})
            return
    raise AssertionError("no outcome has a date that could be more exact")


PLAN_FOLDERS = tuple(kind.folder for kind in PLAN)
TELLING = (*PLAN_FOLDERS, NEWS.folder)
"""Of what names outcomes below `outcomes`."""
REFERENCES = tuple(
    name
    for name, field in Outcome.model_fields.items()
    if field.annotation == tuple[OutcomeId, ...]
)
"""The fields in which an outcome names others."""


def _named_outcome(draft: Draft) -> tuple[str, Record]:
    """The first outcome that another one names; else the first."""
    outcomes = draft.records("outcomes")
    named = {
        id for outcome in outcomes.values() for name in REFERENCES for id in outcome.get(name, ())
    }
    return next(
        ((file, outcome) for file, outcome in outcomes.items() if outcome["id"] in named),
        next(iter(outcomes.items())),
    )


def renamed_outcome(draft: Draft) -> None:
    """Its file and id, its downloads, what names it and links to it."""
    file, outcome = _named_outcome(draft)
    old, new = outcome["id"], draft.free("outcomes", f"{outcome['id'][:50]}-renamed")
    draft.remove(file)
    for item in outcome.get("files", ()):
        assets = draft.root / "docs/assets"
        name = new + item["file"].removeprefix(old)
        (assets / item["file"]).rename(assets / name)
        item["file"] = name
    draft.write(f"data/outcomes/{new}.yml", outcome | {"id": new})
    draft.addresses(f"outcomes/{old}/", f"outcomes/{new}/")
    for other, record in draft.all_records("outcomes", *TELLING).items():
        changed = dict(record)
        for name in (*REFERENCES, "outcomes"):
            if old in record.get(name, ()):
                changed[name] = [new if id == old else id for id in record[name]]
        if changed != record:
            draft.write(other, changed)
    draft.prose(rf"outcomes/{re.escape(old)}\.md", f"outcomes/{new}.md")


def removed_outcome(draft: Draft) -> None:
    """With what names it, and the links to it."""
    file, outcome = _named_outcome(draft)
    draft.remove(file)
    draft.addresses(f"outcomes/{outcome['id']}/", "outcomes/")
    for other, record in draft.all_records("outcomes", *TELLING).items():
        _take_out(draft, other, record, dict.fromkeys((*REFERENCES, "outcomes"), outcome["id"]))
    _unlink(draft, f"outcomes/{outcome['id']}")


def _take_out(draft: Draft, file: str, record: Record, ids: Mapping[str, str]) -> None:
    """Take an id out of the lists of a record; an empty list goes, with what is said of it."""
    changed = dict(record)
    for name, id in ids.items():
        if id in record.get(name, ()):
            changed[name] = [other for other in record[name] if other != id]
            if not changed[name]:
                del changed[name]
                inferred = [item for item in record.get("inferred", ()) if item["fact"] != name]
                changed["inferred"] = inferred
                if not inferred:
                    del changed["inferred"]
    if changed != record:
        draft.write(file, changed)


def _unlink(draft: Draft, page: str) -> None:
    """Leave of the links to a page their text."""
    draft.prose(rf"\[([^\[\]]*)\]\([./]*{re.escape(page)}\.md[^()]*\)", r"\1")


def news_item_with_a_picture(draft: Draft) -> None:
    """With its page of all news, if there is none."""
    id = draft.free("news", "a-new-item")
    outcome = next(iter(draft.records("outcomes").values()))
    contact = next(iter(draft.records("contacts").values()))
    assets = draft.root / "docs/assets"
    assets.mkdir(exist_ok=True)
    (assets / f"{id}.png").write_bytes(PICTURE)
    item = {
        "id": id,
        "title": draft.text("What is new"),
        "date": f"{draft.month()}-13",
        "text": draft.text("One paragraph, **briefly**.\n\nAnd another one."),
        "author": contact["id"],
        "picture": {"file": f"{id}.png", "alt": draft.text("A dot")},
        "outcomes": [outcome["id"]],
    }
    draft.write(f"data/news/{id}.yml", item)
    for code in draft.languages if not draft.file_of("news").exists() else ():
        head = f"---\ntitle: What is new ({code})\ndescription: All that is new ({code}).\n---\n"
        text = f"# What is new ({code})\n\n{{{{ upcoming() }}}}\n\n{{{{ news() }}}}\n"
        draft.file_of("news", code).write_text(head + text, "utf-8")
        if code == draft.languages[0]:
            contacts = draft.file_of("contact", code)
            text = contacts.read_text("utf-8")
            contacts.write_text(f"{text}\n[What is new ({code})](news.md)\n", "utf-8")


# Contacts and clusters


def _name(first: str) -> str:
    """A person's name, which stands nowhere as it is: tests look for names outside the records."""
    return f"{first} Newcomer"


def _id(first: str) -> str:
    return f"{first}-newcomer".lower()


def replaced_contact(draft: Draft) -> None:
    """The first contact becomes another person, in another file."""
    file, contact = next(iter(draft.records("contacts").items()))
    draft.remove(file)
    id = draft.free("contacts", _id("Robin"))
    kept = {name: value for name, value in contact.items() if name not in ("role", "inferred")}
    person = {"id": id, "name": _name("Robin"), "email": f"{id}(@)example.org"}
    draft.write(f"data/contacts/{id}.yml", kept | person | {"sources": draft.sources})
    _written_by(draft, contact["id"], id)


def removed_contact(draft: Draft) -> None:
    """The last contact goes; the cluster has a new one, and a second."""
    file, contact = list(draft.records("contacts").items())[-1]
    for first in ("Kim", "Sam"):
        id = draft.free("contacts", _id(first))
        person = {
            "id": id,
            "name": _name(first),
            "cluster": contact["cluster"],
            "role": draft.text("Office", draft.languages[:1]),
            "email": f"{id}(@)example.org",
            "sources": draft.sources,
        }
        draft.write(f"data/contacts/{id}.yml", person)
    draft.remove(file)
    _written_by(draft, contact["id"], "")


def _written_by(draft: Draft, old: str, new: str) -> None:
    """What a contact has written is another's from now on, or the consortium's."""
    for file, item in draft.records("news").items():
        if item.get("author") == old:
            kept = {name: value for name, value in item.items() if name != "author"}
            draft.write(file, kept | ({"author": new} if new else {}))


def cluster_that_leaves(draft: Draft) -> None:
    """The last cluster that does not coordinate: with its contacts, its lead and all mentions."""
    coordinator = draft.project["coordinator"]
    clusters = draft.records("clusters")
    file = [file for file, cluster in clusters.items() if cluster["id"] != coordinator][-1]
    id = clusters[file]["id"]
    draft.remove(file)
    for contact, record in draft.records("contacts").items():
        if record["cluster"] == id:
            draft.remove(contact)
            _written_by(draft, record["id"], "")
    for package, record in draft.records("work_packages").items():
        if record["lead"] == id:
            draft.write(package, record | {"lead": coordinator})
    for told, record in draft.all_records("outcomes", "news").items():
        _take_out(draft, told, record, {"clusters": id})
    for planned, record in draft.all_records(*PLAN_FOLDERS).items():
        if record.get("lead") == id:
            draft.write(planned, {**record, "lead": coordinator})
        _take_out(draft, planned, draft.read(planned), {"participants": id})
    if (draft.root / "data/effort.yml").exists():
        draft.remove("data/effort.yml")
    draft.addresses(f"consortium/{id}/", "consortium/")
    for partnership, record in draft.records("partnerships").items():
        if record["clusters"] == [id]:
            draft.remove(partnership)
        else:
            _take_out(draft, partnership, record, {"clusters": id})
    _unlink(draft, f"consortium/{id}")
    draft.prose(rf"^\{{\{{[^\n]*['\"]{re.escape(id)}['\"][^\n]*\}}\}}$", "")


# Words, pages and the project itself


def new_short_title(draft: Draft) -> None:
    """In the default language; in the others it is older than its source from then on."""
    file, package = next(iter(draft.records("work_packages").items()))
    title = package["short_title"] | {draft.languages[0]: "Another title"}
    draft.write(file, package | {"short_title": title})


def _new_page(draft: Draft, name: str) -> None:
    """A page with a picture, in two languages."""
    assets = draft.root / "docs/assets"
    assets.mkdir(exist_ok=True)
    (assets / f"{name}.png").write_bytes(PICTURE)
    for code in draft.languages[:2]:
        text = (
            f"---\ntitle: A page called {name} ({code})\n"
            f"description: What is on it ({code}).\n---\n"
            f"# A page called {name} ({code})\n\nSome words ({code}).\n\n## A picture ({code})\n\n"
            f"![What it shows ({code})](../assets/{name}.png)\n\n"
            f"Read the [contacts ({code})](contact.md).\n"
        )
        (draft.root / f"docs/{code}/{name}.md").write_text(text, "utf-8")


def page_in_the_menu(draft: Draft) -> None:
    """With its label in each language, and its line in mkdocs.yml."""
    _new_page(draft, "novelties")
    for code in draft.languages:
        file = draft.root / f"data/words/{code}.yml"
        line = f"\nnav:\n  novelties: Novelties {code}\n"
        file.write_text(file.read_text("utf-8").replace("\nnav:\n", line, 1), "utf-8")
    menu = draft.root / "mkdocs.yml"
    line = f"\nnav:\n  - Novelties {draft.languages[0]}: novelties.md\n"
    menu.write_text(menu.read_text("utf-8").replace("\nnav:\n", line, 1), "utf-8")


def page_outside_the_menu(draft: Draft) -> None:
    """A page that only another one leads to."""
    _new_page(draft, "aside")
    for code in draft.languages[:1]:
        contact = draft.root / f"docs/{code}/contact.md"
        contact.write_text(contact.read_text("utf-8") + "\n[Aside](aside.md)\n", "utf-8")


def another_language(draft: Draft) -> None:
    """Its words, without the sentences of the funder and the labels of the menu; little more."""
    default = draft.languages[0]
    new = next(code for code in LANGUAGES if code not in draft.languages)
    words = draft.read(f"data/words/{default}.yml")
    draft.write(f"data/words/{new}.yml", _words_in(new, words))
    project = draft.project
    summary = project["summary"] | {new: f"What the project is for ({new})."}
    draft.write(
        "data/project.yml",
        project | {"summary": summary, "languages": [*project["languages"], new]},
    )


def _words_in(code: str, words: Record, start: str = "") -> Record:
    """Words in a language that nobody speaks, with the plural forms that it has."""
    made: Record = {}
    for name, word in words.items():
        key = f"{start}{name}"
        if isinstance(word, dict) and word.keys() <= PLURAL_FORMS:
            forms = dict.fromkeys([*counted_forms(code), "other"])
            made[name] = {form: f"{word.get(form, word['other'])} ({code})" for form in forms}
        elif isinstance(word, dict):
            made[name] = _words_in(code, word, f"{key}.")
        elif not may_be_missing(key):
            made[name] = f"{word} ({code})"
    return {name: word for name, word in made.items() if word}


def another_programme(draft: Draft) -> None:
    """The first other one, with all that any of them names, and without a wording of its own."""
    project = draft.project
    programme = next(other for other in programme_ids() if other != project["programme"])
    grant = project.get("grant", {}) | {"number": "123456789"}
    changed = project | {"programme": programme, "grant": grant}
    changed["granting_authority"] = draft.text("Agency")
    changed.pop("funding", None)
    sources = list(_not_about("programme", list(_not_about("funding", project["sources"]))))
    changed["sources"] = [*sources, *draft.sources]
    draft.write("data/project.yml", changed)


def _not_about(fact: str, sources: list[Record]) -> Iterator[Record]:
    """Sources without those of a fact that is no longer what they say."""
    for source in sources:
        facts = [other for other in source.get("facts", ()) if other != fact]
        if facts or "facts" not in source:
            yield source | ({"facts": facts} if facts else {})


def one_language_alone(draft: Draft) -> None:
    """All languages but the default one go, from texts, words and pages."""
    default, *others = draft.languages
    for path in sorted((draft.root / "data").rglob("*.yml")):
        file = path.relative_to(draft.root).as_posix()
        if path.parent.name == "words":
            if path.stem in others:
                path.unlink()
        elif path.parent.name != "schema":
            draft.write(file, _without(draft.read(file), set(others)))
    draft.write("data/project.yml", draft.project | {"languages": [default]})
    for code in others:
        for path in sorted((draft.root / f"docs/{code}").rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        (draft.root / f"docs/{code}").rmdir()


def _without(value: Any, codes: set[str]) -> Any:
    if isinstance(value, list):
        return [_without(item, codes) for item in value]
    if isinstance(value, dict):
        return {name: _without(item, codes) for name, item in value.items() if name not in codes}
    return value


def sources_that_went(draft: Draft) -> None:
    """A visit has found that most sources of outcomes are gone; of some there is a copy."""
    records = draft.records("outcomes").values()
    named = (source.get("url", "") for record in records for source in record["sources"])
    urls = {url.partition("#")[0] for url in named if url}
    copy = " archived=https://web.archive.org/web/2026/https://example.org/"
    states = ("gone seen=2026-05{}1", "gone", "unreachable{}2", "there", "elsewhere{}3", "unsafe")
    found = cycle(state.format(copy) for state in states)
    lines = [f"{url} {state}" for url, state in zip(sorted(urls), found, strict=False)]
    text = "\n".join(["visited 2026-11", *lines])
    (draft.root / "data/evidence.txt").write_text(text + "\n", "utf-8")


EDITS: tuple[Edit, ...] = (
    more_exact_date,
    outcome_translated,
    outcome_half_translated,
    outcome_with_a_file,
    renamed_outcome,
    removed_outcome,
    sources_that_went,
    news_item_with_a_picture,
    replaced_contact,
    removed_contact,
    new_short_title,
    page_in_the_menu,
    page_outside_the_menu,
    another_language,
    another_programme,
    cluster_that_leaves,
)
"""What is tried, all at once; one_language_alone leaves little of that."""


def apply(edits: Iterable[Edit], root: Path) -> None:
    """Make changes to a copy of a project, one after another."""
    for edit in edits:
        edit(Draft(root))
