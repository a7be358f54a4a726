"""A .po file comes back: what it changes in data/ and docs/, or why it cannot.

Each entry carries the fingerprint of the translation that was exported (`#. Translation:`): the
base of a three-way comparison. What only the project has changed stays, what both have changed is
reported (po-changed), and without that comment the .po file wins. Entries marked as fuzzy are left
out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby

from ..files.bounded import bounded
from ..files.layout import LEDGER, PROJECT, words_file
from ..files.yaml.amending import CannotAmend, amend
from ..files.yaml.sheets import Keys, sheet_of
from ..problems import Problem, ProblemsFound, shown
from ..prose.blocks import FIELDS, PageText, kind_of
from ..site import Site
from ..translations.ledger import Ledger
from ..translations.states import Translation, Translations
from ..words.text import Locale, State
from ..words.wording import may_be_missing
from .new_language import blank_words, translated_into, with_listed
from .passages import BODY, PLURAL, Passage, page_of, passages_of, source_file, text_of
from .po_file import Entry, PoFile, read_po
from .trial import tried

FORMS = ("zero", "one", "two", "few", "many", "other")


@dataclass
class Import:
    """What a .po file brings."""

    locale: Locale
    files: dict[str, str] = field(default_factory=dict)
    """The files that change, by their path from the root of the project, with their new text."""
    changed: list[str] = field(default_factory=list)
    """The names (msgctxt) of the texts that change."""
    accepted: list[Translation] = field(default_factory=list)
    """What is now as new as its source, though it was not before."""
    notes: list[Problem] = field(default_factory=list)
    """Entries that are left out, and why."""
    fuzzy: int = 0
    """So many entries are still marked as unsure, and are left out."""
    is_new: bool = False
    """Whether the site has not had the language before."""
    kept: int = 0
    """So many texts were changed in the project since the export, and by no translator."""


@dataclass(frozen=True)
class _Change:
    passage: Passage
    entry: Entry

    @property
    def is_new(self) -> bool:
        """Whether the words differ from what stands there."""
        if self.passage.source_forms:
            before = self.passage.forms
            return any(before.get(form) != text for form, text in self.forms.items())
        return self.entry.text != self.passage.text

    @property
    def forms(self) -> dict[str, str]:
        """The plural forms that the word has; .po files hold none for fractions.

        A new word needs them too: it takes the last of the others, which no number shows.
        """
        found = {f: text for f, text in self.entry.forms.items() if f in self.passage.forms}
        lacking = [f for f, text in self.passage.forms.items() if not text and f not in found]
        return found | dict.fromkeys(lacking, found[max(found, key=FORMS.index)] if found else "")


class _Refused(Exception):
    def __init__(self, entry: Entry, said: str, code: str) -> None:
        super().__init__(said)
        self.entry, self.said, self.code = entry, said, code


def import_po(site: Site, text: str, file: str) -> Import:
    """What the text of a .po file changes in a project; nothing is written.

    Raises ProblemsFound with everything for which nothing may be taken from the file, at its line
    in the .po file. Entries that are fuzzy, empty, unknown, made from another source or changed on
    both sides are left out; the last three are told in notes.
    """
    po = bounded(file, lambda: read_po(text, file, site.project.locales))
    _refuse_another_language(po, site.project.locales, file)
    site = translated_into(site, po.locale)
    taken = Import(po.locale, is_new=po.locale not in site.project.locales)
    passages = list(passages_of(site, po.locale))
    changes = sorted(_changes(taken, po, passages, file), key=_file)
    if taken.is_new and (found := list(_lacking_words(site, po, passages, changes, file))):
        raise ProblemsFound(found)
    whole = Counter(passage.translation.file for passage in passages)
    problems = [
        problem
        for name, group in groupby(changes, key=_file)
        for problem in _take(site, name, list(group), whole[name], taken, file)
    ]
    if taken.is_new and not problems:
        problems = list(_list_language(site, taken, file, po.line))
    # The check on a copy takes as long as a whole check: only where nothing is wrong so far.
    if not problems and (taken.files or taken.accepted):
        trial = tried(site.root, taken.files)
        problems = list(_at_entries(trial.problems, taken, changes, file))
        _record(site, taken, trial.translations)
    if problems:
        raise ProblemsFound(problems)
    taken.notes.sort()
    return taken


def _take(
    site: Site, name: str, changes: list[_Change], whole: int, taken: Import, file: str
) -> Iterator[Problem]:
    """Take the changes of one file; yields why it cannot be done."""
    try:
        after = _amended(site, name, changes, whole, taken, file)
    except _Refused as refused:
        yield Problem(file, refused.entry.line, 0, refused.said, refused.code)
        return
    if after is not None and after != text_of(site, name):
        taken.files[name] = after


def _lacking_words(
    site: Site, po: PoFile, passages: Iterable[Passage], changes: Iterable[_Change], file: str
) -> Iterator[Problem]:
    """A new language needs all words of the interface: no page can be drawn without."""
    name = words_file(po.locale)
    of_words = (p for p in passages if p.translation.file == name)
    words = [p.context for p in of_words if not may_be_missing(p.translation.field)]
    done = {change.passage.context for change in changes}
    lacking = [context for context in words if context not in done]
    if lacking and text_of(site, name) is None:
        lines = {entry.context: entry.line for entry in po.entries}
        said = (
            f"{name}: {len(words) - len(lacking)} of {len(words)} words are translated. A new "
            "language needs all of them first; records and pages may follow."
        )
        yield Problem(file, lines.get(lacking[0], po.line), 0, said, "po-words")


def _list_language(site: Site, taken: Import, file: str, line: int) -> Iterator[Problem]:
    """Add a new language to data/project.yml; yields what is in the way."""
    after = with_listed(taken.files.get(PROJECT) or text_of(site, PROJECT) or "", taken.locale)
    if after is None:
        said = f"{PROJECT}: write “languages” as a list in brackets in one line, then import again."
        yield Problem(file, line, 0, said, "po-language")
    else:
        taken.files[PROJECT] = after


def _refuse_another_language(po: PoFile, locales: Iterable[Locale], file: str) -> None:
    """Refuse a header that names one language over the texts of another."""
    # Without this, each entry would be noted as unknown, and the mistake be hard to see.
    for locale in locales:
        of_it = sum(_is_of(entry.context, locale) for entry in po.entries)
        if locale != po.locale and 2 * of_it > len(po.entries):
            said = (
                f"Language: the header says {po.locale}, and {of_it} of {len(po.entries)} entries "
                f"are texts of {locale} by their context. Mend the header, or export {po.locale}."
            )
            raise ProblemsFound([Problem(file, po.line, 0, said, "po-language")])


def _is_of(context: str, locale: Locale) -> bool:
    """Whether a context is one of a language: data/words/es.yml …, docs/es/…, … title.es."""
    name, _, field = context.partition(" ")
    if name.startswith(("docs/", "data/words/")):
        return name.startswith(f"docs/{locale}/") or name == words_file(locale)
    return field.endswith(f".{locale}")


def _record(site: Site, taken: Import, after: Translations | None) -> None:
    """Note in the ledger that what was taken is made from the present source, and not reviewed;
    `after` are the translations as they are then."""
    # In the same step as the texts: were the ledger written later, a new translation could be taken
    # for one of an older source in between.
    keys = {translation.key for translation in taken.accepted}
    if not keys or after is None:
        return
    # A review is that of the text that was there: a new translation has none.
    those = (t._replace(reviewed=False) for t in after.all if t.key in keys and t.text)
    entries = {t.key: t.entry(reviewed=False) for t in those}
    taken.files[LEDGER] = Ledger(site.translations.ledger.entries | entries).text()


def _file(change: _Change) -> str:
    return change.passage.translation.file


def _changes(
    taken: Import, po: PoFile, passages: Iterable[Passage], file: str
) -> Iterator[_Change]:
    """The entries that may be taken, each with its place; of the others, notes and counts."""
    known = {passage.context: passage for passage in passages}
    done: set[str] = set()
    for entry in po.entries:
        passage = known.get(entry.context)
        if passage is None:
            said = f"no text has the context “{shown(entry.context, 200)}”. It is left out."
            taken.notes.append(Problem(file, entry.line, 0, said, "po-unknown"))
        elif entry.fuzzy:
            taken.fuzzy += 1
        elif (entry.msgid, entry.msgid_plural) != _source(passage):
            said = f"{passage.source_file} says something else by now. The entry is left out."
            taken.notes.append(Problem(file, entry.line, 0, said, "po-source"))
        # Two entries with one context and one text are no conflict (see po_file): one is enough.
        elif entry.context not in done:
            done.add(entry.context)
            change = _Change(passage, _tidied(entry, passage))
            forms = [form for form in passage.forms if form in po.categories]
            empty = [form for form in forms if not change.forms.get(form)]
            if entry.text or (forms and not empty):
                if _is_free(taken, change, file):
                    yield change
            elif len(empty) < len(forms):
                said = (
                    f"{entry.context}: no text for {', '.join(empty)}. The entry is left out until "
                    "it has all of its plural forms."
                )
                taken.notes.append(Problem(file, entry.line, 0, said, "po-forms"))


def _tidied(entry: Entry, passage: Passage) -> Entry:
    """An entry without the blanks and line ends that are easily typed in a translation editor."""
    if passage.source_forms:
        source, before = passage.source_forms[PLURAL[1]], passage.forms
        forms = {
            name: _tidy(text, source, before.get(name, ""), markdown=False)
            for name, text in entry.forms.items()
        }
        return replace(entry, forms=forms)
    text = _tidy(entry.text, passage.source, passage.text, markdown=passage.markdown)
    return replace(entry, text=text)


def _tidy(text: str, source: str, before: str, *, markdown: bool) -> str:
    """A new text without white space around it, and in one line where its source is."""
    # A source with a blank at its end means it: the site puts such a word between others.
    if text == before or not text.strip() or source != source.strip():
        return text
    # Line ends of Markdown stay, as the lines may be items of a list.
    if markdown or "\n" in source:
        return text.strip()
    return " ".join(filter(None, map(str.strip, text.split("\n"))))


def _is_free(taken: Import, change: _Change, file: str) -> bool:
    """Whether the project has left the text as it was exported, or changed it to the same."""
    passage, entry = change.passage, change.entry
    theirs = passage.trace(entry.text, entry.forms)
    if entry.base is None or passage.present in (entry.base, theirs):
        return True
    if theirs == entry.base:
        taken.kept += 1
        return False
    said = (
        f"{passage.translation.file} has another translation by now than the one that was "
        f"exported, and this changes it too ({passage.context}). The entry is left out."
    )
    taken.notes.append(Problem(file, entry.line, 0, said, "po-changed"))
    return False


def _source(passage: Passage) -> tuple[str, str]:
    return passage.source, passage.source_forms.get(PLURAL[1], "")


def _amended(
    site: Site, name: str, changes: list[_Change], whole: int, taken: Import, file: str
) -> str | None:
    """The new text of a file; None for a page that is not there yet, and not whole either."""
    before = text_of(site, name)
    if name.startswith("docs/"):
        after = _amended_page(site, name, changes, before, complete=len(changes) == whole)
        if after is None:
            said = (
                f"{name}: {len(changes)} of {whole} texts are translated. The page is written "
                "when all are."
            )
            taken.notes.append(Problem(file, changes[0].entry.line, 0, said, "po-page"))
            return None
    else:
        if before is None:
            keys = {change.passage.translation.field for change in changes}
            before = blank_words(site, taken.locale, keys)
        after = _amended_data(site, name, changes, before)
    taken.changed += [change.passage.context for change in changes if change.is_new]
    for _, group in groupby(changes, key=lambda change: change.passage.translation.key):
        parts = list(group)
        translation = parts[0].passage.translation
        # A translation that stays as it is, and was up to date, needs no new line in the ledger. A
        # page is accepted as a whole: with some of its blocks taken, others may still be older.
        as_before = translation.state is State.TRANSLATED and not any(p.is_new for p in parts)
        if not as_before and (len(parts) == whole or not name.startswith("docs/")):
            taken.accepted.append(translation)
    return after


def _amended_data(site: Site, name: str, changes: list[_Change], before: str) -> str:
    texts: dict[Keys, str] = {}
    of: dict[Keys, _Change] = {}
    for change in changes:
        keys = change.passage.translation.keys
        forms = change.forms
        new = {(*keys, form): text for form, text in forms.items()} or {keys: change.entry.text}
        texts |= new
        of |= dict.fromkeys(new, change)
    try:
        return amend(before, texts, (*site.wordings, *FORMS))
    except CannotAmend as error:
        change = of.get(error.path, changes[0])
        # The places of a file are numbers in its lists; editors know them by name.
        said = f"{change.passage.translation.field}: {error.why}" if error.path in of else error
        raise _Refused(change.entry, f"{name}: {said}", "po-text") from None


def _amended_page(
    site: Site, name: str, changes: list[_Change], before: str | None, *, complete: bool
) -> str | None:
    fields: dict[str, str] = {}
    blocks: dict[int, str] = {}
    page = PageText(before) if before is not None else None
    if page is None:
        # A new page is the source page with other words: its calls of macros stay.
        page = page_of(site, source_file(site, changes[0].passage.translation))
        if page is None or not complete:
            return None
    for change in changes:
        part, entry = change.passage.part, change.entry
        if part in FIELDS:
            fields[part] = entry.text
        elif part == BODY:
            page = page.with_body(_trimmed(change))
        else:
            kinds = PageText(entry.text).kinds
            if kinds != (kind_of(change.passage.source),):
                said = (
                    f"{change.passage.context}: the source is one {kind_of(change.passage.source)} "
                    f"without a blank line, and this is {', '.join(kinds) or 'nothing'}."
                )
                raise _Refused(entry, said, "po-block")
            blocks[int(part) - 1] = _trimmed(change)
    try:
        return page.with_texts(fields, blocks, FIELDS)
    except CannotAmend as error:
        entry = next(c.entry for c in changes if c.passage.part in FIELDS)
        raise _Refused(entry, f"{name}: {error}", "po-text") from None


def _trimmed(change: _Change) -> str:
    """A block without blanks and blank lines around it, where it is a new one."""
    return change.entry.text.strip(" \t\n") if change.is_new else change.entry.text


def _at_entries(
    problems: Iterable[Problem], taken: Import, changes: list[_Change], file: str
) -> Iterator[Problem]:
    """What the check says of the new files, told at the lines of the .po file."""
    lines = {name: _lines(name, taken.files, changes) for name in taken.files}
    for problem in problems:
        at, said = 0, f"{problem.file}: {problem.message}"
        for line, entry in lines.get(problem.file, ()):
            if not at or line <= problem.line:
                at, said = entry.line, problem.message
        yield Problem(file, at, 0, said, problem.code)


def _lines(name: str, files: Mapping[str, str], changes: list[_Change]) -> list[tuple[int, Entry]]:
    """The lines of a new file at which taken texts begin, in their order."""
    ours = [change for change in changes if _file(change) == name]
    found: list[tuple[int, Entry]] = []
    if name.startswith("docs/"):
        page = PageText(files[name])
        for change in ours:
            part = change.passage.part
            if part in FIELDS:
                line = page.field_line(part)
            elif part == BODY:
                line = page.line(page.blocks[0].start) if page.blocks else 1
            else:
                line = page.line(page.blocks[int(part) - 1].start)
            found.append((line, change.entry))
    else:
        places = sheet_of(files[name].removeprefix("\ufeff"), name).places
        for change in ours:
            line = places.get(change.passage.translation.keys, (1, 1))[0]
            found.append((line, change.entry))
    return sorted(found, key=lambda at: at[0])
