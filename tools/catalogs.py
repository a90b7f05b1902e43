"""Keep the message catalogs in step with the source.

`update` brings the .po file up to date, `compile` writes the .mo files, `check` says what is
missing, fuzzy, obsolete or wrong and exits 1.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ROOT / "zcins" / "locale"
PO = LOCALES / "zh_CN" / "LC_MESSAGES" / "zcins.po"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
NO_UPDATE = {"data", "locale", "__pycache__"}


def template() -> Catalog:
    """Give the messages that the source holds."""
    catalog = Catalog(project="zcins", charset="utf-8")
    found = extract_from_dir(
        ROOT / "zcins",
        method_map=[("**.py", "python")],
        keywords=KEYWORDS,
        directory_filter=lambda folder: Path(folder).name not in NO_UPDATE,
    )
    for file, line, message, comments, context in found:
        place = [(f"zcins/{Path(file).as_posix()}", line)]
        catalog.add(message, None, place, auto_comments=comments, context=context)
    return catalog


def stored() -> Catalog:
    """Give the Chinese catalog as it is checked in."""
    with PO.open("rb") as source:
        return read_po(source, locale="zh_CN")


def update() -> None:
    """Bring the Chinese catalog up to date; new messages are left empty, old ones go."""
    catalog = stored()
    catalog.update(template(), no_fuzzy_matching=True, update_creation_date=False)
    catalog.revision_date = catalog.creation_date
    catalog.obsolete.clear()
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=100, sort_output=True, include_lineno=False)
    PO.write_bytes(buffer.getvalue())


def compile_all() -> None:
    """Write a .mo file beside each .po file."""
    for po in LOCALES.glob("*/LC_MESSAGES/*.po"):
        with po.open("rb") as source:
            catalog = read_po(source)
        with po.with_suffix(".mo").open("wb") as target:
            write_mo(target, catalog)


def faults() -> Iterator[str]:
    """Give what is wrong with the Chinese catalog, one line each."""
    source, catalog = template(), stored()
    for message in source:
        if message.id:
            known = catalog.get(message.id)
            yield from [f"missing: {message.id!r}"] if known is None else _faults_of(known)
    for message in catalog:
        if message.id and source.get(message.id) is None:
            yield f"not in the source: {message.id!r}"
    yield from (f"obsolete: {message.id!r}" for message in catalog.obsolete.values())


def _faults_of(message: Message) -> Iterator[str]:
    if message.fuzzy:
        yield f"fuzzy: {message.id!r}"
    wanted = set().union(*(_placeholders(text) for text in _texts(message.id)))
    for text in _texts(message.string):
        if not text:
            yield f"not translated: {message.id!r}"
        elif _placeholders(text) != wanted:
            yield f"other placeholders: {message.id!r}: {text!r}"


def _texts(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [text or ""] if isinstance(text, str | None) else list(text)


def _placeholders(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name}


def check() -> int:
    """Print every fault; give 1 if there is one."""
    found = list(faults())
    print("\n".join(found) if found else "catalogs complete")
    return 1 if found else 0


def main() -> int:
    """Run the one thing asked."""
    actions = {"update": update, "compile": compile_all, "check": check}
    if len(sys.argv) != 2 or sys.argv[1] not in actions:  # noqa: PLR2004 - the one word
        print("usage: catalogs.py update|compile|check", file=sys.stderr)
        return 2
    return actions[sys.argv[1]]() or 0


if __name__ == "__main__":
    sys.exit(main())
