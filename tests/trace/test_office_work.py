"""What an office does leaves figures too: subsidies, letters, answers, steps, all walked back."""

from datetime import date
from pathlib import Path

import pytest

from tests.core.desk import CODE_B, NAME_A, NAME_B, cover, firm
from tests.subsidy.counter import Counter, rates
from tests.trace.conftest import walk
from zcins.compliance import audit_standings
from zcins.findings import record
from zcins.pilot import add_meeting, set_done
from zcins.store.acts import Answer, Letter, answer, send, waive
from zcins.trace import Walk

RATE = (
    "id = '2019'\nyear = 2019\nsectors = ['non_coal_mines']\nbase = 'premium'\n"
    "rate = '0.30'\nfrom = 2018-01-01"
)
C = "周村丁爆竹有限公司"


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """Give an office whose first firm is subsidised; the second and third are written to."""
    home: Path = tmp_path_factory.mktemp("work") / "home"
    desk = Counter(home, rates(RATE))
    desk.register(firm(), firm(NAME_B, CODE_B, "烟花爆竹"), firm(C, "", "烟花爆竹"))
    desk.policies(cover(premium=1000))
    batch = desk.propose(2019)
    desk.approve(batch.id)
    desk.pay(batch.id)
    _handle(desk)
    desk.complain(NAME_A, date(2019, 5, 1), "摊派保费")
    desk.complain(NAME_B, date(2019, 5, 2), "摊派保费", "不属实")
    return walk(desk.office)


def _handle(desk: Counter) -> None:
    """Let two nights find what they find, write to both firms, take an answer and waive one."""
    one, other = sorted(desk.audit(date(2019, 12, 31), "uninsured").findings, key=lambda f: f.id)
    state = desk.office.scheme_state
    with desk.office.store.write("run", "", state) as write:
        record(write, audit_standings(desk.ask(date(2019, 12, 30))))
    firms = [found.enterprise.entry.id for found in (one, other) if found.enterprise]
    letters = [
        Letter(f"2019-000{n}", found.id, firms[n - 1], date(2019, 12, 1), "通知.docx")
        for n, found in enumerate((one, other), start=1)
    ]
    with desk.office.store.write("letters", "", state) as write:
        send(write, letters)
    said = Answer(one.id, "objection", "已停产", "答复.xlsx", "0" * 64, "答复", 3)
    with desk.office.store.write("answers", "", state) as write:
        answer(write, [said])
    with desk.office.store.write("waive", other.id, state) as write:
        waive(write, other.id, "停产", date(2020, 6, 30))
    with desk.office.store.write("run", "", state) as write:
        record(write, audit_standings(desk.ask(date(2019, 12, 31))))
    with desk.office.store.write("meeting", "", state) as write:
        add_meeting(write, date(2019, 3, 8), "听取汇报")
    step = next(iter(desk.office.scheme.in_force("pilot_step", date(2019, 12, 31))))
    with desk.office.store.write("pilot", step, state) as write:
        set_done(write, step, date(2019, 2, 1), None)


def test_every_figure_comes_from_its_records(worked: Walk) -> None:
    for key in worked.figures:
        worked.trace(key)


def test_the_subsidy(worked: Walk) -> None:
    """30 % of 1000.00, of which the city pays 40 %: 120.00 and 180.00."""
    figures = worked.figures
    assert figures["subsidy.total"] == figures["subsidy.2019.paid"] == "300.00"
    (part,) = worked.trace("subsidy.total").parts
    assert (part.amount, [row.record for row in part.rows]) == (30000, ["subsidy_line", "policy"])
    assert [one.amount for one in worked.trace("subsidy.2019.paid").parts] == [12000, 18000]
    (city,) = worked.trace("subsidy.2019.share.city").parts
    assert (city.amount, city.rows[0].event) == (12000, 3)


@pytest.mark.parametrize(
    ("key", "count", "record"),
    [
        ("handled.letters", 2, "letter"),
        ("handled.firms", 2, "letter"),
        ("handled.answer.objection", 1, "answer"),
        ("handled.waived", 1, "waiver"),
        ("handled.gone", 1, "finding"),
        ("handled.complaints", 2, "complaint"),
        ("handled.complaints_open", 1, "complaint"),
        ("pilot.steps.done", 1, "step"),
        ("pilot.meetings", 1, "meeting"),
    ],
)
def test_what_was_done(worked: Walk, key: str, count: int, record: str) -> None:
    """The waived finding is gone for the second night, as definitions have it."""
    assert worked.figures[key] == count
    parts = worked.trace(key).parts
    assert [part.rows[0].record for part in parts] == [record] * count
    assert all(part.rows[0].event for part in parts)
