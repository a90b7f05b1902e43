"""Whose funds are shown, in which order, up to which day; sums of funds; uses by their words."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.core.desk import NAME_A, NAME_B, Desk, firm, shipped
from zcins.insurers.accounts import Account
from zcins.insurers.prevention import Fund, Funds, Misuse, Total, funds, last_of
from zcins.insurers.services import Services
from zcins.insurers.uses import text_of, use_of
from zcins.records import Prevention
from zcins.scheme import PreventionUse, Scheme
from zcins.store import Known

POLICIES = "承保公司,保险单号,被保险人,险种,起保日期,终保日期,保费,实收保费"
PREVENTION = "承保公司,凭证号,支出日期,月份,计提金额,支出金额,被保险人,费用类别,用途"
END = date(2019, 12, 31)
# The insurers of the notice, in its order.
EIGHT = ["picc", "cpic", "chinalife", "sunshine", "pingan", "cic", "ccic", "taishan"]
STRUCK_OFF = """
[[insurer]]
id = "pingan"
name = "平安财险"
long_name = "中国平安财产保险股份有限公司周村支公司"
admitted = false
from = 2019-07-01
source = "虚构"
confirmed = false
"""
SAFETY = """
[[prevention_use]]
id = "safety"
name = "安全"
permitted = true
contains = ["安全"]
from = 2017-11-01
source = "虚构"
confirmed = false
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "office")
    desk.register(firm(), firm(NAME_B))
    desk.take(
        f"{POLICIES}\n"
        f"人保财险,P1,{NAME_A},,2019-01-01,2019-12-31,1000.00,1000.00\n"
        f"人保财险,P2,{NAME_B},,2019-06-30,2020-06-29,400.00,400.00\n"
        f"人保财险,P3,{NAME_B},,2019-07-01,2020-06-30,20.00,20.00\n"
        f"人保财险,P4,{NAME_B},,2018-12-31,2019-12-30,7.00,7.00\n"
        f"人保财险,P5,{NAME_B},雇主责任险,2019-01-01,2019-12-31,9000.00,9000.00\n"
        f"平安财险,Q1,{NAME_A},,2019-01-01,2019-12-31,50.00,50.00"
    )
    return desk


def of(found: Funds, insurer: str) -> Fund:
    (one,) = [fund for fund in found.insurers if fund.insurer == insurer]
    return one


def test_the_eight_insurers_stand_in_the_schemes_order_and_rows_of_none_last(desk: Desk) -> None:
    assert [one.insurer for one in funds(desk.ask(END), 2019).insurers] == EIGHT
    desk.take("承保公司,月份,计提金额,支出金额\n人保财险,2019-12,1,1\n,2019-12,5,2")
    found = funds(desk.ask(END), 2019)
    assert [one.insurer for one in found.insurers] == [*EIGHT, ""]
    assert (of(found, "").account.accrued, of(found, "").policies) == (500, 0)
    assert (found.year, found.as_of, found.share) == (2019, END, Decimal("0.15"))


def test_an_insurer_that_is_struck_off_is_still_owed_for_its_policies(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "office", {"insurers.toml": STRUCK_OFF})
    desk.register(firm())
    desk.take(
        f"{POLICIES}\n平安财险,Q1,{NAME_A},,2019-06-30,2020-06-29,50.00,50.00\n"
        f"平安财险,Q2,{NAME_A},,2019-07-01,2020-06-30,9.00,9.00"
    )
    fund = of(funds(desk.ask(END), 2019), "pingan")
    assert (fund.policies, fund.premium["due"]) == (1, 5000)
    assert "pingan" not in [one.insurer for one in funds(desk.ask(date(2020, 3, 1)), 2020).insurers]


def test_the_minimum_is_up_to_the_last_day_of_which_the_ledgers_tell(desk: Desk) -> None:
    desk.take(f"{PREVENTION}\n人保财险,,,2019-06,200,,,,")
    found = funds(desk.ask(END), 2019)
    picc = of(found, "picc")
    # P1 and P2 begin by 30 June; 15 % of 1,400 yuan.
    assert (picc.account.reach, picc.policies) == (date(2019, 6, 30), 2)
    assert (picc.premium["due"], picc.minimum["due"], picc.short) == (140000, 21000, 1000)
    # Of PingAn no accrual is told: up to the end of the year.
    pingan = of(found, "pingan")
    assert (pingan.account.reach, pingan.policies, pingan.minimum["due"]) == (END, 1, 750)
    assert (pingan.short, pingan.is_told, picc.is_told) == (None, False, True)


def test_spending_alone_does_not_shorten_the_year(desk: Desk) -> None:
    desk.take(f"{PREVENTION}\n人保财险,V1,2019-03-05,,,10,,培训,")
    picc = of(funds(desk.ask(END), 2019), "picc")
    assert (picc.account.reach, picc.policies, picc.premium["due"]) == (END, 3, 142000)


def test_a_year_is_told_up_to_the_day_and_a_past_one_to_its_end(desk: Desk) -> None:
    half = funds(desk.ask(date(2019, 6, 30)), 2019)
    assert (of(half, "picc").account.reach, of(half, "picc").policies) == (date(2019, 6, 30), 2)
    past = funds(desk.ask(date(2020, 6, 30)), 2019)
    # The notice's share ended with 2019: of the year it is told all the same.
    assert (past.share, of(past, "picc").account.reach) == (Decimal("0.15"), END)
    assert of(past, "picc").minimum["due"] == 21300
    assert [last_of(2019, day) for day in (date(2019, 12, 30), END, date(2020, 1, 1))] == [
        date(2019, 12, 30),
        END,
        END,
    ]


def test_another_years_money_is_not_this_years(desk: Desk) -> None:
    """PICC told of 2018 alone, CPIC of both years, PingAn of the year after."""
    desk.take(
        f"{PREVENTION}\n人保财险,,,2018-12,1,1,,,\n太平洋财险,,,2018-12,2,2,,,\n"
        "太平洋财险,,,2019-12,4,4,,,\n平安财险,,,2020-01,8,8,,,"
    )
    for day in (END, date(2020, 6, 30)):
        found = funds(desk.ask(day), 2019)
        accrued = [of(found, code).account.accrued for code in ("picc", "cpic", "pingan")]
        assert accrued == [None, 400, None]


def test_uses_add_up_and_what_is_forbidden_stands_apart(desk: Desk) -> None:
    desk.take(
        f"{PREVENTION}\n人保财险,V1,2019-03-05,,,10,,培训,\n人保财险,V2,2019-03-06,,,5,,讲座,\n"
        "人保财险,V3,2019-03-07,,,3,,餐费,\n人保财险,V4,2019-03-08,,,1,,礼品,\n"
        "人保财险,V5,2019-03-09,,,2,,其他,\n人保财险,V6,2019-03-10,,,4,,杂项,\n"
        "人保财险,,,2019-03,8,99,,培训,"
    )
    fund = of(funds(desk.ask(END), 2019), "picc")
    assert fund.uses == {"education": 1500, "entertainment": 400, None: 600}
    assert fund.misused == 400
    assert [one.use.id for one in fund.forbidden] == ["entertainment"] * 2
    assert sum(fund.uses.values()) == fund.account.spent
    assert fund.sums == {
        "accrued": 800,
        "spent": 2500,
        "balance": 800 - 2500,
        "vouchers": 2500,
        "summaries": 9900,
        "difference": 2500 - 9900,
        # By 31 March only P1 has begun: 15 % of 1,000 yuan, less 8.
        "short": 15000 - 800,
    }


def test_a_forbidden_use_of_nothing_is_no_money(desk: Desk) -> None:
    desk.take(f"{PREVENTION}\n人保财险,V3,2019-03-07,,,0.00,,餐费,")
    fund = of(funds(desk.ask(END), 2019), "picc")
    assert (fund.misused, fund.uses) == (0, {"entertainment": 0})


def fund(accrued: int | None, spent: int | None, due: int) -> Fund:
    spend = Prevention(insurer="x", spent=spent, category="餐费", spent_on=END)
    row = Known(1, "k", 1, 1, 1, "", 1, "2019-12-31", spend)
    use = shipped().in_force("prevention_use", END)["entertainment"]
    assert isinstance(use, PreventionUse)
    return Fund(
        Account("x", 2019, END, accrued, vouchers=spent, rows=[row] if spent else []),
        policies=2,
        premium={"due": due, "received": due - 1},
        minimum={"due": due // 10, "received": due // 20},
        forbidden=[Misuse(row, use)],
        services=Services(insured=3, served=2, visits=5, vouchers=7, undocumented=11),
    )


def test_the_sum_of_funds() -> None:
    both = Total([fund(100, 30, 1000), fund(None, None, 500)])
    assert (both.policies, both.misused, both.is_told) == (4, 30, True)
    assert both.premium == {"due": 1500, "received": 1498}
    assert both.minimum == {"due": 150, "received": 75}
    assert both.services == Services(insured=6, served=4, visits=10, vouchers=14, undocumented=22)
    # The second accrued nothing that is told and spent nothing: the balance is the first's.
    assert both.sums == {
        "accrued": 100,
        "spent": 30,
        "balance": 70,
        "vouchers": 30,
        "summaries": None,
        "difference": None,
        "short": 0,
    }
    del both.funds[1].premium["received"]
    assert both.premium == {"due": 1500}, "a base that one of them lacks is not told"
    assert not Total([fund(1, None, 500)]).is_told
    assert (Total([]).premium, Total([]).is_told, Total([]).sums["spent"]) == ({}, False, None)


def test_a_fund_short_of_its_minimum() -> None:
    assert [fund(accrued, None, 1000).short for accrued in (99, 100, 101)] == [1, 0, 0]
    open_ = fund(0, None, 1000)
    open_.minimum = {}
    assert open_.short is None


@pytest.mark.parametrize(
    ("category", "purpose", "use"),
    [
        ("培训", None, "education"),
        (None, "隐患排查", "hazard_inspection"),
        ("培训", "隐患排查", "education"),
        ("其他", "隐患排查", "hazard_inspection"),
        ("培训", "餐费", "entertainment"),
        ("餐费", "培训", "entertainment"),
        ("其他", None, None),
        (None, None, None),
        # What is named first decides within one text.
        ("培训期间餐费", None, "education"),
        ("餐费（培训）", None, "entertainment"),
        ("培训、餐费、培训", None, "education"),
    ],
)
def test_the_use_that_a_row_names(
    category: str | None, purpose: str | None, use: str | None
) -> None:
    row = Prevention(insurer="picc", category=category, purpose=purpose)
    found = use_of(shipped(), row, END)
    assert (found.id if found else None) == use


def test_of_two_words_at_one_place_the_longer_decides(tmp_path: Path) -> None:
    (tmp_path / "prevention.toml").write_text(SAFETY, encoding="utf-8")
    scheme = Scheme.load(tmp_path)
    for text, use in (("安全奖励", "safety_awards"), ("安全帽", "safety")):
        found = use_of(scheme, Prevention(category=text), END)
        assert found
        assert found.id == use


def test_before_the_notice_no_word_is_known() -> None:
    assert use_of(shipped(), Prevention(category="培训"), date(2017, 10, 31)) is None


def test_what_a_row_says_of_its_use() -> None:
    assert text_of(Prevention(category="其他", purpose="业务招待")) == "其他 业务招待"
    assert text_of(Prevention(purpose="业务招待")) == "业务招待"
    assert text_of(Prevention(category="其他", purpose="")) == "其他"
