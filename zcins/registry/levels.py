"""How like two firms are, by comparisons that a clerk would make, and what each is worth.

The score goes from 0 to 1. The name alone gives what its parts are worth, or how alike its
characters are where that is more; code, town, headcount and sector then close part of the rest.
"""

from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Indel, Levenshtein

from zcins.registry.codes import organisation_of
from zcins.registry.names import code_is_valid
from zcins.registry.wording import Parts, parts_of

BRAND, TRADE, REGION, FORM, BRANCH = 0.45, 0.20, 0.15, 0.10, 0.10
# What is left out on one side speaks neither for nor against.
_LEFT_OUT = 0.8
_OTHER_FORM = 0.4
_SAME_SOUND = 0.9
_ONE_BRANCH = 0.3
# The share of what is missing to 1 that a second field closes.
_SAME_ORGANISATION, _CODE_NEAR, _SAME_TOWN, _HEADS_NEAR, _SAME_SECTOR = 0.9, 0.6, 0.25, 0.1, 0.05
_LIKE, _SWAPPED = 0.6, 0.95
# From this far below the floor town, headcount and sector together can come up to it; a sector
# alone, which the name speaks of, cannot lift much.
_MOST_BY_THE_REST, _MOST_BY_SECTOR = 0.1, 0.01
_SLIPS = 2
_HEADS_TOLERANCE = 0.2
_NUMERALS = frozenset("0123456789一二三四五六七八九十百零〇两甲乙丙丁东西南北新老")
BEST = 0.99


class Level(NamedTuple):
    """One comparison: what was compared, how it came out, and the points that it gave."""

    what: str
    level: str
    points: float


class Side(NamedTuple):
    """What is known of one of the two firms that are compared."""

    name_key: str
    codes: Collection[str] = ()
    towns: Collection[str] = ()
    headcount: int | None = None
    sectors: str = ""


def compare(written: Side, entry: Side) -> list[Level]:
    """Compare what a ledger writes with a register entry; the points add up to the score."""
    one, other = parts_of(written.name_key), parts_of(entry.name_key)
    levels = [
        _brand(one, other),
        _trade(one.trade, other.trade),
        _region(one.regions, other.regions),
        _form(one.form, other.form),
        _branch(one.branch, other.branch),
    ]
    reached = _sum(levels)
    whole = _alike(written.name_key, entry.name_key)
    if whole > reached:
        levels.append(Level("characters", "alike", whole - reached))
        reached = whole
    for what, level, share in _second_fields(written, entry, one.sector):
        points = (1 - reached) * share
        levels.append(Level(what, level, points))
        reached += points
    if reached > BEST:
        levels.append(Level("name", "not_equal", BEST - reached))
    return levels


def most_lift(code: str, towns: Collection[str], headcount: int | None) -> float:
    """Give how far below the floor a name may be, for what else is known to lift it there."""
    return _MOST_BY_THE_REST if code or towns or headcount else _MOST_BY_SECTOR


def score(levels: list[Level]) -> float:
    """Give the sum of the points, four decimals."""
    return round(_sum(levels), 4)


def _sum(levels: list[Level]) -> float:
    return sum([level.points for level in levels])


def _alike(one: str, other: str) -> float:
    """Give how alike two names are in their characters; two that changed places count as one."""
    whole: float = Indel.normalized_similarity(one, other)
    if len(one) == len(other) and _LIKE < whole < _SWAPPED and sorted(one) == sorted(other):
        return _SWAPPED
    return whole


def _brand(one: Parts, other: Parts) -> Level:
    first, second = one.brand, other.brand
    if first == second:
        return Level("brand", "same", BRAND)
    length = max(len(first), len(second))
    if length > 1 and Levenshtein.distance(first, second, score_cutoff=1) == 1:
        if {*first} ^ {*second} <= _NUMERALS:
            return Level("brand", "number_differs", 0.0)
        if len(first) == len(second) and _sound(first) == _sound(second):
            return Level("brand", "same_sound", BRAND * _SAME_SOUND)
        return Level("brand", "one_character", BRAND * (length - 1) / length)
    if min(len(first), len(second)) > 1 and (first.endswith(second) or second.endswith(first)):
        return Level("brand", "longer", BRAND * _SAME_SOUND)
    return Level("brand", "other", 0.0)


# Trades, regions and forms are few: the same pairs come again and again.
@lru_cache(maxsize=65_536)
def _trade(one: str, other: str) -> Level:
    if one == other:
        return Level("trade", "same", TRADE)
    if not one or not other:
        return Level("trade", "left_out", TRADE * _LEFT_OUT)
    if one in other or other in one:
        return Level("trade", "near", TRADE * _LEFT_OUT)
    return Level("trade", "other", 0.0)


@lru_cache(maxsize=65_536)
def _region(one: frozenset[str], other: frozenset[str]) -> Level:
    if one == other:
        return Level("region", "same", REGION)
    if one <= other or other <= one:
        return Level("region", "left_out", REGION * _LEFT_OUT)
    return Level("region", "other", 0.0)


@lru_cache(maxsize=65_536)
def _form(one: str, other: str) -> Level:
    if one == other:
        return Level("form", "same", FORM)
    if not one or not other:
        return Level("form", "left_out", FORM * _LEFT_OUT)
    return Level("form", "other", FORM * _OTHER_FORM)


@lru_cache(maxsize=65_536)
def _branch(one: str, other: str) -> Level:
    if one == other:
        return Level("branch", "same", BRANCH)
    if not one or not other:
        return Level("branch", "one_is_a_branch", BRANCH * _ONE_BRANCH)
    return Level("branch", "other", 0.0)


def _second_fields(written: Side, entry: Side, sector: str) -> list[tuple[str, str, float]]:
    found = []
    if written.codes and entry.codes and (code := _code(written.codes, entry.codes)):
        found.append(code)
    if written.towns and any(town in entry.towns for town in written.towns):
        found.append(("town", "same", _SAME_TOWN))
    if written.headcount and entry.headcount:
        apart = abs(written.headcount - entry.headcount)
        if apart <= _HEADS_TOLERANCE * max(written.headcount, entry.headcount):
            found.append(("headcount", "near", _HEADS_NEAR))
    if sector and sector in entry.sectors:
        found.append(("sector", "same", _SAME_SECTOR))
    return found


def _code(ones: Collection[str], others: Collection[str]) -> tuple[str, str, float] | None:
    pairs = [(one, other) for one in ones for other in others]
    if any((known := organisation_of(a)) and known == organisation_of(b) for a, b in pairs):
        return "code", "same_organisation", _SAME_ORGANISATION
    # A slip spoils the check digit: two valid codes that are alike are those of two firms.
    slipped = [(one, other) for one, other in pairs if not code_is_valid(one)]
    near = any(Levenshtein.distance(a, b, score_cutoff=_SLIPS) <= _SLIPS for a, b in slipped)
    return ("code", "near", _CODE_NEAR) if near else None


def _sound(text: str) -> list[str]:
    return [_pinyin(char) for char in text]


@lru_cache(maxsize=65_536)
def _pinyin(char: str) -> str:
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - heavy

    return str(lazy_pinyin(char)[0])
