"""What the registry says of its rules, and what the engine does where data are absent."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.core.desk import POLICIES, Desk, cover, firm
from zcins.compliance import RULES, Facts, Hit, NotCheckedError, Rule, Told, rules
from zcins.i18n import in_chinese, language, set_language
from zcins.records import RECORDS, Kind

DAY = date(2019, 6, 30)
OF_THE_CONTRACT = {
    *("uninsured", "lapsed", "expiring", "coverage_gap", "under_insured_headcount"),
    *("limit_below_minimum", "unequal_limits", "insurer_not_admitted", "premium_off_tariff"),
    *("premium_unpaid", "cancelled_while_operating", "duplicate_cover"),
    *("prevention_below_minimum", "prevention_misuse", "advance_payment_late"),
    *("settlement_late", "ledger_overdue", "unresolved", "not_in_register", "invalid_uscc"),
    *("one_code_two_names", "premium_implausible", "backdated", "terms_not_uniform"),
    *("third_party_missing", "premium_charged_to_staff", "occupational_disease_advised"),
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "office")


def test_all_rules_of_the_contract_are_there() -> None:
    assert set(rules()) >= OF_THE_CONTRACT
    assert len(OF_THE_CONTRACT) == 27


def test_the_office_may_waive_anything_but_two() -> None:
    barred = {one.id for one in rules().values() if not one.waivable}
    assert barred == {"insurer_not_admitted", "prevention_misuse"}


@pytest.mark.parametrize("name", sorted(rules()))
def test_what_a_rule_needs_is_a_kind_of_ledger_or_a_field_of_it(name: str) -> None:
    for need in rules()[name].needs:
        kind, _dot, field = need.partition(".")
        assert not field or field in RECORDS[Kind(kind)].fields()


def probe(*needs: str, partly: bool | None = None) -> str:
    """Register a rule that finds one thing and may then give up; give its name."""

    def probing(facts: Facts) -> Iterator[Hit]:
        yield Hit(Told("found on {day}", day=facts.day), insurer="picc")
        if partly is not None:
            raise NotCheckedError("the rest is dark", partly=partly)

    RULES["probing"] = Rule("probing", "low", "basis", "remedy", probing, needs)
    return "probing"


@pytest.fixture(autouse=True)
def _clean_registry() -> Iterator[None]:
    rules()
    yield
    RULES.pop("probing", None)


def test_a_rule_without_its_data_is_not_run(desk: Desk) -> None:
    desk.register(firm())
    answer = desk.audit(DAY, probe("register", "policies.signed_on"))
    assert answer.findings == []
    assert "policies.signed_on" in answer.not_checked["probing"]
    desk.policies(cover())
    assert "probing" in desk.audit(DAY, "probing").not_checked
    desk.take(f"{POLICIES},签单日期\n{cover('P2')},2018-12-20")
    assert [one.id for one in desk.audit(DAY, "probing").findings] == ["probing:picc"]


def test_what_was_found_before_giving_up_in_part_stands(desk: Desk) -> None:
    answer = desk.audit(DAY, probe(partly=True))
    assert [one.id for one in answer.findings] == ["probing:picc"]
    assert (answer.partly, answer.not_checked) == ({"probing": "the rest is dark"}, {})
    document = answer.document()
    assert document["partly_checked"] == [{"rule": "probing", "reason": "the rest is dark"}]


def test_a_message_is_put_into_words_at_the_asking(monkeypatch: pytest.MonkeyPatch) -> None:
    told = Told("{severity}!", severity=Told("high"))
    monkeypatch.setattr("zcins.rulebook._", lambda text: {"high": "高"}.get(text, text))
    assert str(told) == "高!"


def test_official_documents_speak_chinese_and_the_screen_its_own_language_again() -> None:
    set_language("en")
    with in_chinese():
        assert language() == "zh"
    assert language() == "en"
