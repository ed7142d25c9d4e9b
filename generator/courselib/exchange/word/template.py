"""The empty official document that others are written into: its styles, its fonts, its settings.

python-docx begins with a template of its own, half a megabyte of styles in other people's fonts and a picture; this one has what is
used. Fonts are named as officials have them and none is embedded; for a machine without them the font table names others.
"""

from __future__ import annotations

from functools import cache

from .measures import CLOSER, INDENT, LINE, NOTE_INDENT, SIZE_2, SIZE_3, SIZE_4, SIZE_5
from .packing import packed

TEXT, TITLE, HEADING, SUBHEADING, NUMBER = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "宋体"
#: What stands in for a font, the best first. The new names of the same designs come before free fonts.
_FALLBACKS = {
    TEXT: ("仿宋", "FangSong", "STFangsong", "FZFangSong-Z02", "Noto Serif CJK SC", "roman"),
    TITLE: ("方正小标宋_GBK", "FZXiaoBiaoSong-B05", "华文中宋", "STZhongsong", "Noto Serif CJK SC", "roman"),
    HEADING: ("SimHei", "STHeiti", "FZHei-B01", "Noto Sans CJK SC", "swiss"),
    SUBHEADING: ("楷体", "KaiTi", "STKaiti", "FZKai-Z03", "Noto Serif CJK SC", "roman"),
    NUMBER: ("SimSun", "STSong", "FZShuSong-Z01", "Noto Serif CJK SC", "roman"),
}
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument"

# Names of the paragraph styles, for who writes with them.
BODY, PLAIN, DOC_TITLE, SUBTITLE, LEVEL_1 = "公文正文", "公文左起", "公文标题", "公文副标题", "一级标题"
ANNEX_LIST, ATTACHED, CELL, CELL_HEAD, GAP, NOTE = "附件说明", "附件标记", "表格文字", "表格表头", "表前空行", "表注"

#: The keys of those that tables are put together with.
CELL_KEY, CELL_HEAD_KEY = "Cell", "CellHead"
_BUILT_IN = frozenset(("Normal", "Header", "Footer"))


def _fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def _style(key: str, name: str, based: str = "", paragraph: str = "", characters: str = "", default: str = "") -> str:
    above = f'<w:basedOn w:val="{based}"/>' if based else ""
    own = "" if key in _BUILT_IN else 'w:customStyle="1" '
    return (f'<w:style w:type="paragraph" {default}{own}w:styleId="{key}"><w:name w:val="{name}"/>{above}<w:qFormat/>'
            f"<w:pPr>{paragraph}</w:pPr><w:rPr>{characters}</w:rPr></w:style>")


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _styles() -> str:
    exact = f'<w:spacing w:before="0" w:after="0" w:line="{LINE}" w:lineRule="exact"/>'
    # Lines stay in their 22 places and characters in their 28: nothing is kept together, nothing is put between Chinese and Latin.
    columns = '<w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
    indent = f'<w:ind w:firstLine="{INDENT}"/>'
    closer = f'<w:spacing w:val="{CLOSER}"/>'
    # Lines in tables are as high as their text: an exact height would cut off what breaks.
    free = '<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>'
    return (
        f'{_HEAD}<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>{_fonts(TEXT)}{_size(SIZE_3)}'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:snapToGrid w:val="0"/></w:pPr></w:pPrDefault></w:docDefaults>'
        + _style("Normal", "Normal", paragraph=f"{columns}{exact}<w:jc w:val=\"both\"/>", characters=closer, default='w:default="1" ')
        + _style("Body", BODY, "Normal", indent)
        + _style("Plain", PLAIN, "Normal")
        + _style("DocTitle", DOC_TITLE, "Normal", '<w:keepNext/><w:jc w:val="center"/><w:outlineLvl w:val="0"/>',
                 f'{_fonts(TITLE)}<w:spacing w:val="0"/>{_size(SIZE_2)}')
        + _style("Subtitle", SUBTITLE, "Normal", '<w:keepNext/><w:jc w:val="center"/>', _fonts(SUBHEADING))
        + _style("Level1", LEVEL_1, "Normal", f'<w:keepNext/>{indent}<w:outlineLvl w:val="1"/>', _fonts(HEADING))
        + _style("AnnexList", ANNEX_LIST, "Body", "<w:keepNext/>")
        + _style("Attached", ATTACHED, "Normal", "<w:keepNext/>", _fonts(HEADING))
        + _style(CELL_KEY, CELL, "Normal", f'{free}<w:jc w:val="left"/>', f'<w:spacing w:val="0"/>{_size(SIZE_5)}')
        + _style(CELL_HEAD_KEY, CELL_HEAD, CELL_KEY, '<w:keepNext/><w:jc w:val="center"/>', _fonts(HEADING))
        + _style("Gap", GAP, CELL_KEY, '<w:spacing w:before="0" w:after="0" w:line="160" w:lineRule="exact"/>', _size(SIZE_5))
        + _style("Note", NOTE, CELL_KEY, f'<w:keepLines/><w:ind w:left="{NOTE_INDENT}" w:hanging="{NOTE_INDENT}"/>')
        + _style("Footer", "footer", "Normal", '<w:spacing w:line="240" w:lineRule="auto"/>',
                 f'{_fonts(NUMBER)}<w:spacing w:val="0"/>{_size(SIZE_4)}')
        + _style("Header", "header", "Footer")
        + '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>'
        "</w:styles>"
    )


def _font_table() -> str:
    rows = [
        f'<w:font w:name="{name}"><w:altName w:val="{",".join(others)}"/><w:charset w:val="86"/><w:family w:val="{family}"/></w:font>'
        for name, (*others, family) in _FALLBACKS.items()
    ]
    return f"{_HEAD}<w:fonts {_W}>{''.join(rows)}</w:fonts>"


def _settings() -> str:
    # Page numbers stand to the right on odd pages and to the left on even ones; compatibility 15 is Word 2013 and later.
    return (
        f'{_HEAD}<w:settings {_W}><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/><w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def _relations(rows: tuple[tuple[str, str], ...]) -> str:
    inner = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/relationships/{kind}" Target="{target}"/>' for n, (kind, target) in enumerate(rows, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


@cache
def template() -> bytes:
    """Return an empty document with one section and the styles named in this module."""
    kinds = (
        ("word/document.xml", "wordprocessingml.document.main"), ("word/styles.xml", "wordprocessingml.styles"),
        ("word/fontTable.xml", "wordprocessingml.fontTable"), ("word/settings.xml", "wordprocessingml.settings"),
    )
    overrides = "".join(f'<Override PartName="/{part}" ContentType="{_KIND}.{kind}+xml"/>' for part, kind in kinds)
    parts = {
        "[Content_Types].xml": (
            f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
        ),
        "_rels/.rels": _relations((("officeDocument", "word/document.xml"),)),
        "word/_rels/document.xml.rels": _relations(tuple((name, f"{name}.xml") for name in ("styles", "fontTable", "settings"))),
        "word/document.xml": f'{_HEAD}<w:document {_W} xmlns:r="{_OFFICE}/relationships"><w:body><w:sectPr/></w:body></w:document>',
        "word/styles.xml": _styles(),
        "word/fontTable.xml": _font_table(),
        "word/settings.xml": _settings(),
    }
    return packed({name: text.encode() for name, text in parts.items()})
