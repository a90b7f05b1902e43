"""What a company's name is made of: region, brand, trade, legal form and branch."""

import re
import tomllib
from collections.abc import Container, Sequence
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
    regions_of_lines: re.Pattern[str]
    companies_of_lines: re.Pattern[str]
    company: re.Pattern[str]
    forms: frozenset[str]
    sectors: dict[str, str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    """Load data/names.toml; of words that begin alike the longest wins."""
    data = tomllib.loads((data_dir() / "names.toml").read_text(encoding="utf-8"))
    forms, companies = _any(data["forms"]), _any(data["companies"])
    region = f"({_any(data['regions'])})[{''.join(data['region_suffixes'])}]?"
    return _Words(
        re.compile(region),
        re.compile(f"(?:{forms})(?=.{{1,8}}分(?:{forms})$)"),
        re.compile(f"^(?:{region})*", re.MULTILINE),
        re.compile(f"^(.*?)(?:{companies})", re.MULTILINE),
        re.compile(companies),
        frozenset(data["forms"]),
        {word: sector for sector, words in data["trades"].items() for word in words},
    )


def _any(words: list[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def _ending(text: str, words: Container[str]) -> str:
    """Give the longest of some words that a text ends with, "" where it is none."""
    for length in range(min(_LONGEST_WORD, len(text)), 0, -1):
        if text[-length:] in words:
            return text[-length:]
    return ""


def _company(name: str) -> tuple[int, int] | None:
    """Give where the first legal form of a company stands in a name, a branch's included."""
    words = _words()
    found = words.company.search(name) if _COMPANY in name else None
    if found is None and _BRANCH in name:
        found = words.branch.search(name)
    return found.span() if found else None


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


def split(name_keys: Sequence[str]) -> tuple[list[str], list[str]]:
    """Give for each of many normalised names the region nearest to its brand, and its stem.

    The region is "" where there is none. Of a million names one by one takes too long.
    """
    if not name_keys:
        return [], []
    text, words = "\n".join(name_keys), _words()
    regions = words.regions_of_lines.findall(text)
    left = words.regions_of_lines.sub("", text)
    stems = words.companies_of_lines.sub(r"\1", left).split("\n")
    for place, one in enumerate(stems):
        if _BRANCH in one:
            stems[place] = stem(name_keys[place])
    return regions, stems
