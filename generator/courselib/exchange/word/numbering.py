"""Page numbers of an official document: size 4, between dashes (一字线), 7 mm below the type area, one character from its outer side.

On a wide page the number stands where it does on the others once the sheet is turned upright (GB/T 9704-2012, 横排表格): beside the
table, reading downwards, in a text box.
"""

from __future__ import annotations

from typing import Any

from .measures import NUMBER_BELOW, NUMBER_SIZE, PORTRAIT, Sheet

#: English metric units, in which drawings are measured, to a twip.
_EMU = 635
#: Width and height of the text box in twips: one line of the number, as long as any number needs.
_BOX = (567, 2835)
_DRAWING = """\
<w:p {names}><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><w:drawing>\
<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0" \
layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="page"><wp:posOffset>{x}</wp:posOffset>\
</wp:positionH><wp:positionV relativeFrom="page"><wp:posOffset>{y}</wp:posOffset></wp:positionV><wp:extent cx="{width}" cy="{height}"/>\
<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/><wp:docPr id="{id}" name="页码{id}"/><wp:cNvGraphicFramePr/><a:graphic>\
<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>\
<a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>\
<a:ln><a:noFill/></a:ln></wps:spPr><wps:txbx><w:txbxContent><w:p><w:pPr><w:pStyle w:val="Footer"/><w:jc w:val="{side}"/></w:pPr>{number}\
</w:p></w:txbxContent></wps:txbx><wps:bodyPr vert="vert" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/></wps:wsp>\
</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r></w:p>"""
_NAMES = " ".join(f'xmlns:{key}="{url}"' for key, url in {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}.items())
_NUMBER = (
    f'<w:r {_NAMES}><w:t xml:space="preserve">— </w:t></w:r><w:r {_NAMES}><w:fldChar w:fldCharType="begin"/></w:r>'
    f'<w:r {_NAMES}><w:instrText>PAGE</w:instrText></w:r><w:r {_NAMES}><w:fldChar w:fldCharType="separate"/></w:r>'
    f'<w:r {_NAMES}><w:t>1</w:t></w:r><w:r {_NAMES}><w:fldChar w:fldCharType="end"/></w:r>'
    f'<w:r {_NAMES}><w:t xml:space="preserve"> —</w:t></w:r>'
)


def number_pages(section: Any, sheet: Sheet) -> None:
    """Give a section its numbers: on the right of odd pages, on the left of even ones."""
    from docx.oxml import parse_xml  # noqa: PLC0415 - other commands start faster without it

    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        # Its one empty paragraph is replaced.
        inside = footer.part.element
        for empty in list(inside):
            inside.remove(empty)
        inside.append(parse_xml(_upright(side) if sheet == PORTRAIT else _turned(sheet, side)))


def _upright(side: str) -> str:
    place = f'<w:ind w:{side}="{NUMBER_SIZE}"/><w:jc w:val="{side}"/>'
    return f'<w:p {_NAMES}><w:pPr><w:pStyle w:val="Footer"/>{place}</w:pPr>{_NUMBER}</w:p>'


def _turned(sheet: Sheet, side: str) -> str:
    """Return the text box of a wide page: its left edge is the lower one of the sheet held upright, its foot the right one."""
    width, height = _BOX
    middle = PORTRAIT.bottom - NUMBER_BELOW
    top = sheet.height - sheet.bottom - NUMBER_SIZE - height if side == "right" else sheet.top + NUMBER_SIZE
    return _DRAWING.format(
        names=_NAMES, x=(middle - width // 2) * _EMU, y=top * _EMU, width=width * _EMU, height=height * _EMU,
        id=1 if side == "right" else 2, side=side, number=_NUMBER,
    )
