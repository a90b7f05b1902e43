"""What a period brought by sector and town: policies, premium, prevention money, claims."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from zcins.cover import counts
from zcins.insurers.accounts import is_voucher, told_on
from zcins.money import yuan
from zcins.reports.period import Period
from zcins.reports.tallies import Coverages, Tally
from zcins.reports.wording import NOT_STATED
from zcins.standing import Standing, Standings

_MONEY = ("due", "accrued", "spent", "paid", "outstanding")
_COUNTS = ("policies", "claims", "deaths", "injured")


@dataclass(slots=True)
class Activity:
    """A sector's or town's period: counts, and amounts in fen; what is nobody's is 未注明.

    Policies and their premium due are of those that count and begin in the period; claims are by
    day of loss, prevention money by the day or month of the row, where it names an enterprise.
    """

    code: str
    name: str
    policies: int = 0
    due: int = 0
    accrued: int = 0
    spent: int = 0
    claims: int = 0
    deaths: int = 0
    injured: int = 0
    paid: int = 0
    outstanding: int = 0

    def figures(self) -> dict[str, Any]:
        """Give every figure by name, money in yuan as text."""
        counted = {name: getattr(self, name) for name in _COUNTS}
        return counted | {name: yuan(getattr(self, name)) for name in _MONEY}


@dataclass(frozen=True, slots=True)
class Activities:
    """The period by sector and by town, and the period before in sum and by sector and town.

    `before` is None, and `earlier` empty, where the period before lies before the pilot.
    """

    sectors: list[Activity]
    towns: list[Activity]
    total: Activity
    before: Activity | None
    earlier: dict[str, list[Activity]]

    def figures(self) -> dict[str, Any]:
        """Give every figure under a flat key such as `activity.town.王村镇.due`."""
        named = {"total": self.total, **({"before": self.before} if self.before else {})}
        named |= {f"sector.{row.code}": row for row in self.sectors}
        named |= {f"town.{row.code}": row for row in self.towns}
        named |= {
            f"before.{by}.{row.code}": row for by, rows in self.earlier.items() for row in rows
        }
        return {
            f"activity.{key}.{name}": value
            for key, row in named.items()
            for name, value in row.figures().items()
        }


Read = Callable[[Standing], str | None]


def activities(standings: Standings, period: Period, coverage: Coverages) -> Activities:
    """Sum the period up to the standings' day, in the order in which the coverage is listed."""
    rows = _both(standings, period, coverage.sectors, coverage.towns)
    previous = period.previous
    if previous.end < standings.scheme.pilot().start:
        return Activities(rows["sector"], rows["town"], _total(rows["sector"]), None, {})
    listed = (coverage.earlier.get(by, []) for by in rows)
    earlier = _both(standings.on(previous.end), previous, *listed)
    before = _total(earlier["sector"])
    return Activities(rows["sector"], rows["town"], _total(rows["sector"]), before, earlier)


def _both(
    standings: Standings, period: Period, sectors: list[Tally], towns: list[Tally]
) -> dict[str, list[Activity]]:
    by_sector = _summed(standings, period, lambda standing: standing.sector)
    by_town = _summed(standings, period, lambda standing: standing.town)
    return {
        "sector": _listed(by_sector, sectors, standings.scheme.sector_name),
        "town": _listed(by_town, towns, str),
    }


def _summed(standings: Standings, period: Period, read: Read) -> dict[str, Activity]:
    found: dict[str, Activity] = {}

    def row(enterprise: int | None) -> Activity:
        standing = standings.entries.get(enterprise) if enterprise is not None else None
        code = (read(standing) if standing else None) or "unknown"
        return found.setdefault(code, Activity(code, code))

    def within(day: date | None) -> bool:
        return day is not None and period.start <= day <= min(period.end, standings.day)

    for policy in standings.policies:
        if within(policy.record.inception) and counts(policy.record, standings.scheme):
            one = row(policy.enterprise)
            one.policies += 1
            one.due += policy.premium
    _claims(standings, within, row)
    _prevention(standings, within, row)
    return found


Row = Callable[[int | None], Activity]
Within = Callable[[date | None], bool]


def _firm(standings: Standings, party: int | None) -> int | None:
    return standings.view.parties[party].enterprise if party is not None else None


def _claims(standings: Standings, within: Within, row: Row) -> None:
    cases: set[tuple[str, str]] = set()
    for known in standings.view.claims:
        claim = known.record
        if not within(claim.loss_on) or not standings.concerns(claim.party):
            continue
        one = row(_firm(standings, claim.party))
        key = (claim.insurer, claim.case_no)
        one.claims += key not in cases
        cases.add(key)
        one.deaths += claim.deaths or 0
        one.injured += claim.injured or 0
        one.paid += claim.paid or 0
        one.outstanding += claim.outstanding or 0


def _prevention(standings: Standings, within: Within, row: Row) -> None:
    """Add the rows up; spending is that of vouchers, where an insurer has any in the period."""
    rows = [
        known.record
        for known in standings.view.prevention
        if within(told_on(known.record)) and standings.concerns(known.record.party)
    ]
    vouched = {one.insurer for one in rows if one.spent is not None and is_voucher(one)}
    for record in rows:
        one = row(_firm(standings, record.party))
        one.accrued += record.accrued or 0
        if record.spent is not None and is_voucher(record) == (record.insurer in vouched):
            one.spent += record.spent


def _listed(
    found: dict[str, Activity], tallies: Iterable[Tally], name: Callable[[str], str]
) -> list[Activity]:
    """Give a row for each that the coverage lists, then the others, what is nobody's last."""
    codes = list(dict.fromkeys([*(one.code for one in tallies), *sorted(found)]))
    codes.sort(key=lambda code: code == "unknown")
    rows = [found.get(code, Activity(code, code)) for code in codes]
    for one in rows:
        one.name = NOT_STATED if one.code == "unknown" else name(one.code)
    return [
        one
        for one in rows
        if one.code != "unknown" or any(getattr(one, name) for name in (*_COUNTS, *_MONEY))
    ]


def _total(rows: Iterable[Activity]) -> Activity:
    total = Activity("total", "合计")
    for row in rows:
        for name in (*_COUNTS, *_MONEY):
            setattr(total, name, getattr(total, name) + getattr(row, name))
    return total
