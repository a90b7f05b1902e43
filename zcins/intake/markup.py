"""Web pages saved as .xls, as insurers' web systems do: their tables as the rows of one sheet."""

import codecs
import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from zcins.errors import InputRefusedError
from zcins.i18n import _
from zcins.intake.cells import Value
from zcins.intake.delimited import check_text
from zcins.intake.grid import Note, Range, Sheet, Workbook
from zcins.intake.guard import refuse_damaged
from zcins.intake.limits import Limits

if TYPE_CHECKING:
    from lxml.html import HtmlElement

PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|meta|body|table|style"
    rb"|div|title|center|script)\b",
    re.IGNORECASE | re.DOTALL,
)
CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
CONTROLS = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
SHEET_NAME = re.compile(r"<x:Name>([^<]+)</x:Name>", re.IGNORECASE)
SEARCHED = 4096
# The old Chinese encodings are all read as the newest, which holds them.
CHINESE = frozenset({"gb2312", "gbk", "gb18030", "cp936", "x-gbk"})
FULL_NUMBER = "x:num"
# What a web browser allows at most.
WIDEST, TALLEST = 1000, 65_534
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "caption", "center", "div")
HIDDEN = "display:none"


def is_page(start: bytes) -> bool:
    """Say whether a file begins as a web page does."""
    return PAGE.match(start.removeprefix(codecs.BOM_UTF8)) is not None


def read_page(file: str, stem: str, data: bytes, limits: Limits) -> Workbook:
    """Give a page's headings and tables as one sheet, merged cells as merged.

    Nothing outside the file is fetched. Raises InputRefusedError where it holds no table, lost
    its characters, or is larger than the limits.
    """
    limits.check(file, "markup_megabytes", len(data))
    text = _text(file, data)
    check_text(file, text)
    page = _parsed(file, text)
    if page.find(".//table") is None:
        raise InputRefusedError(
            _("{file}: this is a web page without a table.").format(file=file),
            _("Open it in the spreadsheet program and save it as .xlsx."),
        )
    layout = Layout(file, limits)
    for block in _blocks(page):
        layout.add(block)
    names = SHEET_NAME.findall(text)
    name = html.unescape(names[0]) if len(names) == 1 else stem
    notes = (Note("hidden_rows", name, layout.hidden),) if layout.hidden else ()
    return Workbook((Sheet(name, layout.rows, layout.merged()),), file, notes)


def _parsed(file: str, text: str) -> "HtmlElement":
    from lxml import etree  # noqa: PLC0415 - heavy
    from lxml.html import HTMLParser, document_fromstring  # noqa: PLC0415 - heavy

    parser = HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        page = document_fromstring(text.encode(), parser=parser)
    except etree.LxmlError as error:
        refuse_damaged(file, error)
    # Where the parser gives up it keeps what it has: the rest would be lost in silence.
    if any(entry.level_name == "FATAL" for entry in parser.error_log):
        refuse_damaged(file)
    etree.strip_elements(page, "script", "style", with_tail=False)
    return page


def _text(file: str, data: bytes) -> str:
    match = CHARSET.search(data[:SEARCHED])
    named = match[1].decode().lower() if match else "utf-8"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        named = "utf-16"
    for encoding in ("gb18030" if named in CHINESE else named, "utf-8-sig", "gb18030"):
        try:
            return CONTROLS.sub("", data.decode(encoding))
        except (UnicodeDecodeError, LookupError):
            continue
    raise InputRefusedError(
        _("{file}: the text is in none of the encodings that are read.").format(file=file),
        _("Open it in the spreadsheet program and save it as .xlsx."),
    )


def _blocks(page: "HtmlElement") -> Iterator["HtmlElement"]:
    """Give the headings and the tables that hold no tables, in their order on the page."""
    for line_break in page.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
    for element in page.iter(*HEADINGS, "table"):
        if element.find(".//table") is None and (element.tag == "table" or _is_heading(element)):
            yield element


def _is_heading(element: "HtmlElement") -> bool:
    """Say whether an element is a line of its own, outside the tables' cells."""
    if element.tag == "div" and len(element):
        return False
    return next(element.iterancestors("td", "th"), None) is None


class Layout:
    """A sheet that grows by a page's blocks; cells that span others are merged ranges."""

    def __init__(self, file: str, limits: Limits) -> None:
        self.rows: list[list[Value]] = []
        self._file, self._limits = file, limits
        self._merged: list[Range] = []
        self.hidden = 0
        self._cells = 0

    def merged(self) -> tuple[Range, ...]:
        """Give the merged ranges, none reaching below the last row."""
        last = len(self.rows) - 1
        return tuple((top, left, min(low, last), right) for top, left, low, right in self._merged)

    def add(self, block: "HtmlElement") -> None:
        """Add a heading as a row, or a table as its rows."""
        if block.tag != "table":
            text = _shown(block)
            self.rows += [[text]] if text else []
            return
        taken: dict[int, int] = {}  # the last row that a cell above reaches to, by column
        for row in block.iter("tr"):
            self._add_row(row, taken)

    def _add_row(self, row: "HtmlElement", taken: dict[int, int]) -> None:
        at, cells = len(self.rows), list[Value]()
        self.hidden += HIDDEN in "".join((row.get("style") or "").lower().split())
        for cell in row.iterchildren("td", "th"):
            while taken.get(len(cells), -1) >= at:
                cells.append(None)
            left = len(cells)
            wide, tall = _span(cell, "colspan", WIDEST), _span(cell, "rowspan", TALLEST)
            cells += [_value(cell), *[None] * (wide - 1)]
            if wide > 1 or tall > 1:
                self._merged.append((at, left, at + tall - 1, left + wide - 1))
            if tall > 1:
                taken.update(dict.fromkeys(range(left, left + wide), at + tall - 1))
        self.rows.append(cells)
        self._cells += len(cells)
        self._limits.check(self._file, "cells", self._cells)


def _span(cell: "HtmlElement", name: str, most: int) -> int:
    text = (cell.get(name) or "").strip()
    return min(max(int(text), 1), most) if text.isascii() and text.isdigit() else 1


def _value(cell: "HtmlElement") -> Value:
    """Give a cell's text, or the whole number behind what is shown, where the page keeps it."""
    try:
        return float(cell.get(FULL_NUMBER) or "")
    except ValueError:
        return _shown(cell)


def _shown(element: "HtmlElement") -> str | None:
    lines = "".join(element.itertext()).replace("\xa0", " ").splitlines()
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines))) or None
