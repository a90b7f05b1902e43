"""An indicator of the scorecard, invented."""

from datetime import date
from typing import Any

from zcins.scheme import Indicator


def indicator(**changes: Any) -> Indicator:
    """Give an indicator that counts complaints, but for what is changed."""
    entry = {
        "id": "x",
        "from": date(2017, 11, 1),
        "source": "虚构",
        "confirmed": False,
        "label": "x",
        "what": "complaints",
        "direction": "higher",
        **changes,
    }
    return Indicator.model_validate(entry)
