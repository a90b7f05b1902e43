"""Widths, line breaks and harmless text."""

from hypothesis import given
from hypothesis import strategies as st

from zcins.console import cell_width, clean, wrap


def test_a_chinese_character_needs_two_columns() -> None:
    assert cell_width("周村ab（") == 8


@given(st.text(), st.integers(4, 40))
def test_wrap_keeps_every_character_and_the_width(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cell_width(line) <= width or " " not in line.strip() for line in lines)


def test_chinese_punctuation_does_not_begin_a_line() -> None:
    assert wrap("安全生产，责任保险", 8) == ["安全生", "产，责任", "保险"]


@given(st.text())
def test_clean_text_is_printable(text: str) -> None:
    assert clean(text).isprintable()
