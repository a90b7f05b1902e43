"""Write the Chinese pages about the scheme that ships; `--check` says whether they are up to date.

docs/scheme.zh-CN.md is the table of parameters, docs/tariff.zh-CN.md the tariff manual.
"""

import os
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

os.environ["ZCINS_LANG"] = "en"

from zcins.money import fen, yuan_grouped
from zcins.rating import Case, quote
from zcins.scheme import TABLES, Entry, Factor, Scheme, Tariff

DOCS = Path(__file__).resolve().parent.parent / "docs"
MADE = "<!-- 由 make docs 根据 data/scheme 生成，请勿手工修改。 -->"
TITLES = {
    "pilot": "试点期间",
    "pilot_step": "试点步骤",
    "sector": "行业领域",
    "obligation": "投保义务",
    "town": "镇办",
    "insurer": "承保机构",
    "insurer_words": "识别机构名称用的字样",
    "department": "部门",
    "product": "险种",
    "uniform_terms": "全省统一条款",
    "extension": "附加保障",
    "prevention_use": "事故预防费用的用途",
    "threshold": "各项数值",
    "accident_grade": "事故等级",
    "tariff": "基准费率",
    "factor": "浮动因素",
    "subsidy": "财政奖补",
    "indicator": "承保机构考核指标",
    "public_column": "公开查询页的栏目",
}
KEYS = {
    "admitted": "承保资格",
    "accepted": "算作安责险",
    "aliases": "其他写法",
    "bands": "分档",
    "bare": "单独出现时的写法",
    "basis": "计费基础",
    "code": "区划代码",
    "combine": "各项合并",
    "contains": "名称含有",
    "deaths": "死亡（人）",
    "department": "主管部门",
    "direction": "方向",
    "due": "期限",
    "end": "止",
    "enterprises": "限于企业",
    "excludes": "不含",
    "factors": "浮动因素",
    "full": "满分线",
    "injured": "重伤（人）",
    "input": "取值",
    "kind": "类别",
    "label": "名称",
    "least_cases": "最少件数",
    "level": "要求",
    "long_name": "全称",
    "loss": "直接经济损失（元）",
    "managed_by": "管理机构",
    "members": "名单",
    "name": "名称",
    "notice": "通知日期",
    "order": "先后",
    "permitted": "可以列支",
    "rates": "费率",
    "rollout": "推行",
    "rounding": "舍入",
    "sector": "行业",
    "stage": "阶段",
    "start": "起",
    "title": "栏名",
    "towns": "限于镇办",
    "unit": "单位",
    "value": "数值",
    "values": "数值",
    "weight": "权重",
    "what": "指标数",
    "within": "多项取",
    "words": "字样",
    "zero": "零分线",
}
WORDS = {
    "True": "是",
    "False": "否",
    "best": "最优",
    "compulsory": "强制",
    "count": "个",
    "days": "天",
    "encouraged": "积极推广",
    "fen": "分",
    "flat": "每户",
    "full": "全面",
    "full_rollout": "全面推行",
    "headcount": "人数",
    "higher": "高者为优",
    "one_minus_sum": "1减合计",
    "one_plus_sum": "1加合计",
    "output": "产量",
    "partial": "局部试点",
    "product": "相乘",
    "project_cost": "工程造价",
    "lower": "低者为优",
    "megabytes": "兆字节",
    "seconds": "秒",
    "share": "比例",
    "street": "街道",
    "sum": "相加",
    "town": "镇",
    "working_days": "工作日",
    "worst": "最差",
    "yuan": "元",
    "yuan_per_person_year": "元/人/年",
    "zone": "开发区",
}
OFFICE = "office setting"
INTRODUCTION = """\
每条参数从“起用”日起有效，到“截止”日（含当日）或同一编号的下一条起用前一日为止。
“已核对”为“否”的，数值尚未与正式文本核对，结果中会注明；没有数值的，有关核查不做，不会编造。

- 某一天的参数：`zcins scheme show --on 2019-06-30`
- 某条的沿革：`zcins scheme history 编号`
- 两天之间的变化：`zcins scheme diff 日期 日期`
- 办公室自己的条目：`zcins scheme edit`"""
METHOD = """\
## 怎样计算

保险费 = 基准费率 × 数量 × 合计系数。数量是人数、工程造价、产量或每户。
最后一步四舍五入，只舍入一次。

- 用哪一天的费率：保单起保日当天有效的费率表。
- 分档的上限含本数；费率乘全部造价，所以刚过一档时保费可能反而降低，这不是错误。
- 一个因素有几个取值时，按该因素写明的最优、最差、相加或相乘；
  各因素之间按费率表写明的相乘，或1加（减）合计；再看有没有下限和上限。
- 缺少情况的因素不参与计算，结果写明“不适用”及原因，不会默认为1。
- 兼营几个行业的，费率表写明 `mixed = "highest"` 时取最高的基准，否则按主行业。
- 没有费率表的行业不计算，只看每人保费是否在通常范围内。

命令：

- 试算一户：`zcins rate quote --sector 建筑施工 --cost 1000万`
- 核对全部在保保单：`zcins rate check`
- 说明一张保单并出具说明单：`zcins rate explain 保单号 -o 说明.docx`
- 测算改动后的保费：`zcins rate simulate --set factor.standardization.二级=0.85`"""
TEN_THOUSAND = 1_000_000  # fen


def scheme_page(scheme: Scheme) -> str:
    """Give the table of parameters, each with its days, source and confirmation."""
    parts = [
        f"# 方案参数一览\n\n{MADE}",
        INTRODUCTION,
    ]
    for table in TABLES:
        entries = sorted(
            scheme.periods(table), key=lambda pair: (scheme.order(table, pair[0].id), pair[0].from_)
        )
        parts.append(f"## {TITLES.get(table, table)}（{TABLES[table].file}）")
        if not entries:
            parts.append("没有条目：没有查到来源。")
            continue
        lines = ["| 编号 | 内容 | 起用 | 截止 | 来源 | 已核对 | 说明 |", "| --- " * 7 + "|"]
        lines += [_entry_line(entry, last) for entry, last in entries]
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _entry_line(entry: Entry, last: date) -> str:
    content = [
        f"{KEYS.get(key, key)}：{_plain(value)}" for key, value in entry.particulars().items()
    ]
    if "value" not in entry.particulars() and entry.table == "threshold":
        content.append("数值：未查到")
    cells = [
        f"`{entry.id}`",
        "；".join(content),
        str(entry.from_),
        "" if last == date.max else str(last),
        "工作设定" if entry.source == OFFICE else entry.source,
        "是" if entry.confirmed else "否",
        "".join(filter(None, (entry.note, entry.gap))),
    ]
    return "| " + " | ".join(cells) + " |"


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(_plain(one) for one in value) or "无"
    if isinstance(value, dict):
        return "，".join(f"{KEYS.get(k, k)} {_plain(v)}" for k, v in value.items() if v is not None)
    return WORDS.get(str(value), str(value))


def tariff_page(scheme: Scheme) -> str:
    """Give the tariff manual: how a premium is worked out, each tariff, each factor."""
    tariffs = [entry for entry in scheme.history("tariff") if isinstance(entry, Tariff)]
    factors = [entry for entry in scheme.history("factor") if isinstance(entry, Factor)]
    return (
        "\n\n".join(
            [
                f"# 费率手册\n\n{MADE}",
                METHOD,
                "## 基准费率",
                *(part for tariff in tariffs for part in _tariff(scheme, tariff)),
                "## 浮动因素",
                *(_factor(factor) for factor in factors),
                *_envelope(scheme),
            ]
        )
        + "\n"
    )


def _tariff(scheme: Scheme, tariff: Tariff) -> Iterator[str]:
    sector = scheme.sector_name(tariff.sector)
    yield f"### {sector}（`{tariff.id}`，{tariff.from_}起）"
    yield f"来源：{tariff.source}（{_confirmed(tariff)}）。{tariff.note or ''}"
    combine, names = WORDS[tariff.combine], "、".join(tariff.factors) or "无"
    yield (
        f"计费基础：{WORDS[tariff.basis]}；浮动因素：{names}；各项合并：{combine}；"
        f"舍入到{WORDS[tariff.rounding]}。"
    )
    if tariff.bands:
        lines = ["| 工程造价（万元，含） | 费率（‰） | 累计责任限额（万元） |", "| --- " * 3 + "|"]
        for band in tariff.bands:
            end = "以上" if band.up_to is None else f"{band.up_to / 10_000:,f}"
            limit = "" if band.aggregate_limit is None else f"{band.aggregate_limit / 10_000:,f}"
            lines.append(f"| {end} | {(band.rate * 1000).normalize():f} | {limit} |")
        yield "\n".join(lines)
        yield _examples(scheme, tariff)
    else:
        lines = ["| 每人责任限额（元） | 费率（元） |", "| --- " * 2 + "|"]
        lines += [f"| {limit:,f} | {rate:f} |" for limit, rate in tariff.rates.items()]
        yield "\n".join(lines)


def _examples(scheme: Scheme, tariff: Tariff) -> str:
    """Give premiums at the edges of the bands, worked out by the program itself."""
    lines = ["| 工程造价（万元） | 保险费（元） |", "| --- " * 2 + "|"]
    for end in [band.up_to for band in tariff.bands if band.up_to is not None]:
        for cost in (fen(end), fen(end) + TEN_THOUSAND // 100):
            found = quote(scheme, Case(tariff.sector, project_cost=cost), tariff.from_)
            shown = Decimal(cost) / TEN_THOUSAND
            lines.append(f"| {shown:,.2f} | {yuan_grouped(found.premium or 0)} |")
    return "各档边上的保险费（没有优惠时）：\n\n" + "\n".join(lines)


def _factor(factor: Factor) -> str:
    head = f"### {factor.label}（`{factor.id}`，{factor.from_}起）\n\n"
    source = f"来源：{factor.source}（{_confirmed(factor)}）。"
    text = f"取值 `{factor.input}`，多项取{WORDS[factor.within]}。{source}"
    if not factor.numbers:
        return f"{head}{text}**没有数值**，不参与计算。{factor.note or ''}"
    lines = ["| 取值 | 系数 |", "| --- " * 2 + "|"]
    lines += [f"| {key} | {value:f} |" for key, value in factor.values.items()]
    lines += [f"| {band.up_to or '以上'} | {band.factor:f} |" for band in factor.bands]
    return head + text + "\n\n" + "\n".join(lines)


def _envelope(scheme: Scheme) -> Iterator[str]:
    yield "## 没有费率表时的通常范围"
    names = ("premium_per_head_least", "premium_per_head_most", "aggregate_limit_most")
    entries = {entry.id: entry for entry in scheme.history("threshold")}
    for entry in (entries[name] for name in names):
        told = entry.particulars()
        yield f"- {told['label']}：{told['value']} {WORDS[told['unit']]}。{entry.note or ''}"


def _confirmed(entry: Entry) -> str:
    return "已核对" if entry.confirmed else "尚未与正式文本核对"


def main() -> int:
    """Write the pages, or compare them."""
    scheme = Scheme.load()
    pages = {"scheme.zh-CN.md": scheme_page(scheme), "tariff.zh-CN.md": tariff_page(scheme)}
    if sys.argv[1:] != ["--check"]:
        for name, text in pages.items():
            (DOCS / name).write_text(text, encoding="utf-8", newline="\n")
        return 0
    stale = [name for name, text in pages.items() if _stored(DOCS / name) != text]
    for name in pages:
        print(f"docs/{name} is {'stale: run `make docs`' if name in stale else 'up to date'}")
    return 1 if stale else 0


def _stored(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


if __name__ == "__main__":
    sys.exit(main())
