"""Versions: new, updated, unchanged; what is late, what a ledger leaves out, what it repeats."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.core.desk import (
    CODE_A,
    CODE_B,
    NAME_A,
    NAME_B,
    NAME_C,
    POLICIES,
    Desk,
    cover,
    firm,
)
from zcins.records import Policy

HEAD = "承保公司,保险单号,被保险人,起保日期,终保日期,保费"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "office")


def counts(receipt: dict[str, Any]) -> tuple[int, int, int]:
    rows = receipt["rows"]
    return rows["new"], rows["updated"], rows["unchanged"]


def policy(desk: Desk, number: str = "P1") -> Policy:
    (found,) = [one.record for one in desk.ask().view.policies if one.record.policy_no == number]
    return found


def stored(desk: Desk, sql: str) -> list[Any]:
    return desk.ask().view.rows(sql)


def test_new_updated_unchanged(desk: Desk) -> None:
    assert counts(desk.policies(cover("P1"), cover("P2"), period="2019-06")) == (2, 0, 0)
    receipt = desk.policies(cover("P1", premium=1200), cover("P2"), cover("P3"), period="2019-07")
    assert counts(receipt) == (1, 1, 1)
    assert policy(desk).premium == 120_000
    # P1 has two versions, the first ended by the second import; P2 was only seen again.
    assert stored(desk, "SELECT event, ended_by FROM policy_version ORDER BY id") == [
        (1, 2),
        (1, None),
        (2, None),
        (2, None),
    ]
    assert stored(desk, "SELECT import, row FROM sighting") == [(2, 4)]


def test_the_same_bytes_change_nothing(desk: Desk) -> None:
    first = desk.policies(cover())
    again = desk.policies(cover())
    assert again["status"] == "already_imported"
    assert again["id"] == first["id"]
    assert len(desk.office.store.events()) == 1


def test_a_row_of_an_earlier_period_is_kept_and_not_current(desk: Desk) -> None:
    desk.policies(cover(premium=1200), period="2019-12")
    late = desk.policies(cover(premium=1000), period="2019-06")
    assert counts(late) == (0, 1, 0)
    assert policy(desk).premium == 120_000
    assert stored(desk, "SELECT premium, period FROM policy_version ORDER BY id") == [
        (120_000, "2019-12-31"),
        (100_000, "2019-06-30"),
    ]


def test_a_late_row_said_again_is_unchanged(desk: Desk) -> None:
    desk.policies(cover(premium=1200), period="2019-12")
    desk.policies(cover(premium=1000), period="2019-06")
    again = desk.policies(cover(premium=1000), cover("P2"), period="2019-06")
    assert counts(again) == (1, 0, 1)


@pytest.mark.parametrize("period", ["2019-12", "2019-12-15", "2019"])
def test_a_later_sighting_outweighs_a_late_row(desk: Desk, period: str) -> None:
    # The later ledger said 1000 again, so that September's 900 comes too late.
    desk.policies(cover(premium=1000), period="2019-06")
    again = desk.take(f"{POLICIES}\n{cover(premium=1000)}", period=period)
    assert counts(again) == (0, 0, 1)
    desk.policies(cover(premium=900), period="2019-09")
    assert policy(desk).premium == 100_000


def test_columns_that_a_ledger_does_not_have_keep_what_is_known(desk: Desk) -> None:
    desk.policies(cover(code=CODE_A, heads=50), period="2019-06")
    short = desk.take(f"2019-07保单台账\n{HEAD}\n人保财险,P1,{NAME_A},2019-01-01,2019-12-31,1300")
    assert counts(short) == (0, 1, 0)
    known = policy(desk)
    assert (known.premium, known.insured_headcount) == (130_000, 50)
    assert desk.ask().view.parties[known.party].uscc == CODE_A


def test_a_ledger_without_received_premium_and_limit_keeps_what_is_known(desk: Desk) -> None:
    head = "承保公司,保险单号,被保险人,起保日期,终保日期,保费,投保人数"
    row = "人保财险,P1,周村甲采石有限公司,2019-01-01,2019-12-31,1000,50"
    desk.take(f"2019-01保单台账\n{head},实收保费,每人责任限额\n{row},900,500000")
    desk.take(f"2019-02保单台账\n{head}\n{row.removesuffix('50')}60")
    (known,) = desk.ask().view.policies
    record = known.record
    assert record.insured_headcount == 60
    assert (record.premium_received, record.limit_per_person) == (90_000, 50_000_000)


def test_a_register_without_a_column_keeps_what_is_known(desk: Desk) -> None:
    desk.register(firm(employees=50), period="2019-06")
    short = desk.take(f"2019-07企业台账\n企业名称,镇办,行业领域\n{NAME_A},王村镇,化工")
    assert counts(short) == (0, 1, 0)
    (entry,) = desk.ask().view.register.values()
    assert [(one.record.sectors, one.record.employees) for one in entry.versions] == [
        ("non_coal_mines", 50),
        ("chemicals", 50),
    ]


def test_equal_rows_in_one_file_are_one_record(desk: Desk) -> None:
    receipt = desk.policies(cover(), cover())
    assert counts(receipt) == (1, 0, 1)
    assert [one["problem"] for one in receipt["problems"]] == ["duplicate_key"]
    assert len(desk.ask().view.policies) == 1


def test_unequal_rows_of_one_key_go_to_quarantine(desk: Desk) -> None:
    receipt = desk.policies(cover(premium=1000), cover(premium=1100), cover("P2"))
    assert (receipt["rows"]["accepted"], receipt["rows"]["quarantined"]) == (1, 2)
    assert [one.row for one in desk.ask().view.quarantined] == [3, 4]


def test_absence_ends_nothing_and_is_listed(desk: Desk) -> None:
    desk.register(firm(), firm(NAME_B), period="2019-06")
    receipt = desk.register(firm(), period="2019-09")
    assert receipt["missing"] == [NAME_B]
    assert len(desk.ask().view.register) == 2


def test_an_enterprise_is_found_by_its_code_when_it_is_renamed(desk: Desk) -> None:
    desk.register(firm(NAME_A, CODE_A), period="2019-06")
    receipt = desk.register(firm(NAME_C, CODE_A), period="2019-09")
    assert counts(receipt) == (0, 1, 0)
    (entry,) = desk.ask().view.register.values()
    assert [one.record.name for one in entry.versions] == [NAME_A, NAME_C]


def test_an_enterprise_without_a_code_is_found_by_name_and_town(desk: Desk) -> None:
    desk.register(firm(), period="2019-06")
    other_town = f"{NAME_A},,北郊镇,非煤矿山,9"
    assert counts(desk.register(firm(employees=60), other_town, period="2019-09")) == (1, 1, 0)


def test_an_enterprise_that_gets_a_code_stays_itself(desk: Desk) -> None:
    desk.register(firm(), period="2019-06")
    assert counts(desk.register(firm(code=CODE_B), period="2019-09")) == (0, 1, 0)


def test_register_facts_hold_from_the_last_day_of_the_period(desk: Desk) -> None:
    desk.register(firm(employees=50), period="2019-06")
    desk.register(firm(employees=60), period="2019-09")
    (entry,) = desk.ask().view.register.values()

    def employees(day: date) -> int | None:
        known = entry.on(day)
        return known.record.employees if known else None

    assert employees(date(2017, 11, 1)) == 50  # the first version holds backwards
    assert employees(date(2019, 9, 29)) == 50
    assert employees(date(2019, 9, 30)) == 60


def test_a_late_register_speaks_of_its_own_time_only(desk: Desk) -> None:
    # June and December say 50, September's 70 comes in last: it holds up to 30 December.
    desk.register(firm(employees=50), period="2019-06")
    desk.register(firm(employees=50), firm(NAME_B), period="2019-12")
    desk.register(firm(employees=70), period="2019-09")
    entry = desk.ask().view.register[desk.number(NAME_A)]
    told = {day: entry.on(date(2019, *day)) for day in ((9, 29), (9, 30), (12, 30), (12, 31))}
    assert [known.record.employees for known in told.values() if known] == [50, 70, 70, 50]


def test_provenance_leads_back_to_file_sheet_and_row(desk: Desk) -> None:
    receipt = desk.policies(cover("P1"), cover("P2"))
    known = desk.ask().view.policies[1]
    assert (known.record.policy_no, known.import_id, known.row) == ("P2", receipt["id"], 4)
    assert known.sheet == receipt["sheets"][0]["sheet"]
    assert (desk.office.archive / f"{receipt['sha256']}.csv").is_file()


def test_premium_of_a_day_is_the_policys_and_its_endorsements(desk: Desk) -> None:
    # 1000 at first, 200 more from 1 March, 300 back from 1 August.
    desk.take(
        f"2019-12保单台账\n{HEAD},批单号,批改类型,批改生效日期\n"
        f"人保财险,P1,{NAME_A},2019-01-01,2019-12-31,1000,,,\n"
        f"人保财险,P1,{NAME_A},2019-01-01,2019-12-31,200,E1,加保,2019-03-01\n"
        f"人保财险,P1,{NAME_A},2019-01-01,2019-12-31,-300,E2,退费,2019-08-01"
    )
    days = (date(2019, 2, 28), date(2019, 3, 1), date(2019, 8, 1))
    premiums = [desk.ask(day).policies[0].premium for day in days]
    assert premiums == [100_000, 120_000, 90_000]
    assert policy(desk).premium == 100_000  # an endorsement is never a version of the policy


def test_an_endorsement_under_another_spelling_belongs_to_the_only_policy_of_its_number(
    desk: Desk,
) -> None:
    head = "承保公司,保险单号,被保险人,起保日期,终保日期,保费,批改类型,批改生效日期"
    desk.take(
        f"2019-06保单台账\n{head}\n人保财险,P1,{NAME_A},2019-01-01,2019-12-31,1000,,\n"
        "人保财险,P1,甲采石公司,2019-01-01,2019-12-31,-400,退保,2019-07-01"
    )
    (policy,) = desk.ask(date(2019, 6, 30)).policies
    assert (policy.premium, policy.in_force) == (100_000, True)
    (later,) = desk.ask(date(2019, 7, 1)).policies
    assert (later.premium, later.in_force) == (60_000, False)


def test_an_endorsement_that_restates_replaces(desk: Desk) -> None:
    desk.take(
        f"2019-12保单台账\n{HEAD},投保人数,批单号,批改类型,批改生效日期,批改后保费,批改后人数\n"
        f"人保财险,P1,{NAME_A},2019-01-01,2019-12-31,1000,50,,,,,\n"
        f"人保财险,P1,{NAME_A},2019-01-01,2019-12-31,,,E1,批改,2019-03-01,1500,70"
    )
    before, after = (desk.ask(date(2019, month, 1)).policies[0] for month in (2, 3))
    assert (before.premium, before.headcount) == (100_000, 50)
    assert (after.premium, after.headcount) == (150_000, 70)


def test_a_ledger_with_the_received_premium_alone_gives_both(desk: Desk) -> None:
    desk.take(
        "2019-12保单台账\n承保公司,保险单号,被保险人,起保日期,终保日期,实收保费\n"
        f"人保财险,P1,{NAME_A},2019-01-01,2019-12-31,1000"
    )
    assert (policy(desk).premium, policy(desk).premium_received) == (100_000, 100_000)
