"""The fast lane: policy rows with nothing odd about them, taken column by column.

A row is plain where every cell was readable, all that a policy needs is there, and nothing marks
it as an endorsement or a project. Everything else goes row by row through `rows.build`; both ways
give the same records (a test holds them against each other).
"""

from collections.abc import Iterator
from datetime import date
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
    places = list(_plain_places(chunk, columns, empty))
    whose = dict.fromkeys((names[at], codes[at]) for at in places)
    written = [Written(name, name_key(name), code or "", "") for name, code in whose]
    numbers = context.parties(written)
    known = {
        who: (number, one.name_key)
        for who, number, one in zip(whose, numbers, written, strict=True)
    }
    nobody = (None, "")
    linked = [known.get(who, nobody) for who in zip(names, codes, strict=True)]
    columns["insurer"] = [context.insurer] * len(empty)
    columns["party"] = [number for number, _key in linked]
    _keep_towns(columns, places, context)
    rows = list(zip(*_stored(columns, empty), strict=True))
    start, numbers_of = f"{context.insurer}{KEY_SEPARATOR}", columns.get("policy_no") or empty
    return {
        at: Incoming(
            f"{start}{numbers_of[at]}{KEY_SEPARATOR}{linked[at][1]}",
            rows[at],
            chunk.sheet,
            chunk.rows[at].number,
        )
        for at in places
    }


def _keep_towns(columns: dict[str, list[Any]], places: list[int], context: Context) -> None:
    if written := columns.get("town"):
        towns = {text: context.town(text) for text in set(written)}
        named = {(columns["party"][at], towns[written[at]]) for at in places}
        context.party_towns(sorted((party, town) for party, town in named if town))


_FIELDS = Policy.fields()


def _plain_places(chunk: Chunk, columns: dict[str, list[Any]], empty: list[None]) -> Iterator[int]:
    needed = [columns.get(name) or empty for name in _NEEDED]
    codes = columns.get("uscc") or empty
    kinds = columns.get("endorsement_kind") or empty
    odd = [columns[name] for name in _ODD if name in columns]
    strange = {at for column in odd for at, value in enumerate(column) if value is not None}
    strange |= chunk.faults.keys()
    strange |= {at for at, kind in enumerate(kinds) if kind not in _NOT_ENDORSED}
    for at, (number, name, inception, expiry, premium, code) in enumerate(
        zip(*needed, codes, strict=True)
    ):
        if (
            at not in strange
            and not (number is None or name is None or inception is None or expiry is None)
            and premium is not None
            and premium >= 0
            and inception <= expiry
            and (code is None or len(code) != _CODE_LENGTH or code_is_valid(code))
        ):
            yield at


def _stored(columns: dict[str, list[Any]], empty: list[None]) -> list[list[Any]]:
    """Give the columns of the store in its order, days as text."""
    return [_as_stored(columns.get(name) or empty) for name in _FIELDS]


def _as_stored(column: list[Any]) -> list[Any]:
    first = next((value for value in column if value is not None), None)
    if isinstance(first, date):
        days = {day: day and day.isoformat() for day in set(column)}
        return [days[day] for day in column]
    return column
