"""The second calculator over few cases: quick enough to be run for every mutant."""

from pathlib import Path

from tests.rating import plain, worlds
from zcins.money import yuan
from zcins.rating import quote
from zcins.scheme import Scheme

WORLDS, CASES_EACH = 8, 60
WHAT = {"base", "combined", "floor", "cap", "rounding"}


def test_each_quote_is_that_of_the_second_calculator_and_shows_its_way(tmp_path: Path) -> None:
    draw = worlds.draws(20191231)
    rated = 0
    for _number in range(WORLDS):
        made = worlds.world(draw)
        (tmp_path / "tariff.toml").write_text(worlds.toml(made), encoding="utf-8")
        scheme = Scheme.load(tmp_path)
        factors = set(scheme.in_force("factor", worlds.enterprise(draw, made)[1]))
        for case, day in (worlds.enterprise(draw, made) for _case in range(CASES_EACH)):
            found, fen = quote(scheme, case, day), plain.premium(made, case, day)
            assert found.premium == fen, case
            document = found.document()
            assert (document["premium"], document["on"]) == (yuan(fen), day.isoformat())
            if fen is None:
                continue
            rated += 1
            steps = found.steps
            assert (steps[0].what, steps[-1].what) == ("base", "rounding")
            assert {step.what for step in steps} <= WHAT | factors
            assert all(step.label for step in steps)
            shown = [step for step in steps[1:-1] if step.what in factors]
            assert all((step.factor is None) == (step.reason is not None) for step in shown)
            assert len(document["steps"]) <= len(steps)
    assert rated > WORLDS * CASES_EACH * 9 / 10
