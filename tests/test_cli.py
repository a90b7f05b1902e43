"""The front desk: help, languages, encodings, faults and their exit codes."""

import json
import os
import sqlite3
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import pytest
import typer

from tests.conftest import Run
from zcins import __version__, cli
from zcins.cli import COMMANDS, main, take_globals
from zcins.commands._common import make_app, parse_day, parse_number
from zcins.commands._help import usage_fault
from zcins.errors import InputRefusedError, SchemeBrokenError, StoreUnusableError, UsageFaultError
from zcins.faults import explain

HEAVY = ("pandas", "sqlite_utils", "openpyxl", "docx", "rich", "pydantic", "zcins.store")


def test_help_names_every_command_and_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom zcins.cli import main\n"
        "sys.argv = ['zcins', '--help']\n"
        "try:\n    main()\n"
        "finally:\n    print('loaded:', *sorted(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8"
    )
    shown, _, loaded = done.stdout.partition("loaded:")
    assert [name for name in COMMANDS if f"\n  {name} " not in shown] == []
    assert [name for name in HEAVY if name in loaded.split()] == []
    assert [name for name in loaded.split() if name.startswith("zcins.commands.")] == [
        "zcins.commands._help"
    ]


def test_version(zcins: Run) -> None:
    assert zcins("--version").stdout == f"zcins {__version__}\n"


def test_without_a_command_the_help_is_shown_as_wrong_usage(zcins: Run) -> None:
    done = zcins()
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Commands:" in done.stderr


@pytest.mark.parametrize(
    "env", [{"ZCINS_LANG": "zh"}, {"LC_ALL": "zh_CN.UTF-8"}, {"LANG": "zh_CN.GBK"}]
)
def test_language_from_the_environment(zcins: Run, env: dict[str, str]) -> None:
    assert "用法：zcins [选项] 命令" in zcins("--help", env={**env, "PYTHONUTF8": "1"}).stdout


def test_language_option_wins_wherever_it_stands(zcins: Run) -> None:
    env = {"ZCINS_LANG": "en"}
    for line in (["--lang", "zh", "log", "-h"], ["log", "-h", "--lang=zh"]):
        done = zcins(*line, env=env)
        assert "用法：zcins log [选项]" in done.stdout
        assert "显示本帮助并退出" in done.stdout
        assert "Usage" not in done.stdout


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (["covrage"], ["No such command: covrage", "Did you mean coverage?"]),
        (["log", "--formt", "json"], ["No such option: --formt", "--format"]),
        (["log", "--limit"], ["Option --limit needs a value", "zcins log --help"]),
        (["log", "--help=1"], ["Option --help takes no value"]),
        (["log", "--limit", "many"], ["--limit: many is not a whole number from 1 up"]),
        (["log", "--format", "xml"], ["--format: unknown format xml", "table, json or csv"]),
        (["log", "-o", "log.pdf"], ["log.pdf", ".xlsx, .csv or .json"]),
        (["log", "extra"], ["Unexpected argument: extra", "zcins log --help"]),
        (["--lang", "fr", "log"], ["unknown language fr", "zh or en"]),
        (["log", "--home"], ["Option --home needs a value"]),
    ],
)
def test_wrong_usage_says_what_and_what_next(zcins: Run, line: list[str], said: list[str]) -> None:
    done = zcins(*line)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("Error: ")
    assert [part for part in said if part not in done.stderr] == []
    assert len(done.stderr.splitlines()) <= 2


def test_wrong_usage_in_chinese(zcins: Run) -> None:
    assert zcins("--lang", "zh", "covrage").stderr == (
        "错误：没有这个命令：covrage\n提示：您是不是要找 coverage？\n"
    )


def test_globals_may_stand_anywhere_before_two_hyphens() -> None:
    found = take_globals(["log", "--home=a b", "-n", "3", "--lang", "zh", "--", "--home", "x"])
    assert (found.home, found.lang, found.version) == ("a b", "zh", False)
    assert found.rest == ["log", "-n", "3", "--", "--home", "x"]


def test_the_last_global_counts() -> None:
    assert take_globals(["--home", "a", "log", "--home", "b"]).home == "b"


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "utf-8"])
def test_no_encoding_stops_the_screen(zcins: Run, encoding: str) -> None:
    done = zcins("--lang", "zh", "--help", env={"PYTHONIOENCODING": encoding}, encoding=encoding)
    assert done.returncode == 0
    assert ("企业" in done.stdout) is (encoding != "ascii")


def test_the_c_locale_without_utf8(zcins: Run) -> None:
    env = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = zcins("--lang", "zh", "--help", env=env)
    assert done.returncode == 0
    assert "?" in done.stdout


def test_log_of_a_new_office_in_a_folder_with_chinese_and_spaces(
    zcins: Run, tmp_path: Path
) -> None:
    home = tmp_path / "周村 office"
    done = zcins("log", "--format", "json", "--home", home, env={"NO_COLOR": "1"})
    assert (done.returncode, json.loads(done.stdout)) == (0, [])
    assert home.is_dir()
    table = zcins("--home", home, "log")
    assert table.returncode == 0
    assert "\x1b" not in table.stdout


def test_rows_go_to_a_file_and_its_name_to_stderr(zcins: Run, tmp_path: Path) -> None:
    done = zcins("log", "-o", "事件.csv")
    assert (done.returncode, done.stdout) == (0, "")
    assert "事件.csv" in done.stderr
    assert (tmp_path / "事件.csv").read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (UsageFaultError("m", "h"), 2),
        (InputRefusedError("m", "h"), 3),
        (SchemeBrokenError("m", "h"), 3),
        (StoreUnusableError("m", "h"), 4),
    ],
)
def test_known_faults(fault: Exception, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert explain(fault, None) == code
    assert capsys.readouterr().err == "Error: m\nHint: h\n"


def test_a_damaged_store_is_told_plainly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "zcins.db"
    broken.write_bytes(b"no database at all, " * 100)
    with pytest.raises(sqlite3.DatabaseError) as fault:
        sqlite3.connect(broken).execute("SELECT * FROM event")
    assert explain(fault.value, None) == 4
    assert "no database" in capsys.readouterr().err


def test_a_locked_store_is_told_plainly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "zcins.db"
    first, second = sqlite3.connect(path), sqlite3.connect(path, timeout=0)
    first.execute("BEGIN EXCLUSIVE")
    with pytest.raises(sqlite3.OperationalError) as fault:
        second.execute("BEGIN IMMEDIATE")
    first.close()
    second.close()
    assert explain(fault.value, None) == 4
    assert "in use" in capsys.readouterr().err


def test_a_full_disk_is_the_stores_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert explain(OSError(28, "No space left on device"), None) == 4
    assert "disk is full" in capsys.readouterr().err


def test_a_fault_of_ours_is_logged_in_the_office(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert explain(RuntimeError("boom"), str(tmp_path)) == 70
    (log,) = (tmp_path / "logs").iterdir()
    said = capsys.readouterr().err
    assert str(log) in said
    assert "boom" not in said
    assert "RuntimeError: boom" in log.read_text(encoding="utf-8")


def test_the_traceback_is_shown_on_request_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZCINS_DEBUG", "1")
    explain(RuntimeError("boom"), str(tmp_path))
    assert "RuntimeError: boom" in capsys.readouterr().err


def _leave_with(fault: BaseException, monkeypatch: pytest.MonkeyPatch) -> int | str | None:
    def fail(*_line: object) -> int:
        raise fault

    monkeypatch.setattr(cli, "_dispatch", fail)
    monkeypatch.setattr(sys, "argv", ["zcins", "log"])
    with pytest.raises(SystemExit) as left:
        main()
    return left.value.code


def test_interruption(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _leave_with(KeyboardInterrupt(), monkeypatch) == 130


def test_an_answer_that_nobody_reads_ends_quietly(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "zcins", "--help"],
        check=False,
        cwd=tmp_path,
        stdout=writer,
        stderr=subprocess.PIPE,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


def test_a_missing_argument_and_a_value_that_typer_refuses() -> None:
    app = make_app()

    @app.command(help="x")
    def one(name: str, count: Annotated[int, typer.Option(help="x")] = 1) -> None:
        """Take a name and a number."""

    command = typer.main.get_command(app)
    with pytest.raises(typer.TyperException) as missing:
        command.make_context("one", [])
    assert usage_fault(missing.value).message == "Missing: NAME"
    with pytest.raises(typer.TyperException) as wrong:
        command.make_context("one", ["x", "--count", "many"])
    assert usage_fault(wrong.value).message.startswith("--count: ")


@pytest.mark.parametrize("text", ["2019-06-30", "20190630", " 2019-06-30 "])
def test_days(text: str) -> None:
    day = parse_day(text, "--as-of")
    assert day is not None
    assert day.isoformat() == "2019-06-30"


@pytest.mark.parametrize("text", ["2019-02-30", "yesterday", ""])
def test_no_days(text: str) -> None:
    with pytest.raises(UsageFaultError, match="--as-of"):
        parse_day(text, "--as-of")


def test_numbers() -> None:
    assert parse_number("7", "-n", least=1) == 7
    with pytest.raises(UsageFaultError, match="from 1 up"):
        parse_number("0", "-n", least=1)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_in_chinese(zcins: Run, name: str) -> None:
    if find_spec(f"zcins.commands.{COMMANDS[name][0]}") is None:
        pytest.skip(f"{name} is not written yet")
    done = zcins(name, "--help", "--lang", "zh")
    assert done.returncode == 0
    assert done.stdout.startswith(f"用法：zcins {name} ")
