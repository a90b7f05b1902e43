"""Rules about claims: paid in advance, and settled in time."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from zcins.i18n import N_
from zcins.records import Claim
from zcins.rulebook import OFFICE, Facts, Hit, Told, rule
from zcins.rules import basis
from zcins.rules.days import deadline
from zcins.standing import Standing, Standings
from zcins.store import Known


@dataclass(frozen=True, slots=True)
class Case:
    """A case with all its lines: the earliest days, the sums, and the last day of settlement."""

    insurer: str
    number: str
    lines: tuple[Known[Claim], ...]

    @property
    def happened(self) -> date | None:
        """Give the day of the loss, else that of the report."""
        days = [line.record.loss_on or line.record.notified_on for line in self.lines]
        return min((day for day in days if day), default=None)

    @property
    def reported(self) -> date | None:
        """Give the day of the report."""
        days = [line.record.notified_on for line in self.lines]
        return min((day for day in days if day), default=None)

    @property
    def settled(self) -> date | None:
        """Give the day on which the last line was settled; None while one is open."""
        days = [line.record.settled_on for line in self.lines]
        return None if None in days else max(day for day in days if day)

    @property
    def advanced(self) -> date | None:
        """Give the day of the first advance payment."""
        days = [line.record.advance_on for line in self.lines]
        return min((day for day in days if day), default=None)

    @property
    def paid(self) -> int:
        """Give what has been paid in fen, advance payments included."""
        records = [line.record for line in self.lines]
        return sum((one.paid or 0) + (one.advance or 0) for one in records)

    @property
    def casualties(self) -> int:
        """Give the number of dead and injured."""
        records = [line.record for line in self.lines]
        return max((one.deaths or 0) + (one.injured or 0) for one in records)

    def standing(self, standings: Standings) -> Standing | None:
        """Give the enterprise whose case it is, where the register has it."""
        parties = standings.view.parties
        numbers = [line.record.party for line in self.lines]
        firms = [parties[party].enterprise for party in numbers if party is not None]
        return next((standings.entries[firm] for firm in firms if firm in standings.entries), None)


def _cases(standings: Standings) -> list[Case]:
    found: dict[tuple[str, str], list[Known[Claim]]] = defaultdict(list)
    for known in standings.view.claims:
        found[known.record.insurer, known.record.case_no].append(known)
    return [Case(*key, tuple(lines)) for key, lines in sorted(found.items())]


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
    for case in facts.once(_cases):
        if case.happened is None or case.happened > facts.day or not case.casualties:
            continue
        due = deadline(case.happened, facts.threshold("advance_payment_days", case.happened))
        done = min((day for day in (case.advanced, case.settled) if day), default=None)
        if min(done or facts.day, facts.day) <= due or _is_history(facts, done):
            continue
        told = Told(
            N_("Case {case}: accident on {day}, advance payment due by {due}, {done}."),
            case=case.number,
            day=case.happened,
            due=due,
            done=_done(done, facts.day),
        )
        yield _hit(facts, case, told, due + timedelta(days=1))


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
    for case in facts.once(_cases):
        if case.reported is None or case.reported > facts.day:
            continue
        settled = case.settled if case.settled and case.settled <= facts.day else None
        due = _settlement_due(facts, case.reported, is_settled=settled is not None)
        late = settled > due if settled else facts.day > due and not case.paid
        if not late or _is_history(facts, settled):
            continue
        told = Told(
            N_("Case {case}: reported on {day}, settlement due by {due}, {done}."),
            case=case.number,
            day=case.reported,
            due=due,
            done=_done(settled, facts.day),
        )
        yield _hit(facts, case, told, due + timedelta(days=1))


def _settlement_due(facts: Facts, reported: date, *, is_settled: bool) -> date:
    if not is_settled:
        return deadline(reported, facts.threshold("claim_undisputed_days", reported))
    decided = deadline(reported, facts.threshold("claim_decision_days", reported))
    return deadline(decided, facts.threshold("claim_payment_days", reported))


def _done(done: date | None, day: date) -> Told:
    if done and done <= day:
        return Told(N_("done on {day}"), day=done)
    return Told(N_("not yet done"))
