"""What waits for a person, and the register entries that it may mean."""

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from zcins.registry.grams import Index
from zcins.registry.levels import MOST_BY_THE_REST, Side, compare, score, stems_alike
from zcins.registry.sure import Candidate, Sure
from zcins.registry.wording import stem
from zcins.store import View
from zcins.store.view import Identity, Party

RETRIEVED, COMPARED = 64, 6
RECORD, NAME, FORMER = (Identity._fields.index(it) for it in ("record", "name_key", "former_keys"))


class Matcher:
    """Finds the register entries that a waiting name or code may mean."""

    def __init__(self, view: View, floor: float) -> None:
        """Prepare for a view; `floor` is the lowest score (0 to 1) that counts."""
        self._view = view
        self._floor = floor

    @cached_property
    def _named(self) -> list[tuple[str, tuple[Any, ...]]]:
        """Give every name of the register, earlier and former ones too, with whose it is."""
        return [
            (name, row)
            for row in self._view.identities
            for name in (Identity._make(row).name_keys if row[FORMER] else (row[NAME],))
        ]

    @cached_property
    def _index(self) -> Index:
        return Index([name for name, _one in self._named])

    def candidates(self, party: Party) -> list[Candidate]:
        """Give the entries that a party may mean, best first; rejected ones are left out."""
        return self.of([party])[party.id]

    def of(self, parties: Sequence[Party]) -> dict[int, list[Candidate]]:
        """Give the candidates of many parties by their numbers."""
        asked = [party for party in parties if not party.rejected_all]
        hints = self._view.hints([party.id for party in asked])
        sure = Sure(self._view, asked)
        near = self._index.nearest([party.name_key for party in asked], RETRIEVED)
        found: dict[int, list[Candidate]] = {party.id: [] for party in parties}
        for party, places in zip(asked, near, strict=True):
            codes = (party.uscc,) if party.uscc else ()
            written = Side(party.name_key, codes, *hints[party.id])
            kept = self._similar(written, [self._named[place] for place in places.tolist()])
            kept |= sure.of(party)
            kept |= _same_organisation(written, sure.same_organisation(party), kept)
            ranked = [one for number, one in kept.items() if number not in party.rejected]
            found[party.id] = sorted(ranked, key=lambda one: (-one.score, one.enterprise))
        return found

    def waiting_for(self, parties: Sequence[Party]) -> set[int]:
        """Give the numbers of those parties that have a candidate, cheaper than all of them."""
        sure = Sure(self._view, parties)
        near = self._index.nearest([party.name_key for party in parties], RETRIEVED)
        found, open_ones = set(), []
        for party, places in zip(parties, near, strict=True):
            if party.rejected_all:
                continue
            if sure.of(party).keys() - party.rejected or self._alike(party, places.tolist()):
                found.add(party.id)
            else:
                open_ones.append(party)
        return found | {number for number, ranked in self.of(open_ones).items() if ranked}

    def _alike(self, party: Party, places: Sequence[int]) -> bool:
        """Tell whether the characters of a name alone come to the floor."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - only where something waits

        names = {
            place: self._named[place][0]
            for place in places
            if self._named[place][1][RECORD] not in party.rejected
        }
        floor = self._floor * 100
        best = process.extractOne(party.name_key, names, scorer=fuzz.ratio, score_cutoff=floor)
        return best is not None

    def _similar(
        self, written: Side, named: Sequence[tuple[str, tuple[Any, ...]]]
    ) -> dict[int, Candidate]:
        """Compare with the few names that are the most alike by their characters or their stem."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - only where something waits

        names = [name for name, _one in named]
        least = (self._floor - MOST_BY_THE_REST) * 100
        key, own = written.name_key, stem(written.name_key)
        best = process.extract(key, names, scorer=fuzz.ratio, limit=COMPARED, score_cutoff=least)
        places = [at for _name, _score, at in best]
        # The index puts those first that share the rarest parts: a name's short forms.
        places += [
            at
            for at, name in enumerate(names[:COMPARED])
            if at not in places and stems_alike(own, stem(name))
        ]
        found: dict[int, Candidate] = {}
        for name, row in (named[place] for place in places):
            candidate = _compared(written, name, Identity._make(row))
            known = found.get(row[RECORD])
            if candidate.score >= self._floor and (not known or known.score < candidate.score):
                found[row[RECORD]] = candidate
        return found


def _same_organisation(
    written: Side, ones: Iterable[Identity], known: Container[int]
) -> dict[int, Candidate]:
    return {
        one.record: _compared(written, one.name_key, one) for one in ones if one.record not in known
    }


def _compared(written: Side, name: str, one: Identity) -> Candidate:
    entry = Side(name, one.codes, (one.town,), one.employees, one.sectors)
    levels = compare(written, entry)
    return Candidate(one.record, score(levels), "similar", levels)


def waiting(view: View) -> list[Party]:
    """Give the parties of policies, claims and prevention rows that no proof links."""
    used = {known.record.party for known in view.policies}
    used |= {known.record.party for known in view.claims if known.record.party is not None}
    used |= {known.record.party for known in view.prevention if known.record.party is not None}
    parties = view.parties
    return [parties[number] for number in sorted(used) if parties[number].enterprise is None]


def candidates_of(view: View, floor: float) -> dict[int, list[Candidate]]:
    """Give the candidates of every waiting party by its number."""
    parties = waiting(view)
    return Matcher(view, floor).of(parties) if parties else {}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A name and code as written that waits for a decision, with how many rows hang on it."""

    party: Party
    rows: int
    candidates: list[Candidate]

    @property
    def tie(self) -> bool:
        """Tell whether the best two candidates are equally good."""
        best = self.candidates[:2]
        return len(best) > 1 and best[0].score == best[1].score


def waiting_list(view: View, floor: float) -> list[Waiting]:
    """Give what waits for a decision, those with candidates first."""
    ledgers = (view.policies, view.claims, view.prevention)
    rows = Counter(known.record.party for ledger in ledgers for known in ledger)
    found = candidates_of(view, floor)
    undecided = [party for party in waiting(view) if not party.rejected_all]
    return [
        Waiting(party, rows[party.id], found[party.id])
        for party in sorted(undecided, key=lambda one: not found[one.id])
    ]
