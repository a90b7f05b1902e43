"""`zcins insurers` and complaints about insurers, over the demo and a small office."""

import csv
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.whole.conftest import Demo
from tests.whole.ledgers import ask, do, events

EIGHT = ["picc", "cpic", "chinalife", "sunshine", "pingan", "cic", "ccic", "taishan"]


def test_list(desk: Run, demo: Demo) -> None:
    rows = ask(desk, "insurers", "list", home=demo.home)["insurers"]
    assert [row["insurer"] for row in rows][:8] == EIGHT
    assert [row["admitted"] for row in rows] == [True] * 8 + [False]


def test_prevention(desk: Run, demo: Demo) -> None:
    found = ask(desk, "insurers", "prevention", "2019", home=demo.home)
    rows = {row["insurer"]: row for row in found["rows"]}
    assert (found["year"], found["as_of"], found["share"]) == (2019, "2019-12-31", 0.15)
    # The ledger of 大地: 2207 + 1728 + 1166 + 2874 + 298 + 1296 accrued, two thirds of it spent.
    assert (rows["ccic"]["accrued"], rows["ccic"]["spent"]) == ("9569.00", "6378.00")
    assert rows["ccic"]["balance"] == "3191.00"
    # Twelve vouchers of 人保, and nothing on what it accrued.
    assert (rows["picc"]["accrued"], rows["picc"]["spent"]) == (None, "44733.00")
    assert (rows["picc"]["visits"], rows["picc"]["without_document"]) == (12, 0)
    assert (rows["cpic"]["spent"], rows["cpic"]["served"]) == (None, None)
    assert found["total"]["spent"] == "51111.00"
    assert found["total"]["balance"] is None


def test_prevention_by_use_and_by_enterprise(desk: Run, demo: Demo) -> None:
    line = ("insurers", "prevention", "2019", "--insurer", "人保财险")
    uses = ask(desk, *line, "--by", "use", home=demo.home)["rows"]
    spent = {row["use_id"]: row["amount"] for row in uses}
    assert sum(round(float(amount) * 100) for amount in spent.values()) == 4473300
    # 1,800.00 + 3,202.00 + 4,604.00 yuan, the first, fifth and ninth of the vouchers.
    assert spent["education"] == "9606.00"
    firms = ask(desk, *line, "--by", "enterprise", home=demo.home)["rows"]
    assert sum(row["visits"] for row in firms) == 12
    bases = ask(desk, *line, "--by", "base", home=demo.home)["rows"]
    assert [row["base"] for row in bases] == ["due", "received", "earned"]


def test_claims(desk: Run, demo: Demo) -> None:
    found = ask(desk, "insurers", "claims", "2019", home=demo.home)
    rows = {row["key"]: row for row in found["rows"]}
    # 人保 sent five cases, one of them of an employer's liability policy, which does not count.
    assert (rows["picc"]["cases"], found["excluded"]) == (4, 1)
    assert rows["pingan"]["open"] == 1
    assert rows["cpic"]["cases"] is None
    assert found["without_ledger"] == [code for code in EIGHT if code not in {"picc", "pingan"}]
    assert found["total"]["fatal_without_advance"] == []


def test_development_needs_two_years(desk: Run, demo: Demo) -> None:
    done = do(desk, "insurers", "claims", "2019", "--development", "year", home=demo.home)
    assert "1 accident years" in done.stderr
    told = ask(desk, "insurers", "claims", "2019", "--development", "quarter", home=demo.home)
    assert (told["enough"], told["rows"]) == (False, [])


def test_scorecard(desk: Run, demo: Demo) -> None:
    found = ask(desk, "insurers", "scorecard", "2019", home=demo.home)
    assert [one["insurer"] for one in found["insurers"]] == EIGHT
    assert {one["score"] for one in found["insurers"]} == {None}
    picc = {one["id"]: one for one in found["insurers"][0]["indicators"]}
    assert picc["claims_in_time"]["n"] == 4
    assert picc["claims_in_time"]["rank"] is None, "four cases are too few"
    quarantined = {
        one["insurer"]: (mark["numerator"], mark["denominator"])
        for one in found["insurers"]
        for mark in one["indicators"]
        if mark["id"] == "rows_quarantined"
    }
    read = {"sunshine": (1, 27), "cic": (3, 23), "cpic": (0, 42)}
    assert {code: quarantined[code] for code in read} == read


def test_the_same_rows_in_every_format(desk: Run, demo: Demo, tmp_path: Path) -> None:
    text = do(desk, "insurers", "scorecard", "2019", "--format", "csv", home=demo.home).stdout
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == 1 + 8 * 11
    for name in ("s.xlsx", "s.csv", "s.json"):
        do(desk, "insurers", "scorecard", "2019", "-o", tmp_path / name, home=demo.home)
    assert zipfile.is_zipfile(tmp_path / "s.xlsx")
    for line in (("prevention", "2019"), ("claims", "2019", "--by", "town"), ("list",)):
        do(desk, "insurers", *line, "-o", tmp_path / "x.xlsx", home=demo.home)
        assert do(desk, "insurers", *line, home=demo.home).stdout


def test_pages_to_hand_over(desk: Run, demo: Demo, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    line = ("insurers", "scorecard", "2019", "--pages", folder)
    do(desk, *line, home=demo.home)
    names = sorted(path.name for path in folder.iterdir())
    assert len(names) == 8
    assert "人保财险2019年度考核情况.docx" in names
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    do(desk, *line, home=demo.home)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first
    do(desk, *line[:-1], tmp_path / "one", "--insurer", "picc", home=demo.home)
    assert [path.name for path in (tmp_path / "one").iterdir()] == ["人保财险2019年度考核情况.docx"]


def test_a_page_tells_of_no_other_insurer(desk: Run, demo: Demo, tmp_path: Path) -> None:
    from docx import Document

    do(desk, "insurers", "scorecard", "2019", "--pages", tmp_path / "p", home=demo.home)
    document = Document(str(tmp_path / "p" / "人保财险2019年度考核情况.docx"))
    text = "\n".join(one.text for one in document.paragraphs)
    assert "中国人民财产保险股份有限公司周村支公司：" in text
    assert "出险4件" in text
    assert not [name for name in ("太平洋", "平安", "大地", "阳光") if name in text]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (("prevention", "19"), "19"),
        (("prevention", "abcd"), "abcd"),
        (("claims", "2016"), "2017"),
        (("scorecard", "２０１９"), "２０１９"),
        (("scorecard", "2020"), "2020"),
        (("claims", "2019", "--as-of", "2018-12-31"), "--as-of"),
        (("claims", "2019", "--by", "month"), "month"),
        (("claims", "2019", "--development", "day"), "day"),
        (("prevention", "2019", "--by", "town"), "town"),
        (("prevention", "2019", "--insurer", "无此公司"), "无此公司"),
        (("scorecard", "2019", "--insurer", "nobody"), "nobody"),
        (("list", "--as-of", "soon"), "soon"),
    ],
)
def test_bad_usage(desk: Run, demo: Demo, line: tuple[str, ...], told: str) -> None:
    before = events(demo.home)
    done = do(desk, "insurers", *line, home=demo.home, code=2)
    assert told in done.stderr
    assert events(demo.home) == before


def test_a_page_cannot_be_put_into_a_file(desk: Run, demo: Demo, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    line = ("insurers", "scorecard", "2019", "--pages", tmp_path / "file")
    assert str(tmp_path / "file") in do(desk, *line, home=demo.home, code=2).stderr


def test_known_at_answers_as_before(desk: Run, small: Path) -> None:
    event = str(events(small))
    before = ask(desk, "insurers", "scorecard", "2019")
    do(desk, "complaint", "add", "--insurer", "picc", "--text", "拖延理赔")
    after = ask(desk, "insurers", "scorecard", "2019")
    assert _complaints(after) == (1, 2)
    assert _complaints(before) == (0, 2)
    assert ask(desk, "insurers", "scorecard", "2019", "--known-at", event) == before


def _complaints(answer: dict[str, Any]) -> tuple[int, int]:
    picc = answer["insurers"][0]
    (mark,) = [one for one in picc["indicators"] if one["id"] == "complaints"]
    return mark["numerator"], mark["denominator"]


def test_a_complaint_about_an_insurer(desk: Run, small: Path) -> None:
    done = do(desk, "complaint", "add", "1", "--insurer", "人保财险", "--text", "不赔")
    assert "人保财险" in done.stdout
    do(desk, "complaint", "add", "--insurer", "picc", "--text", "推诿")
    rows = ask(desk, "complaint", "list")["complaints"]
    assert [(one["insurer"], one["enterprise"] is None) for one in rows] == [
        ("picc", False),
        ("picc", True),
    ]
    # It is no finding about the enterprise's staff.
    found = ask(desk, "audit", "--rule", "premium_charged_to_staff")["findings"]
    assert found == []
    close = ("complaint", "close", str(rows[1]["id"]), "--outcome")
    assert "--outcome is empty" in do(desk, *close, " ", code=2).stderr
    do(desk, *close, "已赔付")
    assert ask(desk, "complaint", "list")["complaints"][1]["state"] == "closed"
    before = events(small)
    assert "--insurer" in do(desk, "complaint", "add", "--text", "x", code=2).stderr
    do(desk, "complaint", "add", "--insurer", "nobody", "--text", "x", code=2)
    assert events(small) == before
