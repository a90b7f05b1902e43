"""Small registers and ledgers, written as offices and insurers write them."""

import csv
import hashlib
import json
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.conftest import Completed, Run

ROOT = Path(__file__).resolve().parents[2]
INBOX = ROOT / "data" / "demo" / "office" / "inbox"
TODAY = {"ZCINS_TODAY": "2019-12-31"}

REGISTER = ("企业名称", "统一社会信用代码", "镇办", "行业领域", "从业人员")
POLICIES = (
    *("保险单号", "被保险人", "统一社会信用代码", "起保日期", "终保日期", "保费", "投保人数"),
    "每人责任限额",
)
ENDORSED = (*POLICIES, "批单号", "批改类型", "批改生效日期")

Row = Sequence[object]


def code(number: int) -> str:
    """Give an invented credit code with the check digit of GB 32100-2015."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    body = f"91370306MA{number:07d}"
    whole = sum(alphabet.index(sign) * pow(3, at, 31) for at, sign in enumerate(body))
    return body + alphabet[-whole % 31]


def firm(number: int, town: str = "王村镇", sector: str = "危险化学品", heads: int = 30) -> Row:
    """Give a register row of firm `number`."""
    return (firm_name(number), code(number), town, sector, heads)


def firm_name(number: int) -> str:
    """Give the name of firm `number`; no two are near enough to be taken for each other."""
    words = "甲乙丙丁戊己庚辛壬癸"
    return f"淄博{words[number % 10] * 4}{words[number // 10 % 10] * 3}厂"


def policy(
    number: int,
    premium: object = "1200.00",
    begins: object = "2019-03-01",
    ends: object = "2020-02-29",
    heads: object = 30,
) -> Row:
    """Give a ledger row: policy P<number> of firm `number`."""
    holder = (firm_name(number), code(number))
    return (f"P{number:03d}", *holder, begins, ends, premium, heads, "500000")


def write_csv(path: Path, header: Row, *rows: Row) -> Path:
    """Write a ledger as UTF-8 csv; a title would say nothing that the name does not."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])
    return path


def write_xlsx(path: Path, sheets: dict[str, Sequence[Row]]) -> Path:
    """Write a workbook, sheet by sheet, row by row."""
    from openpyxl import Workbook

    path.parent.mkdir(parents=True, exist_ok=True)
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def receipts(done: Completed) -> list[dict[str, Any]]:
    """Give the receipts of an import that was asked for JSON."""
    answer: list[dict[str, Any]] = json.loads(done.stdout)["imports"]
    return answer


def take(desk: Run, *paths: Path | str, code: int = 0, **settings: Any) -> list[dict[str, Any]]:
    """Import and give the receipts; asserts the exit code."""
    done = desk("import", *paths, "--format", "json", **with_today(settings))
    assert done.returncode == code, done.stderr
    return receipts(done)


def ask(desk: Run, *line: str, **settings: Any) -> Any:
    """Ask a question and give its JSON answer; asserts success."""
    done = desk(*line, "--format", "json", **with_today(settings))
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def do(desk: Run, *line: str | Path, code: int = 0, **settings: Any) -> Completed:
    """Run a command; asserts the exit code, and that no traceback is shown."""
    done = desk(*line, **with_today(settings))
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done


def with_today(settings: dict[str, Any]) -> dict[str, Any]:
    """Fix today to the last day of 2019, unless the test's environment says otherwise."""
    return {**settings, "env": {**TODAY, **(settings.get("env") or {})}}


def copy_of(office: Path, target: Path) -> Path:
    """Give a copy of an office's folder."""
    shutil.copytree(office, target)
    return target


def rows_in(home: Path, sql: str) -> list[tuple[Any, ...]]:
    """Give the rows of a query over an office's store."""
    with closing(sqlite3.connect(home / "zcins.db")) as connection:
        return connection.execute(sql).fetchall()


def events(home: Path) -> int:
    """Count an office's events."""
    return int(rows_in(home, "SELECT count(*) FROM event")[0][0])


def fingerprint(home: Path) -> str:
    """Give a hash over every row of every table of an office's store."""
    with closing(sqlite3.connect(home / "zcins.db")) as connection:
        text = "\n".join(connection.iterdump())
    return hashlib.sha256(text.encode()).hexdigest()
