"""Files made to hurt: refused by one sentence before any reader opens them."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from tests.intake.parcels import HEAD, MAIN, PACKAGE, edited, parcel, relation, relations, text_cell
from zcins.errors import InputRefusedError
from zcins.intake.grid import Note
from zcins.intake.limits import Limits
from zcins.intake.workbook import read_workbook
from zcins.scheme import Scheme

ROW = f'<row r="1">{text_cell("A1", "保单号")}</row>'
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


def refusal(data: bytes, limits: Limits = Limits(), name: str = "a.xlsx") -> str:  # noqa: B008
    with pytest.raises(InputRefusedError) as caught:
        read_workbook(name, data, limits)
    assert name in caught.value.message
    assert caught.value.hint
    return f"{caught.value.message} {caught.value.hint}"


def test_the_parcel_itself_is_sound() -> None:
    assert list(read_workbook("a.xlsx", parcel(ROW)).sheets[0].rows) == [["保单号"]]


@pytest.mark.parametrize(
    "part", ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/workbook.xml", "_rels/.rels"]
)
@pytest.mark.parametrize("before", ["", "<!-- <worksheet> -->", "<!--" + "x" * 5000 + "-->"])
def test_entities_are_refused_in_every_part(part: str, before: str) -> None:
    data = edited(parcel(ROW), part, HEAD, HEAD + before + ENTITIES)
    assert "declares entities" in refusal(data)


def test_entities_are_found_in_utf_16_as_well() -> None:
    text = f'<?xml version="1.0" encoding="UTF-16"?>{ENTITIES}<sst xmlns="{MAIN}"/>'
    data = parcel(ROW, extra={"xl/sharedStrings.xml": text})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/sharedStrings.xml"] = text.encode("utf-16")
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert "declares entities" in refusal(target.getvalue())


def test_a_sheet_at_another_address_is_refused() -> None:
    there = relation("rId1", "worksheet", "http://127.0.0.1/x.xml", ' TargetMode="External"')
    data = parcel(ROW, extra={"xl/_rels/workbook.xml.rels": HEAD + relations(there)})
    assert "outside the file" in refusal(data)


def test_links_to_other_workbooks_are_not_followed_but_said() -> None:
    row = '<row r="1"><c r="A1"><f>[1]Sheet1!A1</f><v>7</v></c></row>'
    outside = f'<externalLink xmlns="{MAIN}"/>'
    read = read_workbook(
        "a.xlsx", parcel(row, extra={"xl/externalLinks/externalLink1.xml": outside})
    )
    assert list(read.sheets[0].rows) == [[7.0]]
    assert read.notes == (Note("external_links"),)


def test_a_bomb_is_refused_by_what_it_declares_and_by_what_it_holds() -> None:
    zeros = b"\0" * (3_000_000)
    large = parcel(ROW, extra={"xl/media/a.bin": zeros.decode()})
    small = Limits(unpacked_megabytes=2)
    assert "3 MB when unpacked; the limit is 2" in refusal(large, small)
    assert "threshold import_unpacked_megabytes" in refusal(large, small)
    # The same with a sheet of which the archive says that it holds 10 bytes.
    row = f'<row r="1">{text_cell("A1", " " * (3 << 20))}</row>'
    assert "unpacked" in refusal(_declaring(parcel(row), "xl/worksheets/sheet1.xml", 10), small)


def _declaring(data: bytes, part: str, size: int) -> bytes:
    """Give an archive that lies about the size of a part, in its directory."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entry = archive.getinfo(part)
        true = entry.file_size.to_bytes(4, "little")
    at = data.rindex(part.encode())
    assert data[at - 22 : at - 18] == true
    return data[: at - 22] + size.to_bytes(4, "little") + data[at - 18 :]


def test_a_long_text_shown_in_many_cells_is_counted_as_often() -> None:
    rows = "".join(f'<row r="{at}"><c r="A{at}" t="s"><v>1</v></c></row>' for at in range(1, 301))
    data = parcel(rows, shared=["短", "长" * 6000])  # 300 times 18 KB: over 5 MB
    assert "unpacked; the limit is 4" in refusal(data, Limits(unpacked_megabytes=4))
    assert len(read_workbook("a.xlsx", data).sheets[0].rows) == 300


def test_a_table_of_texts_that_claims_more_than_it_holds() -> None:
    claim = f'<sst uniqueCount="{10**11}" '
    data = edited(parcel(ROW, shared=["甲"]), "xl/sharedStrings.xml", "<sst ", claim)
    assert "damaged" in refusal(data)


def test_a_lone_far_cell_is_refused_with_limit_and_threshold() -> None:
    far = f'<row r="1048576">{text_cell("XFD1048576", "x")}</row>'
    said = refusal(parcel(ROW + far))
    assert "17179869184 cells on a sheet; the limit is 25000000" in said
    assert "import_cells" in said


@pytest.mark.parametrize(
    "cell",
    [
        '<row r="2"><c r="A99999999"><v>1</v></c></row>',
        '<row r="2"><c s="0" r = "A99999999"><v>1</v></c></row>',
        "<row r='2'><c r='a4294967290'><v>1</v></c></row>",
        '<row r="999999999"><c><v>1</v></c></row>',
        '<row r="2"><c r="ZZZZZZ2"><v>1</v></c></row>',
        '<row r="2"><c r="AAA999999"><v>1</v></c></row>',
        '<row r="1048576"><c r="Z1048576"><v>1</v></c></row>',
    ],
)
def test_far_cells_are_found_however_they_are_written(cell: str) -> None:
    assert "cells on a sheet" in refusal(parcel(ROW + cell))


def test_many_rows_of_few_columns_are_no_far_cells() -> None:
    last = f'<row r="1048576">{text_cell("B1048576", "x")}</row>'
    assert len(read_workbook("a.xlsx", parcel(ROW + last)).sheets[0].rows) == 1_048_576


def test_what_a_sheet_says_of_its_size_does_not_count() -> None:
    wide, narrow = '<dimension ref="A1:XFD1048576"/>', '<dimension ref="A1"/>'
    rows = "".join(f'<row r="{at}">{text_cell(f"B{at}", "x")}</row>' for at in range(1, 21))
    for dimension in (wide, narrow):
        read = read_workbook("a.xlsx", parcel(rows, before=dimension))
        assert list(read.sheets[0].rows) == [[None, "x"]] * 20


def test_more_sheets_or_bytes_than_the_limit() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        for at in range(4):
            book.add_worksheet().write(0, 0, at)
    data = target.getvalue()
    assert "4 sheets; the limit is 3" in refusal(data, Limits(sheets=3))
    assert "import_file_megabytes" in refusal(data, Limits(file_megabytes=0))
    assert "1 MB; the limit is 0" in refusal(b"a,b\n1,2\n", Limits(file_megabytes=0), "a.csv")


def test_the_limits_are_those_of_the_scheme(tmp_path: Path) -> None:
    assert Limits.of(Scheme.load(), date(2019, 1, 1)) == Limits()
    entry = (
        '[[threshold]]\nid = "import_sheets"\nlabel = "最多工作表数"\nvalue = "7"\nunit = "count"\n'
        'from = 2018-01-01\nsource = "office setting"\nconfirmed = true\n'
    )
    (tmp_path / "thresholds.toml").write_text(entry, encoding="utf-8")
    scheme = Scheme.load(tmp_path)
    assert Limits.of(scheme, date(2019, 1, 1)) == Limits(sheets=7)
    assert Limits.of(scheme, date(2017, 12, 1)) == Limits()


def test_an_archive_locked_by_a_password() -> None:
    data = bytearray(parcel(ROW))
    at = data.index(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    assert "password" in refusal(bytes(data))


def test_a_word_document_or_another_archive() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", f'{HEAD}<document xmlns="{PACKAGE}"/>')
    assert "no Excel workbook" in refusal(target.getvalue())
