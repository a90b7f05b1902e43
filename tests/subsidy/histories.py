"""Random histories of a small office: ledgers, endorsements and corrections, and their ledgers."""

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

from hypothesis import strategies as st

from tests.subsidy.counter import Counter, rates
from tests.subsidy.plain import Change, Policy, Rule

NUMBERS = (0, 1, 2, 3, 4)
FIRMS = ("周村甲采石有限公司", "周村乙矿业有限公司")
PAYERS = {"province": Fraction(33, 100), "city": Fraction(33, 100), "district": Fraction(34, 100)}
SHARES = "province = '0.33', city = '0.33', district = '0.34'"
INSURERS = ("人保财险", "平安财险")
PERIODS = tuple(f"2019-{month:02}" for month in range(1, 12))

Step = tuple[str, Any]


class Row(NamedTuple):
    """A ledger's row of a policy: which number and firm, and what it says this time."""

    number: int
    first: date
    due: int
    received: int | None
    cancelled: date | None


def rule(*, insured: bool, by_due: bool, cap: int | None) -> Rule:
    """Give a rule: rates that leave fractions of a fen."""
    values = (Fraction(333, 1000), Fraction(25, 100))
    years = (1, 2) if insured else (2018, 2019)
    return Rule(insured, by_due, dict(zip(years, values, strict=True)), cap, PAYERS)


def scheme_of(rule: Rule) -> dict[str, str]:
    """Write a rule as an office's subsidy.toml."""
    key = "policy_year" if rule.insured else "year"
    base = "premium" if rule.by_due else "premium_received"
    cap = "" if rule.cap is None else f"cap_per_enterprise = '{rule.cap // 100}.00'\n"
    entries = [
        f"id = '{year}'\n{key} = {year}\nsectors = ['non_coal_mines']\nbase = '{base}'\n"
        f"rate = '{float(rate)}'\n{cap}from = 2017-11-01"
        for year, rate in rule.rates.items()
    ]
    return rates(*entries, shares=SHARES)


rules = st.builds(
    rule,
    insured=st.booleans(),
    by_due=st.booleans(),
    cap=st.sampled_from([None, 200_000, 500_000]),
)
_days = st.dates(date(2018, 1, 1), date(2019, 12, 31))
# Premiums of some thousand yuan and odd fen.
_money = st.integers(1_000_00, 20_000_00)


@st.composite
def _rows(draw: st.DrawFn) -> Row:
    due = draw(_money)
    received = draw(st.sampled_from([due, due, due, due * 7 // 10, 0, None]))
    first = draw(_days)
    cancelled = draw(st.sampled_from([None, None, None, None, 0, 1, 90, 200]))
    end = None if cancelled is None else min(first + timedelta(days=cancelled), date(2019, 12, 31))
    return Row(draw(st.sampled_from(NUMBERS)), first, due, received, end)


@st.composite
def _changes(draw: st.DrawFn) -> Change:
    number, policy = draw(st.integers(1, 6)), draw(st.sampled_from(NUMBERS))
    cancels = draw(st.booleans())
    amount = draw(st.integers(100_00, 900_00)) * (-1 if cancels or draw(st.booleans()) else 1)
    received = draw(st.sampled_from([None, amount, amount // 2]))
    return Change(f"E{number}", f"P{policy}", cancels, draw(_days), amount, received)


ledgers = st.tuples(
    st.just("policies"), st.lists(_rows(), min_size=3, max_size=5, unique_by=lambda row: row.number)
)
endorsements = st.tuples(
    st.just("changes"),
    st.lists(_changes(), min_size=2, max_size=3, unique_by=lambda one: one.number),
)
# Some ledgers, and after each group all that is due is approved.
rounds = st.tuples(
    st.lists(ledgers, min_size=1, max_size=2),
    st.lists(st.one_of(ledgers, endorsements), min_size=1, max_size=3),
    st.lists(st.one_of(ledgers, endorsements), max_size=2),
)


def firm_of(number: int) -> str:
    """Give the firm of a policy's number."""
    return FIRMS[number % len(FIRMS)]


def insurer_of(number: int) -> str:
    """Give the insurer of a policy's number."""
    return INSURERS[number % len(INSURERS)]


def yuan(fen: int | None) -> str:
    """Write an amount as a ledger does; nothing where it is unknown."""
    return "" if fen is None else f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02}"


def expiry(first: date) -> date:
    """Give the last day of a policy: of 365 from its first."""
    return first + timedelta(days=364)


def register(counter: Counter) -> None:
    """Take the register in."""
    rows = "\n".join(f"{name},王村镇,非煤矿山" for name in FIRMS)
    receipt = counter.take(f"2018-01企业台账\n企业名称,镇办,行业领域\n{rows}")
    assert receipt["rows"]["accepted"] == len(FIRMS)


def take_policies(counter: Counter, period: str, rows: Iterable[Row]) -> None:
    """Take a ledger of policies in."""
    head = "承保公司,保险单号,被保险人,起保日期,终保日期,保费,实收保费,退保日期"
    body = [
        f"{insurer_of(row.number)},P{row.number},{firm_of(row.number)},{row.first},"
        f"{expiry(row.first)},{yuan(row.due)},{yuan(row.received)},{row.cancelled or ''}"
        for row in rows
    ]
    receipt = counter.take("\n".join([f"{period}保单台账", head, *body]))
    assert receipt["rows"]["accepted"] == len(body), receipt


def take_changes(counter: Counter, period: str, changes: Iterable[Change]) -> None:
    """Take a ledger of endorsements in."""
    head = "承保公司,保险单号,被保险人,保费,实收保费,批单号,批改类型,批改生效日期"
    body = [
        f"{insurer_of(int(one.policy[1:]))},{one.policy},{firm_of(int(one.policy[1:]))},"
        f"{yuan(one.due)},{yuan(one.received)},{one.number},"
        f"{'退保' if one.cancels else '批改'},{one.day}"
        for one in changes
    ]
    receipt = counter.take("\n".join([f"{period}批单台账", head, *body]))
    assert receipt["rows"]["accepted"] == len(body), receipt


def policies_of(rows: Iterable[Row]) -> list[Policy]:
    """Give the policies that stand in rows, each the newest of its number."""
    return [
        Policy(
            f"P{row.number}",
            firm_of(row.number),
            row.first,
            expiry(row.first),
            row.due,
            row.received,
            row.cancelled,
        )
        for row in rows
    ]
