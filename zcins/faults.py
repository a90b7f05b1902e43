"""Faults as exit codes: what is said about each, and the log of those that are ours."""

import errno
import os
import sqlite3
import sys
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path

from zcins.console import clean
from zcins.errors import StoreUnusableError, ZcinsError
from zcins.i18n import N_, _

INTERRUPTED = 130
PIPE_CLOSED = 141
PROGRAM_FAULT = 70

_STORE_FAULTS = {
    sqlite3.SQLITE_BUSY: (
        N_("The store is in use by another program."),
        N_("Wait until the other command has ended, then try again."),
    ),
    sqlite3.SQLITE_LOCKED: (
        N_("The store is in use by another program."),
        N_("Wait until the other command has ended, then try again."),
    ),
    sqlite3.SQLITE_FULL: (
        N_("The disk is full; nothing was changed."),
        N_("Make room on the disk, then try again."),
    ),
    sqlite3.SQLITE_CORRUPT: (
        N_("The store is damaged."),
        N_("Put back a backup of the folder."),
    ),
    sqlite3.SQLITE_NOTADB: (
        N_("The file of the store is no database."),
        N_("Check the folder given by --home, or put back a backup."),
    ),
    sqlite3.SQLITE_CANTOPEN: (
        N_("The store cannot be opened."),
        N_("Check that the folder given by --home exists and that you may write to it."),
    ),
    sqlite3.SQLITE_READONLY: (
        N_("The store cannot be written to."),
        N_("Check the permissions of the office's folder."),
    ),
    sqlite3.SQLITE_IOERR: (
        N_("The disk of the store does not answer properly."),
        N_("Check the disk or the network drive, then try again."),
    ),
}


def explain(fault: Exception, home: str | None) -> int:
    """Say on stderr what went wrong and what to do next; give the exit code.

    With ZCINS_DEBUG=1 the traceback is shown as well.
    """
    known = fault if isinstance(fault, ZcinsError) else _store_fault(fault)
    if os.environ.get("ZCINS_DEBUG") == "1":
        _say("".join(traceback.format_exception(fault)).rstrip())
    if known is None:
        log = _write_log(fault, home)
        _say(_("Error: {message}").format(message=_("a fault of the program itself")))
        _say(_("Hint: {hint}").format(hint=_("Please send us its log: {path}").format(path=log)))
        return PROGRAM_FAULT
    _say(_("Error: {message}").format(message=known.message))
    if known.hint:
        _say(_("Hint: {hint}").format(hint=known.hint))
    return known.exit_code


def _store_fault(fault: Exception) -> StoreUnusableError | None:
    if isinstance(fault, OSError) and fault.errno == errno.ENOSPC:
        message, hint = _STORE_FAULTS[sqlite3.SQLITE_FULL]
        return StoreUnusableError(_(message), _(hint))
    # The low byte of SQLite's extended codes is the plain one.
    code = getattr(fault, "sqlite_errorcode", None)
    if not isinstance(fault, sqlite3.Error) or code is None or code & 0xFF not in _STORE_FAULTS:
        return None
    message, hint = _STORE_FAULTS[code & 0xFF]
    return StoreUnusableError(_(message), _(hint))


def _write_log(fault: Exception, home: str | None) -> Path:
    text = "".join(traceback.format_exception(fault))
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    handle, path = tempfile.mkstemp(f"-{stamp}.log", "zcins-", _log_dir(home))
    with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as log:
        log.write(f"{stamp}\n{sys.argv!r}\n{sys.version}\n\n{text}")
    return Path(path)


def _log_dir(home: str | None) -> Path | None:
    """Give the office's own folder of logs, or None (the system's) where there is no office."""
    folder = home or os.environ.get("ZCINS_HOME")
    if not folder or not Path(folder).is_dir():
        return None
    logs = Path(folder) / "logs"
    try:
        logs.mkdir(mode=0o700, exist_ok=True)
    except OSError:
        return None
    return logs if os.access(logs, os.W_OK) else None


def _say(line: str) -> None:
    text = "\n".join(clean(part) for part in line.split("\n"))
    print(text, file=sys.stderr)  # noqa: T201 - the front desk speaks
