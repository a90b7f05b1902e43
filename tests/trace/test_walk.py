"""Figures of the small office walked back, each worked out by hand from its ledgers."""

from datetime import date

import pytest

from tests.core.desk import shipped
from tests.trace.conftest import Amounts, walk
from zcins.errors import UsageFaultError
from zcins.office import Office
from zcins.reports.scope import WHOLE, Scope, department, town
from zcins.trace import Walk, places

PICC, CLAIMS, MONEY = (
    "人保财险承保台账2019-12.csv",
    "人保财险理赔台账2019-12.csv",
    "人保财险事故预防费用2019-12.csv",
)
SCOPES = {
    "whole": WHOLE,
    "town": town("王村镇"),
    "department": department("区应急管理局", shipped()),
}


def cells(walked: Walk, key: str) -> list[tuple[str | None, str | None]]:
    """Give the file and the cell of every record behind a figure."""
    rows = [row for part in walked.trace(key).parts for row in part.rows]
    found = places(walked.ground.view, rows)
    return [(found[row].file, found[row].cell) for row in rows]


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("period", ["2017", "2018", "2019", "2019-06", "2019Q2", "2019-01"])
def test_every_figure_comes_from_its_records(office: Office, period: str, scope: str) -> None:
    """Each walk proves by itself that the parts come to the figure."""
    walked = walk(office, period, SCOPES[scope])
    assert len(walked.figures) > 100
    for key, value in walked.figures.items():
        trace = walked.trace(key)
        assert trace.parts or trace.keys or trace.how == "scheme" or value in {None, 0, "0.00"}


def test_every_record_has_its_place(year: Walk) -> None:
    rows = {row for key in year.figures for part in year.trace(key).parts for row in part.rows}
    found = places(year.ground.view, rows)
    assert {row.record for row in rows} >= {"enterprise", "policy", "endorsement", "quarantine"}
    for row in rows:
        if row.import_id and row.record != "import":
            place = found[row]
            assert all((place.file, place.sha256, place.sheet, place.row)), row
        else:
            assert row.event or row.basis, row


def test_premium_by_policy_and_cell(year: Walk, amounts: Amounts) -> None:
    """P2 is 2000.50 in row 4 and 200.00 more by its endorsement in row 5; 保费 is column D."""
    assert amounts("premium.insurer.picc.due") == {
        "P1": 100000,
        "P2": 220050,
        "P3": 300000,
        "P5": 50000,
        "P6": 70000,
    }
    told = [row.value for part in year.trace("premium.insurer.picc.due").parts for row in part.rows]
    assert told == [100000, 200050, 20000, 300000, 50000, 70000]
    rows = [(PICC, f"D{row}") for row in (3, 4, 5, 6, 8, 9)]
    assert cells(year, "premium.insurer.picc.due") == rows


def test_received_where_it_is_told(amounts: Amounts) -> None:
    assert list(amounts("premium.insurer.picc.received")) == ["P1", "P3", "P5", "P6"]
    assert list(amounts("premium.insurer.picc.received_unknown")) == ["P2"]


def test_claims_and_prevention_money(year: Walk) -> None:
    assert cells(year, "claims.total.paid") == [(CLAIMS, "F2")]
    assert cells(year, "claims.undated") == [(CLAIMS, "A4")]
    assert cells(year, "prevention.insurer.picc.spent") == [(MONEY, "E2")]
    assert cells(year, "prevention.insurer.picc.accrued") == [(MONEY, "D4")]


def test_the_states_show_why(year: Walk) -> None:
    """甲 by P1 and T1, 戊 by the quarantined row 7, 丙 by its past policy, 丁 by nothing."""
    records = {
        state: {
            part.name: [row.name for row in part.rows[1:]]
            for part in year.trace(f"coverage.total.{state}").parts
        }
        for state in ("insured", "unresolved", "lapsed", "uninsured")
    }
    assert records == {
        "insured": {"甲石料厂": ["P1", "T1"], "乙气体公司": ["P2", "B1"]},
        "unresolved": {"戊橡胶公司": ["P4"]},
        "lapsed": {"丙气体公司": ["P3"]},
        "uninsured": {"丁涂料公司": []},
    }
    doubt = year.trace("coverage.total.unresolved").parts[0].rows[1]
    assert (doubt.record, doubt.row) == ("quarantine", 7)


def test_heads_of_the_insured_alone(amounts: Amounts) -> None:
    assert amounts("coverage.total.insured_headcount") == {"P1": 10, "T1": 2, "P2": 18}
    assert list(amounts("coverage.total.employees_unknown")) == ["戊橡胶公司"]


def test_a_rate_comes_from_two_figures(year: Walk) -> None:
    trace = year.trace("coverage.total.rate")
    assert trace.keys == ("coverage.total.insured", "coverage.total.required")
    assert (trace.value, trace.parts) == (0.4, ())


def test_a_minimum_comes_from_the_premium_and_the_share(year: Walk) -> None:
    trace = year.trace("prevention.insurer.picc.minimum")
    assert trace.keys == ("premium.insurer.picc.due", "prevention.share")
    whole = year.trace("prevention.total.minimum")
    assert "prevention.insurer.picc.minimum" in whole.keys
    share = year.trace("prevention.share")
    assert "三（七）" in (share.parts[0].rows[0].basis or "")


def test_the_year_before(office: Office, year: Walk) -> None:
    """On 2018-12-31 乙 alone was insured, by P0."""
    (part,) = year.trace("coverage.before.insured").parts
    assert [row.name for row in part.rows] == ["乙气体公司", "P0"]
    months = year.trace("coverage.month.2019-02.insured").parts
    assert [part.rows[1].name for part in months] == ["P1", "P0", "P3"]
    assert walk(office, "2018").trace("premium.total.due").parts[0].rows[0].name == "P0"


def test_a_figure_that_the_records_do_not_bear_out_is_a_fault(year: Walk) -> None:
    key = "premium.insurer.picc.due"
    wrong = Walk(year.ground, {**year.figures, key: "7400.51"})
    with pytest.raises(AssertionError, match=r"7400\.51"):
        wrong.trace(key)


@pytest.mark.parametrize("key", ["coverage.total.insuerd", "insured", "", "coverage", "x.y.z"])
def test_an_unknown_key(year: Walk, key: str) -> None:
    with pytest.raises(UsageFaultError) as fault:
        year.trace(key)
    assert fault.value.hint
    if key == "coverage.total.insuerd":
        assert "coverage.total.insured" in fault.value.hint


def test_findings_with_their_rows(year: Walk) -> None:
    (part,) = year.trace("findings.rule.lapsed").parts
    assert part.name == "丙气体公司"
    assert part.rows[0].record == "enterprise"


def test_the_ledgers_behind_the_data(year: Walk) -> None:
    assert [part.amount for part in year.trace("data.rows_accepted").parts] == [7, 7, 1, 1, 3, 3]
    (waiting,) = year.trace("data.waiting").parts
    assert [row.name for row in waiting.rows] == ["P6"]


def test_scopes_are_walked_back_within(office: Office) -> None:
    scope: Scope = SCOPES["town"]
    parts = walk(office, scope=scope).trace("coverage.total.required").parts
    assert [part.name for part in parts] == ["甲石料厂", "乙气体公司"]
    assert walk(office, scope=scope).ground.day == date(2019, 12, 31)
