"""A page for each insurer about its year, which can be handed to it: its own figures alone."""

from datetime import UTC, datetime, time
from decimal import ROUND_HALF_UP, Decimal

from zcins.compliance import OFFICE
from zcins.insurers.accounts import counted
from zcins.insurers.claims import Claims
from zcins.insurers.figures import Figure, Ground
from zcins.insurers.prevention import Fund
from zcins.insurers.receipts import Quality
from zcins.insurers.scorecard import Card, Mark, Scorecard
from zcins.reports.layout import Paper
from zcins.reports.wording import NONE, amount, chinese_day, percent, plain, share, sum_of_money
from zcins.scheme import Insurer

TITLE = ("安全生产责任保险试点承保机构", "{year}年度考核情况")
BASIS = (
    "根据《关于开展全区高危行业强制实施安全生产责任保险试点工作的通知》四（五）关于建立承保人"
    "试点资格考核机制的规定，现将你公司{year}年度有关情况反馈如下。数据截至{day}，以你公司报送的台账为准。"
)
_WIDTHS = (44, 18, 24, 26, 14, 18)
_HEAD = ("指标", "数值", "分子", "分母", "件数", "位次")
_BARRED = str.maketrans(dict.fromkeys('\\/:*?"<>|', "_"))
_TENTH = Decimal("0.1")


def insurer_pages(
    ground: Ground, found: Scorecard, office: str | None, only: str | None = None
) -> dict[str, bytes]:
    """Give the pages by file name; the same figures give the same bytes."""
    scheme, day = ground.standings.scheme, ground.standings.day
    signs = office or scheme.department_name(OFFICE, day) or ""
    pages = {}
    for card in found.cards:
        if only in {None, card.insurer}:
            name = plain(scheme.insurer_name(card.insurer)).translate(_BARRED)
            pages[f"{name}{found.year}年度考核情况.docx"] = _page(ground, found, card, signs)
    return pages


def _page(ground: Ground, found: Scorecard, card: Card, office: str) -> bytes:
    day = ground.standings.day
    title = [line.format(year=found.year) for line in TITLE]
    paper = Paper(title, office, datetime.combine(day, time(), UTC))
    paper.addressee(f"{_long_name(ground, card.insurer)}：")
    paper.text(BASIS.format(year=found.year, day=chinese_day(day)))
    paper.heading("一、承保和事故预防情况")
    for text in _fund(ground, ground.fund[card.insurer]):
        paper.text(text)
    paper.heading("二、理赔情况")
    paper.text(_claims(ground.claims.get(card.insurer)))
    paper.heading("三、台账质量")
    paper.text(_quality(ground.qualities.get(card.insurer)))
    paper.heading("四、考核指标")
    rows = [[*_HEAD], *(_mark(mark) for mark in card.marks)]
    paper.table(f"{found.year}年度考核指标", rows, _WIDTHS, total=False)
    for text in _method(found, card):
        paper.text(text)
    paper.signature(office, chinese_day(day))
    return paper.content()


def _long_name(ground: Ground, code: str) -> str:
    entry = ground.standings.scheme.in_force("insurer", ground.last).get(code)
    return plain(entry.long_name) if isinstance(entry, Insurer) else code


def _fund(ground: Ground, fund: Fund) -> list[str]:
    account, served = fund.account, fund.services
    begun = [p for p in counted(ground.standings) if p.record.insurer == fund.insurer]
    own = [p for p in begun if p.record.inception.year == ground.year]
    due = sum_of_money(sum(policy.premium for policy in own))
    texts = [
        f"本年起保保单{len(own)}份，应收保费{due}；本年投保企业{served.insured}家。",
        _accrued(ground, fund),
    ]
    if account.spent is not None:
        documents = (
            f"有凭证号的支出{served.vouchers - served.without_document}笔，"
            f"没有凭证号的{served.without_document}笔；"
            if served.vouchers
            else "台账只列汇总数，没有逐笔凭证；"
        )
        texts.append(
            f"{documents}接受过服务的投保企业{served.served}家（占投保企业的"
            f"{percent(served.served, served.insured)}），共服务{served.visits}次。"
        )
    if account.difference:
        texts.append(
            f"凭证合计与汇总数相差{sum_of_money(account.difference)}，以凭证为准，请说明。"
        )
    if fund.forbidden:
        listed = "；".join(
            f"{_voucher(one.known.record.voucher_no)}，"
            f"{sum_of_money(one.known.record.spent or 0)}（{plain(one.use.name)}）"
            for one in fund.forbidden
        )
        texts.append(f"下列支出不在准予列支的范围内，请退回并说明：{listed}。")
    return texts


def _voucher(number: str | None) -> str:
    return f"凭证号{plain(number)}" if number else "无凭证号"


def _accrued(ground: Ground, fund: Fund) -> str:
    account = fund.account
    if account.accrued is None:
        spent = "" if account.spent is None else f"已使用{sum_of_money(account.spent)}，"
        return f"事故预防费用{spent}台账未载明提取数，请补报。"
    threshold = ground.standings.scheme.threshold("prevention_share", account.reach)
    text = f"截至{chinese_day(account.reach)}，事故预防费用已提取{sum_of_money(account.accrued)}"
    if threshold and "due" in fund.minimum:
        least = f"应收保费的{share(threshold.number)}，即{sum_of_money(fund.minimum['due'])}"
        short = f"，少提{sum_of_money(fund.short)}" if fund.short else "，已足额"
        text += f"（下限为{least}{short}）"
    if account.spent is None:
        return f"{text}；台账未载明使用数。"
    balance = account.balance or 0
    kind = "结余" if balance >= 0 else "超支"
    used = sum_of_money(account.spent)
    return f"{text}，已使用{used}，{kind}{sum_of_money(abs(balance))}。"


def _claims(claims: Claims | None) -> str:
    if claims is None or not claims.is_told:
        return "未收到本年度理赔台账，请补报；没有案件的也应报送。"
    if not claims.cases:
        return "台账载明本年度没有出险案件。"
    text = (
        f"本年度出险{claims.cases}件，已结案{claims.settled}件，未结案{claims.open}件；"
        f"死亡{claims.deaths}人，受伤{claims.injured}人。"
        f"已赔付{sum_of_money(claims.paid)}，未决{sum_of_money(claims.outstanding)}。"
    )
    if claims.settlement_days:
        text += f"自报案至结案的天数，中位数为{claims.median('settlement_days'):g}天。"
    if claims.fatal_unpaid:
        numbers = "、".join(plain(case.number) for case in claims.fatal_unpaid)
        text += f"死亡案件没有先行垫付的：{numbers}。"
    ratio = claims.ratio(claims.paid)
    if ratio is not None:
        incurred = claims.ratio(claims.incurred) or 0
        text += (
            f"已赚保费{sum_of_money(claims.earned)}，已付赔付率{_percent(Decimal(ratio))}，"
            f"含未决的赔付率{_percent(Decimal(incurred))}。"
        )
    return text


def _quality(quality: Quality | None) -> str:
    if quality is None:
        return "未收到本年度台账。"
    text = f"本年度报送台账{quality.files}个，数据{quality.rows}行，退回更正{quality.quarantined}行"
    if quality.coded:
        text += f"；统一社会信用代码有误的{quality.bad_codes}行"
    if quality.totals:
        text += f"；合计数{quality.totals}处，与各行之和不符的{quality.wrong}处"
    return f"{text}。"


def _mark(mark: Mark) -> list[str]:
    figure = mark.figure
    if figure is None:
        return [mark.indicator.label, *[NONE] * 5]
    return [
        mark.indicator.label,
        NONE if mark.value is None else _percent(mark.value),
        _number(figure, figure.numerator),
        _number(figure, figure.denominator),
        str(figure.n),
        f"{mark.rank}/{mark.ranked}" if mark.rank else "不排名",
    ]


def _number(figure: Figure, value: int) -> str:
    return amount(value) if figure.unit == "money" else str(value)


def _percent(value: Decimal) -> str:
    return f"{(value * 100).quantize(_TENTH, rounding=ROUND_HALF_UP)}%"


def _method(found: Scorecard, card: Card) -> list[str]:
    least = sorted({mark.least for mark in card.marks})
    texts = []
    if least:
        words = "、".join(map(str, least))
        texts.append(f"金额单位为元；位次为在参加排名的机构中的名次，件数少于{words}件的不排名。")
    if card.score is not None:
        rests_on = _percent(card.weighed or Decimal(0))
        texts.append(
            f"按权重计算，综合得分{card.score}分，列第{card.rank}位；"
            f"有得分的指标占全部权重的{rests_on}。"
        )
    elif found.unweighted:
        texts.append("各项指标的权重未经规定，不计算得分。")
    texts.append("对以上情况有异议的，请书面说明并附有关台账、凭证。")
    return texts
