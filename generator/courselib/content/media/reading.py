"""One attachment in, one result out: a pure function of its name and bytes, so that it can be kept and run anywhere.

Pictures and documents are read whole, in processes that can be ended (``content/bounded.py``); of all else the beginning tells
whether it is what its suffix says.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ...library.attachments import FORMATS, PICTURES, suffix_of
from ...library.reading import FileResult
from ...library.source import Entry
from ...problems import Problem, problem
from ...runtime.hashing import hash_of_bytes
from ...runtime.values import Values
from .. import files
from . import documents, pictures
from .signatures import HEAD, NAMES, fits, kind_of
from .verdict import Another, Damaged, TooManyPixels

#: Files up to this many bytes are read whole.
MAX_READ = 64 * 2**20
_DOCUMENTS: dict[str, Callable[[bytes], documents.Reading]] = {
    "pdf": documents.pdf, "docx": documents.docx, "pptx": documents.pptx,
    **dict.fromkeys(("xlsx", "odt", "odp", "ods", "zip"), documents.zipped),
}


def is_read_whole(entry: Entry) -> bool:
    """Tell whether all of an attachment is read, by a parser that hostile bytes may keep busy."""
    suffix = suffix_of(entry.id)
    return 0 < entry.size <= MAX_READ and (suffix in PICTURES or suffix in _DOCUMENTS)


def read_attachment(root: Path, entry: Entry) -> FileResult:
    """Return what an attachment is and says. Never raises for what is wrong with it."""
    result = FileResult(entry.path, entry.kind, entry.id, values={"size": entry.size})
    whole = is_read_whole(entry)
    try:
        data = files.read_bytes(root, entry.path, MAX_READ if whole else HEAD)
    except OSError as error:
        result.problems.append(problem("F108", entry.path, f"文件读不出来（{error.strerror}）。"))
        return result
    suffix = suffix_of(entry.id)
    if not data:
        result.problems.append(problem("A101", entry.path, "附件是空的，打开什么也没有。", hint="换成真正的文件，或删去。"))
        return result
    if whole:
        result.digest = hash_of_bytes(data)
    kind = kind_of(data[:HEAD])
    if not fits(suffix, kind):
        result.problems.append(another(entry.path, suffix, kind))
    elif whole:
        _read_whole(result, data, suffix)
    elif suffix in PICTURES:
        result.problems.append(problem("A104", entry.path, f"图片有 {entry.size // 2**20} MB，打开要用太多内存。",
                                       hint=f"压到 {MAX_READ // 2**20} MB 以内再放。"))
    elif suffix in _DOCUMENTS:
        result.problems.append(_lacking(entry.path, f"超过 {MAX_READ // 2**20} MB"))
    return result


def _read_whole(result: FileResult, data: bytes, suffix: str) -> None:
    values: Values = result.values or {}
    try:
        if suffix in PICTURES:
            values["width"], values["height"], moving = pictures.look(data, suffix)
            values |= {"moving": True} if moving else {}
            return
        said = _DOCUMENTS[suffix](data)
    except TooManyPixels as error:
        result.problems.append(problem("A104", result.path, f"图片有 {error.width}×{error.height} 个像素，打开要用太多内存。",
                                       hint="缩小到 1.2 亿像素以内再放。"))
        return
    except Another as error:
        result.problems.append(another(result.path, suffix, error.kind))
        return
    except Damaged:
        result.problems.append(problem("A103", result.path, f"{FORMATS[suffix]}文件损坏了，打不开。",
                                       hint="从原来的地方再复制一次，或另存一份。"))
        return
    result.body = said.text
    if said.pages:
        values["pages"] = said.pages
    if said.lack:
        result.problems.append(_lacking(result.path, said.lack))


def another(path: str, suffix: str, kind: str) -> Problem:
    """Return the problem of a file that is not what its suffix says."""
    name, right = NAMES.get(kind) or (FORMATS.get(kind, "别的文件"), kind if kind in FORMATS else "")
    hint = f"把后缀改成 .{right}，或换成真正的 .{suffix} 文件。" if right else f"打开看看是什么，另存成 .{suffix} 再放。"
    if kind == "heif":
        hint = "手机存的是 HEIC；在手机或电脑上导出为 JPEG 再放。"
    return problem("A102", path, f"后缀是 .{suffix}，里面却是{name}。", hint=hint)


def _lacking(path: str, reason: str) -> Problem:
    return problem("A105", path, f"附件{reason}，里面的文字没有都进检索。", hint="照样可以下载。要能检索到，去掉密码或分成几个文件。")


def beyond_budget(entry: Entry) -> FileResult:
    """Return what stands for an attachment that asked for too much time or memory."""
    result = FileResult(entry.path, entry.kind, entry.id, values={"size": entry.size})
    if suffix_of(entry.id) in PICTURES:
        result.problems.append(problem("A103", entry.path, "图片打开要用的时间或内存超出了限度。", hint="用看图软件打开，另存一份再放。"))
    else:
        result.problems.append(_lacking(entry.path, "读起来要用的时间或内存超出了限度"))
    return result
