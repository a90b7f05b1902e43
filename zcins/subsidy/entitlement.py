"""What each policy is entitled to by the scheme's rates: base × rate, up to the cap."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_FLOOR, Decimal

from zcins.money import fen
from zcins.scheme import Scheme, Subsidy
from zcins.subsidy.cases import Case
from zcins.subsidy.reasons import Reason


@dataclass(frozen=True, slots=True)
class Entitlement:
    """What a policy is entitled to in fen, and by whom it is borne.

    `full` is base × rate before the cap, `reason` why it is less or nothing.
    """

    case: Case
    entry: Subsidy | None = None
    base: int | None = None
    full: int = 0
    amount: int = 0
    reason: Reason | None = None
    shares: Mapping[str, int] = field(default_factory=dict)


def entitle(scheme: Scheme, cases: Iterable[Case]) -> list[Entitlement]:
    """Give the entitlements of cases that stand in the order in which caps are used up."""
    used: dict[tuple[int | None, int | None], int] = defaultdict(int)
    found = []
    for case in cases:
        entry = None if case.obstacle else rate_of(scheme, case)
        if entry is None:
            found.append(Entitlement(case, reason=case.obstacle or Reason.NO_RATE))
            continue
        # No insured year has the number of a calendar year.
        key = (case.enterprise, entry.policy_year or entry.year)
        one = _entitled(case, entry, used[key])
        used[key] += one.amount
        found.append(one)
    return found


def rate_of(scheme: Scheme, case: Case) -> Subsidy | None:
    """Give the rate in force on the day of inception for a case's sector and year."""
    for entry in scheme.in_force(Subsidy.table, case.inception).values():
        if isinstance(entry, Subsidy) and case.sector in entry.sectors:
            year, number = case.inception.year, case.insured_year
            if year == entry.year or (number is not None and number == entry.policy_year):
                return entry
    return None


def _entitled(case: Case, entry: Subsidy, used: int) -> Entitlement:
    premium = case.premium
    base = premium.base(entry.base) if premium else None
    if premium and (premium.void or premium.unsettled):
        return Entitlement(case, entry, base, reason=Reason.CANCELLED)
    if premium is None or base is None:
        return Entitlement(case, entry, reason=Reason.PREMIUM_NOT_EVIDENCED)
    full = fen(Decimal(max(base, 0)).scaleb(-2) * entry.rate)
    limits = {Reason.CAP_REACHED: full, Reason.PREMIUM_NOT_RECEIVED: full}
    if entry.cap_per_enterprise is not None:
        limits[Reason.CAP_REACHED] = max(fen(entry.cap_per_enterprise) - used, 0)
    if premium.received is not None:
        # Whatever the base is called: never more than the enterprise has paid.
        limits[Reason.PREMIUM_NOT_RECEIVED] = max(premium.received, 0)
    tightest = min(limits, key=lambda reason: limits[reason])
    amount = min(full, limits[tightest])
    if amount < full:
        reason: Reason | None = tightest
    elif premium.cancelled:
        reason = Reason.CANCELLED
    elif base <= 0:
        reason = Reason.PREMIUM_NOT_RECEIVED
    else:
        reason = None if full else Reason.NOTHING_DUE
    return Entitlement(case, entry, base, full, amount, reason, shared(amount, entry.shares))


def shared(amount: int, shares: Mapping[str, Decimal]) -> dict[str, int]:
    """Give each payer's part of an amount in fen; the odd fen goes to the last (contract)."""
    parts = {
        payer: int((amount * share).to_integral_value(rounding=ROUND_FLOOR))
        for payer, share in shares.items()
    }
    last = next(reversed(parts))
    parts[last] += amount - sum(parts.values())
    return parts
