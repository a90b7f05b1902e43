"""Construction projects and their builders, branches and their parents."""

from collections import defaultdict
from collections.abc import Iterable

from zcins.registry.wording import parent_key
from zcins.store import View
from zcins.store.view import Entry


def builder_of(view: View) -> dict[int, int]:
    """Give the builder's entry by the number of each construction project's entry."""
    if not any(entry.project_key for entry in view.register.values()):
        return {}
    plain = [entry for entry in view.register.values() if not entry.project_key]
    by_code = index((code, entry.id) for entry in plain for code in entry.codes)
    by_name = index((key, entry.id) for entry in plain for key in entry.name_keys)
    found = {}
    for entry in view.register.values():
        if entry.project_key:
            builders = _first(by_code, entry.codes) or _first(by_name, entry.name_keys)
            if builders:
                found[entry.id] = builders[0]
    return found


def parent_of(view: View, entry: Entry) -> int | None:
    """Give the entry of the firm whose branch an entry is by its name; None where there is none."""
    parents = {parent for key in entry.name_keys if (parent := parent_key(key))}
    found = [
        one.id
        for one in view.register.values()
        if not one.project_key and one.id != entry.id and parents & one.name_keys
    ]
    return min(found, default=None)


def index(pairs: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    """Give the numbers that belong to each key."""
    found: dict[str, list[int]] = defaultdict(list)
    for key, number in pairs:
        found[key].append(number)
    return found


def _first(found: dict[str, list[int]], keys: Iterable[str]) -> list[int]:
    return next((found[key] for key in sorted(keys) if key in found), [])
