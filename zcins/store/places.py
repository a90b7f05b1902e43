"""Where a value came from: the file, the sheet and the cell, by the layout that its import kept."""

from typing import Any

from zcins.i18n import _
from zcins.records import Enterprise
from zcins.store.view import Entry, Known, View

# What ledgers call the fields of a record, where the two differ.
_WRITTEN = {"name": "enterprise_name", "sectors": "sector"}


def column_letters(index: int) -> str:
    """Give the letters of a column from its zero-based number."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def place_of(view: View, entry: Entry, known: Known[Enterprise], field: str) -> str:
    """Say where the value of a register entry's field was read; a row where no column is known.

    A fact that a later register does not state is that of the one before: it is walked back to
    the version whose table had the field.
    """
    files = {row["id"]: row for row in view.imports}
    value = getattr(known.record, field)
    until = entry.versions.index(known) + 1
    same = [one for one in entry.versions[:until] if getattr(one.record, field) == value]
    for one in reversed(same):
        if cell := _cell(files.get(one.import_id or 0), one, field):
            return cell
    return _row(files.get(known.import_id or 0), known)


def _cell(file: dict[str, Any] | None, known: Known[Enterprise], field: str) -> str | None:
    if file is None:
        return None
    written = _WRITTEN.get(field, field)
    for layout in file["layouts"]:
        for column in layout["columns"] if layout["sheet"] == known.sheet else ():
            if column["field"] == written:
                cell = f"{column_letters(column['index'])}{known.row}"
                text = _("{file}, sheet {sheet}, cell {cell}")
                return text.format(file=file["file"], sheet=known.sheet, cell=cell)
    return None


def _row(file: dict[str, Any] | None, known: Known[Enterprise]) -> str:
    if file is None:
        return _("entered by hand, event {event}").format(event=known.event)
    text = _("{file}, sheet {sheet}, row {row}")
    return text.format(file=file["file"], sheet=known.sheet, row=known.row)
