"""Proofs beyond the code and the name as they stand: older codes, former names, fuller regions."""

from pathlib import Path

import pytest

from tests.core.desk import CODE_A, CODE_B, CODE_C, NAME_A, NAME_B, Desk, cover, firm

OLD = "370306228000123"
OTHER = "淄博新名矿业集团"
TOWNS = "承保公司,保险单号,被保险人,统一社会信用代码,镇办,起保日期,终保日期,保费"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "office")


def link(desk: Desk, name: str, code: str = "") -> tuple[int | None, str | None]:
    party = desk.party(name, code)
    return party.enterprise, party.how


def with_olds(desk: Desk, *rows: str) -> None:
    header = "企业名称,统一社会信用代码,镇办,行业领域,从业人员数,工商注册号,曾用名"
    desk.take("\n".join(["2019-12企业台账", header, *rows]))


def in_town(desk: Desk, number: str, name: str, town: str, code: str = "") -> None:
    row = f"人保财险,{number},{name},{code},{town},2019-01-01,2019-12-31,1000"
    desk.take(f"2019-12保单台账\n{TOWNS}\n{row}")


@pytest.mark.parametrize("written", ["MA3AAAA01", "MA3AAAA0-1"])
def test_the_organisation_code_within_a_credit_code(desk: Desk, written: str) -> None:
    desk.register(firm(NAME_A, CODE_A), firm(NAME_B, CODE_B))
    desk.policies(cover("P1", OTHER, written))
    assert link(desk, OTHER, "MA3AAAA01") == (desk.number(NAME_A), "by_code")


def test_a_register_that_knows_only_the_organisation_code(desk: Desk) -> None:
    desk.register(firm(NAME_A, "MA3AAAA01"))
    desk.policies(cover("P1", OTHER, CODE_A))
    assert link(desk, OTHER, CODE_A) == (desk.number(NAME_A), "by_code")


def test_an_old_registration_number_that_the_register_knows(desk: Desk) -> None:
    with_olds(desk, f"{NAME_A},{CODE_A},王村镇,非煤矿山,50,{OLD},")
    desk.policies(cover("P1", OTHER, OLD), cover("P2", OTHER, OLD[:-1] + "4"))
    assert link(desk, OTHER, OLD) == (desk.number(NAME_A), "by_code")
    assert link(desk, OTHER, OLD[:-1] + "4") == (None, None)


def test_another_old_number_than_the_registers_contradicts_the_name(desk: Desk) -> None:
    with_olds(desk, f"{NAME_A},{CODE_A},王村镇,非煤矿山,50,{OLD},")
    desk.policies(cover("P1", NAME_A, OLD[:-1] + "4"))
    assert link(desk, NAME_A, OLD[:-1] + "4") == (None, None)


def test_an_older_code_of_one_with_the_name_of_another_waits(desk: Desk) -> None:
    desk.register(firm(NAME_A, CODE_A), firm(NAME_B))
    desk.policies(cover("P1", NAME_B, "MA3AAAA01"))
    assert link(desk, NAME_B, "MA3AAAA01") == (None, None)


def test_a_credit_code_contradicts_no_older_number_of_the_register(desk: Desk) -> None:
    desk.register(firm(NAME_A, OLD))
    desk.policies(cover("P1", NAME_A, CODE_A))
    assert link(desk, NAME_A, CODE_A) == (desk.number(NAME_A), "by_name")


@pytest.mark.parametrize("written", ["周村老甲石料厂", "周村 老甲石料厂"])
def test_a_former_name_of_the_register(desk: Desk, written: str) -> None:
    with_olds(desk, f"{NAME_A},{CODE_A},王村镇,非煤矿山,50,,周村老甲石料厂、周村最老石料厂")
    desk.policies(cover("P1", written), cover("P2", "周村最老石料厂"))
    assert link(desk, "周村最老石料厂") == (desk.number(NAME_A), "by_name")
    assert link(desk, written) == (desk.number(NAME_A), "by_name")


def test_a_former_name_that_another_bears_now_waits(desk: Desk) -> None:
    with_olds(
        desk,
        f"{NAME_A},{CODE_A},王村镇,非煤矿山,50,,{NAME_B}",
        f"{NAME_B},{CODE_B},王村镇,烟花爆竹,50,,",
    )
    desk.policies(cover("P1", NAME_B))
    assert link(desk, NAME_B) == (None, None)
    assert {why for _entry, why in desk.candidates(NAME_B)} == {"name"}


def test_a_former_name_with_anothers_code_waits(desk: Desk) -> None:
    with_olds(desk, f"{NAME_A},{CODE_A},王村镇,非煤矿山,50,,周村老甲石料厂")
    desk.policies(cover("P1", "周村老甲石料厂", CODE_C))
    assert link(desk, "周村老甲石料厂", CODE_C) == (None, None)


def test_a_region_that_is_named_more_fully(desk: Desk) -> None:
    desk.register(firm("周村鑫瑞化工有限公司", CODE_A))
    desk.policies(cover("P1", "山东省淄博市周村区鑫瑞化工有限公司"))
    found = link(desk, "山东省淄博市周村区鑫瑞化工有限公司")
    assert found == (desk.number("周村鑫瑞化工有限公司"), "by_name")


@pytest.mark.parametrize(
    "written", ["鑫瑞化工有限公司", "淄博鑫瑞化工有限公司", "张店鑫瑞化工有限公司"]
)
def test_another_region_or_none_proves_nothing(desk: Desk, written: str) -> None:
    desk.register(firm("周村鑫瑞化工有限公司", CODE_A))
    desk.policies(cover("P1", written))
    assert link(desk, written) == (None, None)


def test_a_region_proves_nothing_where_what_is_left_is_not_unique(desk: Desk) -> None:
    desk.register(firm("周村鑫瑞化工有限公司", CODE_A), firm("淄博鑫瑞化工有限公司", CODE_B))
    desk.policies(cover("P1", "淄博市周村区鑫瑞化工有限公司"))
    assert link(desk, "淄博市周村区鑫瑞化工有限公司") == (None, None)
    assert len(desk.candidates("淄博市周村区鑫瑞化工有限公司")) == 2


def test_a_town_that_contradicts_makes_a_name_wait(desk: Desk) -> None:
    desk.register(firm(NAME_A))
    in_town(desk, "P1", NAME_A, "周村区王村镇")
    assert link(desk, NAME_A) == (desk.number(NAME_A), "by_name")
    in_town(desk, "P2", NAME_A, "北郊镇")
    assert link(desk, NAME_A) == (None, None)
    assert desk.candidates(NAME_A) == [(desk.number(NAME_A), "name")]
    assert [one.rule.id for one in desk.audit(desk.ask().day, "code_name_conflict").findings] == [
        *("code_name_conflict", "code_name_conflict")
    ]


def test_a_town_says_nothing_against_a_code(desk: Desk) -> None:
    desk.register(firm(NAME_A, CODE_A))
    in_town(desk, "P1", NAME_A, "北郊镇", CODE_A)
    assert link(desk, NAME_A, CODE_A) == (desk.number(NAME_A), "by_code")


@pytest.mark.parametrize("town", ["周村经济开发区", "某某街"])
def test_a_zone_or_an_unknown_place_contradicts_no_town(desk: Desk, town: str) -> None:
    desk.register(firm(NAME_A))
    in_town(desk, "P1", NAME_A, town)
    assert link(desk, NAME_A) == (desk.number(NAME_A), "by_name")


def test_undoing_the_ledger_that_contradicted_links_again(desk: Desk) -> None:
    desk.register(firm(NAME_A))
    in_town(desk, "P1", NAME_A, "王村镇")
    in_town(desk, "P2", NAME_A, "北郊镇")
    desk.undo(3)
    assert link(desk, NAME_A) == (desk.number(NAME_A), "by_name")


def test_a_register_without_codes_knows_a_renamed_firm_by_its_former_name(desk: Desk) -> None:
    desk.register(firm(NAME_A), period="2019-06")
    with_olds(desk, f"{NAME_B},,王村镇,非煤矿山,50,,{NAME_A}")
    assert len(desk.ask().view.register) == 1


def test_entries_that_stand_twice_are_found(desk: Desk) -> None:
    desk.register(firm(NAME_A, CODE_A), firm(NAME_A, CODE_B), firm(NAME_B, CODE_C))
    (found,) = desk.audit(desk.ask().day, "register_duplicate").findings
    assert found.enterprise is not None
    assert found.enterprise.record.name == NAME_A


def test_a_register_without_the_column_keeps_the_former_names(desk: Desk) -> None:
    with_olds(desk, f"{NAME_A},{CODE_A},王村镇,非煤矿山,50,,周村老甲石料厂")
    header = "企业名称,统一社会信用代码,镇办,行业领域,从业人员数,工商注册号"
    desk.take(
        f"2020-01企业台账\n{header}\n{NAME_A},{CODE_A},王村镇,非煤矿山,60,", accept_layout=True
    )
    desk.policies(cover("P1", "周村老甲石料厂"))
    assert link(desk, "周村老甲石料厂") == (desk.number(NAME_A), "by_name")
