"""The cases that the demo is there to show: each a few enterprises, known in the truth."""

from collections.abc import Callable
from datetime import date, timedelta

from data.demo.enterprises import of_sector
from data.demo.model import TODAY, Endorsement, Enterprise, Policy, year_before
from data.demo.names import FORMER, STRANGERS, TYPOS, broken_code, credit_code, similarity
from data.demo.policies import World

Pool = list[Enterprise]


def take(pool: Pool, count: int, fits: Callable[[Enterprise], bool] = bool) -> Pool:
    """Take so many that fit out of the pool, in its order."""
    taken = [one for one in pool if fits(one)][:count]
    if len(taken) < count:
        raise ValueError("the pool of enterprises has run out")
    for one in taken:
        pool.remove(one)
    return taken


def has_code(one: Enterprise) -> bool:
    """Tell whether the register knows a code and a headcount of it, and its town."""
    return bool(one.uscc and one.employees and one.town)


def all_digits(one: Enterprise) -> bool:
    """Tell whether its code can be typed as a number."""
    return has_code(one) and (one.uscc or "").isdigit()


def add_cases(world: World, pool: Pool) -> None:
    """Add every case, taking its enterprises out of the pool of the required."""
    _register_faults(world, pool)
    _waiting(world, pool)
    _quarantined(world, pool)
    _not_counting(world, pool)
    _lapsed(world, pool)
    _expiring(world, pool)
    _limits_and_headcounts(world, pool)
    _endorsed(world, pool)
    _codes(world, pool)
    _strangers(world)
    take(pool, 9, has_code)  # these never insured


def _register_faults(world: World, pool: Pool) -> None:
    """Insure those at whose register row something is wrong, in the plain way."""
    for one in take(pool, 4, lambda one: not has_code(one)):
        world.history(one, world.some_day_of_2019(), "pingan" if not one.uscc else None)
    codeless = next(policy for policy in world.policies if policy.uscc is None)
    codeless.uscc = broken_code(credit_code(world.rng))
    codeless.why = "invalid_check_digit"
    chemicals = of_sector(world.enterprises, "chemicals")[11]
    pool.remove(chemicals)
    world.history(chemicals, world.some_day_of_2019())


def _waiting(world: World, pool: Pool) -> None:
    """Add the rows that wait for a person."""
    names = [one.name for one in world.enterprises]

    def lonely(one: Enterprise) -> bool:
        others = [name for name in names if name != one.name]
        near = max(similarity(one.name, name) for name in others)
        return has_code(one) and near < 0.8 and len(one.name) > 11

    def mistyped(one: Enterprise) -> bool:
        return lonely(one) and any(letter in one.name for letter in TYPOS)

    (typo,) = take(pool, 1, mistyped)
    row = world.insure(typo, "chinalife", date(2019, 4, 16))
    letter = next(letter for letter in TYPOS if letter in typo.name)
    _wait(row, "name_one_character_off", typo)
    row.written["name"] = typo.name.replace(letter, TYPOS[letter])

    owner, named = take(pool, 2, lonely)
    world.history(owner, date(2019, 3, 11), "picc")
    row = world.insure(named, "sunshine", date(2019, 5, 20))
    _wait(row, "code_of_another", owner, named)
    row.written["uscc"] = owner.uscc or ""

    (twice,) = take(pool, 1, lonely)
    row = world.insure(twice, "cpic", date(2019, 6, 3))
    _wait(row, "name_with_other_code", twice)
    row.written["uscc"] = credit_code(world.rng)


def _wait(policy: Policy, why: str, *candidates: Enterprise) -> None:
    policy.fate, policy.why = "waits", why
    policy.candidates = [one.key for one in candidates]


def _quarantined(world: World, pool: Pool) -> None:
    """Add the rows that cannot be read; all but the first have a good one after them."""
    (one,) = take(pool, 1, has_code)
    before = world.history(one, date(2018, 11, 6), "pingan", gaps=False)
    row = world.insure(one, "pingan", date(2019, 11, 6), before.headcount)
    _spoil(row, "invalid_date", inception="2019.13.5")
    faults = {
        "sunshine": ("missing_value", {"number": ""}),
        "cic": ("invalid_amount", {"premium": "待核"}),
    }
    for insurer, (why, written) in faults.items():
        (one,) = take(pool, 1, has_code)
        world.insure(one, insurer, date(2019, 9, 10))
        _spoil(world.insure(one, insurer, date(2018, 9, 10)), why, **written)
    (one,) = take(pool, 1, has_code)
    world.insure(one, "cic", date(2019, 10, 15))
    row = world.insure(one, "cic", date(2018, 10, 15))
    row.fate, row.why, row.again = "quarantined", "ambiguous_endorsement", {"premium": "¥9,999.00"}
    (one,) = take(pool, 1, has_code)
    world.history(one, date(2019, 7, 8), "picc").again = {}


def _spoil(policy: Policy, why: str, **written: str) -> None:
    policy.fate, policy.why, policy.written = "quarantined", why, written


def _not_counting(world: World, pool: Pool) -> None:
    """Add policies that are no cover: an insurer not admitted, another product."""
    first, second, third, fourth, fifth = take(pool, 5, has_code)
    world.insure(first, "yongcheng", date(2019, 5, 9))
    world.insure(second, "picc", date(2018, 9, 17))
    world.insure(second, "yongcheng", date(2019, 9, 17))
    world.history(third, date(2019, 8, 1), "cpic")
    world.insure(third, "yongcheng", date(2019, 8, 1))
    world.insure(fourth, "picc", date(2019, 3, 4)).product = "雇主责任险"
    world.insure(fifth, "pingan", date(2018, 10, 22))
    world.insure(fifth, "pingan", date(2019, 10, 22)).product = "雇主责任保险"


def _lapsed(world: World, pool: Pool) -> None:
    """Add those who let it end, between seven weeks and a year ago, and two who gave it up."""
    for number, one in enumerate(take(pool, 10, has_code)):
        world.history(one, date(2018, 1, 10) + timedelta(days=34 * number))
    gone, moved = take(pool, 2, has_code)
    policy = world.insure(gone, "cpic", date(2019, 3, 20))
    policy.cancelled = date(2019, 8, 1)
    policy = world.insure(moved, "cpic", date(2019, 2, 21))
    policy.cancelled = date(2019, 7, 15)
    world.insure(moved, "picc", date(2019, 7, 15))


def _expiring(world: World, pool: Pool) -> None:
    """Add those whose cover ends on the edges of the thirty days, and within them."""
    ends = [TODAY + timedelta(days=days) for days in (0, 9, 15, 22, 30, 31)]
    for end, one in zip(ends, take(pool, 6, has_code), strict=True):
        world.history(one, year_before(end) + timedelta(days=1), gaps=False)


def _limits_and_headcounts(world: World, pool: Pool) -> None:
    """Add limits below the minimum, too few insured, and one insured at two insurers."""
    for insurer, one in zip(("picc", "cpic", "ccic"), take(pool, 3, has_code), strict=True):
        world.insure(one, insurer, world.some_day_of_2019()).limit = 200_000
    old = take(pool, 1, lambda one: has_code(one) and one.sectors[0] == "hazardous_chemicals")[0]
    world.insure(old, "picc", date(2017, 12, 4)).limit = 200_000
    world.insure(old, "picc", date(2018, 12, 4))
    world.insure(old, "picc", date(2019, 12, 4))
    big = take(pool, 5, lambda one: has_code(one) and (one.employees or 0) >= 31)
    for missing, one in enumerate(big[:4], start=1):
        headcount = (one.employees or 0) - missing * missing
        world.insure(one, world.insurer(), world.some_day_of_2019(), headcount)
    half = (big[4].employees or 0) // 2
    world.insure(big[4], "picc", date(2019, 6, 18), half)
    world.insure(big[4], "sunshine", date(2019, 6, 18), (big[4].employees or 0) - half)


def _endorsed(world: World, pool: Pool) -> None:
    """Add Dadi's endorsements: staff in and out, a refund, and two policies given up."""
    big = take(pool, 7, lambda one: has_code(one) and (one.employees or 0) >= 31)
    changes = (("加保", -5), ("加保", -8), ("减员", 3), ("减员", 0))
    for (kind, offset), one in zip(changes, big, strict=False):
        employees = one.employees or 0
        policy = world.insure(one, "ccic", date(2019, 4, 2), employees + offset)
        change = -offset if offset else -4
        premium = policy.premium * change // (2 * (employees + offset))
        _endorse(world, policy, kind, date(2019, 10, 1), premium, change)
    _endorse(
        world, world.insure(big[4], "ccic", date(2019, 5, 7)), "退费", date(2019, 9, 2), -12000
    )
    for one in big[5:]:
        policy = world.insure(one, "ccic", date(2019, 3, 5))
        policy.cancelled = date(2019, 9, 5)
        _endorse(world, policy, "退保", date(2019, 9, 5), -policy.premium // 2)
    world.insure(big[6], "chinalife", date(2019, 9, 5))


def _endorse(
    world: World, policy: Policy, kind: str, day: date, premium: int, headcount: int | None = None
) -> None:
    whole_yuan = round(premium / 100) * 100
    world.endorsements.append(Endorsement(policy, kind, day, whole_yuan, headcount))


def _codes(world: World, pool: Pool) -> None:
    """Add codes lost in a numeric cell, and rows under a former name."""
    for one in take(pool, 3, all_digits):
        world.insure(one, "ccic", world.some_day_of_2019()).why = "code_as_number"
    for (insurer, former), one in zip(FORMER.items(), take(pool, 2, has_code), strict=True):
        policy = world.insure(one, insurer, world.some_day_of_2019())
        policy.why = "one_code_two_names"
        policy.written["name"] = former


def _strangers(world: World) -> None:
    """Add insured whom the register does not know and nothing in it resembles."""
    insurers = ("picc", "cpic", "cic", "ccic", "pingan", "sunshine")
    for insurer, name in zip(insurers, STRANGERS, strict=True):
        code = credit_code(world.rng, authority="370321")
        key = "stranger"
        who = Enterprise(key, name, code, None, ["other"], None, world.rng.randint(4, 30))
        policy = world.insure(who, insurer, world.some_day_of_2019())
        policy.enterprise, policy.fate, policy.why = None, "unmatched", "not_in_register"
