"""A workbook of 300 new courses beside the small library, and 25 faults that can be planted in it."""

from __future__ import annotations

from pathlib import Path

from .making import Book

COUNT = 300
#: Sheet, code, a part of the message, a part of the hint; the cell is found by planting.
Fault = tuple[str, str, str, str, str]


def key_of(number: int) -> str:
    """Return the ID of a course by number from 1."""
    return f"bulk-{number:03}"


def bulk(content: Path) -> Book:
    """Return the exported workbook of a library with 300 courses more, each right."""
    book = Book.of(content)
    for number in range(1, COUNT + 1):
        theory = number % 2 == 1
        book.add("课程", 编号=key_of(number), 名称=f"第 {number} 课", 专题="rural-theory" if theory else "rural-skills 乡村振兴实战技能",
                 对象="农村党员", 学时=2, 创新理论="是" if theory else "否", 方式="专题讲座、互动交流", 关键词="三农、粮食")
        if number % 3 == 0:
            for unit in ("1. 讲", "2. 练"):
                book.add("课程大纲", 课程编号=key_of(number), 单元=f"{unit}之{number}", 学时=1, 内容要点="要点 | 竖线", 方式="专题讲座")
        if number % 10 == 0:
            book.add("课程资源", 课程编号=key_of(number), 资源名称="网页", 资源类型="网页", 网址="https://example.org/")
    return book


#: Course number, heading, what is wrong, code, part of the message, part of the hint.
_CELLS: tuple[tuple[int, str, object, str, str, str], ...] = (
    (5, "学时", "四", "M305", "学时 列：“四”不是数字。", "是否想写 4？"),
    (6, "学时", 1.3, "M306", "“1.3” 不是 0.5 的整数倍", "可写 1 或 1.5。"),
    (7, "学时", 81, "M307", "“81” 超出范围 0.5 到 80", ""),
    (8, "名称", None, "M301", "名称 列：没有填。", ""),
    (9, "名称", "长" * 81, "M311", "81 字，超过 80 字", ""),
    (10, "名称", "看不见\u200b的", "M314", "U+200B", ""),
    (11, "专题", "rural-theroy", "R401", "专题 “rural-theroy” 不存在", "是否想写 rural-theory"),
    (13, "对象", "rural、ruural", "R402", "领域 “ruural” 不存在", "可选：全体党员、农村党员"),
    (14, "对象", "事业单位党员", "R413", "不在专题", ""),
    (16, "创新理论", "是", "R412", "不算党的创新理论教育", "是否想填“否”？"),
    (17, "创新理论", "大概", "M303", "“大概”不是“是”或“否”", ""),
    (19, "类型", "课程呢", "M304", "“课程呢”不在可选值之内", "是否想写 课程？"),
    (20, "更新日期", "2026-02-30", "M308", "“2026-02-30” 不是日期", "日历上没有"),
    (22, "讲师", "techer", "R404", "讲师 “techer” 不存在", "是否想写 teacher 示例讲师？"),
    (23, "场地", "hal", "R405", "场地 “hal” 不存在", "是否想写 hall 示例礼堂？"),
    (25, "先修课程", "bulk-999", "R403", "“bulk-999” 不存在", "是否想写"),
    (26, "先修课程", "bulk-026", "R406", "是这门课自己", ""),
    (28, "关键词", "三农、粮食、三农", "M312", "写了不止一次", ""),
    (29, "学时", "=1+1", "X907", "公式没有算出的值", "存一次"),
    (33, "学时", 3, "B503", "之和是 2，课程学时是 3", "改为 2"),
)


def plant(book: Book) -> list[tuple[str, str, str, str, str]]:
    """Plant 25 faults and return sheet, cell, code, and parts of message and hint of each."""
    found = [("课程", book.put("课程", key_of(n), heading, value), *rest) for n, heading, value, *rest in _CELLS]
    at = book.row("课程", key_of(37))
    book.book["课程"].cell(at, 1).value = key_of(38)
    found.append(("课程", f"A{at + 1}", "X906", f"与第 {at} 行重复", "只留一行"))
    at = book.row("课程", key_of(43))
    book.book["课程"].cell(at, 1).value = "Bulk-043"
    found.append(("课程", f"A{at}", "M313", "编号“Bulk-043”写法不对", "是否想写 bulk-043？"))
    cell = book.put("课程资源", key_of(50), "网址", "javascript:alert(1)")
    found.append(("课程资源", cell, "M309", "不是网页地址", "http"))
    at = book.add("课程大纲", 课程编号="bulk-xyz", 单元="1. 讲", 学时=1)
    found.append(("课程大纲", f"A{at}", "X908", "没有编号为“bulk-xyz”的课程", "工作表“课程”"))
    head = book.book["课程"].cell(1, book.column("课程", "简介"))
    head.value = "简介内容"
    found.append(("课程", head.coordinate, "X903", "不认识列“简介内容”", "是否想写 简介？"))
    return found
