"""iCalendar: read back by icalendar and by vobject, and as icalendar itself would write it."""

from __future__ import annotations

import re
from datetime import date, timedelta

import icalendar
import pytest
import vobject
from hypothesis import given, settings

from editions import MOMENT, SITE_URL, edition_of, edition_with, hostile, localised, one_outcome
from projectsite.formats.calendars.calendars import event_calendar, has_day, outcomes_calendar
from projectsite.formats.encoding import readable
from projectsite.words.dates import PartialDate
from projectsite.words.forms import country_name
from projectsite.words.text import LocalisedText

LOCALES = ["en", "de", "es", "fr", "cs"]
HOST = "inno-drop.example"


@pytest.fixture(scope="module")
def edition(site):
    return edition_of(site)


@pytest.fixture(params=LOCALES)
def locale(request):
    return request.param


def with_days(edition):
    return {
        outcome.id: outcome
        for outcome in edition.project.outcomes.values()
        if outcome.date and outcome.date.precision in ("day", "span")
    }


def below(locale):
    return SITE_URL if locale == "en" else f"{SITE_URL}{locale}/"


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
    parts = [outcome.place and outcome.place.root[locale]]
    parts.append(outcome.country and country_name(outcome.country, locale))
    return ", ".join(part for part in parts if part)


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


def test_icalendar_reads_each_outcome_as_it_is(edition, locale):
    content = outcomes_calendar(edition, locale)
    check_form(content)
    _, events = by_icalendar(content)
    outcomes = with_days(edition)
    assert len(events) == len(outcomes) > 10
    for event in events:
        uid = str(event["UID"])
        outcome = outcomes.pop(uid.removesuffix(f"@{HOST}"))
        assert event["SUMMARY"] == outcome.title.root[locale]
        assert event["SUMMARY"].params == {"LANGUAGE": locale}
        assert event["DESCRIPTION"] == outcome.summary.root[locale]
        assert event.get("LOCATION", "") == place_of(outcome, locale)
        assert event["DTSTART"].dt == outcome.date.first
        assert event["DTEND"].dt == outcome.date.last + timedelta(days=1)
        for name in ("DTSTART", "DTEND"):
            assert event[name].params == {"VALUE": "DATE"}
            assert type(event[name].dt) is date
        assert event["DTSTAMP"].dt == MOMENT
        assert event["STATUS"] == ("CONFIRMED" if outcome.status == "done" else "TENTATIVE")
        assert event["TRANSP"] == "TRANSPARENT"
        assert event["URL"] == f"{below(locale)}outcomes/{outcome.id}/"
    assert outcomes == {}


def test_vobject_reads_each_outcome_as_it_is(edition, site, locale):
    _, events = by_vobject(outcomes_calendar(edition, locale))
    outcomes = with_days(edition)
    for event in events:
        outcome = outcomes.pop(event.uid.value.removesuffix(f"@{HOST}"))
        assert event.summary.value == outcome.title.root[locale]
        assert event.summary.params == {"LANGUAGE": [locale]}
        assert event.description.value == outcome.summary.root[locale]
        assert event.dtstart.value == outcome.date.first
        assert event.dtend.value == outcome.date.last + timedelta(days=1)
        if place := place_of(outcome, locale):
            assert event.location.value == place
        tags = [tag for entry in event.categories_list for tag in entry.value]
        label = site.wordings[locale](f"type.{outcome.type}")
        assert tags == [label, *([outcome.work_package] if outcome.work_package else [])]
        assert event.url.value == f"{below(locale)}outcomes/{outcome.id}/"
    assert outcomes == {}


def test_the_calendar_says_what_it_is(edition, site, locale):
    calendar, _ = by_icalendar(outcomes_calendar(edition, locale))
    title = site.wordings[locale]("feed.title", acronym="INNO-DROP")
    assert calendar["VERSION"] == "2.0"
    assert calendar["PRODID"] == "-//INNO-DROP//projectsite//EN"
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
        assert event["UID"] == other.uid.value == f"{outcome.id}@{HOST}"
        assert event["SUMMARY"] == other.summary.value == outcome.title.root["en"]
        assert event["SUMMARY"].params == {"LANGUAGE": "en"}
        assert event["DESCRIPTION"] == other.description.value
        assert event["DTSTART"].dt == other.dtstart.value == outcome.date.first
        assert event["DTEND"].dt == other.dtend.value == outcome.date.last + timedelta(days=1)
        assert event["URL"] == other.url.value == f"{SITE_URL}outcomes/{outcome.id}/"
        description = event["DESCRIPTION"]
        assert description.startswith(outcome.summary.root["en"] + "\n\nDeutsch:\n")
        for locale in LOCALES[1:]:
            told = f":\n{outcome.title.root[locale]}\n{outcome.summary.root[locale]}"
            assert told in description
        languages = [entry.params.get("LANGUAGE") for entry in event["CATEGORIES"]]
        assert languages[:5] == LOCALES


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


@pytest.mark.parametrize("text", ["2017", "2017-04"])
def test_a_month_or_a_year_is_no_event(site, text):
    edition, outcome = edition_with(site, date=PartialDate.parse(text))
    assert not has_day(outcome)
    assert by_icalendar(outcomes_calendar(edition, "en"))[1] == []
    with pytest.raises(ValueError, match="the-one has no day"):
        event_calendar(edition, outcome)


@pytest.mark.parametrize(
    ("text", "first", "after"),
    [
        ("2017-04-25", date(2017, 4, 25), date(2017, 4, 26)),
        ("2016-02-28/2016-02-29", date(2016, 2, 28), date(2016, 3, 1)),
        ("2017-12-31", date(2017, 12, 31), date(2018, 1, 1)),
    ],
)
def test_the_end_is_the_day_after_the_last(site, text, first, after):
    edition, outcome = edition_with(site, date=PartialDate.parse(text))
    _, (event,) = by_icalendar(event_calendar(edition, outcome))
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (first, after)


def test_the_last_day_of_the_calendar_has_no_day_after_it(site):
    edition, outcome = edition_with(site, date=PartialDate.parse("9999-12-31"))
    _, (event,) = by_icalendar(event_calendar(edition, outcome))
    assert event["DTSTART"].dt == date.max
    assert "DTEND" not in event


@pytest.mark.parametrize(
    ("status", "said"),
    [("done", "CONFIRMED"), ("announced", "TENTATIVE"), ("planned", "TENTATIVE")],
)
def test_only_what_is_done_is_confirmed(site, status, said):
    edition, outcome = edition_with(site, status=status)
    _, (event,) = by_icalendar(event_calendar(edition, outcome))
    assert event["STATUS"] == said


def test_a_text_that_is_not_translated_says_its_language(site):
    edition, _ = edition_with(
        site, title=LocalisedText({"en": "A training"}), place=LocalisedText({"en": "Prague"}),
        country="CZ",
    )  # fmt: skip
    _, (event,) = by_icalendar(outcomes_calendar(edition, "de"))
    assert event["SUMMARY"].params == event["LOCATION"].params == {"LANGUAGE": "en"}
    assert event["LOCATION"] == "Prague, Czechia"
    assert event["DESCRIPTION"].params == {"LANGUAGE": "de"}


def test_two_calendars_of_an_edition_are_equal(site, locale):
    outcomes = {id: one_outcome(id=id) for id in ("the-one", "another")}
    one, two = (edition_of(site, outcomes=outcomes) for _ in range(2))
    assert outcomes_calendar(one, locale) == outcomes_calendar(two, locale)


def test_hostile_texts_come_back(site):
    @settings(max_examples=200, deadline=None)
    @given(title=hostile, summary=hostile)
    def comes_back(title, summary):
        edition, outcome = edition_with(
            site, title=localised(title), summary=localised(summary), place=localised(title)
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
