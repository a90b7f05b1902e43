"""The office's one SQLite file: versions of records, provenance, the event log."""

from zcins.store.base import SchemeState, Store
from zcins.store.batch import Batch
from zcins.store.merge import Counts, Incoming
from zcins.store.view import Known, Quarantined, View
from zcins.store.write import Write

__all__ = [
    "Batch",
    "Counts",
    "Incoming",
    "Known",
    "Quarantined",
    "SchemeState",
    "Store",
    "View",
    "Write",
]
