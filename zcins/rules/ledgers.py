"""Rules about the ledgers themselves: each insurer's, month by month."""

from collections.abc import Iterator
from datetime import timedelta

from zcins.i18n import N_
from zcins.insurers.ledgers import months_due
from zcins.rulebook import OFFICE, Facts, Hit, Told, rule
from zcins.rules import basis
from zcins.rules.days import known


@rule(
    "medium",
    basis.ASSESSMENT,
    N_("Ask the insurer for the month's ledger; one without new policies is sent as well."),
    needs=("policies",),
    department=OFFICE,
)
def ledger_overdue(facts: Facts) -> Iterator[Hit]:
    """Find months of which an admitted insurer's policy ledger is not in by the due day.

    Of an insurer that never sent one only the first month is told.
    """
    term = facts.threshold("ledger_due_days")
    for month in known(months_due, facts.standings, term):
        if month.came or not month.only:
            continue
        told = Told(
            N_("{insurer}: the policy ledger of {month} was due by {due} and is not in."),
            insurer=facts.scheme.insurer_name(month.insurer),
            month=month.month,
            due=month.due,
        )
        since = month.due + timedelta(days=1)
        yield Hit(told, since=since, insurer=month.insurer, mark=month.month)
