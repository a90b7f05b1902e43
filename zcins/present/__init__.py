"""Rows as a table on the screen, as JSON or CSV on stdout, or in a file."""

import csv
import io
import json
import os
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from zcins.console import can_show
from zcins.errors import UsageFaultError
from zcins.i18n import _
from zcins.present.cells import Column, Kind, Row, csv_value, json_value
from zcins.present.table import print_table

__all__ = [
    "Column",
    "Kind",
    "Row",
    "check_format",
    "check_output",
    "csv_text",
    "json_rows",
    "json_text",
    "print_json",
    "print_table",
    "show",
    "write_file",
    "write_files",
    "write_rows",
]

FORMATS = ("table", "json", "csv")
SUFFIXES = (".xlsx", ".csv", ".json")


def show(
    rows: Sequence[Row],
    columns: Sequence[Column],
    *,
    fmt: str = "table",
    output: Path | None = None,
    document: Any = None,
    title: str | None = None,
    total: Row | None = None,
) -> None:
    """Show rows on stdout as `fmt` says, and write the same rows to `output` if it is given.

    `document` is the JSON answer, by default the rows; with `output` the screen shows no table.
    Raises UsageFaultError where the file's kind is unknown or it cannot be written.
    """
    check_format(fmt)
    answer = json_rows(rows, columns) if document is None else document
    if output is not None:
        write_rows(rows, columns, output, document=answer, title=title, total=total)
    if fmt == "json":
        print_json(answer)
    elif fmt == "csv":
        sys.stdout.write(csv_text(rows, columns))
    elif output is None:
        print_table(rows, columns, title=title, total=total)


def check_format(fmt: str) -> str:
    """Give the format back; raises UsageFaultError where there is no such one."""
    if fmt not in FORMATS:
        raise UsageFaultError(
            _("--format: unknown format {name}").format(name=fmt),
            _("Use table, json or csv."),
        )
    return fmt


def check_output(output: Path) -> Path:
    """Give the path back; raises UsageFaultError where its suffix or folder is no use."""
    if output.suffix.lower() not in SUFFIXES:
        raise UsageFaultError(
            _("-o: {file} has an unknown suffix").format(file=output),
            _("Use a name that ends in .xlsx, .csv or .json."),
        )
    if not output.parent.is_dir():
        raise UsageFaultError(
            _("-o: there is no folder {folder}").format(folder=output.parent),
            _("Make the folder first, or name another."),
        )
    return output


def json_rows(rows: Sequence[Row], columns: Sequence[Column]) -> list[dict[str, Any]]:
    """Give rows as JSON holds them: money in yuan as a string, days as ISO."""
    return [
        {each.key: json_value(row.get(each.key), each.kind) for each in columns} for row in rows
    ]


def print_json(document: Any) -> None:
    """Print a document on stdout as UTF-8; in ASCII where stdout has another encoding.

    Only a terminal of another encoding shows its own characters, if it has them all.
    """
    text = json_text(document)
    utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    if not utf8 and not (sys.stdout.isatty() and can_show(text)):
        text = json_text(document, ascii_only=True)
    sys.stdout.write(text)


def json_text(document: Any, *, ascii_only: bool = False) -> str:
    """Give a document as JSON text, indented by two; days as ISO, paths as text."""
    text = json.dumps(document, ensure_ascii=ascii_only, indent=2, default=_plain)
    return text + "\n"


def csv_text(rows: Sequence[Row], columns: Sequence[Column], *, for_excel: bool = False) -> str:
    """Give rows as CSV with a header of titles.

    For a spreadsheet program, text that starts like a formula is marked as text.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n" if for_excel else "\n")
    writer.writerow([each.title for each in columns])
    for row in rows:
        cells = [csv_value(row.get(each.key), each.kind) for each in columns]
        if for_excel:
            texts = zip(cells, columns, strict=True)
            cells = [_guarded(cell) if each.kind == "text" else cell for cell, each in texts]
        writer.writerow(cells)
    return buffer.getvalue()


def write_rows(
    rows: Sequence[Row],
    columns: Sequence[Column],
    output: Path,
    *,
    document: Any = None,
    title: str | None = None,
    total: Row | None = None,
) -> None:
    """Write rows to a file whose kind its suffix says: .xlsx, .csv or .json.

    Raises UsageFaultError where the kind is unknown or the file cannot be written.
    """
    suffix = check_output(output).suffix.lower()
    if suffix == ".xlsx":
        from zcins.present.book import workbook  # noqa: PLC0415 - only where a file is made

        content = workbook(rows, columns, title=title, total=total)
    elif suffix == ".csv":
        content = csv_text(rows, columns, for_excel=True).encode("utf-8-sig", "replace")
    else:
        answer = json_rows(rows, columns) if document is None else document
        content = json_text(answer).encode("utf-8", "replace")
    write_file(output, content)


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, by a temporary file beside it.

    Raises UsageFaultError where it cannot be written.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except PermissionError as fault:
        raise UsageFaultError(
            _("{file} cannot be written: permission denied").format(file=path),
            _("Close the file if another program has it open, or name another file."),
        ) from fault
    except IsADirectoryError as fault:
        raise UsageFaultError(
            _("{file} is a folder").format(file=path), _("Name a file in it.")
        ) from fault
    finally:
        beside.unlink(missing_ok=True)


def _guarded(text: str) -> str:
    return f"'{text}" if text[:1] in ("=", "+", "@", "\t", "\r") else text


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    raise TypeError(type(value).__name__)


def write_files(folder: Path, files: Mapping[str, bytes]) -> dict[str, Path]:
    """Write files by their names into a folder, made if need be; give their paths by name.

    Raises UsageFaultError where the folder cannot be made or a file not be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise UsageFaultError(
            _("The folder {folder} cannot be made: {reason}.").format(
                folder=folder, reason=fault.strerror
            ),
            _("Name a folder that you may write to."),
        ) from fault
    for name, content in files.items():
        write_file(folder / name, content)
    return {name: folder / name for name in files}
