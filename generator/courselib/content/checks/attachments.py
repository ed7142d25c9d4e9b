"""All attachments together: what a library's ``media_budget`` says of them."""

from __future__ import annotations

from ...library.attachments import size_text
from ...problems import Problem
from .scope import Scope, at

#: How many of the largest are named.
_NAMED = 10


def check(scope: Scope) -> list[Problem]:
    """Return the reminder that attachments are more than the plan allows, with the largest of them."""
    problems: list[Problem] = []
    for plan in scope.of_kind("plan"):
        budget = (plan.values or {}).get("media_budget")
        sizes = sorted(((r.values or {}).get("size", 0), r.path) for r in scope.results if r.kind == "media")
        total = sum(size for size, _ in sizes)
        if budget is None or total <= budget * 2**20:
            continue
        largest = sorted(sizes, key=lambda row: (-row[0], row[1]))[:_NAMED]
        named = "、".join(f"{path.removeprefix('media/')}（{size_text(size)}）" for size, path in largest)
        problems.append(at(plan, "media_budget", "A106", f"附件合计 {size_text(total)}，超过 media_budget 的 {budget} MB。",
                           f"最大的是：{named}。压小、删去，或放到学习平台上写网址。"))
    return problems
