"""Policy ledgers of any size for the benchmarks: 25 Chinese columns, invented rows."""

import csv
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

HEADER = (
    *("序号", "保险单号", "被保险人", "统一社会信用代码", "镇办", "险种名称", "起保日期"),
    *("终保日期", "签单日期", "保费（元）", "实收保费（元）", "投保人数", "每人责任限额（万元）"),
    *("每次事故责任限额（万元）", "累计责任限额（万元）", "第三者责任限额（万元）", "批单号"),
    *("业务员", "渠道", "出单点", "联系地址", "行业类别", "缴费方式", "争议处理", "备注"),
)
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = [pow(3, place, 31) for place in range(17)]


def credit_code(number: int) -> str:
    """Give a well-formed credit code of Zhoucun for a number."""
    body = f"91370306{number:08d}"
    body += _ALPHABET[sum(map(int, body)) % 31]
    total = sum(_ALPHABET.index(char) * weight for char, weight in zip(body, _WEIGHTS, strict=True))
    return body + _ALPHABET[(31 - total % 31) % 31]


def rows(count: int) -> Iterator[list[object]]:
    """Give the rows of a ledger, the same for the same count."""
    draw = random.Random(20171101)
    start = date(2018, 1, 1)
    for number in range(1, count + 1):
        firm = draw.randrange(max(count // 2, 1))
        inception = start + timedelta(days=draw.randrange(700))
        heads = draw.randrange(3, 300)
        premium = heads * draw.randrange(8000, 20000) / 100
        yield [
            *(number, f"PZAQ{2018 + number % 2}3703{number:08d}", f"淄博鑫{firm:06d}化工有限公司"),
            *(credit_code(firm), "王村镇", "安全生产责任保险", inception),
            *(inception + timedelta(days=364), inception - timedelta(days=3), premium),
            *(premium, heads, 50, 500, 1000, 20, None, f"业务员{number % 40}", "直销", "周村"),
            *("山东省淄博市周村区某路1号", "化工", "一次缴清", "诉讼", None),
        ]


def write_xlsx(path: Path, count: int) -> None:
    """Write a ledger as a workbook, with a title and real dates."""
    import xlsxwriter

    options = {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet("承保明细")
        sheet.write(0, 0, "人保财险周村支公司安全生产责任保险承保台账（2019年12月）")
        sheet.write_row(1, 0, HEADER)
        for at, row in enumerate(rows(count), start=2):
            sheet.write_row(at, 0, row)


def write_csv(path: Path, count: int) -> None:
    """Write a ledger as CSV in UTF-8."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADER)
        writer.writerows(rows(count))


def write_register(path: Path, count: int) -> None:
    """Write the register of the enterprises that a ledger of `count` rows may name."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["企业名称", "统一社会信用代码", "镇办", "行业领域", "从业人员数"])
        for firm in range(max(count // 2, 1)):
            name = f"淄博鑫{firm:06d}化工有限公司"
            writer.writerow([name, credit_code(firm), "王村镇", "化工", 30])
