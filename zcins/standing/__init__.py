"""Where each register entry stands on a day: required or not, insured or not.

The four states and their order are those of definitions: "The states of a day".
"""

from zcins.standing.standings import CONSTRUCTION, Standings, match_floor
from zcins.standing.state import Doubt, Standing, State, heir, operating_on

__all__ = [
    "CONSTRUCTION",
    "Doubt",
    "Standing",
    "Standings",
    "State",
    "heir",
    "match_floor",
    "operating_on",
]
