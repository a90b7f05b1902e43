"""The fast lane: policy rows with nothing odd about them, taken column by column.

A row is plain where every cell was readable, all that a policy needs is there, and nothing marks
it as an endorsement or a project. Everything else goes row by row through `rows.build`; both ways
give the same records (a test holds them against each other).
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import compress
from operator import gt
from typing import Any

from zcins.intake.built import Context
from zcins.intake.firms import Firm, Firms
from zcins.intake.reader import Chunk
from zcins.records import KEY_SEPARATOR, Kind, Policy
from zcins.store import Batch

_NEEDED = ("policy_no", "enterprise_name", "inception", "expiry", "premium")
_ODD = ("endorsement_no", "project_name", "cover_period", "insurer")
_NOT_ENDORSED = frozenset({None, "new"})
_FIELDS = frozenset(Policy.fields())

Columns = dict[str, Sequence[Any]]


class FastLane:
    """Sorts the plain rows of one ledger from the odd ones; rows whose key is `banned` are odd."""

    def __init__(self, context: Context, banned: frozenset[str]) -> None:
        self._context, self._banned = context, banned
        self._firms = Firms(context)

    def split(self, chunk: Chunk) -> tuple[Batch | None, Sequence[int]]:
        """Give the plain rows of a chunk as one batch, and the places of the others in it."""
        everything = range(len(chunk.rows))
        columns: Columns = dict(chunk.values)
        columns.setdefault("premium", columns.get("premium_received", ()))
        may_be = self._context.kind is Kind.POLICIES and self._context.insurer
        if not may_be or not all(columns.get(name) for name in _NEEDED):
            return None, everything
        odd = _odd(chunk, columns)
        batch = self._batch(chunk, columns, [at for at in everything if at not in odd])
        if batch is None or len(batch.keys) == len(everything):
            return batch, () if batch else everything
        numbers = set(batch.rows)
        return batch, [at for at in everything if chunk.rows[at].number not in numbers]

    def forget(self) -> None:
        """Give the memory back: no rows follow."""
        self._firms = Firms(self._context)

    def _batch(self, chunk: Chunk, columns: Columns, plain: list[int]) -> Batch | None:
        """Give the rows at some places as a batch, without wrong codes and banned keys."""
        found = self._firms.of(_firms(columns, plain))
        firms = [firm for firm in found if firm]
        if len(firms) < len(plain):
            plain = list(compress(plain, found))
        start = f"{self._context.insurer}{KEY_SEPARATOR}"
        keys = [
            f"{start}{number}{KEY_SEPARATOR}{name}"
            for number, (_party, name) in zip(_at(columns["policy_no"], plain), firms, strict=True)
        ]
        if self._banned:
            free = [key not in self._banned for key in keys]
            plain, firms = list(compress(plain, free)), list(compress(firms, free))
            keys = list(compress(keys, free))
        if not plain:
            return None
        stored = {
            name: _as_stored(_at(column, plain))
            for name, column in columns.items()
            if name in _FIELDS
        }
        stored["insurer"] = [self._context.insurer] * len(plain)
        stored["party"] = [party for party, _name in firms]
        numbers = [row.number for row in _at(chunk.rows, plain)]
        return Batch(Policy.table, keys, stored, chunk.sheet, numbers)


def _firms(columns: Columns, plain: Sequence[int]) -> list[Firm]:
    unknown = [None] * len(plain)
    codes, towns = (
        _at(columns[name], plain) if name in columns else unknown for name in ("uscc", "town")
    )
    return list(zip(_at(columns["enterprise_name"], plain), codes, towns, strict=True))


def _at(column: Sequence[Any], places: Sequence[int]) -> Sequence[Any]:
    return column if len(places) == len(column) else [column[at] for at in places]


def _odd(chunk: Chunk, columns: Columns) -> set[int]:
    """Give the places of the rows that are not plain, but for wrong codes and banned keys."""
    odd = set(chunk.faults)
    for name in _ODD:
        odd |= _places(columns.get(name, ()), _is_stated)
    for name in _NEEDED:
        if None in set(columns[name]):
            odd |= _places(columns[name], _is_missing)
    odd |= _places(columns.get("endorsement_kind", ()), _is_endorsed)
    rest = [at for at in range(len(chunk.rows)) if at not in odd] if odd else range(len(chunk.rows))
    premiums = _at(columns["premium"], rest)
    begins, ends = _at(columns["inception"], rest), _at(columns["expiry"], rest)
    if rest and (min(premiums) < 0 or any(map(gt, begins, ends))):
        cells = zip(rest, premiums, begins, ends, strict=True)
        odd |= {at for at, premium, begin, end in cells if premium < 0 or begin > end}
    return odd


def _places(column: Iterable[Any], is_odd: Callable[[Any], bool]) -> set[int]:
    """Give the places of odd values in a column of few different ones."""
    values = {value for value in set(column) if is_odd(value)}
    return {at for at, value in enumerate(column) if value in values} if values else set()


def _is_stated(value: Any) -> bool:
    return value is not None


def _is_missing(value: Any) -> bool:
    return value is None


def _is_endorsed(kind: Any) -> bool:
    return kind not in _NOT_ENDORSED


def _as_stored(column: Sequence[Any]) -> Sequence[Any]:
    first = next((value for value in column if value is not None), None)
    if isinstance(first, date):
        days = {day: day and day.isoformat() for day in set(column)}
        return [days[day] for day in column]
    return column
