"""Gaps, overlaps, figures and misspellings: named with file, line and next step."""

from pathlib import Path

import pytest

from zcins.scheme import Fault, read_files
from zcins.scheme.places import line_of

FRAME = 'source = "x"\nconfirmed = false\n'


def faults_of(folder: Path, name: str, text: str) -> list[Fault]:
    (folder / name).write_text(text, encoding="utf-8")
    return read_files(folder).faults


def threshold(days: str, more: str = "") -> str:
    return f'[[threshold]]\nid = "x"\nlabel = "x"\nunit = "days"\n{days}\n{more}{FRAME}'


@pytest.mark.parametrize(
    ("until", "start", "said"),
    [
        ("2018-12-31", "2019-01-01", None),
        ("2018-12-30", "2019-01-01", "nothing holds between"),
        ("2019-01-01", "2019-01-01", "begins before"),
        ("2019-06-30", "2019-01-01", "begins before"),
    ],
)
def test_gaps_and_overlaps_of_an_id(
    tmp_path: Path, until: str, start: str, said: str | None
) -> None:
    text = threshold(f"from = 2018-01-01\nuntil = {until}") + threshold(f"from = {start}")
    found = faults_of(tmp_path, "thresholds.toml", text)
    assert [(fault.at, fault.message.startswith(said or "-")) for fault in found] == (
        [(9, True)] if said else []
    )


def test_a_gap_with_its_reason_is_no_fault(tmp_path: Path) -> None:
    first = threshold("from = 2018-01-01\nuntil = 2018-06-30")
    second = threshold("from = 2019-01-01", 'gap = "中间没有规定"\n')
    assert faults_of(tmp_path, "thresholds.toml", first + second) == []


def test_an_end_alone_is_explained(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path, "thresholds.toml", threshold("until = 2019-12-31"))
    assert fault.message == "from is missing"
    assert "whole entry" in (fault.hint or "")


def test_faults_name_the_line_of_the_key(tmp_path: Path) -> None:
    text = "# 自用\n\n" + threshold("from = 2018-01-01") + "\n" + threshold("from = 2019-01-01")
    text = text.replace('unit = "days"', 'unit = "weeks"')
    found = faults_of(tmp_path, "thresholds.toml", text)
    assert [fault.at for fault in found] == [6, 14]
    assert "thresholds.toml, line 6: threshold x 2018-01-01: " in found[0].line()


def test_place_of_an_unusual_text_is_unknown() -> None:
    assert line_of("threshold = [{ id = 'x' }]", "threshold", 1) is None
    assert line_of("\n [[ town ]]\n", "town", 1) == 2


def factor(more: str, source: str = "standardization_grade") -> str:
    return (
        f'[[factor]]\nid = "f"\nlabel = "f"\ninput = "{source}"\n{more}\nfrom = 2018-01-01\n{FRAME}'
    )


def tariff(combine: str) -> str:
    return (
        '[[tariff]]\nid = "t"\nsector = "chemicals"\nbasis = "headcount"\n'
        f'rates = {{ "500000" = "1" }}\nfactors = ["f"]\ncombine = "{combine}"\n'
        f"from = 2018-01-01\n{FRAME}"
    )


@pytest.mark.parametrize(
    ("combine", "value", "good"),
    [
        ("product", "0.01", True),
        ("product", "0", False),
        ("product", "-0.10", False),
        ("one_plus_sum", "-0.10", True),
        ("one_plus_sum", "-1.01", False),
        ("one_minus_sum", "1", True),
        ("one_minus_sum", "5", False),  # five per cent is 0.05
    ],
)
def test_figures_fit_the_way_they_are_combined(
    tmp_path: Path, combine: str, value: str, good: bool
) -> None:
    text = tariff(combine) + factor(f'values = {{ "一级" = "{value}" }}')
    found = faults_of(tmp_path, "tariff.toml", text)
    assert (found == []) is good
    assert all("values.一级" in fault.message for fault in found)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (factor("", "standardisation_grade"), "did you mean standardization_grade"),
        (factor("", "lossratio"), "did you mean loss_ratio"),
        (factor('bands = [{ up_to = "1", factor = "1" }]'), "the last band has no up_to"),
        (
            factor('bands = [{ up_to = "2", factor = "1" }, { up_to = "1", factor = "1" }]'),
            "each above the one before",
        ),
        (factor('values = { "一" = "1" }\nbands = [{ factor = "1" }]'), "either values or bands"),
        (factor("", "safety_culture"), None),  # a scheme may ask for more
    ],
)
def test_faulty_factor(tmp_path: Path, text: str, said: str | None) -> None:
    found = faults_of(tmp_path, "tariff.toml", text)
    assert [said in fault.message for fault in found if said] == ([True] if said else [])
    assert bool(found) is bool(said)


def test_a_tariff_whose_last_band_ends_is_faulty(tmp_path: Path) -> None:
    text = tariff("product").replace(
        'basis = "headcount"\nrates = { "500000" = "1" }\nfactors = ["f"]',
        'basis = "project_cost"\nbands = [{ up_to = "1", rate = "0.1" }]',
    )
    (fault,) = faults_of(tmp_path, "tariff.toml", text)
    assert "the last band has no up_to" in fault.message


def test_accident_grades_are_checked_as_all_else(tmp_path: Path) -> None:
    keys = 'id = "general"\nname = "一般"\ndeaths = -1\ninjured = 0\nloss = "0"\n'
    text = f"[[accident_grade]]\n{keys}from = 2018-01-01\n{FRAME}"
    (fault,) = faults_of(tmp_path, "accidents.toml", text)
    assert "deaths" in fault.message
