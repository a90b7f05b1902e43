"""Entering by hand what changed and what was shown, and finding an enterprise, by commands."""

from pathlib import Path

import pytest

from tests.conftest import Run
from tests.whole.ledgers import (
    POLICIES,
    REGISTER,
    ask,
    code,
    do,
    events,
    firm,
    firm_name,
    policy,
    take,
    write_csv,
)

SET = ("enterprise", "set", "3")
WHY = ("--from", "2019-05-01", "--reason", "电话核实")
SHOWN = ("--insurer", "人保财险", "--policy-no", "P003", "--from", "2019-03-01")
UNTIL = ("--until", "2020-02-29", "--reason", "柜台出示")


def state(desk: Run, number: int = 3) -> str:
    return str(ask(desk, "enterprise", str(number))["enterprise"]["state"])


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("name", "淄博新名危化厂", "淄博新名危化厂"),
        ("镇办", "北郊", "北郊镇"),
        ("employees", "45", 45),
        ("status", "关闭", "closed"),
        ("dual_prevention", "是", True),
    ],
)
def test_set_a_fact(desk: Run, field: str, value: str, shown: object) -> None:
    do(desk, *SET, field, value, *WHY)
    entry = ask(desk, "enterprise", "3")["enterprise"]
    assert shown in entry["facts"].values()
    assert entry["source"]["reason"] == "电话核实"
    before = ask(desk, "enterprise", "3", "--as-of", "2019-04-30")["enterprise"]
    assert shown not in before["facts"].values()


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("field", "value"), [("colour", "红"), ("镇办", "某某"), ("employees", "许多"), ("name", "-")]
)
def test_what_cannot_be_set(desk: Run, field: str, value: str) -> None:
    do(desk, *SET, field, value, *WHY, code=2)


@pytest.mark.usefixtures("small")
def test_merge(desk: Run) -> None:
    """Firm 1 is insured; from the merger on its policy is firm 3's."""
    do(desk, "enterprise", "merge", "1", "3", *WHY)
    assert (state(desk, 1), state(desk, 3)) == ("not_required", "insured")
    assert ask(desk, "enterprise", "1")["enterprise"]["merged_into"]["id"] == 3
    do(desk, "enterprise", "merge", "3", "1", *WHY, code=2)
    do(desk, "enterprise", "merge", "3", "3", *WHY, code=2)


def test_a_policy_that_is_shown(desk: Run, small: Path, tmp_path: Path) -> None:
    scan = tmp_path / "保单.jpg"
    scan.write_bytes(b"a photograph")
    assert state(desk) == "uninsured"
    do(desk, "policy", "enter", "3", *SHOWN, *UNTIL, "--evidence", scan)
    assert state(desk) == "unresolved"
    (shown,) = ask(desk, "enterprise", "3")["shown_policies"]
    assert (shown["policy_no"], shown["confirmed"], shown["reason"]) == ("P003", False, "柜台出示")
    assert (small / "archive" / f"{shown['sha256']}.jpg").read_bytes() == b"a photograph"
    take(desk, write_csv(tmp_path / "人保财险2019-12.csv", POLICIES, policy(3)))
    assert state(desk) == "insured"
    assert [one["confirmed"] for one in ask(desk, "policy", "list")] == [True]


@pytest.mark.usefixtures("small")
def test_evidence_that_is_not_there(desk: Run, tmp_path: Path) -> None:
    line = ("policy", "enter", "3", *SHOWN, *UNTIL, "--evidence")
    do(desk, *line, tmp_path / "nothing.jpg", code=3)
    assert state(desk) == "uninsured"


@pytest.mark.usefixtures("small")
def test_the_days_of_a_policy_in_order(desk: Run, tmp_path: Path) -> None:
    scan = tmp_path / "保单.jpg"
    scan.write_bytes(b"a photograph")
    line = ("policy", "enter", "3", *SHOWN, "--until", "2019-02-28", "--evidence", scan)
    do(desk, *line, code=2)


@pytest.fixture
def register(desk: Run, tmp_path: Path) -> Run:
    """Give an office with three firms, one of which had another name."""
    header = ("企业名称", "统一社会信用代码", "镇办", "行业领域", "曾用名")
    rows = [
        ("淄博周村鑫瑞化工有限公司", code(1), "王村镇", "化工", "周村老窑石料厂"),
        ("周村华泰采石有限公司", code(2), "北郊镇", "非煤矿山", ""),
        ("周村华泰采石有限公司北郊分公司", code(3), "北郊镇", "非煤矿山", ""),
    ]
    take(desk, write_csv(tmp_path / "企业台账2019-11.csv", header, *rows))
    return desk


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("鑫瑞", [1]),
        ("鑫", [1]),
        ("xr", [1]),
        ("XRHG", [1]),
        ("zbzcxr", [1]),
        ("老窑", [1]),
        (code(1), [1]),
        (code(1)[8:17], [1]),
        ("华泰", [2, 3]),
        ("有限公司", [1, 2, 3]),
        (code(1)[:8], [1, 2, 3]),
    ],
)
def test_find(register: Run, text: str, numbers: list[int]) -> None:
    answer = ask(register, "enterprise", text)
    found = [one["id"] for one in answer] if isinstance(answer, list) else None
    assert (found or [answer["enterprise"]["id"]]) == numbers


@pytest.mark.parametrize("text", ["瑞鑫", "没有", "qq", "%", '"', "鑫 OR 华"])
def test_find_nothing(register: Run, text: str) -> None:
    do(register, "enterprise", text, code=2)


def test_the_whole_name_is_that_firm_alone(register: Run) -> None:
    found = ask(register, "enterprise", "周村华泰采石有限公司")
    assert found["enterprise"]["id"] == 2
    branch = ask(register, "enterprise", "3")["enterprise"]
    assert branch["parent"] == {"id": 2, "name": "周村华泰采石有限公司"}


def test_what_was_known_then_is_found_then(register: Run) -> None:
    do(register, "enterprise", "set", "2", "name", "周村宏图采石厂", *WHY)
    assert ask(register, "enterprise", "宏图")["enterprise"]["id"] == 2
    do(register, "enterprise", "宏图", "--known-at", "1", code=2)
    assert len(ask(register, "enterprise", "华泰", "--known-at", "1")) == 2


def test_an_undone_register_is_found_no_more(register: Run) -> None:
    do(register, "imports", "undo", "1")
    do(register, "enterprise", "鑫瑞", code=2)


@pytest.mark.usefixtures("small")
def test_the_name_of_the_command_needs_no_word(desk: Run) -> None:
    by_show = do(desk, "enterprise", "show", firm_name(1)).stdout
    assert do(desk, "enterprise", firm_name(1)).stdout == by_show


@pytest.mark.usefixtures("small")
def test_undo_is_refused_where_facts_entered_by_hand_rest_on_the_import(desk: Run) -> None:
    do(desk, *SET, "employees", "45", *WHY)
    refused = do(desk, "imports", "undo", "1", code=3).stderr
    assert "zcins enterprise withdraw 3" in refused
    assert ask(desk, "enterprise", "3")["enterprise"]["facts"]["employees"] == 45
    do(desk, "enterprise", "withdraw", "3")
    assert ask(desk, "enterprise", "3")["enterprise"]["facts"]["employees"] == 30
    assert ask(desk, "enterprise", "3", "--known-at", "3")["enterprise"]["facts"]["employees"] == 45
    do(desk, "imports", "undo", "1")
    do(desk, "enterprise", "3", code=2)


@pytest.mark.usefixtures("small")
def test_withdraw_a_merger_and_no_more_than_that(desk: Run) -> None:
    do(desk, "enterprise", "merge", "1", "3", *WHY)
    do(desk, "enterprise", "withdraw", "3")
    assert (state(desk, 1), state(desk, 3)) == ("insured", "uninsured")
    for event in ("3", "2", "99"):
        do(desk, "enterprise", "withdraw", event, code=2)


@pytest.mark.usefixtures("small")
def test_withdraw_the_newest_first(desk: Run, tmp_path: Path) -> None:
    do(desk, *SET, "employees", "45", *WHY)
    do(desk, *SET, "town", "北郊镇", *WHY)
    assert "4" in do(desk, "enterprise", "withdraw", "3", code=2).stderr
    do(desk, "enterprise", "withdraw", "4")
    take(desk, write_csv(tmp_path / "企业台账2019-12.csv", REGISTER, firm(3, heads=45)))
    assert "6" in do(desk, "enterprise", "withdraw", "3", code=2).stderr
    do(desk, "imports", "undo", "6")
    do(desk, "enterprise", "withdraw", "3")


def test_withdraw_a_policy_that_was_shown(desk: Run, small: Path, tmp_path: Path) -> None:
    scan = tmp_path / "保单.jpg"
    scan.write_bytes(b"a photograph")
    do(desk, "policy", "enter", "3", *SHOWN, *UNTIL, "--evidence", scan)
    do(desk, "imports", "undo", "1", code=3)
    do(desk, "enterprise", "withdraw", "3")
    assert state(desk) == "uninsured"
    assert ask(desk, "policy", "list") == []
    assert events(small) == 4


@pytest.mark.usefixtures("small")
def test_what_an_undo_brings_back_still_says_who_entered_it(desk: Run, tmp_path: Path) -> None:
    """The second register speaks of the same day, so that it takes the place of the entry."""
    do(desk, *SET, "employees", "45", "--from", "2019-11-30", "--reason", "电话核实")
    again = write_csv(tmp_path / "again" / "企业台账2019-11.csv", REGISTER, firm(3, heads=77))
    take(desk, again)
    do(desk, "imports", "undo", "4")
    entry = ask(desk, "enterprise", "3")["enterprise"]
    assert (entry["facts"]["employees"], entry["source"]["reason"]) == (45, "电话核实")
    assert "zcins enterprise withdraw 3" in do(desk, "imports", "undo", "1", code=3).stderr


@pytest.mark.usefixtures("small")
def test_a_new_entry_goes_only_without_later_facts(desk: Run, tmp_path: Path) -> None:
    unknown = (*policy(7)[:2], "", *policy(7)[3:])
    take(desk, write_csv(tmp_path / "人保财险2019-12.csv", POLICIES, unknown))
    (waiting,) = ask(desk, "match", "list")["waiting"]
    do(desk, "match", "new", str(waiting["id"]), "--town", "王村镇", "--sector", "化工")
    number = ask(desk, "enterprise", firm_name(7))["enterprise"]["id"]
    do(desk, "enterprise", "set", str(number), "employees", "45", *WHY)
    decision = str(ask(desk, "match", "decisions")["decisions"][0]["id"])
    assert "zcins enterprise withdraw 5" in do(desk, "match", "withdraw", decision, code=2).stderr
    do(desk, "enterprise", "withdraw", "5")
    do(desk, "match", "withdraw", decision)
    do(desk, "enterprise", firm_name(7), code=2)
