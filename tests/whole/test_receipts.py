"""The receipt: its keys, and that no row and no fen is lost (definitions: Accounts)."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.conftest import Run
from tests.whole.conftest import Demo
from tests.whole.ledgers import (
    POLICIES,
    REGISTER,
    TODAY,
    Row,
    events,
    firm,
    policy,
    take,
    write_csv,
    write_xlsx,
)

LINKED = {"policies", "claims", "prevention"}
MONEY = {
    *("premium", "premium_received", "paid", "outstanding"),
    *("advance", "accrued", "spent"),
}


def check(receipt: dict[str, Any]) -> None:
    """Assert the identities of "Accounts of an import"."""
    rows = receipt["rows"]
    assert rows["read"] == rows["accepted"] + rows["quarantined"] + rows["skipped"]
    assert rows["accepted"] == rows["new"] + rows["updated"] + rows["unchanged"]
    assert set(receipt["money"]) <= MONEY
    for account in receipt["money"].values():
        read, accepted = Decimal(account["read"]), Decimal(account["accepted"])
        assert read == accepted + Decimal(account["quarantined"])
        if account["stated"] is None:
            assert account["difference"] is None
        else:
            assert Decimal(account["stated"]) - read == Decimal(account["difference"])
    if receipt["kind"] in LINKED:
        assert sum(receipt["links"].values()) == rows["accepted"]


def test_every_receipt_of_the_demo_adds_up(demo: Demo) -> None:
    assert len(demo.receipts) == 15
    for receipt in demo.receipts:
        check(receipt)


def test_the_money_of_each_kind(demo: Demo) -> None:
    """A kind of ledger accounts for every money field that it has a column for."""
    fields: dict[str, set[str]] = {}
    for receipt in demo.receipts:
        fields.setdefault(receipt["kind"], set()).update(receipt["money"])
    assert {"premium", "premium_received"} <= fields["policies"]
    assert fields["claims"] == {"paid", "outstanding", "advance"}
    assert fields["prevention"] == {"accrued", "spent"}
    assert fields["register"] == fields["accidents"] == set()


def test_the_keys_are_those_of_the_contract(desk: Run, tmp_path: Path) -> None:
    """One row is fit, one has a date that is none; the register comes first."""
    register = write_csv(tmp_path / "企业台账2019-06.csv", REGISTER, firm(1), firm(2))
    header = (*POLICIES, "备注栏二")
    rows = [(*policy(1), "甲"), (*policy(2, premium="88.50", begins="2019.13.5"), "乙")]
    ledger = write_xlsx(tmp_path / "picc-2019-06.xlsx", {"承保明细": [header, *rows]})
    receipt = take(desk, register, ledger, code=1)[1]
    expected = {
        *("id", "status", "corrects", "period", "file", "sha256", "kind", "insurer"),
        *("sheets", "rows", "money", "links", "problems"),
    }
    assert expected <= set(receipt)
    plain = ("id", "status", "corrects", "period", "file", "kind", "insurer")
    assert [receipt[name] for name in plain] == [
        *(2, "imported", None, "2019-06", "picc-2019-06.xlsx", "policies", "picc"),
    ]
    assert len(receipt["sha256"]) == 64
    assert receipt["rows"] == {
        "read": 3,
        "accepted": 1,
        "new": 1,
        "updated": 0,
        "unchanged": 0,
        "quarantined": 1,
        "skipped": 1,
    }
    assert receipt["money"]["premium"] == {
        "read": "1288.50",
        "accepted": "1200.00",
        "quarantined": "88.50",
        "unreadable": 0,
        "stated": None,
        "difference": None,
    }
    assert receipt["links"] == {
        "by_code": 1,
        "by_name": 0,
        "by_alias": 0,
        "to_review": 0,
        "unmatched": 0,
    }
    sheet = receipt["sheets"][0]
    assert (sheet["sheet"], sheet["header_row"]) == ("承保明细", 1)
    assert sheet["columns"]["保险单号"] == "policy_no"
    assert sheet["columns"]["被保险人"] == "enterprise_name"
    assert sheet["unmapped"] == ["备注栏二"]
    problem = next(one for one in receipt["problems"] if one["severity"] == "error")
    assert isinstance(problem.pop("message"), str)
    assert problem == {
        "sheet": "承保明细",
        "row": 3,
        "cell": "D3",
        "field": "inception",
        "severity": "error",
        "value": "2019.13.5",
        "problem": "invalid_date",
    }


def test_a_dry_run_gives_the_same_receipt_and_changes_nothing(desk: Run, tmp_path: Path) -> None:
    register = write_csv(tmp_path / "企业台账2019-06.csv", REGISTER, firm(1), firm(2))
    home = tmp_path / "home"
    rehearsed = desk("import", register, "--dry-run", "--format", "json", env=TODAY)
    assert rehearsed.returncode == 0
    assert events(home) == 0
    assert list((home / "archive").iterdir()) == []
    would = take(desk, register, "--dry-run")[0]
    done = take(desk, register)[0]
    assert (would.pop("status"), done.pop("status")) == ("dry_run", "imported")
    assert (would.pop("id"), done.pop("id")) == (None, 1)
    assert would == done


def test_the_archive_keeps_the_bytes_under_their_hash(demo: Demo) -> None:
    kept = {path.name.split(".")[0] for path in (demo.home / "archive").iterdir()}
    assert kept == {receipt["sha256"] for receipt in demo.receipts}


def test_a_wrong_total_is_told_with_its_cell(desk: Run, tmp_path: Path) -> None:
    """1200.00 and 800.50 are 2000.50; the sheet says 2000.00."""
    total = ("合计", None, None, None, None, "2000.00")
    rows = [POLICIES, policy(1), policy(2, premium="800.50"), total]
    ledger = write_xlsx(tmp_path / "人保财险2019-06.xlsx", {"明细": rows})
    receipt = take(desk, ledger)[0]
    account = receipt["money"]["premium"]
    assert (account["read"], account["stated"]) == ("2000.50", "2000.00")
    assert account["difference"] == "-0.50"
    told = [one for one in receipt["problems"] if one["problem"] == "total_mismatch"]
    assert [(one["cell"], one["severity"]) for one in told] == [("F4", "warning")]
    check(receipt)


def test_ten_thousand_yuan(desk: Run, tmp_path: Path) -> None:
    """0.12 of 万元 are 1200.00 yuan; the unit stands in the header or in the cell."""
    header = [name if name != "保费" else "保费（万元）" for name in POLICIES]
    rows = [policy(1, premium=0.12), policy(2, premium="0.08005万元")]
    ledger = write_xlsx(tmp_path / "人保财险2019-06.xlsx", {"明细": [header, *rows]})
    account = take(desk, ledger)[0]["money"]["premium"]
    assert (account["read"], account["accepted"]) == ("2000.50", "2000.50")


def test_one_sheet_a_town(desk: Run, tmp_path: Path) -> None:
    """The town of a register's sheet is the town of its rows; a sheet without table is left."""
    header = [name for name in REGISTER if name != "镇办"]
    first, second = ([cell for cell in firm(n) if cell != "王村镇"] for n in (1, 2))
    sheets: dict[str, Sequence[Row]] = {
        "王村镇": [header, first],
        "北郊镇": [header, second],
        "汇总": [["共两家"]],
    }
    register = write_xlsx(tmp_path / "企业台账2019-06.xlsx", sheets)
    receipt = take(desk, register)[0]
    assert receipt["rows"]["new"] == 2
    assert [sheet["sheet"] for sheet in receipt["sheets"]] == ["王村镇", "北郊镇"]
    done = desk("coverage", "--by", "town", "--format", "csv", env=TODAY)
    towns = [line.split(",")[0] for line in done.stdout.splitlines()[1:]]
    assert sorted(towns)[:2] == sorted(["王村镇", "北郊镇"])


def test_a_ledger_that_gives_only_the_received_premium_gives_both(
    desk: Run, tmp_path: Path
) -> None:
    header = [name if name != "保费" else "实收保费" for name in POLICIES]
    ledger = write_csv(tmp_path / "人保财险2019-06.csv", header, policy(1), policy(2))
    money = take(desk, ledger)[0]["money"]
    assert set(money) == {"premium", "premium_received"}
    assert money["premium"] == money["premium_received"]
    assert money["premium"]["accepted"] == "2400.00"


def test_premium_due_and_received_are_kept_apart(desk: Run, tmp_path: Path) -> None:
    header = (*(name if name != "保费" else "应收保费" for name in POLICIES), "实收保费")
    rows = [(*policy(1), "1000.00"), (*policy(2), "")]
    money = take(desk, write_csv(tmp_path / "人保财险2019-06.csv", header, *rows))[0]["money"]
    assert (money["premium"]["accepted"], money["premium_received"]["accepted"]) == (
        "2400.00",
        "1000.00",
    )
