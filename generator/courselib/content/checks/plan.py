"""The plan's own references: unique IDs, clauses, sectors and tasks that exist, shares that are fractions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...curricula.windows import length
from ...library.reading import FileResult
from ...problems import Problem
from ...problems.record import quote
from ...runtime.hours import HALF_HOURS_PER_HOUR
from ...runtime.values import Values
from .scope import at

_LISTS = ("roles", "tasks", "clauses", "sectors", "topics", "rules")


def check(result: FileResult) -> list[Problem]:
    """Return problems inside ``plan.yml`` that its schema cannot see."""
    values = result.values
    return list(_check(result, values)) if values else []


def _rows(values: Values) -> Iterator[tuple[str, str, Values]]:
    for name in _LISTS:
        for index, row in enumerate(values.get(name, [])):
            yield name, f"{name}[{index}]", row
            for number, child in enumerate(row.get("children", [])):
                yield name, f"{name}[{index}].children[{number}]", child


def _check(result: FileResult, values: Values) -> Iterator[Problem]:
    known: dict[str, set[str]] = {n: set() for n in _LISTS}
    for name, place, row in _rows(values):
        if row["id"] in known[name] or (name == "sectors" and row["id"] == "all"):
            yield at(result, f"{place}.id", "P702", f"编号 {quote(row['id'])} 已经用过。", "换一个编号。")
        known[name].add(row["id"])
    targets = {"clause": "clauses", "sector": "sectors", "task": "tasks"}
    for _, place, row in _rows(values):
        for name, target in targets.items():
            value = row.get(name)
            if value is not None and value not in known[target] and not (name == "sector" and value == "all"):
                yield at(result, f"{place}.{name}", "P703", f"{quote(value)} 在 {target} 里没有。")
    period = values.get("period", {})
    if period.get("start", 0) > period.get("end", 0):
        yield at(result, "period.end", "P701", f"结束年 {period.get('end')} 早于起始年 {period.get('start')}。")
    yield from _applies(result, values, known["roles"])
    years = range(period.get("start", 0), period.get("end", 0) + 1)
    for index, rule in enumerate(values.get("rules", [])):
        yield from _rule(result, f"rules[{index}]", rule, values.get("hours_per_day", 0))
        if years and not length(rule["window"], years):
            yield at(result, f"rules[{index}].window", "P701", f"期间 {quote(rule['window'])} 不认识，或比规划期还长。",
                     "写 period（整个规划期）、year（每年），或 2 years（每两年）。")


def _applies(result: FileResult, values: Values, roles: set[str]) -> Iterator[Problem]:
    """Yield the problems of rules for roles that the plan does not name; one that names none has the usual ones."""
    for index, rule in enumerate(values.get("rules", [])):
        for number, role in enumerate(rule["applies"]):
            if roles and role not in roles:
                yield at(result, f"rules[{index}].applies[{number}]", "P703", f"{quote(role)} 在 roles 里没有。")


def _rule(result: FileResult, place: str, rule: Values, hours_per_day: int) -> Iterator[Problem]:
    share, minimum, days = rule.get("share"), rule.get("minimum"), rule.get("days")
    numbers = [int(s) for s in share or [] if re.fullmatch(r"[0-9]{1,5}", s)]
    if share is not None and (len(numbers) != 2 or not 0 < numbers[0] <= numbers[1]):
        yield at(result, f"{place}.share", "P701", f"占比 {quote(str(share))} 不是分数。",
                 "写成 [1, 2] 表示二分之一。")
    if share is None and minimum is None and days is None:
        yield at(result, place, "P701", f"学时规则 {quote(rule['id'])} 没有要求。", "写 minimum（半学时数），或写 share 和 share_of。")
    if share is not None and (minimum is not None or days is not None):
        yield at(result, f"{place}.share", "P701", f"学时规则 {quote(rule['id'])} 既有占比又有最低学时。", "分成两条规则写。")
    if (share is None) != ("share_of" not in rule):
        yield at(result, f"{place}.{'share_of' if share is None else 'share'}", "P701",
                 f"学时规则 {quote(rule['id'])} 的 share 和 share_of 只写了一个。", "两个一起写，或都不写。")
    if minimum is not None and days is not None and minimum != days * hours_per_day * HALF_HOURS_PER_HOUR:
        stated = days * hours_per_day * HALF_HOURS_PER_HOUR
        yield at(result, f"{place}.days", "P701", f"{days} 天合 {stated} 个半学时，与 minimum 的 {minimum} 不一致。",
                 f"改 days，或把 minimum 改为 {stated}。")
