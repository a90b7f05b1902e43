"""What a finding about prevention money says: insurer, year, amounts, and the rows behind it."""

from datetime import date

from tests.core.desk import NAME_A, NAME_B, Desk
from tests.rules.said import the_one, told
from zcins.i18n import in_language

POLICIES = "承保公司,保险单号,被保险人,起保日期,终保日期,保费,实收保费"
PREVENTION = "承保公司,凭证号,支出日期,月份,计提金额,支出金额,费用类别,用途"
END = date(2019, 12, 31)


def test_an_accrual_below_the_minimum_is_told_on_every_base(desk: Desk) -> None:
    """CPIC, which comes first, accrued enough. PICC's two policies of 365 days begin in March."""
    desk.take(
        f"{POLICIES}\n"
        f"太平洋财险,Q1,{NAME_A},2019-01-01,2019-12-31,1000,1000\n"
        f"人保财险,P1,{NAME_A},2019-03-01,2020-02-28,3650,3000\n"
        f"人保财险,P2,{NAME_B},2019-03-01,2020-02-28,7300,7300"
    )
    desk.take(
        f"{PREVENTION}\n太平洋财险,,,2019-06,150,,,\n人保财险,,,2019-04,1000,,,\n"
        f"人保财险,,,2019-06,600,,,"
    )
    finding = the_one(desk, "prevention_below_minimum", date(2019, 8, 1))
    got = told(finding)
    # 122 of 365 days are earned by 30 June: 10,950 × 122 ÷ 365 = 3,660; each × 0.15.
    assert got.pop("bases") == (
        "premium due 10,950.00, at least 1,642.50; "
        "premium received 10,300.00, at least 1,545.00; "
        "premium earned 3,660.00, at least 549.00"
    )
    known = {"insurer": "人保财险", "year": "2019", "day": "2019-06-30"}
    assert got == {"accrued": "1,600.00", **known}
    assert (finding.insurer, finding.since) == ("picc", date(2019, 1, 1))
    assert [known.record.accrued for known in finding.hit.rows] == [100000, 60000]


def test_an_insurer_that_states_no_accrual_is_passed_over(desk: Desk) -> None:
    """CPIC only spent: whether it accrued enough is not known; PICC is held to its own rows."""
    desk.take(f"{POLICIES}\n人保财险,P1,{NAME_A},2019-01-01,2019-12-31,1000,1000")
    desk.take(f"{PREVENTION}\n太平洋财险,V1,2019-06-01,,,50,培训,\n人保财险,,,2019-12,149.99,,,")
    for rule in ("prevention_below_minimum", "prevention_unspent"):
        assert desk.audit(END, rule).not_checked == {}
    assert told(the_one(desk, "prevention_below_minimum", END))["insurer"] == "人保财险"
    assert desk.audit(END, "prevention_unspent").findings == [], "PICC tells of no spending"
    assert told(the_one(desk, "prevention_below_minimum", END))["accrued"] == "149.99"


def test_the_share_is_that_of_the_day_which_the_ledgers_reach(desk: Desk) -> None:
    """The notice's share ends with 2019; the year that it still held is judged all the same."""
    desk.take(f"{POLICIES}\n人保财险,P1,{NAME_A},2019-01-01,2019-12-31,1000,1000")
    desk.take(f"{PREVENTION}\n人保财险,,,2019-12,100,,,")
    assert told(the_one(desk, "prevention_below_minimum", date(2020, 6, 30)))["year"] == "2019"


def test_overspending_is_told_with_both_amounts(desk: Desk) -> None:
    desk.take(
        f"{PREVENTION}\n太平洋财险,,,2019-12,1000,900,,\n人保财险,,,2019-06,1000.00,200.00,,\n"
        f"人保财险,V1,2019-07-01,,,1000.01,培训,"
    )
    finding = the_one(desk, "prevention_overspent", END)
    amounts = {"spent": "1,000.01", "accrued": "1,000.00"}
    assert told(finding) == {"insurer": "人保财险", "year": "2019", **amounts}
    assert len(finding.hit.rows) == 2


def test_who_accrued_nothing_told_is_no_overspender(desk: Desk) -> None:
    desk.take(f"{PREVENTION}\n太平洋财险,V1,2019-06-01,,,50,培训,\n人保财险,,,2019-12,1,2,,")
    assert told(the_one(desk, "prevention_overspent", END))["insurer"] == "人保财险"


def test_an_accrual_without_spending_is_not_overspent(desk: Desk) -> None:
    """The second row states what was spent, so that the rule is checked."""
    desk.take(f"{PREVENTION}\n人保财险,,,2019-12,0.00,,,\n太平洋财险,,,2019-12,5,5,,")
    assert desk.audit(END, "prevention_overspent").findings == []


def test_an_accrual_taken_back_below_nothing_is_told(desk: Desk) -> None:
    desk.take(f"{PREVENTION}\n人保财险,,,2019-12,-5.00,,,\n太平洋财险,,,2019-12,5,5,,")
    found = told(the_one(desk, "prevention_overspent", END))
    assert (found["spent"], found["accrued"]) == ("0.00", "-5.00")


def test_what_is_left_is_told_with_both_amounts(desk: Desk) -> None:
    """Others before it: a year that is not told to its end, one that spent all, one silent."""
    desk.take(
        f"{PREVENTION}\n大地财险,,,2019-11,1000,1,,\n中华联合财险,,,2019-12,1000,1000,,\n"
        "太平洋财险,,,2019-12,1000,,,\n人保财险,,,2019-12,12000,9999.99,,"
    )
    finding = the_one(desk, "prevention_unspent", END)
    amounts = {"spent": "9,999.99", "accrued": "12,000.00"}
    assert told(finding) == {"insurer": "人保财险", "year": "2019", **amounts}
    assert finding.since == date(2019, 1, 1)


def test_rows_that_name_no_insurer_are_nobodys_account(desk: Desk) -> None:
    desk.take(
        f"{POLICIES}\n人保财险,P1,{NAME_A},2019-01-01,2019-12-31,1000,1000\n"
        f"人保财险,P2,{NAME_B},2019-01-01,2019-12-31,1000,1000"
    )
    desk.take("承保公司,月份,计提金额,支出金额\n人保财险,2019-12,300,300\n,2019-12,1000,1200")
    for rule in ("prevention_overspent", "prevention_below_minimum", "prevention_unspent"):
        assert desk.audit(END, rule).findings == []


def test_a_forbidden_use_is_told_with_amount_use_and_words(desk: Desk) -> None:
    desk.take(
        f"{PREVENTION}\n人保财险,V1,2019-04-01,,,500,培训,\n"
        "人保财险,,2019-05-01,,,1250.50,其他,业务招待"
    )
    finding = the_one(desk, "prevention_misuse", END)
    said = {"use": "招待、旅游、礼品", "text": "其他 业务招待"}
    assert told(finding) == {"insurer": "人保财险", "amount": "1,250.50", **said}
    (row,) = finding.hit.rows
    assert row.record.spent == 125050
    # Without a voucher's number the record's own tells one row from the next.
    assert finding.id == f"prevention_misuse:picc:{row.id}"


def test_a_summary_on_a_forbidden_use_counts_and_a_later_or_empty_row_does_not(desk: Desk) -> None:
    desk.take(
        f"{PREVENTION}\n人保财险,,,2019-12,,300,招待,\n人保财险,V2,2020-01-01,,,200,招待,\n"
        "人保财险,V3,2019-12-31,,,100,招待,\n人保财险,,,2019-11,5,,招待,"
    )
    amounts = [told(one)["amount"] for one in desk.audit(END, "prevention_misuse").findings]
    assert sorted(amounts) == ["100.00", "300.00"]


def test_a_forbidden_use_of_no_insurer_is_told_all_the_same(desk: Desk) -> None:
    desk.take(f"{PREVENTION}\n人保财险,V1,2019-04-01,,,9,培训,\n,V2,2019-04-01,,,300,招待,")
    finding = the_one(desk, "prevention_misuse", END)
    assert (told(finding)["insurer"], finding.insurer, finding.hit.mark) == ("", None, "V2")
    assert finding.since == date(2019, 4, 1)


def test_how_many_rows_name_no_use_is_told(desk: Desk) -> None:
    desk.take(
        f"{PREVENTION}\n人保财险,V1,2019-04-01,,,500,其他,\n人保财险,V2,2019-05-01,,,500,其他,\n"
        "人保财险,V3,2019-05-02,,,500,培训,"
    )
    with in_language("en"):
        partly = desk.audit(END, "prevention_misuse").partly
    assert partly["prevention_misuse"].startswith("2 of 3 ")
