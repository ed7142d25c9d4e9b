"""Fifty Word plans in as many ways of laying them out as offices use; each tells which fields it says."""

# ruff: noqa: E501 - texts of plans
from __future__ import annotations

from collections.abc import Callable
from functools import cache

from courselib.exchange.teaching_plan.numbering import chinese

from .forms import form_inline, form_lecture, form_nested, form_two_tables, form_upright, values_below
from .making import LESSONS, Lesson, Made, add_part, begin, chinese_list, facts, numbered, rows_of

Layout = Callable[[Lesson], Made]
def headings(lesson: Lesson) -> Made:
    """Styles of headings throughout."""
    made = begin(lesson)
    made.text(lesson.title, "Title")
    facts(made)
    made.text("教学目标", "Heading 1")
    for one in lesson.objectives:
        made.text(one, "List Bullet")
    made.text("课程大纲", "Heading 1")
    made.table(rows_of(lesson))
    made.text("教学重点", "Heading 1")
    made.text(f"重点是{lesson.key}。")
    made.text("思考题", "Heading 1")
    for one in lesson.questions:
        made.text(one, "List Number")
    made.text("参考资料", "Heading 1")
    for one in lesson.materials:
        made.text(one)
    return made


def wps_styles(lesson: Lesson) -> Made:
    """Styles with keys as WPS gives them: figures, names in lower case."""
    made = headings(lesson)

    def change(parts: dict[str, bytes]) -> None:
        for name in ("word/document.xml", "word/styles.xml"):
            text = parts[name].decode()
            for old, new in (("Heading1", "2"), ("ListBullet", "17"), ("ListNumber", "18"), ("Title", "9")):
                text = text.replace(f'"{old}"', f'"{new}"')
            parts[name] = text.replace('w:val="Heading 1"', 'w:val="heading 1"').encode()

    made.after.append(change)
    return made


def _plain(lesson: Lesson, *, bold: bool, numbers: bool, tabs: bool = False) -> Made:
    made = begin(lesson)
    made.text(lesson.title, centre=True, bold=True)
    facts(made, tabs=tabs)
    at = 0

    def head(text: str) -> None:
        nonlocal at
        at += 1
        made.text(f"{chinese(at)}、{text}" if numbers else text, bold=bold)

    head("教学目标")
    for number, one in enumerate(lesson.objectives, 1):
        made.text(f"{number}．{one}")
    head("教学重点难点")
    made.text(f"重点是{lesson.key}。")
    head("教学内容与学时分配")
    made.table(rows_of(lesson))
    head("思考题")
    for number, one in enumerate(lesson.questions, 1):
        made.text(f"{number}. {one}")
    head("参考书目")
    for number, one in enumerate(lesson.materials, 1):
        made.text(f"[{number}] {one}")
    return made


def bold_numbered(lesson: Lesson) -> Made:
    """Headings that are only bold and numbered."""
    return _plain(lesson, bold=True, numbers=True)


def plain_numbered(lesson: Lesson) -> Made:
    """Headings that are only numbered, labels two a line."""
    return _plain(lesson, bold=False, numbers=True, tabs=True)


def bold_only(lesson: Lesson) -> Made:
    """Headings that are only bold."""
    return _plain(lesson, bold=True, numbers=False, tabs=True)


def auto_numbers(lesson: Lesson) -> Made:
    """Headings numbered by Word itself, in characters."""
    made = begin(lesson)
    key = chinese_list(made)
    made.text(f"《{lesson.title}》教案", centre=True, bold=True)
    facts(made)

    def head(text: str) -> None:
        numbered(made.text(text, bold=True), key, 0)

    head("教学目的")
    for one in lesson.objectives:
        numbered(made.text(one), key, 2)
    head("教学内容")
    for title, content, hours in lesson.units:
        numbered(made.text(f"{title}（{hours}学时）"), key, 1)
        made.text(f"{content}。")
    head("复习思考题")
    for one in lesson.questions:
        numbered(made.text(one), key, 2)
    head("参考文献")
    for one in lesson.materials:
        numbered(made.text(one), key, 2)
    return made


def list_outline(lesson: Lesson) -> Made:
    """The outline is a list whose items end in hours."""
    made = begin(lesson)
    made.text(f"{lesson.title}教案", "Heading 1")
    facts(made)
    made.text("教学目标", "Heading 2")
    for one in lesson.objectives:
        made.text(one, "List Number")
    made.text("授课提纲", "Heading 2")
    for title, _, hours in lesson.units:
        made.text(f"{title}（{hours} 学时）", "List Number")
    made.text("课后思考题", "Heading 2")
    for one in lesson.questions:
        made.text(one, "List Number")
    made.text("推荐阅读", "Heading 2")
    for one in lesson.materials:
        made.text(one, "List Bullet")
    return made


def minutes_table(lesson: Lesson) -> Made:
    """The outline has minutes, which make hours by the plan's own figures."""
    made = begin(lesson)
    made.text(lesson.title, "Title")
    total = int(lesson.hours) * 40
    made.text(f"授课对象：{lesson.audience[0]}；课时：{lesson.hours}学时（{total}分钟）")
    made.text(f"授课方式：{lesson.methods[0]}")
    made.text("一、学习目标", bold=True)
    for one in lesson.objectives:
        made.text(f"①{one}")
    made.text("二、教学进程", bold=True)
    made.table([["时间（分钟）", "教学环节", "教学内容", "教学方法"],
                *[[f"{float(u[2]) * 40:g}", u[0], u[1], "讲授"] for u in lesson.units]])
    made.text("三、研讨题", bold=True)
    for one in lesson.questions:
        made.text(one)
    made.text("四、参考资料", bold=True)
    for one in lesson.materials:
        made.text(one)
    return made


def minutes_headings(lesson: Lesson) -> Made:
    """Units are headings that end in minutes, which make no hours."""
    made = begin(lesson)
    made.text(lesson.title, "Title")
    facts(made, tabs=True)
    made.text("教学目标", "Heading 1")
    for one in lesson.objectives:
        made.text(one)
    made.text("教学过程", "Heading 1")
    for number, (title, content, _) in enumerate(lesson.units, 1):
        made.text(f"（{chinese(number)}）{title}（{20 + number}分钟）", "Heading 2")
        made.text(f"{content}。")
    made.open_hours = True
    made.text("作业", "Heading 1")
    for one in lesson.questions:
        made.text(one)
    made.text("教学准备", "Heading 1")
    for one in lesson.materials:
        made.text(one)
    return made


def tracked(lesson: Lesson) -> Made:
    """Tracked changes: what was put in counts, what was taken out is told."""
    made = headings(lesson)
    made.raw("<w:p><w:r><w:t>课上要强调</w:t></w:r><w:ins w:id='1' w:author='甲'><w:r><w:t>必须签字留痕</w:t></w:r></w:ins>"
             "<w:del w:id='2' w:author='甲'><w:r><w:delText>可以口头说明</w:delText></w:r></w:del></w:p>")
    made.said += ["课上要强调", "必须签字留痕", "可以口头说明"]
    return made


def boxed(lesson: Lesson) -> Made:
    """A text box, in both of its forms as Word writes it, and a comment."""
    made = bold_numbered(lesson)
    made.raw(
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps">'
        '<w:drawing><wps:txbx xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><w:txbxContent><w:p><w:r>'
        '<w:t>提示：发言先举手</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape '
        'xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p><w:r><w:t>提示：发言先举手</w:t></w:r></w:p></w:txbxContent>'
        "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>")
    made.after.append(add_part("comments.xml", "comments", (
        '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="0"><w:p><w:r>'
        "<w:t>这里的数字要核实</w:t></w:r></w:p></w:comment></w:comments>")))
    made.said += ["提示：发言先举手", "这里的数字要核实"]
    return made


def footnotes(lesson: Lesson) -> Made:
    """Footnotes, a link, a sign of a font, a hidden word."""
    made = headings(lesson)
    made.raw("<w:p><w:r><w:t>依据有关规定</w:t></w:r><w:r><w:footnoteReference w:id='5'/></w:r><w:r><w:t>执行</w:t></w:r>"
             "<w:r><w:sym w:font='Wingdings' w:char='F0FC'/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>讲者自用的话</w:t></w:r></w:p>")
    made.after.append(add_part("footnotes.xml", "footnotes", (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:type="separator" w:id="0"><w:p/>'
        '</w:footnote><w:footnote w:id="5"><w:p><w:r><w:t>见省级实施办法第三条</w:t></w:r></w:p></w:footnote></w:footnotes>')))
    made.said += ["依据有关规定", "执行", "√", "见省级实施办法第三条", "讲者自用的话"]
    return made


def pictures(lesson: Lesson) -> Made:
    """Pictures between paragraphs, a head and a foot of the page."""
    made = plain_numbered(lesson)
    made.picture(words="流程图")
    made.text("图1 办理流程", centre=True)
    made.picture("blue")
    made.document.sections[0].header.paragraphs[0].text = "内部资料注意保存"
    made.document.sections[0].footer.paragraphs[0].text = "第 1 页"
    made.said += ["内部资料注意保存"]
    return made


def merged_units(lesson: Lesson) -> Made:
    """An outline whose units go over several rows, with two rows of heads."""
    made = begin(lesson)
    made.text("课程名称：" + lesson.title)
    made.text("面向：" + lesson.audience[0] + "　　学时：" + lesson.hours)
    made.text("教学方法：" + lesson.methods[0])
    made.text("一、教学目标")
    for one in lesson.objectives:
        made.text(f"{one}")
    made.text("二、学时安排")
    table = made.table([["学时安排表", "", ""], *rows_of(lesson)])
    table.cell(0, 0).merge(table.cell(0, 2))
    made.text("三、思考与讨论")
    for one in lesson.questions:
        made.text(f"{one}")
    made.text("四、延伸阅读")
    for one in lesson.materials:
        made.text(f"{one}")
    return made


def soft_breaks(lesson: Lesson) -> Made:
    """One paragraph a section, with line breaks inside."""
    made = begin(lesson)
    made.text(lesson.title, centre=True)
    for label, lines in (
        ("授课对象", (lesson.audience[0],)), ("学时", (f"{lesson.hours}学时",)), ("教学方法", (lesson.methods[0],)),
        ("教学目标", lesson.objectives), ("课程大纲", [f"{n}、{t}（{h}学时）" for n, (t, _, h) in enumerate(lesson.units, 1)]),
        ("讨论题", lesson.questions), ("参考资料", lesson.materials),
    ):
        paragraph = made.document.add_paragraph()
        made.said += [label, *lines]
        paragraph.add_run(f"【{label}】" if len(lines) > 1 else f"{label}：{lines[0]}")
        for line in lines if len(lines) > 1 else ():
            paragraph.add_run().add_break()
            paragraph.add_run(line)
    return made


def controls(lesson: Lesson) -> Made:
    """Fields of a form (content controls) around values, a table of contents."""
    made = bold_only(lesson)
    body = made.document.element.body
    toc = made.raw("<w:p><w:pPr><w:pStyle w:val='TOC1'/></w:pPr><w:r><w:t>教学目标\t1</w:t></w:r></w:p>")
    styles = made.document.styles.element
    made.raw("<w:style w:type='paragraph' w:styleId='TOC1'><w:name w:val='toc 1'/></w:style>", styles)
    body.insert(0, toc)
    for paragraph in list(body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"))[2:5]:
        wrapper = made.raw("<w:sdt><w:sdtPr/><w:sdtContent/></w:sdt>")
        paragraph.addprevious(wrapper)
        wrapper[1].append(paragraph)
    return made


def named_by_file(lesson: Lesson) -> Made:
    """No title in the text: the file's name has it."""
    made = begin(lesson)
    made.stem = f"{lesson.title}（教案）"
    made.text("授课对象：" + lesson.audience[0])
    made.text("授课时长：" + lesson.hours + "学时")
    made.text("一、教学目标", "Heading 2")
    for one in lesson.objectives:
        made.text(one)
    made.text("二、教学方法", "Heading 2")
    made.text(lesson.methods[0])
    made.text("三、课程内容", "Heading 2")
    made.table(rows_of(lesson))
    made.text("四、练习题", "Heading 2")
    for one in lesson.questions:
        made.text(one)
    made.text("五、参考教材", "Heading 2")
    for one in lesson.materials:
        made.text(one)
    return made


def wide_figures(lesson: Lesson) -> Made:
    """Full-width figures, brackets of all kinds, chapters as headings."""
    made = begin(lesson)
    wide = lesson.hours.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    made.text(lesson.title, centre=True, bold=True)
    made.text(f"〔授课对象〕：{lesson.audience[0]}")
    made.text(f"学 时 数：{wide}学时")
    made.text(f"【教学方式】：{lesson.methods[0]}")
    made.text("第一部分 教学目标")
    for number, one in enumerate(lesson.objectives, 1):
        made.text(f"({number}){one}")
    made.text("第二部分 教学内容安排")
    made.table([["讲次", "内容要点", "学时数", "备注"], *[[f"第{chinese(n)}讲 {u[0]}", u[1], u[2], "重点"] for n, u in enumerate(lesson.units, 1)]])
    made.text("第三部分 课后思考")
    for one in lesson.questions:
        made.text(one)
    made.text("第四部分 参考材料")
    for one in lesson.materials:
        made.text(one)
    return made


def grouped(lesson: Lesson) -> Made:
    """Objectives in groups, sections of the office's own between the usual ones."""
    made = begin(lesson)
    made.text("教案", centre=True, bold=True)
    made.text(lesson.title, centre=True)
    facts(made)
    made.text("一、教学目标", bold=True)
    made.text("（一）知识目标")
    made.text(lesson.objectives[0])
    made.text("（二）能力目标")
    for one in lesson.objectives[1:]:
        made.text(one)
    made.text("二、学情分析", bold=True)
    made.text(f"学员熟悉日常工作，{lesson.key}的意识不强。")
    made.text("三、教学安排", bold=True)
    made.table(rows_of(lesson))
    made.text("四、板书设计", bold=True)
    made.text(f"{lesson.key}")
    made.text("五、布置作业", bold=True)
    for one in lesson.questions:
        made.text(one)
    made.text("六、主要参考资料", bold=True)
    for one in lesson.materials:
        made.text(one)
    return made


LAYOUTS: tuple[Layout, ...] = (
    headings, wps_styles, bold_numbered, plain_numbered, bold_only, form_nested, form_inline, form_upright, form_lecture, form_two_tables,
    values_below, auto_numbers, list_outline, minutes_table, minutes_headings, tracked, boxed, footnotes, pictures, merged_units, soft_breaks,
    controls, named_by_file, wide_figures, grouped,
)


@cache
def plans() -> tuple[tuple[str, Made, bytes], ...]:
    """Return fifty plans and their files, made once: each layout with two lessons."""
    found = []
    for turn in range(2):
        for at, layout in enumerate(LAYOUTS):
            made = layout(LESSONS[(at + turn * 2) % len(LESSONS)])
            found.append((f"{layout.__name__}-{turn}", made, made.bytes()))
    return tuple(found)
