"""The insured years of an enterprise, which a change of insurer does not reset."""

from collections.abc import Sequence
from datetime import date, timedelta


def insured_years(inceptions: Sequence[date], early: int) -> list[int]:
    """Give the insured year, from 1, of each inception; `inceptions` ascend.

    A year begins with the first inception after the year before is over, or up to `early` days
    before that: renewals overlap. What begins within a year belongs to it, whoever insures.
    """
    found: list[int] = []
    number, end = 0, date.min
    for day in inceptions:
        if not found or day >= end - timedelta(days=early):
            number, end = number + 1, a_year_after(day)
        found.append(number)
    return found


def a_year_after(day: date) -> date:
    """Give the same day of the next year; after 29 February the first of March."""
    if (day.month, day.day) == (2, 29):
        return date(day.year + 1, 3, 1)
    return day.replace(year=day.year + 1)
