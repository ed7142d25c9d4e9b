"""Hostile files made by chance: real ones, cut, doubled, crossed and sown with what breaks readers. The same for the same seed."""

from __future__ import annotations

import random

from ..support import authored, bodies
from ..support.library import REPOSITORY, SMALL, course
from ..support.vectors import vector

_SMALL = SMALL / "content"
ATTACKS = vector("attacks")


def _read(*names: str) -> list[str]:
    return [(_SMALL / name).read_text(encoding="utf-8") for name in names]


#: Path and kind of what is read, and the files that the made-up ones begin from.
KINDS = {
    "course": ("courses/rural/made.md", [course("示例课", more="keywords: [党课, 讲座]\nplatforms:\n  - {name: 平台, url: https://a.cn/}")]),
    "lecturer": ("lecturers/made.md", _read("lecturers/teacher.md")),
    "page": ("pages/made.md", _read("pages/notes.md", "pages/index.md")),
    "curriculum": ("curricula/made.yml", _read("curricula/rural-plan.yml")),
    "plan": ("plan.yml", _read("plan.yml")),
    "synonyms": ("synonyms.yml", [(REPOSITORY / "content/synonyms.yml").read_text(encoding="utf-8")]),
}
_SEEDS = (
    "---\n", "...\n", "- ", ": ", ":", "? ", "&a ", "*a", "!!python/object:os.system ", "!a ", "<<: ", "{", "}", "[", "]", "|\n", ">\n",
    "'", '"',
    "#", "%YAML 1.1\n", "\t", " ", "  ", "\n", "\r\n", "\r", "\x00", "\x07", "\x1b[2J", "\x85", "\u2028", "\ufeff", "\u202e", "\u200b",
    "\ud7ff", "\U0010ffff",
    "null", "~", ".nan", "1e999", "0x7f", "-0", "2024-13-45", "12:30:45", "yes", "No", "true", "１", "，", "：", "“", "党", "𠮷", "<b>",
    "{{", "⟦", "]]>",
    "../../etc/passwd", "C:\\x", "//h/x", "javascript:alert(1)", "%00", "\\", "\\x", "\\u0000", "=1+1",
    "a" * 300, "[" * 40, "- " * 40, "  " * 40,
)


def made(kind: str, seed: int) -> bytes:
    """Return the bytes of a file of a kind."""
    draw = random.Random(f"{kind}{seed}")  # noqa: S311 - a repeatable draw
    text = draw.choice(KINDS[kind][1])
    if kind in ("course", "lecturer", "page"):
        text += "\n\n" + draw.choice((authored.generate, bodies.generate))(seed) + "\n\n" + draw.choice(ATTACKS)
    for _ in range(draw.choice((0, 1, 2, 3, 8))):
        text = _changed(draw, text)
    data = text.encode("utf-8", "surrogatepass")
    if draw.random() < 0.15:
        at = draw.randrange(len(data) + 1)
        data = data[:at] + bytes(draw.randrange(256) for _ in range(draw.randint(1, 4))) + data[at:]
    return data


def _changed(draw: random.Random, text: str) -> str:
    at = draw.randrange(len(text) + 1)
    end = min(len(text), at + draw.choice((1, 1, 3, 10, 80)))
    return draw.choice((
        lambda: text[:at] + text[end:],
        lambda: text[:at] + text[at:end] * draw.choice((2, 2, 30)) + text[end:],
        lambda: text[:at] + draw.choice(_SEEDS) + text[at:],
        lambda: text[:at] + draw.choice(_SEEDS) + text[end:],
        lambda: text[:at] + draw.choice(ATTACKS) + text[at:],
        lambda: text[:at] + text[end:] + text[at:end],
        lambda: text[:at],
    ))()
