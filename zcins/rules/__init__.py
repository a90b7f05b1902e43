"""The rules of the audit by theme; importing this package registers them all."""

# In the order in which the audit lists them.
from zcins.rules import cover, continuity, limits, premium, terms  # isort: skip
from zcins.rules import prevention, claims, ledgers, register, data, identity  # isort: skip

__all__ = [
    "claims",
    "continuity",
    "cover",
    "data",
    "identity",
    "ledgers",
    "limits",
    "premium",
    "prevention",
    "register",
    "terms",
]
