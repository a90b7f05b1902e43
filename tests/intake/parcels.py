"""Small .xlsx files put together by hand, part by part, as no library would write them."""

import io
import zipfile
from collections.abc import Mapping, Sequence

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def parcel(
    rows: str,
    *,
    before: str = "",
    after: str = "",
    book: str = "",
    shared: Sequence[str] = (),
    extra: Mapping[str, str] | None = None,
) -> bytes:
    """Give an .xlsx whose sheet 承保 has this XML as rows; `extra` adds or replaces parts."""
    texts = "".join(f"<si><t>{text}</t></si>" for text in shared)
    sheet = f"{before}<sheetData>{rows}</sheetData>{after}"
    names = f'{book}<sheets><sheet name="承保" sheetId="1" r:id="rId1"/></sheets>'
    links = relation("rId1", "worksheet", "worksheets/sheet1.xml")
    links += relation("rId2", "sharedStrings", "sharedStrings.xml")
    parts = {
        "[Content_Types].xml": HEAD + _types(),
        "_rels/.rels": HEAD + relations(relation("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{LINK}">{names}</workbook>',
        "xl/_rels/workbook.xml.rels": HEAD + relations(links),
        "xl/sharedStrings.xml": f'{HEAD}<sst xmlns="{MAIN}">{texts}</sst>',
        "xl/worksheets/sheet1.xml": f'{HEAD}<worksheet xmlns="{MAIN}">{sheet}</worksheet>',
        **(extra or {}),
    }
    return packed(parts)


def relations(links: str) -> str:
    return f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>'


def relation(ident: str, kind: str, target: str, mode: str = "") -> str:
    return f'<Relationship Id="{ident}" Type="{LINK}/{kind}" Target="{target}"{mode}/>'


def _types() -> str:
    kinds = {
        "/xl/workbook.xml": "sheet.main",
        "/xl/worksheets/sheet1.xml": "worksheet",
        "/xl/sharedStrings.xml": "sharedStrings",
    }
    named = "".join(
        f'<Override PartName="{name}" ContentType="{CONTENT}.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="{rels}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{named}</Types>'
    )


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """Give an archive of these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return target.getvalue()


def edited(data: bytes, part: str, old: str, new: str) -> bytes:
    """Give an archive in which a part says something else; asserts that it said the old."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    assert old.encode() in parts[part]
    return packed({**parts, part: parts[part].replace(old.encode(), new.encode())})


def text_cell(place: str, text: str) -> str:
    """Give the XML of a cell with its text inside."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'
