"""The worked examples in tests/cases, which a clerk can read and add to, each the whole way."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.core.desk import Desk, label
from zcins.compliance import Finding, rules

CASES = Path(__file__).resolve().parents[1] / "cases"
Case = dict[str, Any]


def _cases(kind: str) -> list[Any]:
    found = []
    for path in sorted((CASES / kind).glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        for case in content["case"]:
            told = {"rule": content.get("rule"), "scheme": content.get("scheme"), **case}
            found.append(pytest.param(told, id=f"{path.stem}-{case['title']}"))
    return found


def _ledgers(case: Case) -> list[str]:
    """Give the ledgers of a case: the registers first, then the others, in their order."""
    texts: list[str] = []
    for kind in ("register", "policies", "claims", "prevention", "accidents"):
        given = case.get(kind, [])
        texts += [given] if isinstance(given, str) else given
    return texts


@pytest.fixture
def desk(tmp_path: Path, request: pytest.FixtureRequest) -> Desk:
    case: Case = request.getfixturevalue("case")
    desk = Desk(tmp_path / "office", case["scheme"])
    for text in _ledgers(case):
        assert desk.take(text)["status"] == "imported"
    for told in case.get("complaints", []):
        desk.complain(told["enterprise"], told["on"], told["text"], told.get("outcome"))
    return desk


@pytest.mark.parametrize("case", _cases("coverage"))
def test_states_of_a_day(case: Case, desk: Desk) -> None:
    for ask in case["ask"]:
        day: date = ask["day"]
        if "states" in ask:
            assert desk.states(day) == ask["states"], (day, case["why"])
        _check_counts(desk, ask, case["why"])


def _check_counts(desk: Desk, ask: Case, why: str) -> None:
    answer = desk.coverage(ask["day"], tuple(ask.get("by", ())))
    document = answer.document()
    figures = {**document["total"], **document}
    for name, value in ask.get("counts", {}).items():
        assert figures[name] == value, (ask["day"], name, why)
    for row in ask.get("rows", []):
        assert row in [{key: one[key] for key in row} for one in answer.rows], (answer.rows, why)
    if "rows" in ask:
        assert len(answer.rows) == len(ask["rows"]), (answer.rows, why)


@pytest.mark.parametrize("case", _cases("audit"))
def test_findings(case: Case, desk: Desk) -> None:
    for ask in case["ask"]:
        answer = desk.audit(ask["day"], case["rule"])
        found = sorted((_plain(one) for one in answer.findings), key=str)
        assert found == sorted(ask["findings"], key=str), (ask["day"], case["why"])
        unchecked = case["rule"] in answer.not_checked
        assert unchecked == ask.get("not_checked", False), (ask["day"], case["why"])
        partly = case["rule"] in answer.partly
        assert partly == ask.get("partly_checked", False), (ask["day"], case["why"])


def _plain(finding: Finding) -> dict[str, Any]:
    told = {
        "enterprise": label(finding.enterprise) if finding.enterprise else None,
        "policy": finding.policy_no,
        "since": finding.since,
        "mark": finding.hit.mark,
        "insurer": None if finding.enterprise or finding.policy_no else finding.insurer,
    }
    return {name: value for name, value in told.items() if value is not None}


def test_every_rule_has_a_passing_a_failing_and_a_boundary_case() -> None:
    kinds = {(param.values[0]["rule"], param.values[0]["kind"]) for param in _cases("audit")}
    assert kinds == {(rule, kind) for rule in rules() for kind in ("合格", "不合格", "临界")}
