"""Opening the store: one SQLite file, one writer at a time, reads that never change it."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from getpass import getuser
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from zcins.errors import StoreUnusableError, UsageFaultError
from zcins.i18n import _
from zcins.store.migrations import LATEST, migrate
from zcins.store.view import View
from zcins.store.write import Write

BUSY_SECONDS = 15
# Indices of a large import must not be read from the disk again and again.
CACHE_KIB = 128 * 1024
HOME_ZONE = ZoneInfo("Asia/Shanghai")
# A wrong statement or a broken rule of the schema says nothing about the file.
_FAULTS_OF_THE_PROGRAM = {
    sqlite3.SQLITE_ERROR,
    sqlite3.SQLITE_CONSTRAINT,
    sqlite3.SQLITE_MISMATCH,
    sqlite3.SQLITE_MISUSE,
    sqlite3.SQLITE_RANGE,
}


@dataclass(frozen=True, slots=True)
class SchemeState:
    """The scheme's text and its hash, stored with the events that were decided under it."""

    digest: str
    text: str


def who() -> str:
    """Give the name that an event is signed with: ZCINS_USER, else the login name."""
    if name := os.environ.get("ZCINS_USER"):
        return name
    try:
        return getuser()
    except (OSError, KeyError, ImportError):  # a container without a password entry
        return "unknown"


class Store:
    """The office's records. `write` makes one event in one transaction; `view` only reads."""

    def __init__(self, path: Path, settings: Callable[[], str] | None = None) -> None:
        """Open the store at `path`, making or migrating it first.

        `settings` gives the office's settings as they are kept with every event.
        Raises StoreUnusableError where the file is no store or was made by a newer version.
        """
        self.path = path
        self._settings = settings
        with self._explained(
            _("The store {path} cannot be opened: {reason}."),
            _("Restore a backup, or move the file away and import the ledgers again."),
        ):
            connection = self._connect()
            try:
                self._migrate(connection)
            finally:
                connection.close()

    def _migrate(self, connection: sqlite3.Connection) -> None:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if version > LATEST:
            raise StoreUnusableError(
                _("The store {path} was made by a newer version of zcins.").format(path=self.path),
                _("Install that version, or restore an older backup."),
            )
        if version < LATEST:
            connection.execute("PRAGMA journal_mode = WAL")
            migrate(connection)

    @contextmanager
    def _explained(self, message: str, hint: str) -> Iterator[None]:
        """Turn what SQLite says about the file into StoreUnusableError; our own faults stay."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
            if code in _FAULTS_OF_THE_PROGRAM:
                raise
            raise StoreUnusableError(message.format(path=self.path, reason=error), hint) from error

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        except sqlite3.DatabaseError:
            connection.close()
            raise
        return connection

    @contextmanager
    def write(
        self, kind: str, what: str, scheme: SchemeState, *, keep: bool = True
    ) -> Iterator[Write]:
        """Make one numbered event and all that belongs to it, in one transaction.

        With `keep=False` all is rolled back at the end: a rehearsal. Any exception rolls back.
        A scheme that changed since the last event gets an event of its own first.
        """
        with self._explained(
            _("The store {path} cannot be written: {reason}."),
            _("Close the other program that uses it, or free disk space, and try again."),
        ):
            connection = self._connect()
            try:
                connection.execute("BEGIN IMMEDIATE")
                settings = self._settings() if self._settings else None
                _record_scheme(connection, scheme, settings)
                event = _add_event(connection, kind, what, scheme.digest, settings)
                yield Write(connection, event)
                connection.execute("COMMIT" if keep else "ROLLBACK")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                connection.close()

    def view(self, day: date, event: int | None = None) -> View:
        """Give what is known after `event` (None: now) about `day`."""
        connection = sqlite3.connect(f"{self.path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            return View(connection, day, self._event_or_last(connection, event))
        except (UsageFaultError, sqlite3.DatabaseError):
            connection.close()
            raise

    def _event_or_last(self, connection: sqlite3.Connection, event: int | None) -> int:
        last = int(connection.execute("SELECT coalesce(max(id), 0) FROM event").fetchone()[0])
        if event is not None and not 0 <= event <= last:
            raise UsageFaultError(
                _("There is no event {event}; the last one is {last}.").format(
                    event=event, last=last
                ),
                _("`zcins log` lists them."),
            )
        return last if event is None else event

    def event_at(self, moment: datetime) -> int:
        """Give the number of the last event at or before a moment; 0 if none."""
        at = moment.astimezone(HOME_ZONE).isoformat(timespec="seconds")
        with self._reading() as connection:
            row = connection.execute("SELECT max(id) FROM event WHERE at <= ?", (at,)).fetchone()
        return int(row[0] or 0)

    def scheme_text(self, event: int) -> str | None:
        """Give the scheme's text as it stood after an event; None before the first."""
        sql = (
            "SELECT text FROM scheme_text JOIN event ON scheme = digest"
            " WHERE event.id <= ? ORDER BY event.id DESC LIMIT 1"
        )
        with self._reading() as connection:
            row = connection.execute(sql, (event,)).fetchone()
        return str(row[0]) if row else None

    def settings(self, event: int) -> str | None:
        """Give the office's settings as they stood at an event; None where none are kept."""
        sql = "SELECT settings FROM event WHERE id <= ? ORDER BY id DESC LIMIT 1"
        with self._reading() as connection:
            row = connection.execute(sql, (event,)).fetchone()
        return None if row is None or row[0] is None else str(row[0])

    def events(self, limit: int | None = None) -> list[dict[str, Any]]:
        """Give the event log, newest first: event, at, who, kind, what."""
        sql = "SELECT id AS event, at, who, kind, what FROM event ORDER BY id DESC LIMIT ?"
        with self._reading() as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(sql, (-1 if limit is None else limit,))]

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        connection = self._connect()
        connection.execute("PRAGMA query_only = ON")
        try:
            yield connection
        finally:
            connection.close()


def _add_event(
    connection: sqlite3.Connection, kind: str, what: str, digest: str, settings: str | None
) -> int:
    now = datetime.now(HOME_ZONE).isoformat(timespec="seconds")
    event = int(connection.execute("SELECT coalesce(max(id), 0) + 1 FROM event").fetchone()[0])
    connection.execute(
        "INSERT INTO event (id, at, who, kind, what, scheme, settings)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (event, now, who(), kind, what, digest, settings),
    )
    return event


def _record_scheme(
    connection: sqlite3.Connection, scheme: SchemeState, settings: str | None
) -> None:
    last = connection.execute("SELECT scheme FROM event ORDER BY id DESC LIMIT 1").fetchone()
    if last and last[0] == scheme.digest:
        return
    connection.execute(
        "INSERT OR IGNORE INTO scheme_text (digest, text) VALUES (?, ?)",
        (scheme.digest, scheme.text),
    )
    if last:
        _add_event(connection, "scheme", scheme.digest[:12], scheme.digest, settings)
