"""Every policy as the subsidy looks at it: whose, since when, paid how far, and what forbids it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter

from zcins.cover import PolicyOnDay
from zcins.records import Policy, Status
from zcins.registry import unconfirmed
from zcins.scheme import Scheme
from zcins.standing import Standing, Standings, heir
from zcins.subsidy.base import Premium, premium_of
from zcins.subsidy.reasons import Reason
from zcins.subsidy.years import insured_years

RENEWAL_DAYS = "duplicate_cover_days"


@dataclass(frozen=True, slots=True)
class Case:
    """A policy on the day of the proposal; `policy` is None for one entered by hand.

    `enterprise` is the register's entry that is paid, `name` and `uscc` its own, else as the
    ledger writes them; `obstacle` is the first reason that forbids any subsidy.
    """

    policy: int | None
    insurer: str
    policy_no: str
    inception: date
    enterprise: int | None
    name: str
    uscc: str | None
    sector: str | None
    town: str | None
    premium: Premium | None
    obstacle: Reason | None
    insured_year: int | None = None
    period: str = ""

    @property
    def order(self) -> tuple[date, str, str, str, str, int]:
        """Give the order in which caps are used up: by inception, then policy number.

        What remains equal is told apart by name and period before by which ledger came first.
        """
        place = (self.inception, self.policy_no, self.insurer, self.name, self.period)
        return (*place, self.policy or 0)


def cases_of(standings: Standings, granted: Collection[int | None]) -> list[Case]:
    """Give the cases of all policies, whatever their year, in the order of `Case.order`.

    `granted` are the policies that an approved batch has granted: of several spellings of one
    policy those keep their place.
    """
    found = [_case(standings, policy) for policy in standings.policies]
    found += _by_hand(standings)
    found = _shared(found, granted)
    return numbered(standings.scheme, found)


def _case(standings: Standings, policy: PolicyOnDay) -> Case:
    record, view = policy.record, standings.view
    party = view.parties[record.party]
    entry = policy.enterprise
    now = heir(standings.entries, entry) if entry is not None else None
    then = _on_inception(standings, entry, record.inception)
    changes = [known.record for known in view.endorsements.get(policy.known.key, ())]
    shown = now.record if now else then.record if then else None
    obstacle = _unlinked(standings, policy) if then is None else _obstacle(standings, record, then)
    return Case(
        policy.known.id,
        record.insurer,
        record.policy_no,
        record.inception,
        now.entry.id if now else entry,
        shown.name if shown else party.name,
        (shown.uscc if shown else party.uscc) or None,
        then.sector if then else None,
        then.town if then else None,
        premium_of(policy, changes),
        obstacle,
        period=policy.known.period,
    )


def _on_inception(standings: Standings, entry: int | None, day: date) -> Standing | None:
    """Give the enterprise as the register has it on the day of inception, opened or not.

    Where another had taken it over by that day, that one: its insurer may use the old name.
    """
    register, seen = standings.view.register, set[int]()
    found = register.get(entry) if entry is not None else None
    while found and found.id not in seen:
        seen.add(found.id)
        facts = found.on(day) or found.versions[0]
        heir_then = register.get(facts.record.merged_into or 0)
        if heir_then is None:
            return standings.on(day).standing_of(found, facts)
        found = heir_then
    return None


def _unlinked(standings: Standings, policy: PolicyOnDay) -> Reason:
    waits = standings.waits.get(policy.record.party)
    return Reason.UNRESOLVED_IDENTITY if waits else Reason.NOT_IN_REGISTER


def _obstacle(standings: Standings, record: Policy, then: Standing) -> Reason | None:
    scheme, day = standings.scheme, record.inception
    pilot = scheme.pilot()
    tests = (
        (Reason.OUTSIDE_PILOT, not pilot.start <= day <= pilot.end),
        (Reason.INSURER_NOT_ADMITTED, not scheme.insurer_admitted(record.insurer, day)),
        (Reason.PRODUCT_NOT_ACCEPTED, not scheme.product_accepted(record.product, day)),
        (Reason.OUTSIDE_DISTRICT, then.outside),
        (Reason.ENTERPRISE_CLOSED, _closed(then, day)),
        (Reason.NOT_REQUIRED, not then.obliged),
        # Last, as it passes: a forecast takes what lies ahead to begin.
        (Reason.NOT_BEGUN, day > standings.day),
    )
    return next((reason for reason, holds in tests if holds), None)


def _closed(then: Standing, day: date) -> bool:
    closed_on = then.record.closed_on
    return closed_on <= day if closed_on else then.record.status is Status.CLOSED


def _by_hand(standings: Standings) -> Iterable[Case]:
    for shown in unconfirmed(standings.view):
        now = heir(standings.entries, shown.enterprise)
        if now is not None:
            yield Case(
                None,
                shown.insurer,
                shown.policy_no,
                shown.inception,
                now.entry.id,
                now.record.name,
                now.record.uscc,
                now.sector,
                now.town,
                None,
                Reason.NOT_IN_LEDGER,
            )


def _shared(cases: list[Case], granted: Collection[int | None]) -> list[Case]:
    """Let one policy count once: another spelling of its insured, or another firm's row, is none.

    Rows of one insurer, number, first day and premium are the same policy. For one enterprise the
    row granted before counts, else the newest; for several a person has to say whose it is.
    """
    groups: dict[tuple[str, str, date], list[Case]] = defaultdict(list)
    for case in cases:
        if case.policy is not None and case.obstacle in (None, Reason.NOT_BEGUN):
            groups[case.insurer, case.policy_no.upper(), case.inception].append(case)
    reasons: dict[int | None, Reason] = {}
    for group in groups.values():
        for case in group:
            same = [one for one in group if one.enterprise == case.enterprise]
            kept = max(same, key=lambda one: (one.policy in granted, *_weight(one)))
            if case is not kept:
                reasons[case.policy] = Reason.DUPLICATE_POLICY
            elif any(_as_dear(one, case) for one in group if one.enterprise != case.enterprise):
                reasons[case.policy] = Reason.SHARED_POLICY_NO
    return [
        replace(case, obstacle=reasons[case.policy]) if case.policy in reasons else case
        for case in cases
    ]


def _weight(case: Case) -> tuple[str, int, int]:
    """Order the spellings of one policy: the newest counts; of one period the least premium."""
    if case.premium is None:
        return case.period, 0, 0
    return case.period, -(case.premium.received or 0), -case.premium.due


def _as_dear(one: Case, other: Case) -> bool:
    return bool(one.premium and other.premium and one.premium.due == other.premium.due)


def numbered(scheme: Scheme, cases: Iterable[Case]) -> list[Case]:
    """Give the cases with their insured years, in the order of `Case.order`.

    Years are counted by the policies that insure for a day at least.
    """
    by_firm: dict[int, list[Case]] = defaultdict(list)
    rest = []
    for case in cases:
        if case.enterprise is None or not _insures(case):
            rest.append(case)
        else:
            by_firm[case.enterprise].append(case)
    for group in by_firm.values():
        group.sort(key=attrgetter("order"))
        days = [case.inception for case in group]
        term = scheme.threshold(RENEWAL_DAYS, days[-1])
        years = insured_years(days, int(term.number) if term else 0)
        rest += [replace(case, insured_year=year) for case, year in zip(group, years, strict=True)]
    return sorted(rest, key=attrgetter("order"))


_NO_COVER = frozenset(
    {
        Reason.INSURER_NOT_ADMITTED,
        Reason.PRODUCT_NOT_ACCEPTED,
        Reason.DUPLICATE_POLICY,
        Reason.NOT_IN_LEDGER,
    }
)


def _insures(case: Case) -> bool:
    return case.obstacle not in _NO_COVER and not (case.premium and case.premium.void)
