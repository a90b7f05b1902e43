"""Evidence of what is entered by hand, kept in the office's archive."""

import shutil
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from zcins.errors import InputRefusedError
from zcins.i18n import _

if TYPE_CHECKING:
    from zcins.office import Office


def archived(office: "Office", file: Path) -> str:
    """Keep a copy in the archive under its hash, and give the hash."""
    try:
        digest = sha256(file.read_bytes()).hexdigest()
        target = office.archive / f"{digest}{file.suffix.lower()}"
        if not target.exists():
            shutil.copyfile(file, target)
    except OSError as error:
        raise InputRefusedError(
            _("{file} cannot be read: {reason}.").format(file=file, reason=error.strerror),
            _("Check the path; put it in quotation marks if it has spaces."),
        ) from error
    return digest
