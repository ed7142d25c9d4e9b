"""Page numbers of an official document: size 4, between dashes (一字线), 7 mm below the type area, one character from its outer side.

On a wide page the number stands where it does on the others once the sheet is turned upright (GB/T 9704-2012, 横排表格): beside the
table, reading downwards, in a floating cell; LibreOffice puts text boxes of headers and footers in wrong places.
"""

from __future__ import annotations

from typing import Any

from .measures import NUMBER_BELOW, NUMBER_SIZE, PORTRAIT, Sheet

#: Width and height of the cell in twips: one line of the number, as long as any number needs.
_BOX = (567, 2835)
#: ``tbRl`` lines run downwards, as they do on a sheet that was turned.
_TURNED = """\
<w:tbl {names}><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="page" w:horzAnchor="page" w:tblpX="{x}" \
w:tblpY="{y}"/><w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/>\
<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid><w:tr><w:trPr>\
<w:trHeight w:val="{height}" w:hRule="exact"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:textDirection w:val="tbRl"/>\
<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="Footer"/><w:jc w:val="{side}"/></w:pPr>{number}</w:p></w:tc>\
</w:tr></w:tbl>"""
_NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_NUMBER = (
    f'<w:r {_NAMES}><w:t xml:space="preserve">— </w:t></w:r><w:r {_NAMES}><w:fldChar w:fldCharType="begin"/></w:r>'
    f'<w:r {_NAMES}><w:instrText>PAGE</w:instrText></w:r><w:r {_NAMES}><w:fldChar w:fldCharType="separate"/></w:r>'
    f'<w:r {_NAMES}><w:t>1</w:t></w:r><w:r {_NAMES}><w:fldChar w:fldCharType="end"/></w:r>'
    f'<w:r {_NAMES}><w:t xml:space="preserve"> —</w:t></w:r>'
)


def number_pages(section: Any, sheet: Sheet) -> None:
    """Give a section its numbers: on the right of odd pages, on the left of even ones."""
    from docx.oxml import parse_xml  # noqa: PLC0415 - other commands start faster without it

    upright = sheet == PORTRAIT
    sides = ((section.header, section.footer, "right"), (section.even_page_header, section.even_page_footer, "left"))
    for header, footer, side in sides:
        for place in (header, footer):
            place.is_linked_to_previous = False
        inside = (footer if upright else header).part.element
        for empty in list(inside):
            inside.remove(empty)
        if not upright:
            inside.append(parse_xml(_turned(sheet, side)))
        inside.append(parse_xml(_upright(side) if upright else f'<w:p {_NAMES}><w:pPr><w:pStyle w:val="Footer"/></w:pPr></w:p>'))


def _upright(side: str) -> str:
    place = f'<w:ind w:{side}="{NUMBER_SIZE}"/><w:jc w:val="{side}"/>'
    return f'<w:p {_NAMES}><w:pPr><w:pStyle w:val="Footer"/>{place}</w:pPr>{_NUMBER}</w:p>'


def _turned(sheet: Sheet, side: str) -> str:
    """Return the cell beside a wide page: its left edge is the lower one of the sheet held upright, its foot the right one."""
    width, height = _BOX
    middle = PORTRAIT.bottom - NUMBER_BELOW
    top = sheet.height - sheet.bottom - NUMBER_SIZE - height if side == "right" else sheet.top + NUMBER_SIZE
    return _TURNED.format(names=_NAMES, x=middle - width // 2, y=top, width=width, height=height, side=side, number=_NUMBER)
