"""The demo's ledgers give what an independent count over the demo's truth gives."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests import demo_truth
from tests.conftest import Run
from tests.whole.conftest import Demo
from tests.whole.ledgers import INBOX, ROOT, ask, copy_of, rows_in, take

TRUTH = demo_truth.load()
TODAY = demo_truth.TODAY
DAYS = [date(2018, 8, 4), date(2018, 8, 5), date(2019, 6, 30), TODAY]
FIGURES = (
    *("required", "insured", "unresolved", "lapsed", "uninsured"),
    *("employees", "employees_unknown", "insured_headcount"),
)
# The rules that the truth is counted for; the others have worked examples in tests/cases/audit.
COUNTED = (
    *("uninsured", "lapsed", "expiring", "unresolved", "not_in_register"),
    *("insurer_not_admitted", "under_insured_headcount", "limit_below_minimum"),
    *("invalid_uscc", "one_code_two_names"),
)
REGISTER = INBOX / "01企业台账2019-12.xlsx"


def figures(row: dict[str, Any]) -> dict[str, int]:
    return {name: row[name] for name in FIGURES}


def department_names(desk: Run, home: Path, day: date) -> dict[str, str]:
    shown = ask(desk, "scheme", "show", "department", "--on", str(day), home=home)
    return {entry["id"]: entry["name"] for entry in shown["entries"]}


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("by", ["sector", "town", "department"])
def test_coverage_by_one(desk: Run, demo: Demo, day: date, by: str) -> None:
    answer = ask(desk, "coverage", "--by", by, "--as-of", str(day), home=demo.home)
    counted = demo_truth.coverage(TRUTH, day, by)
    names = department_names(desk, demo.home, day) if by == "department" else {}
    expected = {names.get(str(group), group): row for group, row in counted.items()}
    assert {row[by]: figures(row) for row in answer["rows"]} == expected
    assert figures(answer["total"]) == demo_truth.coverage(TRUTH, day)[None]
    total = answer["total"]
    assert total["rate"] == round(total["insured"] / total["required"], 4)
    assert answer["voluntary"] == len(demo_truth.voluntary(TRUTH, day))
    assert answer["not_in_register"] == len(demo_truth.not_in_register(TRUTH, day))
    assert answer["outside_district"] == len(demo_truth.outside_district(TRUTH))


def test_coverage_by_sector_and_town(desk: Run, demo: Demo) -> None:
    answer = ask(desk, "coverage", "--by", "sector", "--by", "town", home=demo.home)
    known = demo_truth.enterprises(TRUTH)
    expected: Counter[tuple[str, str | None, str]] = Counter()
    for key, state in demo_truth.states(TRUTH, TODAY).items():
        place = (demo_truth.main_sector(known[key], TODAY), known[key]["town"])
        expected.update([(*place, "required"), (*place, state)])
    found = {
        (row["sector"], row["town"], name): row[name]
        for row in answer["rows"]
        for name in ("required", *demo_truth.STATES)
        if row[name]
    }
    assert found == expected


def test_coverage_by_insurer(desk: Run, demo: Demo) -> None:
    answer = ask(desk, "coverage", "--by", "insurer", home=demo.home)
    found = {row["insurer"]: row["insured"] for row in answer["rows"] if row["insured"]}
    assert found == demo_truth.insured_by_insurer(TRUTH, TODAY)
    assert {(row["required"], row["rate"]) for row in answer["rows"]} == {(None, None)}
    assert answer["total"]["insured"] == demo_truth.coverage(TRUTH, TODAY)[None]["insured"]


def test_coverage_by_month(desk: Run, demo: Demo) -> None:
    answer = ask(desk, "coverage", "--by", "month", "--as-of", "2018-03-15", home=demo.home)
    days = [date(2017, 11, 30), date(2017, 12, 31), date(2018, 1, 31), date(2018, 2, 28)]
    days.append(date(2018, 3, 15))
    assert [row["month"] for row in answer["rows"]] == [str(day)[:7] for day in days]
    expected = [demo_truth.coverage(TRUTH, day)[None] for day in days]
    assert [figures(row) for row in answer["rows"]] == expected


def test_coverage_by_month_up_to_the_end(desk: Run, demo: Demo) -> None:
    rows = ask(desk, "coverage", "--by", "month", home=demo.home)["rows"]
    assert len(rows) == 26
    for row in rows:
        year, month = map(int, row["month"].split("-"))
        next_month = date(year + month // 12, month % 12 + 1, 1)
        day = next_month - timedelta(days=1)
        assert figures(row) == demo_truth.coverage(TRUTH, day)[None], day


def subjects(home: Path) -> dict[int, str]:
    """Give the truth's key of every register entry by its number in the store."""
    keys = {
        (one["name"], (one["project"] or {}).get("name")): one["key"]
        for one in TRUTH["enterprises"]
    }
    assert len(keys) == len(TRUTH["enterprises"])
    rows = rows_in(home, "SELECT record, name, project_name FROM enterprise_version")
    return {number: keys[name, project] for number, name, project in rows}


def expected_findings(day: date) -> set[tuple[str, str]]:
    """Give the truth's findings; two names of one code are the enterprise's, not the policy's."""
    holder = {policy["number"]: policy["enterprise"] for policy in TRUTH["policies"]}
    found = {
        (rule, holder[subject] if rule == "one_code_two_names" else subject)
        for rule, subject in demo_truth.findings(TRUTH, day)
    }
    return found | {("invalid_uscc", number) for number in demo_truth.failing_ledger_codes(TRUTH)}


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_audit(desk: Run, demo: Demo, day: date) -> None:
    rules = [word for rule in COUNTED for word in ("--rule", rule)]
    answer = ask(desk, "audit", *rules, "--as-of", str(day), home=demo.home)
    known = subjects(demo.home)
    found = [
        (one["rule"], one["policy_no"] or known[one["enterprise"]["id"]])
        for one in answer["findings"]
    ]
    assert len(found) == len(set(found))
    assert sum(answer["counts"].values()) == len(found)
    # The truth's count looks at no renewal, and there is none after the demo's own day.
    left_out = {"expiring"} if day < date(2019, 12, 31) else set()
    assert without(left_out, found) == without(left_out, expected_findings(day))


def without(rules: set[str], found: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    return {one for one in found if one[0] not in rules}


def test_receipts_of_the_ledgers(demo: Demo) -> None:
    """Rows and money of each insurer's ledger are those that the truth was written with."""
    by_file = {receipt["file"]: receipt for receipt in demo.receipts}
    for ledger in TRUTH["ledgers"]:
        rows = by_file[ledger["file"]]["rows"]
        premium = by_file[ledger["file"]]["money"]["premium"]
        links = by_file[ledger["file"]]["links"]
        assert rows["accepted"] + rows["quarantined"] == ledger["data_rows"], ledger["file"]
        assert rows["quarantined"] == ledger["quarantined"], ledger["file"]
        assert (links["to_review"], links["unmatched"]) == (
            ledger["to_review"],
            ledger["unmatched"],
        )
        assert premium["unreadable"] == ledger["premium_unreadable"]
        assert premium["read"] == yuan(ledger["premium_read_fen"])
        assert premium["stated"] == yuan(ledger["premium_stated_fen"])
        assert premium["difference"] == yuan(ledger["premium_difference_fen"])


def yuan(fen: int | None) -> str | None:
    return None if fen is None else f"{fen // 100}.{fen % 100:02}"


def test_receipt_of_the_register(demo: Demo) -> None:
    register = next(one for one in demo.receipts if one["kind"] == "register")
    rows, counted = register["rows"], TRUTH["register_rows"]
    assert rows["accepted"] + rows["quarantined"] == counted["read"]
    assert rows["quarantined"] == counted["quarantined"]
    held = [one["row"] for one in register["problems"] if one["severity"] == "error"]
    assert held == [TRUTH["nameless_register_row"]]


def everything(desk: Run, home: Path) -> tuple[Any, ...]:
    """Give coverage and findings without the numbers that the order of imports gives."""
    coverage = ask(desk, "coverage", "--by", "town", "--by", "sector", home=home)
    known, audit = subjects(home), ask(desk, "audit", home=home)
    found = sorted(
        (
            one["rule"],
            known[one["enterprise"]["id"]] if one["enterprise"] else "",
            one["policy_no"] or "",
            one["since"] or "",
        )
        for one in audit["findings"]
    )
    return coverage, audit["counts"], found


def test_the_register_may_come_last(desk: Run, demo: Demo, home: Path) -> None:
    copy_of(INBOX.parent / "scheme", home / "scheme")
    ledgers = sorted(path for path in INBOX.iterdir() if path != REGISTER)
    take(desk, *ledgers, code=1)
    take(desk, REGISTER, code=1)
    assert everything(desk, home) == everything(desk, demo.home)


def test_the_files_may_come_in_any_order(desk: Run, demo: Demo, tmp_path: Path, home: Path) -> None:
    """A register whose name does not say so is not moved to the front."""
    copy_of(INBOX.parent / "scheme", home / "scheme")
    register = tmp_path / "总表2019-12.xlsx"
    register.write_bytes(REGISTER.read_bytes())
    others = sorted((path for path in INBOX.iterdir() if path != REGISTER), reverse=True)
    receipts = take(desk, *others[:7], register, *others[7:], code=1)
    assert [one["kind"] for one in receipts].index("register") == 7
    assert everything(desk, home) == everything(desk, demo.home)


def test_the_demo_files_are_what_their_script_writes() -> None:
    done = subprocess.run(
        [sys.executable, "data/demo/make_demo.py", "--check"], cwd=ROOT, check=False
    )
    assert done.returncode == 0
