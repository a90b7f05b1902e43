"""The year's tables as a workbook with live totals, written from the facts alone."""

from collections.abc import Sequence
from typing import Any

from zcins.reports.annex_sheets import (
    CONTROLS,
    Made,
    Series,
    activity,
    chart,
    earlier_coverage,
    findings,
    money,
    months,
    rated,
    work,
)
from zcins.reports.columns import (
    ACTIVITY,
    CLAIMS,
    COUNTS,
    FINDINGS,
    FIRMS,
    MONTHS,
    PREVENTION,
    SOURCES,
    UNDERWRITING,
)
from zcins.reports.document import DEFINITIONS, DISTRICT
from zcins.reports.facts import Facts
from zcins.reports.sheets import HEADER_ROW, Column, Table, Workbook, shown
from zcins.reports.wording import NONE, chinese_day
from zcins.standing import State

TITLE = "{where}安全生产责任保险试点工作{period}附表"
_CHECKED = (
    ("应投保", "required"),
    ("已投保", "insured"),
    ("待核实", "unresolved"),
    ("脱保", "lapsed"),
    ("未投保", "uninsured"),
)
# Label, and the table and column whose total it shows.
_HEADLINES = (
    ("应投保企业（家）", "分行业", "应投保"),
    ("已投保企业（家）", "分行业", "已投保"),
    ("投保率", "分行业", "投保率"),
    ("待核实企业（家）", "分行业", "待核实"),
    ("脱保企业（家）", "分行业", "脱保"),
    ("未投保企业（家）", "分行业", "未投保"),
    ("应投保企业从业人员（人）", "分行业", "从业人员"),
    ("已投保企业投保人数（人）", "分行业", "投保人数"),
    ("有效保单（份）", "承保", "有效保单"),
    ("期内起保保单（份）", "承保", "期内起保"),
    ("应收保费（元）", "承保", "应收保费（元）"),
    ("已到账保费（元）", "承保", "已到账（元）"),
    ("应提取事故预防费用（元）", "事故预防", "应提取预防费（元）"),
    ("已提取事故预防费用（元）", "事故预防", "已提取（元）"),
    ("已使用事故预防费用（元）", "事故预防", "已使用（元）"),
    ("出险件数（件）", "理赔", "出险件数"),
    ("死亡（人）", "理赔", "死亡"),
    ("受伤（人）", "理赔", "受伤"),
    ("已赔付（元）", "理赔", "已赔付（元）"),
    ("未决（元）", "理赔", "未决（元）"),
    ("先行垫付（元）", "理赔", "先行垫付（元）"),
)
_INSURER_TABLES = {"承保": UNDERWRITING, "事故预防": PREVENTION, "理赔": CLAIMS}
_SUMMARY_WIDTHS = (44, 20)
_METHOD_WIDTHS = (10, 36, 18, 16, 12, 12, 12, 12, 34)


def annex(facts: Facts) -> bytes:
    """Give annex.xlsx; the same facts give the same bytes."""
    title = TITLE.format(
        where=f"{DISTRICT}{facts.scope.removeprefix('区')}", period=facts.period.name
    )
    book = Workbook(title, facts.office, facts.at)
    made = Made(book, facts)
    first = book.sheet("总览", title, _note(facts))
    found = facts.coverage
    tables = {
        name: _coverage(book, facts, name, rows)
        for name, rows in (
            ("分行业", found.sectors),
            ("分镇办", found.towns),
            ("分部门", found.departments),
        )
    }
    chart(made, tables["分行业"], "column", "分行业领域投保率", [Series("投保率", 3)], rate=True)
    earlier_coverage(made)
    months(made)
    tables |= _insurers(book, facts)
    for write in (activity, rated, money, work):
        write(made)
    lists = _lists(made)
    tables |= made.tables
    _summary(book, first, facts, tables)
    _method(book, facts, tables, lists)
    return book.content()


def _note(facts: Facts) -> str:
    return f"数据截至{chinese_day(facts.as_of)}，以第{facts.event}号记录为止的数据为准。"


def _coverage(book: Workbook, facts: Facts, name: str, rows: Sequence[Any]) -> Table:
    sheet = book.sheet(name, f"{name}投保情况（企业数单位：家）", _note(facts))
    head = Column(name.removeprefix("分"), lambda row: row.name, width=22)
    return book.table(sheet, [head, *COUNTS], rows, facts.coverage.total)


def _insurers(book: Workbook, facts: Facts) -> dict[str, Table]:
    sheet = book.sheet("承保机构", "各承保机构承保、事故预防和理赔情况", _note(facts))
    books = facts.books
    tables, top = {}, HEADER_ROW
    for name, columns in _INSURER_TABLES.items():
        tables[name] = book.table(sheet, columns, books.insurers, books.total, top)
        top += len(books.insurers) + 3
    sheet.set_column(1, len(UNDERWRITING) - 1, 17)
    sheet.fit_to_pages(1, 1)
    excluded = books.excluded
    left_out = f"{facts.period.this}起保{excluded.policies}份，有效{excluded.in_force}份"
    notes = (
        "投保企业：同一企业在几家机构投保的，各机构分别计数，合计只计一次。",
        "已使用：有凭证的按凭证计，没有凭证的按汇总数计。空白表示台账未载明。",
        f"非试点承保机构或者险种不符的保单不计入本表：{left_out}。",
    )
    for number, text in enumerate(notes, start=top):
        sheet.write_string(number, 0, text, book.note)
    return tables


def _lists(made: Made) -> dict[State, Table]:
    book, facts = made.book, made.facts
    bare = [*facts.firms[State.LAPSED], *facts.firms[State.UNINSURED]]
    missing = _list(book, facts, "未投保脱保名单", FIRMS, bare)
    waiting = _list(book, facts, "待核实", FIRMS, facts.firms[State.UNRESOLVED])
    findings(made)
    _list(book, facts, "检查发现", FINDINGS, facts.findings)
    return {State.LAPSED: missing, State.UNINSURED: missing, State.UNRESOLVED: waiting}


def _list(
    book: Workbook, facts: Facts, name: str, columns: Sequence[Column], rows: Sequence[Any]
) -> Table:
    sheet = book.sheet(name, f"{name}（共{len(rows)}条）", _note(facts))
    table = book.table(sheet, columns, list(enumerate(rows, start=1)))
    if rows:
        sheet.autofilter(table.first - 1, 0, table.last, len(columns) - 1)
    return table


def _summary(book: Workbook, sheet: Any, facts: Facts, tables: dict[str, Table]) -> None:
    """Write the headline figures, each a reference to the table in which it stands."""
    total = facts.books.total
    sources: dict[str, tuple[Sequence[Column], int, Any]] = {
        name: (columns, 0, total) for name, columns in _INSURER_TABLES.items()
    }
    sources["分行业"] = (COUNTS, 1, facts.coverage.total)
    for number, width in enumerate(_SUMMARY_WIDTHS):
        sheet.set_column(number, number, width)
    for line, (label, table, title) in enumerate(_HEADLINES, start=HEADER_ROW):
        columns, before, values = sources[table]
        at = next(number for number, column in enumerate(columns) if column.title == title)
        value = columns[at].get(values)
        kind = columns[at].kind
        sheet.write_string(line, 0, label, book.form("text"))
        if value is None:
            sheet.write_string(line, 1, NONE, book.form("text"))
        else:
            reference = tables[table].cell(at + before)
            book.formula(sheet, (line, 1), reference, shown(value, kind), book.form(kind))
    after = HEADER_ROW + len(_HEADLINES)
    sheet.write_string(after, 0, f"{facts.year}年度批准财政奖补净额（元）", book.form("text"))
    grants, own = facts.grants, facts.grants.own
    if own is None:
        sheet.write_string(after, 1, "未测算", book.form("text"))
    else:
        row = tables["subsidy"].first + grants.years.index(own)
        parts = "+".join(tables["subsidy"].cell(column, row) for column in (4, 5))
        book.formula(sheet, (after, 1), parts, own.net / 100, book.form("money"))
    sheet.freeze_panes(HEADER_ROW, 0)


def _method(
    book: Workbook, facts: Facts, tables: dict[str, Table], lists: dict[State, Table]
) -> None:
    sheet = book.sheet("口径说明", "口径说明、核对和数据来源", _note(facts))
    for number, width in enumerate(_METHOD_WIDTHS):
        sheet.set_column(number, number, width)
    lines = [
        f"统计期：{facts.period.name}（{facts.span}）",
        f"统计日：{facts.as_of.isoformat()}",
        f"统计范围：{facts.scope or '全区'}",
        f"数据截至第{facts.event}号记录（{facts.at.isoformat()}）",
        f"规则库摘要：{facts.scheme_digest}",
        f"尚待更正的台账行{facts.data.quarantined}行，被保险人待认定的{facts.data.waiting}个。",
        *DEFINITIONS,
    ]
    for line, text in enumerate(lines, start=HEADER_ROW):
        sheet.write_string(line, 0, text)
    top = HEADER_ROW + len(lines) + 1
    _control(book, sheet, facts, tables, lists, top)
    top += len(_CHECKED) + 2
    _money_control(book, sheet, facts, tables, top)
    book.table(sheet, SOURCES, facts.data.sources, top=top + len(CONTROLS) + 2)


def _control(
    book: Workbook,
    sheet: Any,
    facts: Facts,
    tables: dict[str, Table],
    lists: dict[State, Table],
    top: int,
) -> None:
    """Hold the totals of the sheets and the lengths of the lists against the report's figures."""
    names = ("分行业", "分镇办", "分部门")
    heads = ["核对项目", *(f"{name}合计" for name in names), "名单行数", "报告所用数", "核对结果"]
    for number, head in enumerate(heads):
        sheet.write_string(top, number, head, book.header)
    for line, (label, key) in enumerate(_CHECKED, start=top + 1):
        value = getattr(facts.coverage.total, key)
        at = [column.title for column in COUNTS].index(label) + 1
        sheet.write_string(line, 0, label, book.form("text"))
        for number, name in enumerate(names, start=1):
            reference = tables[name].cell(at)
            book.formula(sheet, (line, number), reference, value, book.form("int"))
        listed = lists.get(State(key)) if key in set(State) else None
        if listed:
            count = f'COUNTIF({listed.column(1)},"{label}")'
            book.formula(sheet, (line, 4), count, value, book.form("int"))
        else:
            sheet.write_string(line, 4, NONE, book.form("text"))
        sheet.write_number(line, 5, value, book.form("int"))
        cells = ",".join(
            f"{column}{line + 1}=F{line + 1}" for column in "BCDE"[: 4 if listed else 3]
        )
        verdict = f'IF(AND({cells}),"相符","不符")'
        book.formula(sheet, (line, 6), verdict, "相符", book.form("text"))


def _money_control(
    book: Workbook, sheet: Any, facts: Facts, tables: dict[str, Table], top: int
) -> None:
    """Hold the totals by insurer, sector, town and, of a year, month against each other."""
    total = facts.books.total
    values = (total.policies, total.due, total.paid)
    places = (("承保", "期内起保"), ("承保", "应收保费（元）"), ("理赔", "已赔付（元）"))
    heads = ["核对项目", "承保机构合计", "分行业合计", "分镇办合计", "各月合计", "报告所用数"]
    for number, head in enumerate([*heads, "核对结果"]):
        sheet.write_string(top, number, head, book.header)
    for line, (label, value, (name, title)) in enumerate(
        zip(CONTROLS, values, places, strict=True), start=top + 1
    ):
        own = [column.title for column in _INSURER_TABLES[name]].index(title)
        at = [column.title for column in ACTIVITY].index(label) + 1
        cells = [tables[name].cell(own)]
        cells += [tables[f"{by}.activity"].cell(at) for by in ("sector", "town")]
        if facts.period.is_year:
            month = [column.title for column in MONTHS].index(label)
            cells.append(tables["months"].cell(month))
        form = book.form(ACTIVITY[at - 1].kind)
        held = shown(value, ACTIVITY[at - 1].kind)
        sheet.write_string(line, 0, label, book.form("text"))
        for column, cell in enumerate(cells, start=1):
            book.formula(sheet, (line, column), cell, held, form)
        if len(cells) < len(heads) - 2:
            sheet.write_string(line, len(cells) + 1, NONE, book.form("text"))
        sheet.write_number(line, 5, held, form)
        same = ",".join(
            f"ABS({letter}{line + 1}-F{line + 1})<0.005" for letter in "BCDE"[: len(cells)]
        )
        book.formula(sheet, (line, 6), f'IF(AND({same}),"相符","不符")', "相符", book.form("text"))
