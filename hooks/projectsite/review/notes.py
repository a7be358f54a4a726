"""What stops nothing: what has no effect, and translations that somebody should look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from .. import addresses
from ..facts.accessibility import compliance
from ..facts.folders import CLUSTERS, CONTACTS, KINDS, NEWS
from ..facts.project import Project
from ..facts.schema import MODELS
from ..facts.vocabulary import ClosedList
from ..files.layout import (
    ACCESSIBILITY,
    ACCESSIBILITY_TEST,
    ADDRESSES,
    BRAND,
    EVIDENCE,
    LEDGER,
    OVERRIDES,
    words_file,
)
from ..files.state.looks import looks_fingerprint
from ..page.palette import HOUSE, LEGIBLE, contrast, tinted
from ..problems import Problem
from ..prose.calls import calls_of
from ..prose.links import address_in
from ..site import Site
from ..translations.states import Translation
from ..views.agreement.plan import CODE_LISTS
from ..visits.named import named
from ..words.lookups import looked_up
from ..words.synonyms import PART as SYNONYMS
from ..words.text import State
from .accepting import changed, gone, unrecorded
from .foreign_links import foreign_links
from .proofreading import shortened, typewritten, untranslated
from .schedule import schedule_notes
from .sentences import wrong_copies

MANY = 12
"""So many notes of one kind are told; more are told as a number."""

_RECORD = "Run: make translations ARGS=record"


def site_notes(site: Site, day: date | None = None) -> list[Problem]:
    """What has no effect, and translations that somebody should look at; on a day also what is due
    by then."""
    notes = sorted(
        [
            *_unseen_records(site),
            *_nobody_to_write_to(site),
            *_unlinked_pages(site),
            *_unkept_addresses(site),
            *_unnamed_visits(site.project),
            *_unused_words(site),
            *_older_translations(site),
            *_unrecorded_translations(site),
            *_ledger_doubles(site),
            *_changed_colour(site.project),
            *_old_accessibility_test(site.project),
            *_claimed_compliance(site.project),
            *wrong_copies(site),
            *(schedule_notes(site.project, day) if day else ()),
            *_gone_translations(site),
            *_few_a_file(at.problem(said, "same-as-source") for at, said in untranslated(site)),
            *_few_a_file(at.problem(said, "straight-quotes") for at, said in typewritten(site)),
            *_few_a_file(at.problem(said, "foreign-link") for at, said in foreign_links(site)),
            *(page.problem(at, said, "shorter-than-source") for page, at, said in shortened(site)),
        ]
    )
    return [site.project.own.told(note) for note in notes]


def _unseen_records(site: Site) -> Iterator[Problem]:
    """Records without a page of their own that no page calls, and news that no page lists; contacts
    stand on the page of their cluster."""
    called = {name for page in site.prose for name, _, _ in calls_of(page)}
    for kind in KINDS:
        alone = kind is NEWS or not (kind.has_pages or kind is CONTACTS)
        if alone and kind.folder not in called:
            shows = "lists" if kind.has_pages else "shows"
            for id in site.project.by_id(kind.model):
                message = f"no page {shows} it. Call {{{{ {kind.folder}() }}}} on one."
                yield Problem(site.project.own.file(kind, id), 0, 0, message, "unseen-record")


def _nobody_to_write_to(site: Site) -> Iterator[Problem]:
    """Visitors need somebody to write to: at the coordinator at least."""
    id = site.project.facts.coordinator
    if not site.project.contacts_of(id):
        message = f"no contact has “cluster: {id}”. Add a file in data/contacts/."
        yield Problem(site.project.own.file(CLUSTERS, id), 0, 0, message, "no-contact")


def _changed_colour(project: Project) -> Iterator[Problem]:
    """A colour on which white cannot be read well: the header has a darker one of its tone."""
    own = project.brand.colour
    if project.brand.model_fields_set >= {"colour"} and contrast("ffffff", own) < LEGIBLE:
        drawn = tinted(f"#{HOUSE}", own).removeprefix("#")
        message = (
            f"colour: white on {own} has a contrast of {contrast('ffffff', own):.1f}, and text of "
            f"the header needs {LEGIBLE:.0f}. It is drawn on {drawn}, which has "
            f"{contrast('ffffff', drawn):.1f}, in the light and the dark scheme."
        )
        yield project.problem(BRAND, ("colour",), message, "contrast")


def _old_accessibility_test(project: Project) -> Iterator[Problem]:
    """A test of code that draws the pages no longer."""
    tested = project.accessibility_test
    if tested and tested.code != looks_fingerprint(project.root):
        message = (
            f"the code that draws the pages has changed since the accessibility test of "
            f"{tested.date}. Run: make accessibility"
        )
        yield project.problem(ACCESSIBILITY_TEST, ("code",), message, "accessibility")


def _claimed_compliance(project: Project) -> Iterator[Problem]:
    """A person's word that the site complies, and something that is known against it."""
    stated = project.accessibility
    if not stated.assessment:
        return
    said, shown = stated.assessment.compliance, compliance(stated, project.accessibility_test)
    if said is not shown:
        message = (
            f"compliance: the statement says “{shown}” and not “{said}”, as something is listed "
            f"here, or was found by the tests: {ACCESSIBILITY_TEST}. Mend that, or write “{shown}”."
        )
        at = ("assessment", "compliance")
        yield project.problem(ACCESSIBILITY, at, message, "accessibility")


def _unlinked_pages(site: Site) -> Iterator[Problem]:
    """Pages that no reader finds by following links."""
    pages = [page for page in site.prose if page.locale == site.project.default_locale]
    listed = {addresses.home(), *(entry.path for entry in site.menu.entries)}
    loose = [page for page in pages if page.path not in listed]
    linked = {
        address_in(page.file, target.address.partition("#")[0])
        for page in pages
        for target in site.drawn[page.file].targets
        if not target.address.startswith("#")
    }
    for page in loose:
        if page.path not in linked:
            message = "the page is in no menu, and no page links to it."
            yield Problem(page.file, 0, 0, message, "unlinked-page")


def _unkept_addresses(site: Site) -> Iterator[Problem]:
    """Pages of which nobody would see that they are lost; of many a number."""
    found = site.memory.unkept(site.addresses)
    said = "the page {} is not kept here yet. Add the line, or run: make addresses"
    notes = [Problem(ADDRESSES, 0, 0, said.format(path), "unkept-address") for path in found]
    yield from _few(notes, f"{len(found)} pages are not kept here yet. Run: make addresses")


def _unnamed_visits(project: Project) -> Iterator[Problem]:
    """Lines about pages that no record names any more; of many a number."""
    visits = project.visits
    if not visits.pages:
        return
    lost = sorted(visits.lines[address] for address in visits.pages.keys() - named(project).keys())
    said = "no record names this page any more. Take the line out, or run: make evidence"
    notes = [Problem(EVIDENCE, line, 1, said, "unnamed-page") for line in lost]
    many = f"no record names {len(lost)} pages, as this one, any more. Run: make evidence"
    yield from _few(notes, many)


def _unused_words(site: Site) -> Iterator[Problem]:
    default = site.project.default_locale
    words = site.wordings[default]
    sheet = site.project.sheet(words_file(default))
    for key in sorted(set(words) - _used_words(site)):
        message = f"{key}: nothing on the site shows this word."
        yield sheet.problem(tuple(key.split(".")), message, "unused-word")


def _used_words(site: Site) -> set[str]:
    """What is looked up by its name, by a value of a closed list or by a field of a record; the
    menu may show any of its words, and the search knows all synonyms."""
    values = (value for kind in ClosedList.__subclasses__() for value in kind)
    words = site.wordings[site.project.default_locale]
    return {
        *looked_up(site.root / OVERRIDES),
        *(key for value in values for key in value.words),
        *(f"fact.{name}" for model in MODELS.values() for name in model.model_fields),
        *(
            f"{part}.{name}"
            for part in ("nav", SYNONYMS, *CODE_LISTS)
            for name in words.section(part)
        ),
    }


def _older_translations(site: Site) -> Iterator[Problem]:
    """Texts whose source has changed since; of many in one language the first."""
    for locale, own in site.translations.of_locale.items():
        older = [t for t in own if t.state is State.OLDER]
        for translation in older[:MANY]:
            message = (
                f"{translation.field}: the source has changed since this was translated. Mend "
                f"it; or, if it still holds, say so. {_how(translation)}"
            )
            yield translation.problem(message, "older")
        if len(older) > MANY:
            message = (
                f"{len(older) - MANY} more texts in {locale} are older than their source. See them "
                f"all: projectsite translations list {locale}"
            )
            yield Problem(LEDGER, 0, 0, message, "older")


def _ledger_doubles(site: Site) -> Iterator[Problem]:
    """Two lines of the ledger that disagree: nobody knows which source was translated."""
    for key, line in site.translations.ledger.twice[:MANY]:
        message = f"{key.field} stands here twice, with different fingerprints. Accept it anew."
        yield Problem(LEDGER, line, 1, message, "ledger-twice")


def _gone_translations(site: Site) -> Iterator[Problem]:
    """Lines of the ledger about a text, file or language that is no longer there."""
    lost, lines = gone(site.translations), site.translations.ledger.lines
    said = {
        key: f"{key.file} has no {key.field} in {key.locale} any more. {_RECORD}" for key in lost
    }
    notes = [Problem(LEDGER, lines[key], 1, said[key], "ledger-gone") for key in lost]
    many = f"{len(lost)} lines are of translations that are gone, as this one. {_RECORD}"
    yield from _few(notes, many)


def _unrecorded_translations(site: Site) -> Iterator[Problem]:
    """New translations: unless it is noted, nobody sees when they grow older than their source.
    Of those that have changed one line tells: the next command renews theirs."""
    if mended := len(changed(site.translations)):
        message = (
            f"{mended} translations have changed since they were noted, and count as made from the "
            f"source of today. Before the sources change again, note it. {_RECORD}"
        )
        yield Problem(LEDGER, 0, 0, message, "unrecorded")
    known = site.translations.ledger.entries
    new = [t for t in unrecorded(site.translations) if t.key not in known]
    if len(new) > MANY:
        message = f"{len(new)} translations are new. Note them: projectsite translations record"
        yield Problem(LEDGER, 0, 0, message, "unrecorded")
        return
    for translation in new:
        message = f"{translation.field}: a new translation. Note what it was made from. "
        yield translation.problem(message + _how(translation), "unrecorded")


def _how(translation: Translation) -> str:
    """What to run, or what to write where nothing can be run."""
    command = f"projectsite translations accept {translation.file} {translation.field}"
    entry = translation.entry(reviewed=False)
    line = " ".join([*translation.key, entry.source, entry.text])
    return f"Run: {command}, or write in {LEDGER}: {line}"


def _few(notes: Sequence[Problem], many: str) -> Iterator[Problem]:
    """Notes of one kind; in the place of many a sentence, at the first of them."""
    if len(notes) > MANY:
        yield replace(min(notes), message=many)
    else:
        yield from notes


def _few_a_file(notes: Iterable[Problem]) -> Iterator[Problem]:
    """Notes of one kind: of many in a file the first, and how many more there are."""
    told: Counter[str] = Counter()
    for note in notes:
        told[note.file] += 1
        if told[note.file] <= MANY:
            yield note
    for file, count in told.items():
        if count > MANY:
            yield Problem(file, 0, 0, f"{count - MANY} more of the same kind.", note.code)
