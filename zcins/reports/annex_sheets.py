"""The sheets of the annex beside the coverage and the lists: activity, tariff, money, findings."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import Any

from zcins.reports.activity import Activity
from zcins.reports.columns import ACTIVITY, COUNTS, GRANTS, MONTHS, RATED, RULES, USES
from zcins.reports.facts import Facts
from zcins.reports.grants import Grant
from zcins.reports.monthly import Month
from zcins.reports.progress import HEAD, step_rows
from zcins.reports.served import Use
from zcins.reports.sheets import HEADER_ROW, Column, Table, Workbook
from zcins.reports.wording import chinese_day, plain

CONTROLS = ("起保保单", "应收保费（元）", "已赔付（元）")
_BY = {"sector": "分行业", "town": "分镇办", "department": "分部门"}
_COLOURS = ("#2F6DA8", "#B9CDE0", "#FFFFFF")


@dataclass(slots=True)
class Made:
    """The annex under way, and the tables that other sheets refer to."""

    book: Workbook
    facts: Facts
    tables: dict[str, Table] = field(default_factory=dict)

    @property
    def note(self) -> str:
        """Give the line under each sheet's title."""
        day, event = chinese_day(self.facts.as_of), self.facts.event
        return f"数据截至{day}，以第{event}号记录为止的数据为准。"

    def sheet(self, name: str, title: str) -> Any:
        """Add a sheet."""
        return self.book.sheet(name, title, self.note)


@dataclass(frozen=True, slots=True)
class Series:
    """A row of bars or a line: its name and the column of the table it is taken from."""

    name: str
    column: int


def chart(
    made: Made,
    table: Table,
    kind: str,
    title: str,
    series: Sequence[Series],
    *,
    rate: bool = False,
) -> None:
    """Draw a table below itself; rates go from 0 to 1."""
    if table.last < table.first:
        return
    drawn = made.book.book.add_chart({"type": kind})
    for number, one in enumerate(series):
        look: dict[str, Any] = {
            "name": one.name,
            "categories": f"={table.column(0)}",
            "values": f"={table.column(one.column)}",
            "gap": 60,
        }
        if kind == "line":
            look["line"] = {"color": _COLOURS[number], "width": 2}
            look["marker"] = {"type": "circle", "size": 5}
        else:
            look |= {"fill": {"color": _COLOURS[number]}, "border": {"color": "#333333"}}
        if rate and kind == "column":
            look["data_labels"] = {"value": True, "num_format": "0.0%"}
        drawn.add_series(look)
    drawn.set_title({"name": title, "overlay": False, "name_font": {"size": 12}})
    drawn.set_legend({"none": True} if len(series) == 1 else {"position": "bottom"})
    axis: dict[str, Any] = {"major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}}
    if rate:
        axis |= {"min": 0, "max": 1, "num_format": "0%"}
    drawn.set_y_axis(axis)
    made.book.chart(table, drawn, f"{title}统计图")


def earlier_coverage(made: Made) -> None:
    """Write the coverage of the period before, if the pilot had begun, in three tables."""
    found = made.facts.coverage
    if found.before is None:
        return
    name = made.facts.period.before_name
    sheet = made.sheet(f"{name}投保", f"{name}投保情况（企业数单位：家）")
    top = HEADER_ROW
    for by, rows in found.earlier.items():
        head = Column(_BY[by].removeprefix("分"), lambda row: row.name, width=22)
        made.book.table(sheet, [head, *COUNTS], rows, replace(found.before, name="合计"), top)
        top += len(rows) + 3


def activity(made: Made) -> None:
    """Write what the period brought by sector and by town, beside the period before."""
    found = made.facts.activities
    for by, rows in (("sector", found.sectors), ("town", found.towns)):
        title = f"{_BY[by]}起保、事故预防和理赔情况（上期为{_before(made.facts)}）"
        sheet = made.sheet(f"{_BY[by]}起保理赔", title)
        head = Column(_BY[by].removeprefix("分"), lambda row: row[0].name, width=20)
        pairs = paired(rows, found.earlier.get(by, []))
        total = (found.total, found.before or Activity("before", ""))
        made.tables[f"{by}.activity"] = made.book.table(sheet, [head, *ACTIVITY], pairs, total)


def _before(facts: Facts) -> str:
    return facts.period.last_name if facts.activities.before else "试点以前，没有数据"


def paired(now: list[Activity], before: list[Activity]) -> list[tuple[Activity, Activity]]:
    """Give each sector or town of either period with what it had in both."""
    old = {row.code: row for row in before}
    new = {row.code: row for row in now}
    codes = dict.fromkeys([*new, *old])
    return [
        (
            new.get(code) or Activity(code, old[code].name),
            old.get(code) or Activity(code, new[code].name),
        )
        for code in codes
    ]


def months(made: Made) -> None:
    """Write the month ends' coverage, and the year's premium and claims month by month."""
    facts = made.facts
    sheet = made.sheet("分月份", "各月末投保情况")
    head = Column("月份", lambda row: row.name, width=14)
    table = made.book.table(sheet, [head, *COUNTS], facts.coverage.months)
    chart(made, table, "line", "各月末投保率", [Series("投保率", 3)], rate=True)
    title = f"{facts.period.year}年各月起保和理赔情况"
    total = Month("合计")
    for row in facts.months:
        for name in ("policies", "due", "claims", "paid", "outstanding"):
            setattr(total, name, getattr(total, name) + getattr(row, name))
    columns = [Column("月份", lambda row: _month(row, total), width=10), *MONTHS[1:]]
    table = made.book.table(made.sheet("各月保费赔款", title), columns, facts.months, total)
    made.tables["months"] = table
    series = [Series("应收保费", 2), Series("已赔付", 4)]
    chart(made, table, "column", "各月保费和赔款（元）", series)


def _month(row: Month, total: Month) -> str:
    return "合计" if row is total else row.name


def rated(made: Made) -> None:
    """Write each policy of the period beside what the tariff gives."""
    facts = made.facts
    names = {book.insurer: book.name for book in facts.books.insurers}
    rows = [
        (number, names.get(one.policy.record.insurer, ""), one)
        for number, one in enumerate(facts.rated.rows, start=1)
    ]
    sheet = made.sheet("费率执行", f"{facts.span}起保保单按费率表核算情况（共{len(rows)}份）")
    table = made.book.table(sheet, RATED, rows)
    if rows:
        sheet.autofilter(table.first - 1, 0, table.last, len(RATED) - 1)


def money(made: Made) -> None:
    """Write what prevention money was used for, and the subsidy by year, as far as there is any."""
    facts = made.facts
    if facts.served and facts.served.uses:
        sheet = made.sheet("预防用途", "事故预防费用用途")
        total = Use("total", "合计", permitted=True, spent=sum(u.spent for u in facts.served.uses))
        columns = [USES[0], Column("性质", lambda row: _kind(row, total), width=12), USES[2]]
        made.book.table(sheet, columns, facts.served.uses, total)
    if not facts.grants.years:
        return
    sheet = made.sheet("财政奖补", "各年度财政奖补情况")
    sums = Grant(0)
    for one in facts.grants.years:
        for name in ("proposed", "approved", "recover", "paid", "policies"):
            setattr(sums, name, getattr(sums, name) + getattr(one, name))
    columns = [
        Column("年度", lambda row: "合计" if row is sums else f"{row.year}年度", width=12),
        Column("企业（不同年度分别计数）", lambda row: _firms(facts, row, sums), "int", "sum", 14),
        *GRANTS[2:],
    ]
    table = made.book.table(sheet, columns, facts.grants.years, sums)
    made.tables["subsidy"] = table
    series = [Series("批准", 4), Series("已拨付", 6), Series("拟定", 3)]
    chart(made, table, "column", "各年度财政奖补（元）", series)


def _kind(row: Use, total: Use) -> str:
    return "" if row is total else str(USES[1].get(row))


def _firms(facts: Facts, row: Grant, sums: Grant) -> int:
    rows = facts.grants.years if row is sums else [row]
    return sum(len(one.enterprises) for one in rows)


def work(made: Made) -> None:
    """Write the steps and meetings of the pilot, of the whole district's report alone."""
    facts = made.facts
    if facts.scope or not facts.period.is_year:
        return
    sheet = made.sheet("试点步骤", "试点步骤完成情况和联席会议")
    widths = (14, 50, 18, 16, 22)
    columns = [
        Column(head, itemgetter(at), width=width)
        for at, (head, width) in enumerate(zip(HEAD, widths, strict=True))
    ]
    rows = step_rows(facts)
    made.book.table(sheet, columns, rows)
    if facts.meetings:
        held = [
            Column("会议日期", lambda row: row.held_on, "date"),
            Column("内容", lambda row: plain(row.text), width=50),
        ]
        made.book.table(sheet, held, facts.meetings, top=HEADER_ROW + len(rows) + 2)


def findings(made: Made) -> None:
    """Write how often each rule was broken, and what was done about findings."""
    facts = made.facts
    sheet = made.sheet("问题汇总", "检查发现问题汇总和处理情况")
    sheet.fit_to_pages(1, 1)

    class _Sum:
        name, severity, findings = "合计", "", len(facts.findings)

    made.book.table(sheet, RULES, facts.rules, _Sum)
    done = facts.handled
    rows = [
        ("发出督促函（份）", done.numbers),
        ("督促函涉及企业（家）", done.firms),
        ("答复已处理（项）", done.verdicts["handled"]),
        ("答复有异议（项）", done.verdicts["objection"]),
        ("尚未答复（项）", done.unanswered),
        ("经确认不列为问题（项）", done.waived),
        ("经复查已消除（项）", len(done.gone)),
        ("收到投诉（件）", len(done.complaints)),
        ("尚未办结的投诉（件）", done.open_complaints),
    ]
    columns = [
        Column("处理情况", lambda row: row[0], width=30),
        Column("数量", lambda row: row[1], "int"),
    ]
    made.book.table(sheet, columns, rows, top=HEADER_ROW + len(facts.rules) + 3)
