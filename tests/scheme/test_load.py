"""Every fault of a scheme file is found, named and explained."""

from pathlib import Path

import pytest

from zcins.errors import SchemeBrokenError
from zcins.scheme import Fault, Scheme, read_files

FRAME = 'from = 2018-01-01\nsource = "x"\nconfirmed = false\n'


def faults_of(folder: Path, name: str, text: str) -> list[Fault]:
    (folder / name).write_text(text, encoding="utf-8")
    return read_files(folder).faults


def only(faults: list[Fault]) -> Fault:
    assert len(faults) == 1, [fault.line() for fault in faults]
    return faults[0]


def test_shipped_files_are_in_order() -> None:
    assert read_files().faults == []


@pytest.mark.parametrize("exists", [True, False])
def test_empty_or_missing_office_folder_changes_nothing(tmp_path: Path, exists: bool) -> None:
    folder = tmp_path / "scheme"
    if exists:
        folder.mkdir()
    assert Scheme.load(folder) == Scheme.load()


def test_no_toml_names_file_and_line(tmp_path: Path) -> None:
    fault = only(faults_of(tmp_path, "towns.toml", '[[town]]\nid = "甲镇\n'))
    assert fault.file == str(tmp_path / "towns.toml")
    assert "line 2" in fault.message


@pytest.mark.parametrize("line", ["confirmed = false\nconfirmed = true", "from = 2018-02-30"])
def test_repeated_key_and_impossible_day_are_no_toml(tmp_path: Path, line: str) -> None:
    fault = only(faults_of(tmp_path, "towns.toml", f'[[town]]\nid = "x"\n{line}\n'))
    assert "cannot be read" in fault.message


def test_other_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "towns.toml").write_bytes("# 镇办".encode("gb18030"))
    assert only(read_files(tmp_path).faults).message == "is not UTF-8"


def test_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "towns.toml").write_text("# 镇办\n", encoding="utf-8-sig")
    assert read_files(tmp_path).faults == []


def test_unknown_file_has_the_nearest_name(tmp_path: Path) -> None:
    assert "towns.toml" in (only(faults_of(tmp_path, "town.toml", "")).hint or "")


def test_hidden_and_other_files_are_left_alone(tmp_path: Path) -> None:
    for name in (".towns.toml", "~towns.toml", "towns.toml.bak"):
        assert faults_of(tmp_path, name, "[") == []


def test_unknown_table_has_the_nearest_name(tmp_path: Path) -> None:
    fault = only(faults_of(tmp_path, "towns.toml", "[[towns]]\n"))
    assert (fault.entry, fault.hint) == ("[[towns]]", "Did you mean town?")


def test_table_in_the_wrong_file_is_sent_home(tmp_path: Path) -> None:
    fault = only(faults_of(tmp_path, "towns.toml", "[[sector]]\n"))
    assert fault.hint == "it belongs in sectors.toml"


def test_single_brackets_are_explained(tmp_path: Path) -> None:
    fault = only(faults_of(tmp_path, "towns.toml", '[town]\nid = "x"\n'))
    assert "[[town]]" in (fault.hint or "")


def test_unknown_key_has_the_nearest_name(tmp_path: Path) -> None:
    text = f'[[threshold]]\nid = "x"\nlabel = "x"\nunit = "days"\nvalu = "3"\n{FRAME}'
    fault = only(faults_of(tmp_path, "thresholds.toml", text))
    assert fault.message == "valu is not a known key"
    assert fault.hint == "Did you mean value?"
    assert fault.entry == "threshold x 2018-01-01"


@pytest.mark.parametrize("key", ["from", "source", "confirmed", "id"])
def test_missing_key_is_named(tmp_path: Path, key: str) -> None:
    lines = ['id = "x"', 'label = "x"', 'unit = "days"', *FRAME.splitlines()]
    text = "\n".join(["[[threshold]]", *(line for line in lines if not line.startswith(key))])
    assert only(faults_of(tmp_path, "thresholds.toml", text)).message == f"{key} is missing"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('from = "2018-01-01"', "from must be a day"),
        ("from = 2018-01-01T00:00:00", "from must be a day"),
        ('confirmed = "false"', "confirmed must be true or false"),
        ("source = 140", "source must be text"),
        ('source = " "', "source is empty"),
        ("value = 30", "value: a figure stands in quotation marks"),
        ('value = "30天"', 'value: "30天" is not a number'),
        ('value = "٣٠"', "is not a number"),
        ('value = "-1"', "out of range"),
        ('value = "1.5"', "not a whole number"),
        ('unit = "percent"', "unit must be one of"),
        ("until = 2017-12-31", "until: 2017-12-31 is before from = 2018-01-01"),
    ],
)
def test_wrong_value_is_named(tmp_path: Path, line: str, said: str) -> None:
    keys = {"id": '"x"', "label": '"x"', "unit": '"days"', "from": "2018-01-01"}
    keys |= {"source": '"x"', "confirmed": "false"}
    key, _equals, value = line.partition(" = ")
    text = "\n".join(f"{name} = {what}" for name, what in (keys | {key: value}).items())
    assert said in only(faults_of(tmp_path, "thresholds.toml", f"[[threshold]]\n{text}")).message


def test_until_on_the_first_day_is_no_fault(tmp_path: Path) -> None:
    text = f'[[threshold]]\nid = "x"\nlabel = "x"\nunit = "days"\nuntil = 2018-01-01\n{FRAME}'
    assert faults_of(tmp_path, "thresholds.toml", text) == []


def test_entry_twice_in_one_file(tmp_path: Path) -> None:
    entry = f'[[threshold]]\nid = "x"\nlabel = "x"\nunit = "days"\n{FRAME}'
    assert "twice" in only(faults_of(tmp_path, "thresholds.toml", entry + entry)).message


def test_unknown_references_have_the_nearest_id(tmp_path: Path) -> None:
    text = (
        '[[obligation]]\nid = "x"\nsector = "chemical"\nlevel = "compulsory"\n'
        f'rollout = "full"\ntowns = ["王村"]\n{FRAME}'
    )
    sector, town = faults_of(tmp_path, "obligations.toml", text)
    assert sector.hint == "Did you mean chemicals?"
    assert (town.message, town.hint) == (
        'towns: the scheme has no town "王村"',
        "Did you mean 王村镇?",
    )


def test_reference_to_a_faulty_entry_is_no_second_fault(tmp_path: Path) -> None:
    (tmp_path / "departments.toml").write_text(
        f'[[department]]\nid = "new"\n{FRAME}', encoding="utf-8"
    )
    text = f'[[sector]]\nid = "s"\nname = "新行业"\ndepartment = "new"\norder = 9\n{FRAME}'
    assert only(faults_of(tmp_path, "sectors.toml", text)).message == "name is missing"


def obligation(ident: str, more: str = "", start: str = "2019-01-01") -> str:
    return (
        f'[[obligation]]\nid = "{ident}"\nsector = "other"\nlevel = "compulsory"\n'
        f'rollout = "full"\n{more}\nfrom = {start}\nsource = "x"\nconfirmed = false\n'
    )


def test_two_obligations_for_one_case_on_one_day(tmp_path: Path) -> None:
    fault = only(faults_of(tmp_path, "obligations.toml", obligation("mine", start="2019-12-31")))
    assert fault.message == "applies to the same case as obligation other 2018-08-05 on 2019-12-31"


def test_obligation_after_the_other_ended_is_no_fault(tmp_path: Path) -> None:
    assert faults_of(tmp_path, "obligations.toml", obligation("mine", start="2020-01-01")) == []


def test_same_id_takes_over_without_a_fault(tmp_path: Path) -> None:
    assert faults_of(tmp_path, "obligations.toml", obligation("other")) == []


@pytest.mark.parametrize(
    ("one", "two", "count"),
    [
        ('towns = ["王村镇"]', 'towns = ["北郊镇"]', 0),
        ('towns = ["王村镇"]', 'towns = ["北郊镇", "王村镇"]', 1),
        ('towns = ["王村镇"]', "", 1),
        ('enterprises = ["甲公司"]', 'enterprises = ["乙公司"]', 0),
        ('towns = ["王村镇"]', 'enterprises = ["乙公司"]', 1),
    ],
)
def test_narrowed_obligations_may_stand_side_by_side(
    tmp_path: Path, one: str, two: str, count: int
) -> None:
    text = obligation("a", one, "2020-01-01") + obligation("b", two, "2020-06-01")
    assert len(faults_of(tmp_path, "obligations.toml", text)) == count


def test_name_that_two_entries_claim(tmp_path: Path) -> None:
    names = 'name = "新财险"\nlong_name = "人保财险"'
    text = f'[[insurer]]\nid = "new"\n{names}\nadmitted = true\n{FRAME}'
    assert (
        only(faults_of(tmp_path, "insurers.toml", text)).message == '"人保财险" names picc as well'
    )


def test_all_faults_are_told_together(tmp_path: Path) -> None:
    (tmp_path / "towns.toml").write_text("[[town]]\n", encoding="utf-8")
    (tmp_path / "tarif.toml").write_text("", encoding="utf-8")
    with pytest.raises(SchemeBrokenError) as broken:
        Scheme.load(tmp_path)
    lines = broken.value.message.splitlines()
    assert len(lines) == 1 + 1 + 5  # heading, the file, and id, from, source, confirmed, kind
    assert broken.value.exit_code == 3
