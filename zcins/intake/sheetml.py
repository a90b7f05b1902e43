"""Workbooks of 2003 as plain XML, mostly saved as .xls: their sheets."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from zcins.intake.cells import UNCALCULATED, Value
from zcins.intake.grid import Note, Range, Sheet, Workbook
from zcins.intake.guard import refuse_damaged, refuse_entities
from zcins.intake.limits import Limits

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

NAME_SPACE = "urn:schemas-microsoft-com:office:spreadsheet"
SS = f"{{{NAME_SPACE}}}"
EXCEL = "{urn:schemas-microsoft-com:office:excel}"
MIDNIGHT = "T00:00:00.000"


def is_sheetml(start: bytes) -> bool:
    """Say whether a file begins as an XML workbook of 2003."""
    return NAME_SPACE.encode() in start and b"Workbook" in start and b"<" in start[:8]


def read_sheetml(file: str, data: bytes, limits: Limits) -> Workbook:
    """Give the sheets of an XML workbook.

    Raises InputRefusedError where it is damaged, declares entities, or passes the limits.
    """
    from lxml import etree  # noqa: PLC0415 - heavy

    limits.check(file, "markup_megabytes", len(data))
    if re.search(rb"<!(?:DOCTYPE|ENTITY)", data.replace(b"\0", b"")):
        refuse_entities(file, file)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        book = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        refuse_damaged(file, error)
    worksheets = book.findall(f"{SS}Worksheet")
    limits.check(file, "sheets", len(worksheets))
    read = [_Reading(file, limits, element) for element in worksheets]
    notes = [Note("hidden_rows", one.sheet.name, one.hidden) for one in read if one.hidden]
    return Workbook(tuple(one.sheet for one in read), file, tuple(notes))


class _Reading:
    """One sheet as it is read; `hidden` counts its hidden rows."""

    def __init__(self, file: str, limits: Limits, element: "Element") -> None:
        self._file, self._limits = file, limits
        self._rows: list[list[Value]] = []
        self._merged: list[Range] = []
        self._cells = self.hidden = 0
        for row in element.iterfind(f"{SS}Table/{SS}Row"):
            self._add(row)
        shown = element.findtext(f"{EXCEL}WorksheetOptions/{EXCEL}Visible") or ""
        name = element.get(f"{SS}Name") or ""
        self.sheet = Sheet(name, self._rows, tuple(self._merged), shown.startswith("SheetHidden"))

    def _add(self, row: "Element") -> None:
        at = _number(row, "Index", len(self._rows) + 1) - 1
        self._limits.check(self._file, "cells", at)
        self._rows += [[] for _gap in range(at - len(self._rows))]
        self.hidden += row.get(f"{SS}Hidden") == "1"
        cells: list[Value] = []
        for cell in row.iterfind(f"{SS}Cell"):
            left = _number(cell, "Index", len(cells) + 1) - 1
            right, low = left + _number(cell, "MergeAcross"), at + _number(cell, "MergeDown")
            self._limits.check(self._file, "cells", self._cells + right)
            cells += [None] * (left - len(cells))
            cells += [_value(cell), *[None] * (right - left)]
            if right > left or low > at:
                self._merged.append((at, left, low, right))
        self._rows.append(cells)
        self._cells += len(cells)


def _number(element: "Element", name: str, otherwise: int = 0) -> int:
    text = element.get(SS + name) or ""
    return int(text) if text.isascii() and text.isdigit() else otherwise


def _value(cell: "Element") -> Value:
    data = cell.find(f"{SS}Data")
    if data is None:
        return UNCALCULATED if cell.get(f"{SS}Formula") else None
    text = "".join(_texts(data))
    try:
        match data.get(f"{SS}Type"):
            case "Number":
                return float(text)
            case "DateTime":
                moment = text.removesuffix(MIDNIGHT)
                return (
                    date.fromisoformat(moment) if moment != text else datetime.fromisoformat(text)
                )
            case "Boolean":
                return "TRUE" if text == "1" else "FALSE"
    except ValueError:
        pass  # said to be a number or a day, and none: then a text
    return text or None


def _texts(data: "Element") -> Iterator[str]:
    return (text for text in data.itertext() if isinstance(text, str))
