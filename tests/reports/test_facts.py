"""The facts of the small office, each worked out by hand from its ledgers (conftest)."""

from datetime import date

import pytest

from tests.reports.conftest import DAY, ask
from zcins.compliance import rules
from zcins.office import Office
from zcins.reports import Facts
from zcins.reports.wording import RULES
from zcins.standing import State


def figures(facts: Facts, prefix: str) -> dict[str, object]:
    found = facts.figures()
    return {key[len(prefix) :]: found[key] for key in found if key.startswith(prefix)}


def test_coverage(year: Facts) -> None:
    assert figures(year, "coverage.total.") == {
        "required": 5,
        "insured": 2,
        "unresolved": 1,
        "lapsed": 1,
        "uninsured": 1,
        "employees": 12 + 20 + 30 + 40,
        "employees_unknown": 1,
        "insured_headcount": 10 + 2 + 18,
        "rate": 0.4,
    }
    beside = ("voluntary", "not_in_register", "outside_district")
    assert [year.figures()[f"coverage.{name}"] for name in beside] == [1, 1, 1]


def test_the_year_before(year: Facts) -> None:
    """On 2018-12-31 five had to be insured, and 乙 alone was, by P0."""
    assert year.figures()["coverage.before.required"] == 5
    assert year.figures()["coverage.before.rate"] == 0.2


def test_the_first_year_has_none_before(office: Office) -> None:
    first = ask(office, date(2017, 12, 31), "2017")
    assert first.coverage.before is None
    assert figures(first, "coverage.before.") == {}


def test_every_grouping_adds_up_to_the_total(year: Facts) -> None:
    found = year.coverage
    for rows in (found.sectors, found.towns, found.departments):
        for name in ("required", "insured", "unresolved", "lapsed", "uninsured"):
            assert sum(getattr(row, name) for row in rows) == getattr(found.total, name)
    assert [row.code for row in found.months][0::25] == ["2017-11", "2019-12"]
    assert found.months[-1].insured == 2


def test_premium(year: Facts) -> None:
    """PICC: P1 1000 + P2 2000.50 with 200 more + P3 3000 + P5 500 + P6 700; P0 began in 2018."""
    found = year.figures()
    assert found["premium.insurer.picc.due"] == "7400.50"
    assert found["premium.insurer.picc.received"] == "5200.00"
    assert found["premium.insurer.picc.received_unknown"] == 1
    assert found["premium.insurer.cpic.due"] == "300.00"
    assert found["premium.insurer.cpic.received"] is None
    assert found["premium.total.due"] == "7700.50"
    assert (found["policies.total.policies"], found["policies.total.in_force"]) == (6, 5)


def test_an_insurer_that_is_not_admitted_is_left_out_and_named(year: Facts) -> None:
    found = year.figures()
    assert found["premium.excluded.due"] == "90.00"
    assert (found["policies.excluded.policies"], found["policies.excluded.in_force"]) == (1, 1)
    assert all("永诚" not in book.name for book in year.books.insurers)


def test_an_enterprise_counts_at_each_insurer_and_once_in_all(year: Facts) -> None:
    found = year.figures()
    insured = [found[f"policies.{of}.insured"] for of in ("insurer.picc", "insurer.cpic", "total")]
    assert insured == [2, 1, 2]


def test_an_endorsement_counts_from_its_day(office: Office) -> None:
    """By 2019-08-31 P6 has begun and B1 has not."""
    facts = ask(office, date(2019, 8, 31))
    assert facts.figures()["premium.insurer.picc.due"] == "7200.50"
    before = ask(office, date(2019, 7, 31))
    assert before.figures()["premium.insurer.picc.due"] == "6500.50"


def test_claims_by_day_of_loss(year: Facts) -> None:
    assert figures(year, "claims.total.") == {
        "claims": 1,
        "deaths": 1,
        "injured": 0,
        "paid": "120000.10",
        "outstanding": "50.00",
        "advance": "30.00",
    }
    assert year.figures()["claims.undated"] == 1


def test_prevention_money(year: Facts) -> None:
    """15 % of 7400.50 is 1110.075, half up; the voucher of the year wins over the summary."""
    assert figures(year, "prevention.insurer.picc.") == {
        "minimum": "1110.08",
        "accrued": "120.00",
        "spent": "100.00",
        "vouchers": "100.00",
        "summaries": "90.00",
    }
    assert year.figures()["prevention.total.minimum"] == "1155.08"
    assert year.figures()["prevention.insurer.cpic.spent"] is None


def test_lists(year: Facts) -> None:
    names = {state: [firm.name for firm in firms] for state, firms in year.firms.items()}
    assert names == {
        State.UNRESOLVED: ["戊橡胶公司"],
        State.LAPSED: ["丙气体公司"],
        State.UNINSURED: ["丁涂料公司"],
    }
    assert year.firms[State.LAPSED][0].since == date(2019, 6, 1)
    assert "第7行" in year.firms[State.UNRESOLVED][0].note


def test_findings_and_data(year: Facts) -> None:
    # PICC accrued too little, and the register does not say how many work at 戊橡胶公司.
    assert figures(year, "findings.severity.") == {"high": 4, "medium": 2, "low": 2}
    assert figures(year, "findings.rule.")["uninsured"] == 1
    found = year.figures()
    assert [found[f"data.{name}"] for name in ("imports", "quarantined", "waiting")] == [6, 1, 1]
    assert [source.still_open for source in year.data.sources] == [0, 1, 0, 0, 0, 0]


def test_what_was_known_after_an_event(office: Office) -> None:
    early = ask(office, known_at="1")
    assert (early.event, early.coverage.total.insured) == (1, 0)
    assert not early.data.has_policies


def test_the_office_in_charge_signs_where_none_is_named(office: Office) -> None:
    from zcins.reports import facts
    from zcins.reports.period import Period

    ground = office.ask(date(2019, 12, 31))
    year = Period(date(2019, 1, 1), 12)
    assert facts(ground.view, ground.scheme, year).office == "区应急管理局"


@pytest.mark.parametrize("rule", sorted(rules()))
def test_every_rule_has_a_chinese_name(rule: str) -> None:
    assert rule in RULES


def test_the_tariff_knows_of_none(year: Facts) -> None:
    """Six policies begin in 2019 and count; no sector of theirs has a tariff, one is nobody's."""
    found = figures(year, "rating.")
    assert (found["policies"], found["computed"], found["agrees"]) == (6, 0, 0)
    assert found["reason.not_linked"] == 1
    reasons = [value for key, value in found.items() if key.startswith("reason.")]
    assert sum(int(str(value)) for value in reasons) == 6


def test_the_year_by_month(year: Facts) -> None:
    """P1 and P3 begin in January; P2 with its endorsement, and C1, belong to March."""
    assert figures(year, "month.2019-01.") == {
        "policies": 2,
        "claims": 0,
        "due": "4000.00",
        "paid": "0.00",
        "outstanding": "0.00",
    }
    assert figures(year, "month.2019-03.")["due"] == "2200.50"
    assert figures(year, "month.2019-03.")["paid"] == "120000.10"
    assert [month.code for month in year.months] == [f"2019-{month:02d}" for month in range(1, 13)]


def test_uses_come_to_what_was_spent(year: Facts) -> None:
    assert figures(year, "prevention.use.") == {"unknown": "100.00"}
    assert year.figures()["prevention.total.spent"] == "100.00"


def test_the_period_before_by_sector_and_town(year: Facts) -> None:
    """By 2018-12-31 only 乙, a firm of 危险化学品 in 王村镇, was insured; it paid 1500.00."""
    found = year.figures()
    assert found["coverage.before.sector.hazardous_chemicals.insured"] == 1
    assert found["coverage.before.town.王村镇.insured"] == 1
    assert found["coverage.before.town.北郊镇.insured"] == 0
    assert found["activity.before.sector.hazardous_chemicals.due"] == "1500.00"
    assert found["activity.before.town.王村镇.policies"] == 1


def test_a_department_keeps_its_past_under_its_older_name(office: Office) -> None:
    """区应急管理局 was 区安监局 at the end of 2018."""
    from zcins.reports import facts
    from zcins.reports.period import Period
    from zcins.reports.scope import department

    ground = office.ask(DAY)
    scope = department("区应急管理局", ground.scheme)
    found = facts(ground.view, ground.scheme, Period(date(2019, 1, 1), 12), scope=scope)
    assert found.coverage.before is not None
    assert found.coverage.before.insured == 1
    assert found.coverage.before_of("department")["区应急管理局"].insured == 1
    assert found.figures()["coverage.before.department.区安监局.insured"] == 1


def test_nothing_has_been_done_yet(year: Facts) -> None:
    told = figures(year, "handled.")
    assert told.pop("unanswered") == len(year.findings)
    assert set(told.values()) == {0}
    assert figures(year, "subsidy.") == {"total": None}
