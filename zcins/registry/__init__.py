"""Identity: the enterprise behind a code or a name."""

from zcins.registry.builders import builder_of, parent_of
from zcins.registry.candidates import Matcher, Waiting, candidates_of, waiting, waiting_list
from zcins.registry.circle import circle
from zcins.registry.deciding import Decision, add, decide, decisions, proposed, withdraw
from zcins.registry.hand import correct, enter_policy, facts_on, merge_into, take_back, unconfirmed
from zcins.registry.links import relink
from zcins.registry.names import CODE_LENGTH, code_is_valid, former_keys, name_key
from zcins.registry.search import find
from zcins.registry.sure import CERTAIN, Candidate
from zcins.registry.wording import core_key
from zcins.store.write_hand import ShownPolicy

__all__ = [
    "CERTAIN",
    "CODE_LENGTH",
    "Candidate",
    "Decision",
    "Matcher",
    "ShownPolicy",
    "Waiting",
    "add",
    "builder_of",
    "candidates_of",
    "circle",
    "code_is_valid",
    "core_key",
    "correct",
    "decide",
    "decisions",
    "enter_policy",
    "facts_on",
    "find",
    "former_keys",
    "merge_into",
    "name_key",
    "parent_of",
    "proposed",
    "relink",
    "take_back",
    "unconfirmed",
    "waiting",
    "waiting_list",
    "withdraw",
]
