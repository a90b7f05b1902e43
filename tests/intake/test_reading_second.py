"""Where the first reader fails a second one is tried, and the receipt says so."""

import io
from datetime import date

import pytest
import python_calamine
import xlsxwriter

from tests.intake.parcels import parcel, text_cell
from zcins.errors import InputRefusedError
from zcins.intake.cells import UNCALCULATED
from zcins.intake.grid import Note
from zcins.intake.reading import noted
from zcins.intake.workbook import Workbook, read_workbook


class PanicError(BaseException):
    """What the first reader raises when it panics: outside Exception."""


def fail(*_args: object) -> None:
    raise PanicError("index out of bounds")


def book() -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as made:
        day = made.add_format({"num_format": "yyyy-mm-dd"})
        sheet = made.add_worksheet("承保")
        sheet.merge_range("B2:C3", "保费")
        sheet.write_row(4, 1, ["P1", 12.5, True])
        sheet.write_datetime(4, 4, date(2019, 6, 30), day)
        sheet.write_formula(4, 5, "=1/0", None, "#DIV/0!")
        made.add_worksheet("旧").write(0, 0, "x")
        made.worksheets()[1].hide()
        made.add_chartsheet("图").set_chart(made.add_chart({"type": "column"}))
        made.worksheets()[2].chart.add_series({"values": "=承保!$C$5:$C$5"})
    return target.getvalue()


def both(monkeypatch: pytest.MonkeyPatch, data: bytes) -> tuple[Workbook, Workbook]:
    first = read_workbook("a.xlsx", data)
    monkeypatch.setattr(python_calamine, "load_workbook", fail)
    return first, read_workbook("a.xlsx", data)


def trimmed(rows: object) -> list[list[object]]:
    """Give rows without the blanks at their ends, which each reader counts in its own way."""
    assert isinstance(rows, list)
    return [
        row[: max((at for at, cell in enumerate(row, 1) if cell is not None), default=0)]
        for row in rows
    ]


def test_both_readers_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = both(monkeypatch, book())
    assert [sheet.name for sheet in second.sheets] == ["承保", "旧"]
    for one, other in zip(first.sheets, second.sheets, strict=True):
        assert trimmed(list(one.rows)) == trimmed(list(other.rows))
        assert (one.merged, one.hidden) == (other.merged, other.hidden)
    row = list(second.sheets[0].rows)[4]
    assert row == [None, "P1", 12.5, "TRUE", date(2019, 6, 30), "#DIV/0!"]
    assert set(second.notes) - set(first.notes) == {Note("second_reader")}


def test_the_second_reader_does_not_trust_dimensions(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(
        f'<row r="{at}">{text_cell(f"A{at}", "x")}<c r="B{at}"><f>A9</f></c></row>'
        for at in range(1, 4)
    )
    _first, second = both(monkeypatch, parcel(rows, before='<dimension ref="A1"/>'))
    assert list(second.sheets[0].rows) == [["x", UNCALCULATED]] * 3


def test_where_both_fail_the_file_is_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(python_calamine, "load_workbook", fail)
    broken = parcel("", extra={"xl/worksheets/sheet1.xml": "<worksheet><sheetData><row"})
    with pytest.raises(InputRefusedError, match="damaged"):
        read_workbook("a.xlsx", broken)


def test_an_interrupt_is_not_taken_for_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(python_calamine, "load_workbook", interrupt)
    with pytest.raises(KeyboardInterrupt):
        read_workbook("a.xlsx", book())


def test_the_first_reader_prints_nothing_of_its_own(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    import os

    def panic(*_args: object) -> None:
        os.write(2, b"thread '<unnamed>' panicked at src/lib.rs\n")
        raise PanicError

    monkeypatch.setattr(python_calamine, "load_workbook", panic)
    read_workbook("a.xlsx", book())
    os.write(2, b"after")
    assert capfd.readouterr().err == "after"


def test_notes_become_problems_of_the_sheets_that_were_read() -> None:
    notes = (Note("second_reader"), Note("hidden_rows", "承保", 3), Note("hidden_rows", "参数", 1))
    problems = noted(notes, ["承保"])
    assert [(one.sheet, one.problem, one.severity) for one in problems] == [
        ("", "second_reader", "note"),
        ("承保", "hidden_rows", "note"),
    ]
    assert problems[1].message.endswith(": 3")
