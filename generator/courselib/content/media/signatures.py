"""What a file is by its first bytes, held against its suffix."""

from __future__ import annotations

import re

#: So many bytes tell what a file is.
HEAD = 4096
_OLE, _ZIP, _RTF = "ole", "zip", "rtf"
#: What a file with a suffix may be. The older names of one maker's formats stand for its newer, zipped ones too.
_MAY_BE = {
    "pdf": ("pdf",), "png": ("png",), "jpg": ("jpeg",), "jpeg": ("jpeg",), "gif": ("gif",), "webp": ("webp",),
    "doc": (_OLE, _RTF), "ppt": (_OLE,), "xls": (_OLE,), "wps": (_OLE, _ZIP, _RTF), "et": (_OLE, _ZIP), "dps": (_OLE, _ZIP),
    "docx": (_ZIP,), "pptx": (_ZIP,), "xlsx": (_ZIP,), "odt": (_ZIP,), "odp": (_ZIP,), "ods": (_ZIP,), "zip": (_ZIP,),
    "mp3": ("mp3",), "m4a": ("mp4",), "mp4": ("mp4",), "ogg": ("ogg",), "wav": ("wav",), "webm": ("webm",),
    "txt": ("text",), "csv": ("text",),
}
_STARTS = (
    (b"%PDF-", "pdf"), (b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpeg"), (b"GIF87a", "gif"), (b"GIF89a", "gif"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OLE), (b"PK\x03\x04", _ZIP), (b"PK\x05\x06", _ZIP), (b"{\\rtf", _RTF),
    (b"ID3", "mp3"), (b"OggS", "ogg"), (b"\x1aE\xdf\xa3", "webm"), (b"MZ", "program"), (b"\x7fELF", "program"),
)
_RIFF = {b"WEBP": "webp", b"WAVE": "wav", b"AVI ": "avi"}
_HEIF = (b"heic", b"heix", b"mif1", b"msf1", b"heim", b"hevc")
#: Boxes that a film may begin with: the newer name of the format first, older cameras' after it.
_BOXES = (b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide")
_MARKUP = re.compile(rb"\s*<(?:!doctype|html|\?xml|svg|script)", re.IGNORECASE)
#: What a file is called that is something else than its suffix says, and the suffix it should have, where there is one.
NAMES = {
    "pdf": ("PDF", "pdf"), "png": ("PNG 图片", "png"), "jpeg": ("JPEG 图片", "jpg"), "gif": ("GIF 图片", "gif"),
    "webp": ("WebP 图片", "webp"), _OLE: ("旧格式的 Office 文档", ""),
    _ZIP: ("压缩包或新格式的 Office 文档", ""), _RTF: ("RTF 文档", "doc"),
    "mp3": ("MP3 音频", "mp3"), "mp4": ("MP4 视频", "mp4"), "ogg": ("OGG 音频", "ogg"), "wav": ("WAV 音频", "wav"),
    "webm": ("WebM 视频", "webm"), "avi": ("AVI 视频", ""), "heif": ("HEIC 图片", ""),
    "svg": ("网页或 SVG 图", ""), "program": ("程序", ""),
    "text": ("纯文字", "txt"), "": ("别的文件", ""),
}


def kind_of(head: bytes) -> str:
    """Return what a file is by its beginning; an empty text for what is not known."""
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF" and head[8:12] in _RIFF:
        return _RIFF[head[8:12]]
    if head[4:8] in _BOXES:
        return "heif" if head[8:12] in _HEIF else "mp4"
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2:  # a frame of MPEG audio, layer III
        return "mp3"
    text = head.removeprefix(b"\xef\xbb\xbf")
    if _MARKUP.match(text):
        return "svg"
    return "text" if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" not in head else ""


def fits(suffix: str, kind: str) -> bool:
    """Tell whether a file of a kind may have a suffix (in small letters)."""
    # Notes that quote a web page are text all the same: as text no browser runs it.
    return kind in _MAY_BE.get(suffix, (kind,)) or (suffix in ("txt", "csv") and kind == "svg")
