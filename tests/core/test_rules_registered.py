"""No rule escapes registration, and a finding is named so that it can be found again."""

import ast
from datetime import date
from pathlib import Path

import pytest

import zcins.rules
from tests.core.desk import CODE_A, NAME_A, NAME_B, Desk, cover, firm
from zcins.compliance import SEVERITIES, rules

FOLDER = Path(zcins.rules.__file__).parent
OF_THE_FIRST_ISSUE = {
    *("uninsured", "lapsed", "expiring", "unresolved", "not_in_register"),
    *("insurer_not_admitted", "under_insured_headcount", "limit_below_minimum"),
    *("invalid_uscc", "one_code_two_names"),
}


def _written_rules() -> set[str]:
    """Give the public functions of Facts alone, read from the source: importing registers them."""
    return {
        node.name
        for path in FOLDER.glob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        if [ast.unparse(arg.annotation) for arg in node.args.args if arg.annotation] == ["Facts"]
    }


def test_every_rule_that_is_written_is_registered() -> None:
    assert _written_rules() == set(rules())
    assert set(rules()) >= OF_THE_FIRST_ISSUE


@pytest.mark.parametrize("name", sorted(OF_THE_FIRST_ISSUE))
def test_every_rule_says_how_bad_on_what_basis_and_what_to_do(name: str) -> None:
    rule = rules()[name]
    assert rule.id == name
    assert rule.severity in SEVERITIES
    assert rule.basis.strip()
    assert rule.remedy.strip()
    assert rule.check.__doc__


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "office")


def ids(desk: Desk, day: date, rule: str) -> list[str]:
    return [finding.id for finding in desk.audit(day, rule).findings]


def test_a_finding_keeps_its_id_from_day_to_day(desk: Desk) -> None:
    desk.register(firm())
    number = desk.number(NAME_A)
    for day in (date(2018, 1, 1), date(2019, 6, 30)):
        assert ids(desk, day, "uninsured") == [f"uninsured:{number}"]


def test_a_second_lapse_has_another_id_so_that_no_waiver_covers_it(desk: Desk) -> None:
    desk.register(firm())
    desk.policies(
        cover("P1", days=("2018-01-01", "2018-06-30")),
        cover("P2", days=("2019-01-01", "2019-06-30")),
    )
    number = desk.number(NAME_A)
    assert ids(desk, date(2018, 7, 1), "lapsed") == [f"lapsed:{number}:2018-07-01"]
    assert ids(desk, date(2018, 12, 31), "lapsed") == [f"lapsed:{number}:2018-07-01"]
    assert ids(desk, date(2019, 7, 1), "lapsed") == [f"lapsed:{number}:2019-07-01"]


def test_a_policy_that_is_extended_and_ends_again_has_another_id(desk: Desk) -> None:
    desk.register(firm())
    desk.take(
        "2019-12保单台账\n"
        "承保公司,保险单号,被保险人,起保日期,终保日期,保费,批单号,批改类型,批改生效日期,批改后终保日期\n"
        f"人保财险,P1,{NAME_A},2018-03-01,2019-02-28,1000,,,,\n"
        f"人保财险,P1,{NAME_A},,,200,E1,延期,2019-02-20,2019-05-31"
    )
    # 30 days before 28 February and before 31 May.
    number = desk.number(NAME_A)
    assert ids(desk, date(2019, 2, 19), "expiring") == [f"expiring:{number}:P1:2019-01-29"]
    assert ids(desk, date(2019, 2, 20), "expiring") == []
    assert ids(desk, date(2019, 5, 31), "expiring") == [f"expiring:{number}:P1:2019-05-01"]


def test_a_finding_without_an_enterprise_is_named_by_insurer_and_policy(desk: Desk) -> None:
    desk.register(firm())
    desk.policies(cover("P9", "博山丙陶瓷集团"))
    assert ids(desk, date(2019, 6, 30), "not_in_register") == ["not_in_register:picc:P9"]


def test_a_document_holds_what_the_contract_names(desk: Desk) -> None:
    desk.register(firm(NAME_A, CODE_A))
    (finding,) = desk.audit(date(2019, 1, 31), "uninsured").findings
    document = finding.document()
    enterprise = {"id": 1, "uscc": CODE_A, "name": NAME_A, "sector": "non_coal_mines"}
    assert document["enterprise"] == {**enterprise, "town": "王村镇"}
    told = {name: document[name] for name in ("rule", "severity", "department", "since", "insurer")}
    assert told == {
        "rule": "uninsured",
        "severity": "high",
        "department": "区安监局",
        "since": "2017-11-01",
        "insurer": None,
    }


def test_graver_findings_come_first_and_are_counted(desk: Desk) -> None:
    desk.register(firm(), firm(NAME_B))
    desk.policies(cover("P1", NAME_B, heads=10), cover("P9", "博山丙陶瓷集团"))
    answer = desk.audit(date(2019, 6, 30))
    # NAME_A is uninsured (high), NAME_B insures 10 of 50 (medium), P9 is no one's (low).
    assert [one.rule.severity for one in answer.findings] == ["high", "medium", "low"]
    assert answer.counts == {"high": 1, "medium": 1, "low": 1}
