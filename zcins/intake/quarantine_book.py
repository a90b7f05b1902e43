"""The workbook that goes back to an insurer: its faulty rows, marked, and how to correct them."""

import io
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import TYPE_CHECKING, Any

from zcins.i18n import in_chinese
from zcins.intake.cells import Value
from zcins.intake.columns import vocabulary
from zcins.intake.quarantine_sheet import (
    ORIGIN_ROW,
    ORIGIN_SHEET,
    REASON,
    SentRow,
    SentSheet,
    sent_sheets,
)
from zcins.records import Kind

if TYPE_CHECKING:
    from zcins.store import Quarantined

COVER = "说明"
MARK = "zcins-quarantine"
OWN_COLUMNS = (REASON, ORIGIN_SHEET, ORIGIN_ROW)
WIDEST, NARROWEST = 40, 9
LONGEST_NAME = 31
FIRST_YEAR = 1900
_BARRED = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))
_NOTES = (
    "1. 各工作表列出未能导入的行，均为贵公司原表内容；橙色单元格须更正，黄色单元格请核对。",
    "2. 原因写在“问题”一列和单元格的批注里。请直接在原单元格中更正，不必改动其余各列。",
    "3. 内容相互矛盾的行，请保留正确的一行并删除其余各行；确属批改的，请填写批单号。",
    "4. 请勿改动“原工作表”“原行号”两列和本页末行，它们用来对应原表；新增的行这两列留空。",
    "5. 更正后请将本文件发回，可以改名，可以另存为 .xls 或用 WPS、LibreOffice 保存。",
    "6. 删除的行仍视为待更正；无须更正的行请另行说明原因，由主管部门注销。",
)
_STYLES: dict[str, dict[str, Any]] = {
    "head": {"bold": True, "bg_color": "#D9E2F3", "border": 1, "text_wrap": True},
    "bad": {"bg_color": "#F8CBAD", "border": 1},
    "doubtful": {"bg_color": "#FFF2CC", "border": 1},
    "plain": {"border": 1},
    "reason": {"border": 1, "text_wrap": True, "font_color": "#C00000", "valign": "top"},
    "title": {"bold": True, "font_size": 16},
    "mark": {"font_color": "#808080", "font_size": 8},
}


def quarantine_book(
    entry: Mapping[str, Any], rows: Sequence["Quarantined"], insurer: str | None
) -> bytes:
    """Give the held rows of an import (of the list of imports) as a workbook to be corrected.

    `insurer` is its name for the cover. Always Chinese.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - heavy

    fields = vocabulary().fields(Kind(entry["kind"]))
    with in_chinese():
        sheets = sent_sheets(rows, entry["layouts"], fields)
    buffer = io.BytesIO()
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(buffer, {**safe, "in_memory": True}) as book:
        styles = Styles(book)
        _cover(book.add_worksheet(COVER), styles, entry, sheets, insurer)
        taken = {COVER}
        for sheet in sheets:
            name = _free_name(sheet.name, taken)
            _write_sheet(book.add_worksheet(name), styles, sheet)
    return buffer.getvalue()


class Styles:
    """The formats of the workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[str, str], Any] = {}

    def __call__(self, style: str, number: str = "General") -> Any:
        """Give a style with a number format."""
        if (style, number) not in self._made:
            settings = {**_STYLES[style], "num_format": number}
            self._made[style, number] = self._book.add_format(settings)
        return self._made[style, number]


def _free_name(name: str, taken: set[str]) -> str:
    """Give a name that a workbook may hold and does not yet hold; a text file's can be any."""
    plain = name.translate(_BARRED).strip("' ") or "Sheet"
    plain = f"{plain}_" if plain.lower() == "history" else plain
    known = {each.lower() for each in taken}
    number, free = 1, plain[:LONGEST_NAME]
    while free.lower() in known:
        number += 1
        end = f"({number})"
        free = plain[: LONGEST_NAME - len(end)] + end
    taken.add(free)
    return free


def _cover(
    sheet: Any,
    styles: Styles,
    entry: Mapping[str, Any],
    sheets: Sequence[SentSheet],
    insurer: str | None,
) -> None:
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 60)
    sheet.set_column(2, 3, 12)
    sheet.write_string(0, 0, "待更正台账", styles("title"))
    facts = [
        ("原文件", entry["file"]),
        ("承保机构", insurer or "—"),
        ("报送期间", entry["period"]),
        ("导入编号", str(entry["id"])),
        ("待更正行数", str(sum(len(each.rows) for each in sheets))),
    ]
    for at, (label, value) in enumerate(facts, start=2):
        sheet.write_string(at, 0, label)
        sheet.write_string(at, 1, value)
    at = _reasons(sheet, styles, sheets, at=8)
    for note in _NOTES:
        sheet.write_string(at, 0, note)
        at += 1
    for place, mark in enumerate((MARK, str(entry["id"]), entry["sha256"])):
        sheet.write_string(at + 1, place, mark, styles("mark"))


def _reasons(sheet: Any, styles: Styles, sheets: Sequence[SentSheet], at: int) -> int:
    """Count the rows by what is wrong with them; gives the row below the table."""
    counts: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], str] = {}
    for each in sheets:
        for row in each.rows:
            faults = {(fault.title or "整行", _plain(fault.message)) for fault in row.faults}
            counts.update(faults)
            for fault in faults:
                first.setdefault(fault, f"{row.sheet} 第{row.row}行")
    sheet.write_row(at, 0, ["列", "问题", "行数", "首见于"], styles("head"))
    for reason, count in counts.most_common():
        at += 1
        sheet.write_string(at, 0, reason[0], styles("plain"))
        sheet.write_string(at, 1, reason[1], styles("plain"))
        sheet.write_number(at, 2, count, styles("plain"))
        sheet.write_string(at, 3, first[reason], styles("plain"))
    return at + 2


def _plain(message: str) -> str:
    """Give a message without what it says of single rows."""
    return message.partition("（对照")[0]


def _write_sheet(sheet: Any, styles: Styles, sent: SentSheet) -> None:
    own = len(OWN_COLUMNS)
    sheet.write_row(0, 0, [*OWN_COLUMNS, *sent.headers], styles("head"))
    sheet.freeze_panes(1, own)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 48)
    for at, header in enumerate(sent.headers):
        texts = [header, *(_shown(row.cells[at]) for row in sent.rows)]
        widest = max(sum(2 if char > "ÿ" else 1 for char in text) for text in texts)
        sheet.set_column(own + at, own + at, min(max(widest + 2, NARROWEST), WIDEST))
    for line, row in enumerate(sent.rows, start=1):
        _write_row(sheet, styles, line, row)


def _write_row(sheet: Any, styles: Styles, line: int, row: SentRow) -> None:
    sheet.write_string(line, 0, "\n".join(fault.line for fault in row.faults), styles("reason"))
    sheet.write_string(line, 1, row.sheet, styles("plain"))
    sheet.write_number(line, 2, row.row, styles("plain"))
    for place, value in enumerate(row.cells):
        faults = [fault for fault in row.faults if fault.at == place]
        grave = any(fault.grave for fault in faults)
        style = "bad" if grave else "doubtful" if faults else "plain"
        at = (line, place + len(OWN_COLUMNS))
        _write_value(sheet, styles, at, value, style)
        if faults:
            note = "\n".join(fault.message for fault in faults)
            sheet.write_comment(*at, note, {"x_scale": 2, "author": "zcins"})


def _write_value(sheet: Any, styles: Styles, at: tuple[int, int], value: Value, style: str) -> None:
    """Write a cell as what it was: a text stays a text, a number a number, a day a day."""
    if value is None:
        sheet.write_blank(*at, None, styles(style))
    elif isinstance(value, time | timedelta):
        sheet.write_datetime(*at, value, styles(style, "hh:mm:ss"))
    elif isinstance(value, date) and value.year >= FIRST_YEAR:
        clock = " hh:mm:ss" if isinstance(value, datetime) else ""
        sheet.write_datetime(*at, value, styles(style, f"yyyy-mm-dd{clock}"))
    elif isinstance(value, int | float) and isfinite(value):
        sheet.write_number(*at, value, styles(style))
    else:
        sheet.write_string(*at, str(value), styles(style))


def _shown(value: Value) -> str:
    return "" if value is None else str(value)
