"""The subsidy (notice 四（三）): what is proposed, approved, paid and asked back, to the fen."""

from zcins.subsidy.acts import (
    Chosen,
    approve,
    batches_on,
    fail,
    store_proposal,
    transfer,
    verify,
)
from zcins.subsidy.batches import Batch, all_batches, batch_of, granted, proposed
from zcins.subsidy.lines import Line, Sums, sums
from zcins.subsidy.proposal import Proposal, propose
from zcins.subsidy.reasons import TEXTS, Decision, Reason

__all__ = [
    "TEXTS",
    "Batch",
    "Chosen",
    "Decision",
    "Line",
    "Proposal",
    "Reason",
    "Sums",
    "all_batches",
    "approve",
    "batch_of",
    "batches_on",
    "fail",
    "granted",
    "propose",
    "proposed",
    "store_proposal",
    "sums",
    "transfer",
    "verify",
]
