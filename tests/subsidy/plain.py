"""The subsidy once more, as plainly as the definitions put it: no code of the program's own.

Written from "Money out", "Endorsements" and "Records and their keys". Money is fen, rates and
shares are fractions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

OVERLAP = timedelta(days=30)


@dataclass(frozen=True)
class Change:
    """An endorsement; `received` is None where it is silent on what came in."""

    number: str
    policy: str
    cancels: bool
    day: date
    due: int
    received: int | None


@dataclass(frozen=True)
class Policy:
    """A policy as its newest ledger has it, with its endorsements by number."""

    number: str
    firm: str
    first: date
    last: date
    due: int
    received: int | None
    cancelled: date | None


@dataclass(frozen=True)
class Rule:
    """Rates and caps by calendar year of inception, or by insured year where `insured`."""

    insured: bool
    by_due: bool
    rates: Mapping[int, Fraction]
    cap: int | None
    shares: Mapping[str, Fraction]


@dataclass
class Due:
    """What a policy should have had by a day: in all, by payer, and what it paid."""

    amount: int
    shares: dict[str, int] = field(default_factory=dict)
    received: int | None = None
    key: tuple[str, int] | None = None


def entitled(
    policies: Sequence[Policy], changes: Sequence[Change], rule: Rule, day: date
) -> dict[str, Due]:
    """Give what each policy is entitled to on a day."""
    years = insured_years(policies, changes, day)
    used: dict[tuple[str, int], int] = {}
    found = {}
    for policy in sorted(policies, key=lambda one: (one.first, one.number)):
        year = years.get(policy.number, 0) if rule.insured else policy.first.year
        found[policy.number] = Due(0)
        if policy.first > day or year not in rule.rates:
            continue
        due, received, ended, settled = state(policy, changes, day)
        base = due if rule.by_due else received
        if base is None or (ended is not None and (not settled or ended <= policy.first)):
            continue
        key = (policy.firm, year)
        amount = half_up(max(base, 0) * rule.rates[year])
        if rule.cap is not None:
            amount = min(amount, rule.cap - used.get(key, 0))
        if received is not None:
            amount = min(amount, max(received, 0))
        used[key] = used.get(key, 0) + amount
        found[policy.number] = Due(amount, divided(amount, rule.shares), received, key)
    return found


def state(
    policy: Policy, changes: Sequence[Change], day: date
) -> tuple[int, int | None, date | None, bool]:
    """Give due, received, the day of cancellation, and whether its refund is stated."""
    due, received, ended, settled = policy.due, policy.received, policy.cancelled, False
    own = sorted(
        (one for one in changes if one.policy == policy.number and one.day <= day),
        key=lambda one: (one.day, one.number),
    )
    for one in own:
        due += one.due
        change = min(one.due, 0) if one.received is None else one.received
        if received is None and change > 0 and one.received is not None:
            received = 0
        if received is not None:
            received += change
        if one.cancels:
            ended = one.day if ended is None else min(ended, one.day)
    if ended is not None and ended > policy.last:
        ended = None
    if ended is not None:
        settled = any(
            one.cancels or (one.day >= ended and (one.due < 0 or (one.received or 0) < 0))
            for one in own
        )
    return due, received, ended, settled


def insured_years(
    policies: Sequence[Policy], changes: Sequence[Change], day: date
) -> dict[str, int]:
    """Give each policy's insured year: n-th year of its firm, whoever insures."""
    found: dict[str, int] = {}
    for firm in {policy.firm for policy in policies}:
        number, begun = 0, date.min
        own = [policy for policy in policies if policy.firm == firm]
        for policy in sorted(own, key=lambda one: (one.first, one.number)):
            ended = state(policy, changes, day)[2]
            if ended is not None and ended <= policy.first:
                continue
            if number == 0 or policy.first >= next_year(begun) - OVERLAP:
                number, begun = number + 1, policy.first
            found[policy.number] = number
    return found


def next_year(day: date) -> date:
    """Give the day on which a year that begins on a day is over."""
    try:
        return date(day.year + 1, day.month, day.day)
    except ValueError:
        return date(day.year + 1, 3, 1)


def half_up(amount: Fraction) -> int:
    """Round to the fen, half up."""
    return int(amount + Fraction(1, 2))


def divided(amount: int, shares: Mapping[str, Fraction]) -> dict[str, int]:
    """Divide an amount; whole fen down to the last, who bears the rest."""
    parts = {payer: int(amount * share) for payer, share in shares.items()}
    last = list(shares)[-1]
    parts[last] += amount - sum(parts.values())
    return parts
