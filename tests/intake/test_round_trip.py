"""Any table of policies, in any combination of the insurers' habits, comes back the same."""

from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from tests.intake.habits import Habits, Written, habits, policies, write, write_stacked
from tests.intake.quick_desk import QUICK, TODAY, quick_desk
from zcins.intake.importer import Intake
from zcins.intake.ledger import Wishes
from zcins.money import yuan


def stored(intake: Intake) -> set[Written]:
    view = intake.store.view(TODAY)
    found = {
        Written(
            known.record.policy_no,
            view.parties[known.record.party].name,
            view.parties[known.record.party].uscc,
            known.record.inception,
            known.record.expiry or date.max,
            known.record.premium,
            known.record.insured_headcount or 0,
            known.record.limit_per_person or 0,
        )
        for known in view.policies
    }
    view.close()
    return found


PLAIN = Habits(
    *("xlsx", "date", "元", 1, 0),
    one_cell=False,
    two_rows=False,
    gaps=False,
    total=True,
    foot=True,
    sheets=1,
)
ONE = Written(
    policy_no="PZAQ0000000001",
    name="淄博1号化工有限公司",
    uscc="",
    inception=date(2019, 3, 1),
    expiry=date(2020, 2, 29),
    premium=120_000,
    heads=30,
    limit=50_000_000,
)


@QUICK
@given(ledger=policies(), habit=habits())
@example(ledger=[ONE], habit=PLAIN)
def test_a_ledger_comes_back(ledger: list[Written], habit: Habits) -> None:
    with quick_desk() as intake:
        path = write(intake.archive.parent, ledger, habit)
        receipt = intake.take(path, Wishes()).document()
        assert receipt["rows"]["new"] == len(ledger), receipt["problems"]
        assert receipt["rows"]["quarantined"] == 0
        assert stored(intake) == set(ledger)
        premium = receipt["money"]["premium"]
        assert premium["accepted"] == yuan(sum(one.premium for one in ledger))
        assert premium["difference"] == ("0.00" if habit.total else None)


@QUICK
@given(ledger=policies(), styles=st.lists(habits(), min_size=2, max_size=3))
def test_several_tables_on_one_sheet_come_back(ledger: list[Written], styles: list[Habits]) -> None:
    count = len(styles)
    parts = [(ledger[at::count], style) for at, style in enumerate(styles) if ledger[at::count]]
    with quick_desk() as intake:
        path = write_stacked(intake.archive.parent, parts)
        receipt = intake.take(path, Wishes()).document()
        assert receipt["rows"]["new"] == len(ledger), receipt["problems"]
        assert receipt["rows"]["quarantined"] == 0
        assert stored(intake) == set(ledger)
        premium = receipt["money"]["premium"]
        assert premium["accepted"] == yuan(sum(one.premium for one in ledger))
        assert premium["difference"] in {None, "0.00"}
