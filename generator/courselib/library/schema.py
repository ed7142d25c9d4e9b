"""The schema of every content record, as data: one table of fields a record kind.

The reader, the JSON Schema, the templates and the guide all read these tables, so a field is described once.
Labels and help are Chinese because authors see them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

ID_PATTERN = re.compile(r"[a-z0-9-]{1,64}")
#: The years that a record may speak of.
FIRST_YEAR, LAST_YEAR = 2000, 2110
#: More items a list may not have.
MAX_ITEMS = 2000


class Kind(Enum):
    """How a field's value is written and checked."""

    TEXT = "text"          # one line of text
    LONG = "long"          # text that may hold line breaks
    ID = "id"              # an identifier, [a-z0-9-]{1,64}
    CHOICE = "choice"      # one of `choices`
    HOURS = "hours"        # a decimal, multiple of 0.5, held in half-hours
    BOOL = "bool"
    DATE = "date"          # YYYY-MM-DD, held as text
    MONTH = "month"        # YYYY or YYYY-MM, held as text
    TIME = "time"          # HH:MM, held as text
    INT = "int"
    URL = "url"            # http(s) only
    FILE = "file"          # a path below content/media
    OBJECT = "object"      # a mapping with `fields`


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record.

    ``many`` makes it a list of such values. ``ref`` names the kind of record an ID points to, or the list of the plan's that it
    stands in (``PLAN_LISTS``). ``low`` and ``high`` bound numbers (half-hours for HOURS) and ``high`` the length of text. Objects of
    a list that is ``keyed`` are written below their first field's values, ``2024: {…}``; of the fields ``one_of`` an object has
    just one.
    """

    name: str
    label: str
    kind: Kind
    required: bool = False
    many: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    fields: tuple[Field, ...] = ()
    ref: str = ""
    low: int | None = None
    high: int | None = None
    help: str = ""
    keyed: bool = False
    one_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Schema:
    """The fields of one kind of record, its name and its Chinese name (what else there is to know: ``courselib.library.kinds``)."""

    kind: str
    label: str
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field:
        """Return the field called ``name``; ``KeyError`` when there is none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)


LEVELS = (
    ("central", "中央"), ("province", "省级"), ("city", "市级"), ("county", "县级"), ("township", "乡镇（街道）"), ("unit", "单位"),
)
METHODS = (
    ("lecture", "专题讲座"), ("case-discussion", "案例讨论"), ("exchange", "互动交流"), ("field", "现场体验"),
    ("video", "视频集中培训"), ("practice", "实操练习"), ("report", "报告会"),
)
COURSE_KINDS = (
    ("course", "课程"), ("series", "系列课程"), ("case", "案例课程"), ("courseware", "课件"), ("reader", "读本"), ("fieldwork", "现场教学"),
)
RESOURCE_KINDS = (
    ("courseware", "课件"), ("reader", "读本"), ("video", "视频"), ("audio", "音频"), ("case", "案例"), ("document", "文档"),
    ("link", "网页"),
)
STATUSES = (("draft", "草稿"), ("published", "已发布"), ("retired", "已停用"))
LECTURER_CLASSES = (
    ("party-school", "党校教师"), ("leader", "党员领导干部"), ("expert", "专家学者"), ("role-model", "先进模范"),
    ("practitioner", "一线实务人员"),
)
VENUE_KINDS = (
    ("party-school", "党校（含乡镇、街道党校）"), ("field-site", "现场教学点"), ("remote-site", "远程教育站点"),
    ("base", "教育培训基地"), ("service-centre", "党群服务中心"),
)
#: What a field may refer to that stands in ``plan.yml``, and its Chinese name.
PLAN_LISTS = {"topic": "专题", "sector": "领域", "role": "身份", "task": "基本任务"}
LANGUAGES = (
    ("zh", "国家通用语言"), ("bo", "藏语"), ("ug", "维吾尔语"), ("mn", "蒙古语"), ("kk", "哈萨克语"), ("ko", "朝鲜语"),
    ("ii", "彝语"), ("za", "壮语"), ("other", "其他"),
)

_TITLE = Field("title", "名称", Kind.TEXT, required=True, high=80, help="一句话的名称，不超过 80 字。")
_SUMMARY = Field("summary", "简介", Kind.LONG, high=400, help="一两句话说明内容和用处。")
_UPDATED = Field("updated", "更新日期", Kind.DATE, help="写成 2026-10-15。")
_LEVEL = Field("level", "层级", Kind.CHOICE, choices=LEVELS, help="由哪一级举办或适用。")
_STATUS = Field("status", "状态", Kind.CHOICE, choices=STATUSES, help="不写就是已发布。")

#: Where the learning platforms are that authors name most, so that a hint can say so.
PLATFORMS = {"学习强国": "https://www.xuexi.cn/", "共产党员网": "https://www.12371.cn/"}

COURSE = Schema("course", "课程", (
    _TITLE,
    Field("topic", "专题", Kind.ID, required=True, ref="topic", help="plan.yml 里的专题编号；它决定任务、条款和领域。"),
    Field("audience", "对象", Kind.ID, required=True, many=True, ref="sector", help="领域编号的列表；面向全体党员写 [all]。"),
    Field("hours", "学时", Kind.HOURS, required=True, low=1, high=160, help="0.5 到 80，且是 0.5 的整数倍。"),
    Field("theory", "创新理论", Kind.BOOL, required=True, help="算党的创新理论教育学时写 true，否则写 false。"),
    _SUMMARY,
    Field("kind", "类型", Kind.CHOICE, choices=COURSE_KINDS, help="不写就是课程。"),
    Field("methods", "方式", Kind.CHOICE, many=True, choices=METHODS, help="教学方式，可以有几种。"),
    _LEVEL,
    Field("provider", "提供单位", Kind.TEXT, high=80, help="编写或供课的单位。"),
    Field("lecturers", "讲师", Kind.ID, many=True, ref="lecturer", help="讲师编号的列表。"),
    Field("venues", "场地", Kind.ID, many=True, ref="venue", help="场地编号的列表。"),
    Field("prerequisites", "先修课程", Kind.ID, many=True, ref="course", help="要先学的课程编号。"),
    Field("series", "所属系列", Kind.ID, ref="course", help="类型为系列课程的课程编号。"),
    Field("resources", "资源", Kind.OBJECT, many=True, help="课件、读本、视频等。", one_of=("file", "url"), fields=(
        Field("title", "资源名称", Kind.TEXT, required=True, high=80),
        Field("kind", "资源类型", Kind.CHOICE, required=True, choices=RESOURCE_KINDS),
        Field("file", "文件", Kind.FILE, help="content/media 下的路径。"),
        Field("url", "网址", Kind.URL),
        Field("licence", "许可", Kind.TEXT, high=80),
    )),
    Field("platforms", "学习平台", Kind.OBJECT, many=True, help="课程在哪些平台上可学。", fields=(
        Field("name", "平台名称", Kind.TEXT, required=True, high=40),
        Field("url", "网址", Kind.URL, required=True),
    )),
    Field("keywords", "关键词", Kind.TEXT, many=True, high=30, help="便于检索的词。"),
    Field("roles", "适用身份", Kind.ID, many=True, ref="role", help="只给书记或党务工作者上的课，写身份编号的列表；不写就是都可以。"),
    Field("core", "必排", Kind.BOOL, help="对象的每个方案都必须排这门课时写 true。"),
    Field("not_before", "开课时间", Kind.MONTH, help="讲的事发生在什么时候，写成 2025-10 或 2025；更早的年份不排。"),
    Field("until", "停课时间", Kind.MONTH, help="到什么时候就不再排，写成 2026-12 或 2026。"),
    Field("task", "基本任务", Kind.ID, ref="task", help="专题的基本任务不合适时才写。"),
    Field("language", "授课语言", Kind.CHOICE, choices=LANGUAGES, help="不写就是国家通用语言。"),
    Field("reviewed", "审核", Kind.OBJECT, help="谁在哪天审核过。", fields=(
        Field("by", "审核单位", Kind.TEXT, required=True, high=80),
        Field("on", "审核日期", Kind.DATE, required=True),
    )),
    _UPDATED,
    Field("version", "版本", Kind.TEXT, high=20),
    _STATUS,
))

_REGION = Field("region", "地区", Kind.TEXT, high=40, help="在哪个县、乡镇一带，如 示例县东片；查找时按它筛选。")
_CONFIRMED = Field("reviewed", "核实", Kind.OBJECT, help="谁在哪天核实过还能请、还能用。", fields=(
    Field("by", "核实单位", Kind.TEXT, required=True, high=80),
    Field("on", "核实日期", Kind.DATE, required=True),
))

LECTURER = Schema("lecturer", "讲师", (
    _TITLE,
    Field("class", "类别", Kind.CHOICE, choices=LECTURER_CLASSES),
    _LEVEL,
    Field("unit", "所在单位", Kind.TEXT, high=80),
    _REGION,
    Field("topics", "可授专题", Kind.ID, many=True, ref="topic"),
    _SUMMARY,
    _CONFIRMED,
    _UPDATED,
    _STATUS,
))

VENUE = Schema("venue", "场地", (
    _TITLE,
    Field("kind", "类别", Kind.CHOICE, choices=VENUE_KINDS),
    _LEVEL,
    Field("unit", "管理单位", Kind.TEXT, high=80),
    _REGION,
    Field("capacity", "容纳人数", Kind.INT, low=1, high=100_000),
    Field("methods", "适合方式", Kind.CHOICE, many=True, choices=METHODS),
    _SUMMARY,
    _CONFIRMED,
    _UPDATED,
    _STATUS,
))

#: As many half-hours as ten hours on each day of a year.
_MAX_EARNED = 7320

CURRICULUM = Schema("curriculum", "课程方案", (
    _TITLE,
    Field("sector", "领域", Kind.ID, required=True, ref="sector"),
    Field("role", "对象身份", Kind.ID, required=True, ref="role", help="plan.yml 里的身份编号，如 member。"),
    Field("start", "起始年", Kind.INT, required=True, low=2000, high=2100),
    Field("years", "年数", Kind.INT, low=1, high=10, help="不写就是到规划期末。"),
    Field("exempt", "免除学时要求", Kind.BOOL, help="年老体弱、行动不便的党员写 true：学时只记录，不判不合格。"),
    Field("summary", "简介", Kind.LONG, high=400),
    Field("themes", "年度主题", Kind.OBJECT, many=True, help="每年一句话，说这一年学什么。", fields=(
        Field("year", "年份", Kind.INT, required=True, low=FIRST_YEAR, high=LAST_YEAR),
        Field("title", "主题", Kind.TEXT, required=True, high=60),
    )),
    Field("earned", "已学学时", Kind.OBJECT, many=True, keyed=True, help="这份方案之外，各年已经学了多少。", fields=(
        Field("year", "年份", Kind.INT, required=True, low=FIRST_YEAR, high=LAST_YEAR),
        Field("hours", "学时", Kind.HOURS, low=1, high=_MAX_EARNED),
        Field("theory_hours", "创新理论学时", Kind.HOURS, low=1, high=_MAX_EARNED),
        Field("offjob_hours", "脱产学时", Kind.HOURS, low=1, high=_MAX_EARNED),
        Field("days", "天数", Kind.HOURS, low=1, high=732),
    )),
    Field("items", "安排", Kind.OBJECT, required=True, many=True, one_of=("course", "class"), fields=(
        Field("course", "课程", Kind.ID, ref="course"),
        Field("class", "培训班", Kind.ID, ref="class"),
        Field("year", "年份", Kind.INT, required=True, low=FIRST_YEAR, high=LAST_YEAR),
        Field("offjob", "脱产", Kind.BOOL, help="是否脱产培训，不写就是否。"),
        Field("level", "举办层级", Kind.CHOICE, choices=LEVELS, help="脱产培训由哪一级举办。"),
        Field("hours", "学时", Kind.HOURS, low=1, high=160, help="只学其中一部分时写；不写就是全部。"),
        Field("days", "天数", Kind.HOURS, low=1, high=160, help="按天计算时写。"),
        Field("on", "开始日期", Kind.DATE, help="已定下日期时写，如 2026-10-15，须在这一年里。"),
    )),
    Field("notes", "说明", Kind.LONG, high=2000),
    _UPDATED,
    _STATUS,
))

CLASS = Schema("class", "培训班", (
    _TITLE,
    Field("audience", "对象", Kind.ID, required=True, many=True, ref="sector", help="领域编号的列表；面向全体党员写 [all]。"),
    Field("roles", "适用身份", Kind.ID, many=True, ref="role", help="只收书记或党务工作者时写；不写就是都可以。"),
    Field("group", "批次", Kind.TEXT, high=40, help="同一对象分几批办班时写“第一批”等：不同批次是不同的人。"),
    Field("start", "开班日期", Kind.DATE, help="写成 2026-10-15；日期未定时写 year。"),
    Field("end", "结业日期", Kind.DATE, help="写成 2026-10-19；一天的班可以不写。"),
    Field("year", "年份", Kind.INT, low=FIRST_YEAR, high=LAST_YEAR, help="日期未定时写哪一年办。"),
    Field("days", "天数", Kind.HOURS, low=1, high=160, help="不写就按开班到结业之间的工作日算。"),
    Field("offjob", "脱产", Kind.BOOL, help="是否脱产培训，不写就是否。"),
    Field("level", "举办层级", Kind.CHOICE, choices=LEVELS, help="由哪一级举办，不写就是县级。"),
    Field("organiser", "举办单位", Kind.TEXT, high=80),
    Field("venue", "场地", Kind.ID, ref="venue", help="场地编号。"),
    Field("seats", "人数", Kind.INT, low=1, high=100_000, help="计划培训多少人。"),
    Field("funding", "经费", Kind.TEXT, high=80, help="经费从哪里出。"),
    _SUMMARY,
    Field("items", "课表", Kind.OBJECT, required=True, many=True, fields=(
        Field("course", "课程", Kind.ID, required=True, ref="course"),
        Field("lecturer", "讲师", Kind.ID, ref="lecturer"),
        Field("on", "日期", Kind.DATE, help="哪一天上，如 2026-10-15。"),
        Field("from", "时间", Kind.TIME, help="几点开始，如 09:00。"),
        Field("hours", "学时", Kind.HOURS, low=1, high=160, help="只讲其中一部分时写；不写就是全部。"),
    )),
    Field("notes", "说明", Kind.LONG, high=2000),
    _UPDATED,
    _STATUS,
))

PAGE = Schema("page", "页面", (
    Field("title", "标题", Kind.TEXT, high=80, help="不写就用正文的第一个标题。"),
    Field("order", "次序", Kind.INT, low=0, high=10_000, help="同一栏目里小的在前。"),
    Field("summary", "简介", Kind.LONG, high=400),
))


def label_of(choices: tuple[tuple[str, str], ...], value: str) -> str:
    """Return the Chinese label of a choice; the value itself when it has none."""
    # A plain loop: pages ask this more than anything else.
    for key, label in choices:
        if key == value:
            return label
    return value
