"""Where in the text of a scheme file an entry and its keys stand, for the messages of faults."""

import re

_HEAD = re.compile(r"^\s*\[\[\s*(\w+)\s*\]\]", re.MULTILINE)


def line_of(text: str, table: str, number: int, key: str = "") -> int | None:
    """Give the line (from 1) of the `number`-th entry of a table (from 1), or of its key.

    None where the text does not show it, as with tables written in an unusual way.
    """
    heads = list(_HEAD.finditer(text))
    own = [at for at, head in enumerate(heads) if head.group(1) == table]
    if number > len(own):
        return None
    at = own[number - 1]
    start = heads[at].start(1)
    end = heads[at + 1].start() if at + 1 < len(heads) else len(text)
    written = key and re.compile(rf"^\s*{re.escape(key)}\s*=", re.MULTILINE).search(
        text, start, end
    )
    if written:
        start += len(text[start : written.end()]) - 1
    return text.count("\n", 0, start) + 1
