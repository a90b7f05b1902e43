"""What waits for a person, and the register entries that it may mean."""

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from zcins.registry.levels import Side, compare, most_lift, score
from zcins.registry.retrieval import Names
from zcins.registry.sure import Candidate, Sure
from zcins.store import View
from zcins.store.garbage import no_garbage
from zcins.store.view import Identity, Party


class Matcher:
    """Finds the register entries that a waiting name or code may mean."""

    def __init__(self, view: View, floor: float) -> None:
        """Prepare for a view; `floor` is the lowest score (0 to 1) that counts."""
        self._view = view
        self._floor = floor

    @cached_property
    def _names(self) -> Names:
        with no_garbage():
            return Names(self._view)

    def candidates(self, party: Party) -> list[Candidate]:
        """Give the entries that a party may mean, best first; rejected ones are left out."""
        return self.of([party])[party.id]

    def of(self, parties: Sequence[Party]) -> dict[int, list[Candidate]]:
        """Give the candidates of many parties by their numbers."""
        with no_garbage():
            found: dict[int, list[Candidate]] = {party.id: [] for party in parties}
            asked = [party for party in parties if not party.rejected_all]
            hints = self._view.hints([party.id for party in asked])
            sure = Sure(self._view, asked)
            near = self._names.to_compare(
                [(one.name_key, self._floor - most_lift(one.uscc, *hints[one.id])) for one in asked]
            )
            known = self._view.identity_of({version for ones in near for _name, version in ones})
            for party, ones in zip(asked, near, strict=True):
                codes = (party.uscc,) if party.uscc else ()
                written = Side(party.name_key, codes, *hints[party.id])
                kept = self._similar(written, [(name, known[version]) for name, version in ones])
                kept |= sure.of(party)
                kept |= _same_organisation(written, sure.same_organisation(party), kept)
                ranked = [one for number, one in kept.items() if number not in party.rejected]
                found[party.id] = sorted(ranked, key=lambda one: (-one.score, one.enterprise))
            return found

    def waiting_for(self, parties: Sequence[Party]) -> set[int]:
        """Give the numbers of those parties that have a candidate, cheaper than all of them."""
        asked = [party for party in parties if not party.rejected_all]
        sure = Sure(self._view, asked)
        found = {party.id for party in asked if sure.of(party).keys() - party.rejected}
        rest = [party for party in asked if party.id not in found]
        alike = self._names.alike([(party.name_key, party.rejected) for party in rest], self._floor)
        found |= {party.id for party, is_alike in zip(rest, alike, strict=True) if is_alike}
        open_ones = [party for party in rest if party.id not in found]
        return found | {number for number, ranked in self.of(open_ones).items() if ranked}

    def _similar(self, written: Side, ones: Sequence[tuple[str, Identity]]) -> dict[int, Candidate]:
        """Give those that come to the floor, each entry once, by the best of its names."""
        found: dict[int, Candidate] = {}
        for name, one in ones:
            levels = compare(written, _side(name, one))
            reached, known = score(levels), found.get(one.record)
            if reached >= self._floor and (not known or known.score < reached):
                found[one.record] = Candidate(one.record, reached, "similar", levels)
        return found


def _same_organisation(
    written: Side, ones: Iterable[Identity], known: Container[int]
) -> dict[int, Candidate]:
    found = {}
    for one in ones:
        if one.record not in known:
            levels = compare(written, _side(one.name_key, one))
            found[one.record] = Candidate(one.record, score(levels), "similar", levels)
    return found


def _side(name: str, one: Identity) -> Side:
    return Side(name, one.codes, (one.town,), one.employees, one.sectors)


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
