"""Findings from night to night: new, seen again, gone, come back."""

from datetime import date
from pathlib import Path

import pytest

from tests.core.desk import NAME_A, NAME_B, NAME_C, Desk, cover, firm
from zcins import findings
from zcins.compliance import Audit, audit_standings
from zcins.findings import Change, Span

FIRST, SECOND, THIRD, FOURTH = (date(2019, 6, day) for day in (1, 2, 3, 4))
RULES = frozenset({"uninsured", "lapsed"})


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "office")
    desk.register(firm(), firm(NAME_B))
    return desk


def audited(desk: Desk, day: date) -> Audit:
    return audit_standings(desk.ask(day), RULES)


def night(desk: Desk, day: date) -> Change:
    found = audited(desk, day)
    with desk.office.store.write("run", str(day), desk.office.scheme_state) as write:
        return findings.record(write, found)


def new(desk: Desk, day: date, known_at: int | None = None) -> list[str]:
    view = desk.ask(day, known_at).view
    return [one.id for one in findings.new_since_last(view, audited(desk, day))]


def spans_of(desk: Desk, finding: str) -> list[Span]:
    return [one for one in findings.spans(desk.ask().view) if one.finding == finding]


def test_before_the_first_night_all_is_new_and_after_it_nothing(desk: Desk) -> None:
    assert new(desk, FIRST) == ["uninsured:1", "uninsured:2"]
    assert night(desk, FIRST) == Change(("uninsured:1", "uninsured:2"), ())
    assert new(desk, FIRST) == new(desk, SECOND) == []
    assert night(desk, SECOND) == Change((), ())


def test_only_what_the_last_night_had_not_seen_is_new(desk: Desk) -> None:
    night(desk, FIRST)
    desk.register(firm(), firm(NAME_B), firm(NAME_C))
    assert new(desk, SECOND) == ["uninsured:3"]


def test_what_is_gone_and_comes_back_is_new_again(desk: Desk) -> None:
    night(desk, FIRST)
    number = desk.policies(cover("P1", days=("2019-06-02", "2019-12-31")))["id"]
    assert night(desk, SECOND) == Change((), ("uninsured:1",))
    desk.undo(number)
    assert night(desk, THIRD) == Change(("uninsured:1",), ())
    night(desk, FOURTH)
    told = [(one.first, one.last, one.gone) for one in spans_of(desk, "uninsured:1")]
    assert told == [(FIRST, FIRST, SECOND), (THIRD, FOURTH, None)]


def test_new_and_gone_add_up_to_what_stands(desk: Desk) -> None:
    standing = 0
    desk.policies(
        cover("P1", days=("2019-06-02", "2019-06-02")),
        cover("P2", NAME_B, days=("2019-06-03", "2019-12-31")),
    )
    for day in (FIRST, SECOND, THIRD, FOURTH):
        change = night(desk, day)
        standing += len(change.new) - len(change.gone)
        assert standing == len(audited(desk, day).findings)


def test_the_state_after_an_earlier_night_can_be_asked_again(desk: Desk) -> None:
    with desk.office.store.write("run", "", desk.office.scheme_state) as write:
        findings.record(write, audited(desk, FIRST))
    event = write.event
    desk.policies(cover("P1", days=("2019-06-02", "2019-12-31")), cover("P2", NAME_B))
    night(desk, SECOND)
    before = desk.ask(known_at=event).view
    assert [(one.finding, one.gone) for one in findings.spans(before)] == [
        ("uninsured:1", None),
        ("uninsured:2", None),
    ]


def test_a_rule_that_cannot_be_checked_leaves_its_findings_as_they_were(desk: Desk) -> None:
    night(desk, FIRST)
    dark = Audit(SECOND, not_checked={"uninsured": "no register"})
    with desk.office.store.write("run", "", desk.office.scheme_state) as write:
        assert findings.record(write, dark) == Change((), ())


def test_a_waiver_hides_up_to_its_day_and_the_finding_is_new_after_it(desk: Desk) -> None:
    night(desk, FIRST)
    with desk.office.store.write("waive", "", desk.office.scheme_state) as write:
        findings.waive(write, "uninsured:1", "停产", SECOND)
    assert [one.id for one in audited(desk, SECOND).findings] == ["uninsured:2"]
    assert [one.id for one in audited(desk, SECOND).waived] == ["uninsured:1"]
    assert night(desk, SECOND) == Change((), ("uninsured:1",))
    assert new(desk, THIRD) == ["uninsured:1"]


def test_the_answer_is_due_some_days_after_the_first_night(desk: Desk) -> None:
    """The office's setting: 15 days after 1 June is 16 June; on the 17th it is overdue."""
    night(desk, FIRST)
    history = findings.histories(desk.ask().view, desk.office.scheme, ["uninsured:1"])
    one = history["uninsured:1"]
    assert one.answer_due == date(2019, 6, 16)
    assert (one.overdue(date(2019, 6, 16)), one.overdue(date(2019, 6, 17))) == (False, True)


def test_names_are_those_of_the_desk(desk: Desk) -> None:
    assert (desk.number(NAME_A), desk.number(NAME_B)) == (1, 2)
