"""The habits of insurers: one table of policies, written in any of the ways in which it comes."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from hypothesis import strategies as st

from tests.whole.ledgers import code

Cell = str | float | date | None
Grid = list[list[Cell]]
Merge = tuple[int, int, int, int]

FORMATS = ("xlsx", "xls", "utf-8", "utf-8-sig", "gb18030")
DAYS = ("date", "2019-06-30", "2019.6.30", "2019/6/30", "20190630", "2019年6月30日")
UNITS = ("元", "header 元", "header 万元", "line 万元", "cell 元", "cell 万元", "¥1,200.00")


@dataclass(frozen=True)
class Written:
    """A policy as it should stand in the store; money in fen."""

    policy_no: str
    name: str
    uscc: str
    inception: date
    expiry: date
    premium: int
    heads: int
    limit: int


@dataclass(frozen=True)
class Habits:
    """How an insurer writes its ledger."""

    format: str
    days: str
    unit: str
    titles: int
    margin: int
    one_cell: bool
    two_rows: bool
    gaps: bool
    total: bool
    foot: bool
    sheets: int


def policies() -> st.SearchStrategy[list[Written]]:
    """Give ledgers of one to eight policies, each of its own number and firm."""
    return st.lists(_policy(), min_size=1, max_size=8, unique_by=lambda one: one.policy_no)


@st.composite
def _policy(draw: st.DrawFn) -> Written:
    number = draw(st.integers(1, 999_999))
    begins = draw(st.dates(date(2018, 1, 1), date(2019, 12, 30)))
    heads = draw(st.integers(5, 400))
    return Written(
        f"PZAQ{number:010d}",
        f"淄博{number}号化工有限公司",
        code(number) if draw(st.booleans()) else "",
        begins,
        begins + timedelta(days=draw(st.integers(30, 400))),
        heads * draw(st.integers(5_000, 30_000)) + draw(st.integers(0, 99)),
        heads,
        draw(st.sampled_from([10_000_000, 30_000_000, 50_000_000])),
    )


def habits() -> st.SearchStrategy[Habits]:
    """Give any combination of habits."""
    return st.builds(
        Habits,
        format=st.sampled_from(FORMATS),
        days=st.sampled_from(DAYS),
        unit=st.sampled_from(UNITS),
        titles=st.integers(0, 2),
        margin=st.integers(0, 2),
        one_cell=st.booleans(),
        two_rows=st.booleans(),
        gaps=st.booleans(),
        total=st.booleans(),
        foot=st.booleans(),
        sheets=st.integers(1, 2),
    )


def write(folder: Path, ledger: Sequence[Written], habit: Habits) -> Path:
    """Write a ledger in an insurer's way; gives the file."""
    parts = [ledger]
    if habit.sheets > 1 and habit.format in {"xlsx", "xls"} and len(ledger) > 1:
        half = len(ledger) // 2
        parts = [ledger[:half], ledger[half:]]
    names = ["王村镇", "北郊镇"][: len(parts)] if len(parts) > 1 else ["承保明细"]
    sheets = [(name, *_sheet(part, habit)) for name, part in zip(names, parts, strict=True)]
    if habit.format == "xlsx":
        return _xlsx(folder / "人保财险2019-12.xlsx", sheets)
    if habit.format == "xls":
        return _xls(folder / "人保财险2019-12.xls", sheets)
    return _csv(folder / "人保财险2019-12.csv", sheets[0][1], habit.format)


def write_stacked(folder: Path, parts: Sequence[tuple[Sequence[Written], Habits]]) -> Path:
    """Write several tables below each other on one sheet, each in its own way; gives the file.

    The first one's habits say what kind of file it is.
    """
    rows: Grid = []
    merges: list[Merge] = []
    for number, (ledger, habit) in enumerate(parts, start=1):
        rows += [[], [f"({'一二三'[number - 1]})第{number}部分明细"]]
        own, merged = _sheet(ledger, replace(habit, format=parts[0][1].format))
        merges += [(r0 + len(rows), c0, r1 + len(rows), c1) for r0, c0, r1, c1 in merged]
        rows += own
    book = parts[0][1].format
    path = folder / f"人保财险2019-12.{book if book in {'xlsx', 'xls'} else 'csv'}"
    if book == "xlsx":
        return _xlsx(path, [("承保明细", rows, merges)])
    if book == "xls":
        return _xls(path, [("承保明细", rows, merges)])
    return _csv(path, rows, book)


def _sheet(ledger: Sequence[Written], habit: Habits) -> tuple[Grid, list[Merge]]:
    titles: Grid = [["安全生产责任保险承保明细表"], ["报送单位：周村支公司"]]
    rows = titles[: habit.titles]
    if habit.unit == "line 万元":
        rows.append(["金额单位：万元"])
    head, merges = _header(habit, len(rows))
    rows += head
    for at, one in enumerate(ledger, start=1):
        rows.append([at, *_cells(one, habit)])
        if habit.gaps and at % 2:
            rows.append([])
    if habit.total:
        width = len(rows[-1] or rows[-2])
        premium = sum(one.premium for one in ledger)
        rows.append(["合计", *[None] * (width - 4), _money(premium, habit), None, None])
    if habit.foot:
        rows += [[], ["制表人：王某", None, "审核：李某"]]
    shift: list[Cell] = [None] * habit.margin
    moved = [(r0, c0 + habit.margin, r1, c1 + habit.margin) for r0, c0, r1, c1 in merges]
    return [[*shift, *row] if row else [] for row in rows], moved


def _header(habit: Habits, top: int) -> tuple[Grid, list[Merge]]:
    """Give the header; of two rows it has the period and the amounts below a common name."""
    note = {"header 元": "（元）", "header 万元": "（万元）"}.get(habit.unit, "")
    plain: list[Cell] = ["序号", "保险单号", "被保险人", "统一社会信用代码"]
    days: list[Cell] = ["保险期间"] if habit.one_cell else ["保险起期", "保险止期"]
    money: list[Cell] = [f"保费{note}", "投保人数", f"每人责任限额{note}"]
    if not habit.two_rows or habit.one_cell:
        return [[*plain, *days, *money]], []
    above: list[Cell] = [*plain, "保险期间", None, *money]
    below: list[Cell] = [*[None] * len(plain), "起期", "止期", None, None, None]
    at = len(plain)
    merges = [(top, at, top, at + 1)]
    merges += [(top, c, top + 1, c) for c in range(len(above)) if c not in {at, at + 1}]
    return [above, below], merges


def _cells(one: Written, habit: Habits) -> list[Cell]:
    days: list[Cell] = [_day(one.inception, habit), _day(one.expiry, habit)]
    if habit.one_cell:
        days = [f"{_text(one.inception, habit)}至{_text(one.expiry, habit)}"]
    money = [_money(one.premium, habit), one.heads, _money(one.limit, habit)]
    return [one.policy_no, one.name, one.uscc or None, *days, *money]


def _day(day: date, habit: Habits) -> Cell:
    if habit.days == "date" and habit.format in {"xlsx", "xls"}:
        return day
    return _text(day, habit)


def _text(day: date, habit: Habits) -> str:
    texts = {
        "2019.6.30": f"{day.year}.{day.month}.{day.day}",
        "2019/6/30": f"{day.year}/{day.month}/{day.day}",
        "20190630": f"{day:%Y%m%d}",
        "2019年6月30日": f"{day.year}年{day.month}月{day.day}日",
    }
    return texts.get(habit.days, day.isoformat())


def _money(fen: int, habit: Habits) -> Cell:
    """Write an amount; in ten thousands its six decimals hold every fen."""
    yuan = Decimal(fen) / 100
    if habit.unit in {"header 万元", "line 万元"}:
        return float(yuan / 10_000)
    if habit.unit == "cell 万元":
        return f"{yuan / 10_000:f}万元"
    if habit.unit == "cell 元":
        return f"{yuan:f}元"
    return f"¥{yuan:,.2f}" if habit.unit.startswith("¥") else float(yuan)


def _xlsx(path: Path, sheets: Sequence[tuple[str, Grid, list[Merge]]]) -> Path:
    from xlsxwriter import Workbook

    with Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows, merges in sheets:
            sheet = book.add_worksheet(name)
            for r0, c0, r1, c1 in merges:
                sheet.merge_range(r0, c0, r1, c1, "")
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if cell is not None:
                        sheet.write(at, column, cell)
    return path


def _xls(path: Path, sheets: Sequence[tuple[str, Grid, list[Merge]]]) -> Path:
    from xlwt import Workbook, easyxf

    book = Workbook()
    day = easyxf(num_format_str="yyyy-mm-dd")
    for name, rows, merges in sheets:
        sheet = book.add_sheet(name)
        for r0, c0, r1, c1 in merges:
            sheet.merge(r0, r1, c0, c1)
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write(at, column, cell, day)
                elif cell is not None:
                    sheet.write(at, column, cell)
    book.save(str(path))
    return path


def _csv(path: Path, rows: Grid, encoding: str) -> Path:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path
