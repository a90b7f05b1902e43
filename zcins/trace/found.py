"""What a figure comes from: parts that add up to it, or other figures."""

from dataclasses import dataclass

from zcins.trace.rows import Part


@dataclass(frozen=True, slots=True)
class Share:
    """A share of one figure in another, from 0 to 1, rounded to four decimals."""

    numerator: str
    denominator: str


@dataclass(frozen=True, slots=True)
class Portion:
    """A share of an amount of money, rounded half up to the fen: two other figures."""

    amount: str
    share: str


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of other figures, as far as they are known."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Middle:
    """The median of the parts' amounts; None of none."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """A figure that is no count of records: what the scheme sets, or what is not told; why."""

    value: float | None
    parts: tuple[Part, ...] = ()
    why: str | None = None


Found = list[Part] | Share | Portion | Total | Middle | Setting
