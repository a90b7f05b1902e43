"""The worked examples in tests/cases/subsidy: what a clerk does at the counter, step by step."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.core.desk import TODAY
from tests.subsidy.counter import Counter
from zcins.errors import ZcinsError
from zcins.subsidy import Batch, Reason

CASES = Path(__file__).resolve().parents[1] / "cases" / "subsidy"
Case = dict[str, Any]
Step = dict[str, Any]


def _cases() -> list[Any]:
    found = []
    for path in sorted(CASES.glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        for case in content["case"]:
            told = {"subsidy": content.get("subsidy"), **case}
            found.append(pytest.param(told, id=f"{path.stem}-{case['title']}"))
    return found


def _scheme(text: str) -> dict[str, str]:
    return {"subsidy.toml": text}


def _prepare(counter: Counter, step: Step) -> None:
    """Do what a step brings before it asks for anything."""
    for kind in ("register", "policies"):
        if kind in step:
            assert counter.take(step[kind])["status"] == "imported"
    if "subsidy" in step:
        counter.set_scheme(_scheme(step["subsidy"]))
    if "merge" in step:
        told = step["merge"]
        counter.merge(told["enterprise"], told["into"], told["from"])
    if "link" in step:
        counter.link(step["link"]["name"], step["link"].get("enterprise"))
    if "shown" in step:
        counter.show_policy(step["shown"])


@pytest.mark.parametrize("case", _cases())
def test_worked_subsidy(case: Case, tmp_path: Path) -> None:
    counter = Counter(tmp_path / "office", _scheme(case["subsidy"]))
    for step in case["step"]:
        _prepare(counter, step)
        if "propose" in step:
            _propose(counter, step, case["why"])


def _propose(counter: Counter, step: Step, why: str) -> None:
    day = step.get("day", TODAY)
    if "fault" in step:
        with pytest.raises(ZcinsError, match=step["fault"]):
            counter.propose(step["propose"], day)
        return
    batch = counter.propose(step["propose"], day)
    _check(batch, step, why)
    if step.get("approve"):
        assert counter.approve(batch.id, day).state == "approved"


def _check(batch: Batch, step: Step, why: str) -> None:
    told = batch.document()
    assert len(told["lines"]) == len(step["lines"]), (told["lines"], why)
    for line, stated in zip(told["lines"], step["lines"], strict=True):
        expected = {"reason": None, **stated}
        shown = {**line, "policy": line["policy_no"], "enterprise": line["enterprise"]["name"]}
        assert {name: shown[name] for name in expected} == expected, why
        assert set(expected) >= {"policy", "amount", "decision"}
    for name in ("total", "shares", "supplementary"):
        if name in step:
            assert told[name] == step[name], (name, why)


def test_every_reason_has_an_example() -> None:
    lines = [
        line
        for param in _cases()
        for step in param.values[0]["step"]
        for line in step.get("lines", ())
    ]
    shown = {line["reason"] for line in lines if "reason" in line}
    # A policy's record is never deleted: see test_acts for what no ledger knows any more.
    assert shown == set(Reason) - {Reason.NO_LONGER_KNOWN}
