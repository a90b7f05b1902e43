"""Many cases at once, one by one, and by the second calculator: no difference of a fen."""

import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rating import plain, worlds
from zcins.rating import Case, quote, quote_all
from zcins.scheme import Scheme

WORLDS = 40
CASES_EACH = 2_500
DAY = date(2019, 3, 1)


def scheme_of(made: worlds.Values, folder: Path) -> Scheme:
    (folder / "tariff.toml").write_text(worlds.toml(made), encoding="utf-8")
    return Scheme.load(folder)


def test_a_second_calculator_finds_the_same_to_the_fen(tmp_path: Path) -> None:
    draw = worlds.draws(20180805)
    refused = 0
    for _number in range(WORLDS):
        made = worlds.world(draw)
        scheme = scheme_of(made, tmp_path)
        drawn = [worlds.enterprise(draw, made) for _number in range(CASES_EACH)]
        cases, days = [case for case, _day in drawn], [day for _case, day in drawn]
        expected = [plain.premium(made, case, day) for case, day in drawn]
        refused += expected.count(None)
        assert quote_all(scheme, cases, days).premiums == expected
        for case, day, fen in list(zip(cases, days, expected, strict=True))[::20]:
            assert quote(scheme, case, day).premium == fen, case
    assert refused < WORLDS * CASES_EACH / 100


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32), number=st.integers(1, 60))
def test_many_at_once_are_as_one_by_one(seed: int, number: int) -> None:
    draw = worlds.draws(seed)
    drawn = [worlds.enterprise(draw, MADE) for _number in range(number)]
    cases, days = [case for case, _day in drawn], [day for _case, day in drawn]
    one_by_one = [quote(SCHEME, case, day).premium for case, day in drawn]
    assert quote_all(SCHEME, cases, days).premiums == one_by_one


@given(
    employees=st.integers(1, 2**53),
    limit=st.sampled_from(worlds.LIMITS),
    grade=st.sampled_from(worlds.GRADES),
)
def test_sums_that_no_64_bits_can_hold_are_exact(employees: int, limit: int, grade: str) -> None:
    case = Case("chemicals", employees=employees, limit=100 * limit, grade=grade)
    assert quote_all(SCHEME, [case], [DAY]).premiums == [quote(SCHEME, case, DAY).premium]
    assert quote(SCHEME, case, DAY).premium == plain.premium(MADE, case, DAY)


@given(ratio=st.decimals("0", "3", places=6))
def test_every_loss_ratio_falls_into_its_band(ratio: Decimal) -> None:
    case = Case("transport", employees=7, limit=30_000_000, loss_ratio=ratio)
    assert quote_all(SCHEME, [case], [DAY]).premiums == [plain.premium(MADE, case, DAY)]


def test_no_cases_are_no_premiums() -> None:
    assert quote_all(SCHEME, [], []).premiums == []


def _fixed() -> tuple[worlds.Values, Scheme]:
    made = worlds.world(worlds.draws(7))
    with tempfile.TemporaryDirectory() as folder:
        return made, scheme_of(made, Path(folder))


MADE, SCHEME = _fixed()
