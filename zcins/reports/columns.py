"""The columns of the annex's tables: titles, and how a row of the facts fills them."""

from zcins.reports.sheets import Column
from zcins.standing import State

COUNTS = (
    Column("应投保", lambda row: row.required, "int", "sum"),
    Column("已投保", lambda row: row.insured, "int", "sum"),
    Column("投保率", lambda row: row.rate, "rate", "rate", of=2),
    Column("待核实", lambda row: row.unresolved, "int", "sum"),
    Column("脱保", lambda row: row.lapsed, "int", "sum"),
    Column("未投保", lambda row: row.uninsured, "int", "sum"),
    Column("从业人员", lambda row: row.employees, "int", "sum"),
    Column("人数不详企业", lambda row: row.employees_unknown, "int", "sum"),
    Column("投保人数", lambda row: row.insured_headcount, "int", "sum"),
)
_INSURER = Column("承保机构", lambda book: book.name, width=22)
UNDERWRITING = (
    _INSURER,
    Column("有效保单", lambda book: book.in_force, "int", "sum"),
    Column("本年起保", lambda book: book.policies, "int", "sum"),
    Column("投保企业", lambda book: book.insured, "int"),
    Column("投保人数", lambda book: book.insured_headcount, "int", "sum"),
    Column("应收保费（元）", lambda book: book.due, "money", "sum"),
    Column("已到账（元）", lambda book: book.received, "money", "sum"),
    Column("未载明到账保单", lambda book: book.received_unknown, "int", "sum"),
)
PREVENTION = (
    _INSURER,
    Column("应收保费（元）", lambda book: book.due, "money", "sum"),
    Column("应提取预防费（元）", lambda book: book.minimum, "money", "sum"),
    Column("已提取（元）", lambda book: book.accrued, "money", "sum"),
    Column("已使用（元）", lambda book: book.spent, "money", "sum"),
    Column("其中凭证（元）", lambda book: book.vouchers, "money", "sum"),
    Column("汇总数（元）", lambda book: book.summaries, "money", "sum"),
)
CLAIMS = (
    _INSURER,
    Column("出险件数", lambda book: book.claims, "int", "sum"),
    Column("死亡", lambda book: book.deaths, "int", "sum"),
    Column("受伤", lambda book: book.injured, "int", "sum"),
    Column("已赔付（元）", lambda book: book.paid, "money", "sum"),
    Column("未决（元）", lambda book: book.outstanding, "money", "sum"),
    Column("先行垫付（元）", lambda book: book.advance, "money", "sum"),
)
_STATES = {State.LAPSED: "脱保", State.UNINSURED: "未投保", State.UNRESOLVED: "待核实"}
FIRMS = (
    Column("序号", lambda row: row[0], "int", width=6),
    Column("状态", lambda row: _STATES[row[1].state], width=9),
    Column("企业名称", lambda row: row[1].name, width=32),
    Column("统一社会信用代码", lambda row: row[1].uscc, width=21),
    Column("行业领域", lambda row: row[1].sector, width=11),
    Column("镇办", lambda row: row[1].town, width=16),
    Column("主管部门", lambda row: row[1].department, width=17),
    Column("从业人员", lambda row: row[1].employees, "int"),
    Column("无保险起始日", lambda row: row[1].since, "date", width=13),
    Column("情况", lambda row: row[1].note, width=36),
)
FINDINGS = (
    Column("序号", lambda row: row[0], "int", width=6),
    Column("问题", lambda row: row[1].rule, width=24),
    Column("程度", lambda row: row[1].severity, width=7),
    Column("企业名称", lambda row: row[1].name, width=32),
    Column("统一社会信用代码", lambda row: row[1].uscc, width=21),
    Column("行业领域", lambda row: row[1].sector, width=11),
    Column("镇办", lambda row: row[1].town, width=16),
    Column("主管部门", lambda row: row[1].department, width=17),
    Column("承保机构", lambda row: row[1].insurer, width=16),
    Column("保单号", lambda row: row[1].policy_no, width=22),
    Column("起始日", lambda row: row[1].since, "date"),
)
SOURCES = (
    Column("导入号", lambda row: row.id, "int"),
    Column("文件", lambda row: row.file, width=36),
    Column("种类", lambda row: row.kind),
    Column("承保机构", lambda row: row.insurer),
    Column("所属时期", lambda row: row.period),
    Column("入库行数", lambda row: row.accepted, "int"),
    Column("未入库行数", lambda row: row.quarantined, "int"),
    Column("其中待更正", lambda row: row.still_open, "int"),
    Column("SHA-256", lambda row: row.sha256, width=34),
)
