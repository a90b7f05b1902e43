"""Formulas: what was last worked out counts; what failed or never was is no zero and no blank."""

import pytest

from tests.intake.parcels import MAIN, parcel, text_cell
from zcins.intake.cells import UNCALCULATED, is_unknown
from zcins.intake.values import (
    CellFault,
    parse_code,
    parse_count,
    parse_date,
    parse_money,
    parse_text,
)
from zcins.intake.workbook import Value, read_workbook

ROW = '<row r="{row}">{cells}</row>'


def rows(data: bytes) -> list[list[Value]]:
    return [list(row) for row in read_workbook("a.xlsx", data).sheets[0].rows]


def one_row(cells: str) -> list[Value]:
    (row,) = rows(parcel(ROW.format(row=1, cells=text_cell("A1", "保费") + cells)))
    return row[1:]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="B1"><f>1+1</f><v>2</v></c>', 2.0),
        ('<c r="B1" t="str"><f>A1</f><v>保费</v></c>', "保费"),
        ('<c r="B1"><f>C1*2</f></c>', UNCALCULATED),
        ('<c r="B1" s="4"><f>C1*2</f><v></v></c>', UNCALCULATED),
        ('<c r="B1"><f t="shared" si="0"/><v/></c>', UNCALCULATED),
        ('<c r="B1"><f t="array" ref="B1">SUM(C1&lt;5)</f></c>', UNCALCULATED),
        ('<c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!"),
        ('<c r="B1" t="e"><v>#N/A</v></c>', "#N/A"),
        ("<c r='B1' t='e'><v>#REF!</v></c>", "#REF!"),
    ],
)
def test_a_formula_shows_its_last_value_or_that_it_has_none(cell: str, value: Value) -> None:
    assert one_row(cell) == [value]


def test_a_formula_that_gives_no_text_is_blank() -> None:
    cells = '<c r="B1" t="str"><f>IF(1,"","x")</f><v></v></c><c r="C1"><v>5</v></c>'
    assert one_row(cells) == [None, 5.0]


def test_failed_cells_beyond_all_others_are_kept_in_their_places() -> None:
    first = ROW.format(row=2, cells=text_cell("B2", "保费"))
    last = ROW.format(row=4, cells='<c r="D4"><f>B9</f></c>')
    assert rows(parcel(first + last))[1:] == [
        [None, "保费"],
        [],
        [None, None, None, UNCALCULATED],
    ]


def test_prefixed_elements_are_understood() -> None:
    cells = '<x:c r="A1"><x:v>1</x:v></x:c><x:c r="B1"><x:f>A9</x:f></x:c>'
    sheet = f'<x:sheetData><x:row r="1">{cells}</x:row></x:sheetData>'
    whole = f'<x:worksheet xmlns:x="{MAIN}">{sheet}</x:worksheet>'
    assert rows(parcel("", extra={"xl/worksheets/sheet1.xml": whole})) == [[1.0, UNCALCULATED]]


def test_a_zero_of_a_program_that_does_not_calculate_is_none() -> None:
    cells = '<c r="B1"><f>C1*2</f><v>0</v></c><c r="C1"><v>0</v></c>'
    sheet = ROW.format(row=1, cells=text_cell("A1", "保费") + cells)
    assert rows(parcel(sheet)) == [["保费", 0.0, 0.0]]
    (row,) = rows(parcel(sheet, book='<calcPr calcId="1" fullCalcOnLoad="1"/>'))
    assert row == ["保费", UNCALCULATED, 0.0]


@pytest.mark.parametrize("parse", [parse_text, parse_code, parse_count, parse_date, parse_money])
@pytest.mark.parametrize("text", ["#N/A", "#REF!", "#DIV/0!", UNCALCULATED])
def test_the_text_of_a_failed_formula_is_a_fault(parse: object, text: str) -> None:
    assert callable(parse)
    assert not is_unknown(text)
    with pytest.raises(CellFault, match="formula_error"):
        parse(text)


def test_marks_in_pieces_of_a_large_sheet_are_all_found() -> None:
    filler = "备" * 300
    many = "".join(
        ROW.format(row=at, cells=text_cell(f"A{at}", filler) + f'<c r="B{at}"><f>A{at}</f></c>')
        for at in range(1, 3001)
    )
    found = rows(parcel(many))
    assert len(found) == 3000
    assert all(row == [filler, UNCALCULATED] for row in found)
