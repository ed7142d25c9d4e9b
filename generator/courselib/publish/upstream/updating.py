"""Adding, updating and keeping: the whole way of another library's content, from its source to its place."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ...content.upstream.adopting import Adopted, adopt
from ...content.upstream.declared import Declared, declared
from ...content.upstream.overlays import base_of
from ...library.nodes import Mapping
from ...library.nodes import parse as parse_yaml
from ...library.reading import FileResult, read_file
from ...library.source import Entry
from ...library.upstream import DECLARED, FOLDER, NAME, UPSTREAM_FILE
from ...runtime import atomic
from ...runtime.errors import ContentError, SystemFault, UsageError
from ...runtime.locks import held
from ...runtime.workspace import Workspace
from ...syntax.yaml import writer
from .comparing import Comparison, compared, said_of
from .source import Source
from .sources import is_git, opened
from .taking import Taken, read_local, staged

_BASE = re.compile(r"^base:.*$", re.MULTILINE)


@dataclass(slots=True)
class Update:
    """An update that was fetched and held against what is here; ``take`` puts it in place."""

    workspace: Workspace
    row: Declared
    source: Source
    taken: Taken
    comparison: Comparison
    old: Adopted
    new: Adopted
    text: str = ""

    @property
    def before(self) -> str:
        """The version that is here, an empty text for none."""
        copy = self.old.copies.used.get(self.row.name) if self.old.copies else None
        return copy.about.version if copy else ""

    def take(self) -> None:
        """Put the copy in place, and the library's name into ``upstream.yml`` where it is new."""
        self.taken.finish(said_of(self.old, self.new, self.row.name, self.comparison))
        self.taken.put(self.workspace.content)
        if self.text:
            atomic.replace(self.workspace.content / UPSTREAM_FILE, self.text.encode(), durable=True)


def rows_of(workspace: Workspace) -> dict[str, Declared]:
    """Return the libraries that this one stands on. Raises ``ContentError`` for a file that cannot be read."""
    result = _declared(_text(workspace))
    rows, problems = declared(result)
    if result.problems or problems:
        first = (*result.problems, *problems)[0]
        raise ContentError(f"content/{UPSTREAM_FILE} 第 {first.line} 行：{first.message}", first.hint)
    return rows


@contextlib.contextmanager
def adding(workspace: Workspace, row: Declared, jobs: int = 1) -> Iterator[Update]:
    """Fetch a library that this one is to stand on. Raises ``UsageError`` for a name that is taken or no name."""
    rows = rows_of(workspace)
    if not NAME.fullmatch(row.name):
        raise UsageError(f"“{row.name}”不能作上游的名称。", "名称只用小写字母、数字和中间的短横线，最多 20 个字符，如 province。")
    if row.name in rows:
        raise UsageError(f"已有叫“{row.name}”的上游。", f"取它的新内容用 courselib upstream update {row.name}；另一个库换一个名称。")
    text = _text(workspace)
    fields = (("from", row.source), ("key", row.key), ("version", row.version), ("title", row.title))
    line = f"{row.name}: {writer.mapping((name, writer.scalar(value)) for name, value in fields if value)}\n"
    text = f"{text}{'' if not text or text.endswith(chr(10)) else chr(10)}{line}"
    with _fetched(workspace, row, text, jobs) as update:
        yield update


@contextlib.contextmanager
def updating(workspace: Workspace, row: Declared, jobs: int = 1) -> Iterator[Update]:
    """Fetch what there is of a library that this one stands on."""
    with _fetched(workspace, row, "", jobs) as update:
        yield update


@contextlib.contextmanager
def _fetched(workspace: Workspace, row: Declared, text: str, jobs: int) -> Iterator[Update]:
    if not workspace.content.is_dir():
        raise ContentError(f"没有内容文件夹“{workspace.content}”。", "用 --content 指定，或用 courselib new library 新建。")
    lock = held(workspace.make_shared() / "upstream.lock", "取上游")
    with lock, opened(row.source, workspace.root, version=row.version, key=row.key) as source:
        if not is_git(row.source) and source.content.resolve() == workspace.content.resolve():
            raise UsageError("上游不能是自己。", "写上级课程库的文件夹。")
        with staged(workspace, source, row, jobs) as taken:
            was = read_local(workspace.content, jobs)
            top = f"{FOLDER}/{row.name}/"
            now = {path: r for path, r in was.items() if not path.startswith(top)} | taken.results
            if text:
                now[UPSTREAM_FILE] = _declared(text)
            old, new = adopt(was), adopt(now)
            yield Update(workspace, row, source, taken, compared(row.name, old, new), old, new, text)


def keep(workspace: Workspace, only: set[str] | None = None) -> list[str]:
    """Write into overlays what stands for the records as they are now: their changes were looked at. Return the paths written.

    Without ``only`` those are meant that meet a change; a file's own text is left as it is.
    """
    adopted = adopt(read_local(workspace.content))
    met = {p.path for p in adopted.problems if p.code == "U708"}
    written = []
    for values, body, overlay in adopted.seen.values():
        base = base_of(values, body, overlay)
        if overlay.base == base or overlay.path not in (met if only is None else only):
            continue
        path = workspace.content / overlay.path
        try:
            text = path.read_text(encoding="utf-8")
            after = _with_base(text, base)
            if after is None:
                raise ContentError(f"{overlay.path} 的写法太特别，没有写进去。", f"请自己在文件第一行写：base: {base}")
            atomic.replace(path, after.encode())
        except OSError as error:
            raise SystemFault(f"不能写入 {overlay.path}（{error.strerror}）。", "检查文件夹权限和磁盘空间。") from error
        written.append(overlay.path)
    return sorted(written)


def _with_base(text: str, base: str) -> str | None:
    """Return an overlay's text with another base and nothing else changed; ``None`` where that cannot be made sure."""
    line = f"base: {base}"
    after = _BASE.sub(line, text, count=1) if _BASE.search(text) else f"{line}\n{text}"
    before_root, after_root = (parse_yaml(t, "overlay.yml").root for t in (text, after))
    if not isinstance(before_root, Mapping) or not isinstance(after_root, Mapping):
        return None
    one, other = ({k: _plain(node) for k, (_, node) in root.items.items()} for root in (before_root, after_root))
    fits = other.pop("base", None) == base
    one.pop("base", None)
    return after if fits and one == other else None


def _plain(node: object) -> object:
    """Return a tree without places."""
    if isinstance(node, Mapping):
        return {k: _plain(inner) for k, (_, inner) in node.items.items()}
    items = getattr(node, "items", None)
    return [_plain(i) for i in items] if isinstance(items, list) else getattr(node, "text", None)


def _text(workspace: Workspace) -> str:
    path: Path = workspace.content / UPSTREAM_FILE
    try:
        return path.read_text(encoding="utf-8") if path.is_file() and not path.is_symlink() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(f"content/{UPSTREAM_FILE} 读不出来。", "另存为 UTF-8 编码。") from error


def _declared(text: str) -> FileResult:
    return read_file(Entry(UPSTREAM_FILE, DECLARED, "upstream", len(text), 0, 0), text.encode())


__all__ = ["Update", "adding", "keep", "rows_of", "updating"]
