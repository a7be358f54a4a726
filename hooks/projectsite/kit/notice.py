"""The funding block of a document, and the law that no document is without it."""

from __future__ import annotations

from ..page.funding import funding_notice
from ..page.setting import Setting
from .figures import emblem
from .model import Notice

EMBLEM_MM = 10
"""The least height of the emblem on paper, in millimetres: European Commission, The use of the EU
emblem in the context of EU programmes. Large paper has a larger one."""


def notice(setting: Setting) -> Notice:
    """The same sentences as on every page of the site."""
    said, own = funding_notice(setting), setting.own
    return Notice(
        said.statement,
        said.disclaimer,
        said.original,
        own(setting.t("funding.original")),
        emblem(),
        own(setting.t("funding.emblem")),
        said.first_view,
    )
