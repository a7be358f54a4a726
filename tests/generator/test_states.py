"""An edit of the English, as a reader and an editor meet it: on the page, in the command, on the
page of translations; and gone again when somebody has accepted the translation."""

from __future__ import annotations

import pytest
from lxml import html as lxml_html

from conftest import build, edit
from projectsite.__main__ import main

TRAINING = "data/outcomes/berlin-training.yml"


@pytest.fixture
def states(project, tmp_path, capsys):
    """Builds the project and asks the command: pages as trees, and what it lists of Czech."""

    def look():
        built = build(project, tmp_path / "site")
        assert main(["translations", "--root", str(project), "list", "cs"]) == 0
        pages = {path: lxml_html.document_fromstring(text) for path, text in built.pages().items()}
        return pages, capsys.readouterr().out

    return look


def notices(tree):
    return [note.text_content() for note in tree.xpath("//p[@class='project-notice']")]


def asked_for(tree):
    """What the page of translations asks for: the page it links to and the field."""
    rows = tree.xpath("//ul[@class='project-files']/li[.//span[@class='project-files__state']]")
    return {
        (
            row.xpath(".//a/@href")[0],
            *row.xpath(".//span[@class='project-files__state']/code/text()"),
        )
        for row in rows
    }


def test_an_english_edit_is_seen_until_its_translation_is_accepted(project, states, capsys):
    pages, _ = states()
    before = asked_for(pages["cs/translations/"])
    assert notices(pages["cs/outcomes/berlin-training/"]) == []

    edit(project, TRAINING, "en: Cluster excellence management", "en: Excellent")
    pages, told = states()
    (notice,) = notices(pages["cs/outcomes/berlin-training/"])
    assert notice.startswith("Některé texty na této stránce jsou starší než originál")
    assert notices(pages["outcomes/berlin-training/"]) == []
    (heading,) = pages["cs/outcomes/berlin-training/"].xpath("//h1")
    assert heading.get("data-translation") == "older"
    assert heading.get("lang") is None
    assert heading.text_content().startswith("Školení zaměřené na excelenci")
    assert f"{TRAINING}:9: title.cs: older" in told
    found = asked_for(pages["cs/translations/"]) - before
    assert found == {("../../cs/outcomes/berlin-training/", "title.cs:9")}
    switch = pages["outcomes/berlin-training/"].xpath("//a[@hreflang='cs' and @data-state]")
    assert [link.get("data-state") for link in switch] == ["older"]
    # It is a translation all the same.
    links = pages["cs/outcomes/berlin-training/"].xpath("//head/link[@rel='alternate']/@hreflang")
    assert {"cs", "en", "x-default"} <= set(links)

    assert main(["translations", "--root", str(project), "accept", TRAINING, "title"]) == 0
    capsys.readouterr()
    pages, told = states()
    assert notices(pages["cs/outcomes/berlin-training/"]) == []
    assert "title.cs: older" not in told
    assert asked_for(pages["cs/translations/"]) == before


def test_a_page_of_prose_and_one_text_among_many(project, states):
    edit(project, "docs/en/contact.md", "# Contact", "# Contacts")
    edit(project, TRAINING, "  cs: Berlín\n", "")
    (project / "docs/cs/privacy.md").unlink()
    pages, _ = states()
    (older,) = notices(pages["cs/contact/"])
    assert older.startswith("Tato stránka je starší než originál")
    (missing,) = notices(pages["cs/privacy/"])
    assert missing.startswith("Tato stránka zatím není přeložena.")
    (partly,) = notices(pages["cs/outcomes/berlin-training/"])
    assert partly.startswith("Některé texty na této stránce zatím nejsou přeloženy.")
    (place,) = pages["cs/outcomes/berlin-training/"].xpath("//*[@data-translation='missing']")
    assert (place.get("lang"), place.text_content()) == ("en", "Berlin")
    rows = asked_for(pages["cs/translations/"])
    assert any(row[-1] == "docs/cs/privacy.md" for row in rows)
    # The page that is none is begun on GitHub, the others are opened there.
    (new,) = pages["cs/translations/"].xpath("//a[contains(@href, '/new/main/docs/cs?')]/@href")
    assert new.endswith("?filename=privacy.md")
    files = pages["cs/translations/"].xpath("//a[@class='project-files__edit']/@href")
    assert all(url.startswith("https://github.com/") for url in files)


def test_the_home_page_tells_its_state_above_everything_else(project, states):
    """Also on its first screen on a phone, and so above the hero."""
    edit(project, "data/clusters/zinnae.yml", "  cs: ", "  # cs: ")
    (project / "docs/de/index.md").unlink()
    pages, _ = states()
    for path, beginning in (
        ("cs/", "Některé texty na této stránce zatím nejsou přeloženy."),
        ("de/", "Diese Seite ist noch nicht übersetzt."),
    ):
        (main,) = pages[path].xpath("//main")
        first = main.xpath("descendant::*[self::h1 or self::h2 or self::p]")[:2]
        assert [node.tag for node in first] == ["p", "h1"]
        assert first[0].text_content().startswith(beginning)
        assert len(notices(main)) == 1
    assert notices(pages[""]) == []


def test_a_reviewed_translation_is_said_to_be(project, states, capsys):
    assert main(["translations", "--root", str(project), "accept", TRAINING, "--reviewed"]) == 0
    capsys.readouterr()
    pages, told = states()
    reviewed = told.partition("; ")[2].split(" ")[0]
    assert int(reviewed) >= 4
    text = pages["translations/"].text_content()
    assert "No person has reviewed" not in text
    assert "A person has reviewed" in text
