"""Stylesheets as visitors get them: before the first word is seen, each of them is loaded.

Of the theme's own the part that the pages use: how Material draws what Markdown makes. Its other
nine tenths draw menus, searches and boxes of its own, which the pages have not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ..facts.model import Brand
from ..page.outline import outline_of
from ..page.palette import recoloured

CLASSES = frozenset({"md-typeset"})
"""Of Material's classes those that a page has: the templates name no other."""

_PIECE = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|[{}]")
_CLASS = re.compile(r"[.#](-?[A-Za-z_][\w-]*)")
_STRING = re.compile(r"\"[^\"]*\"|'[^']*'")
_VARIABLE = re.compile(r"var\((--[\w-]+)")
_ALTERNATIVES = re.compile(r",(?![^(\[]*[)\]])")
_LEFT_TO_RIGHT = ":where(:root:not([dir=rtl])) "


# Asked for in each language: a build has the same stylesheets in all of them.
@lru_cache(maxsize=2)
def used_part(css: str) -> str:
    """The rules of a minified stylesheet that concern pages with no class but CLASSES.

    Variables stay where something uses them. Rules for texts that run from left to right apply to
    every page that does not say otherwise, as only those with a further script have a direction.
    """
    kept = _rules(css.replace("[dir=ltr] ", _LEFT_TO_RIGHT))
    # A variable may use another one.
    before = ""
    while kept != before:
        before, kept = kept, _rules(_without_unused(kept))
    return kept


@lru_cache(maxsize=16)
def packed(css: str) -> str:
    """A stylesheet without comments and line ends, which are for its readers."""
    # No string goes over a line end, so none is changed.
    bare = re.sub(r"\s*\n\s*", "\n", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)).strip()
    return re.sub(r"(?<=[{};,])\n|\n(?=\})", "", bare).replace("\n", " ")


def dressed(css: str, brand: Brand) -> str:
    """A packed stylesheet of the house in the looks of a project."""
    own = f"--corners:{outline_of(brand.outline).corners}"
    return _CORNERS.sub(own, recoloured(css, brand.colour))


_CORNERS = re.compile(r"--corners:[^;}]*")


def _without_unused(css: str) -> str:
    names = set(_VARIABLE.findall(css))
    return _DECLARED.sub(lambda one: one[0] if one[1] in names else "", css)


_DECLARED = re.compile(r"(--[\w-]+):(?:\"[^\"]*\"|'[^']*'|[^;{}\"'])*(?:;|(?=\}))")


def _rules(css: str) -> str:
    kept = []
    for prelude, body in _blocks(css):
        if prelude.startswith(("@media", "@supports")):
            inside = _rules(body)
            kept.append(f"{prelude}{{{inside}}}" if inside else "")
        elif body and not prelude.startswith("@"):
            selectors = [one for one in _ALTERNATIVES.split(prelude) if _concerns(one)]
            kept.append(f"{','.join(selectors)}{{{body}}}" if selectors else "")
    return "".join(kept)


def _concerns(selector: str) -> bool:
    return set(_CLASS.findall(_STRING.sub("", selector))) <= CLASSES


def _blocks(css: str) -> Iterator[tuple[str, str]]:
    """What stands before and between the outermost braces."""
    depth = start = begun = 0
    for piece in _PIECE.finditer(css):
        if piece[0] == "{":
            if depth == 0:
                begun = piece.start()
            depth += 1
        elif piece[0] == "}":
            depth -= 1
            if depth == 0:
                prelude = css[start:begun].rpartition(";")[2]  # after @charset
                yield prelude.strip(), css[begun + 1 : piece.start()]
                start = piece.end()
