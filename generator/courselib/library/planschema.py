"""The schemas of ``content/plan.yml`` and ``content/synonyms.yml``, in the same terms as the other records."""

from __future__ import annotations

from .schema import LEVELS, Field, Kind, Schema

_REQUIREMENTS = Field("requirements", "要求", Kind.OBJECT, fields=(
    Field("study", "学习贯彻", Kind.TEXT, high=200),
    Field("combine", "结合", Kind.TEXT, many=True, high=200),
    Field("aims", "目标", Kind.TEXT, many=True, high=200),
    Field("organise", "组织", Kind.TEXT, high=200),
    Field("own", "本库细分", Kind.TEXT, many=True, high=200, help="规划没有单独要求、由本库划分的，每条一句。"),
))
_ID = Field("id", "编号", Kind.ID, required=True)
_TITLE = Field("title", "名称", Kind.TEXT, required=True, high=80)
_CLAUSE = Field("clause", "条款", Kind.TEXT, required=True, high=10)
_THEORY = (("required", "必须是"), ("excluded", "不算"), ("either", "两可"))
_COUNTS = (("all", "全部学时"), ("theory", "创新理论学时"), ("offjob", "脱产学时"))

PLAN = Schema("plan", "规划数据", (
    Field("title", "名称", Kind.TEXT, required=True, high=120),
    Field("source", "来源", Kind.TEXT, required=True, high=200),
    Field("period", "规划期", Kind.OBJECT, required=True, fields=(
        Field("start", "起始年", Kind.INT, required=True, low=2000, high=2100),
        Field("end", "结束年", Kind.INT, required=True, low=2000, high=2110),
    )),
    Field("hours_per_day", "每天学时", Kind.INT, required=True, low=1, high=24),
    Field("media_budget", "附件总量", Kind.INT, low=0, high=1_000_000, help="附件合计最多多少 MB，超过了提醒，并列出最大的。"),
    Field("review_every", "复审间隔", Kind.OBJECT, help="每隔几个月要复审一次；没有写的不催。", fields=(
        Field("course", "课程", Kind.INT, low=1, high=120),
        Field("lecturer", "讲师", Kind.INT, low=1, high=120),
        Field("venue", "场地", Kind.INT, low=1, high=120),
        Field("links", "网址", Kind.INT, low=1, high=120),
    )),
    Field("roles", "身份", Kind.OBJECT, many=True, help="方案为谁排、课程给谁上。", fields=(_ID, _TITLE, _CLAUSE)),
    Field("tasks", "基本任务", Kind.OBJECT, required=True, many=True, fields=(_ID, _TITLE)),
    Field("clauses", "条款", Kind.OBJECT, required=True, many=True, fields=(
        Field("id", "条款号", Kind.TEXT, required=True, high=10),
        _TITLE,
        Field("summary", "概要", Kind.TEXT, required=True, high=300),
    )),
    Field("sectors", "领域", Kind.OBJECT, required=True, many=True, fields=(
        _ID, _TITLE, _CLAUSE, _REQUIREMENTS,
        Field("children", "子领域", Kind.OBJECT, many=True, fields=(_ID, _TITLE, _CLAUSE, _REQUIREMENTS)),
    )),
    Field("topics", "专题", Kind.OBJECT, required=True, many=True, fields=(
        _ID, _TITLE, _CLAUSE,
        Field("sector", "领域", Kind.ID, required=True),
        Field("task", "基本任务", Kind.ID, required=True),
        Field("theory", "创新理论", Kind.CHOICE, required=True, choices=_THEORY),
        Field("required", "必修", Kind.BOOL, required=True),
        Field("own", "本库细分", Kind.TEXT, high=80, help="专题里哪些是规划没有写、由本库划分的；不写就是都照规划。"),
    )),
    Field("rules", "学时规则", Kind.OBJECT, required=True, many=True, fields=(
        _ID, _TITLE, _CLAUSE,
        Field("applies", "适用", Kind.ID, required=True, many=True),
        Field("window", "期间", Kind.TEXT, required=True, high=20, help="period 是整个规划期，year 是每年，2 years 是从起始年起每两年。"),
        Field("count", "计入", Kind.CHOICE, required=True, choices=_COUNTS),
        Field("minimum", "最低（半学时）", Kind.INT, low=0, high=100_000),
        Field("days", "天数", Kind.INT, low=0, high=10_000),
        Field("offjob_level", "脱产最低层级", Kind.CHOICE, choices=LEVELS),
        Field("share_of", "占比基数", Kind.CHOICE, choices=_COUNTS),
        Field("share", "占比", Kind.TEXT, many=True, high=6),
        Field("normal_case", "“一般”", Kind.BOOL),
        Field("effective", "生效年", Kind.INT, low=2000, high=2110),
        Field("exempt", "免除", Kind.TEXT, high=200),
    )),
))

SYNONYMS = Schema("synonyms", "近义词", (
    Field("groups", "近义词组", Kind.OBJECT, required=True, many=True, fields=(
        Field("terms", "词", Kind.TEXT, required=True, many=True, high=30, help="意思相同、检索时可以互换的词，至少两个。"),
    )),
))
