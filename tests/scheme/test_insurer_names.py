"""The eight insurers in the spellings of cells, titles, sheets and file names."""

from datetime import date

import pytest

from zcins.scheme import Scheme

SCHEME = Scheme.load()
FULL_NAMES = {
    "picc": "中国人民财产保险",
    "cpic": "中国太平洋财产保险",
    "chinalife": "中国人寿财产保险",
    "sunshine": "阳光财产保险",
    "pingan": "中国平安财产保险",
    "cic": "中华联合财产保险",
    "ccic": "中国大地财产保险",
    "taishan": "泰山财产保险",
}
SPELLINGS = {
    "picc": [
        "人保财险",
        "人保",
        "中国人保",
        "PICC",
        "ＰＩＣＣ",
        "人民财险",
        "人保财产",
        "中国人保财险",
    ],
    "cpic": ["太平洋财险", "太平洋产险", "太保", "太保财险", "太平洋", "CPIC", "太平洋保险"],
    "chinalife": ["国寿财险", "国寿财", "人寿财险", "中国人寿财险", "中国人寿财产", "GPIC"],
    "sunshine": ["阳光财险", "阳光产险", "阳光", "阳光保险"],
    "pingan": ["平安财险", "平安产险", "平安", "中国平安", "中国平安财险"],
    "cic": ["中华联合", "中华财险", "中华联合财险", "中华保险", "CIC"],
    "ccic": ["大地财险", "大地", "大地保险", "中国大地财险", "ccic"],
    "taishan": ["泰山财险", "泰山保险", "泰山", "Taishan"],
}
BRANCHES = [
    "",
    "周村支公司",
    "（周村支公司）",
    "淄博市周村支公司",
    "淄博中心支公司",
    "淄博市分公司",
    "山东分公司",
    "淄博分公司营业部",
    "股份有限公司周村支公司",
    " 股份有限公司 淄博市 周村区 支公司",
    "周村",
]


@pytest.mark.parametrize(("code", "name"), FULL_NAMES.items())
@pytest.mark.parametrize("branch", BRANCHES)
def test_full_name_with_any_branch(code: str, name: str, branch: str) -> None:
    assert SCHEME.insurer(name + branch) == code


@pytest.mark.parametrize(
    ("code", "name"), [(code, name) for code, names in SPELLINGS.items() for name in names]
)
@pytest.mark.parametrize("branch", BRANCHES)
def test_short_names_with_any_branch(code: str, name: str, branch: str) -> None:
    assert SCHEME.insurer(name + branch) == code


@pytest.mark.parametrize("code", FULL_NAMES)
def test_code_and_own_names_name_the_insurer(code: str) -> None:
    assert SCHEME.insurer(code) == code
    assert SCHEME.insurer(SCHEME.insurer_name(code)) == code
    assert SCHEME.insurer("周村" + SCHEME.insurer_name(code)) == code


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "中国人寿",
        "中国人寿保险股份有限公司周村支公司",
        "人保寿险周村支公司",
        "中国人民人寿保险",
        "平安养老保险股份有限公司",
        "中国平安人寿保险股份有限公司",
        "太平洋寿险",
        "华安财险",
        "太平财险",
        "阳光化工有限公司",
        "财险",
        "周村支公司",
    ],
)
def test_others_are_not_taken_for_one_of_them(text: str | None) -> None:
    assert SCHEME.insurer(text) is None


@pytest.mark.parametrize(("code", "name"), FULL_NAMES.items())
@pytest.mark.parametrize(
    "title",
    [
        "{}股份有限公司周村支公司安责险承保明细表",
        "2019年6月{}台账.xlsx",
        "周村区安全生产责任保险保单台账（{}）",
        "填报单位：{}股份有限公司周村支公司   截至2019年6月30日",
    ],
)
def test_title_mentions_the_full_name(code: str, name: str, title: str) -> None:
    assert SCHEME.insurer_in(title.format(name)) == code


@pytest.mark.parametrize(
    ("code", "name"), [(code, name) for code, names in SPELLINGS.items() for name in names]
)
@pytest.mark.parametrize(
    "title", ["{}2019-06.xlsx", "2019年6月{}台账.xls", "{}", "{}周村支公司", "{}-保单"]
)
def test_file_and_sheet_names(code: str, name: str, title: str) -> None:
    assert SCHEME.insurer_in(title.format(name)) == code


@pytest.mark.parametrize("code", FULL_NAMES)
def test_file_named_by_code(code: str) -> None:
    assert SCHEME.insurer_in(f"{code}-2019-06.xlsx") == code
    assert SCHEME.insurer_in(f"2019_06_{code.upper()}.csv") == code


@pytest.mark.parametrize(
    "text",
    [
        "Sheet1",
        "企业台账.xlsx",
        "投保人保费明细",
        "法人保险情况",
        "平安建设企业名单",
        "阳光化工承保明细",
        "大地房地产项目",
        "中国人寿2019年6月",
        "人保寿险周村支公司",
        "precision.xlsx",
        "picture.csv",
        "人保财险、平安财险保单汇总",
        "",
    ],
)
def test_none_or_several(text: str) -> None:
    assert SCHEME.insurer_in(text) is None


def test_same_insurer_twice_is_one() -> None:
    assert SCHEME.insurer_in("picc 人保财险（中国人民财产保险）") == "picc"


def test_admitted_from_the_start_of_the_pilot() -> None:
    for code in FULL_NAMES:
        assert not SCHEME.insurer_admitted(code, date(2017, 10, 31))
        assert SCHEME.insurer_admitted(code, date(2017, 11, 1))
    assert not SCHEME.insurer_admitted("华安财险", date(2018, 1, 1))
    assert SCHEME.insurer_name("华安财险") == "华安财险"
