"""The office's own scheme files: which file a name means, and how a new one begins."""

import re

from zcins.errors import UsageFaultError
from zcins.i18n import _
from zcins.resources import data_dir
from zcins.scheme import faults
from zcins.scheme.checks import Placed
from zcins.scheme.tables import FILES, TABLES

_HEAD = "# 办公室自用：这里的条目补充系统自带的条目；id 和 from 都相同的，以这里为准。\n"
_EXAMPLE = "# 以下是系统自带条目的写法；要改哪一条，去掉行首的“# ”再改，写明 source。\n"


def file_named(name: str, placed: list[Placed]) -> tuple[str, str | None]:
    """Give the file that a file, table or id means, and the id if it is one.

    Raises UsageFaultError where nothing has the name.
    """
    if f"{name.removesuffix('.toml')}.toml" in FILES:
        return f"{name.removesuffix('.toml')}.toml", None
    if name in TABLES:
        return TABLES[name].file, None
    ids = {one.entry.id: type(one.entry).file for one in placed}
    if name not in ids:
        raise UsageFaultError(
            _("The scheme has no file, table or entry {name}").format(name=name),
            faults.nearest(name, ids.keys() | TABLES.keys()),
        )
    return ids[name], name


def new_text(file: str, ident: str | None) -> str:
    """Give the text of a new file: comments alone, with an entry that ships as an example.

    The example is the entry of an id, else the file's first.
    """
    path = data_dir() / "scheme" / file
    shipped = path.read_text(encoding="utf-8") if path.is_file() else ""
    head, *blocks = re.split(r"^(?=\[\[)", shipped, flags=re.MULTILINE)
    wanted = [block for block in blocks if f'id = "{ident}"' in block] or blocks[:1]
    lines = "".join(wanted).strip().splitlines()
    example = "".join(f"# {line}".rstrip() + "\n" for line in lines)
    return f"{_HEAD}{head.strip()}\n\n{_EXAMPLE if example else ''}{example}"
