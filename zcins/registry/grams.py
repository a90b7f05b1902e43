"""An index of names by their parts: which of many names share the telling parts of a name.

A name's parts are its stem (without region and legal form), the stem with any one character left
out, and pairs of neighbouring characters. So a stem with one wrong, missing or added character
is always found, and most others by a rare pair. Of those that share as much, names of the same
region come first. Built and asked by whole arrays.

A part and the name it is of are packed into one number, the part's hash above the name's place,
so that one plain sort, the quickest there is, brings equal parts together; likewise in asking.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from zcins.registry.wording import split

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

# Of a name's parts the rarest are looked up: these at least, more while they stay cheap.
AT_LEAST, AT_MOST, ENOUGH = 2, 16, 400
NAMES_AT_ONCE, QUERIES_AT_ONCE = 100_000, 2_000
# Weights are whole numbers: this many to the natural logarithm's one, and less than a bit length.
_UNIT, _WEIGHT_BITS = 200, 12
_SAME_REGION = 2 * _UNIT
_SUM_BITS = 17
_BREAK = 0x0A
# An odd number has an inverse modulo 2**64, by which a place in a stem can be closed up.
_BASE = 0x9E3779B97F4A7C15
_INVERSE = pow(_BASE, -1, 1 << 64)
_LONGEST = 64


class Index:
    """The names that hold each part, rare parts weighing more."""

    def __init__(self, names: Sequence[str]) -> None:
        """Index normalised names by their place in the sequence."""
        import numpy as np  # noqa: PLC0415 - heavy

        self._np = np
        with np.errstate(over="ignore"):
            # No power is 1: every character must reach the high bits, which are all that is kept.
            self._powers = np.cumprod(np.full(_LONGEST, _BASE, np.uint64), dtype=np.uint64)
        self._count = max(len(names), 1)
        self._bits = np.uint64(self._count.bit_length())
        self._numbers = {"": 0}
        self._regions = np.empty(len(names), np.int32)
        packed = self._packed(names)
        packed.sort()
        packed = packed[np.append(True, packed[1:] != packed[:-1])] if len(packed) else packed
        self._owners = (packed & self._low).astype(np.int32)
        packed >>= self._bits
        starts = np.flatnonzero(np.append(True, packed[1:] != packed[:-1])[: len(packed)])
        self._keys = packed[starts]
        self._starts = np.append(starts, len(packed)).astype(np.int32)

    def nearest(self, queries: Sequence[str], limit: int) -> list[Any]:
        """Give for each name the places of up to `limit` others, those that share most first."""
        found: list[Any] = []
        for start in range(0, len(queries), QUERIES_AT_ONCE):
            found += self._nearest(queries[start : start + QUERIES_AT_ONCE], limit)
        return found

    @property
    def _low(self) -> Any:
        """Give the bits in which the place of a name stands."""
        return (self._np.uint64(1) << self._bits) - self._np.uint64(1)

    def _packed(self, names: Sequence[str]) -> "NDArray[np.uint64]":
        """Give every part of every name above the place of its name, and note the regions."""
        np = self._np
        found = [np.empty(0, np.uint64)]
        for first in range(0, len(names), NAMES_AT_ONCE):
            regions, stems = split(names[first : first + NAMES_AT_ONCE])
            numbers = [self._numbers.setdefault(one, len(self._numbers)) for one in regions]
            self._regions[first : first + len(numbers)] = numbers
            parts, owners = self._parts(stems)
            found.append((parts & ~self._low) | (owners + first).astype(np.uint64))
        return np.concatenate(found)  # type: ignore[no-any-return]

    def _parts(self, stems: Sequence[str]) -> tuple["NDArray[np.uint64]", "Numbers"]:
        """Give all parts of all stems as numbers, and the place of the name that each is of."""
        np = self._np
        text = "\n".join([stem[: _LONGEST - 1] for stem in stems]) + "\n"
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        points = points.astype(np.uint64)
        ends = points == _BREAK
        owners = np.cumsum(ends) - ends
        first = np.flatnonzero(np.append(True, ends[:-1]))
        place = np.arange(len(points)) - first[owners]
        with np.errstate(over="ignore"):
            worth = np.where(ends, np.uint64(0), points * self._powers[place])
            sums = np.cumsum(worth, dtype=np.uint64)
            before = sums - worth
            start = before[first]
            whole = sums[np.flatnonzero(ends)] - start
            left_out = before - start[owners]
            left_out += (whole[owners] - left_out - worth) * np.uint64(_INVERSE)
            pairs = (points[:-1] << np.uint64(32) | points[1:]) * np.uint64(_BASE)
        inside = ~ends
        paired = inside[:-1] & inside[1:]
        parts = np.concatenate([whole, left_out[inside], pairs[paired]])
        return parts, np.concatenate([np.arange(len(whole)), owners[inside], owners[:-1][paired]])

    def _nearest(self, queries: Sequence[str], limit: int) -> list[Any]:
        np = self._np
        regions, stems = split(queries)
        asked, terms = self._terms(stems)
        lengths = self._starts[terms + 1] - self._starts[terms]
        total = int(lengths.sum())
        if not total:
            return [np.empty(0, np.int64) for _query in queries]
        steps = np.arange(total) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        names = self._owners[np.repeat(self._starts[terms], lengths) + steps]
        weights = np.rint(_UNIT * np.log((1 + self._count) / lengths)).astype(np.int64) + 1
        shared = np.repeat(asked, lengths) * self._count + names
        shared = shared << _WEIGHT_BITS | np.repeat(weights, lengths)
        shared.sort()
        both = shared >> _WEIGHT_BITS
        places = np.flatnonzero(np.append(True, both[1:] != both[:-1]))
        sums = np.add.reduceat(shared & ((1 << _WEIGHT_BITS) - 1), places)
        query, name = np.divmod(both[places], self._count)
        own = np.array([self._numbers.get(one, 0) for one in regions])[query]
        sums += _SAME_REGION * ((own > 0) & (own == self._regions[name]))
        ranked = (query << _SUM_BITS | ((1 << _SUM_BITS) - 1 - sums)) << int(self._bits) | name
        ranked.sort()
        name = ranked & int(self._low)
        bounds = np.searchsorted(query, np.arange(len(queries) + 1)).tolist()
        return [name[start : min(end, start + limit)] for start, end in pairwise(bounds)]

    def _terms(self, stems: Sequence[str]) -> tuple["Numbers", "Numbers"]:
        """Give the parts that are looked up for each query: the rarest of those that are known."""
        np = self._np
        parts, asked = self._parts(stems)
        if not len(self._keys):
            return np.empty(0, np.int64), np.empty(0, np.int64)
        parts >>= self._bits
        at = np.minimum(np.searchsorted(self._keys, parts), len(self._keys) - 1)
        known = self._keys[at] == parts
        both = np.unique(asked[known] * len(self._keys) + at[known])
        asked, at = np.divmod(both, len(self._keys))
        lengths = self._starts[at + 1] - self._starts[at]
        order = np.lexsort((lengths, asked))
        asked, at, lengths = asked[order], at[order], lengths[order]
        begins = np.searchsorted(asked, asked)
        rank = np.arange(len(asked)) - begins
        sums = np.cumsum(lengths)
        spent = sums - (sums - lengths)[begins]
        kept = (rank < AT_LEAST) | ((rank < AT_MOST) & (spent <= ENOUGH))
        return asked[kept], at[kept]
