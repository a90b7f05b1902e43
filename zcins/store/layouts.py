"""Remembered layouts of ledgers in the store: dated by events, like all else."""

import sqlite3
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zcins.store.view import View

# `taught` is the JSON of what a person told; `layout_use` says which imports came in a layout.
SCHEMA = """
CREATE TABLE layout (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    insurer TEXT,
    kind TEXT NOT NULL,
    columns TEXT NOT NULL,
    taught TEXT NOT NULL,
    event INTEGER NOT NULL REFERENCES event(id),
    ended_by INTEGER REFERENCES event(id)
) STRICT;
CREATE INDEX layout_key ON layout(key);
CREATE TABLE layout_use (
    key TEXT NOT NULL,
    import INTEGER NOT NULL REFERENCES import(id),
    PRIMARY KEY (key, import)
) STRICT;
"""


def keep(connection: sqlite3.Connection, event: int, key: str, *layout: str | None) -> None:
    """Enter that an import came in a layout (insurer, kind, columns, taught).

    Where it differs from what is remembered, it takes its place.
    """
    connection.execute("INSERT INTO layout_use (key, import) VALUES (?, ?)", (key, event))
    sql = "SELECT insurer, kind, columns, taught FROM layout WHERE key = ? AND ended_by IS NULL"
    if connection.execute(sql, (key,)).fetchone() == layout:
        return
    connection.execute(
        "UPDATE layout SET ended_by = ? WHERE key = ? AND ended_by IS NULL", (event, key)
    )
    connection.execute(
        "INSERT INTO layout (key, insurer, kind, columns, taught, event) VALUES (?, ?, ?, ?, ?, ?)",
        (key, *layout, event),
    )


def forget(connection: sqlite3.Connection, event: int, number: int) -> None:
    """End a layout: the next ledger that comes in it is a first one."""
    connection.execute(
        "UPDATE layout SET ended_by = ? WHERE id = ? AND ended_by IS NULL", (event, number)
    )


def undo(connection: sqlite3.Connection, event: int, import_id: int) -> None:
    """End the layouts that an undone import brought, unless others came in them.

    What it had replaced holds again, from this event on.
    """
    connection.execute(
        "UPDATE layout SET ended_by = ?1 WHERE event = ?2 AND ended_by IS NULL AND key NOT IN"
        " (SELECT u.key FROM layout_use u JOIN import i ON i.id = u.import"
        " WHERE i.undone_by IS NULL AND i.id > ?2)",
        (event, import_id),
    )
    columns = "key, insurer, kind, columns, taught"
    connection.execute(
        f"INSERT INTO layout (event, {columns}) SELECT ?1, {columns} FROM layout WHERE"
        " ended_by = ?2 AND key NOT IN (SELECT key FROM layout WHERE ended_by IS NULL)",
        (event, import_id),
    )


def in_force(view: "View") -> list[Any]:
    """Give the layouts in force, those of the latest imports first.

    Each is id, key, insurer, kind, columns, taught, event, number of imports, the last of them.
    """
    return view.rows(
        "SELECT l.id, l.key, l.insurer, l.kind, l.columns, l.taught, l.event,"
        " count(i.id), max(coalesce(i.id, l.event)) FROM layout l"
        " LEFT JOIN layout_use u ON u.key = l.key AND u.import <= ?1"
        " LEFT JOIN import i ON i.id = u.import AND (i.undone_by IS NULL OR i.undone_by > ?1)"
        " WHERE l.event <= ?1 AND (l.ended_by IS NULL OR l.ended_by > ?1)"
        " GROUP BY l.id ORDER BY 9 DESC, l.id DESC",
        (view.event,),
    )
