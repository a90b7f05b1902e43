"""A year's bill worked out by hand: what is known, what is renewed, and other figures beside."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.subsidy.counter import Counter, rates
from zcins.errors import UsageFaultError
from zcins.subsidy.forecast import forecast

DAY = date(2019, 6, 30)
RATE = (
    "id = '2019'\nyear = 2019\nsectors = ['non_coal_mines', 'chemicals']\n"
    "rate = '0.30'\ncap_per_enterprise = '5000.00'\nfrom = 2019-01-01"
)
TAPER = [
    f"id = 'year {year}'\npolicy_year = {year}\nsectors = ['non_coal_mines']\n"
    f"rate = '{rate}'\nfrom = 2017-11-01"
    for year, rate in ((1, "0.50"), (2, "0.40"), (3, "0.30"))
]
TARIFF = """
[[tariff]]
id = "head"
sector = "chemicals"
basis = "headcount"
rates = { "500000" = "120.00" }
from = 2017-11-01
source = "虚构"
confirmed = true
"""
GRADES = """
[[factor]]
id = "grade"
label = "标准化等级"
input = "standardization_grade"
values = { "一级" = "0.80", "二级" = "0.90" }
from = 2017-11-01
source = "虚构"
confirmed = true
"""
REGISTER = """
企业名称,镇办,行业领域,从业人员
周村甲采石有限公司,王村镇,非煤矿山,50
周村乙矿业有限公司,王村镇,非煤矿山,50
周村丙化工有限公司,王村镇,化工,100
周村丁纺织有限公司,王村镇,其他,50
周村戊建材有限公司,王村镇,非煤矿山,50
周村己石料有限公司,萌水镇,非煤矿山,50
"""
HEAD = "承保公司,保险单号,被保险人,起保日期,终保日期,保费,实收保费,投保人数,每人责任限额"
POLICIES = f"""
{HEAD}
人保财险,A1,周村甲采石有限公司,2018-09-01,2019-08-31,10000,10000,50,500000
人保财险,A2,周村甲采石有限公司,2019-01-01,2019-12-31,9000,9000,50,500000
人保财险,B1,周村乙矿业有限公司,2019-03-01,2020-02-29,8000,,50,500000
人保财险,C1,周村丙化工有限公司,2018-07-01,2019-06-30,12000,12000,100,500000
人保财险,D1,周村丁纺织有限公司,2018-10-01,2019-09-30,1000,1000,50,500000
人保财险,D2,周村丁纺织有限公司,2019-02-01,2020-01-31,1000,1000,50,500000
人保财险,E1,周村戊建材有限公司,2018-08-01,2019-07-31,1000,1000,50,500000
平安财险,E2,周村戊建材有限公司,2019-08-01,2020-07-31,2000,0,50,500000
平安财险,F1,周村己石料有限公司,2019-08-01,2020-07-31,2000,2000,50,500000
"""


def office(tmp_path: Path, *entries: str, policies: str = POLICIES) -> Counter:
    counter = Counter(tmp_path / "office", {**rates(*entries), "tariff.toml": TARIFF})
    for text in (REGISTER, policies):
        assert counter.take(text)["status"] == "imported"
    return counter


def bill(counter: Counter, year: int, *settings: str, day: date = DAY) -> dict[str, Any]:
    asked = counter.office.ask(day)
    return forecast(asked.view, asked.scheme, year, settings).document()


def of_sector(told: dict[str, Any], sector: str) -> dict[str, Any]:
    (row,) = [row for row in told["rows"] if row["sector"] == sector]
    return {name: value for name, value in row.items() if name != "sector"}


def test_known_and_renewed(tmp_path: Path) -> None:
    """Mines: A2 2700, A1 renewed 3000 of which the cap leaves 2300, B1 2400, E2 600.

    Chemicals: C1 renewed 3600. D1 and its renewal are not required, F1 lies in another district.
    """
    told = bill(office(tmp_path, RATE), 2019)
    assert of_sector(told, "non_coal_mines") == {
        "policies": 3,
        "renewals": 1,
        "premium": "29000.00",
        "bill": "8000.00",
        "changed": "8000.00",
        "difference": "0.00",
    }
    assert of_sector(told, "chemicals")["bill"] == "3600.00"
    assert [row["sector"] for row in told["rows"]] == ["non_coal_mines", "chemicals"]
    assert (told["total"]["policies"], told["total"]["renewals"]) == (3, 2)
    assert (told["total"]["premium"], told["total"]["bill"]) == ("41000.00", "11600.00")
    assert told["shares"] == {"city": "4640.00", "district": "6960.00"}
    assert told["not_counted"] == {"not_required": 2, "outside_district": 1}
    assert (told["year"], told["as_of"], told["set"]) == (2019, "2019-06-30", [])


def test_another_rate_beside_todays(tmp_path: Path) -> None:
    """At 20 %: A2 1800, A1 2000, B1 1600, E2 400; C1 2400."""
    told = bill(office(tmp_path, RATE), 2019, "subsidy.2019.rate=0.20")
    mines = of_sector(told, "non_coal_mines")
    assert (mines["bill"], mines["changed"], mines["difference"]) == (
        "8000.00",
        "5800.00",
        "-2200.00",
    )
    assert told["total"]["changed"] == "8200.00"
    assert told["total"]["difference"] == "-3400.00"
    assert told["changed_shares"] == {"city": "3280.00", "district": "4920.00"}
    assert told["shares"] == {"city": "4640.00", "district": "6960.00"}


def test_no_rate_at_all_beside_todays(tmp_path: Path) -> None:
    told = bill(office(tmp_path, RATE), 2019, "subsidy.2019.rate=0")["total"]
    assert (told["policies"], told["renewals"]) == (3, 2)
    assert (told["bill"], told["changed"]) == ("11600.00", "0.00")


def test_another_tariff_beside_todays_by_what_is_due(tmp_path: Path) -> None:
    told = bill(
        office(tmp_path, RATE + "\nbase = 'premium'"), 2019, "tariff.head.rates.500000=130.00"
    )
    assert of_sector(told, "chemicals")["changed"] == "3900.00"


def test_another_tariff_beside_todays(tmp_path: Path) -> None:
    """130 instead of 120 a head: C1 is renewed at 13000, which brings 3900; the rest stays."""
    told = bill(office(tmp_path, RATE), 2019, "tariff.head.rates.500000=130.00")
    row = of_sector(told, "chemicals")
    assert (row["premium"], row["bill"], row["changed"]) == ("12000.00", "3600.00", "3900.00")
    assert told["total"]["difference"] == "300.00"


def test_renewals_are_rated_by_the_facts_of_now(tmp_path: Path) -> None:
    """C1 began in the middle grade; now it has the first, whose factor is set from 0.80 to 1.00."""
    graded = TARIFF + 'factors = ["grade"]\n' + GRADES
    counter = Counter(tmp_path / "office", {**rates(RATE), "tariff.toml": graded})
    head = "企业名称,镇办,行业领域,标准化等级"
    for month, grade in (("2018-06", "二级"), ("2019-03", "一级")):
        counter.take(f"{month}企业台账\n{head}\n周村丙化工有限公司,王村镇,化工,{grade}")
    counter.take(f"{HEAD}\n{POLICIES.splitlines()[5]}")
    told = bill(counter, 2019, "factor.grade.一级=1.00")["total"]
    assert (told["bill"], told["changed"]) == ("3600.00", "4500.00")
    assert bill(counter, 2019, "factor.grade.二级=1.00")["total"]["changed"] == "3600.00"


def test_a_dearer_tariff_rounds_half_up(tmp_path: Path) -> None:
    """12000.01 × 130 ÷ 120 = 13000.0108 yuan, then × 30 % = 3900.003."""
    dearer = POLICIES.replace("12000,12000", "12000.01,12000.01")
    counter = office(tmp_path, RATE, policies=dearer)
    told = bill(counter, 2019, "tariff.head.rates.500000=130.00", "subsidy.2019.rate=1.00")
    # Without the cap's 5000 nothing would be seen of it: 100 % of 13000.01 is cut.
    assert of_sector(told, "chemicals")["changed"] == "5000.00"
    told = bill(
        counter,
        2019,
        "tariff.head.rates.500000=130.00",
        "subsidy.2019.rate=1.00",
        "subsidy.2019.cap_per_enterprise=99999.00",
    )
    assert of_sector(told, "chemicals")["changed"] == "13000.01"


def test_the_taper_goes_on_with_every_renewal(tmp_path: Path) -> None:
    """Known in 2017: a first year. In 2019 it is the third, whatever comes between."""
    ledger = f"{HEAD}\n人保财险,A1,周村甲采石有限公司,2017-11-01,2018-10-31,1000,1000,50,500000"
    counter = office(tmp_path, *TAPER, policies=ledger)
    day = date(2017, 12, 31)
    assert bill(counter, 2017, day=day)["total"]["bill"] == "500.00"
    assert bill(counter, 2018, day=day)["total"]["bill"] == "400.00"
    told = bill(counter, 2019, day=day)["total"]
    assert (told["policies"], told["renewals"], told["bill"]) == (0, 1, "300.00")


def test_what_is_bought_within_a_year_is_renewed_within_the_next(tmp_path: Path) -> None:
    """Year 1 runs from 2018-03-01: the short policy's renewal of 2018-12-01 still belongs to it."""
    ledger = (
        f"{HEAD}\n"
        "人保财险,A1,周村甲采石有限公司,2018-03-01,2019-02-28,1000,1000,50,500000\n"
        "人保财险,A2,周村甲采石有限公司,2018-06-01,2018-11-30,100,100,50,500000"
    )
    told = bill(office(tmp_path, *TAPER, policies=ledger), 2018, day=date(2018, 6, 30))
    assert told["total"]["bill"] == "600.00"


def test_the_last_day_of_the_pilot(tmp_path: Path) -> None:
    """A2 is renewed on 2019-12-31, A1 on the day after it: outside the pilot and the year."""
    ledger = (
        f"{HEAD}\n"
        "人保财险,A1,周村甲采石有限公司,2019-01-01,2019-12-31,1000,1000,50,500000\n"
        "人保财险,A2,周村乙矿业有限公司,2018-12-31,2019-12-30,1000,1000,50,500000"
    )
    told = bill(office(tmp_path, RATE, policies=ledger), 2019)
    assert (told["total"]["policies"], told["total"]["renewals"]) == (1, 1)
    assert (told["total"]["bill"], told["not_counted"]) == ("600.00", {})
    later = RATE.replace("2019'", "2020'").replace("year = 2019", "year = 2020")
    asked = office(tmp_path / "later", later, policies=ledger)
    assert bill(asked, 2020)["not_counted"] == {"outside_pilot": 2}


def test_projects_are_not_renewed_but_the_builders_people_are(tmp_path: Path) -> None:
    ledger = (
        "承保公司,保险单号,被保险人,起保日期,终保日期,保费,实收保费,工程名称\n"
        "人保财险,A1,周村庚建筑有限公司,2018-10-01,2019-09-30,1000,1000,一号楼\n"
        "人保财险,A2,周村庚建筑有限公司,2018-10-01,2019-09-30,700,700,"
    )
    register = REGISTER + "周村庚建筑有限公司,王村镇,建筑施工,50\n"
    counter = Counter(tmp_path / "office", rates(RATE.replace("'chemicals'", "'construction'")))
    for text in (register, ledger):
        assert counter.take(text)["status"] == "imported"
    told = bill(counter, 2019)["total"]
    assert (told["renewals"], told["bill"]) == (1, "210.00")


def test_what_an_enterprise_has_shown_costs_nothing_yet(tmp_path: Path) -> None:
    counter = office(tmp_path, RATE, policies=f"{HEAD}\n{POLICIES.splitlines()[2]}")
    shown = {"enterprise": "周村戊建材有限公司", "insurer": "picc", "policy": "S1"}
    counter.show_policy({**shown, "from": date(2019, 1, 1), "until": date(2019, 12, 31)})
    assert bill(counter, 2019)["not_counted"] == {"not_in_ledger": 1}


def test_a_year_without_policies(tmp_path: Path) -> None:
    ledger = f"{HEAD}\n人保财险,A1,周村甲采石有限公司,2017-11-01,2018-10-31,1000,1000,50,500000"
    told = bill(office(tmp_path, RATE, policies=ledger), 2019)
    assert (told["rows"], told["not_counted"], told["shares"]) == ([], {}, {})
    assert told["total"] == {
        "policies": 0,
        "renewals": 0,
        "premium": "0.00",
        "bill": "0.00",
        "changed": "0.00",
        "difference": "0.00",
    }


@pytest.mark.parametrize("told_twice", [False, True])
def test_two_spellings_are_renewed_once(tmp_path: Path, told_twice: bool) -> None:
    ledger = f"{HEAD}\n人保财险,A1,周村甲采石有限公司,2018-09-01,2019-08-31,1000,1000,50,500000"
    other = ledger.replace("甲采石有限公司", "甲采石有限公司一厂")
    counter = office(tmp_path, RATE, policies=ledger)
    if told_twice:
        counter.take(other)
        counter.link("周村甲采石有限公司一厂", "周村甲采石有限公司")
    counter.take(ledger.replace("A1", "A2").replace("1000,1000", "500,500"))
    told = bill(counter, 2019)["total"]
    assert (told["renewals"], told["bill"]) == (2, "450.00")


def test_a_cancelled_policy_costs_what_it_kept(tmp_path: Path) -> None:
    """It is not renewed; of 1000 yuan 600 were given back."""
    ledger = f"{HEAD}\n人保财险,A1,周村甲采石有限公司,2019-01-01,2019-12-31,1000,1000,50,500000"
    counter = office(tmp_path, RATE, policies=ledger)
    counter.take(
        "承保公司,保险单号,被保险人,保费,实收保费,批单号,批改类型,批改生效日期\n"
        "人保财险,A1,周村甲采石有限公司,-600,-600,E1,退保,2019-03-01"
    )
    told = bill(counter, 2019)["total"]
    assert (told["policies"], told["renewals"], told["bill"]) == (1, 0, "120.00")


def test_nothing_is_stored(tmp_path: Path) -> None:
    counter = office(tmp_path, RATE)
    before = counter.office.store.events(1)
    bill(counter, 2019, "subsidy.2019.rate=0.20")
    assert counter.office.store.events(1) == before


@pytest.mark.parametrize(
    ("year", "settings", "fault"),
    [
        (2018, [], "No subsidy rate is in force for 2018"),
        (2019, ["subsidy.2018.rate=0.20"], "subsidy.2018.rate"),
        (2019, ["subsidy.2019.rate=1.20"], "--set"),
        (2019, ["subsidy.2019.shares.city=0.50"], "add up"),
    ],
)
def test_what_cannot_be_forecast(
    tmp_path: Path, year: int, settings: Sequence[str], fault: str
) -> None:
    with pytest.raises(UsageFaultError, match=fault):
        bill(office(tmp_path, RATE), year, *settings)
