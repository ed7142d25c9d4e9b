"""The parts of a printed plan that are the same in all: styles, lists, paper, the foot with the page's number."""

# ruff: noqa: E501 - markup
from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..word.packing import packed

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TEXT, _BLACK = "宋体", "黑体"
BULLET_LIST = 1
_DEPTHS = 6
_IMAGES = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif"}


def _fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{name}" w:cs="Times New Roman"/>'


def _style(key: str, name: str, paragraph: str = "", characters: str = "", *, default: bool = False) -> str:
    based = "" if default else '<w:basedOn w:val="Normal"/>'
    usual = 'w:default="1" ' if default else ""
    return (f'<w:style w:type="paragraph" {usual}w:styleId="{key}"><w:name w:val="{name}"/>{based}'
            f"<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{characters}</w:rPr></w:style>")


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def styles() -> str:
    """Return the styles: names that Word knows, so that its own lists of headings work."""
    heads = "".join(
        _style(f"Heading{n}", f"heading {n}", f'<w:keepNext/><w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="{n - 1}"/>',
               f"{_fonts(_BLACK)}<w:b/>{_size(size)}")
        for n, size in enumerate((28, 26, 24, 24, 24, 24), 1)
    )
    return (
        f'{_HEAD}<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>{_fonts(_TEXT)}{_size(24)}'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
        + _style("Normal", "Normal", '<w:spacing w:after="60" w:line="360" w:lineRule="auto"/>', default=True)
        + _style("Title", "Title", '<w:spacing w:after="200"/><w:jc w:val="center"/>', f"{_fonts(_BLACK)}<w:b/>{_size(36)}")
        + heads
        + _style("ListContinue", "List Continue", '<w:ind w:left="480"/>')
        + _style("Quote", "Quote", '<w:ind w:left="480" w:right="480"/>')
        + _style("CellText", "表格文字", '<w:spacing w:before="40" w:after="40" w:line="300" w:lineRule="auto"/>', _size(21))
        + _style("FootnoteText", "footnote text", '<w:spacing w:line="240" w:lineRule="auto"/>', _size(18))
        + _style("Footer", "footer", '<w:jc w:val="center"/>', _size(18))
        + "</w:styles>"
    )


def _numbering(ordered: Sequence[int]) -> str:
    """Return the lists: one of bullets, and one for each ordered list, which begins at its own number."""
    def level(at: int, form: str, text: str) -> str:
        left = 480 * (at + 1)
        return (f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
                f'<w:pPr><w:ind w:left="{left}" w:hanging="360"/></w:pPr></w:lvl>')

    bullets = "".join(level(at, "bullet", "•") for at in range(_DEPTHS))
    numbers = "".join(level(at, "decimal", f"%{at + 1}.") for at in range(_DEPTHS))
    lists = "".join(
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="1"/>'
        + "".join(f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{start}"/></w:lvlOverride>' for at in range(_DEPTHS)) + "</w:num>"
        for key, start in enumerate(ordered, BULLET_LIST + 1)
    )
    return (f'{_HEAD}<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/>{bullets}</w:abstractNum>'
            f'<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="hybridMultilevel"/>{numbers}</w:abstractNum>'
            f'<w:num w:numId="{BULLET_LIST}"><w:abstractNumId w:val="0"/></w:num>{lists}</w:numbering>')


def package(
    body: str, title: str, ordered: Sequence[int], links: Sequence[str], pictures: Mapping[str, bytes], notes: Sequence[str],
) -> bytes:
    """Return the file: ``links`` are named ``rIdL0`` …, pictures ``rIdP0`` …, ``notes`` are the contents of footnotes from 1."""
    section = ('<w:sectPr><w:footerReference w:type="default" r:id="rIdF"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" '
               'w:bottom="1440" w:left="1440" w:header="851" w:footer="850" w:gutter="0"/></w:sectPr>')
    document = f'{_HEAD}<w:document {W} {R}><w:body>{body}{section}</w:body></w:document>'
    footer = (f'{_HEAD}<w:ftr {W}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE'
              '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar '
              'w:fldCharType="end"/></w:r></w:p></w:ftr>')
    relations = [("rIdS", "styles", "styles.xml", ""), ("rIdN", "numbering", "numbering.xml", ""), ("rIdF", "footer", "footer1.xml", "")]
    parts = {"word/document.xml": document, "word/styles.xml": styles(), "word/numbering.xml": _numbering(ordered), "word/footer1.xml": footer}
    if notes:
        relations.append(("rIdO", "footnotes", "footnotes.xml", ""))
        marks = "".join(f'<w:footnote w:type="{kind}" w:id="{at}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
                        for at, kind in ((-1, "separator"), (0, "continuationSeparator")))
        texts = "".join(f'<w:footnote w:id="{at}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:rPr><w:vertAlign '
                        f'w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>{text}</w:p></w:footnote>' for at, text in enumerate(notes, 1))
        parts["word/footnotes.xml"] = f"{_HEAD}<w:footnotes {W} {R}>{marks}{texts}</w:footnotes>"
    relations += [(f"rIdL{at}", "hyperlink", url, ' TargetMode="External"') for at, url in enumerate(links)]
    relations += [(f"rIdP{at}", "image", f"media/{name}", "") for at, name in enumerate(pictures)]
    parts["word/_rels/document.xml.rels"] = _relations(relations)
    parts["_rels/.rels"] = _relations([("rId1", "officeDocument", "word/document.xml", "")]).replace(
        "</Relationships>", f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>')
    parts["docProps/core.xml"] = (f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
                                  f"<dc:title>{title}</dc:title></cp:coreProperties>")
    kinds = {"document": "document.main", "styles": "styles", "numbering": "numbering", "footer1": "footer", "footnotes": "footnotes"}
    overrides = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>' for name, kind in kinds.items()
                        if f"word/{name}.xml" in parts)
    images = "".join(f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in _IMAGES.items())
    parts["[Content_Types].xml"] = (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{images}{overrides}<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>')
    whole = {name: text.encode() for name, text in parts.items()}
    return packed(whole | {f"word/media/{name}": data for name, data in pictures.items()})


def _relations(rows: Sequence[tuple[str, str, str, str]]) -> str:
    inner = "".join(f'<Relationship Id="{key}" Type="{_OFFICE}/relationships/{kind}" Target="{target}"{mode}/>' for key, kind, target, mode in rows)
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'
