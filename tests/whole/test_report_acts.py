"""`zcins report` after the office has acted: letters, subsidy; its own look."""

import json
from pathlib import Path
from typing import Any

import docx
import pytest

from tests.conftest import Run

LEDGERS = {
    "企业台账2019-12.csv": """
企业名称,镇办,行业领域,从业人员
甲石料厂,王村镇,非煤矿山,12
丙气体公司,北郊镇,危险化学品,30
""",
    "人保财险承保台账2019-12.csv": """
保险单号,被保险人,投保人数,保费,实收保费,起保日期,终保日期
P1,甲石料厂,10,1000.00,1000.00,2019-01-01,2019-12-31
""",
}
SCHEME = """
[[subsidy]]
id = "2019"
year = 2019
sectors = ["non_coal_mines", "hazardous_chemicals"]
base = "premium"
rate = "0.30"
shares = { city = "0.40", district = "0.60" }
from = 2019-01-01
source = "测试"
confirmed = true
"""


@pytest.fixture
def home(zcins: Run, tmp_path: Path) -> Path:
    home = tmp_path / "home"
    (home / "scheme").mkdir(parents=True)
    (home / "office.toml").write_text('name = "试点办"\ntoday = 2019-12-31\n', "utf-8")
    (home / "scheme" / "subsidy.toml").write_text(SCHEME, "utf-8")
    for name, content in LEDGERS.items():
        (tmp_path / name).write_text(content.lstrip(), "utf-8")
        done = zcins("import", tmp_path / name, home=home)
        assert done.returncode == 0, done.stderr
    return home


def figures(zcins: Run, home: Path, folder: Path) -> Any:
    done = zcins("report", "2019", "-o", folder, "--format", "json", home=home)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["figures"]


def test_letters_are_counted(zcins: Run, home: Path, tmp_path: Path) -> None:
    assert figures(zcins, home, tmp_path / "a")["handled.letters"] == 0
    assert zcins("letters", "--rule", "uninsured", home=home).returncode == 0
    found = figures(zcins, home, tmp_path / "b")
    assert (found["handled.letters"], found["handled.firms"]) == (1, 1)
    text = [one.text for one in docx.Document(str(tmp_path / "b" / "summary.docx")).paragraphs]
    assert "全年向1家企业发出督促函1份。" in text


def test_the_subsidy_from_proposal_to_payment(zcins: Run, home: Path, tmp_path: Path) -> None:
    """30 % of 1000.00: 120.00 of the city, 180.00 of the district."""

    def told(name: str) -> list[str]:
        found = figures(zcins, home, tmp_path / name)
        return [found[f"subsidy.2019.{key}"] for key in ("proposed", "approved", "paid")]

    assert figures(zcins, home, tmp_path / "none")["subsidy.total"] is None
    proposed = zcins("subsidy", "propose", "2019", "--format", "json", home=home)
    batch = json.loads(proposed.stdout)["batch"]
    assert told("proposed") == ["300.00", "0.00", "0.00"]
    done = zcins("subsidy", "approve", batch, "--opinion", "同意", "--name", "甲", home=home)
    assert done.returncode == 0, done.stderr
    assert told("approved") == ["0.00", "300.00", "0.00"]
    line = ("subsidy", "pay", batch, "--date", "2019-12-31", "--payer", "city")
    assert zcins(*line, home=home).returncode == 0
    assert told("paid") == ["0.00", "300.00", "120.00"]
    found = figures(zcins, home, tmp_path / "all")
    assert found["subsidy.total"] == "300.00"
    assert found["subsidy.2019.share.district"] == "180.00"


def test_the_offices_own_template_and_red_head(zcins: Run, home: Path, tmp_path: Path) -> None:
    own = docx.Document()
    own.add_paragraph("内部资料")
    (home / "templates").mkdir()
    own.save(str(home / "templates" / "summary.docx"))
    settings = (home / "office.toml").read_text("utf-8")
    number = 'document_number = "试办〔2020〕1号"\n'
    (home / "office.toml").write_text(f"{settings}red_head = true\n{number}", "utf-8")
    figures(zcins, home, tmp_path / "own")
    made = docx.Document(str(tmp_path / "own" / "summary.docx"))
    assert [one.text for one in made.paragraphs if one.text][:3] == [
        *("内部资料", "试点办文件", "试办〔2020〕1号"),
    ]


def test_a_template_that_is_no_document(zcins: Run, home: Path, tmp_path: Path) -> None:
    (home / "templates").mkdir()
    (home / "templates" / "summary.docx").write_text("no", "utf-8")
    done = zcins("report", "2019", "-o", tmp_path / "out", home=home)
    assert done.returncode == 3
    assert "templates" in done.stderr
    assert not (tmp_path / "out").exists()
