"""Broken links of a finished site, told as problems of the text that wrote them.

The checks of ``library`` see which files a link leads to. Only here is it known which headings a page has, and which
records a build without drafts leaves out.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from urllib.parse import unquote

from ..library.links import page_address
from ..library.reading import FileResult
from ..problems import Problem, problem
from ..problems.record import quote
from .verify import Broken


def in_sources(
    broken: Iterable[Broken], sources: Mapping[str, str], results: Mapping[str, FileResult]
) -> tuple[list[Problem], list[Broken]]:
    """Return what authors can mend, with its place, and what is left over.

    ``sources`` leads from a page of the site to the content file whose body stands in it; ``results`` are the files as read.
    """
    problems: list[Problem] = []
    rest: list[Broken] = []
    for item in broken:
        result = results.get(sources.get(item.page, ""))
        dead = [] if result is None else _places(item, result)
        problems += dead
        if not dead:
            rest.append(item)
    return sorted(set(problems)), rest


def _places(item: Broken, result: FileResult) -> list[Problem]:
    problems = []
    for link in result.links:
        href = page_address(link.target, result.path, picture=link.image)
        if href is None or _leads_to(href, item.page) != (item.target, item.fragment):
            continue
        if item.fragment:
            message, hint = f"链接 {quote(link.target, 60)} 要去的标题不存在。", "检查 # 后面的标题，或删去 # 和后面的字。"
        else:
            message, hint = f"链接 {quote(link.target, 60)} 指向的内容不在站点里。", "它可能还是草稿；先发布它，或删去链接。"
        problems.append(problem("B506", result.path, message, line=link.line, column=link.column, hint=hint))
    return problems


def _leads_to(href: str, page: str) -> tuple[str, str]:
    name, _, fragment = href.partition("#")
    name = unquote(name.split("?", 1)[0])
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), name)) if name else page
    return target, unquote(fragment)
