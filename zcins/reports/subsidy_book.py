"""The list for finance: every line of a batch, and totals that add up by formula."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from zcins.reports.sheets import HEADER_ROW, Column, Table, Workbook
from zcins.reports.subsidy_words import DECISIONS, payer_name, reason_name
from zcins.reports.wording import NOT_STATED, share
from zcins.scheme import Scheme
from zcins.subsidy import Batch, Line

SHEET = "明细"
_SECTOR, _TOWN, _INSURER = 3, 4, 5
_BEFORE_AMOUNT = 15
_A3 = 8


@dataclass(frozen=True, slots=True)
class _Group:
    """The lines of one insurer, sector or town."""

    name: str
    lines: tuple[Line, ...]

    def amount(self, payer: str | None = None) -> int:
        """Give what they amount to in fen, or a payer's part of it."""
        if payer is None:
            return sum(line.amount for line in self.lines)
        return sum(line.shares.get(payer, 0) for line in self.lines)


def list_for_finance(batch: Batch, scheme: Scheme, office: str, title: str) -> bytes:
    """Give the workbook; the same batch gives the same bytes."""
    at = datetime.fromisoformat(batch.stored.at)
    book = Workbook(title, office, at)
    note = f"第{batch.id}号批次，截至{batch.stored.as_of.isoformat()}；金额单位：元。"
    payers = list(batch.sums.shares)
    sheet = book.sheet(SHEET, title, note)
    sheet.set_paper(_A3)
    rows = list(enumerate(batch.lines, start=1))
    columns = _columns(scheme, payers)
    table = book.table(sheet, columns, rows, (None, None), HEADER_ROW)
    _totals(book, sheet, table, batch)
    groups: Sequence[tuple[str, int, Callable[[Line], str]]] = (
        ("分行业", _SECTOR, lambda line: _sector(scheme, line)),
        ("分镇办", _TOWN, lambda line: line.town or NOT_STATED),
        ("分承保机构", _INSURER, lambda line: scheme.insurer_name(line.insurer)),
    )
    for name, column, key in groups:
        found = _grouped(batch.lines, key)
        _group_sheet(book, name, note, column, found, payers, table)
    _payer_sheet(book, note, batch, payers, table)
    return book.content()


def _sector(scheme: Scheme, line: Line) -> str:
    return scheme.sector_name(line.sector) if line.sector else NOT_STATED


def _columns(scheme: Scheme, payers: Sequence[str]) -> list[Column]:
    def of(title: str, name: str, kind: Any = "text", total: Any = "", width: int = 0) -> Column:
        return Column(title, lambda row: row[1] and getattr(row[1], name), kind, total, width)

    def told(title: str, get: Callable[[Line], Any], width: int) -> Column:
        return Column(title, lambda row: row[1] and get(row[1]), width=width)

    return [
        Column("序号", lambda row: row[0], "int", width=6),
        of("企业名称", "name", width=32),
        of("统一社会信用代码", "uscc", width=21),
        told("行业领域", lambda line: _sector(scheme, line), 11),
        told("镇办", lambda line: line.town or NOT_STATED, 16),
        told("承保机构", lambda line: scheme.insurer_name(line.insurer), 12),
        of("保单号", "policy_no", width=23),
        Column("起保日期", lambda row: row[1] and date.fromisoformat(row[1].inception), "date"),
        of("投保年度", "insured_year", "int", width=9),
        of("应收保费", "due", "money", width=14),
        of("实收保费", "received", "money", width=14),
        of("补贴基数", "base", "money", width=14),
        told("补贴比例", lambda line: share(Decimal(line.rate)) if line.rate else "", 10),
        of("应补金额", "entitled", "money", width=14),
        of("以前批次已补", "granted_before", "money", width=14),
        of("本次金额", "amount", "money", "sum", 14),
        *(
            Column(payer_name(payer), partial(_share_of, payer), "money", "sum", 14)
            for payer in payers
        ),
        told("审核结论", lambda line: DECISIONS[line.decision], 10),
        told("原因", lambda line: reason_name(line.reason), 26),
    ]


def _share_of(payer: str, row: tuple[int | None, Line | None]) -> int | None:
    return row[1].shares.get(payer, 0) if row[1] else None


def _totals(book: Workbook, sheet: Any, table: Table, batch: Batch) -> None:
    """Put the total's label and its sums, which the table could not know, under the lines."""
    under = table.last + 1
    sheet.write_string(under, 1, "合计", book.form("text", strong=True))
    values = [batch.sums.total, *batch.sums.shares.values()]
    form = book.form("money", strong=True)
    for place, value in enumerate(values, start=_BEFORE_AMOUNT):
        book.formula(sheet, (under, place), f"SUM({table.column(place)})", value / 100, form)


def _grouped(lines: Iterable[Line], key: Callable[[Line], str]) -> list[_Group]:
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(key(line), []).append(line)
    return [_Group(name, tuple(found[name])) for name in sorted(found)]


def _group_sheet(
    book: Workbook,
    name: str,
    note: str,
    by: int,
    groups: list[_Group],
    payers: Sequence[str],
    lines: Table,
) -> None:
    """Write totals by one of the list's columns as SUMIF over it, with a total below."""
    sheet = book.sheet(name, f"{name}汇总", note)
    whole = _Group("合计", tuple(line for group in groups for line in group.lines))
    columns = [
        Column(name.removeprefix("分"), lambda group: group.name, width=24),
        Column("笔数", lambda group: len(group.lines), "int", "sum"),
        Column("本次金额", lambda group: group.amount(), "money", "sum"),
        *(
            Column(payer_name(one), partial(_Group.amount, payer=one), "money", "sum")
            for one in payers
        ),
    ]
    table = book.table(sheet, columns, groups, whole)
    keys = lines.column(by)
    for row, group in enumerate(groups, start=table.first):
        here = table.cell(0, row).rpartition("!")[2]
        count = f"COUNTIF({keys},{here})"
        book.formula(sheet, (row, 1), count, len(group.lines), book.form("int"))
        for place, payer in enumerate((None, *payers)):
            total = f"SUMIF({keys},{here},{lines.column(_BEFORE_AMOUNT + place)})"
            value = group.amount(payer) / 100
            book.formula(sheet, (row, 2 + place), total, value, book.form("money"))


def _payer_sheet(
    book: Workbook, note: str, batch: Batch, payers: Sequence[str], lines: Table
) -> None:
    """Write what each payer bears, granted and asked back apart, and the check of the sum."""
    sheet = book.sheet("分资金来源", "分资金来源汇总", note)
    columns = [
        Column("资金来源", lambda row: row[0], width=24),
        Column("拨付", lambda row: row[1], "money", "sum"),
        Column("追回", lambda row: row[2], "money", "sum"),
        Column("净额", lambda row: row[3], "money", "sum"),
    ]
    figures = []
    for payer in payers:
        parts = [line.shares.get(payer, 0) for line in batch.lines]
        out, back = sum(p for p in parts if p > 0), sum(p for p in parts if p < 0)
        figures.append((out, back, out + back))
    sums = [sum(column) for column in zip(*figures, strict=True)] or [0, 0, 0]
    rows = [(payer_name(payer), *one) for payer, one in zip(payers, figures, strict=True)]
    table = book.table(sheet, columns, rows, ("合计", *sums))
    for row, (place, values) in enumerate(enumerate(figures), start=table.first):
        part = lines.column(_BEFORE_AMOUNT + 1 + place)
        texts = (f'SUMIF({part},">0")', f'SUMIF({part},"<0")', f"SUM({part})")
        for at, text in enumerate(texts, start=1):
            book.formula(sheet, (row, at), text, values[at - 1] / 100, book.form("money"))
