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


def test_names_that_share_nothing() -> None:
    index = Index(["周村鑫瑞化工有限公司"])
    assert [len(one) for one in index.nearest(["博山丙陶瓷", "", "鑫"], 5)] == [0, 0, 0]
    assert [len(one) for one in Index([]).nearest(["鑫瑞化工"], 5)] == [0]
