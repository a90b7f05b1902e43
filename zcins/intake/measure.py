"""How much of a machine the parts of an .xlsx would take, measured before a reader opens it.

The reader aborts the whole process where a sheet's far corner needs more memory than there is.
"""

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from zcins.intake.limits import MEGABYTE, Limits
from zcins.intake.package import Package, Part

# A sheet is looked at without blanks and in double quotation marks: r = 'A1' is as good as r="A1".
BLANKS = b" \t\r\n\0"
QUOTED = bytes.maketrans(b"'", b'"')
# Most sheets have cells up to column Z and rows of six digits alone, and need no second look.
FAR = re.compile(rb'r="(?:[A-Za-z]{2,9}\d|[A-Za-z]?\d{7})')
PLACE = re.compile(rb'r="([A-Za-z]{1,9})(\d{1,30})')
FAR_COLUMN = re.compile(rb'r="([A-Za-z]{2,9})\d')
ROW = re.compile(rb'rowr="(\d{1,30})')
HIGH_ROW = re.compile(rb'r="[A-Za-z]*(\d{6,30})')
NEAR_COLUMNS, NEAR_ROWS = 26, 99_999
# Deflate makes no more of a byte than this.
LARGEST_EXPANSION = 1032
# Texts of this size are worth counting, for a reader copies one into every cell that shows it.
LONG_TEXT = 4096
CLAIMED_TEXTS = re.compile(rb"\buniqueCount=[\"'](\d{1,30})")
SHARED_TEXT_CELL = re.compile(rb"<(?:\w+:)?c\b[^>]*\bt=[\"']s[\"'][^>]*>\s*<(?:\w+:)?v>(\d+)<")


def check_sheet(name: str, package: Package, part: Part, limits: Limits) -> bool:
    """Measure a sheet, and say whether it holds anything that asks for a second look.

    Raises InputRefusedError where it is larger than the limits.
    """
    far, size = False, 0
    special = _special(part.prefix)
    wanted = set(special)
    for piece in package.overlapping(part):
        size += len(piece)
        limits.check(name, "unpacked_megabytes", size)
        text = piece.translate(QUOTED, BLANKS)
        far = far or FAR.search(text) is not None
        wanted -= {pattern for pattern in wanted if pattern.search(text)}
    if far:
        _check_grid(name, package, part, limits)
    return len(wanted) < len(special)


@lru_cache(maxsize=8)
def _special(prefix: bytes) -> frozenset[re.Pattern[bytes]]:
    """Give what asks for a second look: failed cells, formulas, hidden rows and columns.

    Each begins with fixed letters, for these are found ten times as fast as a choice.
    """
    texts = (b't="e"', b"<" + re.escape(prefix) + b"f(?![io])", b'hidden="')
    return frozenset(map(re.compile, texts))


def _check_grid(name: str, package: Package, part: Part, limits: Limits) -> None:
    """Refuse a sheet whose last row times its last column is more than the limit.

    A rough measure is enough for nearly all; the others are measured cell by cell.
    """
    columns: set[bytes] = set()
    rows: set[bytes] = set()
    for text in _tight(package, part):
        columns.update(FAR_COLUMN.findall(text))
        rows.update(HIGH_ROW.findall(text))
    width = max([NEAR_COLUMNS, *map(_column_number, columns)])
    height = max([NEAR_ROWS, *map(int, rows)])
    if height * width > limits.cells:
        limits.check(name, "cells", _measured(package, part))


def _measured(package: Package, part: Part) -> int:
    """Give the last row times the last column of the cells, wherever they say that they are.

    A cell that does not say it stands in the row that its row names.
    """
    columns: set[bytes] = {b"A"}
    rows: set[bytes] = {b"1"}
    nameless = re.compile(b"<" + re.escape(part.prefix) + b"c(?=[/>tsvp]|cm=)(?![^>]*r=)")
    for text in _tight(package, part):
        for letters, digits in set(PLACE.findall(text)):
            columns.add(letters)
            rows.add(digits)
        if nameless.search(text):
            rows.update(ROW.findall(text))
    return max(map(int, rows)) * max(map(_column_number, columns))


def _tight(package: Package, part: Part) -> Iterator[bytes]:
    return (text.translate(QUOTED, BLANKS) for text in package.overlapping(part))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def check_expansion(name: str, package: Package, limits: Limits) -> None:
    """Refuse parts that unpack to more than they declare, and long texts repeated without end."""
    for part in package.parts:
        most = part.entry.compress_size * LARGEST_EXPANSION
        if part.root not in {"", "worksheet"} and most > limits.unpacked_megabytes * MEGABYTE:
            size = 0
            for piece in package.pieces(part):
                size += len(piece)
                limits.check(name, "unpacked_megabytes", size)
    for part in package.of_root("sst"):
        _check_claim(name, package, part, limits)
    long = {at: size for part in package.of_root("sst") for at, size in _long_texts(package, part)}
    size = 0
    for sheet in package.of_root("worksheet") if long else ():
        shown = _shown(package, sheet)
        size += sum(long[at] * shown[at] for at in long)
        limits.check(name, "unpacked_megabytes", size)


def _check_claim(name: str, package: Package, part: Part, limits: Limits) -> None:
    """Refuse a table of texts that claims more of them than it can hold.

    The reader takes memory for all of them at once. Raises zipfile.BadZipFile.
    """
    claimed = CLAIMED_TEXTS.search(next(package.pieces(part), b""))
    count = int(claimed[1]) if claimed else 0
    if count > part.entry.file_size:
        raise zipfile.BadZipFile(part.name)
    limits.check(name, "cells", count)


def _long_texts(package: Package, part: Part) -> Iterator[tuple[int, int]]:
    """Give the shared texts that are very long: their number and their size."""
    end = b"</" + part.prefix + b"si>"
    number, tail = 0, b""
    for piece in package.pieces(part):
        *whole, tail = (tail + piece).split(end)
        for at, text in enumerate(whole, start=number):
            if len(text) > LONG_TEXT:
                yield at, len(text)
        number += len(whole)


def _shown(package: Package, sheet: Part) -> Counter[int]:
    """Count the cells that show each shared text."""
    counts: Counter[int] = Counter()
    for piece in package.pieces(sheet):
        counts.update(map(int, SHARED_TEXT_CELL.findall(piece)))
    return counts
