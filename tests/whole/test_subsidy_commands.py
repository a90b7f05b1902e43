"""`zcins subsidy` as it is typed: answers, files, exit codes; a refusal changes nothing."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.whole.ledgers import ask, do, events, fingerprint, firm_name, take, write_csv

RATES = """
[[subsidy]]
id = "2018"
year = 2018
sectors = ["hazardous_chemicals"]
rate = "0.30"
shares = { city = "0.40", district = "0.60" }
from = 2018-01-01
source = "财政办法〔2018〕1号"
confirmed = true

[[subsidy]]
id = "2019"
year = 2019
sectors = ["hazardous_chemicals", "non_coal_mines"]
rate = "0.333"
cap_per_enterprise = "5000.00"
shares = { city = "0.40", district = "0.60" }
from = 2019-01-01
source = "财政办法〔2018〕1号"
confirmed = true
"""
REGISTER = ("企业名称", "镇办", "行业领域", "开户银行", "银行账号")
LEDGER = ("承保公司", "保险单号", "被保险人", "起保日期", "终保日期", "保费", "实收保费", "险种")
YEAR = ("2019-03-01", "2020-02-29")
FIRMS = (
    (firm_name(1), "王村镇", "危险化学品", "农商行", "6222000011112222"),
    (firm_name(2), "北郊镇", "非煤矿山", "", ""),
    (firm_name(3), "王村镇", "危险化学品", "建设银行", "6222000033334444"),
)


def row(
    number: int, received: object, *days: str, insurer: str = "人保财险", kind: str = "安责险"
) -> Any:
    """Give a ledger row: policy P<number> of firm `number`, of 2019 unless days are given."""
    first, last = days or YEAR
    return (insurer, f"P{number}", firm_name(number), first, last, 1000, received, kind)


def set_rates(home: Path, text: str) -> None:
    folder = home / "scheme"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "subsidy.toml").write_text(text, encoding="utf-8")


@pytest.fixture
def office(desk: Run, home: Path, tmp_path: Path) -> Path:
    """Imports 1 and 2: firm 1 has paid 1000.00, firm 2 999.99, firm 3 bought another kind."""
    set_rates(home, RATES)
    register = write_csv(tmp_path / "企业台账2019-01.csv", REGISTER, *FIRMS)
    rows = (row(1, 1000), row(2, "999.99", insurer="平安财险"), row(3, 1000, kind="雇主责任险"))
    take(desk, register, write_csv(tmp_path / "承保2019-06.csv", LEDGER, *rows))
    return home


@pytest.fixture
def approved(desk: Run, office: Path) -> Path:
    """Batch 3, approved by event 4: 333.00 + 333.00."""
    do(desk, "subsidy", "propose", "2019")
    do(desk, "subsidy", "approve", "3", "--opinion", "同意", "--name", "张三")
    assert events(office) == 4
    return office


def correction(desk: Run, tmp_path: Path, received: object = 500) -> None:
    """Take in a later ledger: firm 1 has paid less (its import's number is that of the event)."""
    take(desk, write_csv(tmp_path / "承保2019-07.csv", LEDGER, row(1, received)))


def refused(desk: Run, home: Path, *line: str, code: int = 2) -> str:
    """Run a command that is refused and changes nothing; give what it said."""
    before = fingerprint(home)
    done = do(desk, "subsidy", *line, code=code)
    assert fingerprint(home) == before
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) <= 3
    return done.stderr


def test_propose_answers_as_the_contract_says(desk: Run, office: Path) -> None:
    told = ask(desk, "subsidy", "propose", "2019")
    assert (told["batch"], told["year"], told["state"]) == (3, 2019, "proposed")
    assert (told["total"], told["shares"]) == ("666.00", {"city": "266.40", "district": "399.60"})
    first = {
        "enterprise": {"id": 1, "uscc": None, "name": firm_name(1)},
        "insurer": "picc",
        "policy_no": "P1",
        "base": "1000.00",
        "rate": "0.333",
        "amount": "333.00",
        "shares": {"city": "133.20", "district": "199.80"},
        "decision": "granted",
        "reason": None,
    }
    assert {name: told["lines"][0][name] for name in first} == first
    # 999.99 × 0.333 = 332.99667
    assert [(one["amount"], one["decision"], one["reason"]) for one in told["lines"][1:]] == [
        ("333.00", "granted", None),
        ("0.00", "refused", "product_not_accepted"),
    ]
    assert ask(desk, "subsidy", "show", "3") == told
    assert events(office) == 3


def test_on_the_screen(desk: Run, approved: Path) -> None:
    shown = do(desk, "subsidy", "show", "3").stdout
    for text in (firm_name(1), "666.00", "266.40", "product_not_accepted"):
        assert text in shown
    assert "张三" in do(desk, "subsidy", "list").stdout
    assert events(approved) == 4


def test_a_rehearsal_stores_nothing(desk: Run, office: Path) -> None:
    before = fingerprint(office)
    told = ask(desk, "subsidy", "propose", "2019", "--dry-run")
    assert told["total"] == "666.00"
    assert fingerprint(office) == before


def test_the_whole_way(desk: Run, approved: Path, tmp_path: Path) -> None:
    """Paid in parts, one transfer back and again, then a refund is asked back and comes in."""
    name = firm_name(1)
    assert (
        "133.20"
        in do(
            desk,
            *("subsidy", "pay", "3", "--date", "2019-12-31"),
            "--enterprise",
            name,
            "--payer",
            "city",
        ).stdout
    )
    assert "532.80" in do(desk, "subsidy", "pay", "3", "--date", "2019-12-31").stdout
    assert ask(desk, "subsidy", "show", "3")["state"] == "paid"
    do(desk, "subsidy", "failed", "3", "--enterprise", name, "--reason", "户名不符")
    told = ask(desk, "subsidy", "show", "3")
    assert (told["state"], told["paid"]) == ("partly_paid", "333.00")
    assert [one["failure"] for one in told["payments"]].count("户名不符") == 2
    do(desk, "subsidy", "pay", "3", "--date", "2019-12-31")
    correction(desk, tmp_path)
    told = ask(desk, "subsidy", "propose", "2019")
    assert (told["batch"], told["supplementary"], told["total"]) == (10, True, "-166.50")
    # The corrected ledger came later: by what was known then the first batch stays as it was.
    again = do(desk, "subsidy", "show", "3", "--verify")
    assert "Worked out again from event 3: the same line by line." in again.stderr
    assert [(one["amount"], one["reason"]) for one in told["lines"]] == [
        ("-166.50", "corrected"),
        ("0.00", "already_granted"),
        ("0.00", "product_not_accepted"),
    ]
    do(desk, "subsidy", "approve", "10", "--opinion", "追回")
    assert "166.50" in do(desk, "subsidy", "collect", "10", "--date", "2019-12-31").stdout
    listed = ask(desk, "subsidy", "list")["batches"]
    assert [(one["batch"], one["state"], one["paid"]) for one in listed] == [
        (3, "paid", "666.00"),
        (10, "paid", "-166.50"),
    ]
    assert events(approved) == 12


def test_known_at_shows_the_old_state(desk: Run, approved: Path) -> None:
    do(desk, "subsidy", "pay", "3", "--date", "2019-12-31")
    states = [
        ask(desk, "subsidy", "show", "3", "--known-at", known)["state"] for known in ("3", "4", "5")
    ]
    assert states == ["proposed", "approved", "paid"]
    assert ask(desk, "subsidy", "list", "--known-at", "2")["batches"] == []
    assert ask(desk, "subsidy", "list", "--known-at", "4")["batches"][0]["paid"] == "0.00"
    do(desk, "subsidy", "show", "3", "--known-at", "2", code=2)
    assert events(approved) == 5


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        (("propose", "2017"), 3, "2017"),
        (("approve", "99", "--opinion", "同意"), 2, "99"),
        (("approve", "3", "--opinion", " "), 2, "--opinion"),
        (("approve", "3", "--opinion", "同意"), 2, "approved already"),
        (("pay", "3", "--date", "2019-12-30"), 2, "before the approval"),
        (("pay", "3", "--date", "2020-01-01"), 2, "still to come"),
        (("pay", "3", "--date", "2019-02-30"), 2, "--date"),
        (("pay", "3", "--date", "2019-12-31", "--payer", "town"), 2, "town"),
        (("pay", "3", "--date", "2019-12-31", "--enterprise", "查无此厂"), 2, "查无此厂"),
        (("pay", "3", "--date", "2019-12-31", "--enterprise", "3"), 2, "no amount"),
        (("collect", "3", "--date", "2019-12-31"), 2, "asked back"),
        (("failed", "3", "--enterprise", "1", "--reason", "户名不符"), 2, "paid nothing"),
        (("failed", "3", "--enterprise", "1", "--reason", ""), 2, "--reason"),
        (("show", "99"), 2, "99"),
        (("forecast", "2017"), 2, "2017"),
        (("forecast", "2019", "--set", "subsidy.2019.rat=0.1"), 2, "subsidy.2019.rat"),
    ],
)
def test_bad_usage(
    desk: Run,
    approved: Path,
    line: tuple[str, ...],
    code: int,
    said: str,
) -> None:
    assert said in refused(desk, approved, *line, code=code)


def test_paying_twice(desk: Run, approved: Path) -> None:
    do(desk, "subsidy", "pay", "3", "--date", "2019-12-31")
    line = ("pay", "3", "--date", "2019-12-31")
    assert "paid already" in refused(desk, approved, *line)


def test_approving_an_empty_batch(desk: Run, approved: Path) -> None:
    assert ask(desk, "subsidy", "propose", "2019")["total"] == "0.00"
    line = ("approve", "5", "--opinion", "同意")
    assert "grants nothing" in refused(desk, approved, *line)


def test_approving_a_changed_batch(desk: Run, office: Path, tmp_path: Path) -> None:
    do(desk, "subsidy", "propose", "2019")
    correction(desk, tmp_path)
    said = refused(desk, office, "approve", "3", "--opinion", "同意")
    assert "zcins subsidy propose 2019" in said


def test_approving_a_replaced_batch(desk: Run, office: Path) -> None:
    do(desk, "subsidy", "propose", "2019")
    do(desk, "subsidy", "propose", "2019")
    said = refused(desk, office, "approve", "3", "--opinion", "同意")
    assert "batch 4" in said


def test_approving_unconfirmed_rates(desk: Run, office: Path) -> None:
    set_rates(office, RATES.replace("confirmed = true", "confirmed = false"))
    assert "2019" in do(desk, "subsidy", "propose", "2019").stderr
    # The changed scheme is event 3.
    line = ("approve", "4", "--opinion", "同意")
    assert "not confirmed" in refused(desk, office, *line, code=3)


def test_paying_what_is_not_approved(desk: Run, office: Path) -> None:
    do(desk, "subsidy", "propose", "2019")
    line = ("pay", "3", "--date", "2019-12-31")
    assert "subsidy approve 3" in refused(desk, office, *line)


@pytest.mark.parametrize("number", ["1", "2"])
def test_an_import_that_an_approved_batch_rests_on(desk: Run, approved: Path, number: str) -> None:
    """The register (1) and the ledger (2)."""
    before = fingerprint(approved)
    said = do(desk, "imports", "undo", number, code=3).stderr
    assert fingerprint(approved) == before
    # The register is first of all held by the ledger after it, or by the batch.
    assert "3" in said


def test_a_proposal_holds_no_import(desk: Run, office: Path) -> None:
    do(desk, "subsidy", "propose", "2019")
    do(desk, "imports", "undo", "2")
    assert events(office) == 4


def test_the_papers_are_the_same_on_any_day(desk: Run, approved: Path, tmp_path: Path) -> None:
    """Also after later imports and changed rates, by the event of the approval."""
    folders = []
    for name, today in (("甲", "2019-12-31"), ("乙", "2026-05-05"), ("丙", "2018-09-01")):
        folder = tmp_path / name
        do(desk, "subsidy", "documents", "3", "-o", folder, env={"ZCINS_TODAY": today})
        folders.append({one.name: one.read_bytes() for one in folder.iterdir()})
    assert set(folders[0]) == {
        "审核意见.docx",
        "资金补贴方案.docx",
        "奖补资金明细表.xlsx",
        "拨付清单.csv",
    }
    assert folders[1] == folders[0]
    assert folders[2] == folders[0]
    correction(desk, tmp_path)
    moved = (FIRMS[0][0], "王村镇", "危险化学品", "别的银行", "6222999999999999")
    take(desk, write_csv(tmp_path / "企业台账2019-02.csv", REGISTER, moved))
    set_rates(approved, RATES.replace("0.333", "0.10"))
    folder = tmp_path / "丁"
    do(desk, "subsidy", "documents", "3", "-o", folder, "--known-at", "4")
    assert {one.name: one.read_bytes() for one in folder.iterdir()} == folders[0]


def test_the_banks_list(desk: Run, approved: Path, tmp_path: Path) -> None:
    said = do(desk, "subsidy", "documents", "3", "-o", tmp_path / "papers").stderr
    text = (tmp_path / "papers" / "拨付清单.csv").read_text(encoding="utf-8-sig")
    lines = text.splitlines()
    assert lines[0] == "序号,收款人名称,收款人账号,开户银行,金额,用途"
    assert len(lines) == 3
    assert firm_name(1) in lines[1]
    assert "6222000011112222" in lines[1]
    assert "333.00" in lines[1]
    assert "1" in said  # one enterprise has no account
    assert events(approved) == 4


@pytest.mark.usefixtures("approved")
def test_what_is_paid_already_does_not_go_to_the_bank_again(desk: Run, tmp_path: Path) -> None:
    """Both firms get 333 yuan; the transfer to the second fails, and is made again."""
    folder = tmp_path / "papers"

    def lists() -> list[list[str]]:
        do(desk, "subsidy", "documents", "3", "-o", folder)
        names = ("拨付清单.csv", "待拨付清单.csv")
        return [(folder / name).read_text(encoding="utf-8-sig").splitlines() for name in names]

    do(desk, "subsidy", "pay", "3", "--date", "2019-12-31")
    whole, rest = lists()
    assert (len(whole), rest) == (3, whole[:1])
    do(desk, "subsidy", "failed", "3", "--enterprise", firm_name(2), "--reason", "账号有误")
    assert lists() == [whole, [whole[0], f"1,{firm_name(2)},,,333.00,2019年度安责险保费补贴"]]
    do(desk, "subsidy", "pay", "3", "--date", "2019-12-31")
    assert lists() == [whole, whole[:1]]


def text_of(path: Path) -> str:
    from docx import Document

    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


@pytest.mark.usefixtures("approved")
def test_what_the_papers_say(desk: Run, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    do(desk, "subsidy", "documents", "3", "-o", folder)
    opinion = text_of(folder / "审核意见.docx")
    for text in ("同意", "张三", "666.00", "共审核保单3份", "险种不是安全生产责任保险"):
        assert text in opinion
    plan = text_of(folder / "资金补贴方案.docx")
    for text in ("33.3%", "5000", "266.40", "399.60", "财政办法〔2018〕1号", "危险化学品"):
        assert text in plan


def numbers(path: Path) -> dict[tuple[str, str], Any]:
    """Give the values of all cells that are no text, by sheet and place."""
    from openpyxl import load_workbook

    book = load_workbook(path, data_only=True)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book
        for line in sheet.iter_rows()
        for cell in line
        if isinstance(cell.value, (int, float))
    }


def formulas(path: Path) -> list[tuple[str, str]]:
    from openpyxl import load_workbook

    return [
        (sheet.title, cell.coordinate)
        for sheet in load_workbook(path)
        for line in sheet.iter_rows()
        for cell in line
        if cell.data_type == "f"
    ]


@pytest.fixture
def finance(desk: Run, approved: Path, tmp_path: Path) -> Path:
    """Give the list for finance of a batch that grants and asks back."""
    correction(desk, tmp_path)
    new = (row(4, "0.99"), ("人保财险", "P5", firm_name(1), *YEAR, 1000, "777.77", "安责险"))
    take(desk, write_csv(tmp_path / "承保2019-08.csv", LEDGER, *new))
    path = tmp_path / "明细.xlsx"
    do(desk, "subsidy", "propose", "2019", "-o", path)
    assert events(approved) == 7
    return path


def test_the_list_for_finance(desk: Run, finance: Path) -> None:
    """P1 −166.50, P5 777.77 × 0.333 = 258.997, so 259.00: 92.50 in all."""
    told = ask(desk, "subsidy", "show", "7")
    assert [one["amount"] for one in told["lines"]] == ["-166.50", "0.00", "0.00", "0.00", "259.00"]
    assert told["total"] == "92.50"
    from openpyxl import load_workbook

    book = load_workbook(finance, data_only=True)
    sheet = book["明细"]
    header = [cell.value for cell in sheet[3]]
    column = header.index("本次金额")
    amounts = [line[column] for line in sheet.iter_rows(min_row=4, values_only=True)]
    assert amounts[:5] == [-166.5, 0, 0, 0, 259]
    assert 92.5 in amounts[5:]
    assert {"分行业", "分镇办", "分承保机构", "分资金来源"} < set(book.sheetnames)


def test_finance_finds_the_same_figures(finance: Path, tmp_path: Path) -> None:
    """LibreOffice reckons every formula anew; each must give what the file says, to the fen."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed")
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    saved = tmp_path / "again"
    line = [soffice, profile, "--headless", "--convert-to", "ods", "--outdir", str(saved)]
    subprocess.run([*line, str(finance)], check=True, capture_output=True, timeout=200)
    line[line.index("ods")] = "xlsx"
    ods = saved / f"{finance.stem}.ods"
    subprocess.run([*line, str(ods)], check=True, capture_output=True, timeout=200)
    ours, theirs = numbers(finance), numbers(saved / finance.name)
    cells = formulas(finance)
    assert len(cells) > 20
    for cell in cells:
        assert round(100 * theirs[cell]) == round(100 * ours[cell]), cell


@pytest.mark.usefixtures("approved")
def test_forecast(desk: Run) -> None:
    told = ask(desk, "subsidy", "forecast", "2019", "--set", "subsidy.2019.rate=0.10")
    # What is due is taken to be paid: 333.00 each, and 100.00 each at a tenth.
    assert (told["total"]["bill"], told["total"]["changed"]) == ("666.00", "200.00")
    assert told["not_counted"] == {"product_not_accepted": 1}
    shown = do(desk, "subsidy", "forecast", "2019").stdout
    assert "666.00" in shown
    assert "Changed" not in shown


@pytest.mark.usefixtures("approved")
def test_rows_into_files(desk: Run, tmp_path: Path) -> None:
    do(desk, "subsidy", "show", "3", "-o", tmp_path / "批次.json")
    stored = json.loads((tmp_path / "批次.json").read_text(encoding="utf-8"))
    assert "P1" in json.dumps(stored)
    do(desk, "subsidy", "list", "-o", tmp_path / "批次.csv")
    assert "666.00" in (tmp_path / "批次.csv").read_text(encoding="utf-8-sig")


def test_a_year_is_a_year(desk: Run, office: Path) -> None:
    for year in ("0", "10000", "-5"):
        refused(desk, office, "propose", "--", year, code=3)
