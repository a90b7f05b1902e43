"""The store as it was known after an event, asked about a day. Views only read."""

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Generic, TypeVar

from zcins.records import (
    KEY_SEPARATOR,
    Accident,
    Claim,
    Endorsement,
    Enterprise,
    Policy,
    Prevention,
    Record,
)
from zcins.store.view_identity import HandPolicy, Identity, IdentityView, Party, names_of

__all__ = ["Entry", "HandPolicy", "Identity", "Known", "Party", "Quarantined", "View"]

R = TypeVar("R", bound=Record)
_IMPORT = (
    *("id", "file", "sha256", "kind", "insurer", "period"),
    *("receipt", "layouts", "corrects", "undone_by", "at", "who"),
)
_SOURCE = ("record", "id", "event", "import", "sheet", "row", "period")


@dataclass(frozen=True, slots=True)
class Known(Generic[R]):
    """A version of a record with its provenance; `import_id` is None for hand entries."""

    id: int
    key: str
    version: int
    event: int
    import_id: int | None
    sheet: str | None
    row: int | None
    period: str
    record: R


@dataclass(frozen=True, slots=True)
class Entry:
    """A register entry: its dated versions, oldest first.

    `name_keys` are its normalised names, earlier and former ones included.
    """

    id: int
    days: list[str]
    versions: list[Known[Enterprise]]
    name_keys: frozenset[str]
    codes: frozenset[str]
    project_key: str

    def on(self, day: date) -> Known[Enterprise] | None:
        """Give the facts of a day; None before the entry opened. The first holds backwards."""
        at = bisect_right(self.days, day.isoformat())
        known = self.versions[max(at - 1, 0)]
        opened = known.record.opened_on
        return None if opened and opened > day else known


@dataclass(frozen=True, slots=True)
class Quarantined:
    """An open quarantined row, with what could be read of it."""

    id: int
    import_id: int
    kind: str
    sheet: str
    row: int
    key: str | None
    name_key: str | None
    uscc: str | None
    insurer: str | None
    policy_no: str | None
    inception: date | None
    expiry: date | None
    cells: list[Any]
    problems: list[dict[str, Any]]


class View(IdentityView):
    """What is known after `event` about `day`. Views of other days share what was read."""

    def on(self, day: date) -> "View":
        """Give the same knowledge, asked about another day."""
        other = View.__new__(View)
        other.__dict__.update(self.__dict__)
        other.day = day
        return other

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @cached_property
    def register(self) -> dict[int, Entry]:
        """Give all register entries by number."""
        return self.entries()

    def entries(self, numbers: Sequence[int] | None = None) -> dict[int, Entry]:
        """Give register entries by number: those named, or all; not kept for the next asking."""
        extra = "v.name_key, v.former_keys, v.project_key, v.valid_from"
        order = " ORDER BY v.record, v.valid_from, v.id"
        sql = self._select("enterprise", Enterprise, extra)
        found: dict[int, list[tuple[Known[Enterprise], str, str | None, str, str]]]
        found = defaultdict(list)
        named = () if numbers is None else (json.dumps(list(numbers)),)
        if numbers is not None:
            sql += " AND v.record IN (SELECT value FROM json_each(?))"
        for known, row in self._known(sql + order, Enterprise, named):
            found[known.id].append((known, *row))
        return {
            number: Entry(
                number,
                [row[4] for row in rows],
                [row[0] for row in rows],
                frozenset(name for row in rows for name in names_of(row[1], row[2])),
                frozenset(row[0].record.uscc for row in rows if row[0].record.uscc),
                rows[-1][3],
            )
            for number, rows in found.items()
        }

    @cached_property
    def policies(self) -> list[Known[Policy]]:
        """Give all policies, whatever their day."""
        return self._all("policy", Policy)

    @cached_property
    def endorsements(self) -> dict[str, list[Known[Endorsement]]]:
        """Give the endorsements by the key of their policy, by effective day.

        One that spells the insured in another way belongs to the only policy of its number.
        """
        found: dict[str, list[Known[Endorsement]]] = defaultdict(list)
        rows = self._all("endorsement", Endorsement)
        owners = self._owners({_policy_key(known.key) for known in rows})
        for known in sorted(rows, key=lambda row: (row.record.effective_on, row.key)):
            key = _policy_key(known.key)
            found[owners.get(key, key)].append(known)
        return found

    def _owners(self, keys: set[str]) -> dict[str, str]:
        """Give the policy's key for those keys of endorsements that are no policy's own."""
        keys -= {known.key for known in self.policies}
        numbers = {key.rpartition(KEY_SEPARATOR)[0] for key in keys}
        if not numbers:
            return {}
        same: dict[str, list[str]] = defaultdict(list)
        for known in self.policies:
            number = known.key.rpartition(KEY_SEPARATOR)[0]
            if number in numbers:
                same[number].append(known.key)
        single = {number: found[0] for number, found in same.items() if len(found) == 1}
        pairs = ((key, single.get(key.rpartition(KEY_SEPARATOR)[0])) for key in keys)
        return {key: owner for key, owner in pairs if owner}

    @cached_property
    def claims(self) -> list[Known[Claim]]:
        """Give all claims."""
        return self._all("claim", Claim)

    def told_claims(self) -> list[Known[Claim]]:
        """Give every version of the claims that a ledger brought, by record and period.

        Versions that others have followed are among them, those of undone imports are not.
        """
        columns = ", ".join(f"v.{name}" for name in (*_SOURCE, *Claim.fields()))
        sql = (
            f"SELECT {columns}, r.key FROM claim_version v JOIN claim r ON r.id = v.record"
            f" JOIN import i ON i.id = v.import WHERE v.event <= {self.event}"
            f" AND {self.imported('i')}{self.only.get(Claim.table, '')}"
            " ORDER BY v.record, v.period, v.event, v.id"
        )
        return [known for known, _extra in self._known(sql, Claim)]

    def period_ends(self, kind: str) -> list[date]:
        """Give the ends of the periods of which ledgers of a kind came, earliest first."""
        sql = f"SELECT DISTINCT period_end FROM import i WHERE kind = ? AND {self.imported('i')}"
        return sorted(date.fromisoformat(end) for (end,) in self.rows(sql, (kind,)))

    @cached_property
    def prevention(self) -> list[Known[Prevention]]:
        """Give all prevention rows."""
        return self._all("prevention", Prevention)

    @cached_property
    def accidents(self) -> list[Known[Accident]]:
        """Give all accidents."""
        return self._all("accident", Accident)

    @cached_property
    def quarantined(self) -> list[Quarantined]:
        """Give the quarantined rows that are open: not corrected, superseded or dismissed."""
        settled = f"SELECT quarantine FROM settlement WHERE {self.held}"
        sql = (
            "SELECT q.id, q.import, i.kind, q.sheet, q.row, q.key, q.name_key, q.uscc, q.insurer,"
            " q.policy_no, q.inception, q.expiry, q.cells, q.problems"
            f" FROM quarantine q JOIN import i ON i.id = q.import WHERE {self.imported('i')}"
            f" AND q.id NOT IN ({settled}) ORDER BY q.id"
        )
        found = []
        for *plain, inception, expiry, cells, problems in self.rows(sql):
            read = (_day(inception), _day(expiry), json.loads(cells), json.loads(problems))
            found.append(Quarantined(*(*plain, *read)))
        return found

    @cached_property
    def imports(self) -> list[dict[str, Any]]:
        """Give the imports, oldest first, undone ones marked; `receipt` is the JSON answer."""
        sql = (
            "SELECT i.id, i.file, i.sha256, i.kind, i.insurer, i.period, i.receipt, i.sheets,"
            " i.corrects, i.undone_by, e.at, e.who FROM import i JOIN event e ON e.id = i.id"
            f" WHERE i.id <= {self.event} ORDER BY i.id"
        )
        found = [dict(zip(_IMPORT, row, strict=True)) for row in self.rows(sql)]
        for row in found:
            row["receipt"] = json.loads(row["receipt"])
            row["layouts"] = json.loads(row["layouts"])
            if row["undone_by"] and row["undone_by"] > self.event:
                row["undone_by"] = None
        return found

    def _select(self, table: str, model: type[Record], extra: str = "''") -> str:
        columns = ", ".join(f"v.{name}" for name in (*_SOURCE, *model.fields()))
        if table == Enterprise.table:
            # What an undo brings back keeps the event that had entered it.
            columns = columns.replace("v.event", "coalesce(v.by_hand, v.event)")
        return (
            f"SELECT {columns}, r.key, {extra} FROM {table}_version v"
            f" JOIN {table} r ON r.id = v.record WHERE v.event <= {self.event}"
            f" AND (v.ended_by IS NULL OR v.ended_by > {self.event}){self.only.get(table, '')}"
        )

    def _all(self, table: str, model: type[R]) -> list[Known[R]]:
        sql = self._select(table, model) + " ORDER BY v.record"
        return [known for known, _extra in self._known(sql, model)]

    def _known(
        self, sql: str, model: type[R], parameters: tuple[str, ...] = ()
    ) -> Iterator[tuple[Known[R], tuple[Any, ...]]]:
        fields = model.fields()
        start, end = len(_SOURCE), len(_SOURCE) + len(fields)
        for row in self._connection.execute(sql, parameters):
            record = model.model_validate(dict(zip(fields, row[start:end], strict=True)))
            number, version, *source = row[:start]
            yield Known(*(number, row[end], version, *source, record)), row[end + 1 :]


def _policy_key(endorsement: str) -> str:
    """Give the policy's part of an endorsement's key: insurer, number, insured."""
    return KEY_SEPARATOR.join(endorsement.split(KEY_SEPARATOR)[:3])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
