"""The worked examples of tests/cases/rating, which a clerk can read and add to."""

import tomllib
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from zcins.money import fen, yuan
from zcins.rating import Case, quote, quote_all
from zcins.scheme import Scheme

CASES = Path(__file__).resolve().parents[1] / "cases" / "rating"
Values = dict[str, Any]


def _cases() -> list[Any]:
    found = []
    for path in sorted(CASES.glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        for case in content["case"]:
            told = {"tariff": content.get("tariff", ""), **case}
            found.append(pytest.param(told, id=f"{path.stem}-{case['title']}"))
    return found


def _money(text: str | None) -> int | None:
    return None if text is None else fen(Decimal(text))


def case_of(told: Values) -> Case:
    plain = {"sector": None, **told}
    for name in ("limit", "project_cost"):
        plain[name] = _money(told.get(name))
    if "output" in told:
        plain["output"] = int(Decimal(told["output"]) * 1000)
    if "loss_ratio" in told:
        plain["loss_ratio"] = Decimal(told["loss_ratio"])
    for name in ("accidents", "sectors"):
        if name in told:
            plain[name] = tuple(told[name])
    plain["others"] = {name: tuple(texts) for name, texts in told.get("others", {}).items()}
    return Case(**plain)


@pytest.mark.parametrize("told", _cases())
def test_worked_example(told: Values, tmp_path: Path) -> None:
    if told["tariff"]:
        (tmp_path / "tariff.toml").write_text(told["tariff"], encoding="utf-8")
    scheme, case = Scheme.load(tmp_path), case_of(told["case"])
    for ask in told["ask"]:
        found = quote(scheme, case, ask["day"])
        assert yuan(found.premium) == ask.get("premium"), (ask["day"], told["why"])
        assert [step.what for step in found.missing] == ask.get("missing", []), told["why"]
        reason = found.reason.why.value if found.reason else None
        assert reason == ask.get("not_checked"), (ask["day"], told["why"])
        assert found.confirmed == ask.get("confirmed", found.confirmed)
        assert quote_all(scheme, [case], [ask["day"]]).premiums == [found.premium]


def test_there_is_an_example_on_every_day_on_which_a_shipped_rate_changes() -> None:
    scheme = Scheme.load()
    changes = set()
    for entry, last in scheme.periods("tariff"):
        changes.add(entry.from_)
        if last != date.max:
            changes.add(last + timedelta(days=1))
    asked = {ask["day"] for param in _cases() for ask in param.values[0]["ask"]}
    assert changes <= asked
    assert {day - timedelta(days=1) for day in changes} <= asked


def test_every_example_says_how_it_was_worked_out() -> None:
    assert all(param.values[0]["why"].strip() for param in _cases())
