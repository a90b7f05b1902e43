"""Towns, departments, sectors and products in the spellings of ledgers."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zcins.scheme import Scheme

SCHEME = Scheme.load()
DAY = date(2019, 6, 30)


def town_id(text: str | None) -> str | None:
    town = SCHEME.town(text)
    return town.id if town else None


@pytest.mark.parametrize(
    ("text", "ident"),
    [
        ("丝绸路街道", "丝绸路街道"),
        ("丝绸路街道办事处", "丝绸路街道"),
        ("丝绸路街道办", "丝绸路街道"),
        ("丝绸路办事处", "丝绸路街道"),
        ("丝绸路办", "丝绸路街道"),
        ("山东省淄博市周村区丝绸路街道", "丝绸路街道"),
        ("周村区 大街街道", "大街街道"),
        ("大街办", "大街街道"),
        ("青年路街道办事处", "青年路街道"),
        ("永安街道办事处", "永安街道"),
        ("永安街办", "永安街道"),
        ("永安街街道", "永安街道"),
        ("永安街街道办事处", "永安街道"),
        ("城北路", "城北路街道"),
        ("北郊镇人民政府", "北郊镇"),
        ("南郊镇政府", "南郊镇"),
        ("王村镇", "王村镇"),
        ("王村", "王村镇"),
        ("萌水镇", "萌水镇"),
        ("周村区商家镇", "商家镇"),
        ("周村经济开发区", "周村经济开发区"),
        ("周村经济开发区管委会", "周村经济开发区"),
        ("淄博周村经济开发区", "周村经济开发区"),
        ("周村区经济开发区管理委员会", "周村经济开发区"),
        ("开发区", "周村经济开发区"),
        ("370306102", "王村镇"),
        ("370306001000", "丝绸路街道"),
        ("３７０３０６１０２", "王村镇"),
        ("湖田街道", None),
        ("周村区", None),
        ("镇", None),
        ("", None),
        (None, None),
    ],
)
def test_town(text: str | None, ident: str | None) -> None:
    assert town_id(text) == ident


def test_towns_of_another_authority_and_codes() -> None:
    towns = [town for name in ("萌水镇", "商家镇") if (town := SCHEME.town(name))]
    assert [town.managed_by for town in towns] == ["文昌湖省级旅游度假区"] * 2
    assert [town.code for town in towns] == ["370306103", "370306104"]
    managed = {
        entry.id for entry in SCHEME.history("town") if entry.particulars().get("managed_by")
    }
    assert managed == {"萌水镇", "商家镇"}


def test_the_zones_list_wins_over_the_text(tmp_path: Path) -> None:
    (tmp_path / "towns.toml").write_text(
        '[[town]]\nid = "周村经济开发区"\nkind = "zone"\n'
        'members = ["91370306MA00000001", "淄博甲（周村）机械有限公司"]\n'
        'from = 2017-11-01\nsource = "x"\nconfirmed = false\n',
        encoding="utf-8",
    )
    scheme = Scheme.load(tmp_path)
    zone = scheme.in_force("town", DAY)["周村经济开发区"]
    assert scheme.town("北郊镇", uscc="91370306MA00000001") == zone
    assert scheme.town("北郊镇", name="淄博甲(周村)机械有限公司") == zone
    assert scheme.town(None, uscc="91370306MA00000001", name="另一名称") == zone
    assert scheme.town("北郊镇", uscc="91370306MA00000002", name="乙公司") != zone


@given(
    ident=st.sampled_from([entry.id for entry in SCHEME.history("town")]),
    before=st.sampled_from(["", " ", "\u3000", "\u200b"]),
    after=st.sampled_from(["", "\n", "\u3000 "]),
)
def test_blanks_do_not_matter(ident: str, before: str, after: str) -> None:
    spaced = " ".join(ident)
    assert town_id(f"{before}{spaced}{after}") == ident


@pytest.mark.parametrize(
    ("text", "ident"),
    [
        ("safety", "safety"),
        ("区安监局", "safety"),
        ("安监局", "safety"),
        ("周村区安监局", "safety"),
        ("淄博市周村区安全生产监督管理局", "safety"),
        ("区应急管理局", "safety"),
        ("应急局", "safety"),
        ("区工信局", "industry"),
        ("区经信局", "industry"),
        ("周村区住房和城乡建设局", "construction"),
        ("区交通运输局", "transport"),
        ("区水利局", "water"),
        ("区水务局", "water"),
        ("区金融办", "financial_affairs"),
        ("区财政局", "finance"),
        ("淄博市安监局", None),  # the city's, not the district's
        ("区", None),
        ("", None),
        (None, None),
    ],
)
def test_department(text: str | None, ident: str | None) -> None:
    assert SCHEME.department(text) == ident


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("非煤矿山", ["non_coal_mines"]),
        ("危险化学品、交通运输", ["hazardous_chemicals", "transport"]),
        ("交通运输，危化品", ["transport", "hazardous_chemicals"]),
        ("transport;CHEMICALS", ["transport", "chemicals"]),
        ("化工 建筑施工\n渔业", ["chemicals", "construction", "fisheries"]),
        ("化工／化工行业", ["chemicals"]),
        ("烟花爆竹企业", ["fireworks"]),
        ("建 筑 施 工", ["construction"]),
        ("其他行业领域", ["other"]),
        ("其他行业", ["other"]),
        ("一般化工、酒店", ["chemicals"]),
        ("酒店", []),
        ("、", []),
        (None, []),
    ],
)
def test_sectors_of(text: str | None, codes: list[str]) -> None:
    assert SCHEME.sectors_of(text) == codes


def test_sector_names_and_departments() -> None:
    names = {entry.id: SCHEME.sector_name(entry.id) for entry in SCHEME.history("sector")}
    assert names == {
        "non_coal_mines": "非煤矿山",
        "hazardous_chemicals": "危险化学品",
        "fireworks": "烟花爆竹",
        "transport": "交通运输",
        "construction": "建筑施工",
        "fisheries": "渔业生产",
        "chemicals": "化工",
        "other": "其他",
        "coal_mines": "煤矿",
        "civil_explosives": "民用爆炸物品",
        "metal_smelting": "金属冶炼",
    }
    assert SCHEME.sector_name("酒店") == "酒店"
    assert SCHEME.department_of_sector("construction") == "construction"
    assert SCHEME.department_of_sector("other") is None
    assert SCHEME.department_of_sector(None) is None


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        (None, True),
        (" ", True),
        ("安全生产责任保险", True),
        ("安责险", True),
        ("高危行业 安全生产责任险（2018版）", True),
        ("安全生产责任保险附加意外伤害", True),
        ("雇主责任保险", False),
        ("雇主责任险（代替安责险）", False),
        ("非安责险", False),
        ("团体意外伤害保险", False),
        ("工伤保险", False),
        ("补充医疗保险", False),
        ("公众责任险", False),
        ("机动车交强险", False),
    ],
)
def test_product(text: str | None, accepted: bool) -> None:
    assert SCHEME.product_accepted(text, DAY) is accepted
