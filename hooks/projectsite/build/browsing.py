"""The outcomes as one file a language, for the script of the list when one page is too short."""

from __future__ import annotations

import json

from .. import addresses
from ..site import Site
from ..words.text import Locale
from ..views.browse import outcome_table


def list_table(site: Site, locale: Locale) -> tuple[str, bytes]:
    """The address of outcomes/list.json in one language, and its content."""
    path = addresses.localised(addresses.list_table(), locale, site.project.default_locale)
    # As for a page of an outcome: what those have made of the records is used again.
    prefix = addresses.localised("outcomes/one/", locale, site.project.default_locale)
    table = outcome_table(site.setting(locale, prefix))
    return path, json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode()
