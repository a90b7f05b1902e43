"""The look of an official document (GB/T 9704-2012) as page, styles and fonts of a docx."""

from math import floor
from typing import Any
from xml.sax.saxutils import quoteattr

TITLE, BODY, HEADING, SUBHEADING = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
PAGE_NUMBER = "宋体"
# Sizes in points: 2号, 3号, 4号, 小四, 五号.
SIZE_TITLE, SIZE_BODY, SIZE_PAGE, SIZE_CAPTION, SIZE_TABLE = 22, 16, 14, 12, 10.5
LINE = 28.95  # points: 22 lines on 225 mm
TABLE_LINE = 17
MARGINS = {"top": 37, "bottom": 35, "left": 28, "right": 26}  # mm, on A4
TEXT_WIDTH = 156  # mm
PER_LINE = 28  # characters
_POINTS_PER_MM = 72 / 25.4
# What a character of the text is wider than 3号, as 156 mm hold 28: by the grid in 4096ths of a
# point. LibreOffice gives a character that is wider than the grid two places, so the styles leave
# the grid and set the text closer themselves, in 20ths of a point; it rounds, hence one more.
_WIDER = TEXT_WIDTH * _POINTS_PER_MM / PER_LINE - SIZE_BODY
_CHAR_SPACE, _CLOSER = round(_WIDER * 4096), floor(_WIDER * 20) - 1
# The names of the styles: an office's template may have its own of the same names.
S_TITLE, S_BODY, S_HEADING, S_SUBHEADING = "Title", "Body Text", "Heading 1", "Heading 2"
S_PLAIN, S_CAPTION, S_CELL, S_FOOTER = "Normal", "Caption", "Table Text", "Footer"
# Style: font, size, alignment, first line in characters, line in points, kept with the next.
_STYLES: dict[str, tuple[str, float, str, int, float, bool]] = {
    S_PLAIN: (BODY, SIZE_BODY, "left", 0, LINE, False),
    S_BODY: (BODY, SIZE_BODY, "both", 2, LINE, False),
    S_TITLE: (TITLE, SIZE_TITLE, "center", 0, LINE, True),
    S_HEADING: (HEADING, SIZE_BODY, "left", 2, LINE, True),
    S_SUBHEADING: (SUBHEADING, SIZE_BODY, "left", 2, LINE, True),
    S_CAPTION: (HEADING, SIZE_CAPTION, "center", 0, LINE, False),
    S_CELL: (BODY, SIZE_TABLE, "left", 0, TABLE_LINE, False),
    S_FOOTER: (PAGE_NUMBER, SIZE_PAGE, "left", 0, SIZE_PAGE * 1.3, False),
}
_OUTLINE = {S_HEADING: 0, S_SUBHEADING: 1}
# By what another program finds a substitute: other names, the kind of letter, and its panose.
_FONTS = {
    TITLE: ("FZXiaoBiaoSong-B05S", "auto", "02010601030101010101"),
    BODY: ("FangSong", "modern", "02010609030101010101"),
    HEADING: ("SimHei", "modern", "02010609060101010101"),
    SUBHEADING: ("KaiTi", "modern", "02010609030101010101"),
    PAGE_NUMBER: ("SimSun", "auto", "02010600030101010101"),
}
_CELL_MARGIN = 68  # 1.2 mm in 20ths of a point
_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def dress(document: Any) -> None:
    """Give an empty document the page, the styles and the fonts of an official one."""
    _page(document.sections[0])
    add_styles(document, replace=True)
    for language in document.styles.element.xpath("w:docDefaults//w:lang"):
        # Latin text in Chinese would let LibreOffice break a number in two.
        language.set(qn("w:val"), "en-US")
        language.set(qn("w:eastAsia"), "zh-CN")
    _list_fonts(document)


def add_styles(document: Any, *, replace: bool) -> None:
    """Add the styles that the text uses; those that are there stay, unless they are replaced."""
    from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415 - heavy

    known = {style.name for style in document.styles}
    for name, look in _STYLES.items():
        if name not in known:
            style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        elif replace:
            style = document.styles[name]
        else:
            continue
        _describe(style, *look)
        if name in _OUTLINE:
            _child(style.element.get_or_add_pPr(), "w:outlineLvl", val=_OUTLINE[name])
        _child(style.element.get_or_add_pPr(), "w:snapToGrid", val=0)
        style.quick_style = True


def _describe(
    style: Any, font: str, size: float, align: str, first: int, line: float, keep: bool
) -> None:
    for child in style.element.xpath("w:rPr|w:pPr"):
        style.element.remove(child)
    style.font.name, style.font.size = font, pt(size)
    style.font.bold = style.font.italic = False
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if size == SIZE_BODY:
        _child(style.element.rPr, "w:spacing", val=_CLOSER)
    form = style.paragraph_format
    form.alignment = alignment(align)
    form.space_before = form.space_after = pt(0)
    form.line_spacing_rule, form.line_spacing = exactly(), pt(line)
    form.keep_with_next = keep
    form.widow_control = False
    if first:
        indent(style.element.get_or_add_pPr(), first=first)


def _page(section: Any) -> None:
    section.page_width, section.page_height = mm(210), mm(297)
    for side, width in MARGINS.items():
        setattr(section, f"{side}_margin", mm(width))
    section.footer_distance = mm(MARGINS["bottom"] - 7 - 5)
    properties = section._sectPr  # noqa: SLF001 - python-docx has no other way
    for grid in properties.xpath("w:docGrid"):
        properties.remove(grid)
    pitch = round(LINE * 20)
    _child(properties, "w:docGrid", type="linesAndChars", linePitch=pitch, charSpace=_CHAR_SPACE)


def _list_fonts(document: Any) -> None:
    """Write the table of fonts: none is embedded, each says by what it can be replaced."""
    entries = "".join(
        f"<w:font w:name={quoteattr(name)}><w:altName w:val={quoteattr(other)}/>"
        f'<w:panose1 w:val="{panose}"/><w:charset w:val="86"/><w:family w:val="{family}"/>'
        '<w:pitch w:val="fixed"/></w:font>'
        for name, (other, family, panose) in _FONTS.items()
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    content = f'{head}<w:fonts xmlns:w="{_NAMESPACE}">{entries}</w:fonts>'
    for part in document.part.package.iter_parts():
        if part.partname == "/word/fontTable.xml":
            part._blob = content.encode()  # noqa: SLF001 - as above


def indent(properties: Any, first: int = 0, left: float = 0, right: float = 0) -> None:
    """Indent by characters, with the length of 3号 characters for programs that know none."""
    found = properties.get_or_add_ind()
    for name, chars in (("firstLine", first), ("left", left), ("right", right)):
        if chars:
            found.set(qn(f"w:{name}Chars"), str(round(chars * 100)))
            found.set(qn(f"w:{name}"), str(round(chars * SIZE_BODY * 20)))


def _child(parent: Any, tag: str, **values: object) -> Any:
    from docx.oxml import OxmlElement  # noqa: PLC0415 - heavy

    child = OxmlElement(tag)
    for name, value in values.items():
        child.set(qn(f"w:{name}"), str(value))
    successors = _AFTER.get(tag)
    if successors:
        parent.insert_element_before(child, *successors)
    else:
        parent.append(child)
    return child


# The schema has an order: what follows an element in its parent.
_AFTER = {
    "w:spacing": ("w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u"),
    "w:tblCellMar": ("w:tblLook", "w:tblCaption", "w:tblDescription"),
    "w:snapToGrid": (
        *("w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:jc"),
        *("w:textDirection", "w:textAlignment", "w:outlineLvl"),
    ),
    "w:pBdr": (
        *("w:shd", "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing"),
        *("w:mirrorIndents", "w:jc", "w:textDirection", "w:textAlignment", "w:outlineLvl"),
    ),
}


def narrow_cells(table: Any) -> None:
    """Leave little room beside the text of a table's cells."""
    margins = _child(table._tblPr, "w:tblCellMar")  # noqa: SLF001 - as above
    for side in ("left", "right"):
        _child(margins, f"w:{side}", w=_CELL_MARGIN, type="dxa")


def rule_below(paragraph: Any, colour: str, points: float, space: int) -> None:
    """Draw a rule below a paragraph, `space` points under it."""
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - as above
    border = _child(properties, "w:pBdr")
    _child(border, "w:bottom", val="single", sz=round(points * 8), space=space, color=colour)


def field(paragraph: Any, code: str) -> None:
    """Add a field such as the page number, whose value the program works out."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 - heavy

    run = paragraph.add_run("")
    for kind in ("begin", "instruction", "separate", "shown", "end"):
        if kind == "instruction":
            element = OxmlElement("w:instrText")
            element.text = code
        elif kind == "shown":
            element = OxmlElement("w:t")
            element.text = "1"
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._element.append(element)  # noqa: SLF001 - as above


def row_properties(row: Any, *, header: bool) -> None:
    """Keep a row on one page; a header comes again on the next."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 - heavy

    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - as above
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))


def alignment(name: str) -> Any:
    """Give python-docx's word for left, right, center or both."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 - heavy

    return getattr(WD_ALIGN_PARAGRAPH, {"both": "JUSTIFY"}.get(name, name.upper()))


def exactly() -> Any:
    """Give python-docx's word for a line of a fixed height."""
    from docx.enum.text import WD_LINE_SPACING  # noqa: PLC0415 - heavy

    return WD_LINE_SPACING.EXACTLY


def mm(length: float) -> Any:
    """Give a length in millimetres."""
    from docx.shared import Mm  # noqa: PLC0415 - heavy

    return Mm(length)


def pt(length: float) -> Any:
    """Give a length in points."""
    from docx.shared import Pt  # noqa: PLC0415 - heavy

    return Pt(length)


def qn(name: str) -> str:
    """Give a name with its namespace."""
    from docx.oxml.ns import qn as full  # noqa: PLC0415 - heavy

    return str(full(name))
