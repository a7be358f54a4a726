"""The documents of a build: drawn anew where what they say has changed, else taken from the cache.

The cache is a folder of the project, .cache/kit/.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from unicodedata import normalize

from .. import addresses
from ..facts.model import Brand
from ..files.layout import DATA, OVERRIDES
from ..page.edition import Edition, Kit, KitFile
from ..problems import Problem
from .cache import Cache, digest_of, name_of
from .documents import documents
from .drawings import svg
from .figures import emblem, mark
from .model import Document, Genre
from .palette import palette_of
from .pdf import (
    FONTS,
    NAMELESS,
    TEMPLATES,
    Look,
    as_json,
    drawn,
    job_of,
    page_count,
    style,
    unprintable,
)
from .slides import SLIDES, slide_count
from .worker import STANDARDS, Job, picture

CACHE = ".cache/kit"
NAMED = 3
"""So many documents are named in a message."""


def printed(edition: Edition) -> Kit:
    """Every document in every language. Raises ProblemsFound, see pdf.drawn."""
    root, brand = edition.project.root, edition.project.brand
    found = {
        addresses.kit_file(document.name, locale): document
        for locale in edition.locales
        for document in documents(edition, locale)
    }
    look, cache = Look(brand, fonts_of(root)), Cache(root, CACHE)
    with ThreadPoolExecutor(1) as other:
        # Processes of their own draw the PDF files, so that there is time for the slides.
        drawing = other.submit(_documents, found, look, cache)
        decks = _decks(found.values(), brand, cache)
        contents = drawing.result()
    cache.clear()
    left_out = {path: letters for path in found if (letters := unprintable(contents[path]))}
    files = {
        path: KitFile(page_count(contents[path]), contents[path])
        for path in found
        if path not in left_out
    }
    return Kit({**files, **decks}, tuple(_left_out(root, left_out)))


def _documents(found: Mapping[str, Document], look: Look, cache: Cache) -> Mapping[str, bytes]:
    """Each document as PDF."""
    jobs = {path: job_of(document, look) for path, document in found.items()}
    kit = digest_of_kit(look.fonts)
    keys = {path: _key(kit, job) for path, job in jobs.items()}
    kept = {path: content for path, key in keys.items() if (content := cache.read(key))}
    new = [path for path in found if path not in kept]
    for path, content in zip(new, drawn([found[path] for path in new], look), strict=True):
        kept[path] = content
        cache.write(keys[path], content)
    return kept


def _decks(found: Iterable[Document], brand: Brand, cache: Cache) -> Mapping[str, KitFile]:
    """The slides as PowerPoint."""
    kit = digest_of(SLIDES.glob("*.py"), version("python-pptx"), version("typst"))
    decks = {}
    for document in found:
        if document.genre is Genre.DECK:
            key = name_of(kit, as_json(document), style(brand))
            if not (content := cache.read(key)):
                from .slides.file import slides  # A third of a second, which most builds save.

                content = slides(document, brand)
                cache.write(key, content)
            path = addresses.kit_file(document.name, document.locale, "pptx")
            decks[path] = KitFile(slide_count(content), content)
    return decks


def _left_out(root: Path, found: Mapping[str, str]) -> Iterator[Problem]:
    """A message for all documents that lack the same letters, at their first place in the data."""
    for letters in dict.fromkeys(found.values()):
        paths = [path for path, lacks in found.items() if lacks == letters]
        more = f" and {len(paths) - NAMED} more" if len(paths) > NAMED else ""
        lacking = "a letter" if letters == NAMELESS else f"“{letters}”"
        said = (
            f"no font has {lacking}: {', '.join(paths[:NAMED])}{more} could not be drawn."
            f" Put a font that has it into {OVERRIDES}/assets/fonts/ (a .ttf or .otf file)."
        )
        yield Problem(*_place(root, letters), 0, said, "kit-letter")


def _place(root: Path, letters: str) -> tuple[str, int]:
    """File and line; line 0 where the letters come from elsewhere, as from the name of a month."""
    letters = normalize("NFC", letters)
    for file in sorted((root / DATA).rglob("*.yml")):
        for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
            if letters in normalize("NFC", line):
                return file.relative_to(root).as_posix(), number
    return DATA, 0


def pictures(brand: Brand) -> Iterator[tuple[str, bytes]]:
    """The mark of the project and the emblem, to place in documents of one's own."""
    palette = palette_of(brand)
    for name, drawing in (
        ("mark", mark(palette, on_deep=False)),
        ("mark-light", mark(palette, on_deep=True)),
        ("emblem", emblem()),
    ):
        yield addresses.kit_picture(f"{name}.svg"), (svg(drawing) + "\n").encode()
        yield addresses.kit_picture(f"{name}.png"), picture(svg(drawing))


_KINDS = (".ttf", ".otf", ".ttc", ".otc")
_FONTS = frozenset({*_KINDS, *map(str.upper, _KINDS)})
"""Typst reads what ends in these, and nothing that ends in .Ttf."""


def _fonts_in(folder: Path) -> list[Path]:
    """What Typst takes from a folder and all below it."""
    found = (file for file in folder.rglob("*") if file.suffix in _FONTS)
    return sorted(file for file in found if file.is_file())


def fonts_of(root: Path) -> tuple[str, ...]:
    """The folders with the fonts of a project's documents: ours, and its own where it has any."""
    own = root / OVERRIDES / "assets/fonts"
    return (str(FONTS), *([str(own)] if _fonts_in(own) else []))


def _key(kit: str, job: Job) -> str:
    """Of all that the drawing of a document depends on."""
    return name_of(kit, Path(job["template"]).name, job["inputs"], job["day"])


def digest_of_kit(folders: Iterable[str], *more: Path) -> str:
    """Of the templates, the fonts, the version of Typst, and more files."""
    fonts = [file for folder in folders for file in _fonts_in(Path(folder))]
    return digest_of([*TEMPLATES.glob("*.typ"), *fonts, *more], STANDARDS, version("typst"))
