"""A corrected quarantine in every state in which a clerk may send it back."""

import shutil
import subprocess
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.whole.corrections import (
    Book,
    added,
    column,
    deleted,
    edited,
    open_rows,
    opened,
    sent_out,
    still_open,
    typed,
)
from tests.whole.ledgers import (
    ENDORSED,
    POLICIES,
    Row,
    ask,
    do,
    events,
    policy,
    rows_in,
    take,
    write_csv,
    write_xlsx,
)

SHEET = "明细"
FIRST_CORRECT = typed(SHEET, 2, "起保日期", "2019-03-01")
SECOND_CORRECT = typed(SHEET, 3, "保费", 640)


def faulty(number: int, **cells: object) -> list[object]:
    """Give the row of a policy with some cells typed over, by header."""
    row = dict(zip(POLICIES, policy(number), strict=True))
    assert cells.keys() <= row.keys()
    return list((row | cells).values())


def ledger(path: Path, rows: Sequence[Row]) -> Path:
    """Write a workbook of one sheet."""
    return write_xlsx(path, {SHEET: rows})


@pytest.fixture
def held(desk: Run, small: Path, tmp_path: Path) -> Path:
    """Give the small office with import 3: firm 3's row has no day, firm 4's has no amount."""
    rows = [POLICIES, faulty(3, 起保日期="2019.13.5"), faulty(4, 保费="待核")]
    take(desk, ledger(tmp_path / "人保财险2019-12.xlsx", rows), code=1)
    return small


def premium_of(home: Path, number: str) -> int:
    known = dict(rows_in(home, "SELECT policy_no, premium FROM policy_current"))
    return int(known[number])


@pytest.mark.usefixtures("held")
def test_the_workbook_says_what_is_wrong(desk: Run, tmp_path: Path) -> None:
    book = opened(sent_out(desk, tmp_path))
    assert book.sheetnames == ["说明", SHEET]
    cover = [[cell.value for cell in row] for row in book["说明"].iter_rows()]
    assert ["待更正行数", "2"] in [row[:2] for row in cover]
    assert ("起保日期", 1) in [(row[0], row[2]) for row in cover]
    sheet = book[SHEET]
    assert [cell.value for cell in sheet[1]][:3] == ["问题", "原工作表", "原行号"]
    assert [cell.value for cell in sheet[2]][1:3] == [SHEET, 2]
    bad = sheet.cell(2, column(sheet, "起保日期"))
    assert bad.comment is not None
    assert sheet["A2"].value == f"起保日期：{bad.comment.text}"


def test_cells_keep_their_types(desk: Run, small: Path, tmp_path: Path) -> None:
    """A day stays a day, a number a number, a text that looks like a number a text."""
    row = faulty(3, 保险单号="00123", 起保日期=date(2019, 3, 1), 终保日期="无", 保费=1200.5)
    take(desk, ledger(tmp_path / "人保财险2019-12.xlsx", [POLICIES, row]), code=1)
    sheet = opened(sent_out(desk, tmp_path))[SHEET]
    cells = {name: sheet.cell(2, column(sheet, name)) for name in POLICIES}
    assert cells["保险单号"].value == "00123"
    assert cells["起保日期"].is_date
    assert str(cells["起保日期"].value)[:10] == "2019-03-01"
    assert cells["保费"].value == 1200.5
    take(desk, edited(tmp_path / "待更正 3.xlsx", typed(SHEET, 2, "终保日期", "2020-02-29")))
    assert premium_of(small, "00123") == 120050


def test_renamed_reordered_and_with_notes_of_the_clerk(
    desk: Run, held: Path, tmp_path: Path
) -> None:
    def rearrange(book: Book) -> None:
        book.move_sheet(SHEET, -1)
        book[SHEET].title = "已改"
        book.create_sheet("联系人")["A1"] = "王会计 0533-0000000"

    path = edited(sent_out(desk, tmp_path), FIRST_CORRECT, SECOND_CORRECT, rearrange, name="a.xlsx")
    receipt = take(desk, path)[0]
    assert (receipt["corrects"], receipt["insurer"]) == (3, "picc")
    assert receipt["rows"]["new"] == 2
    assert still_open(desk) == 0
    assert premium_of(held, "P004") == 64000
    assert [sheet["sheet"] for sheet in receipt["left_out"]] == ["联系人"]


@pytest.mark.usefixtures("held")
def test_columns_moved_and_one_added(desk: Run, tmp_path: Path) -> None:
    """Columns are found by their headers, wherever the clerk has put them."""

    def move(book: Book) -> None:
        book[SHEET].insert_cols(1)
        book[SHEET]["A1"] = "我的备注"
        book[SHEET]["A2"] = "合计"

    path = edited(sent_out(desk, tmp_path), FIRST_CORRECT, SECOND_CORRECT, move)
    assert take(desk, path)[0]["rows"]["new"] == 2
    assert still_open(desk) == 0


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
@pytest.mark.usefixtures("held")
def test_saved_by_another_program(desk: Run, tmp_path: Path, suffix: str) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not at hand")
    path = edited(sent_out(desk, tmp_path), FIRST_CORRECT, SECOND_CORRECT)
    saved = tmp_path / "saved"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    for kind, source in ((suffix, path), ("xlsx", saved / f"已更正.{suffix}")):
        line = [soffice, profile, "--headless", "--convert-to", kind, "--outdir", str(saved)]
        subprocess.run([*line, str(source)], check=True, capture_output=True, timeout=120)
        if kind != "ods":
            break
    receipt = take(desk, saved / f"已更正.{kind}")[0]
    assert (receipt["corrects"], receipt["rows"]["new"]) == (3, 2)
    assert still_open(desk) == 0


def test_what_is_settled_is_not_asked_for_twice(desk: Run, held: Path, tmp_path: Path) -> None:
    half = edited(sent_out(desk, tmp_path), FIRST_CORRECT, deleted(SHEET, 3))
    take(desk, half)
    assert (open_rows(desk, 3), still_open(desk)) == ([3], 1)
    again = opened(sent_out(desk, tmp_path))[SHEET]
    assert [row[2].value for row in again.iter_rows(min_row=2)] == [3]
    take(desk, edited(tmp_path / "待更正 3.xlsx", typed(SHEET, 2, "保费", "640.00"), name="b.xlsx"))
    assert still_open(desk) == 0
    assert premium_of(held, "P004") == 64000


def test_the_same_copy_is_corrected_further(desk: Run, held: Path, tmp_path: Path) -> None:
    """The clerk sends half, goes on in the same file, and sends it whole."""
    path = sent_out(desk, tmp_path)
    first = take(desk, edited(path, FIRST_CORRECT, name="1.xlsx"), code=1)[0]
    assert (first["rows"]["new"], first["rows"]["quarantined"], still_open(desk)) == (1, 1, 1)
    second = take(desk, edited(path, FIRST_CORRECT, SECOND_CORRECT, name="2.xlsx"))[0]
    assert (second["rows"]["unchanged"], second["rows"]["new"]) == (1, 1)
    assert still_open(desk) == 0
    assert premium_of(held, "P004") == 64000


@pytest.mark.usefixtures("small")
def test_a_row_without_a_key_is_followed_through_its_corrections(desk: Run, tmp_path: Path) -> None:
    """Import 3 lacks a number; sent back uncorrected it stays open once; then the first copy
    is corrected, which settles the copy of import 4 as well."""
    rows = [POLICIES, faulty(3, 保险单号="")]
    take(desk, ledger(tmp_path / "人保财险2019-12.xlsx", rows), code=1)
    path = sent_out(desk, tmp_path)
    take(desk, edited(path, name="1.xlsx"), code=1)
    assert (open_rows(desk, 3), open_rows(desk, 4)) == ([], [2])
    take(desk, edited(path, typed(SHEET, 2, "保险单号", "P003"), name="2.xlsx"))
    assert still_open(desk) == 0


def test_a_correction_of_a_correction_of_a_correction(
    desk: Run, held: Path, tmp_path: Path
) -> None:
    for number in (3, 4, 5):
        path = sent_out(desk, tmp_path, number)
        wrong = typed(SHEET, 2, "起保日期", f"2019-3-{number * 11}")
        take(desk, edited(path, wrong, name=f"{number}.xlsx"), code=1)
        assert still_open(desk) == 2
    path = sent_out(desk, tmp_path, 6)
    assert take(desk, edited(path, FIRST_CORRECT, SECOND_CORRECT))[0]["corrects"] == 6
    assert still_open(desk) == 0
    assert premium_of(held, "P004") == 64000


def test_an_added_row_is_a_new_row(desk: Run, held: Path, tmp_path: Path) -> None:
    new = added(SHEET, dict(zip(POLICIES, policy(2, premium=77), strict=True)))
    own = added(SHEET, dict(zip(POLICIES, faulty(5, 保险单号="P005"), strict=True)))
    path = edited(sent_out(desk, tmp_path), FIRST_CORRECT, SECOND_CORRECT, new, own)
    receipt = take(desk, path)[0]
    assert (receipt["rows"]["new"], receipt["rows"]["updated"]) == (3, 1)
    assert premium_of(held, "P002") == 7700


@pytest.mark.usefixtures("small")
def test_of_contradicting_rows_the_right_one_is_kept(desk: Run, tmp_path: Path) -> None:
    rows = [POLICIES, policy(3), policy(4), policy(3, premium=999)]
    take(desk, ledger(tmp_path / "人保财险2019-12.xlsx", rows), code=1)
    assert open_rows(desk, 3) == [2, 4]
    path = sent_out(desk, tmp_path)
    told = [row[0].value for row in opened(path)[SHEET].iter_rows(min_row=2)]
    assert "原第4行" in told[0]
    assert "保费" in told[0]
    assert "原第2行" in told[1]
    take(desk, edited(path, deleted(SHEET, 3)))
    assert still_open(desk) == 0


@pytest.mark.usefixtures("small")
def test_a_long_one_with_the_header_pasted_again(desk: Run, tmp_path: Path) -> None:
    """Forty rows lack their amount; the clerk has put the header above each page."""
    bad = [faulty(number, 保费="?") for number in range(10, 50)]
    take(desk, ledger(tmp_path / "人保财险2019-12.xlsx", [POLICIES, *bad]), code=1)

    def correct(book: Book) -> None:
        sheet = book[SHEET]
        for row in range(2, 42):
            sheet.cell(row, column(sheet, "保费")).value = 900
        sheet.insert_rows(37)
        for at in range(1, sheet.max_column + 1):
            sheet.cell(37, at).value = sheet.cell(1, at).value

    receipt = take(desk, edited(sent_out(desk, tmp_path), correct))[0]
    assert (receipt["rows"]["new"], receipt["rows"]["skipped"]) == (40, 2)
    assert still_open(desk) == 0


@pytest.mark.usefixtures("held")
def test_without_its_cover_it_is_refused(desk: Run, tmp_path: Path) -> None:
    def uncover(book: Book) -> None:
        del book["说明"]

    path = edited(sent_out(desk, tmp_path), FIRST_CORRECT, uncover)
    assert "cover" in do(desk, "import", path, code=3).stderr
    assert still_open(desk) == 2


@pytest.mark.usefixtures("held")
def test_of_another_office_it_is_refused(desk: Run, tmp_path: Path) -> None:
    path = edited(sent_out(desk, tmp_path), FIRST_CORRECT)
    do(desk, "import", path, code=3, home=tmp_path / "another")


@pytest.mark.parametrize("name", ["人保[1]2019-12:终/版", "人保财险2019-12" + "长" * 40, "说明"])
def test_a_text_of_any_name(desk: Run, small: Path, tmp_path: Path, name: str) -> None:
    """A text's sheet is called as its file, which no spreadsheet need allow."""
    folder = tmp_path / "text"
    text = write_csv(folder / f"{name.replace('/', '_')}.csv", POLICIES, faulty(3, 保费="?"))
    take(desk, text, "--insurer", "picc", "--period", "2019-12", code=1)
    path = tmp_path / "out.xlsx"
    do(desk, "imports", "quarantine", "3", "-o", path)

    def correct(book: Book) -> None:
        sheet = book.worksheets[1]
        sheet.cell(2, column(sheet, "保费")).value = 12

    take(desk, edited(path, correct))
    assert still_open(desk) == 0
    assert premium_of(small, "P003") == 1200


def test_units_and_headers_of_several_rows_come_back(
    desk: Run, small: Path, tmp_path: Path
) -> None:
    """The unit stands above the table and the header has two rows: neither goes out as such."""
    top = ["保险单号", "被保险人信息", None, "保险期间", None, "金额", "投保人数"]
    below = [None, "被保险人", "统一社会信用代码", "起", "止", "保费", None]
    row = ["P003", policy(3)[1], policy(3)[2], "2019.13.5", "2020-02-29", 0.12, 30]
    sheet: list[Row] = [["单位：万元"], top, below, row]
    take(desk, ledger(tmp_path / "人保财险2019-12.xlsx", sheet), code=1)
    path = sent_out(desk, tmp_path)
    receipt = take(desk, edited(path, typed(SHEET, 2, "保险期间 起", "2019-03-01")))[0]
    assert receipt["money"]["premium"]["accepted"] == "1200.00"
    assert premium_of(small, "P003") == 120000
    ((party,),) = rows_in(small, "SELECT count(*) FROM party WHERE uscc = ''")
    assert party == 0


@pytest.mark.usefixtures("small")
def test_a_column_that_is_missing_is_offered(desk: Run, tmp_path: Path) -> None:
    """An endorsement without a day: the clerk gets a column to write it in."""
    header = [name for name in ENDORSED if name != "批改生效日期" and "日期" not in name]
    row = [cell for cell in policy(1, premium=-100) if not str(cell).startswith("20")]
    endorsement = [*row, "E1", "退保"]
    rows: list[Row] = [header, endorsement]
    path = ledger(tmp_path / "人保财险2019-12.xlsx", rows)
    receipt = take(desk, path, "--kind", "policies", "--accept-layout", code=1)[0]
    assert [one["problem"] for one in receipt["problems"] if one["severity"] == "error"] == [
        "missing_effective_day"
    ]
    path = sent_out(desk, tmp_path)
    title = opened(path)[SHEET].cell(1, len(header) + 4).value
    take(desk, edited(path, typed(SHEET, 2, str(title), "2019-06-01")))
    assert still_open(desk) == 0


def test_a_held_endorsement_is_not_settled_by_its_policy(
    desk: Run, small: Path, tmp_path: Path
) -> None:
    """The next ledger says the policy again, which says nothing of the endorsement."""
    rows = [ENDORSED, [*policy(1, premium="-1x0"), "E1", "退保", "2019-06-01"]]
    take(desk, ledger(tmp_path / "人保财险2019-12.xlsx", rows), code=1)
    later = write_csv(tmp_path / "人保财险2020-01.csv", ENDORSED, [*policy(1), "", "", ""])
    take(desk, later)
    assert still_open(desk) == 1
    good = [*policy(1, premium=-100), "E1", "退保", "2019-06-01"]
    take(desk, write_csv(tmp_path / "人保财险2020-02.csv", ENDORSED, good))
    assert still_open(desk) == 0
    assert events(small) == 5


@pytest.mark.usefixtures("small")
def test_a_cumulative_ledger_asks_nothing_twice(desk: Run, tmp_path: Path) -> None:
    """The insurer's next ledger repeats the rows that were corrected and dismissed; one is new."""
    rows = [POLICIES, faulty(3, 起保日期="2019.13.5"), faulty(4, 保费="待核")]
    take(desk, ledger(tmp_path / "人保财险2019-11b.xlsx", rows), code=1)
    take(desk, edited(sent_out(desk, tmp_path), FIRST_CORRECT, deleted(SHEET, 3)))
    do(desk, "imports", "dismiss", "3", "3", "--reason", "未承保")
    assert still_open(desk) == 0
    next_rows = [*rows, faulty(5, 保险单号="P005")]
    path = ledger(tmp_path / "人保财险2019-12.xlsx", next_rows)
    receipt = take(desk, path)[0]
    assert (receipt["rows"]["quarantined"], receipt["settled"]) == (2, 2)
    assert still_open(desk) == 0
    worse = [*next_rows, faulty(6, 保费="?")]
    take(desk, ledger(tmp_path / "人保财险2020-01.xlsx", worse), code=1)
    assert still_open(desk) == 1


@pytest.mark.usefixtures("held")
def test_the_same_fault_in_the_next_ledger_is_open_once(desk: Run, tmp_path: Path) -> None:
    rows = [POLICIES, faulty(3, 起保日期="2019.13.5")]
    take(desk, ledger(tmp_path / "人保财险2020-01.xlsx", rows), code=1)
    assert (open_rows(desk, 3), open_rows(desk, 4)) == ([3], [2])


@pytest.mark.usefixtures("held")
def test_what_was_corrected_cannot_be_undone_before_its_correction(
    desk: Run, tmp_path: Path
) -> None:
    take(desk, edited(sent_out(desk, tmp_path), FIRST_CORRECT, SECOND_CORRECT))
    assert "imports undo 4" in do(desk, "imports", "undo", "3", code=3).stderr
    do(desk, "imports", "undo", "4")
    assert still_open(desk) == 2
    do(desk, "imports", "undo", "3")
    assert still_open(desk) == 0


PREVENTION = ("保单号", "支出日期", "支出金额", "用途")


def test_an_unnumbered_row_corrected_to_one_that_is_there_is_a_second_one(
    desk: Run, small: Path, tmp_path: Path
) -> None:
    """Two equal payments on one day; one of them came with a slip of the pen."""
    paid = ["P001", "2019-05-06", 300, "培训"]
    rows = [PREVENTION, paid, ["P001", "2019-05-06", "三百?", "培训"]]
    path = ledger(tmp_path / "人保财险2019-12事故预防费用.xlsx", rows)
    take(desk, path, "--kind", "prevention", code=1)
    path = sent_out(desk, tmp_path)
    fixed = typed(SHEET, 2, "支出金额", 300)
    assert take(desk, edited(path, fixed))[0]["rows"]["new"] == 1
    noted = added(SHEET, {"支出日期": "2019-05-07", "支出金额": 5})
    again = take(desk, edited(path, fixed, noted, name="2.xlsx"))[0]
    assert (again["rows"]["unchanged"], again["rows"]["new"]) == (1, 1)
    assert rows_in(small, "SELECT sum(spent) FROM prevention_current") == [(60500,)]
    assert ask(desk, "status")["quarantined"] == 0
