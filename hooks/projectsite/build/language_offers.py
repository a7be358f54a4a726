"""languages.json: how each language offers a page to a first visitor who prefers that language."""

from __future__ import annotations

import json
from collections.abc import Iterator

from .. import addresses
from ..site import Site


def language_offers(site: Site) -> Iterator[tuple[str, bytes]]:
    """The address of the file below the root of the site, and its content.

    Nothing for a site in one language, which has nothing to offer.
    """
    locales = site.project.locales
    if len(locales) < 2:
        return
    offers = {}
    for locale in locales:
        t = site.wordings[locale]
        offers[locale] = {
            "label": t("language.choose"),
            "offer": t("language.offer"),
            "dismiss": t("language.dismiss"),
        }
    text = json.dumps(offers, ensure_ascii=False, separators=(",", ":"))
    yield addresses.language_offers(), text.encode()
