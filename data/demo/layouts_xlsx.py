"""The ledgers of the insurers that write .xlsx, each in a layout and with habits of its own."""

from datetime import date

from data.demo.model import Policy
from data.demo.names import TRADITIONAL
from data.demo.policies import World
from data.demo.rows import Row, grouped, rows_of, total
from data.demo.sheets import Bare, Book

# What Guoshou's clerk added up wrongly, in fen.
WRONG_BY = 200_000
EXCEL_ZERO = date(1899, 12, 30)


def picc(world: World) -> bytes:
    """Title, date and unit lines, header on row 4, amounts as text with separators, a total."""
    rows = rows_of(world, "picc")
    book = Book()
    sheet = book.sheet("承保台账", (6, 24, 34, 22, 14, 22, 12, 12, 12, 8, 14, 16, 14))
    book.title(sheet, 0, "中国人民财产保险股份有限公司周村支公司安全生产责任保险承保台账", 13)
    book.note(sheet, 1, "统计截止日期：2019年12月31日")
    book.note(sheet, 2, "金额单位：元")
    headers = "序号 保险单号 被保险人 统一社会信用代码 所属镇办 产品名称 签单日期 起保日期 "
    headers += "终保日期 投保人数 每人责任限额 累计责任限额 保费"
    book.header(sheet, 3, headers.replace("日期", "\n日期").split(" "))
    for number, row in enumerate(rows, start=1):
        policy = row.policy
        facts = (policy.town, policy.product, str(policy.signed), str(policy.inception))
        limits = (grouped(policy.limit), grouped(policy.aggregate))
        cells = (number, row.number, row.name, row.code, *facts, str(policy.expiry))
        book.row(sheet, 3 + number, (*cells, policy.headcount, *limits, grouped(row.yuan)))
    last = 4 + len(rows)
    book.row(sheet, last, ("合计", *[None] * 11, grouped(total(rows) / 100)))
    book.note(sheet, last + 1, "制表人：　　　　　　复核人：　　　　　　审核人：")
    return book.data()


def chinalife(world: World) -> bytes:
    """Write a blank first column, a header of two rows with merged groups, no credit codes."""
    rows = rows_of(world, "chinalife")
    book = Book()
    sheet = book.sheet("安责险", (3, 6, 24, 34, 10, 12, 12, 10, 10, 14, 20))
    book.title(sheet, 0, "国寿财险周村支公司安全生产责任保险承保清单（2019年12月）", 10, first=1)
    _two_row_header(book, sheet)
    for number, row in enumerate(rows, start=1):
        policy = row.policy
        name = _as_typed(policy.insured, number)
        period = (f"{policy.inception:%Y/%m/%d}", f"{policy.expiry:%Y/%m/%d}")
        limits = (policy.limit // 10_000, policy.aggregate / 10_000)
        cells = (number, row.number, row.text("name", name), policy.headcount, *period)
        book.row(sheet, 3 + number, (*cells, *limits, row.yuan, policy.product), first=1)
    last = 4 + len(rows)
    stated = (total(rows) + WRONG_BY) / 100
    book.row(sheet, last, ("合计", *[None] * 7, stated, None), first=1)
    book.note(sheet, last + 2, "注：本表数据来源于核心业务系统。", column=1)
    return book.data()


def _as_typed(name: str, number: int) -> str:
    name = name.replace("（", "(").replace("）", ")")
    if number % 4 == 1:
        name = name.replace("有限责任公司", "有限公司")
    return name.translate(TRADITIONAL) if number % 9 == 4 else name


def _two_row_header(book: Book, sheet: object) -> None:
    style = book.formats["header"]
    single = {1: "序号", 2: "保单编号", 3: "被保险人名称", 4: "承保人数"}
    single |= {9: "保险费（元）", 10: "产品名称"}
    for column, text in single.items():
        sheet.merge_range(2, column, 3, column, text, style)  # type: ignore[attr-defined]
    for column, text in {5: "保险期间", 7: "责任限额（万元）"}.items():
        sheet.merge_range(2, column, 2, column + 1, text, style)  # type: ignore[attr-defined]
    for column, text in enumerate(("起期", "止期", "每人", "累计"), start=5):
        sheet.write_string(3, column, text, style)  # type: ignore[attr-defined]


def pingan(world: World) -> bytes:
    """Write one sheet a town, each with title and subtotal, after a summary that is no table."""
    rows = rows_of(world, "pingan")
    book = Book()
    summary = book.sheet("汇总", (30, 20))
    book.note(summary, 0, "中国平安财产保险股份有限公司周村支公司2019年12月安责险承保情况")
    book.note(summary, 2, "一、按镇办分表填报，区外企业列入“其他”。")
    book.note(summary, 3, f"二、截至2019年12月31日，累计出单{len(rows)}件。")
    towns: dict[str, list[Row]] = {}
    for row in rows:
        towns.setdefault(row.policy.town or "其他", []).append(row)
    for town in sorted(towns, key=lambda name: (name == "其他", name)):
        _pingan_sheet(book, town, towns[town])
    return book.data()


def _pingan_sheet(book: Book, town: str, rows: list[Row]) -> None:
    sheet = book.sheet(town, (6, 24, 34, 22, 12, 12, 12, 8, 16, 14, 14, 22))
    title = f"中国平安财产保险股份有限公司周村支公司2019年12月安责险承保明细（{town}）"
    book.title(sheet, 0, title, 12)
    headers = "序号 保单号 企业名称 信用代码 承保日期 生效日期 到期日期 投保人数 "
    headers += "每次事故每人责任限额（万元） 累计责任限额（万元） 保费（元） 产品名称"
    book.header(sheet, 1, headers.split(" "))
    for number, row in enumerate(rows, start=1):
        policy = row.policy
        dates = (policy.signed, row.text("inception", policy.inception), policy.expiry)
        limits = (policy.limit / 10_000, policy.aggregate / 10_000)
        cells = (number, row.number, row.name, row.code, *dates, policy.headcount)
        book.row(sheet, 1 + number, (*cells, *limits, row.yuan, policy.product))
    book.row(sheet, 2 + len(rows), ("小计", *[None] * 9, total(rows) / 100, None))


def ccic(world: World) -> bytes:
    """Real dates and bare serials, codes typed as numbers, premium in 万元, endorsements."""
    rows = rows_of(world, "ccic")
    book = Book()
    sheet = book.sheet("承保及批改", (24, 24, 10, 12, 34, 22, 12, 12, 12, 8, 12, 14, 14))
    book.title(sheet, 0, "大地财险周村支公司安责险承保及批改明细", 13)
    headers = "保单号 批单号 批改类型 批改生效日期 被保险人 统一社会信用代码 签单日期 起保日期 "
    headers += "终保日期 投保人数 每人责任限额（元） 累计责任限额（元） 保费（万元）"
    book.header(sheet, 1, headers.split(" "))
    for number, row in enumerate(rows):
        policy, change = row.policy, row.endorsement
        batch = (change.number, change.kind, change.effective) if change else (None, None, None)
        code = Bare(float(policy.uscc or 0)) if policy.why == "code_as_number" else row.code
        dates = [_ccic_day(day, number) for day in (policy.signed, *_days(policy))]
        headcount = change.headcount if change else policy.headcount
        limits = (policy.limit, policy.aggregate)
        cells = (row.number, *batch, row.name, code, *dates, headcount, *limits)
        book.row(sheet, 2 + number, (*cells, round(row.yuan / 10_000, 6)))
    return book.data()


def _days(policy: Policy) -> tuple[date, date]:
    return policy.inception, policy.expiry or policy.inception


def _ccic_day(day: date, number: int) -> object:
    return Bare((day - EXCEL_ZERO).days) if number % 6 == 2 else day


def yongcheng(world: World) -> bytes:
    """Write the small ledger of an insurer that the pilot did not admit."""
    book = Book()
    sheet = book.sheet("Sheet1", (36, 22, 34, 22, 24, 12, 12, 8, 12, 12))
    headers = "保险公司 保单号 被保险人 统一社会信用代码 产品名称 起保日期 终保日期 投保人数 "
    headers += "每人责任限额（元） 保费（元）"
    book.header(sheet, 0, headers.split(" "))
    company = "永诚财产保险股份有限公司周村营销服务部"
    for number, row in enumerate(rows_of(world, "yongcheng"), start=1):
        policy = row.policy
        cells = (company, row.number, row.name, row.code, policy.product, *_days(policy))
        book.row(sheet, number, (*cells, policy.headcount, policy.limit, row.yuan))
    return book.data()
