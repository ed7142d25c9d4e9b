"""Word plans made for tests: what they say is known, so that what a reader finds in them can be counted."""

# ruff: noqa: E501 - texts of plans
from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from PIL import Image

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@dataclass(frozen=True)
class Lesson:
    """What a plan says; ``audience`` and ``methods`` as it says them and as the library does. Hours of units are texts."""

    title: str
    audience: tuple[str, list[str]]
    hours: str
    methods: tuple[str, list[str]]
    lecturer: str
    objectives: tuple[str, ...]
    units: tuple[tuple[str, str, str], ...]
    questions: tuple[str, ...]
    materials: tuple[str, ...]
    key: str


LESSONS = (
    Lesson("村级集体经济怎样壮大", ("村党组织书记和村“两委”干部", ["rural"]), "4", ("讲授法、案例教学法、分组讨论", ["lecture", "case-discussion", "exchange"]), "张建国",
           ("能说出本村资源的三类家底。", "能比较三种经营方式的收益和风险。", "能起草一份一页纸的项目说明。"),
           (("摸清家底", "资源、资产、资金三本账，谁来记，怎样公开", "1"), ("三种路子", "自主经营、入股分红、租赁托管各适合什么村", "1.5"),
            ("算一笔账", "分组算本村项目的投入、收益和最坏情形", "1.5")),
           ("本村哪一类资源还没有用起来？", "租赁和入股，哪一种风险更大，为什么？"), ("《农村集体资产监督管理办法（示例）》", "县农业农村局案例汇编（2025年）"), "先摸家底再上项目"),
    Lesson("社区议事协商的方法", ("城市社区党员", ["urban"]), "2", ("专题讲座、互动交流", ["lecture", "exchange"]), "李芳",
           ("能列出议事协商的五个步骤", "会主持一次二十分钟的议事会"),
           (("为什么要商量", "从楼道堆物说起，谁的事谁来定", "0.5"), ("五步议事", "提、选、议、定、督", "1"), ("模拟议事会", "按角色卡主持一次", "0.5")),
           ("会上有人一直发言，主持人怎么办？",), ("街道议事规则范本",), "协商要有结果"),
    Lesson("医患沟通与依法执业", ("医务人员", ["institutions-health"]), "3", ("讲授、情景模拟", ["lecture", "practice"]), "王医生",
           ("说明知情同意的三个要件", "复述一次告知的完整过程", "指出病历书写的常见缺漏"),
           (("知情同意", "谁告知、告知什么、怎样留痕", "1"), ("沟通四步", "听、问、说、确认", "1"), ("病历里的风险", "逐条核对一份示例病历", "1")),
           ("紧急情况下能不能先抢救后签字？", "告知书没有签全怎么补救？"), ("《医疗纠纷预防和处理条例》", "本院告知书样本"), "沟通在前，签字在后"),
    Lesson("金融风险防控案例课", ("金融企业党员", ["enterprises-finance"]), "2", ("案例研讨", ["case-discussion"]), "赵敏",
           ("识别三类常见的违规放贷信号", "能在流程图上标出失守的环节"),
           (("案情还原", "一笔贷款从受理到出险的经过", "0.5"), ("环节拆解", "贷前、贷中、贷后各错在哪里", "1"), ("对照自查", "用自查表对照本行流程", "0.5")),
           ("如果你是客户经理，会在哪一步停下来？",), ("监管通报摘编",), "每一个签字都要负责"),
    Lesson("机关公文写作实务", ("机关党员", ["organs"]), "4", ("实操练习", ["practice"]), "孙立",
           ("分清请示、报告和函的用法", "写出一份格式正确的请示", "改出一篇通知里的六处毛病"),
           (("三种文种", "一文一事、行文方向和常见误用", "1"), ("格式要素", "标题、主送、正文、落款各有什么规矩", "1"), ("当堂写改", "写一份请示，互改一遍", "2")),
           ("同级单位商量事情用什么文种？", "请示能不能同时报两个上级？"), ("《党政机关公文格式》国家标准",), "先想清楚再动笔"),
)


@dataclass
class Made:
    """A document, the strings that were put in, and which of the lesson's fields it says."""

    lesson: Lesson
    document: Any = field(default_factory=docx.Document)
    said: list[str] = field(default_factory=list)
    stem: str = "教案"
    fields: set[str] = field(default_factory=set)
    after: list[Callable[[dict[str, bytes]], None]] = field(default_factory=list)
    #: Hours of units that cannot be known exactly.
    open_hours: bool = False

    def text(self, text: str, style: str | None = None, *, bold: bool = False, centre: bool = False, place: Any = None) -> Any:
        """Add a paragraph."""
        self.said.append(text)
        paragraph = (place or self.document).add_paragraph(style=style)
        paragraph.add_run(text).bold = bold or None
        if centre:
            paragraph.alignment = 1
        return paragraph

    def cell(self, cell: Any, text: str) -> None:
        """Fill a cell, a line a paragraph."""
        self.said.append(text)
        first, *more = text.split("\n")
        cell.paragraphs[0].add_run(first)
        for line in more:
            cell.add_paragraph(line)

    def table(self, rows: Sequence[Sequence[str]], place: Any = None) -> Any:
        """Add a table of texts."""
        table = (place or self.document).add_table(len(rows), len(rows[0]))
        if place is None:
            table.style = "Table Grid"
        for y, row in enumerate(rows):
            for x, text in enumerate(row):
                if text:
                    self.cell(table.cell(y, x), text)
        return table

    def picture(self, colour: str = "red", words: str = "") -> None:
        """Add a picture."""
        stream = io.BytesIO()
        Image.new("RGB", (12, 8), colour).save(stream, "PNG")
        stream.seek(0)
        self.document.add_picture(stream)
        if words:
            list(self.document.element.iter(qn("wp:docPr")))[-1].set("descr", words)

    def raw(self, xml: str, at: Any = None) -> Any:
        """Add an element, written without the namespace's declaration."""
        name = xml.split(" ", 1)[0].split(">", 1)[0].rstrip("/")
        element = parse_xml(xml.replace(name, f"{name} {W}", 1))
        if at is None:
            self.document.element.body.insert_element_before(element, "w:sectPr")
        else:
            at.append(element)
        return element

    def bytes(self) -> bytes:
        """Return the file."""
        buffer = io.BytesIO()
        self.document.save(buffer)
        if not self.after:
            return buffer.getvalue()
        with zipfile.ZipFile(buffer) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        for change in self.after:
            change(parts)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in parts.items():
                archive.writestr(name, data)
        return out.getvalue()


def add_part(name: str, kind: str, data: str) -> Callable[[dict[str, bytes]], None]:
    """Return a change that adds a part that the document refers to."""

    def change(parts: dict[str, bytes]) -> None:
        parts[f"word/{name}"] = ('<?xml version="1.0" encoding="UTF-8"?>' + data).encode()
        rels = parts["word/_rels/document.xml.rels"].decode()
        relation = (f'<Relationship Id="rX{kind}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
                    f'Target="{name}"/>')
        parts["word/_rels/document.xml.rels"] = rels.replace("</Relationships>", relation + "</Relationships>").encode()
        types = parts["[Content_Types].xml"].decode()
        content = f'<Override PartName="/word/{name}" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>'
        parts["[Content_Types].xml"] = types.replace("</Types>", content + "</Types>").encode()

    return change


def chinese_list(made: Made) -> str:
    """Add a list of two levels (一、 / （一）) and return its key."""
    numbering = made.document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {W} w:abstractNumId="77"><w:multiLevelType w:val="multilevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>'
        '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl></w:abstractNum>')
    numbering.insert(0, abstract)
    numbering.append(parse_xml(f'<w:num {W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    return "77"


def numbered(paragraph: Any, key: str, depth: int) -> None:
    """Make a paragraph an item of a list."""
    about = paragraph._p.get_or_add_pPr()
    about.append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="{depth}"/><w:numId w:val="{key}"/></w:numPr>'))


def merged_down(table: Any, column: int, first: int, last: int) -> None:
    """Merge cells of a column."""
    table.cell(first, column).merge(table.cell(last, column))


_USUAL = {"title", "audience", "hours", "methods", "objectives", "outline", "questions", "materials"}


def begin(lesson: Lesson, *missing: str) -> Made:
    """Return an empty plan that says all fields but those that are missing."""
    made = Made(lesson)
    made.fields = _USUAL - set(missing)
    return made


def rows_of(lesson: Lesson) -> list[list[str]]:
    """Return the outline as a table."""
    return [["单元", "内容要点", "学时"], *[list(unit) for unit in lesson.units]]


def facts(made: Made, *, tabs: bool = False) -> None:
    """Write labelled values, with tabs two a line."""
    lesson = made.lesson
    pairs = [("授课人", lesson.lecturer), ("授课对象", lesson.audience[0]), ("课时", f"{lesson.hours}课时"), ("教学方法", lesson.methods[0])]
    if tabs:
        made.text(f"授课人：{lesson.lecturer}\t课时：{lesson.hours}课时")
        made.text(f"授课对象：{lesson.audience[0]}")
        made.text(f"教学方法：{lesson.methods[0]}")
        return
    for label, value in pairs:
        made.text(f"{label}：{value}")
