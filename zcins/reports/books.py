"""What each insurer's ledgers say of a year: policies, premium, claims, prevention money."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from zcins.cover import PolicyOnDay, counts
from zcins.coverage import count
from zcins.insurers.accounts import accounts, share_of
from zcins.money import yuan
from zcins.records import Claim
from zcins.reports.period import Period
from zcins.reports.wording import NOT_STATED, plain
from zcins.scheme import Scheme
from zcins.standing import Standings

SHARE = "prevention_share"
_FIGURES = {
    "policies": ("in_force", "policies", "insured", "insured_headcount"),
    "premium": ("due", "received", "received_unknown"),
    "claims": ("claims", "deaths", "injured", "paid", "outstanding", "advance"),
    "prevention": ("minimum", "accrued", "spent", "vouchers", "summaries"),
}
_MONEY = frozenset({"due", "received", "paid", "outstanding", "advance", *_FIGURES["prevention"]})


@dataclass(slots=True)
class Book:
    """An insurer's year; amounts in fen, None where no ledger says.

    `policies`, `due` and `received` are of policies that count and begin in the year by the day,
    endorsements effective by the day included; `in_force` is on the day, whenever begun.
    `spent` is the sum of the vouchers where there are any, else of the summaries.
    """

    insurer: str
    name: str
    admitted: bool = True
    in_force: int = 0
    policies: int = 0
    insured: int = 0
    insured_headcount: int = 0
    due: int = 0
    received: int | None = None
    received_unknown: int = 0
    claims: int = 0
    deaths: int = 0
    injured: int = 0
    paid: int = 0
    outstanding: int = 0
    advance: int = 0
    minimum: int | None = None
    accrued: int | None = None
    vouchers: int | None = None
    summaries: int | None = None
    spent: int | None = None

    def figures(self, of: str) -> dict[str, Any]:
        """Give every figure under a flat key such as `premium.insurer.picc.due`."""
        return {
            f"{theme}.{of}.{name}": yuan(getattr(self, name))
            if name in _MONEY
            else getattr(self, name)
            for theme, names in _FIGURES.items()
            for name in names
        }


@dataclass(frozen=True, slots=True)
class Books:
    """All insurers' years, their sum, and what is left out of both.

    `excluded` are policies that do not count (insurer or product), `undated` claims without a
    day of loss; `share` is the least share of premium for prevention, None where none is in force.
    """

    insurers: list[Book]
    total: Book
    excluded: Book
    undated: int
    share: Decimal | None

    def figures(self) -> dict[str, Any]:
        """Give every figure under a flat key."""
        found = self.total.figures("total")
        for book in self.insurers:
            found |= book.figures(f"insurer.{book.insurer}")
        found["prevention.share"] = None if self.share is None else float(self.share)
        found["claims.undated"] = self.undated
        found["policies.excluded.policies"] = self.excluded.policies
        found["policies.excluded.in_force"] = self.excluded.in_force
        found["premium.excluded.due"] = yuan(self.excluded.due)
        return found


def books(standings: Standings, period: Period) -> Books:
    """Sum up the period by insurer: all those admitted on the day, and whoever has records."""
    scheme, start, day = standings.scheme, period.start, standings.day
    threshold = scheme.threshold(SHARE, day)
    share = threshold.number if threshold else None
    excluded = Book("excluded", "不计入")
    found = _Shelf(scheme, day)
    for policy in standings.policies:
        counted = counts(policy.record, scheme)
        book = found[policy.record.insurer] if counted else excluded
        book.in_force += policy.in_force
        if start <= policy.record.inception <= day:
            _add_policy(book, policy)
    _add_insured(standings, found)
    claims = [
        known.record for known in standings.view.claims if standings.concerns(known.record.party)
    ]
    _add_claims(found, [one for one in claims if one.loss_on and start <= one.loss_on <= day])
    _add_prevention(standings, found, start)
    insurers = found.in_order()
    for book in insurers:
        book.minimum = None if share is None else share_of(book.due, share)
    whole = _total(insurers)
    whole.insured = len([one for one in standings.required if one.covers])
    return Books(insurers, whole, excluded, sum(one.loss_on is None for one in claims), share)


class _Shelf(dict[str, Book]):
    """The books by insurer; one that is asked for and not there is made."""

    def __init__(self, scheme: Scheme, day: date) -> None:
        super().__init__()
        self._scheme, self._day = scheme, day
        for code in scheme.in_force("insurer", day):
            if scheme.insurer_admitted(code, day):
                self[code]

    def __missing__(self, code: str) -> Book:
        name = plain(self._scheme.insurer_name(code)) if code else NOT_STATED
        self[code] = Book(code, name, self._scheme.insurer_admitted(code, self._day))
        return self[code]

    def in_order(self) -> list[Book]:
        """Give the books as the scheme lists the insurers."""
        return sorted(self.values(), key=lambda book: self._scheme.order("insurer", book.insurer))


def _add_policy(book: Book, policy: PolicyOnDay) -> None:
    book.policies += 1
    book.due += policy.premium
    if policy.premium_received is None:
        book.received_unknown += 1
    else:
        book.received = (book.received or 0) + policy.premium_received


def _add_insured(standings: Standings, found: _Shelf) -> None:
    for row in count(standings, ("insurer",)).rows:
        if row["insured"]:
            book = found[row["insurer"]]
            book.insured, book.insured_headcount = row["insured"], row["insured_headcount"]


def _add_claims(found: _Shelf, claims: Iterable[Claim]) -> None:
    cases: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        book = found[claim.insurer]
        cases[claim.insurer].add(claim.case_no)
        for name in ("deaths", "injured", "paid", "outstanding", "advance"):
            setattr(book, name, getattr(book, name) + (getattr(claim, name) or 0))
    for insurer, numbers in cases.items():
        found[insurer].claims = len(numbers)


def _add_prevention(standings: Standings, found: _Shelf, start: date) -> None:
    for account in accounts(standings, (start.year,), start):
        book = found[account.insurer]
        for name in ("vouchers", "summaries", "spent", "accrued"):
            setattr(book, name, getattr(account, name))


def _sum(amounts: Iterable[int | None]) -> int | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


def _total(insurers: list[Book]) -> Book:
    total = Book("total", "合计")
    for name in [one.name for one in fields(Book)][3:]:
        amount = _sum(getattr(book, name) for book in insurers)
        setattr(total, name, getattr(total, name) if amount is None else amount)
    return total
