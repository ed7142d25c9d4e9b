"""The site's settings: the few keys of a library's ``mkdocs.yml`` that a host may set.

The file is read as data only, so that a library from elsewhere cannot bring hooks, plugins or templates that run code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ..library import nodes
from ..library.fields import ID_PATTERN, is_web_url
from ..library.source import decode
from ..problems.record import quote
from ..runtime.errors import ContentError
from ..runtime.hashing import hash_of_bytes
from ..runtime.paths import is_plain
from ..runtime.resources import settings_file
from ..runtime.workspace import SETTINGS_FILE, Workspace

_SHORT = 12
_LIBRARY = re.compile("[a-z0-9-]{1,40}")
_TEXTS = ("site_name", "site_description", "site_url", "copyright", "content_license")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a host may set.

    ``site_url`` is empty, or an http(s) address ending in a slash; ``content_license`` is the address of the licence that the
    content may be used under, empty where none was named; ``library_id``
    tells this library from all others (``extra: library_id``). ``keep_files`` are paths below the site's folder of files (or folders of
    files) that the host put there.
    """

    site_name: str = "课程库"
    site_description: str = ""
    site_url: str = ""
    copyright: str = ""
    content_license: str = ""
    library_id: str = ""
    # Pages do not depend on these, and what stands for their settings is their text.
    keep_files: tuple[str, ...] = field(default=(), repr=False)
    #: What the files of releases are called by (``extra: library``).
    library: str = field(default="course-library", repr=False)

    @property
    def unit(self) -> str:
        """What entries of this library's calendars and feeds are told by: its ID, else what follows from its address or name."""
        return self.library_id or hash_of_bytes((self.site_url or self.site_name).encode())[:_SHORT]


def read_settings(workspace: Workspace) -> Settings:
    """Return the settings beside the content folder, or the shipped ones where there are none.

    Raises ``ContentError`` for a file that cannot be read, or for an address in it that is none.
    """
    path = workspace.root / SETTINGS_FILE
    if path.is_symlink() or not path.is_file():
        path = settings_file()
    text, problems = decode(path.read_bytes(), SETTINGS_FILE)
    parsed = nodes.parse(text, SETTINGS_FILE) if text is not None else nodes.Parsed(None, problems)
    if not isinstance(parsed.root, nodes.Mapping):
        faults = [*problems, *parsed.problems]
        where = f"第 {faults[0].line} 行：{faults[0].message}" if faults else "内容是空的。"
        raise ContentError(f"站点设置 {SETTINGS_FILE} 读不懂，{where}", "对照课程库自带的 mkdocs.yml 修改。")
    values = {}
    for name in _TEXTS:
        node = parsed.root.items.get(name, (None, None))[1]
        if isinstance(node, nodes.Scalar) and not node.is_null:
            values[name] = node.text.strip()
    settings = Settings(
        **values, library_id=_library_id(parsed.root), keep_files=_keep_files(parsed.root), library=_library(parsed.root)
    )
    for name, example in (("site_url", "https://example.org/"), ("content_license", "https://creativecommons.org/licenses/by/4.0/")):
        address = getattr(settings, name)
        if address and not is_web_url(address):
            raise ContentError(f"站点设置里的 {name} {quote(address)} 不是网址。", f"写成 {example} 或留空。")
    if settings.site_url and not settings.site_url.endswith("/"):
        settings = replace(settings, site_url=settings.site_url + "/")
    return settings


def _library_id(root: nodes.Mapping) -> str:
    """Return what ``extra: library_id`` says, empty where it says nothing that can stand in an address."""
    extra = root.items.get("extra", (None, None))[1]
    node = extra.items.get("library_id", (None, None))[1] if isinstance(extra, nodes.Mapping) else None
    text = node.text.strip().lower() if isinstance(node, nodes.Scalar) else ""
    return text if ID_PATTERN.fullmatch(text) else ""


def _library(root: nodes.Mapping) -> str:
    """Return what ``extra: library`` says. Raises ``ContentError`` for what can be no part of a file's name on every system."""
    extra = root.items.get("extra", (None, None))[1]
    node = extra.items.get("library", (None, None))[1] if isinstance(extra, nodes.Mapping) else None
    if node is None or (isinstance(node, nodes.Scalar) and node.is_null):
        return Settings().library
    text = node.text.strip() if isinstance(node, nodes.Scalar) else ""
    if not _LIBRARY.fullmatch(text) or not is_plain(text):
        raise ContentError(
            f"站点设置 {SETTINGS_FILE} 第 {node.mark.line} 行：library {quote(text)} 不能用作发布文件的名称。",
            "写成 library: some-county，只用小写字母、数字和短横线，不超过 40 个。",
        )
    return text


def _keep_files(root: nodes.Mapping) -> tuple[str, ...]:
    """Return the paths below ``extra: keep_files``. Raises ``ContentError`` for one that leads out of the site's folder."""
    extra = root.items.get("extra", (None, None))[1]
    node = extra.items.get("keep_files", (None, None))[1] if isinstance(extra, nodes.Mapping) else None
    if node is None or (isinstance(node, nodes.Scalar) and node.is_null):
        return ()
    items = node.items if isinstance(node, nodes.Sequence) else [node]
    paths = []
    for item in items:
        path = item.text.strip().rstrip("/") if isinstance(item, nodes.Scalar) else ""
        if not is_plain(path):
            shown = quote(item.text) if isinstance(item, nodes.Scalar) else "（不是文字）"
            raise ContentError(
                f"站点设置 {SETTINGS_FILE} 第 {item.mark.line} 行：keep_files 里的 {shown} 不是站点文件夹里的路径。",
                "写成 keep_files: [web.config]，路径用 / 分隔，不以 / 开头，不用 .. 。",
            )
        paths.append(path)
    return tuple(paths)
