"""The pictures of the issue forms in EDITING.md: `make pictures`.

GitHub draws the forms; this draws a likeness of them from the same files, those of the example.
Each picture keeps the fingerprint of what it was drawn from, so that a test can tell a stale one.
"""

from __future__ import annotations

from hashlib import blake2b
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from playwright.sync_api import sync_playwright

from chromium import launch
from projectsite.intake.forms import draw_forms

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / ".github/pictures"
KEPT = "drawn-from"
"""What the fingerprint is called in a PNG."""
FIRST = 8
"""So many questions of a form are shown."""

_PAGE = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; padding: 20px 24px; width: 632px; color: #1f2328; background: #fff;
  font: 14px/1.45 "Liberation Sans", Arial, sans-serif }}
p {{ margin: 0 0 6px; color: #59636e }} h2 {{ font-size: 14px; margin: 14px 0 3px }}
.box, .row {{ border: 1px solid #d1d9e0; border-radius: 6px; padding: 6px 12px; color: #818b98 }}
.tall {{ min-height: 44px }}
.choice {{ display: inline-block; color: #25292e; background: #f6f8fa }}
.row {{ display: flex; align-items: center; margin-bottom: -1px; border-radius: 0 }}
.row p {{ margin: 0 }} .row b {{ color: #0969da }} .row div {{ flex: 1 }}
.go {{ color: #fff; background: #1f883d; border-radius: 6px; padding: 4px 12px }}
.star {{ color: #d1242f }} .end {{ color: #59636e; margin-top: 14px }}
</style>{}"""


def drawings(root: Path) -> dict[str, str]:
    """The HTML of each picture by its name."""
    forms = [yaml.safe_load(text) for text in draw_forms(root).values()]
    return {"choose.png": _PAGE.format(_list(forms)), "outcome.png": _PAGE.format(_form(forms[0]))}


def _list(forms: list[dict[str, Any]]) -> str:
    rows = (
        f'<div class="row"><div><b>{escape(form["name"])}</b>'
        f'<p>{escape(form["description"])}</p></div><span class="go">Get started</span></div>'
        for form in forms
    )
    return "".join(rows)


def _form(form: dict[str, Any]) -> str:
    questions = [part for part in form["body"] if part["type"] != "markdown"]
    shown = "".join(map(_question, questions[:FIRST]))
    return f'{shown}<p class="end">… {len(questions) - FIRST} more questions</p>'


def _question(part: dict[str, Any]) -> str:
    about = part["attributes"]
    star = ' <span class="star">*</span>' if part.get("validations") else ""
    said = escape(about.get("description", ""))
    if part["type"] == "dropdown":
        box = '<div class="box choice">Selections: ▾</div>'
    else:
        tall = " tall" if part["type"] == "textarea" else ""
        box = f'<div class="box{tall}">{escape(about.get("placeholder", ""))}&nbsp;</div>'
    return f"<h2>{escape(about['label'])}{star}</h2><p>{said}</p>{box}"


def fingerprint(html: str) -> str:
    return blake2b(html.encode(), digest_size=8).hexdigest()


def draw(root: Path) -> None:
    """Draw all pictures anew."""
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page(viewport={"width": 680, "height": 100})
        for name, html in drawings(root).items():
            page.set_content(html)
            drawn = Image.open(BytesIO(page.screenshot(full_page=True)))
            kept = PngInfo()
            kept.add_text(KEPT, fingerprint(html))
            drawn.convert("P", palette=Image.Palette.ADAPTIVE, colors=64).save(
                FOLDER / name, pnginfo=kept, optimize=True
            )
        browser.close()


if __name__ == "__main__":
    draw(ROOT / "tests/example")
