"""Which insurer a cell, a title or the name of a file means."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from zcins.scheme.entries import Insurer
from zcins.scheme.names import fold

_CHINESE = re.compile("[\u4e00-\u9fff]")
_FILLERS = ("(", ")", "-", "_", "·", ".")


class InsurerNames:
    """The names of the insurers, and the words that may stand around them."""

    def __init__(
        self, insurers: Iterable[Insurer], branch: Sequence[str], ledger: Sequence[str]
    ) -> None:
        entries = list(insurers)
        self._codes = {fold(name): entry.id for entry in entries for name in entry.names()}
        self._bare = {fold(name) for entry in entries for name in (entry.id, *entry.bare)}
        places = tuple(fold(word) for word in branch)
        self._around = (*places, *(fold(word) for word in ledger))
        # Possessive: a long cell of garbage must not make the match backtrack.
        self._branch = re.compile(f"(?:{_any_of((*places, *_FILLERS))})*+")
        self._mention = re.compile(_any_of(self._codes) or r"(?!)")
        self.code = lru_cache(maxsize=8192)(self._code)
        self.mentioned = lru_cache(maxsize=8192)(self._mentioned)

    def _code(self, text: str) -> str | None:
        """Give the code of the insurer that the whole text names, with or without its branch."""
        key = fold(text)
        lead = self._branch.match(key)
        for start in sorted({0, lead.end() if lead else 0}):
            for end in range(len(key), start, -1):
                code = self._codes.get(key[start:end])
                if code and self._branch.fullmatch(key, end):
                    return code
        return None

    def _mentioned(self, text: str) -> str | None:
        """Give the code of the one insurer that the text mentions; None if none or several."""
        key = fold(text)
        codes = {
            self._codes[match.group()]
            for match in self._mention.finditer(key)
            if match.group() not in self._bare or self._alone(key, match)
        }
        return codes.pop() if len(codes) == 1 else None

    def _alone(self, key: str, match: re.Match[str]) -> bool:
        before, after = key[: match.start()], key[match.end() :]
        if match.group().isascii():
            return not (_latin(before[-1:]) or _latin(after[:1]))
        return (not _CHINESE.match(before[-1:]) or before.endswith(self._around)) and (
            not _CHINESE.match(after[:1]) or after.startswith(self._around)
        )


def _any_of(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word) for word in longest_first)


def _latin(character: str) -> bool:
    return character.isascii() and character.isalpha()
