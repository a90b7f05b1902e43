"""The indicators by which insurers are assessed (notice 四（五）)."""

from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from zcins.i18n import _
from zcins.scheme.entries import Entry, Text
from zcins.scheme.figures import Number

Measure = Literal[
    "prevention_accrued",
    "prevention_used",
    "firms_served",
    "claims_in_time",
    "advance_payments",
    "rows_quarantined",
    "ledgers_late",
    "codes_invalid",
    "totals_wrong",
    "premium_off_tariff",
    "complaints",
]


class Indicator(Entry):
    """An indicator: a figure that the program works out, and which way it is good.

    `weight` counts in the score, from no marks at `zero` to full marks at `full`; without them
    there is the figure alone. Below `least_cases` an insurer is not ranked, by default as the
    threshold scorecard_least_cases says.
    """

    table: ClassVar[str] = "indicator"
    file: ClassVar[str] = "indicators.toml"

    label: Text
    what: Measure
    direction: Literal["higher", "lower"]
    weight: Number | None = Field(default=None, gt=0)
    full: Number | None = None
    zero: Number | None = None
    least_cases: int | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if (self.full is None) != (self.zero is None):
            raise ValueError(_("full and zero stand together"))
        if self.weight is not None and self.full is None:
            raise ValueError(
                _("a weight needs full and zero: where full marks are given, and none")
            )
        if self.full is not None and self.zero is not None:
            better = self.full > self.zero if self.direction == "higher" else self.full < self.zero
            if not better:
                raise ValueError(_("full must be better than zero, as direction says"))
        return self

    def clashes(self, other: Self) -> bool:  # noqa: D102
        return self.what == other.what
