"""The figures of the tariff and of the subsidy: policies checked, and lines of batches."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from zcins.cover import PolicyOnDay
from zcins.records import Policy
from zcins.reports.ground import Ground
from zcins.reports.rated import Rated, rated, why_of
from zcins.store import Known
from zcins.subsidy import Batch, Line, all_batches
from zcins.tariff.check import Checked
from zcins.trace.found import Found
from zcins.trace.rows import Part, Row, policy, row_of

_CHECKED: dict[str, Callable[[Checked], int]] = {
    "policies": lambda _row: 1,
    "computed": lambda row: int(row.expected is not None),
    "unconfirmed": lambda row: int(row.confirmed is False),
    "above": lambda row: max(row.difference or 0, 0),
    "below": lambda row: max(-(row.difference or 0), 0),
}


def _rated(ground: Ground) -> Rated:
    return rated(ground.standings, ground.period)


def rating(ground: Ground, of: str, name: str) -> Found:
    """Trace `rating.agrees`, `rating.above`, `rating.reason.no_tariff` and so on."""
    rows = ground.once(_rated).rows
    if of == "reason":
        return [
            _policy(ground, row.policy, 1)
            for row in rows
            if row.expected is None and why_of(row).value == name
        ]
    weigh = _CHECKED.get(name) or (lambda row: int(row.verdict.value == name))
    return [_policy(ground, row.policy, amount) for row in rows if (amount := weigh(row))]


def _policy(ground: Ground, one: PolicyOnDay, amount: int) -> Part:
    name = ground.view.parties[one.record.party].name
    return Part(("policy", one.known.id), name, amount, policy(ground.view, one, "premium")[:1])


def _policies(ground: Ground) -> dict[int, Known[Policy]]:
    return {known.id: known for known in ground.view.policies}


def subsidy(ground: Ground, of: str, name: str) -> Found:
    """Trace `subsidy.total`, `subsidy.2018.paid`, `subsidy.2018.share.city` and so on."""
    year, _dot, what = of.partition(".")
    wanted = int(year) if year else ground.period.year
    name = "net" if not year else name
    batches = [one for one in _batches(ground) if one.year == wanted]
    if name == "paid":
        return [part for batch in batches for part in _paid(ground, batch)]
    approved = [one for one in batches if _is_approved(ground, one) != (name == "proposed")]
    lines = [found for batch in approved for found in _kept(ground, batch)]
    if name == "enterprises":
        return _enterprises(ground, lines)
    weigh = _WEIGHED.get(name) or (lambda line: line.amount)
    shared = what == "share"
    return [
        Part(("grant", str(line.policy or key)), line.name, amount, _rows(ground, key, line))
        for key, line in lines
        if (amount := line.shares.get(name, 0) if shared else weigh(line))
    ]


_WEIGHED: dict[str, Callable[[Line], int]] = {
    "approved": lambda line: max(line.amount, 0),
    "recover": lambda line: min(line.amount, 0),
    "policies": lambda line: int(line.amount > 0),
}


def _batches(ground: Ground) -> list[Batch]:
    return [
        batch
        for batch in all_batches(ground.view)
        if batch.stored.as_of <= ground.day and not batch.stored.replaced_by
    ]


def _is_approved(ground: Ground, batch: Batch) -> bool:
    approval = batch.stored.approval
    return approval is not None and approval.approved_on <= ground.day


def _kept(ground: Ground, batch: Batch) -> Iterator[tuple[str, Line]]:
    """Give the lines about enterprises in scope, each with the batch and its number there."""
    for number, line in enumerate(batch.lines, start=1):
        if not ground.scope.name or line.enterprise in ground.standings.entries:
            yield f"{batch.id}:{number}", line


def _enterprises(ground: Ground, lines: Iterable[tuple[str, Line]]) -> list[Part]:
    found: dict[int | None, list[tuple[str, Line]]] = {}
    for key, line in lines:
        if line.amount > 0:
            found.setdefault(line.enterprise, []).append((key, line))
    return [
        Part(
            ("enterprise", number or 0),
            kept[0][1].name,
            1,
            tuple(row for key, line in kept for row in _rows(ground, key, line)),
        )
        for number, kept in found.items()
    ]


def _rows(ground: Ground, key: str, line: Line) -> tuple[Row, ...]:
    """Give a line of a batch, and the policy from whose premium it was worked out."""
    batch = int(key.partition(":")[0])
    rows = [Row("subsidy_line", key, line.policy_no, batch, basis=line.source)]
    known = ground.once(_policies).get(line.policy or 0)
    if known:
        field = "premium" if known.record.premium_received is None else "premium_received"
        rows.append(row_of(known, line.policy_no, field))
    return tuple(rows)


def _paid(ground: Ground, batch: Batch) -> Iterator[Part]:
    kept: dict[Any, Line] = dict(_kept(ground, batch))
    for at, one in enumerate(batch.stored.payments):
        line = kept.get(f"{batch.id}:{one.number}")
        if line and one.failure is None and one.paid_on <= ground.day:
            name = f"{line.policy_no} {one.payer}"
            row = Row("payment", f"{batch.id}:{one.number}:{one.payer}", name, one.event)
            subject = ("payment", f"{batch.id}:{at}")
            rows = (row, *_rows(ground, f"{batch.id}:{one.number}", line))
            yield Part(subject, line.name, one.amount, rows)
