"""The policies of the invented world: the usual histories, year after year."""

import random
from collections.abc import Iterable
from datetime import date, timedelta

from data.demo.enterprises import OUTSIDE
from data.demo.model import TODAY, Endorsement, Enterprise, Policy, year_before, year_end
from data.demo.tariff import premium_fen

PRODUCTS = ("安全生产责任保险", "山东省安全生产责任保险", "安责险")
# Taishan insures sites only here, and the ninth is not admitted.
WEIGHTS = {
    "picc": 30,
    "pingan": 16,
    "cpic": 13,
    "chinalife": 13,
    "sunshine": 10,
    "cic": 10,
    "ccic": 12,
}
NUMBERS = {
    "picc": "PZDB{year}37030600{count:06}",
    "pingan": "10522{year}3706{count:07}",
    "cpic": "AZIBZB{year:02}Q{count:08}X",
    "chinalife": "80512{year}370306{count:06}",
    "sunshine": "1053305{year}{count:08}",
    "cic": "0219370306{year}{count:05}",
    "ccic": "PBHX{year}3706{count:08}",
    "taishan": "6370306{year}AZ{count:05}",
    "yongcheng": "YC37{year}AQ{count:05}",
}
START = date(2017, 11, 1)
PARTIAL_START = date(2018, 8, 5)


class World:
    """All that is true, as it is being built."""

    def __init__(self, rng: random.Random, enterprises: list[Enterprise]) -> None:
        """Begin with the register and no policy."""
        self.rng = rng
        self.enterprises = enterprises
        self.policies: list[Policy] = []
        self.endorsements: list[Endorsement] = []

    def insurer(self) -> str:
        """Draw an insurer that insures by headcount."""
        return self.rng.choices(tuple(WEIGHTS), tuple(WEIGHTS.values()))[0]

    def insure(
        self, who: Enterprise, insurer: str, inception: date, headcount: int | None = None
    ) -> Policy:
        """Add a year's policy, by default for all employees."""
        count = headcount or who.employees or 20
        limit = self.rng.choice((300_000, 500_000, 500_000))
        policy = Policy(
            insurer=insurer,
            insured=who.name,
            uscc=who.uscc,
            inception=inception,
            expiry=year_end(inception),
            premium=premium_fen(who, count, limit),
            enterprise=who.key,
            town=who.town,
            product=self.rng.choice(PRODUCTS),
            headcount=count,
            limit=limit,
            aggregate=min(max(10 * limit, count * limit // 2), 30_000_000),
        )
        self.policies.append(policy)
        return policy

    def history(
        self, who: Enterprise, last: date, insurer: str | None = None, *, gaps: bool = True
    ) -> Policy:
        """Add the policy that begins on `last` and those of the years before; give the last."""
        current = insurer or self.insurer()
        policy = self.insure(who, current, last)
        first = PARTIAL_START if who.sectors[0] in {"chemicals", "transport"} else START
        inception = year_before(last)
        while inception >= first and (not gaps or self.rng.random() < 0.85):
            if gaps and self.rng.random() < 0.12:
                inception -= timedelta(days=self.rng.randint(3, 40))
                if inception < first:
                    break
            if gaps and self.rng.random() < 0.2:
                current = self.insurer()
            self.insure(who, current, inception)
            inception = year_before(inception)
        return policy

    def some_day_of_2019(self) -> date:
        """Draw an inception whose year is neither over nor nearly over today."""
        return date(2019, 2, 10) + timedelta(days=self.rng.randint(0, 300))

    def number_all(self) -> None:
        """Give each policy and endorsement its insurer's number, in the order of inception."""
        counts = dict.fromkeys(NUMBERS, 0)
        self.policies.sort(key=lambda policy: (policy.inception, policy.insured))
        for policy in self.policies:
            counts[policy.insurer] += self.rng.choice((1, 1, 2, 3, 7))
            policy.number = NUMBERS[policy.insurer].format(
                year=policy.inception.year, count=counts[policy.insurer]
            )
        for endorsement in self.endorsements:
            endorsement.number = f"E{endorsement.policy.number[1:]}-01"


def required_today(one: Enterprise) -> bool:
    """Tell whether the scheme obliges the enterprise on the demo's day, builders' sites apart."""
    return (
        one.status in {"operating", None}
        and one.sectors != ["other"]
        and (one.included_on or TODAY) <= TODAY
        and one.town not in OUTSIDE
    )


def builders_of_sites(enterprises: Iterable[Enterprise]) -> set[str]:
    """Give the keys of the builders that have sites in the register."""
    return {one.builder for one in enterprises if one.builder}
