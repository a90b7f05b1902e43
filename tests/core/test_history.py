"""Events, undo, and what was known when: answers of the past stay as they were."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests.core.desk import CODE_A, NAME_A, NAME_B, NAME_C, Desk, cover, dump, firm
from zcins.store.base import HOME_ZONE

NOT_READ = f"人保财险,P1,{NAME_A},,2019-01-01,2019-12-31,另行商定,50"
SHORT_NOTICE = """
[[threshold]]
id = "expiring_days"
label = "到期前提醒天数"
value = "10"
unit = "days"
from = 2017-11-01
source = "office setting"
confirmed = false
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "office")


def premiums(desk: Desk, known_at: int | None = None) -> dict[str, int]:
    rows = desk.ask(known_at=known_at).view.policies
    return {known.record.policy_no: known.record.premium for known in rows}


def test_every_write_has_a_number_in_one_sequence(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZCINS_USER", "张科长")
    register = desk.register(firm())
    policies = desk.policies(cover(name=f"{NAME_A}一厂"))
    party = desk.party(f"{NAME_A}一厂")
    decision = desk.decide(party.id, desk.number(NAME_A), "accept")
    undo = desk.undo(policies["id"])
    assert [register["id"], policies["id"], decision, undo] == [1, 2, 3, 4]
    log = desk.office.store.events()
    assert [event["kind"] for event in log] == ["undo", "accept", "import", "import"]
    assert {event["who"] for event in log} == {"张科长"}


def test_undo_ends_versions_and_brings_back_what_they_had_ended(desk: Desk) -> None:
    desk.policies(cover(premium=1000), period="2019-06")
    second = desk.policies(cover(premium=1200), cover("P2"), period="2019-07")
    undo = desk.undo(second["id"])
    assert premiums(desk) == {"P1": 100_000}
    assert [premiums(desk, event) for event in (1, 2, undo)] == [
        {"P1": 100_000},
        {"P1": 120_000, "P2": 100_000},
        {"P1": 100_000},
    ]


def test_undo_of_all_newest_first_leaves_nothing(desk: Desk) -> None:
    first = desk.policies(cover(premium=1000), period="2019-06")
    second = desk.policies(cover(premium=1200), period="2019-07")
    desk.undo(second["id"])
    desk.undo(first["id"])
    assert premiums(desk) == {}


def test_undo_of_a_register_brings_the_older_facts_back(desk: Desk) -> None:
    desk.register(firm(employees=50), period="2019-06")
    second = desk.register(firm(employees=60), firm(NAME_B), period="2019-06")
    desk.undo(second["id"])
    (entry,) = desk.ask().view.register.values()
    assert [one.record.employees for one in entry.versions] == [50]


def test_undo_is_refused_where_a_later_import_holds_a_newer_version(desk: Desk) -> None:
    first = desk.policies(cover(premium=1000), period="2019-06")
    second = desk.policies(cover(premium=1200), period="2019-07")
    assert desk.later_imports(first["id"]) == [second["id"]]
    assert desk.later_imports(second["id"]) == []


def test_undo_is_refused_where_a_later_import_saw_the_records(desk: Desk) -> None:
    first = desk.register(firm(), period="2019-06")
    second = desk.register(firm(), firm(NAME_B), period="2019-07")
    assert desk.later_imports(first["id"]) == [second["id"]]


def test_undo_is_allowed_once_the_later_import_is_undone(desk: Desk) -> None:
    first = desk.policies(cover(premium=1000), period="2019-06")
    second = desk.policies(cover(premium=1200), period="2019-07")
    desk.undo(second["id"])
    assert desk.later_imports(first["id"]) == []


def test_a_file_that_was_undone_can_come_in_again_and_is_new(desk: Desk) -> None:
    first = desk.policies(cover("P1"), cover("P2"))
    desk.undo(first["id"])
    again = desk.policies(cover("P1"), cover("P2"))
    assert (again["status"], again["rows"]["new"], again["rows"]["updated"]) == ("imported", 2, 0)
    assert premiums(desk) == {"P1": 100_000, "P2": 100_000}


def test_enterprises_keep_their_numbers_when_the_register_comes_again(desk: Desk) -> None:
    first = desk.register(firm(), firm(NAME_B), firm(NAME_C, CODE_A))
    numbers = {name: desk.number(name) for name in (NAME_A, NAME_B, NAME_C)}
    desk.undo(first["id"])
    assert desk.ask().view.register == {}
    desk.register(firm(NAME_C, CODE_A), firm(NAME_B), firm())
    assert {name: desk.number(name) for name in numbers} == numbers


def test_undo_of_a_late_register_and_of_the_word_that_outlived_it(desk: Desk) -> None:
    desk.register(firm(employees=50), period="2019-06")
    again = desk.register(firm(employees=50), firm(NAME_B), period="2019-12")
    late = desk.register(firm(employees=70), period="2019-09")

    def employees(day: date) -> int | None:
        known = desk.ask().view.register[1].on(day)
        return known.record.employees if known else None

    year_end, october = date(2019, 12, 31), date(2019, 10, 1)
    assert [employees(october), employees(year_end)] == [70, 50]
    desk.undo(again["id"])  # December's word is gone, September's is the last
    assert [employees(october), employees(year_end)] == [70, 70]
    desk.undo(late["id"])
    assert [employees(october), employees(year_end)] == [50, 50]


def test_links_that_rested_on_an_undone_register_open_and_come_back(desk: Desk) -> None:
    register = desk.register(firm())
    desk.policies(cover())
    assert desk.party(NAME_A).how == "by_name"
    desk.undo(register["id"])
    assert desk.party(NAME_A).enterprise is None
    desk.register(firm(), period="2019-11")
    assert desk.party(NAME_A).how == "by_name"


def test_undo_opens_the_quarantined_rows_that_it_had_settled(desk: Desk) -> None:
    desk.policies(NOT_READ, period="2019-06")
    second = desk.policies(cover(), period="2019-07")
    assert desk.ask().view.quarantined == []
    undo = desk.undo(second["id"])
    assert [row.row for row in desk.ask().view.quarantined] == [3]
    held = [len(desk.ask(known_at=event).view.quarantined) for event in (1, 2, undo)]
    assert held == [1, 0, 1]


def test_undo_takes_the_quarantined_rows_of_the_import_along(desk: Desk) -> None:
    first = desk.policies(NOT_READ)
    desk.undo(first["id"])
    assert desk.ask().view.quarantined == []
    assert [row["undone_by"] for row in desk.ask().view.imports] == [2]
    assert [row["undone_by"] for row in desk.ask(known_at=1).view.imports] == [None]


def test_a_dismissed_row_stays_dismissed_and_was_open_before(desk: Desk) -> None:
    desk.policies(NOT_READ)
    (row,) = desk.ask().view.quarantined
    with desk.office.store.write("dismiss", "1", desk.office.scheme_state) as write:
        write.held.settle([row.id], "dismissed", "已作废")
    assert desk.ask().view.quarantined == []
    assert [one.id for one in desk.ask(known_at=1).view.quarantined] == [row.id]


def test_decisions_are_part_of_what_was_known(desk: Desk) -> None:
    desk.register(firm())
    desk.policies(cover(name=f"{NAME_A}一厂"))
    party = desk.party(f"{NAME_A}一厂").id
    accepted = desk.decide(party, desk.number(NAME_A), "accept")
    rejected = desk.decide(party, None, "reject")
    states = {event: desk.states(known_at=event)[NAME_A] for event in (1, 2, accepted, rejected)}
    assert states == {1: "未投保", 2: "待核实", accepted: "已投保", rejected: "未投保"}


def test_the_scheme_is_part_of_what_was_known(desk: Desk) -> None:
    desk.register(firm())
    desk.policies(cover(days=("2018-06-21", "2019-06-20")))
    desk.set_scheme({"thresholds.toml": SHORT_NOTICE})
    third = desk.register(firm(NAME_B), period="2019-11")
    # The changed scheme is an event of its own, just before the write that first met it.
    assert third["id"] == 4
    assert [event["kind"] for event in desk.office.store.events()][:2] == ["import", "scheme"]
    day = date(2019, 6, 1)  # 19 days before the end: within 30 days, not within 10
    found = {event: _expiring(desk, day, event) for event in (2, 3, 4)}
    assert found == {2: 1, 3: 0, 4: 0}


def _expiring(desk: Desk, day: date, known_at: int) -> int:
    ids = dump(desk, known_at, day)["findings"]
    return sum(one.startswith("expiring:") for one in ids)


def test_the_state_after_an_event_can_be_asked_by_its_moment(desk: Desk) -> None:
    desk.register(firm())
    store = desk.office.store
    now = datetime.now(HOME_ZONE)
    assert store.event_at(now + timedelta(seconds=1)) == 1
    assert store.event_at(now - timedelta(days=1)) == 0
    assert desk.states(known_at=0) == {}


def test_answers_of_the_past_do_not_change(desk: Desk) -> None:
    told: dict[int, object] = {}

    def remember() -> None:
        last = desk.office.store.events(1)[0]["event"]
        told[last] = dump(desk, last)

    desk.register(firm(), firm(NAME_B))
    remember()
    desk.policies(cover(), cover("P2", f"{NAME_B}一厂"), NOT_READ.replace("P1", "P3"))
    remember()
    second = desk.policies(cover(premium=1300), cover("P3"), period="2020-01")
    remember()
    desk.decide(desk.party(f"{NAME_B}一厂").id, desk.number(NAME_B), "accept")
    remember()
    desk.undo(second["id"])
    remember()
    desk.policies(cover(premium=1400), period="2020-02")
    remember()
    assert {event: dump(desk, event) for event in told} == told
