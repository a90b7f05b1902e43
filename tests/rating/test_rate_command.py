"""`zcins rate` as whole commands."""

import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from zcins.commands._rate_case import Words, case_of
from zcins.errors import UsageFaultError
from zcins.resources import data_dir
from zcins.scheme import Scheme

Run = Callable[..., subprocess.CompletedProcess[str]]
TODAY = {"ZCINS_TODAY": "2019-12-31"}
SHIPPED = Scheme.load()
PLAIN: dict[str, Any] = {
    **dict.fromkeys(field.name for field in fields(Words)),
    "sector": "化工",
    "also": [],
    "accidents": [],
    "others": [],
}
REGISTER = "企业名称,镇办,行业领域,标准化等级\n周村甲化工有限公司,王村镇,化工,二级\n"
POLICIES = (
    "承保公司,保险单号,被保险人,起保日期,终保日期,保费,投保人数,每人责任限额\n"
    "人保财险,P1,周村甲化工有限公司,2019-03-01,2020-02-29,1200,10,500000\n"
)


@pytest.fixture
def office(zcins: Run, tmp_path: Path) -> Path:
    """Give an office with the demo's tariff, and one policy whose factor was forgotten."""
    home = tmp_path / "home"
    shutil.copytree(data_dir() / "demo" / "office" / "scheme", home / "scheme")
    ledgers = (("2019-12企业台账.csv", REGISTER), ("2019-12人保保单.csv", POLICIES))
    paths = [tmp_path / name for name, _text in ledgers]
    for path, (_name, text) in zip(paths, ledgers, strict=True):
        path.write_text(text, encoding="utf-8")
    assert zcins("import", *paths, env=TODAY).returncode == 0
    return home


def answer(done: subprocess.CompletedProcess[str]) -> Any:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_quote_of_the_contract(zcins: Run, office: Path) -> None:
    del office
    words = [
        "--sector",
        "化工",
        "--employees",
        "132",
        "--limit",
        "50万",
        "--grade",
        "二级",
        "--on",
        "2019-03-01",
    ]
    found = answer(zcins("rate", "quote", *words, "--format", "json"))
    # 120.00 × 132 × 0.90
    assert (found["premium"], found["on"], found["confirmed"]) == ("14256.00", "2019-03-01", False)
    base, grade, risk, _rounding = found["steps"]
    assert (base["what"], base["value"], base["unit"]) == ("base", "120.00", "yuan/person/year")
    assert (grade["factor"], grade["given"]) == ("0.90", "二级")
    assert (risk["factor"], risk["not_applied"]) == (None, "risk grade unknown")


def test_quote_on_the_screen_names_sources_and_doubts(zcins: Run) -> None:
    done = zcins("rate", "quote", "--sector", "construction", "--cost", "1000.01万", env=TODAY)
    assert done.returncode == 0
    for word in ("6000.06", "费率表（2018版", "2018-01-01", "not applied", "(not confirmed)"):
        assert word in done.stdout
    assert "no official source" in done.stderr


def test_quote_without_a_tariff_line(zcins: Run) -> None:
    words = ["--sector", "chemicals", "--employees", "3", "--limit", "500000"]
    found = answer(zcins("rate", "quote", *words, "--format", "json", env=TODAY))
    assert (found["premium"], found["steps"]) == (None, [])
    assert found["not_checked"] == "no tariff line for 化工"


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ("--sector", {"sector": "chemical"}),
        ("--also", {"also": ["mine"]}),
        ("--employees", {"employees": "0"}),
        ("--limit", {"limit": "much"}),
        ("--limit", {"limit": "1.001"}),
        ("--loss-ratio", {"loss_ratio": "-1"}),
        ("--input", {"others": ["culture"]}),
        ("--units", {"units": "1.2345"}),
    ],
)
def test_quote_names_the_option_at_fault(option: str, words: dict[str, Any]) -> None:
    with pytest.raises(UsageFaultError, match=option):
        case_of(Words(**{**PLAIN, **words}), SHIPPED)


def test_options_are_read_as_they_are_written() -> None:
    words = {"limit": "50万元", "cost": "1,000.01万", "units": "12.5", "accidents": ["无事故"]}
    found = case_of(Words(**{**PLAIN, **words, "others": ["a=x", "a=y"]}), SHIPPED)
    assert (found.limit, found.project_cost, found.output) == (50_000_000, 1_000_010_000, 12_500)
    assert (found.accidents, found.others) == ((), {"a": ("x", "y")})


def test_wrong_usage_is_exit_2(zcins: Run) -> None:
    done = zcins("rate", "quote", "--sector", "chemical", env=TODAY)
    assert (done.returncode, "chemicals" in done.stderr) == (2, True)


def test_check_lists_what_differs(zcins: Run, office: Path) -> None:
    del office
    found = answer(zcins("rate", "check", "--format", "json", env=TODAY))
    assert found["counts"] == {"agrees": 0, "differs": 1, "implausible": 0, "not_checked": 0}
    (row,) = found["rows"]
    assert (row["policy_no"], row["premium"], row["expected"]) == ("P1", "1200.00", "1080.00")
    assert row["difference"] == "120.00"
    assert found["total"]["difference"] == "120.00"
    other = answer(zcins("rate", "check", "--sector", "烟花爆竹", "--format", "json", env=TODAY))
    assert other["rows"] == []


def test_explain_writes_a_sheet(zcins: Run, office: Path, tmp_path: Path) -> None:
    del office
    done = zcins("rate", "explain", "P1", "-o", "sheet.docx", env=TODAY)
    assert done.returncode == 0
    assert "1200.00" in done.stdout
    assert (tmp_path / "sheet.docx").stat().st_size > 5000
    assert zcins("rate", "explain", "P1", "-o", "sheet.pdf", env=TODAY).returncode == 2
    assert zcins("rate", "explain", "P2", env=TODAY).returncode == 2


def test_explain_wants_one_of_several(zcins: Run, office: Path, tmp_path: Path) -> None:
    del office
    path = tmp_path / "2019-12平安保单.csv"
    path.write_text(POLICIES.replace("人保财险", "平安财险"), encoding="utf-8")
    assert zcins("import", path, env=TODAY).returncode == 0
    done = zcins("rate", "explain", "P1", env=TODAY)
    assert done.returncode == 2
    assert "--insurer" in done.stderr
    words = ["--insurer", "平安", "--format", "json"]
    assert answer(zcins("rate", "explain", "P1", *words, env=TODAY))["insurer"] == "pingan"


def test_simulate_stores_nothing(zcins: Run, office: Path) -> None:
    before = (office / "zcins.db").read_bytes()
    setting = "factor.standardization.二级=0.85"
    found = answer(zcins("rate", "simulate", "--set", setting, "--format", "json", env=TODAY))
    # 120.00 × 10 × 0.90 and × 0.85
    assert (found["total"]["today"], found["total"]["changed"]) == ("1080.00", "1020.00")
    assert found["insurer"][0]["difference"] == "-60.00"
    assert (office / "zcins.db").read_bytes() == before
    assert zcins("rate", "simulate", env=TODAY).returncode == 2
