"""The firms that one file names, each asked of the store once."""

from collections.abc import Iterable, Sequence

from zcins.intake.built import Context
from zcins.registry import CODE_LENGTH, code_is_valid, name_key
from zcins.store.write import Written

# Name, code and town as written; and the number and the normalised name that they stand for.
Firm = tuple[str, str | None, str | None]
Known = tuple[int, str]
# They are kept in mind, but not without end.
_KEPT = 500_000
_NEW: Known = (0, "")


class Firms:
    """The numbers of the names and codes in a ledger; their towns are kept with them."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._known: dict[Firm, Known | None] = {}

    def of(self, firms: Sequence[Firm]) -> list[Known | None]:
        """Give the number and normalised name of each; None where its code cannot be one."""
        known = self._known
        if len(known) > _KEPT:
            known.clear()
        found = [known.get(firm, _NEW) for firm in firms]
        new = dict.fromkeys(firm for firm, one in zip(firms, found, strict=True) if one is _NEW)
        known.update(dict.fromkeys(new))
        self._enter([firm for firm in new if _may_be_valid(firm[1])])
        return [known[firm] if one is _NEW else one for firm, one in zip(firms, found, strict=True)]

    def _enter(self, firms: Sequence[Firm]) -> None:
        written = [Written(name, name_key(name), code or "", "") for name, code, _town in firms]
        numbers = self._context.parties(written)
        for firm, number, one in zip(firms, numbers, written, strict=True):
            self._known[firm] = number, one.name_key
        self._keep_towns([town for _name, _code, town in firms], numbers)

    def _keep_towns(self, written: Sequence[str | None], numbers: Iterable[int]) -> None:
        towns = {text: self._context.town(text) for text in set(written)}
        named = {(number, towns[text]) for text, number in zip(written, numbers, strict=True)}
        self._context.party_towns(sorted((number, town) for number, town in named if town))


def _may_be_valid(code: str | None) -> bool:
    return not code or len(code) != CODE_LENGTH or code_is_valid(code)
