"""What of a batch is paid and what is open: nothing twice, no empty share, what is left of a part.

A policy of 1000 yuan is granted 30 %, 300.00: 120.00 by the city and 180.00 by the district.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.core.desk import CODE_A, NAME_A, TODAY, firm
from tests.subsidy.counter import Counter, rates
from zcins.store.subsidies import Payment
from zcins.subsidy import Batch, Chosen

RATE = "id = '2019'\nyear = 2019\nsectors = ['non_coal_mines']\nrate = '0.30'\nfrom = 2019-01-01"
HEAD = "承保公司,保险单号,被保险人,起保日期,终保日期,保费,实收保费"
ROW_1 = f"人保财险,P1,{NAME_A},2019-03-01,2020-02-29,1000,1000"
ROW_2 = "人保财险,P2,周村乙矿业有限公司,2019-04-01,2020-03-31,1000,1000"


def ledger(counter: Counter, period: str, *rows: str) -> None:
    receipt = counter.take("\n".join([f"{period}保单台账", HEAD, *rows]))
    assert receipt["status"] == "imported"


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    """An office with two firms; the ledger has the paid policy of the first."""
    counter = Counter(tmp_path / "office", rates(RATE))
    firms = (firm(NAME_A, CODE_A), firm("周村乙矿业有限公司"))
    counter.take("\n".join(["企业名称,统一社会信用代码,镇办,行业领域,从业人员数", *firms]))
    ledger(counter, "2019-06", ROW_1)
    return counter


def with_payments(batch: Batch, *payments: tuple[str, int, str | None]) -> Batch:
    """Give a batch with payments of its first line: payer, fen, why it came back."""
    found = tuple(Payment(1, payer, fen, TODAY, 99, why) for payer, fen, why in payments)
    return replace(batch, stored=replace(batch.stored, payments=found))


def test_what_was_granted_before_is_not_open_again(counter: Counter) -> None:
    counter.approve(counter.propose(2019).id)
    ledger(counter, "2019-07", ROW_1, ROW_2)
    more = counter.approve(counter.propose(2019).id)
    assert [(line.policy_no, dict(line.shares)) for line in more.lines] == [
        ("P1", {"city": 0, "district": 0}),
        ("P2", {"city": 12000, "district": 18000}),
    ]
    assert more.open == [(2, "city", 12000), (2, "district", 18000)]


def test_one_payer_has_paid(counter: Counter) -> None:
    batch = counter.approve(counter.propose(2019).id)
    counter.pay(batch.id, chosen=Chosen(out=True, payers=("city",)))
    paid = counter.batch(batch.id)
    assert (paid.paid, paid.open) == ({(1, "city"): 12000}, [(1, "district", 18000)])
    assert paid.state == "partly_paid"


def test_payments_of_one_share_add_up_and_the_rest_stays_open(counter: Counter) -> None:
    batch = counter.approve(counter.propose(2019).id)
    found = with_payments(
        batch, ("city", 5000, None), ("city", 3000, None), ("district", 18000, "账号有误")
    )
    # 50.00 + 30.00 of the city's 120.00; what came back does not count.
    assert found.paid == {(1, "city"): 8000}
    assert found.open == [(1, "city", 4000), (1, "district", 18000)]
    assert found.state == "partly_paid"


def test_a_share_paid_twice_is_open_to_come_back(counter: Counter) -> None:
    batch = counter.approve(counter.propose(2019).id)
    found = with_payments(
        batch, ("city", 12000, None), ("city", 12000, None), ("district", 18000, None)
    )
    assert found.open == [(1, "city", -12000)]
