"""The insurers on a day: admitted or not, and what they have in force."""

from collections import defaultdict
from dataclasses import dataclass

from zcins.cover import PolicyOnDay
from zcins.standing import Standings


@dataclass(frozen=True, slots=True)
class Member:
    """An insurer on a day; `premium` in fen is that due of its policies in force."""

    insurer: str
    admitted: bool
    in_force: int
    enterprises: int
    premium: int


def roll(standings: Standings) -> list[Member]:
    """Give the scheme's insurers of the day and others with policies in force, in order."""
    scheme, day = standings.scheme, standings.day
    held: dict[str, list[PolicyOnDay]] = defaultdict(list)
    for policy in standings.policies:
        if policy.in_force:
            held[policy.record.insurer].append(policy)
    codes = {*scheme.in_force("insurer", day), *held}
    return [
        Member(
            code,
            scheme.insurer_admitted(code, day),
            len(held[code]),
            len({policy.enterprise for policy in held[code] if policy.enterprise}),
            sum(policy.premium for policy in held[code]),
        )
        for code in sorted(codes, key=lambda code: scheme.order("insurer", code))
    ]
