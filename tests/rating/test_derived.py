"""The inputs of a rating, as an office's ledgers give them for a policy's first day."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.core.desk import NAME_A, Desk
from tests.rating.inputs import case, derived
from zcins.rating import Case, Reason, Why, accident_grade
from zcins.records import Accident
from zcins.scheme import Scheme

REGISTER = (
    "企业名称,镇办,行业领域,从业人员数,标准化等级,标准化证书编号,标准化有效期,风险等级,双重预防"
)
POLICIES = "承保公司,保险单号,被保险人,起保日期,终保日期,保费,投保人数,每人责任限额,险种"
YEAR = ("2019-03-01", "2020-02-29")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "office")


def register(desk: Desk, *facts: str, sector: str = "化工", period: str = "2018-12") -> None:
    row = ",".join([NAME_A, "王村镇", sector, "50", *(*facts, "", "", "", "", "")[:5]])
    desk.take(f"{period}企业台账\n{REGISTER}\n{row}")


def policy(
    desk: Desk, number: str = "P1", days: tuple[str, str] = YEAR, more: str = "安责险"
) -> None:
    row = f"人保财险,{number},{NAME_A},{days[0]},{days[1]},6000,50,500000,{more}"
    desk.take(f"{days[0][:7]}保单台账\n{POLICIES}\n{row}")


def test_facts_of_register_and_policy(desk: Desk) -> None:
    register(desk, "二级", "鲁AQBHGⅡ201700123", "2020-06-30", "黄", "是")
    policy(desk)
    found = case(desk)
    assert (found.sector, found.employees, found.limit) == ("chemicals", 50, 50_000_000)
    assert (found.grade, found.risk, found.dual_prevention) == ("二级", "黄", True)
    assert found.evidence["standardization_grade"].values == ("鲁AQBHGⅡ201700123",)


@pytest.mark.parametrize(
    ("facts", "grade", "why"),
    [
        (("三级", "鲁AQBHGⅢ201700123", "2019-03-01"), "三级", None),  # valid on its last day
        (("三级", "鲁AQBHGⅢ201700123", "2019-02-28"), None, Why.CERTIFICATE_OVER),
        (("三级", "", "2019-02-28"), None, Why.CERTIFICATE_OVER),
        (("二级", "鲁AQBHGⅢ201700123", ""), None, Why.CERTIFICATE_OTHER),
        (("三级", "鲁AQBHGⅢ202000123", ""), None, Why.CERTIFICATE_LATER),
        (("三级", "第12号", ""), None, Why.CERTIFICATE_UNREADABLE),
        (("三级", "", ""), "三级", None),
        (("", "鲁AQBHGⅢ201700123", ""), "三级", None),
        (("未达标", "", ""), "未达标", None),
        (("", "", ""), None, None),
    ],
)
def test_grade_is_what_a_valid_certificate_gives(
    desk: Desk, facts: tuple[str, ...], grade: str | None, why: Why | None
) -> None:
    register(desk, *facts)
    policy(desk)
    found = case(desk)
    reason = found.absent.get("standardization_grade")
    assert (found.grade, reason.why if reason else None) == (grade, why)


def test_risk_grade_is_that_of_the_first_day(desk: Desk) -> None:
    register(desk, "", "", "", "红", period="2018-12")
    register(desk, "", "", "", "黄", period="2019-06")
    policy(desk)
    assert case(desk).risk == "红"
    assert case(desk, day=date(2019, 12, 31)).risk == "黄"


@pytest.mark.parametrize(
    ("expiry", "days"),
    [("2020-02-29", None), ("2020-03-01", None), ("2019-08-31", "184"), ("2021-02-28", "731")],
)
def test_only_a_years_cover_is_rated(desk: Desk, expiry: str, days: str | None) -> None:
    register(desk)
    policy(desk, days=(YEAR[0], expiry))
    found = derived(desk)
    assert isinstance(found, Case) if days is None else found == Reason(Why.NOT_A_YEAR, days)


def test_other_insurance_and_strangers_are_not_rated(desk: Desk) -> None:
    policy(desk)
    assert derived(desk) == Reason(Why.NOT_LINKED)
    register(desk)
    policy(desk, "P2", more="雇主责任险")
    assert derived(desk, "P2") == Reason(Why.NO_INSURANCE)


CLAIMS = "承保公司,赔案号,保险单号,被保险人,出险日期,已决赔款,未决赔款"


def claims(desk: Desk, *rows: str) -> None:
    desk.take("\n".join(["2019-12理赔台账", CLAIMS, *rows]))


def test_loss_ratio_is_of_the_year_before(desk: Desk) -> None:
    register(desk)
    policy(desk, "P0", ("2018-03-01", "2019-02-28"))
    policy(desk)
    row = "人保财险,{},P0,{},{},{},{}"
    claims(
        desk,
        row.format("C1", NAME_A, "2018-03-01", 1000, 500),  # the first day of the year before
        row.format("C2", NAME_A, "2019-02-28", 300, 0),  # its last
        row.format("C3", NAME_A, "2018-02-28", 9000, 0),  # too early
        row.format("C4", NAME_A, "2019-03-01", 9000, 0),  # the first day of the new policy
    )
    found = case(desk)
    assert found.loss_ratio == Decimal(1800) / 6000  # 0.3 of a premium of 6000
    values = found.evidence["loss_ratio"].values
    assert values == ("1,800.00", "6,000.00", "2018-03-01", "2019-02-28")


def test_loss_ratio_is_unknown_without_ledger_or_policy(desk: Desk) -> None:
    register(desk)
    policy(desk)
    assert case(desk).absent["loss_ratio"] == Reason(Why.NO_LEDGER, "claims")
    claims(desk, f"人保财险,C1,P1,{NAME_A},2019-04-01,100,0")
    assert case(desk).absent["loss_ratio"] == Reason(Why.NO_PREVIOUS)


def test_accident_record_is_of_the_year_before(desk: Desk) -> None:
    register(desk)
    policy(desk)
    assert case(desk).accidents is None
    assert case(desk).absent["accidents"] == Reason(Why.NO_LEDGER, "accidents")
    rows = [
        f"{NAME_A},2018-02-28,1,0",  # too early
        f"{NAME_A},2018-03-01,3,0",  # larger: three dead
        f"{NAME_A},2019-02-28,0,2",
        f"{NAME_A},2019-03-01,1,0",  # too late
    ]
    desk.take("\n".join(["2019-12事故台账", "企业名称,事故日期,死亡人数,受伤人数", *rows]))
    assert case(desk).accidents == ("一般", "较大")
    assert case(desk, day=date(2018, 3, 1)).accidents == ("一般",)
    assert case(desk, day=date(2017, 6, 1)).accidents == ()


@pytest.mark.parametrize(
    ("deaths", "injured", "loss", "grade"),
    [
        (0, 0, None, "一般"),
        (2, 9, 999_999_999, "一般"),
        (3, 0, None, "较大"),
        (0, 10, None, "较大"),
        (0, 0, 1_000_000_000, "较大"),  # ten million yuan in fen
        (9, 49, None, "较大"),
        (10, 0, None, "重大"),
        (0, 50, None, "重大"),
        (0, 0, 5_000_000_000, "重大"),
        (30, 0, None, "特别重大"),
        (0, 100, None, "特别重大"),
        (1, 0, 10_000_000_000, "特别重大"),
        (None, None, None, "一般"),
    ],
)
def test_grade_of_an_accident(
    deaths: int | None, injured: int | None, loss: int | None, grade: str
) -> None:
    happened = Accident(
        party=1, happened_on=date(2018, 6, 1), deaths=deaths, injured=injured, loss=loss
    )
    assert accident_grade(Scheme.load(), happened) == grade
