"""The month that a ledger reports, found in its title, its sheet's or its file's name."""

import re

from zcins.intake.cells import folded

YEAR = r"(?<!\d)(?:19|20)\d\d"
MONTH = r"(?:1[0-2]|0?[1-9])"
DAY = r"(?:3[01]|[12]\d|0?[1-9])"
JOIN = r"\s*[至到~—–-]+\s*"
POINT = (
    rf"{YEAR}\s*[-./_年]\s*{MONTH}(?!\d)(?:\s*[-./_月]\s*{DAY}(?!\d)日?)?月?"
    rf"|{YEAR}(?:0[1-9]|1[0-2])(?:3[01]|[12]\d|0[1-9])?(?!\d)"
)
# The day on which a clerk filled the form in says nothing about what it reports.
WRITTEN_ON = re.compile(
    rf"(?:填报|填表|制表|报送|上报|打印|导出|生成)(?:日期|时间|日)?\s*:?\s*(?:{POINT})"
)
FIRST_OF_RANGE = re.compile(rf"(?:{POINT}){JOIN}(?=(?:{POINT}))")
MONTHS_OF_YEAR = re.compile(rf"({YEAR})年\s*{MONTH}月?{JOIN}({MONTH})月")
EXACT = re.compile(
    rf"({YEAR})\s*[-./_年]\s*({MONTH})(?!\d)|({YEAR})(0[1-9]|1[0-2])(?:{DAY})?(?!\d)"
)
PART_OF_YEAR = re.compile(rf"({YEAR})年?度?第?(?:([一二三四1-4])季度|([上下])半年)")
WHOLE_YEAR = re.compile(rf"({YEAR})年")
LAST_MONTHS = {"一": 3, "二": 6, "三": 9, "四": 12, "上": 6, "下": 12}
LAST_MONTHS |= {"1": 3, "2": 6, "3": 9, "4": 12}


def find_month(text: str) -> str | None:
    """Give the reporting month in a text as "2019-06": the last one of a quarter or a year.

    None where the text names no month, or several that contradict each other.
    """
    plain = FIRST_OF_RANGE.sub("", WRITTEN_ON.sub("", folded(text)))
    plain = MONTHS_OF_YEAR.sub(r"\1年\2月", plain)
    for found in (_exact(plain), _parts(plain), _years(plain)):
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _exact(text: str) -> set[str]:
    groups = (match.groups() for match in EXACT.finditer(text))
    return {f"{a or c}-{int(b or d):02}" for a, b, c, d in groups}


def _parts(text: str) -> set[str]:
    matches = PART_OF_YEAR.finditer(text)
    return {f"{match[1]}-{LAST_MONTHS[match[2] or match[3]]:02}" for match in matches}


def _years(text: str) -> set[str]:
    return {f"{match[1]}-12" for match in WHOLE_YEAR.finditer(text)}
