"""``courselib import`` of a Word plan: what was found in it, where, and how sure that is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path

from ..exchange.spreadsheet.committing import held
from ..exchange.teaching_plan import importing
from ..exchange.teaching_plan.importing import Draft
from ..exchange.teaching_plan.recognise import Found
from ..library.schema import COURSE
from ..problems.record import quote
from ..runtime.values import Value
from ..runtime.workspace import Workspace
from .common import Progress, load_library, say, settle, width

_SURE = {"sure": "确定", "guess": "推测", "missing": "没有找到"}
_PARTS = {"objectives": "教学目标", "outline": "课程大纲", "materials": "学习材料", "questions": "思考题", "id": "编号"}
_SILENT = ("fingerprint",)
_SHOWN = 60
_COLUMN = 10


def is_plan(file: Path) -> bool:
    """Tell whether a file is to be read as a document of a word processor."""
    return file.suffix.lower() in importing.WORD_FILES


def import_plan(file: Path, content: Path, *, dry_run: bool, as_json: bool, quiet: bool, verbose: bool) -> None:
    """Put a plan into the library as a draft."""
    workspace = Workspace.of(content)
    package = importing.read_plan(file)
    settle(workspace)
    with nullcontext() if dry_run else held(workspace):
        loaded = load_library(workspace, Progress(quiet=quiet or as_json))
        draft = importing.prepare(package, file.stem, loaded)
        if not dry_run and not draft.same:
            importing.write(workspace, draft)
    if as_json:
        say(json.dumps(_json(draft, file, written=not dry_run and not draft.same), ensure_ascii=False, indent=2))
    elif not quiet:
        _tell(draft, file, content, dry_run=dry_run, verbose=verbose)


def label_of(name: str) -> str:
    """Return the Chinese name of a field or part."""
    return _PARTS.get(name) or next((f.label for f in COURSE.fields if f.name == name), name)


def _json(draft: Draft, file: Path, *, written: bool) -> dict[str, Value]:
    return {
        "file": file.as_posix(), "id": draft.id, "path": draft.path, "written": written,
        "fields": [{"name": f.name, "label": label_of(f.name), "value": f.value, "where": f.where, "sure": f.sure, "said": f.said}
                   for f in draft.found.fields],
        "changes": [change.label for change in draft.changes], "remarks": list(draft.found.remarks),
        "media": sorted(draft.media), "text": draft.text,
    }


def _tell(draft: Draft, file: Path, content: Path, *, dry_run: bool, verbose: bool) -> None:
    say(_plain(f"教案 {file.name} 里找到："))
    for found in (f for f in draft.found.fields if f.name not in _SILENT):
        names = {value: name for name, value in draft.words.names.get(found.name, {}).items()}
        say(_plain(f"  {_line(found, names)}"))
    for remark in draft.found.remarks:
        say(_plain(f"注意：{remark}"))
    for name, data in draft.media.items():
        say(f"图片 {(content / name).as_posix()}（{max(1, len(data) // 1024)} KB）")
    place = (content / draft.path).as_posix()
    if draft.before is not None:
        _tell_changes(draft, place, dry_run=dry_run)
        return
    if verbose or dry_run:
        say()
        say("".join(c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in draft.text))
    if dry_run:
        say(f"这是试运行，什么也没有写。去掉 --dry-run 就写到 {place}。")
    else:
        say(f"草稿已写到 {place}，教案里其余的文字按原来的次序都在里面。")
        say("下一步：核对“推测”的几项，填好【填：…】的地方，再运行 courselib check。")


def _tell_changes(draft: Draft, place: str, *, dry_run: bool) -> None:
    if draft.same:
        say(f"和库里的 {place} 一样，没有要改的。")
        return
    what = "、".join(change.label for change in draft.changes)
    say(f"这是试运行，什么也没有写。会改 {place}：{what}。" if dry_run else f"已改 {place}：{what}。下一步：运行 courselib check。")


def _line(found: Found, names: Mapping[str, str]) -> str:
    label = label_of(found.name)
    padded = label + " " * max(1, _COLUMN - width(label))
    if found.sure == "missing":
        return f"{padded}（没有认出来）  {found.where}，原文{quote(found.said, 30)}" if found.said else f"{padded}（{_SURE[found.sure]}）"
    if isinstance(found.value, list):
        value = "、".join(names.get(v, v) for v in found.value)
        value = f"{len(found.value)} 条：{value}" if found.name in _PARTS else value
    else:
        value = {"true": "是", "false": "否"}.get(found.value) or names.get(found.value, found.value)
    value = value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…"
    said = f"，原文{quote(found.said, 30)}" if found.said and found.sure == "guess" else ""
    return f"{padded}{value}  【{_SURE[found.sure]}】{found.where}{said}"


def _plain(text: str) -> str:
    """Return a line with nothing that a terminal would act on."""
    return "".join(c if c.isprintable() else " " for c in text)
