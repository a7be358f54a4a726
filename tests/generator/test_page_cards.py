"""Cards, the pictures of shared links: what each says, that it is drawn whole, small, and once."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import Image

from conftest import EXAMPLE_URL
from projectsite import addresses
from projectsite.build.cards import MOST, shared_cards
from projectsite.build.completeness import site_addresses
from projectsite.facts.vocabulary import Hue
from projectsite.kit import card_press, worker
from projectsite.kit.cards import (
    Name,
    cluster_card,
    news_card,
    outcome_card,
    page_card,
    planned_card,
    project_card,
    work_package_card,
)
from projectsite.kit.palette import LIGHT, palette_of
from projectsite.page.chrome import shared_picture
from projectsite.problems import ProblemsFound
from projectsite.words.text import Words

DELIVERABLE = "data/deliverables/d2-1.yml"
LEFT, RIGHT = 556, 1200 - 64
"""Where words are. A letter may stand out by some pixels."""


def plain(text):
    """With spaces for those that do not break."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def words(text, locale="de"):
    return Words(text, locale, locale)


@pytest.fixture(scope="module")
def setting(example_site):
    return example_site.setting("en", "")


@pytest.fixture(scope="module")
def training(example_site, setting):
    return outcome_card(setting, example_site.project.outcomes["lantern-training"])


@pytest.fixture
def draw(example_site, tmp_path):
    """Draws cards without those of other tests."""
    brand = example_site.project.brand
    return lambda **cards: card_press.drawn_cards(tmp_path, brand, cards)


def opened(content):
    image = Image.open(io.BytesIO(content))
    assert (image.format, image.size) == ("PNG", (1200, 630))
    assert len(content) < 60_000
    return image.convert("RGB")


def ink(content):
    """How many pixels are nearly white, and the box around them: letters of a title."""
    bright = opened(content).convert("L").point(lambda value: 255 * (value > 235))
    return bright.histogram()[255], bright.getbbox()


def colours(content):
    return {colour for _, colour in opened(content).getcolors(2_000_000)}


def rgb(colour):
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def test_a_card_says_what_when_where_and_who(example_site, setting):
    project = example_site.project
    said = {
        outcome_card(setting, project.outcomes["lantern-training"]): (
            "Training · 17–19 September 2019 · Florø. Three days of training in river lighting."
            " TNV, Hohdelampo Ring, Skimrefoss Forum. RIVERLIGHT."
        ),
        work_package_card(setting, project.work_packages["WP2"]): "Work package · Led by ",
        cluster_card(setting, project.clusters["hohdelampo"]): (
            "Savonlinna, Finland. Hohdelampo Ring. Light sensors. RIVERLIGHT."
        ),
        planned_card(setting, project.records[DELIVERABLE]): "Deliverable · August 2020 · due. ",
        news_card(setting, next(iter(project.news.values()))): "News · ",
        page_card(setting, words("Contact")): "2019–2021. Contact. TNV, ",
        project_card(setting): "2019–2021. RIVERLIGHT. ",
    }
    for card, begins in said.items():
        assert plain(card.says).startswith(begins)
    assert project_card(setting).says.count("RIVERLIGHT") == 1


def test_what_is_not_translated_stands_in_its_original(example_site):
    card = outcome_card(
        example_site.setting("cs", ""), example_site.project.outcomes["lantern-training"]
    )
    assert (card.title.locale, card.kicker.locale) == ("en", "cs")
    assert plain(card.kicker.text).startswith("Školení · 17.–19. září 2019")


def test_each_kind_is_drawn_in_its_hues(example_site, setting, training, draw):
    project = example_site.project
    cluster = project.clusters["hohdelampo"]
    found = draw(
        training=training,
        cluster=cluster_card(setting, cluster),
        planned=planned_card(setting, project.records[DELIVERABLE]),
        package=work_package_card(setting, project.work_packages["WP2"]),
        project=project_card(setting),
    )
    assert len({*found.values()}) == len(found)
    hues = {hue: rgb(LIGHT[hue]) for hue in Hue}
    shown = {name: {h for h in Hue if hues[h] in colours(found[name])} for name in found}
    own = {project.hues[cluster.id]}
    assert shown["project"] == shown["training"] == {*project.hues.values()}
    assert shown["cluster"] == own
    lead = {project.hues[project.records[DELIVERABLE].lead]}
    assert shown["planned"] == lead
    ground = rgb(palette_of(project.brand).deep)
    assert all(opened(content).getpixel((5, 5)) == ground for content in found.values())


LONG = "Erweiterung der Kompetenzen von Clustermanagerinnen und Clustermanagern für " * 4


@pytest.mark.parametrize(
    "text",
    [
        LONG,
        LONG * 20,
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamter",
        "W" * 300,
        "Pneumonoultramicroscopicsilicovolcanoconiosis" * 2,
        "Z\u0334\u0322\u031b\u0351\u035da\u0337\u0353\u035dlgo",
        '#panic() $x$ @y *b* _c_ <d> \\ "e" {f} `g` //',
        "-",
        "- — -",
        "a" + "\u00ad" * 50 + "b",
    ],
    ids=range(10),
)
def test_no_text_leaves_its_place(training, draw, text):
    cards = {
        "title": replace(training, title=words(text)),
        "all": replace(
            training,
            title=words(text),
            kicker=words(text),
            text=words(text),
            names=tuple(Name(words(text), hue) for hue in Hue),
            project=text,
        ),
    }
    for content in draw(**cards).values():
        count, (_, top, right, bottom) = ink(content)
        assert count > 20
        assert right <= RIGHT + 8
        assert top >= 24
        assert bottom <= 610


def test_what_reads_from_right_to_left_is_turned_around(training, draw):
    title = words("مجموعات الأعمال تتعلم معا", "ar")
    card = replace(training, rtl=True, title=title)
    _, (left, *_) = ink(draw(card=card)["card"])
    assert left >= 64 - 8
    assert left < LEFT


def test_what_no_font_has_is_left_out(training, draw):
    """A word of such letters goes; a text that would be maimed goes whole, a title for the name."""
    found = draw(
        name=replace(training, title=words("RIVERLIGHT")),
        foreign=replace(training, title=words("光の川", "ja")),
        maimed=replace(training, title=words("abc光")),
        with_sign=replace(training, title=words("Three \U0001f600 days")),
        plain=replace(training, title=words("Three days")),
        kicker=replace(training, kicker=words("光")),
    )
    assert found["foreign"] == found["maimed"] == found["name"]
    assert found["with_sign"] == found["plain"]
    assert ink(found["kicker"])


def test_the_letters_that_no_font_has_are_known():
    job = {"fonts": [], "inputs": {"cards": "abc Žluťoučký Δίκτυο Обучение שלום 光川😀"}}
    assert {*worker.lacking(job)} == {*"光川😀"}


def test_many_names_are_counted(training, draw):
    names = tuple(Name(words(f"A cluster with number {at}"), Hue.ROSE) for at in range(30))
    assert ink(draw(card=replace(training, names=names))["card"])


def test_a_card_is_drawn_once(training, draw, monkeypatch, tmp_path):
    first = draw(one=training, same=training)
    assert first["one"] == first["same"]
    files = sorted((tmp_path / card_press.CACHE).iterdir())
    assert len(files) == 1
    monkeypatch.setattr(card_press, "answered", lambda jobs, few: 1 / len(jobs) if jobs else [])
    assert draw(one=training) == {"one": first["one"]}


def test_the_same_card_has_the_same_bytes_beside_any_other(training, draw, tmp_path):
    first = draw(one=training)
    for file in (tmp_path / card_press.CACHE).iterdir():
        file.unlink()
    again = draw(other=replace(training, title=words("光")), one=training)
    assert again["one"] == first["one"]


def test_a_broken_template_names_itself(training, draw, monkeypatch, tmp_path):
    (tmp_path / "card.typ").write_text("#panic(1)")
    monkeypatch.setattr(card_press, "TEMPLATES", tmp_path)
    with pytest.raises(ProblemsFound, match=r"kit/templates/card\.typ: .*panicked"):
        draw(card=training)


@pytest.fixture
def cards(example_site, monkeypatch):
    """What a build has, without drawing it."""
    drawn = {"a": b"-"}
    monkeypatch.setattr("projectsite.build.cards.drawn_cards", lambda *_: drawn)
    return lambda **how: shared_cards(example_site, **how)


def test_each_page_has_a_card_in_each_language(example_site, cards):
    found = cards(whole=True)
    locales = example_site.project.locales
    expected = {
        addresses.share_picture(locale, address.path)
        for address in site_addresses(example_site)
        for locale in locales
    }
    # News with a picture have that.
    missing = expected - found.says.keys()
    assert found.says.keys() <= expected
    assert all("/news/" in address for address in missing)
    assert len(missing) == len(locales)
    assert found.drawn() == {"a": b"-"}


def test_without_documents_there_is_that_of_the_project(example_site, cards):
    locales = example_site.project.locales
    assert [*cards(whole=False).says] == [addresses.share_picture(locale) for locale in locales]


def test_of_too_many_pages_the_oldest_outcomes_have_none(example_site, cards, monkeypatch):
    whole, locales = cards(whole=True).says, len(example_site.project.locales)
    monkeypatch.setattr("projectsite.build.cards.MOST", len(whole) - 2 * locales)
    some = cards(whole=True).says
    left_out = {address.rpartition("/")[2] for address in whole.keys() - some.keys()}
    oldest = [f"{outcome.id}.png" for outcome in example_site.project.chronicle[-1:]]
    assert {*oldest} == left_out
    assert len(whole) < MOST


def test_the_head_says_what_the_picture_shows(example_site, cards):
    edition = replace(example_site.edition, site_url=EXAMPLE_URL, cards=cards(whole=True))
    setting = replace(example_site, edition=edition).setting("de", "")
    own = shared_picture(setting, addresses.outcome("lantern-training"))
    assert own.url == f"{EXAMPLE_URL}assets/images/share-de/outcomes/lantern-training.png"
    assert plain(own.alt).startswith("Eine Figur, daneben die Worte: Schulung · 17.–19. September")
    other = shared_picture(setting, "outcomes/unknown/")
    assert other == shared_picture(setting, "")
    assert other.url == f"{EXAMPLE_URL}assets/images/share-de.png"
