"""The entries about money: tariffs with their factors, and subsidies."""

from collections.abc import Sequence
from decimal import Decimal
from difflib import get_close_matches
from itertools import pairwise
from typing import ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from zcins.i18n import _
from zcins.scheme.entries import Entry, Text
from zcins.scheme.figures import Amount, Number, Share

# What the program knows of a case; a factor may ask for other inputs, which are given by hand.
INPUTS = (
    "standardization_grade",
    "risk_grade",
    "dual_prevention",
    "accidents",
    "loss_ratio",
    "employees",
)


class Band(BaseModel):
    """A band of project cost in yuan; `up_to` is inclusive, `rate` a share of the whole cost."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    up_to: Amount | None = None
    rate: Share
    aggregate_limit: Amount | None = None


class FactorBand(BaseModel):
    """A band of a number that a factor depends on; `up_to` is inclusive."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    up_to: Number | None = None
    factor: Number


class Tariff(Entry):
    """A sector's base rates, by limit per person (`rates`) or by project cost (`bands`).

    `mixed` says which base counts for an enterprise of several sectors: that of its main sector,
    or the highest of the same basis.
    """

    table: ClassVar[str] = "tariff"
    file: ClassVar[str] = "tariff.toml"
    references: ClassVar[dict[str, str]] = {"sector": "sector", "factors": "factor"}

    sector: str
    basis: Literal["headcount", "project_cost", "flat", "output"]
    rates: dict[Amount, Amount] = Field(default_factory=dict)
    bands: list[Band] = Field(default_factory=list)
    factors: list[str] = Field(default_factory=list)
    combine: Literal["product", "one_minus_sum", "one_plus_sum"] = "product"
    floor: Number | None = None
    cap: Number | None = None
    rounding: Literal["fen", "yuan"] = "fen"
    mixed: Literal["main", "highest"] = "main"

    @field_validator("bands")
    @classmethod
    def _ascending(cls, bands: list[Band]) -> list[Band]:
        _check_bands([band.up_to for band in bands])
        return bands

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if bool(self.rates) == bool(self.bands):
            raise ValueError(_("a tariff has either rates or bands"))
        if self.basis == "headcount" and not self.rates:
            raise ValueError(_("a tariff by headcount has rates"))
        if self.basis == "project_cost" and not self.bands:
            raise ValueError(_("a tariff by project cost has bands"))
        if self.floor is not None and self.cap is not None and self.floor > self.cap:
            raise ValueError(_("floor is above cap"))
        return self

    def clashes(self, other: Self) -> bool:  # noqa: D102
        return (self.sector, self.basis) == (other.sector, other.basis)


class Factor(Entry):
    """A floating factor: what each value of an input, or each band of a number, is worth.

    Without `values` and `bands` no size is known, and the factor is not applied.
    """

    table: ClassVar[str] = "factor"
    file: ClassVar[str] = "tariff.toml"

    label: Text
    input: Text
    within: Literal["best", "worst", "sum", "product"] = "best"
    values: dict[Text, Number] = Field(default_factory=dict)
    bands: list[FactorBand] = Field(default_factory=list)

    @field_validator("input")
    @classmethod
    def _not_misspelt(cls, name: str) -> str:
        close = get_close_matches(name, INPUTS, n=1, cutoff=0.8)
        if name not in INPUTS and close:
            raise ValueError(_('"{name}": did you mean {close}?').format(name=name, close=close[0]))
        return name

    @field_validator("bands")
    @classmethod
    def _ascending(cls, bands: list[FactorBand]) -> list[FactorBand]:
        _check_bands([band.up_to for band in bands])
        return bands

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if self.values and self.bands:
            raise ValueError(_("a factor has either values or bands"))
        return self

    @property
    def numbers(self) -> list[tuple[str, Decimal]]:
        """Give every figure of the factor with the place where it stands."""
        found = [(f"values.{key}", number) for key, number in self.values.items()]
        return found + [(f"bands[{n}].factor", b.factor) for n, b in enumerate(self.bands, 1)]


class Subsidy(Entry):
    """The part of a premium that the treasury pays back, and which level bears what share."""

    table: ClassVar[str] = "subsidy"
    file: ClassVar[str] = "subsidy.toml"
    references: ClassVar[dict[str, str]] = {"sectors": "sector"}

    year: int | None = None
    policy_year: int | None = Field(default=None, ge=1)
    sectors: list[str] = Field(min_length=1)
    base: Literal["premium_received", "premium"] = "premium_received"
    rate: Share
    cap_per_enterprise: Amount | None = None
    shares: dict[Text, Share]

    @field_validator("shares")
    @classmethod
    def _add_up(cls, shares: dict[str, Decimal]) -> dict[str, Decimal]:
        if (total := sum(shares.values())) != 1:
            raise ValueError(_("the shares add up to {total}, not to 1").format(total=total))
        return shares

    @model_validator(mode="after")
    def _one_year(self) -> Self:
        if (self.year is None) == (self.policy_year is None):
            raise ValueError(_("a subsidy has either year or policy_year"))
        return self

    def clashes(self, other: Self) -> bool:  # noqa: D102
        same_kind = (self.year is None) == (other.year is None)
        same_year = (self.year, self.policy_year) == (other.year, other.policy_year)
        return (same_year or not same_kind) and not set(self.sectors).isdisjoint(other.sectors)


def _check_bands(ends: Sequence[Decimal | None]) -> None:
    for lower, upper in pairwise(ends):
        if lower is None or (upper is not None and upper <= lower):
            raise ValueError(_("every band but the last needs an up_to, each above the one before"))
    if ends and ends[-1] is not None:
        raise ValueError(_("the last band has no up_to: it holds for all above"))
