"""The records that a figure rests on, each as its source wrote it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from zcins.cover import PolicyOnDay
from zcins.records import Claim, Prevention
from zcins.standing import Doubt, Standing, Standings, State
from zcins.store import Known, Quarantined, View
from zcins.store.view import HandPolicy

# The fields of an endorsement that change a policy's own.
_CHANGED_BY = {
    "premium": ("premium", "premium_after"),
    "premium_received": ("premium_received", "premium_received_after"),
    "insured_headcount": ("headcount_change", "headcount_after"),
    "accrued": ("accrued",),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A version of a record and what of it counts; `id` names the record in every version.

    `field` is the one whose value counts and `value` that, None where the record as a whole does;
    a policy's part may be the sum of what it and its endorsements say. A record that
    no import brought has its event alone, or `file` and `sha256` of the evidence; `basis` is
    what the scheme says, where it is an entry of the scheme.
    """

    record: str
    id: int | str
    name: str
    event: int | None = None
    import_id: int | None = None
    sheet: str | None = None
    row: int | None = None
    field: str | None = None
    value: int | None = None
    version: int | None = None
    file: str | None = None
    sha256: str | None = None
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What one subject contributes to a figure: a count, or fen where the figure is money."""

    subject: tuple[str, int | str]
    name: str
    amount: int
    rows: tuple[Row, ...]


def row_of(known: Known[Any], name: str, field: str | None = None) -> Row:
    """Give a version of a record as a row."""
    source = (known.event, known.import_id, known.sheet, known.row)
    value = getattr(known.record, field, None) if field else None
    told = value if isinstance(value, int) else None
    return Row(known.record.table, known.id, name, *source, field, told, known.version)


def enterprise(standing: Standing, field: str | None = None) -> Row:
    """Give what the register says of an enterprise on the day."""
    return row_of(standing.facts, name_of(standing), field)


def name_of(standing: Standing) -> str:
    """Name an entry: a project beside its builder."""
    record = standing.record
    return f"{record.name}（{record.project_name}）" if record.project_name else record.name


def policy(view: View, found: PolicyOnDay, field: str | None = None) -> tuple[Row, ...]:
    """Give a policy and its endorsements by the day, of a field those that change it."""
    number = found.record.policy_no
    rows = [row_of(found.known, number, field)]
    for known in view.endorsements.get(found.known.key, ()):
        record = known.record
        if record.effective_on > found.day:
            continue
        said = [one for one in _CHANGED_BY.get(field or "", ()) if getattr(record, one) is not None]
        if field is None or said:
            name = record.endorsement_no or f"{number} {record.effective_on.isoformat()}"
            rows.append(row_of(known, name, said[-1] if said else None))
    return tuple(rows)


def evidence(view: View, standing: Standing) -> tuple[Row, ...]:
    """Give why an enterprise is in its state: its register row, and the rows of its policies."""
    rows = [enterprise(standing)]
    if standing.state is State.INSURED:
        rows += _all(view, standing.covers)
    elif standing.state is State.UNRESOLVED:
        for doubt in standing.doubts:
            rows += _doubt(view, doubt)
    elif standing.state is State.LAPSED:
        rows += _all(view, standing.past)
    return tuple(dict.fromkeys(rows))


def _all(view: View, policies: Iterable[PolicyOnDay]) -> Iterator[Row]:
    for one in policies:
        yield from policy(view, one)


def _doubt(view: View, doubt: Doubt) -> Iterator[Row]:
    if doubt.policy:
        yield from policy(view, doubt.policy)
    if doubt.quarantined:
        yield quarantined(doubt.quarantined)
    if doubt.by_hand:
        yield by_hand(doubt.by_hand)


def quarantined(row: Quarantined) -> Row:
    """Give a quarantined row by what can be read of it."""
    name = row.policy_no or row.name_key or row.uscc or ""
    return Row("quarantine", row.id, name, row.import_id, row.import_id, row.sheet, row.row)


def by_hand(entered: HandPolicy) -> Row:
    """Give a policy that was shown at the counter, with its evidence."""
    return Row(
        "hand_policy",
        entered.id,
        entered.policy_no,
        entered.event,
        file=entered.file,
        sha256=entered.sha256,
    )


def policy_parts(
    view: View, found: Iterable[PolicyOnDay], field: str | None = None
) -> Iterator[Part]:
    """Give a part for each policy: one, or what it says in a field where it says it."""
    for one in found:
        amount = 1 if field is None else _AMOUNTS[field](one)
        if amount is not None:
            name = _party(view, one.record.party)
            yield Part(("policy", one.known.id), name, amount, policy(view, one, field))


_AMOUNTS: dict[str, Callable[[PolicyOnDay], int | None]] = {
    "premium": lambda one: one.premium,
    "premium_received": lambda one: one.premium_received,
    "insured_headcount": lambda one: one.headcount or 0,
}


def claim_parts(view: View, lines: Iterable[Known[Claim]], field: str) -> Iterator[Part]:
    """Give a part for each line of a claim that says something in a field."""
    for known in lines:
        amount = getattr(known.record, field)
        if amount is not None:
            row = row_of(known, known.record.case_no, field)
            yield Part(("claim", known.id), _party(view, known.record.party), amount, (row,))


def case_parts(view: View, lines: Iterable[Known[Claim]]) -> Iterator[Part]:
    """Give a part for each case: one, with all its lines."""
    cases: dict[tuple[str, str], list[Known[Claim]]] = {}
    for known in lines:
        cases.setdefault((known.record.insurer, known.record.case_no), []).append(known)
    for (insurer, number), found in cases.items():
        rows = tuple(row_of(known, number) for known in found)
        name = _party(view, found[0].record.party)
        yield Part(("case", f"{insurer}:{number}"), name, 1, rows)


def prevention_parts(view: View, rows: Iterable[Known[Prevention]], field: str) -> Iterator[Part]:
    """Give a part for each row of prevention money that says something in a field."""
    for known in rows:
        record = known.record
        amount = getattr(record, field)
        if amount is not None:
            name = _party(view, record.party) or record.payee or record.purpose or ""
            when = record.spent_on.isoformat() if record.spent_on else record.month
            row = row_of(known, record.voucher_no or record.policy_no or when or "", field)
            yield Part(("prevention", known.id), name, amount, (row,))


def _party(view: View, number: int | None) -> str:
    return "" if number is None else view.parties[number].name


def within(day: date | None, first: date, last: date) -> bool:
    """Tell whether a day is known and lies between two, both included."""
    return day is not None and first <= day <= last


def firm(standings: Standings, party: int | None) -> int | None:
    """Give the entry to which a name and code as written is linked."""
    return None if party is None else standings.view.parties[party].enterprise
