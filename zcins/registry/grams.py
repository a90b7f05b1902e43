"""An index of names by their parts: which of many names share the telling parts of a name.

A name's parts are its stem (without region and legal form), the stem with any one character left
out, and pairs of neighbouring characters. So a stem with one wrong, missing or added character
is always found, and most others by a rare pair. Built and asked by whole arrays.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from zcins.registry.wording import stem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

# Of a name's parts the rarest are looked up: these at least, more while they stay cheap.
AT_LEAST, AT_MOST, ENOUGH = 2, 16, 400
QUERIES_AT_ONCE = 2_000
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
            powers = np.full(_LONGEST, _BASE, np.uint64)
            powers[0] = 1
            self._powers = np.cumprod(powers, dtype=np.uint64)
        parts, owners = self._parts(names)
        order = np.argsort(parts, kind="stable")
        parts, owners = parts[order], owners[order]
        kept = np.ones(len(parts), bool)
        kept[1:] = (parts[1:] != parts[:-1]) | (owners[1:] != owners[:-1])
        parts, self._owners = parts[kept], owners[kept].astype(np.int32)
        self._keys, self._starts = np.unique(parts, return_index=True)
        self._lengths = np.diff(np.append(self._starts, len(parts)))
        self._weights = np.log((1 + len(names)) / np.maximum(self._lengths, 1)) + 0.01
        self._count = max(len(names), 1)

    def nearest(self, queries: Sequence[str], limit: int) -> list[Any]:
        """Give for each name the places of up to `limit` others, those that share most first."""
        found: list[Any] = []
        for start in range(0, len(queries), QUERIES_AT_ONCE):
            found += self._nearest(queries[start : start + QUERIES_AT_ONCE], limit)
        return found

    def _parts(self, names: Sequence[str]) -> tuple["NDArray[np.uint64]", "Numbers"]:
        """Give all parts of all names as numbers, and the place of the name that each is of."""
        np = self._np
        text = "\n".join([stem(name)[: _LONGEST - 1] for name in names]) + "\n"
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
        asked, terms = self._terms(queries)
        lengths = self._lengths[terms]
        total = int(lengths.sum())
        if not total:
            return [np.empty(0, np.int64) for _query in queries]
        steps = np.arange(total) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        names = self._owners[np.repeat(self._starts[terms], lengths) + steps]
        both = np.repeat(asked, lengths) * self._count + names
        order = np.argsort(both)
        both = both[order]
        places = np.flatnonzero(np.append(True, both[1:] != both[:-1]))
        sums = np.add.reduceat(np.repeat(self._weights[terms], lengths)[order], places)
        query, name = np.divmod(both[places], self._count)
        ranked = np.lexsort((-sums, query))
        name = name[ranked]
        bounds = np.searchsorted(query, np.arange(len(queries) + 1)).tolist()
        return [name[start : min(end, start + limit)] for start, end in pairwise(bounds)]

    def _terms(self, queries: Sequence[str]) -> tuple["Numbers", "Numbers"]:
        """Give the parts that are looked up for each query: the rarest of those that are known."""
        np = self._np
        parts, asked = self._parts(queries)
        if not len(self._keys):
            return np.empty(0, np.int64), np.empty(0, np.int64)
        at = np.minimum(np.searchsorted(self._keys, parts), len(self._keys) - 1)
        known = self._keys[at] == parts
        both = np.unique(asked[known] * len(self._keys) + at[known])
        asked, at = np.divmod(both, len(self._keys))
        lengths = self._lengths[at]
        order = np.lexsort((lengths, asked))
        asked, at, lengths = asked[order], at[order], lengths[order]
        begins = np.searchsorted(asked, asked)
        rank = np.arange(len(asked)) - begins
        sums = np.cumsum(lengths)
        spent = sums - (sums - lengths)[begins]
        kept = (rank < AT_LEAST) | ((rank < AT_MOST) & (spent <= ENOUGH))
        return asked[kept], at[kept]
