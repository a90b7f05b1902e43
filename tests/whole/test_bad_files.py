"""Files that are no ledgers: one clear sentence, exit 3, and nothing changed."""

from pathlib import Path

import pytest

from tests.conftest import Completed, Run
from tests.whole.ledgers import (
    INBOX,
    POLICIES,
    ROOT,
    TODAY,
    do,
    events,
    fingerprint,
    policy,
    receipts,
    take,
    write_csv,
)

ENCRYPTED = ROOT.parent / "shared" / "torture" / "calamine" / "pass_protected.xlsx"
WHOLE = INBOX / "人保财险周村支公司2019-12承保台账.xlsx"


def no_spreadsheet(folder: Path) -> Path:
    path = folder / "人保财险 台账.xlsx"
    path.write_text("请查收附件\n", encoding="utf-8")
    return path


def empty(folder: Path) -> Path:
    path = folder / "空.xlsx"
    path.write_bytes(b"")
    return path


def empty_text(folder: Path) -> Path:
    path = folder / "空.csv"
    path.write_bytes(b"\n\n")
    return path


def truncated(folder: Path) -> Path:
    path = folder / "半截.xlsx"
    path.write_bytes(WHOLE.read_bytes()[:4000])
    return path


def without_header(folder: Path) -> Path:
    path = folder / "通知2019-12.csv"
    path.write_text("各保险公司：\n请于月底前报送台账。\n", encoding="utf-8")
    return path


def of_nobody(folder: Path) -> Path:
    return write_csv(folder / "台账2019-12.csv", POLICIES, policy(1))


def missing(folder: Path) -> Path:
    return folder / "没有 这个.xlsx"


def empty_folder(folder: Path) -> Path:
    path = folder / "空文件夹"
    path.mkdir()
    return path


def encrypted(folder: Path) -> Path:
    if not ENCRYPTED.is_file():
        pytest.skip("the encrypted workbook is not at hand")
    path = folder / "加密2019-12.xlsx"
    path.write_bytes(ENCRYPTED.read_bytes())
    return path


CASES = [
    *(no_spreadsheet, empty, empty_text, truncated, without_header, of_nobody),
    *(missing, empty_folder, encrypted),
]


def said(done: Completed) -> list[str]:
    """Give what stderr says, less the line about the fixed day."""
    return [line for line in done.stderr.splitlines() if not line.startswith("Today is fixed")]


@pytest.mark.parametrize("make", CASES)
def test_refused(desk: Run, small: Path, tmp_path: Path, make: object) -> None:
    assert callable(make)
    bad = make(tmp_path)
    before, kept = fingerprint(small), sorted((small / "archive").iterdir())
    done = do(desk, "import", bad, code=3)
    assert 1 <= len(said(done)) <= 2, done.stderr
    assert bad.name in done.stderr
    assert (fingerprint(small), sorted((small / "archive").iterdir())) == (before, kept)


def test_what_is_said_of_each_names_the_fault(desk: Run, tmp_path: Path) -> None:
    words = {
        "nobody": (of_nobody, ["--insurer"]),
        "missing": (missing, ["no such file"]),
        "header": (without_header, ["header", "--header-row"]),
        "folder": (empty_folder, ["no spreadsheet", ".xlsx"]),
    }
    for make, parts in words.values():
        text = do(desk, "import", make(tmp_path), code=3).stderr
        assert [part for part in parts if part not in text] == []


def test_an_encrypted_workbook_says_so(desk: Run, tmp_path: Path) -> None:
    assert "password" in do(desk, "import", encrypted(tmp_path), code=3).stderr


def test_one_of_several_is_refused(desk: Run, small: Path, tmp_path: Path) -> None:
    good = write_csv(tmp_path / "人保财险2019-12.csv", POLICIES, policy(3))
    before = events(small)
    line = ("import", no_spreadsheet(tmp_path), good, missing(tmp_path), "--format", "json")
    done = do(desk, *line, code=1)
    answers = receipts(done)
    assert [one["status"] for one in answers] == ["refused", "imported", "refused"]
    assert all(one["error"] for one in answers if one["status"] == "refused")
    assert events(small) == before + 1


def test_an_empty_folder_beside_a_good_file(desk: Run, small: Path, tmp_path: Path) -> None:
    good = write_csv(tmp_path / "人保财险2019-12.csv", POLICIES, policy(3))
    before = events(small)
    do(desk, "import", empty_folder(tmp_path), good, code=1)
    assert events(small) == before + 1


def test_all_of_several_are_refused(desk: Run, small: Path, tmp_path: Path) -> None:
    before = fingerprint(small)
    line = ("import", no_spreadsheet(tmp_path), missing(tmp_path), "--format", "json")
    done = do(desk, *line, code=3)
    assert [one["status"] for one in receipts(done)] == ["refused", "refused"]
    assert fingerprint(small) == before


def test_a_refused_file_can_be_taken_when_it_is_named(desk: Run, tmp_path: Path) -> None:
    path = of_nobody(tmp_path)
    assert take(desk, path, "--insurer", "中国人民财产保险")[0]["insurer"] == "picc"


@pytest.mark.parametrize(
    ("line", "option"),
    [
        (["--kind", "保单"], "--kind"),
        (["--period", "2019-13"], "--period"),
        (["--header-row", "0"], "--header-row"),
        (["--insurer", "piccc"], "--insurer"),
    ],
)
def test_wrong_options(desk: Run, tmp_path: Path, line: list[str], option: str) -> None:
    done = do(desk, "import", of_nobody(tmp_path), *line, code=2)
    assert option in done.stderr
    assert len(said(done)) <= 2


def test_a_sheet_that_is_not_there(desk: Run) -> None:
    done = do(desk, "import", WHOLE, "--sheet", "没有这张表", code=3)
    assert WHOLE.name in done.stderr


def test_header_row_kind_and_sheet_overrule(desk: Run, tmp_path: Path) -> None:
    from tests.whole.ledgers import write_xlsx

    title = ["人保财险2019年6月"]
    book = write_xlsx(
        tmp_path / "两张表.xlsx",
        {"甲": [title, POLICIES, policy(1)], "乙": [title, POLICIES, policy(2), policy(3)]},
    )
    line = ("--sheet", "乙", "--header-row", "2", "--kind", "policies", "--period", "2019-07")
    receipt = take(desk, book, *line)[0]
    assert [sheet["sheet"] for sheet in receipt["sheets"]] == ["乙"]
    assert (receipt["rows"]["new"], receipt["period"]) == (2, "2019-07")


def test_a_folder_means_all_in_it_and_below(desk: Run, tmp_path: Path) -> None:
    folder = tmp_path / "来件 六月"
    write_csv(folder / "人保财险2019-06.csv", POLICIES, policy(1))
    write_csv(folder / "下级" / "平安财险2019-06.csv", POLICIES, policy(2))
    (folder / "~$人保财险2019-06.xlsx").write_bytes(b"lock")
    (folder / "说明.txt").write_text("略", encoding="utf-8")
    done = desk("import", folder, "--format", "json", env=TODAY)
    assert sorted(one["insurer"] for one in receipts(done)) == ["picc", "pingan"]
    assert done.returncode == 0
