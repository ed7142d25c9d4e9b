"""Pictures of a Word file: told by how they begin, never by their names; what pages cannot show is said."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from .blocks import Document
from .markdown import escaped
from .package import Package

#: What a picture begins with, and the suffix of such files.
_FORMS = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"), (b"GIF8", "gif"))
#: What stands in place of a picture's words, which only its author knows.
WORDS = "【填：图里有什么】"
_MOST = 200


@dataclass(slots=True)
class Album:
    """The pictures taken out of a document: files below ``content/media``, in the order in which they were met."""

    folder: str
    up: str
    package: Package
    document: Document
    files: dict[str, bytes] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    _paths: dict[str, str] = field(default_factory=dict)
    _by_digest: dict[str, str] = field(default_factory=dict)

    def markdown(self, part: str) -> str:
        """Return a picture in the text, nothing for one that is left out."""
        if part not in self._paths:
            self._paths[part] = self._taken(part)
        path = self._paths[part]
        words = self.document.pictures.get(part, "")
        return f"![{escaped(words) if words else WORDS}]({self.up}media/{path})" if path else ""

    def _taken(self, part: str) -> str:
        data = self.package.data(part)
        suffix = form_of(data)
        if not suffix or len(self.files) >= _MOST:
            name = part.rpartition("/")[2]
            why = "图片太多" if suffix else "是空的" if not data else "网页不能显示这种格式，请在 Word 里右键“另存为图片”，存成 PNG"
            self.remarks.append(f"图片 {name} 没有导入：{why}。")
            return ""
        digest = hashlib.sha256(data).hexdigest()
        if digest not in self._by_digest:
            path = f"{self.folder}/picture-{len(self.files) + 1}.{suffix}"
            self.files[path] = data
            self._by_digest[digest] = path
        return self._by_digest[digest]


def form_of(data: bytes) -> str:
    """Return the suffix of a picture's form, empty for one that pages cannot show."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return next((suffix for begin, suffix in _FORMS if data.startswith(begin)), "")
