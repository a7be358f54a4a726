"""The documents of a build: drawn anew where what they say has changed, else taken from the cache.

The cache is a folder of the project, .cache/kit/. An entry is named by all that its document is
drawn from, and begins with a digest of its content: what has been cut off or changed is not used.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from .. import addresses
from ..facts.model import Brand
from ..files.layout import DATA, OVERRIDES
from ..page.edition import Edition, Kit, KitFile
from ..problems import Problem
from .documents import documents
from .drawings import svg
from .figures import emblem, mark
from .model import Document, Genre
from .palette import palette_of
from .pdf import TEMPLATES, Look, as_json, drawn, job_of, page_count, style, unprintable
from .slides import SLIDES, slide_count
from .worker import STANDARDS, Job, picture

CACHE = ".cache/kit"
NAMED = 3
"""So many documents are named in a message."""
_SIZE = 32
_VERSION = 1
"""To be raised when the same job is drawn in another way by code that is not digested."""


def printed(edition: Edition) -> Kit:
    """Every document in every language. Raises ProblemsFound, see pdf.drawn."""
    root, brand = edition.project.root, edition.project.brand
    found = {
        addresses.kit_file(document.name, locale): document
        for locale in edition.locales
        for document in documents(edition, locale)
    }
    own = root / OVERRIDES / "assets/fonts"
    look = Look(brand, own if _fonts_in(own) else None)
    cache = _Cache(root / CACHE)
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


def _documents(found: Mapping[str, Document], look: Look, cache: _Cache) -> Mapping[str, bytes]:
    """Each document as PDF."""
    jobs = {path: job_of(document, look) for path, document in found.items()}
    kit = _digest_of_kit(next(iter(jobs.values()))["fonts"] if jobs else [])
    keys = {path: _key(kit, job) for path, job in jobs.items()}
    kept = {path: content for path, key in keys.items() if (content := cache.read(key))}
    new = [path for path in found if path not in kept]
    for path, content in zip(new, drawn([found[path] for path in new], look), strict=True):
        kept[path] = content
        cache.write(keys[path], content)
    return kept


def _decks(found: Iterable[Document], brand: Brand, cache: _Cache) -> Mapping[str, KitFile]:
    """The slides as PowerPoint."""
    kit = _digest_of(SLIDES.glob("*.py"), version("python-pptx"), version("typst"))
    decks = {}
    for document in found:
        if document.genre is Genre.DECK:
            said = json.dumps([kit, as_json(document), style(brand)])
            key = blake2b(said.encode(), digest_size=_SIZE).hexdigest()
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
        said = (
            f"no font has “{letters}”: {', '.join(paths[:NAMED])}{more} could not be drawn."
            f" Put a font that has it into {OVERRIDES}/assets/fonts/ (a .ttf or .otf file)."
        )
        yield Problem(*_place(root, letters), 0, said, "kit-letter")


def _place(root: Path, letters: str) -> tuple[str, int]:
    """File and line; line 0 where the letters come from elsewhere, as from the name of a month."""
    for file in sorted((root / DATA).rglob("*.yml")):
        for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
            if letters in line:
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


def _fonts_in(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(file for file in folder.iterdir() if file.suffix in (".ttf", ".otf"))


def _key(kit: str, job: Job) -> str:
    """Of all that the drawing of a document depends on."""
    template = Path(job["template"]).name
    parts = json.dumps([kit, template, job["inputs"], job["day"]], sort_keys=True)
    return blake2b(parts.encode(), digest_size=_SIZE).hexdigest()


def _digest_of_kit(folders: Iterable[str]) -> str:
    """Of the templates, the fonts, the version of Typst."""
    fonts = [file for folder in folders for file in _fonts_in(Path(folder))]
    return _digest_of([*TEMPLATES.glob("*.typ"), *fonts], STANDARDS, version("typst"))


def _digest_of(files: Iterable[Path], *versions: object) -> str:
    digest = blake2b(f"{_VERSION} {versions}".encode(), digest_size=_SIZE)
    for file in sorted(files):
        content = file.read_bytes()
        digest.update(f"{file.name} {len(content)}\0".encode() + content)
    return digest.hexdigest()


class _Cache:
    """What was drawn before. Nothing depends on it: a cache that cannot be used is passed by."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._used: set[str] = set()

    def read(self, key: str) -> bytes:
        """What was drawn for a key; empty where nothing was, or no longer is as it was written."""
        self._used.add(key)
        try:
            found = (self._folder / key).read_bytes()
        except OSError:
            return b""
        digest, content = found[:_SIZE], found[_SIZE:]
        return content if digest == _seal(key, content) else b""

    def write(self, key: str, content: bytes) -> None:
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            # Two builds may write the same entry: each has a file of its own first.
            part = self._folder / f"{key}.{os.getpid()}"
            part.write_bytes(_seal(key, content) + content)
            part.replace(self._folder / key)

    def clear(self) -> None:
        """Take out what this build had no use for."""
        with suppress(OSError):
            for file in {*self._folder.iterdir()} - {self._folder / key for key in self._used}:
                file.unlink()


def _seal(key: str, content: bytes) -> bytes:
    return blake2b(key.encode() + content, digest_size=_SIZE).digest()
