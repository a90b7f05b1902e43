"""Names of natural persons are masked, names of companies are not."""

import pytest

from zcins.public.persons import masked

TOWNS = {"王村镇", "周村"}
SOLE, COMPANY = "92370306MA3A000001", "91370306MA3A000001"


def mask(name: str, code: str | None = None) -> str:
    return masked(name, code, TOWNS.__contains__)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张三", "张**"),
        ("王建国", "王**"),
        ("欧阳小明", "欧**"),
        ("买买提·艾力", "买**"),
        (" 张 三 ", "张**"),
        ("张三 鲁C12345", "张**"),
        ("王五、李六", "王**、李**"),
        ("张三等5人", "张**等5人"),
        ("王建国货车", "王**货车"),
        ("养殖户张三", "张**"),
        ("个体工商户张三", "张**（个体工商户）"),
        ("张三（个体工商户）", "张**（个体工商户）"),
        ("张三(个体)", "张**（个体工商户）"),
        ("负责人：赵六", "负责人：赵**"),
    ],
)
def test_a_person_is_masked(name: str, shown: str) -> None:
    assert mask(name) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("周村建材厂（王建国）", "周村建材厂（王**）"),
        ("周村建材厂（经营者：王建国）", "周村建材厂（经营者：王**）"),
        ("周村建材厂(法定代表人张三)", "周村建材厂(法定代表人张**)"),
    ],
)
def test_a_person_beside_a_firm_is_masked(name: str, shown: str) -> None:
    assert mask(name, COMPANY) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("周村区北郊镇李明汽修店", "周村区北郊镇李**汽修店"),
        ("李明羊汤馆", "李**汤馆"),
        ("周村鑫源汽修店", "周村鑫源汽修店"),
        ("王村镇加油站", "王村镇加油站"),
        ("周村石料厂", "周村石料厂"),
    ],
)
def test_the_owner_in_the_name_of_a_sole_trader(name: str, shown: str) -> None:
    assert mask(name, SOLE) == shown
    assert mask(f"{name}（个体工商户）") == f"{shown}（个体工商户）"


@pytest.mark.parametrize(
    "name",
    [
        "淄博张明化工有限公司",
        "淄博鑫源有限公司（周村）",
        "淄博鑫源有限公司（王村镇）",
        "淄博鑫源有限公司（安装）",
        "淄博法人服务公司",
        "采石场",
        "王村石料厂",
        "向阳矿",
        "个体工商户",
        "1号矿",
        "",
    ],
)
def test_what_names_no_person_stays(name: str) -> None:
    assert mask(name, COMPANY) == name
