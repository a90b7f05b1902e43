"""The tables of the summary, each cell with the key of its figure."""

from collections.abc import Callable, Sequence

from zcins.reports.activity import Activity
from zcins.reports.books import Book
from zcins.reports.facts import Facts
from zcins.reports.progress import HEAD, step_rows
from zcins.reports.story import Cell, Grid, cells
from zcins.reports.tallies import Tally
from zcins.reports.wording import NONE, amount, difference, number

_STATES = ("required", "insured", "unresolved", "lapsed", "uninsured")
_COVERAGE = ("应投保", "已投保", "待核实", "脱保", "未投保", "投保率")
_BY = {"sector": "行业领域", "town": "镇办", "department": "主管部门"}
_MONEY = frozenset({"due", "received", "minimum", "accrued", "spent", "paid", "outstanding"})


def coverage_table(facts: Facts, by: str) -> Grid:
    """Give the coverage by sector, town or department, beside that of the period before."""
    found = facts.coverage
    rows = {"sector": found.sectors, "town": found.towns, "department": found.departments}[by]
    earlier = found.before_of(by)
    compared = found.before is not None
    head = [_BY[by], *_COVERAGE, *([f"{facts.period.before_name}投保率"] if compared else [])]
    body = [_counts(row, f"coverage.{by}.{row.code}") for row in rows]
    body.append(_counts(found.total, "coverage.total"))
    if compared:
        for line, row in zip(body, rows, strict=False):
            old = earlier.get(row.code)
            line.append(_rate(old, f"coverage.before.{by}.{old.code if old else ''}"))
        body[-1].append(_rate(found.before, "coverage.before"))
    widths = (32, 15, 15, 15, 13, 15, 17, *([24] if compared else []))
    name = {"sector": "分行业领域", "town": "分镇办", "department": "分主管部门"}[by]
    return Grid(f"{name}投保情况（单位：家）", [cells(head), *body], widths)


def _counts(row: Tally, key: str) -> list[Cell]:
    counted = [Cell(str(getattr(row, name)), f"{key}.{name}") for name in _STATES]
    return [Cell(row.name), *counted, _rate(row, key)]


def _rate(row: Tally | None, key: str) -> Cell:
    if row is None:
        return Cell(NONE)
    return Cell(row.percent, f"{key}.rate", None if row.rate is None else row.rate)


def insurers_table(facts: Facts) -> Grid:
    """Give what each insurer covers, and the premium of the period."""
    head = (
        "承保机构",
        "有效保单（份）",
        f"{facts.period.this}起保（份）",
        "投保企业（家）",
        "应收保费（元）",
        "已到账（元）",
    )
    columns = ("policies.in_force", "policies.policies", "policies.insured", "premium.due")
    rows = _books(facts, (*columns, "premium.received"))
    return Grid("各承保机构承保情况", [cells(head), *rows], (24, 17, 17, 17, 25, 23))


def prevention_table(facts: Facts) -> Grid:
    """Give the prevention money of each insurer."""
    head = ("承保机构", "应收保费（元）", "应提取下限（元）", "已提取（元）", "已使用（元）")
    names = ("premium.due", "prevention.minimum", "prevention.accrued", "prevention.spent")
    caption = "事故预防费用提取和使用情况"
    return Grid(caption, [cells(head), *_books(facts, names)], (24, 26, 26, 24, 24))


def claims_table(facts: Facts) -> Grid:
    """Give the claims of the insurers that have any."""
    head = ("承保机构", "件数", "死亡（人）", "受伤（人）", "已赔付（元）", "未决（元）")
    names = [f"claims.{name}" for name in ("claims", "deaths", "injured", "paid", "outstanding")]
    names.append("claims.advance")
    rows = _books(facts, names, lambda book: book.claims > 0)
    heads = cells((*head, "先行垫付（元）"))
    return Grid("出险与理赔情况", [heads, *rows], (22, 10, 15, 15, 29, 26, 26))


def _books(
    facts: Facts, columns: Sequence[str], keeps: Callable[[Book], bool] = lambda _book: True
) -> list[list[Cell]]:
    found = []
    for book in (*filter(keeps, facts.books.insurers), facts.books.total):
        of = "total" if book is facts.books.total else f"insurer.{book.insurer}"
        line = [Cell(book.name)]
        for column in columns:
            theme, name = column.split(".")
            line.append(_figure(getattr(book, name), f"{theme}.{of}.{name}", name in _MONEY))
        found.append(line)
    return found


def _figure(value: int | None, key: str, money: bool) -> Cell:
    text = amount(value) if money or key.endswith(".advance") else number(value)
    return Cell(text, key, value)


def activity_table(facts: Facts, by: str) -> Grid:
    """Give what the period brought by sector or town, with the change of money."""
    found = facts.activities
    rows = found.sectors if by == "sector" else found.towns
    earlier = {row.code: row for row in found.earlier.get(by, [])}
    compared = found.before is not None and facts.is_whole
    change = f"比{facts.period.last_name}增减"
    head = [_BY[by], "保单数", "应收保费", *([change] if compared else [])]
    head += ["预防支出", "出险数", "已赔付"]
    body = []
    for row in (*rows, found.total):
        total = row is found.total
        old = found.before if total else earlier.get(row.code)
        key = "activity.total" if total else f"activity.{by}.{row.code}"
        body.append(_activity(row, key, (old.due if old else 0) if compared else None))
    widths = (20, 12, 31, *([29] if compared else []), 23, 10, 31)
    name = {"sector": "分行业领域", "town": "分镇办"}[by]
    caption = f"{name}起保、事故预防和理赔情况（单位：份、件、元）"
    return Grid(caption, [cells(head), *body], widths)


def _activity(row: Activity, key: str, before: int | None) -> list[Cell]:
    def figure(name: str, *, money: bool) -> Cell:
        return _figure(getattr(row, name), f"{key}.{name}", money)

    line = [Cell(row.name), figure("policies", money=False), figure("due", money=True)]
    if before is not None:
        line.append(Cell(difference(row.due - before), sort=row.due - before))
    line += [figure("spent", money=True), figure("claims", money=False)]
    return [*line, figure("paid", money=True)]


def uses_table(facts: Facts) -> Grid | None:
    """Give what prevention money was used for; None where no ledger tells."""
    served = facts.served
    if served is None or not served.uses:
        return None
    rows = [
        [
            Cell(use.name),
            Cell("准予列支" if use.permitted else "不得列支"),
            _figure(use.spent, f"prevention.use.{use.id}", money=True),
        ]
        for use in served.uses
    ]
    total = sum(use.spent for use in served.uses)
    rows.append([Cell("合计"), Cell(""), Cell(amount(total), "prevention.total.spent", total)])
    head = cells(("用途", "性质", "金额（元）"))
    return Grid("事故预防费用用途", [head, *rows], (50, 25, 25), 2)


def subsidy_table(facts: Facts) -> Grid:
    """Give the subsidy by year."""
    names = ("proposed", "approved", "recover", "paid")
    head = (
        "年度",
        "企业（家）",
        "保单（份）",
        "拟定（元）",
        "批准（元）",
        "追回（元）",
        "已拨付（元）",
    )
    rows = []
    for one in facts.grants.years:
        key = f"subsidy.{one.year}"
        line = [Cell(f"{one.year}年度"), Cell(str(len(one.enterprises)), f"{key}.enterprises")]
        line.append(Cell(str(one.policies), f"{key}.policies"))
        line += [_figure(getattr(one, name), f"{key}.{name}", money=True) for name in names]
        rows.append(line)
    caption = "各年度财政奖补情况"
    return Grid(caption, [cells(head), *rows], (20, 14, 14, 27, 27, 23, 27), total=False)


def steps_table(facts: Facts) -> Grid:
    """Give the pilot's steps."""
    rows = [cells(HEAD), *(cells(row) for row in step_rows(facts))]
    return Grid("试点步骤完成情况", rows, (21, 45, 27, 29, 34), len(HEAD), total=False)


def findings_table(facts: Facts) -> Grid:
    """Give how often each rule was broken, as far as they were checked."""
    rows: list[list[Cell]] = []
    for rule in facts.rules:
        if rule.findings is not None:
            told = Cell(str(rule.findings), f"findings.rule.{rule.id}")
            rows.append([Cell(rule.name), Cell(rule.severity), told])
    rows.append([Cell("合计"), Cell(""), Cell(str(len(facts.findings)))])
    head = cells(("问题", "程度", "项数"))
    return Grid("检查发现的问题", [head, *rows], (60, 20, 20), 2)
