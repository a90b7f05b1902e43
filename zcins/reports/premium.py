"""A sheet for the enterprise: how its premium comes about by the tariff, in Chinese."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

from zcins.money import yuan_grouped
from zcins.rating import Case, Explained, How, Quote, Reason, Step, Why
from zcins.reports.layout import Paper
from zcins.reports.wording import chinese_day
from zcins.scheme import Scheme

TITLE = ("安全生产责任保险", "保险费计算说明")
WHY = {
    Why.UNKNOWN: "{what}不详",
    Why.NO_SIZE: "费率方案没有{what}的数值",
    Why.NO_ENTRY: "当日没有有效的{what}",
    Why.NOT_LISTED: "费率方案没有“{what}”的数值",
    Why.CERTIFICATE_OVER: "标准化证书有效期至{what}，起保日已过期",
    Why.CERTIFICATE_LATER: "标准化证书{what}在起保日以后核发",
    Why.CERTIFICATE_OTHER: "标准化证书{what}与台账所列等级不一致",
    Why.CERTIFICATE_UNREADABLE: "标准化证书编号“{what}”不合编号规则",
    Why.NO_LEDGER: "没有{what}台账",
    Why.NO_PREVIOUS: "上一年度没有保单",
    Why.NO_TARIFF: "{what}没有费率表",
    Why.NO_SECTOR: "行业领域不详",
    Why.NO_LIMIT: "每人责任限额不详",
    Why.LIMIT_NOT_LISTED: "费率表没有每人责任限额{what}元的费率",
    Why.NO_QUANTITY: "{what}不详",
    Why.NEGATIVE: "优惠合计超过全部保费",
    Why.NOT_A_YEAR: "保险期间为{what}天，费率表没有短期或长期费率",
    Why.NOT_LINKED: "企业不在台账中",
    Why.NO_INSURANCE: "险种不是安全生产责任保险",
}
NOUNS = {
    "standardization_grade": "标准化等级",
    "risk_grade": "风险等级",
    "dual_prevention": "双重预防机制建设情况",
    "accidents": "事故",
    "loss_ratio": "赔付率",
    "employees": "投保人数",
    "project_cost": "工程造价",
    "output": "产量",
    "claims": "理赔",
}
LABELS = {
    "base": "基准费率",
    "combined": "各项合计系数",
    "floor": "系数下限",
    "cap": "系数上限",
    "rounding": "应交保险费",
}
# A base's quantity, and its figure.
BASES = {
    "yuan/yuan": ("工程造价{0}元", "{0}‰"),
    "yuan/unit/year": ("产量{0}", "{0}元/单位"),
    "yuan/person/year": ("投保{0}人", "{0}元/人"),
    "yuan/year": ("每户", "{0}元"),
}
PROOFS = {
    How.CERTIFICATE: "证书{0}",
    How.REGISTER: "据企业台账，无证书编号",
    How.ACCIDENTS: "{1}至{2}台账内事故{0}起",
    How.CLAIMS: "{2}至{3}赔款及未决{0}元，保费{1}元",
}
ROUNDED = {"fen": "四舍五入到分", "yuan": "四舍五入到元"}


def sheet(found: Explained, scheme: Scheme, office: str | None, day: date) -> bytes:
    """Give the sheet as a docx; the same policy, scheme and day give the same bytes."""
    paper = Paper(TITLE, office or "zcins", datetime(day.year, day.month, day.day, tzinfo=UTC))
    record, quote = found.policy.record, found.quote
    paper.text(f"被保险人：{found.name}")
    paper.text(f"保险单号：{record.policy_no}（{scheme.insurer_name(record.insurer)}）")
    until = f"至{chinese_day(record.expiry)}" if record.expiry else "起"
    paper.text(f"保险期间：{chinese_day(record.inception)}{until}")
    paper.text(f"行业领域：{_sector(found, scheme)}")
    if quote.premium is None:
        paper.text(f"本保单的保险费未能按费率表计算：{_reason(quote.reason)}。")
    else:
        paper.table("计算过程", list(_rows(quote)), (26, 40, 18, 16))
        paper.heading("依据")
        for number, text in enumerate(_sources(quote), start=1):
            paper.text(f"{number}．{text}")
    for line in _conclusion(found):
        paper.text(line)
    if office:
        paper.signature(office, chinese_day(day))
    return paper.content()


def _sector(found: Explained, scheme: Scheme) -> str:
    case = found.checked.case
    code = case.sector if isinstance(case, Case) else None
    return scheme.sector_name(code) if code else "不详"


def _rows(quote: Quote) -> Iterator[tuple[str, str, str, str]]:
    yield "项目", "情况", "数值", "生效日期"
    for step in quote.steps:
        label = LABELS.get(step.what, step.label)
        since = step.entry.from_.isoformat() if step.entry else ""
        if step.reason:
            yield label, _reason(step.reason), "不适用", since
        elif step.what == "rounding":
            yield label, ROUNDED[step.unit or "fen"], yuan_grouped(quote.premium or 0), ""
        else:
            yield label, _given(step), _figure(step), since


def _given(step: Step) -> str:
    if step.unit and step.quantity is not None:
        return BASES[step.unit][0].format(f"{step.quantity:,f}")
    proof = PROOFS[step.evidence.how].format(*step.evidence.values) if step.evidence else ""
    return f"{step.given}（{proof}）" if proof else step.given or ""


def _figure(step: Step) -> str:
    if step.factor is not None:
        return f"× {step.factor:f}"
    value = step.value or Decimal(0)
    if step.unit is None:
        return f"{value:f}"
    text = f"{value.scaleb(3):f}".rstrip("0") if step.unit == "yuan/yuan" else f"{value:f}"
    return BASES[step.unit][1].format(text)


def _reason(reason: Reason | None) -> str:
    if reason is None:
        return ""
    return WHY[reason.why].format(what=NOUNS.get(reason.what, reason.what))


def _sources(quote: Quote) -> list[str]:
    found: dict[str, None] = {}
    for step in quote.steps:
        if step.entry and not step.reason:
            mark = "" if step.entry.confirmed else "（尚未与正式文本核对）"
            found[f"{step.entry.source}{mark}"] = None
    return list(found)


def _conclusion(found: Explained) -> Iterator[str]:
    checked = found.checked
    charged = yuan_grouped(checked.premium)
    if checked.difference is None:
        yield f"保单所载保险费{charged}元。"
        return
    expected = yuan_grouped(checked.expected or 0)
    gap = abs(checked.difference)
    if not gap:
        yield f"按费率表计算，保险费为{expected}元，与保单所载一致。"
    else:
        side = "高" if checked.difference > 0 else "低"
        yield (
            f"按费率表计算，保险费为{expected}元；保单所载{charged}元，"
            f"比计算结果{side}{yuan_grouped(gap)}元。"
        )
    if not checked.confirmed:
        yield "计算所用数值中有尚未与正式文本核对的，本说明仅供参考。"
