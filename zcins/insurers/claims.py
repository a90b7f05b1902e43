"""Claims of a year: open and settled, paid in advance, in time, and against the premium."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from statistics import median

from zcins.cover import PolicyOnDay, counts
from zcins.insurers.accounts import counted, earned
from zcins.insurers.cases import Case, advance_term, cases, settlement_term
from zcins.insurers.days import TermUnknownError
from zcins.insurers.prevention import last_of
from zcins.records import Kind
from zcins.scheme import Scheme
from zcins.standing import Standing, Standings, heir

BY = ("insurer", "sector", "town", "enterprise")
Key = str | int | None


@dataclass(slots=True)
class Claims:
    """The cases of a year in one group, with the premium earned in it; amounts in fen.

    `advance_days` and `settlement_days` are those of each case that tells both days.
    `owed` cases have dead or injured and are paid in advance or past the days for it;
    `paid_ahead` of them were paid, or settled within the days. Of the `judged` cases, settled or
    overdue, `in_time` were settled within the scheme's days; both are None where no days are in
    force. `earned` is the premium of insurers whose claims ledger is in; `endless` policies of
    theirs have no known end, so that what they have earned is not known.
    """

    key: Key
    cases: int = 0
    settled: int = 0
    deaths: int = 0
    injured: int = 0
    owed: int = 0
    paid_ahead: int = 0
    advance_in_time: int | None = 0
    advance: int = 0
    advance_days: list[int] = field(default_factory=list)
    settlement_days: list[int] = field(default_factory=list)
    judged: int | None = 0
    in_time: int | None = 0
    paid: int = 0
    outstanding: int = 0
    policies: int = 0
    earned: int = 0
    endless: int = 0
    fatal_unpaid: list[Case] = field(default_factory=list)

    @property
    def open(self) -> int:
        """Count the cases that are not settled by the day."""
        return self.cases - self.settled

    @property
    def incurred(self) -> int:
        """Give what has been paid and is still expected to be."""
        return self.paid + self.outstanding

    def ratio(self, amount: int) -> float | None:
        """Give an amount by the premium earned; None where that is 0 or not known."""
        return None if self.endless or self.earned <= 0 else amount / self.earned

    @property
    def is_told(self) -> bool:
        """Tell whether a claims ledger is in that could tell of cases."""
        return bool(self.policies or self.cases)

    def median(self, name: str) -> float | None:
        """Give the median of `advance_days` or `settlement_days`; None of none."""
        days: list[int] = getattr(self, name)
        return float(median(days)) if days else None

    def rate(self) -> float | None:
        """Give the share settled within the scheme's days."""
        return self.in_time / self.judged if self.judged and self.in_time is not None else None


@dataclass(frozen=True, slots=True)
class ClaimsOfYear:
    """The claims of a year by group, their sum, and the cases that are left out.

    `undated` cases tell no day; `excluded` ones are of policies that do not count. Of the
    `silent` insurers no claims ledger of the year or a later one is in.
    """

    year: int
    as_of: date
    by: str
    groups: list[Claims]
    total: Claims
    undated: int
    excluded: int
    silent: list[str]


def claims_of(standings: Standings, year: int, by: str = "insurer") -> ClaimsOfYear:
    """Give the claims of accidents of a year, as known on the standings' day."""
    first, last = date(year, 1, 1), last_of(year, standings.day)
    key_of = _KEYS[by]
    groups: dict[Key, Claims] = {}
    total = Claims(None)
    excluded = undated = 0
    aside = not_counted(standings)
    for case in cases(standings):
        undated += case.happened is None
        if case.happened is None or not first <= case.happened <= last:
            continue
        if is_of(case, aside):
            excluded += 1
            continue
        key = key_of(case.insurer, _standing(case, standings))
        for group in (groups.setdefault(key, Claims(key)), total):
            _add(group, case, standings.scheme, standings.day)
    told = _told(standings, year)
    silent = set()
    for policy in _in_year(standings, first, last):
        insurer = policy.record.insurer
        key = key_of(insurer, _holder(policy, standings))
        for group in (groups.setdefault(key, Claims(key)), total):
            if insurer in told:
                _add_premium(group, policy, (first, last))
        if insurer not in told:
            silent.add(insurer)
    ordered = sorted(groups.values(), key=lambda one: _order(standings, by, one.key))
    quiet = sorted(silent, key=lambda code: standings.scheme.order("insurer", code))
    return ClaimsOfYear(year, standings.day, by, ordered, total, undated, excluded, quiet)


def of_case(case: Case, scheme: Scheme, day: date) -> Claims:
    """Give what one case brings into its group."""
    group = Claims(None)
    _add(group, case, scheme, day)
    return group


def _add(group: Claims, case: Case, scheme: Scheme, day: date) -> None:
    settled = case.settled_by(day)
    group.cases += 1
    group.settled += settled is not None
    group.deaths += case.deaths
    group.injured += case.injured
    group.paid += case.paid
    group.advance += case.advance
    group.outstanding += case.outstanding
    if settled and case.reported:
        group.settlement_days.append((settled - case.reported).days)
    if case.casualties:
        _add_advance(group, case, scheme, day)
    _add_settlement(group, case, scheme, day)


def _add_advance(group: Claims, case: Case, scheme: Scheme, day: date) -> None:
    advanced = case.advanced if case.advanced and case.advanced <= day else None
    is_paid = advanced is not None or (case.advanced is None and case.advance > 0)
    if advanced and case.happened:
        group.advance_days.append((advanced - case.happened).days)
    if case.deaths and not is_paid:
        group.fatal_unpaid.append(case)
    try:
        term = advance_term(case, scheme, day)
    except TermUnknownError:
        group.advance_in_time = None
        in_time = is_due = False
    else:
        in_time = bool(term and term.done and term.done <= min(term.due, day))
        is_due = term is not None and term.due < day
    if group.advance_in_time is None or is_paid or in_time or is_due:
        group.owed += 1
    group.paid_ahead += is_paid or in_time
    if group.advance_in_time is not None:
        group.advance_in_time += in_time


def _add_settlement(group: Claims, case: Case, scheme: Scheme, day: date) -> None:
    try:
        term = settlement_term(case, scheme, day)
    except TermUnknownError:
        group.judged = group.in_time = None
        return
    if term and (term.done or term.late) and group.judged is not None and group.in_time is not None:
        group.judged += 1
        group.in_time += not term.late


def _in_year(standings: Standings, first: date, last: date) -> Iterator[PolicyOnDay]:
    """Give the policies that count and cover a day of these."""
    for policy in counted(standings):
        if policy.record.inception <= last and (policy.last is None or policy.last >= first):
            yield policy


def _holder(policy: PolicyOnDay, standings: Standings) -> Standing | None:
    return heir(standings.entries, policy.enterprise) if policy.enterprise else None


def _told(standings: Standings, year: int) -> set[str]:
    """Give the insurers whose claims ledger of the year or a later one is in."""
    ledgers = {
        entry["insurer"]
        for entry in standings.view.imports
        if entry["kind"] == Kind.CLAIMS and not entry["undone_by"]
        if entry["period"] >= f"{year}-"
    }
    return ledgers | {known.record.insurer for known in standings.view.claims}


def _add_premium(group: Claims, policy: PolicyOnDay, days: tuple[date, date]) -> None:
    group.policies += 1
    group.earned += earned(policy, *days)
    group.endless += policy.last is None


def _standing(case: Case, standings: Standings) -> Standing | None:
    found = case.standing(standings)
    return heir(standings.entries, found.entry.id) if found else None


def not_counted(standings: Standings) -> set[tuple[str, str]]:
    """Give insurer and number of the policies that do not count, unless one that does shares it."""
    found: dict[bool, set[tuple[str, str]]] = {True: set(), False: set()}
    for policy in standings.policies:
        record = policy.record
        found[counts(record, standings.scheme)].add((record.insurer, record.policy_no))
    return found[False] - found[True]


def is_of(case: Case, policies: set[tuple[str, str]]) -> bool:
    """Tell whether a case is of policies among these alone: by insurer and number."""
    numbers = {(case.insurer, line.record.policy_no) for line in case.lines}
    return bool(numbers) and numbers <= policies


_KEYS: dict[str, Callable[[str, Standing | None], Key]] = {
    "insurer": lambda insurer, _standing: insurer,
    "sector": lambda _insurer, standing: standing.sector if standing else None,
    "town": lambda _insurer, standing: standing.town if standing else None,
    "enterprise": lambda _insurer, standing: standing.entry.id if standing else None,
}


def _order(standings: Standings, by: str, key: Key) -> tuple[int, str]:
    if by == "enterprise":
        known = standings.entries.get(key) if isinstance(key, int) else None
        return (0, known.record.name) if known else (1, "")
    return standings.scheme.order(by, None if key is None else str(key))
