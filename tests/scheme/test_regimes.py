"""The pilot and the national rules after it: each day is answered by what held on it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from zcins.scheme import TABLES, Scheme

SCHEME = Scheme.load()
PILOT = {"non_coal_mines", "hazardous_chemicals", "fireworks"}
NOTICE = {"transport", "construction", "fisheries", "chemicals"}
NATIONAL = (PILOT | NOTICE | {"coal_mines", "civil_explosives", "metal_smelting"}) - {"chemicals"}

# On the day: who must insure, the least limit a person, the prevention share, the commission cap.
DAYS = {
    date(2007, 6, 1): (set(), None, None, None),  # the grades of accidents
    date(2017, 11, 1): (PILOT, None, "0.15", None),
    date(2018, 1, 1): (PILOT, "300000", "0.15", None),
    date(2018, 8, 5): (PILOT | NOTICE, "300000", "0.15", None),
    date(2019, 2, 1): (PILOT | NOTICE, "300000", "0.15", None),
    date(2020, 1, 1): (set(), "300000", None, None),
    date(2020, 2, 1): (set(), "300000", None, None),
    date(2021, 9, 1): (NATIONAL, "300000", None, None),
    date(2025, 3, 29): (NATIONAL, "400000", None, "0.05"),
    date(2026, 9, 29): (NATIONAL, "400000", None, "0.05"),
}


def required(day: date) -> set[str]:
    sectors = [entry.id for entry in SCHEME.history("sector")]
    return {code for code in sectors if SCHEME.requires(code, "王村镇", day)}


def value(name: str, day: date) -> Decimal | None:
    found = SCHEME.threshold(name, day)
    return found.number if found else None


@pytest.mark.parametrize(("day", "answers"), DAYS.items())
def test_what_holds_from_a_day_of_change(
    day: date, answers: tuple[set[str], str | None, str | None, str | None]
) -> None:
    sectors, limit, share, commission = answers
    assert required(day) == sectors
    assert value("minimum_limit_per_person", day) == (limit and Decimal(limit))
    assert value("prevention_share", day) == (share and Decimal(share))
    assert value("commission_cap", day) == (commission and Decimal(commission))


@pytest.mark.parametrize("day", DAYS)
def test_the_day_before_is_still_answered_by_what_held_then(day: date) -> None:
    before = day - timedelta(days=1)
    earlier = [start for start in DAYS if start <= before]
    answers = DAYS[max(earlier)] if earlier else (set(), None, None, None)
    assert required(before) == answers[0]
    limit = answers[1]
    assert value("minimum_limit_per_person", before) == (limit and Decimal(limit))


def test_every_day_on_which_anything_shipped_changes_is_tested() -> None:
    changes = set()
    for table in TABLES:
        for entry, last in SCHEME.periods(table):
            changes |= {entry.from_} | ({last + timedelta(days=1)} if last < date.max else set())
    assert changes == set(DAYS)


@pytest.mark.parametrize(
    ("name", "day", "number"),
    [
        ("complaint_answer_days", date(2020, 1, 31), None),
        ("complaint_answer_days", date(2020, 2, 1), 10),
        ("fine_uninsured_most", date(2021, 8, 31), None),
        ("fine_uninsured_most", date(2021, 9, 1), 100_000),
        ("fine_overdue_most", date(2021, 9, 1), 200_000),
        ("commission_cap", date(2025, 3, 28), None),
        ("premium_per_head_least", date(2018, 1, 1), 30),
        ("premium_per_head_most", date(2018, 1, 1), 300),
        ("advance_payment_days", date(2019, 1, 1), None),  # no source gives a number
        ("prevention_visits_per_year", date(2026, 1, 1), None),
    ],
)
def test_thresholds_of_both_regimes(name: str, day: date, number: int | None) -> None:
    assert name in {entry.id for entry in SCHEME.history("threshold")}
    assert value(name, day) == number


def test_sectors_of_the_national_rules_are_no_sectors_of_the_pilot() -> None:
    listed = SCHEME.in_force("sector", date(2019, 12, 31))
    assert listed.keys().isdisjoint({"coal_mines", "civil_explosives", "metal_smelting"})
    assert SCHEME.sectors_of("民爆、金属冶炼、煤矿") == [
        "civil_explosives",
        "metal_smelting",
        "coal_mines",
    ]


def test_factors_named_by_the_notice_have_no_invented_size() -> None:
    found = SCHEME.in_force("factor", date(2019, 12, 31))
    named = {"risk", "dual_prevention", "accidents", "standardization", "loss_ratio"}
    assert named <= found.keys()
    assert not any(entry.particulars().get("values") for entry in found.values())
    assert not any(entry.confirmed for entry in found.values())
