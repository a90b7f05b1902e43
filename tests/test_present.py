"""Rows on the screen and in files."""

import io
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from zcins.console import cell_width
from zcins.errors import UsageFaultError
from zcins.present import Column, csv_text, show, write_file

COLUMNS = [
    Column("name", "企业"),
    Column("count", "Policies", "int"),
    Column("premium", "Premium", "money"),
    Column("rate", "Rate", "rate"),
    Column("since", "Since", "date"),
]
ROWS: list[dict[str, Any]] = [
    {
        "name": "王村化工",
        "count": 1200,
        "premium": 1234560,
        "rate": 0.75,
        "since": date(2019, 6, 30),
    },
    {"name": "=1+1", "count": None, "premium": None, "rate": None, "since": None},
]
TOTAL = {"count": 1200, "premium": 1234560}


def test_json_is_exact(capsys: pytest.CaptureFixture[str]) -> None:
    show(ROWS, COLUMNS, fmt="json")
    assert json.loads(capsys.readouterr().out) == [
        {
            "name": "王村化工",
            "count": 1200,
            "premium": "12345.60",
            "rate": 0.75,
            "since": "2019-06-30",
        },
        {"name": "=1+1", "count": None, "premium": None, "rate": None, "since": None},
    ]


def test_json_answers_the_document_where_there_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    show(ROWS, COLUMNS, fmt="json", document={"as_of": date(2019, 6, 30), "rows": []})
    assert json.loads(capsys.readouterr().out) == {"as_of": "2019-06-30", "rows": []}


@pytest.mark.parametrize(("encoding", "literal"), [("utf-8", True), ("gbk", False)])
def test_redirected_json_is_valid_utf8_whatever_the_code_page(
    encoding: str, *, literal: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding)
    monkeypatch.setattr(sys, "stdout", stream)
    show(ROWS, COLUMNS, fmt="json")
    stream.flush()
    text = raw.getvalue().decode("utf-8")
    assert json.loads(text)[0]["name"] == "王村化工"
    assert ("王村化工" in text) is literal


def test_csv_on_stdout_is_verbatim(capsys: pytest.CaptureFixture[str]) -> None:
    show(ROWS, COLUMNS, fmt="csv")
    assert capsys.readouterr().out.splitlines() == [
        "企业,Policies,Premium,Rate,Since",
        "王村化工,1200,12345.60,0.75,2019-06-30",
        "=1+1,,,,",
    ]


def test_table_shows_thousands_and_unknowns(capsys: pytest.CaptureFixture[str]) -> None:
    show(ROWS, COLUMNS, title="Coverage", total=TOTAL)
    out = capsys.readouterr().out
    assert "12,345.60" in out
    assert "75.00%" in out
    assert "Total" in out
    lines = [line for line in out.splitlines() if line.strip()][1:]
    assert len({cell_width(line) for line in lines}) == 1


def test_table_does_not_let_data_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    show([{"name": "a\x1b[31mb\nc"}], [Column("name", "Name")])
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "a [31mb c" in out


def test_workbook_has_typed_cells_and_no_formulas(tmp_path: Path) -> None:
    target = tmp_path / "覆盖 率.xlsx"
    show(ROWS, COLUMNS, output=target, title="a/b", total=TOTAL)
    sheet = load_workbook(target).active
    assert sheet is not None
    assert sheet.title == "ab"
    assert sheet.freeze_panes == "A2"
    values = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [str(value) for value in values[1]] == [
        "王村化工",
        "1200",
        "12345.6",
        "0.75",
        "2019-06-30 00:00:00",
    ]
    assert values[2] == ["=1+1", None, None, None, None]
    assert sheet["A3"].data_type == "s"
    assert values[3][:3] == ["Total", 1200, 12345.6]


def test_csv_file_opens_in_a_spreadsheet_program(tmp_path: Path) -> None:
    target = tmp_path / "rows.csv"
    show(ROWS, COLUMNS, output=target)
    content = target.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").splitlines()[1:] == [
        "王村化工,1200,12345.60,0.75,2019-06-30",
        "'=1+1,,,,",
    ]


def test_json_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "rows.JSON"
    show(ROWS, COLUMNS, output=target)
    assert json.loads(target.read_text(encoding="utf-8"))[0]["premium"] == "12345.60"
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("name", ["rows.xls", "rows", "nowhere/rows.csv"])
def test_a_file_that_cannot_be_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageFaultError) as fault:
        show(ROWS, COLUMNS, output=tmp_path / name)
    assert fault.value.hint
    assert list(tmp_path.iterdir()) == []


def test_unknown_format_is_refused() -> None:
    with pytest.raises(UsageFaultError, match="yaml"):
        show(ROWS, COLUMNS, fmt="yaml")


def test_a_folder_in_the_way_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    target = tmp_path / "rows.csv"
    (target / "inside").mkdir(parents=True)
    with pytest.raises(UsageFaultError):
        write_file(target, b"x")
    assert [each.name for each in tmp_path.iterdir()] == ["rows.csv"]


def test_no_rows_still_have_a_header() -> None:
    assert csv_text([], COLUMNS) == "企业,Policies,Premium,Rate,Since\n"
