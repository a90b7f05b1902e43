"""Identity: which names are equal, what is proof enough for a link, what waits for a person."""

from pathlib import Path

import pytest

from tests.core.desk import (
    CODE_A,
    CODE_A_MISTYPED,
    CODE_B,
    CODE_C,
    NAME_A,
    NAME_B,
    NAME_C,
    Desk,
    cover,
    firm,
)
from zcins.registry import code_is_valid, name_key

BRANCH = f"{NAME_A}一厂"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "office")


def link(desk: Desk, name: str, code: str = "") -> tuple[int | None, str | None]:
    party = desk.party(name, code)
    return party.enterprise, party.how


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("周村甲(集团)有限公司", "周村甲（集团）有限公司"),
        ("周村甲【集团】有限公司", "周村甲〔集团〕有限公司"),
        ("周村华泰纺织有限公司", "周村華泰紡織有限公司"),
        ("周村甲化工有限公司", "周村甲化工有限责任公司"),
        ("周村甲 化工\u3000有限公司", "周村甲化工有限公司"),
        ("周村ＡＢＣ化工有限公司", "周村abc化工有限公司"),
        ("周村１２３加油站", "周村123加油站"),
        ("周村甲·乙商店", "周村甲•乙商店"),
    ],
)
def test_names_that_are_the_same(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("周村第一加油站", "周村第二加油站"),
        ("周村甲化工一厂", "周村甲化工二厂"),
        ("周村1号矿", "周村2号矿"),
        ("周村1-2号矿", "周村12号矿"),
        ("周村3.5千伏变电站", "周村35千伏变电站"),
        ("周村甲化工有限公司", "周村甲化工股份有限公司"),
        ("周村甲化工有限公司", "淄博甲化工有限公司"),
        ("周村甲化工有限公司", "周村甲化工有限公司分公司"),
        ("周村甲(集团)有限公司", "周村甲集团有限公司"),
    ],
)
def test_names_that_are_not_the_same(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_codes_that_are_well_formed() -> None:
    assert code_is_valid(CODE_A)
    assert not code_is_valid(CODE_A_MISTYPED)
    assert not code_is_valid(CODE_A[:17])
    # A citizen's number in the place of a code: 18 characters, but another check.
    assert not code_is_valid("370306199001010015")


def test_the_code_of_one_entry_is_proof_whatever_the_name(desk: Desk) -> None:
    desk.register(firm(NAME_A, CODE_A), firm(NAME_B, CODE_B))
    receipt = desk.policies(cover("P1", NAME_A, CODE_A), cover("P2", "淄博新名矿业集团", CODE_B))
    assert receipt["links"]["by_code"] == 2
    assert link(desk, "淄博新名矿业集团", CODE_B) == (desk.number(NAME_B), "by_code")


def test_the_exact_name_of_one_entry_is_proof_without_a_code(desk: Desk) -> None:
    desk.register(firm(NAME_A, CODE_A))
    receipt = desk.policies(cover("P1", "周村甲采石 有限责任公司"))
    assert receipt["links"]["by_name"] == 1


def test_a_name_with_a_code_that_the_register_lacks_is_proof(desk: Desk) -> None:
    desk.register(firm(NAME_A))
    desk.policies(cover(code=CODE_A))
    assert link(desk, NAME_A, CODE_A) == (desk.number(NAME_A), "by_name")


def test_an_older_number_in_the_place_of_the_code_contradicts_nothing(desk: Desk) -> None:
    desk.register(firm(NAME_A, CODE_A))
    desk.policies(cover(code="370306228000123"))
    assert link(desk, NAME_A, "370306228000123") == (desk.number(NAME_A), "by_name")


@pytest.mark.parametrize("code", [CODE_C, CODE_A_MISTYPED])
def test_a_code_that_contradicts_makes_the_name_wait(desk: Desk, code: str) -> None:
    desk.register(firm(NAME_A, CODE_A))
    receipt = desk.policies(cover(code=code))
    assert receipt["links"]["to_review"] == 1
    assert link(desk, NAME_A, code) == (None, None)
    assert desk.candidates(NAME_A, code) == [(desk.number(NAME_A), "name")]


def test_the_code_of_one_with_the_name_of_another_waits(desk: Desk) -> None:
    desk.register(firm(NAME_A, CODE_A), firm("淄博乙矿业集团"))
    receipt = desk.policies(cover("P1", "淄博乙矿业集团", CODE_A))
    assert receipt["links"]["to_review"] == 1
    assert desk.candidates("淄博乙矿业集团", CODE_A) == [
        (desk.number(NAME_A), "code"),
        (desk.number("淄博乙矿业集团"), "name"),
    ]


def test_a_failing_code_that_equals_the_registers_is_proof(desk: Desk) -> None:
    desk.register(firm(NAME_A, CODE_A_MISTYPED))
    receipt = desk.policies(cover("P1", "淄博新名矿业集团", CODE_A_MISTYPED))
    assert receipt["links"]["by_code"] == 1


def test_a_name_that_stands_twice_in_the_register_waits(desk: Desk) -> None:
    desk.register(firm(NAME_A), f"{NAME_A},,北郊镇,非煤矿山,9")
    receipt = desk.policies(cover())
    assert receipt["links"]["to_review"] == 1
    assert [why for _entry, why in desk.candidates(NAME_A)] == ["name", "name"]


def test_of_two_entries_of_one_name_the_code_tells(desk: Desk) -> None:
    desk.register(firm(NAME_A, CODE_A), f"{NAME_A},{CODE_B},北郊镇,非煤矿山,9")
    desk.policies(cover(code=CODE_B))
    entry, how = link(desk, NAME_A, CODE_B)
    assert how == "by_code"
    assert entry is not None
    assert desk.ask().view.register[entry].codes == {CODE_B}


def test_a_similar_name_waits_and_an_unlike_one_is_unmatched(desk: Desk) -> None:
    desk.register(firm(NAME_A))
    receipt = desk.policies(cover("P1", BRANCH), cover("P2", "博山丙陶瓷集团"))
    links = receipt["links"]
    assert (links["to_review"], links["unmatched"]) == (1, 1)
    assert desk.candidates(BRANCH) == [(desk.number(NAME_A), "similar")]


def test_links_add_up_to_the_accepted_rows(desk: Desk) -> None:
    desk.register(firm(NAME_A, CODE_A))
    rows = [
        cover("P1", NAME_A, CODE_A),
        cover("P2"),
        cover("P3", BRANCH),
        cover("P4", "博山丙集团"),
    ]
    receipt = desk.policies(*rows)
    assert sum(receipt["links"].values()) == receipt["rows"]["accepted"] == 4


def test_a_decision_is_remembered_for_every_insurer(desk: Desk) -> None:
    desk.register(firm(NAME_A))
    desk.policies(cover("P1", BRANCH))
    desk.decide(desk.party(BRANCH).id, desk.number(NAME_A), "accept")
    other = cover("Q1", BRANCH).replace("人保财险", "平安财险")
    assert desk.policies(other)["links"]["by_alias"] == 1
    assert link(desk, BRANCH) == (desk.number(NAME_A), "by_alias")


def test_a_decision_holds_for_the_code_as_written_only(desk: Desk) -> None:
    desk.register(firm(NAME_A))
    desk.policies(cover("P1", BRANCH))
    desk.decide(desk.party(BRANCH).id, desk.number(NAME_A), "accept")
    assert desk.policies(cover("P2", BRANCH, CODE_C))["links"]["to_review"] == 1
    assert link(desk, BRANCH, CODE_C) == (None, None)


def test_a_rejected_candidate_is_excluded_and_stays_so(desk: Desk) -> None:
    desk.register(firm(NAME_A), firm(f"{NAME_A}二厂"))
    desk.policies(cover("P1", BRANCH))
    party, other = desk.party(BRANCH).id, desk.number(f"{NAME_A}二厂")
    desk.decide(party, desk.number(NAME_A), "reject")
    desk.register(firm(NAME_A), firm(f"{NAME_A}二厂"), firm(NAME_C), period="2020-01")
    assert desk.candidates(BRANCH) == [(other, "similar")]


def test_a_rejected_exact_name_does_not_link(desk: Desk) -> None:
    desk.register(firm(NAME_A))
    desk.policies(cover())
    desk.decide(desk.party(NAME_A).id, desk.number(NAME_A), "reject")
    assert link(desk, NAME_A) == (None, None)


def test_a_name_that_is_no_ones_is_not_in_the_register(desk: Desk) -> None:
    desk.register(firm(NAME_A))
    desk.policies(cover("P1", BRANCH))
    assert len(desk.ask().not_in_register) == 0
    desk.decide(desk.party(BRANCH).id, None, "reject")
    assert desk.candidates(BRANCH) == []
    assert [one.record.policy_no for one in desk.ask().not_in_register] == ["P1"]


def test_an_acceptance_takes_the_place_of_a_rejection(desk: Desk) -> None:
    desk.register(firm(NAME_A))
    desk.policies(cover("P1", BRANCH))
    party, entry = desk.party(BRANCH).id, desk.number(NAME_A)
    desk.decide(party, None, "reject")
    desk.decide(party, entry, "accept")
    assert link(desk, BRANCH) == (entry, "by_alias")


@pytest.mark.parametrize("everything", [True, False])
def test_a_rejection_takes_the_place_of_an_acceptance(desk: Desk, everything: bool) -> None:
    desk.register(firm(NAME_A))
    desk.policies(cover("P1", BRANCH))
    party, entry = desk.party(BRANCH).id, desk.number(NAME_A)
    desk.decide(party, entry, "accept")
    desk.decide(party, None if everything else entry, "reject")
    assert link(desk, BRANCH) == (None, None)
    assert desk.candidates(BRANCH) == []


def test_rejecting_one_leaves_the_acceptance_of_another(desk: Desk) -> None:
    desk.register(firm(NAME_A), firm(f"{NAME_A}二厂"))
    desk.policies(cover("P1", BRANCH))
    party, entry = desk.party(BRANCH).id, desk.number(NAME_A)
    desk.decide(party, entry, "accept")
    desk.decide(party, desk.number(f"{NAME_A}二厂"), "reject")
    assert link(desk, BRANCH) == (entry, "by_alias")


def test_a_register_that_comes_later_links_what_waited(desk: Desk) -> None:
    receipt = desk.policies(cover("P1", NAME_A), cover("P2", NAME_B, CODE_B))
    assert receipt["links"]["unmatched"] == 2
    desk.register(firm(NAME_A), firm("淄博乙矿业集团", CODE_B))
    assert link(desk, NAME_A) == (desk.number(NAME_A), "by_name")
    assert link(desk, NAME_B, CODE_B) == (desk.number("淄博乙矿业集团"), "by_code")


def test_a_register_that_comes_later_can_make_a_link_wait(desk: Desk) -> None:
    desk.register(firm(NAME_A), period="2019-06")
    desk.policies(cover())
    assert link(desk, NAME_A)[1] == "by_name"
    desk.register(f"{NAME_A},,北郊镇,非煤矿山,9", period="2019-09")
    assert link(desk, NAME_A) == (None, None)


def test_a_name_that_the_register_knew_before_is_proof(desk: Desk) -> None:
    desk.register(firm(NAME_A, CODE_A), period="2019-06")
    desk.register(firm(NAME_C, CODE_A), period="2019-09")
    desk.policies(cover("P1", NAME_A))
    assert link(desk, NAME_A) == (desk.number(NAME_C), "by_name")
