"""The scheme by day: obligations, thresholds, departments, the office's own entries."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zcins.scheme import TABLES, Scheme

SCHEME = Scheme.load()
FULL = ("non_coal_mines", "hazardous_chemicals", "fireworks")
PARTIAL = ("chemicals", "transport", "construction", "fisheries")
DAYS = st.dates(min_value=date(2017, 1, 1), max_value=date(2021, 12, 31))


def office(folder: Path, name: str, text: str) -> Scheme:
    frame = 'source = "x"\nconfirmed = false\n'
    (folder / name).write_text(text.replace("FRAME", frame), encoding="utf-8")
    return Scheme.load(folder)


@pytest.mark.parametrize(
    ("day", "required"),
    [
        (date(2017, 10, 31), set()),
        (date(2017, 11, 1), {*FULL}),
        (date(2018, 8, 4), {*FULL}),
        (date(2018, 8, 5), {*FULL, *PARTIAL}),
        (date(2019, 12, 31), {*FULL, *PARTIAL}),
        (date(2020, 1, 1), set()),
    ],
)
def test_who_must_insure_on_the_days_of_change(day: date, required: set[str]) -> None:
    sectors = [*FULL, *PARTIAL, "other"]
    assert {code for code in sectors if SCHEME.requires(code, "王村镇", day)} == required


def test_levels_are_those_of_the_notice() -> None:
    day = date(2019, 6, 30)
    levels = {
        code: found.level
        for code in (*FULL, *PARTIAL, "other")
        if (found := SCHEME.obligation(code, None, day))
    }
    assert levels == dict.fromkeys((*FULL, *PARTIAL), "compulsory") | {
        "chemicals": "full_rollout",
        "other": "encouraged",
    }


def test_unknown_sector_owes_nothing() -> None:
    assert SCHEME.obligation(None, "王村镇", date(2019, 6, 30)) is None
    assert not SCHEME.requires("nonsense", "王村镇", date(2019, 6, 30))


def test_partial_rollout_waits_for_the_day_of_inclusion() -> None:
    day = date(2019, 3, 1)
    assert SCHEME.requires("transport", None, day, included_on=day)
    assert not SCHEME.requires("transport", None, day, included_on=day + timedelta(days=1))
    assert SCHEME.requires("fireworks", None, day, included_on=day + timedelta(days=1))


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2017, 10, 31), None),
        (date(2018, 6, 1), date(2018, 6, 1)),
        (date(2019, 12, 31), date(2019, 12, 31)),
        (date(2020, 6, 1), date(2019, 12, 31)),
        (date(2021, 8, 31), date(2019, 12, 31)),
        (date(2021, 9, 1), date(2021, 9, 1)),
        (None, None),  # the law in force has no end
    ],
)
def test_last_required_day(day: date | None, last: date | None) -> None:
    assert SCHEME.last_required_day(day) == last


def test_last_required_day_is_open_where_an_obligation_is(tmp_path: Path) -> None:
    scheme = office(
        tmp_path,
        "obligations.toml",
        '[[obligation]]\nid = "fireworks"\nsector = "fireworks"\nlevel = "compulsory"\n'
        'rollout = "full"\nfrom = 2020-01-01\nFRAME',
    )
    assert scheme.last_required_day() is None
    assert scheme.requires("fireworks", None, date(2020, 1, 1))
    assert scheme.requires("fireworks", None, date(2019, 12, 31))


def test_office_narrows_by_town_and_list(tmp_path: Path) -> None:
    scheme = office(
        tmp_path,
        "obligations.toml",
        '[[obligation]]\nid = "chemicals"\nsector = "chemicals"\nlevel = "full_rollout"\n'
        'rollout = "partial"\ntowns = ["王村镇"]\nfrom = 2018-08-05\nFRAME'
        '[[obligation]]\nid = "listed"\nsector = "chemicals"\nlevel = "full_rollout"\n'
        'rollout = "partial"\ntowns = ["北郊镇"]\n'
        'enterprises = ["淄博甲化工有限公司", "91370306MA00000001"]\nfrom = 2018-08-05\nFRAME',
    )
    day = date(2018, 9, 1)
    assert scheme.requires("chemicals", "王村镇", day)
    assert not scheme.requires("chemicals", "北郊镇", day)
    assert not scheme.requires("chemicals", None, day)
    assert scheme.requires("chemicals", "北郊镇", day, name="淄博甲化工 有限公司")
    assert scheme.requires("chemicals", "北郊镇", day, uscc="91370306ma00000001")
    assert not scheme.requires("chemicals", "南郊镇", day, uscc="91370306MA00000001")
    assert scheme.main_sector(["chemicals", "other"], "北郊镇", day) == "other"
    assert scheme.main_sector(["chemicals"], "北郊镇", day) == "chemicals"


@pytest.mark.parametrize(
    ("sectors", "day", "main"),
    [
        ([], date(2019, 1, 1), None),
        (["nonsense"], date(2019, 1, 1), None),
        (["chemicals", "hazardous_chemicals"], date(2019, 1, 1), "hazardous_chemicals"),
        (["chemicals", "hazardous_chemicals"], date(2020, 1, 1), "hazardous_chemicals"),
        (["chemicals", "transport"], date(2019, 1, 1), "transport"),  # compulsory before roll-out
        (["transport", "fireworks"], date(2019, 1, 1), "fireworks"),  # both compulsory: the order
        (["transport", "fireworks"], date(2018, 1, 1), "fireworks"),
        (["other", "chemicals"], date(2019, 1, 1), "chemicals"),
        (["other", "chemicals"], date(2017, 1, 1), "chemicals"),  # none obliged: the order
    ],
)
def test_main_sector(sectors: list[str], day: date, main: str | None) -> None:
    assert SCHEME.main_sector(sectors, "王村镇", day) == main


def test_minimum_limit_begins_with_2018() -> None:
    assert SCHEME.threshold("minimum_limit_per_person", date(2017, 12, 31)) is None
    found = SCHEME.threshold("minimum_limit_per_person", date(2018, 1, 1))
    assert found is not None
    assert found.number == 300_000
    assert found.unit == "yuan"
    assert "140号" in found.source


@pytest.mark.parametrize(
    ("ident", "value"),
    [("expiring_days", "30"), ("headcount_tolerance", "0"), ("match_floor", "0.85")],
)
def test_office_settings_say_that_they_are(ident: str, value: str) -> None:
    found = SCHEME.threshold(ident, date(2019, 1, 1))
    assert found is not None
    assert (str(found.number), found.source, found.confirmed) == (value, "office setting", False)


def test_threshold_without_value_is_not_checked(tmp_path: Path) -> None:
    scheme = office(
        tmp_path,
        "thresholds.toml",
        '[[threshold]]\nid = "expiring_days"\nlabel = "x"\nunit = "days"\nfrom = 2019-01-01\nFRAME',
    )
    assert scheme.threshold("expiring_days", date(2018, 12, 31)) is not None
    assert scheme.threshold("expiring_days", date(2019, 1, 1)) is None
    assert scheme.threshold("nonsense", date(2019, 1, 1)) is None


def test_departments_are_renamed_in_2019() -> None:
    assert SCHEME.department_name("safety", date(2017, 1, 1)) == "区安监局"
    assert SCHEME.department_name("safety", date(2019, 1, 31)) == "区安监局"
    assert SCHEME.department_name("safety", date(2019, 2, 1)) == "区应急管理局"
    assert SCHEME.department_name("周村区水务局", date(2019, 2, 1)) == "区水利局"
    assert SCHEME.department_name("construction", date(2019, 2, 1)) == "区住建局"
    assert SCHEME.department_name("某局", date(2019, 2, 1)) == "某局"
    assert SCHEME.department_name(None, date(2019, 2, 1)) is None


def test_office_replaces_same_id_and_day_and_adds_others(tmp_path: Path) -> None:
    text = '[[insurer]]\nid = "{}"\nname = "{}"\nlong_name = "{}"\nadmitted = {}\nfrom = {}\nFRAME'
    scheme = office(
        tmp_path,
        "insurers.toml",
        text.format("picc", "人保", "人保财险", "true", "2017-11-01")
        + text.format("taishan", "泰山财险", "泰山财险", "false", "2019-01-01")
        + text.format("huaan", "华安财险", "华安财产保险", "true", "2019-01-01"),
    )
    assert scheme.insurer_name("picc") == "人保"
    assert scheme.insurer_admitted("taishan", date(2018, 12, 31))
    assert not scheme.insurer_admitted("taishan", date(2019, 1, 1))
    assert not scheme.insurer_admitted("huaan", date(2018, 12, 31))
    assert scheme.insurer_admitted("huaan", date(2019, 1, 1))
    assert scheme.insurer("泰山财产保险股份有限公司周村支公司") == "taishan"
    assert scheme.file_of(scheme.in_force("insurer", date(2019, 1, 1))["picc"]) == (
        "office/insurers.toml"
    )


def test_entry_holds_until_its_last_day_and_does_not_fall_back(tmp_path: Path) -> None:
    text = '[[threshold]]\nid = "expiring_days"\nlabel = "x"\nunit = "days"\nvalue = "15"\n'
    scheme = office(
        tmp_path, "thresholds.toml", text + "from = 2019-01-01\nuntil = 2019-01-31\nFRAME"
    )
    values = [
        found.number if (found := scheme.threshold("expiring_days", day)) else None
        for day in (date(2018, 12, 31), date(2019, 1, 1), date(2019, 1, 31), date(2019, 2, 1))
    ]
    assert values == [30, 15, 15, None]


def test_pilot_is_that_of_the_notice() -> None:
    pilot = SCHEME.pilot()
    assert (pilot.start, pilot.end, pilot.notice) == (
        date(2017, 11, 1),
        date(2019, 12, 31),
        date(2018, 8, 5),
    )


def test_order_is_that_of_the_scheme() -> None:
    towns = sorted(
        ["周村经济开发区", "王村镇", "未知镇", "丝绸路街道"], key=lambda t: SCHEME.order("town", t)
    )
    assert towns == ["丝绸路街道", "王村镇", "周村经济开发区", "未知镇"]
    sectors: list[str | None] = [None, "other", "chemicals", "non_coal_mines"]
    assert sorted(sectors, key=lambda s: SCHEME.order("sector", s)) == [*reversed(sectors)]


def test_every_entry_has_its_source() -> None:
    entries = [entry for table in TABLES for entry in SCHEME.history(table)]
    assert entries
    assert all(entry.source.strip() for entry in entries)


def test_no_subsidy_is_shipped() -> None:
    assert SCHEME.history("subsidy") == []


@given(day=DAYS)
def test_stored_form_gives_every_answer_again(day: date) -> None:
    again = Scheme.from_text(SCHEME.text)
    assert (again.text, again.digest) == (SCHEME.text, SCHEME.digest)
    for table in TABLES:
        assert again.in_force(table, day) == SCHEME.in_force(table, day)
        assert again.history(table) == SCHEME.history(table)
    assert again == SCHEME


@given(day=DAYS)
def test_at_most_one_entry_of_an_id_is_in_force(day: date) -> None:
    for table in TABLES:
        for ident, entry in SCHEME.in_force(table, day).items():
            later = [e for e in SCHEME.history(table) if e.id == ident and e.from_ > entry.from_]
            assert entry.from_ <= day <= (entry.until or day)
            assert all(e.from_ > day for e in later)


def test_digest_follows_the_text(tmp_path: Path) -> None:
    scheme = office(tmp_path, "towns.toml", "# 办公室\n")
    assert scheme != SCHEME
    assert scheme.digest != SCHEME.digest
    assert Scheme.from_text(scheme.text) == scheme
