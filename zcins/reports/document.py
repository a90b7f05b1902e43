"""The summary as an official text, written from the facts alone."""

from zcins.reports.chapters import DEFINITIONS, story
from zcins.reports.facts import Facts
from zcins.reports.keys import index
from zcins.reports.layout import Look, Paper
from zcins.reports.story import Block, Figure, Grid, Section
from zcins.reports.wording import chinese_day

__all__ = ["ANNEXES", "DEFINITIONS", "DISTRICT", "document", "title_of"]

_TITLE = ("高危行业强制实施安全生产责任保险", "试点工作{period}{kind}")
DISTRICT = "周村区"
NOTICE = "《关于开展全区高危行业强制实施安全生产责任保险试点工作的通知》"
# The sheets of the annex, as the text lists them.
ANNEXES = (
    "投保情况分类统计表",
    "承保、事故预防和理赔情况表",
    "未投保、脱保企业名单",
    "待核实企业名单",
    "检查发现问题明细表",
    "口径说明",
)


def document(facts: Facts, look: Look | None = None) -> bytes:
    """Give summary.docx; the same facts and look give the same bytes."""
    paper = Paper(title_of(facts), facts.office, facts.at, look=look)
    paper.addressee("区政府：")
    paper.text(
        f"根据{NOTICE}要求，现将{_where(facts)}高危行业强制实施安全生产责任保险试点工作"
        f"{facts.period.name}情况{_called(facts)}如下。数据截至{chinese_day(facts.as_of)}。"
    )
    for chapter in story(facts):
        paper.heading(chapter.title)
        for block in chapter.blocks:
            _write(paper, block)
    paper.annexes(ANNEXES)
    paper.signature(facts.office, chinese_day(facts.as_of))
    index(paper, facts)
    return paper.content()


def _write(paper: Paper, block: Block) -> None:
    match block:
        case Section(title):
            paper.subheading(title)
        case Grid(caption, rows, widths, left, total):
            texts = [[cell.text for cell in row] for row in rows]
            paper.table(caption, texts, widths, left, total=total)
        case Figure(caption, chart):
            paper.picture(chart.png(), caption, chart.text)
        case str():
            paper.text(block)


def title_of(facts: Facts) -> list[str]:
    """Give the title's lines: a year is summed up, a quarter or month reported."""
    kind = "总结" if facts.period.is_year else "统计报告"
    lines = [line.format(period=facts.period.name, kind=kind) for line in _TITLE]
    where = f"{DISTRICT}{facts.scope.removeprefix('区')}"
    return [where, *lines] if facts.scope else [f"{where}{lines[0]}", *lines[1:]]


def _where(facts: Facts) -> str:
    return facts.scope or "全区"


def _called(facts: Facts) -> str:
    return "总结" if facts.period.is_year else "报告"
