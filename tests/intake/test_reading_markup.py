"""Web pages, XML and text tables that insurers' web systems save as .xls."""

import io
from datetime import date, datetime

import pytest

from zcins.errors import InputRefusedError
from zcins.intake.cells import UNCALCULATED
from zcins.intake.grid import Note
from zcins.intake.limits import Limits
from zcins.intake.workbook import Workbook, read_workbook

PAGE = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<meta http-equiv="Content-Type" content="text/html; charset={charset}">
<!--[if gte mso 9]><xml><x:ExcelWorkbook><x:Name>承保明细</x:Name></x:ExcelWorkbook></xml>
<![endif]-->
<style>td {{ color: red }}</style></head><body>
<h3>安全生产责任保险承保台账</h3>
<table><tr><td colspan=3>单位：元</td></tr>
<tr><th rowspan="2">保单号</th><th colspan="2">保费<br>（元）</th></tr>
<tr><th>应收</th><th>实收</th></tr>
<tr><td>00123</td><td x:num="1200.456">1,200.46</td><td>&nbsp;</td></tr>
<tr style="display: none"><td>P&amp;2<script>alert(1)</script></td><td>3</td><td>4</td></tr>
</table><p>制表人：张三</p></body></html>"""

GRID = [
    ["安全生产责任保险承保台账"],
    ["单位：元", None, None],
    ["保单号", "保费\n（元）", None],
    [None, "应收", "实收"],
    ["00123", 1200.456, None],
    ["P&2", "3", "4"],
    ["制表人：张三"],
]

SHEETML = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel">
<Worksheet ss:Name="承保"><Table>
<Row><Cell ss:MergeAcross="1" ss:MergeDown="1"><Data ss:Type="String">台账</Data></Cell>
<Cell><Data ss:Type="String">右</Data></Cell></Row>
<Row ss:Index="4" ss:Hidden="1"><Cell ss:Index="2"><Data ss:Type="Number">12.5</Data></Cell>
<Cell><Data ss:Type="DateTime">2019-06-30T00:00:00.000</Data></Cell>
<Cell><Data ss:Type="DateTime">2019-06-30T12:30:00.000</Data></Cell>
<Cell><Data ss:Type="Boolean">1</Data></Cell>
<Cell ss:Formula="=A1"><Data ss:Type="Error">#REF!</Data></Cell>
<Cell ss:Formula="=A1"/></Row></Table></Worksheet>
<Worksheet ss:Name="旧"><Table><Row><Cell><Data ss:Type="String">x</Data></Cell></Row></Table>
<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible>
</WorksheetOptions></Worksheet></Workbook>"""


def grid(book: Workbook) -> list[list[object]]:
    return [list(row) for row in book.sheets[0].rows]


def refusal(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(InputRefusedError) as caught:
        read_workbook("a.xls", data, limits or Limits())
    assert "a.xls" in caught.value.message
    assert caught.value.hint
    return caught.value.message


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("utf-8", "utf-8"), ("utf-8", "utf-8-sig"), ("gb2312", "gb18030"), ("utf-8", "gb18030")],
)
@pytest.mark.parametrize("name", ["a.xls", "a.xlsx", "a.csv"])
def test_a_web_page(name: str, charset: str, encoding: str) -> None:
    book = read_workbook(name, PAGE.format(charset=charset).encode(encoding))
    assert grid(book) == GRID
    (sheet,) = book.sheets
    assert sheet.name == "承保明细"
    assert set(sheet.merged) == {(1, 0, 1, 2), (2, 0, 3, 0), (2, 1, 2, 2)}
    assert book.notes == (Note("hidden_rows", "承保明细", 1),)


def test_bare_tables_below_each_other_and_tables_for_looks() -> None:
    inner = "<table><tr><td>1</td><td>2</td></tr></table>"
    page = f"<table><tr><td>{inner}</td></tr></table><table><tr><td>3<tr><td>4</table>"
    assert grid(read_workbook("a.xls", page.encode())) == [["1", "2"], ["3"], ["4"]]


def test_spans_beyond_the_table_are_cut() -> None:
    first = '<tr><td rowspan="60000">甲</td><td colspan="x">1</td></tr>'
    page = f"<table>{first}<tr><td>2</td></tr></table>"
    book = read_workbook("a.xls", page.encode())
    assert grid(book) == [["甲", "1"], [None, "2"]]
    assert book.sheets[0].merged == ((0, 0, 1, 0),)


def test_a_page_that_is_no_table() -> None:
    assert "without a table" in refusal(b"<html><body><p>404 Not Found</p></body></html>")
    lost = "<table><tr><td>\ufffd\ufffd</td></tr></table>"
    assert "characters were lost" in refusal(lost.encode())
    assert "empty" in refusal(b"<html><table><tr><td> &nbsp; </td></tr></table></html>")


def test_a_page_made_to_hurt() -> None:
    deep = b"<div>" * 5000 + b"x" + b"</div>" * 5000
    page = b"<table><tr><td>" + deep + b"</td></tr><tr><td>2</td></tr></table>"
    assert "damaged" in refusal(page)
    wide = b"<table>" + b"<tr><td colspan=1000>1</td></tr>" * 30 + b"</table>"
    assert "cells on a sheet; the limit is 20000" in refusal(wide, Limits(cells=20_000))
    assert "web page" in refusal(wide, Limits(markup_megabytes=0))


def test_an_xml_workbook_of_2003() -> None:
    book = read_workbook("a.xls", SHEETML.encode())
    shown, hidden = book.sheets
    assert list(shown.rows) == [
        ["台账", None, "右"],
        [],
        [],
        [
            *(None, 12.5, date(2019, 6, 30), datetime(2019, 6, 30, 12, 30)),  # noqa: DTZ001
            *("TRUE", "#REF!", UNCALCULATED),
        ],
    ]
    assert shown.merged == ((0, 0, 1, 1),)
    assert (hidden.name, hidden.hidden, list(hidden.rows)) == ("旧", True, [["x"]])
    assert set(book.notes) == {Note("hidden_rows", "承保", 1), Note("hidden_sheet", "旧")}


def test_an_xml_workbook_made_to_hurt() -> None:
    entities = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n<Workbook '
    assert "entities" in refusal(SHEETML.replace("<Workbook ", entities).encode())
    assert "damaged" in refusal(SHEETML[:900].encode())
    far = SHEETML.replace('ss:Index="4"', 'ss:Index="1000000000"')
    assert "cells on a sheet" in refusal(far.encode())
    aside = SHEETML.replace('ss:Index="2"', 'ss:Index="1000000000"')
    assert "cells on a sheet" in refusal(aside.encode())


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", ["\t", ","])
def test_a_text_table_saved_as_xls(encoding: str, mark: str) -> None:
    text = f"保单号{mark}企业名称\r\n00123{mark}淄博某某化工有限公司\r\n"
    book = read_workbook("a.xls", text.encode(encoding))
    assert grid(book) == [["保单号", "企业名称"], ["00123", "淄博某某化工有限公司"]]


@pytest.mark.parametrize(
    "data",
    ["请查收附件\n".encode(), b"%PDF-1.7\n1,2\n\x00\x01", b"\x1f\x8b\x08\0abc", b"\x89PNG\r\n"],
)
def test_what_is_neither(data: bytes) -> None:
    assert "not a spreadsheet" in refusal(data)


def test_an_old_workbook_named_xlsx_and_the_other_way_round() -> None:
    import xlsxwriter
    import xlwt

    old = xlwt.Workbook(encoding="utf-8")
    old.add_sheet("甲").write(0, 0, "保单号")
    target = io.BytesIO()
    old.save(target)
    assert grid(read_workbook("a.xlsx", target.getvalue())) == [["保单号"]]
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        book.add_worksheet().write(0, 0, "保单号")
    assert grid(read_workbook("a.xls", target.getvalue())) == [["保单号"]]
