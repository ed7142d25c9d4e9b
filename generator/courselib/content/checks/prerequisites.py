"""Prerequisites: they exist, are published, and never lead back to the course."""

from __future__ import annotations

from ...problems import Problem
from ...problems.record import quote
from .lists import listed
from .scope import Scope, at

_SHOWN = 8


def check(scope: Scope) -> list[Problem]:
    """Return problems of prerequisite references and cycles."""
    problems: list[Problem] = []
    courses = scope.ids("course")
    graph: dict[str, list[str]] = {}
    for key, files in courses.items():
        result = files[0]
        prerequisites = listed(result, "prerequisites")
        graph[key] = [w for w in prerequisites if w in courses and w != key]
        for index, other in enumerate(prerequisites):
            name = f"prerequisites[{index}]"
            if other == key:
                problems.append(at(result, name, "R406", f"先修课程 {quote(other)} 是这门课自己。", "删去这一项。"))
            elif other not in courses:
                problems.append(at(result, name, "R403", f"先修课程 {quote(other)} 不存在。",
                                scope.guess_id(other, "course", prerequisites)))
            else:
                status = (courses[other][0].values or {}).get("status", "published")
                own = (result.values or {}).get("status", "published")
                if own == "published" and status != "published":
                    word = "草稿" if status == "draft" else "已停用"
                    problems.append(at(result, name, "R411", f"先修课程 {quote(other)} 是{word}课程。",
                                    "换一门已发布的课程。"))
    for cycle in cycles(graph):
        result = courses[cycle[0]][0]
        index = (result.values or {})["prerequisites"].index(cycle[1])
        shown = [*cycle, cycle[0]] if len(cycle) <= _SHOWN else [*cycle[:_SHOWN], f"…（共 {len(cycle)} 门）", cycle[0]]
        problems.append(at(result, f"prerequisites[{index}]", "R407", f"先修课程成环：{' → '.join(shown)}。",
                        "去掉其中一处先修关系。"))
    return problems


def cycles(graph: dict[str, list[str]]) -> list[list[str]]:
    """Return one cycle for each group of courses that all lead to each other: a shortest from the smallest ID."""
    return [_shortest(graph, group) for group in _groups(graph) if len(group) > 1]


def knots(graph: dict[str, list[str]]) -> list[set[str]]:
    """Return each group of courses that all lead to each other, courses that lead to themselves among them."""
    return [group for group in _groups(graph) if len(group) > 1 or any(key in graph[key] for key in group)]


def _shortest(graph: dict[str, list[str]], group: set[str]) -> list[str]:
    root = min(group)
    before = {root: ""}
    level = [root]
    while level:
        following = []
        for node in level:
            for step in sorted(graph[node]):
                if step == root:
                    trail = [node]
                    while trail[-1] != root:
                        trail.append(before[trail[-1]])
                    return trail[::-1]
                if step in group and step not in before:
                    before[step] = node
                    following.append(step)
        level = following
    raise AssertionError("a group of more than one course holds a cycle")


def _groups(graph: dict[str, list[str]]) -> list[set[str]]:
    """Return the strongly connected components in order of their smallest ID (Tarjan, with a stack of its own)."""
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    pending: list[str] = []
    waiting: set[str] = set()
    groups: list[set[str]] = []
    for root in sorted(graph):
        if root in number:
            continue
        trail = [(root, iter(graph[root]))]
        number[root] = low[root] = len(number)
        pending.append(root)
        waiting.add(root)
        while trail:
            node, steps = trail[-1]
            step = next(steps, None)
            if step is None:
                trail.pop()
                if trail:
                    low[trail[-1][0]] = min(low[trail[-1][0]], low[node])
                if low[node] == number[node]:
                    group: set[str] = set()
                    while node not in group:
                        group.add(pending.pop())
                    waiting -= group
                    groups.append(group)
            elif step not in number:
                number[step] = low[step] = len(number)
                pending.append(step)
                waiting.add(step)
                trail.append((step, iter(graph[step])))
            elif step in waiting:
                low[node] = min(low[node], number[step])
    return sorted(groups, key=min)
