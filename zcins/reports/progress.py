"""The pilot's steps and joint meetings in the year's summary (notice 四（一）、（二）)."""

from collections.abc import Iterator

from zcins.pilot import Task
from zcins.reports.facts import Facts
from zcins.reports.wording import NONE, chinese_day, plain

HEAD = ("步骤", "任务", "牵头部门", "期限", "完成情况")
_STAGES = {1: "制定方案", 2: "动员部署", 3: "组织实施", 4: "总结推广"}
_STATES = {"done": "已完成", "overdue": "逾期未完成", "open": "未完成"}


def progress(facts: Facts) -> Iterator[str]:
    """Tell how many steps are done, which are overdue, and what the year's meetings dealt with."""
    day, steps = chinese_day(facts.as_of), facts.steps
    if not steps:
        yield f"截至{day}，试点步骤尚未部署。"
    else:
        yield f"通知部署的试点任务共{len(steps)}项，截至{day}{_done(steps)}。"
    if overdue := [plain(task.step.name) for task in steps if task.state == "overdue"]:
        yield f"逾期未完成的有：{'；'.join(overdue)}。"
    span = facts.span
    if not facts.meetings:
        yield f"{span}没有召开联席会议的记录。"
        return
    yield f"{span}召开联席会议{len(facts.meetings)}次。"
    for meeting in facts.meetings:
        text = plain(meeting.text).rstrip("。")
        yield f"{chinese_day(meeting.held_on)[5:]}联席会议：{text}。"


def _done(steps: list[Task]) -> str:
    done = sum(task.state == "done" for task in steps)
    if done == len(steps):
        return "已全部完成"
    return f"已完成{done}项，未完成{len(steps) - done}项" if done else "均未登记完成"


def step_rows(facts: Facts) -> list[list[str]]:
    """Give the steps as rows of a table, in the columns of HEAD."""
    return [
        [
            _STAGES.get(task.step.stage, str(task.step.stage)),
            plain(task.step.name),
            plain(task.department or NONE),
            chinese_day(task.step.due) if task.step.due else NONE,
            _state(task),
        ]
        for task in facts.steps
    ]


def _state(task: Task) -> str:
    if task.state == "done" and task.done_on:
        return f"{chinese_day(task.done_on)}完成"
    return _STATES[task.state]
