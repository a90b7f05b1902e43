"""The cases of the claims ledgers: when they happened, were paid in advance, were settled."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from zcins.insurers.days import last_day, term_of
from zcins.records import Claim
from zcins.scheme import Scheme
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
        """Give what has been paid in fen.

        A ledger's paid amount holds the advance payment; an advance above it counts itself.
        """
        return sum(paid_of(line.record) for line in self.lines)

    @property
    def advance(self) -> int:
        """Give what was paid in advance, in fen."""
        return sum(line.record.advance or 0 for line in self.lines)

    @property
    def outstanding(self) -> int:
        """Give what is still expected to be paid, in fen."""
        return sum(line.record.outstanding or 0 for line in self.lines)

    @property
    def deaths(self) -> int:
        """Give the number of dead; lines of one case tell of the same accident."""
        return max(line.record.deaths or 0 for line in self.lines)

    @property
    def injured(self) -> int:
        """Give the number of injured."""
        return max(line.record.injured or 0 for line in self.lines)

    @property
    def casualties(self) -> int:
        """Give the number of dead and injured."""
        records = [line.record for line in self.lines]
        return max((one.deaths or 0) + (one.injured or 0) for one in records)

    def settled_by(self, day: date) -> date | None:
        """Give the day of settlement, if it is not after a day."""
        return self.settled if self.settled and self.settled <= day else None

    def standing(self, standings: Standings) -> Standing | None:
        """Give the enterprise whose case it is, where the register has it."""
        parties = standings.view.parties
        numbers = [line.record.party for line in self.lines]
        firms = [parties[party].enterprise for party in numbers if party is not None]
        return next((standings.entries[firm] for firm in firms if firm in standings.entries), None)


@dataclass(frozen=True, slots=True)
class Term:
    """By which day something was due, when it was done (None: not by the day), and if too late."""

    due: date
    done: date | None
    late: bool


def paid_of(claim: Claim) -> int:
    """Give what has been paid on a line, its advance payment included, in fen."""
    return max(claim.paid or 0, claim.advance or 0)


def cases(standings: Standings) -> list[Case]:
    """Give all cases that the standings are about, by insurer and number."""
    found: dict[tuple[str, str], list[Known[Claim]]] = defaultdict(list)
    for known in standings.view.claims:
        if standings.concerns(known.record.party):
            found[known.record.insurer, known.record.case_no].append(known)
    return [Case(*key, tuple(lines)) for key, lines in sorted(found.items())]


def advance_term(case: Case, scheme: Scheme, day: date) -> Term | None:
    """Give how a case with dead or injured stands to the advance payment (notice 三（七）).

    Settlement within the days will do as well. None where none is owed by the day; raises
    TermUnknownError where the days cannot be counted.
    """
    if case.happened is None or case.happened > day or not case.casualties:
        return None
    due = last_day(case.happened, term_of(scheme, "advance_payment_days", case.happened))
    done = min((when for when in (case.advanced, case.settled) if when), default=None)
    return Term(due, done, min(done or day, day) > due)


def settlement_term(case: Case, scheme: Scheme, day: date) -> Term | None:
    """Give how a case stands to the days of the Insurance Law (23, 25), from its report on.

    Settled: the days for decision and payment; open and nothing paid: those for what is
    undisputed. None where no report is known by the day; raises TermUnknownError.
    """
    if case.reported is None or case.reported > day:
        return None
    settled = case.settled_by(day)
    due = _settlement_due(scheme, case.reported, is_settled=settled is not None)
    return Term(due, settled, settled > due if settled else day > due and not case.paid)


def _settlement_due(scheme: Scheme, reported: date, *, is_settled: bool) -> date:
    if not is_settled:
        return last_day(reported, term_of(scheme, "claim_undisputed_days", reported))
    decided = last_day(reported, term_of(scheme, "claim_decision_days", reported))
    return last_day(decided, term_of(scheme, "claim_payment_days", reported))
