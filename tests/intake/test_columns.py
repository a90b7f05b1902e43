"""Headers to fields."""

import tomllib

import pytest

from zcins.intake.columns import fold, vocabulary
from zcins.records import RECORDS, Endorsement, Kind
from zcins.resources import data_dir

WORDS = vocabulary()


@pytest.mark.parametrize(
    ("header", "field", "unit"),
    [
        ("保险单号", "policy_no", None),
        ("*保险单号（必填）", "policy_no", None),
        ("被保险人名称", "enterprise_name", None),
        ("投保人/被保人", "enterprise_name", None),
        ("投保人", "policyholder", None),
        ("被保险人统一社会信用代码", "uscc", None),
        ("保 费\n（元）", "premium", 1),
        ("保费(万元)", "premium", 10_000),
        ("保费【单位：万元】", "premium", 10_000),
        ("保费/万元", "premium", 10_000),
        ("保费万元", "premium", 10_000),
        ("签单保费", "premium", None),
        ("实收保费（元）", "premium_received", 1),
        ("保险期间（开始日期）", "inception", None),
        ("保险期间", "cover_period", None),
        ("每次事故每人责任限额(万元)", "limit_per_person", 10_000),
        ("每次事故及累计赔偿限额（万元）", "aggregate_limit", 10_000),
        ("从业人数（人）", "insured_headcount", None),
        ("新保/续保", "endorsement_kind", None),
        ("ＣＯＭＮＡＭＥ", "enterprise_name", None),
    ],
)
def test_a_policy_header_names_its_field_and_unit(
    header: str, field: str, unit: int | None
) -> None:
    match = WORDS.recognise(header, Kind.POLICIES)
    assert match is not None
    assert (match.field, match.unit) == (field, unit)


@pytest.mark.parametrize("header", ["投保单号", "保险金额（元）", "序号", "备注", "", "保险费率"])
def test_what_is_not_known_is_not_guessed(header: str) -> None:
    assert WORDS.recognise(header, Kind.POLICIES) is None


def test_the_same_word_means_another_field_in_another_ledger() -> None:
    prevention = WORDS.recognise("发票号", Kind.PREVENTION)
    accident = WORDS.recognise("事故时间", Kind.ACCIDENTS)
    claim = WORDS.recognise("事故时间", Kind.CLAIMS)
    assert prevention is not None
    assert prevention.field == "voucher_no"
    assert accident is not None
    assert accident.field == "happened_on"
    assert claim is not None
    assert claim.field == "loss_on"


def test_a_header_that_looks_needed_is_told_its_nearest_name() -> None:
    assert WORDS.nearest("起保日期（含当日）", Kind.POLICIES) == ("起保日期", "inception")
    assert WORDS.nearest("每人伤亡责任额", Kind.POLICIES) == (
        "每人伤亡责任限额",
        "limit_per_person",
    )
    assert WORDS.nearest("备注", Kind.POLICIES) is None
    assert WORDS.nearest("投保单号", Kind.POLICIES) is None
    assert WORDS.nearest("天气", Kind.POLICIES) is None


def test_the_words_of_choices() -> None:
    assert WORDS.choice("status", "在产") == "operating"
    assert WORDS.choice("status", " 停产 ") == "suspended"
    assert WORDS.choice("status", "已注销") == "closed"
    assert WORDS.choice("endorsement_kind", "退保") == "cancel"
    assert WORDS.choice("endorsement_kind", "减员") == "decrease"
    assert WORDS.choice("endorsement_kind", "续保") == "new"
    assert WORDS.choice("status", "火星") is None


def test_no_name_stands_twice_in_a_kind() -> None:
    data = tomllib.loads((data_dir() / "headers.toml").read_text(encoding="utf-8"))
    for kind in Kind:
        names = [fold(name) for entry in data[kind].values() for name in entry["names"]]
        twice = {name for name in names if names.count(name) > 1}
        assert not twice, f"{kind}: {twice}"


def test_every_field_a_record_can_hold_has_a_column() -> None:
    # A merger is entered by hand alone.
    aliases = {"party", "sectors", "headcount_change", "effective_on", "merged_into"}
    for kind, record in RECORDS.items():
        known = {*WORDS.fields(kind), *aliases, "name"}
        assert set(record.fields()) <= known, kind
    known = {*WORDS.fields(Kind.POLICIES), *aliases}
    assert set(Endorsement.fields()) <= known


def test_needs_and_decisive_name_fields_of_their_kind() -> None:
    for kind in Kind:
        fields = set(WORDS.fields(kind))
        assert {name for group in WORDS.needs(kind) for name in group} <= fields
        assert WORDS.decisive(kind) <= fields
