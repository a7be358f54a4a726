"""Texts that are written back as they are change no byte of data/ and docs/."""

from __future__ import annotations

import polib

from projectsite.exchange.export import export_po
from projectsite.exchange.taking import import_po
from projectsite.files.yaml.amending import amend
from projectsite.files.yaml.sheets import sheet_of
from projectsite.prose.blocks import PageText


def test_the_same_text_in_its_place_changes_no_byte(site):
    order = site.project.locales
    for path in (site.root / "data").rglob("*.yml"):
        before = path.read_bytes().decode()
        assert amend(before, dict(sheet_of(before, path.name).texts), order) is before, path


def test_pages_are_put_together_as_they_were(site):
    for prose in site.prose:
        text = (site.root / prose.file).read_bytes().decode()
        page = PageText(text)
        blocks = {number: block.text for number, block in enumerate(page.blocks)}
        assert page.with_texts(page.fields, blocks, ()) == text, prose.file
        assert page.with_body(page.body).text == text, prose.file


def test_an_export_that_nobody_has_changed_changes_nothing(site):
    for locale in site.project.locales[1:]:
        text = export_po(site, locale)
        for form in (text, str(polib.pofile(text, wrapwidth=0)), text.replace("\n", "\r\n")):
            taken = import_po(site, form, "texts.po")
            assert (taken.locale, taken.files, taken.changed) == (locale, {}, [])
