"""Which facts of slides differ from the data, and where these stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ...facts.funding import filled_in, sentences_of
from ...facts.model import Contact, Partnership, WorkPackage
from ...facts.project import Project
from ...files.layout import OBJECTIVES, PROJECT
from ...files.yaml.sheets import Keys
from ...problems import Problem, shown
from ...words.text import Locale, LocalisedText, one_line
from .facts import DeckFacts, DeckPackage

_ALIKE = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "–": "-", "\xa0": " "})


@dataclass(frozen=True)
class Comparison:
    """Slides beside a project, in the language of the slides, on a day."""

    project: Project
    facts: DeckFacts
    locale: Locale
    day: date

    def differences(self) -> Iterator[Problem]:
        """A problem for each fact that the data have otherwise, or have not, at its place there."""
        yield from self._of_project()
        yield from self._of_packages()
        yield from self._of_objectives()
        yield from self._of_contacts()
        yield from self._of_partnerships()

    def _text(self, text: LocalisedText | None) -> str:
        return text.words(self.locale, self.project.default_locale).text if text else ""

    def _differ(self, file: str, path: Keys, said: str, have: str) -> Iterator[Problem]:
        if said and _same(said) != _same(have):
            name = next(str(key) for key in path if not isinstance(key, int))
            said, have = _from_where_they_part(said, have)
            message = f"{name}: the slides say “{said}”, the data “{have}”."
            yield self.project.problem(file, path, message, "deck")

    def _lacks(self, file: str, what: str) -> Problem:
        return Problem(file, 0, 0, f"the slides have {shown(what)}, the data have not.", "deck")

    def _of_project(self) -> Iterator[Problem]:
        facts, said, locale = self.project.facts, self.facts, self.locale
        yield from self._differ(PROJECT, ("acronym",), said.acronym, facts.acronym)
        yield from self._differ(PROJECT, ("title", locale), said.title, self._text(facts.title))
        have = f"{self._text(facts.summary)} {self._text(facts.consortium)}"
        yield from self._differ(PROJECT, ("summary", locale), said.introduction, have)
        sentences = dict(filled_in(facts, sentences_of(facts, self.day)[0]))
        if _same(said.funding) not in map(_same, sentences.values()):
            have = sentences.get(locale) or next(iter(sentences.values()), "")
            yield from self._differ(PROJECT, ("programme",), said.funding, have)

    def _of_packages(self) -> Iterator[Problem]:
        records = {record.id: (file, record) for file, record in self.project.of(WorkPackage)}
        for said in self.facts.work_packages:
            if said.id in records:
                yield from self._of_package(*records[said.id], said)
            else:
                yield self._lacks("data/work_packages", f"{said.id} {said.title}")

    def _of_package(self, file: str, record: WorkPackage, said: DeckPackage) -> Iterator[Problem]:
        locale = self.locale
        yield from self._differ(file, ("title", locale), said.title, self._text(record.title))
        yield from self._differ(file, ("summary", locale), said.summary, self._text(record.summary))
        codes, have = (", ".join(sorted(ids)) for ids in (said.objectives, record.objectives))
        yield from self._differ(file, ("objectives",), codes, have)

    def _of_objectives(self) -> Iterator[Problem]:
        ids = list(self.project.objectives)
        for id, said in self.facts.objectives.items():
            if id not in ids:
                yield self._lacks(OBJECTIVES, f"{id} {said}")
                continue
            path = ("objectives", ids.index(id), "text", self.locale)
            have = self._text(self.project.objectives[id].text)
            yield from self._differ(OBJECTIVES, path, said, have)

    def _of_contacts(self) -> Iterator[Problem]:
        records = {
            record.email.lower(): (file, record) for file, record in self.project.of(Contact)
        }
        for said in self.facts.contacts:
            if said.email.lower() not in records:
                yield self._lacks("data/contacts", f"{said.name}, {said.email}")
                continue
            file, record = records[said.email.lower()]
            yield from self._differ(file, ("name",), said.name, record.name or "")

    def _of_partnerships(self) -> Iterator[Problem]:
        names = {_same(record.name) for _, record in self.project.of(Partnership)}
        for name in self.facts.partnerships:
            if _same(name) not in names:
                yield self._lacks("data/partnerships", name)


def _same(text: str) -> str:
    """A text without what is set in one way or another: quotation marks, dashes, a last stop."""
    return one_line(text.translate(_ALIKE)).rstrip(".")


def _from_where_they_part(*texts: str) -> Iterator[str]:
    """Two texts without the words that they begin with alike."""
    words = [one_line(text).split(" ") for text in texts]
    pairs = enumerate(zip(*words))  # noqa: B905 - one may be the beginning of the other
    parted = next((at for at, (one, other) in pairs if _same(one) != _same(other)), 0)
    start = max(parted - 2, 0)
    return (("… " if start else "") + shown(" ".join(part[start:])) for part in words)
