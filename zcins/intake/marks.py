"""What a reader of values does not tell of an .xlsx: failed formulas, hidden rows and columns."""

import html
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from zcins.intake.cells import UNCALCULATED
from zcins.intake.package import Package, Part

PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
ROW_NUMBER = re.compile(rb'\br="(\d{1,7})"')
SPAN = re.compile(rb'\b(min|max)="(\d{1,5})"')
SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
SHEET_NAME = re.compile(rb'\sname="([^"]*)"')
SHEET_LINK = re.compile(rb'\s\w+:id="([^"]*)"')
ID, TARGET = re.compile(rb'\sId="([^"]*)"'), re.compile(rb'\sTarget="([^"]*)"')
# Set by programs that write formulas without working them out; a spreadsheet program takes it off.
NEVER_CALCULATED = re.compile(rb'\sfullCalcOnLoad="(?:1|true)"')


class Patterns(NamedTuple):
    """What to look for in a sheet whose elements have a certain name space prefix."""

    row: bytes
    failed: re.Pattern[bytes]
    formula: re.Pattern[bytes]
    hidden_row: re.Pattern[bytes]
    hidden_column: re.Pattern[bytes]
    merged: re.Pattern[bytes]


@dataclass(slots=True)
class Marks:
    """What a sheet's text says beside its values; rows and columns count from zero.

    `cells` holds the text of failed and of uncalculated formulas by row and column.
    """

    cells: dict[int, dict[int, str]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def sheet_parts(package: Package) -> dict[str, Part]:
    """Give the part of each sheet by the sheet's name."""
    found: dict[str, Part] = {}
    for book in package.of_root("workbook"):
        folder, file = posixpath.split(book.name)
        links = package.named(f"{folder}/_rels/{file}.rels")
        targets = dict(_targets(package, links, folder)) if links else {}
        for tag in SHEET.findall(package.text(book).replace(b"'", b'"')):
            name, link = SHEET_NAME.search(tag), SHEET_LINK.search(tag)
            part = targets.get(link[1]) if link else None
            if name and part:
                found[html.unescape(name[1].decode("utf-8", "replace"))] = part
    return found


def _targets(package: Package, links: Part, folder: str) -> Iterator[tuple[bytes, Part]]:
    for tag in package.relations(links):
        ident, target = ID.search(tag), TARGET.search(tag)
        if ident and target:
            path = html.unescape(target[1].decode("utf-8", "replace")).replace("\\", "/")
            if part := package.named(posixpath.join("/" + folder, path)):
                yield ident[1], part


def links_outside(package: Package) -> bool:
    """Say whether formulas take values from other files: these are as old as the last opening."""
    return any(part.name.split("/")[-2:-1] == ["externallinks"] for part in package.parts)


def never_calculated(package: Package) -> bool:
    """Say whether the workbook comes from a program that leaves its formulas to be worked out."""
    return any(NEVER_CALCULATED.search(package.text(each)) for each in package.of_root("workbook"))


def read_marks(package: Package, part: Part, *, zeros_too: bool = False) -> Marks:
    """Read what a sheet's text says beside its values.

    With `zeros_too` a formula whose value is a bare 0 counts as not calculated.
    """
    patterns = _patterns(part.prefix.decode(), zeros_too)
    marks = Marks()
    for piece in package.overlapping(part, patterns.row):
        text = piece.replace(b"'", b'"')
        _mark_cells(marks, patterns, text)
        if b'hidden="' in text:
            _mark_hidden(marks, patterns, text)
    return marks


def _mark_cells(marks: Marks, patterns: Patterns, text: bytes) -> None:
    for attributes, shown in patterns.failed.findall(text) if b't="e"' in text else ():
        _mark(marks, attributes, shown.decode("ascii", "replace"))
    for attributes in patterns.formula.findall(text):
        if b't="str"' not in attributes:
            _mark(marks, attributes, UNCALCULATED)


def _mark(marks: Marks, attributes: bytes, text: str) -> None:
    if place := PLACE.search(attributes):
        row = marks.cells.setdefault(int(place[2]) - 1, {})
        row[column_number(place[1])] = text


def _mark_hidden(marks: Marks, patterns: Patterns, text: bytes) -> None:
    for attributes in patterns.hidden_row.findall(text):
        if number := ROW_NUMBER.search(attributes):
            marks.hidden_rows.add(int(number[1]) - 1)
    for attributes in patterns.hidden_column.findall(text):
        span = {name: int(number) for name, number in SPAN.findall(attributes)}
        marks.hidden_columns.update(range(span.get(b"min", 1) - 1, span.get(b"max", 0)))


def read_merged(package: Package, part: Part) -> tuple[tuple[int, int, int, int], ...]:
    """Give a sheet's merged ranges, as `Sheet.merged` holds them."""
    pattern = _patterns(part.prefix.decode(), False).merged
    found = {
        (int(top) - 1, column_number(left), int(bottom) - 1, column_number(right))
        for text in package.overlapping(part)
        for left, top, right, bottom in pattern.findall(text.replace(b"'", b'"'))
    }
    return tuple(sorted(found))


def column_number(letters: bytes) -> int:
    """Give a column's number from zero by its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


@lru_cache(maxsize=8)
def _patterns(written: str, zeros_too: bool) -> Patterns:
    prefix = re.escape(written)
    formula = rf"<{prefix}f(?:[^>]*/>|[^>]*>[^<]*</{prefix}f>)\s*"
    blank = "0?" if zeros_too else ""
    no_value = rf"(?:<{prefix}v[^>]*/>|<{prefix}v[^>]*>{blank}</{prefix}v>)?\s*</{prefix}c>"
    texts = (
        rf'<{prefix}c\s([^>]*\bt="e"[^>]*)>\s*(?:{formula})?<{prefix}v[^>]*>([^<]*)<',
        rf"<{prefix}c\s([^>]*)>\s*{formula}{no_value}",
        rf'<{prefix}row\s([^>]*\bhidden="(?:1|true)"[^>]*)(?<!/)>',
        rf'<{prefix}col\s([^>]*\bhidden="(?:1|true)"[^>]*)>',
        rf'<{prefix}mergeCell\s[^>]*\bref="([A-Z]{{1,3}})(\d{{1,7}}):([A-Z]{{1,3}})(\d{{1,7}})"',
    )
    return Patterns(f"<{written}row ".encode(), *(re.compile(text.encode()) for text in texts))
