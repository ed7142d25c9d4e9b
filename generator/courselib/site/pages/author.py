"""The fill-in form for courses, lecturers, venues and classes: the schema, the plan's vocabulary, and help in plain words."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import ClassVar

from ...curricula.totals import sector_label
from ...exchange.handed_in import HANDED_IN
from ...exchange.sourceschemas import source_schemas
from ...exchange.teaching_plan.words import words_of
from ...library.kinds import KINDS, RecordKind
from ...library.model import ALL, Plan, Sector
from ...library.schema import CLASS
from ...library.views import Views
from ...runtime.values import Object, Value
from ..page_data import PageContext
from .job import PageJob, SiteFacts, frame

PATH = "author.html"
#: What the form says below each field. The schema's own help speaks of files; this speaks to people.
HELP = {
    "title": "一句话的名称，不超过 80 字。",
    "topic": "这门课讲规划里的哪个专题。先看面向谁，再选专题。",
    "audience": "给谁上的课，可以选几项。选了上一级，就包括它下面的各类。",
    "hours": "整门课几学时。从 0.5 到 80，最小单位是 0.5，如 2.5。",
    "theory": "这门课的学时算不算党的创新理论教育。",
    "id": "文件和网址要用的名字，只用小写英文字母、数字和短横线，不能与别的课相同。",
    "after": "教学组织、学习材料、自测思考等，想写什么写什么。一行开头写“## ”是小标题，“- ”是列表，两边加“**”是加粗。",
    "summary": "一两句话，说明讲什么、有什么用，不超过 400 字。列表里会显示。",
    "kind": "不选就是“课程”。",
    "methods": "怎么上这门课，可以选几种。",
    "level": "由哪一级举办，或适合哪一级用。",
    "provider": "编写或提供这门课的单位。",
    "lecturers": "从师资库里找。库里没有的，先请管库的人加上。",
    "venues": "从阵地库里找。",
    "prerequisites": "学这门课之前要先学的课。",
    "series": "这门课属于哪个系列。",
    "resources": "课件、读本、视频等。每一项写文件或网址，二选一。",
    "platforms": "在哪些学习平台上能学到。",
    "keywords": "帮别人找到这门课的词。写一个按一次回车，或用顿号隔开。",
    "language": "不选就是国家通用语言。",
    "reviewed": "哪个单位在哪天审核过，两项一起填。还没审核就都空着。",
    "updated": "写成 2026-10-15 的样子。",
    "version": "如 1.0，可以空着。",
    "status": "不选就是已发布。没写完的选草稿，不再用的选已停用。",
}
_ID_HELP = "文件和网址要用的名字，只用小写英文字母、数字和短横线，不能与别的相同。写中文会变成拼音。"
#: The same for lecturers, venues and classes.
_OTHER_HELP = {
    "summary": "一两句话，不超过 400 字。列表里会显示。",
    "topics": "能讲规划里的哪些专题，可以选几项。",
    "reviewed": "谁在哪天核实过还能请、还能用，两项一起填。还没核实就都空着。",
    "status": "不选就是已发布。没写完的选草稿，不再用的选已停用。",
    "level": "属于哪一级，或由哪一级举办。",
}
_CLASS_HELP = {
    "audience": HELP["audience"],
    "roles": "只收书记或党务工作者时选；不选就是都可以。",
    "start": "写成 2026-10-15；日期没定就空着，填下面的年份。",
    "year": "日期没定时，写哪一年办；日期定了就空着。",
    "venue": "从阵地库里找。",
    "items": "一门课一行：课程从库里找，讲师、日期、时间、学时可以空着；只讲其中一部分时写学时。",
}
_RESOURCE_HELP = {
    "file": "附件在 content/media 文件夹里的位置，如 notes/kejian.pdf。",
    "url": "以 http:// 或 https:// 开头。",
    "licence": "别人怎样可以用，如 CC BY 4.0。",
}
#: What most courses have after objectives and outline, and what each begins with.
_HEADINGS = (("教学组织", ""), ("学习材料", "- "), ("自测思考", "1. "))


@dataclass(frozen=True, slots=True)
class AuthorPage(PageContext):
    """What the form's scripts are given."""

    kind: ClassVar[str] = "author"

    form: Value


def author_page(views: Views, facts: SiteFacts) -> PageJob:
    """Return the form. The schema travels as text, since the order of its fields matters."""
    plan = views.plan
    schemas = source_schemas(plan)
    form: Value = {
        "kinds": [_kind(KINDS[name], schemas[name]) for name in HANDED_IN],
        "help_resources": _RESOURCE_HELP,
        "headings": [list(row) for row in _HEADINGS],
        "topics": _topics(plan),
        "plan_words": asdict(words_of(plan, {})),
        "sectors": [{"id": ALL, "title": "全体党员", "parent": ""}]
        + [{"id": s.id, "title": s.title, "parent": s.parent} for s in _by_parent(plan)],
    }
    return PageJob(AuthorPage(frame(PATH, "填表写课", "填表写一门课，检查、预览并下载课程文件", "guide", facts), form))


def _kind(kind: RecordKind, schema: Object) -> dict[str, Value]:
    """Return what the form knows of one kind of file."""
    own = HELP if kind.outlined else {"id": _ID_HELP} | _OTHER_HELP | (_CLASS_HELP if kind.name == CLASS.kind else {})
    return {
        "name": kind.name, "label": kind.label, "folder": kind.folder, "suffix": kind.suffix, "outlined": kind.outlined,
        "prompt": kind.prompt, "help": {f.name: f.help for f in kind.schema.fields} | own,
        "schema": json.dumps(schema, ensure_ascii=False, separators=(",", ":")),
    }


def _by_parent(plan: Plan) -> list[Sector]:
    """Return the sectors, each followed by its sub-sectors."""
    tops = [s for s in plan.sectors.values() if not s.parent]
    return [x for top in tops for x in (top, *(plan.sectors[i] for i in top.children))]


def _topics(plan: Plan) -> list[dict[str, str]]:
    owners = (ALL, *plan.sectors)
    return [
        {
            "id": t.id, "title": t.title, "sector": t.sector, "owner": sector_label(plan, t.sector), "clause": t.clause,
            "clause_title": plan.clauses[t.clause].title, "task": plan.tasks[t.task].title, "theory": t.theory,
        }
        for owner in owners for t in plan.topics.values() if t.sector == owner
    ]
