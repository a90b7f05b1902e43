"""`zcins scheme show` and `zcins scheme check`, as whole commands."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_check_of_the_shipped_files(zcins: Run) -> None:
    done = zcins("scheme", "check")
    assert done.returncode == 0
    assert "in order" in done.stdout


def test_check_names_every_fault(zcins: Run, tmp_path: Path) -> None:
    folder = tmp_path / "home" / "scheme"
    folder.mkdir(parents=True)
    (folder / "towns.toml").write_text('[[town]]\nid = "甲镇"\nkind = "city"\n', encoding="utf-8")
    done = zcins("scheme", "check")
    assert done.returncode == 3
    assert done.stdout == ""
    for word in ("towns.toml", "甲镇", "kind must be one of", "source is missing"):
        assert word in done.stderr


def test_show_by_day(zcins: Run) -> None:
    names = []
    for day in ("2019-01-31", "2019-02-01"):
        done = zcins("scheme", "show", "safety", "--on", day, "--format", "json")
        assert done.returncode == 0
        answer = json.loads(done.stdout)
        assert answer["on"] == day
        names += [entry["name"] for entry in answer["entries"]]
    assert names == ["区安监局", "区应急管理局"]


def test_show_a_table_in_the_schemes_order(zcins: Run) -> None:
    done = zcins("scheme", "show", "sector", "--on", "2019-01-01", "--format", "csv")
    ids = [line.split(",")[1] for line in done.stdout.splitlines()[1:]]
    assert (ids[0], ids[-1], len(ids)) == ("non_coal_mines", "other", 8)


def test_unknown_name_is_wrong_usage(zcins: Run) -> None:
    done = zcins("scheme", "show", "setor")
    assert done.returncode == 2
    assert "sector" in done.stderr
