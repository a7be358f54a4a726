"""Texts that are older, missing or reviewed, as a reader and an editor meet them.

On the page, in the command and on the page of translations; and gone again once somebody has
accepted the translation.
"""

from __future__ import annotations

import shutil

import pytest
from lxml import html as lxml_html

from changes import set_word
from conftest import build, edit
from projectsite.__main__ import main

TRAINING = "data/outcomes/lantern-training.yml"
TITLE = "Dreitägige Schulung zur Flussbeleuchtung"
NOTICES = {
    "page.older": "OLDER ({language})",
    "page.partly_older": "PARTLY OLDER ({language})",
    "page.partial": "PARTLY MISSING ({language})",
    "page.untranslated": "MISSING ({language})",
}
"""Words of the test's own: editors may change those of the project."""


class Look:
    """A build and what the command lists of German."""

    def __init__(self, built, listed):
        pages = built.pages().items()
        self.pages = {path: lxml_html.document_fromstring(html) for path, html in pages}
        self.listed = listed

    def notices(self, path):
        return [note.text_content() for note in self.pages[path].xpath(NOTICE)]

    @property
    def asked_for(self):
        """What the page of translations asks for: the page it links to and the fields."""
        return {
            (row.xpath(".//a/@href")[0], *row.xpath(f".//{STATE}/code/text()"))
            for row in self.pages["de/translations/"].xpath(f"//li[.//{STATE}]")
        }


NOTICE = ".//p[@class='project-notice']"
STATE = "span[@class='project-files__state']"


def translations(project, *arguments):
    assert main(["translations", "--root", str(project), *arguments]) == 0


@pytest.fixture(scope="module")
def looks(example, tmp_path_factory):
    """The site after edits of the English, after removals and a review; and once one older title
    has been accepted."""
    folder = tmp_path_factory.mktemp("states")
    project = shutil.copytree(example, folder / "project")
    for key, text in NOTICES.items():
        for locale in ("de", "cs"):
            set_word(project, locale, key, text)
    set_word(project, "en", "translations.not_reviewed", "NOT REVIEWED")
    # The page of the training names the meeting before it.
    first = "  en: First meeting of the partners\n"
    edit(project, "data/outcomes/kick-off.yml", first, f"{first}  de: Erstes Treffen\n")
    translations(project, "record")
    edit(project, TRAINING, "en: Three days of training", "en: Three evenings of training")
    edit(project, "docs/en/contact.md", "# Contact", "# Contacts")
    edit(project, "data/outcomes/lamp-library.yml", "\n  de: online\n", "\n")
    edit(project, "data/clusters/hohdelampo.yml", "  de: Lichtsensoren\n", "")
    (project / "docs/de/privacy.md").unlink()
    (project / "docs/cs/index.md").unlink()
    translations(project, "accept", "data/outcomes/lamp-loan.yml", "--language", "de", "--reviewed")

    def look():
        built = build(project, folder / "site", REPO_URL="https://github.com/river/light")
        with pytest.MonkeyPatch.context() as patched:
            lines = []
            patched.setattr("builtins.print", lambda text, **_: lines.append(text))
            translations(project, "list", "de")
        return Look(built, "\n".join(lines))

    edited = look()
    translations(project, "accept", TRAINING, "title")
    return edited, look()


def test_an_english_edit_is_seen_until_its_translation_is_accepted(looks):
    edited, accepted = looks
    training = "de/outcomes/lantern-training/"
    (notice,) = edited.notices(training)
    assert notice.startswith("PARTLY OLDER")
    assert edited.notices("outcomes/lantern-training/") == []
    (heading,) = edited.pages[training].xpath("//h1")
    assert heading.get("data-translation") == "older"
    assert heading.get("lang") is None
    assert heading.text_content().strip() == TITLE
    assert f"{TRAINING}:5: title.de: older" in edited.listed
    assert edited.asked_for - accepted.asked_for == {(f"../../{training}", "title.de:5")}
    english = edited.pages["outcomes/lantern-training/"]
    switch = english.xpath("//a[@hreflang='de' and @data-state]/@data-state")
    assert switch == ["older"]
    # It is a translation all the same.
    links = edited.pages[training].xpath("//head/link[@rel='alternate']/@hreflang")
    assert {"de", "en", "x-default"} <= set(links)

    assert accepted.notices(training) == []
    assert "title.de: older" not in accepted.listed
    assert accepted.asked_for < edited.asked_for


def test_a_page_of_prose_and_one_text_among_many(looks):
    edited, _ = looks
    (older,) = edited.notices("de/contact/")
    assert older.startswith("OLDER")
    (missing,) = edited.notices("de/privacy/")
    assert missing.startswith("MISSING")
    (partly,) = edited.notices("de/outcomes/lamp-library/")
    assert partly.startswith("PARTLY MISSING")
    page = edited.pages["de/outcomes/lamp-library/"]
    (place,) = page.xpath("//main//*[@data-translation='missing']")
    assert (place.get("lang"), place.text_content()) == ("en", "online")
    assert any(row[-1] == "docs/de/privacy.md" for row in edited.asked_for)
    # The page that is none is begun on GitHub, the others are opened there.
    asking = edited.pages["de/translations/"]
    new = asking.xpath("//a[contains(@href, '/new/main/docs/de?')]/@href")
    assert any(url.endswith("?filename=privacy.md") for url in new)
    files = asking.xpath("//a[@class='project-files__edit']/@href")
    assert all(url.startswith("https://github.com/river/light/") for url in files)


def test_the_home_page_tells_its_state_above_everything_else(looks):
    """Also on its first screen on a phone, and so above the hero."""
    edited, _ = looks
    for path, beginning in (("de/", "PARTLY MISSING"), ("cs/", "MISSING")):
        (main,) = edited.pages[path].xpath("//main")
        first = main.xpath("descendant::*[self::h1 or self::h2 or self::p]")[:2]
        assert [node.tag for node in first] == ["p", "h1"]
        assert first[0].text_content().startswith(beginning)
        assert len(edited.notices(path)) == 1
    assert edited.notices("") == []


def test_a_reviewed_translation_is_said_to_be(looks):
    edited, _ = looks
    assert edited.listed.partition("; ")[2].startswith("2 reviewed by a person")
    assert "NOT REVIEWED" not in edited.pages["translations/"].text_content()
