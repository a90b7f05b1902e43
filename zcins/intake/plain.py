"""The fast lane: policy rows with nothing odd about them, taken column by column.

A row is plain where every cell was readable, all that a policy needs is there, and nothing marks
it as an endorsement or a project. Everything else goes row by row through `rows.build`; both ways
give the same records (a test holds them against each other).
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from zcins.intake.built import Context
from zcins.intake.reader import Chunk
from zcins.records import KEY_SEPARATOR, Kind, Policy
from zcins.registry import code_is_valid, name_key
from zcins.store import Incoming
from zcins.store.write import Written

_NEEDED = ("policy_no", "enterprise_name", "inception", "expiry", "premium")
_ODD = ("endorsement_no", "project_name", "cover_period", "insurer")
_NOT_ENDORSED = frozenset({None, "new"})
_CODE_LENGTH = 18


def plain_rows(chunk: Chunk, context: Context) -> dict[int, Incoming]:
    """Give the plain rows of a chunk of policies by their place in it, ready for the store."""
    if context.kind is not Kind.POLICIES or not context.insurer:
        return {}
    columns = dict(chunk.values)
    columns.setdefault("premium", columns.get("premium_received", []))
    empty = [None] * len(chunk.rows)
    names: list[Any] = columns.get("enterprise_name") or empty
    codes: list[Any] = columns.get("uscc") or empty
    pairs = list(zip(names, codes, strict=True))
    strange = _strange(chunk, columns, empty)
    places = [at for at in range(len(empty)) if at not in strange]
    whose = dict.fromkeys(pairs[at] for at in places)
    written = [Written(name, name_key(name), code or "", "") for name, code in whose]
    numbers = context.parties(written)
    known = {
        who: (number, one.name_key)
        for who, number, one in zip(whose, numbers, written, strict=True)
    }
    nobody = (None, "")
    linked = [known.get(who, nobody) for who in pairs]
    columns["insurer"] = [context.insurer] * len(empty)
    columns["party"] = [number for number, _key in linked]
    _keep_towns(columns, places, context)
    start = f"{context.insurer}{KEY_SEPARATOR}"
    keys = [
        f"{start}{number}{KEY_SEPARATOR}{key}"
        for number, (_party, key) in zip(columns.get("policy_no") or empty, linked, strict=True)
    ]
    rows = list(zip(*_stored(columns, empty), strict=True))
    taken = ((keys[at], rows[at], chunk.sheet, chunk.rows[at].number) for at in places)
    return dict(zip(places, map(_incoming, taken), strict=True))


# Made as the tuples that they are, without a call in Python for each.
_incoming: Callable[[tuple[Any, ...]], Incoming] = partial(tuple.__new__, Incoming)


def _keep_towns(columns: dict[str, list[Any]], places: list[int], context: Context) -> None:
    if written := columns.get("town"):
        towns = {text: context.town(text) for text in set(written)}
        named = {(columns["party"][at], towns[written[at]]) for at in places}
        context.party_towns(sorted((party, town) for party, town in named if town))


_FIELDS = Policy.fields()


def _strange(chunk: Chunk, columns: dict[str, list[Any]], empty: list[None]) -> set[int]:
    """Give the places of the rows that are not plain."""
    strange = set(chunk.faults)
    for name in _ODD:
        strange |= {at for at, value in enumerate(columns.get(name, ())) if value is not None}
    for name in _NEEDED:
        column = columns.get(name) or empty
        if None in column:
            strange |= {at for at, value in enumerate(column) if value is None}
    kinds, codes = columns.get("endorsement_kind", ()), columns.get("uscc", ())
    strange |= {at for at, kind in enumerate(kinds) if kind not in _NOT_ENDORSED}
    if wrong := {code for code in set(codes) if code and not _may_be_valid(code)}:
        strange |= {at for at, code in enumerate(codes) if code in wrong}
    amounts = enumerate(columns.get("premium") or empty)
    strange |= {at for at, amount in amounts if amount is not None and amount < 0}
    periods = zip(columns.get("inception") or empty, columns.get("expiry") or empty, strict=True)
    return strange | {
        at for at, (begin, end) in enumerate(periods) if begin and end and begin > end
    }


def _may_be_valid(code: str) -> bool:
    return len(code) != _CODE_LENGTH or code_is_valid(code)


def _stored(columns: dict[str, list[Any]], empty: list[None]) -> list[list[Any]]:
    """Give the columns of the store in its order, days as text."""
    return [_as_stored(columns.get(name) or empty) for name in _FIELDS]


def _as_stored(column: list[Any]) -> list[Any]:
    first = next((value for value in column if value is not None), None)
    if isinstance(first, date):
        days = {day: day and day.isoformat() for day in set(column)}
        return [days[day] for day in column]
    return column
