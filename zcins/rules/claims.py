"""Rules about claims: paid in advance, and settled in time."""

from collections.abc import Iterator
from datetime import date, timedelta

from zcins.i18n import N_
from zcins.insurers.cases import Case, advance_term, cases, settlement_term
from zcins.rulebook import OFFICE, Facts, Hit, Told, rule
from zcins.rules import basis
from zcins.rules.days import known


def _hit(facts: Facts, case: Case, told: Told, since: date) -> Hit:
    standing = case.standing(facts.standings)
    return Hit(told, standing, since=since, insurer=case.insurer, mark=case.number, rows=case.lines)


def _is_history(facts: Facts, done: date | None) -> bool:
    """Tell whether what came late has come so long ago that it is told no more."""
    days = int(facts.threshold("settled_findings_days").number)
    return done is not None and done + timedelta(days=days) < facts.day


@rule(
    "high",
    basis.CLAIMS,
    N_("Have the insurer pay in advance as agreed."),
    needs=("claims",),
    department=OFFICE,
)
def advance_payment_late(facts: Facts) -> Iterator[Hit]:
    """Find cases with dead or injured of which nothing was paid in advance within the days.

    A case that was settled within them needs no advance payment (notice 三（七）).
    """
    for case in facts.once(cases):
        term = known(advance_term, case, facts.scheme, facts.day)
        if term is None or not term.late or _is_history(facts, term.done):
            continue
        told = Told(
            N_("Case {case}: accident on {day}, advance payment due by {due}, {done}."),
            case=case.number,
            day=case.happened,
            due=term.due,
            done=_done(term.done, facts.day),
        )
        yield _hit(facts, case, told, term.due + timedelta(days=1))


@rule(
    "medium",
    basis.SETTLEMENT,
    N_("Have the insurer settle the case, or say what is missing."),
    needs=("claims",),
    department=OFFICE,
)
def settlement_late(facts: Facts) -> Iterator[Hit]:
    """Find cases settled or still open after the days of the Insurance Law (23, 25).

    Settled: the days for decision and payment; open and nothing paid: those for what is
    undisputed. Counted from the report, as ledgers do not state when documents were complete.
    """
    for case in facts.once(cases):
        term = known(settlement_term, case, facts.scheme, facts.day)
        if term is None or not term.late or _is_history(facts, term.done):
            continue
        told = Told(
            N_("Case {case}: reported on {day}, settlement due by {due}, {done}."),
            case=case.number,
            day=case.reported,
            due=term.due,
            done=_done(term.done, facts.day),
        )
        yield _hit(facts, case, told, term.due + timedelta(days=1))


def _done(done: date | None, day: date) -> Told:
    if done and done <= day:
        return Told(N_("done on {day}"), day=done)
    return Told(N_("not yet done"))
