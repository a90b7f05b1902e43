"""The notice's steps and the joint meetings as dated entries."""

from pathlib import Path
from typing import Any

from tests.conftest import Run
from tests.whole.ledgers import ask, do


def steps(desk: Run, *line: str, **settings: Any) -> dict[str, dict[str, Any]]:
    return {one["step"]: one for one in ask(desk, "pilot", "show", *line, **settings)}


def test_the_steps_of_the_notice(desk: Run) -> None:
    """四（二）has four stages; only the end of the pilot and of 2019 are days that it names."""
    found = steps(desk)
    assert [one["stage"] for one in found.values()] == sorted(
        one["stage"] for one in found.values()
    )
    assert {one["stage"] for one in found.values()} == {1, 2, 3, 4}
    due = {step for step, one in found.items() if one["due"]}
    assert due == {"first-sectors", "new-sectors", "summary"}
    assert {found[step]["due"] for step in due} == {"2019-12-31"}
    assert all("四（二）" in one["source"] for one in found.values())
    assert {one["department"] for one in found.values()} == {"区应急管理局"}


def test_before_the_notice_there_are_none(desk: Run) -> None:
    assert steps(desk, "--as-of", "2018-08-04") == {}
    assert len(steps(desk, "--as-of", "2018-08-05")) == 10


def test_done_and_overdue(desk: Run, home: Path) -> None:
    do(desk, "pilot", "done", "plan", "--on", "2018-09-10", "--note", "区政府常务会议通过")
    plan = steps(desk)["plan"]
    assert (plan["state"], plan["done_on"]) == ("done", "2018-09-10")
    assert plan["note"] == "区政府常务会议通过"
    # On the day before it was still open; the summary is due on the last day of 2019.
    assert steps(desk, "--as-of", "2018-09-09")["plan"]["state"] == "open"
    assert steps(desk, "--as-of", "2019-12-31")["summary"]["state"] == "open"
    assert steps(desk, "--as-of", "2020-01-01")["summary"]["state"] == "overdue"
    assert ask(desk, "log", home=home)[0]["kind"] == "pilot"


def test_said_again_and_taken_back(desk: Run) -> None:
    do(desk, "pilot", "done", "plan", "--on", "2018-09-10")
    do(desk, "pilot", "done", "plan", "--on", "2018-09-12")
    do(desk, "pilot", "reopen", "plan")
    told = [steps(desk, "--known-at", str(event))["plan"]["done_on"] for event in (1, 2, 3)]
    assert told == ["2018-09-10", "2018-09-12", None]


def test_wrong_steps_and_days(desk: Run) -> None:
    assert "plan" in do(desk, "pilot", "done", "plam", code=2).stderr
    do(desk, "pilot", "done", "plan", "--on", "2020-01-01", code=2)
    do(desk, "pilot", "meeting", "add", "--text", " ", code=2)


def test_an_office_names_the_day_of_a_step(desk: Run, home: Path) -> None:
    own = home / "scheme" / "pilot_steps.toml"
    own.parent.mkdir(parents=True)
    own.write_text(
        '[[pilot_step]]\nid = "kick-off"\nstage = 2\nname = "召开工作会议"\ndepartment = "safety"\n'
        'due = 2018-10-31\nfrom = 2018-08-05\nsource = "区联席会议2018年第1次会议"\n'
        "confirmed = true\n",
        encoding="utf-8",
    )
    assert steps(desk)["kick-off"]["state"] == "overdue"


def test_meetings_are_listed_by_day(desk: Run) -> None:
    add = ("pilot", "meeting", "add")
    do(desk, *add, "--on", "2019-03-05", "--text", "研究奖补办法；由财政局起草")
    do(desk, *add, "--on", "2018-09-01", "--text", "成立联席会议")
    listed = ask(desk, "pilot", "meeting", "list")
    assert [(one["held_on"], one["event"]) for one in listed] == [
        ("2018-09-01", 2),
        ("2019-03-05", 1),
    ]
    assert listed[1]["text"] == "研究奖补办法；由财政局起草"


def test_what_comes_next_is_in_the_status(desk: Run) -> None:
    add = ("pilot", "meeting", "add")
    do(desk, *add, "--on", "2019-12-20", "--text", "总结会")
    do(desk, *add, "--on", "2019-11-01", "--text", "已经开过")
    do(desk, "pilot", "done", "summary", "--on", "2019-12-01")
    env = {"ZCINS_TODAY": "2019-12-10"}
    ahead = ask(desk, "status", env=env)["next_dates"]
    assert [(one["on"], one["kind"]) for one in ahead] == [
        ("2019-12-20", "meeting"),
        *[("2019-12-31", "step")] * 2,
        ("2019-12-31", "end"),
    ]
    line = next(
        text for text in do(desk, "status", env=env).stdout.splitlines() if text.startswith("Pilot")
    )
    assert "1 of 10" in line


def test_the_report_tells_what_is_done_and_decided(desk: Run, tmp_path: Path) -> None:
    """Of the meetings those of the year by its day: not 2018's, nor the one that is to come."""
    add = ("pilot", "meeting", "add")
    for day in ("2018-09-01", "2019-03-05", "2019-11-01"):
        do(desk, *add, "--on", day, "--text", f"{day}的会议")
    do(desk, "pilot", "done", "plan", "--on", "2019-06-01")
    line = ("report", "2019", "-o", str(tmp_path / "out"), "--as-of", "2019-06-30")
    figures = ask(desk, *line)["figures"]
    told = {name: figures[name] for name in figures if name.startswith("pilot.")}
    assert told == {
        "pilot.steps.done": 1,
        "pilot.steps.overdue": 0,
        "pilot.steps.open": 9,
        "pilot.meetings": 1,
    }
    page = (tmp_path / "out" / "summary.html").read_text(encoding="utf-8")
    assert "3月5日联席会议：2019-03-05的会议。" in page
    assert "2018-09-01" not in page
