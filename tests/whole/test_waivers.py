"""Waivers: a finding hidden up to a day, shown all the same when asked, and never twice."""

from pathlib import Path

import pytest

from tests.conftest import Run
from tests.whole.ledgers import ask, do, events, rows_in

LINE = ("audit", "--rule", "uninsured")


def ids(desk: Run, *line: str) -> list[str]:
    return [one["id"] for one in ask(desk, *line)["findings"]]


@pytest.mark.usefixtures("small")
def test_a_waiver_hides_up_to_its_day(desk: Run) -> None:
    do(desk, "audit", "waive", "uninsured:3", "--reason", "已停产", "--until", "2020-06-30")
    answer = ask(desk, *LINE)
    assert (answer["findings"], answer["counts"]["high"]) == ([], 0)
    do(desk, *LINE, "--fail-on", "high")
    (shown,) = ask(desk, *LINE, "--no-waivers")["findings"]
    assert shown["status"] == "waived"
    assert shown["waiver"] == {"reason": "已停产", "until": "2020-06-30"}
    do(desk, *LINE, "--fail-on", "high", "--no-waivers")


@pytest.mark.usefixtures("small")
def test_the_last_day_is_waived_and_the_next_is_not(desk: Run) -> None:
    line = ("audit", "waive", "uninsured:3", "--reason", "已停产", "--until", "2019-12-20")
    do(desk, *line, env={"ZCINS_TODAY": "2019-12-01"})
    assert ids(desk, *LINE, "--as-of", "2019-12-20") == []
    assert ids(desk, *LINE, "--as-of", "2019-12-21") == ["uninsured:3"]
    (told,) = ask(desk, "audit", "waivers")["waivers"]
    assert (told["id"], told["until"], told["in_force"]) == ("uninsured:3", "2019-12-20", False)


def test_a_waiver_is_an_event_that_known_at_looks_behind(desk: Run, small: Path) -> None:
    before = events(small)
    do(desk, "audit", "waive", "uninsured:3", "--reason", "已停产", "--until", "2020-06-30")
    assert rows_in(small, "SELECT kind FROM event WHERE id = (SELECT max(id) FROM event)") == [
        ("waive",)
    ]
    assert ids(desk, *LINE, "--known-at", str(before)) == ["uninsured:3"]
    do(desk, "audit", "unwaive", "uninsured:3")
    assert ids(desk, *LINE) == ["uninsured:3"]
    assert ids(desk, *LINE, "--known-at", str(before + 1)) == []
    do(desk, "audit", "unwaive", "uninsured:3", code=2)


@pytest.mark.usefixtures("small")
def test_a_second_waiver_takes_the_place_of_the_first(desk: Run) -> None:
    for until in ("2020-06-30", "2020-01-31"):
        do(desk, "audit", "waive", "uninsured:3", "--reason", "已停产", "--until", until)
    (told,) = ask(desk, "audit", "waivers")["waivers"]
    assert told["until"] == "2020-01-31"


@pytest.mark.parametrize(
    ("ident", "reason", "until"),
    [
        ("uninsured:1", "没有这项", "2020-06-30"),
        ("uninsured:3", "  ", "2020-06-30"),
        ("uninsured:3", "过期", "2019-12-30"),
        ("uninsured:3", "日期", "明年"),
    ],
)
def test_what_cannot_be_waived(desk: Run, small: Path, ident: str, reason: str, until: str) -> None:
    before = events(small)
    do(desk, "audit", "waive", ident, "--reason", reason, "--until", until, code=2)
    assert events(small) == before


def test_some_rules_may_not_be_waived(desk: Run, demo_copy: Path) -> None:
    first = ask(desk, "audit", "--rule", "insurer_not_admitted", home=demo_copy)["findings"][0]
    line = ("audit", "waive", first["id"], "--reason", "x", "--until", "2020-06-30")
    done = do(desk, *line, home=demo_copy, code=2)
    assert "insurer_not_admitted" in done.stderr
