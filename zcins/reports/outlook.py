"""What held things back, and what is advised for the time to come: both from the figures alone."""

from collections import Counter
from collections.abc import Iterator

from zcins.reports.facts import Facts
from zcins.reports.wording import chinese_day, percent, plain, sum_of_money
from zcins.standing import State

NO_OBSTACLES = "现有数据没有反映出需要单独说明的困难。"
NO_ADVICE = "现有数据没有反映出需要另行安排的事项。"


def obstacles(facts: Facts) -> list[str]:
    """Say plainly what the data show to be lacking; one sentence that nothing is, if so."""
    found = [*_missing(facts), *_uncovered(facts), *_undecided(facts), *_unpaid(facts)]
    found += _unreported(facts)
    return found or [NO_OBSTACLES]


def _missing(facts: Facts) -> Iterator[str]:
    if not facts.data.sources:
        yield "尚未收到企业台账和承保机构的台账，各项情况未能统计。"
    elif kinds := _kinds(facts):
        yield f"尚未收到承保机构的{kinds}，有关情况不详。"


def _kinds(facts: Facts) -> str:
    data = facts.data
    kinds = ([] if data.has_policies else ["保单台账"]) + ([] if data.has_claims else ["理赔台账"])
    return "和".join(kinds)


def _uncovered(facts: Facts) -> Iterator[str]:
    total = facts.coverage.total
    if missing := total.uninsured + total.lapsed:
        part = percent(missing, total.required)
        yield f"仍有{missing}家应投保企业没有有效保险，占应投保企业的{part}。"
    low = [
        f"{row.name}（{row.percent}）"
        for row in facts.coverage.sectors
        if row.tenths is not None and total.tenths is not None and row.tenths < total.tenths
    ]
    if low:
        yield f"各行业领域进度不一，投保率低于总体水平（{total.percent}）的有{'、'.join(low)}。"


def _undecided(facts: Facts) -> Iterator[str]:
    total, data = facts.coverage.total, facts.data
    whole = not facts.scope  # what waits for a decision may be anybody's
    parts = [
        text
        for count, text in (
            (total.unresolved, f"{total.unresolved}家应投保企业的投保情况待核实"),
            (whole and data.quarantined, f"{data.quarantined}行台账有误、未能入库"),
            (whole and data.waiting, f"{data.waiting}个被保险人待认定"),
            (facts.coverage.not_in_register, _strangers(facts)),
        )
        if count
    ]
    if parts:
        yield f"台账数据还不够准确：{'，'.join(parts)}。"


def _strangers(facts: Facts) -> str:
    return f"{facts.coverage.not_in_register}份有效保单的被保险人不在企业名录"


def _unpaid(facts: Facts) -> Iterator[str]:
    total = facts.books.total
    if unpaid := _findings(facts, "premium_unpaid"):
        yield f"保费未到账的问题{unpaid}项。"
    if total.received_unknown:
        yield (
            f"{facts.span}起保的保单中，{total.received_unknown}份没有载明实收保费，"
            "保费是否到账难以核实。"
        )


def _unreported(facts: Facts) -> Iterator[str]:
    if late := _findings(facts, "ledger_overdue"):
        yield f"承保机构台账迟报、漏报{late}项。"
    if silent := _silent(facts):
        yield f"没有报送事故预防费用提取情况的承保机构有{'、'.join(silent)}。"
    if facts.rated.unconfirmed:
        yield "费率表尚未与正式文本核对，费率执行情况的核算结果只供参考。"
    if not facts.grants.years and not facts.scope:
        yield "财政奖补比例及各级分担办法没有确认，奖补未能测算。"


def _silent(facts: Facts) -> list[str]:
    return [book.name for book in facts.books.insurers if book.due and book.accrued is None]


def _findings(facts: Facts, rule: str) -> int:
    return sum(one.findings or 0 for one in facts.rules if one.id == rule)


def advice(facts: Facts) -> list[str]:
    """Advise what follows from the figures: nobody has promised any of it."""
    found = [*_firms_advised(facts), *_data_advised(facts), *_insurers_advised(facts)]
    if not facts.scope:
        found += [*_money_advised(facts), *_steps_advised(facts)]
    return found or [NO_ADVICE]


def _firms_advised(facts: Facts) -> Iterator[str]:
    bare = [*facts.firms[State.UNINSURED], *facts.firms[State.LAPSED]]
    if bare:
        sectors = Counter(firm.sector or "行业领域不详" for firm in bare)
        listed = "、".join(f"{plain(name)}{count}家" for name, count in sectors.most_common())
        where = f"（{listed}）" if len(sectors) > 1 else f"（均属{next(iter(sectors))}）"
        yield f"建议各主管部门对{len(bare)}家未投保、脱保企业{where}逐家督促投保。"
    if expiring := _findings(facts, "expiring"):
        yield f"建议提醒保险即将到期的企业及时续保（{expiring}项）。"


def _data_advised(facts: Facts) -> Iterator[str]:
    if unresolved := facts.coverage.total.unresolved:
        yield f"建议会同承保机构核实{unresolved}家企业的投保情况。"
    if kinds := _kinds(facts):
        yield f"建议督促承保机构报送{kinds}。"
    if (held := facts.data.quarantined) and not facts.scope:
        yield f"建议督促承保机构更正未能入库的{held}行台账。"
    if late := _findings(facts, "ledger_overdue"):
        yield f"建议督促承保机构按时报送台账（迟报、漏报{late}项）。"


def _insurers_advised(facts: Facts) -> Iterator[str]:
    short = [
        book.name
        for book in facts.books.insurers
        if book.accrued is not None and book.minimum is not None and book.accrued < book.minimum
    ]
    if short:
        yield f"建议{'、'.join(short)}按规定比例补提事故预防费用。"
    if silent := _silent(facts):
        yield f"建议要求{'、'.join(silent)}补报事故预防费用提取情况。"
    claims = facts.served.claims if facts.served else None
    if claims and claims.judged and (claims.in_time or 0) < claims.judged:
        late = claims.judged - (claims.in_time or 0)
        yield f"建议督促承保机构按期处理赔案（未按期的{late}件）。"
    if claims and claims.fatal_unpaid:
        yield f"建议督促承保机构对{len(claims.fatal_unpaid)}件死亡赔案先行垫付。"


def _money_advised(facts: Facts) -> Iterator[str]:
    for one in facts.grants.years:
        if one.proposed:
            yield f"建议研究审批{one.year}年度拟补贴的{sum_of_money(one.proposed)}。"
        if (rest := one.net - one.paid) > 0:
            yield f"建议拨付{one.year}年度已批准、尚未拨付的补贴{sum_of_money(rest)}。"
    if facts.rated.unconfirmed or not facts.grants.years:
        what = ["费率表"] if facts.rated.unconfirmed else []
        what += [] if facts.grants.years else ["财政奖补办法"]
        yield f"建议与上级部门核对{'和'.join(what)}的正式文本。"


def _steps_advised(facts: Facts) -> Iterator[str]:
    if left := [task for task in facts.steps if task.state != "done"]:
        yield f"建议抓紧完成尚未登记完成的试点任务{len(left)}项。"
    if facts.as_of >= facts.pilot.end:
        yield f"试点至{chinese_day(facts.pilot.end)}期满，建议根据市政府要求做好下一步推广工作。"
