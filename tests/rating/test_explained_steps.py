"""What a clerk reads in a quote: every step with its figure, its source, or why it is left out.

The figures are those of tests/cases/explained/tariff.toml.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from zcins.rating import Case, Evidence, How, Reason, Why, quote
from zcins.scheme import Scheme

DAY = date(2019, 3, 1)
SCHEME = Path(__file__).resolve().parents[1] / "cases" / "explained"
Document = dict[str, Any]
Explain = Callable[[Case], Document]


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    return Scheme.load(SCHEME)


@pytest.fixture
def explain(scheme: Scheme) -> Explain:
    return lambda case: quote(scheme, case, DAY).document()


def source(ident: str, basis: str, *, confirmed: bool = True) -> Document:
    return {"id": ident, "from": "2018-01-01", "basis": basis, "confirmed": confirmed}


def left_out(what: str, label: str, why: str, at: Document, **told: str) -> Document:
    return {"what": what, "label": label, "factor": None, "not_applied": why, **told, **at}


def applied(what: str, label: str, factor: str, given: str, at: Document, **told: Any) -> Document:
    return {"what": what, "label": label, "factor": factor, "given": given, **told, **at}


BASE_10 = {
    "what": "base",
    "label": "base",
    "value": "80.00",
    "unit": "yuan/person/year",
    "quantity": "10",
    "amount": "800.00",
    **source("chem", "费率表1"),
}
TO_THE_FEN = {"what": "rounding", "label": "rounded half up, once, to", "unit": "fen"}
GRADE, LOSSES = source("grade", "系数1"), source("losses", "系数2", confirmed=False)
HONOURS, RISK = source("honours", "系数3"), source("risk", "系数4")
RECORD, DUAL = source("record", "系数5"), source("surcharge", "系数6")


def chem(**told: Any) -> Case:
    return Case("chemicals", employees=10, limit=30_000_000, **told)


def test_factors_that_multiply(explain: Explain) -> None:
    found = explain(
        chem(
            grade="二级",
            loss_ratio=Decimal(1) / 3,
            risk="黄",
            others={"honours": ("市级", "省级")},
            evidence={
                "standardization_grade": Evidence(How.CERTIFICATE, ("鲁AQBHGⅡ201700123",)),
                "loss_ratio": Evidence(
                    How.CLAIMS, ("2,000.00", "6,000.00", "2018-03-01", "2019-02-28")
                ),
            },
        )
    )
    # Honours 0.98 × 0.95 = 0.9310; 0.90 × 1.10 × 0.9310 × 1.00 = 0.92169; 800 × 0.92169 = 737.352
    proof = "certificate 鲁AQBHGⅡ201700123"
    paid = "2,000.00 paid and outstanding of 6,000.00 yuan, 2018-03-01 to 2019-02-28"
    assert found == {
        "premium": "737.35",
        "on": "2019-03-01",
        "confirmed": False,
        "steps": [
            BASE_10,
            applied("grade", "标准化等级", "0.90", "二级", GRADE, value="0.90", evidence=proof),
            applied(
                "losses", "上年赔付率", "1.10", "0.333333", LOSSES, value="1.10", evidence=paid
            ),
            applied("honours", "安全荣誉", "0.9310", "市级、省级", HONOURS),
            applied("risk", "风险等级", "1.00", "黄", RISK, value="1.00"),
            TO_THE_FEN,
        ],
    }


def test_factors_that_are_left_out_say_why(explain: Explain) -> None:
    over = Reason(Why.CERTIFICATE_OVER, "2019-02-28")
    found = explain(
        chem(
            risk="紫",
            others={"honours": ("市级", "县级", "镇级")},
            absent={"standardization_grade": over},
            evidence={"risk_grade": Evidence(How.REGISTER)},
        )
    )
    assert (found["premium"], found["confirmed"]) == ("800.00", False)
    assert found["steps"] == [
        BASE_10,
        left_out("grade", "标准化等级", "the certificate was valid until 2019-02-28", GRADE),
        left_out("losses", "上年赔付率", "loss ratio unknown", LOSSES),
        left_out(
            "honours",
            "安全荣誉",
            "the scheme has no value for 县级",
            HONOURS,
            given="市级、县级、镇级",
        ),
        left_out(
            "risk",
            "风险等级",
            "the scheme has no value for 紫",
            RISK,
            given="紫",
            evidence="the register, without a certificate",
        ),
        TO_THE_FEN,
    ]


def test_an_input_without_a_name_of_its_own_is_called_as_its_factor(explain: Explain) -> None:
    honours = explain(chem())["steps"][3]
    assert honours == left_out("honours", "安全荣誉", "安全荣誉 unknown", HONOURS)


def test_a_factor_without_size_and_one_out_of_force(explain: Explain) -> None:
    found = explain(
        Case(
            "construction",
            project_cost=1_000_010_000,
            others={"old": ("甲",), "management": ("优",)},
        )
    )
    # 10,000,100.00 × 0.00060 = 6000.06
    assert (found["premium"], found["confirmed"]) == ("6000.06", False)
    assert found["steps"] == [
        {
            "what": "base",
            "label": "base",
            "value": "0.00060",
            "unit": "yuan/yuan",
            "quantity": "10000100",
            "amount": "6000.06000",
            **source("sd-2018-construction", "费率表3", confirmed=False),
        },
        left_out(
            "unsized",
            "风险管理水平",
            "the scheme has no value for 风险管理水平",
            source("unsized", "系数7"),
            given="优",
        ),
        {
            "what": "gone",
            "label": "gone",
            "factor": None,
            "not_applied": "gone: no value in force on that day",
        },
        TO_THE_FEN,
    ]


def test_factors_that_are_added_up_and_capped(explain: Explain) -> None:
    found = explain(
        Case("transport", limit=50_000_000, accidents=("一般", "较大事故"), dual_prevention=False)
    )
    # 1 + (0.05 + 0.30) + 0.15 = 1.50, not more than 1.20
    assert found == {
        "premium": "1200.00",
        "on": "2019-03-01",
        "confirmed": True,
        "steps": [
            {
                "what": "base",
                "label": "base",
                "value": "1000.00",
                "unit": "yuan/year",
                "quantity": "1",
                "amount": "1000.00",
                **source("bus", "费率表2"),
            },
            applied("record", "上年事故", "1.35", "一般、较大事故", RECORD, added_up=True),
            applied("surcharge", "双重预防", "1.15", "否", DUAL, value="0.15", added_up=True),
            {"what": "combined", "label": "all factors together", "factor": "1.50"},
            {
                "what": "cap",
                "label": "not more than",
                "value": "1.20",
                **source("bus", "费率表2"),
            },
            {"what": "rounding", "label": "rounded half up, once, to", "unit": "yuan"},
        ],
    }


def whats(found: Document) -> list[str]:
    return [step["what"] for step in found["steps"]]


def test_nothing_is_added_up_where_no_factor_is_known(explain: Explain) -> None:
    found = explain(Case("transport", limit=50_000_000))
    assert whats(found) == ["base", "record", "surcharge", "rounding"]
    assert found["premium"] == "1000.00"


def test_factors_that_are_deducted(explain: Explain) -> None:
    others: Mapping[str, tuple[str, ...]] = {"discount": ("甲",)}
    found = explain(Case("fireworks", output=12_500, limit=50_000_000, others=others))
    # 2.30 × 12.5 = 28.75; × (1 - 0.40) = 17.25
    assert found["premium"] == "17.25"
    base, discount, combined, rounding = found["steps"]
    assert (base["value"], base["unit"]) == ("2.30", "yuan/unit/year")
    assert (base["quantity"], base["amount"]) == ("12.5", "28.750")
    assert (discount["value"], discount["factor"], discount["added_up"]) == ("0.40", "0.60", True)
    assert (combined["factor"], "added_up" in combined) == ("0.60", False)
    assert rounding == TO_THE_FEN


@pytest.mark.parametrize(
    ("told", "premium", "bound"),
    [
        # 0.80 × 0.80 = 0.64, not less than 0.70: 800 × 0.70
        ({"grade": "一级", "risk": "蓝"}, "560.00", ("floor", "not less than", "0.70")),
        # 1.60 × 1.00 = 1.60, not more than 1.50: 800 × 1.50
        ({"grade": "未达标", "risk": "黄"}, "1200.00", ("cap", "not more than", "1.50")),
        # 0.80 × 1.00 lies between them: 800 × 0.80
        ({"grade": "一级", "risk": "黄"}, "640.00", None),
    ],
)
def test_floor_and_cap(
    explain: Explain, told: dict[str, str], premium: str, bound: tuple[str, str, str] | None
) -> None:
    found = explain(chem(**told))
    assert found["premium"] == premium
    steps = [step for step in found["steps"] if step["what"] in {"floor", "cap"}]
    keys = ("what", "label", "value")
    at = source("chem", "费率表1")
    expected = [{**dict(zip(keys, bound, strict=True)), **at}] if bound else []
    assert steps == expected
