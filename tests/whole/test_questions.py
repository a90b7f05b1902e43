"""What the contract says of audit, coverage, enterprise, status and log, from outside."""

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.whole.conftest import Demo
from tests.whole.ledgers import POLICIES, ask, do, firm_name, policy, take, write_csv

FINDING = {
    *("id", "rule", "severity", "status", "enterprise", "insurer", "policy_no"),
    *("department", "since", "basis", "message", "remedy"),
}
RULES = {
    *("uninsured", "lapsed", "expiring", "unresolved", "not_in_register", "insurer_not_admitted"),
    *("under_insured_headcount", "limit_below_minimum", "invalid_uscc", "one_code_two_names"),
}


def audit(desk: Run, demo: Demo, *line: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ask(desk, "audit", *line, home=demo.home)["findings"]
    return found


def test_the_shape_of_a_coverage(desk: Run, demo: Demo) -> None:
    answer = ask(desk, "coverage", "--by", "sector", "--by", "town", home=demo.home)
    assert set(answer) == {
        *("as_of", "by", "rows", "total", "voluntary", "not_in_register", "outside_district"),
    }
    figures = {
        *("required", "insured", "unresolved", "lapsed", "uninsured", "rate", "employees"),
        *("employees_unknown", "insured_headcount"),
    }
    assert set(answer["total"]) == figures
    assert all(set(row) == {"sector", "town", *figures} for row in answer["rows"])
    assert (answer["as_of"], answer["by"]) == ("2019-12-31", ["sector", "town"])


def test_where_nothing_is_required(desk: Run, demo: Demo) -> None:
    done = do(desk, "coverage", "--as-of", "2020-01-01", home=demo.home)
    assert "2019-12-31" in done.stderr.replace("Today is fixed to 2019-12-31", "")
    assert ask(desk, "coverage", "--as-of", "2020-01-01", home=demo.home)["total"]["rate"] is None


def test_the_shape_of_a_finding(desk: Run, demo: Demo) -> None:
    answer = ask(desk, "audit", home=demo.home)
    assert {"as_of", "counts", "findings"} <= set(answer)
    assert set(answer["counts"]) == {"high", "medium", "low"}
    for one in answer["findings"]:
        assert set(one) >= FINDING
        assert one["id"].startswith(f"{one['rule']}:")
        assert one["status"] == "open"
        assert one["message"]
        assert one["basis"]
        assert one["remedy"]
        if one["enterprise"]:
            assert set(one["enterprise"]) == {"id", "uscc", "name", "sector", "town"}
    ids = [one["id"] for one in answer["findings"]]
    assert len(ids) == len(set(ids))


def test_filters_of_the_audit(desk: Run, demo: Demo) -> None:
    """Each filter gives just those of all findings that it names."""
    everything = audit(desk, demo)

    def kept(*line: str) -> list[str]:
        return [one["id"] for one in audit(desk, demo, *line)]

    def those(key: str, value: str, of: str | None = None) -> list[str]:
        return [
            one["id"] for one in everything if ((one[of] or {}) if of else one).get(key) == value
        ]

    assert kept("--rule", "lapsed") == those("rule", "lapsed")
    assert kept("--severity", "medium") == those("severity", "medium")
    assert kept("--sector", "chemicals") == those("sector", "chemicals", "enterprise")
    assert kept("--sector", "化工") == kept("--sector", "chemicals")
    assert kept("--town", "王村镇") == those("town", "王村镇", "enterprise")
    assert kept("--insurer", "picc") == those("insurer", "picc")
    assert kept("--insurer", "中国人民财产保险") == kept("--insurer", "picc")
    assert kept("--department", "区应急管理局") == those("department", "区应急管理局")
    assert all(kept(*line) for line in (["--rule", "lapsed"], ["--sector", "化工"]))


def test_the_rules_are_listed(desk: Run) -> None:
    listed = ask(desk, "audit", "--rules")["rules"]
    assert {one["rule"] for one in listed} >= RULES
    assert all(one["severity"] and one["basis"] and one["remedy"] for one in listed)


def test_fail_on(desk: Run, demo: Demo, small: Path) -> None:
    """The small office has one finding that is high: firm 3 is uninsured."""
    for line, code in ((("high",), 1), (("medium",), 1), (("low",), 1)):
        do(desk, "audit", "--fail-on", *line, home=demo.home, code=code)
    high = ask(desk, "audit", "--severity", "high", home=small)["findings"]
    assert [one["rule"] for one in high] == ["uninsured"]
    do(desk, "audit", "--fail-on", "high", code=1)
    do(desk, "audit", "--fail-on", "high", "--rule", "expiring")


@pytest.mark.parametrize(
    "line",
    [
        ["audit", "--rule", "unisured"],
        ["audit", "--severity", "severe"],
        ["audit", "--sector", "航空"],
        ["audit", "--town", "没有镇"],
        ["audit", "--fail-on", "never"],
        ["coverage", "--by", "colour"],
        ["coverage", "--as-of", "31.12.2019"],
        ["coverage", "-o", "x.pdf"],
        ["enterprise", "没有这家企业"],
        ["scheme", "show", "towm"],
    ],
)
def test_wrong_usage(desk: Run, demo: Demo, line: list[str]) -> None:
    done = do(desk, *line, home=demo.home, code=2)
    assert line[-1] in done.stderr
    assert done.stdout == ""


def test_a_finding_keeps_its_id(desk: Run, small: Path, tmp_path: Path) -> None:
    """The fact is the same after an import that does not touch it, and on a later day."""
    line = ("audit", "--rule", "uninsured")
    before = ask(desk, *line, "--as-of", "2019-11-30")["findings"]
    take(desk, write_csv(tmp_path / "人保财险2019-12.csv", POLICIES, policy(1)))
    after = ask(desk, *line, home=small)["findings"]
    assert [one["id"] for one in before] == [one["id"] for one in after]
    assert before[0]["id"].startswith("uninsured:3")


def test_an_enterprise_by_code_name_and_part(desk: Run, small: Path) -> None:
    whole = ask(desk, "enterprise", firm_name(1))
    assert whole["enterprise"]["name"] == firm_name(1)
    assert ask(desk, "enterprise", whole["enterprise"]["uscc"], home=small) == whole
    assert ask(desk, "enterprise", firm_name(1)[2:6]) == whole


@pytest.mark.usefixtures("small")
def test_every_figure_of_an_enterprise_has_its_cell(desk: Run) -> None:
    """Firm 2 stands in row 3 of the register and of the ledger."""
    shown = ask(desk, "enterprise", firm_name(2))
    entry, sold = shown["enterprise"]["source"], shown["policies"][0]["source"]
    assert (entry["import"], entry["file"], entry["row"]) == (1, "企业台账2019-11.csv", 3)
    assert (sold["import"], sold["file"], sold["row"]) == (2, "人保财险2019-11.csv", 3)
    assert len(sold["sha256"]) == 64


def test_status(desk: Run, demo: Demo) -> None:
    answer = ask(desk, "status", home=demo.home)
    coverage = ask(desk, "coverage", home=demo.home)
    counts = ask(desk, "audit", home=demo.home)["counts"]
    assert (answer["as_of"], answer["coverage"]) == ("2019-12-31", coverage["total"])
    assert answer["findings"] == counts
    # Three names wait with candidates; five rows are held in the four ledgers and the register.
    assert (answer["to_review"], answer["quarantined"], answer["imports"]) == (3, 6, 15)


def test_the_log(desk: Run, small: Path) -> None:
    log = ask(desk, "log", home=small)
    assert [one["event"] for one in log] == [2, 1]
    assert [one["kind"] for one in log] == ["import", "import"]
    assert log[0]["what"] == "人保财险2019-11.csv"
    assert [one["event"] for one in ask(desk, "log", "-n", "1")] == [2]


def test_who_did_it(desk: Run, small: Path, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "人保财险2019-12.csv", POLICIES, policy(3))
    do(desk, "import", path, env={"ZCINS_USER": "王会计"})
    assert ask(desk, "log", home=small)[0]["who"] == "王会计"


def test_the_scheme_in_force(desk: Run) -> None:
    """The department's name changed early in 2019."""
    names = [
        ask(desk, "scheme", "show", "safety", "--on", day)["entries"][0]["name"]
        for day in ("2018-12-31", "2019-12-31")
    ]
    assert names == ["区安监局", "区应急管理局"]
    assert "order" in do(desk, "scheme", "check").stdout
