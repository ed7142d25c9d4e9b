"""The words that teaching plans use, as data: what a label, a heading and a column of a plan may be called, and what stands for what.

Keys are as ``key_of`` makes them: no blanks, numbers, brackets or joining words. The form in the browser is given this table, so that
both readers know the same words.
"""

# ruff: noqa: E501 - lists of words
from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ...library.outline import OBJECTIVE_HEADINGS, OUTLINE_HEADINGS, usual_heading
from ...library.plan import ALL, EVERYONE, Plan
from ...library.schema import COURSE, METHODS, Kind

OBJECTIVES, OUTLINE, METHOD_SECTION, MATERIALS, QUESTIONS, SUMMARY = "objectives", "outline", "methods", "materials", "questions", "summary"
ID, CHECKED = "id", "fingerprint"
#: The name of a class says for whom a plan is, where nothing else does.
CLASS = "class"
#: A time may say how many hours there are: 4月8日（2学时）.
WHEN = "when"

#: What offices call a course's fields.
_LABELS = {
    "title": "课题 课目 课程名称 课程题目 授课题目 教学课题 题目 课题名称 课程标题 课程 专题名称 教学题目 授课专题 党课题目 授课名称 教案名称 教学主题 授课主题 授课课题 主题 授课章节 教学章节 课名 党课主题 专题题目 讲题",
    "audience": "授课对象 教学对象 培训对象 面向 面向对象 适用对象 学员 参训对象 听课对象 学员对象 学习对象 受众 听众 听课人 听讲人 听课人员",
    "hours": "课时 总学时 总课时 学时数 课时数 授课时长 时长 授课学时 教学时数 教学课时 计划学时 授课课时 课时学时 学时课时 培训学时 教学学时 课程学时 计划课时 教学时长",
    "theory": "是否理论课 是否计入理论学时 是否创新理论 计入创新理论 理论课",
    "lecturers": "主讲人 主讲 授课人 授课教师 教师 主讲教师 任课教师 授课老师 授课者 主讲老师 执教 执教人 教员 宣讲人 授课讲师 主讲讲师 教师姓名 任课老师",
    "provider": "授课单位 编写单位 单位 所在单位 制作单位 申报单位 报送单位 工作单位",
    "topic": "所属专题 专题类别",
    "venues": "授课地点 教学地点 地点 教学场地 上课地点 培训地点",
    "keywords": "关键字 主题词",
    "kind": "课程类型 授课类型 课型",
    "level": "适用层级 级别",
    WHEN: "授课时间 上课时间 教学时间 时间 培训时间 授课日期 日期",
    CLASS: "班次 授课班级 班级 教学班次 培训班 培训班次 授课班次",
    "methods": "教学法",
    ID: "编号 课程编号",
    CHECKED: "核对码",
}
#: What else stands in the head of a plan: known as a label, kept as it is.
_OTHERS = (
    "教研室 编写人 编写日期 审核人 备课时间 教材版本 人数 "
    "备课人 教研组 职称 职务 联系电话 电话 章节 教材 所用教材 使用教材 审批人 审批意见 期次 "
    "姓名 单位职务 学科 专业 年级 部门 所在部门 职称职务 开发人 联系人 联系方式 教学点 审核意见 组织单位 主办单位"
)
_SECTIONS = {
    OBJECTIVES: "教学目标 教学目的 学习目标 培训目标 课程目标 目的要求 教学目的要求 教学目标要求 培训目的 学习目的 目标要求 目标 目的 课程目的 授课目标 授课目的 "
                "培训目标要求 教学要求 学习要求 授课要求 讲课要求 课程要求 讲授要求 学习目标要求 教学目的目标 教学目标目的",
    OUTLINE: "课程大纲 教学大纲 教学安排 课程安排 学时安排 学时分配 大纲 教学过程 教学内容 教学内容过程 教学过程内容 教学进程 教学环节 教学步骤 授课提纲 授课内容 "
             "主要内容 内容 课程内容 讲授提纲 内容提纲 教学内容学时分配 教学内容学时安排 教学流程 培训内容 授课大纲 教学提纲 教学过程设计 教学活动 教学实施 课程提纲 "
             "讲课提纲 党课提纲 教学内容安排 课时安排 课时分配 教学进度 教学程序 授课过程 教学内容时间安排 教学实施过程 教学主要内容 课程框架 课程表 日程安排 课程安排表 教学日程 学时分配表 课时分配表 时间分配 教学内容提要 内容大纲 教学时间安排",
    METHOD_SECTION: "教学方法 方法 形式 教学方式 授课方式 授课方法 教学形式 培训方式 教学方法手段 教学手段 授课形式 教法 培训形式 培训方法 教学方法形式",
    MATERIALS: "学习材料 参考资料 教学材料 参考书目 参考文献 教学资源 学习资料 教学资料 阅读材料 推荐阅读 教材参考书 参考教材 延伸阅读 教学准备 教具 参考材料 必读书目 "
               "阅读书目 主要参考资料 教材参考资料 课前准备 参考书 参考",
    QUESTIONS: "思考题 讨论题 自测思考 自测与思考 复习思考题 课后思考题 思考讨论 问题讨论 课后作业 作业 课后思考 自测题 练习题 讨论问题 思考练习 作业思考 复习思考 "
               "布置作业 课后练习 自测 课后自测 讨论思考 课堂讨论题 作业布置 思考作业 研讨题 研讨问题 测试题 思考 研讨题目 讨论题目 思考题目 作业题目",
    SUMMARY: "课程简介 内容简介 内容提要 课程概述 内容摘要 摘要 课程介绍 课程概要 课程说明 课程提要",
    "": "教学重点 教学难点 重点难点 教学重点难点 教学重难点 重难点 重点 难点 板书设计 教学反思 课后小结 教学总结 教学后记 教学组织 学情分析 学员分析 教学对象分析 考核方式 教学评价 "
        "注意事项 课后反思 教学小结 案例 案例背景 操作要点 常见误区 示例情境 板书 课堂小结 教学建议 考核评价 评价方式 教学设计思路 设计思路 教学思路 教学特色 备注 活动要求 培训要求 研讨要求 实践要求 有关要求",
}
#: What names of any part may begin with.
_EVERY = "授课 讲课 教学 培训 课程 讲授 学习 党课 宣讲 讲座 活动 研讨 实践 辅导 实训 微课 微党课 课堂 轮训 体验"
#: Names that offices put together (讲课题目, 参训人员, 主要参考文献): each beginning goes with each ending.
_COMPOSED = {
    "title": (f"{_EVERY} 专题 主讲", "题目 课题 主题 专题 名称 标题"),
    "audience": (f"{_EVERY} 参训 听课 听讲 受训 施教 适用 参学", "对象 学员"),
    "audience ": ("参训 听课 听讲 受训 轮训 参学 参加 培训 学习 参会 适用 面向 目标", "人员 群体 人群 对象范围"),
    "hours": (f"{_EVERY} 计划 总", "学时 课时 时长 时数 学时数 课时数 总学时 总课时"),
    "lecturers": ("授课 讲课 教学 培训 主讲 讲授 宣讲 任课 执教 党课 讲座 辅导 实训", "人 教师 老师 讲师 者 人员"),
    CLASS: ("授课 讲课 教学 培训 适用 参训 听课 上课 施教", "班次 班级 班别 班"),
    WHEN: (f"{_EVERY} 上课 开课", "时间 日期"),
    OBJECTIVES: (_EVERY, "目标 目的 目的要求 目标要求 目的任务"),
    OUTLINE: (f"{_EVERY} 主讲 主要", "内容 大纲 提纲 过程 步骤 安排 进程 流程 程序 环节 要点 框架 日程 提要 议程 设置"),
    METHOD_SECTION: (_EVERY, "方法 方式 形式 手段 方式手段 方法手段 方式方法 形式方法 手段方法 方法方式 手段方式 组织形式"),
    MATERIALS: ("参考 主要参考 阅读 主要阅读 主要学习 学习 推荐 课外 延伸 必读 推荐阅读 课后阅读 辅助", "书 书目 资料 文献 材料 读物 阅读 教材 书籍"),
    QUESTIONS: ("课后 课堂 复习 课前 讨论 研讨 自测 思考 学员 课内 分组", "思考题 作业 练习 练习题 讨论题 思考 讨论 题 问题 研讨题 作业题 习题 任务"),
}
#: What offices add to these names.
_ENDINGS = {
    OUTLINE: "时间 时间分配 学时分配 课时分配 时间安排 学时安排 课时安排 安排 设计 步骤 提纲 要点 过程 方法",
    OBJECTIVES: "要求 基本要求 目标 任务 设计",
    QUESTIONS: "思考题 作业 练习 练习题 讨论题 布置",
    MATERIALS: "书目 资料 文献 目录 清单",
}
#: Parts that may as well be tools as materials to read.
_UNSURE = "教学准备 课前准备 教具 教学资源 教学材料"
#: Columns of an outline.
_COLUMNS = {
    "number": "序号 编号 次序 序",
    "title": "单元 环节 阶段 专题 步骤 教学环节 教学单元 模块 课题 主题 名称 教学步骤 教学模块 章节 教学阶段 讲次 单元名称 专题名称 课程名称 授课专题 章 节次 项目 流程 "
             "课程 培训课程 授课课程 课程题目 授课题目 讲课题目 讲座题目 专题题目 培训专题 培训主题 讲题 题目",
    "content": "内容要点 内容 要点 教学内容 主要内容 授课内容 内容提要 知识点 培训内容 内容安排 课程内容 主要教学内容 教学要点 具体内容",
    "method": "方式 教学方式 教学方法 方法 教学手段 形式 教学形式 授课方式 授课形式 授课方法 培训方式 教学方法手段",
    "hours": "学时 课时 学时数 课时数 学时分配 课时分配 计划学时 建议学时 计划课时 学时安排 课时安排",
    "time": "时间 时长 用时 时间分配 分钟 时间安排 教学时间 所需时间 预计时间 时间分钟 授课时间",
    "": "教师活动 学员活动 学生活动 设计意图 备注 师生活动 教学活动 教学目的 主讲人 授课人 负责人 地点 教学资源 所用资源 活动 说明 教师 教学目标 日期 主持人 主讲 讲师 授课教师 主讲教师 主讲老师 授课老师 主持 组织者 牵头人 责任人 场地 授课地点 教学地点 用具 教具 媒体 时段 时间段 午别 星期 主讲单位 职务 单位",
}
#: What audiences are called, the longest first where one holds another; the sector it is.
AUDIENCES = (
    ("新就业群体", "emerging-employment"), ("新社会组织", "emerging-social"), ("新经济组织", "emerging-economic"), ("社会组织", "emerging-social"),
    ("快递", "emerging-employment"), ("外卖", "emerging-employment"), ("网约", "emerging-employment"), ("货车司机", "emerging-employment"),
    ("非公", "emerging-economic"), ("民营", "emerging-economic"), ("新兴领域", "emerging"), ("两新", "emerging"), ("三新", "emerging"),
    ("研究所", "institutions-research"), ("研究院", "institutions-research"), ("商行", "enterprises-finance"), ("信用社", "enterprises-finance"),
    ("保险公司", "enterprises-finance"), ("证券", "enterprises-finance"), ("骑手", "emerging-employment"), ("国有企业", "enterprises-state"), ("国企", "enterprises-state"), ("金融", "enterprises-finance"), ("银行", "enterprises-finance"),
    ("国有", "enterprises-state"), ("企业", "enterprises"), ("大学生", "institutions-students"), ("学生", "institutions-students"), ("教师", "institutions-education"),
    ("教育系统", "institutions-education"), ("教职工", "institutions-education"), ("医", "institutions-health"), ("卫生", "institutions-health"),
    ("卫健", "institutions-health"), ("科研", "institutions-research"), ("宣传", "institutions-culture"), ("文化", "institutions-culture"),
    ("事业单位", "institutions"), ("农村", "rural"), ("村", "rural"), ("社区", "urban"), ("机关", "organs"), ("公务员", "organs"),
    ("全体党员", ALL), ("全县党员", ALL), ("全市党员", ALL), ("广大党员", ALL), ("各级党员", ALL), ("各领域党员", ALL), ("所有党员", ALL), (EVERYONE, ALL),
)
METHOD_WORDS = (
    ("讲授", "lecture"), ("讲座", "lecture"), ("讲解", "lecture"), ("讲述", "lecture"), ("宣讲", "lecture"), ("解读", "lecture"), ("案例", "case-discussion"), ("讨论", "exchange"), ("研讨", "exchange"),
    ("交流", "exchange"), ("互动", "exchange"), ("问答", "exchange"), ("现场", "field"), ("参观", "field"), ("观摩", "field"), ("体验", "field"), ("视频", "video"),
    ("观看", "video"), ("实操", "practice"), ("练习", "practice"), ("演练", "practice"), ("扮演", "practice"), ("模拟", "practice"), ("实训", "practice"), ("报告", "report"),
)
_YES, _NO = ("是", "true", "√", "✓", "☑", "计入", "算"), ("否", "false", "×", "不是", "不计入", "不算", "□")
#: What kind of plan it is may stand before that word: 《…》情景模拟教案.
_FORMS_OF_PLANS = ("专题 专题课 党课 专题党课 微党课 微课 实训课 实训 研讨课 研讨 专题研讨 示范课 公开课 培训 讲座 案例 案例教学 现场教学 情景教学 情景模拟 "
                   "情境教学 体验式教学 互动式教学 研讨式教学 网络课 线上")
#: Documents of this name are plans; who stands before it is an office.
PLAN_NAMES = ("教学设计方案", "课程教学设计", "教学设计", "教学方案", "授课教案", "课程教案", "培训教案", "教案", "讲稿", "讲义", "教案首页", "备课教案", "教案表", "教学大纲", "教学计划", "教学安排表", "教学计划书", "教学计划表",
              "教学设计表", "课程安排表", "活动方案", "培训方案", "授课计划",
              *(begin + end for begin in _FORMS_OF_PLANS.split() for end in ("教案", "讲稿", "讲义", "教学设计")))
OFFICES = ("党校", "学院", "中心", "委员会", "组织部", "支部", "大学", "学校", "集团", "公司", "课程", "党课", "专题", "培训", "教师", "轮训", "单位", "班",
           "县", "市", "省", "局", "主题", "基地", "讲师团", "党委", "微党课", "精品课", "专题党课", "示范", "优秀")
#: What stands before a name without being its number as other headings have it: Ⅲ 教学方法, 附：参考书目.
_ROMAN, _ATTACHED = re.compile("^\\s*(?:[Ⅰ-Ⅻ]{1,3}[、.．:：\\s]*|[IVX]{1,4}[、.．]\\s*)"), re.compile("^附(?:录|件)?[：:]")
_JOINS = re.compile("[、,，及与和/／\\s]")


@dataclass(frozen=True, slots=True)
class Words:
    """All that a reader of plans knows: plain data. ``names`` are IDs by title of what a field may point to, or choose from."""

    labels: dict[str, str]
    sections: dict[str, str]
    unsure: list[str]
    columns: dict[str, str]
    kinds: dict[str, str]
    many: list[str]
    names: dict[str, dict[str, str]]
    audiences: list[list[str]]
    methods: list[list[str]]
    theory: dict[str, str]
    day: int
    yes: list[str]
    no: list[str]
    plan_names: list[str]
    offices: list[str]
    objective_headings: list[str]
    outline_headings: list[str]
    limits: dict[str, int]


def words_of(plan: Plan, titles: Mapping[str, Mapping[str, str]]) -> Words:
    """Return the words for a library: ``titles`` are those of its lecturers, venues and courses, by ID."""
    fields = [f for f in COURSE.fields if f.kind is not Kind.OBJECT]
    labels = {key_of(word): "" for word in _OTHERS.split()}
    for name, words in _LABELS.items():
        labels |= {key_of(word): name for word in words.split()}
    labels = _composed(_LABELS) | labels
    labels |= {key_of(f.label): f.name for f in fields}
    names: dict[str, dict[str, str]] = {}
    for field in fields:
        if field.choices:
            names[field.name] = {label: value for value, label in field.choices}
        elif field.ref:
            known = plan.names(field.ref) if field.ref in ("topic", "sector", "role", "task") else titles.get(field.ref, {})
            names[field.name] = {title: key for key, title in reversed(list(known.items()))}
    known_sectors = set(names["audience"].values()) | {ALL}
    return Words(
        labels, _joined() | {key_of(w): key for key, words in _SECTIONS.items() for w in words.split()},
        [key_of(word) for word in _UNSURE.split()],
        _columns(),
        {f.name: f.kind.value for f in fields}, [f.name for f in fields if f.many], names,
        [[word, key] for word, key in AUDIENCES if key in known_sectors], [list(pair) for pair in METHOD_WORDS],
        {t.id: t.theory for t in plan.topics.values()}, plan.hours_per_day, list(_YES), list(_NO),
        sorted(PLAN_NAMES, key=len, reverse=True), list(OFFICES), list(OBJECTIVE_HEADINGS), list(OUTLINE_HEADINGS),
        {f.name: f.high for f in fields if f.high},
    )


def _composed(known: Mapping[str, str]) -> dict[str, str]:
    """Return the composed names of the fields or parts that a table of words has."""
    return {key_of(begin + end): name.strip() for name, (begins, ends) in _COMPOSED.items() if name.strip() in known
            for begin in begins.split() for end in ends.split()}


def _columns() -> dict[str, str]:
    """Return the names of columns; one that names a unit and its content (环节与内容) is the unit's."""
    titles, contents = _COLUMNS["title"].split(), _COLUMNS["content"].split()
    begins = _COMPOSED[OUTLINE][0].split()
    made = {key_of(begin + end): name for name, ends in (("content", "内容 要点"), ("method", "方式 方法 形式 手段")) for begin in begins for end in ends.split()}
    both = {key_of(one) for t in titles for c in contents for one in (t + c, c + t)}
    return made | dict.fromkeys(sorted(both), "title") | {key_of(w): key for key, words in _COLUMNS.items() for w in words.split()}


def _joined() -> dict[str, str]:
    """Return headings of two names (教学内容及时间分配, 思考题与作业), as one part's two words or a word and an ending give them."""
    found = _composed(_SECTIONS)
    for name, endings in _ENDINGS.items():
        words = [key_of(word) for word in _SECTIONS[name].split()]
        found |= {key_of(word + end): name for word in words for end in endings.split()}
    return found


def name_of(text: str) -> str:
    """Return a heading's own words."""
    return _ATTACHED.sub("", usual_heading(_ROMAN.sub("", text)))


def key_of(text: str) -> str:
    """Return a label, heading or column as these tables have it."""
    return _JOINS.sub("", name_of(text)) if len(text) < 60 else ""


assert all(dict(METHODS).get(value) for _, value in METHOD_WORDS)  # noqa: S101 - a table that must follow another
