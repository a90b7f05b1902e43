"""`zcins scheme history`, `diff` and `edit`, as whole commands."""

import json
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


def answer(done: subprocess.CompletedProcess[str]) -> Any:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_history_tells_how_long_each_held(zcins: Run) -> None:
    done = zcins("scheme", "history", "minimum_limit_per_person", "--format", "csv")
    lines = [line.split(",") for line in done.stdout.splitlines()[1:]]
    assert [line[2:4] for line in lines] == [["2018-01-01", "2025-03-28"], ["2025-03-29", ""]]


def test_diff_tells_what_began_ended_and_changed(zcins: Run) -> None:
    rows = answer(zcins("scheme", "diff", "2019-12-31", "2025-03-29", "--format", "json"))
    told = {(row["id"], row["key"]): (row["before"], row["after"]) for row in rows}
    assert told["minimum_limit_per_person", "value"] == ("300000", "400000")
    assert told["prevention_share", "ended"][1] is None
    assert "0.05" in told["commission_cap", "begins"][1]
    assert told["fireworks", "source"][1] == "应急〔2025〕27号 第二条"
    assert answer(zcins("scheme", "diff", "2019-03-01", "2019-12-31", "--format", "json")) == []


@pytest.fixture
def editor(tmp_path: Path) -> Callable[[str], dict[str, str]]:
    """Give an editor that adds a text to the file that it opens, as environment."""

    def made(text: str) -> dict[str, str]:
        path = tmp_path / "an editor.py"
        path.write_text(
            "#!/usr/bin/env python3\nimport sys\n"
            f"with open(sys.argv[1], 'a', encoding='utf-8') as file: file.write({text!r})\n",
            encoding="utf-8",
        )
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return {"VISUAL": f"'{path}'", "EDITOR": "false"}

    return made


ENTRY = (
    '[[threshold]]\nid = "expiring_days"\nlabel = "x"\nvalue = "{}"\nunit = "days"\n'
    'from = 2017-11-01\nsource = "office setting"\nconfirmed = false\n'
)


def test_edit_opens_the_offices_file_and_checks_it(
    zcins: Run, tmp_path: Path, editor: Callable[[str], dict[str, str]]
) -> None:
    done = zcins("scheme", "edit", "expiring_days", env=editor(ENTRY.format("45")))
    assert done.returncode == 0, done.stderr
    assert "in order" in done.stdout
    own = tmp_path / "home" / "scheme" / "thresholds.toml"
    lines = own.read_text(encoding="utf-8").splitlines()
    assert '# id = "expiring_days"' in lines
    found = answer(zcins("scheme", "show", "expiring_days", "--format", "json"))["entries"]
    assert [(one["value"], one["file"]) for one in found] == [("45", "office/thresholds.toml")]


def test_edit_ends_with_the_faults(
    zcins: Run, tmp_path: Path, editor: Callable[[str], dict[str, str]]
) -> None:
    done = zcins("scheme", "edit", "thresholds", env=editor(ENTRY.format("soon")))
    assert done.returncode == 3
    assert "thresholds.toml, line " in done.stderr
    assert (tmp_path / "home" / "scheme" / "thresholds.toml").exists()
    mended = zcins("scheme", "edit", env=editor("#"))
    assert mended.returncode == 3  # the file that the office has was opened again


def test_edit_leaves_no_file_that_says_nothing(
    zcins: Run, tmp_path: Path, editor: Callable[[str], dict[str, str]]
) -> None:
    assert zcins("scheme", "edit", "tariff.toml", env=editor("")).returncode == 0
    assert list((tmp_path / "home" / "scheme").iterdir()) == []


@pytest.mark.parametrize(
    ("name", "command", "said"),
    [
        ("tarif", "true", "tariff"),
        ("tariff", "no-such-editor", "VISUAL"),
        ("tariff", "false", "ended with code 1"),
        (None, "true", "zcins scheme edit"),
    ],
)
def test_edit_that_cannot_be_done(zcins: Run, name: str | None, command: str, said: str) -> None:
    words = [name] if name else []
    done = zcins("scheme", "edit", *words, env={"VISUAL": command})
    assert done.returncode == 2
    assert said in done.stderr
