"""The archive that a Word file is, opened with care: sizes bounded, no document types, no password, every part a small tree.

``theme/scripts/author/plan/package.js`` is its twin in the browser.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from xml.parsers import expat

from ...runtime.errors import ContentError

#: A plan with photographs from a telephone has some thirty megabytes; its text has one.
MAX_FILE, MAX_UNPACKED, MAX_PARTS = 64 << 20, 256 << 20, 4000
MAX_XML, MAX_ELEMENTS, MAX_DEPTH = 48 << 20, 1_500_000, 200
_ENTRY, _OLE = b"PK\x01\x02", b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SAVE_AS = "在 Word 或 WPS 里用“另存为”存成 .docx 再试。"
_TOO_LARGE = "把教案分成几个文件，或删去不用的图片，再试。"
_RELATIONS = re.compile(r"[^\x00]{1,400}")


class UnreadablePlanError(ContentError):
    """The file is no Word document that can be read."""


@dataclass(slots=True)
class Node:
    """An element: names without their prefixes (attributes of relations keep ``r:``), text between children is a child."""

    name: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def elements(self) -> list[Node]:
        """Return the children that are elements."""
        return [c for c in self.children if isinstance(c, Node)]

    def first(self, *names: str) -> Node | None:
        """Return the first element on a way of names down from here."""
        node: Node | None = self
        for name in names:
            node = next((c for c in node.elements() if c.name == name), None) if node else None
        return node

    def val(self, *names: str) -> str:
        """Return the value of the first element on a way of names, empty without one."""
        node = self.first(*names)
        return node.attrs.get("val", "") if node else ""

    def text(self) -> str:
        """Return all text in it."""
        return "".join(c if isinstance(c, str) else c.text() for c in self.children)


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: another part's name, or an address outside."""

    name: str
    kind: str
    outside: bool


class Package:
    """The parts of a Word file by name. Raises ``UnreadablePlanError`` in plain words for anything else."""

    def __init__(self, data: bytes) -> None:
        if len(data) > MAX_FILE:
            raise UnreadablePlanError(f"文件超过 {MAX_FILE >> 20} MB，没有读。", _TOO_LARGE)
        if data.startswith(_OLE):
            locked = _ENCRYPTED in data
            raise UnreadablePlanError("文件设了打开密码。" if locked else "这是旧格式的文档（.doc 或 .wps）。",
                                      "在 Word 或 WPS 里去掉密码再试。" if locked else _SAVE_AS)
        if not data.startswith(b"PK"):
            raise UnreadablePlanError("这不是 .docx 文件。", _SAVE_AS)
        if data.count(_ENTRY) > MAX_PARTS:
            raise UnreadablePlanError(f"文件里有 {MAX_PARTS} 多个部分，没有读。", _TOO_LARGE)
        self._left = MAX_ELEMENTS
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            parts = self._archive.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise _damaged() from error
        if any(p.flag_bits & 1 for p in parts):
            raise UnreadablePlanError("文件设了打开密码。", "在 Word 或 WPS 里去掉密码再试。")
        if sum(p.file_size for p in parts) > MAX_UNPACKED:
            raise UnreadablePlanError("文件展开后太大，没有读。", _TOO_LARGE)
        self._parts = {p.filename.lstrip("/"): p for p in parts}
        self.main = self._main()

    def _main(self) -> str:
        """Return the name of the document's own part."""
        for target in self.relations("").values():
            if target.kind.endswith("/officeDocument") and target.name.endswith(".xml"):
                root = self.tree(target.name)
                if root is not None and root.name == "document":
                    return target.name
        raise UnreadablePlanError("这是其他软件的文档，不是 Word 文档（.docx）。", _SAVE_AS)

    def names(self) -> list[str]:
        """Return the names of all parts."""
        return list(self._parts)

    def data(self, name: str) -> bytes:
        """Return a part's bytes; empty for none."""
        part = self._parts.get(name)
        if part is None:
            return b""
        try:
            return self._archive.read(part)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OSError) as error:
            raise _damaged() from error

    def tree(self, name: str) -> Node | None:
        """Return a part of XML as a tree, ``None`` where there is no such part."""
        part = self._parts.get(name)
        if part is None:
            return None
        if part.file_size > MAX_XML:
            raise UnreadablePlanError("文件展开后太大，没有读。", _TOO_LARGE)
        return self._parsed(self.data(name))

    def relations(self, name: str) -> dict[str, Relation]:
        """Return what a part refers to, by the names it uses."""
        folder, base = posixpath.split(name)
        root = self.tree(posixpath.join(folder, "_rels", f"{base}.rels"))
        found = {}
        for node in root.elements() if root else ():
            target = node.attrs.get("Target", "")
            outside = node.attrs.get("TargetMode") == "External"
            place = target if outside else posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            if _RELATIONS.fullmatch(target):
                found[node.attrs.get("Id", "")] = Relation(place, node.attrs.get("Type", ""), outside)
        return found

    def _parsed(self, data: bytes) -> Node:
        top = Node("")
        open_nodes = [top]

        def begin(name: str, attrs: dict[str, str]) -> None:
            self._left -= 1
            if self._left < 0 or len(open_nodes) > MAX_DEPTH:
                raise UnreadablePlanError("文件里的段落和表格太多，或一层套一层太深，没有读。", _TOO_LARGE)
            node = Node(_local(name), {_attribute(key): value for key, value in attrs.items()})
            open_nodes[-1].children.append(node)
            open_nodes.append(node)

        def declared(*_: object) -> None:
            raise UnreadablePlanError("文件里有不允许的 XML 声明，没有读。", _SAVE_AS)

        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = declared
        parser.StartElementHandler = begin
        parser.EndElementHandler = lambda _: open_nodes.pop()
        def written(text: str) -> None:
            open_nodes[-1].children.append(text)

        parser.CharacterDataHandler = written
        try:
            parser.Parse(data, True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise _damaged() from error
        return top.elements()[0]


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _attribute(name: str) -> str:
    # A relation's name and an element's own may be called alike: r:id, w:id.
    return name if name.startswith("r:") else _local(name)


def _damaged() -> UnreadablePlanError:
    return UnreadablePlanError("文件损坏了，读不出来。", "在 Word 或 WPS 里打开，另存一份再试。")
