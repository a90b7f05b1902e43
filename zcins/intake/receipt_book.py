"""The receipt as a workbook to send to the insurer: 回执 and 问题. Always Chinese."""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from zcins.i18n import in_chinese
from zcins.intake.answers import ANSWERS
from zcins.intake.columns import vocabulary
from zcins.intake.faults import MESSAGES, problem_message
from zcins.records import Kind

Line = Sequence[Any]

_KINDS = {
    "register": "企业台账",
    "policies": "保单台账",
    "claims": "理赔台账",
    "prevention": "事故预防费用台账",
    "accidents": "事故台账",
    ANSWERS: "部门答复",
}
_STATES = {
    "imported": "已导入",
    "already_imported": "此前已导入",
    "dry_run": "试导入（未入库）",
    "refused": "未接收",
}
_ROWS = {
    "read": "读取行数",
    "accepted": "入库行数",
    "new": "其中新增",
    "updated": "其中变更",
    "unchanged": "其中未变",
    "quarantined": "待更正行数",
    "skipped": "非数据行（标题、合计等）",
}
_MONEY = {
    "read": "读取合计（元）",
    "accepted": "入库（元）",
    "quarantined": "待更正（元）",
    "unreadable": "无法识别的单元格",
    "stated": "原表合计（元）",
    "difference": "原表合计减读取合计（元）",
}
_LINKS = {
    "by_code": "按信用代码认定",
    "by_name": "按名称认定",
    "by_alias": "按既往认定",
    "to_review": "待人工认定",
    "unmatched": "未找到企业",
}
_PROBLEM_HEAD = ("文件", "工作表", "行", "单元格", "列", "原内容", "处理", "问题")
_WIDTHS = {"回执": (30, 24, *[18] * 6), "问题": (30, 18, 8, 10, 18, 24, 12, 60)}


def receipt_book(
    documents: Sequence[Mapping[str, Any]], insurer_name: Callable[[str], str]
) -> bytes:
    """Give receipts (the contract's `imports[]`) as a workbook."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - heavy

    buffer = io.BytesIO()
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with in_chinese(), Workbook(buffer, {**safe, "in_memory": True}) as book:
        bold = book.add_format({"bold": True, "bg_color": "#D9E2F3", "border": 1})
        money = book.add_format({"num_format": "#,##0.00"})
        receipts = (line for one in documents for line in _receipt(one, insurer_name))
        problems = (line for one in documents for line in _problems(one))
        for name, lines in (("回执", receipts), ("问题", [_PROBLEM_HEAD, *problems])):
            sheet = book.add_worksheet(name)
            for at, width in enumerate(_WIDTHS[name]):
                sheet.set_column(at, at, width)
            _write(sheet, lines, bold, money)
        sheet.freeze_panes(1, 0)
    return buffer.getvalue()


def _write(sheet: Any, lines: Iterable[Line], bold: Any, money: Any) -> None:
    """Write lines; one that is a tuple is a heading, an amount is a Decimal."""
    for row, line in enumerate(lines):
        for at, value in enumerate(line):
            if isinstance(line, tuple):
                sheet.write_string(row, at, value, bold)
            elif isinstance(value, Decimal):
                sheet.write_number(row, at, value, money)
            elif isinstance(value, int):
                sheet.write_number(row, at, value)
            elif value is not None:
                sheet.write_string(row, at, str(value))


def _receipt(document: Mapping[str, Any], insurer_name: Callable[[str], str]) -> Iterator[Line]:
    yield ("回执", document["file"])
    yield ["处理结果", _STATES[document["status"]]]
    if document["status"] == "refused":
        yield ["原因", document["error"]]
        yield []
        return
    yield ["台账类别", _KINDS[document["kind"]]]
    yield ["承保机构", insurer_name(document["insurer"]) if document["insurer"] else "—"]
    yield ["报送期间", document["period"] or "—"]
    yield ["导入编号", document["id"]]
    if document["corrects"]:
        yield ["更正的导入编号", document["corrects"]]
    yield ["文件校验值（SHA-256）", document["sha256"]]
    for name, title in _ROWS.items():
        yield [title, document["rows"][name]]
    for name, title in _LINKS.items():
        if links := document.get("links"):
            yield [title, links[name]]
    if missing := document["missing"]:
        yield ["以往台账有、本表未列", len(missing), "、".join(missing)]
    yield from _money(document)
    yield from _columns(document)
    yield []


def _money(document: Mapping[str, Any]) -> Iterator[Line]:
    if not document["money"]:
        return
    yield ("金额", *_MONEY.values())
    titles = _titles(document)
    for name, account in document["money"].items():
        values = (account[key] for key in _MONEY)
        amounts = [Decimal(each) if isinstance(each, str) else each for each in values]
        yield [titles[name], *amounts]


def _columns(document: Mapping[str, Any]) -> Iterator[Line]:
    yield ("工作表", "表头行", "未识别的列")
    for sheet in document["sheets"]:
        yield [sheet["sheet"], sheet["header_row"], "、".join(sheet["unmapped"])]
    for sheet in document["left_out"]:
        yield [sheet["sheet"], None, "未读取：不是台账" if not sheet["hidden"] else "未读取：隐藏"]


def _problems(document: Mapping[str, Any]) -> Iterator[Line]:
    titles = _titles(document) if document.get("problems") else {}
    for problem in document.get("problems", []):
        code, name = problem["problem"], problem["field"]
        plain = code in MESSAGES and code not in {"total_mismatch", "unrecognised_column"}
        yield [
            *(document["file"], problem["sheet"], problem["row"], problem["cell"]),
            titles.get(name, name),
            problem["value"],
            "待更正" if problem["severity"] == "error" else "提示",
            problem_message(code) if plain else problem["message"],
        ]


def _titles(document: Mapping[str, Any]) -> dict[str, str]:
    """Name the fields of a ledger: by its own headers, else as most ledgers do."""
    fields = vocabulary().fields(Kind(document["kind"]))
    known = {name: field.title for name, field in fields.items()}
    return known | {
        name: header for sheet in document["sheets"] for header, name in sheet["columns"].items()
    }
