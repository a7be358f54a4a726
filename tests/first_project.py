"""What would show in the site of another project that the generator was made for a first one: its
name, its colours, its shapes."""

from __future__ import annotations

import re
from pathlib import Path

from projectsite.facts.vocabulary import Outline
from projectsite.page.outline import outline_of

STYLES = Path(__file__).parents[1] / "overrides/assets/stylesheets"
NAME = re.compile(r"inno-?drop|\bdrops?\b(?!-)|tropfen|kapk[ay]", re.IGNORECASE)
READ = {".html", ".css", ".js", ".svg", ".webmanifest", ".xml", ".json"}


def own_colours() -> set[str]:
    """The colours of the first project: no grey, and none that every project has."""
    css = "\n".join(path.read_text("utf-8") for path in sorted(STYLES.glob("*.css")))
    common = set(re.findall(r"--(?:hue-[a-z]+|focus)\s*: (#[0-9a-f]{6})", css))
    found = set(re.findall(r"#[0-9a-f]{6}\b", css)) - common
    return {one for one in found if len({one[1:3], one[3:5], one[5:]}) > 1}


def visible(html: str) -> str:
    """What readers of a page see of it, and nothing of its markup."""
    html = re.sub(r"<(script|style)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return re.sub(r"<[^>]+>", " ", html)


def traces_in(site: Path) -> list[str]:
    """The files of a built site that hold something of the first project, with what they hold."""
    house, drop = own_colours(), outline_of(Outline.DROP)
    shapes = {drop.body, drop.mark, drop.meeting, drop.child, drop.glint, drop.corners}
    found = []
    for path in sorted(site.rglob("*")):
        if path.suffix in READ:
            text = path.read_text("utf-8")
            held = [*house & set(re.findall(r"#[0-9a-f]{6}\b", text))]
            held += [shape for shape in shapes if shape in text]
            held += NAME.findall(visible(text)) if path.suffix == ".html" else []
            found += [f"{path.relative_to(site)}: {one}" for one in held]
    return found
