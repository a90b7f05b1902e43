"""What a person enters: corrections of the register, mergers, policies seen; and taking it back."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from tests.core.desk import CODE_A, CODE_B, NAME_A, NAME_B, TODAY, Desk, cover, firm
from zcins import registry
from zcins.records import Status
from zcins.registry import ShownPolicy
from zcins.store import Write

MAY = date(2019, 5, 1)
BEFORE = date(2019, 4, 30)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "office")


@contextmanager
def writing(desk: Desk, kind: str = "correct") -> Iterator[Write]:
    with desk.office.store.write(kind, "", desk.office.scheme_state) as write:
        yield write


def correct(desk: Desk, firm_name: str, day: date = MAY, **facts: object) -> None:
    entry = desk.ask().view.register[desk.number(firm_name)]
    with writing(desk) as write:
        registry.correct(write, entry, facts, day, "电话核实")


def show(desk: Desk, name: str, number: str = "P1", insurer: str = "picc") -> int:
    days = (date(2019, 1, 1), date(2019, 12, 31))
    shown = ShownPolicy(desk.number(name), insurer, number, *days, "scan.jpg", "0" * 64)
    with writing(desk, "policy") as write:
        registry.enter_policy(write, shown, "柜台出示")
    return write.event


def test_closed_from_a_day_on(desk: Desk) -> None:
    desk.register(firm(NAME_A), period="2018-12")
    correct(desk, NAME_A, status=Status.CLOSED, closed_on=MAY)
    assert desk.states(BEFORE) == {NAME_A: "未投保"}
    assert desk.states(MAY) == {NAME_A: "非应保"}


def test_what_was_known_before_stays_known(desk: Desk) -> None:
    desk.register(firm(NAME_A), period="2018-12")
    correct(desk, NAME_A, status=Status.CLOSED, closed_on=MAY)
    assert desk.states(TODAY, known_at=1) == {NAME_A: "未投保"}


def test_the_other_facts_stay(desk: Desk) -> None:
    desk.register(firm(NAME_A, CODE_A, employees=77), period="2018-12")
    correct(desk, NAME_A, town="北郊镇")
    entry = desk.ask().view.register[desk.number(NAME_A)]
    known = entry.on(TODAY)
    assert known is not None
    assert (known.record.town, known.record.employees, known.record.uscc) == ("北郊镇", 77, CODE_A)
    assert (known.import_id, known.sheet) == (None, None)


def test_the_next_register_states_its_own_facts_and_says_so(desk: Desk) -> None:
    desk.register(firm(NAME_A), period="2018-12")
    correct(desk, NAME_A, employees=99)
    receipt = desk.register(firm(NAME_A), period="2019-06")
    assert [one["problem"] for one in receipt["problems"]] == ["over_hand_entry"]
    entry = desk.ask().view.register[desk.number(NAME_A)]
    on = {day: entry.on(day) for day in (BEFORE, MAY, date(2019, 6, 30))}
    heads = [known.record.employees if known else None for known in on.values()]
    assert heads == [50, 99, 50]


def test_a_register_that_agrees_says_nothing(desk: Desk) -> None:
    desk.register(firm(NAME_A), period="2018-12")
    correct(desk, NAME_A, employees=99)
    assert desk.register(firm(NAME_A, employees=99), period="2019-06")["problems"] == []


def test_a_new_name_links_and_so_does_the_old_one(desk: Desk) -> None:
    desk.register(firm(NAME_A), period="2018-12")
    desk.policies(cover("P1", NAME_B))
    correct(desk, NAME_A, name=NAME_B)
    assert desk.party(NAME_B).how == "by_name"
    desk.policies(cover("P2", NAME_A))
    assert desk.party(NAME_A).enterprise == desk.number(NAME_B)


def test_a_merger_takes_the_policies_over_from_its_day(desk: Desk) -> None:
    desk.register(firm(NAME_A, CODE_A), firm(NAME_B, CODE_B), period="2018-12")
    desk.policies(cover("P1", NAME_A, CODE_A))
    entry = desk.ask().view.register[desk.number(NAME_A)]
    with writing(desk, "merge") as write:
        registry.merge_into(write, entry, desk.number(NAME_B), MAY, "吸收合并")
    assert desk.states(BEFORE) == {NAME_A: "已投保", NAME_B: "未投保"}
    assert desk.states(MAY) == {NAME_A: "非应保", NAME_B: "已投保"}


def test_a_double_that_is_merged_makes_its_name_unique(desk: Desk) -> None:
    desk.register(firm(NAME_A, CODE_A), f"{NAME_A},,北郊镇,非煤矿山,9", period="2018-12")
    desk.policies(cover("P1", NAME_A))
    assert desk.party(NAME_A).enterprise is None
    entry = desk.ask().view.register[2]
    with writing(desk, "merge") as write:
        registry.merge_into(write, entry, 1, date(2017, 1, 1), "重复登记")
    assert desk.party(NAME_A).enterprise == 1
    assert desk.audit(TODAY, "register_duplicate").findings == []


def test_a_policy_that_was_shown_leaves_its_enterprise_unresolved(desk: Desk) -> None:
    desk.register(firm(NAME_A))
    event = show(desk, NAME_A)
    assert desk.states() == {NAME_A: "待核实"}
    assert desk.states(TODAY, known_at=event - 1) == {NAME_A: "未投保"}
    assert desk.states(date(2018, 12, 31)) == {NAME_A: "未投保"}
    (found,) = desk.audit(TODAY, "unresolved").findings
    assert "P1" in str(found.message)


def test_the_insurers_ledger_confirms_it(desk: Desk) -> None:
    desk.register(firm(NAME_A))
    show(desk, NAME_A)
    desk.policies(cover("P1", NAME_A))
    assert desk.states() == {NAME_A: "已投保"}
    assert registry.unconfirmed(desk.ask().view) == []


@pytest.mark.parametrize(("number", "insurer"), [("P2", "picc"), ("P1", "pingan")])
def test_another_number_or_insurer_confirms_nothing(desk: Desk, number: str, insurer: str) -> None:
    desk.register(firm(NAME_A), firm(NAME_B))
    show(desk, NAME_A, number, insurer)
    desk.policies(cover("P1", NAME_B))
    assert desk.states() == {NAME_A: "待核实", NAME_B: "已投保"}


def test_a_ledger_row_that_waits_confirms_nothing(desk: Desk) -> None:
    desk.register(firm(NAME_A))
    show(desk, NAME_A)
    desk.policies(cover("P1", "博山丙陶瓷集团"))
    assert desk.states() == {NAME_A: "待核实"}


def test_a_ledger_that_gives_it_to_another_settles_it(desk: Desk) -> None:
    desk.register(firm(NAME_A), firm(NAME_B))
    show(desk, NAME_A)
    desk.policies(cover("P1", NAME_B))
    assert desk.states() == {NAME_A: "未投保", NAME_B: "已投保"}


def accept(desk: Desk, name: str, entry: int) -> int:
    with writing(desk, "accept") as write:
        return registry.decide(write, desk.party(name).id, entry, "accept", "电话核实")


def take_back(desk: Desk, number: int) -> None:
    (found,) = [one for one in registry.decisions(desk.ask().view) if one.id == number]
    with writing(desk, "withdraw") as write:
        registry.withdraw(write, found)


def test_withdrawing_opens_again_what_rested_on_it_and_no_more(desk: Desk) -> None:
    desk.register(firm(NAME_A))
    desk.policies(cover("P1", f"{NAME_A}一厂"), cover("P2", f"{NAME_A}二厂"))
    one = accept(desk, f"{NAME_A}一厂", 1)
    accept(desk, f"{NAME_A}二厂", 1)
    take_back(desk, one)
    assert desk.party(f"{NAME_A}一厂").enterprise is None
    assert desk.party(f"{NAME_A}二厂").enterprise == 1


def test_withdrawing_brings_back_what_the_decision_had_ended(desk: Desk) -> None:
    desk.register(firm(NAME_A), firm(NAME_B))
    desk.policies(cover("P1", f"{NAME_A}一厂"))
    accept(desk, f"{NAME_A}一厂", 1)
    second = accept(desk, f"{NAME_A}一厂", 2)
    assert desk.party(f"{NAME_A}一厂").enterprise == 2
    take_back(desk, second)
    assert desk.party(f"{NAME_A}一厂").enterprise == 1


def test_a_decision_names_who_when_and_why(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZCINS_USER", "王会计")
    desk.register(firm(NAME_A))
    desk.policies(cover("P1", f"{NAME_A}一厂"))
    accept(desk, f"{NAME_A}一厂", 1)
    (found,) = registry.decisions(desk.ask().view)
    assert (found.who, found.reason, found.verdict) == ("王会计", "电话核实", "accept")
    assert found.at[:4].isdigit()


def test_a_new_entry_goes_with_its_decision(desk: Desk) -> None:
    desk.register(firm(NAME_A))
    desk.policies(cover("P1", NAME_B, CODE_B))
    party = desk.party(NAME_B, CODE_B)
    record = registry.proposed(desk.ask().view, party)
    assert (record.name, record.uscc, record.sectors) == (NAME_B, CODE_B, "fireworks")
    with writing(desk, "new") as write:
        registry.add(write, party.id, record, TODAY, "漏登")
    assert desk.states() == {NAME_A: "未投保", NAME_B: "已投保"}
    (decision,) = registry.decisions(desk.ask().view)
    take_back(desk, decision.id)
    assert desk.states() == {NAME_A: "未投保"}
    assert [one.record.policy_no for one in desk.ask().not_in_register] == ["P1"]


def test_a_correction_reaches_later_registers_that_repeat_the_old(desk: Desk) -> None:
    """Of what came in before the correction, only what said something else of its own stays."""
    desk.register(firm(NAME_A, employees=50), period="2019-02")
    desk.register(firm(NAME_A, employees=70), period="2019-09")
    correct(desk, NAME_A, date(2019, 1, 1), town="北郊镇", employees=60)
    entry = desk.ask().view.register[1]
    days = [date(2018, 12, 31), date(2019, 1, 1), date(2019, 3, 1), date(2019, 9, 30)]
    known = [entry.on(day) for day in days]
    facts = [(one.record.town, one.record.employees) for one in known if one]
    assert facts == [("王村镇", 50), ("北郊镇", 60), ("北郊镇", 60), ("北郊镇", 70)]
    assert [one.import_id for one in known if one] == [1, None, None, None]
