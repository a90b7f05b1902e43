"""The rows of a sheet that are no records: totals, foot lines, headers printed again."""

import re
from collections.abc import Sequence
from enum import StrEnum
from itertools import islice

from zcins.intake.cells import Value, folded
from zcins.intake.header import Header, is_blank, one_line
from zcins.intake.sections import is_title, plain

LABEL_CELLS = 3
# A text this long beside the word "total" is a number or a name: then the row is a record.
SHORTEST_IDENTITY = 6
FEWEST_NUMBERED = 3
COLUMN_LABELS = frozenset({"栏次", "列次", "序号", "甲", "乙", "丙", "丁", "A", "B", "C", "D"})
IDENTITY = frozenset({"policy_no", "case_no", "enterprise_name", "uscc", "voucher_no"})
_SUMMED = re.compile(
    r"(?P<whose>.{0,12}?)(?P<word>总合计|合计|总计|共计|小计|累计)"
    r"(?:\(.*\))?(?:\d+[户家笔份件人条])?:?(?:\d+[户家笔份件人条])?"
)
_COUNTED = re.compile(r"共\d+[户家笔份件人条页].*")
_LABEL = (
    r"(?:制表|填表|填报|审核|复核|经办|报送|上报|统计|联系|打印|导出|制单|主管|分管|单位|部门|企业)?"
    r"(?:人员?|单位|机构|日期|时间|说明|电话|领导|负责人)|制表|审核|复核|统计|制单|盖章|签字|审批|批准"
)
_FOOT = re.compile(
    rf"(?:{_LABEL})(?:\((?:盖章|签字|签章|公章)\))?\s*:.*|(?:{_LABEL})\((?:盖章|签字|签章|公章)\).*"
    r"|(?:注|备注|附注|填表说明|填报说明|说明|数据来源|来源|金额单位)\s*\d*\s*[:.、].*|填[表报]说明"
    r"|第\s*\d+\s*页.*|共\s*\d+\s*页.*|-+\s*\d+\s*-+"
)
_BARE_LABEL = re.compile(_LABEL)
_LIST_ITEM = re.compile(r"\(?[\d一二三四五六七八九十]+[).、.].*")


class Row(StrEnum):
    """What a row below the header is."""

    RECORD = "record"
    TOTAL = "total"
    SUBTOTAL = "subtotal"
    OTHER = "other"


class Furniture:
    """Tells records from the rest, for the rows below one header in their order."""

    def __init__(self, rows: Sequence[Sequence[Value]], header: Header) -> None:
        above = [row for row in rows[: header.end] if not is_blank(row)]
        counted = next(
            (row for row in rows[header.end : header.end + 1] if is_numbering(row)), None
        )
        if counted is not None:
            above.append(counted)
        self._printed = {_printed(row) for row in above}
        self._printed_labels = {_label(row) for row in above}
        self._titles = frozenset[str]().union(*(_title(row) for row in above if is_title(row)))
        self._identity = [each.index for each in header.columns if each.field in IDENTITY]
        self._few = len(header.columns) // 2
        self._in_foot = False

    def kind_of(self, row: Sequence[Value]) -> Row:
        """Give what a row that is not blank is; what is not surely something else is a record."""
        label = _label(row)
        if label in self._printed_labels and self.is_printed(row):
            return Row.OTHER
        if self._titles and is_title(row) and _title(row) <= self._titles:
            return Row.OTHER  # the title of a next page
        if isinstance(label, str) and self._is_foot(folded(label), row):
            self._in_foot = True
            return Row.OTHER
        return self._total(row)

    def is_printed(self, row: Sequence[Value]) -> bool:
        """Tell whether a row stands above the records already: a title or header of a next page."""
        return _printed(row) in self._printed

    def is_plain(self, row: Sequence[Value]) -> bool:
        """Tell at a glance that a row can be nothing but a record, as nearly all are.

        It begins with a number or a code, was not printed above, and says no word for a total.
        """
        label = row[0] if row else None
        if label is None or label in self._printed_labels:
            return False
        if isinstance(label, str) and not (label.isascii() and label.isalnum()):
            return False
        texts = 0
        for cell in row:
            if cell.__class__ is str:
                if "计" in cell:
                    return False
                texts += 1
                if texts == LABEL_CELLS:
                    break
        return True

    def _is_foot(self, label: str, row: Sequence[Value]) -> bool:
        if _FOOT.fullmatch(label) or _COUNTED.fullmatch(label):
            return True
        filled = sum(cell is not None for cell in row)
        if _BARE_LABEL.fullmatch(label):
            return filled <= self._few
        return self._in_foot and filled == 1 and bool(_LIST_ITEM.fullmatch(label))

    def _total(self, row: Sequence[Value]) -> Row:
        texts = (index for index, cell in enumerate(row) if isinstance(cell, str) and cell.strip())
        for index in islice(texts, LABEL_CELLS):
            match = _SUMMED.fullmatch("".join(folded(str(row[index])).split()))
            if match and not self._has_identity(row, index):
                whole = not match["whose"] and match["word"] not in {"小计", "累计"}
                return Row.TOTAL if whole else Row.SUBTOTAL
        return Row.RECORD

    def _has_identity(self, row: Sequence[Value], label: int) -> bool:
        cells = [row[index] for index in self._identity if index != label and index < len(row)]
        return any(isinstance(cell, str) and len(cell) >= SHORTEST_IDENTITY for cell in cells)


def is_numbering(row: Sequence[Value]) -> bool:
    """Tell whether a row only numbers the columns: 1, 2, 3, …, after a few of 甲, 乙 or 栏次."""
    texts = [folded(_digits(cell)) for cell in row if not is_blank([cell])]
    while texts and texts[0] in COLUMN_LABELS:
        del texts[0]
    numbers = [text.strip("()栏") for text in texts]
    return len(numbers) >= FEWEST_NUMBERED and numbers == [
        str(number) for number in range(1, len(numbers) + 1)
    ]


def _digits(cell: Value) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _title(row: Sequence[Value]) -> frozenset[str]:
    return plain([one_line(cell) for cell in row if not is_blank([cell])])


def _label(row: Sequence[Value]) -> Value:
    return next(cell for cell in row if not is_blank([cell]))


def _printed(row: Sequence[Value]) -> tuple[str, ...]:
    return tuple("".join(one_line(cell).split()) for cell in row)
