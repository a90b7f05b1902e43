"""The documents as LibreOffice shows them: pages, fonts, nothing left open, sums that hold."""

import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.office import convert, fonts, needs_office, pages, text, without_values
from tests.reports.conftest import ask
from zcins.office import Office
from zcins.reports import Facts, annex, document
from zcins.reports.layout import Look, RedHead

OPEN = re.compile(r"[{}\[\]]|None|nan|XX|TODO|待填|——|Error|#REF|#NAME|#VALUE|,,|，，|。。|、。")

pytestmark = needs_office


def as_pdf(content: bytes, folder: Path) -> Path:
    path = folder / "summary.docx"
    path.write_bytes(content)
    return convert(path, "pdf", folder / "made")


@pytest.fixture(scope="module")
def pdf(year: Facts, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return as_pdf(document(year), tmp_path_factory.mktemp("seen"))


def test_the_pages_of_a_year(pdf: Path) -> None:
    assert 8 <= pages(pdf) <= 16
    shown = text(pdf)
    for number in range(1, pages(pdf) + 1):
        assert re.search(rf"—\s*{number}\s*—", shown)


def test_each_kind_of_text_has_its_font(pdf: Path) -> None:
    used = fonts(pdf)
    assert "NotoSerifCJK" in used  # text and title
    assert "NotoSansCJK" in used  # headings
    assert all(line.split()[-5] == "yes" for line in used.splitlines()[2:])  # embedded


def test_a_page_holds_22_lines_of_28_characters(tmp_path: Path) -> None:
    from datetime import UTC, datetime

    from zcins.reports.layout import Paper

    paper = Paper(("题",), "办", datetime(2019, 12, 31, tzinfo=UTC))
    paper.new_page(("题",))
    for _number in range(30):
        paper.addressee("安" * 28)
    shown = text(as_pdf(paper.content(), tmp_path)).split("\f")
    full = [page.count("安" * 28) for page in shown]
    assert max(full) == 20  # a title and the line after it take two
    assert "安" * 29 not in "".join(shown)


def test_nothing_is_left_open(pdf: Path, office: Office, tmp_path: Path) -> None:
    shown = text(pdf)
    assert not OPEN.search(shown)
    empty = as_pdf(document(ask(office, known_at="0")), tmp_path)
    assert not OPEN.search(text(empty))
    assert pages(empty) <= 8


def test_a_month(office: Office, tmp_path: Path) -> None:
    shown = text(as_pdf(document(ask(office, date(2019, 6, 30), "2019-06")), tmp_path))
    assert not OPEN.search(shown)
    assert "统计报告" in shown


def test_the_red_head_pushes_the_title_down(year: Facts, tmp_path: Path) -> None:
    look = Look(head=RedHead("周村区试点办公室文件", "周试办〔2020〕1号"))
    first = text(as_pdf(document(year, look), tmp_path)).split("\f")[0]
    assert first.index("周村区试点办公室文件") < first.index("周试办〔2020〕1")
    assert first.index("周试办〔2020〕1") < first.index("试点工作")


def formulas(content: bytes, folder: Path) -> Iterator[tuple[str, Any, Any]]:
    """Give each formula with the value that we wrote and the one LibreOffice works out."""
    path = folder / "ours.xlsx"
    path.write_bytes(content)
    bare = without_values(path, folder / "annex.xlsx")
    theirs = convert(bare, "xlsx:Calc MS Excel 2007 XML", folder / "made")
    written = openpyxl.load_workbook(path)
    values = openpyxl.load_workbook(path, data_only=True)
    worked = openpyxl.load_workbook(theirs, data_only=True)
    for sheet in written.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    at = cell.coordinate
                    name = f"{sheet.title}!{at}"
                    yield name, values[sheet.title][at].value, worked[sheet.title][at].value


@pytest.mark.parametrize("period", ["2019", "2018", "2017", "2019-06", "2019Q2"])
def test_libreoffice_works_out_the_same(office: Office, tmp_path: Path, period: str) -> None:
    from zcins.reports.period import Period

    asked = Period.read(period)
    assert asked is not None
    seen = 0
    for name, ours, theirs in formulas(annex(ask(office, asked.end, period)), tmp_path):
        seen += 1
        if isinstance(ours, (int, float)):
            # Rates are kept with four decimals, as the contract has them; money to the fen.
            assert theirs == pytest.approx(ours, abs=0.00005), name
        else:
            assert (theirs or "") == (ours or ""), name
    assert seen > 50


def test_the_bytes_open_in_a_reader(year: Facts) -> None:
    book = openpyxl.load_workbook(io.BytesIO(annex(year)))
    for sheet in book.worksheets:
        fitted = sheet.sheet_properties.pageSetUpPr
        assert fitted is not None
        assert fitted.fitToPage
        assert sheet.print_title_rows or sheet.title in {"总览", "口径说明"}
