"""The sentences agree with their figures, whatever these are."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zcins.insurers.claims import Claims
from zcins.reports import Facts
from zcins.reports.chapters import story
from zcins.reports.grants import Grant, Grants
from zcins.reports.money_words import NO_SUBSIDY, REASONS, subsidy
from zcins.reports.outlook import NO_ADVICE, NO_OBSTACLES, advice, obstacles
from zcins.reports.sentences import coverage, premium
from zcins.reports.tallies import Coverages, Tally
from zcins.reports.wording import moved, sum_of_money
from zcins.reports.work_words import handling, publicity, speed
from zcins.tariff.case import Why

# "已投保0家" beside those that must be insured is said as it is; no other count of none is.
BROKEN = re.compile(
    r"None|nan|[{}\[\]]|，，|、、|。。|，。|、。|：。|（）|(?<!\d)(?<!已投保)0家|(?<!\d)0[份件项行]"
)
any_facts = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def said(facts: Facts) -> str:
    return "\n".join(
        block for chapter in story(facts) for block in chapter.blocks if isinstance(block, str)
    )


@st.composite
def tallies(draw: st.DrawFn, code: str = "a") -> Tally:
    return _tally(code, f"行业{code}", [draw(st.integers(0, 40)) for _state in range(4)])


@st.composite
def coverages(draw: st.DrawFn, like: Coverages) -> Coverages:
    now = [draw(tallies(code)) for code in "ab"]
    old = [draw(tallies(code)) for code in "ab"]
    return replace(
        like,
        total=_sum(now),
        before=_sum(old),
        sectors=now,
        earlier={"sector": old},
        towns=[],
        departments=[],
    )


def _tally(code: str, name: str, counts: list[int]) -> Tally:
    """Give a row of counts by state: insured, unresolved, lapsed, uninsured."""
    insured, unresolved, lapsed, uninsured = counts
    required = sum(counts)
    rate = round(insured / required, 4) if required else None
    return Tally(code, name, required, insured, unresolved, lapsed, uninsured, 10, 0, 5, rate)


def _sum(rows: list[Tally]) -> Tally:
    states = ("insured", "unresolved", "lapsed", "uninsured")
    return _tally("total", "合计", [sum(getattr(row, name) for row in rows) for name in states])


@any_facts
@given(data=st.data())
def test_coverage_rises_and_falls_as_it_is_said(year: Facts, data: st.DataObject) -> None:
    found = data.draw(coverages(year.coverage))
    text = "".join(coverage(replace(year, coverage=found)))
    assert not BROKEN.search(text)
    now, old = found.total.tenths, found.before.tenths if found.before else None
    if now is not None and old is not None:
        head = text.split("。")[0]
        assert ("比上年末上升" in head) == (now > old)
        assert ("比上年末下降" in head) == (now < old)
        assert ("与上年末持平" in head) == (now == old)
    for word, sign in (("上升", 1), ("下降", -1)):
        for row, before in zip(found.sectors, found.earlier["sector"], strict=True):
            if row.tenths is None or before.tenths is None:
                continue
            listed = re.search(rf"{word}的有[^；。]*{row.name}（([\d.]+)个百分点）", text)
            assert bool(listed) == ((row.tenths - before.tenths) * sign > 0)
            if listed:
                assert Decimal(listed[1]) == abs(row.tenths - before.tenths)


@any_facts
@given(data=st.data())
def test_obstacles_and_advice_name_what_there_is(year: Facts, data: st.DataObject) -> None:
    found = data.draw(coverages(year.coverage))
    facts = replace(year, coverage=found)
    text = "".join([*obstacles(facts), *advice(facts)])
    assert not BROKEN.search(text)
    missing = found.total.uninsured + found.total.lapsed
    assert (f"仍有{missing}家应投保企业没有有效保险" in text) == (missing > 0)


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_sum_moves_as_it_is_said(now: int, before: int) -> None:
    text = moved(now, before, sum_of_money)
    assert text.startswith({0: "持平", 1: "增加", -1: "减少"}[(now > before) - (now < before)])
    assert "0.0%" not in text.replace("00.0%", "").replace("10.0%", "") or before
    assert ("增长" in text) <= (now > before)
    assert ("下降" in text) <= (now < before)


def test_a_sum_beside_nothing_has_no_percentage() -> None:
    assert moved(500, 0, sum_of_money) == "增加5.00元"
    assert moved(300, 200, sum_of_money) == "增加1.00元（增长50.0%）"
    assert moved(300, 200, sum_of_money, partly=True) == "增加1.00元"


def test_premium_is_held_against_the_year_before(year: Facts) -> None:
    """In 2018 P0 alone began, at 1500.00; in 2019 six at 7700.50."""
    told = [text for text in premium(year) if text.startswith("与上年相比")]
    assert told == [
        "与上年相比，起保保单增加5份（增长500.0%），应收保费增加6200.50元（增长413.4%）。"
    ]


@pytest.mark.parametrize("why", list(Why))
def test_every_reason_has_words(why: Why) -> None:
    assert REASONS[why]


def granted(facts: Facts, *years: Grant) -> str:
    return "".join(subsidy(replace(facts, grants=Grants(list(years), 2019))))


def grant(year: int, rate: str, **amounts: int) -> Grant:
    return replace(Grant(year, rates={rate}, policies=2, enterprises={1, 2}), **amounts)  # type: ignore[arg-type]


def test_the_subsidy_is_not_told_where_there_is_none(year: Facts) -> None:
    assert granted(year) == NO_SUBSIDY
    assert "2019年度奖补尚未测算" in granted(year, grant(2018, "0.4", approved=100))


def test_the_taper_is_said_as_it_is(year: Facts) -> None:
    def of(rate: str) -> str:
        return granted(year, grant(2018, "0.40", approved=1), grant(2019, rate, approved=1))

    assert "由2018年度的40%降为2019年度的30%，逐年退坡" in of("0.30")
    assert "与2018年度相同" in of("0.40")
    assert "与退坡机制不符" in of("0.50")


def test_what_is_paid_of_a_subsidy(year: Facts) -> None:
    assert "尚未拨付" in granted(year, grant(2019, "0.3", approved=100))
    assert "已拨付0.40元" in granted(year, grant(2019, "0.3", approved=100, paid=40))
    assert "已全部拨付" in granted(year, grant(2019, "0.3", approved=100, recover=-60, paid=40))
    assert "应追回0.60元" in granted(year, grant(2019, "0.3", approved=100, recover=-60))
    assert "拟补贴1.00元，补贴比例30%，尚未批准" in granted(year, grant(2019, "0.3", proposed=100))


def speeds(facts: Facts, **values: object) -> Iterator[str]:
    assert facts.served
    claims = replace(Claims(None), cases=3, **values)  # type: ignore[arg-type]
    return speed(replace(facts, served=replace(facts.served, claims=claims)))


def test_the_speed_of_claims(year: Facts) -> None:
    assert list(speeds(year, judged=0)) == []
    assert "均按期处理" in "".join(speeds(year, judged=2, in_time=2))
    assert "均未按期处理" in "".join(speeds(year, judged=2, in_time=0))
    assert "按期处理的1件，占50.0%" in "".join(speeds(year, judged=2, in_time=1))
    assert "没有现行规定数值" in "".join(speeds(year, judged=None, in_time=None))
    assert "中位数为15天" in "".join(speeds(year, settlement_days=[10, 20]))
    assert "自报案至结案7天" in "".join(speeds(year, settlement_days=[7]))


def test_what_was_done_about_findings(year: Facts) -> None:
    assert list(handling(year)) == ["对检查发现的问题，有关部门尚未答复。"]
    assert next(iter(publicity(year))) == "全年没有发出督促函的记录。"
    done = replace(year, handled=replace(year.handled, waived=2))
    assert "另有2项经确认有正当理由" in "".join(handling(done))


def test_a_perfect_year_has_neither_obstacles_nor_advice(year: Facts) -> None:
    total = replace(year.coverage.total, insured=5, unresolved=0, lapsed=0, uninsured=0, rate=1.0)
    found = replace(year.coverage, total=total, sectors=[], not_in_register=0)
    books = replace(year.books, insurers=[], total=replace(year.books.total, received_unknown=0))
    data = replace(year.data, quarantined=0, waiting=0)
    assert year.served
    perfect = replace(
        *(year,),
        coverage=found,
        books=books,
        data=data,
        rules=[],
        firms={state: [] for state in year.firms},
        steps=[],
        grants=Grants([Grant(2019)], 2019),
        as_of=year.as_of.replace(day=30),
        served=replace(year.served, claims=Claims(None)),
    )
    assert obstacles(perfect) == [NO_OBSTACLES]
    assert advice(perfect) == [NO_ADVICE]


def test_a_town_is_not_told_what_is_the_districts(year: Facts) -> None:
    titles = [chapter.title for chapter in story(replace(year, scope="王村镇"))]
    assert not any("工作开展" in title or "奖补" in title for title in titles)
    assert "试点任务" not in said(replace(year, scope="王村镇"))
    assert "未能入库的" not in "".join(obstacles(replace(year, scope="王村镇")))
