"""iCalendar: read back by icalendar and by vobject, and as icalendar itself would write it."""

from __future__ import annotations

import re
from datetime import date, timedelta

import icalendar
import pytest
import vobject
from hypothesis import given, settings

from conftest import EXAMPLE_URL
from editions import (
    MOMENT,
    below,
    edition_of,
    edition_with,
    hostile,
    localised,
    one_outcome,
    shown,
)
from projectsite.formats.calendars.calendars import event_calendar, has_day, outcomes_calendar
from projectsite.formats.encoding import readable
from projectsite.words.dates import PartialDate
from projectsite.words.forms import country_name
from projectsite.words.text import LocalisedText

LOCALES = ["en", "de", "cs"]
BEHIND = ".riverlight@example.org"
"""What makes the id of an outcome unique: the address of the site."""


@pytest.fixture(scope="module")
def edition(example_site):
    return edition_of(example_site)


def with_days(edition):
    return {
        outcome.id: outcome
        for outcome in edition.project.outcomes.values()
        if outcome.date and outcome.date.precision in ("day", "span")
    }


def by_icalendar(content):
    calendar = icalendar.Calendar.from_ical(content)
    assert calendar.errors == []
    events = calendar.walk("VEVENT")
    assert [event.errors for event in events if event.errors] == []
    return calendar, events


def by_vobject(content):
    calendar = vobject.readOne(content.decode())
    return calendar, list(calendar.contents.get("vevent", []))


def place_of(outcome, locale):
    """The country follows its town into the language of the town."""
    town, spoken = shown(outcome.place, locale) if outcome.place else (None, locale)
    country = country_name(outcome.country, spoken) if outcome.country else None
    return ", ".join(part for part in (town, country) if part)


def check_form(content):
    """RFC 5545, 3.1: lines end in CR LF, none is longer than 75 octets, none cuts a character."""
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.split(b"\r\n")
    assert lines.pop() == b""
    assert all(b"\r" not in line and b"\n" not in line for line in lines)
    assert max(len(line) for line in lines) <= 75
    for line in lines:
        line.decode()  # a piece is text of its own
        assert re.match(rb" |[A-Z-]+[;:]", line), line


@pytest.mark.parametrize("locale", LOCALES)
def test_both_readers_read_each_outcome_as_it_is(edition, locale):
    content = outcomes_calendar(edition, locale)
    check_form(content)
    (_, events), (_, others) = by_icalendar(content), by_vobject(content)
    outcomes = with_days(edition)
    assert len(events) == len(outcomes) > 5
    for event, other in zip(events, others, strict=True):
        outcome = outcomes.pop(str(event["UID"]).removesuffix(BEHIND))
        title, spoken = shown(outcome.title, locale)
        assert event["SUMMARY"] == other.summary.value == title
        assert event["SUMMARY"].params == {"LANGUAGE": spoken}
        assert other.summary.params == {"LANGUAGE": [spoken]}
        assert event["DESCRIPTION"] == other.description.value == shown(outcome.summary, locale)[0]
        place = place_of(outcome, locale)
        assert event.get("LOCATION", "") == place
        assert [each.value for each in other.contents.get("location", [])] == [place] * bool(place)
        assert event["DTSTART"].dt == other.dtstart.value == outcome.date.first
        assert event["DTEND"].dt == other.dtend.value == outcome.date.last + timedelta(days=1)
        for name in ("DTSTART", "DTEND"):
            assert event[name].params == {"VALUE": "DATE"}
            assert type(event[name].dt) is date
        assert event["DTSTAMP"].dt == MOMENT
        assert event["STATUS"] == ("CONFIRMED" if outcome.status == "done" else "TENTATIVE")
        assert event["TRANSP"] == "TRANSPARENT"
        path = f"outcomes/{outcome.id}/"
        true = edition.page_locale(path, locale)
        assert event["URL"] == other.url.value == below(true) + path
        tags = [tag for entry in other.categories_list for tag in entry.value]
        label = edition.wordings[locale](f"type.{outcome.type}")
        assert tags == [label, *([outcome.work_package] if outcome.work_package else [])]
    assert outcomes == {}


@pytest.mark.parametrize("locale", LOCALES)
def test_the_calendar_says_what_it_is(edition, locale):
    calendar, _ = by_icalendar(outcomes_calendar(edition, locale))
    title = edition.wordings[locale]("feed.title", acronym="RIVERLIGHT")
    assert calendar["VERSION"] == "2.0"
    assert calendar["PRODID"] == "-//RIVERLIGHT//projectsite//EN"
    assert calendar["NAME"] == calendar["X-WR-CALNAME"] == title
    assert calendar["SOURCE"] == f"{below(locale)}outcomes/calendar.ics"
    assert calendar["URL"] == f"{below(locale)}outcomes/"
    assert calendar["REFRESH-INTERVAL"].dt == timedelta(days=1)


def test_one_event_has_one_uid_in_every_language(edition):
    uids = {}
    for locale in LOCALES:
        _, events = by_icalendar(outcomes_calendar(edition, locale))
        uids[locale] = [str(event["UID"]) for event in events]
        assert len(set(uids[locale])) == len(uids[locale])
    assert len({tuple(found) for found in uids.values()}) == 1


def test_each_event_of_its_own_holds_all_languages(edition):
    for outcome in with_days(edition).values():
        content = event_calendar(edition, outcome)
        check_form(content)
        _, (event,) = by_icalendar(content)
        _, (other,) = by_vobject(content)
        assert event["UID"] == other.uid.value == f"{outcome.id}{BEHIND}"
        assert event["SUMMARY"] == other.summary.value == outcome.title.root["en"]
        assert event["SUMMARY"].params == {"LANGUAGE": "en"}
        assert event["DESCRIPTION"] == other.description.value
        assert event["DTSTART"].dt == other.dtstart.value == outcome.date.first
        assert event["DTEND"].dt == other.dtend.value == outcome.date.last + timedelta(days=1)
        assert event["URL"] == other.url.value == f"{EXAMPLE_URL}outcomes/{outcome.id}/"
        description = event["DESCRIPTION"]
        assert description.startswith(outcome.summary.root["en"])
        for locale, name in (("de", "Deutsch"), ("cs", "Čeština")):
            if locale in outcome.title.root:
                told = f"\n\n{name}:\n{outcome.title.root[locale]}\n{outcome.summary.root[locale]}"
                assert told in description
            else:
                assert f"{name}:" not in description
        languages = [entry.params.get("LANGUAGE") for entry in event["CATEGORIES"]]
        assert languages[: len(LOCALES)] == LOCALES


def test_the_library_writes_the_same_lines(edition):
    """Folding is ours; all else is as icalendar itself has it, letter for letter."""
    outcomes = with_days(edition).values()
    contents = [outcomes_calendar(edition, locale) for locale in LOCALES]
    contents += [event_calendar(edition, outcome) for outcome in outcomes]
    for content in contents:
        written = icalendar.Calendar.from_ical(content).to_ical(sorted=False)
        assert unfolded(written) == unfolded(content)


def unfolded(content):
    return content.replace(b"\r\n ", b"")


@pytest.mark.parametrize("text", ["2020", "2020-04"])
def test_a_month_or_a_year_is_no_event(example_site, text):
    edition, outcome = edition_with(example_site, date=PartialDate.parse(text))
    assert not has_day(outcome)
    assert by_icalendar(outcomes_calendar(edition, "en"))[1] == []
    with pytest.raises(ValueError, match="the-one has no day"):
        event_calendar(edition, outcome)


@pytest.mark.parametrize(
    ("text", "first", "after"),
    [
        ("2020-04-25", date(2020, 4, 25), date(2020, 4, 26)),
        ("2020-02-28/2020-02-29", date(2020, 2, 28), date(2020, 3, 1)),
        ("2019-12-31", date(2019, 12, 31), date(2020, 1, 1)),
    ],
)
def test_the_end_is_the_day_after_the_last(example_site, text, first, after):
    edition, outcome = edition_with(example_site, date=PartialDate.parse(text))
    _, (event,) = by_icalendar(event_calendar(edition, outcome))
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (first, after)


def test_the_last_day_of_the_calendar_has_no_day_after_it(example_site):
    edition, outcome = edition_with(example_site, date=PartialDate.parse("9999-12-31"))
    _, (event,) = by_icalendar(event_calendar(edition, outcome))
    assert event["DTSTART"].dt == date.max
    assert "DTEND" not in event
    edition, outcome = edition_with(example_site, date=PartialDate.parse("9999-12-30/9999-12-31"))
    _, (event,) = by_icalendar(event_calendar(edition, outcome))
    assert "DTEND" not in event and event["DURATION"].dt == timedelta(days=2)


@pytest.mark.parametrize(
    ("status", "said"),
    [("done", "CONFIRMED"), ("announced", "TENTATIVE"), ("planned", "TENTATIVE")],
)
def test_only_what_is_done_is_confirmed(example_site, status, said):
    edition, outcome = edition_with(example_site, status=status)
    _, (event,) = by_icalendar(event_calendar(edition, outcome))
    assert event["STATUS"] == said


def test_a_text_that_is_not_translated_says_its_language(example_site):
    edition, _ = edition_with(
        example_site,
        title=LocalisedText({"en": "A training"}),
        place=LocalisedText({"en": "Prague"}),
        country="CZ",
    )
    _, (event,) = by_icalendar(outcomes_calendar(edition, "de"))
    assert event["SUMMARY"].params == event["LOCATION"].params == {"LANGUAGE": "en"}
    assert event["LOCATION"] == "Prague, Czechia"
    assert event["DESCRIPTION"].params == {"LANGUAGE": "de"}


def test_what_took_place_online_is_in_no_country(example_site):
    online = {"en": "online", "de": "online"}
    edition, _ = edition_with(example_site, place=LocalisedText(online), country="FI")
    for locale in ("en", "de"):
        _, (event,) = by_icalendar(outcomes_calendar(edition, locale))
        assert event["LOCATION"] == "online"


def test_two_calendars_of_an_edition_are_equal(example_site):
    outcomes = {id: one_outcome(id=id) for id in ("the-one", "another")}
    one, two = (edition_of(example_site, outcomes=outcomes) for _ in range(2))
    assert outcomes_calendar(one, "de") == outcomes_calendar(two, "de")


def test_hostile_texts_come_back(example_site):
    @settings(max_examples=100, deadline=None)
    @given(title=hostile, summary=hostile)
    def comes_back(title, summary):
        edition, outcome = edition_with(
            example_site, title=localised(title), summary=localised(summary), place=localised(title)
        )
        content = outcomes_calendar(edition, "en")
        for form in (content, event_calendar(edition, outcome)):
            check_form(form)
            assert form.count(b"\r\nBEGIN:VEVENT\r\n") == 1
            assert form.count(b"\r\nEND:VCALENDAR\r\n") == 1
        names = re.findall(rb"^([A-Z-]+)[;:]", content, re.MULTILINE)
        assert b"ATTACH" not in names
        _, (event,) = by_icalendar(content)
        _, (other,) = by_vobject(content)
        expected = [readable(title), readable(summary), readable(title)]
        assert [event["SUMMARY"], event["DESCRIPTION"], event["LOCATION"]] == expected
        read = [other.summary.value, other.description.value, other.location.value]
        assert read == expected

    comes_back()
