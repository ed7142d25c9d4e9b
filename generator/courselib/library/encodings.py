"""Text in the encoding of old Chinese editors, told from text that is damaged or in another encoding."""

from __future__ import annotations

import re

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd-\uffff]")
_HANZI = re.compile("[\u3400-\u9fff]")
#: Of text that people wrote nine characters in ten are of the first part of GB 2312, which is ordered by use; of other encodings' bytes
#: read as if they were GBK, few are. Source: GB/T 2312-1980, rows 16 to 55.
_FIRST, _LAST = 0xB0, 0xD7
_PARTS = 10


def gbk_text(data: bytes) -> str | None:
    """Return the text of bytes that are plainly GBK (GB 18030); ``None`` for UTF-8, for what is damaged, and when in doubt."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return None
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    hanzi = _HANZI.findall(text)
    if not hanzi or _CONTROL.search(text):
        return None
    common = sum(map(_is_common, hanzi))
    return text if common * _PARTS >= len(hanzi) * (_PARTS - 1) else None


def _is_common(character: str) -> bool:
    code = character.encode("gb18030")
    return len(code) == 2 and _FIRST <= code[0] <= _LAST and code[1] > 0xA0
