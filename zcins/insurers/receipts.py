"""The quality of an insurer's ledgers of a year, by the receipts of their imports."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from zcins.records import Kind
from zcins.standing import Standings

OF_INSURERS = frozenset({Kind.POLICIES, Kind.CLAIMS, Kind.PREVENTION})
BAD_CODES = frozenset({"code_as_number", "invalid_check_digit", "invalid_code"})
CODE = "uscc"


@dataclass(slots=True)
class Quality:
    """What the receipts say: rows, and those quarantined at first; codes; the stated totals.

    `coded` are the rows of ledgers with a column of credit codes, `bad_codes` those of them
    whose code is wrong; `wrong` are the stated totals that are not the sum of their rows.
    """

    files: int = 0
    rows: int = 0
    quarantined: int = 0
    coded: int = 0
    bad_codes: int = 0
    totals: int = 0
    wrong: int = 0


def qualities(standings: Standings, year: int) -> dict[str, Quality]:
    """Give the quality by insurer of the ledgers that report a month of the year, up to the day.

    Corrections and undone imports are left out, and so are files of several insurers: their
    receipts do not say whose a row is.
    """
    found: dict[str, Quality] = defaultdict(Quality)
    for entry in _ledgers(standings, year):
        if entry["insurer"]:
            _add(found[entry["insurer"]], entry["receipt"])
    return found


def of_several(standings: Standings, year: int) -> int:
    """Count the year's files that hold ledgers of several insurers, or of one not known."""
    return sum(not entry["insurer"] for entry in _ledgers(standings, year))


def _ledgers(standings: Standings, year: int) -> Iterator[dict[str, Any]]:
    last = standings.day.isoformat()[:7]
    for entry in standings.view.imports:
        is_first = not entry["undone_by"] and not entry["corrects"]
        in_year = entry["period"].startswith(f"{year}-") and entry["period"][:7] <= last
        if is_first and in_year and entry["kind"] in OF_INSURERS:
            yield entry


def _add(quality: Quality, receipt: dict[str, Any]) -> None:
    rows = receipt["rows"]
    quality.files += 1
    quality.rows += rows["read"] - rows["skipped"]
    quality.quarantined += rows["quarantined"]
    if any(CODE in sheet["columns"].values() for sheet in receipt["sheets"]):
        quality.coded += rows["read"] - rows["skipped"]
        quality.bad_codes += len(
            {
                (one["sheet"], one["row"])
                for one in receipt["problems"]
                if one["problem"] in BAD_CODES and one["field"] == CODE
            }
        )
    stated = [one for one in receipt["money"].values() if one["stated"] is not None]
    quality.totals += len(stated)
    quality.wrong += sum(one["difference"] != "0.00" for one in stated)
