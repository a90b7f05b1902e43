"""Put the invented world together: register, policies, claims, prevention money, accidents."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from data.demo.cases import add_cases, has_code, take
from data.demo.enterprises import build_register
from data.demo.model import Enterprise, Policy, Project
from data.demo.policies import World, builders_of_sites, required_today

SEED = 20171101
# Shandong's table of 2018 for construction: cost up to, rate, aggregate limit, all in yuan.
SITE_BANDS = (
    (10_000_000, 0.00065, 21_000_000),
    (50_000_000, 0.00060, 42_000_000),
    (100_000_000, 0.00055, 63_000_000),
    (500_000_000, 0.00050, 84_000_000),
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim's balances in fen at the end of 2019."""

    number: str
    policy: Policy
    loss: date
    notified: date
    settled: date | None
    deaths: int
    injured: int
    paid: int
    outstanding: int
    advance: int
    advanced: date | None
    cause: str


@dataclass(frozen=True, slots=True)
class Spend:
    """Prevention money in fen: a voucher's, or with a month a summary of a policy."""

    insurer: str
    policy: Policy
    spent: int
    voucher: str | None = None
    day: date | None = None
    month: str | None = None
    accrued: int | None = None
    category: str | None = None


@dataclass(frozen=True, slots=True)
class Accident:
    """An accident in the office's own ledger; loss in fen."""

    number: str
    enterprise: Enterprise
    day: date
    deaths: int
    injured: int
    loss: int
    what: str


def build_world() -> World:
    """Make the whole world, always the same."""
    rng = random.Random(SEED)
    enterprises = build_register(rng)
    world = World(rng, enterprises)
    builders = builders_of_sites(enterprises)
    pool = [
        one
        for one in enterprises
        if required_today(one) and not one.project and one.key not in builders
    ]
    rng.shuffle(pool)
    _insure_sites(world, [one for one in enterprises if one.project])
    _insure_small_builders(world, pool)
    add_cases(world, pool)
    for one in pool:
        world.history(one, world.some_day_of_2019())
    _insure_voluntarily(world)
    world.number_all()
    _collect(world)
    return world


def _collect(world: World) -> None:
    """Let Sunshine receive its premiums, but of every ninth policy only half."""
    sunshine = [policy for policy in world.policies if policy.insurer == "sunshine"]
    for number, policy in enumerate(sunshine):
        policy.received = policy.premium // 2 if number % 9 == 5 else policy.premium


def _insure_sites(world: World, sites: list[Enterprise]) -> None:
    """Insure the sites but two: some without expiry, one just over, one long over."""
    for number, site in enumerate(sites[2:]):
        if not site.project:
            continue
        if number < 3:
            site.project.completion = None
        policy = site_policy(world, site, date(2018, 9, 3) + timedelta(days=27 * number))
        policy.project = site.project
        policy.expiry = site.project.completion
        if number in {4, 7, 10}:
            policy.expiry = None
        elif number < 2:
            policy.expiry = (date(2019, 10, 31), date(2019, 3, 31))[number]


def _insure_small_builders(world: World, pool: list[Enterprise]) -> None:
    """Insure three builders whose sites the register does not list."""
    for number, one in enumerate(
        take(pool, 3, lambda one: has_code(one) and one.sectors == ["construction"])
    ):
        policy = site_policy(world, one, date(2019, 3, 1 + number))
        policy.expiry = date(2020, 8, 31)


def site_policy(world: World, who: Enterprise, inception: date) -> Policy:
    """Add a policy of a construction site, priced by its cost."""
    project = who.project or Project("厂区附属用房新建工程", 4_800_000, date(2020, 8, 31))
    _, rate, aggregate = next(band for band in SITE_BANDS if project.cost <= band[0])
    policy = Policy(
        insurer="taishan",
        insured=who.name,
        uscc=who.uscc,
        inception=inception,
        expiry=None,
        premium=round(project.cost * rate) * 100,
        enterprise=who.key,
        town=who.town,
        product="建筑施工行业安全生产责任保险",
        aggregate=aggregate,
        project=project,
    )
    world.policies.append(policy)
    return policy


def _insure_voluntarily(world: World) -> None:
    """Insure some whom nothing obliges: other trades, one suspended, one not yet included."""
    others = [one for one in world.enterprises if one.sectors == ["other"] and has_code(one)]
    idle = [one for one in world.enterprises if one.status == "suspended"]
    later = [one for one in world.enterprises if one.included_on == date(2020, 3, 1)]
    for one in (*others[:14], idle[0], later[0]):
        world.history(one, world.some_day_of_2019())


def good_policies(world: World, insurer: str) -> list[Policy]:
    """Give the insurer's plain policies that began in 2019, in order."""
    return [
        policy
        for policy in world.policies
        if policy.insurer == insurer
        and policy.fate == "clean"
        and not policy.why
        and not policy.written
        and date(2019, 1, 1) <= policy.inception < date(2019, 8, 1)
    ]


CAUSES = ("高处坠落", "机械伤害", "物体打击", "车辆伤害", "灼烫", "触电")


def claims(world: World) -> list[Claim]:
    """Give a few claims of two insurers: one death with money advanced, one still open."""
    made: list[Claim] = []
    for insurer, count in (("picc", 5), ("pingan", 3)):
        for number, policy in enumerate(good_policies(world, insurer)[:count]):
            loss = policy.inception + timedelta(days=35 + 7 * number)
            settled = None if number == 2 else loss + timedelta(days=30 + 20 * number)
            fatal = number == 1
            paid = 50_000_000 if fatal else 1_250_050 * (number + 1)
            made.append(
                Claim(
                    number=f"CA{loss.year}3706{len(made) + 1:05}",
                    policy=policy,
                    loss=loss,
                    notified=loss + timedelta(days=number % 3),
                    settled=settled,
                    deaths=int(fatal),
                    injured=int(not fatal),
                    paid=paid if settled else 0,
                    outstanding=0 if settled else 8_000_000,
                    advance=15_000_000 if fatal else 0,
                    advanced=loss + timedelta(days=6) if fatal else None,
                    cause=CAUSES[number],
                )
            )
    return made


CATEGORIES = ("宣传教育培训", "隐患排查治理", "风险管控", "安全生产科技推广")


def prevention(world: World) -> list[Spend]:
    """Give PICC's vouchers and CCIC's summaries by policy."""
    vouchers = [
        Spend(
            insurer="picc",
            policy=policy,
            spent=180_000 + 35_050 * number,
            voucher=f"YF2019{number + 1:04}",
            day=policy.inception + timedelta(days=60),
            category=CATEGORIES[number % 4],
        )
        for number, policy in enumerate(good_policies(world, "picc")[:12])
    ]
    summaries = [
        Spend(
            insurer="ccic",
            policy=policy,
            spent=policy.premium // 1000 * 100,
            month="2019-12",
            accrued=policy.premium * 15 // 10000 * 100,
        )
        for policy in good_policies(world, "ccic")[:6]
    ]
    return vouchers + summaries


def accidents(world: World) -> list[Accident]:
    """Give the office's accidents of 2019: those behind the claims, and one uninsured."""
    by_key = {one.key: one for one in world.enterprises}
    insured = {policy.enterprise for policy in world.policies}
    known = [(claim, by_key[claim.policy.enterprise or ""]) for claim in claims(world)[:4]]
    rows = [
        Accident(
            f"ZCSG2019{number:03}",
            who,
            claim.loss,
            claim.deaths,
            claim.injured,
            claim.paid + 2_000_000,
            f"{claim.cause}事故",
        )
        for number, (claim, who) in enumerate(known, start=1)
    ]
    other = next(one for one in world.enterprises if one.key not in insured)
    rows.append(Accident("ZCSG2019005", other, date(2019, 10, 12), 0, 2, 6_500_000, "火灾事故"))
    return rows
