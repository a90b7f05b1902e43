"""What several rules need of the policies, worked out once an audit (`Facts.once`)."""

from collections import defaultdict

from zcins.cover import PolicyOnDay
from zcins.standing import Standing, Standings


def held(standings: Standings) -> dict[int, list[PolicyOnDay]]:
    """Give all policies of each register entry, in force or not, by the entry's number."""
    found: dict[int, list[PolicyOnDay]] = defaultdict(list)
    for policy in standings.policies:
        if policy.enterprise is not None:
            found[policy.enterprise].append(policy)
    return found


def covered(standings: Standings) -> list[tuple[Standing, PolicyOnDay]]:
    """Give the policies in force that count, of the district's own enterprises."""
    return [
        (standing, policy)
        for standing in standings.entries.values()
        if not standing.outside
        for policy in standing.covers
    ]
