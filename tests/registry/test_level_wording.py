"""What names are made of, and which of them may be one firm's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zcins.registry import core_key, former_keys, name_key
from zcins.registry.codes import organisation_of, same_kind_differs
from zcins.registry.wording import parent_key, parts_of, regions_agree, split, stem

CODE = "91370306MA3AAAA01U"


@pytest.mark.parametrize(
    ("name", "regions", "brand", "trade", "form", "branch"),
    [
        ("淄博市周村区鑫瑞化工有限公司", {"淄博", "周村"}, "鑫瑞", "化工", "有限公司", ""),
        ("鑫瑞化工", set(), "鑫瑞", "化工", "", ""),
        ("周村第一加油站", {"周村"}, "第一", "加油", "站", ""),
        ("周村化工有限公司", {"周村"}, "化工", "", "有限公司", ""),
        (
            "山东鲁泰集团股份有限公司周村分公司",
            {"山东"},
            "鲁泰",
            "",
            "集团股份有限公司",
            "周村分公司",
        ),
        ("周村甲采石厂王村分厂", {"周村"}, "甲", "采石", "厂", "王村分厂"),
    ],
)
def test_the_parts_of_a_name(
    name: str, regions: set[str], brand: str, trade: str, form: str, branch: str
) -> None:
    parts = parts_of(name)
    assert (set(parts.regions), parts.brand, parts.trade) == (regions, brand, trade)
    assert (parts.form, parts.branch) == (form, branch)


def test_a_trade_speaks_of_a_sector() -> None:
    assert parts_of("周村鑫瑞汽车运输有限公司").sector == "transport"
    assert parts_of("周村鑫瑞纺织有限公司").sector == ""


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("山东省淄博市周村区鑫瑞化工有限公司", "鑫瑞化工有限公司"),
        ("鑫瑞化工有限公司", "鑫瑞化工有限公司"),
        ("周村鑫瑞有限公司", None),
        ("周村化工厂", None),
    ],
)
def test_what_is_left_without_regions(name: str, left: str | None) -> None:
    assert core_key(name) == left


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("山东省淄博市周村区鑫瑞化工", "周村鑫瑞化工", True),
        ("淄博鑫瑞化工", "淄博市鑫瑞化工", True),
        ("淄博鑫瑞化工", "周村鑫瑞化工", False),
        ("张店鑫瑞化工", "周村鑫瑞化工", False),
        ("鑫瑞化工", "周村鑫瑞化工", False),
    ],
)
def test_regions_of_one_place(one: str, other: str, agree: bool) -> None:
    assert regions_agree(one, other) is agree
    assert regions_agree(other, one) is agree


def test_a_stem_has_neither_region_nor_legal_form() -> None:
    assert stem("淄博市鑫瑞化工有限公司") == "鑫瑞化工"
    assert stem("周村鑫瑞化工有限公司一厂") == "鑫瑞化工一厂"


def test_many_names_are_split_as_one_is() -> None:
    names = [
        *("山东省淄博市周村区鑫瑞化工有限公司", "鑫瑞化工", "", "周村鑫瑞化工厂王村分厂"),
        "邹平市华泰采石有限公司一分厂",
    ]
    regions, stems = split(names)
    assert regions == ["周村", "", "", "周村", "邹平"]
    assert stems == [stem(name) for name in names]
    assert split([]) == ([], [])


def test_a_branch_names_its_parent() -> None:
    assert parent_key("周村鑫瑞化工有限公司王村分公司") == "周村鑫瑞化工有限公司"
    assert parent_key("周村鑫瑞化工有限公司") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("周村甲化工责任有限公司", "周村甲化工有限公司"),
        ("周村甲化工股份公司", "周村甲化工股份有限公司"),
        ("周村甲小吃店（个体工商户）", "周村甲小吃店"),
    ],
)
def test_synonyms_of_a_legal_form(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_former_names_stand_in_one_cell() -> None:
    assert former_keys("周村甲厂、周村乙厂；周村甲厂") == ["周村甲厂", "周村乙厂"]
    assert former_keys(None) == []


def test_the_organisation_code_stands_within_the_credit_code() -> None:
    assert organisation_of(CODE) == "MA3AAAA01"
    assert organisation_of("MA3AAAA01") == "MA3AAAA01"
    assert organisation_of("370306228000123") is None


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [
        (CODE, CODE, False),
        (CODE, "91370306MA3AAAA02Y", True),
        (CODE, "MA3AAAA01", False),
        (CODE, "MA3AAAA02", True),
        (CODE, "370306228000123", False),
        ("370306228000123", "370306228000124", True),
        ("370306228000123", "3703062280001", False),
    ],
)
def test_codes_are_compared_with_their_like(one: str, other: str, differs: bool) -> None:
    assert same_kind_differs(one, other) is differs
    assert same_kind_differs(other, one) is differs


@given(st.text(alphabet="淄博周村山东省市区鑫瑞化工有限公司厂分一二()", max_size=16))
def test_nothing_of_a_name_is_lost(name: str) -> None:
    """Whatever is cut off, what is left stands in the name, and cutting again changes nothing."""
    left = stem(name)
    assert set(left) <= set(name)
    assert len(left) <= len(name)
    parts = parts_of(name)
    assert parts.brand + parts.trade in name
