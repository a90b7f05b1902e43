"""The insurers' yearly assessment: indicators of the scheme, figures, ranks, and a score.

Notice 四（五）. No source gives weights; a score is worked out where the office sets them all.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from zcins.insurers.figures import FIGURES, Figure, Ground
from zcins.insurers.prevention import admitted
from zcins.scheme import Indicator
from zcins.standing import Standings

LEAST = "scorecard_least_cases"
_TENTH = Decimal("0.1")


@dataclass(slots=True)
class Mark:
    """An insurer's figure of an indicator; None where no data give it.

    `rank` is among the `ranked` insurers, 1 the best, equal figures sharing it; None where the
    cases are fewer than `least`. `points` are from 0 to 100, None without weight or rank.
    """

    indicator: Indicator
    figure: Figure | None
    least: int
    rank: int | None = None
    ranked: int = 0
    points: Decimal | None = None

    @property
    def value(self) -> Decimal | None:
        """Give the figure's value."""
        return self.figure.value if self.figure else None

    @property
    def is_ranked(self) -> bool:
        """Tell whether there are cases enough."""
        return self.figure is not None and self.value is not None and self.figure.n >= self.least


@dataclass(slots=True)
class Card:
    """An insurer's marks; `score` is the weighted mean of those that have points.

    `weighed` is the part of all weights that it rests on.
    """

    insurer: str
    marks: list[Mark]
    score: Decimal | None = None
    weighed: Decimal | None = None
    rank: int | None = None


@dataclass(slots=True)
class Scorecard:
    """The assessment of a year by insurer, in the scheme's order.

    `unweighted` are the indicators without a weight; where there are any, there is no score.
    """

    year: int
    as_of: date
    indicators: list[Indicator]
    cards: list[Card] = field(default_factory=list)

    @property
    def unweighted(self) -> list[Indicator]:
        """Give the indicators without a weight."""
        return [one for one in self.indicators if one.weight is None]


def scorecard(ground: Ground) -> Scorecard:
    """Assess the insurers admitted on the year's last day, and those with figures beside them."""
    scheme, standings = ground.standings.scheme, ground.standings
    indicators = _indicators(standings, ground.last)
    found = Scorecard(ground.year, standings.day, indicators)
    codes = sorted(admitted(scheme, ground.last), key=lambda code: scheme.order("insurer", code))
    threshold = scheme.threshold(LEAST, ground.last)
    least = int(threshold.number) if threshold else 1
    for code in codes:
        marks = [Mark(i, FIGURES[i.what](ground, code), i.least_cases or least) for i in indicators]
        found.cards.append(Card(code, marks))
    for column in zip(*(card.marks for card in found.cards), strict=True):
        _rank(column)
    if indicators and not found.unweighted:
        _score(found.cards)
    return found


def _indicators(standings: Standings, day: date) -> list[Indicator]:
    scheme = standings.scheme
    entries = scheme.in_force("indicator", day)
    ordered = sorted(entries, key=lambda ident: scheme.order("indicator", ident))
    return [entry for ident in ordered if isinstance(entry := entries[ident], Indicator)]


def _rank(marks: Sequence[Mark]) -> None:
    ranked = [mark for mark in marks if mark.is_ranked]
    kept = [(mark, mark.value) for mark in ranked if mark.value is not None]
    for mark, value in kept:
        is_higher = mark.indicator.direction == "higher"
        mark.rank = 1 + sum(other > value if is_higher else other < value for _one, other in kept)
        mark.ranked = len(kept)
        mark.points = points(mark.indicator, value)


def points(indicator: Indicator, value: Decimal) -> Decimal | None:
    """Give 0 to 100 points, even between `zero` and `full`, half up to a tenth."""
    if indicator.full is None or indicator.zero is None:
        return None
    share = (value - indicator.zero) / (indicator.full - indicator.zero)
    within = min(max(share, Decimal(0)), Decimal(1))
    return (within * 100).quantize(_TENTH, rounding=ROUND_HALF_UP)


def _score(cards: Sequence[Card]) -> None:
    for card in cards:
        weights = [(mark.indicator.weight or Decimal(0), mark.points) for mark in card.marks]
        counted = [(weight, got) for weight, got in weights if got is not None]
        rests_on = sum((weight for weight, _got in counted), Decimal(0))
        card.weighed = rests_on / sum((weight for weight, _got in weights), Decimal(0))
        if counted:
            mean = sum((weight * got for weight, got in counted), Decimal(0)) / rests_on
            card.score = mean.quantize(_TENTH, rounding=ROUND_HALF_UP)
    scores = [card.score for card in cards if card.score is not None]
    for card in cards:
        if card.score is not None:
            card.rank = 1 + sum(other > card.score for other in scores)
