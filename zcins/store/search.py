"""The words by which people look for enterprises, kept up to date with the register.

FTS5 knows no Chinese words: names are cut into overlapping pairs of characters, so that a phrase
of pairs is a part of a name of any length. A last single character lets one character begin any.
"""

import json
import sqlite3
from collections.abc import Iterable
from functools import lru_cache

from zcins.records import KEY_SEPARATOR

_ROWS = """
SELECT record, name_key, coalesce(core_key, name_key), former_keys, project_key, uscc,
       registration_no
FROM json_each(?) k CROSS JOIN enterprise_version v ON v.record = k.value
WHERE v.ended_by IS NULL ORDER BY record
"""
_CODE_LENGTH = 18


def refresh(connection: sqlite3.Connection, records: Iterable[int]) -> None:
    """Index entries anew by number; one without a version in force is found no more."""
    numbers = json.dumps(list(records))
    connection.execute(
        "DELETE FROM enterprise_search WHERE rowid IN (SELECT value FROM json_each(?))", (numbers,)
    )
    found: dict[int, tuple[dict[str, None], dict[str, None], dict[str, None]]] = {}
    for record, name, core, former, project, *codes in connection.execute(_ROWS, (numbers,)):
        names, initials, told = found.setdefault(record, ({}, {}, {}))
        olds = former.split(KEY_SEPARATOR) if former else []
        names.update(dict.fromkeys([name, *olds, *([project] if project else [])]))
        initials.update(dict.fromkeys(_initials(text) for text in (name, core, *olds)))
        told.update(dict.fromkeys(word for code in codes if code for word in _codes(code)))
    connection.executemany(
        "INSERT INTO enterprise_search (rowid, names, initials, codes) VALUES (?, ?, ?, ?)",
        (
            (record, " ".join(map(_pairs, names)), " ".join(initials), " ".join(codes))
            for record, (names, initials, codes) in found.items()
        ),
    )


def letters(text: str) -> str:
    """Give a text as it is searched: letters, digits and Chinese, small."""
    return "".join(char for char in text.lower() if char.isalnum())


def phrase(text: str) -> str:
    """Give the FTS5 query for names that hold a text; it must have a letter."""
    kept = letters(text)
    pairs = " ".join(kept[at : at + 2] for at in range(len(kept) - 1))
    return f'names : "{pairs}"' if pairs else f'names : "{kept}" *'


def _pairs(name: str) -> str:
    kept = letters(name)
    return " ".join([kept[at : at + 2] for at in range(len(kept))])


def _codes(code: str) -> list[str]:
    return [code, code[8:17]] if len(code) == _CODE_LENGTH else [code]


def _initials(name: str) -> str:
    return "".join([_initial(char) for char in letters(name)])


@lru_cache(maxsize=65_536)
def _initial(char: str) -> str:
    """Give the first letter of a character's pinyin; a letter or digit stays."""
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - heavy

    return str(lazy_pinyin(char, style=Style.FIRST_LETTER)[0])[:1]
