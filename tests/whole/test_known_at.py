"""`--known-at`: the answer as it was then, whatever has come since (contract: Everywhere)."""

import time
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

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
    rows_in,
    take,
    write_csv,
)

# Firm 3's sector is no longer obliged: the office ends the obligation before the day asked.
ENDED = """
[[obligation]]
id = "hazardous_chemicals"
sector = "hazardous_chemicals"
level = "compulsory"
rollout = "full"
from = 2017-11-01
until = 2019-06-30
source = "试验用，非官方数据"
confirmed = false
"""


def answers(desk: Run, *line: str) -> list[Any]:
    """Give what every question that takes --known-at answers, as text."""
    found = [
        do(desk, "coverage", "--by", "sector", "--by", "insurer", "--format", "json", *line),
        do(desk, "coverage", "--by", "month", "--format", "csv", *line),
        do(desk, "audit", "--format", "json", *line),
        do(desk, "enterprise", "2", "--format", "json", *line),
        do(desk, "enterprise", "3", "--format", "json", *line),
    ]
    return [done.stdout for done in found]


def test_after_later_imports_decisions_and_schemes(desk: Run, small: Path, tmp_path: Path) -> None:
    """Each event's answers are kept as they were when it was the last, and asked for again."""
    then = {events(small): answers(desk)}
    near = ("Q1", firm_name(3).replace("厂", "工厂"), code(777), *policy(3)[3:])
    take(desk, write_csv(tmp_path / "平安财险2019-12.csv", POLICIES, near))
    then[events(small)] = answers(desk)
    waiting = ask(desk, "match", "list")["waiting"][0]["id"]
    do(desk, "match", "accept", str(waiting), "3")
    then[events(small)] = answers(desk)
    take(desk, write_csv(tmp_path / "人保财险2019-12.csv", POLICIES, policy(2, "900.00")))
    then[events(small)] = answers(desk)
    do(desk, "imports", "undo", "2", code=3)
    do(desk, "imports", "undo", "3")
    then[events(small)] = answers(desk)
    (small / "scheme" / "obligations.toml").write_text(ENDED, encoding="utf-8")
    take(desk, write_csv(tmp_path / "企业台账2019-12.csv", REGISTER, firm(4)))
    then[events(small)] = answers(desk)
    assert len(then) == 6
    for event, answer in then.items():
        assert answers(desk, "--known-at", str(event)) == answer, event
    assert len({tuple(answer) for answer in then.values()}) == 6


def test_a_changed_scheme_is_an_event_of_its_own(desk: Run, small: Path, tmp_path: Path) -> None:
    """All three firms are required under the law, none once the office has ended it."""
    (small / "scheme" / "obligations.toml").write_text(ENDED, encoding="utf-8")
    assert ask(desk, "coverage")["total"]["required"] == 0
    take(desk, write_csv(tmp_path / "人保财险2019-12.csv", POLICIES, policy(3)))
    assert [one["kind"] for one in ask(desk, "log")] == ["import", "scheme", "import", "import"]
    assert ask(desk, "imports", "list")[-1]["id"] == 4
    required = [ask(desk, "coverage", "--known-at", n)["total"]["required"] for n in "234"]
    assert required == [3, 0, 0]


def moments(home: Path) -> list[str]:
    return [str(row[0]) for row in rows_in(home, "SELECT at FROM event ORDER BY id")]


@pytest.fixture
def slow(desk: Run, small: Path, tmp_path: Path) -> Path:
    """Give the small office with a third import that is at least a second later."""
    time.sleep(1.1)
    take(desk, write_csv(tmp_path / "人保财险2019-12.csv", POLICIES, policy(3)))
    return small


def test_a_moment(desk: Run, slow: Path) -> None:
    """Two are insured after the second event, three after the third."""
    second, third = moments(slow)[1:]
    at = [
        ask(desk, "coverage", "--known-at", moment)["total"]["insured"]
        for moment in (second, second[:19], third, "2099-01-01")
    ]
    assert at == [2, 2, 3, 3]


def test_a_day_is_meant_to_its_end(desk: Run, slow: Path) -> None:
    today = datetime.now(ZoneInfo("Asia/Shanghai")).date().isoformat()
    assert moments(slow)[-1][:10] <= today
    assert ask(desk, "coverage", "--known-at", today)["total"]["insured"] == 3


def test_before_anything_was_known(desk: Run, small: Path) -> None:
    assert events(small) == 2
    for known in ("0", "2001-01-01"):
        answer = ask(desk, "coverage", "--known-at", known)
        assert (answer["total"]["required"], answer["total"]["rate"]) == (0, None)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("known", ["99", "gestern", "-1", "2019-02-30", "²"])
def test_what_is_no_event(desk: Run, known: str) -> None:
    done = do(desk, "coverage", f"--known-at={known}", code=2)
    assert known in done.stderr


def test_questions_change_nothing(desk: Run, small: Path) -> None:
    before = (small / "zcins.db").read_bytes()
    answers(desk)
    answers(desk, "--known-at", "1")
    for line in (["status"], ["log"], ["match", "list"], ["imports", "list"], ["scheme", "show"]):
        do(desk, *line)
    assert (small / "zcins.db").read_bytes() == before
