"""How an office wants its documents to look: its own template and red head, if it has any."""

import zipfile
from typing import TYPE_CHECKING

from zcins.errors import InputRefusedError
from zcins.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

    from zcins.office import Office
    from zcins.reports.layout import Look

TEMPLATE = "summary.docx"


def look_of(office: "Office", name: str | None) -> "Look":
    """Read templates/summary.docx of the office's folder, and red_head of office.toml.

    `red_head = true` sets `name`, the office's, with 文件, a text that text. The document's number
    is `document_number`; there is none where the office gives none. Raises InputRefusedError.
    """
    from zcins.reports.layout import Look, RedHead

    path = office.home / "templates" / TEMPLATE
    template = _template(path) if path.is_file() else None
    wanted = office.settings.get("red_head")
    issuer = wanted if isinstance(wanted, str) else f"{name}文件"
    if not wanted or not (name or isinstance(wanted, str)):
        return Look(template)
    number = office.settings.get("document_number")
    return Look(template, RedHead(issuer, str(number) if number else None))


def _template(path: "Path") -> bytes:
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as parts:
            if "word/document.xml" in parts.namelist():
                return path.read_bytes()
    raise InputRefusedError(
        _("{path} is no Word document (.docx).").format(path=path),
        _("Save the template as .docx, or take it away to use the one that comes with zcins."),
    )
