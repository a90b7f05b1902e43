"""Each insurer's policy ledgers month by month: when they were due, and when they came."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from zcins.insurers.days import last_day
from zcins.records import Kind
from zcins.scheme import Threshold
from zcins.standing import Standings

DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Month:
    """A month of which an admitted insurer's ledger was due; `came` is the day it was taken in.

    `only` tells that the insurer has sent others, or that the month is the office's first.
    """

    insurer: str
    month: str
    due: date
    came: date | None
    only: bool


def months_due(standings: Standings, term: Threshold) -> list[Month]:
    """Give the months whose ledgers were due before the day, by month and insurer.

    Months count from the office's first ledger to the last day on which anything is required.
    Raises TermUnknownError where the days cannot be counted.
    """
    scheme = standings.scheme
    come = _months_by_insurer(standings)
    first = min((month for months in come.values() for month in months), default=None)
    final = scheme.last_required_day() or date.max
    found = []
    for end in _month_ends(first, standings.day):
        due = last_day(end, term)
        if due >= standings.day or end > final:
            break
        month = end.isoformat()[:7]
        for code in scheme.in_force("insurer", end):
            if scheme.insurer_admitted(code, end):
                came = come.get(code, {}).get(month)
                found.append(Month(code, month, due, came, code in come or month == first))
    return found


def _months_by_insurer(standings: Standings) -> dict[str, dict[str, date]]:
    """Give the months of which each insurer's policy ledger is in, with the day it first came.

    A ledger of several insurers counts for each whose policies it states.
    """
    view = standings.view
    kept = [
        entry
        for entry in view.imports
        if entry["kind"] == Kind.POLICIES and not entry["undone_by"] and not entry["corrects"]
    ]
    found: dict[str, dict[str, date]] = {}
    for entry in kept:
        if entry["insurer"]:
            months = found.setdefault(entry["insurer"], {})
            months.setdefault(entry["period"], _day_of(entry["at"]))
    several = {entry["id"]: entry for entry in kept if not entry["insurer"]}
    for number, insurer in _stated(standings) if several else ():
        if number in several:
            months, came = found.setdefault(insurer, {}), _day_of(several[number]["at"])
            month = several[number]["period"]
            months[month] = min(months.get(month, came), came)
    return found


def _day_of(moment: str) -> date:
    return datetime.fromisoformat(moment).date()


def _stated(standings: Standings) -> Iterator[tuple[int, str]]:
    sql = (
        "SELECT DISTINCT import, insurer FROM policy_version WHERE import IS NOT NULL"
        " UNION SELECT DISTINCT s.import, v.insurer FROM sighting s"
        " JOIN policy_version v ON v.record = s.record WHERE s.kind = 'policy'"
    )
    return iter(standings.view.rows(sql))


def _month_ends(first: str | None, day: date) -> Iterator[date]:
    """Give the month ends from a month such as 2019-06 on, up to a day."""
    if first is None:
        return
    year, month = int(first[:4]), int(first[5:7])
    while (end := date(year, month, calendar.monthrange(year, month)[1])) <= day:
        yield end
        year, month = (year + 1, 1) if month == DECEMBER else (year, month + 1)
