"""The summary, chapter by chapter: what stands in it depends on the period and the scope."""

from collections.abc import Iterable, Iterator

from zcins.reports.charts import Chart, charts
from zcins.reports.facts import Facts
from zcins.reports.money_words import rating, services, subsidy
from zcins.reports.outlook import advice, obstacles
from zcins.reports.progress import progress
from zcins.reports.sentences import (
    claims,
    coverage,
    findings,
    premium,
    prevention,
    scope,
    state_of_data,
)
from zcins.reports.story import Block, Chapter, Figure, Section, numbered
from zcins.reports.tables import (
    activity_table,
    claims_table,
    coverage_table,
    findings_table,
    insurers_table,
    prevention_table,
    steps_table,
    subsidy_table,
    uses_table,
)
from zcins.reports.work_words import handling, publicity, speed

DEFINITIONS = (
    "应投保企业：列入企业名录、当日在营、所属行业领域已强制实施或者全面推行的企业。",
    "施工企业列有施工项目的，按项目计，不再重复计算该施工企业。",
    "已投保：当日有试点承保机构的安全生产责任保险保单有效，起保日和终保日均含当日。",
    "待核实：有保单可能属于该企业，但尚未认定或者数据有误，不计入已投保，也不计入未投保。",
    "脱保：曾经投保、当日已无有效保单。未投保：从未投保。",
    "保费：统计期内起保、截至当日的保单，含当日前生效的批改；已到账保费以台账载明的为准。",
)


def story(facts: Facts) -> list[Chapter]:
    """Give the chapters; the pilot's steps, the subsidy and the outlook are of whole years.

    What only the whole district has is left out of a town's or department's.
    """
    drawn = charts(facts)
    whole = not facts.scope
    yearly = facts.period.is_year
    made = [
        _work(facts) if yearly and whole else None,
        _coverage(facts, drawn),
        _premium(facts, drawn),
        Chapter("事故预防情况", list(_prevention(facts))),
        Chapter("出险与理赔情况", list(_claims(facts))),
        _subsidy(facts, drawn) if yearly and (whole or facts.grants.years) else None,
        _findings(facts),
        Chapter("存在的困难和不足", _listed(obstacles(facts))) if yearly else None,
        Chapter("下一步工作建议", _listed(advice(facts))) if yearly else None,
        Chapter("数据说明", [*state_of_data(facts), *DEFINITIONS]),
    ]
    return numbered(chapter for chapter in made if chapter)


def _listed(sentences: list[str]) -> list[Block]:
    if len(sentences) == 1:
        return [*sentences]
    return [f"{number}．{text}" for number, text in enumerate(sentences, start=1)]


def _chart(drawn: dict[str, Chart], key: str) -> Iterator[Figure]:
    if chart := drawn.get(key):
        yield Figure(chart.title, chart)


def _work(facts: Facts) -> Chapter:
    blocks: list[Block] = [Section("试点步骤和联席会议"), *progress(facts)]
    blocks += [steps_table(facts)] if facts.steps else []
    return Chapter("工作开展情况", [*blocks, Section("宣传和督促"), *publicity(facts)])


def _coverage(facts: Facts, drawn: dict[str, Chart]) -> Chapter:
    blocks: list[Block] = [scope(facts)]
    if sentences := list(coverage(facts)):
        blocks = [Section("试点范围"), *blocks, Section("投保情况"), *sentences]
    if facts.coverage.total.required:
        blocks.append(coverage_table(facts, "sector"))
        blocks += _unless_one(facts, "town", facts.coverage.towns)
        blocks += _unless_one(facts, "department", facts.coverage.departments)
        blocks += [*_chart(drawn, "sectors"), *_chart(drawn, "months")]
    return Chapter("试点范围和投保情况", blocks)


def _unless_one(facts: Facts, by: str, rows: Iterable[object]) -> Iterator[Block]:
    """Give the table by town or department, unless a town's or department's report has but one."""
    if not facts.scope or len(list(rows)) > 1:
        yield coverage_table(facts, by)


def _premium(facts: Facts, drawn: dict[str, Chart]) -> Chapter:
    blocks: list[Block] = [*premium(facts)]
    if not facts.data.has_policies:
        return Chapter("承保和保费情况", blocks)
    blocks.append(insurers_table(facts))
    books = facts.books
    if books.total.insured != sum(book.insured for book in books.insurers):
        blocks.append("同一企业在几家机构投保的，各机构分别计数，合计只计一次。")
    active = facts.activities
    if active.total.policies or active.total.claims or active.total.spent:
        blocks.append(activity_table(facts, "sector"))
        blocks += [activity_table(facts, "town")] if len(active.towns) > 1 else []
    blocks += _chart(drawn, "premium") if facts.period.months > 1 else []
    if sentences := list(rating(facts)):
        blocks = [Section("承保和保费"), *blocks, Section("费率执行"), *sentences]
    return Chapter("承保和保费情况", blocks)


def _prevention(facts: Facts) -> Iterator[Block]:
    yield from prevention(facts)
    if facts.books.total.accrued is not None or facts.books.total.spent is not None:
        yield prevention_table(facts)
    yield from services(facts)
    if uses := uses_table(facts):
        yield uses


def _claims(facts: Facts) -> Iterator[Block]:
    yield from claims(facts)
    yield from speed(facts)
    if facts.books.total.claims:
        yield claims_table(facts)


def _subsidy(facts: Facts, drawn: dict[str, Chart]) -> Chapter:
    blocks: list[Block] = [*subsidy(facts)]
    if facts.grants.years:
        blocks += [subsidy_table(facts), *_chart(drawn, "subsidy")]
    return Chapter("财政奖补情况", blocks)


def _findings(facts: Facts) -> Chapter:
    blocks: list[Block] = [*findings(facts)]
    if any(rule.findings is not None for rule in facts.rules):
        blocks.append(findings_table(facts))
    return Chapter("检查发现的问题和处理情况", [*blocks, *handling(facts)])
