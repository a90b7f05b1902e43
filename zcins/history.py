"""What an import changed, record by record: before and after, and the row that said so."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from zcins.money import yuan
from zcins.records import RECORDS, Endorsement, Enterprise, Kind, Record
from zcins.store import View

_FEN = frozenset(
    {"premium", "premium_received", "premium_after", "premium_received_after", "accrued", "spent"}
    | {"limit_per_person", "limit_per_accident", "aggregate_limit", "third_party_limit"}
    | {"contract_cost", "paid", "outstanding", "advance", "loss"}
)
# What names a record to a person, beside the enterprise.
_NUMBERS = ("policy_no", "endorsement_no", "case_no", "line", "voucher_no", "project_name")
_SINCE = "valid_from"


@dataclass(frozen=True, slots=True)
class Change:
    """What an import did to one record; `fields` holds what was and what is.

    `what` is new, changed, or late: said of an earlier period than what is known, so that it is
    kept and not current. Money is yuan with two decimals, a day is ISO.
    """

    what: str
    record: str
    name: str
    sheet: str | None
    row: int | None
    fields: dict[str, tuple[Any, Any]]

    def document(self) -> dict[str, Any]:
        """Give it as JSON holds it."""
        fields = {
            name: {"before": before, "after": after}
            for name, (before, after) in self.fields.items()
        }
        return {
            **{name: getattr(self, name) for name in ("what", "record", "name", "sheet", "row")},
            "fields": fields,
        }


def changes(view: View, import_id: int, kind: Kind, limit: int = -1) -> Iterator[Change]:
    """Give what an import changed, then what it brought; at most `limit` records (-1: all).

    An import that was undone shows what it had changed.
    """
    for model in models(kind):
        for change in _changes(view, model, import_id, limit):
            limit -= 1
            yield change
        if limit == 0:
            return


def change_counts(view: View, import_id: int, kind: Kind) -> Counter[str]:
    """Count the records of an import: new, changed, late, unchanged, ended (without another)."""
    counts: Counter[str] = Counter()
    for model in models(kind):
        held = _held(import_id, "x")
        table = f"{model.table}_version"
        sql = (
            "SELECT CASE WHEN v.ended_by = v.event THEN 'late' WHEN EXISTS"  # noqa: S608
            f" (SELECT 1 FROM {table} x WHERE x.record = v.record AND {held}) THEN 'changed'"
            f" ELSE 'new' END, count(*) FROM {table} v WHERE v.event = ?1 AND v.import = ?1"
            " GROUP BY 1 UNION ALL SELECT 'unchanged', count(*) FROM sighting"
            " WHERE import = ?1 AND kind = ?2 UNION ALL SELECT 'ended', count(*)"
            f" FROM {table} v WHERE v.ended_by = ?1 AND v.event < ?1 AND NOT EXISTS"
            f" (SELECT 1 FROM {table} x WHERE x.record = v.record AND x.event = ?1)"
        )
        for what, count in view.rows(sql, (import_id, model.table)):
            counts[what] += count
    return counts


def models(kind: Kind) -> tuple[type[Record], ...]:
    """Give the records that a kind of ledger brings."""
    return (RECORDS[kind], Endorsement) if kind is Kind.POLICIES else (RECORDS[kind],)


def _held(import_id: int, alias: str) -> str:
    """Say in SQL that a version was in force right before an import."""
    return (
        f"{alias}.event < {import_id} AND ({alias}.ended_by IS NULL"
        f" OR {alias}.ended_by >= {import_id})"
    )


def _changes(view: View, model: type[Record], import_id: int, limit: int) -> Iterator[Change]:
    table = f"{model.table}_version"
    dated = model is Enterprise
    names = (*model.fields(), _SINCE) if dated else model.fields()
    columns = [f"{alias}.{name}" for alias in "bv" for name in names]
    sql = (
        f"SELECT v.sheet, v.row, v.ended_by = v.event, b.id, {', '.join(columns)}"  # noqa: S608
        f" FROM {table} v LEFT JOIN {table} b ON b.id = {_before(table, import_id, dated)}"
        " WHERE v.event = ?1 AND v.import = ?1 ORDER BY b.id IS NULL, v.id LIMIT ?2"
    )
    width = len(names)
    parties = _Parties(view)
    for sheet, row, late, known, *values in view.rows(sql, (import_id, limit)):
        before = [_shown(parties, *pair) for pair in zip(names, values[:width], strict=True)]
        after = [_shown(parties, *pair) for pair in zip(names, values[width:], strict=True)]
        pairs = zip(names, before, after, strict=True)
        fields = {name: (old, new) for name, old, new in pairs if old != new}
        what = "late" if late else "changed" if known else "new"
        name = _name(dict(zip(names, values[width:], strict=True)), parties)
        yield Change(what, model.table, name, sheet, row, fields)


def _before(table: str, import_id: int, dated: bool) -> str:
    """Give in SQL the version that was in force before that of `v`.

    Of an entry's dated versions it is the one of that day; the first one also holds backwards.
    """
    held = f"FROM {table} x WHERE x.record = v.record AND {_held(import_id, 'x')}"
    if not dated:
        return f"(SELECT x.id {held})"
    of_the_day = (
        f"SELECT x.id {held} AND x.{_SINCE} <= v.{_SINCE} ORDER BY x.{_SINCE} DESC, x.id DESC"
    )
    first = f"SELECT x.id {held} ORDER BY x.{_SINCE}, x.id DESC"
    return f"coalesce(({of_the_day} LIMIT 1), ({first} LIMIT 1))"


class _Parties:
    """The names and codes that ledgers wrote, looked up one by one: most are of no concern."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._known: dict[int, tuple[str, str]] = {}

    def __getitem__(self, number: int) -> tuple[str, str]:
        if number not in self._known:
            sql = "SELECT name, uscc FROM party WHERE id = ?"
            self._known[number] = self._view.rows(sql, (number,))[0]
        return self._known[number]


def _shown(parties: _Parties, name: str, value: Any) -> Any:
    if value is None:
        return None
    if name == "party":
        return " ".join(filter(None, parties[value]))
    return yuan(value) if name in _FEN else value


def _name(values: dict[str, Any], parties: _Parties) -> str:
    """Name a record by its numbers and whose it is."""
    numbers = [str(values[name]) for name in _NUMBERS if values.get(name)]
    party = values.get("party")
    whose = values.get("name") or (party and parties[party][0]) or values.get("purpose")
    return " ".join([*numbers, str(whose)] if whose else numbers)
