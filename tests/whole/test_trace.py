"""`zcins trace`, and `zcins report --compare`: figures walked back by whole commands."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.core.desk import shipped
from tests.whole.conftest import Demo
from tests.whole.ledgers import POLICIES, ask, do, policy, take, write_csv
from zcins.office import Office
from zcins.reports.facts import facts_of
from zcins.reports.ground import Ground
from zcins.reports.period import Period
from zcins.reports.scope import WHOLE, department, town
from zcins.trace import Walk, places

SCOPES = {
    "district": WHOLE,
    "town": town("王村镇"),
    "department": department("区交通运输局", shipped()),
}


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("period", ["2017", "2018", "2019", "2019Q2", "2019-06"])
def test_every_figure_of_the_demo_comes_from_its_records(
    demo: Demo, period: str, scope: str
) -> None:
    """Each walk proves that its parts come to the figure; each record has its place."""
    asked = Period.read(period)
    assert asked is not None
    answer = Office.open(str(demo.home)).ask(min(asked.end, date(2019, 12, 31)))
    ground = Ground(answer.view, answer.scheme, asked, SCOPES[scope])
    walked = Walk(ground, facts_of(ground).figures())
    rows = {row for key in walked.figures for part in walked.trace(key).parts for row in part.rows}
    for row, place in places(answer.view, rows).items():
        known = place.sheet and place.row and place.sha256
        assert known or row.basis or row.record == "import", row


def rows_of(answer: Any) -> list[dict[str, Any]]:
    return [row for part in answer["parts"] for row in part["rows"]]


def test_from_figure_to_cell(desk: Run, small: Path) -> None:
    """Premium is column F; both policies stand in the ledger of import 2."""
    answer = ask(desk, "trace", "premium.total.due")
    assert (answer["value"], answer["known_at"], answer["report"]) == ("2400.00", 2, "2019")
    assert [part["amount"] for part in answer["parts"]] == ["1200.00", "1200.00"]
    assert [(row["import"], row["cell"]) for row in rows_of(answer)] == [(2, "F2"), (2, "F3")]
    assert (small / "archive").is_dir()
    assert all(len(row["sha256"]) == 64 for row in rows_of(answer))


@pytest.mark.usefixtures("small")
def test_the_screen_and_the_files(desk: Run, tmp_path: Path) -> None:
    shown = do(desk, "trace", "coverage.total.insured").stdout
    assert "coverage.total.insured = 2" in shown
    assert "人保财险2019-11.csv" in shown
    rate = do(desk, "trace", "coverage.total.rate").stdout
    assert "coverage.total.required" in rate
    for suffix in (".xlsx", ".csv", ".json"):
        do(desk, "trace", "coverage.total.insured", "-o", tmp_path / f"trace{suffix}")
    assert "SHA-256" in (tmp_path / "trace.csv").read_text("utf-8-sig")
    listed = ask(desk, "trace", "--report", "2018")
    assert listed["figures"]["coverage.total.required"] == 3


@pytest.mark.usefixtures("small")
def test_the_report_asked(desk: Run) -> None:
    month = ask(desk, "trace", "policies.total.policies", "--report", "2019-03")
    assert (month["value"], month["report"], month["as_of"]) == (2, "2019-03", "2019-03-31")
    place = ask(desk, "trace", "coverage.total.required", "--town", "王村镇", "--known-at", "1")
    assert (place["value"], place["scope"], place["known_at"]) == (3, "王村镇", 1)
    late = ask(desk, "trace", "coverage.total.insured", env={"ZCINS_TODAY": "2026-05-05"})
    assert (late["report"], late["as_of"]) == ("2019", "2019-12-31")


@pytest.mark.usefixtures("small")
def test_unknown_keys_and_reports(desk: Run) -> None:
    done = do(desk, "trace", "coverage.total.insurd", code=2)
    assert "coverage.total.insured" in done.stderr
    do(desk, "trace", "coverage.total.insured", "--report", "2031", code=2)


@pytest.mark.usefixtures("small")
def test_what_has_changed_since(desk: Run, tmp_path: Path) -> None:
    line = ("report", "2019", "--compare")
    done = do(desk, *line, "2")
    assert (done.stdout, "Nothing has changed" in done.stderr) == ("", True)
    take(desk, write_csv(tmp_path / "人保财险2019-12.csv", POLICIES, policy(3)))
    answer = ask(desk, *line, "2")
    assert [event["what"] for event in answer["events"]] == ["人保财险2019-12.csv"]
    changed = {one["key"]: one for one in answer["differences"]}
    insured = changed["coverage.total.insured"]
    assert (insured["old"], insured["new"], insured["events"]) == (2, 3, [3])
    assert [part["what"] for part in insured["parts"]] == ["came"]
    assert "人保财险2019-12.csv" in do(desk, *line, "2").stdout
    do(desk, *line, "2", "-o", tmp_path / "changes.xlsx")
    assert (tmp_path / "changes.xlsx").is_file()
    assert json.loads(do(desk, *line, "3", "--format", "json").stdout)["differences"] == []


@pytest.mark.usefixtures("small")
def test_compare_with_what_cannot_be(desk: Run, tmp_path: Path) -> None:
    assert "no event 9" in do(desk, "report", "2019", "--compare", "9", code=2).stderr
    later = do(desk, "report", "2019", "--compare", "2", "--known-at", "1", code=2)
    assert "--compare 2" in later.stderr
    do(desk, "report", "2019", "--compare", "1", "-o", tmp_path / "folder", code=2)
    assert not (tmp_path / "folder").exists()
