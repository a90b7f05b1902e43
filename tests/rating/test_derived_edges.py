"""Inputs of a rating at the edges: leap days, projects, several sectors, other people's rows."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.core.desk import CODE_A, CODE_C, NAME_A, NAME_B, NAME_C, Desk
from tests.rating.inputs import case
from zcins.rating import (
    Case,
    Evidence,
    How,
    Reason,
    Why,
    accident_grade,
    find_policies,
    name_of,
)
from zcins.records import Accident
from zcins.scheme import Scheme

REGISTER = "企业名称,统一社会信用代码,镇办,行业领域,标准化等级,纳入日期,项目名称,工程造价,投产日期,"
REGISTER += "标准化证书编号,标准化有效期"
POLICIES = (
    "承保公司,保险单号,被保险人,统一社会信用代码,起保日期,终保日期,保费,投保人数,"
    "每人责任限额,项目名称,工程造价"
)
CLAIMS = "承保公司,赔案号,保险单号,被保险人,统一社会信用代码,出险日期,已决赔款,未决赔款"
ACCIDENTS = "企业名称,统一社会信用代码,事故日期,死亡人数,受伤人数"
FIRM, OTHER = f"{NAME_A},{CODE_A}", f"{NAME_C},{CODE_C}"
PLAIN_YEAR = "2019-03-01,2020-02-29,6000,50,500000,,"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "office")


def register(desk: Desk, *rows: str, period: str = "2018-12") -> None:
    desk.take("\n".join([f"{period}企业台账", REGISTER, *rows]))


def policies(desk: Desk, *rows: str) -> None:
    desk.take("\n".join(["2019-12保单台账", POLICIES, *(f"人保财险,{row}" for row in rows)]))


def test_the_year_before_a_leap_day_begins_on_28_february(desk: Desk) -> None:
    register(desk, f"{FIRM},王村镇,化工")
    policies(desk, f"P1,{FIRM},2020-02-29,2021-02-28,6000,50,500000,,")
    rows = [f"{FIRM},{day},0,1" for day in ("2019-02-27", "2019-02-28", "2020-02-28", "2020-02-29")]
    desk.take("\n".join(["2020-03事故台账", ACCIDENTS, *rows]))
    found = case(desk)
    assert found.accidents == ("一般", "一般")
    assert found.evidence["accidents"].values == ("2", "2019-02-28", "2020-02-28")
    assert found.absent == {"loss_ratio": Reason(Why.NO_LEDGER, "claims")}


def test_register_that_begins_after_the_policy_tells_its_first_words(desk: Desk) -> None:
    register(desk, f"{FIRM},王村镇,化工,二级", period="2019-06")
    register(desk, f"{FIRM},王村镇,化工,一级", period="2019-09")
    policies(desk, f"P1,{FIRM},{PLAIN_YEAR}")
    assert case(desk).grade == "二级"
    assert case(desk, day=date(2019, 12, 31)).grade == "一级"


def test_firm_that_opened_after_its_policy_began_is_told_by_its_first_entry(desk: Desk) -> None:
    opened = ",,,,2019-06-01"
    register(desk, f"{FIRM},王村镇,化工,二级{opened}", period="2019-06")
    register(desk, f"{NAME_B},{CODE_A},王村镇,化工,一级{opened}", period="2019-09")
    policies(desk, f"P1,{FIRM},{PLAIN_YEAR}")
    assert case(desk).grade == "二级"
    view = desk.ask().view
    assert [name_of(view, policy) for policy in find_policies(view, "P1")] == [NAME_A]


@pytest.mark.parametrize(
    ("grade", "certificate", "until", "reason"),
    [
        ("三级", "", "2019-02-28", Reason(Why.CERTIFICATE_OVER, "2019-02-28")),
        ("三级", "第12号", "", Reason(Why.CERTIFICATE_UNREADABLE, "第12号")),
        (
            "二级",
            "鲁AQBHGⅢ201700123",
            "",
            Reason(Why.CERTIFICATE_OTHER, "鲁AQBHGⅢ201700123"),
        ),
        (
            "三级",
            "鲁AQBHGⅢ202000123",
            "",
            Reason(Why.CERTIFICATE_LATER, "鲁AQBHGⅢ202000123"),
        ),
    ],
)
def test_certificate_that_proves_nothing_is_named(
    desk: Desk, grade: str, certificate: str, until: str, reason: Reason
) -> None:
    register(desk, f"{FIRM},王村镇,化工,{grade},,,,,{certificate},{until}")
    policies(desk, f"P1,{FIRM},{PLAIN_YEAR}")
    found = case(desk)
    assert (found.grade, found.absent["standardization_grade"]) == (None, reason)
    assert "standardization_grade" not in found.evidence


def test_certificate_of_the_same_year_proves_the_grade_however_written(desk: Desk) -> None:
    register(desk, f"{FIRM},王村镇,化工,3级企业,,,,,鲁AQBHGⅢ201900123,")
    policies(desk, f"P1,{FIRM},{PLAIN_YEAR}")
    found = case(desk)
    proof = Evidence(How.CERTIFICATE, ("鲁AQBHGⅢ201900123",))
    assert (found.grade, found.evidence["standardization_grade"]) == ("三级", proof)


def test_no_grade_needs_no_proof(desk: Desk) -> None:
    register(desk, f"{FIRM},王村镇,化工,未达标,,,,,,2018-06-30")
    policies(desk, f"P1,{FIRM},{PLAIN_YEAR}")
    found = case(desk)
    assert (found.grade, found.evidence) == ("未达标", {})
    assert "standardization_grade" not in found.absent


SITE = "锦绣花园"


@pytest.mark.parametrize(("own", "cost"), [("", 1_000_000_000), ("20000000", 2_000_000_000)])
def test_project_is_rated_by_the_policys_cost_else_the_registers(
    desk: Desk, own: str, cost: int
) -> None:
    register(desk, f"{FIRM},王村镇,,,,{SITE},10000000")
    policies(desk, f"P1,{FIRM},2019-03-01,2020-02-29,6500,50,500000,{SITE},{own}")
    found = case(desk)
    assert (found.sector, found.sectors) == ("construction", ("construction",))
    assert (found.employees, found.project_cost) == (None, cost)


def test_project_of_nobody_known_has_only_what_its_policy_says(desk: Desk) -> None:
    register(desk, f"{FIRM},王村镇,化工,二级")
    desk.take(f"2019-02事故台账\n{ACCIDENTS}\n{FIRM},2019-01-01,0,1")
    desk.take(f"2019-02理赔台账\n{CLAIMS}\n人保财险,C1,P0,{FIRM},2019-01-01,100,0")
    rest = f"{NAME_B},,2019-03-01,2019-09-30,6500,,500000,{SITE}"
    policies(desk, f"P1,{rest},10000000", f"P2,{rest},")
    assert case(desk) == Case("construction", limit=50_000_000, project_cost=1_000_000_000)
    assert case(desk, "P2") == Case("construction", limit=50_000_000)


@pytest.mark.parametrize(("facts", "sector"), [("王村镇,", None), (",化工", "chemicals")])
def test_firm_without_a_sector_or_a_town(desk: Desk, facts: str, sector: str | None) -> None:
    register(desk, f"{FIRM},{facts}")
    policies(desk, f"P1,{FIRM},{PLAIN_YEAR}")
    found = case(desk)
    assert (found.sector, found.sectors) == (sector, (sector,) if sector else ())


def test_cost_of_a_project_is_nothing_to_a_policy_by_headcount(desk: Desk) -> None:
    register(desk, f"{FIRM},王村镇,化工")
    policies(desk, f"P1,{FIRM},2019-03-01,2020-02-29,6000,50,500000,,10000000")
    found = case(desk)
    assert (found.employees, found.project_cost) == (50, None)


def obligation(more: str) -> str:
    """Give an obligation of chemicals in place of the shipped one, narrowed."""
    return (
        '[[obligation]]\nid = "chemicals"\nsector = "chemicals"\nlevel = "full_rollout"\n'
        f'rollout = "partial"\n{more}\nfrom = 2018-08-05\nuntil = 2019-12-31\n'
        'source = "虚构"\nconfirmed = true\n'
    )


MEMBERS = (
    '[[town]]\nid = "萌水镇"\nkind = "town"\nmembers = ["{0}"]\nfrom = 2017-11-01\n'
    'source = "虚构"\nconfirmed = true\n'
)


@pytest.mark.parametrize(
    ("narrowed", "members", "included", "main"),
    [
        ("", "", "", "chemicals"),
        ('towns = ["王村镇"]', "", "", "chemicals"),
        ('towns = ["萌水镇"]', "", "", "other"),
        ('towns = ["萌水镇"]', CODE_A, "", "chemicals"),  # that town lists the firm
        ('towns = ["萌水镇"]', NAME_A, "", "chemicals"),
        (f'enterprises = ["{CODE_A}"]', "", "", "chemicals"),
        (f'enterprises = ["{NAME_A}"]', "", "", "chemicals"),
        (f'enterprises = ["{NAME_B}"]', "", "", "other"),
        ("", "", "2019-03-01", "chemicals"),
        ("", "", "2019-03-02", "other"),  # not yet included on the first day
    ],
)
def test_of_several_sectors_the_strictest_of_the_first_day_counts(
    tmp_path: Path, narrowed: str, members: str, included: str, main: str
) -> None:
    """Others are only encouraged; chemicals come before them wherever they are obliged."""
    desk = Desk(tmp_path / "office", {"obligations.toml": obligation(narrowed)})
    register(desk, f"{FIRM},王村镇,其他、化工,,{included}")
    if members:
        # What the register says of the town was read before the scheme listed the firm.
        desk.set_scheme({"towns.toml": MEMBERS.format(members)})
    policies(desk, f"P1,{FIRM},{PLAIN_YEAR}")
    found = case(desk)
    assert (found.sector, found.sectors) == (main, ("other", "chemicals"))


def test_claims_belong_to_who_is_named_else_to_whom_the_policy_is(desk: Desk) -> None:
    register(desk, f"{FIRM},王村镇,化工", f"{OTHER},王村镇,化工")
    policies(
        desk,
        f"P0,{FIRM},2018-03-01,2019-02-28,6000,50,500000,,",
        f"P1,{FIRM},{PLAIN_YEAR}",
        f"Q0,{OTHER},2018-03-01,2019-02-28,1000,50,500000,,",
        f"Q1,{OTHER},{PLAIN_YEAR}",
    )
    desk.take(
        "\n".join(
            [
                "2019-12理赔台账",
                CLAIMS,
                f"人保财险,C1,,{FIRM},2018-06-01,100,20",  # named, without a policy
                "人保财险,C2,P0,,,2018-06-02,200,",  # by its policy alone
                f"人保财险,C3,Q0,{FIRM},2018-06-03,,400",  # the one named goes first
                f"平安财险,C4,P0,{NAME_B},,2018-06-04,1000,",  # another insurer's P0, a stranger
                f"人保财险,C5,P0,{FIRM},,5000,",  # the day of the loss is not known
            ]
        )
    )
    found = case(desk)
    # 120 + 200 + 400 of 6000
    assert found.loss_ratio == Decimal(720) / 6000
    told = ("720.00", "6,000.00", "2018-03-01", "2019-02-28")
    assert found.evidence["loss_ratio"] == Evidence(How.CLAIMS, told)
    assert case(desk, "Q1").loss_ratio == 0


def test_accidents_of_others_are_not_ones_own(desk: Desk) -> None:
    register(desk, f"{FIRM},王村镇,化工", f"{OTHER},王村镇,化工")
    policies(desk, f"P1,{FIRM},{PLAIN_YEAR}", f"Q1,{OTHER},{PLAIN_YEAR}")
    rows = [f"{FIRM},2018-09-02,3,0", f"{FIRM},2018-09-01,1,0", f"{NAME_B},,2018-09-03,1,0"]
    desk.take("\n".join(["2019-12事故台账", ACCIDENTS, *rows]))
    assert (case(desk).accidents, case(desk, "Q1").accidents) == (("一般", "较大"), ())


def test_a_ledger_that_was_undone_is_no_ledger(desk: Desk) -> None:
    register(desk, f"{FIRM},王村镇,化工")
    policies(desk, f"P1,{FIRM},{PLAIN_YEAR}")
    desk.take(f"2019-12事故台账\n{ACCIDENTS}\n{FIRM},2018-09-01,0,1")
    assert case(desk).accidents == ("一般",)
    desk.undo(3)
    assert case(desk).accidents is None
    assert case(desk).absent["accidents"] == Reason(Why.NO_LEDGER, "accidents")


DEADLY = """
[[accident_grade]]
id = "deadly"
name = "亡人事故"
deaths = 1
injured = 1000
loss = "900000000"
from = 2017-11-01
source = "虚构"
confirmed = true
"""


def test_unknown_deaths_are_no_death(tmp_path: Path) -> None:
    (tmp_path / "accidents.toml").write_text(DEADLY, encoding="utf-8")
    scheme = Scheme.load(tmp_path)
    found = [
        accident_grade(scheme, Accident(party=1, happened_on=date(2018, 6, 1), deaths=deaths))
        for deaths in (None, 0, 1)
    ]
    assert found == ["一般", "一般", "亡人"]


def test_before_any_grade_is_in_force_none_is_known() -> None:
    """国务院令第493号 came into force on 2007-06-01."""
    early = Accident(party=1, happened_on=date(2007, 5, 31), deaths=1)
    assert accident_grade(Scheme.load(), early) == "?"
    late = Accident(party=1, happened_on=date(2007, 6, 1), deaths=1)
    assert accident_grade(Scheme.load(), late) == "一般"
