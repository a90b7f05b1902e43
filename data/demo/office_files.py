"""The register, the accidents, and the insurers' claims and prevention ledgers."""

from data.demo.enterprises import DEPARTMENTS, TOWNS
from data.demo.model import Enterprise
from data.demo.policies import World
from data.demo.sheets import Book
from data.demo.world import accidents, claims, prevention

SECTORS = {
    "non_coal_mines": "非煤矿山",
    "hazardous_chemicals": "危险化学品",
    "fireworks": "烟花爆竹",
    "transport": "交通运输",
    "construction": "建筑施工",
    "fisheries": "渔业生产",
    "chemicals": "化工",
    "other": "其他",
}
STATUSES = {"operating": "在产", "suspended": "停产", "closed": "关闭"}
# The register row without a name stands after this many rows.
NAMELESS_AFTER = 120


def register(world: World) -> bytes:
    """Write the register: enterprises and sites, one row without a name, a foot line."""
    book = Book()
    widths = (6, 36, 22, 18, 24, 20, 10, 10, 10, 8, 12, 28, 14, 12, 16)
    sheet = book.sheet("企业台账", widths)
    book.title(sheet, 0, "周村区安全生产责任保险企业台账（演示数据，企业均为虚构）", 15)
    book.note(sheet, 1, "填报单位：试点工作联席会议办公室　　截至日期：2019年12月31日")
    headers = (
        "序号 企业名称 统一社会信用代码 镇办 监管行业 主管部门 从业人员数 生产状态 标准化等级 "
    )
    headers += "风险等级 纳入日期 项目名称 工程造价（万元） 竣工日期 备注"
    book.header(sheet, 2, headers.split(" "))
    rows = [_register_row(number, one) for number, one in enumerate(world.enterprises)]
    nameless: list[object] = [
        None,
        None,
        "北郊镇",
        "化工",
        "区应急管理局",
        15,
        "在产",
        *[None] * 6,
        "待核实",
    ]
    rows.insert(NAMELESS_AFTER, nameless)
    for number, cells in enumerate(rows, start=1):
        book.row(sheet, 2 + number, (number, *cells))
    foot = "制表人：　　　　　　审核人：　　　　　　联系电话："
    book.note(sheet, 4 + len(rows), foot)
    sheet.freeze_panes(3, 2)
    return book.data()


def _register_row(number: int, one: Enterprise) -> list[object]:
    town = TOWNS[one.town][number % 3] if one.town in TOWNS else one.town
    department = DEPARTMENTS[one.department][number % 2] if one.department else None
    project = one.project
    return [
        one.name,
        one.uscc,
        one.written.get("town", town),
        "、".join(SECTORS[sector] for sector in one.sectors),
        department,
        one.employees,
        STATUSES[one.status] if one.status else None,
        one.grade,
        one.risk,
        one.included_on,
        project.name if project else None,
        project.cost / 10_000 if project else None,
        project.completion if project else None,
        None,
    ]


def accidents_file(world: World) -> bytes:
    """Write the office's accidents."""
    book = Book()
    sheet = book.sheet("事故台账", (14, 14, 36, 22, 10, 10, 16, 24))
    book.title(sheet, 0, "2019年生产安全事故台账（演示）", 8)
    headers = "事故编号 事故时间 企业名称 统一社会信用代码 死亡人数 受伤人数 "
    headers += "直接经济损失（万元） 事故简况"
    book.header(sheet, 1, headers.split(" "))
    for number, one in enumerate(accidents(world), start=2):
        who = (one.number, one.day, one.enterprise.name, one.enterprise.uscc)
        loss = one.loss / 1_000_000
        book.row(sheet, number, (*who, one.deaths, one.injured, loss, one.what))
    return book.data()


def claims_file(world: World, insurer: str, title: str) -> bytes:
    """Write an insurer's claims."""
    book = Book()
    sheet = book.sheet("理赔", (22, 26, 36, 12, 12, 12, 12, 8, 8, 14, 14, 14, 12))
    book.title(sheet, 0, title, 13)
    headers = "赔案号 保单号 被保险人 出险日期 报案日期 结案日期 出险原因 死亡人数 伤残人数 "
    headers += "已决赔款（元） 未决赔款（元） 预付赔款（元） 预付日期"
    book.header(sheet, 1, headers.split(" "))
    mine = [claim for claim in claims(world) if claim.policy.insurer == insurer]
    for number, claim in enumerate(mine, start=2):
        days = (claim.loss, claim.notified, claim.settled)
        amounts = [fen / 100 for fen in (claim.paid, claim.outstanding, claim.advance)]
        who = (claim.number, claim.policy.number, claim.policy.insured)
        people = (claim.cause, claim.deaths, claim.injured)
        book.row(sheet, number, (*who, *days, *people, *amounts, claim.advanced))
    return book.data()


def vouchers_file(world: World) -> bytes:
    """Write PICC's prevention money, a voucher a row, with a total."""
    book = Book()
    sheet = book.sheet("支出明细", (14, 14, 26, 36, 20, 14, 20))
    book.title(sheet, 0, "人保财险周村支公司事故预防费用使用台账（2019年12月）", 7)
    headers = "凭证号 支出日期 保单号 企业名称 费用类别 支出金额（元） 收款单位"
    book.header(sheet, 1, headers.split(" "))
    mine = [spend for spend in prevention(world) if spend.voucher]
    for number, spend in enumerate(mine, start=2):
        what = (spend.voucher, spend.day, spend.policy.number, spend.policy.insured)
        book.row(sheet, number, (*what, spend.category, spend.spent / 100, "演示安全技术服务机构"))
    whole = sum(spend.spent for spend in mine) / 100
    book.row(sheet, 2 + len(mine), ("合计", *[None] * 4, whole, None))
    return book.data()


def summaries_file(world: World) -> bytes:
    """Write Dadi's prevention money, a policy a row."""
    book = Book()
    sheet = book.sheet("预防费", (12, 26, 36, 20, 18))
    book.title(sheet, 0, "大地财险周村支公司事故预防费用计提和使用情况", 5)
    headers = "统计月份 保单号 企业名称 预防费计提金额（元） 已使用金额（元）"
    book.header(sheet, 1, headers.split(" "))
    mine = [spend for spend in prevention(world) if spend.month]
    for number, spend in enumerate(mine, start=2):
        amounts = ((spend.accrued or 0) / 100, spend.spent / 100)
        book.row(sheet, number, (spend.month, spend.policy.number, spend.policy.insured, *amounts))
    return book.data()
