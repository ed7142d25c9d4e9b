"""From a metadata tree to checked values, by the tables of ``schema``.

Values come out JSON-friendly (text, integers, booleans, lists, mappings), so that a parsed file can be cached as it
is; ``records`` turns them into frozen records. Every problem carries the place of the value it speaks of.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from ..problems import Problem, problem
from ..problems.record import FIXABLE, quote
from ..runtime import hours
from ..runtime.values import Values
from ..syntax.yaml import writer
from . import hints, meaning, upstream
from .kinds import FOLDERS
from .nodes import Mapping, Mark, Node, Scalar, Sequence
from .schema import ID_PATTERN, MAX_ITEMS, PLAN_LISTS, Field, Kind, Schema
from .unfinished import UNFILLED, is_blank

__all__ = ["ID_PATTERN", "FieldReader", "is_safe_relative", "is_web_url"]

#: Looking for a nearest name is dear: a file with more problems than this gets no further hints of that sort.
_MAX_GUESSES = 100
_MISSING = object()
#: Control characters (which double-quoted YAML can smuggle in), bidirectional overrides and other invisible characters that
#: make text look like what it is not. The joiners stay: Mongolian, Uyghur and emoji are written with them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_RECORDS = frozenset(kind.name for kind in FOLDERS.values())
#: A record of a library that this one stands on, where another one has the plain ID.
_OF_ANOTHER = re.compile(f"(?:{upstream.NAME.pattern}){upstream.OF}(?:{ID_PATTERN.pattern})")
_LIKE_DATE = re.compile(r"[0-9]{4}[年./-][0-9]{1,2}[月./-][0-9]{1,2}日?")
_TRUE, _FALSE = ("true", "True", "TRUE"), ("false", "False", "FALSE")
_YES, _NO = ("yes", "on", "y", "是", "对", "有", "1"), ("no", "off", "n", "否", "不", "无", "0")


class FieldReader:
    """Reads one record's fields and gathers problems and marks. Without ``mendable`` no hint speaks of ``check --fix``."""

    def __init__(self, path: str, *, mendable: bool = True) -> None:
        self.path = path
        self.mendable = mendable
        self.problems: list[Problem] = []
        self._siblings: frozenset[str] = frozenset()
        self.marks: dict[str, Mark] = {}

    def say(self, code: str, at: Mark, message: str, hint: str = "") -> None:
        """Add a problem at a place."""
        self.problems.append(problem(code, self.path, message, line=at.line, column=at.column, hint=hint))

    def record(self, schema: Schema, tree: Mapping) -> Values:
        """Return the values of a record; fields with problems are left out."""
        self.mendable = self.mendable and any(kind.schema.kind == schema.kind for kind in FOLDERS.values())
        return self._mapping(schema.fields, tree, "", schema.label)

    def _mapping(self, fields: tuple[Field, ...], tree: Mapping, prefix: str, owner: str) -> Values:
        known = {f.name: f for f in fields}
        values: Values = {}
        torn: set[str] = set()
        for name, (key, node) in tree.items.items():
            field = known.get(name)
            if field is None:
                torn.add(self._unknown(key, node, known, tree))
                continue
            if node.unread:
                continue
            if isinstance(node, Scalar) and node.is_null:
                if field.required:
                    self.say("M301", key.mark, f"必填字段 {field.name}（{field.label}）没有值。", field.help)
                continue
            if isinstance(node, Scalar) and is_blank(node.text):
                self.say(UNFILLED, node.mark, f"{field.label}还没填。", field.help)
                continue
            value = self._value(field, node, prefix + name)
            if value is not _MISSING:
                values[name] = value
        for field in fields:
            if field.required and field.name not in tree.items and field.name not in torn:
                at = tree.mark
                self.say("M301", at, f"{owner}缺少必填字段 {field.name}（{field.label}）。", field.help)
        return values

    def _unknown(self, key: Scalar, node: Node, known: dict[str, Field], tree: Mapping) -> str:
        """Tell of a key that is no field; return the field that it holds nevertheless, or an empty text."""
        name = key.text
        folded = unicodedata.normalize("NFKC", name).strip().lower()
        # A key that holds its own value: a colon of the wrong kind, or one without a blank.
        pair = meaning.torn(key, node, known)
        if pair is not None:
            bare = isinstance(node, Scalar) and node.is_null
            hint = f"是否想写 {pair}？" if bare else f"写成 {pair}。" if pair.isprintable() else "换成英文冒号加一个空格。"
            self.say("M302", key.mark, f"{quote(name)} 里的冒号不是英文冒号加空格。", hint + self._mends(True))
            return pair.partition(":")[0]
        if folded in known and folded not in tree.items:
            self.say("M302", key.mark, f"不认识的字段 {quote(name)}。", f"是否想写 {folded}？{self._mends(True)}")
            return folded
        # A name that stands there already would come twice.
        names = {f.name: f.label for f in known.values() if f.name not in tree.items}
        self.say("M302", key.mark, f"不认识的字段 {quote(name)}。", self._guess(name, names))
        return ""

    def _mends(self, mends: object) -> str:
        """Return the end of a hint that ``check --fix`` can follow."""
        return FIXABLE if mends and self.mendable else ""

    def _meant(self, field: Field, node: Scalar, meant: str) -> str:
        """Return the hint that proposes ``meant``."""
        return f"是否想写 {meant}？{self._mends(meaning.mended(field, node.text, {}) == meant)}"

    def _guess(self, value: str, labels: dict[str, str]) -> str:
        """Return the hint with the nearest of ``labels``, while the file has few problems."""
        return hints.nearest(value, labels, labels) if len(self.problems) < _MAX_GUESSES else ""

    def _value(self, field: Field, node: Node, name: str) -> object:
        if not field.many:
            return self._single(field, node, name)
        self.marks[name] = node.mark
        if isinstance(node, Scalar):
            return self._no_list(field, node)
        if isinstance(node, Mapping) and field.keyed:
            wrong = next((inner for _, inner in node.items.values() if not isinstance(inner, Mapping)), None)
            if wrong is not None:
                self.say("M303", wrong.mark, f"{field.label}的每一项应写成“字段: 值”。", f"如 2024: {{{field.fields[1].name}: 30}}。")
                return _MISSING
            node = _items_by_key(field, node)
        if not isinstance(node, Sequence):
            self.say("M303", node.mark, f"{field.label}应是列表，现在是“字段: 值”。", "每一项前面加 “- ”。")
            return _MISSING
        if field.required and not node.items:
            self.say("M301", node.mark, f"{field.label}（{field.name}）不能是空列表。", field.help)
            return _MISSING
        if len(node.items) > MAX_ITEMS:
            self.say("M307", node.mark, f"{field.label}有 {len(node.items)} 项，超过 {MAX_ITEMS} 项。")
            return _MISSING
        return self._items(field, node, name)

    def _no_list(self, field: Field, node: Scalar) -> object:
        """Say what list was meant by a single value. IDs are left to those who know which there are: see ``checks.lists``."""
        parts = meaning.parts(field, node.text)
        if field.ref and parts and node.text.isprintable():
            return parts
        hint = "每一项前面加 “- ”。"
        if field.kind is Kind.OBJECT:
            hint = hints.for_object(field, node.text)
        elif field.kind is Kind.CHOICE:
            near = [meaning.mended(field, p, {}) or hints.near(p, dict(field.choices), dict(field.choices)) or p for p in parts]
            right = bool(near) and all(meaning.is_good(field, n, {}) for n in near)
            hint = self._list_hint(field, node, near) if right else f"写成列表，可选：{'、'.join(v for v, _ in field.choices)}。"
        elif parts and all(meaning.is_fit(field, p) for p in parts):
            hint = self._list_hint(field, node, parts)
        self.say("M303", node.mark, f"{field.label}应是列表，现在是 {quote(node.text)}。", hint)
        return _MISSING

    def _list_hint(self, field: Field, node: Scalar, items: list[str]) -> str:
        meant = writer.sequence(map(writer.scalar, dict.fromkeys(items)))
        return f"是否想写 {meant}？{self._mends(meaning.mended_list(field, node.text, {}) == meant)}"

    def _items(self, field: Field, node: Sequence, name: str) -> list[object]:
        result: list[object] = []
        self._siblings = frozenset(i.text for i in node.items if isinstance(i, Scalar))
        for index, item in enumerate(node.items):
            if item.unread:
                continue
            if isinstance(item, Scalar) and item.is_null:
                self.say("M311", item.mark, f"{field.label}的第 {index + 1} 项是空的。", "删去这一项，或填上值。")
                continue
            several = meaning.mended_items(field, item.text) if node.flow and isinstance(item, Scalar) else []
            if several and isinstance(item, Scalar):
                meant = ", ".join(map(writer.scalar, several))
                once = self._siblings.isdisjoint(several)
                self.say("M303", item.mark, f"{field.label}的第 {index + 1} 项 {quote(item.text)} 里是几个值。",
                         f"是否想写 {meant}？{self._mends(True)}" if once else "每项写一个值，同一个值只写一次。")
                for one in (v for v in several if v not in result):
                    self.marks[f"{name}[{len(result)}]"] = item.mark
                    result.append(one)
                continue
            # The place goes by what is kept: later checks count the values, not what the author wrote.
            value = self._single(field, item, f"{name}[{len(result)}]")
            if value is _MISSING:
                continue
            if field.kind is not Kind.OBJECT and value in result:
                self.say("M312", item.mark, f"{field.label}里 {quote(str(value))} 写了不止一次。", "只留一处。")
                continue
            result.append(value)
        return result

    def _single(self, field: Field, node: Node, name: str) -> object:
        if not field.many:
            self._siblings = frozenset()
        self.marks[name] = node.mark
        if field.kind is Kind.OBJECT:
            if isinstance(node, Mapping):
                return self._object(field, node, name)
            hint = hints.for_object(field, node.text) if isinstance(node, Scalar) and not field.many else hints.form(field)
            self.say("M303", node.mark, f"{field.label}应写成“字段: 值”。", hint)
            return _MISSING
        if not isinstance(node, Scalar):
            shape = "列表" if isinstance(node, Sequence) else "“字段: 值”"
            self.say("M303", node.mark, f"{field.label}应是一个值，现在是{shape}。", field.help)
            return _MISSING
        return getattr(self, f"_read_{field.kind.value}")(field, node)

    def _object(self, field: Field, node: Mapping, name: str) -> object:
        before = len(self.problems)
        values = self._mapping(field.fields, node, f"{name}.", field.label)
        if field.one_of and len(self.problems) == before and sum(name in values for name in field.one_of) != 1:
            labels = {f.name: f.label for f in field.fields}
            self.say("M315", node.mark, f"{field.label}须有 {' 或 '.join(field.one_of)}，且只有一个。",
                     f"{'，'.join(f'{labels[name]}写 {name}' for name in field.one_of)}。")
        return values if len(self.problems) == before else _MISSING

    def _read_text(self, field: Field, node: Scalar) -> object:
        if "\n" in node.text.strip():
            self.say("M303", node.mark, f"{field.label}只能写一行。", "删去换行。")
            return _MISSING
        return self._read_long(field, node)

    def _read_long(self, field: Field, node: Scalar) -> object:
        text = unicodedata.normalize("NFC", node.text.strip())
        if not text:
            self.say("M311", node.mark, f"{field.label}是空的。", "填上文字，或删去这一行。")
            return _MISSING
        if field.high is not None and len(text) > field.high:
            self.say("M311", node.mark, f"{field.label}有 {len(text)} 字，超过 {field.high} 字：{quote(text, 20)}。",
                     "请写短些。")
            return _MISSING
        hidden = _INVISIBLE.search(text)
        if hidden:
            self.say("M314", node.mark, f"{field.label}里有看不见的特殊字符 U+{ord(hidden.group()):04X}。",
                     "删去后重新输入这段文字。")
            return _MISSING
        return text

    def _read_id(self, field: Field, node: Scalar) -> object:
        text = node.text
        if ID_PATTERN.fullmatch(text):
            return text
        if field.ref in _RECORDS and _OF_ANOTHER.fullmatch(text):
            return text
        # An unknown name is better answered by the reference check, which knows the valid ones.
        if field.ref in PLAN_LISTS and len(text) <= 200 and text.isprintable() and text.strip():
            return text
        hint = "编号只用小写字母、数字和短横线，最多 64 个字符。"
        folded = unicodedata.normalize("NFKC", text).strip().lower().replace("_", "-")
        if ID_PATTERN.fullmatch(folded) and self.mendable:
            hint += f"若有 {folded}，{FIXABLE}"
        self.say("M313", node.mark, f"{field.label}编号 {quote(text)} 写法不对。", hint)
        return _MISSING

    def _read_choice(self, field: Field, node: Scalar) -> object:
        if node.text in dict(field.choices):
            return node.text
        # A value that stands there already would come twice.
        labels = {v: zh for v, zh in field.choices if v not in self._siblings}
        valid = "、".join(f"{v}（{zh}）" for v, zh in field.choices)
        meant = meaning.mended(field, node.text, {})
        meant = meant if meant in labels else None
        hint = f"是否想写 {meant}？{self._mends(True)}" if meant else self._guess(node.text, labels) or f"可选：{valid}。"
        self.say("M304", node.mark, f"{field.label}不能是 {quote(node.text)}。", hint)
        return _MISSING

    def _read_hours(self, field: Field, node: Scalar) -> object:
        text = node.text.strip()
        try:
            value = hours.parse_hours(text)
        except hours.NotANumberError:
            meant = meaning.mended(field, text, {}) or hints.hours_in(text)
            self.say("M305", node.mark, f"{field.label}应是数字，现在是 {quote(text)}。",
                     self._meant(field, node, meant) if meant and _is_hours(meant) else field.help)
            return _MISSING
        except hours.NotHalfHoursError:
            self.say("M306", node.mark, f"{field.label} {quote(text)} 不是 0.5 的整数倍。", _round_hint(text))
            return _MISSING
        low, high = field.low or 0, field.high or hours.COURSE_MAX
        if not low <= value <= high:
            limits = f"{hours.format_hours(low)} 到 {hours.format_hours(high)}"
            self.say("M307", node.mark, f"{field.label} {quote(text)} 超出范围 {limits}。", field.help)
            return _MISSING
        return value

    def _read_bool(self, field: Field, node: Scalar) -> object:
        if node.text in _TRUE:
            return True
        if node.text in _FALSE:
            return False
        lowered = node.text.strip().lower()
        meant = meaning.mended(field, node.text, {}) or ("true" if lowered in _YES else "false" if lowered in _NO else "")
        hint = self._meant(field, node, meant) if meant else "写 true（是）或 false（否）。"
        self.say("M303", node.mark, f"{field.label}应是 true 或 false，现在是 {quote(node.text)}。", hint)
        return _MISSING

    def _read_date(self, field: Field, node: Scalar) -> object:
        text = node.text.strip()
        meant = meaning.day(text)
        if meant and meant == text:
            return text
        meant = meaning.mended(field, text, {}) or ""
        hint = self._meant(field, node, meant) if meant else "这一天在日历上没有。" if _LIKE_DATE.fullmatch(text) else "写成 2026-10-15。"
        self.say("M308", node.mark, f"{field.label} {quote(text)} 不是日期。", hint)
        return _MISSING

    def _read_month(self, field: Field, node: Scalar) -> object:
        text = node.text.strip()
        meant = meaning.month(text)
        if meant and meant == text:
            return text
        hint = self._meant(field, node, meant) if meant else "写成 2025-10 或 2025。"
        self.say("M308", node.mark, f"{field.label} {quote(text)} 不是年月。", hint)
        return _MISSING

    def _read_time(self, field: Field, node: Scalar) -> object:
        text = node.text.strip()
        meant = meaning.time(text)
        if meant and meant == text:
            return text
        hint = self._meant(field, node, meant) if meant else "写成 09:00 或 14:30。"
        self.say("M316", node.mark, f"{field.label} {quote(text)} 不是时间。", hint)
        return _MISSING

    def _read_int(self, field: Field, node: Scalar) -> object:
        text = node.text.strip()
        if not re.fullmatch(r"-?[0-9]{1,9}", text):
            meant = meaning.mended(field, text, {}) or ""
            hint = self._meant(field, node, meant) if meant else ""
            self.say("M303", node.mark, f"{field.label}应是整数，现在是 {quote(text)}。", hint)
            return _MISSING
        value = int(text)
        if (field.low is not None and value < field.low) or (field.high is not None and value > field.high):
            self.say("M307", node.mark, f"{field.label} {quote(text)} 超出范围 {field.low} 到 {field.high}。")
            return _MISSING
        return value

    def _read_url(self, field: Field, node: Scalar) -> object:
        text = node.text.strip()
        if is_web_url(text):
            return text
        self.say("M309", node.mark, f"{field.label} {quote(text)} 不是网页地址。",
                 "只能用 http:// 或 https:// 开头的网址。")
        return _MISSING

    def _read_file(self, field: Field, node: Scalar) -> object:
        text = node.text.strip()
        if is_safe_relative(text):
            return text
        self.say("M310", node.mark, f"{field.label}路径 {quote(text)} 不安全。",
                 "写 content/media 下的相对路径，不用 .. 、盘符或反斜杠。")
        return _MISSING


def _items_by_key(field: Field, node: Mapping) -> Node:
    """Return the items of a keyed list: each with its key as its first field."""
    name = field.fields[0].name
    rows: list[Node] = [
        Mapping({name: (key, key), **{k: v for k, v in inner.items.items() if k != name}}, key.mark, span=inner.span)
        for key, inner in node.items.values() if isinstance(inner, Mapping)
    ]
    return Sequence(rows, node.mark, span=node.span)


def is_web_url(text: str) -> bool:
    """Tell whether ``text`` is an absolute http(s) address without spaces, control characters or credentials."""
    if not text.isprintable() or re.search(r"[\s<>\"'\\^`{|}]", text) or len(text) > 2000:
        return False
    try:
        parts = urlsplit(text)
        # Asking for the port makes urlsplit check it.
        safe = parts.scheme in ("http", "https") and "@" not in parts.netloc
        return safe and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def is_safe_relative(text: str) -> bool:
    """Tell whether ``text`` is a relative path that stays below its root on every system."""
    if not text or text.startswith("/") or not text.isprintable() or re.search(r'[\\:*?"<>|%#]', text):
        return False
    return all(part and part not in (".", "..") and part == part.strip(". ") for part in text.split("/"))


def _round_hint(text: str) -> str:
    if not re.fullmatch(r"[0-9]{1,2}[.][0-9]+", text):
        return ""
    whole, _, fraction = text.partition(".")
    below = int(whole) * hours.HALF_HOURS_PER_HOUR + (fraction[0] >= "5")
    near = [hours.format_hours(h) for h in (below, below + 1) if hours.COURSE_MIN <= h <= hours.COURSE_MAX]
    return f"可写 {' 或 '.join(near)}。" if len(near) > 1 else f"是否想写 {near[0]}？" if near else ""


def _is_hours(text: str) -> bool:
    try:
        return hours.COURSE_MIN <= hours.parse_hours(text) <= hours.COURSE_MAX
    except ValueError:
        return False

