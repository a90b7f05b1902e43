"""Files to grids, or one clear sentence."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
import xlwt

from zcins.errors import InputRefusedError
from zcins.intake.workbook import Workbook, read_workbook

TORTURE = Path(__file__).resolve().parents[3] / "shared" / "torture"


def xlsx() -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("承保")
        sheet.merge_range("B2:D2", "台账")
        sheet.write_row("B4", ["保单号", 12.0, True])
        sheet.write_datetime("E4", date(2019, 6, 30), book.add_format({"num_format": "yyyy/m/d"}))
        book.add_worksheet("旧").hide()
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=承保!$C$4:$C$4"})
        book.add_chartsheet("图").set_chart(chart)
    return target.getvalue()


def xls() -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    book.add_sheet("甲").write(1, 1, "保单号")
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def refusal(name: str, data: bytes) -> str:
    with pytest.raises(InputRefusedError) as caught:
        read_workbook(name, data)
    assert name in caught.value.message
    assert caught.value.hint
    return caught.value.message


def csv_rows(data: bytes, name: str = "a.csv") -> list[list[object]]:
    book: Workbook = read_workbook(name, data)
    return [list(row) for row in book.sheets[0].rows]


def test_an_xlsx_keeps_its_places_merges_and_hidden_sheets() -> None:
    shown, hidden = read_workbook("a.xlsx", xlsx()).sheets
    assert (shown.name, shown.hidden) == ("承保", False)
    assert shown.rows[3] == [None, "保单号", 12.0, "TRUE", date(2019, 6, 30)]
    assert shown.rows[1] == [None, "台账"]
    assert shown.merged == ((1, 1, 1, 3),)
    assert (hidden.name, hidden.hidden) == ("旧", True)


@pytest.mark.parametrize("name", ["a.xls", "a.xlsx", "a.XLSM", "a.csv"])
def test_content_decides_and_not_the_suffix(name: str) -> None:
    assert read_workbook(name, xls()).sheets[0].rows[1] == [None, "保单号"]
    assert read_workbook(name, xlsx()).sheets[0].name == "承保"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_encodings(encoding: str) -> None:
    text = "保单号,企业名称\n00123,淄博某某化工有限公司\n"
    expected = [["保单号", "企业名称"], ["00123", "淄博某某化工有限公司"]]
    assert csv_rows(text.encode(encoding)) == expected


@pytest.mark.parametrize("mark", [",", "\t", ";", "|"])
def test_csv_delimiters(mark: str) -> None:
    text = f"保单号{mark}保费\nPZ1{mark}12.50\n"
    assert csv_rows(text.encode()) == [["保单号", "保费"], ["PZ1", "12.50"]]
    assert csv_rows(text.encode(), "a.tsv") == [["保单号", "保费"], ["PZ1", "12.50"]]


def test_csv_cells() -> None:
    text = '保单号,保费\r\n="00123","1,200.00"\r\n\r\n"甲\n乙",\r\n'
    assert csv_rows(text.encode()) == [
        ["保单号", "保费"],
        ["00123", "1,200.00"],
        [],
        ["甲\n乙", None],
    ]


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.csv", "a.tsv"])
@pytest.mark.parametrize("data", [b"", b" \r\n", b"\0" * 20])
def test_an_empty_file(name: str, data: bytes) -> None:
    assert "empty" in refusal(name, data)


def test_a_workbook_without_cells_is_empty() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        book.add_worksheet()
    assert "empty" in refusal("a.xlsx", target.getvalue())
    assert "empty" in refusal("a.csv", b",,,\n,,,\n")


def test_what_is_no_spreadsheet() -> None:
    assert "not a spreadsheet" in refusal("a.xlsx", "请查收附件\n".encode())
    assert "not read" in refusal("a.docx", xlsx())
    assert "binary" in refusal("a.csv", b"\x01\x00\x02\x00a,b\n")


@pytest.mark.parametrize("data", [xlsx()[:3000], xls()[:1000]])
def test_a_truncated_file(data: bytes) -> None:
    assert "damaged" in refusal("a.xlsx", data)


def test_lost_characters_are_reported() -> None:
    assert "lost" in refusal("a.csv", "保单号,\ufffd\ufffd\n".encode())
    assert "lost" in refusal("a.csv", "保单号,锟斤拷\n".encode("gb18030"))
    assert "neither" in refusal("a.csv", b"name,caf\xe9,x\xff\n")


def test_an_open_quotation_mark_swallows_no_rows() -> None:
    assert "line" in refusal("a.csv", '保单号,名称\n1,"甲\n2,乙\n'.encode())


def test_a_sheet_with_a_cell_in_the_far_corner_is_refused() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "保单号")
        sheet.write(1_048_575, 16_383, 1)
    assert "too large" in refusal("a.xlsx", target.getvalue())


def test_an_archive_that_is_no_workbook_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert "no Excel workbook" in refusal("a.xlsx", target.getvalue())


@pytest.mark.skipif(not TORTURE.is_dir(), reason="the broken spreadsheets are not here")
@pytest.mark.parametrize(
    "file",
    [
        "calamine/pass_protected.xlsx",
        "python-calamine/password.xls",
        "poi/xor-encryption-abc.xls",
    ],
)
def test_a_protected_file(file: str) -> None:
    path = TORTURE / file
    assert "password" in refusal(path.name, path.read_bytes())
