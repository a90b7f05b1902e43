"""The year's summary as an official text, written from the facts alone."""

from zcins.reports.facts import Facts
from zcins.reports.layout import Paper
from zcins.reports.sentences import (
    claims,
    coverage,
    findings,
    premium,
    prevention,
    scope,
    state_of_data,
)
from zcins.reports.tallies import Tally
from zcins.reports.wording import amount, chinese_day, number

TITLE = ("周村区高危行业强制实施安全生产责任保险", "试点工作{year}年度总结")
NOTICE = "《关于开展全区高危行业强制实施安全生产责任保险试点工作的通知》"
_COVERAGE = ("应投保", "已投保", "待核实", "脱保", "未投保", "投保率")
_WIDTHS = (34, 18, 18, 18, 18, 18, 20)
SUBSIDY = "未测算。财政奖补比例及各级分担办法未经确认，本总结不列奖补金额。"
DEFINITIONS = (
    "应投保企业：列入企业名录、当日在营、所属行业领域已强制实施或者全面推行的企业。",
    "施工企业列有施工项目的，按项目计，不再重复计算该施工企业。",
    "已投保：当日有试点承保机构的安全生产责任保险保单有效，起保日和终保日均含当日。",
    "待核实：有保单可能属于该企业，但尚未认定或者数据有误，不计入已投保，也不计入未投保。",
    "脱保：曾经投保、当日已无有效保单。未投保：从未投保。",
    "保费：本年起保、截至当日的保单，含当日前生效的批改；已到账保费以台账载明的为准。",
)


def document(facts: Facts) -> bytes:
    """Give summary.docx; the same facts give the same bytes."""
    title = [line.format(year=facts.year) for line in TITLE]
    paper = Paper(title, facts.office, facts.at)
    paper.addressee("区政府：")
    paper.text(
        f"根据{NOTICE}要求，现将全区高危行业强制实施安全生产责任保险试点工作"
        f"{facts.year}年度情况总结如下。数据截至{chinese_day(facts.as_of)}。"
    )
    _coverage(paper, facts)
    _premium(paper, facts)
    _prevention(paper, facts)
    _claims(paper, facts)
    paper.heading("五、财政奖补情况")
    paper.text(SUBSIDY)
    _findings(paper, facts)
    _data(paper, facts)
    paper.text("")
    paper.text(f"附件：{facts.year}年度试点工作附表")
    paper.signature(facts.office, chinese_day(facts.as_of))
    return paper.content()


def _coverage(paper: Paper, facts: Facts) -> None:
    found = facts.coverage
    paper.heading("一、试点范围和投保情况")
    paper.subheading("（一）试点范围")
    paper.text(scope(facts))
    sentences = list(coverage(facts))
    if sentences:
        paper.subheading("（二）投保情况")
    for sentence in sentences:
        paper.text(sentence)
    if not found.total.required:
        return
    tables = (
        ("表1　分行业领域投保情况（单位：家）", "行业领域", found.sectors),
        ("表2　分镇办投保情况（单位：家）", "镇办", found.towns),
        ("表3　分主管部门投保情况（单位：家）", "主管部门", found.departments),
    )
    for caption, head, rows in tables:
        body = [_counts(row) for row in (*rows, found.total)]
        paper.table(caption, [[head, *_COVERAGE], *body], _WIDTHS)


def _counts(row: Tally) -> list[str]:
    counts = (row.required, row.insured, row.unresolved, row.lapsed, row.uninsured)
    return [row.name, *map(str, counts), row.percent]


def _premium(paper: Paper, facts: Facts) -> None:
    paper.heading("二、承保和保费情况")
    for sentence in premium(facts):
        paper.text(sentence)
    if not facts.data.has_policies:
        return
    books = facts.books
    head = [
        "承保机构",
        "有效保单（份）",
        "本年起保（份）",
        "投保企业（家）",
        "应收保费（元）",
        "已到账（元）",
    ]
    body = [
        [
            book.name,
            *map(str, (book.in_force, book.policies, book.insured)),
            amount(book.due),
            amount(book.received),
        ]
        for book in (*books.insurers, books.total)
    ]
    paper.table("表4　各承保机构承保情况", [head, *body], (24, 17, 17, 17, 25, 23))
    if books.total.insured != sum(book.insured for book in books.insurers):
        paper.text("同一企业在几家机构投保的，各机构分别计数，合计只计一次。")


def _prevention(paper: Paper, facts: Facts) -> None:
    paper.heading("三、事故预防情况")
    for sentence in prevention(facts):
        paper.text(sentence)
    books = facts.books
    if books.total.accrued is None and books.total.spent is None:
        return
    head = ["承保机构", "应收保费（元）", "应提取下限（元）", "已提取（元）", "已使用（元）"]
    body = [
        [book.name, *map(amount, (book.due, book.minimum, book.accrued, book.spent))]
        for book in (*books.insurers, books.total)
    ]
    paper.table("表5　事故预防费用提取和使用情况", [head, *body], (24, 26, 26, 24, 24))


def _claims(paper: Paper, facts: Facts) -> None:
    paper.heading("四、出险与理赔情况")
    for sentence in claims(facts):
        paper.text(sentence)
    books = [book for book in facts.books.insurers if book.claims]
    if not books:
        return
    head = [
        "承保机构",
        "件数",
        "死亡（人）",
        "受伤（人）",
        "已赔付（元）",
        "未决（元）",
        "先行垫付（元）",
    ]
    body = [
        [
            book.name,
            *map(str, (book.claims, book.deaths, book.injured)),
            *map(amount, (book.paid, book.outstanding, book.advance)),
        ]
        for book in (*books, facts.books.total)
    ]
    paper.table("表6　出险与理赔情况", [head, *body], (24, 12, 16, 16, 26, 24, 26))


def _findings(paper: Paper, facts: Facts) -> None:
    paper.heading("六、发现的问题")
    for sentence in findings(facts):
        paper.text(sentence)
    if not facts.rules:
        return
    body = [[rule.name, rule.severity, _found(rule.findings)] for rule in facts.rules]
    body.append(["合计", "", str(len(facts.findings))])
    paper.table("表7　检查发现的问题", [["问题", "程度", "项数"], *body], (60, 20, 20))


def _found(findings: int | None) -> str:
    return "未核查" if findings is None else number(findings)


def _data(paper: Paper, facts: Facts) -> None:
    paper.heading("七、数据说明")
    for sentence in (*state_of_data(facts), *DEFINITIONS):
        paper.text(sentence)
