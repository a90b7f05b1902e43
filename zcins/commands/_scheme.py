"""How the entries of the scheme look on a screen, what changed between two days, the editor."""

import os
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zcins.errors import UsageFaultError
from zcins.i18n import _
from zcins.present import Column

if TYPE_CHECKING:
    from zcins.scheme import Entry, Scheme

WINDOWS_EDITOR = "notepad"
EDITORS = ("sensible-editor", "nano", "vi")
COLUMNS = [
    Column("table", _("Table")),
    Column("id", _("Id")),
    Column("from", _("From"), "date"),
    Column("until", _("Until"), "date"),
    Column("content", _("Content")),
    Column("confirmed", _("Confirmed")),
    Column("source", _("Source")),
    Column("file", _("File")),
]
CHANGES = [
    Column("table", _("Table")),
    Column("id", _("Id")),
    Column("key", _("Key")),
    Column("before", _("Before")),
    Column("after", _("After")),
    Column("since", _("Since"), "date"),
    Column("source", _("Source")),
]


def chosen(scheme: "Scheme", name: str | None) -> "Iterator[Entry]":
    """Give all entries of a table, of an id, or of the scheme, in its order and then by day.

    A name that is a table's is not taken for an id.
    Raises UsageFaultError where no table or entry has the name.
    """
    from zcins.scheme import TABLES, nearest

    ids = {entry.id for table in TABLES for entry in scheme.history(table)}
    if name is not None and name not in TABLES and name not in ids:
        raise UsageFaultError(
            _("The scheme has no table or entry {name}").format(name=name),
            nearest(name, TABLES.keys() | ids),
        )
    for table in TABLES:
        found = scheme.history(table)
        for entry in sorted(found, key=lambda entry: (scheme.order(table, entry.id), entry.from_)):
            if name in {None, table if name in TABLES else entry.id}:
                yield entry


def row_of(scheme: "Scheme", entry: "Entry", last: date | None = None) -> dict[str, Any]:
    """Give an entry as a row; `last` is its last day where that is known better than `until`."""
    return {
        "table": entry.table,
        "id": entry.id,
        "from": entry.from_,
        "until": last or entry.until,
        "content": "; ".join([*_content(entry), *filter(None, (entry.note, entry.gap))]),
        "confirmed": _("yes") if entry.confirmed else _("no"),
        "source": entry.source,
        "file": scheme.file_of(entry),
    }


def last_day(scheme: "Scheme", entry: "Entry") -> date | None:
    """Give the last day on which an entry holds; None without an end."""
    last = next(last for one, last in scheme.periods(entry.table) if one == entry)
    return None if last == date.max else last


def document_of(scheme: "Scheme", entry: "Entry") -> dict[str, Any]:
    """Give an entry as JSON holds it."""
    content = entry.model_dump(mode="json", by_alias=True, exclude_none=True)
    return {"table": entry.table, "file": scheme.file_of(entry), **content}


def changes(scheme: "Scheme", one: date, two: date) -> Iterator[dict[str, Any]]:
    """Give what is in force on the second of two days and was not on the first, key by key."""
    from zcins.scheme import TABLES

    for table in TABLES:
        old, new = scheme.in_force(table, one), scheme.in_force(table, two)
        for ident in sorted(old.keys() | new.keys(), key=lambda ident: scheme.order(table, ident)):
            before, after = old.get(ident), new.get(ident)
            if before != after:
                yield from _changed(scheme, before, after)


def _changed(
    scheme: "Scheme", before: "Entry | None", after: "Entry | None"
) -> Iterator[dict[str, Any]]:
    entry = after or before
    assert entry is not None  # noqa: S101 - one of two that differ
    plain = {"table": entry.table, "id": entry.id, "since": entry.from_, "source": entry.source}
    if before is None:
        yield {**plain, "key": _("begins"), "after": "; ".join(_content(entry))}
    elif after is None:
        end = last_day(scheme, entry)
        yield {**plain, "key": _("ended"), "before": "; ".join(_content(entry)), "since": end}
    else:
        old, new = _told(before), _told(after)
        for key in [key for key in old | new if old.get(key) != new.get(key)]:
            yield {**plain, "key": key, "before": old.get(key), "after": new.get(key)}


def _told(entry: "Entry") -> dict[str, str]:
    keys = {"source": entry.source, "confirmed": _("yes") if entry.confirmed else _("no")}
    return {key: _plain(value) for key, value in entry.particulars().items()} | keys


def _content(entry: "Entry") -> list[str]:
    return [f"{key} = {_plain(value)}" for key, value in entry.particulars().items()]


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(_plain(one) for one in value)
    if isinstance(value, dict):
        return "，".join(f"{key}: {_plain(one)}" for key, one in value.items() if one is not None)
    return str(value)


def edit_files(folder: Path, name: str | None) -> None:
    """Open the office's file that a name means; without a name all files that the office has.

    Raises UsageFaultError where nothing has the name, or the office has no file yet.
    """
    from zcins.scheme.load import read_files
    from zcins.scheme.own_files import file_named, new_text

    if name is not None:
        file, ident = file_named(name, read_files(folder).placed)
        edit_file(folder / file, new_text(file, ident))
        return
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise UsageFaultError(
            _("The office has no scheme file of its own yet."),
            _("Name one to begin: zcins scheme edit tariff"),
        )
    for path in files:
        edit_file(path, "")


def edit_file(path: Path, text: str) -> None:
    """Open a file in the user's editor, made with a text if it is missing.

    A new file that was left as it was made goes again. Raises UsageFaultError where there is no
    editor, or it fails.
    """
    command = _editor()
    new = not path.exists()
    if new:
        path.write_text(text, encoding="utf-8")
    try:
        done = subprocess.run([*command, str(path)], check=False)  # noqa: S603 - the user's own
    except OSError as error:
        raise UsageFaultError(
            _("The editor {name} cannot be started: {reason}.").format(
                name=command[0], reason=error.strerror
            ),
            _("Name another in VISUAL or EDITOR, or open {file} yourself.").format(file=path),
        ) from error
    finally:
        if new and path.read_text(encoding="utf-8", errors="replace") == text:
            path.unlink()
    if done.returncode:
        message = _("The editor {name} ended with code {code}.")
        raise UsageFaultError(message.format(name=command[0], code=done.returncode))


def _editor() -> list[str]:
    """Give the command of the editor: VISUAL, else EDITOR, else one that is there."""
    for name in ("VISUAL", "EDITOR"):
        if words := shlex.split(os.environ.get(name, ""), posix=os.name != "nt"):
            return words
    if os.name == "nt":
        return [WINDOWS_EDITOR]
    for name in EDITORS:
        if found := shutil.which(name):
            return [found]
    raise UsageFaultError(_("There is no editor."), _("Name one in VISUAL or EDITOR."))
