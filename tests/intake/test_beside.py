"""Tables side by side on one sheet: taken for none, and never one of them alone in silence."""

from collections.abc import Sequence

import pytest

from tests.intake.quick_desk import quick_desk
from tests.whole.ledgers import write_xlsx
from zcins.errors import InputRefusedError
from zcins.intake.ledger import Wishes
from zcins.intake.workbook import Value

Rows = list[list[Value]]
POLICIES: list[Value] = ["保单号", "被保险人", "起保日期", "终保日期", "保费"]
CLAIMS: list[Value] = ["报案号", "被保险人", "出险日期", "已决赔款"]


def policy(number: int) -> list[Value]:
    return [f"PZ{number:07d}", f"淄博第{number}化工厂", "2019-01-01", "2019-12-31", 3000.0]


def claim(number: int) -> list[Value]:
    return [f"BA{number:07d}", f"淄博第{number}化工厂", "2019-05-01", 100.0]


def beside(left: Rows, right: Rows, gap: int) -> Rows:
    width = max(map(len, left)) + gap
    height = max(len(left), len(right))
    left = [*left, *[[] for _row in range(height - len(left))]]
    right = [*right, *[[] for _row in range(height - len(right))]]
    return [
        [*one, *[None] * (width - len(one)), *other] for one, other in zip(left, right, strict=True)
    ]


def refusal(rows: Sequence[Sequence[Value]]) -> str:
    with quick_desk() as intake:
        path = intake.archive.parent / "人保财险2019-12.xlsx"
        write_xlsx(path, {"表": rows})
        with pytest.raises(InputRefusedError) as caught:
            intake.take(path, Wishes())
        assert "side by side" in caught.value.message
        questions = intake.inspect(path, Wishes())["questions"]
        assert [one["question"] for one in questions] == [caught.value.message]
        return caught.value.message


def taken(rows: Sequence[Sequence[Value]]) -> int:
    with quick_desk() as intake:
        path = intake.archive.parent / "人保财险2019-12.xlsx"
        write_xlsx(path, {"表": rows})
        return intake.take(path, Wishes()).rows["new"]


LEFT = [POLICIES, policy(1), policy(2)]
RIGHT = [POLICIES, policy(3)]


def test_the_same_table_twice_with_an_empty_column_between() -> None:
    message = refusal(beside(LEFT, RIGHT, 1))
    assert "A–E" in message
    assert "G–K" in message


def test_the_same_table_twice_without_a_gap() -> None:
    message = refusal(beside(LEFT, RIGHT, 0))
    assert "A–E" in message
    assert "F–J" in message


def test_tables_of_two_kinds() -> None:
    message = refusal(beside(LEFT, [CLAIMS, claim(1)], 2))
    assert "A–E" in message
    assert "H–K" in message


@pytest.mark.parametrize("lower", [1, 2])
def test_headers_in_different_rows(lower: int) -> None:
    blank: Rows = [[] for _row in range(lower)]
    longer = [*RIGHT, policy(4), policy(5)]
    for rows in (beside(LEFT, [*blank, *RIGHT], 1), beside([*blank, *LEFT], longer, 1)):
        message = refusal(rows)
        assert "A–E" in message
        assert "G–K" in message


def test_the_one_beginning_where_the_other_ends_is_read_like_tables_below_each_other() -> None:
    blank: Rows = [[] for _row in LEFT]
    again: Rows = [*blank, *blank, [], POLICIES, policy(4)]
    assert taken(beside([*LEFT, *again[len(LEFT) :]], [*blank, *RIGHT], 1)) == 4


def test_under_titles_and_groups() -> None:
    titles: Rows = [["新保明细"], []]
    others: Rows = [["续保明细"], []]
    assert "G–K" in refusal(beside([*titles, *LEFT], [*others, *RIGHT], 1))


def test_a_column_left_empty_within_a_table_is_none_of_it() -> None:
    rows = [[*row[:2], None, *row[2:]] for row in (*LEFT, policy(3))]
    assert taken(rows) == 3


def test_a_small_summary_beside_a_ledger_is_none_of_it() -> None:
    assert taken(beside(LEFT, [["险种", "件数", "保费"], ["安责险", 2, 6000.0]], 1)) == 2


def test_claims_of_the_policy_in_its_own_row_are_none_of_it() -> None:
    claims: Rows = [["出险日期", "已决赔款", "未决赔款"], ["2019-05-01", 5.0, 0.0]]
    assert taken(beside(LEFT, claims, 1)) == 2


def test_a_wider_table_below_is_none_of_it() -> None:
    wide: list[Value] = [*POLICIES, "实收保费", "投保人数", "统一社会信用代码", "签单日期"]
    rows: Rows = [*LEFT, [], ["二、续保明细"], wide, [*policy(3), 3000.0, 20, None, "2018-12-30"]]
    assert taken(rows) == 3
