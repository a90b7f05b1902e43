"""Old workbooks (.xls): what their records say beside the values."""

import io
import random
import struct

import pytest
import xlwt

from zcins.errors import InputRefusedError
from zcins.intake.cells import UNCALCULATED
from zcins.intake.grid import Note
from zcins.intake.workbook import Value, read_workbook


def old_book(rows: int = 3) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("承保")
    for at in range(rows):
        sheet.write(at, 0, f"P{at}")
        sheet.write(at, 1, at + 0.5)
    sheet.row(0).set_cell_error(2, 0x2A)
    sheet.row(1).set_cell_error(3, 0x17)
    sheet.row(1).set_cell_boolean(4, True)
    sheet.row(2).hidden = True
    sheet.col(1).hidden = True
    book.add_sheet("Old").write(0, 0, "x")
    book.get_sheet(1).visibility = 1
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize("rows", [3, 20_000])
def test_failed_cells_and_hidden_things_of_an_old_workbook(rows: int) -> None:
    read = read_workbook("a.xls", old_book(rows))
    first, second, third = read.sheets[0].rows[:3]
    assert first == ["P0", 0.5, "#N/A"]
    assert second == ["P1", 1.5, None, "#REF!", "TRUE"]
    assert third == ["P2", 2.5]
    assert set(read.notes) == {
        Note("hidden_rows", "承保", 1),
        Note("hidden_columns", "承保", 1),
        Note("hidden_sheet", "Old"),
    }


def formulas(*texts: str) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("承保")
    sheet.write(0, 0, "保费")
    for at, text in enumerate(texts, start=1):
        sheet.write(0, at, xlwt.Formula(text))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def first_row(data: bytes) -> list[Value]:
    return read_workbook("a.xls", data).sheets[0].rows[0]


NOTHING, ZERO, SEVEN = b"\3\0\0\0\0\0\xff\xff", bytes(8), struct.pack("<d", 7)


def test_a_formula_that_no_program_has_worked_out_is_no_blank() -> None:
    data = formulas("1+2", "3+4")
    assert first_row(data) == ["保费", UNCALCULATED, UNCALCULATED]
    zeros = data.replace(NOTHING, ZERO)
    assert first_row(zeros) == ["保费", UNCALCULATED, UNCALCULATED]


def test_where_one_formula_was_worked_out_all_were() -> None:
    data = formulas("1+2", "3+4").replace(NOTHING, SEVEN, 1)
    assert first_row(data) == ["保费", 7.0]
    assert first_row(data.replace(NOTHING, ZERO)) == ["保费", 7.0, 0.0]


def test_what_a_spreadsheet_program_saved_was_worked_out() -> None:
    # xlwt's record of the window protection, two bytes long, stands in for the recalculation's.
    data = formulas("1+2").replace(b"\x19\0\2\0\0\0", b"\xc1\1\2\0\0\0", 1)
    assert first_row(data) == ["保费"]
    assert first_row(data.replace(NOTHING, ZERO)) == ["保费", 0.0]


def test_a_container_that_leads_in_circles_never_reaches_the_reader() -> None:
    whole = bytearray(old_book())
    table = 512 * (1 + int.from_bytes(whole[76:80], "little"))
    directory = int.from_bytes(whole[48:52], "little")
    place = table + 4 * directory
    whole[place : place + 4] = directory.to_bytes(4, "little")
    with pytest.raises(InputRefusedError, match="damaged"):
        read_workbook("a.xls", bytes(whole))


def test_an_old_sheet_that_claims_more_than_it_holds() -> None:
    whole = old_book()
    size = bytes.fromhex("00020e00")  # the record's kind and length
    place = whole.index(size) + len(size) + 4
    claiming = whole[:place] + (1 << 31).to_bytes(4, "little") + whole[place + 4 :]
    with pytest.raises(InputRefusedError, match="damaged"):
        read_workbook("a.xls", claiming)


def test_a_cell_outside_the_sheet() -> None:
    whole = bytearray(old_book())
    place = whole.rindex(bytes.fromhex("fd000a00")) + 4  # the last text
    whole[place : place + 4] = b"\xff\xff\xff\xff"
    with pytest.raises(InputRefusedError, match="cells on a sheet"):
        read_workbook("a.xls", bytes(whole))


def test_a_broken_container_is_left_to_the_reader() -> None:
    whole = old_book()
    draw = random.Random(3)  # noqa: S311
    for _turn in range(300):
        broken = bytearray(whole[: draw.randrange(600, len(whole))])
        for _byte in range(20):
            broken[draw.randrange(8, len(broken))] = draw.randrange(256)
        try:
            read_workbook("a.xls", bytes(broken))
        except InputRefusedError as refused:
            assert "a.xls" in refused.message  # noqa: PT017 - most are refused, some still read
