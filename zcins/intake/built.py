"""A row on its way to a record: what it states, its key, and what its ledger says as a whole."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from zcins.intake.reader import ReadRow
from zcins.records import KEY_SEPARATOR, Kind, Record
from zcins.registry import code_is_valid, name_key
from zcins.scheme import Scheme
from zcins.store import Incoming
from zcins.store.merge import values_of
from zcins.store.write import Written


@dataclass(frozen=True, slots=True)
class Context:
    """What a ledger says as a whole: whose it is, and the month that it reports."""

    kind: Kind
    insurer: str | None
    period_end: date
    scheme: Scheme
    parties: Callable[[Sequence[Written]], list[int]]
    party_towns: Callable[[Iterable[tuple[int, str]]], None]

    def town(self, written: str | None) -> str | None:
        """Give the id of the town or street that a text names; a zone overlaps them: None."""
        found = self.scheme.town(written) if written else None
        return found.id if found and found.kind != "zone" else None


@dataclass(slots=True)
class Built:
    """A row on its way: its record and key where it can be taken, its read row in any case."""

    row: ReadRow
    record: Record | None = None
    key: str | None = None
    extra: tuple[str | None, ...] = ()
    conflict: str = "conflicting_rows"

    def incoming(self) -> Incoming | None:
        """Give the row as the store takes it; None where it cannot be taken."""
        if self.record is None or self.key is None:
            return None
        values = values_of(self.record, self.record.fields())
        return Incoming(self.key, (*values, *self.extra), self.row.sheet, self.row.number)


def join_key(*parts: object) -> str:
    """Join the parts of a record's key."""
    return KEY_SEPARATOR.join("" if part is None else str(part) for part in parts)


def ordinal(ordinals: Counter[str], key: str) -> str:
    """Give the key with a number that counts the equal unnumbered rows of a file."""
    ordinals[key] += 1
    return join_key(key, ordinals[key])


def require(row: ReadRow, names: Sequence[str]) -> None:
    """Complain of fields that the row must state and does not."""
    faulted = {problem.field for problem in row.problems}
    for name in names:
        if row.get(name) is None and name not in faulted:
            row.complain(name, "missing_value")


def stated(row: ReadRow, model: type[Record]) -> dict[str, Any]:
    """Give the fields of a record that the row states as they are."""
    names = set(model.fields()) - {"insurer", "party"}
    return {name: value for name, value in row.values.items() if name in names}


def code_of(row: ReadRow) -> str | None:
    """Give the credit code; a failing check digit is a warning, never repaired."""
    code: str | None = row.get("uscc")
    if code and len(code) == 18 and not code_is_valid(code):  # noqa: PLR2004 - GB 32100
        row.complain("uscc", "invalid_check_digit", "warning")
    return code


def party_of(row: ReadRow, context: Context, project: str | None = None) -> int | None:
    """Give the number of the name and code as written; None where no name is."""
    name = row.get("enterprise_name")
    if not name:
        return None
    project_key = name_key(project) if project else ""
    number = context.parties([Written(name, name_key(name), code_of(row) or "", project_key)])[0]
    if town := context.town(row.get("town")):
        context.party_towns([(number, town)])
    return number


def insurer_of(row: ReadRow, context: Context) -> str | None:
    """Give the insurer that the row names, else its ledger's; unknown ones as written."""
    written = row.get("insurer")
    if written:
        return context.scheme.insurer(written) or str(written)
    return context.insurer
