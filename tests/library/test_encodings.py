"""Files in GBK are told from damaged ones and from other encodings; nothing else is converted."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courselib.content.fixing import repair
from courselib.library.encodings import gbk_text
from courselib.library.source import Entry, decode

COURSES = sorted((Path(__file__).parents[2] / "content/courses").rglob("*.md"))


def test_every_shipped_course_comes_back_from_gbk() -> None:
    """Encoded as an old editor would, each text is recognised and is the same, to the character."""
    for path in COURSES:
        text = path.read_text(encoding="utf-8")
        assert gbk_text(text.encode("gb18030")) == text, path
        assert gbk_text(text.encode()) is None, path


@pytest.mark.parametrize("damage", ["cut", "byte", "utf-16", "big5", "shift_jis"])
def test_what_is_not_gbk_is_left_alone(damage: str) -> None:
    """UTF-8 with a slip, and other encodings: what cannot be known is not converted."""
    for path in COURSES[:40]:
        text = path.read_text(encoding="utf-8")
        data = text.encode()
        at = data.index("。".encode())
        made = {
            "cut": data[: at + 1] + data[at + 3 :], "byte": data[:at] + b"\xff" + data[at:], "utf-16": text.encode("utf-16"),
            "big5": ("教學目標：能說清黨員教育培訓規劃的要點，農業農村現代化發展" * 9).encode("big5"),
            "shift_jis": ("これは日本語の文章です。漢字と仮名が混ざっています。" * 9).encode("shift_jis"),
        }[damage]
        assert gbk_text(made) is None, path


@given(data=st.binary(max_size=200))
def test_any_bytes_are_answered(data: bytes) -> None:
    """What comes back is what the bytes are in GB 18030, and never for what is UTF-8."""
    text = gbk_text(data)
    assert text is None or text.encode("gb18030") == data


def test_a_repair_is_the_same_text_in_utf8() -> None:
    """A record, and a file whose metadata have a slip besides; the hint of the problem says that it can be mended."""
    text = "---\ntitle: 示例讲师\ntopics： [rural-theory]\n---\n\n正文一个字也不改。\r\n"
    made = repair(Entry("lecturers/a.md", "lecturer", "a", 0, 0, 0), text.encode("gbk"), {})
    assert made is not None
    assert (made.before, made.encoding) == (text, "GBK")
    assert made.after == text.replace("topics：", "topics:")
    assert "check --fix" in decode(text.encode("gbk"), "x")[1][0].hint
    assert "check --fix" not in decode("能".encode() + b"\xff", "x")[1][0].hint
