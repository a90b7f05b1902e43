"""What is looked at before a reader may open a file, and the refusals that come of it."""

import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import NoReturn

from zcins.errors import InputRefusedError
from zcins.i18n import _
from zcins.intake.limits import Limits
from zcins.intake.measure import check_expansion, check_sheet
from zcins.intake.package import Package, Part

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The first two records of an old workbook's stream, as bytes: start of file, BIFF8, globals.
START_OF_BOOK = b"\x09\x08\x10\x00\x00\x06\x05\x00"
RECORD_HEAD = 4
FILE_PASS = 0x002F
RECORDS_BEFORE_FILE_PASS = 8
OF_THE_BOOK = re.compile(rb'/(?:worksheet|sharedStrings|styles)"')


@dataclass(frozen=True, slots=True)
class Checked:
    """An .xlsx that may be read; `special` are the sheets' parts that need a second look."""

    package: Package
    special: list[Part]


def is_encrypted(data: bytes) -> bool:
    """Say whether a workbook of either format asks for a password."""
    if not data.startswith(OLE):
        return False
    if "EncryptedPackage".encode("utf-16-le") in data:
        return True
    start = data.find(START_OF_BOOK)
    return start >= 0 and _has_file_pass(data, start)


def _has_file_pass(data: bytes, position: int) -> bool:
    for _record in range(RECORDS_BEFORE_FILE_PASS):
        kind = int.from_bytes(data[position : position + 2], "little")
        if kind == FILE_PASS:
            return True
        size = int.from_bytes(data[position + 2 : position + RECORD_HEAD], "little")
        position += RECORD_HEAD + size
    return False


def refuse_locked(name: str) -> NoReturn:
    """Refuse a file that asks for a password."""
    raise InputRefusedError(
        _("{file}: the file is protected by a password.").format(file=name),
        _("Remove the password in the spreadsheet program and save the file again."),
    )


def refuse_damaged(name: str, cause: BaseException | None = None) -> NoReturn:
    """Refuse a spreadsheet that no reader gets through."""
    raise InputRefusedError(
        _("{file}: the spreadsheet is damaged or only part of it arrived.").format(file=name),
        _("Open it in the spreadsheet program and save it again, or ask for it once more."),
    ) from cause


def refuse_entities(name: str, part: str) -> NoReturn:
    """Refuse a file whose XML declares entities: they could unpack without end, or fetch files."""
    raise InputRefusedError(
        _("{file}: {part} declares entities, as no spreadsheet program does.").format(
            file=name, part=part
        ),
        _("Do not trust the file; ask its sender for the ledger once more."),
    )


def check_package(name: str, data: bytes, limits: Limits) -> Checked:
    """Look through an .xlsx and give its parts.

    Raises InputRefusedError where it is locked or unsound, unpacks to more than the limit, has
    too many sheets or too wide ones, declares entities, or fetches a sheet from elsewhere.
    """
    try:
        package = Package(data)
        if package.encrypted:
            refuse_locked(name)
        limits.check(name, "unpacked_megabytes", package.declared)
        _check_content(name, package)
        sheets = package.of_root("worksheet")
        limits.check(name, "sheets", len(sheets))
        special = [part for part in sheets if check_sheet(name, package, part, limits)]
        check_expansion(name, package, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        refuse_damaged(name, error)
    return Checked(package, special)


def _check_content(name: str, package: Package) -> None:
    for part in package.parts:
        if part.doctype:
            refuse_entities(name, part.entry.filename)
        if part.root == "Relationships" and any(map(_leads_out, package.relations(part))):
            raise InputRefusedError(
                _("{file}: a sheet's content lies outside the file, at another address.").format(
                    file=name
                ),
                _("Open it in the spreadsheet program and save it as .xlsx, whole."),
            )
    if not package.of_root("workbook"):
        raise InputRefusedError(
            _("{file}: the archive holds no Excel workbook.").format(file=name),
            _("Open it in the program that made it and save it as .xlsx."),
        )


def _leads_out(relation: bytes) -> bool:
    """Say whether a part of the workbook itself is to be fetched; links in cells are not."""
    return b'"External"' in relation and OF_THE_BOOK.search(relation) is not None
