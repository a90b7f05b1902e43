"""How the documents write numbers, days and codes: Chinese always, whatever the screen speaks."""

from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from zcins.money import yuan_grouped
from zcins.records import Kind

NONE = "—"
NOT_STATED = "未注明"
_WAN = 10_000 * 100
_TENTH = Decimal("0.1")

# The names of the contract's rules, as a document lists them.
RULES = {
    "uninsured": "应投保未投保",
    "lapsed": "脱保",
    "expiring": "保险即将到期",
    "coverage_gap": "续保间断",
    "under_insured_headcount": "投保人数少于从业人员",
    "limit_below_minimum": "每人责任限额低于下限",
    "unequal_limits": "同一企业责任限额不一致",
    "insurer_not_admitted": "由非试点承保机构承保",
    "premium_off_tariff": "保费与费率不符",
    "premium_unpaid": "保费未到账",
    "cancelled_while_operating": "在营企业中途退保",
    "duplicate_cover": "重复投保",
    "prevention_below_minimum": "事故预防费用不足",
    "prevention_misuse": "事故预防费用超范围使用",
    "advance_payment_late": "未及时先行垫付",
    "settlement_late": "赔付超期",
    "ledger_overdue": "台账迟报漏报",
    "unresolved": "投保情况待核实",
    "not_in_register": "已投保但不在企业名录",
    "invalid_uscc": "统一社会信用代码有误",
    "one_code_two_names": "同一代码对应两个名称",
    "code_name_conflict": "名称与代码或镇办互相矛盾",
    "register_duplicate": "企业台账重复登记",
    "premium_implausible": "保费明显异常",
    "backdated": "倒签保单",
    "terms_not_uniform": "未执行统一条款",
    "third_party_missing": "未保第三者责任",
    "premium_charged_to_staff": "保费摊派给从业人员",
    "occupational_disease_advised": "建议增加职业病保险",
    "other_product": "以其他险种代替",
    "prevention_overspent": "事故预防费用超支",
    "prevention_unspent": "事故预防费用结余",
    "register_incomplete": "名录信息不全",
    "standardization_unproven": "标准化证书失效或不符",
    "policy_no_shared": "保单号重复",
}
SEVERITIES = {"high": "高", "medium": "中", "low": "低"}
VERDICTS = {
    "agrees": "一致",
    "differs": "不一致",
    "implausible": "明显异常",
    "not_checked": "未能核算",
}
KINDS = {
    Kind.REGISTER.value: "企业台账",
    Kind.POLICIES.value: "保单台账",
    Kind.CLAIMS.value: "理赔台账",
    Kind.PREVENTION.value: "事故预防费用台账",
    Kind.ACCIDENTS.value: "事故台账",
}


def tenths(part: int, whole: int) -> Decimal | None:
    """Give part / whole as a percentage with one decimal, half up; None where whole is 0."""
    if not whole:
        return None
    return (Decimal(part * 100) / Decimal(whole)).quantize(_TENTH, rounding=ROUND_HALF_UP)


def percent(part: int, whole: int) -> str:
    """Give part / whole as `82.6%`, half up; a dash where whole is 0."""
    value = tenths(part, whole)
    return NONE if value is None else f"{value}%"


def share(value: Decimal) -> str:
    """Give a share from 0 to 1 as the law writes it, `15%`."""
    return f"{(value * 100).normalize():f}%"


def sum_of_money(fen: int) -> str:
    """Give an amount in a sentence: `9800.50元`, from ten thousand yuan on `12.35万元`, half up."""
    if abs(fen) < _WAN:
        return f"{Decimal(fen).scaleb(-2):.2f}元"
    return amount_wan(fen)


def amount_wan(fen: int) -> str:
    """Give an amount in ten thousand yuan, whatever its size: `0.35万元`, half up."""
    wan = (Decimal(fen) / _WAN).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return f"{wan}万元"


def amount(fen: int | None) -> str:
    """Give an amount in a table, in yuan: `12,345.60`; a dash where it is not known."""
    return yuan_grouped(fen) or NONE


def difference(fen: int) -> str:
    """Give a change of money in a table: `+1,200.00`, `-35.50`; 持平 where there is none."""
    return f"{'+' if fen > 0 else ''}{yuan_grouped(fen)}" if fen else "持平"


def number(value: int | None) -> str:
    """Give a count in a table; a dash where it is not known."""
    return NONE if value is None else str(value)


def chinese_day(day: date) -> str:
    """Give a day as documents write it: 2019年6月30日."""
    return f"{day.year}年{day.month}月{day.day}日"


def change(now: Decimal | None, before: Decimal | None, then: str) -> str:
    """Give how a percentage moved since `then` (上年末); empty where there is none.

    The difference is that of the two figures as printed, so that a reader can check it.
    """
    if now is None or before is None:
        return ""
    if now == before:
        return f"，与{then}持平"
    return f"，比{then}{'上升' if now > before else '下降'}{abs(now - before)}个百分点"


def moved(now: int, before: int, say: Callable[[int], str], *, partly: bool = False) -> str:
    """Give how a count or sum moved: 增加3份（增长12.5%）, 减少…（下降…）, or 持平.

    The percentage is left out where there was nothing, where it would be printed as 0.0%, and
    where what was before is of a part of the time alone (`partly`).
    """
    if now == before:
        return "持平"
    more = now > before
    part = tenths(abs(now - before), before) if before > 0 and not partly else None
    aside = f"（{'增长' if more else '下降'}{part}%）" if part else ""
    return f"{'增加' if more else '减少'}{say(abs(now - before))}{aside}"


def plain(text: str) -> str:
    """Give text that a document can hold: control characters become blanks."""
    return "".join(char if char.isprintable() else " " for char in text).strip()


def count_of(total: int, unit: str, none: str) -> str:
    """Give `3家`, or the word for nothing."""
    return f"{total}{unit}" if total else none
