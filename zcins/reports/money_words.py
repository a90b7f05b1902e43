"""Sentences about money that was checked, spent or granted: tariff, prevention, subsidy."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from zcins.reports.facts import Facts
from zcins.reports.grants import Grant
from zcins.reports.subsidy_words import payer_name
from zcins.reports.wording import percent, plain, share, sum_of_money
from zcins.tariff.case import Why
from zcins.tariff.check import Verdict

REASONS = {
    Why.UNKNOWN: "有关情况不详的",
    Why.NO_SIZE: "费率方案没有相应数值的",
    Why.NO_ENTRY: "起保当日没有有效规定的",
    Why.NOT_LISTED: "费率方案没有列出有关情况的",
    Why.CERTIFICATE_OVER: "标准化证书已过期的",
    Why.CERTIFICATE_LATER: "标准化证书在起保以后核发的",
    Why.CERTIFICATE_OTHER: "标准化证书与台账等级不一致的",
    Why.CERTIFICATE_UNREADABLE: "标准化证书编号有误的",
    Why.NO_LEDGER: "缺少有关台账的",
    Why.NO_PREVIOUS: "上一年度没有保单的",
    Why.NO_TARIFF: "所属行业领域没有费率表的",
    Why.NO_SECTOR: "行业领域不详的",
    Why.NO_LIMIT: "每人责任限额不详的",
    Why.LIMIT_NOT_LISTED: "责任限额不在费率表之列的",
    Why.NO_QUANTITY: "计费数量不详的",
    Why.NEGATIVE: "优惠合计超过全部保费的",
    Why.NOT_A_YEAR: "保险期间不是一年的",
    Why.NOT_LINKED: "被保险人不在企业名录的",
    Why.NO_INSURANCE: "险种不符的",
}
NO_SUBSIDY = "未测算。财政奖补比例及各级分担办法未经确认，此处不列奖补金额。"


def rating(facts: Facts) -> Iterator[str]:
    """Tell how the premiums of the period stand to the tariff, and why some were not worked out."""
    found, total = facts.rated, len(facts.rated.rows)
    if not total:
        return
    yield _checked(facts, total)
    if reasons := [f"{REASONS[why]}{n}份" for why, n in found.reasons.most_common()]:
        yield f"未能核算的原因：{'，'.join(reasons)}。"
    if odd := found.count(Verdict.IMPLAUSIBLE):
        yield f"未能核算的保单中，每人保费或者责任限额超出通常范围的{odd}份。"
    if found.unconfirmed:
        yield f"核算所用的数值中有尚未与正式文本核对的，涉及保单{found.unconfirmed}份，结果供参考。"


def _checked(facts: Facts, total: int) -> str:
    found = facts.rated
    whom = f"对{facts.span}起保的{total}份保单"
    if not found.computed:
        return f"{whom}，均未能按费率表核算。"
    agrees, differs = found.count(Verdict.AGREES), found.count(Verdict.DIFFERS)
    if agrees == total:
        return f"{whom}按费率表逐份核算，均与费率表一致。"
    rest = total - found.computed
    parts = [f"与费率表一致的{agrees}份"] if agrees else []
    parts += [f"不一致的{differs}份{_gap(found.above, found.below)}"] if differs else []
    parts += [f"未能核算的{rest}份"] if rest else []
    return f"{whom}按费率表逐份核算：{'，'.join(parts)}。"


def _gap(above: int, below: int) -> str:
    parts = [f"多收{sum_of_money(above)}"] if above else []
    parts += [f"少收{sum_of_money(below)}"] if below else []
    return f"（{'、'.join(parts)}）" if parts else ""


def services(facts: Facts) -> Iterator[str]:
    """Tell what prevention money was used for, and whom it served."""
    served = facts.served
    if served is None or not served.uses:
        return
    listed = "、".join(f"{plain(use.name)}{sum_of_money(use.spent)}" for use in served.uses)
    yield f"支出按用途分：{listed}。"
    if served.forbidden:
        total = sum_of_money(sum(use.spent for use in served.forbidden))
        names = "、".join(plain(use.name) for use in served.forbidden)
        yield f"其中{names}不在准予列支的范围内，共{total}，应当退回并说明。"
    told = served.services
    if told.visits:
        part = percent(told.served, told.insured)
        share_of = f"，占投保企业的{part}" if told.insured else ""
        yield (
            f"接受服务的投保企业{told.served}家{share_of}，共服务{told.visits}次"
            "（在几家机构投保的企业分别计数）。"
        )
    else:
        yield "台账没有载明接受服务的企业。"
    if told.without_document:
        yield f"逐笔支出{told.vouchers}笔，其中没有凭证号的{told.without_document}笔。"


def subsidy(facts: Facts) -> Iterator[str]:
    """Tell each year's subsidy and its taper (notice 四（三）); 未测算 where there is none."""
    found = facts.grants
    if not found.years:
        yield NO_SUBSIDY
        return
    for one in found.years:
        yield _granted(one)
    if found.own is None:
        yield f"{found.year}年度奖补尚未测算。"
    yield from _taper(found.years)


def _granted(one: Grant) -> str:
    rates = "、".join(share(Decimal(rate)) for rate in sorted(one.rates, reverse=True))
    rate = f"，补贴比例{rates}" if rates else ""
    if not (one.approved or one.recover):
        if not one.proposed:
            return f"{one.year}年度没有应补贴的保单。"
        return f"{one.year}年度拟补贴{sum_of_money(one.proposed)}{rate}，尚未批准。"
    text = (
        f"{one.year}年度批准补贴{sum_of_money(one.approved)}，"
        f"涉及企业{len(one.enterprises)}家、保单{one.policies}份{rate}"
    )
    payers = [
        f"{payer_name(payer)}{sum_of_money(part)}" for payer, part in one.shares.items() if part
    ]
    text += f"，其中{'、'.join(payers)}" if len(payers) > 1 else ""
    text += f"；应追回{sum_of_money(-one.recover)}" if one.recover else ""
    text += f"；另拟补贴{sum_of_money(one.proposed)}，尚未批准" if one.proposed else ""
    return f"{text}；{_paid(one)}。"


def _paid(one: Grant) -> str:
    if one.paid == one.net:
        return "已全部拨付"
    return f"已拨付{sum_of_money(one.paid)}" if one.paid else "尚未拨付"


def _taper(years: list[Grant]) -> Iterator[str]:
    """Tell how the rate moved from year to year, where each has one."""
    for old, new in pairwise(years):
        if len(old.rates) != 1 or len(new.rates) != 1 or new.year != old.year + 1:
            continue
        before, now = Decimal(min(old.rates)), Decimal(min(new.rates))
        if now < before:
            yield (
                f"补贴比例由{old.year}年度的{share(before)}降为{new.year}年度的{share(now)}，"
                "逐年退坡。"
            )
        elif now == before:
            yield f"{new.year}年度补贴比例与{old.year}年度相同。"
        else:
            yield (
                f"{new.year}年度补贴比例（{share(now)}）高于{old.year}年度（{share(before)}），"
                "与退坡机制不符，请核对。"
            )
