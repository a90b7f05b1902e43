"""The figures of a year's prevention services, the speed of its claims, and of single months."""

from collections.abc import Callable, Iterator
from datetime import date

from zcins.insurers.accounts import is_voucher
from zcins.insurers.cases import Case, cases
from zcins.insurers.claims import Claims, is_of, not_counted, of_case
from zcins.insurers.prevention import Funds, funds
from zcins.insurers.services import Visited
from zcins.insurers.uses import use_of
from zcins.records import Prevention
from zcins.reports.ground import Ground
from zcins.reports.period import Period
from zcins.reports.served import UNKNOWN_USE
from zcins.store import Known
from zcins.trace.activity import in_period
from zcins.trace.found import Found, Middle, Setting
from zcins.trace.rows import Part, Row, enterprise, name_of, prevention_parts, row_of


def _funds(ground: Ground) -> Funds:
    return funds(ground.standings, ground.period.year)


def use(ground: Ground, name: str) -> Found:
    """Trace `prevention.use.education`."""
    rows = [
        known
        for fund in ground.once(_funds).insurers
        for known in fund.account.spending
        if _use(ground, known) == name
    ]
    return list(prevention_parts(ground.view, rows, "spent"))


def _use(ground: Ground, known: Known[Prevention]) -> str:
    found = use_of(ground.scheme, known.record, ground.day)
    return found.id if found else UNKNOWN_USE


def services(ground: Ground, name: str) -> Found:
    """Trace `prevention.services.visits` and its like."""
    told = ground.once(_funds)
    if name in {"vouchers", "without_document"}:
        return [
            part
            for fund in told.insurers
            for known in fund.account.rows
            if is_voucher(known.record) and (name == "vouchers" or known.record.voucher_no is None)
            for part in _counted(ground, known)
        ]
    insurers = {fund.insurer for fund in told.insurers}
    firms = [one for one in told.firms if one.insurer in insurers]
    if name == "visits":
        return [part for one in firms for row in one.rows for part in _counted(ground, row)]
    return [_visited(one) for one in firms if one.insured and (name == "insured" or one.rows)]


def _counted(ground: Ground, known: Known[Prevention]) -> Iterator[Part]:
    record = known.record
    row = row_of(known, record.voucher_no or str(record.spent_on), "voucher_no")
    party = record.party
    name = "" if party is None else ground.view.parties[party].name
    yield Part(("prevention", known.id), name or record.payee or "", 1, (row,))


def _visited(one: Visited) -> Part:
    standing = one.standing
    policies = (
        row_of(policy.known, policy.record.policy_no)
        for policy in (*standing.covers, *standing.past)
        if policy.record.insurer == one.insurer
    )
    visits = (row_of(row, row.record.voucher_no or str(row.record.spent_on)) for row in one.rows)
    rows: tuple[Row, ...] = (enterprise(standing), *policies, *visits)
    return Part(("visited", f"{one.insurer}:{standing.entry.id}"), name_of(standing), 1, rows)


def speed(ground: Ground, name: str) -> Found:
    """Trace `claims.speed.in_time`, `claims.speed.median_days` and its like."""
    found = [(case, _alone(ground, case)) for case in ground.once(_cases)]
    if name in {"timed", "median_days"}:
        of_days = name == "median_days"
        parts = [
            _case(ground, case, alone.settlement_days[0] if of_days else 1)
            for case, alone in found
            if alone.settlement_days
        ]
        return Middle(tuple(parts)) if of_days else parts
    if any(getattr(alone, name) is None for _case_, alone in found):
        return Setting(None)
    return [_case(ground, case, 1) for case, alone in found if getattr(alone, name)]


def _alone(ground: Ground, case: Case) -> Claims:
    return of_case(case, ground.scheme, ground.day)


def _cases(ground: Ground) -> list[Case]:
    """Give the cases of accidents of the year whose policies count."""
    first, last = date(ground.period.year, 1, 1), min(ground.day, ground.period.end)
    aside = not_counted(ground.standings)
    return [
        case
        for case in cases(ground.standings)
        if case.happened and first <= case.happened <= last and not is_of(case, aside)
    ]


def _case(ground: Ground, case: Case, amount: int) -> Part:
    party = case.lines[0].record.party
    name = "" if party is None else ground.view.parties[party].name
    rows = tuple(row_of(line, case.number) for line in case.lines)
    return Part(("case", f"{case.insurer}:{case.number}"), name, amount, rows)


def month(ground: Ground, of: str, name: str) -> Found:
    """Trace `month.2019-03.due`: as the whole of a month's activity, known on the day."""
    period = Period.read(of)
    if period is None:
        raise KeyError(of)
    return in_period(ground.standings, period, "total", name)


SPECIAL: dict[str, Callable[[Ground, str], Found]] = {
    "prevention.use": use,
    "prevention.services": services,
    "claims.speed": speed,
}
