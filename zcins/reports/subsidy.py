"""The papers of a batch: opinion and plan as docx, the list for finance."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from zcins.money import yuan
from zcins.reports.layout import Paper
from zcins.reports.subsidy_book import list_for_finance
from zcins.reports.subsidy_words import DECISIONS, REASONS, payer_name
from zcins.reports.wording import amount, chinese_day, plain, share, sum_of_money
from zcins.scheme import Scheme, Subsidy
from zcins.subsidy import Batch, Decision, Line

if TYPE_CHECKING:
    from zcins.store import View

NOTICE = "《关于开展全区高危行业强制实施安全生产责任保险试点工作的通知》"
OPINION, PLAN, LIST = "审核意见.docx", "资金补贴方案.docx", "奖补资金明细表.xlsx"
_BASES = {"premium_received": "实收保费", "premium": "应收保费"}


@dataclass(frozen=True)
class Papers:
    """A batch as its papers show it; the same batch gives the same bytes on any day."""

    view: "View"
    scheme: Scheme
    batch: Batch
    office: str

    def files(self) -> dict[str, bytes]:
        """Give the papers by their file names, but for the bank's lists."""
        return {OPINION: self.opinion(), PLAN: self.plan(), LIST: self.book()}

    @property
    def _at(self) -> datetime:
        return datetime.fromisoformat(self.batch.stored.at)

    @property
    def signed_on(self) -> date:
        """Give the day of the approval, or of the proposal."""
        approval = self.batch.stored.approval
        return approval.approved_on if approval else self.batch.stored.as_of

    @property
    def _kind(self) -> str:
        return "（补充批次）" if self.batch.stored.supplementary else ""

    def book(self) -> bytes:
        """Give the list for finance as .xlsx."""
        title = f"{self.batch.year}年度安全生产责任保险财政奖补资金明细表{self._kind}"
        return list_for_finance(self.batch, self.scheme, self.office, title)

    def opinion(self) -> bytes:
        """Give 审核意见: what was examined, with which outcome and for which reasons."""
        batch = self.batch
        year, found = batch.year, batch.sums
        title = (f"关于{year}年度安全生产责任保险", f"财政奖补资金的审核意见{self._kind}")
        paper = Paper(title, self.office, self._at)
        paper.addressee("区财政局：")
        paper.text(
            f"根据{NOTICE}四（三）的规定，对{year}年度起保的安全生产责任保险保单逐份进行了审核，"
            f"数据截至{chinese_day(batch.stored.as_of)}。现将审核意见报告如下。"
        )
        paper.heading("一、审核结果")
        paper.text(_outcome(batch))
        counts = Counter(line.decision for line in batch.lines)
        rows = [
            [DECISIONS[decision], str(counts[decision]), amount(_sum(batch.lines, decision))]
            for decision in Decision
        ]
        rows.append(["合计", str(len(batch.lines)), amount(found.total)])
        paper.table(
            "表1　审核结果", [["审核结论", "保单（份）", "金额（元）"], *rows], (40, 30, 40)
        )
        self._reasons(paper)
        paper.heading("三、审核意见")
        approval = batch.stored.approval
        if approval:
            paper.text(plain(approval.opinion))
            paper.text(f"审核人：{plain(approval.approver)}")
        else:
            paper.text("（尚未审批）")
        paper.text("附件：1．奖补资金明细表")
        paper.text("　　　2．资金补贴方案")
        paper.signature(self.office, chinese_day(self.signed_on))
        return paper.content()

    def _reasons(self, paper: Paper) -> None:
        paper.heading("二、核减、不予补贴和追回的原因")
        found = Counter(
            (line.decision, line.reason) for line in self.batch.lines if line.reason is not None
        )
        if not found:
            paper.text("本批次没有核减、不予补贴和追回的保单。")
            return
        rows = [
            [DECISIONS[decision], REASONS[reason], str(count)]
            for (decision, reason), count in sorted(found.items(), key=lambda item: -item[1])
            if reason is not None
        ]
        rows.append(["合计", "", str(found.total())])
        paper.table("表2　原因分类", [["审核结论", "原因", "保单（份）"], *rows], (24, 60, 24), 2)

    def plan(self) -> bytes:
        """Give 资金补贴方案: by which standard, to whom, from which funds."""
        batch = self.batch
        title = (f"{batch.year}年度安全生产责任保险保费", f"财政奖补资金补贴方案{self._kind}")
        paper = Paper(title, self.office, self._at)
        paper.text(
            f"根据{NOTICE}四（三）和审核意见，制定本方案。"
            f"数据截至{chinese_day(batch.stored.as_of)}。"
        )
        paper.heading("一、补贴标准")
        for sentence in self._standards():
            paper.text(sentence)
        paper.heading("二、补贴对象和金额")
        paper.text(_outcome(batch))
        self._by_sector(paper)
        paper.heading("三、资金来源")
        paper.text(_sources(batch))
        paper.heading("四、拨付")
        back = "追回的资金由企业按原渠道退回。" if batch.sums.recover else ""
        paper.text(
            "补贴资金由区财政局按照审核意见拨付到投保企业账户，"
            f"明细见奖补资金明细表和拨付清单。{back}"
        )
        paper.signature(self.office, chinese_day(self.signed_on))
        return paper.content()

    def _standards(self) -> Iterable[str]:
        """Give the rates that the lines rest on, each with its source."""
        used = {(line.entry, line.source) for line in self.batch.lines if line.entry}
        entries = [
            entry
            for entry in self.scheme.history(Subsidy.table)
            if isinstance(entry, Subsidy) and (entry.id, entry.source) in used
        ]
        for entry in entries:
            sectors = "、".join(self.scheme.sector_name(code) for code in entry.sectors)
            year = f"{entry.year}年起保的" if entry.year else f"第{entry.policy_year}个投保年度的"
            parts = "，".join(
                f"{payer_name(payer)}承担{share(part)}" for payer, part in entry.shares.items()
            )
            cap = entry.cap_per_enterprise
            limit = f"，每家企业每年最高{_plain_yuan(cap)}元" if cap is not None else ""
            doubt = "" if entry.confirmed else "（该标准尚未确认）"
            yield (
                f"{year}保单，{sectors}行业领域按{_BASES[entry.base]}的{share(entry.rate)}补贴"
                f"{limit}；{parts}。依据：{entry.source}{doubt}。"
            )

    def _by_sector(self, paper: Paper) -> None:
        rows = []
        paid = [line for line in self.batch.lines if line.amount > 0]
        codes = sorted({line.sector for line in paid}, key=self._order)
        for code in codes:
            lines = [line for line in paid if line.sector == code]
            rows.append([self.scheme.sector_name(code or ""), *_figures(lines)])
        if rows:
            head = ["行业领域", "企业（家）", "保单（份）", "补贴基数（元）", "补贴金额（元）"]
            rows.append(["合计", *_figures(paid)])
            paper.table("表1　分行业领域补贴金额", [head, *rows], (28, 20, 20, 32, 32))

    def _order(self, code: str | None) -> tuple[int, str]:
        return self.scheme.order("sector", code)


def _sum(lines: Iterable[Line], decision: Decision) -> int:
    return sum(line.amount for line in lines if line.decision is decision)


def _outcome(batch: Batch) -> str:
    found = batch.sums
    paid = [line for line in batch.lines if line.amount > 0]
    firms = {line.enterprise for line in paid}
    text = f"共审核保单{len(batch.lines)}份。"
    if paid:
        text += f"拟补贴企业{len(firms)}家、保单{len(paid)}份，补贴资金{_exact(found.granted)}。"
    else:
        text += "没有应予补贴的保单。"
    back = [line for line in batch.lines if line.amount < 0]
    if back:
        text += (
            f"以前批次已补贴、现应追回的保单{len(back)}份，追回资金{_exact(-found.recover)}，"
            f"相抵后净额{_exact(found.total)}。"
        )
    return text


def _sources(batch: Batch) -> str:
    parts = "，".join(
        f"{payer_name(payer)}{_exact(part)}" for payer, part in batch.sums.shares.items()
    )
    return f"本批次净额{_exact(batch.sums.total)}，其中{parts}。" if parts else "本批次不涉及资金。"


def _exact(fen: int) -> str:
    """Give an amount to the fen, and in 万元 beside it where that is easier to read."""
    text, short = f"{amount(fen)}元", sum_of_money(fen)
    return f"{text}（{short}）" if short.endswith("万元") else text


def _figures(lines: list[Line]) -> list[str]:
    firms = {line.enterprise for line in lines}
    base = sum(line.base or 0 for line in lines)
    return [
        str(len(firms)),
        str(len(lines)),
        amount(base),
        amount(sum(one.amount for one in lines)),
    ]


def _plain_yuan(value: Decimal) -> str:
    text = yuan(int(value.scaleb(2)))
    return text.removesuffix(".00")
