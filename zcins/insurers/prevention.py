"""Prevention money of a year by insurer: owed, accrued, spent on what, and for whom.

Notice 三（七）; definitions: Money out.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from zcins.insurers.accounts import Account, accounts, bases, counted, share_of
from zcins.insurers.services import Services, Visited, services, visited
from zcins.insurers.uses import use_of
from zcins.records import Prevention
from zcins.scheme import Insurer, PreventionUse, Scheme
from zcins.standing import Standings
from zcins.store import Known

SHARE = "prevention_share"
BASES = ("due", "received", "earned")


@dataclass(frozen=True, slots=True)
class Misuse:
    """A row of spending on a use that is not permitted."""

    known: Known[Prevention]
    use: PreventionUse


@dataclass(slots=True)
class Fund:
    """An insurer's prevention money of a year; amounts in fen, None where no ledger tells.

    `premium` and `minimum` go by the bases that the data allow; they and what was accrued are
    up to the account's last day, that of the year where no accrual is told. `policies` are those
    whose premium counts. `uses` add up to what was spent; the use of None is told by no word that
    the scheme knows.
    """

    account: Account
    policies: int = 0
    premium: dict[str, int] = field(default_factory=dict)
    minimum: dict[str, int] = field(default_factory=dict)
    uses: Counter[str | None] = field(default_factory=Counter)
    forbidden: list[Misuse] = field(default_factory=list)
    services: Services = field(default_factory=Services)

    @property
    def insurer(self) -> str:
        """Give the insurer's code; empty where rows name none."""
        return self.account.insurer

    @property
    def short(self) -> int | None:
        """Give what is missing to the minimum by the premium due, 0 where nothing is."""
        if self.account.accrued is None or "due" not in self.minimum:
            return None
        return max(self.minimum["due"] - self.account.accrued, 0)

    @property
    def is_told(self) -> bool:
        """Tell whether a prevention ledger of the year is in."""
        return bool(self.account.rows)

    @property
    def sums(self) -> dict[str, int | None]:
        """Give the amounts of the account; what is left is below zero where more was spent."""
        account = self.account
        return {
            "accrued": account.accrued,
            "spent": account.spent,
            "balance": account.balance,
            "vouchers": account.vouchers,
            "summaries": account.summaries,
            "difference": account.difference,
            "short": self.short,
        }

    @property
    def misused(self) -> int:
        """Give what was spent on uses that are not permitted."""
        return sum(one.known.record.spent or 0 for one in self.forbidden)


@dataclass(frozen=True, slots=True)
class Funds:
    """All insurers' prevention money of a year, in the scheme's order, up to a day.

    `share` is the least share of the premium, None where none is in force.
    """

    year: int
    as_of: date
    share: Decimal | None
    insurers: list[Fund]
    firms: list[Visited]


def last_of(year: int, day: date) -> date:
    """Give the last day of a year that is not after a day."""
    return min(day, date(year, 12, 31))


def funds(standings: Standings, year: int) -> Funds:
    """Give the prevention money of a year, as known on the standings' day."""
    scheme, last = standings.scheme, last_of(year, standings.day)
    threshold = scheme.threshold(SHARE, last)
    told = {account.insurer: account for account in accounts(standings, (year,))}
    codes = {*told, *admitted(scheme, last)}
    codes |= {one.record.insurer for one in counted(standings) if one.record.inception.year == year}
    firms = visited(standings, year)
    of_day: dict[date, Standings] = {}
    found = []
    for code in sorted(codes, key=lambda code: scheme.order("insurer", code)):
        account = told.get(code) or Account(code, year, last)
        if account.accrued is None:
            account.reach = last
        if account.reach not in of_day:
            of_day[account.reach] = standings.on(account.reach)
        fund = _fund(of_day[account.reach], account)
        _enter_uses(fund, scheme, standings.day)
        fund.services = services(account, [one for one in firms if one.insurer == code])
        found.append(fund)
    return Funds(year, standings.day, threshold.number if threshold else None, found, firms)


def admitted(scheme: Scheme, day: date) -> list[str]:
    """Give the insurers admitted on a day."""
    entries = scheme.in_force("insurer", day).items()
    return [code for code, entry in entries if isinstance(entry, Insurer) and entry.admitted]


def _fund(standings: Standings, account: Account) -> Fund:
    """Work out the premium and the minimum up to the last day of which the ledgers tell."""
    premium = bases(standings, account)
    threshold = standings.scheme.threshold(SHARE, account.reach)
    share = threshold.number if threshold else None
    minimum = {} if share is None else {k: share_of(v, share) for k, v in premium.items()}
    begun = [
        policy
        for policy in counted(standings)
        if policy.record.insurer == account.insurer and policy.record.inception.year == account.year
    ]
    return Fund(account, len(begun), premium, minimum)


def _enter_uses(fund: Fund, scheme: Scheme, day: date) -> None:
    for known in fund.account.spending:
        use = use_of(scheme, known.record, day)
        fund.uses[use.id if use else None] += known.record.spent or 0
        if use and not use.permitted:
            fund.forbidden.append(Misuse(known, use))


@dataclass(slots=True)
class Total:
    """The sum of funds: what none of them tells stays None, a base must be told of all.

    The balance is told where all that spent tell what they accrued; what is short is not made
    good by what another insurer accrued above its minimum.
    """

    funds: list[Fund]

    @property
    def sums(self) -> dict[str, int | None]:
        """Give the sums of the accounts' amounts."""
        rows = [fund.sums for fund in self.funds]
        names = ("accrued", "spent", "balance", "vouchers", "summaries", "difference", "short")
        found = {name: _sum(row[name] for row in rows) for name in names}
        if any(row["spent"] and row["accrued"] is None for row in rows):
            found["balance"] = None
        return found

    @property
    def premium(self) -> dict[str, int]:
        """Give the premium on each base."""
        return _add_up(fund.premium for fund in self.funds)

    @property
    def minimum(self) -> dict[str, int]:
        """Give the minimum on each base."""
        return _add_up(fund.minimum for fund in self.funds)

    @property
    def policies(self) -> int:
        """Count the policies whose premium counts."""
        return sum(fund.policies for fund in self.funds)

    @property
    def uses(self) -> Counter[str | None]:
        """Give what was spent by use; reversals may leave a sum below zero."""
        found: Counter[str | None] = Counter()
        for fund in self.funds:
            found.update(fund.uses)
        return found

    @property
    def misused(self) -> int:
        """Give what was spent on uses that are not permitted."""
        return sum(fund.misused for fund in self.funds)

    @property
    def is_told(self) -> bool:
        """Tell whether any prevention ledger of the year is in."""
        return any(fund.is_told for fund in self.funds)

    @property
    def services(self) -> Services:
        """Give the services in numbers; a firm insured with two insurers counts with each."""
        whole = Services()
        for fund in self.funds:
            whole.add(fund.services)
        return whole


def _sum(amounts: Iterable[int | None]) -> int | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


def _add_up(rows: Iterable[dict[str, int]]) -> dict[str, int]:
    """Add up by base; a base that one of them lacks is left out."""
    listed = list(rows)
    told = [base for base in BASES if listed and all(base in row for row in listed)]
    return {base: sum(row[base] for row in listed) for base in told}
