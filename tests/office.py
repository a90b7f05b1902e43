"""LibreOffice and poppler, for tests that open the documents as their readers do."""

import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(
    not SOFFICE or not shutil.which("pdfinfo"),
    reason="needs LibreOffice and poppler (Debian: libreoffice-writer, libreoffice-calc, "
    "poppler-utils, fonts-noto-cjk)",
)
# The official fonts are not free: those of Noto stand in, each for its own kind.
_FONTS = {
    "方正小标宋简体": "Noto Serif CJK SC",
    "仿宋_GB2312": "Noto Serif CJK SC",
    "楷体_GB2312": "Noto Serif CJK SC",
    "宋体": "Noto Serif CJK SC",
    "黑体": "Noto Sans CJK SC",
}
_ALIAS = (
    '<match target="pattern"><test name="family"><string>{name}</string></test>'
    '<edit name="family" mode="assign" binding="strong"><string>{font}</string></edit></match>'
)


def convert(path: Path, kind: str, folder: Path) -> Path:
    """Convert a file with LibreOffice; give the path of what it made."""
    folder.mkdir(parents=True, exist_ok=True)
    aliases = "".join(_ALIAS.format(name=name, font=font) for name, font in _FONTS.items())
    config = folder / "fonts.conf"
    include = '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
    head = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
    config.write_text(f"{head}<fontconfig>{include}{aliases}</fontconfig>", "utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').absolute().as_uri()}"
    line = [SOFFICE or "", profile, "--headless", "--convert-to", kind, "--outdir", str(folder)]
    environment = {"FONTCONFIG_FILE": str(config), "HOME": str(folder), "PATH": "/usr/bin:/bin"}
    subprocess.run([*line, str(path)], check=True, capture_output=True, env=environment)
    return folder / f"{path.stem}.{kind.partition(':')[0]}"


def pages(pdf: Path) -> int:
    """Count the pages of a PDF."""
    found = re.search(r"Pages:\s+(\d+)", _told("pdfinfo", pdf))
    assert found
    return int(found[1])


def fonts(pdf: Path) -> str:
    """Tell the fonts of a PDF."""
    return _told("pdffonts", pdf)


def text(pdf: Path) -> str:
    """Give the text of a PDF as it is laid out."""
    return _told("pdftotext", "-layout", pdf, "-")


def _told(*line: str | Path) -> str:
    done = subprocess.run([str(part) for part in line], check=True, capture_output=True)
    return done.stdout.decode("utf-8")


def without_values(path: Path, target: Path) -> Path:
    """Copy a workbook without the values of its formulas, for a program to work them out."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                part = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", part)
            new.writestr(name, part)
    return target
