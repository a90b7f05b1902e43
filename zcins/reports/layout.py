"""A page as official documents lay it out (GB/T 9704-2012), over python-docx."""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

TITLE, BODY, HEADING, SUBHEADING = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
PAGE_NUMBER = "宋体"
# Sizes in points: 2号, 3号, 4号, 小四, 五号.
SIZE_TITLE, SIZE_BODY, SIZE_PAGE, SIZE_CAPTION, SIZE_TABLE = 22, 16, 14, 12, 10.5
LINE = 28.95  # points: 22 lines on 225 mm
TABLE_LINE = 17
MARGINS = {"top": 37, "bottom": 35, "left": 28, "right": 26}  # mm, on A4
TEXT_WIDTH = 156  # mm
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


class Paper:
    """A document under way; the same calls give the same bytes."""

    def __init__(
        self, lines: Sequence[str], author: str, at: datetime, *, numbered: bool = True
    ) -> None:
        """Set the page up under a title of one or more lines; `at` is the time of its making.

        Pages are numbered unless `numbered` is false, as letters are that stand alone.
        """
        from docx import Document  # noqa: PLC0415 - heavy

        self._document = Document()
        self._page()
        self._styles()
        if numbered:
            self._page_numbers()
        moment = at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        properties = self._document.core_properties
        properties.title = "".join(lines)
        properties.author = properties.last_modified_by = author
        properties.created = properties.modified = moment
        properties.comments, properties.language = "", "zh-CN"
        self._heading(lines)

    def _heading(self, lines: Sequence[str], *, new_page: bool = False) -> None:
        for line in lines:
            last = line is lines[-1]
            set_line = self._line(
                line, font=TITLE, size=SIZE_TITLE, align="center", after=LINE * last
            )
            set_line.paragraph_format.page_break_before = new_page and line is lines[0]

    def new_page(self, lines: Sequence[str]) -> None:
        """Begin another paper of the same kind on a page of its own, under its title."""
        self._heading(lines, new_page=True)

    def right(self, text: str) -> None:
        """Write a line at the right edge, such as the office's own number."""
        self._line(text, align="right")

    def addressee(self, text: str) -> None:
        """Write to whom it goes, flush left."""
        self._line(text)

    def heading(self, text: str) -> None:
        """Write a heading of the first level, such as 一、…."""
        self._line(text, font=HEADING, chars=2, keep=True)

    def subheading(self, text: str) -> None:
        """Write a heading of the second level, such as （一）…."""
        self._line(text, font=SUBHEADING, chars=2, keep=True)

    def text(self, text: str) -> None:
        """Write a paragraph of the body, its first line two characters in."""
        self._line(text, chars=2, align="both")

    def signature(self, office: str, day: str) -> None:
        """Write the office's name and the day, two characters from the right edge."""
        self._line("")
        for text, keep in ((office, True), (day, False)):
            line = self._line(text, align="right", keep=keep)
            _indent(line, right=2)

    def table(self, caption: str, rows: Sequence[Sequence[str]], widths: Sequence[int]) -> None:
        """Write a table with its caption; the first row is its header, the last its total.

        `widths` are the shares of the columns; the first column stands left, the others right.
        """
        self._line(caption, font=HEADING, size=SIZE_CAPTION, align="center", keep=True)
        table = self._document.add_table(rows=len(rows), cols=len(widths), style="Table Grid")
        table.autofit = False
        table.alignment = 1
        for column, width in zip(table.columns, widths, strict=True):
            column.width = _mm(TEXT_WIDTH * width / sum(widths))
        for number, texts in enumerate(rows):
            row = table.rows[number]
            _row_properties(row, header=number == 0)
            for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
                cell.width = table.columns[column].width
                cell.vertical_alignment = 1
                bold = number in {0, len(rows) - 1}
                align = "center" if number == 0 else "right" if column else "left"
                line = cell.paragraphs[0]
                _set(line, text, BODY, SIZE_TABLE, align, TABLE_LINE)
                line.runs[0].bold = bold
                # Neither the header nor the total stands alone on a page.
                line.paragraph_format.keep_with_next = number in {0, 1, len(rows) - 2}
        self._line("", size=SIZE_TABLE, line=TABLE_LINE / 2)

    def content(self) -> bytes:
        """Give the finished file."""
        buffer = io.BytesIO()
        self._document.save(buffer)
        return repacked(buffer.getvalue())

    def _line(
        self,
        text: str,
        *,
        font: str = BODY,
        size: float = SIZE_BODY,
        align: str = "left",
        chars: int = 0,
        keep: bool = False,
        after: float = 0,
        line: float = LINE,
    ) -> "Paragraph":
        paragraph = self._document.add_paragraph()
        _set(paragraph, text, font, size, align, line)
        paragraph.paragraph_format.keep_with_next = keep
        paragraph.paragraph_format.space_after = _pt(after)
        if chars:
            _indent(paragraph, first=chars)
        return paragraph

    def _page(self) -> None:
        section = self._document.sections[0]
        section.page_width, section.page_height = _mm(210), _mm(297)
        for side, width in MARGINS.items():
            setattr(section, f"{side}_margin", _mm(width))
        section.footer_distance = _mm(MARGINS["bottom"] - 7 - 5)

    def _styles(self) -> None:
        normal = self._document.styles["Normal"]
        normal.font.name = BODY
        normal.font.size = _pt(SIZE_BODY)
        _east_asian(normal.element.get_or_add_rPr(), BODY)
        languages = self._document.styles.element.xpath("w:docDefaults//w:lang")
        for language in languages:
            language.set(_qn("w:val"), "zh-CN")
            language.set(_qn("w:eastAsia"), "zh-CN")

    def _page_numbers(self) -> None:
        """Put page numbers outside: right on odd pages, left on even ones, a character in."""
        self._document.settings.odd_and_even_pages_header_footer = True
        section = self._document.sections[0]
        for footer, align in ((section.footer, "right"), (section.even_page_footer, "left")):
            paragraph = footer.paragraphs[0]
            _set(paragraph, "— ", PAGE_NUMBER, SIZE_PAGE, align, SIZE_PAGE * 1.3)
            _field(paragraph, "PAGE")
            _run(paragraph, " —", PAGE_NUMBER, SIZE_PAGE)
            _indent(paragraph, left=1, right=1)


def repacked(content: bytes) -> bytes:
    """Give a zip file anew with its members sorted and no time of day in it."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        names = sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            new.writestr(entry, old.read(name))
    return target.getvalue()


def _set(
    paragraph: "Paragraph", text: str, font: str, size: float, align: str, line: float
) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING  # noqa: PLC0415 - heavy

    kinds = {
        "left": WD_ALIGN_PARAGRAPH.LEFT,
        "right": WD_ALIGN_PARAGRAPH.RIGHT,
        "center": WD_ALIGN_PARAGRAPH.CENTER,
        "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
    }
    form = paragraph.paragraph_format
    form.alignment = kinds[align]
    form.space_before = form.space_after = _pt(0)
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = _pt(line)
    _run(paragraph, text, font, size)


def _run(paragraph: "Paragraph", text: str, font: str, size: float) -> Any:
    run = paragraph.add_run(text)
    run.font.name = font
    run.font.size = _pt(size)
    _east_asian(run._element.get_or_add_rPr(), font)  # noqa: SLF001 - python-docx has no other way
    return run


def _east_asian(properties: Any, font: str) -> None:
    properties.get_or_add_rFonts().set(_qn("w:eastAsia"), font)


def _indent(paragraph: "Paragraph", first: int = 0, left: int = 0, right: int = 0) -> None:
    """Indent by characters, with the length of 3号 characters for programs that know none."""
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()  # noqa: SLF001 - as above
    for name, chars in (("firstLine", first), ("left", left), ("right", right)):
        if chars:
            indent.set(_qn(f"w:{name}Chars"), str(chars * 100))
            indent.set(_qn(f"w:{name}"), str(chars * SIZE_BODY * 20))


def _field(paragraph: "Paragraph", code: str) -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415 - heavy

    run = _run(paragraph, "", PAGE_NUMBER, SIZE_PAGE)
    for kind in ("begin", "instruction", "separate", "shown", "end"):
        if kind == "instruction":
            element = OxmlElement("w:instrText")
            element.text = code
        elif kind == "shown":
            element = OxmlElement("w:t")
            element.text = "1"
        else:
            element = OxmlElement("w:fldChar")
            element.set(_qn("w:fldCharType"), kind)
        run._element.append(element)  # noqa: SLF001 - as above


def _row_properties(row: Any, *, header: bool) -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415 - heavy

    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - as above
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))


def _mm(length: float) -> Any:
    from docx.shared import Mm  # noqa: PLC0415 - heavy

    return Mm(length)


def _pt(length: float) -> Any:
    from docx.shared import Pt  # noqa: PLC0415 - heavy

    return Pt(length)


def _qn(name: str) -> str:
    from docx.oxml.ns import qn  # noqa: PLC0415 - heavy

    return str(qn(name))
