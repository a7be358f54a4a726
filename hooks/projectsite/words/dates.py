"""Dates as sources give them: a year, a month, a day, or a span of days."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from ..problems import shown

Precision = Literal["year", "month", "day", "span"]

_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_EXAMPLES = "2017, 2017-04, 2017-04-25 or 2017-04-25/2017-04-28"


@dataclass(frozen=True, order=True)
class PartialDate:
    """A date with no more precision than its source has (ISO 8601, extended form)."""

    first: date
    """The first day that is meant; 1 January for a year."""
    last: date
    """The last day that is meant, inclusive."""
    precision: Precision
    text: str
    """As written in the data."""

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read 2017, 2017-04, 2017-04-25 or 2017-04-25/2017-04-28.

        Raises ValueError with a sentence when the text is none of these.
        """
        start, slash, end = text.partition("/")
        first = _read(start)
        if not slash:
            return first
        last = _read(end)
        if first.precision != "day" or last.precision != "day":
            raise ValueError(f"a span joins two whole days, as in {_EXAMPLES.split(' or ')[1]}.")
        if last.first <= first.first:
            raise ValueError("the last day of a span comes after the first.")
        return cls(first.first, last.last, "span", text)

    @property
    def year(self) -> int:
        return self.first.year

    @property
    def months(self) -> int:
        """The month counted from the year 0: the difference of two is a number of months."""
        return self.first.year * 12 + self.first.month - 1

    def __str__(self) -> str:
        return self.text

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(_validated, core_schema.str_schema())


def _validated(text: str) -> PartialDate:
    try:
        return PartialDate.parse(text)
    except ValueError as error:
        raise PydanticCustomError("date", "{reason}", {"reason": str(error)}) from None


def _read(text: str) -> PartialDate:
    match = _FORM.fullmatch(text)
    if not match:
        raise ValueError(f"“{shown(text)}” is not a date. Write it as {_EXAMPLES}.")
    year = int(match[1])
    month, day = (int(part) if part else None for part in match.groups()[1:])
    try:
        if day is not None and month is not None:
            only = date(year, month, day)
            return PartialDate(only, only, "day", text)
        if month is not None:
            final = calendar.monthrange(year, month)[1]
            return PartialDate(date(year, month, 1), date(year, month, final), "month", text)
        return PartialDate(date(year, 1, 1), date(year, 12, 31), "year", text)
    except ValueError:
        kind = "day" if day is not None else "month" if month is not None else "year"
        raise ValueError(f"there is no {kind} {text} in the calendar.") from None


_MONTH = re.compile(r"M([1-9][0-9]{0,2})")
_PLANNED = "M12, 2017-04 or 2017-04-25"


@dataclass(frozen=True)
class PlannedDate:
    """A month of a project, counted from 1 as grant agreements do, or a month or day."""

    month: int
    """The month of the project; 0 where a date is given."""
    given: PartialDate | None
    text: str
    """As written in the data."""

    @classmethod
    def parse(cls, text: str) -> PlannedDate:
        """Read M12, 2017-04 or 2017-04-25.

        Raises ValueError with a sentence when the text is none of these.
        """
        if match := _MONTH.fullmatch(text):
            return cls(int(match[1]), None, text)
        try:
            given = PartialDate.parse(text)
        except ValueError:
            given = None
        if given is None or given.precision not in ("month", "day"):
            raise ValueError(
                f"“{shown(text)}” is neither a month of the project nor a date. "
                f"Write it as {_PLANNED}."
            )
        return cls(0, given, text)

    def in_calendar(self, start: PartialDate) -> PartialDate:
        """The month or day that is meant, in a project that began in the month `start`."""
        if self.given:
            return self.given
        # No calendar goes on; a law tells of what lies after the project.
        months = min(start.months + self.month - 1, 9999 * 12 + 11)
        return _read(f"{months // 12:04}-{months % 12 + 1:02}")

    def first_day(self, start: PartialDate) -> date:
        return self.in_calendar(start).first

    def last_day(self, start: PartialDate) -> date:
        """What is due in a month is due on its last day."""
        return self.in_calendar(start).last

    def __str__(self) -> str:
        return self.text

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(_planned, core_schema.str_schema())


def _planned(text: str) -> PlannedDate:
    try:
        return PlannedDate.parse(text)
    except ValueError as error:
        raise PydanticCustomError("planned_date", "{reason}", {"reason": str(error)}) from None
