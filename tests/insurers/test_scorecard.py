"""The scorecard: figures with numerator, denominator and cases; ranks; points and score."""

import io
import sqlite3
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest
from docx import Document

from tests.core.desk import NAME_A, NAME_B, NAME_C, Desk, firm
from tests.insurers.scores import indicator
from zcins.insurers.figures import FIGURES, Figure, Ground
from zcins.insurers.scorecard import Card, Mark, Scorecard, points, scorecard
from zcins.reports.insurers import insurer_pages
from zcins.scheme import Measure
from zcins.store.acts import complain

DAY = date(2019, 12, 31)
POLICIES = "承保公司,保险单号,被保险人,统一社会信用代码,起保日期,终保日期,保费"
PREVENTION = "承保公司,凭证号,支出日期,月份,计提金额,支出金额,被保险人,费用类别"
LEAST = """
[[threshold]]
id = "scorecard_least_cases"
label = "参加排名的最少件数"
value = "{least}"
unit = "count"
from = 2017-11-01
source = "虚构"
confirmed = false
"""
WEIGHED = """
[[indicator]]
id = "{what}"
label = "{what}"
what = "{what}"
direction = "{direction}"
weight = "{weight}"
full = "{full}"
zero = "{zero}"
from = 2017-11-01
source = "虚构"
confirmed = false
"""
# All eleven, so that every one has a weight; only three have cases in these tests.
MARKS = [
    ("prevention_accrued", "higher", "30", "0.15", "0.05"),
    ("rows_quarantined", "lower", "10", "0", "0.5"),
    ("firms_served", "higher", "20", "1", "0"),
    *((what, "higher", "5", "1", "0") for what in ("claims_in_time", "advance_payments")),
    ("prevention_used", "higher", "5", "1", "0"),
    *((what, "lower", "5", "0", "1") for what in ("ledgers_late", "codes_invalid")),
    *((what, "lower", "5", "0", "1") for what in ("totals_wrong", "premium_off_tariff")),
    ("complaints", "lower", "5", "0", "1"),
]


def office(path: Path, least: int = 1, *, weighed: bool = False) -> Desk:
    files = {"thresholds.toml": LEAST.format(least=least)}
    names = ("what", "direction", "weight", "full", "zero")
    if weighed:
        texts = [WEIGHED.format(**dict(zip(names, mark, strict=True))) for mark in MARKS]
        files["indicators.toml"] = "".join(texts)
    desk = Desk(path / "office", files)
    desk.register(firm(), firm(NAME_B), firm(NAME_C))
    desk.take(
        f"2019-12保单台账\n{POLICIES}\n"
        f"人保财险,P1,{NAME_A},,2019-01-01,2019-12-31,1000.00\n"
        f"人保财险,P2,{NAME_B},,2019-01-01,2019-12-31,1000.00\n"
        f"人保财险,P3,{NAME_C},,2019-01-01,2019-12-31,待核",
        insurer="picc",
    )
    desk.take(
        f"2019-12保单台账\n{POLICIES}\n平安财险,Q1,{NAME_C},,2019-01-01,2019-12-31,4000.00",
        insurer="pingan",
    )
    desk.take(
        f"2019-12事故预防费用\n{PREVENTION}\n"
        f"人保财险,,,2019-12,200.00,,,\n人保财险,V1,2019-03-03,,,50.00,{NAME_A},培训",
        insurer="picc",
    )
    desk.take(
        f"2019-12事故预防费用\n{PREVENTION}\n平安财险,,,2019-12,700.00,700.00,,", insurer="pingan"
    )
    return desk


def assess(desk: Desk, day: date = DAY) -> Scorecard:
    return scorecard(Ground(desk.ask(day), 2019))


def card(found: Scorecard, insurer: str) -> Card:
    (one,) = [card for card in found.cards if card.insurer == insurer]
    return one


def mark(found: Scorecard, insurer: str, what: str) -> Mark:
    (one,) = [mark for mark in card(found, insurer).marks if mark.indicator.what == what]
    return one


def numbers(one: Mark) -> tuple[int, int, int] | None:
    figure = one.figure
    return None if figure is None else (figure.numerator, figure.denominator, figure.n)


def test_every_measure_of_the_scheme_has_a_figure() -> None:
    assert set(FIGURES) == set(get_args(Measure))


def test_figures(tmp_path: Path) -> None:
    found = assess(office(tmp_path))
    # Accrued by due: 200 of 2,000 yuan of two policies.
    assert numbers(mark(found, "picc", "prevention_accrued")) == (20000, 200000, 2)
    assert numbers(mark(found, "picc", "prevention_used")) == (5000, 20000, 1)
    # A and B are insured with PICC, A was served; the row of C is quarantined.
    assert numbers(mark(found, "picc", "firms_served")) == (1, 2, 2)
    # Three policy rows, of which one is quarantined, and two of prevention money.
    assert numbers(mark(found, "picc", "rows_quarantined")) == (1, 5, 5)
    assert numbers(mark(found, "picc", "claims_in_time")) is None
    assert numbers(mark(found, "cpic", "prevention_accrued")) is None
    assert len(found.cards) == 8


def test_ranks_by_direction(tmp_path: Path) -> None:
    found = assess(office(tmp_path))
    # 0.10 and 0.175: higher is better; 0.2 and 0 quarantined: lower is.
    for what in ("prevention_accrued", "rows_quarantined"):
        ranks = [(m.rank, m.ranked) for m in (mark(found, c, what) for c in ("pingan", "picc"))]
        assert ranks == [(1, 2), (2, 2)]


def test_equal_figures_share_a_rank() -> None:
    one = indicator()
    marks = [Mark(one, Figure(part, 10, 10), 5) for part in (9, 9, 3)]
    from zcins.insurers.scorecard import _rank

    _rank(marks)
    assert [mark.rank for mark in marks] == [1, 1, 3]


@pytest.mark.parametrize(("least", "ranked"), [(2, True), (3, False)])
def test_too_few_cases_are_not_ranked(tmp_path: Path, least: int, *, ranked: bool) -> None:
    one = mark(assess(office(tmp_path, least)), "picc", "prevention_accrued")
    assert one.value == Decimal("0.1"), "the figure is told all the same"
    assert (one.rank is not None) == ranked


def test_five_cases_are_needed_by_default(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "office")
    assert {one.least for one in assess(desk).cards[0].marks} == {5}


def test_without_weights_there_is_no_score(tmp_path: Path) -> None:
    found = assess(office(tmp_path))
    assert len(found.unweighted) == 11
    assert [one.score for one in found.cards] == [None] * 8


def test_the_score(tmp_path: Path) -> None:
    found = assess(office(tmp_path, weighed=True))
    picc, pingan = card(found, "picc"), card(found, "pingan")
    got = {one.indicator.what: one.points for one in picc.marks if one.points is not None}
    # 0.10 is half way from 0.05 to 0.15; a fifth quarantined of a half is 60; half served;
    # a quarter used; no wrong code, no complaint.
    assert got == {
        "prevention_accrued": Decimal("50.0"),
        "rows_quarantined": Decimal("60.0"),
        "firms_served": Decimal("50.0"),
        "prevention_used": Decimal("25.0"),
        "codes_invalid": Decimal("100.0"),
        "complaints": Decimal("100.0"),
    }
    # (30×50 + 10×60 + 20×50 + 5×25 + 5×100 + 5×100) ÷ 75 = 4225 ÷ 75
    assert picc.score == Decimal("56.3")
    assert picc.weighed == Decimal("0.75")
    # 0.175 is above full marks; (30×100 + 10×100 + 20×0 + 5×100 + 5×100 + 5×100) ÷ 75
    assert pingan.score == Decimal("73.3")
    assert (pingan.rank, picc.rank) == (1, 2)


def test_the_page_tells_on_what_the_score_rests(tmp_path: Path) -> None:
    ground = Ground(office(tmp_path, weighed=True).ask(DAY), 2019)
    (page,) = insurer_pages(ground, scorecard(ground), "试点办", "picc").values()
    document = Document(io.BytesIO(page))
    text = "\n".join(one.text for one in document.paragraphs)
    assert "综合得分56.3分，列第2位；有得分的指标占全部权重的75.0%。" in text
    # No total was stated: numerator, denominator and cases stand there all the same.
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert ["totals_wrong", "—", "0", "0", "0", "不排名"] in rows


def test_one_weight_missing_is_no_score(tmp_path: Path) -> None:
    desk = office(tmp_path, weighed=True)
    path = desk.office.scheme_dir / "indicators.toml"
    text = path.read_text(encoding="utf-8").replace('weight = "20"\n', "")
    desk.set_scheme({"indicators.toml": text})
    found = assess(desk)
    assert [one.id for one in found.unweighted] == ["firms_served"]
    assert card(found, "picc").score is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [("0.5", "50.0"), ("1", "100.0"), ("2", "100.0"), ("-1", "0.0"), ("0.33333", "33.3")],
)
def test_points(value: str, expected: str) -> None:
    assert points(indicator(full="1", zero="0"), Decimal(value)) == Decimal(expected)


def test_complaints_of_the_year(tmp_path: Path) -> None:
    desk = office(tmp_path)
    for day, insurer in (
        (date(2019, 1, 1), "picc"),
        (date(2019, 12, 31), "picc"),
        (date(2018, 12, 31), "picc"),
        (date(2019, 6, 1), "pingan"),
    ):
        with desk.office.store.write("complaint", "", desk.office.scheme_state) as write:
            complain(write, None, day, "拖延理赔", insurer)
    found = assess(desk)
    assert numbers(mark(found, "picc", "complaints")) == (2, 2, 2)
    assert numbers(mark(found, "pingan", "complaints")) == (1, 1, 1)


def _dated(desk: Desk, days: dict[int, str]) -> None:
    """Set the moments of events, as if the office had worked on other days."""
    path = desk.office.home / "zcins.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        for event, day in days.items():
            at = f"{day}T09:00:00+08:00"
            connection.execute("UPDATE event SET at = ? WHERE id = ?", (at, event))


def test_late_and_missing_ledgers(tmp_path: Path) -> None:
    """The term is ten days; the office began on 1 August, when it entered July late as well."""
    desk = Desk(tmp_path / "office", {"thresholds.toml": LEAST.format(least=1)})
    desk.register(firm())
    events = [1]
    for month in ("2019-06", "2019-07", "2019-08", "2019-09"):
        row = f"人保财险,P{month},{NAME_A},,2019-01-01,2019-12-31,1000.00"
        taken = desk.take(f"{month}保单台账\n{POLICIES}\n{row}", period=month, insurer="picc")
        events.append(int(taken["id"]))
    came = ["2019-08-01", "2019-08-01", "2019-08-10", "2019-09-10", "2019-10-11"]
    _dated(desk, dict(zip(events, came, strict=True)))
    found = assess(desk, date(2019, 12, 1))
    # June came before anyone kept the day; July and August in time, on the last day; September a
    # day late; October missing, November not due before 10 December.
    assert numbers(mark(found, "picc", "ledgers_late")) == (2, 4, 4)
    # The others sent none: June to October are missing.
    assert numbers(mark(found, "pingan", "ledgers_late")) == (5, 5, 5)
