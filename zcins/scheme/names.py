"""How the names of the scheme are recognised in the many ways that ledgers write them."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_INVISIBLE = re.compile("[\\s\u200b\ufeff]+")
_SEPARATORS = re.compile(r"[、,;/|]+")
_DISTRICT = re.compile("(?:山东省?)?(?:淄博市?)?(?:周村区?)?")
_DISTRICT_OR_ITS = re.compile("(?:(?:山东省?)?(?:淄博市?)?周村区?|区)")
_SECTOR_TAIL = re.compile("(?:行业领域|行业|领域|企业|单位)$")
# The two suffixes of each kind are one office: its name in the code list and in daily use.
_TOWN_SUFFIXES = (
    ("街道办事处", "街道办", "街道", "办事处", "办"),
    ("镇人民政府", "镇政府", "镇"),
    ("管理委员会", "管委会"),
)
_ZONE_SUFFIXES = ("", *_TOWN_SUFFIXES[2])


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Give the text without differences of width, case and blanks."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).casefold()


def without_district(key: str) -> str:
    """Give a folded name of a place without the province, city and district before it."""
    return key[_end(_DISTRICT, key) :]


def without_owner(key: str) -> str:
    """Give a folded name of a department without the district that it belongs to."""
    return key[_end(_DISTRICT_OR_ITS, key) :]


def without_tail(key: str) -> str:
    """Give a folded name of a sector without a general word such as 行业 at its end."""
    return _SECTOR_TAIL.sub("", key)


def parts(text: str) -> list[str]:
    """Split a cell that names several things: 危险化学品、交通运输."""
    return [part for part in _SEPARATORS.split(unicodedata.normalize("NFKC", text)) if part]


def town_names(text: str) -> list[str]:
    """Give the ways to write a reporting unit: with each suffix of its kind, and without one."""
    for suffixes in _TOWN_SUFFIXES[:2]:
        for suffix in suffixes:
            if text.endswith(suffix) and text != suffix:
                base = text.removesuffix(suffix)
                return [base + ending for ending in ("", *suffixes)]
    return [text + ending for ending in _ZONE_SUFFIXES]


def index(names: Iterable[tuple[str, str]]) -> tuple[dict[str, str], dict[str, tuple[str, str]]]:
    """Give the id of each folded name, and the names that two ids claim (with both ids)."""
    ids: dict[str, str] = {}
    claimed: dict[str, tuple[str, str]] = {}
    for ident, name in names:
        first = ids.setdefault(fold(name), ident)
        if first != ident:
            claimed[name] = (first, ident)
    return ids, claimed


def _end(pattern: re.Pattern[str], key: str) -> int:
    match = pattern.match(key)
    return match.end() if match else 0
