"""What a corrected quarantine file settles of the import that it corrects."""

from collections import Counter
from collections.abc import Iterable

from zcins.intake.built import Built
from zcins.intake.correction import Correction
from zcins.records import KEY_SEPARATOR, Accident, Endorsement, Kind, Prevention
from zcins.store import Write

# Of these records the unnumbered ones are told apart by an ordinal at the end of their key.
_COUNTED = {
    Kind.POLICIES: Endorsement.table,
    Kind.PREVENTION: Prevention.table,
    Kind.ACCIDENTS: Accident.table,
}
# An endorsement's key begins with that of its policy, of three parts, and a mark.
_ENDORSED = 4


class Settling:
    """Follows the rows of a correction back to the quarantined rows that they stood for."""

    def __init__(self, correction: Correction, write: Write, kind: Kind) -> None:
        self._write = write
        known = write.held.places(correction.import_id)
        self._origins = {
            place: known[origin] for place, origin in correction.origins.items() if origin in known
        }
        self._settled = write.held.settled_of(correction.import_id)
        self._ordinals = _ordinals(write, kind, correction.family)
        self._taken_before = Counter(
            {base: count - 1 for base, count in self._ordinals.items() if count > 1}
        )

    def origin(self, sheet: str, row: int) -> int | None:
        """Give the quarantined row that a row of this file corrects; None for an added one."""
        return self._origins.get((sheet, row))

    def ordinals(self, sheet: str, row: int) -> Counter[str]:
        """Give the counter for the ordinal of an unnumbered record.

        It goes on where the first import had left off; a row that was settled before is not
        counted again, so that an older copy of the file brings no record twice.
        """
        known = self.origin(sheet, row) in self._settled
        return Counter(self._taken_before) if known else self._ordinals

    def close(self, built: Iterable[Built]) -> None:
        """Close the quarantined rows behind these: corrected, or held again under this import."""
        rows = [(self.origin(one.row.sheet, one.row.number), one.record) for one in built]
        taken = {origin for origin, record in rows if origin and record is not None}
        held = {origin for origin, record in rows if origin and record is None}
        self._write.held.settle_line(taken, "corrected")
        self._write.held.settle_line(held - taken, "superseded")


def _ordinals(write: Write, kind: Kind, imports: Iterable[int]) -> Counter[str]:
    """Count the unnumbered records of some imports by their key without its ordinal."""
    found: Counter[str] = Counter()
    if kind in _COUNTED:
        for key in write.keys_of(_COUNTED[kind], imports):
            parts = key.split(KEY_SEPARATOR)[_ENDORSED if kind is Kind.POLICIES else 0 :]
            base, last = KEY_SEPARATOR.join(parts[:-1]), parts[-1]
            if last.isdecimal():
                found[base] = max(found[base], int(last))
    return found
