"""The ledgers of the insurers that still send .xls and .csv, each with habits of its own."""

from datetime import timedelta

from data.demo.policies import World
from data.demo.rows import chinese_day, compact_day, dotted_day, full_width, grouped, rows_of
from data.demo.sheets import csv_text, xls

CIC = "中华联合财产保险股份有限公司周村支公司"


def cpic(world: World) -> bytes:
    """Write the period in one cell, limits in 万元, and the day of surrender."""
    headers = "序号 保单号 投保人名称 被保险人名称 统一社会信用代码 产品名称 保险期间 签单日期 "
    headers += "参保人数 每人责任限额（万元） 累计责任限额（万元） 保费（元） 退保日期"
    table: list[list[object]] = [
        ["太平洋财险周村支公司安全生产责任保险承保清单（截至2019年12月31日）"],
        [*headers.split(" ")],
    ]
    for number, row in enumerate(rows_of(world, "cpic"), start=1):
        policy = row.policy
        period = f"{policy.inception}至{policy.expiry}"
        limits = (policy.limit / 10_000, policy.aggregate / 10_000)
        facts = (policy.product, period, str(policy.signed), policy.headcount, *limits, row.yuan)
        left = str(policy.cancelled) if policy.cancelled else None
        table.append([number, row.number, row.name, row.name, row.code, *facts, left])
    return xls("Sheet1", table, (6, 24, 34, 34, 22, 22, 24, 12, 8, 12, 14, 12, 12))


def taishan(world: World) -> bytes:
    """Write sites with cost and completion, some without expiry, dates with dots, blank rows."""
    headers = (
        "保单号 被保险人 统一社会信用代码 项目名称 工程造价（万元） 产品名称 签单日期 起保日期 "
    )
    headers += "终保日期 竣工日期 每人责任限额（万元） 累计责任限额（万元） 保费（元）"
    table: list[list[object]] = [
        ["泰山财产保险周村支公司建筑施工安责险台账　2019年12月"],
        [],
        [*headers.split(" ")],
    ]
    for number, row in enumerate(rows_of(world, "taishan")):
        policy, project = row.policy, row.policy.project
        if number and number % 4 == 0:
            table.append([])
        site = (project.name, project.cost / 10_000) if project else (None, None)
        days = (
            policy.signed,
            policy.inception,
            policy.expiry,
            project.completion if project else None,
        )
        limits = (policy.limit / 10_000, policy.aggregate / 10_000)
        cells = (row.number, row.name, row.code, *site, policy.product, *map(dotted_day, days))
        table.append([*cells, *limits, row.yuan])
    return xls("施工项目", table, (24, 36, 22, 30, 12, 28, 12, 12, 12, 12, 12, 12, 12))


def sunshine(world: World) -> bytes:
    """GB18030, days as 20181102, premium due and received, full-width digits here and there."""
    headers = "保单号码,产品名称,被保险人,统一社会信用代码,签单日期,保险起期,保险止期,投保人数,"
    headers += "每人责任限额（元）,累计责任限额（元）,应收保费,实收保费"
    table: list[list[object]] = [list(headers.split(","))]
    for number, row in enumerate(rows_of(world, "sunshine")):
        policy = row.policy
        odd = number % 7 == 3
        begin, end = compact_day(policy.inception), compact_day(policy.expiry)
        days = (compact_day(policy.signed), full_width(begin) if odd else begin, end)
        headcount = full_width(str(policy.headcount)) if odd else policy.headcount
        facts = (*days, headcount, policy.limit, policy.aggregate, f"{row.yuan:.2f}")
        received = f"{(policy.received or 0) / 100:.2f}"
        name = f"{row.name}\u3000" if odd else row.name
        table.append([row.number, policy.product, name, row.code, *facts, received])
    return csv_text(table).encode("gb18030")


def cic(world: World) -> bytes:
    """UTF-8 with a mark, days in words, the end as 0时 of the day after, ¥ amounts."""
    headers = "出单机构,保单号,被保险人名称,统一社会信用代码,产品名称,签单日期,起保日期,终保日期,"
    headers += "参保人数,每人赔偿限额,累计责任限额,保费"
    table: list[list[object]] = [list(headers.split(","))]
    for number, row in enumerate(rows_of(world, "cic")):
        policy = row.policy
        code = str(row.code).lower() if number % 5 == 1 else row.code
        end = policy.expiry or policy.inception
        days = (chinese_day(policy.signed), chinese_day(policy.inception))
        until = chinese_day(end + timedelta(days=1)) + "0时"
        limits = (f"¥{grouped(policy.limit)}", f"¥{grouped(policy.aggregate)}")
        premium = row.text("premium", f"¥{grouped(row.yuan)}")
        cells = (
            "中华联合财产保险股份有限公司周村支公司",
            row.number,
            row.name,
            code,
            policy.product,
        )
        table.append([*cells, *days, until, f"{policy.headcount}人", *limits, premium])
    return csv_text(table).encode("utf-8-sig")
