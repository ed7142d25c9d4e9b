"""What of a commit is content: judged by name before a byte of it is read."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from ...content import files, releases
from ...library import upstream
from ...library.kinds import FOLDERS, TOP_FILES
from ...library.source import MAX_TEXT_BYTES
from ...problems import Problem, problem
from ...problems.record import quote
from ...runtime.errors import ContentError
from ...runtime.workspace import SETTINGS_FILE
from .repository import Entry, Repository

CONTENT = "content"
#: What is taken out of a push, beside the settings file: these below ``content/``, and of anything else there the name alone.
#: The last of folders and files are kinds of a library that not every version reads.
_FOLDERS = frozenset((*FOLDERS, files.MEDIA_FOLDER, "classes", upstream.OVERLAYS, upstream.FOLDER, "releases"))
_FILES = frozenset((*TOP_FILES, upstream.UPSTREAM_FILE))
#: What a file outside the attachments ends in that any version reads: a document that was put among the courses is only named.
_READ = (".md", ".yml", ".json")
#: What a release leaves: its record, and the archive of the content as it was.
_RELEASED = (".json", ".zip")
_MAX_ENTRIES = 500_000
_MAX_TOTAL = 64 * 2**30
_MAX_PATH, _MAX_PART, _MAX_DEPTH = 1000, 255, 40
_TREE, _LINK, _MODULE = "tree", "120000", "commit"


@dataclass(frozen=True, slots=True)
class Blob:
    """A file as committed: object id, and size in bytes. Without an id it is a file of no bytes that stands for its name."""

    id: str
    size: int


_NAME_ALONE = Blob("", 0)


@dataclass(slots=True)
class Tree:
    """What of a commit is taken: files by path from the repository's top (without executable bits), and what is wrong with the rest."""

    blobs: dict[str, Blob] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def has_content(self) -> bool:
        """True when there is any content that can be laid out."""
        return any(path != SETTINGS_FILE for path in self.blobs)


def read_tree(repository: Repository, commit: str) -> Tree:
    """Return what of a commit is content. Raises ``ContentError`` when it is beyond all measure, ``SystemFault`` when unreadable."""
    judging = _Judging()
    for number, entry in enumerate(repository.entries(commit, CONTENT, SETTINGS_FILE)):
        judging.take(entry)
        if number >= _MAX_ENTRIES:
            raise ContentError(f"内容里的文件和文件夹超过 {_MAX_ENTRIES} 个。", "分成几个课程库。")
        if judging.total > _MAX_TOTAL:
            raise ContentError(f"内容总共超过 {_MAX_TOTAL // 2**30} GB。", "大的附件放到别处，课程里写网址。")
    return judging.tree


class _Judging:
    """Judges rows of a tree one by one."""

    def __init__(self) -> None:
        self.tree = Tree()
        self.total = 0
        #: What each name is on a disk that knows no case, or writes accents in its own way: the path, and whether it is a file.
        self._seen: dict[str, tuple[str, bool]] = {}
        self._refused = b"\n"

    def take(self, entry: Entry) -> None:
        """Take a row in, leave it out, or say what is wrong with it."""
        if entry.path.startswith(self._refused):
            return
        path, fault = _readable(entry.path)
        if path is None and fault is None:
            return
        fault = fault or self._kind(entry, path or "") or self._collision(path or "", is_file=entry.kind != _TREE)
        if fault is not None:
            self.tree.problems.append(fault)
            self._refused = entry.path + b"/"
        elif entry.kind != _TREE and path is not None:
            self._add(path, Blob(entry.id, entry.size))

    def _add(self, path: str, blob: Blob) -> None:
        is_media = upstream.split(path.removeprefix(f"{CONTENT}/"))[2].startswith(f"{files.MEDIA_FOLDER}/")
        is_archive = path.startswith(f"{CONTENT}/{releases.FOLDER}/")
        limit = files.MAX_MEDIA_BYTES if is_media else releases.MAX_ARCHIVE_BYTES if is_archive else MAX_TEXT_BYTES
        if not _is_known(path):
            self.tree.blobs[path] = _NAME_ALONE
        elif blob.size > limit:
            self.tree.problems.append(problem("F101", path, f"文件 {quote(path)} 超过 {limit // 1024} KB，没有读。",
                                              hint="正文太长请拆成几门课；图片、附件放到 content/media，压小一些。"))
        else:
            self.tree.blobs[path] = blob
            self.total += blob.size

    @staticmethod
    def _kind(entry: Entry, path: str) -> Problem | None:
        if entry.kind == _MODULE:
            return problem("F108", path, f"{quote(path)} 是子模块（另一个 git 仓库），里面的文件读不到。", hint="把真正的文件放到这里。")
        if entry.mode == _LINK:
            return problem("F106", path, f"{quote(path)} 是符号链接，不予读取。", hint="把真正的文件复制到这里。")
        if (path == CONTENT) != (entry.kind == _TREE) and path in (CONTENT, SETTINGS_FILE):
            return problem("F110", path, f"{quote(path)} 应是一个{'文件夹' if path == CONTENT else '文件'}。")
        if entry.kind != _TREE and entry.size < 0:
            return problem("F108", path, f"文件 {quote(path)} 读不出来。", hint="在自己的仓库里运行 git fsck，再推送一次。")
        return None

    def _collision(self, path: str, *, is_file: bool) -> Problem | None:
        key = unicodedata.normalize("NFC", path).casefold()
        other, was_file = self._seen.setdefault(key, (path, is_file))
        if other is path or not (is_file or was_file):
            return None
        return problem("F107", path, f"{quote(path)} 与 {quote(other)} 在不分大小写的电脑上是同一个文件。", hint="改一个名称。")


def _is_known(path: str) -> bool:
    _, owner, inner = upstream.split(path.removeprefix(f"{CONTENT}/"))
    top, _, rest = inner.partition("/")
    if owner and not rest:
        return top in (upstream.ORIGIN_FILE, *_FILES)
    if not rest:
        return path == SETTINGS_FILE or top in _FILES
    if top == releases.FOLDER:
        return rest.endswith(_RELEASED)
    return top in _FOLDERS and (top == files.MEDIA_FOLDER or rest.endswith(_READ))


def _readable(raw: bytes) -> tuple[str | None, Problem | None]:
    """Return a path as text, or what is wrong with it; neither for a name that no command reads (``.…``, ``…~``)."""
    shown = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in raw[:_MAX_PATH].decode("utf-8", "replace"))
    parts = raw.split(b"/")
    if any(p in (b"", b".", b"..") for p in raw.replace(b"\\", b"/").split(b"/")):
        return None, problem("F107", shown, f"路径 {quote(shown)} 里有空的或通向别处的名称。", hint="改一个名称。")
    if any(p.startswith(b".") or p.endswith(b"~") for p in parts):
        return None, None
    if len(raw) > _MAX_PATH or max(map(len, parts)) > _MAX_PART or len(parts) > _MAX_DEPTH:
        return None, problem("F107", shown, f"名称 {quote(shown)} 太长。", hint="改短一些。")
    try:
        path = raw.decode("utf-8")
    except UnicodeDecodeError:
        return None, problem("F107", shown, f"名称 {quote(shown)} 不是 UTF-8 编码。", hint="改一个名称。")
    if not path.isprintable() or "\\" in path or ":" in path:
        return None, problem("F107", shown, f"名称 {quote(shown)} 里有看不见或不能用的字符。", hint="改一个名称。")
    return path, None
