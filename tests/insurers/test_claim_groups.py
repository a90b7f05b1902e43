"""Which cases and policies belong to a year of claims, and in which group they count."""

from datetime import date
from pathlib import Path

import pytest

from tests.core.desk import NAME_A, NAME_B, NAME_C, Desk, firm
from zcins.insurers.cases import cases
from zcins.insurers.claims import Claims, claims_of

POLICIES = "承保公司,保险单号,被保险人,险种,起保日期,终保日期,保费"
CLAIMS = "承保公司,赔案号,保险单号,被保险人,出险日期,报案日期,死亡人数,已决赔款"
END = date(2019, 12, 31)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "office")
    desk.register(firm(sector="化工"), firm(NAME_B))
    return desk


def claims(desk: Desk, *rows: str, period: str = "2019-12") -> int:
    return int(desk.take("\n".join([f"{period}理赔台账", CLAIMS, *rows]), period=period)["id"])


def policies(desk: Desk, *rows: str) -> None:
    desk.take("\n".join([POLICIES, *rows]))


def year(desk: Desk, day: date = END, by: str = "insurer") -> dict[object, Claims]:
    return {one.key: one for one in claims_of(desk.ask(day), 2019, by).groups}


def test_accidents_of_the_year_from_its_first_day_to_its_last(desk: Desk) -> None:
    days = ("2018-12-31", "2019-01-01", "2019-12-31", "2020-01-01")
    claims(desk, *(f"人保财险,C{n},P1,{NAME_A},{day},{day},0,{n}" for n, day in enumerate(days)))
    assert [case.number for case in cases(desk.ask(END))] == ["C0", "C1", "C2", "C3"]
    found = claims_of(desk.ask(date(2020, 6, 30)), 2019)
    assert (found.total.cases, found.total.paid) == (2, 300)
    assert (found.undated, found.excluded) == (0, 0)
    assert (found.year, found.as_of) == (2019, date(2020, 6, 30))
    # Up to 30 December the case of the 31st has not happened.
    assert claims_of(desk.ask(date(2019, 12, 30)), 2019).total.cases == 1


def test_cases_without_a_day_and_of_policies_that_do_not_count_are_counted_apart(
    desk: Desk,
) -> None:
    policies(
        desk,
        f"人保财险,P8,{NAME_A},雇主责任险,2019-01-01,2019-12-31,100",
        f"人保财险,P9,{NAME_A},雇主责任险,2019-01-01,2019-12-31,100",
        f"人保财险,P1,{NAME_A},,2019-01-01,2019-12-31,100",
    )
    claims(
        desk,
        f"人保财险,C1,P8,{NAME_A},2019-03-01,2019-03-01,0,1",
        f"人保财险,C2,P9,{NAME_A},2019-03-01,2019-03-01,0,2",
        f"人保财险,C3,P8,{NAME_A},2018-03-01,2018-03-01,0,4",
        f"人保财险,C4,P1,{NAME_A},2019-03-01,2019-03-01,0,8",
        f"人保财险,C5,,{NAME_A},2019-03-01,2019-03-01,0,16",
        f"平安财险,C6,P8,{NAME_A},2019-03-01,2019-03-01,0,32",
        f"人保财险,C7,P1,{NAME_A},,,0,64",
        f"人保财险,C8,P1,{NAME_A},,,0,128",
    )
    found = claims_of(desk.ask(END), 2019)
    assert (found.excluded, found.undated) == (2, 2)
    # P8 of another insurer is another policy, and a case that names none may be of any.
    assert found.total.paid == (8 + 16 + 32) * 100


def test_a_case_of_two_policies_counts_where_one_of_them_does(desk: Desk) -> None:
    policies(
        desk,
        f"人保财险,P1,{NAME_A},,2019-01-01,2019-12-31,100",
        f"人保财险,P8,{NAME_A},雇主责任险,2019-01-01,2019-12-31,100",
    )
    desk.take(
        "承保公司,赔案号,案件序号,保险单号,被保险人,出险日期,已决赔款\n"
        f"人保财险,C1,1,P1,{NAME_A},2019-03-01,3\n人保财险,C1,2,P8,{NAME_B},2019-03-01,4"
    )
    found = claims_of(desk.ask(END), 2019)
    assert (found.excluded, found.total.paid) == (0, 700)


def test_a_number_shared_with_a_policy_that_counts_is_not_left_out(desk: Desk) -> None:
    policies(
        desk,
        f"人保财险,P1,{NAME_A},,2019-01-01,2019-12-31,100",
        f"人保财险,P1,{NAME_B},雇主责任险,2019-01-01,2019-12-31,100",
    )
    claims(desk, f"人保财险,C1,P1,{NAME_B},2019-03-01,2019-03-01,0,5")
    found = claims_of(desk.ask(END), 2019)
    assert (found.excluded, found.total.paid) == (0, 500)


def test_policies_count_that_cover_a_day_of_the_year(desk: Desk) -> None:
    policies(
        desk,
        f"人保财险,P0,{NAME_A},,2018-01-01,2018-12-31,1000",
        # One of its 365 days is in 2019; all of P2's; one of P3's; of P4 none.
        f"人保财险,P1,{NAME_A},,2018-01-02,2019-01-01,365",
        f"人保财险,P2,{NAME_A},,2019-01-01,2019-12-31,7",
        f"人保财险,P3,{NAME_A},,2019-12-31,2020-12-29,3650",
        f"人保财险,P4,{NAME_A},,2020-01-01,2020-12-30,1000",
    )
    claims(desk, f"人保财险,C1,P2,{NAME_A},2019-03-01,2019-03-01,0,5")
    found = year(desk)["picc"]
    assert (found.policies, found.earned, found.endless) == (3, 100 + 700 + 1000, 0)
    # Up to 30 June P2 has earned 181 of its 365 days: 347.1 fen.
    half = year(desk, date(2019, 6, 30))["picc"]
    assert (half.policies, half.earned) == (2, 100 + 347)


def test_a_policy_without_a_known_end_is_counted_as_endless(desk: Desk) -> None:
    desk.take(
        "承保公司,保险单号,被保险人,项目名称,起保日期,终保日期,保费\n"
        f"人保财险,P1,{NAME_A},南郊安置房,2018-03-01,,10.00\n"
        f"人保财险,P2,{NAME_A},北郊安置房,2019-03-01,,10.00\n"
        f"人保财险,P3,{NAME_A},,2019-01-01,2019-12-31,10.00"
    )
    claims(desk, f"人保财险,C1,P1,{NAME_A},2019-03-01,2019-03-01,0,5")
    found = year(desk)["picc"]
    assert (found.policies, found.endless, found.earned) == (3, 2, 1000)
    assert found.ratio(found.paid) is None


def test_groups_of_a_firm_and_of_what_no_firm_explains(desk: Desk) -> None:
    policies(
        desk,
        f"人保财险,P1,{NAME_B},,2019-01-01,2019-12-31,7",
        f"人保财险,P2,{NAME_C},,2019-01-01,2019-12-31,11",
    )
    claims(
        desk,
        f"人保财险,C1,P1,{NAME_A},2019-03-01,2019-03-01,0,6",
        f"人保财险,C2,P2,{NAME_C},2019-03-01,2019-03-01,0,9",
        f"人保财险,C3,P1,{NAME_B},2019-03-01,2019-03-01,0,5",
    )
    a, b = desk.number(NAME_A), desk.number(NAME_B)
    for by, keys in (
        ("enterprise", [b, a, None]),
        ("sector", ["non_coal_mines", "chemicals", None]),
        ("town", ["王村镇", None]),
    ):
        found = claims_of(desk.ask(END), 2019, by)
        order = [one.key for one in found.groups]
        # By name 乙 stands before 甲; sectors and towns as the scheme lists them; none last.
        assert order == keys, by
        assert (found.by, found.groups[-1].paid, found.groups[-1].earned) == (by, 900, 1100)
    firms = year(desk, by="enterprise")
    assert [(firms[key].paid, firms[key].earned) for key in (a, b)] == [(600, 0), (500, 700)]


def test_a_claims_ledger_of_the_year_or_a_later_one_tells_even_of_no_case(desk: Desk) -> None:
    policies(
        desk,
        f"人保财险,P1,{NAME_A},,2019-01-01,2019-12-31,100",
        f"太平洋财险,P2,{NAME_A},,2019-01-01,2019-12-31,100",
        f"平安财险,P3,{NAME_A},,2019-01-01,2019-12-31,100",
    )
    assert claims_of(desk.ask(END), 2019).silent == ["picc", "cpic", "pingan"]
    empty = f"{CLAIMS},备注\n,,,,,,,,本月无赔案"
    for insurer, period in (("picc", "2018-12"), ("cpic", "2019-01")):
        desk.take(f"{period}理赔台账\n{empty}", insurer=insurer, period=period)
    assert claims_of(desk.ask(END), 2019).silent == ["picc", "pingan"]
    taken = desk.take(f"2019-02理赔台账\n{empty}", insurer="pingan", period="2019-02")
    assert claims_of(desk.ask(END), 2019).silent == ["picc"]
    desk.undo(int(taken["id"]))
    found = claims_of(desk.ask(END), 2019)
    assert found.silent == ["picc", "pingan"]
    # What silent insurers have earned is no ground for a ratio.
    told = {one.key: (one.policies, one.is_told) for one in found.groups}
    assert told == {"picc": (0, False), "cpic": (1, True), "pingan": (0, False)}
    assert (found.total.policies, found.total.earned) == (1, 10000)


def test_a_case_of_a_narrowed_register_is_of_its_firms_alone(desk: Desk) -> None:
    claims(
        desk,
        f"人保财险,C1,P1,{NAME_A},2019-03-01,2019-03-01,0,5",
        f"人保财险,C2,P1,{NAME_B},2019-03-01,2019-03-01,0,6",
        "人保财险,C3,P1,,2019-03-01,2019-03-01,0,7",
    )
    standings = desk.ask(END).narrowed(lambda one: one.record.name == NAME_B)
    assert [case.number for case in cases(standings)] == ["C2"]


def test_a_case_is_its_first_firms_that_the_register_has(desk: Desk) -> None:
    desk.take(
        "承保公司,赔案号,案件序号,被保险人,出险日期,已决赔款\n"
        f"人保财险,C1,1,,2019-03-01,3\n人保财险,C1,2,{NAME_C},2019-03-01,3\n"
        f"人保财险,C1,3,{NAME_B},2019-03-01,4"
    )
    (case,) = cases(desk.ask(END))
    standing = case.standing(desk.ask(END))
    assert standing
    assert standing.record.name == NAME_B
    assert len(case.lines) == 3
