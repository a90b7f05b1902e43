"""The charts of the documents, from the facts alone: legible without colour, and in words."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from zcins.reports.drawing import INK, MAIN, SECOND, drawing_png, drawing_svg, fonted, legible, room
from zcins.reports.facts import Facts
from zcins.reports.tallies import Tally
from zcins.reports.wording import amount_wan

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_BAR, _GAP = 0.36, 0.9  # of the room of a row; inches around the rows
_WAN = 1_000_000  # fen
_CROWDED = 6  # groups of bars, from which on their amounts are written small
_APART = 3  # months, below which labels would touch
_SHADED: dict[str, Any] = {"facecolor": SECOND, "edgecolor": INK, "hatch": "////", "linewidth": 0.6}
_SOLID: dict[str, Any] = {"facecolor": MAIN, "edgecolor": INK, "linewidth": 0.6}


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its title, what it shows in words, how it is drawn, and its height in inches."""

    key: str
    title: str
    text: str
    draw: Callable[["Axes"], None]
    height: float

    def png(self) -> bytes:
        """Give it as a picture for print; the same facts give the same bytes."""
        return drawing_png(self.draw, self.height)

    def svg(self) -> str:
        """Give it as markup for a page, its colours those of the page."""
        return drawing_svg(self.draw, self.height, self.key, self.title, self.text)


def charts(facts: Facts) -> dict[str, Chart]:
    """Give the charts that there is something to show in, by key, in their order."""
    made = (_sectors(facts), _months(facts), _premium(facts), _subsidy(facts))
    return {chart.key: chart for chart in made if chart}


def _sectors(facts: Facts) -> Chart | None:
    rows = [row for row in facts.coverage.sectors if row.tenths is not None]
    if not rows:
        return None
    found = {row.code: row for row in facts.coverage.earlier.get("sector", [])}
    before = [found.get(row.code) for row in rows]
    compared = any(row and row.tenths is not None for row in before)
    now, then = facts.period.now_name, facts.period.before_name
    told = [
        f"{row.name}{row.percent}" + (f"（{then}{old.percent}）" if old and old.required else "")
        for row, old in zip(rows, before, strict=True)
    ]

    def draw(axes: "Axes") -> None:
        places = [len(rows) - number for number in range(len(rows))]
        shift = _BAR / 2 if compared else 0
        _rates(axes, [place + shift for place in places], rows, now, _SOLID)
        if compared:
            _rates(axes, [place - shift for place in places], before, then, _SHADED)
            _legend(axes, 2)
        axes.set_yticks(places, [legible(row.name) for row in rows])
        axes.tick_params(left=False, bottom=False, labelbottom=False)
        axes.set_xlim(0, 112)
        axes.set_ylim(0.5, len(rows) + 0.5)
        room(axes, left=1.1, bottom=0.08, top=0.3 if compared else 0.08)
        axes.spines[["right", "top", "bottom"]].set_visible(False)

    height = _GAP / 2 + len(rows) * (0.42 if compared else 0.32)
    return Chart("sectors", "分行业领域投保率", f"{'，'.join(told)}。", draw, height)


def _rates(
    axes: "Axes", places: list[float], rows: list[Any], label: str, look: dict[str, Any]
) -> None:
    rates = [float(row.tenths or 0) if row else 0.0 for row in rows]
    axes.barh(places, rates, _BAR, label=label, **look)
    for place, rate, row in zip(places, rates, rows, strict=True):
        text = row.percent if row else "—"
        axes.text(rate + 1, place, text, va="center", fontproperties=fonted(9), color=INK)


def _months(facts: Facts) -> Chart | None:
    rows = [row for row in facts.coverage.months if row.tenths is not None]
    if len(rows) < 2:  # noqa: PLR2004 - a line needs two points
        return None
    first, last = rows[0], rows[-1]
    best = max(rows, key=lambda row: (row.tenths or Decimal(0), row.code))
    told = f"{first.name}末{first.percent}，{last.name}末{last.percent}"
    text = f"{told}，最高为{best.name}末{best.percent}。"

    def draw(axes: "Axes") -> None:
        rates = [float(row.tenths or 0) for row in rows]
        axes.plot(range(len(rows)), rates, color=MAIN, marker="o", markersize=3.5, linewidth=1.4)
        for number in _marked(rows):
            axes.annotate(
                rows[number].percent,
                (number, rates[number]),
                xytext=(0, 6),
                textcoords="offset points",
                ha="center",
                fontproperties=fonted(9),
                color=INK,
            )
        axes.set_xticks(range(len(rows)), [_month_label(n, rows) for n in range(len(rows))])
        axes.set_yticks(range(0, 101, 20), [f"{rate}%" for rate in range(0, 101, 20)])
        axes.set_ylim(0, 112)
        axes.grid(axis="y")
        room(axes, left=0.5, bottom=0.4, top=0.05)

    return Chart("months", "各月末投保率", text, draw, 2.6)


def _marked(rows: list[Tally]) -> list[int]:
    """Give the months whose rate is written: the ends, and each June and December apart."""
    last = len(rows) - 1
    halves = [n for n, row in enumerate(rows) if row.code[-2:] in {"06", "12"}]
    return sorted({0, *(n for n in halves if _APART <= n <= last - _APART), last})


def _month_label(number: int, rows: list[Tally]) -> str:
    year, month = rows[number].code.split("-")
    begins = month == "01" or (number == 0 and "01" not in {r.code[-2:] for r in rows[:_APART]})
    return f"{int(month)}\n{year}年" if begins else str(int(month))


def _premium(facts: Facts) -> Chart | None:
    rows = facts.months
    if not any(row.due or row.paid for row in rows):
        return None
    premium, paid = sum(row.due for row in rows), sum(row.paid for row in rows)
    text = (
        f"{facts.period.year}年{rows[0].name}至{rows[-1].name}，应收保费合计{amount_wan(premium)}，"
        f"按出险月份统计的已赔付合计{amount_wan(paid)}。"
    )
    series = {"应收保费": [row.due for row in rows], "已赔付": [row.paid for row in rows]}
    looks = (_SOLID, _SHADED)
    names = [row.name for row in rows]
    title = f"{facts.period.year}年各月保费和赔款（万元）"
    return Chart("premium", title, text, _bars(names, series, looks), 2.7)


def _subsidy(facts: Facts) -> Chart | None:
    rows = facts.grants.years
    if not any(row.net or row.paid or row.proposed for row in rows):
        return None
    told = [
        f"{row.year}年拟定{amount_wan(row.proposed)}，批准{amount_wan(row.net)}，"
        f"已拨付{amount_wan(row.paid)}"
        for row in rows
    ]
    series = {
        "拟定": [row.proposed for row in rows],
        "批准": [row.net for row in rows],
        "已拨付": [row.paid for row in rows],
    }
    looks = ({**_SHADED, "hatch": ""}, _SOLID, _SHADED)
    names = [f"{row.year}年度" for row in rows]
    draw = _bars(names, series, looks)
    return Chart("subsidy", "各年度财政奖补（万元）", f"{'；'.join(told)}。", draw, 2.4)


def _bars(
    names: list[str], series: dict[str, list[int]], looks: tuple[dict[str, Any], ...]
) -> Callable[["Axes"], None]:
    """Give bars side by side, each with its amount in ten thousand yuan above it."""

    def draw(axes: "Axes") -> None:
        width = 0.8 / len(series) if len(names) > _CROWDED else 0.2
        highest = max((max(values, default=0) for values in series.values()), default=0) / _WAN
        for number, ((label, values), look) in enumerate(zip(series.items(), looks, strict=True)):
            shift = (number - (len(series) - 1) / 2) * width
            tops = [value / _WAN for value in values]
            places = [place + shift for place in range(len(names))]
            axes.bar(places, tops, width, label=label, **look)
            _tops(axes, places, tops, highest, crowded=len(names) > _CROWDED)
        axes.set_xticks(range(len(names)), names)
        axes.set_xlim(-0.6, len(names) - 0.4)
        axes.set_ylim(min(0, *(min(v, default=0) / _WAN for v in series.values())), highest * 1.18)
        axes.grid(axis="y")
        _legend(axes, len(series))
        room(axes, left=0.5, bottom=0.28, top=0.3)

    return draw


def _legend(axes: "Axes", columns: int) -> None:
    place: dict[str, Any] = {"bbox_to_anchor": (1, 0.99), "borderaxespad": 0}
    axes.legend(loc="lower right", ncols=columns, prop=fonted(9), **place)


def _tops(
    axes: "Axes", places: list[float], tops: list[float], highest: float, *, crowded: bool
) -> None:
    for place, top in zip(places, tops, strict=True):
        if top:
            text = f"{top:.1f}" if crowded else f"{top:.2f}"
            size = 6.5 if crowded else 9
            at = max(top, 0) + highest * 0.015
            axes.text(place, at, text, ha="center", fontproperties=fonted(size), color=INK)
