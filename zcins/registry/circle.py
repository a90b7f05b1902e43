"""The few entries and waiting names that have to do with one enterprise."""

from zcins.registry.candidates import Matcher
from zcins.registry.sure import Candidate
from zcins.registry.wording import parent_key
from zcins.store import View
from zcins.store.narrow import NarrowView
from zcins.store.view import Party


def circle(view: View, number: int, floor: float) -> tuple[View, dict[int, list[Candidate]]]:
    """Give a view of one enterprise alone, and the candidates of what may be its own.

    With it stand the entries that say something of it: of the same name or code, its parent,
    its builder or projects, and those that it has taken over or that has taken it over.
    """
    entries = _related(view, {number})
    entries = _related(view, entries)
    waiting = _may_mean(view, number, floor)
    waits = Matcher(view, floor).of(waiting) if waiting else {}
    others = {one.enterprise for ranked in waits.values() for one in ranked}
    return NarrowView(view, entries | others, waits), waits


def _related(view: View, entries: set[int]) -> set[int]:
    names: set[str] = set()
    codes: set[str] = set()
    for entry in view.entries(sorted(entries)).values():
        names |= entry.name_keys | {
            parent for key in entry.name_keys if (parent := parent_key(key))
        }
        codes |= entry.codes
    found = entries | view.same(names, codes)
    mergers = view.mergers()
    while more := {one for pair in mergers if found & {*pair} for one in pair} - found:
        found |= more
    return found


def _may_mean(view: View, number: int, floor: float) -> list[Party]:
    """Give the waiting names and codes of policies that may mean an entry if it stood alone.

    Beside others it may fall behind, so that these are looked up once more among all.
    """
    waiting = list(view.parties_of(view.unlinked()).values())
    alone = Matcher(NarrowView(view, [number], []), floor).of(waiting)
    return [one for one in waiting if any(it.enterprise == number for it in alone[one.id])]
