"""Sentences about what was done: publicity and letters, the speed of claims, findings handled."""

from collections.abc import Iterator

from zcins.reports.facts import Facts
from zcins.reports.wording import percent, sum_of_money

_EDUCATION = "education"


def publicity(facts: Facts) -> Iterator[str]:
    """Tell what was written to enterprises, and spent on teaching (notice 四（二）2)."""
    done = facts.handled
    if done.numbers:
        yield f"{facts.span}向{done.firms}家企业发出督促函{done.numbers}份。"
    else:
        yield f"{facts.span}没有发出督促函的记录。"
    uses = facts.served.uses if facts.served else []
    for use in uses:
        if use.id == _EDUCATION and use.spent > 0:
            yield f"承保机构用于安全生产宣传教育培训的事故预防费用{sum_of_money(use.spent)}。"


def speed(facts: Facts) -> Iterator[str]:
    """Tell how fast claims were settled and paid in advance (notice 三（七）)."""
    claims = facts.served.claims if facts.served else None
    if claims is None or not claims.cases:
        return
    median = claims.median("settlement_days")
    if median is not None:
        number = len(claims.settlement_days)
        few = "已结案的1件，自报案至结案" if number == 1 else f"已结案的{number}件，自报案至结案"
        days = f"{median:g}天" if number == 1 else f"天数的中位数为{median:g}天"
        yield f"{few}{days}。"
    if claims.judged is None:
        yield "理赔时限没有现行规定数值，未判断是否及时。"
    elif claims.judged:
        in_time = claims.in_time or 0
        part = f"按期处理的{in_time}件，占{percent(in_time, claims.judged)}"
        told = _all_or_none(in_time, claims.judged, "均按期处理", "均未按期处理", part)
        yield f"能够判断时限的赔案{claims.judged}件，{told}。"
    if claims.owed:
        ahead, owed = claims.paid_ahead, claims.owed
        every, none = "均已先行垫付或者及时结案", "均未先行垫付，也未及时结案"
        told = _all_or_none(ahead, owed, every, none, f"已先行垫付或者及时结案的{ahead}件")
        yield f"造成人员伤亡、应当先行垫付的赔案{owed}件，{told}。"
    if claims.fatal_unpaid:
        yield f"死亡赔案中没有先行垫付的{len(claims.fatal_unpaid)}件。"


def _all_or_none(part: int, whole: int, every: str, none: str, some: str) -> str:
    if part == whole:
        return every
    return some if part else none


def handling(facts: Facts) -> Iterator[str]:
    """Tell how the findings were handled: answered, waived, gone; and the complaints."""
    done = facts.handled
    handled, objected = done.verdicts["handled"], done.verdicts["objection"]
    if handled or objected:
        parts = [f"已处理{handled}项"] if handled else []
        parts += [f"有异议{objected}项"] if objected else []
        parts += [f"尚未答复{done.unanswered}项"] if done.unanswered else []
        yield f"有关部门对检查发现问题的答复：{'，'.join(parts)}。"
    elif facts.findings:
        yield "对检查发现的问题，有关部门尚未答复。"
    if done.waived:
        yield f"另有{done.waived}项经确认有正当理由，在确认的期限内不列为问题。"
    if done.gone:
        yield f"{facts.span}经复查已消除的问题{len(done.gone)}项。"
    if done.complaints:
        still = f"，尚未办结{done.open_complaints}件" if done.open_complaints else "，均已办结"
        yield f"{facts.span}收到投诉{len(done.complaints)}件{still}。"
