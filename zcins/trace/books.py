"""The figures of the insurers' books: policies, premium, claims and prevention money."""

from collections.abc import Callable, Iterable

from zcins.cover import PolicyOnDay, counts
from zcins.insurers.accounts import Account, accounts, accrued_of, counted, is_voucher
from zcins.records import Claim
from zcins.reports.ground import Ground
from zcins.store import Known
from zcins.trace.found import Found, Portion, Setting, Total
from zcins.trace.rows import (
    Part,
    Row,
    case_parts,
    claim_parts,
    enterprise,
    name_of,
    policy,
    policy_parts,
    prevention_parts,
    within,
)

SHARE = "prevention_share"


def policies(ground: Ground, of: str, name: str) -> Found:
    """Trace `policies.insurer.picc.in_force`, `policies.excluded.policies` and so on."""
    found = _of(ground, of)
    if name == "in_force":
        return list(policy_parts(ground.view, [one for one in found if one.in_force]))
    if name == "policies":
        return list(policy_parts(ground.view, _begun(ground, found)))
    return _insured(ground, of, name)


def _insured(ground: Ground, of: str, name: str) -> Found:
    """Count the enterprises at an insurer, or the heads that its policies in force insure."""
    mine = _at(of)
    parts: list[Part] = []
    for standing in ground.standings.required:
        covers = [one for one in standing.covers if mine(one.record.insurer)]
        if name == "insured_headcount":
            parts += policy_parts(ground.view, covers, name)
        elif covers:
            rows = [row for one in covers for row in policy(ground.view, one)]
            who = ("enterprise", standing.entry.id), name_of(standing)
            parts.append(Part(*who, 1, (enterprise(standing), *rows)))
    return parts


def premium(ground: Ground, of: str, name: str) -> Found:
    """Trace `premium.insurer.picc.due`, `premium.total.received` and so on."""
    begun = _begun(ground, _of(ground, of))
    if name == "received_unknown":
        unknown = [one for one in begun if one.premium_received is None]
        return list(policy_parts(ground.view, unknown))
    field = {"due": "premium", "received": "premium_received"}[name]
    return list(policy_parts(ground.view, begun, field))


def claims(ground: Ground, of: str, name: str) -> Found:
    """Trace `claims.insurer.picc.paid`, `claims.undated` and so on."""
    first, last = ground.period.start, ground.day
    told = [one for one in ground.view.claims if ground.standings.concerns(one.record.party)]
    if not of:
        return [part for one in told if one.record.loss_on is None for part in _line(ground, one)]
    mine = _at(of)
    kept = [
        one for one in told if mine(one.record.insurer) and within(one.record.loss_on, first, last)
    ]
    if name == "claims":
        return list(case_parts(ground.view, kept))
    return list(claim_parts(ground.view, kept, name))


def _line(ground: Ground, known: Known[Claim]) -> Iterable[Part]:
    for part in case_parts(ground.view, [known]):
        yield Part(("claim", known.id), part.name, 1, part.rows)


def prevention(ground: Ground, of: str, name: str) -> Found:
    """Trace `prevention.insurer.picc.spent`, `prevention.share` and so on."""
    if not of:
        return _share(ground)
    if name == "minimum":
        return _minimum(ground, of)
    mine = _at(of)
    start = ground.period.start
    found = [one for one in accounts(ground.standings, (start.year,), start) if mine(one.insurer)]
    return [part for account in found for part in _account(ground, account, name)]


def _share(ground: Ground) -> Setting:
    threshold = ground.scheme.threshold(SHARE, ground.day)
    if threshold is None:
        return Setting(None)
    row = Row("scheme", threshold.id, threshold.id, basis=threshold.source)
    part = Part(("scheme", threshold.id), threshold.id, 0, (row,))
    return Setting(float(threshold.number), (part,))


def _minimum(ground: Ground, of: str) -> Found:
    if ground.scheme.threshold(SHARE, ground.day) is None:
        return Setting(None)
    if of != "total":
        return Portion(f"premium.{of}.due", "prevention.share")
    return Total(("prevention.insurer.*.minimum",))


def _account(ground: Ground, account: Account, name: str) -> Iterable[Part]:
    rows = account.rows
    if name == "accrued":
        if account.by_policy:
            return _accrued(ground, account)
        return prevention_parts(ground.view, rows, "accrued")
    if name == "spent":
        return prevention_parts(ground.view, account.spending, "spent")
    rows = [one for one in rows if is_voucher(one.record) == (name == "vouchers")]
    return prevention_parts(ground.view, rows, "spent")


def _accrued(ground: Ground, account: Account) -> Iterable[Part]:
    """Give what the policies begun in the account's time state as accrued."""
    for one in counted(ground.standings):
        begun = one.record.inception
        if begun < ground.period.start or begun.year != account.year:
            continue
        if one.record.insurer != account.insurer:
            continue
        if (amount := accrued_of(ground.standings, one)) is not None:
            rows = policy(ground.view, one, "accrued")
            name = ground.view.parties[one.record.party].name
            yield Part(("policy", one.known.id), name, amount, rows)


def _at(of: str) -> Callable[[str | None], bool]:
    """Tell which insurer's records count: of all, or of the one named."""
    if of == "total":
        return lambda _insurer: True
    code = of.partition(".")[2]
    return lambda insurer: (insurer or "") == code


def _of(ground: Ground, of: str) -> list[PolicyOnDay]:
    """Give the policies that count at an insurer; of `excluded` those that do not count."""
    wanted, mine = of != "excluded", _at("total" if of == "excluded" else of)
    return [
        one
        for one in ground.standings.policies
        if mine(one.record.insurer) and counts(one.record, ground.scheme) == wanted
    ]


def _begun(ground: Ground, found: Iterable[PolicyOnDay]) -> list[PolicyOnDay]:
    first, last = ground.period.start, ground.day
    return [one for one in found if first <= one.record.inception <= last]
