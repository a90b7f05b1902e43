"""Prevention services by enterprise: who of an insurer's insured was served, and how often."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date

from zcins.cover import PolicyOnDay
from zcins.insurers.accounts import Account, is_voucher
from zcins.insurers.uses import use_of
from zcins.records import Prevention
from zcins.standing import Standing, Standings, heir
from zcins.store import Known


@dataclass(slots=True)
class Visited:
    """An enterprise and an insurer in a year: insured there or not, and the services it had.

    A service is a spend with the enterprise's name and a day, on no use that is not permitted;
    `spent` is in fen.
    """

    insurer: str
    standing: Standing
    insured: bool = False
    rows: list[Known[Prevention]] = field(default_factory=list)

    @property
    def days(self) -> list[date]:
        """Give the days of the services, in order."""
        return sorted(row.record.spent_on for row in self.rows if row.record.spent_on)

    @property
    def spent(self) -> int:
        """Give what was spent on the enterprise."""
        return sum(row.record.spent or 0 for row in self.rows)

    @property
    def without_document(self) -> int:
        """Count the services without a voucher's number."""
        return sum(row.record.voucher_no is None for row in self.rows)


@dataclass(slots=True)
class Services:
    """An insurer's services of a year, in numbers.

    `insured` firms had a policy that counts in force in the year, `served` are those of them with
    a service; `elsewhere` are firms served that were not insured there. `vouchers` are all single
    spends, `without_document` those of them without a voucher's number, for `undocumented` fen.
    """

    insured: int = 0
    served: int = 0
    elsewhere: int = 0
    visits: int = 0
    vouchers: int = 0
    without_document: int = 0
    undocumented: int = 0

    def add(self, other: "Services") -> None:
        """Add another insurer's numbers; a firm insured with both counts with each."""
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))


def services(account: Account, firms: Iterable[Visited]) -> Services:
    """Count an insurer's services of a year."""
    own = list(firms)
    singles = [known.record for known in account.rows if is_voucher(known.record)]
    bare = [row for row in singles if row.voucher_no is None]
    return Services(
        insured=sum(one.insured for one in own),
        served=sum(one.insured and bool(one.rows) for one in own),
        elsewhere=sum(not one.insured for one in own),
        visits=sum(len(one.rows) for one in own),
        vouchers=len(singles),
        without_document=len(bare),
        undocumented=sum(row.spent or 0 for row in bare),
    )


def visited(standings: Standings, year: int) -> list[Visited]:
    """Give each insurer's insured and served enterprises of a year up to the standings' day."""
    first, last = date(year, 1, 1), min(standings.day, date(year, 12, 31))
    found: dict[tuple[str, int], Visited] = {}
    for standing in standings.entries.values():
        for policy in (*standing.covers, *standing.past):
            if _covers(policy, first, last):
                key = (policy.record.insurer, standing.entry.id)
                found.setdefault(key, Visited(key[0], standing)).insured = True
    for known, standing in _services(standings, first, last):
        key = (known.record.insurer or "", standing.entry.id)
        found.setdefault(key, Visited(key[0], standing)).rows.append(known)
    order = standings.scheme.order
    return sorted(found.values(), key=lambda one: (order("insurer", one.insurer), _place(one)))


def _place(one: Visited) -> tuple[str, int]:
    return one.standing.record.name, one.standing.entry.id


def _covers(policy: PolicyOnDay, first: date, last: date) -> bool:
    return policy.record.inception <= last and (policy.last is None or policy.last >= first)


def _services(
    standings: Standings, first: date, last: date
) -> list[tuple[Known[Prevention], Standing]]:
    """Give the year's services: neither a reversal, below 0, nor a forbidden use is one."""
    by_party: dict[int, list[Known[Prevention]]] = defaultdict(list)
    for known in standings.view.prevention:
        row = known.record
        on_a_day = row.spent_on is not None and first <= row.spent_on <= last
        if on_a_day and row.party is not None and (row.spent or 0) >= 0:
            use = use_of(standings.scheme, row, standings.day)
            if use is None or use.permitted:
                by_party[row.party].append(known)
    found = []
    for party, rows in by_party.items():
        enterprise = standings.view.parties[party].enterprise
        standing = heir(standings.entries, enterprise) if enterprise else None
        if standing:
            found += [(known, standing) for known in rows]
    return found
