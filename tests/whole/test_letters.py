"""Letters: numbered, logged, and not twice for one finding within the scheme's days."""

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.whole.ledgers import (
    POLICIES,
    REGISTER,
    do,
    events,
    firm,
    firm_name,
    policy,
    rows_in,
    take,
    write_csv,
)


@pytest.fixture
def books(desk: Run, tmp_path: Path) -> None:
    """Firm 1 has lapsed since 2019-03-01, firm 2 is insured, firms 3 and 4 never were."""
    firms = [firm(number) for number in (1, 2, 3, 4)]
    register = write_csv(tmp_path / "企业台账2019-11.csv", REGISTER, *firms)
    rows = (policy(1, begins="2018-03-01", ends="2019-02-28"), policy(2))
    take(desk, register, write_csv(tmp_path / "人保财险2019-11.csv", POLICIES, *rows))


def write(desk: Run, folder: Path, day: str, *line: str) -> list[str]:
    """Write letters on a day and give their numbers."""
    import json

    env = {"ZCINS_TODAY": day}
    done = do(desk, "letters", *line, "-o", folder, "--format", "json", env=env)
    return [one["number"] for one in json.loads(done.stdout)["letters"]]


def paragraphs(path: Path) -> list[str]:
    from docx import Document

    return [line.text for line in Document(str(path)).paragraphs if line.text]


@pytest.mark.usefixtures("books")
def test_one_for_each_and_one_file_to_print(desk: Run, tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    assert write(desk, folder, "2019-12-01") == ["2019-0001", "2019-0002", "2019-0003"]
    assert sorted(path.name for path in folder.iterdir()) == [
        f"2019-0001{firm_name(3)}.docx",
        f"2019-0002{firm_name(4)}.docx",
        f"2019-0003{firm_name(1)}.docx",
        "全部通知书2019-0001至2019-0003.docx",
    ]
    one = paragraphs(folder / f"2019-0003{firm_name(1)}.docx")
    assert one[:3] == ["催保通知书", "编号：2019-0003", f"{firm_name(1)}："]
    text = "".join(one)
    # 1 March to 1 December, both counted: 31+30+31+30+31+31+30+31+30+1 days.
    assert "自2019年3月1日起没有有效保单，截至2019年12月1日已276天" in text
    assert "请你单位于2019年12月16日前" in text
    assert "人保财险、太平洋财险、国寿财险、阳光财险、平安财险" in text
    assert one[-2:] == ["区应急管理局", "2019年12月1日"]
    together = paragraphs(folder / "全部通知书2019-0001至2019-0003.docx")
    assert together.count("催保通知书") == 3


def test_never_twice_within_the_days(desk: Run, books: None, home: Path, tmp_path: Path) -> None:
    """The office's setting: 30 days after 1 December is the 31st."""
    del books
    assert len(write(desk, tmp_path / "1", "2019-12-01")) == 3
    before = events(home)
    assert write(desk, tmp_path / "2", "2019-12-30") == []
    assert not (tmp_path / "2").exists()
    assert events(home) == before
    assert write(desk, tmp_path / "3", "2019-12-31") == ["2019-0004", "2019-0005", "2019-0006"]


@pytest.mark.usefixtures("books")
def test_the_numbers_begin_anew_each_year(desk: Run, tmp_path: Path) -> None:
    line = ("--rule", "lapsed")
    assert write(desk, tmp_path / "1", "2018-12-31", "--rule", "uninsured") == [
        *("2018-0001", "2018-0002", "2018-0003")
    ]
    assert write(desk, tmp_path / "2", "2019-12-01", *line) == ["2019-0001"]


def test_a_rehearsal_writes_nothing(desk: Run, books: None, home: Path, tmp_path: Path) -> None:
    del books
    before = events(home)
    assert len(write(desk, tmp_path / "letters", "2019-12-01", "--dry-run")) == 3
    assert not (tmp_path / "letters").exists()
    assert events(home) == before


def test_log_and_files_come_together(desk: Run, books: None, home: Path, tmp_path: Path) -> None:
    """Where the files cannot be written no letter is logged."""
    del books
    (tmp_path / "letters").write_text("", encoding="utf-8")
    do(desk, "letters", "-o", tmp_path / "letters", code=2)
    assert rows_in(home, "SELECT count(*) FROM letter") == [(0,)]


@pytest.mark.usefixtures("books")
def test_the_office_replaces_the_text(desk: Run, home: Path, tmp_path: Path) -> None:
    own = home / "templates" / "letters" / "uninsured.txt"
    own.parent.mkdir(parents=True)
    own.write_text("提醒\n{{ name }}：\n请投保。{{ town }}\n", encoding="utf-8")
    write(desk, tmp_path / "letters", "2019-12-01", "--rule", "uninsured")
    told = paragraphs(tmp_path / "letters" / f"2019-0001{firm_name(3)}.docx")
    assert told[:4] == ["提醒", "编号：2019-0001", f"{firm_name(3)}：", "请投保。王村镇"]


@pytest.mark.parametrize("text", ["{{ nmae }}", "{% if %}", "{{ name.__class__.__mro__ }}"])
@pytest.mark.usefixtures("books")
def test_a_template_at_fault_is_named(desk: Run, home: Path, tmp_path: Path, text: str) -> None:
    own = home / "templates" / "letters" / "uninsured.txt"
    own.parent.mkdir(parents=True)
    own.write_text(text, encoding="utf-8")
    done = do(desk, "letters", "-o", tmp_path / "letters", code=3)
    assert str(own) in done.stderr
    assert rows_in(home, "SELECT count(*) FROM letter") == [(0,)]


@pytest.mark.usefixtures("books")
def test_a_rule_without_a_letter(desk: Run) -> None:
    done = do(desk, "letters", "--rule", "invalid_uscc", code=3)
    assert "expiring, lapsed, uninsured" in done.stderr


@pytest.mark.usefixtures("books")
def test_the_story_of_a_finding_tells_of_its_letters(desk: Run, tmp_path: Path) -> None:
    from tests.whole.ledgers import ask

    write(desk, tmp_path / "letters", "2019-12-01")
    told: dict[str, Any] = ask(desk, "audit", "show", "uninsured:3")
    assert [(one["number"], one["sent_on"]) for one in told["letters"]] == [
        ("2019-0001", "2019-12-01")
    ]
    assert len(ask(desk, "letters", "--sent")["letters"]) == 3
