"""Finding enterprises for people: by a part of a name, pinyin initials, an old name or a code."""

from zcins.registry.names import name_key
from zcins.store import View
from zcins.store.search import letters, phrase
from zcins.store.view import Identity

_EXACT = """
SELECT DISTINCT record FROM enterprise_version WHERE {held} AND
(uscc = ?1 OR registration_no = ?1 OR record = ?2 OR name_key = ?3)
"""


def find(view: View, text: str) -> list[int]:
    """Give the numbers of the entries whose code, number or name it is, else of those it fits.

    A part of a name fits, of an earlier or former one too, the first letters of its pinyin, and
    the beginning of a code.
    """
    key, code = name_key(text), text.strip().upper()
    number = int(code) if code.isdecimal() and len(code) < len(str(1 << 60)) else 0
    rows = view.rows(_EXACT.format(held=view.held), (code, number, key))
    exact = [int(row[0]) for row in rows]
    if exact or not letters(key):
        return sorted(exact)
    return _fitting(view, key) if view.is_latest else _scanned(view, key)


def _fitting(view: View, key: str) -> list[int]:
    words = [phrase(key)]
    told = letters(key)
    if told.isascii():
        words.append(f"initials : {told} *" if told.isalpha() else f"codes : {told} *")
    sql = "SELECT rowid FROM enterprise_search WHERE enterprise_search MATCH ? ORDER BY rowid"
    return [int(row[0]) for row in view.rows(sql, (" OR ".join(words),))]


def _scanned(view: View, key: str) -> list[int]:
    """Look at every name as it was known then: the index is of today."""
    ones = map(Identity._make, view.identities)
    return sorted({one.record for one in ones if any(key in name for name in one.name_keys)})
