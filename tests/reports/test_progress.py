"""What the summary tells of the pilot's steps and of the joint meetings."""

from dataclasses import replace
from datetime import date

import pytest

from tests.reports.conftest import ask
from zcins.office import Office
from zcins.pilot import Meeting, Task
from zcins.reports import Facts, page
from zcins.reports.progress import progress, step_rows


def with_steps(facts: Facts, **done: date) -> Facts:
    """Give the facts with some steps done on a day."""
    steps = [
        replace(task, done_on=done.get(task.step.id.replace("-", "_"))) for task in facts.steps
    ]
    return replace(facts, steps=steps)


def test_nothing_is_noted_yet(year: Facts) -> None:
    assert list(progress(year)) == [
        "通知部署的试点任务共10项，截至2019年12月31日均未登记完成。",
        "全年没有召开联席会议的记录。",
    ]


def test_before_the_notice_there_are_no_steps(office: Office) -> None:
    first = ask(office, date(2017, 12, 31), "2017")
    assert next(progress(first)) == "截至2017年12月31日，试点步骤尚未部署。"
    assert step_rows(first) == []


def test_what_is_done_is_counted_and_dated(year: Facts) -> None:
    facts = with_steps(year, plan=date(2018, 9, 1), joint_meeting=date(2018, 9, 3))
    assert next(progress(facts)).endswith("已完成2项，未完成8项。")
    first, second, third, *_rest = step_rows(facts)
    assert first == [
        *("制定方案", "制定全区试点实施方案", year.steps[0].department),
        *("—", "2018年9月1日完成"),
    ]
    assert (second[-1], third[-1]) == ("2018年9月3日完成", "未完成")


def test_what_is_done_later_than_the_day_is_not_done(year: Facts) -> None:
    facts = with_steps(year, plan=date(2020, 1, 5))
    assert step_rows(facts)[0][-1] == "未完成"


def test_all_done(year: Facts) -> None:
    steps = [replace(task, done_on=date(2019, 12, 1)) for task in year.steps]
    assert next(progress(replace(year, steps=steps))).endswith("已全部完成。")


def test_overdue_steps_are_named(year: Facts) -> None:
    """The scheme gives three steps the pilot's last day."""
    steps = [Task(task.step, task.department, date(2020, 1, 1)) for task in year.steps]
    (sentence,) = [text for text in progress(replace(year, steps=steps)) if "逾期" in text]
    assert sentence.startswith("逾期未完成的有：非煤矿山、危化品、烟花爆竹等行业全面实施；")
    assert sentence.count("；") == len([task for task in steps if task.step.due]) - 1
    assert [row[-1] for row in step_rows(replace(year, steps=steps))].count("逾期未完成") == len(
        [task for task in steps if task.step.due]
    )


@pytest.fixture
def met(year: Facts) -> Facts:
    """Give the facts with two meetings."""
    held = [
        Meeting(7, date(2019, 3, 5), "研究<试点>方案。"),
        Meeting(8, date(2019, 9, 1), "通报投保进度"),
    ]
    return replace(year, meetings=held)


def test_meetings_are_told_with_what_they_dealt_with(met: Facts) -> None:
    assert list(progress(met))[1:] == [
        "全年召开联席会议2次。",
        "3月5日联席会议：研究<试点>方案。",
        "9月1日联席会议：通报投保进度。",
    ]


def test_the_page_tells_it_too(met: Facts) -> None:
    text = page(met).decode("utf-8")
    assert "3月5日联席会议：研究&lt;试点&gt;方案。" in text
    assert "制定全区试点实施方案" in text
    assert "全年召开联席会议2次。" in text
