"""Guide pages that are generated, so that they cannot differ from what the checker does: codes and vocabulary."""

from __future__ import annotations

from typing import Any

from ...curricula.totals import sector_label
from ...library.model import ALL
from ...library.schema import COURSE
from ...library.views import Views
from ...problems import CODES
from ...problems.examples import EXAMPLES, PLACES
from .job import PageJob, SiteFacts, frame
from .parts import link

_GROUPS = (
    ("F", "文件"), ("Y", "元数据的写法"), ("M", "字段的值"), ("R", "引用"), ("B", "正文"), ("C", "课程方案"), ("P", "规划数据"),
    ("S", "近义词"), ("X", "导入的表"),
)
_THEORY = {"required": "计入", "excluded": "不计入", "either": "由课程注明"}


def codes_page(views: Views, facts: SiteFacts) -> PageJob:
    """Return the list of all problem codes, each with a wrong and a right example."""
    groups = []
    for letter, title in _GROUPS:
        codes = [
            {
                "id": c.id, "title": c.title, "severity": c.severity, "explain": EXAMPLES[c.id].explanation,
                "place": PLACES[EXAMPLES[c.id].place] if EXAMPLES[c.id].place != "words" else "",
                "wrong": EXAMPLES[c.id].wrong, "right": EXAMPLES[c.id].right,
            }
            for c in CODES.values() if c.id.startswith(letter)
        ]
        groups.append({"letter": letter, "title": title, "codes": codes})
    context = frame("guide/problems.html", "问题代码一览", "每个问题代码的含义、错例和正例", "guide", facts)
    return PageJob("guide/problems.html", "codes", context | {"groups": groups, "guides": guides(views)})


def vocabulary_page(views: Views, facts: SiteFacts) -> PageJob:
    """Return the table of IDs that a course may use, and its fields."""
    plan = views.plan
    groups = []
    for owner in (ALL, *plan.sectors):
        topics = [
            {
                "id": t.id, "title": t.title, "clause": t.clause, "task": plan.tasks[t.task].title, "required": t.required,
                "theory": _THEORY[t.theory],
            }
            for t in plan.topics.values() if t.sector == owner
        ]
        if topics:
            groups.append(link(owner, sector_label(plan, owner)) | {"topics": topics})
    fields = [
        {
            "name": f.name, "label": f.label, "required": f.required, "help": f.help,
            "choices": "、".join(f"{value}({label})" for value, label in f.choices),
        }
        for f in COURSE.fields
    ]
    context = frame("guide/topics.html", "专题与领域编号", "领域、任务、专题的编号和课程字段", "guide", facts) | {
        "sectors": [link(s.id, s.title) | {"clause": s.clause, "child": bool(s.parent)} for s in plan.sectors.values()],
        "tasks": [link(t.id, t.title) for t in plan.tasks.values()],
        "groups": groups,
        "fields": fields,
        "guides": guides(views),
    }
    return PageJob("guide/topics.html", "vocabulary", context)


def guides(views: Views) -> list[dict[str, Any]]:
    """Return the hand-written guide pages in their order."""
    pages = sorted(views.library.pages.values(), key=lambda p: (p.order, p.id))
    return [link(p.id, p.title) for p in pages if p.id.startswith("guide/")]


def missing_page(facts: SiteFacts) -> PageJob:
    """Return the page for addresses that do not exist."""
    return PageJob("404.html", "missing", frame("404.html", "没有这个页面", "没有这个页面", "", facts))
