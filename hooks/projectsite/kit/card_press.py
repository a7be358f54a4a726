"""Cards as PNG: drawn anew where what they say has changed, else taken from the cache.

The cache is .cache/cards/, as that of the documents (press.py) is .cache/kit/.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from PIL import __version__ as pillow

from ..facts.model import Brand
from ..problems import Problem, ProblemsFound
from . import worker
from .cache import Cache, name_of
from .cards import Card
from .palette import LIGHT, palette_of
from .pdf import TEMPLATES, answered, as_json, plain, style
from .press import digest_of_kit, fonts_of
from .worker import Job

TEMPLATE = "card"
CACHE = ".cache/cards"
TOGETHER = 15
"""So many cards are pages of one job: Typst begins once for all of them."""
SIZE = (1200, 630)
"""Of a card, in pixels."""
SIDE = 64
"""Between its edges and its words."""
WORDS = (580, SIZE[1] - 2 * SIDE)
"""The room of its words."""
EDGE = 15
"""Around that room: letters, as j, reach out of it. As far away is the figure."""
FEW = 2
"""So many jobs are done here: to start other processes would take longer."""


def drawn_cards(root: Path, brand: Brand, cards: Mapping[str, Card]) -> dict[str, bytes]:
    """The picture of each card, by its address. Raises ProblemsFound where the template fails."""
    fonts, cache = fonts_of(root), Cache(root, CACHE)
    kit = digest_of_kit([*fonts], Path(worker.__file__))
    keys = {path: name_of(kit, pillow, as_json(card), style(brand)) for path, card in cards.items()}
    kept = {path: content for path, key in keys.items() if (content := cache.read(key))}
    # Pages that say the same in two languages have the same card.
    new = {keys[path]: card for path, card in cards.items() if path not in kept}
    drawn = dict(zip(new, _drawn([*new.values()], brand, fonts), strict=True))
    for key, content in drawn.items():
        cache.write(key, content)
    cache.clear()
    return {path: kept.get(path) or drawn[keys[path]] for path in cards}


def _drawn(cards: Sequence[Card], brand: Brand, fonts: Sequence[str]) -> Iterator[bytes]:
    jobs = [_job(some, brand, fonts) for some in _batched(cards)]
    for answer in answered(jobs, FEW):
        if "drawn" not in answer:
            said = f"the pictures of shared links: {answer['message']} {answer['trace']}"
            place = f"hooks/projectsite/kit/templates/{TEMPLATE}.typ"
            raise ProblemsFound([Problem(place, 0, 0, said, "kit-template")])
        yield from map(base64.b64decode, answer["drawn"].split(" "))


def _batched(cards: Sequence[Card]) -> Iterator[Sequence[Card]]:
    return (cards[at : at + TOGETHER] for at in range(0, len(cards), TOGETHER))


def _job(cards: Sequence[Card], brand: Brand, fonts: Sequence[str]) -> Job:
    """Figures take most of the time: one that several cards have is drawn once, and the words of
    each card are laid on it."""
    grounds = [*dict.fromkeys((card.figure, card.rtl) for card in cards)]
    drawn = [{"figure": plain(figure), "rtl": rtl} for figure, rtl in grounds]
    words = [{**plain(card), "figure": None} for card in cards]
    return {
        "template": str(TEMPLATES / f"{TEMPLATE}.typ"),
        "root": str(TEMPLATES),
        "fonts": [*fonts],
        "inputs": {
            "grounds": as_json(drawn),
            "cards": as_json(words),
            "style": style(brand),
            "size": as_json({"card": SIZE, "words": WORDS, "side": SIDE, "edge": EDGE}),
        },
        "day": [],
        "colours": _colours(brand),
        "laid": [
            (grounds.index((card.figure, card.rtl)), _left(rtl=card.rtl) - EDGE, SIDE - EDGE)
            for card in cards
        ],
    }


def _left(*, rtl: bool) -> int:
    return SIDE if rtl else SIZE[0] - SIDE - WORDS[0]


def _colours(brand: Brand) -> list[int]:
    """The colours of a picture, red, green and blue each: the grounds, and from each in steps to
    what is drawn on it, as edges are smooth."""
    palette = palette_of(brand)
    grounds = [_rgb(colour) for colour in (palette.deep, palette.deep_2, palette.inner)]
    lines = (palette.mist, palette.rim, palette.wave, palette.guest, palette.text, palette.grain)
    inks = [_rgb(colour) for colour in ("#ffffff", *lines, palette.glint, *LIGHT.values())]
    pairs = [(ground, ink) for ground in grounds for ink in inks]
    steps = (256 - len(grounds)) // len(pairs)
    found = dict.fromkeys(grounds)
    for step in range(steps, 0, -1):
        found |= dict.fromkeys(_mixed(*pair, step / steps) for pair in pairs)
    return [part for colour in found for part in colour]


Colour = tuple[int, int, int]


def _rgb(colour: str) -> Colour:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _mixed(ground: Colour, ink: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(ground, ink, strict=True))
    return red, green, blue
