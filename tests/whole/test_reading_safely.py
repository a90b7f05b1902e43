"""What the receipt says of formulas, hidden parts and limits; web pages taken in like ledgers."""

from pathlib import Path

import xlsxwriter

from tests.conftest import Run
from tests.whole.ledgers import POLICIES, do, policy, take

LIMIT = """[[threshold]]
id = "import_cells"
label = "一张工作表的最多单元格数"
value = "{value}"
unit = "count"
from = 2017-11-01
source = "office setting"
confirmed = true
"""


def ledger(path: Path) -> Path:
    """Write a ledger with a hidden row, a hidden sheet, and formulas that have no value."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, other = book.add_worksheet("承保"), book.add_worksheet("旧承保")
        for at, row in enumerate([POLICIES, policy(1), policy(2), policy(3), policy(4)]):
            sheet.write_row(at, 0, row)
        sheet.write_formula("F3", "=G3*40", None, "")  # the premium: the row cannot be taken
        sheet.write_formula("G4", "=1/0", None, "#DIV/0!")  # the headcount: it is unknown
        sheet.set_row(4, None, None, {"hidden": True})
        other.write_row(0, 0, POLICIES)
        other.write_row(1, 0, policy(5))
        other.hide()
    return path


def test_the_receipt_tells_of_formulas_and_hidden_parts(desk: Run, tmp_path: Path) -> None:
    (receipt,) = take(desk, ledger(tmp_path / "人保财险2019-12.xlsx"), code=1)
    assert receipt["rows"]["accepted"] == 4  # policies 1, 3, 4 and 5
    assert receipt["rows"]["quarantined"] == 1
    faults = {
        (one["cell"], one["severity"])
        for one in receipt["problems"]
        if one["problem"] == "formula_error"
    }
    assert faults == {("F3", "error"), ("G4", "warning")}
    notes = {
        (one["sheet"], one["problem"]) for one in receipt["problems"] if one["severity"] == "note"
    }
    assert notes == {("承保", "hidden_rows"), ("旧承保", "hidden_sheet")}
    assert receipt["money"]["premium"]["unreadable"] == 1


def test_a_web_page_saved_as_xls_is_taken_in(desk: Run, tmp_path: Path) -> None:
    rows = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>"
        for row in (POLICIES, policy(1), policy(2))
    )
    path = tmp_path / "人保财险2019-12.xls"
    path.write_text(f"<meta charset=gbk><table border=1>{rows}</table>", encoding="gbk")
    (receipt,) = take(desk, path)
    assert receipt["rows"]["new"] == 2
    assert receipt["money"]["premium"]["accepted"] == "2400.00"


def test_an_office_changes_a_limit(desk: Run, tmp_path: Path, home: Path) -> None:
    path = ledger(tmp_path / "人保财险2019-12.xlsx")
    scheme = home / "scheme"
    scheme.mkdir(parents=True)
    (scheme / "thresholds.toml").write_text(LIMIT.format(value=20), encoding="utf-8")
    said = do(desk, "import", path, code=3).stderr
    assert "the limit is 20" in said
    assert "import_cells" in said
    (scheme / "thresholds.toml").write_text(LIMIT.format(value=40), encoding="utf-8")
    take(desk, path, code=1)
