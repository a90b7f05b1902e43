"""What may be done with a batch, in which order, and what it then says."""

from datetime import date
from pathlib import Path

import pytest

from tests.core.desk import CODE_A, CODE_B, NAME_A, TODAY
from tests.subsidy.counter import Counter, rates
from zcins.errors import InputRefusedError, UsageFaultError
from zcins.subsidy import Chosen, all_batches, batches_on, fail, verify

NAME_B = "周村乙矿业有限公司"
RATE = "id = '2019'\nyear = 2019\nsectors = ['non_coal_mines']\nrate = '0.30'\nfrom = 2019-01-01"
UNSURE = RATE.replace("0.30", "0.20")
HEAD = "承保公司,保险单号,被保险人,起保日期,终保日期,保费,实收保费"
ROW_1 = f"人保财险,P1,{NAME_A},2019-03-01,2020-02-29,1000,1000"
ROW_2 = f"人保财险,P2,{NAME_B},2019-04-01,2020-03-31,1000.01,1000.01"


def ledger(counter: Counter, *rows: str, period: str = "2019-06") -> int:
    receipt = counter.take("\n".join([f"{period}保单台账", HEAD, *rows]))
    assert receipt["status"] == "imported"
    return int(receipt["id"])


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    """An office with a paid policy of firm A (300.00) and one of firm B (300.00)."""
    counter = Counter(tmp_path / "office", rates(RATE))
    firms = (f"{NAME_A},{CODE_A},王村镇,非煤矿山", f"{NAME_B},,王村镇,非煤矿山")
    counter.take("\n".join(["企业名称,统一社会信用代码,镇办,行业领域", *firms]))
    ledger(counter, ROW_1, ROW_2)
    return counter


@pytest.fixture
def approved(counter: Counter) -> int:
    return counter.approve(counter.propose(2019, date(2019, 7, 1)).id, date(2019, 7, 2)).id


def failed(counter: Counter, number: int, name: str) -> int:
    with counter.office.store.write("payment", name, counter.office.scheme_state) as write:
        return fail(write, number, counter.number(name), "账号有误", TODAY)


def test_from_proposal_to_payment(counter: Counter) -> None:
    first = counter.propose(2019)
    second = counter.propose(2019)
    assert [one.state for one in all_batches(counter.ask().view)] == ["replaced", "proposed"]
    assert counter.batch(first.id, first.id).state == "proposed"
    approved = counter.approve(second.id)
    approval = approved.stored.approval
    assert approval is not None
    assert (approval.approver, approval.opinion, approval.approved_on) == ("张三", "同意", TODAY)
    assert approved.state == "approved"
    assert counter.pay(second.id) == 60000
    paid = counter.batch(second.id)
    assert (paid.state, paid.open, sum(paid.paid.values())) == ("paid", [], 60000)
    assert [counter.batch(second.id, event).state for event in (second.id, approval.event)] == [
        "proposed",
        "approved",
    ]


def test_approving_twice(counter: Counter, approved: int) -> None:
    with pytest.raises(UsageFaultError, match="approved already, on 2019-07-02"):
        counter.approve(approved)


def test_approving_what_was_replaced(counter: Counter) -> None:
    first = counter.propose(2019)
    second = counter.propose(2019)
    with pytest.raises(UsageFaultError, match=f"{first.id} was replaced by batch {second.id}"):
        counter.approve(first.id)


def test_approving_before_the_day_of_the_proposal(counter: Counter) -> None:
    batch = counter.propose(2019, date(2019, 7, 1))
    with pytest.raises(UsageFaultError, match="proposed by the data of 2019-07-01"):
        counter.approve(batch.id, date(2019, 6, 30))


def test_an_approved_batch_is_not_replaced(counter: Counter, approved: int) -> None:
    assert counter.propose(2019).stored.supplementary
    assert counter.batch(approved).state == "approved"


def test_a_year_without_rates_names_those_with(counter: Counter) -> None:
    older = RATE.replace("2019", "2018").replace("from = 2018", "from = 2017")
    counter.set_scheme(rates(RATE, older))
    with pytest.raises(InputRefusedError, match="No subsidy rate is in force for 2017") as told:
        counter.propose(2017)
    assert (told.value.hint or "").endswith("There are rates for: 2018, 2019.")


@pytest.mark.usefixtures("approved")
def test_approving_what_grants_nothing(counter: Counter) -> None:
    empty = counter.propose(2019)
    assert empty.sums.total == 0
    with pytest.raises(UsageFaultError, match="grants nothing"):
        counter.approve(empty.id)


def test_approving_what_has_changed(counter: Counter) -> None:
    batch = counter.propose(2019)
    ledger(counter, ROW_1.replace("1000,1000", "1000,999"), period="2019-07")
    with pytest.raises(UsageFaultError, match="have changed since batch") as told:
        counter.approve(batch.id)
    assert "zcins subsidy propose 2019" in (told.value.hint or "")


def test_approving_under_a_changed_scheme(counter: Counter) -> None:
    batch = counter.propose(2019)
    counter.set_scheme(rates(RATE.replace("0.30", "0.31")))
    with pytest.raises(UsageFaultError, match="have changed since batch"):
        counter.approve(batch.id)


def test_what_does_not_touch_the_lines_changes_nothing(counter: Counter) -> None:
    batch = counter.propose(2019)
    ledger(counter, f"人保财险,P9,{NAME_A},2020-03-01,2021-02-28,1000,1000")
    ledger(counter, ROW_1, period="2019-07")
    assert counter.approve(batch.id).state == "approved"


def test_approval_judges_by_the_day_of_the_proposal(counter: Counter) -> None:
    """Between the two days a refund takes effect; it belongs to the next batch."""
    counter.take(
        f"2019-07批单台账\n承保公司,保险单号,被保险人,保费,实收保费,批单号,批改类型,批改生效日期\n"
        f"人保财险,P1,{NAME_A},-100,-100,E1,退费,2019-07-10"
    )
    batch = counter.propose(2019, date(2019, 7, 9))
    assert counter.approve(batch.id, date(2019, 7, 20)).sums.total == 60000
    assert counter.propose(2019, date(2019, 7, 20)).sums.recover == -3000


def unconfirmed(entry: str) -> dict[str, str]:
    return {
        name: text.replace("confirmed = true", "confirmed = false")
        for name, text in rates(entry).items()
    }


def test_rates_that_are_not_confirmed(counter: Counter) -> None:
    counter.set_scheme(unconfirmed(RATE))
    batch = counter.propose(2019)
    with pytest.raises(InputRefusedError, match="not confirmed cannot be approved: 2019"):
        counter.approve(batch.id)


def test_asking_back_by_a_rate_that_is_not_confirmed(counter: Counter, approved: int) -> None:
    counter.set_scheme(unconfirmed(UNSURE))
    batch = counter.propose(2019)
    assert (batch.sums.granted, batch.sums.recover) == (0, -20000)
    with pytest.raises(InputRefusedError, match="not confirmed"):
        counter.approve(batch.id)
    assert counter.batch(approved).sums.total == 60000


@pytest.mark.usefixtures("approved")
def test_asking_all_back_rests_on_no_rate(counter: Counter) -> None:
    counter.set_scheme(unconfirmed(RATE))
    ledger(counter, ROW_1.replace("1000,1000", "1000,0"), period="2019-07")
    batch = counter.propose(2019)
    assert counter.approve(batch.id).sums.total == -30000


@pytest.mark.usefixtures("approved")
def test_what_no_ledger_knows_any_more(counter: Counter) -> None:
    """Only the command forbids undoing an import that a batch rests on; should it happen yet."""
    counter.undo(2)
    batch = counter.propose(2019)
    told = [(one.amount, one.granted_before, one.entitled, one.full) for one in batch.lines]
    assert told == [(-30000, 30000, 0, 0)] * 2
    assert {line.reason for line in batch.lines} == {"no_longer_known"}
    assert [line.decision for line in batch.lines] == ["recover"] * 2
    assert counter.approve(batch.id).sums.shares == {"city": -24000, "district": -36000}
    assert counter.propose(2019).lines == ()


def test_paying_by_enterprise_and_payer(counter: Counter, approved: int) -> None:
    first = counter.number(NAME_A)
    city_of_a = Chosen(out=True, enterprises=[first], payers=["city"])
    assert counter.pay(approved, date(2019, 7, 2), city_of_a) == 12000
    assert counter.batch(approved).state == "partly_paid"
    with pytest.raises(UsageFaultError, match="paid already"):
        counter.pay(approved, chosen=city_of_a)
    assert counter.pay(approved, chosen=Chosen(out=True, enterprises=[first])) == 18000
    assert counter.batch(approved).open == [(2, "city", 12000), (2, "district", 18000)]
    assert counter.pay(approved) == 30000
    with pytest.raises(UsageFaultError, match="paid already"):
        counter.pay(approved)
    assert sum(counter.batch(approved).paid.values()) == 60000


def test_days_of_payment(counter: Counter, approved: int) -> None:
    with pytest.raises(UsageFaultError, match="before the approval on 2019-07-02"):
        counter.pay(approved, date(2019, 7, 1))
    with pytest.raises(UsageFaultError, match="still to come"):
        counter.pay(approved, date(2019, 7, 4), today=date(2019, 7, 3))
    assert counter.batch(approved).state == "approved"


def test_paying_what_is_not_approved(counter: Counter) -> None:
    batch = counter.propose(2019)
    with pytest.raises(UsageFaultError, match="not approved"):
        counter.pay(batch.id)


def test_who_cannot_be_paid(counter: Counter, approved: int) -> None:
    with pytest.raises(UsageFaultError, match="no such payer") as told:
        counter.pay(approved, chosen=Chosen(out=True, payers=["province"]))
    assert "city, district" in (told.value.hint or "")
    with pytest.raises(UsageFaultError, match="no amount for that enterprise"):
        counter.pay(approved, chosen=Chosen(out=True, enterprises=[99]))
    with pytest.raises(UsageFaultError, match="There is no batch 99") as unknown:
        counter.pay(99)
    assert str(approved) in (unknown.value.hint or "")


def test_a_transfer_that_came_back(counter: Counter, approved: int) -> None:
    with pytest.raises(UsageFaultError, match="paid nothing to that enterprise"):
        failed(counter, approved, NAME_A)
    counter.pay(approved)
    paid = max(one.event for one in counter.batch(approved).stored.payments)
    assert failed(counter, approved, NAME_A) == 2
    batch = counter.batch(approved)
    assert (batch.state, batch.open) == (
        "partly_paid",
        [(1, "city", 12000), (1, "district", 18000)],
    )
    assert [one.failure for one in batch.stored.payments] == ["账号有误", "账号有误", None, None]
    assert counter.batch(approved, paid).state == "paid"
    assert counter.pay(approved) == 30000
    assert counter.batch(approved).state == "paid"
    assert sum(counter.batch(approved).paid.values()) == 60000


def test_a_fen_is_paid_and_comes_back(counter: Counter) -> None:
    """0.02 × 30 % is a fen, which the district bears."""
    ledger(counter, "人保财险,P0,周村丙建材有限公司,2019-01-01,2019-12-31,0.02,0.02", ROW_2)
    counter.take("企业名称,镇办,行业领域\n周村丙建材有限公司,王村镇,非煤矿山")
    batch = counter.approve(counter.propose(2019).id)
    assert counter.pay(batch.id, chosen=Chosen(out=True, enterprises=[3])) == 1
    assert failed(counter, batch.id, "周村丙建材有限公司") == 1
    assert counter.pay(batch.id) == 60001


@pytest.mark.usefixtures("approved")
def test_what_is_asked_back_comes_in(counter: Counter) -> None:
    ledger(counter, ROW_1.replace("1000,1000", "1000,900"), period="2019-07")
    batch = counter.approve(counter.propose(2019).id)
    with pytest.raises(UsageFaultError, match="paid already"):
        counter.pay(batch.id)
    assert counter.pay(batch.id, chosen=Chosen(out=False)) == -3000
    assert counter.batch(batch.id).state == "paid"
    with pytest.raises(UsageFaultError, match="Nothing is asked back"):
        counter.pay(batch.id, chosen=Chosen(out=False))


def test_which_imports_a_batch_rests_on(counter: Counter, approved: int) -> None:
    """The register (1) and the ledger (2); not what came later, nor a batch that is a proposal."""
    later = ledger(counter, ROW_1.replace("P1", "P7").replace("甲采石", "丁采石"))
    counter.propose(2019)
    with counter.office.store.write("", "", counter.office.scheme_state, keep=False) as write:
        assert [batches_on(write, number) for number in (1, 2, later)] == [
            [approved],
            [approved],
            [],
        ]


def test_a_batch_rests_on_the_register_of_who_was_taken_over(counter: Counter) -> None:
    """Firm C came with a register of its own and went over to firm A, who is granted."""
    third = "周村丙建材有限公司"
    own = counter.take(f"企业名称,镇办,行业领域\n{third},王村镇,非煤矿山")["id"]
    ledger(counter, f"人保财险,P3,{third},2019-03-01,2020-02-29,1000,1000")
    counter.merge(third, NAME_A, date(2019, 6, 1))
    batch = counter.approve(counter.propose(2019).id)
    assert {line.enterprise for line in batch.lines} == {1, 2}
    with counter.office.store.write("", "", counter.office.scheme_state, keep=False) as write:
        assert batches_on(write, own) == [batch.id]


def test_a_batch_comes_out_again_from_the_state_of_its_event(counter: Counter) -> None:
    batch = counter.propose(2019, date(2019, 7, 1))
    ledger(counter, ROW_1.replace("1000,1000", "1000,900"), period="2019-07")
    counter.set_scheme(rates(RATE.replace("0.30", "0.10")))
    then = counter.office.ask(date(2019, 7, 1), str(batch.id))
    assert verify(then.view, then.scheme, batch)
    now = counter.office.ask(date(2019, 7, 1))
    assert not verify(now.view, now.scheme, batch)


def test_a_batch_as_json(counter: Counter, approved: int) -> None:
    told = counter.batch(approved).document()
    assert told["approval"] == {
        "approver": "张三",
        "opinion": "同意",
        "on": "2019-07-02",
        "event": approved + 1,
    }
    assert (told["year"], told["as_of"], told["state"]) == (2019, "2019-07-01", "approved")
    assert (told["total"], told["granted"], told["recover"]) == ("600.00", "600.00", "0.00")
    assert (told["shares"], told["paid"]) == ({"city": "240.00", "district": "360.00"}, "0.00")
    assert (told["batch"], told["payments"], told["supplementary"]) == (approved, [], False)


def test_a_line_as_json(counter: Counter, approved: int) -> None:
    assert counter.batch(approved).document()["lines"][0] == {
        "enterprise": {"id": 1, "uscc": CODE_A, "name": NAME_A},
        "sector": "non_coal_mines",
        "town": "王村镇",
        "insurer": "picc",
        "policy_no": "P1",
        "inception": "2019-03-01",
        "insured_year": 1,
        "premium": "1000.00",
        "premium_received": "1000.00",
        "base": "1000.00",
        "rate": "0.30",
        "rate_entry": "2019",
        "cap": None,
        "entitled": "300.00",
        "granted_before": "0.00",
        "amount": "300.00",
        "shares": {"city": "120.00", "district": "180.00"},
        "decision": "granted",
        "reason": None,
    }
    line = counter.batch(approved).lines[0]
    assert (line.policy, line.full, line.source, line.confirmed) == (1, 30000, "试验", True)


def test_a_payment_as_json(counter: Counter, approved: int) -> None:
    counter.pay(approved, date(2019, 7, 3), Chosen(out=True, enterprises=[2], payers=["city"]))
    told = counter.batch(approved).document()
    payment = {"line": 2, "payer": "city", "amount": "120.00", "on": "2019-07-03", "failure": None}
    assert told["payments"] == [payment]
    assert (told["state"], told["paid"]) == ("partly_paid", "120.00")


@pytest.mark.usefixtures("approved")
def test_another_payer_comes_in_and_another_goes(counter: Counter) -> None:
    """300 by city and district; 50 of them back, then 20 more, by what each should bear by now."""
    for period, received, shares, back in (
        ("2019-07", "833.33", "province = '0.40', district = '0.60'", {"province": 10000}),
        ("2019-08", "766.67", "district = '1'", {"province": -10000}),
    ):
        counter.set_scheme(rates(RATE, shares=shares))
        ledger(counter, ROW_1.replace("1000,1000", f"1000,{received}"), period=period)
        batch = counter.approve(counter.propose(2019).id)
        assert {"province": batch.lines[0].shares["province"]} == back
    last = counter.batch(batch.id).lines[0]
    # 230.00 is due, all of it from the district, which has borne 150.00 so far.
    assert (last.amount, last.entitled, last.granted_before) == (-2000, 23000, 25000)
    assert last.shares == {"district": 8000, "city": 0, "province": -10000}


def test_who_signs_approves(counter: Counter) -> None:
    approved = counter.approve(counter.propose(2019).id, name=None)
    approval = approved.stored.approval
    assert approval is not None
    assert approval.approver == counter.office.store.events(1)[0]["who"] != ""


def test_whoever_it_is_keeps_the_code_of_the_ledger(counter: Counter) -> None:
    head = HEAD.replace("被保险人", "被保险人,统一社会信用代码")
    row = f"人保财险,P9,周村某某有限公司,{CODE_B},2019-03-01,2020-02-29,1000,1000"
    counter.take(f"2019-06保单台账\n{head}\n{row}")
    line = next(one for one in counter.propose(2019).lines if one.policy_no == "P9")
    assert (line.name, line.uscc, line.sector) == ("周村某某有限公司", CODE_B, None)


def test_an_enterprise_has_its_own_code(counter: Counter) -> None:
    counter.show_policy(
        {
            "enterprise": NAME_A,
            "insurer": "picc",
            "policy": "S1",
            "from": date(2019, 1, 1),
            "until": date(2019, 12, 31),
        }
    )
    shown = counter.propose(2019).lines[0]
    assert (shown.policy_no, shown.enterprise, shown.uscc) == ("S1", 1, CODE_A)


def test_what_rests_on_no_rate_is_in_no_doubt(counter: Counter) -> None:
    counter.take("企业名称,镇办,行业领域\n周村丁化工有限公司,王村镇,化工")
    ledger(counter, "人保财险,P8,周村丁化工有限公司,2019-03-01,2020-02-29,1000,1000")
    line = next(one for one in counter.propose(2019).lines if one.policy_no == "P8")
    assert (line.reason, line.entry, line.confirmed) == ("no_rate", None, True)


@pytest.mark.usefixtures("approved")
def test_shares_that_change_afterwards_move_nothing(counter: Counter) -> None:
    """What was granted stays as it was borne; only another amount is divided anew."""
    counter.set_scheme(rates(RATE, shares="city = '0.50', district = '0.50'"))
    batch = counter.propose(2019)
    assert [(one.amount, one.reason) for one in batch.lines] == [(0, "already_granted")] * 2
    assert batch.sums.shares == {"city": 0, "district": 0}
    ledger(counter, ROW_1.replace("1000,1000", "1000,900"), period="2019-07")
    line = counter.propose(2019).lines[0]
    assert (line.amount, line.shares) == (-3000, {"city": 1500, "district": -4500})
