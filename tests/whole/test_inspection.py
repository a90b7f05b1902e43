"""What is recognised in a file, and what is asked before it is taken."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.whole.ledgers import (
    POLICIES,
    Row,
    do,
    events,
    fingerprint,
    policy,
    rows_in,
    take,
    write_csv,
    write_xlsx,
)


def ledger(folder: Path, month: int, header: Row, *rows: Row) -> Path:
    return write_csv(folder / f"人保财险2019-{month:02}.csv", header, *rows)


def premiums(home: Path) -> list[int]:
    sql = "SELECT premium FROM policy_version WHERE ended_by IS NULL ORDER BY policy_no"
    return [row[0] for row in rows_in(home, sql)]


def inspected(desk: Run, *line: Path | str, code: int = 0) -> dict[str, Any]:
    done = do(desk, "import", "--inspect", *line, "--format", "json", code=code)
    (document,) = json.loads(done.stdout)["files"]
    return dict(document)


def test_implausible_amounts_hold_the_file_until_the_unit_is_told(
    desk: Run, home: Path, tmp_path: Path
) -> None:
    rows = [policy(number, "0.32", heads=30) for number in (1, 2, 3)]
    file = ledger(tmp_path, 10, POLICIES, *rows)
    said = do(desk, "import", file, code=3).stderr
    assert all(word in said for word in ("保费", "--unit premium=万元", "--unit premium=元"))
    assert not (home / "archive").exists() or not list((home / "archive").iterdir())
    take(desk, file, "--unit", "premium=万元")
    assert premiums(home) == [320_000] * 3
    (later,) = take(desk, ledger(tmp_path, 11, POLICIES, policy(4, "0.5")))
    assert later["remembered"]["unit"] == {"premium": "万元"}
    assert premiums(home)[-1] == 500_000
    changed = tuple("保费（万元）" if name == "保费" else name for name in POLICIES)
    (own,) = take(desk, ledger(tmp_path, 12, changed, policy(5, "0.4")))
    assert "remembered" not in own


def test_cheap_policies_can_be_said_to_be_cheap(desk: Run, home: Path, tmp_path: Path) -> None:
    file = ledger(tmp_path, 10, POLICIES, policy(1, "3.00"))
    do(desk, "import", file, code=3)
    take(desk, file, "--unit", "premium=元")
    take(desk, ledger(tmp_path, 11, POLICIES, policy(2, "3.30")))
    assert premiums(home) == [300, 330]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--map", "保费=premum"], ["premum", "premium", "policy_no"]),
        (["--map", "保费收=premium"], ["保费收", "保险单号", "投保人数"]),
        (["--map", "保费"], ["--map", "="]),
        (["--map", "保费=paid"], ["paid", "premium"]),
        (["--unit", "premium=角"], ["角", "万元"]),
        (["--unit", "policy_no=元"], ["policy_no", "premium"]),
        (["--unit", "accrued=元"], ["accrued", "premium"]),
        (["--unit", "premium"], ["--unit", "="]),
    ],
)
def test_wrong_words_are_told_with_the_choices(
    desk: Run, home: Path, tmp_path: Path, options: list[str], words: list[str]
) -> None:
    said = do(desk, "import", ledger(tmp_path, 10, POLICIES, policy(1)), *options, code=2).stderr
    assert [word for word in words if word not in said] == []
    assert not (home / "zcins.db").exists() or events(home) == 0


def test_columns_are_told_of_one_file_at_a_time(desk: Run, tmp_path: Path) -> None:
    files = [ledger(tmp_path, month, POLICIES, policy(month)) for month in (10, 11)]
    assert "--map" in do(desk, "import", *files, "--map", "保费=premium", code=2).stderr


def test_inspection_tells_each_column_and_changes_nothing(
    desk: Run, home: Path, tmp_path: Path
) -> None:
    ledger(tmp_path, 9, POLICIES, policy(1))
    take(desk, tmp_path / "人保财险2019-09.csv")
    before = fingerprint(home)
    sheets: dict[str, Sequence[Row]] = {
        "承保明细": [
            ["人保财险2019年10月承保台账（单位：万元）"],
            (*POLICIES[:5], "保费收", "投保人数", "每人责任限额（元）"),
            policy(2),
        ]
    }
    document = inspected(desk, write_xlsx(tmp_path / "台账.xlsx", sheets))
    assert (document["kind"], document["insurer"], document["period"]) == (
        "policies",
        "picc",
        "2019-10",
    )
    (table,) = document["tables"]
    assert (table["sheet"], table["header_row"]) == ("承保明细", 2)
    columns = {column["column"]: column for column in table["columns"]}
    number, premium, limit = columns["A"], columns["F"], columns["H"]
    assert (number["field"], number["samples"], number["confidence"]) == (
        "policy_no",
        ["P002"],
        1.0,
    )
    assert (premium["field"], premium["nearest"]["field"]) == (None, "premium")
    assert (limit["unit"], limit["unit_from"]) == ("元", "header")
    (asked,) = document["questions"]
    assert "保费" in asked["question"]
    assert "保费收=premium" in asked["answer"]
    assert fingerprint(home) == before


def test_inspection_on_the_screen(desk: Run, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "2019-10.csv", POLICIES, policy(1))
    shown = do(desk, "import", "--inspect", file)
    assert all(word in shown.stdout for word in ("保险单号", "policy_no", "P001", "100"))
    assert "--insurer" in shown.stderr


def test_a_header_far_down_is_found_while_the_file_is_read(desk: Run, tmp_path: Path) -> None:
    turned = (*POLICIES[1:3], POLICIES[0], *POLICIES[3:])
    first = [policy(number) for number in range(1, 301)]
    second = [(*row[1:3], row[0], *row[3:]) for row in (policy(401), policy(402))]
    file = ledger(tmp_path, 10, POLICIES, *first, turned, *second)
    assert len(inspected(desk, file)["tables"]) == 2
    (receipt,) = take(desk, file)
    assert receipt["rows"]["new"] == 302
    assert [sheet["header_row"] for sheet in receipt["sheets"]] == [1, 302]
    assert (receipt["rows"]["read"], receipt["rows"]["skipped"]) == (304, 2)


def test_the_money_of_several_tables_adds_up(desk: Run, tmp_path: Path) -> None:
    turned = (*POLICIES[1:3], POLICIES[0], *POLICIES[3:])
    no, name, code, *rest = policy(2, "900.00")
    rows: list[Row] = [policy(1), ["", "", "", "", "", "1200.00", ""], turned]
    (receipt,) = take(desk, ledger(tmp_path, 10, POLICIES, *rows, (name, code, no, *rest)))
    assert receipt["money"]["premium"]["read"] == "2100.00"
    assert receipt["rows"] | {"read": 5, "skipped": 3, "new": 2} == receipt["rows"]
