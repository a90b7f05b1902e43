"""Rules about the ledgers themselves: each insurer's, month by month."""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta

from zcins.i18n import N_
from zcins.records import Kind
from zcins.rulebook import OFFICE, Facts, Hit, Told, rule
from zcins.rules import basis
from zcins.rules.days import deadline
from zcins.standing import Standings

DECEMBER = 12


@rule(
    "medium",
    basis.ASSESSMENT,
    N_("Ask the insurer for the month's ledger; one without new policies is sent as well."),
    needs=("policies",),
    department=OFFICE,
)
def ledger_overdue(facts: Facts) -> Iterator[Hit]:
    """Find months of which an admitted insurer's policy ledger is not in by the due day.

    Months count from the office's first ledger to the last day on which anything is required.
    Of an insurer that never sent one only the first month is told.
    """
    term = facts.threshold("ledger_due_days")
    come = facts.once(_months_by_insurer)
    first = min((month for months in come.values() for month in months), default=None)
    final = facts.scheme.last_required_day() or date.max
    for end in _month_ends(first, facts.day):
        due = deadline(end, term)
        if due >= facts.day or end > final:
            break
        for code in facts.scheme.in_force("insurer", end):
            month = end.isoformat()[:7]
            is_known = month in come[code] if code in come else month != first
            if is_known or not facts.scheme.insurer_admitted(code, end):
                continue
            told = Told(
                N_("{insurer}: the policy ledger of {month} was due by {due} and is not in."),
                insurer=facts.scheme.insurer_name(code),
                month=month,
                due=due,
            )
            yield Hit(told, since=due + timedelta(days=1), insurer=code, mark=month)


def _months_by_insurer(standings: Standings) -> dict[str, set[str]]:
    """Give the months of which each insurer's policy ledger is in.

    A ledger of several insurers counts for each whose policies it states.
    """
    view = standings.view
    kept = [
        entry
        for entry in view.imports
        if entry["kind"] == Kind.POLICIES and not entry["undone_by"] and not entry["corrects"]
    ]
    found: dict[str, set[str]] = {}
    for entry in kept:
        if entry["insurer"]:
            found.setdefault(entry["insurer"], set()).add(entry["period"])
    several = {entry["id"]: entry["period"] for entry in kept if not entry["insurer"]}
    for number, insurer in _stated(standings) if several else ():
        if number in several:
            found.setdefault(insurer, set()).add(several[number])
    return found


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
