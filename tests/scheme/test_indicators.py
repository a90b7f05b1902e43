"""The indicators of the scheme: what ships, and what an office may get wrong."""

from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from zcins.scheme import Indicator, Measure, Scheme
from zcins.scheme.load import read_files

ENTRY = """
[[indicator]]
id = "{ident}"
label = "x"
what = "{what}"
direction = "{direction}"
{more}
from = 2017-11-01
source = "虚构"
confirmed = false
"""


def said(folder: Path, more: str, what: str = "complaints", direction: str = "lower") -> list[str]:
    text = ENTRY.format(ident=what, what=what, direction=direction, more=more)
    (folder / "indicators.toml").write_text(text, encoding="utf-8")
    return [fault.message for fault in read_files(folder).faults]


def test_every_figure_ships_as_an_indicator_without_a_weight() -> None:
    """No source gives weights or thresholds; the notice only asks for an assessment."""
    found = Scheme.load().in_force("indicator", date(2019, 12, 31)).values()
    entries = [entry for entry in found if isinstance(entry, Indicator)]
    assert {entry.what for entry in entries} == set(get_args(Measure))
    assert {(entry.weight, entry.full, entry.zero) for entry in entries} == {(None, None, None)}


def test_a_whole_one_is_taken(tmp_path: Path) -> None:
    assert said(tmp_path, 'weight = "10"\nfull = "0"\nzero = "0.1"\nleast_cases = 3') == []


@pytest.mark.parametrize(
    "more",
    [
        'weight = "10"',
        'full = "1"',
        'zero = "1"',
        'full = "0.1"\nzero = "0"',
        'full = "0"\nzero = "0"',
        'weight = "0"\nfull = "0"\nzero = "1"',
        "least_cases = 0",
    ],
)
def test_a_faulty_one_is_refused(tmp_path: Path, more: str) -> None:
    assert len(said(tmp_path, more)) == 1


def test_higher_is_the_other_way_round(tmp_path: Path) -> None:
    assert said(tmp_path, 'full = "1"\nzero = "0"', "firms_served", "higher") == []
    assert len(said(tmp_path, 'full = "0"\nzero = "1"', "firms_served", "higher")) == 1


def test_an_unknown_figure_is_refused(tmp_path: Path) -> None:
    assert len(said(tmp_path, "", "profit")) == 1


def test_one_figure_is_not_counted_twice(tmp_path: Path) -> None:
    text = ENTRY.format(ident="twice", what="complaints", direction="lower", more="")
    (tmp_path / "indicators.toml").write_text(text, encoding="utf-8")
    assert len(read_files(tmp_path).faults) == 1
