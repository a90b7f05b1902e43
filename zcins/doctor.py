"""What may be wrong with an office's folder, found without changing anything."""

import hashlib
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from zcins.errors import SchemeBrokenError
from zcins.i18n import N_, _
from zcins.office import Office
from zcins.store.migrations import LATEST

READ_AT_ONCE = 1 << 20
SHOWN = 20
# A backup, and what SQLite writes beside the store while it works.
ROOM_IN_STORES = 3


@dataclass(frozen=True, slots=True)
class Illness:
    """Something that is wrong, and what to do about it."""

    what: str
    remedy: str


Check = Callable[[Office], Iterator[Illness]]


def store_sound(office: Office) -> Iterator[Illness]:
    """Let SQLite check the whole file, and that every reference has its target."""
    with _reading(office) as store:
        version = int(store.execute("PRAGMA user_version").fetchone()[0])
        if version > LATEST:
            yield Illness(
                _("The store was made by a newer version of zcins."),
                _("Install that version, or restore an older backup."),
            )
            return
        restore = _("Restore the last sound backup: zcins restore FILE")
        for (fault,) in store.execute(f"PRAGMA integrity_check({SHOWN})").fetchall():
            if fault != "ok":
                yield Illness(fault, restore)
        for table, row, target, _key in store.execute("PRAGMA foreign_key_check").fetchmany(SHOWN):
            text = _("Row {row} of {table} refers to a row of {target} that is not there.")
            yield Illness(text.format(row=row, table=table, target=target), restore)


def views_answer(office: Office) -> Iterator[Illness]:
    """Ask every view of the schema for a row."""
    with _reading(office) as store:
        names = store.execute("SELECT name FROM sqlite_schema WHERE type = 'view'").fetchall()
        for (name,) in names:
            try:
                store.execute(f'SELECT * FROM "{name}" LIMIT 1').fetchone()  # noqa: S608 - of the schema
            except sqlite3.DatabaseError as error:
                yield Illness(
                    _("The view {name} does not answer: {reason}.").format(name=name, reason=error),
                    _("Restore the last sound backup: zcins restore FILE"),
                )


def events_whole(office: Office) -> Iterator[Illness]:
    """Look for a gap in the numbers of the events."""
    with _reading(office) as store:
        rows = store.execute("SELECT id FROM event ORDER BY id").fetchall()
    remedy = _("Somebody has changed the store by other means; compare it with a backup.")
    for expected, (number,) in enumerate(rows, start=1):
        if number != expected:
            text = _("Event {expected} is missing; {number} follows on {before}.")
            values = {"expected": expected, "number": number, "before": expected - 1}
            yield Illness(text.format(**values), remedy)
            break


def archive_whole(office: Office) -> Iterator[Illness]:
    """Compare every archived file with the hash under which the store knows it."""
    with _reading(office) as store:
        rows = store.execute("SELECT min(id), file, sha256 FROM import GROUP BY sha256").fetchall()
    archived = {path.name[:64]: path for path in office.archive.iterdir() if path.is_file()}
    for number, file, sha256 in rows:
        path = archived.get(sha256)
        if path is None:
            yield Illness(
                _("The archived file of import {number} ({file}) is missing.").format(
                    number=number, file=file
                ),
                _("Put it back from a backup of the folder archive, or have it sent again."),
            )
        elif _digest(path) != sha256:
            yield Illness(
                _("The archived file of import {number} ({file}) was changed: {path}").format(
                    number=number, file=file, path=path
                ),
                _("Put the file back from a backup of the folder archive."),
            )


def scheme_in_order(office: Office) -> Iterator[Illness]:
    """Read the scheme as every command does."""
    try:
        office.scheme  # noqa: B018 - reading it is the check
    except SchemeBrokenError as error:
        yield Illness(error.message, error.hint or _("`zcins scheme check` names the faults."))


def room_on_disk(office: Office) -> Iterator[Illness]:
    """See whether a backup and the work beside it still find room."""
    store = office.home / "zcins.db"
    needed = ROOM_IN_STORES * (store.stat().st_size if store.exists() else 0)
    free = shutil.disk_usage(office.home).free
    if free < needed:
        yield Illness(
            _("{free} MB are free on the disk of {home}; {needed} MB are needed.").format(
                free=free >> 20, home=office.home, needed=needed >> 20
            ),
            _("Make room on the disk, or move the backups elsewhere."),
        )


CHECKS: tuple[tuple[str, Check], ...] = (
    (N_("The store is sound"), store_sound),
    (N_("Its views answer"), views_answer),
    (N_("No event is missing"), events_whole),
    (N_("The archived files are unchanged"), archive_whole),
    (N_("The scheme is in order"), scheme_in_order),
    (N_("There is room on the disk"), room_on_disk),
)
LOG_CHECKS = tuple(each for each in CHECKS if each[1] in {events_whole, archive_whole})


def examine(office: Office, check: Check) -> list[Illness]:
    """Give what a check finds; a store that cannot be read is a finding of each."""
    try:
        return list(check(office))
    except sqlite3.DatabaseError as error:
        return [
            Illness(
                _("The store {path} cannot be read: {reason}.").format(
                    path=office.home / "zcins.db", reason=error
                ),
                _("Restore the last sound backup: zcins restore FILE"),
            )
        ]


def _reading(office: Office) -> "closing[sqlite3.Connection]":
    """Open the store as it is; where there is none yet, an empty one with its tables."""
    path = office.home / "zcins.db"
    if not path.exists():
        office.store  # noqa: B018 - opening it makes it
    return closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True))


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(READ_AT_ONCE):
            digest.update(piece)
    return digest.hexdigest()
