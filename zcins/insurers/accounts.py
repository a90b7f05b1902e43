"""Prevention money by insurer and year: accrued, spent, and the premium that it is held against."""

import calendar
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from zcins.cover import PolicyOnDay, counts
from zcins.money import fen
from zcins.records import Prevention
from zcins.standing import Standings
from zcins.store import Known


@dataclass(slots=True)
class Account:
    """A year of an insurer up to `reach`, the last day of which its ledgers tell; sums in fen.

    `accrued` and `spent` are None where no ledger states them. Spending is that of vouchers
    where there are any, else of summaries (definitions: Money out). `insurer` is empty where a
    row names none.
    """

    insurer: str
    year: int
    reach: date
    accrued: int | None = None
    by_policy: bool = False
    vouchers: int | None = None
    summaries: int | None = None
    rows: list[Known[Prevention]] = field(default_factory=list)

    @property
    def spent(self) -> int | None:
        """Give what was spent."""
        return self.summaries if self.vouchers is None else self.vouchers

    @property
    def difference(self) -> int | None:
        """Give what the vouchers come to above the summaries; None where one of them is not told.

        Totals use the vouchers; the difference is to be explained (definitions: Money out).
        """
        if self.vouchers is None or self.summaries is None:
            return None
        return self.vouchers - self.summaries

    @property
    def balance(self) -> int | None:
        """Give what is left of the accrual, below zero where more was spent."""
        if self.accrued is None or self.spent is None:
            return None
        return self.accrued - self.spent

    @property
    def spending(self) -> list[Known[Prevention]]:
        """Give the rows that make up what was spent."""
        told = [known for known in self.rows if known.record.spent is not None]
        return [one for one in told if is_voucher(one.record) == (self.vouchers is not None)]

    @property
    def whole_year(self) -> bool:
        """Tell whether the ledgers reach the end of the year."""
        return self.reach == date(self.year, 12, 31)


def accounts(
    standings: Standings, years: tuple[int, ...] = (), start: date = date.min
) -> list[Account]:
    """Give the accounts of some years by insurer; else of the day's year and the one before.

    What lies before `start` is left out, for a part of a year.
    """
    years = years or (standings.day.year - 1, standings.day.year)
    found: dict[tuple[str, int], Account] = {}
    for known in standings.view.prevention:
        row = known.record
        when = told_on(row)
        if when is None or when.year not in years or when < start:
            continue
        if not standings.concerns(row.party):
            continue
        if (row.spent_on or when.replace(day=1)) > standings.day:
            continue
        key = (row.insurer or "", when.year)
        account = found.setdefault(key, Account(*key, date(when.year, 1, 1)))
        account.reach = max(account.reach, min(_month_end(when), standings.day))
        _enter(account, known)
    _accrued_by_policy(standings, years, start, found)
    return [found[key] for key in sorted(found)]


def told_on(row: Prevention) -> date | None:
    """Give the day of a spend, or the end of a summary's month."""
    if row.spent_on or not row.month:
        return row.spent_on
    year, _dash, month = row.month.partition("-")
    return _month_end(date(int(year), int(month or 12), 1))


def is_voucher(row: Prevention) -> bool:
    """Tell whether a row is a single spend rather than the sum of a policy or a period."""
    return row.voucher_no is not None or row.spent_on is not None


def _month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _enter(account: Account, known: Known[Prevention]) -> None:
    row = known.record
    account.rows.append(known)
    if row.accrued is not None:
        account.accrued = (account.accrued or 0) + row.accrued
    if row.spent is None:
        return
    if is_voucher(row):
        account.vouchers = (account.vouchers or 0) + row.spent
    else:
        account.summaries = (account.summaries or 0) + row.spent


def _accrued_by_policy(
    standings: Standings,
    years: tuple[int, ...],
    start: date,
    found: dict[tuple[str, int], Account],
) -> None:
    """Take what the policies state where no prevention row states an accrual."""
    sums: dict[tuple[str, int], int] = defaultdict(int)
    for policy in standings.policies:
        key = (policy.record.insurer, policy.record.inception.year)
        if key[1] not in years or policy.record.inception < start:
            continue
        if (amount := accrued_of(standings, policy)) is None:
            continue
        if _is_counted(standings, policy):
            sums[key] += amount
    for key, amount in sums.items():
        account = found.setdefault(key, Account(*key, date(key[1], 1, 1)))
        if account.accrued is None:
            account.accrued, account.by_policy = amount, True
            account.reach = max(account.reach, min(standings.day, date(key[1], 12, 31)))


def counted(standings: Standings) -> list[PolicyOnDay]:
    """Give the policies begun by the day whose premium the minimum share is taken from."""
    return [policy for policy in standings.policies if _is_counted(standings, policy)]


def _is_counted(standings: Standings, policy: PolicyOnDay) -> bool:
    return policy.record.inception <= standings.day and counts(policy.record, standings.scheme)


def accrued_of(standings: Standings, policy: PolicyOnDay) -> int | None:
    """Give what a policy and its endorsements by the day state as accrued."""
    changes = standings.view.endorsements.get(policy.known.key)
    if not changes:
        return policy.record.accrued
    told = [policy.record.accrued]
    told += [one.record.accrued for one in changes if one.record.effective_on <= standings.day]
    amounts = [amount for amount in told if amount is not None]
    return sum(amounts) if amounts else None


def bases(standings: Standings, account: Account) -> dict[str, int]:
    """Give the premium of an account on each base that the data allow, in fen.

    `due` and `received` are those of the policies begun in the year, `earned` what falls to the
    year's days of every policy; received is left out where it is not known of one, earned where
    a policy has no known end.
    """
    policies = [
        policy
        for policy in counted(standings.on(account.reach))
        if policy.record.insurer == account.insurer
    ]
    begun = [policy for policy in policies if policy.record.inception.year == account.year]
    if account.by_policy:
        begun = [policy for policy in begun if accrued_of(standings, policy) is not None]
    found = {"due": sum(policy.premium for policy in begun)}
    received = [policy.premium_received for policy in begun]
    if None not in received:
        found["received"] = sum(amount or 0 for amount in received)
    if not account.by_policy and all(policy.last for policy in policies):
        first = date(account.year, 1, 1)
        found["earned"] = sum(earned(policy, first, account.reach) for policy in policies)
    return found


def share_of(amount: int, share: Decimal) -> int:
    """Give a share of an amount in whole fen, rounded half up."""
    return fen(Decimal(amount).scaleb(-2) * share)


def earned(policy: PolicyOnDay, first: date, final: date) -> int:
    """Give the part of a policy's premium that falls to some days, both included, in fen.

    It is spread evenly over the days covered; a policy without a known end has earned nothing.
    """
    start, last = policy.record.inception, policy.last or policy.record.inception
    days = (last - start).days + 1
    within = (min(last, final) - max(start, first)).days + 1
    if within <= 0 or policy.last is None:
        return 0
    share = Decimal(policy.premium) * within / days
    return int(share.quantize(Decimal(1), rounding=ROUND_HALF_UP))
