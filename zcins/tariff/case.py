"""The case that is rated: what is known of an enterprise and of the cover it asks for."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from zcins.i18n import N_, _

Given = tuple[str, ...] | Decimal | None

NONE = "无"
YES, NO = "是", "否"
NO_GRADE = "未达标"
_LEVELS = {"一": "一级", "二": "二级", "三": "三级", "1": "一级", "2": "二级", "3": "三级"}
_LEVELS |= {"I": "一级", "II": "二级", "III": "三级"}
_LEVEL = re.compile("(III|II|I|[一二三123])级?(?:标准化)?(?:企业|达标)?")
_UNGRADED = {"未达标", "未评定", "未评级", "未创建", "未标准化", "不达标"}
_COLOURS = {"红", "橙", "黄", "蓝"}
_COLOUR = re.compile("([红橙黄蓝])色?(?:等?级|风险)?")
_NOTHING = {"无", "没有", "未发生", "无事故", "0"}
_YES = {"是", "有", "已建", "已建成", "已建立", "已完成", "达标", "YES", "TRUE", "1"}
_NO = {"否", "无", "未建", "未建成", "未建立", "未完成", "未达标", "NO", "FALSE", "0"}


class Why(StrEnum):
    """Why a factor is not applied, or a premium not worked out."""

    UNKNOWN = "unknown"
    NO_SIZE = "no_size"
    NO_ENTRY = "no_entry"
    NOT_LISTED = "not_listed"
    CERTIFICATE_OVER = "certificate_over"
    CERTIFICATE_LATER = "certificate_later"
    CERTIFICATE_OTHER = "certificate_other"
    CERTIFICATE_UNREADABLE = "certificate_unreadable"
    NO_LEDGER = "no_ledger"
    NO_PREVIOUS = "no_previous"
    NO_TARIFF = "no_tariff"
    NO_SECTOR = "no_sector"
    NO_LIMIT = "no_limit"
    LIMIT_NOT_LISTED = "limit_not_listed"
    NO_QUANTITY = "no_quantity"
    NEGATIVE = "negative"
    NOT_A_YEAR = "not_a_year"
    NOT_LINKED = "not_linked"
    NO_INSURANCE = "no_insurance"


WORDS = {
    Why.UNKNOWN: N_("{what} unknown"),
    Why.NO_SIZE: N_("the scheme has no value for {what}"),
    Why.NO_ENTRY: N_("{what}: no value in force on that day"),
    Why.NOT_LISTED: N_("the scheme has no value for {what}"),
    Why.CERTIFICATE_OVER: N_("the certificate was valid until {what}"),
    Why.CERTIFICATE_LATER: N_("the certificate {what} was issued in a later year"),
    Why.CERTIFICATE_OTHER: N_("the certificate {what} is of another grade than the register's"),
    Why.CERTIFICATE_UNREADABLE: N_("{what} is not the number of a certificate"),
    Why.NO_LEDGER: N_("the office has no ledger of {what}"),
    Why.NO_PREVIOUS: N_("no policy in the year before"),
    Why.NO_TARIFF: N_("no tariff line for {what}"),
    Why.NO_SECTOR: N_("sector unknown"),
    Why.NO_LIMIT: N_("limit a person unknown"),
    Why.LIMIT_NOT_LISTED: N_("the tariff has no rate for a limit of {what} yuan a person"),
    Why.NO_QUANTITY: N_("{what} unknown"),
    Why.NEGATIVE: N_("the discounts exceed the whole premium"),
    Why.NOT_A_YEAR: N_(
        "covers {what} days, and the tariff has no rate for less or more than a year"
    ),
    Why.NOT_LINKED: N_("the enterprise is not in the register"),
    Why.NO_INSURANCE: N_("the product is not work-safety liability insurance"),
}
NOUNS = {
    "standardization_grade": N_("grade"),
    "risk_grade": N_("risk grade"),
    "dual_prevention": N_("dual prevention"),
    "accidents": N_("accident record"),
    "loss_ratio": N_("loss ratio"),
    "employees": N_("headcount"),
    "project_cost": N_("project cost"),
    "output": N_("output"),
    "claims": N_("claims"),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is not applied or not worked out; `what` is a key of NOUNS or plain text."""

    why: Why
    what: str = ""

    def text(self) -> str:
        """Give it in the screen's language."""
        return _(WORDS[self.why]).format(what=_(NOUNS.get(self.what, self.what)))


class How(StrEnum):
    """Where an input comes from."""

    CERTIFICATE = "certificate"
    REGISTER = "register"
    ACCIDENTS = "accidents"
    CLAIMS = "claims"


_SOURCES = {
    How.CERTIFICATE: N_("certificate {0}"),
    How.REGISTER: N_("the register, without a certificate"),
    How.ACCIDENTS: N_("{0} in the accident ledger, {1} to {2}"),
    How.CLAIMS: N_("{0} paid and outstanding of {1} yuan, {2} to {3}"),
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where an input comes from, with the numbers and days that belong to it."""

    how: How
    values: tuple[str, ...] = ()

    def text(self) -> str:
        """Give it in the screen's language."""
        return _(_SOURCES[self.how]).format(*self.values)


@dataclass(frozen=True, slots=True)
class Case:
    """What is rated. `sector` decides; `sectors` are all of a mixed business.

    `limit` (a person) and `project_cost` are fen, `output` thousandths of its unit. Grades are
    texts as people write them; `accidents` the grades of the accidents in the year before, none
    where it is empty, unknown where it is None. `others` holds inputs that the scheme adds.
    `absent` says why an input is unknown, `evidence` where a known one comes from.
    """

    sector: str | None
    employees: int | None = None
    limit: int | None = None
    project_cost: int | None = None
    output: int | None = None
    grade: str | None = None
    risk: str | None = None
    dual_prevention: bool | None = None
    accidents: tuple[str, ...] | None = None
    loss_ratio: Decimal | None = None
    sectors: tuple[str, ...] = ()
    others: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    absent: Mapping[str, Reason] = field(default_factory=dict)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)

    def given(self, name: str) -> Given:
        """Give an input by its name in the scheme: texts, a number, or None for unknown."""
        if name in ("standardization_grade", "risk_grade"):
            text = self.grade if name == "standardization_grade" else self.risk
            return None if text is None else (text,)
        if name == "dual_prevention":
            built = self.dual_prevention
            return None if built is None else (YES if built else NO,)
        if name == "accidents":
            return None if self.accidents is None else self.accidents or (NONE,)
        if name == "loss_ratio":
            return self.loss_ratio
        if name == "employees":
            return None if self.employees is None else Decimal(self.employees)
        return self.others.get(name)


@lru_cache(maxsize=4096)
def canonical(name: str, text: str) -> str:
    """Give an input's value as one writing: 2级, Ⅱ级 and 二级企业 are 二级, 红色 is 红."""
    key = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    if name == "standardization_grade":
        level = _LEVEL.fullmatch(key)
        return _LEVELS[level.group(1)] if level else NO_GRADE if key in _UNGRADED else key
    if name == "risk_grade":
        colour = _COLOUR.fullmatch(key)
        return colour.group(1) if colour else key
    if name == "dual_prevention":
        return YES if key in _YES else NO if key in _NO else key
    if name == "accidents":
        return NONE if key in _NOTHING else key.removesuffix("事故")
    return key
