"""The end of a build because of what stands in the content, or would stand in a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NoReturn

from ..problems import FaultyContentError, Problem, problem
from ..problems.record import quote
from ..runtime.errors import SystemFault
from ..site.allowlist import Foreign
from ..site.policy import MISSING


def refuse(problems: list[Problem]) -> NoReturn:
    """Raise ``FaultyContentError`` with the ``problems``."""
    raise FaultyContentError("内容有错误，没有生成站点；原来的站点没有动。", "按上面的提示改好后再生成。", problems)


def refuse_foreign(
    foreign: list[Foreign], sources: Mapping[str, str], shells: Mapping[str, str], others: Iterable[Problem]
) -> NoReturn:
    """End a build whose pages hold what none may.

    ``sources`` leads from a page to the content file it is made of, whose author can mend it: that is a problem beside the
    ``others``. What stands in one of the ``shells``, or in a page of no file of its own, is a fault of the program's or the
    theme's (``SystemFault``).
    """
    # The one page with a script inside has no file of its own; its script is no reason to clear another page.
    themes = "\n".join(text for kind, text in shells.items() if kind != MISSING)
    problems = [
        problem("B540", sources[item.page], f"生成的网页 {item.page} 里有{item.why}：{quote(item.text, 80)}，不能发布。",
                hint="找到正文或元数据里对应的地方，改用普通文字或 Markdown 写法；找不到的，请把这段话告诉维护者。")
        for item in foreign if item.page in sources and item.text not in themes
    ]
    if problems:
        refuse(sorted({*others, *problems}))
    shown = "；".join(f"{item.page} 里有{item.why}：{quote(item.text, 80)}" for item in foreign[:5])
    raise SystemFault(f"网页里有不许发布的内容：{shown}。原来的站点没有动。", "请把这段话告诉维护者。")
