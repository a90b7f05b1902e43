"""A figure walked back: the parts that make it up, which must come to the figure itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from fnmatch import fnmatchcase
from statistics import median

from zcins.errors import UsageFaultError
from zcins.i18n import _
from zcins.insurers.accounts import share_of
from zcins.money import fen, yuan
from zcins.reports.ground import Ground
from zcins.trace.activity import activity
from zcins.trace.books import claims, policies, premium, prevention
from zcins.trace.coverage import coverage
from zcins.trace.found import Found, Middle, Portion, Setting, Share, Total
from zcins.trace.handled import handled
from zcins.trace.money import rating, subsidy
from zcins.trace.rest import data, findings, pilot
from zcins.trace.rows import Part
from zcins.trace.served import SPECIAL, month

Value = str | int | float | None
Theme = Callable[[Ground, str, str], Found]

# The first word of a key → what traces the keys that begin with it.
THEMES: dict[str, Theme] = {
    "coverage": coverage,
    "policies": policies,
    "premium": premium,
    "claims": claims,
    "prevention": prevention,
    "activity": activity,
    "findings": findings,
    "pilot": pilot,
    "data": data,
    "rating": rating,
    "subsidy": subsidy,
    "handled": handled,
    "month": month,
}
_RATE_DIGITS = 4
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Trace:
    """A figure with its parts, or with the keys of the figures that it is worked out from.

    `is_money` tells that the parts' amounts are fen; `how` says how the keys are combined.
    """

    key: str
    value: Value
    parts: tuple[Part, ...] = ()
    keys: tuple[str, ...] = ()
    how: str = "sum"
    why: str | None = None

    @property
    def is_money(self) -> bool:
        """Tell whether the figure is an amount: yuan as text."""
        return isinstance(self.value, str)


class Walk:
    """Traces the figures of one ground."""

    def __init__(self, ground: Ground, figures: Mapping[str, Value]) -> None:
        self.ground = ground
        self.figures = figures

    def trace(self, key: str) -> Trace:
        """Give what makes a figure up; raises UsageFaultError with the nearest keys if unknown.

        Raises AssertionError where the parts do not come to the figure: a fault of the program.
        """
        if key not in self.figures:
            raise self._unknown(key)
        value = self.figures[key]
        theme, _dot, rest = key.partition(".")
        of, _dot, name = rest.rpartition(".")
        special = SPECIAL.get(f"{theme}.{of}")
        found = special(self.ground, name) if special else THEMES[theme](self.ground, of, name)
        trace, comes_to = self._weighed(key, value, found)
        if comes_to != value:
            raise AssertionError(f"{key} is {value!r}, its parts come to {comes_to!r}")
        return trace

    def _weighed(self, key: str, value: Value, found: Found) -> tuple[Trace, Value]:
        """Give the trace, and what its parts or keys come to."""
        if isinstance(found, Share | Portion | Total):
            keys, how, comes_to = self._worked_out(found)
            return Trace(key, value, keys=keys, how=how), comes_to
        if isinstance(found, Setting):
            return Trace(key, value, found.parts, how="scheme", why=found.why), found.value
        if isinstance(found, Middle):
            amounts = [part.amount for part in found.parts]
            middle = float(median(amounts)) if amounts else None
            return Trace(key, value, found.parts, how="median"), middle
        if not found and value is None:
            return Trace(key, value), None
        total = sum(part.amount for part in found)
        return Trace(key, value, tuple(found)), yuan(total) if isinstance(value, str) else total

    def _worked_out(self, found: Share | Portion | Total) -> tuple[tuple[str, ...], str, Value]:
        """Give the keys of the figures behind one, how they are combined, and the result."""
        if isinstance(found, Share):
            shared = (found.numerator, found.denominator)
            above, below = map(self._number, shared)
            return shared, "share", round(above / below, _RATE_DIGITS) if below else None
        if isinstance(found, Portion):
            share = Decimal(str(self.figures[found.share]))
            portion = share_of(self._number(found.amount), share)
            return (found.amount, found.share), "portion", yuan(portion)
        keys = tuple(one for one in self.figures if _fits(one, found.keys))
        return keys, "sum", self._sum(keys)

    def _number(self, key: str) -> int:
        value = self.figures[key]
        return fen(Decimal(value)) if isinstance(value, str) else int(value or 0)

    def _sum(self, keys: tuple[str, ...]) -> str | None:
        known = [one for one in keys if self.figures[one] is not None]
        return yuan(sum(map(self._number, known))) if known else None

    def _unknown(self, key: str) -> UsageFaultError:
        near = get_close_matches(key, self.figures, n=_SHOWN)
        near = near or [one for one in self.figures if key and key in one][:_SHOWN]
        hint = _("Did you mean {names}?").format(names=", ".join(near)) if near else None
        return UsageFaultError(
            _("The report has no figure {key}.").format(key=key),
            hint or _("`zcins trace` without a key lists them all."),
        )


def _fits(key: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(key, pattern) for pattern in patterns)
