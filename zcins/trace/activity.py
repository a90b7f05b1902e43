"""The figures of a period by sector and town, and of the period before."""

from collections.abc import Callable, Iterable
from datetime import date

from zcins.cover import counts
from zcins.insurers.accounts import is_voucher, told_on
from zcins.records import Claim, Prevention
from zcins.reports.ground import Ground
from zcins.reports.period import Period
from zcins.standing import Standings
from zcins.store import Known
from zcins.trace.found import Found
from zcins.trace.rows import (
    case_parts,
    claim_parts,
    firm,
    policy_parts,
    prevention_parts,
    within,
)

Keep = Callable[[int | None], bool]


def activity(ground: Ground, of: str, name: str) -> Found:
    """Trace `activity.town.王村镇.due`, `activity.before.paid` and so on."""
    if of.partition(".")[0] == "before":
        period = ground.period.previous
        group = of.partition(".")[2] or "total"
        return in_period(ground.on(period.end), period, group, name)
    return in_period(ground.standings, ground.period, of, name)


def in_period(standings: Standings, period: Period, group: str, name: str) -> Found:
    """Give the parts of a period's figure; `group` is total, or as `town.王村镇`."""
    by, _dot, code = group.partition(".")
    first, last = period.start, min(period.end, standings.day)
    keep = _keep(standings, by, code)
    if name in {"policies", "due"}:
        found = [
            one
            for one in standings.policies
            if within(one.record.inception, first, last)
            and counts(one.record, standings.scheme)
            and keep(one.enterprise)
        ]
        return list(policy_parts(standings.view, found, "premium" if name == "due" else None))
    if name in {"accrued", "spent"}:
        rows = _money(standings, first, last, name)
        kept = [one for one in rows if keep(firm(standings, one.record.party))]
        return list(prevention_parts(standings.view, kept, name))
    return _claims(standings, period, keep, name)


def _keep(standings: Standings, by: str, code: str) -> Keep:
    if by == "total":
        return lambda _enterprise: True

    def keep(enterprise: int | None) -> bool:
        standing = None if enterprise is None else standings.entries.get(enterprise)
        return ((getattr(standing, by) if standing else None) or "unknown") == code

    return keep


def _claims(standings: Standings, period: Period, keep: Keep, name: str) -> Found:
    first, last = period.start, min(period.end, standings.day)
    found = [
        one
        for one in standings.view.claims
        if within(one.record.loss_on, first, last) and standings.concerns(one.record.party)
    ]
    if name == "claims":
        return list(case_parts(standings.view, _whole(standings, found, keep)))
    kept = [one for one in found if keep(firm(standings, one.record.party))]
    return list(claim_parts(standings.view, kept, name))


def _whole(standings: Standings, found: Iterable[Known[Claim]], keep: Keep) -> list[Known[Claim]]:
    """Give the lines of the cases that count here: a case counts where its first line does."""
    cases: dict[tuple[str, str], list[Known[Claim]]] = {}
    for known in found:
        cases.setdefault((known.record.insurer, known.record.case_no), []).append(known)
    kept = [lines for lines in cases.values() if keep(firm(standings, lines[0].record.party))]
    return [line for lines in kept for line in lines]


def _money(standings: Standings, first: date, last: date, name: str) -> list[Known[Prevention]]:
    """Give the rows of prevention money; of spending, vouchers where an insurer has any."""
    rows = [
        one
        for one in standings.view.prevention
        if within(told_on(one.record), first, last) and standings.concerns(one.record.party)
    ]
    if name == "accrued":
        return rows
    spent = [one for one in rows if one.record.spent is not None]
    vouched = {one.record.insurer for one in spent if is_voucher(one.record)}
    return [one for one in spent if is_voucher(one.record) == (one.record.insurer in vouched)]
