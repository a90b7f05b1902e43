"""Any file to grids of cells, or one clear sentence why not."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePath
from typing import BinaryIO, NoReturn

from zcins.errors import InputRefusedError
from zcins.i18n import _
from zcins.intake.cells import Value
from zcins.intake.delimited import is_text_table, read_delimited
from zcins.intake.grid import Grid, Note, Sheet, Workbook
from zcins.intake.guard import OLE, ZIP
from zcins.intake.limits import Limits
from zcins.intake.markup import is_page, read_page
from zcins.intake.sheetml import is_sheetml, read_sheetml
from zcins.intake.spreadsheet import read_spreadsheet

__all__ = ["SUFFIXES", "Note", "Sheet", "Value", "Workbook", "read_workbook"]

SPREADSHEETS = frozenset({".xlsx", ".xlsm", ".xls"})
TEXTS = frozenset({".csv", ".tsv"})
SUFFIXES = SPREADSHEETS | TEXTS
SNIFFED_BYTES = 1 << 16
SHIPPED = Limits()


def read_workbook(name: str, source: bytes | Path, limits: Limits = SHIPPED) -> Workbook:
    """Read a spreadsheet or a text table; what it is shows in its content, not its suffix.

    `source` is the file's bytes, or where they lie; text tables are then read as they are used.

    Raises InputRefusedError, with a sentence that names the file, where it is empty,
    encrypted, damaged, larger than the limits, or no table at all.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix not in SUFFIXES:
        message = _("{file}: this kind of file is not read.").format(file=name)
        raise InputRefusedError(
            message, _("Save it as one of: {suffixes}.").format(suffixes=" ".join(sorted(SUFFIXES)))
        )
    size = source.stat().st_size if isinstance(source, Path) else len(source)
    limits.check(name, "file_megabytes", size)
    book = _read(name, suffix, _opener(source), limits)
    if not any(cell is not None for sheet in book.sheets for row in sheet.rows for cell in row):
        _refuse_empty(name)
    hidden = (Note("hidden_sheet", sheet.name) for sheet in book.sheets if sheet.hidden)
    return replace(book, name=name, notes=(*book.notes, *hidden))


def _read(name: str, suffix: str, opened: Callable[[], BinaryIO], limits: Limits) -> Workbook:
    with opened() as stream:
        start = stream.read(SNIFFED_BYTES)
    if not start.strip(b"\0\r\n\t "):
        _refuse_empty(name)
    stem = PurePath(name).stem
    if start.startswith((ZIP, OLE)):
        return read_spreadsheet(name, _whole(opened), limits)
    if is_sheetml(start):
        return read_sheetml(name, _whole(opened), limits)
    if is_page(start):
        return read_page(name, stem, _whole(opened), limits)
    if suffix in SPREADSHEETS and not is_text_table(start):
        _refuse_other(name)
    return Workbook((Sheet(stem, Grid(read_delimited(name, opened))),))


def _opener(source: bytes | Path) -> Callable[[], BinaryIO]:
    return (lambda: source.open("rb")) if isinstance(source, Path) else (lambda: io.BytesIO(source))


def _whole(opened: Callable[[], BinaryIO]) -> bytes:
    with opened() as stream:
        return stream.read()


def _refuse_empty(name: str) -> NoReturn:
    raise InputRefusedError(
        _("{file}: the file is empty.").format(file=name),
        _("Ask its sender for the ledger itself."),
    )


def _refuse_other(name: str) -> NoReturn:
    raise InputRefusedError(
        _("{file}: this is not a spreadsheet, whatever its name says.").format(file=name),
        _("Open it in the spreadsheet program and save it as .xlsx."),
    )
