"""One step of a calculation: the parameter read, what it did, and on what it rests."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from zcins.scheme import Entry
from zcins.tariff.case import Evidence, Reason

BASE, COMBINED, FLOOR, CAP, ROUNDING = "base", "combined", "floor", "cap", "rounding"


@dataclass(frozen=True, slots=True)
class Step:
    """A step. `what` is one of the words above, or the id of a factor.

    `value` is the figure as the scheme writes it, in `unit`; `factor` what it multiplies by;
    `quantity` what a base is multiplied with (`amount` their product in yuan). `given` is the
    case's input and `evidence` where it comes from; with a `reason` the factor is not applied.
    A factor that does not multiply is added up with the others, in the step "combined".
    """

    what: str
    label: str
    value: Decimal | None = None
    unit: str | None = None
    factor: Decimal | None = None
    quantity: Decimal | None = None
    amount: Decimal | None = None
    given: str | None = None
    reason: Reason | None = None
    entry: Entry | None = None
    evidence: Evidence | None = None
    multiplies: bool = True

    def document(self) -> dict[str, Any]:
        """Give it as the contract's JSON; figures as text, exactly."""
        numbers = {
            name: format(number, "f")
            for name in ("value", "factor", "quantity", "amount")
            if (number := getattr(self, name)) is not None
        }
        texts = {
            name: text for name in ("unit", "given") if (text := getattr(self, name)) is not None
        }
        if self.evidence:
            texts["evidence"] = self.evidence.text()
        found: dict[str, Any] = {"what": self.what, "label": self.label, **numbers, **texts}
        if self.factor is not None and not self.multiplies:
            found["added_up"] = True
        if self.reason:
            found |= {"factor": None, "not_applied": self.reason.text()}
        if self.entry:
            found |= {
                "id": self.entry.id,
                "from": self.entry.from_.isoformat(),
                "basis": self.entry.source,
                "confirmed": self.entry.confirmed,
            }
        return found
