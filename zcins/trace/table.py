"""A trace as rows of a table and as JSON: a row for each record, with what its part comes to."""

from typing import Any

from zcins.money import yuan
from zcins.store import View
from zcins.trace.places import Place, places
from zcins.trace.rows import Row
from zcins.trace.walk import Trace, Value

_PLACE = ("event", "import", "file", "sha256", "sheet", "row", "cell")


def rows(view: View, trace: Trace) -> list[dict[str, Any]]:
    """Give a row for each record behind a figure; the amount stands at the first of its part.

    A figure that is worked out from others has a row for each of them, with its key.
    """
    if not trace.parts:
        return []
    where = places(view, (row for part in trace.parts for row in part.rows))
    return [
        {
            "part": number,
            "is_first": not more,
            "amount": None if more or trace.how == "scheme" else part.amount,
            "name": part.name,
            "record": row.record,
            "number": None if row.name == part.name else str(row.name),
            "field": row.field,
            "value": row.value,
            **_document(row, where[row]),
        }
        for number, part in enumerate(trace.parts, start=1)
        for more, row in enumerate(part.rows)
    ]


def document(
    view: View, trace: Trace, figures: dict[str, Value], told: dict[str, Any]
) -> dict[str, Any]:
    """Give a trace as JSON holds it; `told` is what the report is of. Amounts as in the figure."""
    where = places(view, (row for part in trace.parts for row in part.rows))
    return {
        **told,
        "key": trace.key,
        "value": trace.value,
        "how": trace.how,
        "why": trace.why,
        "keys": {key: figures[key] for key in trace.keys},
        "parts": [
            {
                "subject": ":".join(map(str, part.subject)),
                "name": part.name,
                "amount": yuan(part.amount) if trace.is_money else part.amount,
                "rows": [
                    {
                        "record": row.record,
                        "id": row.id,
                        "name": row.name,
                        "field": row.field,
                        "value": yuan(row.value) if trace.is_money else row.value,
                        **_document(row, where[row]),
                    }
                    for row in part.rows
                ],
            }
            for part in trace.parts
        ],
    }


def _document(row: Row, place: Place) -> dict[str, Any]:
    values = (place.event, place.import_id, place.file, place.sha256)
    found = dict(zip(_PLACE, (*values, place.sheet, place.row, place.cell), strict=True))
    by_hand = {"at": place.at, "who": place.who, "reason": place.reason}
    return {**found, **by_hand, "basis": row.basis}
