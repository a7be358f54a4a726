"""The project for stock MkDocs: Material, mkdocs-static-i18n and macros, as their manuals say.

One page of Markdown for each outcome and language, none of them in the menu, the menu pruned. The
choices that cost time are made in favour of stock: see README.md.
"""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from babel import Locale

from .date_forms import date_forms
from .drawn import Drawn

TEMPLATE = Path(__file__).with_name("stock_project")
CALL = re.compile(r"\{\{.*?\}\}", re.DOTALL)
PLAIN = re.compile(r"<[^>]+>")


def write(folder: Path, drawn: Drawn) -> None:
    """The project in a folder, with the records and the prose of a project of ours."""
    data = drawn.project / "data"
    shutil.copytree(TEMPLATE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("outcomes", "clusters", "work_packages", "words"):
        shutil.copytree(data / name, folder / "data" / name)
    shutil.copy(data / "project.yml", folder / "data")
    pages: list[str] = []
    words = drawn.words
    forms = {at: date_forms(at)._asdict() for at in drawn.locales}
    _write(folder / "dates.json", json.dumps(forms, ensure_ascii=False))
    headings = _headings(drawn.outcomes)
    for locale in drawn.locales:
        docs = folder / "docs" / locale
        pages = [_write_other(docs, drawn, locale, path) for path in drawn.other_paths(locale)]
        for id, record in drawn.outcomes.items():
            text = _outcome(id, record, locale, words[locale], headings)
            _write(docs / f"outcomes/{id}.md", text)
    _write(folder / "mkdocs.yml", _configuration(drawn, pages))


def _outcome(id: str, record: Any, locale: str, words: Any, headings: Any) -> str:
    title, summary = record["title"][locale], record["summary"][locale].strip()
    front = {"title": title, "description": summary}
    text = record["text"][locale] if "text" in record else ""
    head = "".join(f"{key}: {_quoted(value)}\n" for key, value in front.items())
    parts = [f"---\n{head}---\n# {title}", summary, f'{{{{ outcome_facts("{id}") }}}}', text]
    # Headings stand in the Markdown, where the table of contents and the search find them.
    for name in headings(id):
        label = words["evidence" if name == "sources" else "outcome"][name]
        parts += [f"## {label}", f'{{{{ outcome_{name}("{id}") }}}}']
    parts.append(f'{{{{ outcome_neighbours("{id}") }}}}')
    return "\n\n".join(parts) + "\n"


def _headings(outcomes: Any) -> Callable[[str], list[str]]:
    """For an outcome the names of its headings, in order: those without content are left out."""
    reported = {id for record in outcomes.values() for id in record.get("about", ())}
    alike = Counter(_likeness(record) for record in outcomes.values())

    def headings(id: str) -> list[str]:
        related = alike[_likeness(outcomes[id])] > 1
        return ["sources", *["reports"] * (id in reported), *["related"] * related]

    return headings


def _likeness(record: Any) -> tuple[str, str, str]:
    return record.get("work_package", ""), record["type"], record["relation"]


def _write_other(docs: Path, drawn: Drawn, locale: str, path: str) -> str:
    """A page that is no outcome's: its prose, and the list of outcomes where it has one."""
    source = drawn.project / "docs" / locale
    files = [source / f"{path.rstrip('/')}.md", source / path / "index.md"]
    found = next((file for file in files if file.is_file()), None)
    record = re.fullmatch(r"(work-packages|consortium)/([^/]+)/", path)
    if found:
        text = CALL.sub("", found.read_text("utf-8").replace("\ntemplate: home.html", ""))
        name = str(found.relative_to(source))
        if path == "outcomes/":
            text += "\n{{ outcome_rows() }}\n"
    elif record:
        page = drawn.page(locale, path)
        title = re.search("<h1[^>]*>(.*?)</h1>", page, re.DOTALL)[1]
        lead = re.search('<p class="project-lead"[^>]*>(.*?)</p>', page, re.DOTALL)
        where = record[2].upper() if record[1] == "work-packages" else record[2]
        text = f"# {PLAIN.sub('', title)}\n\n{PLAIN.sub('', lead[1]) if lead else ''}\n\n"
        text += f'{{{{ outcome_rows("{where}", "../../outcomes/") }}}}\n'
        name = f"{path.rstrip('/')}.md"
    else:
        page = drawn.page(locale, path)
        body = re.search(r"<main.*?>(.*)</main>", page, re.DOTALL)[1]
        title = re.search("<h1[^>]*>(.*?)</h1>", body, re.DOTALL)
        text = f"# {PLAIN.sub('', title[1]) if title else path}\n\n{PLAIN.sub(' ', body)}"
        text = text.replace("{", "(").replace("}", ")")
        name = f"{path}index.md" if path else "index.md"
    _write(docs / name, text)
    return name


def _configuration(drawn: Drawn, pages: list[str]) -> str:
    home = drawn.page(drawn.locales[0], "")
    funding = re.search(r'<div class="project-funding__text">(.*?)</div>', home, re.DOTALL)
    configuration = {
        "site_name": drawn.facts["acronym"],
        "site_url": drawn.site_url,
        "repo_url": "https://github.com/inno-drop/inno-drop",
        "edit_uri": "edit/main/docs/",
        "copyright": PLAIN.sub("", funding[1]).strip(),
        "theme": {
            "name": "material",
            "font": False,
            "features": ["navigation.prune", "content.action.edit"],
        },
        "plugins": [
            "search",
            "macros",
            {
                "i18n": {
                    "docs_structure": "folder",
                    "languages": [
                        {
                            "locale": at,
                            "name": Locale.parse(at).get_display_name(at).capitalize(),
                            "default": at == drawn.locales[0],
                        }
                        for at in drawn.locales
                    ],
                }
            },
        ],
        "markdown_extensions": ["admonition", "footnotes", "tables", {"toc": {"permalink": False}}],
        "nav": pages,
        "not_in_nav": "*/outcomes/*.md\n!*/outcomes/index.md\n",
    }
    return yaml.safe_dump(configuration, allow_unicode=True, sort_keys=False)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
