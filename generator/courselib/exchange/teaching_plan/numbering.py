"""The numbers that Word writes before paragraphs by itself: they stand nowhere in the text, and would be lost."""

from __future__ import annotations

from dataclasses import dataclass, field

from .package import Node

BULLET = "•"
_DIGITS = "零一二三四五六七八九"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"),
          (5, "v"), (4, "iv"), (1, "i"))
_CHINESE = frozenset(("chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand", "japaneseCounting",
                      "ideographTraditional", "chineseLegalSimplified", "ideographLegalTraditional", "ideographDigital",
                      "taiwaneseDigital", "japaneseDigitalTenThousand"))
_CIRCLES = 20
_LEVELS = 9


@dataclass(slots=True)
class Level:
    """How one level of a list is numbered."""

    form: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """The lists of a document: levels by list, the abstract list behind each, and how far each has counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    kind_of: dict[str, str] = field(default_factory=dict)
    starts: dict[str, dict[int, int]] = field(default_factory=dict)
    counts: dict[str, list[int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, root: Node | None) -> Numbering:
        """Return the lists that the numbering part tells of."""
        made = cls()
        for node in root.elements() if root else ():
            if node.name == "abstractNum":
                key = node.attrs.get("abstractNumId", "")
                made.levels[key] = {_number(n.attrs.get("ilvl", "")): _level(n) for n in node.elements() if n.name == "lvl"}
            elif node.name == "num":
                key = node.attrs.get("numId", "")
                made.kind_of[key] = node.val("abstractNumId")
                made.starts[key] = {
                    _number(n.attrs.get("ilvl", "")): _number(n.val("startOverride"))
                    for n in node.elements() if n.name == "lvlOverride" and n.val("startOverride")
                }
        return made

    def label(self, key: str, depth: int) -> str:
        """Return the next number of a list at a depth, and count it."""
        kind = self.kind_of.get(key)
        levels = self.levels.get(kind or "", {})
        if kind is None or depth not in levels or depth >= _LEVELS:
            return ""
        counts = self.counts.setdefault(kind, [0] * _LEVELS)
        if key not in self.begun:
            self.begun.add(key)
            for at, start in self.starts.get(key, {}).items():
                if at < _LEVELS:
                    counts[at] = start - levels.get(at, Level()).start
        counts[depth] += 1
        counts[depth + 1:] = [0] * (_LEVELS - depth - 1)
        level = levels[depth]
        if level.form in ("bullet", "none"):
            return BULLET if level.form == "bullet" else ""
        text = level.text
        for at in range(_LEVELS):
            if f"%{at + 1}" in text:
                other = levels.get(at, Level())
                text = text.replace(f"%{at + 1}", counted(max(counts[at], 1) + other.start - 1, other.form))
        return text.strip()


def _level(node: Node) -> Level:
    start = node.val("start")
    return Level(node.val("numFmt") or "decimal", node.val("lvlText"), _number(start) if start else 1)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def counted(number: int, form: str) -> str:
    """Return a number as lists of this form have it."""
    if form in _CHINESE:
        return chinese(number)
    if form in ("lowerLetter", "upperLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        text = ""
        for value, sign in _ROMAN:
            text += sign * (number // value)
            number %= value
        return text if form == "lowerRoman" else text.upper()
    if form.startswith("decimalEnclosedCircle") and 0 < number <= _CIRCLES:
        return chr(0x245F + number)
    return str(number)


def chinese(number: int) -> str:
    """Return a number below a hundred in characters (二十一); larger ones in figures."""
    if not 0 <= number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")
