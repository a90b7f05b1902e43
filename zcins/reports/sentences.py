"""The sentences of the year's summary: each agrees with its figures, none stands without them."""

from collections.abc import Iterator
from decimal import Decimal

from zcins.reports.books import Book
from zcins.reports.facts import Facts
from zcins.reports.tallies import Tally
from zcins.reports.wording import (
    change,
    chinese_day,
    count_of,
    moved,
    share,
    sum_of_money,
)


def scope(facts: Facts) -> str:
    """Tell the pilot's days and how many enterprises have to insure, by sector."""
    start, end = chinese_day(facts.pilot.start), chinese_day(facts.pilot.end)
    found = facts.coverage
    opening = f"试点自{start}起，至{end}止。"
    if not found.total.required:
        return f"{opening}{chinese_day(facts.as_of)}没有应投保企业。"
    sectors = [row for row in found.sectors if row.required]
    listed = "、".join(f"{row.name}{row.required}家" for row in sectors)
    where = f"，其中{listed}" if len(sectors) > 1 else f"，均属{sectors[0].name}"
    return (
        f"{opening}截至{chinese_day(facts.as_of)}，列入应投保范围的企业"
        f"（含按项目投保的施工项目）共{found.total.required}家{where}。"
    )


def coverage(facts: Facts) -> Iterator[str]:
    """Tell who is insured: all told, how many people, sector by sector, and who else."""
    if facts.coverage.total.required:
        yield _rate(facts)
        yield _employees(facts)
        yield from _comparison(facts)
    yield from _others(facts)


def _rate(facts: Facts) -> str:
    total, before = facts.coverage.total, facts.coverage.before
    then = facts.period.before_name
    moved = change(total.tenths, before.tenths if before else None, then)
    head = f"应投保企业{total.required}家，已投保{total.insured}家，投保率{total.percent}{moved}。"
    if total.insured == total.required:
        return f"{head}应投保企业全部投保。"
    rest = [
        f"{name}{count}家"
        for name, count in (
            ("脱保", total.lapsed),
            ("未投保", total.uninsured),
            ("待核实", total.unresolved),
        )
        if count
    ]
    among = "其余企业中，" if len(rest) > 1 else "其余均为"
    return f"{head}{among}{'、'.join(rest)}，名单见附件。"


def _employees(facts: Facts) -> str:
    total = facts.coverage.total
    unknown = total.employees_unknown
    aside = f"（另有{unknown}家人数不详）" if unknown else ""
    return (
        f"应投保企业共有从业人员{total.employees}人{aside}，"
        f"已投保企业投保人数{total.insured_headcount}人（按项目投保的保单不计人数）。"
    )


def _comparison(facts: Facts) -> Iterator[str]:
    """Tell the highest and lowest rates by sector, town and department, and what moved."""
    found = facts.coverage
    groups = {
        "sector": ("分行业领域", found.sectors),
        "town": ("分镇办", found.towns),
        "department": ("分主管部门", found.departments),
    }
    for by, (name, rows) in groups.items():
        named = [row for row in rows if row.code != "unknown"]
        yield from _extremes(name, named)
        earlier = found.before_of(by)
        pairs = [(row, earlier[row.code]) for row in named if row.code in earlier]
        if len(named) > 1:
            yield from _moves(facts.period.before_name, pairs)
    yield from _months(facts)


def _moves(then: str, pairs: list[tuple[Tally, Tally]]) -> Iterator[str]:
    """Tell what rose and what fell since the period before, each with its points."""
    told = []
    known = [(now, old) for now, old in pairs if now.tenths is not None and old.tenths is not None]
    for word, sign in (("上升", 1), ("下降", -1)):
        moved = [
            f"{now.name}（{abs(now.tenths - old.tenths)}个百分点）"
            for now, old in known
            if now.tenths is not None and old.tenths is not None
            if (now.tenths - old.tenths) * sign > 0
        ]
        if moved:
            told.append(f"{word}的有{'、'.join(moved)}")
    if told:
        same = "，其余持平" if sum(now.tenths == old.tenths for now, old in known) else ""
        yield f"与{then}相比，投保率{'；'.join(told)}{same}。"
    elif known:
        yield f"与{then}相比，投保率均持平。"


def _months(facts: Facts) -> Iterator[str]:
    """Tell between which rates the month ends of the period lay."""
    first = facts.period.start.isoformat()[:7]
    rows = [row for row in facts.coverage.months if row.code >= first and row.tenths is not None]
    rates = [row.tenths for row in rows if row.tenths is not None]
    if len(rows) > 1 and min(rates) != max(rates):
        low, high = min(rates), max(rates)
        yield (
            f"从各月末看，投保率最低为{low}%（{_names(rows, low)}），"
            f"最高为{high}%（{_names(rows, high)}）。"
        )


def _extremes(name: str, rows: list[Tally]) -> Iterator[str]:
    rates = sorted(row.tenths for row in rows if row.tenths is not None)
    if not rates or rates[0] == rates[-1]:
        return
    worst, best = rates[0], rates[-1]
    yield (
        f"{name}看，投保率最高的是{_names(rows, best)}（{best}%），"
        f"最低的是{_names(rows, worst)}（{worst}%）。"
    )


def _others(facts: Facts) -> Iterator[str]:
    """Tell who is insured beside those that must be, and who is not counted."""
    found = facts.coverage
    parts = [
        text
        for count, text in (
            (found.voluntary, f"自愿投保企业{found.voluntary}家"),
            (found.not_in_register, f"被保险人不在企业名录的有效保单{found.not_in_register}份"),
            (
                found.outside_district,
                f"位于其他机构管理的镇、不计入本区的企业{found.outside_district}家",
            ),
        )
        if count
    ]
    if parts:
        yield f"此外，有{'，'.join(parts)}。"


def premium(facts: Facts) -> Iterator[str]:
    """Tell the policies in force, the premium due and received, and what is not counted."""
    if not facts.data.has_policies:
        yield "截至目前未收到承保机构的保单台账，承保和保费情况不详。"
        return
    books, total = facts.books, facts.books.total
    busy = sum(book.in_force > 0 for book in books.insurers)
    yield (
        f"截至{chinese_day(facts.as_of)}，有效保单{total.in_force}份"
        + (f"，由{busy}家承保机构承保。" if total.in_force else "。")
    )
    if total.policies:
        yield (
            f"{facts.span}起保的保单{total.policies}份，应收保费{sum_of_money(total.due)}。"
            f"{_received(total)}"
        )
    else:
        yield f"{facts.span}没有新起保的保单。"
    yield from _premium_moved(facts)
    excluded = books.excluded
    if excluded.policies or excluded.in_force:
        begun = f"{facts.span}起保{excluded.policies}份、保费{sum_of_money(excluded.due)}"
        parts = [begun] if excluded.policies else []
        parts += [f"有效{excluded.in_force}份"] if excluded.in_force else []
        yield f"另有非试点承保机构或者险种不符的保单，{'，'.join(parts)}，不计入以上各数。"


def _premium_moved(facts: Facts) -> Iterator[str]:
    """Tell the change since the period before, where both are whole."""
    before, now = facts.activities.before, facts.activities.total
    if before is None or not facts.is_whole or not (before.policies or now.policies):
        return
    start = facts.pilot.start
    partly = facts.period.previous.start < start
    then = (
        f"{facts.period.last_name}（自{start.month}月起试点）" if partly else facts.period.last_name
    )
    policies = moved(now.policies, before.policies, lambda count: f"{count}份", partly=partly)
    due = moved(now.due, before.due, sum_of_money, partly=partly)
    yield f"与{then}相比，起保保单{policies}，应收保费{due}。"


def prevention(facts: Facts) -> Iterator[str]:
    """Tell the least share of premium for prevention, and what was set aside and spent of it."""
    books, total = facts.books, facts.books.total
    if not total.policies:
        yield f"{facts.span}没有新起保的保单，没有应提取的事故预防费用。"
    elif books.share is None or total.minimum is None:
        yield "提取比例没有现行规定数值，应提取的事故预防费用未测算。"
    else:
        yield (
            f"按不少于保费总额{share(books.share)}提取，"
            f"{facts.span}起保的保单应提取事故预防费用{sum_of_money(total.minimum)}。"
        )
    accrued = [book for book in books.insurers if book.accrued is not None]
    spent = [book for book in books.insurers if book.spent is not None]
    yield _reported("提取", total.accrued, accrued)
    yield _reported("使用", total.spent, spent)
    short = [
        book.name
        for book in accrued
        if book.minimum is not None and (book.accrued or 0) < book.minimum
    ]
    if short:
        yield f"报送的提取数低于应提取下限的有{'、'.join(short)}。"
    for book in books.insurers:
        if book.vouchers is not None and book.summaries not in {None, book.vouchers}:
            yield (
                f"{book.name}汇总数{sum_of_money(book.summaries or 0)}与凭证数"
                f"{sum_of_money(book.vouchers)}不一致，使用数按凭证计。"
            )


def claims(facts: Facts) -> Iterator[str]:
    """Tell the claims by day of loss: how many, deaths, paid, outstanding, advanced."""
    total, undated = facts.books.total, facts.books.undated
    if not facts.data.has_claims:
        yield "未收到承保机构的理赔台账，出险与理赔情况不详。"
        return
    if total.claims:
        deaths = count_of(total.deaths, "人死亡", "无人死亡")
        injured = count_of(total.injured, "人受伤", "无人受伤")
        advance = f"先行垫付{sum_of_money(total.advance)}" if total.advance else "没有先行垫付"
        yield (
            f"按出险日期统计，{facts.span}出险{total.claims}件，{deaths}，{injured}。"
            f"已赔付{sum_of_money(total.paid)}，未决{sum_of_money(total.outstanding)}，{advance}。"
        )
    else:
        yield f"据已收到的理赔台账，{facts.span}未发生出险。"
    if undated:
        yield f"另有{undated}件赔案未载明出险日期，不计入以上各数。"


def findings(facts: Facts) -> Iterator[str]:
    """Tell how many findings there are by severity, and what could not be checked."""
    if facts.findings:
        grades = "、".join(f"{name}{count}项" for name, count in facts.severities.items() if count)
        yield f"按台账核查，发现问题{len(facts.findings)}项，按程度分：{grades}，明细见附件。"
    elif facts.data.sources:
        yield "按台账核查，未发现问题。"
    else:
        yield "没有收到台账，未作核查。"
        return
    unchecked = [rule.name for rule in facts.rules if rule.findings is None]
    if unchecked:
        yield f"因没有现行规定数值或者缺少数据，未核查：{'、'.join(unchecked)}。"


def state_of_data(facts: Facts) -> Iterator[str]:
    """Tell on what the figures rest, and what is still open in it."""
    data = facts.data
    made = f"由{len(data.sources)}份台账汇总" if data.sources else "没有台账可以汇总"
    yield (
        f"以上情况{made}，反映{chinese_day(facts.as_of)}的情况，"
        f"以系统第{facts.event}号记录为止的数据为准，规则库摘要{facts.scheme_digest[:12]}。"
    )
    held = f"未能入库、尚待更正的台账行{data.quarantined}行" if data.quarantined else ""
    waits = f"被保险人待认定的{data.waiting}个" if data.waiting else ""
    if held or waits:
        yield f"数据中还有{'，'.join(part for part in (held, waits) if part)}，可能影响以上各数。"


def _received(total: Book) -> str:
    if total.received is None:
        return "台账均未载明实收保费。"
    aside = f"（另有{total.received_unknown}份保单未载明实收）" if total.received_unknown else ""
    return f"台账载明已到账{sum_of_money(total.received)}{aside}。"


def _reported(what: str, amount: int | None, books: list[Book]) -> str:
    if amount is None:
        return f"各承保机构台账均未反映事故预防费用的{what}情况。"
    names = "、".join(book.name for book in books)
    return f"报送{what}情况的有{names}，共{what}{sum_of_money(amount)}。"


def _names(rows: list[Tally], rate: Decimal) -> str:
    return "、".join(row.name for row in rows if row.tenths == rate)
