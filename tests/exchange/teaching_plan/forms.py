# ruff: noqa: E501 - texts of plans
"""Plans that are one table, as most offices have them: labels beside values, the outline somewhere inside."""

from __future__ import annotations

from courselib.exchange.teaching_plan.numbering import chinese

from .making import Lesson, Made, begin, merged_down, rows_of


def _form(lesson: Lesson, rows: int) -> tuple[Made, object]:
    made = begin(lesson)
    made.text("中共某县委党校教案", centre=True, bold=True)
    table = made.document.add_table(rows, 4)
    table.style = "Table Grid"
    for y, row in enumerate((("课  题", lesson.title, "课  时", f"{lesson.hours}学时"), ("授课人", lesson.lecturer, "授课对象", lesson.audience[0]))):
        for x, text in enumerate(row):
            made.cell(table.cell(y, x), text)
    for y in range(2, rows):
        table.cell(y, 1).merge(table.cell(y, 3))
    return made, table


def rest_of_form(made: Made, table: object, at: int) -> None:
    lesson = made.lesson
    for y, (label, value) in enumerate((
        ("思考题", "\n".join(lesson.questions)), ("参考资料", "\n".join(lesson.materials)), ("教学后记", f"学员最关心的是{lesson.key}。"),
    ), at):
        made.cell(table.cell(y, 0), label)  # type: ignore[attr-defined]
        made.cell(table.cell(y, 1), value)  # type: ignore[attr-defined]


def form_nested(lesson: Lesson) -> Made:
    """A form in one table; the outline is a table in a cell."""
    made, table = _form(lesson, 8)
    for y, (label, value) in enumerate((("教学目标", "\n".join(f"{n}. {o}" for n, o in enumerate(lesson.objectives, 1))), ("教学方法", lesson.methods[0])), 2):
        made.cell(table.cell(y, 0), label)
        made.cell(table.cell(y, 1), value)
    made.cell(table.cell(4, 0), "教学过程")
    inner = table.cell(4, 1).add_table(len(lesson.units) + 1, 3)
    for y, row in enumerate([["环节", "教学内容", "课时"], *lesson.units]):
        for x, text in enumerate(row):
            made.cell(inner.cell(y, x), text)
    rest_of_form(made, table, 5)
    return made


def form_inline(lesson: Lesson) -> Made:
    """A form in one table; rows of it are the outline."""
    count = len(lesson.units)
    made, table = _form(lesson, 4)
    for y, (label, value) in enumerate((("教学目标", "\n".join(lesson.objectives)), ("教学方法", lesson.methods[0])), 2):
        made.cell(table.cell(y, 0), label)
        made.cell(table.cell(y, 1), value)
    for row in [("教学环节", "教学内容", "教师活动", "学时"), *[(u[0], u[1], "讲解", u[2]) for u in lesson.units]]:
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            made.cell(cell, text)
    for label, value in (("思考题", "\n".join(lesson.questions)), ("参考资料", "\n".join(lesson.materials))):
        cells = table.add_row().cells
        cells[1].merge(cells[3])
        made.cell(cells[0], label)
        made.cell(cells[1], value)
    assert count
    return made


def form_upright(lesson: Lesson) -> Made:
    """A form whose labels stand upright, a character a line, over several rows."""
    made, table = _form(lesson, 4)
    for y, (label, value) in enumerate((("教\n学\n目\n标", "\n".join(lesson.objectives)), ("教\n学\n方\n法", lesson.methods[0])), 2):
        for part in label:
            made.said.append(part.strip())
        table.cell(y, 0).text = label
        made.cell(table.cell(y, 1), value)
    first = len(table.rows)
    for row in [("环节", "内容", "学时"), *lesson.units]:
        cells = table.add_row().cells
        for cell, text in zip(cells[1:], row, strict=True):
            made.cell(cell, text)
    merged_down(table, 0, first, len(table.rows) - 1)
    made.cell(table.cell(first, 0), "教\n学\n过\n程")
    for label, value in (("作业", "\n".join(lesson.questions)), ("教具", "\n".join(lesson.materials))):
        cells = table.add_row().cells
        cells[1].merge(cells[3])
        made.cell(cells[0], label)
        made.cell(cells[1], value)
    return made


def form_lecture(lesson: Lesson) -> Made:
    """A form whose process is running text under its own headings with hours."""
    made, table = _form(lesson, 8)
    for y, (label, value) in enumerate((("教学目的与要求", "\n".join(lesson.objectives)), ("教学方法与手段", lesson.methods[0])), 2):
        made.cell(table.cell(y, 0), label)
        made.cell(table.cell(y, 1), value)
    lines = []
    for number, (title, content, hours) in enumerate(lesson.units, 1):
        lines += [f"{chinese(number)}、{title}（{hours}学时）", f"{content}。"]
    made.cell(table.cell(4, 0), "教学过程")
    made.cell(table.cell(4, 1), "\n".join(lines))
    rest_of_form(made, table, 5)
    return made


def form_two_tables(lesson: Lesson) -> Made:
    """A table of labels, then headings below it."""
    made = begin(lesson)
    made.text("教 学 设 计", centre=True)
    made.table([["课程名称", lesson.title], ["培训对象", lesson.audience[0]], ["总学时", lesson.hours], ["主讲教师", lesson.lecturer],
                ["教学方式", lesson.methods[0]]])
    made.text("一、培训目标", "Heading 1")
    for one in lesson.objectives:
        made.text(one)
    made.text("二、课程安排", "Heading 1")
    made.table([["序号", "专题", "主要内容", "学时安排"], *[[str(n), *u] for n, u in enumerate(lesson.units, 1)],
                ["", "合计", "", lesson.hours]])
    made.text("三、课后作业", "Heading 1")
    for one in lesson.questions:
        made.text(one)
    made.text("四、学习资料", "Heading 1")
    for one in lesson.materials:
        made.text(one, "List Bullet")
    return made


def values_below(lesson: Lesson) -> Made:
    """A table of two rows: labels above, values below."""
    made = begin(lesson)
    made.table([["课题", "授课对象", "学时", "教学方式"], [lesson.title, lesson.audience[0], lesson.hours, lesson.methods[0]]])
    made.text("教学目标", bold=True)
    for number, one in enumerate(lesson.objectives, 1):
        made.text(f"（{number}）{one}")
    made.text("教学大纲", bold=True)
    made.table(rows_of(lesson))
    made.text("讨论题", bold=True)
    for one in lesson.questions:
        made.text(one)
    made.text("阅读材料", bold=True)
    for one in lesson.materials:
        made.text(f"● {one}")
    return made
