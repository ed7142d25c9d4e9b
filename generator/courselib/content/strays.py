"""Words for files that stand among the content and are not read: what they probably are, and the rename or the place to go."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ..library import hints
from ..library.kinds import FOLDERS, TOP_FILES
from ..problems.record import quote

_MARKDOWN = frozenset("md markdown mkd mkdn mdown mdwn".split())
_YAML = frozenset("yml yaml".split())
_DOCUMENTS = frozenset("doc docx wps wpt odt rtf dotx".split())
_SHEETS = frozenset("xls xlsx xlsm et ett ods csv".split())
_ATTACHMENTS = frozenset(
    "pdf ofd ppt pptx pps ppsx dps odp zip rar 7z png jpg jpeg gif webp bmp mp3 m4a ogg wav mp4 webm avi mov wmv flv".split()
)
#: A suffix typed where a program adds it as well.
_TYPED = re.compile(r"\.(?:md|markdown|yml|yaml)$")
#: A dot as people write it; an input method has others.
_DOT = re.compile(r"\s*[.．。]\s*")


def key_of(path: str) -> str:
    """Return what must be unique about a content file's path; an empty text for a file that is none.

    Pages keep their folders; all other records have one ID wherever they stand.
    """
    top, slash, rest = path.partition("/")
    if not slash:
        return path
    stem, _, suffix = rest.rpartition(".")
    kind = FOLDERS.get(top)
    if kind is None or suffix != kind.suffix:
        return ""
    return f"{top}/{stem if kind.nested else stem.rpartition('/')[2]}".casefold()


def taken_of(paths: Iterable[str]) -> dict[str, str]:
    """Return the first path of each key."""
    first_paths: dict[str, str] = {}
    for path in paths:
        if key := key_of(path):
            first_paths.setdefault(key, path)
    return first_paths


def words_for(path: str, taken: Mapping[str, str]) -> tuple[str, str]:
    """Return message and hint for a file that is not read. ``taken`` are the paths of content files by key."""
    top, _, rest = path.partition("/")
    name = path.rpartition("/")[2]
    message = f"不认识的文件 {quote(name)}，没有读。"
    stem, suffix = _split(name)
    if not rest:
        known = {n.casefold(): n for n in TOP_FILES}
        meant = known.get(f"{stem}.{'yml' if suffix in _YAML else suffix}".casefold(), "")
        if meant in taken:
            return message, f"已有 {meant}：两个留一个。"
        return message, f"是否想写 {meant}？" if meant else f"内容分放在 {'、'.join(FOLDERS)}、media。"
    if top not in FOLDERS:
        meant = hints.nearest(top, (*FOLDERS, "media"))
        return message, f"文件夹 {quote(top)}：{meant}" if meant else f"内容分放在 {'、'.join(FOLDERS)}、media。"
    expected = FOLDERS[top].suffix
    if suffix in (_YAML if expected == "yml" else _MARKDOWN):
        return f"文件 {quote(name)} 的后缀不是 .{expected}，没有读。", rename(path, stem, taken)
    if suffix in _DOCUMENTS:
        return message, "文档作附件请放进 content/media；成批的课程可列成 Excel 表，用 courselib import 导入。"
    if suffix in _SHEETS:
        return message, "表格用 courselib import 导入；作附件请放进 content/media。"
    if suffix in _ATTACHMENTS:
        return message, "附件、图片请放进 content/media。"
    return message, f"{top}/ 里放 .{expected} 文件。" + (rename(path, stem, taken) if suffix == "txt" else "")


def rename(path: str, stem: str, taken: Mapping[str, str]) -> str:
    """Return “是否想写 …” with the name that the content file at ``path`` may have, or what to mind where there is none."""
    top, _, rest = path.partition("/")
    kind = FOLDERS[top]
    plain = _TYPED.sub("", stem.lower())
    fit = re.sub(r"[^a-z0-9_-]+" if kind.nested else r"[^a-z0-9-]+", "-", plain).strip("-_")[:64].strip("-")
    if not fit:
        return f"改成以 .{kind.suffix} 结尾的名称，只用小写字母、数字和短横线。"
    other = taken.get(key_of(f"{top}/{rest.rpartition('/')[0]}/{fit}.{kind.suffix}".replace("//", "/")), "")
    if other and other != path:
        return f"{other} 已用了这个名称：两个留一个，或换一个名称。"
    return f"是否想写 {fit}.{kind.suffix}？"


def _split(name: str) -> tuple[str, str]:
    """Return a file's name without suffix, and the suffix in small letters that its author meant."""
    stem, dot, suffix = _DOT.sub(".", name).strip().rpartition(".")
    if not dot or not stem:
        return name, ""
    inner, _, before = stem.rpartition(".")
    # Text editors add a suffix of their own to the one that was typed: ``x.md.txt``.
    if inner and before.lower() in _MARKDOWN | _YAML and suffix.lower() in {"txt", "text", before.lower()}:
        stem, suffix = inner, before
    return stem, suffix.lower()
