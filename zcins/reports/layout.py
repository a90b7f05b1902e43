"""A document under way, laid out as official ones are (GB/T 9704-2012), over python-docx."""

import io
import unicodedata
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from zcins.reports.styles import (
    LINE,
    PER_LINE,
    S_BODY,
    S_CAPTION,
    S_CELL,
    S_FOOTER,
    S_HEADING,
    S_PLAIN,
    S_SUBHEADING,
    S_TITLE,
    TABLE_LINE,
    TEXT_WIDTH,
    add_styles,
    alignment,
    dress,
    exactly,
    field,
    indent,
    mm,
    narrow_cells,
    pt,
    row_properties,
    rule_below,
)

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_RED = "C00000"
_HEAD_SIZE = 60  # points at most, less where the name is long
_MARK_DOWN = 35  # mm from the top of the text to the issuer's name


@dataclass(frozen=True, slots=True)
class RedHead:
    """The head of an issued document: the issuer's name, and its number, if the office gives it."""

    issuer: str
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What an office wants of its documents: a template of its own (a docx), and a red head."""

    template: bytes | None = None
    head: RedHead | None = None


class Paper:
    """A document under way; the same calls give the same bytes."""

    def __init__(
        self,
        lines: Sequence[str],
        author: str,
        at: datetime,
        *,
        numbered: bool = True,
        look: Look | None = None,
    ) -> None:
        """Set the page up under a title of one or more lines; `at` is the time of its making.

        Pages are numbered unless `numbered` is false, as letters are that stand alone. A template
        of the office's gives page, styles, head and foot; its own text stays above the title.
        """
        from docx import Document  # noqa: PLC0415 - heavy

        look = look or Look()
        self._document = Document(io.BytesIO(look.template) if look.template else None)
        if look.template:
            add_styles(self._document, replace=False)
        else:
            dress(self._document)
            if numbered:
                self._page_numbers()
        self._describe(lines, author, at)
        if look.head:
            self._red_head(look.head)
        self._heading(lines)

    def _describe(self, lines: Sequence[str], author: str, at: datetime) -> None:
        moment = at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        properties = self._document.core_properties
        properties.title = "".join(lines)
        properties.author = properties.last_modified_by = author
        properties.created = properties.modified = moment
        properties.comments, properties.language = "", "zh-CN"

    def _red_head(self, head: RedHead) -> None:
        """Write the issuer's name in red, the number if there is one, and the red rule."""
        from docx.shared import RGBColor  # noqa: PLC0415 - heavy

        width = TEXT_WIDTH * 72 / 25.4
        size = min(_HEAD_SIZE, int(width / max(len(head.issuer), 1)))
        mark = self._line(head.issuer, S_TITLE)
        form = mark.paragraph_format
        form.space_before = pt(_MARK_DOWN * 72 / 25.4)
        form.line_spacing_rule, form.line_spacing = exactly(), pt(size * 1.2)
        run = mark.runs[0]
        run.font.size, run.font.color.rgb = pt(size), RGBColor.from_string(_RED)
        for text in ("", "", head.number or ""):
            line = self._line(text)
            line.paragraph_format.alignment = alignment("center")
        rule_below(line, _RED, 1.5, 11)
        for _line in range(2):
            self._line("")

    def _heading(self, lines: Sequence[str], *, new_page: bool = False) -> None:
        for line in lines:
            set_line = self._line(line, S_TITLE)
            set_line.paragraph_format.page_break_before = new_page and line is lines[0]
            if line is lines[-1]:
                set_line.paragraph_format.space_after = pt(LINE)

    def new_page(self, lines: Sequence[str]) -> None:
        """Begin another paper of the same kind on a page of its own, under its title."""
        self._heading(lines, new_page=True)

    def right(self, text: str) -> None:
        """Write a line at the right edge, such as the office's own number."""
        self._line(text).paragraph_format.alignment = alignment("right")

    def addressee(self, text: str) -> None:
        """Write to whom it goes, flush left."""
        self._line(text)

    def heading(self, text: str) -> None:
        """Write a heading of the first level, such as 一、…."""
        self._line(text, S_HEADING)

    def subheading(self, text: str) -> None:
        """Write a heading of the second level, such as （一）…."""
        self._line(text, S_SUBHEADING)

    def text(self, text: str) -> None:
        """Write a paragraph of the body, its first line two characters in."""
        self._line(text, S_BODY)

    def annexes(self, names: Sequence[str]) -> None:
        """List what is annexed, a line below the text: numbered where there are several."""
        self._line("")
        if len(names) == 1:
            self._line(f"附件：{names[0]}", S_BODY)
            return
        for number, name in enumerate(names, start=1):
            line = self._line(f"{'附件：' if number == 1 else ''}{number}．{name}")
            _indent(line, left=2 if number == 1 else 5)

    def signature(self, office: str, day: str) -> None:
        """Write the office's name and the day, without a seal: the day two characters further in.

        The longer of the two ends two characters from the right edge.
        """
        self._line("")
        # Some fonts set digits, and the space beside them, two characters wider in all.
        inward = max(_width(office), _width(day) + 4)
        start = PER_LINE - 2 - inward
        for text, left, keep in ((office, start, True), (day, start + 2, False)):
            line = self._line(text)
            line.paragraph_format.keep_with_next = keep
            _indent(line, left=left)

    def table(
        self,
        caption: str,
        rows: Sequence[Sequence[str]],
        widths: Sequence[int],
        left: int = 1,
        *,
        total: bool = True,
    ) -> None:
        """Write a table with its caption; the first row is its header, the last its total, if any.

        `widths` are the shares of the columns; the first `left` stand left, the others right.
        """
        self._line(caption, S_CAPTION).paragraph_format.keep_with_next = True
        table = self._document.add_table(rows=len(rows), cols=len(widths), style=self._grid())
        table.autofit = False
        table.alignment = 1
        narrow_cells(table)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = mm(TEXT_WIDTH * width / sum(widths))
        for number, texts in enumerate(rows):
            row = table.rows[number]
            row_properties(row, header=number == 0)
            for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
                cell.width = table.columns[column].width
                cell.vertical_alignment = 1
                bold = number == 0 or (total and number == len(rows) - 1)
                align = "center" if number == 0 else "left" if column < left else "right"
                line = cell.paragraphs[0]
                line.style = self._document.styles[S_CELL]
                line.paragraph_format.alignment = alignment(align)
                line.add_run(text).bold = bold
                # Neither the header nor the total stands alone on a page.
                line.paragraph_format.keep_with_next = number in {0, 1, len(rows) - 2}
        self._gap()

    def picture(self, content: bytes, caption: str, text: str) -> None:
        """Place a picture of the text's width over its caption; `text` says what it shows."""
        line = self._line("", S_CAPTION)
        form = line.paragraph_format
        form.keep_with_next, form.line_spacing = True, 1.0
        shape = line.runs[0].add_picture(io.BytesIO(content), width=mm(TEXT_WIDTH))
        properties = shape._inline.docPr  # noqa: SLF001 - python-docx has no other way
        properties.set("title", caption)
        properties.set("descr", text)
        self._line(caption, S_CAPTION)
        self._gap()

    def content(self) -> bytes:
        """Give the finished file."""
        buffer = io.BytesIO()
        self._document.save(buffer)
        return repacked(buffer.getvalue())

    def _line(self, text: str, style: str = S_PLAIN) -> "Paragraph":
        paragraph = self._document.add_paragraph(style=style)
        paragraph.add_run(text)
        return paragraph

    def _gap(self) -> None:
        """Leave half a line of a table."""
        form = self._line("", S_CELL).paragraph_format
        form.line_spacing_rule, form.line_spacing = exactly(), pt(TABLE_LINE / 2)

    def _grid(self) -> str | None:
        """Give the style of ruled tables; a template may lack it."""
        return "Table Grid" if "Table Grid" in {s.name for s in self._document.styles} else None

    def _page_numbers(self) -> None:
        """Put page numbers outside: right on odd pages, left on even ones, a character in."""
        self._document.settings.odd_and_even_pages_header_footer = True
        section = self._document.sections[0]
        for footer, align in ((section.footer, "right"), (section.even_page_footer, "left")):
            paragraph = footer.paragraphs[0]
            paragraph.style = self._document.styles[S_FOOTER]
            paragraph.paragraph_format.alignment = alignment(align)
            paragraph.add_run("— ")
            field(paragraph, "PAGE")
            paragraph.add_run(" —")
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


def _width(text: str) -> float:
    """Give the width of a text in Chinese characters; digits and Latin letters are half as wide."""
    return sum(1 if unicodedata.east_asian_width(char) in "WF" else 0.5 for char in text)


def _indent(paragraph: "Paragraph", *, left: float = 0, right: float = 0) -> None:
    indent(paragraph._p.get_or_add_pPr(), left=left, right=right)  # noqa: SLF001 - as above
