"""The columns of the annex's tables: titles, and how a row of the facts fills them."""

from zcins.reports.money_words import REASONS
from zcins.reports.rated import why_of
from zcins.reports.sheets import Column
from zcins.reports.wording import VERDICTS
from zcins.standing import State
from zcins.tariff.check import Checked

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
    Column("期内起保", lambda book: book.policies, "int", "sum"),
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
ACTIVITY = (
    Column("起保保单", lambda row: row[0].policies, "int", "sum"),
    Column("应收保费（元）", lambda row: row[0].due, "money", "sum"),
    Column("上期应收保费（元）", lambda row: row[1].due, "money", "sum", width=18),
    Column("增减（元）", lambda row: row[0].due - row[1].due, "money", "change", of=2),
    Column("预防支出（元）", lambda row: row[0].spent, "money", "sum"),
    Column("出险件数", lambda row: row[0].claims, "int", "sum"),
    Column("死亡", lambda row: row[0].deaths, "int", "sum"),
    Column("受伤", lambda row: row[0].injured, "int", "sum"),
    Column("已赔付（元）", lambda row: row[0].paid, "money", "sum"),
    Column("上期已赔付（元）", lambda row: row[1].paid, "money", "sum"),
    Column("增减（元）", lambda row: row[0].paid - row[1].paid, "money", "change", of=9),
    Column("未决（元）", lambda row: row[0].outstanding, "money", "sum"),
)
MONTHS = (
    Column("月份", lambda row: row.name, width=10),
    Column("起保保单", lambda row: row.policies, "int", "sum"),
    Column("应收保费（元）", lambda row: row.due, "money", "sum"),
    Column("出险件数", lambda row: row.claims, "int", "sum"),
    Column("已赔付（元）", lambda row: row.paid, "money", "sum"),
    Column("未决（元）", lambda row: row.outstanding, "money", "sum"),
)
RATED = (
    Column("序号", lambda row: row[0], "int", width=6),
    Column("承保机构", lambda row: row[1], width=20),
    Column("保单号", lambda row: row[2].policy.record.policy_no, width=26),
    Column("起保日", lambda row: row[2].policy.record.inception, "date"),
    Column("起保时保费（元）", lambda row: row[2].premium, "money", "sum", width=18),
    Column("按费率表（元）", lambda row: row[2].expected, "money", "sum"),
    Column("差额（元）", lambda row: row[2].difference, "money", "sum"),
    Column("结论", lambda row: VERDICTS[row[2].verdict.value], width=12),
    Column("未能核算的原因", lambda row: _why(row[2]), width=30),
)
USES = (
    Column("用途", lambda row: row.name, width=30),
    Column("性质", lambda row: "准予列支" if row.permitted else "不得列支", width=12),
    Column("金额（元）", lambda row: row.spent, "money", "sum"),
)
GRANTS = (
    Column("年度", lambda row: f"{row.year}年度", width=12),
    Column("企业", lambda row: len(row.enterprises), "int", "sum"),
    Column("保单", lambda row: row.policies, "int", "sum"),
    Column("拟定（元）", lambda row: row.proposed, "money", "sum"),
    Column("批准（元）", lambda row: row.approved, "money", "sum"),
    Column("追回（元）", lambda row: row.recover, "money", "sum"),
    Column("已拨付（元）", lambda row: row.paid, "money", "sum"),
)
RULES = (
    Column("问题", lambda row: row.name, width=30),
    Column("程度", lambda row: row.severity, width=8),
    Column("项数", lambda row: row.findings, "int", "sum"),
    Column("说明", lambda row: "未核查" if row.findings is None else "", width=12),
)


def _why(row: Checked) -> str:
    return "" if row.expected is not None else REASONS[why_of(row)].removesuffix("的")
