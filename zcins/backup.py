"""Copies of the store: made while others write, checked before one is put back."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from zcins.errors import InputRefusedError, StoreUnusableError, UsageFaultError
from zcins.i18n import _
from zcins.store.base import HOME_ZONE
from zcins.store.migrations import LATEST

if TYPE_CHECKING:
    from filelock import BaseFileLock

FOLDER = "backup"
LOCK = "run.lock"
# SQLite keeps these beside a store that is open.
SIDES = ("-wal", "-shm")


@dataclass(frozen=True, slots=True)
class Content:
    """What a copy of the store holds: its last event, and the moment of that."""

    event: int
    at: str | None


def run_lock(home: Path) -> "BaseFileLock":
    """Give the lock of the work that must not be done twice at once; it does not wait.

    The system lets go of it when its holder dies.
    """
    from filelock import FileLock  # noqa: PLC0415 - only where something is locked

    return FileLock(home / LOCK, timeout=0)


def back_up(store: Path, target: Path) -> Content:
    """Copy the store to a file while others may write; give what the copy holds.

    An older copy of a store is replaced, any other file is not. Raises UsageFaultError where
    the target cannot be written, StoreUnusableError where the copy is damaged.
    """
    _check_target(store, target)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        _touch(part)
        _copy(store, part)
        content = _checked(store, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return content


def nightly_copy(home: Path, day: date) -> Path:
    """Give the file of a night's copy: one a day, the last run of the day counts.

    Raises StoreUnusableError where its folder cannot be made.
    """
    folder = home / FOLDER
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise StoreUnusableError(
            _("The folder {folder} cannot be made: {reason}.").format(
                folder=folder, reason=error.strerror
            ),
            _("Move away what stands in its place, or correct the permissions."),
        ) from error
    return folder / f"zcins-{day:%Y%m%d}.db"


def nightly_copies(home: Path) -> list[Path]:
    """Give the copies that the night run has made, the oldest first."""
    return sorted((home / FOLDER).glob("zcins-????????.db"))


def prune(home: Path, keep: int) -> list[Path]:
    """Remove the oldest of the nightly copies beyond `keep`; the newest always stays."""
    surplus = nightly_copies(home)[: -max(keep, 1)]
    for path in surplus:
        path.unlink()
    return surplus


def restore(home: Path, source: Path) -> tuple[Content, Path | None]:
    """Put a copy in the store's place; give what it holds and where the replaced store is kept.

    Raises InputRefusedError where the file is no sound store, StoreUnusableError where it was
    made by a newer version or the store is in use; nothing has changed then.
    """
    content = check_copy(source)
    store = home / "zcins.db"
    part = store.with_name(f".zcins.{os.getpid()}.part")
    try:
        with _alone(home, store):
            _touch(part)
            _copy(source, part)
            kept = _set_aside(store)
            part.replace(store)
    finally:
        part.unlink(missing_ok=True)
    return content, kept


def check_copy(path: Path) -> Content:
    """Give what a copy of the store holds; see `restore` for what is raised."""
    if not path.is_file():
        raise InputRefusedError(
            _("{file}: there is no such file.").format(file=path),
            _("Give a file that `zcins backup` or the night run has written."),
        )
    try:
        return _content(path)
    except sqlite3.DatabaseError as error:
        raise InputRefusedError(
            _("{file} is no sound store of zcins: {reason}.").format(file=path, reason=error),
            _("Give a file that `zcins backup` or the night run has written."),
        ) from error


def _checked(store: Path, part: Path) -> Content:
    try:
        return _content(part)
    except sqlite3.DatabaseError as error:
        raise StoreUnusableError(
            _("The store {path} is damaged: {reason}.").format(path=store, reason=error),
            _("Run `zcins doctor`, and `zcins restore` with an older backup."),
        ) from error


def _content(path: Path) -> Content:
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        faults = [row[0] for row in connection.execute("PRAGMA integrity_check(1)")]
        if faults != ["ok"]:
            raise sqlite3.DatabaseError(faults[0])
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if version > LATEST:
            raise StoreUnusableError(
                _("{file} was made by a newer version of zcins.").format(file=path),
                _("Install that version, or take an older backup."),
            )
        event, at = connection.execute("SELECT coalesce(max(id), 0), max(at) FROM event").fetchone()
        connection.execute("SELECT 1 FROM scheme_text, import LIMIT 1")
    return Content(int(event), at)


def _check_target(store: Path, target: Path) -> None:
    if not target.parent.is_dir() or target.is_dir():
        raise UsageFaultError(
            _("The backup cannot be written to {file}.").format(file=target),
            _("Name a file in a folder that exists."),
        )
    if target.exists() and target.resolve() == store.resolve():
        raise UsageFaultError(
            _("{file} is the store itself.").format(file=target), _("Name another file.")
        )
    if target.exists() and target.stat().st_size:
        try:
            check_copy(target)
        except (InputRefusedError, StoreUnusableError) as error:
            raise UsageFaultError(
                _("{file} exists and is no backup; it is not overwritten.").format(file=target),
                _("Name another file, or remove this one first."),
            ) from error


def _touch(part: Path) -> None:
    """Make the file, readable by its owner alone: it holds all that the office knows."""
    try:
        os.close(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
    except OSError as error:
        raise UsageFaultError(
            _("The folder {folder} cannot be written to: {reason}.").format(
                folder=part.parent, reason=error.strerror
            ),
            _("Name another folder, or correct its permissions."),
        ) from error


def _copy(source: Path, part: Path) -> None:
    uri = f"{source.resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True)) as old, closing(sqlite3.connect(part)) as new:
        old.backup(new)
        # One file alone can be carried away; opening it as a store turns this on again.
        new.execute("PRAGMA journal_mode = DELETE")


@contextmanager
def _alone(home: Path, store: Path) -> Iterator[None]:
    """Hold the run's lock, and see to it that nobody has the store open."""
    from filelock import Timeout  # noqa: PLC0415 - only where something is locked

    busy = StoreUnusableError(
        _("The store is in use by another program."),
        _("Wait until the other command has ended, then try again."),
    )
    try:
        with run_lock(home):
            if store.exists() and not _free(store):
                raise busy
            yield
    except Timeout as error:
        raise busy from error


def _free(store: Path) -> bool:
    """Tell whether nobody has the store open, and write its log back into it."""
    connection = sqlite3.connect(store, timeout=1, isolation_level=None)
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("ROLLBACK")
    except sqlite3.DatabaseError as error:
        # A damaged store, the reason for putting a copy back, is not in use.
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        return code not in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
    finally:
        connection.close()
    return True


def _set_aside(store: Path) -> Path | None:
    """Rename the store and what SQLite left beside it; give its new place."""
    if not store.exists():
        return None
    stamp = datetime.now(HOME_ZONE).strftime("%Y%m%d-%H%M%S")
    kept = store.with_name(f"zcins-replaced-{stamp}.db")
    store.replace(kept)
    for side in SIDES:
        beside = store.with_name(store.name + side)
        if beside.exists():
            beside.replace(kept.with_name(kept.name + side))
    return kept
