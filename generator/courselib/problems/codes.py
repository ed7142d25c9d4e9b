"""The table of problem codes: the checker, the guide page and the tests all read it.

A code never changes its meaning. Letters: F file, Y YAML, M metadata field, R reference, B body, C curriculum,
P plan, S synonyms, X tables that are imported. Examples of wrong and right stand in ``examples.py``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of problem: its stable ``id``, ``severity`` (error, warning) and a short Chinese ``title``."""

    id: str
    severity: str
    title: str


def _table(*rows: tuple[str, str, str]) -> dict[str, Code]:
    return {row[0]: Code(*row) for row in rows}


CODES = _table(
    ("F101", "error", "文件太大"),
    ("F102", "error", "文件不是 UTF-8 编码"),
    ("F103", "warning", "文件开头有 BOM 标记"),
    ("F104", "warning", "换行符是 Windows 格式(CRLF)"),
    ("F105", "error", "文件里有控制字符"),
    ("F106", "error", "文件或文件夹是符号链接"),
    ("F107", "error", "文件名不能作为编号"),
    ("F108", "error", "文件读不出来"),
    ("F109", "warning", "放错地方或不认识的文件"),
    ("F110", "error", "内容文件夹或必要文件缺失"),
    ("F111", "error", "附件类型不允许"),
    ("Y201", "error", "没有元数据区"),
    ("Y202", "error", "元数据区没有结束线"),
    ("Y203", "error", "元数据写法有误"),
    ("Y204", "error", "同一字段写了两次"),
    ("Y205", "error", "用了 YAML 锚点或别名"),
    ("Y206", "error", "用了 YAML 标签"),
    ("Y207", "error", "层次太深"),
    ("Y208", "error", "用了制表符缩进"),
    ("Y209", "error", "元数据不是“字段: 值”的形式"),
    ("M301", "error", "缺少必填字段"),
    ("M302", "error", "不认识的字段"),
    ("M303", "error", "值的类型不对"),
    ("M304", "error", "不在可选值之内"),
    ("M305", "error", "学时不是数字"),
    ("M306", "error", "学时不是 0.5 的整数倍"),
    ("M307", "error", "数值超出范围"),
    ("M308", "error", "日期不对"),
    ("M309", "error", "网址不对或不安全"),
    ("M310", "error", "文件路径不安全"),
    ("M311", "error", "文字为空或太长"),
    ("M312", "error", "列表里有重复的值"),
    ("M313", "error", "编号写法不对"),
    ("M314", "error", "有看不见的特殊字符"),
    ("M315", "error", "资源须有 file 或 url 之一"),
    ("R401", "error", "专题不存在"),
    ("R402", "error", "领域不存在"),
    ("R403", "error", "课程不存在"),
    ("R404", "error", "讲师不存在"),
    ("R405", "error", "场地不存在"),
    ("R406", "error", "先修课程是自己"),
    ("R407", "error", "先修课程成环"),
    ("R408", "error", "编号重复"),
    ("R409", "error", "编号只有大小写不同"),
    ("R410", "error", "附件不存在"),
    ("R411", "warning", "先修课程未发布"),
    ("R412", "error", "理论标记与专题不符"),
    ("R413", "error", "对象不在专题的领域之内"),
    ("R414", "error", "系列不是系列课程"),
    ("R415", "warning", "名称重复"),
    ("R416", "warning", "课程内容重复"),
    ("B501", "warning", "没有课程大纲"),
    ("B502", "error", "单元学时写得不对"),
    ("B503", "error", "单元学时之和与课程学时不等"),
    ("B504", "warning", "正文里有不允许的 HTML"),
    ("B505", "error", "链接不安全"),
    ("B506", "error", "链接指向的内容不存在"),
    ("B507", "warning", "没有教学目标"),
    ("B508", "error", "图片须放在 content/media 中"),
    ("B509", "error", "还有没填的地方"),
    ("B510", "error", "正文超出一页的限度"),
    ("B511", "error", "注释没有结束"),
    ("B512", "warning", "正文里有一级标题"),
    ("B513", "warning", "标题跳级"),
    ("B514", "warning", "图片没有文字说明"),
    ("B515", "warning", "链接没有文字"),
    ("B516", "warning", "表格行的格子比表头多"),
    ("B517", "warning", "像表格但没有认出来"),
    ("B518", "warning", "脚注不会照写的样子显示"),
    ("B519", "warning", "链接定义没有用到或重复"),
    ("B520", "warning", "没有这个样式"),
    ("B521", "warning", "合计与各单元之和不等"),
    ("B522", "warning", "代码块没有结束"),
    ("B523", "warning", "锚点重复"),
    ("B524", "warning", "像标题但没有写成标题"),
    ("B525", "warning", "链接没有地址"),
    ("B540", "error", "网页里有不许发布的内容"),
    ("C601", "error", "年份不在规划期内"),
    ("C602", "error", "同一课程重复安排"),
    ("C603", "error", "安排了停用或草稿课程"),
    ("C604", "warning", "课程不面向本领域"),
    ("C605", "error", "先修课程排在后面"),
    ("C606", "warning", "先修课程未列入"),
    ("C607", "error", "必修专题没有课程"),
    ("C608", "error", "学时规则不满足"),
    ("C609", "warning", "停用或有错误的课程仍在方案里"),
    ("P701", "error", "规划数据写法不对"),
    ("P702", "error", "规划数据编号重复"),
    ("P703", "error", "规划数据引用不存在"),
    ("S801", "error", "一个词写在两组近义词里"),
    ("S802", "error", "一组近义词只有一个词"),
    ("X901", "error", "行太多"),
    ("X902", "error", "没有表头或编号列"),
    ("X903", "error", "列名不认识或重复"),
    ("X904", "error", "单元格是合并的"),
    ("X905", "warning", "工作表没有读"),
    ("X906", "error", "编号没有填或重复"),
    ("X907", "error", "单元格没有可读的值"),
    ("X908", "error", "没有这个编号的记录"),
    ("X909", "error", "改动写不进文件"),
    ("X910", "error", "表太大"),
)
