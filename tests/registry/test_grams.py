"""The index of names finds what one slip has changed, among many."""

import random

import pytest

from zcins.registry.grams import Index

BRAND = "鑫瑞华泰永安盛达隆昌恒丰金宏德源立信中天鲁博润泽宝利嘉业顺通诚兴万福海明东方旭阳星宇"


def many(count: int) -> list[str]:
    draw = random.Random(1)  # noqa: S311 - invented names
    trades = ("化工", "采石", "纺织", "运输", "建材")
    made = {
        f"周村{''.join(draw.choice(BRAND) for _ in '123')}{draw.choice(trades)}有限公司": None
        for _number in range(count)
    }
    return list(made)


NAMES = many(3000)


@pytest.mark.parametrize("place", [0, 17, 1234, 2500])
@pytest.mark.parametrize("slip", ["wrong", "missing", "added", "region", "form"])
def test_one_slip(place: int, slip: str) -> None:
    name = NAMES[place]
    written = {
        "wrong": name[:3] + "某" + name[4:],
        "missing": name[:3] + name[4:],
        "added": name[:4] + "某" + name[4:],
        "region": "山东省淄博市" + name,
        "form": name.removesuffix("有限公司"),
    }[slip]
    (found,) = Index(NAMES).nearest([written], 64)
    assert place in found.tolist()


def test_the_best_come_first_and_no_more_than_asked() -> None:
    (found,) = Index(NAMES).nearest([NAMES[7]], 3)
    assert found[0] == 7
    assert len(found) <= 3


def test_of_equals_the_one_of_the_same_region_comes_first() -> None:
    names = [f"{place}鑫某化工有限公司" for place in ("张店", "博山", "周村", "临淄")]
    (found,) = Index(names).nearest(["周村鑫瑞化工有限公司"], 4)
    assert found[0] == 2
    assert len(found) == 4


def test_stems_that_differ_in_one_place_are_told_apart() -> None:
    """Only the high bits of a part are kept: each character must reach them."""
    names = [f"{first}瑞化" for first in "甲乙丙丁戊己庚辛"]
    for place, name in enumerate(names):
        (found,) = Index(names).nearest([name], 1)
        assert found.tolist() == [place]


def test_names_that_share_nothing() -> None:
    index = Index(["周村鑫瑞化工有限公司"])
    assert [len(one) for one in index.nearest(["博山丙陶瓷", "", "鑫"], 5)] == [0, 0, 0]
    assert [len(one) for one in Index([]).nearest(["鑫瑞化工"], 5)] == [0]
