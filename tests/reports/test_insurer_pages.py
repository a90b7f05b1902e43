"""The page that is handed to an insurer: what it says of its own year, and no more."""

import io
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from tests.core.desk import NAME_A, NAME_B, Desk, firm
from zcins.insurers.figures import Ground
from zcins.insurers.scorecard import scorecard
from zcins.reports.insurers import insurer_pages

DAY = date(2019, 12, 31)
POLICIES = "承保公司,保险单号,被保险人,起保日期,终保日期,保费"
PREVENTION = "承保公司,凭证号,支出日期,月份,计提金额,支出金额,被保险人,费用类别"
CLAIMS = "承保公司,赔案号,被保险人,出险日期,报案日期,结案日期,死亡人数,已决赔款,未决赔款"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "office")
    desk.register(firm(), firm(NAME_B))
    desk.take(f"{POLICIES}\n人保财险,P1,{NAME_A},2019-01-01,2019-12-31,10000.00")
    return desk


def page(desk: Desk, insurer: str = "picc") -> str:
    ground = Ground(desk.ask(DAY), 2019)
    (content,) = insurer_pages(ground, scorecard(ground), "试点办", insurer).values()
    return "\n".join(one.text for one in Document(io.BytesIO(content)).paragraphs)


def test_too_little_accrued_and_overspent(desk: Desk) -> None:
    desk.take(
        f"{PREVENTION}\n人保财险,,,2019-12,1000.00,900.00,,\n"
        f"人保财险,V1,2019-03-03,,,1100.00,{NAME_A},培训\n人保财险,,2019-04-04,,,50.00,,招待"
    )
    text = page(desk)
    assert "本年起保保单1份，应收保费1.00万元；本年投保企业1家" in text
    # 15 % of 10,000.00 yuan are 1,500.00.
    assert "已提取1000.00元（下限为应收保费的15%，即1500.00元，少提500.00元）" in text
    assert "已使用1150.00元，超支150.00元" in text
    assert "有凭证号的支出1笔，没有凭证号的1笔" in text
    assert "接受过服务的投保企业1家（占投保企业的100.0%），共服务1次" in text
    assert "凭证合计与汇总数相差250.00元" in text
    assert "无凭证号，50.00元（招待、旅游、礼品）" in text


def test_what_no_ledger_tells_is_asked_for(desk: Desk) -> None:
    text = page(desk)
    assert "台账未载明提取数，请补报" in text
    assert "未收到本年度理赔台账" in text
    assert "权重未经规定，不计算得分" in text


def test_claims(desk: Desk) -> None:
    desk.take(
        f"2019-12理赔台账\n{CLAIMS}\n"
        f"人保财险,C1,{NAME_A},2019-03-01,2019-03-01,2019-04-10,1,2000.00,0\n"
        f"人保财险,C2,{NAME_A},2019-05-01,2019-05-01,,0,0,500.00"
    )
    text = page(desk)
    assert "出险2件，已结案1件，未结案1件；死亡1人，受伤0人" in text
    assert "中位数为40天" in text
    assert "死亡案件没有先行垫付的：C1" in text
    # 2,000 and 2,500 of 10,000 yuan.
    assert "已付赔付率20.0%，含未决的赔付率25.0%" in text


def test_an_insurer_without_a_ledger(desk: Desk) -> None:
    text = page(desk, "cpic")
    assert "中国太平洋财产保险股份有限公司周村支公司：" in text
    assert "未收到本年度台账" in text
    assert "人保" not in text
