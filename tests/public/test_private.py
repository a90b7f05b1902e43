"""Identity and mobile numbers are found however they are written, and nothing else is taken so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.whole.ledgers import code
from zcins.public.private import IDENTITY, MOBILE, private_numbers

# The example of GB 11643-1999.
EXAMPLE = "11010519491231002X"


def kinds(text: str, own: str | None = None) -> list[str]:
    return [one.what for one in private_numbers(text, own)]


@pytest.mark.parametrize(
    "text",
    [
        EXAMPLE,
        EXAMPLE.lower(),
        "110105194912310021",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105 19491231 002X",
        "110105-1949-1231-002X",
        "张三，身份证号11010519491231002X。",
        "No11010519491231002X",
        "2019 110105194912310021",
        "110105491231002",
    ],
)
def test_identity_numbers(text: str) -> None:
    """With a wrong check digit too, in any spelling, and of the old length."""
    assert kinds(text) == [IDENTITY]


def test_the_check_digit_alone_tells_too() -> None:
    """There is no month 13."""
    assert kinds(with_check_digit("11010519491300002")) == [IDENTITY]


def with_check_digit(body: str) -> str:
    """Work out the check digit by the standard's weights, 2 to the power of the place."""
    total = sum(int(digit) * pow(2, 17 - at) for at, digit in enumerate(body))
    return body + "10X98765432"[total % 11]


@pytest.mark.parametrize(
    "text",
    [
        "13812345678",
        "138 1234 5678",
        "138-1234-5678",
        "１３８１２３４５６７８",
        "+8613812345678",
        "0086 138 1234 5678",
        "013812345678",
        "电话13812345678张三",
        "一三八一二三四五六七八",
        "138\u200b12345678",
        "（138）12345678",
    ],
)
def test_mobile_numbers(text: str) -> None:
    assert kinds(text) == [MOBILE]


def test_each_of_several_is_found() -> None:
    assert kinds(f"13812345678 13912345678 {EXAMPLE}") == [IDENTITY, MOBILE, MOBILE]


@pytest.mark.parametrize(
    "text",
    [
        "913703061234567890",
        "370306200012345",
        "0533-6180001",
        "12812345678",
        "PICC201913812345678901",
        "2019年3月1日至2020年2月29日",
        "淄博鑫源化工有限公司（二期1号楼）",
        "991105194912310021",
    ],
)
def test_what_is_none(text: str) -> None:
    assert kinds(text) == []


def test_only_the_last_digits_are_told() -> None:
    assert [one.ending for one in private_numbers(f"{EXAMPLE} 13812345678")] == ["002X", "5678"]


def test_an_own_code_is_none_where_it_is_valid() -> None:
    """A code of a public institution begins with 12, as the numbers of Tianjin do."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    bodies = [f"12370306{number:09d}" for number in range(2000)]
    sums = (sum(alphabet.index(sign) * pow(3, at, 31) for at, sign in enumerate(b)) for b in bodies)
    codes = [body + alphabet[-whole % 31] for body, whole in zip(bodies, sums, strict=True)]
    own = next(one for one in codes if with_check_digit(one[:-1]) == one and one[-1].isdigit())
    assert kinds(own) == [IDENTITY]
    assert kinds(own, own) == []
    assert kinds(EXAMPLE, EXAMPLE) == [IDENTITY]


@given(st.integers(0, 9_999_999))
def test_codes_of_companies_are_none(number: int) -> None:
    assert kinds(code(number), code(number)) == []
    assert kinds(code(number)) == []


@given(st.text(), st.text())
def test_a_number_is_found_in_any_text(before: str, after: str) -> None:
    """Letters and signs around it hide nothing; digits that touch it make another number."""
    assert MOBILE in kinds(f"{before}号13812345678号{after}")
