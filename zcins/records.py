"""What the office keeps: the records of the store and the vocabulary of their codes.

Money is whole fen, days are dates in Asia/Shanghai, `None` means unknown.
"""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

# A key's parts are joined by a character that no spreadsheet cell can hold.
KEY_SEPARATOR = "\x1f"


class Kind(StrEnum):
    """The kinds of ledger that come in."""

    REGISTER = "register"
    POLICIES = "policies"
    CLAIMS = "claims"
    PREVENTION = "prevention"
    ACCIDENTS = "accidents"


class Status(StrEnum):
    """Whether an enterprise works; unknown counts as operating."""

    OPERATING = "operating"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class EndorsementKind(StrEnum):
    """What an endorsement (批单) does to its policy."""

    CANCEL = "cancel"
    REFUND = "refund"
    INCREASE = "increase"
    DECREASE = "decrease"
    CHANGE = "change"


class Record(BaseModel):
    """One version of a record as the store keeps it, without its provenance."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    table: ClassVar[str]
    money_fields: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def fields(cls) -> tuple[str, ...]:
        """Give the names of the fields, in the order of the store's columns."""
        return tuple(cls.model_fields)


class Enterprise(Record):
    """A register entry: an enterprise, or a construction project with its builder as parent.

    `sectors` holds sector codes or unrecognised words, separated by 、; `town` and
    `department` hold the scheme's id, or the text as written where the scheme knows it not.
    `registration_no` is the business registration number of before the credit code,
    `former_names` holds names separated by 、; `merged_into` is the number of the entry that
    took this one over. The bank's name and account are where a subsidy goes; they are never public.
    """

    table: ClassVar[str] = "enterprise"

    name: str
    uscc: str | None = None
    town: str | None = None
    sectors: str | None = None
    department: str | None = None
    employees: int | None = None
    status: Status | None = None
    opened_on: date | None = None
    closed_on: date | None = None
    included_on: date | None = None
    address: str | None = None
    project_name: str | None = None
    contract_cost: int | None = None
    completion_on: date | None = None
    risk_grade: str | None = None
    standardization_grade: str | None = None
    standardization_certificate: str | None = None
    standardization_until: date | None = None
    dual_prevention: bool | None = None
    toxic_exposure: bool | None = None
    registration_no: str | None = None
    former_names: str | None = None
    bank_name: str | None = None
    bank_account: str | None = None
    merged_into: int | None = None


class Policy(Record):
    """A policy as its insurer's ledger states it; `expiry` is None only for a project policy."""

    table: ClassVar[str] = "policy"
    money_fields: ClassVar[tuple[str, ...]] = ("premium", "premium_received", "accrued")

    insurer: str
    policy_no: str
    party: int
    product: str | None = None
    inception: date
    expiry: date | None = None
    signed_on: date | None = None
    paid_on: date | None = None
    premium: int
    premium_received: int | None = None
    insured_headcount: int | None = None
    limit_per_person: int | None = None
    limit_per_accident: int | None = None
    aggregate_limit: int | None = None
    third_party_limit: int | None = None
    terms: str | None = None
    cancelled_on: date | None = None
    project_name: str | None = None
    contract_cost: int | None = None
    completion_on: date | None = None
    accrued: int | None = None


class Endorsement(Record):
    """A change of a policy from its effective day (included).

    Amounts and `headcount_change` are signed and add up; `limit_per_person`, `expiry`,
    `headcount_after`, `premium_after` and `premium_received_after` restate.
    """

    table: ClassVar[str] = "endorsement"
    money_fields: ClassVar[tuple[str, ...]] = ("premium", "premium_received", "accrued")

    insurer: str
    policy_no: str
    party: int
    endorsement_no: str | None = None
    endorsement_kind: EndorsementKind
    effective_on: date
    signed_on: date | None = None
    premium: int | None = None
    premium_received: int | None = None
    headcount_change: int | None = None
    headcount_after: int | None = None
    premium_after: int | None = None
    premium_received_after: int | None = None
    limit_per_person: int | None = None
    expiry: date | None = None
    accrued: int | None = None


class Claim(Record):
    """A claim's balances as of its ledger's period."""

    table: ClassVar[str] = "claim"
    money_fields: ClassVar[tuple[str, ...]] = ("paid", "outstanding", "advance")

    insurer: str
    case_no: str
    line: str | None = None
    policy_no: str | None = None
    party: int | None = None
    loss_on: date | None = None
    notified_on: date | None = None
    settled_on: date | None = None
    deaths: int | None = None
    injured: int | None = None
    paid: int | None = None
    outstanding: int | None = None
    advance: int | None = None
    advance_on: date | None = None
    cause: str | None = None


class Prevention(Record):
    """Prevention money: a spend with its voucher, or a summary of a policy or a period."""

    table: ClassVar[str] = "prevention"
    money_fields: ClassVar[tuple[str, ...]] = ("accrued", "spent")

    insurer: str | None = None
    voucher_no: str | None = None
    policy_no: str | None = None
    party: int | None = None
    spent_on: date | None = None
    month: str | None = None
    accrued: int | None = None
    spent: int | None = None
    category: str | None = None
    payee: str | None = None
    purpose: str | None = None


class Accident(Record):
    """A work accident as the office's own ledger states it."""

    table: ClassVar[str] = "accident"

    case_no: str | None = None
    party: int
    happened_on: date
    deaths: int | None = None
    injured: int | None = None
    loss: int | None = None
    description: str | None = None


RECORDS: dict[Kind, type[Record]] = {
    Kind.REGISTER: Enterprise,
    Kind.POLICIES: Policy,
    Kind.CLAIMS: Claim,
    Kind.PREVENTION: Prevention,
    Kind.ACCIDENTS: Accident,
}
MONEY_FIELDS = (
    "premium",
    "premium_received",
    "paid",
    "outstanding",
    "advance",
    "accrued",
    "spent",
)
