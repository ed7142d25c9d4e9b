"""Labels in a line of a plan: 课时：2学时, 授课人  张三    学时  2, 【课题】乡村治理, 教学目标：使学员……."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .words import Words, key_of

_GAP = re.compile("[\\s；;，,/|]")
_MAX_LABEL = 14
#: A label may be written with gaps between so many characters.
_MOST_GAPS = 6
_WIDE = re.compile("\t|\u3000| {2,}")
_SIBLING = re.compile("(?!第?[一二三四五六七八九十])([\u4e00-\u9fff]{2,8})(?<!目标)[：:]\\s*(\\S.*)")
_BRACKETED = re.compile("[【\\[〔]([^【】\\[\\]〔〕]{2,14})[】\\]〕]\\s{0,4}[：:]?\\s{0,4}(?=\\S)")


@dataclass(frozen=True, slots=True)
class Labels:
    """What finds labels. Where headings are ``styled``, a label that is none of a plan's own parts is a word of the text."""

    words: Words
    styled: bool

    def unbracketed(self, line: str) -> str:
        """Return 【课题】乡村治理 as 课题：乡村治理."""
        match = _BRACKETED.match(line)
        key = key_of(match[1]) if match else ""
        return f"{match[1]}：{line[match.end():]}" if match and (key in self.words.labels or key in self.words.sections) else line

    def pairs(self, line: str) -> list[tuple[str, str]]:
        """Return the labels of a line with their values (授课人：张三　课时：2学时), nothing for a line that begins otherwise."""
        if len(line) > 300:
            return []
        if not any(c in line for c in "：:"):
            return self.spaced(line)
        found: list[tuple[str, int, int]] = []
        done = 0
        for at, char in enumerate(line):
            if char not in "：:":
                continue
            begin = self.label_before(line, done, at)
            if begin >= 0:
                found.append((line[begin:at], begin, at + 1))
                done = at + 1
        if not found or found[0][1] > 0:
            return []
        ends = [begin for _, begin, _ in found[1:]] + [len(line)]
        return [(label.strip(), line[value:end].strip(" \t\u3000；;，,/|")) for (label, _, value), end in zip(found, ends, strict=True)]

    def spaced(self, line: str) -> list[tuple[str, str]]:
        """Return labels and values of a line that has only wide gaps between them (授课人  张三    学时  2)."""
        def is_name(text: str) -> bool:
            key = key_of(text)
            return key in self.words.labels and key not in self.words.sections

        pieces = [p for p in _WIDE.split(line) if p]
        parts: list[str] = []
        gapped = False
        while pieces:
            end = 0
            while len(parts) % 2 == 0 and end < min(len(pieces), _MOST_GAPS) and len(pieces[end]) == 1:
                end += 1
            while end > 1 and not is_name("".join(pieces[:end])):
                end -= 1
            # 题　　目 is one label.
            gapped |= not parts and end > 1
            parts.append("".join(pieces[:max(end, 1)]))
            del pieces[:max(end, 1)]
        fits = len(parts) % 2 == 0 and all(map(is_name, parts[::2]))
        if gapped and len(parts) > 1 and not fits:
            return [(parts[0], " ".join(parts[1:]))]
        fits = fits and len(parts) >= (2 if gapped else 4)
        return list(zip(parts[::2], parts[1::2], strict=True)) if fits else []

    def label_before(self, line: str, low: int, at: int) -> int:
        """Return where the label begins that ends at a colon, -1 without one."""
        start = max(low, at - 3 * _MAX_LABEL)
        for begin in range(start, at):
            if begin > 0 and begin > low and not _GAP.match(line[begin - 1]):
                continue
            if begin == low and low > 0 and not _GAP.match(line[begin]):
                continue
            if _GAP.match(line[begin]):
                continue
            key = key_of(line[begin:at])
            if key and key in self.words.labels and key not in self.words.sections:
                return begin
        return -1

    def section(self, line: str) -> tuple[str, str] | None:
        """Return the heading and the rest of a line that begins with one (教学目标：使学员……)."""
        at = min((line.find(c) for c in "：:" if c in line), default=-1)
        if 0 < at <= _MAX_LABEL + 4 and line[at + 1:].strip():
            key = key_of(line[:at])
            if key in self.words.sections and (self.words.sections[key] or (len(key) > 2 and not self.styled)):
                return line[:at].strip(), line[at + 1:].strip()
        return None

    def sibling(self, line: str) -> tuple[str, str] | None:
        """Return the parts of a line that is built as the one before, by a name that is not known (研讨成果：每组一份方案)."""
        match = _SIBLING.fullmatch(line)
        return (match[1], match[2]) if match else None
