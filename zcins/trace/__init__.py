"""From a figure back to what makes it up: records, events, files, cells; and what changed it."""

from zcins.trace.compare import Comparison, compare
from zcins.trace.places import Place, places
from zcins.trace.rows import Part, Row
from zcins.trace.walk import Trace, Walk

__all__ = ["Comparison", "Part", "Place", "Row", "Trace", "Walk", "compare", "places"]
