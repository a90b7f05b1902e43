"""What a company's name is made of: region, brand, trade, legal form and branch."""

import re
import tomllib
from collections.abc import Container
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from zcins.resources import data_dir

# What is left without its regions must still say more than a legal form.
_LEAST_LEFT = 3
_LONGEST_WORD = 8
_COMPANY, _BRANCH = "公司", "分"


class Parts(NamedTuple):
    """The parts of a normalised name; `sector` is the one that its trade speaks of, if any."""

    regions: frozenset[str]
    brand: str
    trade: str
    form: str
    branch: str
    sector: str


@dataclass(frozen=True, slots=True)
class _Words:
    region: re.Pattern[str]
    branch: re.Pattern[str]
    companies: frozenset[str]
    forms: frozenset[str]
    sectors: dict[str, str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    """Load data/names.toml; of words that begin alike the longest wins."""
    data = tomllib.loads((data_dir() / "names.toml").read_text(encoding="utf-8"))
    forms = _any(data["forms"])
    return _Words(
        re.compile(f"({_any(data['regions'])})[{''.join(data['region_suffixes'])}]?"),
        re.compile(f"(?:{forms})(?=.{{1,8}}分(?:{forms})$)"),
        frozenset(data["companies"]),
        frozenset(data["forms"]),
        {word: sector for sector, words in data["trades"].items() for word in words},
    )


def _any(words: list[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def _ending(text: str, words: Container[str]) -> str:
    """Give the longest of some words that a text ends with, "" where it is none."""
    ends = (text[-length:] for length in range(min(_LONGEST_WORD, len(text)), 0, -1))
    return next((end for end in ends if end in words), "")


def _company(name: str) -> tuple[int, int] | None:
    """Give where the first legal form of a company stands in a name, a branch's included."""
    end = name.find(_COMPANY) + len(_COMPANY)
    if end >= len(_COMPANY) and (word := _ending(name[:end], _words().companies)):
        return end - len(word), end
    branch = _words().branch.search(name) if _BRANCH in name else None
    return branch.span() if branch else None


@lru_cache(maxsize=200_000)
def without_regions(name_key: str) -> tuple[list[str], str]:
    """Give the regions before a normalised name, the largest first, and what is left of it."""
    region, found, at = _words().region, [], 0
    while match := region.match(name_key, at):
        found.append(match[1])
        at = match.end()
    return found, name_key[at:]


def core_key(name_key: str) -> str | None:
    """Give a normalised name without the regions before it; None where too little is left."""
    _regions, left = without_regions(name_key)
    company = _company(left)
    said = left[: company[0]] if company else left.removesuffix(_ending(left, _words().forms))
    return left if len(said) >= _LEAST_LEFT else None


def regions_agree(one: str, other: str) -> bool:
    """Tell whether two normalised names are of one region, named more or less fully.

    A name is unique where it was registered: 山东省淄博市周村区甲 is 周村甲; 淄博甲 is another,
    and a bare 甲 may be anybody's.
    """
    first, second = without_regions(one)[0], without_regions(other)[0]
    return bool(first and second) and first[-1] == second[-1]


@lru_cache(maxsize=200_000)
def parts_of(name_key: str) -> Parts:
    """Take a normalised name apart; where no brand is left, the trade is the brand."""
    regions, left = without_regions(name_key)
    sectors = _words().sectors
    start, end = _company(left) or (len(left) - len(_ending(left, _words().forms)), len(left))
    said = left[:start]
    trade = _ending(said, sectors)
    brand = said.removesuffix(trade)
    if not brand:
        brand, trade = said, ""
    sector = sectors.get(trade, "")
    return Parts(frozenset(regions), brand, trade, left[start:end], left[end:], sector)


def parent_key(name_key: str) -> str | None:
    """Give the normalised name of the firm whose branch this is; None where it is none."""
    company = _company(name_key)
    return name_key[: company[1]] if company and company[1] < len(name_key) else None


def stem(name_key: str) -> str:
    """Give a normalised name without the regions before it and its legal form."""
    left = without_regions(name_key)[1]
    company = _company(left)
    return left[: company[0]] + left[company[1] :] if company else left
