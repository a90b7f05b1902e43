"""Which few of the register's many names are worth comparing with a written one."""

from array import array
from collections.abc import Container, Sequence

from zcins.registry.grams import Index
from zcins.registry.wording import parent_key, split
from zcins.store import View
from zcins.store.view_identity import names_of

RETRIEVED, COMPARED, MOST_COMPARED = 64, 6, 12
# So much of a written stem must stand in a name, in its order, that may be a longer form of it.
_CONTAINED = 0.75


class Names:
    """Every name of the register, earlier and former ones too, with the version that it is of.

    Numbers in arrays and nothing else beside the names: of a million names some 300 MB.
    """

    def __init__(self, view: View) -> None:
        names: list[str] = []
        self._versions, self._records = array("q"), array("q")
        for version, record, name_key, former_keys in view.names():
            for name in names_of(name_key, former_keys):
                names.append(name)
                self._versions.append(version)
                self._records.append(record)
        self._names = names
        self._index = Index(names)

    def to_compare(self, asked: Sequence[tuple[str, float]]) -> list[list[tuple[str, int]]]:
        """Give for each written name the few to compare it with, and of which version each is.

        They are those whose characters are the most alike, as far as they come to what is asked
        for with the name (0 to 1), and those of which the written one may be a short form.
        """
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - only where something waits
        from rapidfuzz.distance import LCSseq  # noqa: PLC0415

        found, keys = [], [key for key, _least in asked]
        _regions, stems = split([parent_key(key) or key if "分" in key else key for key in keys])
        near = self._index.nearest(keys, RETRIEVED)
        for (key, least), own, ones in zip(asked, stems, near, strict=True):
            places = ones.tolist()
            names = [self._names[place] for place in places]
            best = process.extract(
                key, names, scorer=fuzz.ratio, limit=MOST_COMPARED, score_cutoff=least * 100
            )
            last = best[:COMPARED][-1][1] if best else 0
            # Among many names a whole row may be as much alike: the characters do not choose.
            kept = [at for _name, alike, at in best if alike >= last]
            enough = len(own) * _CONTAINED
            # The index puts those first that share the rarest parts: a name's short forms.
            kept += [
                at
                for at, name in enumerate(names[:COMPARED])
                if at not in kept and LCSseq.similarity(own, name) >= enough
            ]
            found.append([(names[at], self._versions[places[at]]) for at in kept])
        return found

    def alike(self, asked: Sequence[tuple[str, Container[int]]], floor: float) -> list[bool]:
        """Tell of written names whether the characters of a name alone come to the floor.

        With each go the entries that are excluded.
        """
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - only where something waits

        found = []
        near = self._index.nearest([key for key, _excluded in asked], RETRIEVED)
        for (key, excluded), places in zip(asked, near, strict=True):
            names = [self._names[at] for at in places.tolist() if self._records[at] not in excluded]
            best = process.extractOne(key, names, scorer=fuzz.ratio, score_cutoff=floor * 100)
            found.append(best is not None)
        return found
