"""Links and images of bodies: safe, and leading to something that exists."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from ...library.kinds import FOLDERS
from ...library.links import ALLOWED_SCHEMES, anchor_named, resolve, scheme_of
from ...library.reading import FileResult
from ...library.source import PLAN_FILE
from ...problems import Problem, problem
from ...problems.record import quote
from ...runtime.resources import guide_pages, guide_pictures
from ...syntax.markdown.links import Link
from .names import GENERATED_PAGES
from .scope import Scope


def check(scope: Scope) -> list[Problem]:
    """Return problems of links in all Markdown bodies."""
    if not any(result.links for result in scope.looked_at):
        return []
    files = {posixpath.basename(r.path): r.path for r in scope.results if r.path.endswith(".md")}
    generated = _generated(scope)
    drafts = {r.path for r in scope.results if (r.values or {}).get("status") == "draft"}
    problems: list[Problem] = []
    for result in scope.looked_at:
        left = {path for path, place in result.bearings.moved if not place}
        for link in result.links:
            # Of another library only some kinds of record are taken: what led to others is text here.
            if not (left and resolve(link.target, result.path) in left):
                problems += _check(result, link, scope, files, generated, drafts)
    return problems


def _generated(scope: Scope) -> set[str]:
    names = {f"pages/{name}.html" for name in ("index", *GENERATED_PAGES)}
    # The guide travels with the package: a library need not hold it to link to it, as a page or as the file it was.
    names |= {f"pages/guide/{path.stem}.{end}" for path in guide_pages() for end in ("html", "md")}
    names |= {f"media/guide/{path.name}" for path in guide_pictures()}
    if scope.plan:
        names |= {f"pages/{folder}/{key}.html" for folder, keys in (
            ("sectors", scope.plan.sectors), ("topics", scope.plan.topics), ("tasks", scope.plan.tasks))
            for key in keys}
    for kind in FOLDERS.values():
        if kind.page:
            names |= {f"pages/{kind.folder}/{key}.html" for key in scope.ids(kind.name)}
    return names


def _check(
    result: FileResult, link: Link, scope: Scope, files: dict[str, str], generated: set[str], drafts: set[str]
) -> Iterator[Problem]:
    def say(code: str, message: str, hint: str) -> Problem:
        return problem(code, result.path, message, line=link.line, column=link.column, hint=hint)

    scheme = scheme_of(link.target)
    shown = quote(link.target, 60)
    if link.image and (scheme or link.target.startswith("//")):
        yield say("B508", f"图片 {shown} 不在本库里。", "把图片放进 content/media，写相对路径。")
    elif scheme and scheme not in ALLOWED_SCHEMES:
        yield say("B505", f"链接 {shown} 的类型 {scheme}: 不允许。", "只能用 http、https、mailto 或本库里的相对路径。")
    elif link.target.strip() in ("", "#"):
        what = "图片" if link.image else "链接"
        yield say("B525", f"{what} {quote(link.text, 40)} 没有地址，页面上只有这几个字。", "在圆括号里写上地址，或只留下字。")
    elif not scheme:
        target = resolve(link.target, result.path)
        if target is None or link.target.startswith("//"):
            yield say("B505", f"链接 {shown} 超出了内容文件夹。", "写相对路径，不以 / 开头，不越过 content。")
        elif target and not _exists(target, result, scope, generated):
            hint = _nearest(posixpath.basename(target), result.path, files, scope)
            yield say("B506", f"链接 {shown} 指向的内容不存在。", hint or "检查文件名和文件夹。")
        elif target in drafts and result.path not in drafts:
            yield say("B506", f"链接 {shown} 指向草稿，发布后打不开。", "先发布那个文件，或去掉链接。")
        else:
            heading = _missing_anchor(link, scope.files.get(target or result.path), scope)
            if heading is not None:
                yield say("B506", f"链接 {shown} 要去的标题不存在。", heading or "检查 # 后面的标题，或删去 # 和后面的字。")


def _nearest(name: str, path: str, files: dict[str, str], scope: Scope) -> str:
    """Return a hint with the way from ``path`` to the file of this name, or of the nearest, or an empty text."""
    meant = name if name in files else scope.guess(name, files).removeprefix("是否想写 ").removesuffix("？")
    return f"是否想写 {posixpath.relpath(files[meant], posixpath.dirname(path))}？" if meant in files else ""


def _missing_anchor(link: Link, file: FileResult | None, scope: Scope) -> str | None:
    """Return a hint (or an empty text) when a link names a heading that its file does not have, else ``None``."""
    _, _, fragment = link.target.partition("#")
    if not fragment or file is None or not file.path.endswith(".md") or file.body is None:
        return None
    name = anchor_named(fragment)
    if name in file.anchors:
        return None
    near = scope.guess(name, file.anchors)
    return near.replace("是否想写 ", "是否想写 #") if near else ""


def _exists(target: str, result: FileResult, scope: Scope, generated: set[str]) -> bool:
    return (target in scope.paths and target != PLAN_FILE) or (result.kind == "page" and target in generated)
