"""Two plans held against each other: what the plan of a library asks, no library on it may ask less of."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from ...library.schema import LEVELS
from ...runtime.hours import HALF_HOURS_PER_HOUR, format_hours
from ...runtime.values import Values

_LEVELS = [key for key, _ in LEVELS]
#: What a rule is about: another value here is another rule.
_SAME = (("window", "期间"), ("count", "计入的学时"), ("share_of", "占比基数"))


@dataclass(frozen=True, slots=True)
class Weaker:
    """A place of our plan where it asks less; ``strict`` where that is a rule or what all must learn. ``{title}`` is the library."""

    place: str
    message: str
    hint: str
    strict: bool = True


def weaker(ours: Values, theirs: Values, used: Container[object]) -> Iterator[Weaker]:
    """Yield what our plan asks less of than theirs. ``used`` are the topics that courses of theirs are about."""
    rules = {rule["id"]: (number, rule) for number, rule in enumerate(ours.get("rules", ()))}
    for rule in theirs.get("rules", ()):
        number, own = rules.get(rule["id"], (-1, None))
        called = f"{rule['id']}（{rule['title']}）"
        if own is None:
            yield Weaker("rules", f"缺上游 {{title}} 的学时规则 {called}", "照上级的 plan.yml 把这条规则加进 rules。")
            continue
        for what in _less(own, rule, ours, theirs):
            yield Weaker(f"rules[{number}]", f"学时规则 {called}低于上游 {{title}} 的：{what}", "本地可以要求更高，不能更低。")
    topics = {topic["id"]: (number, topic) for number, topic in enumerate(ours.get("topics", ()))}
    for topic in theirs.get("topics", ()):
        number, own = topics.get(topic["id"], (-1, None))
        name = f"{topic['id']}（{topic['title']}）"
        if own is None and (topic["required"] or topic["id"] in used):
            yield Weaker("topics", f"缺上游 {{title}} 的专题 {name}" + ("" if topic["required"] else "，它的课程没有采用"),
                         "照上级的 plan.yml 把这个专题加进 topics。", topic["required"])
        elif own is not None and topic["required"] and not own["required"]:
            yield Weaker(f"topics[{number}]", f"专题 {name} 在上游 {{title}} 是必修，这里不是", "写 required: true。")


def _less(own: Values, rule: Values, ours: Values, theirs: Values) -> Iterator[str]:
    for name, label in _SAME:
        if own.get(name) != rule.get(name):
            yield f"{label}应是 {rule.get(name, '（无）')}，现在是 {own.get(name, '（无）')}"
    if _minimum(own, ours) < _minimum(rule, theirs):
        yield f"最低应是 {format_hours(_minimum(rule, theirs))} 学时，现在是 {format_hours(_minimum(own, ours))} 学时"
    if _share(own)[0] * _share(rule)[1] < _share(rule)[0] * _share(own)[1]:
        yield f"占比应是 {'/'.join(rule['share'])}，现在是 {'/'.join(own.get('share', ['0', '1']))}"
    missing = [role for role in rule["applies"] if role not in own["applies"]]
    if missing:
        yield f"应适用于 {'、'.join(missing)}"
    if own.get("normal_case") and not rule.get("normal_case"):
        yield "上级没有写“一般”"
    if own.get("effective", 0) > rule.get("effective", 0):
        yield f"生效年应是 {rule.get('effective') or '规划期起'}，现在是 {own['effective']}"
    if own.get("exempt") and own.get("exempt") != rule.get("exempt"):
        yield "免除的范围与上级不同"
    if rule.get("offjob_level") and _LEVELS.index(own.get("offjob_level", _LEVELS[-1])) > _LEVELS.index(rule["offjob_level"]):
        yield "脱产培训的最低层级比上级的低"


def _minimum(rule: Values, plan: Values) -> int:
    """Return the half-hours that a rule asks for."""
    stated = rule.get("days", 0) * plan.get("hours_per_day", 0) * HALF_HOURS_PER_HOUR
    minimum: int = rule.get("minimum", stated)
    return minimum


def _share(rule: Values) -> tuple[int, int]:
    part, whole = rule.get("share", ["0", "1"])[:2]
    return int(part), int(whole)
