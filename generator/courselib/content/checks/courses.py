"""Course references, the theory flag and audience against the topic, outlines, resources."""

from __future__ import annotations

from collections.abc import Iterator

from ...library.kinds import KINDS
from ...library.meaning import mended
from ...library.model import ALL, Plan
from ...library.reading import FileResult
from ...library.schema import COURSE, PLAN_LISTS, Field, Schema
from ...library.unfinished import HOURS, blank
from ...problems import ERROR, Problem, problem
from ...problems.record import FIXABLE, quote
from ...runtime import hours
from .lists import listed, meant
from .scope import Scope, at

#: The codes of names that stand in the plan's lists.
_NAMED = {"role": "R417", "task": "R418"}


def check(scope: Scope) -> list[Problem]:
    """Return problems of courses."""
    problems: list[Problem] = []
    for result in scope.of_kind("course"):
        if result.values is None:
            continue
        if scope.plan:
            problems += _plan_references(result, scope, scope.plan)
        problems += _record_references(result, scope)
        problems += _resources(result, scope)
        problems += _outline(result)
    return problems


def unknown_topic(result: FileResult, name: str, value: str, scope: Scope, plan: Plan) -> Iterator[Problem]:
    """Yield the problem of a topic that the plan does not have, named in the field ``name``."""
    if value not in plan.topics:
        labels = {t.id: t.title for t in plan.topics.values()}
        hint = _meant(value, COURSE.field("topic"), labels) or scope.guess(value, plan.topics, labels) or "专题编号见指南“专题与领域”。"
        yield at(result, name, "R401", f"专题 {quote(value)} 不存在。", hint)


def unknown_names(result: FileResult, schema: Schema, scope: Scope) -> Iterator[Problem]:
    """Yield the problems of roles and basic tasks that the plan does not have."""
    for field in schema.fields:
        if field.ref not in _NAMED:
            continue
        labels = scope.labels(field.ref)
        value = (result.values or {}).get(field.name)
        for index, name in enumerate(listed(result, field.name) if field.many else [value] if value else []):
            if name not in labels:
                choices = "、".join(f"{key}（{title}）" for key, title in labels.items())
                meant_one = mended(field, name, {field.ref: labels})
                hint = f"是否想写 {meant_one}？{FIXABLE}" if meant_one else scope.guess(name, labels, labels) or f"可选：{choices}。"
                place = f"{field.name}[{index}]" if field.many else field.name
                yield at(result, place, _NAMED[field.ref], f"{PLAN_LISTS[field.ref]} {quote(name)} 不存在。", hint)


def _plan_references(result: FileResult, scope: Scope, plan: Plan) -> Iterator[Problem]:
    values = result.values or {}
    topic = plan.topics.get(values.get("topic", ""))
    if "topic" in values:
        yield from unknown_topic(result, "topic", values["topic"], scope, plan)
    yield from unknown_names(result, COURSE, scope)
    until = values.get("until", "")
    # A year alone lasts to its December.
    if until and values.get("not_before", "")[: len(until)] > until:
        yield at(result, "until", "R420", f"停课时间 {values['until']} 早于开课时间 {values['not_before']}。", "改其中一个。")
    labels = scope.labels("sector")
    audience = listed(result, "audience")
    for index, sector in enumerate(audience or meant(result, COURSE.field("audience"), scope)):
        if sector not in labels:
            others = {k: v for k, v in labels.items() if k not in audience}
            hint = _meant(sector, COURSE.field("audience"), others) or scope.guess(sector, others, others) or f"可选：{'、'.join(labels)}。"
            yield at(result, f"audience[{index}]", "R402", f"领域 {quote(sector)} 不存在。", hint)
        elif topic and not _within(sector, topic.sector, plan):
            owner = plan.sectors[topic.sector].title
            yield at(result, f"audience[{index}]", "R413",
                     f"对象 {quote(sector)}（{labels[sector]}）不在专题 {quote(topic.id)} 的领域（{owner}）之内。",
                     f"换一个专题，或把对象改为 {topic.sector}。")
    if topic and "theory" in values and topic.theory != "either" and values["theory"] != (topic.theory == "required"):
        expected = "true" if topic.theory == "required" else "false"
        reason = "属党的创新理论教育" if topic.theory == "required" else "不算党的创新理论教育"
        yield at(result, "theory", "R412",
                 f"theory 写的是 {str(values['theory']).lower()}，但专题 {quote(topic.id)}（{topic.title}）{reason}。",
                 f"是否想写 {expected}？")


def _meant(value: str, field: Field, labels: dict[str, str]) -> str:
    """Return the hint with the ID that can only have been meant: ``check --fix`` writes it."""
    corrected = mended(field, value, {field.ref: frozenset(labels)})
    return f"是否想写 {corrected}？{FIXABLE}" if corrected else ""


def _within(sector: str, owner: str, plan: Plan) -> bool:
    """Tell whether a topic may serve a sector: its own, a sub-sector of it, or anyone where the topic is for all."""
    return owner == ALL or owner in plan.lineage(sector)


def _record_references(result: FileResult, scope: Scope) -> Iterator[Problem]:
    values = result.values or {}
    for name, code in (("lecturers", "R404"), ("venues", "R405")):
        kind = KINDS[COURSE.field(name).ref]
        known = scope.ids(kind.name)
        keys = listed(result, name)
        for index, key in enumerate(keys):
            if key not in known:
                yield at(result, f"{name}[{index}]", code, f"{kind.label} {quote(key)} 不存在。",
                         scope.guess_id(key, kind.name, keys) or f"先在 content/{kind.folder}/ 里建一个文件。")
    series = values.get("series")
    if series:
        known = scope.ids("course")
        if series not in known:
            yield at(result, "series", "R403", f"课程 {quote(series)} 不存在。", scope.guess_id(series, "course"))
        elif series == result.id or _is_no_series(known[series][0]):
            yield at(result, "series", "R414", f"课程 {quote(series)} 不是系列课程。", "在那门课里写 kind: series。")


def _is_no_series(result: FileResult) -> bool:
    """Tell whether a file that can be read says it is no series; a broken one has problems of its own."""
    return not result.broken and (result.values or {}).get("kind") != "series"


def _resources(result: FileResult, scope: Scope) -> Iterator[Problem]:
    media = scope.ids("media")
    for index, resource in enumerate((result.values or {}).get("resources", [])):
        name = resource.get("file")
        if name and name not in media:
            yield at(result, f"resources[{index}].file", "R410", f"附件 {quote(name)} 不在 content/media 里。",
                     scope.guess(name, media) or "把文件放进 content/media，路径从那里写起。")


def _outline(result: FileResult) -> Iterator[Problem]:
    outline = result.outline
    if outline is None and result.body.strip():
        return  # a body beyond the budget was not read
    if outline is None or not result.body.strip():
        yield problem("B501", result.path, "正文是空的，没有课程大纲。", line=result.body_line,
                      hint="加一节“## 课程大纲”，列出单元和学时。")
        return
    if not outline.has_objectives:
        yield problem("B507", result.path, "正文没有“教学目标”一节。", line=result.body_line,
                      hint="加一节“## 教学目标”。")
    # Hours that are still to be filled are read as little as wrong ones.
    unread = any(p.severity == ERROR for p in outline.problems) or (result.unfinished and blank(HOURS) in result.body)
    if not outline.has_outline or (not outline.units and not unread):
        yield problem("B501", result.path, "没有课程大纲，或大纲里没有带学时的单元。", line=outline.line,
                      hint="在“## 课程大纲”下列表，每行一个单元，“学时”一列写数字。")
        return
    total = sum(u.hours for u in outline.units)
    declared = (result.values or {}).get("hours")
    # Whoever gives a course of another library more or fewer hours leaves its outline as it is.
    own = result.origin is None or not result.origin.has_changed(COURSE.field("hours").label)
    if declared is not None and not unread and total != declared and own:
        yield problem("B503", result.path,
                      f"各单元学时之和是 {hours.format_hours(total)}，课程学时是 {hours.format_hours(declared)}。",
                      line=outline.line, hint=f"改单元学时，或把 hours 改为 {hours.format_hours(total)}。")
