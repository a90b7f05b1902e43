"""The grammar of a standardization certificate's number."""

import pytest

from zcins.rating import Certificate, read_certificate


@pytest.mark.parametrize(
    ("text", "grade", "year"),
    [
        ("鲁AQBWHⅢ201800001", "三级", 2018),
        ("鲁AQBHGⅡ201700123", "二级", 2017),
        ("AQBKSⅠ201600001", "一级", 2016),
        (" 鲁 AQBWHIII 201800001 ", "三级", 2018),
        ("鲁aqbwhⅡ201800001", "二级", 2018),
        ("鲁ＡＱＢＪＸⅢ２０１９０００１２", "三级", 2019),
        ("(国)AQBWⅠ0001", "一级", None),
        ("（鲁）AQBWⅡ0123", "二级", None),
    ],
)
def test_number_says_grade_and_year(text: str, grade: str, year: int | None) -> None:
    assert read_certificate(text) == Certificate(grade, year)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "AQBWHⅢ201800001",  # a third grade has a region
        "鲁AQBKSⅠ201600001",  # a first grade has none
        "鲁AQBZZⅢ201800001",  # no such industry
        "鲁AQBWHⅣ201800001",
        "鲁AQBWHⅢ20180001",
        "鲁AQBWHⅢ2018000011",
        "鲁AQBWH三201800001",
        "安全生产标准化三级",
    ],
)
def test_other_texts_are_no_number(text: str) -> None:
    assert read_certificate(text) is None
