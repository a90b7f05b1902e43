"""Whom an obligation covers, by sector, town and list of enterprises; and which product counts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zcins.scheme.entries import Entry, Obligation, Product
from zcins.scheme.names import fold


@dataclass(frozen=True, slots=True)
class Scope:
    """An obligation with its list of enterprises folded for look-up."""

    obligation: Obligation
    enterprises: frozenset[str]

    def covers(self, town: str | None, uscc: str | None, name: str | None) -> bool:
        """Tell whether an enterprise of the sector is within the narrowing, if there is one."""
        towns = self.obligation.towns
        if towns and town not in towns:
            return False
        return not self.enterprises or not self.enterprises.isdisjoint(keys_of(uscc, name))


def scopes(entries: Iterable[Entry]) -> dict[str | None, list[Scope]]:
    """Give the obligations among the entries by their sector."""
    found: dict[str | None, list[Scope]] = {}
    for entry in entries:
        if isinstance(entry, Obligation):
            listed = frozenset(fold(text) for text in entry.enterprises)
            found.setdefault(entry.sector, []).append(Scope(entry, listed))
    return found


def first_accepted(entries: Iterable[Entry], key: str) -> bool:
    """Tell whether the first product that a folded name mentions is one that counts."""
    mentions = [
        (key.find(fold(word)), -len(word), product.accepted)
        for product in entries
        if isinstance(product, Product)
        for word in product.contains
        if fold(word) in key
    ]
    return min(mentions)[2] if mentions else False


def keys_of(uscc: str | None, name: str | None) -> Iterator[str]:
    """Give an enterprise's code and name, those known, folded for look-up."""
    return (fold(text) for text in (uscc, name) if text)
