"""Every locale, encoding, folder and path: the whole way through a real process."""

import json
import os
import stat
from pathlib import Path

import pytest

from tests.conftest import Completed, Run
from tests.whole.conftest import Demo
from tests.whole.ledgers import INBOX, POLICIES, REGISTER, TODAY, firm, policy, write_csv

LEDGER = INBOX / "人保财险周村支公司2019-12承保台账.xlsx"
ENVIRONMENTS = {
    "C": {"LC_ALL": "C"},
    "bare C": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "zh_CN": {"LC_ALL": "zh_CN.UTF-8"},
    "gbk": {"PYTHONIOENCODING": "gbk", "ZCINS_LANG": "zh"},
    "zh": {"ZCINS_LANG": "zh"},
}


def text(done: Completed) -> str:
    assert "Traceback" not in done.stderr
    return done.stdout


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_the_answer_is_the_same_everywhere(zcins: Run, demo: Demo, name: str) -> None:
    """JSON is read back the same; only what the screen cannot show may be written as escapes."""
    env = ENVIRONMENTS[name]
    encoding = "gbk" if name == "gbk" else "utf-8"
    plain = zcins("coverage", "--by", "town", "--format", "json", home=demo.home)
    line = ("coverage", "--by", "town", "--format", "json")
    done = zcins(*line, home=demo.home, env=env, encoding=encoding)
    assert done.returncode == 0
    assert json.loads(text(done)) == json.loads(plain.stdout)


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_screens_do_not_die(zcins: Run, demo_copy: Path, tmp_path: Path, name: str) -> None:
    """A held row is shown with its problem: exit 1, whatever the screen can show."""
    encoding = "gbk" if name == "gbk" else "utf-8"
    ledger = write_csv(
        tmp_path / "人保财险 坏行2019-12.csv", POLICIES, policy(1), policy(2, "待核")
    )
    taken = ["import", str(ledger), "--accept-layout"]
    done = zcins(*taken, home=demo_copy, env=ENVIRONMENTS[name], encoding=encoding)
    assert done.returncode == 1, done.stderr
    assert "F3" in text(done)
    for line in (["audit"], ["match", "list"], ["imports", "show", "1"]):
        shown = zcins(*line, home=demo_copy, env=ENVIRONMENTS[name], encoding=encoding)
        assert shown.returncode == 0, shown.stderr
        assert text(shown)


def test_faults_are_told_in_chinese(zcins: Run, demo: Demo) -> None:
    done = zcins("--lang", "zh", "coverage", "--by", "colour", home=demo.home)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-2].startswith("错误：")
    assert "colour" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps names as text")
def test_a_name_in_the_bytes_of_another_system(zcins: Run, tmp_path: Path) -> None:
    """Unpacked from an archive made on a Chinese Windows, a name is in GBK."""
    plain = write_csv(tmp_path / "来件" / "plain.csv", POLICIES, policy(1))
    odd = os.fsencode(plain.parent) + b"/" + "平安财险2019-06.csv".encode("gbk")
    os.rename(os.fsencode(plain), odd)  # noqa: PTH104 - a path of bytes
    done = zcins("import", plain.parent, "--format", "json", env=TODAY)
    assert done.returncode == 0, done.stderr
    receipt = json.loads(text(done))["imports"][0]
    named = [receipt[name] for name in ("file", "insurer", "period")]
    assert named == ["平安财险2019-06.csv", "pingan", "2019-06"]


def test_a_home_with_blanks_and_chinese_characters(zcins: Run, tmp_path: Path) -> None:
    home = tmp_path / "周村 安责险 办公室"
    file = write_csv(tmp_path / "来 件" / "企业台账 2019年12月.csv", REGISTER, firm(1))
    done = zcins("import", file.relative_to(tmp_path), "--home", home, env=TODAY)
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in home.iterdir() if path.is_dir()) == [
        *("archive", "inbox", "outbox", "scheme"),
    ]
    answer = json.loads(text(zcins("coverage", "--format", "json", env=TODAY, home=home)))
    assert answer["total"]["required"] == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no owner's bits")
def test_a_new_home_is_its_owners_alone(zcins: Run, tmp_path: Path) -> None:
    home = tmp_path / "neu" / "amt"
    assert zcins("status", home=home).returncode == 0
    for folder in (home, home / "archive", home / "scheme"):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_without_a_home_the_users_data_folder_is_meant(zcins: Run, tmp_path: Path) -> None:
    env = {"ZCINS_HOME": "", "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")}
    done = zcins("status", "--format", "json", env=env)
    assert json.loads(text(done))["home"] == str(tmp_path / "data" / "zcins")


def test_where_no_home_can_be_made(zcins: Run, tmp_path: Path) -> None:
    """A file stands where the folder should be; nobody, not even root, can make it there."""
    (tmp_path / "datei").write_text("x", encoding="utf-8")
    done = zcins("status", home=tmp_path / "datei" / "amt")
    assert done.returncode == 2
    assert "--home" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_fixed_day_is_told(zcins: Run, demo: Demo) -> None:
    said = zcins("status", home=demo.home).stderr
    assert "2019-12-31" in said
    assert "office.toml" in said
    overruled = zcins(
        "status", "--format", "json", home=demo.home, env={"ZCINS_TODAY": "2019-06-30"}
    )
    assert json.loads(overruled.stdout)["as_of"] == "2019-06-30"
    assert "ZCINS_TODAY" in overruled.stderr


def test_answers_go_to_stdout_and_nothing_else_does(zcins: Run, demo: Demo) -> None:
    for fmt, opens in (("json", "{"), ("csv", "Required,")):
        done = zcins("coverage", "--format", fmt, home=demo.home)
        assert done.stdout.lstrip("﻿").startswith(opens)


def test_no_colour_codes_reach_a_file(zcins: Run, demo: Demo) -> None:
    for env in ({}, {"NO_COLOR": "1"}):
        assert "\x1b" not in zcins("audit", home=demo.home, env=env).stdout


def test_rows_in_a_file_are_the_rows_on_the_screen(zcins: Run, demo: Demo, tmp_path: Path) -> None:
    """-o writes the same rows as the screen shows."""
    target = tmp_path / "覆盖 表.csv"
    done = zcins("coverage", "--by", "sector", "-o", target, home=demo.home)
    assert done.returncode == 0
    lines = target.read_text(encoding="utf-8-sig").splitlines()
    shown = zcins("coverage", "--by", "sector", "--format", "csv", home=demo.home).stdout
    assert lines == shown.lstrip("﻿").splitlines()
