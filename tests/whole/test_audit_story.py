"""One finding from all sides: listed, new, its story, and the months before."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.whole.ledgers import (
    POLICIES,
    REGISTER,
    ask,
    do,
    events,
    firm,
    firm_name,
    policy,
    rows_in,
    take,
    write_csv,
)
from zcins import findings
from zcins.compliance import audit
from zcins.office import Office


def lapse(desk: Run, tmp_path: Path) -> None:
    """Firm 1 has lapsed since 2019-03-01, firm 2 is insured, firm 3 never was."""
    register = write_csv(tmp_path / "企业台账2019-11.csv", REGISTER, firm(1), firm(2), firm(3))
    rows = (policy(1, begins="2018-03-01", ends="2019-02-28"), policy(2))
    take(desk, register, write_csv(tmp_path / "人保财险2019-11.csv", POLICIES, *rows))


def night(home: Path, day: date) -> None:
    """Let the office keep what it finds on a day, as the night's run does."""
    office = Office.open(str(home))
    asked = office.ask(day)
    found = audit(asked.view, asked.scheme)
    with office.store.write("run", str(day), office.scheme_state) as write:
        findings.record(write, found)


def test_every_finding_carries_its_history(desk: Run, tmp_path: Path) -> None:
    lapse(desk, tmp_path)
    (found,) = ask(desk, "audit", "--rule", "lapsed")["findings"]
    assert found["id"] == "lapsed:1:2019-03-01"
    history = ("status", "first_seen", "last_seen", "answer", "answer_due", "answer_overdue")
    assert [found[name] for name in history] == ["open", None, None, None, None, False]


def test_the_story_names_file_sheet_and_row(desk: Run, tmp_path: Path) -> None:
    lapse(desk, tmp_path)
    told = ask(desk, "audit", "show", "lapsed:1:2019-03-01")
    places = [(one["record"], one["file"], one["row"]) for one in told["rows"]]
    assert places == [
        ("enterprise", "企业台账2019-11.csv", 2),
        ("policy", "人保财险2019-11.csv", 2),
    ]
    assert told["rows"][1]["values"]["expiry"] == "2019-02-28"
    done = do(desk, "audit", "show", "lapsed:1:2019-03-01")
    assert firm_name(1) in done.stdout
    assert "人保财险2019-11.csv" in done.stdout


def test_what_is_gone_still_has_its_story(desk: Run, home: Path, tmp_path: Path) -> None:
    lapse(desk, tmp_path)
    night(home, date(2019, 12, 1))
    renewed = policy(1, begins="2019-12-02", ends="2020-12-01")
    take(desk, write_csv(tmp_path / "人保财险2019-12.csv", POLICIES, renewed))
    night(home, date(2019, 12, 3))
    told = ask(desk, "audit", "show", "lapsed:1:2019-03-01")
    assert told["status"] == "gone"
    assert told["nights"] == [{"first": "2019-12-01", "last": "2019-12-01", "gone": "2019-12-03"}]


def test_new_is_what_the_last_run_had_not_seen(desk: Run, home: Path, tmp_path: Path) -> None:
    lapse(desk, tmp_path)
    line = ("audit", "--new", "--rule", "lapsed", "--rule", "uninsured")
    assert [one["id"] for one in ask(desk, *line)["findings"]] == [
        "uninsured:3",
        "lapsed:1:2019-03-01",
    ]
    night(home, date(2019, 12, 1))
    assert ask(desk, *line)["findings"] == []
    # 1 December and 15 days; asked on the 17th.
    (found,) = ask(desk, "audit", "--rule", "lapsed", "--as-of", "2019-12-17")["findings"]
    assert (found["first_seen"], found["answer_due"]) == ("2019-12-01", "2019-12-16")
    assert found["answer_overdue"]


def test_asking_changes_nothing(desk: Run, small: Path, tmp_path: Path) -> None:
    before = events(small)
    for line in (
        ("audit", "--new"),
        ("audit", "show", "uninsured:3"),
        ("audit", "waivers"),
        ("audit", "trend"),
        ("audit", "--by", "department", "-o", str(tmp_path / "departments")),
        ("letters", "--dry-run"),
        ("letters", "--sent"),
        ("complaint", "list"),
    ):
        do(desk, *line)
    assert events(small) == before


def test_the_trend_counts_each_month_end(desk: Run, tmp_path: Path) -> None:
    """Firm 1 had cover from 2018-03-01 to 2019-02-28; firms 2 and 3 had none in that time."""
    lapse(desk, tmp_path)
    rows = ask(desk, "audit", "trend", "--as-of", "2019-03-15")["rows"]
    by_month = {row["month"]: row["rules"] for row in rows}
    assert list(by_month)[0::16] == ["2017-11", "2019-03"]
    assert by_month["2018-02"]["uninsured"] == 3
    assert by_month["2018-03"]["uninsured"] == 2
    assert by_month["2019-03"] | {"uninsured": 1, "lapsed": 1} == by_month["2019-03"]
    target = tmp_path / "trend.csv"
    do(desk, "audit", "trend", "--as-of", "2019-03-15", "-o", target)
    with target.open(encoding="utf-8-sig", newline="") as stream:
        last = list(csv.DictReader(stream))[-1]
    assert (last["lapsed"], last["uninsured"]) == ("1", "1")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (["audit", "show", "uninsured:99"], "uninsured:99"),
        (["audit", "show", "nothing:1"], "nothing:1"),
        (["audit", "--by", "town"], "town"),
        (["audit", "--by", "department"], "-o"),
        (["audit", "--new", "-o", "x.pdf"], "x.pdf"),
        (["audit", "shwo"], "shwo"),
    ],
)
def test_wrong_usage(desk: Run, small: Path, line: list[str], told: str) -> None:
    done = do(desk, *line, home=small, code=2)
    assert told in done.stderr


def test_complaints_are_entered_listed_and_closed(desk: Run, small: Path) -> None:
    line = ("complaint", "add", firm_name(1), "--text", "每月扣30元", "--on", "2019-12-05")
    do(desk, *line)
    (found,) = ask(desk, "audit", "--rule", "premium_charged_to_staff")["findings"]
    (number,) = rows_in(small, "SELECT id FROM complaint")[0]
    assert found["id"] == f"premium_charged_to_staff:1:{number}"
    assert (found["severity"], found["since"]) == ("high", "2019-12-05")
    assert "每月扣30元" in found["message"]
    do(desk, "complaint", "close", str(number), "--outcome", "已退还")
    assert ask(desk, "audit", "--rule", "premium_charged_to_staff")["findings"] == []
    (told,) = ask(desk, "complaint", "list")["complaints"]
    assert (told["state"], told["outcome"]) == ("closed", "已退还")
    (before,) = ask(desk, "complaint", "list", "--known-at", str(number))["complaints"]
    assert (before["state"], before["outcome"]) == ("open", None)
    do(desk, "complaint", "close", str(number), "--outcome", "再次", code=2)
    do(desk, "complaint", "add", "没有这家", "--text", "x", code=2)
    do(desk, "complaint", "add", firm_name(1), "--text", "x", "--on", "2020-01-01", code=2)


def test_rules_tell_what_they_need_and_whether_they_may_be_waived(desk: Run) -> None:
    listed = {one["rule"]: one for one in ask(desk, "audit", "--rules")["rules"]}
    assert listed["settlement_late"]["needs"] == ["claims"]
    assert not listed["prevention_misuse"]["waivable"]
    done = do(desk, "audit", "--rules", "--format", "csv")
    assert "policies.terms" in done.stdout
    assert json.loads(do(desk, "audit", "--format", "json").stdout)["findings"] == []
