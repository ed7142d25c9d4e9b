"""The end of a build because of what stands in the content."""

from __future__ import annotations

from typing import NoReturn

from ..errors import ContentError
from ..problems import Problem


def refuse(problems: list[Problem]) -> NoReturn:
    """Raise ``ContentError`` with ``problems`` on it."""
    error = ContentError("内容有错误，没有生成站点；原来的站点没有动。", "按上面的提示改好后再生成。")
    error.problems = problems  # type: ignore[attr-defined] # told by the command line
    raise error
