"""The keys of the main figures, by which `zcins trace` walks each back to its records."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from zcins.money import fen
from zcins.reports.facts import Facts
from zcins.reports.layout import Paper
from zcins.reports.wording import NONE, amount

TITLE = "附：主要数据索引"
_HEAD = ("数据", "索引", "数值")
_WIDTHS = (44, 64, 36)
# What the table calls a figure, with {before} for 上年末, its unit, and its key.
_FIGURES = (
    ("应投保企业", "家", "coverage.total.required"),
    ("已投保企业", "家", "coverage.total.insured"),
    ("待核实企业", "家", "coverage.total.unresolved"),
    ("脱保企业", "家", "coverage.total.lapsed"),
    ("未投保企业", "家", "coverage.total.uninsured"),
    ("投保率", "%", "coverage.total.rate"),
    ("{before}投保率", "%", "coverage.before.rate"),
    ("从业人员", "人", "coverage.total.employees"),
    ("投保人数", "人", "coverage.total.insured_headcount"),
    ("期内起保保单", "份", "policies.total.policies"),
    ("应收保费", "元", "premium.total.due"),
    ("已到账保费", "元", "premium.total.received"),
    ("应提取事故预防费用", "元", "prevention.total.minimum"),
    ("已提取事故预防费用", "元", "prevention.total.accrued"),
    ("已使用事故预防费用", "元", "prevention.total.spent"),
    ("出险", "件", "claims.total.claims"),
    ("死亡", "人", "claims.total.deaths"),
    ("受伤", "人", "claims.total.injured"),
    ("已赔付", "元", "claims.total.paid"),
    ("未决赔款", "元", "claims.total.outstanding"),
    ("先行垫付", "元", "claims.total.advance"),
    ("批准奖补净额", "元", "subsidy.total"),
    ("检查发现（程度高）", "项", "findings.severity.high"),
    ("检查发现（程度中）", "项", "findings.severity.medium"),
    ("检查发现（程度低）", "项", "findings.severity.low"),
    ("入库数据", "行", "data.rows_accepted"),
    ("未入库数据", "行", "data.quarantined"),
)


@dataclass(frozen=True, slots=True)
class Headline:
    """A main figure: what it is called, its value as the documents print it, its key."""

    label: str
    text: str
    key: str


def headlines(facts: Facts) -> Iterator[Headline]:
    """Give the main figures that the facts know of; what no ledger tells is left out."""
    found = facts.figures()
    for label, unit, key in _FIGURES:
        value = found.get(key)
        if value is None or not _is_told(facts, key):
            continue
        name = label.format(before=facts.period.before_name)
        yield Headline(name, _text(facts, key, value, unit), key)


def _is_told(facts: Facts, key: str) -> bool:
    """Tell whether a kind of ledger is in without which a figure would be 0 and say nothing."""
    if key.startswith("claims."):
        return facts.data.has_claims
    return facts.data.has_policies or not key.startswith(("premium.", "policies.", "prevention."))


def _text(facts: Facts, key: str, value: str | float, unit: str) -> str:
    if unit == "%":
        tally = facts.coverage.before if "before" in key else facts.coverage.total
        return tally.percent if tally else NONE
    if isinstance(value, str):
        return f"{amount(fen(Decimal(value)))}{unit}"
    return f"{value:,}{unit}"


def command(facts: Facts, key: str = "索引") -> str:
    """Give the command that walks a figure of these documents back."""
    asked = f"--report {facts.period.code} --as-of {facts.as_of} --known-at {facts.event}"
    return f"zcins trace {key} {asked}"


def how(facts: Facts) -> str:
    """Tell how a figure is walked back, and what has to be added for a part of the district."""
    scope = "分镇办、主管部门的另加--town或者--department。" if facts.scope else ""
    return (
        "每项数据都可以追溯到产生它的台账文件、工作表和单元格，以及导入、认定等每次操作。"
        f"查询命令：{command(facts)}。{scope}"
    )


def index(paper: Paper, facts: Facts) -> None:
    """Write the table of the main figures and their keys on a page of its own."""
    paper.new_page([TITLE])
    paper.text(how(facts))
    rows = [[one.label, one.key, one.text] for one in headlines(facts)]
    paper.table(f"{facts.period.name}主要数据", [[*_HEAD], *rows], _WIDTHS, 2, total=False)
