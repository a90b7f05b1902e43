"""Labelled sheets for measuring how headers are found: invented ledgers in many dresses.

Each sheet says where its tables stand, which rows are records and which column is which field.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks.header_forms import FORMS, TITLES, Form, Named
from zcins.intake.workbook import Sheet, Value
from zcins.records import Kind

Merge = tuple[int, int, int, int]
ROWS_A_TABLE = 6


@dataclass(slots=True)
class Truth:
    """A table as it is: header rows from 1, fields by column from zero, record rows from 1."""

    header_rows: range
    fields: dict[int, str]
    records: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Labelled:
    """A sheet and what is true of it."""

    name: str
    kind: Kind
    rows: list[list[Value]] = field(default_factory=list)
    merged: list[Merge] = field(default_factory=list)
    tables: list[Truth] = field(default_factory=list)

    def sheet(self) -> Sheet:
        """Give the sheet alone."""
        return Sheet("Sheet1", self.rows, tuple(self.merged))


class Writer:
    """Writes one labelled sheet from the top down."""

    def __init__(self, name: str, form: Form, draw: random.Random, left: int = 0) -> None:
        self.made = Labelled(name, form.kind)
        self._form, self._draw, self._left = form, draw, left

    def line(self, *texts: Value, wide: bool = False) -> None:
        """Write a line of its own, merged over the table if `wide`."""
        at = len(self.made.rows)
        self.made.rows.append([*[None] * self._left, *texts])
        if wide:
            last = self._left + len(self._form.columns) - 1
            self.made.merged.append((at, self._left, at, last))

    def header(self, columns: Sequence[Named], *, merge: bool = True) -> None:
        """Write a header of as many rows as its deepest column, and begin a table."""
        top, height = len(self.made.rows), max(len(column.path) for column in columns)
        grid: list[list[Value]] = [[None] * len(columns) for _row in range(height)]
        for at, column in enumerate(columns):
            for level, text in enumerate(column.path):
                same = at and columns[at - 1].path[: level + 1] == column.path[: level + 1]
                if not (same and level < len(column.path) - 1):
                    grid[level][at] = text
            if merge and len(column.path) < height:
                place = self._left + at
                bottom = top + height - 1
                self.made.merged.append((top + len(column.path) - 1, place, bottom, place))
        for row in grid:
            self.line(*row)
        if merge:
            self._merge_groups(columns, top)
        fields = {self._left + at: one.field for at, one in enumerate(columns) if one.field}
        self.made.tables.append(Truth(range(top + 1, top + 1 + height), fields))

    def _merge_groups(self, columns: Sequence[Named], top: int) -> None:
        at = 0
        while at < len(columns):
            end, group = at, columns[at].path[0]
            while end + 1 < len(columns) and columns[end + 1].path[0] == group:
                end += 1
            if end > at:
                self.made.merged.append((top, self._left + at, top, self._left + end))
            at = end + 1

    def records(self, columns: Sequence[Named], count: int = ROWS_A_TABLE) -> None:
        """Write records."""
        for _row in range(count):
            self.line(*(value(column.values, self._draw) for column in columns))
            self.made.tables[-1].records.append(len(self.made.rows))

    def total(self, columns: Sequence[Named], label: str | None) -> None:
        """Write the sums of the last table's amounts, called `label` or nothing."""
        rows = [self.made.rows[number - 1] for number in self.made.tables[-1].records]
        sums: list[Value] = [None] * len(columns)
        for at, column in enumerate(columns):
            if column.values in {"money", "wan"} and column.field:
                sums[at] = round(sum(float(str(row[self._left + at])) for row in rows), 2)
        if label:
            sums[0] = label
        self.line(*sums)


def value(kind: str, draw: random.Random) -> Value:
    """Invent a cell."""
    day = f"2019-{draw.randrange(1, 13):02}-{draw.randrange(1, 28):02}"
    number = draw.randrange(10**6)
    makers: dict[str, Callable[[], Value]] = {
        "code": lambda: f"PZAQ2019{number:08}",
        "name": lambda: f"淄博{draw.choice('鑫恒瑞宏泰')}{number % 97}化工有限公司",
        "uscc": lambda: f"91370306MA{number:08}",
        "day": lambda: day,
        "period": lambda: f"{day}至2020-12-31",
        "money": lambda: float(draw.randrange(1200, 90000)),
        "wan": lambda: float(draw.randrange(30, 100)),
        "count": lambda: float(draw.randrange(3, 300)),
        "insurer": lambda: "人保财险",
        "town": lambda: draw.choice(["王村镇", "北郊镇", "南郊镇"]),
        "new": lambda: "新保",
        "text": lambda: draw.choice(["安责险", "在产", "检查", "培训"]),
    }
    return makers[kind]()


Dress = Callable[[Writer, Form], None]


def _simple(write: Writer, form: Form) -> None:
    write.header(form.columns)
    write.records(form.columns)


def _titled(write: Writer, form: Form) -> None:
    write.line(f"2019年6月{TITLES[form.kind]}", wide=True)
    write.line("填报单位：某公司", None, "填报日期：2019年7月1日", None, "单位：元")
    _simple(write, form)
    write.total(form.columns, "合计")
    write.line("制表人：张某", None, "审核：李某")


def _loose(write: Writer, form: Form) -> None:
    """Write without merges, blank rows between, a numbering row, a total without a word."""
    write.line()
    write.line(TITLES[form.kind])
    write.line()
    write.header(form.columns, merge=False)
    write.line(*(float(number) for number in range(1, len(form.columns) + 1)))
    write.records(form.columns, 3)
    write.line()
    write.records(form.columns, 3)
    write.total(form.columns, None)


def _paged(write: Writer, form: Form) -> None:
    """Write three pages, each with title and header."""
    for page in (1, 2, 3):
        write.line(f"{TITLES[form.kind]} 第{page}页")
        write.header(form.columns)
        if page > 1:
            del write.made.tables[-1]
        write.records(form.columns)
        write.total(form.columns, "本页合计")


def _several(write: Writer, form: Form) -> None:
    """Write two tables one below the other, the second with its columns the other way round."""
    write.line("一、上半年明细")
    _simple(write, form)
    write.total(form.columns, "合计")
    write.line()
    write.line("二、下半年明细")
    turned = form.columns[::-1]
    write.header(turned)
    write.records(turned)


def _decoys(write: Writer, form: Form) -> None:
    """Write an explanation, a summary and an example of names above the table."""
    write.line("填表说明：请按企业名称、保单号、保费逐行填写，不得合并单元格。")
    write.line("汇总", "企业数", "保费", "赔款")
    write.line("全区", 12.0, 34000.0, 0.0)
    write.line("必填项", "企业名称", "日期", "金额")
    write.line()
    _simple(write, form)
    write.line("合计：6家")
    write.line("注：1.数据来源于业务系统")


DRESSES: dict[str, Dress] = {
    "simple": _simple,
    "titled": _titled,
    "loose": _loose,
    "paged": _paged,
    "several": _several,
    "decoys": _decoys,
}


def labelled_sheets() -> Iterator[Labelled]:
    """Give every form in every dress, the columns shifted to the right in every other one."""
    draw = random.Random(20180805)
    for number, form in enumerate(FORMS):
        for at, (name, dress) in enumerate(DRESSES.items()):
            write = Writer(f"{form.kind.value} {number} {name}", form, draw, left=(number + at) % 3)
            dress(write, form)
            yield write.made
