"""A small office whose every figure can be worked out by hand."""

from datetime import date
from pathlib import Path

import pytest

from zcins.intake.importer import Intake
from zcins.intake.ledger import Wishes
from zcins.office import Office
from zcins.reports import Facts, facts
from zcins.reports.period import Period

DAY = date(2019, 12, 31)
# 甲 and 乙 are insured (甲 twice), 丙 has lapsed, 丁 is with an insurer that does not count,
# a row of 戊 is quarantined, 己 belongs to another authority, 庚 need not insure.
LEDGERS = {
    "企业台账2019-12.csv": """
企业名称,镇办,行业领域,从业人员
甲石料厂,王村镇,非煤矿山,12
乙气体公司,王村镇,危险化学品,20
丙气体公司,北郊镇,危险化学品,30
丁涂料公司,北郊镇,化工,40
戊橡胶公司,南郊镇,化工,
己助剂公司,商家镇,化工,60
庚纺织厂,大街街道,其他,70
""",
    "人保财险承保台账2019-12.csv": """
保险单号,被保险人,投保人数,保费,实收保费,起保日期,终保日期,批单号,批改类型,批改生效日期
P0,乙气体公司,18,1500.00,1500.00,2018-03-01,2019-02-28,,,
P1,甲石料厂,10,1000.00,1000.00,2019-01-01,2019-12-31,,,
P2,乙气体公司,18,2000.50,,2019-03-01,2020-02-29,,,
P2,乙气体公司,,200.00,,2019-03-01,2020-02-29,B1,加保,2019-09-01
P3,丙气体公司,30,3000.00,3000.00,2019-01-15,2019-05-31,,,
P4,戊橡胶公司,50,待核,,2019-04-01,2020-03-31,,,
P5,庚纺织厂,5,500.00,500.00,2019-07-01,2020-06-30,,,
P6,查无此厂,7,700.00,700.00,2019-08-01,2020-07-31,,,
""",
    "太平洋财险承保台账2019-12.csv": """
保险单号,被保险人,投保人数,保费,起保日期,终保日期
T1,甲石料厂,2,300.00,2019-06-01,2020-05-31
""",
    "永诚财产保险股份有限公司2019-12.csv": """
保险单号,承保公司,被保险人,投保人数,保费,起保日期,终保日期
Y1,永诚财产保险股份有限公司,丁涂料公司,40,90.00,2019-05-01,2020-04-30
""",
    "人保财险理赔台账2019-12.csv": """
赔案号,被保险人,出险日期,死亡人数,受伤人数,已决赔款,未决赔款,先行垫付金额
C1,甲石料厂,2019-03-03,1,0,120000.10,50.00,30.00
C2,乙气体公司,2018-12-31,2,0,999.00,0,0
C3,乙气体公司,,0,1,5.00,0,0
""",
    "人保财险事故预防费用2019-12.csv": """
凭证号,支出日期,所属月份,计提金额,支出金额
V1,2019-05-05,,,100.00
V2,2018-05-05,,,777.00
,,2019-06,120.00,90.00
""",
}


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder = tmp_path_factory.mktemp("reports")
    office = Office.open(str(folder / "home"))
    (office.home / "office.toml").write_text('name = "试点办"\ntoday = 2019-12-31\n', "utf-8")
    intake = Intake(office.store, office.scheme, office.archive, DAY)
    for name, text in LEDGERS.items():
        path = Path(folder / name)
        path.write_text(text.lstrip(), "utf-8")
        assert intake.take(path, Wishes(period="2019-12")).status == "imported"
    return office


def ask(
    office: Office, day: date = DAY, period: str = "2019", known_at: str | None = None
) -> Facts:
    asked = Period.read(period)
    assert asked is not None
    ground = office.ask(day, known_at)
    found = facts(ground.view, ground.scheme, asked, office.name)
    ground.view.close()
    return found


@pytest.fixture(scope="session")
def year(office: Office) -> Facts:
    """Give the facts of 2019 on its last day."""
    return ask(office)
