"""A case with its lines, day by day: what it sums up to, and how it stands to its terms."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.core.desk import shipped
from tests.core.entries import threshold
from zcins.insurers.cases import Case, Term, advance_term, settlement_term
from zcins.insurers.claims import Claims, of_case
from zcins.insurers.days import TermUnknownError
from zcins.records import Claim
from zcins.scheme import Scheme
from zcins.store import Known

MARCH = date(2019, 3, 1)
LATER = date(2019, 12, 31)


@pytest.fixture(scope="module")
def scheme(tmp_path_factory: pytest.TempPathFactory) -> Scheme:
    """Give a scheme with ten days for advance payments; that of the law otherwise."""
    folder: Path = tmp_path_factory.mktemp("scheme")
    (folder / "thresholds.toml").write_text(
        threshold("advance_payment_days", "10"), encoding="utf-8"
    )
    return Scheme.load(folder)


def case(*lines: dict[str, Any]) -> Case:
    """Give a case with its lines' facts."""
    records = [
        Claim(insurer="picc", case_no="C1", line=str(i), **one) for i, one in enumerate(lines)
    ]
    known = [Known(i, "k", 1, 1, 1, "", 1, "2019-12-31", one) for i, one in enumerate(records)]
    return Case("picc", "C1", tuple(known))


def day(number: int) -> date:
    """Give the day so many days after 1 March 2019."""
    return MARCH + timedelta(days=number)


def test_lines_of_one_case() -> None:
    found = case(
        {
            "loss_on": day(5),
            "notified_on": day(6),
            "settled_on": day(30),
            "deaths": 1,
            "injured": 2,
            "paid": 100,
            "advance": 300,
            "outstanding": 5,
            "advance_on": day(10),
        },
        {
            "loss_on": day(4),
            "notified_on": day(7),
            "settled_on": day(33),
            "deaths": 2,
            "injured": 0,
            "paid": 400,
            "advance": 50,
            "outstanding": 6,
            "advance_on": day(9),
        },
    )
    assert (found.happened, found.reported, found.advanced) == (day(4), day(6), day(9))
    assert found.settled == day(33), "the last line's settlement settles the case"
    # An advance above what is called paid counts itself: 300 of the first, 400 of the second.
    assert (found.paid, found.advance, found.outstanding) == (700, 350, 11)
    # Both lines tell of one accident: the most dead, the most injured, the most of both.
    assert (found.deaths, found.injured, found.casualties) == (2, 2, 3)


def test_a_case_of_which_nothing_is_told() -> None:
    found = case({}, {"loss_on": None})
    assert (found.happened, found.reported, found.settled, found.advanced) == (None,) * 4
    assert (found.paid, found.advance, found.outstanding) == (0, 0, 0)
    assert (found.deaths, found.injured, found.casualties) == (0, 0, 0)


def test_the_report_stands_in_for_an_untold_day_of_loss_and_one_open_line_keeps_it_open() -> None:
    found = case({"notified_on": day(3), "settled_on": day(9)}, {"loss_on": day(5)})
    assert (found.happened, found.reported, found.settled) == (day(3), day(3), None)


def test_settlement_is_seen_from_its_day_on() -> None:
    found = case({"settled_on": day(9)})
    assert [found.settled_by(day(n)) for n in (8, 9, 10)] == [None, day(9), day(9)]
    assert case({}).settled_by(LATER) is None


@pytest.mark.parametrize(
    ("asked", "facts", "done", "late"),
    [
        (0, {}, None, False),
        (10, {}, None, False),
        (11, {}, None, True),
        (40, {"advance_on": day(10)}, 10, False),
        (40, {"advance_on": day(11)}, 11, True),
        # Settled within the days will do as well; what is done first counts.
        (40, {"settled_on": day(10)}, 10, False),
        (40, {"settled_on": day(20), "advance_on": day(9)}, 9, False),
        (40, {"settled_on": day(9), "advance_on": day(20)}, 9, False),
        # Paid a day late, asked on the last day in time: not late yet.
        (10, {"advance_on": day(11)}, 11, False),
        (11, {"advance_on": day(12)}, 12, True),
    ],
)
def test_the_term_of_an_advance_payment(
    scheme: Scheme, asked: int, facts: dict[str, Any], done: int | None, *, late: bool
) -> None:
    found = case({"loss_on": MARCH, "injured": 1, **facts})
    term = advance_term(found, scheme, day(asked))
    assert term == Term(day(10), None if done is None else day(done), late)


@pytest.mark.parametrize(
    "facts",
    [{"loss_on": day(1), "deaths": 1}, {"deaths": 1}, {"loss_on": MARCH}],
    ids=["not yet happened", "no day", "nobody hurt"],
)
def test_no_advance_payment_is_owed(scheme: Scheme, facts: dict[str, Any]) -> None:
    assert advance_term(case(facts), scheme, MARCH) is None


def test_without_days_in_the_scheme_the_term_is_unknown() -> None:
    with pytest.raises(TermUnknownError, match="advance_payment_days"):
        advance_term(case({"loss_on": MARCH, "deaths": 1}), shipped(), LATER)


# 30 days to decide and 10 to pay once settled, else 60 for what is undisputed.
@pytest.mark.parametrize(
    ("asked", "facts", "due", "done", "late"),
    [
        (0, {}, 60, None, False),
        (60, {}, 60, None, False),
        (61, {}, 60, None, True),
        (61, {"paid": 1}, 60, None, False),
        (61, {"advance": 1}, 60, None, False),
        (300, {"settled_on": day(40)}, 40, 40, False),
        (300, {"settled_on": day(41)}, 40, 41, True),
        (41, {"settled_on": day(41)}, 40, 41, True),
        # The day before its settlement it is open.
        (40, {"settled_on": day(41)}, 60, None, False),
    ],
)
def test_the_term_of_settlement(
    asked: int, facts: dict[str, Any], due: int, done: int | None, *, late: bool
) -> None:
    found = case({"notified_on": MARCH, **facts})
    term = settlement_term(found, shipped(), day(asked))
    assert term == Term(day(due), None if done is None else day(done), late)


def test_no_report_by_the_day_is_no_term() -> None:
    assert settlement_term(case({"notified_on": day(1)}), shipped(), MARCH) is None
    assert settlement_term(case({"loss_on": MARCH}), shipped(), LATER) is None


def brings(scheme: Scheme, asked: int, **facts: Any) -> Claims:
    return of_case(case({"loss_on": MARCH, "notified_on": MARCH, **facts}), scheme, day(asked))


@pytest.mark.parametrize(
    ("asked", "facts", "owed", "ahead", "in_time"),
    [
        (10, {}, 0, 0, 0),
        (11, {}, 1, 0, 0),
        (5, {"advance": 9, "advance_on": day(5)}, 1, 1, 1),
        # Paid tomorrow: not yet paid, and not yet due.
        (4, {"advance": 9, "advance_on": day(5)}, 0, 0, 0),
        (11, {"advance": 9, "advance_on": day(11)}, 1, 1, 0),
        (10, {"advance": 9, "advance_on": day(10)}, 1, 1, 1),
        # Something paid in advance, the day is not told: paid, but when nobody knows.
        (5, {"advance": 1}, 1, 1, 0),
        # Settled within the days: as good as paid ahead; after them it is owed.
        (40, {"settled_on": day(10)}, 1, 1, 1),
        (40, {"settled_on": day(11)}, 1, 0, 0),
        (9, {"settled_on": day(10)}, 0, 0, 0),
    ],
)
def test_what_an_injured_case_brings_to_advance_payments(
    scheme: Scheme, asked: int, facts: dict[str, Any], owed: int, ahead: int, in_time: int
) -> None:
    found = brings(scheme, asked, injured=1, **facts)
    assert (found.owed, found.paid_ahead, found.advance_in_time) == (owed, ahead, in_time)


def test_where_no_days_are_in_force_every_case_is_owed_and_none_is_in_time() -> None:
    found = brings(shipped(), 1, deaths=1)
    assert (found.owed, found.paid_ahead, found.advance_in_time) == (1, 0, None)
    paid = brings(shipped(), 5, deaths=1, advance=9, advance_on=day(5))
    assert (paid.owed, paid.paid_ahead, paid.advance_in_time) == (1, 1, None)
    assert (len(found.fatal_unpaid), len(paid.fatal_unpaid)) == (1, 0)


def test_before_any_days_are_in_force_nothing_is_judged() -> None:
    """The law's days stand in the scheme from 1 November 2017 on."""
    early = date(2017, 10, 31)
    found = of_case(case({"loss_on": early, "notified_on": early}), shipped(), LATER)
    assert (found.judged, found.in_time, found.rate()) == (None, None, None)


def test_fatal_cases_unpaid_are_those_with_dead(scheme: Scheme) -> None:
    numbers = [
        len(brings(scheme, asked, **facts).fatal_unpaid)
        for asked, facts in (
            (4, {"deaths": 1, "advance": 9, "advance_on": day(5)}),
            (5, {"deaths": 1, "advance": 9, "advance_on": day(5)}),
            (5, {"injured": 3}),
            (5, {"deaths": 1, "advance": 0}),
        )
    ]
    assert numbers == [1, 0, 0, 1]


def test_what_a_case_adds_up_to(scheme: Scheme) -> None:
    facts = {"paid": 700, "advance": 300, "outstanding": 40, "deaths": 2, "injured": 3}
    open_ = brings(scheme, 39, settled_on=day(40), advance_on=day(7), **facts)
    assert (open_.cases, open_.settled, open_.open) == (1, 0, 1)
    assert (open_.deaths, open_.injured) == (2, 3)
    assert (open_.paid, open_.advance, open_.outstanding, open_.incurred) == (700, 300, 40, 740)
    assert (open_.advance_days, open_.settlement_days) == ([7], [])
    assert (open_.judged, open_.in_time) == (0, 0)
    settled = brings(scheme, 40, settled_on=day(40), advance_on=day(7), **facts)
    assert (settled.settled, settled.open, settled.settlement_days) == (1, 0, [40])
    assert (settled.judged, settled.in_time) == (1, 1)
    late = brings(scheme, 41, settled_on=day(41))
    assert (late.judged, late.in_time) == (1, 0)


def test_a_settled_case_whose_report_is_not_told_has_no_days(scheme: Scheme) -> None:
    found = brings(scheme, 300, notified_on=None, settled_on=day(40))
    assert (found.settled, found.settlement_days) == (1, [])
    assert (found.judged, found.in_time, found.rate()) == (0, 0, None)


def test_medians_and_rates() -> None:
    group = Claims(None, settlement_days=[3, 9, 4], judged=4, in_time=3)
    assert (group.median("settlement_days"), group.median("advance_days")) == (4.0, None)
    assert group.rate() == 0.75
    assert Claims(None, judged=None, in_time=None).rate() is None
    assert [Claims(None, policies=p, cases=c).is_told for p, c in ((0, 0), (1, 0), (0, 1))] == [
        False,
        True,
        True,
    ]
    assert Claims(None, earned=0).ratio(5) is None
    assert Claims(None, earned=1).ratio(5) == 5
