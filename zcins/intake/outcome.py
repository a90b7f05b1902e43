"""What becomes of a ledger's rows: conflicts, quarantine, and what older ledgers had said."""

import json
from collections.abc import Sequence
from datetime import date

from zcins.intake.built import Built
from zcins.intake.cell_text import pack
from zcins.intake.reader import TableReader
from zcins.intake.receipt import MoneyAccount
from zcins.records import Endorsement, Enterprise, Kind, Policy, Record
from zcins.registry import name_key
from zcins.store import Write
from zcins.store.held import QuarantineRow


def given_fields(readers: Sequence[TableReader], table: str) -> frozenset[str]:
    """Give the fields of a kind of record that a ledger states; the others keep what is known.

    An endorsement's are all its own: what a row leaves out, the endorsement does not change.
    """
    columns = {name for reader in readers for name in reader.columns}
    given = columns | {"insurer", "policy_no"}
    if table == Endorsement.table:
        given |= set(Endorsement.fields()) - {"party"}
    if "cover_period" in columns:
        given |= {"inception", "expiry"}
    if "premium_received" in columns:
        given.add("premium")
    if "enterprise_name" in columns:
        given.add("name")
    if "sector" in columns:
        given.add("sectors")
    if "uscc" in columns:
        given.add("party")
    return frozenset(given)


def quarantine_row(built: Built, insurer: str | None, origin: int | None) -> QuarantineRow:
    """Give a row as the quarantine keeps it, with what could be read of it.

    `origin` is the quarantined row that it was meant to correct.
    """
    row = built.row
    name, expiry, inception = (row.get(key) for key in ("enterprise_name", "expiry", "inception"))
    return QuarantineRow(
        row.sheet,
        row.number,
        built.key,
        name_key(name) if name else None,
        row.get("uscc"),
        insurer or row.get("insurer"),
        row.get("policy_no"),
        inception.isoformat() if inception else None,
        expiry.isoformat() if expiry and expiry >= (inception or date.min) else None,
        pack(row.cells),
        json.dumps([problem.document() for problem in row.problems], ensure_ascii=False),
        origin,
    )


def only_complete_totals(money: dict[str, MoneyAccount], readers: Sequence[TableReader]) -> None:
    """Keep a stated total only where every table states one: a part says nothing of the whole."""
    for name, account in money.items():
        columns = [reader.money_columns().get(name) for reader in readers]
        if any(
            column is None or column.index not in reader.table.totals
            for column, reader in zip(columns, readers, strict=True)
        ):
            account.stated = None


def missing(write: Write, kind: Kind, insurer: str | None, period: date) -> list[str]:
    """Name what an older ledger stated and this one leaves out; absence never ends a record."""
    record: type[Record]
    args: list[object] = []
    if kind is Kind.REGISTER:
        record, name, alive = Enterprise, "v.name", "1"
    elif kind is Kind.POLICIES:
        record, name = Policy, "v.policy_no"
        alive, args = "v.insurer = ? AND (v.expiry IS NULL OR v.expiry >= ?)", [insurer, period]
    else:
        return []
    table = record.table
    sql = (
        f"SELECT DISTINCT {name} FROM {table}_version v WHERE v.ended_by IS NULL AND {alive}"  # noqa: S608
        f" AND v.event < ? AND v.period <= ? AND v.record NOT IN (SELECT record FROM sighting"
        f" WHERE import = ? AND kind = '{table}') AND v.record NOT IN"
        f" (SELECT record FROM {table}_version WHERE event = ?) ORDER BY v.record"
    )
    event, day = write.event, period.isoformat()
    rows = write.connection.execute(sql, (*map(str, args), event, day, event, event))
    return [str(row[0]) for row in rows]
