"""Text tables (csv, tsv): their encoding, their delimiter, their cells as text."""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import BinaryIO

from zcins.errors import InputRefusedError
from zcins.i18n import _
from zcins.intake.cells import Value

DELIMITERS = (",", "\t", ";", "|")
SNIFFED_LINES = 60
LONGEST_CELL = 1 << 20
READ_AT_ONCE = 1 << 20

Opener = Callable[[], BinaryIO]
# The replacement character, and what it becomes when read as GBK: text lost before it came.
LOST_TEXT = ("\ufffd", "锟斤拷")
PROTECTED = re.compile(r'="?([^"]*)"?')


def read_delimited(name: str, opened: Opener) -> Callable[[], Iterator[list[Value]]]:
    """Give a text table in UTF-8, GB18030 or UTF-16 as a stream of rows; empty cells are None.

    The whole text is looked at first. Raises InputRefusedError where it is in none of the
    encodings or already lost characters; the stream does where it breaks off inside quotes.
    """
    encoding, plain = _encoding(name, opened)
    with io.TextIOWrapper(opened(), encoding, newline="") as text:
        delimiter = _delimiter(list(islice(text, SNIFFED_LINES)))
    csv.field_size_limit(LONGEST_CELL)

    def stream() -> Iterator[list[Value]]:
        with io.TextIOWrapper(opened(), encoding, newline="") as text:
            reader = csv.reader(text, delimiter=delimiter, strict=True)
            try:
                for row in reader:
                    cells: list[Value] = [cell or None for cell in row]
                    yield cells if plain else [_bare(cell) for cell in cells]
            except csv.Error as error:
                message = _("{file}: line {line} cannot be read; check the quotation marks.")
                raise _refused(name, message, line=reader.line_num) from error

    return stream


def is_text_table(start: bytes) -> bool:
    """Say whether a file of another suffix begins as a text table: lines cut by delimiters."""
    for encoding in _encodings(start):
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(start)
        except UnicodeDecodeError:
            continue
        lines = text.splitlines()[:SNIFFED_LINES]
        return "\0" not in text and any(mark in line for line in lines for mark in DELIMITERS)
    return False


def _refused(name: str, message: str, **facts: int) -> InputRefusedError:
    return InputRefusedError(
        message.format(file=name, **facts),
        _("Export the ledger again, as .xlsx or as .csv in UTF-8."),
    )


def _encoding(name: str, opened: Opener) -> tuple[str, bool]:
    """Give the encoding in which the whole text can be read, and whether it is without an =."""
    with opened() as stream:
        start = stream.read(len(codecs.BOM_UTF8))
    for encoding in _encodings(start):
        plain = True
        try:
            with io.TextIOWrapper(opened(), encoding, newline="") as text:
                while part := text.read(READ_AT_ONCE):
                    check_text(name, part)
                    plain = plain and "=" not in part
        except UnicodeDecodeError:
            continue
        return encoding, plain
    raise _refused(name, _("{file}: the text is neither UTF-8 nor GB18030."))


def check_text(name: str, part: str) -> None:
    """Refuse a text that is binary data, or lost characters before it came."""
    if "\0" in part:
        raise _refused(name, _("{file}: this is not a text table; it holds binary data."))
    if any(lost in part for lost in LOST_TEXT):
        raise _refused(name, _("{file}: characters were lost before the file was saved."))


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    return ("utf-8-sig",) if data.startswith(codecs.BOM_UTF8) else ("utf-8", "gb18030")


def _delimiter(lines: Sequence[str]) -> str:
    """Give the delimiter that cuts the first lines into most cells."""
    counts = {mark: sum(line.count(mark) for line in lines) for mark in DELIMITERS}
    return max(DELIMITERS, key=lambda mark: counts[mark])


def _bare(cell: Value) -> Value:
    """Take off the formula that protects long numbers: ="00123"."""
    if not isinstance(cell, str) or not cell.startswith("="):
        return cell
    match = PROTECTED.fullmatch(cell)
    return (match[1] if match else cell) or None
