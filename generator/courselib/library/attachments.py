"""An attachment below ``content/media``: what was read of it, and how it is named to readers beside every link to it."""

from __future__ import annotations

from dataclasses import dataclass, field

#: Pictures that pages show, and what is played in a page.
PICTURES = frozenset(("png", "jpg", "jpeg", "gif", "webp"))
SOUNDS = frozenset(("mp3", "m4a", "ogg", "wav"))
FILMS = frozenset(("mp4", "webm"))
#: What readers call a file by its suffix.
FORMATS = {
    "pdf": "PDF", "doc": "Word", "docx": "Word", "wps": "WPS 文字", "odt": "ODT 文档", "ppt": "PPT", "pptx": "PPT", "dps": "WPS 演示",
    "odp": "ODP 演示", "xls": "Excel", "xlsx": "Excel", "et": "WPS 表格", "ods": "ODS 表格", "csv": "CSV 表格", "txt": "文本", "zip": "ZIP",
    "png": "PNG 图片", "jpg": "JPEG 图片", "jpeg": "JPEG 图片", "gif": "GIF 图片", "webp": "WebP 图片",
    "mp3": "MP3 音频", "m4a": "M4A 音频", "ogg": "OGG 音频", "wav": "WAV 音频", "mp4": "MP4 视频", "webm": "WebM 视频",
}
_SLIDES = frozenset(("ppt", "pptx"))
_KB, _MB = 2**10, 2**20


@dataclass(frozen=True, slots=True)
class Attachment:
    """An attachment: ``size`` in bytes; where it was read ``digest`` stands for its bytes.

    ``pages`` (or slides) of a document, ``width`` and ``height`` of a picture as it stands upright; 0 where they are not known.
    A picture that is ``moving`` has several frames. ``text`` is what a document says.
    """

    size: int
    digest: str = ""
    pages: int = 0
    width: int = 0
    height: int = 0
    moving: bool = False
    text: str = field(default="", repr=False)


def suffix_of(name: str) -> str:
    """Return a file's suffix in small letters, without the dot."""
    return name.rpartition(".")[2].lower()


def size_text(size: int) -> str:
    """Return a size as people read it: 356 KB, 1.2 MB."""
    if size < _KB:
        return f"{size} 字节"
    if size < _MB:
        return f"{(size + _KB // 2) // _KB} KB"
    tenths = (size * 10 + _MB // 2) // _MB
    return f"{tenths // 10}.{tenths % 10} MB" if tenths % 10 else f"{tenths // 10} MB"


def described(name: str, attachment: Attachment) -> str:
    """Return what stands beside a link to an attachment: its format, its pages where they are known, its size."""
    suffix = suffix_of(name)
    pages = f"{attachment.pages} {'张' if suffix in _SLIDES else '页'}" if attachment.pages else ""
    return "，".join(filter(None, (FORMATS.get(suffix, suffix.upper()), pages, size_text(attachment.size))))
