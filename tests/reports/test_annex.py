"""The workbook: totals by formulas that are right, and what programs show without calculating."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import openpyxl
import pytest

from tests.reports.conftest import ask
from zcins.office import Office
from zcins.reports import Facts, annex

SHEETS = [
    *("总览", "分行业", "分镇办", "分部门", "上年末投保", "分月份", "各月保费赔款"),
    *("承保机构", "分行业起保理赔", "分镇办起保理赔", "费率执行", "预防用途", "试点步骤"),
    *("未投保脱保名单", "待核实", "问题汇总", "检查发现", "口径说明"),
]


@pytest.fixture(scope="module")
def content(year: Facts) -> bytes:
    return annex(year)


@pytest.fixture(scope="module")
def shown(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content), data_only=True)


@pytest.fixture(scope="module")
def formulas(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def rows(sheet: Any) -> Iterator[list[Any]]:
    return ([cell.value for cell in row] for row in sheet.iter_rows())


def row_of(sheet: Any, head: str, nth: int = 0) -> list[Any]:
    return [row for row in rows(sheet) if row[0] == head][nth]


def test_sheets(shown: Any) -> None:
    assert shown.sheetnames == SHEETS
    for sheet in shown.worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize in {9, "9"}
        assert sheet.freeze_panes or sheet.title == "口径说明"


@pytest.mark.parametrize("name", ["分行业", "分镇办", "分部门"])
def test_totals_of_coverage(shown: Any, formulas: Any, name: str) -> None:
    assert row_of(shown[name], "合计") == ["合计", 5, 2, 0.4, 1, 1, 1, 102, 1, 30]
    written = row_of(formulas[name], "合计")
    assert written[1].startswith("=SUM(B4")
    assert written[3].startswith("=IF(B")


def test_a_total_formula_covers_all_its_rows(shown: Any, formulas: Any) -> None:
    column = [row[1] for row in rows(shown["分行业"])][3:]
    total = column.index(5)
    assert sum(column[:total]) == 5
    assert row_of(formulas["分行业"], "合计")[1] == f"=SUM(B4:B{total + 3})"


def test_insurers(shown: Any) -> None:
    sheet = shown["承保机构"]
    assert row_of(sheet, "人保财险")[1:8] == [4, 5, 2, 28, 7400.5, 5200, 1]
    assert row_of(sheet, "太平洋财险")[1:8] == [1, 1, 1, 2, 300, None, 1]
    assert row_of(sheet, "合计")[1:8] == [5, 6, 2, 30, 7700.5, 5200, 2]
    assert row_of(sheet, "合计", 1)[1:7] == [7700.5, 1155.08, 120, 100, 100, 90]
    assert row_of(sheet, "合计", 2)[1:7] == [1, 1, 0, 120000.1, 50, 30]


def test_the_summary_refers_to_the_tables(shown: Any, formulas: Any) -> None:
    assert row_of(shown["总览"], "应投保企业（家）")[1] == 5
    assert row_of(shown["总览"], "应收保费（元）")[1] == 7700.5
    assert row_of(shown["总览"], "2019年度批准财政奖补净额（元）")[1] == "未测算"
    for head in ("应投保企业（家）", "投保率", "应收保费（元）", "已赔付（元）"):
        sheet, cell = row_of(formulas["总览"], head)[1].lstrip("=").split("!")
        target = shown[sheet.strip("'")][cell.replace("$", "")]
        assert target.value == row_of(shown["总览"], head)[1]


def test_unresolved_stand_apart(shown: Any) -> None:
    missing = [row[1:3] for row in rows(shown["未投保脱保名单"])][3:]
    assert missing == [["脱保", "丙气体公司"], ["未投保", "丁涂料公司"]]
    assert [row[1:3] for row in rows(shown["待核实"])][3:] == [["待核实", "戊橡胶公司"]]


def test_control_totals_agree(shown: Any, formulas: Any) -> None:
    assert row_of(shown["口径说明"], "应投保")[1:7] == [5, 5, 5, "—", 5, "相符"]
    assert row_of(shown["口径说明"], "脱保")[1:7] == [1, 1, 1, 1, 1, "相符"]
    assert "COUNTIF" in row_of(formulas["口径说明"], "脱保")[4]


def test_sources_and_state(shown: Any, year: Facts) -> None:
    text = "\n".join(str(row[0]) for row in rows(shown["口径说明"]))
    assert year.scheme_digest in text
    assert "2019-12-31" in text
    hashes = [row[8] for row in rows(shown["口径说明"]) if isinstance(row[8], str)][1:]
    assert hashes == [source.sha256 for source in year.data.sources]


def test_charts_are_of_the_tables(content: bytes) -> None:
    """By sector, by month end, and premium and claims by month."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        names = sorted(name for name in parts.namelist() if name.startswith("xl/charts/chart"))
        drawn = [parts.read(name).decode("utf-8").replace("'", "") for name in names]
    assert len(drawn) == 3
    assert "<c:f>分行业!$D$4:$D$6</c:f>" in drawn[0]
    assert "<c:f>分月份!$D$4:$D$29</c:f>" in drawn[1]
    assert "<c:f>各月保费赔款!$C$4:$C$15</c:f>" in drawn[2]


def test_what_the_year_brought_beside_the_year_before(shown: Any, formulas: Any) -> None:
    """In 2018 only P0 of 乙 began, at 1500.00; C2 happened on its last day."""
    sheet = shown["分行业起保理赔"]
    assert row_of(sheet, "合计")[1:5] == [6, 7700.5, 1500, 6200.5]
    assert row_of(sheet, "合计")[9:12] == [120000.1, 999, 119001.1]
    assert row_of(sheet, "非煤矿山")[1:5] == [2, 1300, 0, 1300]
    assert row_of(formulas["分行业起保理赔"], "非煤矿山")[4] == "=C4-D4"


def test_month_by_month(shown: Any) -> None:
    sheet = shown["各月保费赔款"]
    assert row_of(sheet, "3月")[1:] == [1, 2200.5, 1, 120000.1, 50]
    assert row_of(sheet, "合计")[1:3] == [6, 7700.5]


def test_money_is_held_against_itself(shown: Any) -> None:
    found = row_of(shown["口径说明"], "应收保费（元）")[1:7]
    assert found == [7700.5, 7700.5, 7700.5, 7700.5, 7700.5, "相符"]


def test_text_never_becomes_a_formula(year: Facts) -> None:
    evil = replace(year.findings[0], name="=1+1")
    book = openpyxl.load_workbook(io.BytesIO(annex(replace(year, findings=[evil]))))
    cell = book["检查发现"]["D4"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_an_empty_office(office: Office) -> None:
    book = openpyxl.load_workbook(io.BytesIO(annex(ask(office, known_at="0"))), data_only=True)
    assert row_of(book["总览"], "应投保企业（家）")[1] == 0
    assert row_of(book["总览"], "已到账保费（元）")[1] == "—"


def test_the_same_facts_give_the_same_bytes(content: bytes, office: Office) -> None:
    assert annex(ask(office)) == content
