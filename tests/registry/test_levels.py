"""The comparisons that order candidates."""

from hypothesis import given
from hypothesis import strategies as st

from zcins.registry.levels import BEST, Side, compare, score

NAME = "周村鑫瑞化工有限公司"
CODE_A, CODE_B = "91370306MA3AAAA01U", "91370306MA3AAAA02Y"


def levels(name: str, other: str = NAME) -> dict[str, str]:
    return {one.what: one.level for one in compare(Side(name), Side(other))}


def points(written: Side, entry: Side | None = None) -> float:
    return score(compare(written, entry or Side(NAME)))


def test_what_is_compared() -> None:
    assert levels("周村鑫锐化工有限公司")["brand"] == "same_sound"
    assert levels("周村鑫达化工有限公司")["brand"] == "one_character"
    assert levels("周村鑫瑞纺织有限公司")["trade"] == "other"
    assert levels("张店鑫瑞化工有限公司")["region"] == "other"
    assert levels("鑫瑞化工有限公司")["region"] == "left_out"
    assert levels("周村鑫瑞化工厂")["form"] == "other"
    assert levels("周村鑫瑞化工有限公司一分厂")["branch"] == "one_is_a_branch"
    assert levels("周村第二加油站", "周村第一加油站")["brand"] == "number_differs"


def test_the_right_one_comes_before_its_neighbours() -> None:
    written = Side("周村鑫锐化工有限公司")
    same_sound = points(written)
    assert same_sound > points(written, Side("周村鑫达化工有限公司"))
    assert same_sound > points(written, Side("张店鑫瑞化工有限公司"))
    assert points(Side("鑫瑞化工")) > points(Side("鑫瑞化工"), Side("周村鑫瑞纺织有限公司"))
    swapped = Side("周村瑞鑫化工有限公司")
    assert points(swapped) > points(swapped, Side("周村瑞达化工有限公司"))


def test_one_character_apart_is_a_candidate_and_an_unlike_name_is_none() -> None:
    assert points(Side("周村鑫达化工有限公司")) >= 0.85
    assert points(Side("鑫瑞化工")) >= 0.85
    assert points(Side("博山丙陶瓷集团")) < 0.85
    assert points(Side("周村华达纺织有限公司")) < 0.85


def test_other_fields_add_and_never_take_away() -> None:
    bare = points(Side("周村鑫达化工有限公司"))
    entry = Side(NAME, [CODE_A], ["王村镇"], 50, "chemicals")
    assert points(Side("周村鑫达化工有限公司", (), ["王村镇"]), entry) > bare
    assert points(Side("周村鑫达化工有限公司", (), (), 55), entry) > bare
    assert points(Side("周村鑫达化工有限公司", ["MA3AAAA01"]), entry) > bare
    # A slip spoils the check digit; a valid code that is near is that of another firm.
    mistyped = Side("周村鑫达机械有限公司", ["91370306MA3AAAA01X"])
    valid = Side("周村鑫达机械有限公司", [CODE_B])
    assert points(mistyped, entry) > points(valid, entry)


@given(
    st.text(alphabet="周村鑫瑞锐达化工纺织有限公司一二厂", min_size=1, max_size=12),
    st.text(alphabet="周村鑫瑞锐达化工纺织有限公司一二厂", min_size=1, max_size=12),
)
def test_a_score_is_the_sum_of_its_waterfall(one: str, other: str) -> None:
    found = compare(Side(one, [CODE_A]), Side(other, [CODE_B]))
    assert 0 <= score(found) <= BEST
    assert abs(sum(level.points for level in found) - score(found)) < 0.0001
