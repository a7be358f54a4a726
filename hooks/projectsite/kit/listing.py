"""The page of the kit: which documents there are, for what, and how large."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from .. import addresses
from ..files.media_types import media_type_of
from ..page.downloads import FormatLink
from ..page.setting import Setting
from ..words.forms import number_form, own_name
from ..words.text import Locale, Words
from .documents import POSTERS

_KILO = 1024


class OtherLanguage(NamedTuple):
    """The same document in another language."""

    name: str
    """Of the language, in itself."""
    locale: Locale
    href: str


class KitRow(NamedTuple):
    """One document."""

    title: Words
    href: str
    media_type: str
    purpose: str
    """What it is for."""
    format: str
    """PDF, A4."""
    pages: str
    size: str
    others: tuple[OtherLanguage, ...]


class KitGroup(NamedTuple):
    """Documents below a heading."""

    title: str
    rows: tuple[KitRow, ...]


@dataclass(frozen=True)
class KitList:
    """All documents of the language of the page; none where none were made."""

    groups: tuple[KitGroup, ...]
    pictures: tuple[FormatLink, ...]
    outcomes: bool = False
    """Whether outcomes have sheets too, which their own pages offer."""


def kit_list(setting: Setting) -> KitList:
    """What the build has drawn."""
    if not setting.edition.kit:
        return KitList((), ())
    t = setting.t
    groups = (
        KitGroup(t("kit.whole"), tuple(_whole(setting))),
        KitGroup(t("nav.work_packages"), tuple(_packages(setting))),
        KitGroup(t("kit.consortium"), tuple(_clusters(setting))),
    )
    sheets = addresses.kit_name(addresses.outcomes())
    return KitList(
        tuple(group for group in groups if group.rows),
        tuple(_pictures(setting)),
        any(path.startswith(f"kit/{sheets}/") for path in setting.edition.kit.files),
    )


def _whole(setting: Setting) -> Iterator[KitRow]:
    t, own = setting.t, setting.own
    rows = (
        ("deck", t("kit.deck"), t("kit.deck_for"), t("kit.slides")),
        ("factsheet", t("kit.factsheet"), t("kit.factsheet_for"), t("kit.paper", paper="A4")),
        *(
            (
                f"poster-{size}",
                f"{t('kit.poster')} {size.upper()}",
                t("kit.poster_for"),
                _paper(setting, size),
            )
            for size in POSTERS
        ),
        ("promised", t("kit.promised"), t("kit.promised_for"), t("kit.paper", paper="A4")),
    )
    for name, title, purpose, form in rows:
        yield from _row(setting, name, own(title), purpose, form)
        if name == "deck":
            form = t("kit.powerpoint")
            yield from _row(setting, name, own(title), t("kit.powerpoint_for"), form, "pptx")


def _paper(setting: Setting, size: str) -> str:
    return setting.t("kit.paper", paper=size.upper())


def _packages(setting: Setting) -> Iterator[KitRow]:
    for package in setting.project.work_packages.values():
        label = setting.words(package.label)
        name = addresses.kit_name(addresses.work_package(package.id))
        title = label.said(f"{package.id} {label}")
        yield from _row(setting, name, title, setting.t("kit.package_for"), _paper(setting, "a4"))


def _clusters(setting: Setting) -> Iterator[KitRow]:
    for cluster in setting.project.clusters.values():
        name = addresses.kit_name(addresses.cluster(cluster.id))
        title, purpose = setting.own(cluster.name), setting.t("kit.cluster_for")
        yield from _row(setting, name, title, purpose, _paper(setting, "a4"))


def _row(
    setting: Setting, name: str, title: Words, purpose: str, form: str, ending: str = "pdf"
) -> Iterator[KitRow]:
    """The row of a document, where there is one of that name."""
    files = setting.edition.kit.files if setting.edition.kit else {}
    path = addresses.kit_file(name, setting.locale, ending)
    file = files.get(path)
    if not file:
        return
    kilobytes = number_form(-(-len(file.content) // _KILO), setting.locale)
    others = (
        OtherLanguage(own_name(locale), locale, setting.asset(other))
        for locale in setting.edition.locales
        if locale != setting.locale and (other := addresses.kit_file(name, locale, ending)) in files
    )
    yield KitRow(
        title,
        setting.asset(path),
        media_type_of(path),
        purpose,
        _in_one_line(form),
        _in_one_line(setting.t("kit.counted", count=file.pages)),
        _in_one_line(setting.t("kit.kilobytes", count=kilobytes)),
        tuple(others),
    )


def _in_one_line(text: str) -> str:
    """However narrow the column is."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def _pictures(setting: Setting) -> Iterator[FormatLink]:
    t = setting.t
    for name, label in (
        ("mark", t("kit.mark")),
        ("mark-light", t("kit.mark_light")),
        ("emblem", t("kit.emblem")),
    ):
        for ending, media_type in (("svg", "image/svg+xml"), ("png", "image/png")):
            href = setting.asset(addresses.kit_picture(f"{name}.{ending}"))
            yield FormatLink(f"{label} ({ending.upper()})", href, media_type)
