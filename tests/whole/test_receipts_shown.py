"""Receipts for people: on the screen, and as a workbook for the insurer."""

import contextlib
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import CLEARED, Run
from tests.whole.corrections import opened
from tests.whole.ledgers import POLICIES, REGISTER, do, firm, policy, take, write_csv, write_xlsx
from zcins.console import cell_width


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Give a ledger of one good row, eleven bad amounts and a total that is 10.00 too high."""
    bad = [policy(number, premium=f"约{number}") for number in range(2, 13)]
    total = ("合计", None, None, None, None, 1210)
    rows = [POLICIES, policy(1), *bad, total]
    return write_xlsx(tmp_path / "人保财险2019-06.xlsx", {"承保": rows})


def test_one_file_is_a_block(desk: Run, ledger: Path) -> None:
    """Of 14 rows one is new, eleven are held, header and total are skipped."""
    text = do(desk, "import", ledger, code=1).stdout
    rows = next(line for line in text.splitlines() if line.strip().startswith("Rows"))
    for part in ("read 14", "new 1", "changed 0", "unchanged 0", "quarantined 11", "skipped 2"):
        assert part in rows
    money = next(line for line in text.splitlines() if line.startswith("premium"))
    assert money.split()[1:] == ["1,200.00", "1,200.00", "0.00", "11", "1,210.00", "10.00"]
    links = next(line for line in text.splitlines() if line.strip().startswith("Links"))
    assert "unmatched 1" in links


def test_equal_problems_are_one_line_with_the_first_cells(desk: Run, ledger: Path) -> None:
    text = do(desk, "import", ledger, code=1).stdout
    line = next(line for line in text.splitlines() if "not an amount" in line)
    assert line.split()[0] == "11"
    assert "承保!F3, F4, F5 …" in line


def test_the_hint_says_how_to_go_on(desk: Run, ledger: Path) -> None:
    assert "imports quarantine 1 -o" in do(desk, "import", ledger, code=1).stderr


def test_several_files_have_a_total(desk: Run, ledger: Path, tmp_path: Path) -> None:
    other = write_csv(tmp_path / "平安财险2019-06.csv", POLICIES, policy(20), policy(21))
    text = do(desk, "import", ledger, other, code=1).stdout
    total = next(line for line in text.splitlines() if line.split()[:1] == ["Total"])
    assert total.split()[1:] == ["17", "3", "0", "0", "11", "3", "3"]


def on_a_terminal(*line: object, home: Path) -> str:
    """Give what a terminal of 80 columns shows of a command."""
    import pty

    master, slave = pty.openpty()
    kept = {name: text for name, text in os.environ.items() if not name.startswith(CLEARED)}
    settings = {"ZCINS_HOME": str(home), "ZCINS_TODAY": "2019-12-31", "LANG": "C.UTF-8"}
    process = subprocess.Popen(
        [sys.executable, "-m", "zcins", *map(str, line)],
        stdout=slave,
        stderr=slave,
        env={**kept, **settings, "COLUMNS": "80", "TERM": "xterm"},
    )
    os.close(slave)
    seen = b""
    with contextlib.suppress(OSError):  # the terminal is gone when the command has ended
        while part := os.read(master, 1 << 16):
            seen += part
    os.close(master)
    process.wait(timeout=60)
    return seen.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of Unix")
def test_80_columns_are_enough(ledger: Path, tmp_path: Path) -> None:
    """Several files, one file and its history; while a file is read, the terminal says so."""
    home = tmp_path / "home"
    other = write_csv(tmp_path / "平安财险2019-06.csv", POLICIES, policy(20), policy(21))
    lines = (["import", ledger, other], ["imports", "show", 1], ["imports", "show", 2])
    for line in lines:
        text = on_a_terminal(*line, home=home)
        assert "P" in text
        shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text).splitlines()
        assert [each for each in shown if cell_width(each) > 80] == []
        assert ("Reading" in text) == (line[0] == "import")


def cells(path: Path, sheet: str) -> list[list[Any]]:
    return [list(row) for row in opened(path)[sheet].iter_rows(values_only=True)]


def test_the_workbook_for_the_insurer(desk: Run, ledger: Path, tmp_path: Path) -> None:
    target = tmp_path / "回执.xlsx"
    do(desk, "import", ledger, "-o", target, code=1)
    assert opened(target).sheetnames == ["回执", "问题"]
    receipt = cells(target, "回执")
    facts = {row[0]: row[1] for row in receipt}
    assert facts["读取行数"] == 14
    assert (facts["待更正行数"], facts["其中新增"]) == (11, 1)
    assert facts["未找到企业"] == 1
    assert facts["处理结果"] == "已导入"
    money = next(row for row in receipt if row[0] == "保费")
    assert money[1:7] == [1200, 1200, 0, 11, 1210, 10]
    problems = cells(target, "问题")
    assert len(problems) == 1 + 11 + 1
    assert problems[1][:7] == [
        *("人保财险2019-06.xlsx", "承保", 3, "F3"),
        *("保费", "约2", "待更正"),
    ]


def test_the_workbook_of_a_refused_file_says_why(desk: Run, tmp_path: Path) -> None:
    bad = tmp_path / "空.xlsx"
    bad.write_bytes(b"")
    target = tmp_path / "回执.xlsx"
    do(desk, "import", bad, "-o", target, code=3)
    facts = {row[0]: row[1] for row in cells(target, "回执")}
    assert facts["处理结果"] == "未接收"
    assert "空.xlsx" in facts["原因"]


@pytest.mark.usefixtures("small")
def test_what_is_missing_of_older_ledgers_is_told(desk: Run, tmp_path: Path) -> None:
    later = write_csv(tmp_path / "人保财险2019-12.csv", POLICIES, policy(2))
    assert "P001" in do(desk, "import", later).stdout


@pytest.mark.usefixtures("small")
def test_a_correction_says_nothing_of_what_it_leaves_out(desk: Run, tmp_path: Path) -> None:
    row = policy(3, premium="?")
    take(desk, write_csv(tmp_path / "人保财险2019-12.csv", POLICIES, row), code=1)
    path = tmp_path / "q.xlsx"
    do(desk, "imports", "quarantine", "3", "-o", path)
    assert take(desk, path, code=1)[0]["missing"] == []


def test_no_progress_where_nobody_looks(desk: Run, ledger: Path) -> None:
    assert "Reading" not in do(desk, "import", ledger, code=1).stderr


def test_a_register_has_no_links(desk: Run, tmp_path: Path) -> None:
    text = do(desk, "import", write_csv(tmp_path / "企业台账2019-06.csv", REGISTER, firm(1))).stdout
    assert "Links" not in text
    assert "new 1" in text
